"""The public copy of a record: all of it but what is withheld, and the one number that says how many works that is.

What belongs here: leaving rows out, with everything that hangs on them. Above the checks nobody meets any other copy, so nothing
withheld can reach a count, a list, a title, a page or a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog, split_list

WITHHELD = "withheld"


def public_copy(catalog: Catalog) -> Catalog:
    """The record without what is withheld: no such work, page or outcome, no row that hangs on one, no page only they rest on.

    ``Catalog.withheld`` of the copy is the number of works left out. A copy of a copy is that copy.
    """
    tables = dict(catalog.tables)
    used = _used_sources(catalog, tables)
    gone = {name: set(frame.loc[frame["sensitivity"] == WITHHELD, "id"]) for name, frame in tables.items() if "sensitivity" in frame}
    withheld = len(gone["works"]) or catalog.withheld
    while any(gone.values()):
        for name, ids in gone.items():
            tables[name] = tables[name][~tables[name]["id"].isin(ids)]
        gone = _cut(catalog, tables, gone)
        gone["sources"] = gone.get("sources", set()) | ((used - _used_sources(catalog, tables)) & set(tables["sources"]["id"]))
    for name in ("quotes", "changes"):
        tables[name] = _of_rows(tables, name)
    return replace(catalog, tables={name: frame.reset_index(drop=True) for name, frame in tables.items()}, withheld=withheld)


def _of_rows(tables: Mapping[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """The lines of a table about rows that are still there: they name table and row, which no foreign key can say."""
    lines = tables[name]
    known = {(table, key) for table in set(lines["table"]) & set(tables) for key in tables[table].get("id", ())}
    there = [pair in known for pair in zip(lines["table"], lines["row"], strict=True)]
    return lines[pd.Series(there, index=lines.index, dtype=bool)]  # an empty list would take all columns away


def _cut(catalog: Catalog, tables: dict[str, pd.DataFrame], gone: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Take out of every table what points at rows that are gone; the ids of the rows that went with them."""
    lost: dict[str, set[str]] = {}
    for item in catalog.descriptor["resources"]:
        name = item["name"]
        for column, target, needed, many in links(item):
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


def links(item: Mapping[str, Any]) -> Iterator[tuple[str, str, bool, bool]]:
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
        # A page is not used because its words are kept: they go with the row they belong to.
        for column, target, _, many in links(item) if item["name"] != "quotes" else ():
            if target == "sources":
                cells = tables[item["name"]][column]
                found.update(key for cell in cells for key in (split_list(cell) if many else (cell,)))
    return found
