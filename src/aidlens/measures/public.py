"""The public record: the tables without what is withheld, as they may leave the house.

What belongs here: which rows may be downloaded, exported or answered by the API, and their cells as text. How a file is made of them is
in ``export``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.measures import works
from aidlens.once import once
from aidlens.view import View

WITHHELD = "withheld"


@once(4)
def record(catalog: Catalog) -> Catalog:
    """The record without what is withheld: no such work, page or outcome, no row that hangs on one, no page only they rest on."""
    tables = dict(catalog.tables)
    used = _used_sources(catalog, tables)
    gone = {name: set(frame.loc[frame["sensitivity"] == WITHHELD, "id"]) for name, frame in tables.items() if "sensitivity" in frame}
    while any(gone.values()):
        for name, ids in gone.items():
            tables[name] = tables[name][~tables[name]["id"].isin(ids)]
        gone = _cut(catalog, tables, gone)
        gone["sources"] = gone.get("sources", set()) | ((used - _used_sources(catalog, tables)) & set(tables["sources"]["id"]))
    return replace(catalog, tables=tables)


def _cut(catalog: Catalog, tables: dict[str, pd.DataFrame], gone: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Take out of every table what points at rows that are gone; the ids of the rows that went with them."""
    lost: dict[str, set[str]] = {}
    for item in catalog.descriptor["resources"]:
        name = item["name"]
        for column, target, needed, many in _links(item):
            if not gone.get(target):
                continue
            frame, ids = tables[name], gone[target]
            if many:
                tables[name] = frame.assign(**{column: frame[column].map(lambda cell, ids=ids: _without(cell, ids))})
                continue
            points = frame[column].isin(ids)
            if not needed:
                tables[name] = frame.assign(**{column: frame[column].mask(points, "")})
                continue
            if "id" in frame:
                lost.setdefault(name, set()).update(frame.loc[points, "id"])
            tables[name] = frame[~points]
    return lost


def _links(item: Mapping[str, Any]) -> Iterator[tuple[str, str, bool, bool]]:
    """The columns of a table that point at rows: column, table, whether the row is nothing without it, whether it is a list."""
    kinds = {field["name"]: field for field in item["schema"]["fields"]}
    for key in item["schema"].get("foreignKeys", ()):
        column = key["fields"]
        needed = bool(kinds[column].get("constraints", {}).get("required")) or column == "work"
        yield column, key["reference"]["resource"] or item["name"], needed, False
    for column, field in kinds.items():
        if "list_of" in field:
            yield column, field["list_of"], False, True


def _without(cell: str, ids: set[str]) -> str:
    return ";".join(key for key in split_list(cell) if key not in ids)


def _used_sources(catalog: Catalog, tables: Mapping[str, pd.DataFrame]) -> set[str]:
    found: set[str] = set()
    for item in catalog.descriptor["resources"]:
        for column, target, _, many in _links(item):
            if target == "sources":
                cells = tables[item["name"]][column]
                found.update(key for cell in cells for key in (split_list(cell) if many else (cell,)))
    return found


def tables(catalog: Catalog) -> Mapping[str, pd.DataFrame]:
    """Every table of the public record by name, typed."""
    return record(catalog).tables


def schemas(catalog: Catalog) -> dict[str, Mapping[str, Any]]:
    """The Table Schema of every table by name, as datapackage.json has it."""
    return {item["name"]: item["schema"] for item in catalog.descriptor["resources"]}


def is_withheld(catalog: Catalog, table: str, key: str) -> bool:
    """Whether a row of a table is kept back. Raises KeyError for an unknown id."""
    return catalog.row(table, key).get("sensitivity") == WITHHELD


@once(4)
def withheld_ids(catalog: Catalog) -> frozenset[str]:
    """The ids of every withheld row of every table."""
    marked = [frame for frame in catalog.tables.values() if "sensitivity" in frame]
    return frozenset(key for frame in marked for key in frame.loc[frame["sensitivity"] == WITHHELD, "id"])


def text(frame: pd.DataFrame, schema: Mapping[str, Any]) -> pd.DataFrame:
    """Cells as the record writes them: whole numbers without point, true and false, empty where nothing is said."""
    return pd.DataFrame({item["name"]: [_cell(value) for value in frame[item["name"]]] for item in schema["fields"]}, index=frame.index)


def _cell(value: Any) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def select(catalog: Catalog, view: View) -> tuple[pd.DataFrame, int]:
    """The works of a view that may leave, as from ``measures.works.select`` in order of id, and how many stay behind as withheld."""
    shown = works.select(catalog, view).sort_values("id")
    hidden = shown["sensitivity"] == WITHHELD
    return shown[~hidden], int(hidden.sum())


WORK_COLUMNS = (
    *("id", "kind", "name_en", "name_it", "facility", "extent", "granularity", "class", "funding", "status", "date", "date_is"),
    *("units", "units_bound", "capacity_value", "capacity_unit", "cost_value", "cost_currency", "cost_qualifier", "cost_scope"),
    *("funders", "funder_is", "implementers", "programme", "provinces", "districts", "villages", "precision", "latitude", "longitude"),
    *("confirmed", "origins", "review_confidence", "doubt_en", "doubt_it", "sources", "source_addresses"),
)


def work_rows(catalog: Catalog, view: View) -> pd.DataFrame:
    """The works of a view that may leave, flat: one row each, ``WORK_COLUMNS``; lists are semicolon-separated ids.

    ``latitude``/``longitude`` are the seat of the one district known, never a building; ``units_bound`` is "unknown" where a page gives
    no number; ``precision`` is village (by name), district, province or country.
    """
    shown, _ = select(catalog, view)
    frame = shown.assign(units_bound=shown["units"].map(lambda value: "exact" if value == value else "unknown"))
    frame["precision"] = frame["level"].where(frame["villages"].map(len) == 0, "village")
    seats = catalog.places.set_index("id")[["lat", "lon"]]
    single = frame["by_district"].where(frame["placed"], "")
    frame["latitude"], frame["longitude"] = single.map(seats["lat"]), single.map(seats["lon"])
    frame["origins"] = frame["parties"]
    address = catalog.sources.set_index("id")["url"]
    frame["source_addresses"] = frame["sources"].map(lambda keys: "; ".join(filter(None, (address[key] for key in keys))))
    for name in ("provinces", "districts", "villages", "origins", "sources"):
        frame[name] = frame[name].map(";".join)
    return frame[list(WORK_COLUMNS)].reset_index(drop=True)
