"""Breakages of cells, and of what cells and tables say together."""

from __future__ import annotations

import json
from pathlib import Path

from tests import tables
from tests.checks.breakages.means import Break, Breakage, any_row, cells, changed, dated, filled, has


def _at_most_three_letters(root: Path) -> int:
    path = root / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    kinds = next(item for item in package["resources"] if item["name"] == "kinds")
    next(item for item in kinds["schema"]["fields"] if item["name"] == "name_it")["constraints"]["maxLength"] = 3
    path.write_text(json.dumps(package), encoding="utf-8")
    return 2


def _twin(table: str) -> Break:
    return lambda root: tables.append(root, table, **tables.read(root, table)[0])


def _no_lines(table: str) -> Break:
    def do(root: Path) -> int:
        work = tables.read(root, table)[0]["work"]
        tables.drop(root, table, has(work=work))
        return tables.number_of(root, "works", has(id=work))

    return do


def _remainder_gone(root: Path) -> None:
    assert tables.drop(root, "observations", has(id="share-not-broken-down-2021-08-derived")) == 1


def _own_parent(root: Path) -> int:
    place = next(row for row in tables.read(root, "places") if row["kind"] == "district")
    return tables.change(root, "places", has(id=place["id"]), parent=place["id"])


def _point(**values: str) -> Break:
    return cells("places", lambda row: row["kind"] == "district" and bool(row["lat"]) and row["parent"] == "herat", **values)


PRESS = has(kind="press", sensitivity="public")


