"""The public record: the tables without what is withheld, as they may leave the house.

What belongs here: which rows may be downloaded, exported or answered by the API, and their cells as text. How a file is made of them is
in ``export``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.measures import works
from aidlens.view import View

WITHHELD = "withheld"


@lru_cache(maxsize=4)
def tables(catalog: Catalog) -> dict[str, pd.DataFrame]:
    """Every table by name, typed, without withheld rows and without the rows that point at one."""
    kept = {name: frame[frame["sensitivity"] != WITHHELD] if "sensitivity" in frame else frame for name, frame in catalog.tables.items()}
    links = [(name, *link) for name, schema in schemas(catalog).items() for link in _links(name, schema)]
    before = -1
    while before != (before := sum(map(len, kept.values()))):
        for name, column, target in links:
            gone = set(catalog.tables[target]["id"]) - set(kept[target]["id"])
            kept[name] = kept[name][~kept[name][column].isin(gone)]
    for name, schema in schemas(catalog).items():
        for item in schema["fields"]:
            if "list_of" in item and (gone := set(catalog.tables[item["list_of"]]["id"]) - set(kept[item["list_of"]]["id"])):
                kept[name] = kept[name].assign(**{item["name"]: [_without(cell, gone) for cell in kept[name][item["name"]]]})
    return kept


def schemas(catalog: Catalog) -> dict[str, Mapping[str, Any]]:
    """The Table Schema of every table by name, as datapackage.json has it."""
    return {item["name"]: item["schema"] for item in catalog.descriptor["resources"]}


def _links(name: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for link in schema.get("foreignKeys", []):
        yield link["fields"], link["reference"]["resource"] or name


def _without(cell: str, gone: set[str]) -> str:
    return ";".join(key for key in split_list(cell) if key not in gone)


def is_withheld(catalog: Catalog, table: str, key: str) -> bool:
    """Whether a row of a table is kept back. Raises KeyError for an unknown id."""
    return catalog.row(table, key).get("sensitivity") == WITHHELD


@lru_cache(maxsize=4)
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
