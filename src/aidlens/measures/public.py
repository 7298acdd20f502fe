"""The record's cells as text, and one flat row a work, as files and the API give them. How a file is made of them is in ``export``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.measures import works
from aidlens.view import View


def schemas(catalog: Catalog) -> dict[str, Mapping[str, Any]]:
    """The Table Schema of every table by name, as datapackage.json has it."""
    return {item["name"]: item["schema"] for item in catalog.descriptor["resources"]}


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


WORK_COLUMNS = (
    *("id", "kind", "name_en", "name_it", "facility", "extent", "granularity", "class", "funding", "status", "date", "date_is"),
    *("units", "units_bound", "capacity_value", "capacity_unit", "cost_value", "cost_currency", "cost_qualifier", "cost_scope"),
    *("funders", "funder_is", "implementers", "programme", "provinces", "districts", "villages", "precision", "latitude", "longitude"),
    *("confirmed", "origins", "review_confidence", "doubt_en", "doubt_it", "sources", "source_addresses", "done"),
)


def work_rows(catalog: Catalog, view: View) -> pd.DataFrame:
    """The works of a view, flat: one row each, ``WORK_COLUMNS``; lists are semicolon-separated ids.

    ``latitude``/``longitude`` are the seat of the one district known, never a building; ``units_bound`` is "unknown" where a page gives
    no number; ``precision`` is village (by name), district, province or country.
    """
    shown = works.select(catalog, view).sort_values("id")
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