CELLS = [
    # ── cells ──
    Breakage("a word for a number", "type", "works.csv", "units", cells("works", any_row, units="many")),
    Breakage("a decimal comma", "type", "observations.csv", "value", cells("observations", any_row, value="1,5")),
    Breakage("NaN", "type", "observations.csv", "value", cells("observations", any_row, value="NaN")),
    Breakage("infinity", "type", "observations.csv", "value", cells("observations", any_row, value="-INF")),
    Breakage("a word for a whole number", "type", "claims.csv", "order", cells("claims", any_row, order="first")),
    Breakage("a word for yes or no", "type", "observations.csv", "undated", cells("observations", any_row, undated="maybe")),
    Breakage("a blank name", "required", "organisations.csv", "name_en", cells("organisations", any_row, name_en=""), ("one-language",)),
    Breakage("a work without a status", "required", "works.csv", "status", cells("works", any_row, status="")),
    Breakage("half a ladder", "required", "claims.csv", "programme", cells("claims", has(id="schools"), programme="")),
    Breakage("an id twice", "duplicate", "parties.csv", "id", _twin("parties")),
    Breakage("a line twice", "duplicate", "work_places.csv", "work + place", _twin("work_places")),
    Breakage("an unknown status", "unknown-code", "works.csv", "status", cells("works", any_row, status="done")),
    Breakage("an unknown facility", "unknown-code", "works.csv", "facility", cells("works", any_row, facility="barn")),
    Breakage("an unknown fact", "unknown-code", "work_sources.csv", "supports", cells("work_sources", any_row, supports="hearsay")),
    Breakage("an unknown unit", "unknown-code", "observations.csv", "unit", cells("observations", any_row, unit="parsecs")),
    Breakage("a date the other way round", "pattern", "works.csv", "date", cells("works", dated, date="12/2010")),
    Breakage(
        "an id with capitals",
        "pattern",
        "parties.csv",
        "id",
        lambda root: tables.append(root, "parties", id="A B", name_en="a", name_it="a", role="ngo"),
    ),
    Breakage("a negative number of units", "range", "works.csv", "units", cells("works", any_row, units="-1")),
    Breakage("a negative count", "range", "observations.csv", "value", cells("observations", has(kind="count"), value="-3")),
    Breakage("a negative claim", "range", "claims.csv", "value", cells("claims", has(id="wells"), value="-800")),
    Breakage("a negative sum", "range", "observations.csv", "value", cells("observations", has(kind="expenditure"), value="-58000000")),
    Breakage("a date before any of this", "range", "works.csv", "date", cells("works", dated, date="0211-05")),
    Breakage("a formula", "formula", "works.csv", "note", cells("works", any_row, note="=HYPERLINK(1)")),
    Breakage("a formula after a tab", "formula", "sources.csv", "title", cells("sources", any_row, title="\t=1+1")),
    Breakage("a formula for an id", "formula", "sectors.csv", "dac_code", cells("sectors", any_row, dac_code="+12")),
    Breakage("a formula in wide signs", "formula", "works.csv", "note", cells("works", any_row, note="＠SUM(1)")),
    Breakage("a point in the sea", "range", "places.csv", "lat", _point(lat="24.5", lon="61.5"), ("point-off-province",)),
    Breakage("a dangling source", "dangling-key", "observations.csv", "source", cells("observations", any_row, source="nowhere")),
    Breakage("a dangling parent", "dangling-key", "places.csv", "parent", cells("places", has(kind="district"), parent="nowhere")),
    Breakage("a dangling id in a list", "dangling-key", "claims.csv", "rivals", cells("claims", has(id="schools"), rivals="no;such")),
    Breakage("a lost line", "dangling-key", "work_places.csv", "work", cells("work_places", any_row, work="no"), ("works-without-place",)),
    Breakage("a rule we have no words for", "schema", "kinds.csv", "name_it", _at_most_three_letters),
    # ── rules across cells and tables ──
    Breakage("one language", "one-language", "works.csv", "doubt_it", cells("works", has(doubt_en="", sensitivity="public"), doubt_en="x")),
    Breakage("a future date", "future-date", "works.csv", "date", cells("works", dated, date="2099-01")),
    Breakage("a day that is none", "no-such-day", "works.csv", "date", cells("works", dated, date="2011-02-30")),
    Breakage(
        "an end before its start",
        "date-order",
        "observations.csv",
        "period_end",
        cells("observations", any_row, period_start="2014", period_end="2005-06"),
    ),
    Breakage("a row that pages name", "named-row", "observations.csv", "id", _remainder_gone, ("dangling-key", "token", "id-gone")),
    Breakage("a place inside itself", "parent-loop", "places.csv", "parent", _own_parent),
    Breakage("a share of 127%", "share-over-100", "observations.csv", "value", cells("observations", has(kind="share"), value="127")),
    Breakage("a claimed share of 127%", "share-over-100", "claims.csv", "value", cells("claims", has(unit="percent"), value="127")),
    Breakage("half a derivation", "half-derived", "observations.csv", "formula", cells("observations", has(formula=""), formula="a + b")),
    Breakage(
        "a sum that hides its parts",
        "sum-without-parts",
        "observations.csv",
        "label_en",
        cells("observations", has(formula="44 + 2"), label_en="Hospitals"),
    ),
    Breakage(
        "a sum that does not add up",
        "sum-without-parts",
        "observations.csv",
        "value",
        cells("observations", has(formula="44 + 2"), value="47"),
    ),
    Breakage(
        "a planned work that was opened",
        "planned-as-built",
        "works.csv",
        "status",
        cells("works", has(status="planned"), date_is="inauguration"),
    ),
    Breakage("a work no page supports", "no-source", "works.csv", "id", _no_lines("work_sources")),
    Breakage("a work without a place", "works-without-place", "works.csv", "id", _no_lines("work_places")),
    Breakage("a page without address", "source-address", "sources.csv", "url", cells("sources", PRESS, url="")),
    Breakage(
        "something told of a district",
        "told-place",
        "told.csv",
        "province",
        lambda root: tables.append(root, "told", id="told-1", claim="schools", kind="school", province="shindand", year="2009"),
    ),
    Breakage("a book with an address", "address-held", "sources.csv", "url", cells("sources", PRESS, kind="book")),
    Breakage("print with an address", "address-held", "sources.csv", "url", cells("sources", PRESS, kind="print")),
    Breakage("an address without http", "address-form", "sources.csv", "url", cells("sources", filled("url"), url="www.example.org/page")),
    Breakage("an odd archive", "address-form", "sources.csv", "archived_url", cells("sources", any_row, archived_url="data:x")),
    Breakage("a passage's odd address", "address-form", "passages.csv", "address", cells("passages", any_row, address="javascript:1")),
    Breakage("a reference's odd address", "address-form", "references.csv", "url", cells("references", any_row, url="data:text/html,x")),
    Breakage(
        "a pin on a village",
        "point-on-village",
        "places.csv",
        "lat",
        cells("places", has(kind="village"), lat="34.3", lon="62.2"),
        ("point-off-province",),
    ),
    Breakage("half a point", "half-point", "places.csv", "lon", _point(lon="")),
    Breakage("a point in another province", "point-off-province", "places.csv", "lat", _point(lat="36.7", lon="67.1")),
    Breakage("a change of no row", "dangling-key", "changes.csv", "row", changed(row="nowhere")),
    Breakage("a change to no code", "unknown-code", "changes.csv", "after", changed(after="done")),
    Breakage("a change from no place", "dangling-key", "changes.csv", "before", changed(what="place", before="nowhere", after="")),
    Breakage("a change to no amount", "type", "changes.csv", "after", changed(what="cost", before="", after="many EUR")),
]  # fmt: skip
