"""The kinds of fault that re-reading the record's pages found, where a machine can see them.

Each rule is a generator of faults named by what it refuses; ``RULES`` lists them, and ``checks.rules`` runs them with its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.checks.faults import Fault
from aidlens.checks.numbered import FIRST_ROW, rows
from aidlens.public_copy import WITHHELD

MONTH = len("YYYY-MM")
NO_PAYER = ("", "not_stated")
BUILT = ("completed", "in_service")
DECIDED = "taken as another"  # what a doubt says of two works that may be one and are counted as two


def twins_are_decided(catalog: Catalog) -> Iterator[Fault]:
    """Two works that may be one count for one claim only where a doubt says that they are taken as two."""
    works = {data["id"]: data for _, data in rows(catalog, "works")}
    for row, data in rows(catalog, "works"):
        for twin in (works[key] for key in split_list(data["possible_twins"]) if key in works):
            both = data["counts_for"] and data["counts_for"] == twin["counts_for"] and data["status"] == twin["status"] == "completed"
            if both and DECIDED not in data["doubt_en"] and DECIDED not in twin["doubt_en"]:
                yield Fault("works.csv", row, "possible_twins", twin["id"], "twins-counted")


def plans_are_not_added(catalog: Catalog) -> Iterator[Fault]:
    """What was planned is never added to what was done."""
    for row, data in rows(catalog, "observations"):
        if data["kind"] == "plan" and not data["do_not_add"]:
            yield Fault("observations.csv", row, "do_not_add", "false", "plan-added")


# What a doubt says (in English, which stands beside its Italian), the field that it speaks of, and when that field says otherwise.
CONTRADICTIONS: tuple[tuple[str, str, Callable[[dict[str, Any]], bool]], ...] = (
    (r"\b(payers?|who paid|funders?|money)( is| are|:)( only)? deduced", "funder_is", lambda work: work["funder_is"] != "deduced"),
    (
        r"no page (says|names) (who paid|the payer)|payer (is )?not (named|stated|given)|who paid is not (said|told)",
        "funder_is",
        lambda work: work["funder_is"] == "named",
    ),
    (r"\b(year|(19|20)\d\d(-\d\d)?)( is|:) deduced", "date", lambda work: not work["date"]),
    (
        r"first stone only|only the (first stone|start)\b|announced only|no page( met| read)? says (that )?(it|they) w(as|ere) ",
        "status",
        lambda work: work["status"] in BUILT,
    ),
    (r"\bnumber( of \w+)?( and \w+)?( is)? not (said|stated|given)", "units", lambda work: not pd.isna(work["units"])),
)


def doubts_fit_their_fields(catalog: Catalog) -> Iterator[Fault]:
    """A doubt does not say of a field what the field denies."""
    for row, data in rows(catalog, "works"):
        for said, field, denied in CONTRADICTIONS:
            found = re.search(said, data["doubt_en"], re.IGNORECASE)
            if found and denied(data):
                yield Fault("works.csv", row, field, found.group(0), "doubt-denied")


def supports_name_filled_fields(catalog: Catalog) -> Iterator[Fault]:
    """A page supports only what the record holds of the work."""
    works = {data["id"]: data for _, data in rows(catalog, "works")}
    kinds = dict(zip(catalog.places["id"], catalog.places["kind"], strict=True))
    finer = {line["work"] for _, line in rows(catalog, "work_places") if kinds.get(line["place"]) != "country"}
    unplaced = set(catalog.work_places["work"]) - finer
    told = set(zip(catalog.outcomes["work"], catalog.outcomes["source"], strict=True))
    for row, line in rows(catalog, "work_sources"):
        work = works.get(line["work"])
        if work is None or work["sensitivity"] == WITHHELD:
            continue
        empty = {
            "capacity": pd.isna(work["capacity_value"]),
            "cost": pd.isna(work["cost_value"]),
            "funder": work["funder_is"] in NO_PAYER,
            "place": work["id"] in unplaced,
            "outcome": (line["work"], line["source"]) not in told,
        }
        for fact in split_list(line["supports"]):
            if empty.get(fact):
                yield Fault("work_sources.csv", row, "supports", fact, "supports-empty")


def payers_are_stated(catalog: Catalog) -> Iterator[Fault]:
    """A page is the payer's own only where a payer is stated or deduced."""
    payers = dict(zip(catalog.works["id"], catalog.works["funder_is"], strict=True))
    for row, line in rows(catalog, "work_sources"):
        if line["relation"] in ("funder", "funder_and_builder") and payers.get(line["work"]) in NO_PAYER:
            yield Fault("work_sources.csv", row, "relation", line["relation"], "payer-not-stated")


def reports_have_their_pages_date(catalog: Catalog) -> Iterator[Fault]:
    """The date of a report is the month or year of one of the work's pages, or a doubt says that it is deduced."""
    dates = dict(zip(catalog.sources["id"], catalog.sources["date"], strict=True))
    pages: defaultdict[str, list[str]] = defaultdict(list)
    for _, line in rows(catalog, "work_sources"):
        pages[line["work"]].append(dates.get(line["source"], ""))
    for row, data in rows(catalog, "works"):
        own = pages[data["id"]]
        told = "deduced" in data["doubt_en"] or any(page and _agree(page, data["date"]) for page in own)
        if data["date_is"] == "report" and own and not told:
            yield Fault("works.csv", row, "date", data["date"], "report-date")


def _agree(one: str, other: str) -> bool:
    # A page tells "yesterday", so days may differ; at the coarser precision of the two, months or years may not.
    size = min(len(one), len(other), MONTH)
    return one[:size] == other[:size]


def outcomes_hang_where_they_belong(catalog: Catalog) -> Iterator[Fault]:
    """What a page says of a district or the country hangs on no single work; what it says of a work names that work."""
    for row, data in rows(catalog, "outcomes"):
        if data["sensitivity"] == WITHHELD:
            continue
        if data["scope"] == "work" and not data["work"]:
            yield Fault("outcomes.csv", row, "work", "", "outcome-without-work")
        elif data["scope"] != "work" and data["work"]:
            yield Fault("outcomes.csv", row, "work", data["work"], "outcome-of-more")


# Words of the files and copies that the record was made from: a reader has none of them before him.
RESEARCH = re.compile(
    r"\b(works file|evidence|works_\w+|\w+\.csv|(first|second|third) page|rows?|excerpts?|on import|search results?|general knowledge"
    r"|(prima|seconda|terza) pagina)\b",
    re.IGNORECASE,
)
TEXTS = ("note", "note_en", "note_it", "doubt_en", "doubt_it")


def notes_speak_to_readers(catalog: Catalog) -> Iterator[Fault]:
    """Notes and doubts speak of pages and works, not of the files they were gathered in."""
    for table, frame in catalog.tables.items():
        for name in (name for name in TEXTS if name in frame.columns):
            for row, text in enumerate(frame[name], FIRST_ROW):
                if found := RESEARCH.search(text):
                    yield Fault(f"{table}.csv", row, name, found.group(0), "research-words")


RULES: tuple[Callable[[Catalog], Iterator[Fault]], ...] = (
    twins_are_decided,
    plans_are_not_added,
    doubts_fit_their_fields,
    supports_name_filled_fields,
    payers_are_stated,
    reports_have_their_pages_date,
    outcomes_hang_where_they_belong,
    notes_speak_to_readers,
)
