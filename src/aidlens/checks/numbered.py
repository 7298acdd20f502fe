"""Rows of a table as a spreadsheet numbers them: the header is row 1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aidlens.catalog import Catalog

FIRST_ROW = 2


def rows(catalog: Catalog, table: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a table, each with its number."""
    return enumerate(catalog.rows(table), FIRST_ROW)
