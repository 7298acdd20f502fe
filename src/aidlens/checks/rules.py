"""Rules across tables that a schema cannot say: honest counting, languages, dates, addresses.

Each rule is a generator of faults named by what it refuses; ``RULES`` lists them, with those of ``checks.harm``, ``checks.quotes`` and
``checks.kinds``. The story's rules are in ``checks.story``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from aidlens.catalog import PRINTED, Catalog, split_list
from aidlens.checks import harm, kinds, quotes
from aidlens.checks.faults import Fault
from aidlens.checks.numbered import rows
from aidlens.i18n import CODES
from aidlens.public_copy import WITHHELD

FIRST = "1900"
OPENINGS = ("inauguration", "handover", "completion")
NOT_BUILT = ("planned", "foundation_stone", "in_progress")


def check(catalog: Catalog) -> list[Fault]:
    """Every fault of every rule."""
    return [fault for rule in RULES for fault in rule(catalog)]


def _fields(catalog: Catalog) -> Iterator[tuple[str, dict[str, Any]]]:
    for resource in catalog.descriptor["resources"]:
        for spec in resource["schema"]["fields"]:
            yield resource["name"], spec


def lists_resolve(catalog: Catalog) -> Iterator[Fault]:
    """Ids in list cells stand in the table they point at."""
    for table, spec in _fields(catalog):
        target = str(spec.get("list_of", ""))
        for row, data in rows(catalog, table) if target else ():
            for item in split_list(data[spec["name"]]):
                if not catalog.has(target, item):
                    yield Fault(f"{table}.csv", row, spec["name"], item, "dangling-key", f"{target}.csv")


def codes_are_named(catalog: Catalog) -> Iterator[Fault]:
    """Every code in use has a name in both languages in codes.csv."""
    vocabularies = set(catalog.codes["vocabulary"])
    names = set(catalog.codes["id"])
    for table, spec in _fields(catalog):
        if spec["name"] not in vocabularies or table == "codes":
            continue
        known = ", ".join(catalog.codes.loc[catalog.codes["vocabulary"] == spec["name"], "code"])
        for row, data in rows(catalog, table):
            cell = str(data[spec["name"]])
            for value in split_list(cell) if "list_separator" in spec else [cell] if cell else []:
                if f"{spec['name']}/{value}" not in names:
                    yield Fault(f"{table}.csv", row, spec["name"], value, "unknown-code", known)


def units_are_named(catalog: Catalog) -> Iterator[Fault]:
    """Every unit of a published number or a claim has a name in both languages."""
    known = list(catalog.codes.loc[catalog.codes["vocabulary"] == "unit_name", "code"])
    for table in ("observations", "claims"):
        for row, data in rows(catalog, table):
            if data["unit"] and data["unit"] not in known:
                yield Fault(f"{table}.csv", row, "unit", data["unit"], "unknown-code", ", ".join(known))


def both_languages(catalog: Catalog) -> Iterator[Fault]:
    """A text in one language has its twin in the other."""
    for table, frame in catalog.tables.items():
        stems = [name[:-3] for name in frame.columns if name.endswith("_en") and f"{name[:-3]}_it" in frame.columns]
        for row, data in rows(catalog, table):
            for stem in stems:
                if bool(data[f"{stem}_en"]) != bool(data[f"{stem}_it"]):
                    missing = "it" if data[f"{stem}_en"] else "en"
                    present = "en" if missing == "it" else "it"
                    yield Fault(f"{table}.csv", row, f"{stem}_{missing}", data[f"{stem}_{present}"], "one-language")


def dates_are_past(catalog: Catalog) -> Iterator[Fault]:
    """No date lies in the future, or in a century that none of this can belong to."""
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    for table, spec in _fields(catalog):
        if "date_precision" not in spec:
            continue
        last = "2100" if table == "programmes" else today  # a programme may end later
        for row, data in rows(catalog, table):
            cell = data[spec["name"]]
            if cell[:4].isdigit() and cell < FIRST:
                yield Fault(f"{table}.csv", row, spec["name"], cell, "range", f"≥ {FIRST}")
            elif cell > last[: len(cell)]:
                yield Fault(f"{table}.csv", row, spec["name"], cell, "future-date")


def dates_exist(catalog: Catalog) -> Iterator[Fault]:
    """A full date is a day of the calendar."""
    for table, spec in _fields(catalog):
        if "date_precision" not in spec:
            continue
        for row, data in rows(catalog, table):
            cell = data[spec["name"]]
            if len(cell) == len("YYYY-MM-DD") and not _is_day(cell):
                yield Fault(f"{table}.csv", row, spec["name"], cell, "no-such-day")


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def parents_end(catalog: Catalog) -> Iterator[Fault]:
    """A chain of parents never comes back to where it started."""
    for table, column in (("places", "parent"), ("programmes", "parent"), ("works", "part_of")):
        parents = dict(zip(catalog.tables[table]["id"], catalog.tables[table][column], strict=True))
        for row, data in rows(catalog, table):
            seen, key = {data["id"]}, data[column]
            while key and key not in seen:
                seen.add(key)
                key = parents.get(key, "")
            if key == data["id"]:
                yield Fault(f"{table}.csv", row, column, data[column], "parent-loop")


# Rows that code asks for by name; a test follows every id written in the code. A record may hold any others.
NAMED = {
    "claims": (
        *("projects", "spend", "schools", "hospitals", "wells", "security-buildings", "share-education", "share-health"),
        *("sector-roads", "sector-water", "sector-security", "sector-agriculture", "sector-livestock"),
    ),
    "observations": (
        "schools-started-prt-herat-2005-09-29-nato",
        "share-education-prt-herat-2012-11-12-perseo-news",
        "share-not-broken-down-2021-08-derived",
        "spend-education-prt-herat-2014-02-17-imola-oggi",
        "spend-health-prt-herat-2014-02-17-imola-oggi",
        "spend-italy-civil-military-2021-06-08-il-giornale",
        "spend-not-itemised-prt-herat-2014-02-17-derived",
        "spend-prt-herat-2014-02-17-imola-oggi",
        "spend-prt-herat-2014-03-25-adnkronos",
        "spend-roads-prt-herat-2014-02-17-imola-oggi",
    ),
}


def named_rows_stand(catalog: Catalog) -> Iterator[Fault]:
    """The rows that pages ask for by their id are there."""
    for table, keys in NAMED.items():
        for key in keys:
            if not catalog.has(table, key):
                yield Fault(f"{table}.csv", 0, "id", key, "named-row")


def ladders_are_whole(catalog: Catalog) -> Iterator[Fault]:
    """A claim with a full ladder says what counts for it: a number, a kind, a programme and an official count."""
    for row, data in rows(catalog, "claims"):
        if data["ladder"] == "full":
            for name in ("value", "kind", "counts_for", "programme", "official"):
                if pd.isna(data[name]) or data[name] == "":
                    yield Fault("claims.csv", row, name, "", "required")


def periods_in_order(catalog: Catalog) -> Iterator[Fault]:
    """A period ends no earlier than it starts (compared at the coarser precision of the two)."""
    for table in ("observations", "programmes"):
        for row, data in rows(catalog, table):
            start, end = data["period_start"], data["period_end"]
            size = min(len(start), len(end))
            if size and start[:size] > end[:size]:
                yield Fault(f"{table}.csv", row, "period_end", f"{start} / {end}", "date-order")


def shares_within_100(catalog: Catalog) -> Iterator[Fault]:
    """A share is at most 100 (what is below zero is out of the range that the description gives)."""
    for row, data in rows(catalog, "observations"):
        for name in ("value", "low", "high") if data["kind"] == "share" else ():
            if data[name] > 100:
                yield Fault("observations.csv", row, name, f"{data[name]:g}", "share-over-100")
    for row, data in rows(catalog, "claims"):
        if data["unit"] == "percent" and data["value"] > 100:
            yield Fault("claims.csv", row, "value", f"{data['value']:g}", "share-over-100")


def derived_in_full(catalog: Catalog) -> Iterator[Fault]:
    """A number of ours says from what and how it is derived."""
    for row, data in rows(catalog, "observations"):
        if bool(data["derived_from"]) != bool(data["formula"]):
            yield Fault("observations.csv", row, "formula", data["formula"] or data["derived_from"], "half-derived")


def sums_name_their_parts(catalog: Catalog) -> Iterator[Fault]:
    """The label of a sum of ours, which stands wherever the sum does, names each number it adds."""
    for row, data in rows(catalog, "observations"):
        parts = [catalog.row("observations", key) for key in split_list(data["derived_from"]) if catalog.has("observations", key)]
        if "+" not in data["formula"] or not parts:
            continue
        if sum(part["value"] for part in parts) != data["value"]:
            yield Fault("observations.csv", row, "value", f"{data['value']:g}", "sum-without-parts")
        for code in CODES:
            label = data[f"label_{code}"]
            if not all(f"{part['value']:g} {str(part[f'label_{code}']).lower()}" in label for part in parts):
                yield Fault("observations.csv", row, f"label_{code}", label, "sum-without-parts")


def planned_not_built(catalog: Catalog) -> Iterator[Fault]:
    """A planned or started work carries no opening date."""
    for row, data in rows(catalog, "works"):
        if data["status"] in NOT_BUILT and data["date_is"] in OPENINGS:
            yield Fault("works.csv", row, "status", data["status"], "planned-as-built")


def works_have_lines(catalog: Catalog) -> Iterator[Fault]:
    """Each work has a source and a place."""
    sourced, placed = set(catalog.work_sources["work"]), set(catalog.work_places["work"])
    for row, data in rows(catalog, "works"):
        if data["id"] not in sourced:
            yield Fault("works.csv", row, "id", data["id"], "no-source")
        if data["id"] not in placed:
            yield Fault("works.csv", row, "id", data["id"], "works-without-place")


def told_rows_tell_no_more(catalog: Catalog) -> Iterator[Fault]:
    """What was told without a source names a province, never a place in it."""
    for row, data in rows(catalog, "told") if "told" in catalog.tables else ():
        if data["province"] and catalog.has("places", data["province"]) and catalog.row("places", data["province"])["kind"] != "province":
            yield Fault("told.csv", row, "province", data["province"], "told-place")


def sources_have_addresses(catalog: Catalog) -> Iterator[Fault]:
    """A page has a web address; what is printed and a withheld page have none."""
    for row, data in rows(catalog, "sources"):
        hidden = data["kind"] in PRINTED or data["sensitivity"] == WITHHELD
        if hidden and data["url"]:
            yield Fault("sources.csv", row, "url", data["url"], "address-held")
        elif not hidden and not data["url"]:
            yield Fault("sources.csv", row, "url", "", "source-address")


def addresses_are_of_the_web(catalog: Catalog) -> Iterator[Fault]:
    """Whatever a page makes a link of is an address of the web, never a script."""
    for table, name in (("sources", "url"), ("sources", "archived_url"), ("references", "url"), ("passages", "address")):
        for row, data in rows(catalog, table):
            if data[name] and not data[name].startswith(("http://", "https://")):
                yield Fault(f"{table}.csv", row, name, data[name], "address-form")


RULES: tuple[Callable[[Catalog], Iterator[Fault]], ...] = (
    lists_resolve,
    codes_are_named,
    units_are_named,
    both_languages,
    dates_are_past,
    dates_exist,
    parents_end,
    named_rows_stand,
    ladders_are_whole,
    periods_in_order,
    shares_within_100,
    derived_in_full,
    sums_name_their_parts,
    planned_not_built,
    works_have_lines,
    told_rows_tell_no_more,
    sources_have_addresses,
    addresses_are_of_the_web,
    *harm.RULES,
    *quotes.RULES,
    *kinds.RULES,
)
