"""The record as it leaves the site: its tables with their schemas, and a row's cells as text and as JSON.

The table of works carries more than the record's own columns: it is the one public row (``work_row``). Files are made in ``export``,
answers to programs in ``web``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.measures import work_row


def schemas(catalog: Catalog) -> dict[str, Mapping[str, Any]]:
    """The Table Schema of every table by name."""
    found = {item["name"]: item["schema"] for item in catalog.descriptor["resources"]}
    return found | {"works": {**found["works"], "fields": list(work_row.fields(catalog))}}


def table(catalog: Catalog, name: str) -> pd.DataFrame:
    """A table with the columns of its schema. Raises KeyError for an unknown one."""
    return work_row.table(catalog) if name == "works" else catalog.tables[name]


def licence(catalog: Catalog) -> dict[str, str]:
    """The licence of the record, as its description states it."""
    found = catalog.descriptor["licenses"][0]
    return {name: str(found.get(name, "")) for name in ("name", "title", "path")}


# ── text ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def text(frame: pd.DataFrame, schema: Mapping[str, Any]) -> pd.DataFrame:
    """Cells as the record writes them: whole numbers without point, true and false, empty where nothing is said."""
    return pd.DataFrame({item["name"]: [_text(value) for value in frame[item["name"]]] for item in schema["fields"]}, index=frame.index)


def _text(value: Any) -> str:
    if value is None or value != value:
        return ""
    if pd.api.types.is_bool(value):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


# ── JSON ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def plain(row: Mapping[str, Any], fields: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The cells of a row as JSON: null where the source does not say, lists as arrays."""
    return {field["name"]: _json(row[field["name"]], field) for field in fields}


def is_list(field: Mapping[str, Any]) -> bool:
    """Whether the cells of a field hold several values."""
    return "list_separator" in field


def _json(value: Any, field: Mapping[str, Any]) -> Any:
    if is_list(field):
        return split_list(value)
    if field["type"] in ("number", "integer"):
        return number(value)
    return bool(value) if field["type"] == "boolean" else (value or None)


def number(value: Any) -> int | float | None:
    """A number as JSON writes it: whole where it is whole, null for none."""
    if value is None or value != value:
        return None
    return int(value) if value == int(value) else float(value)
