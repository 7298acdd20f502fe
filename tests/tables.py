"""Reading and changing the tables of a record as plain rows, and cutting a small sound excerpt out of a record.

Independent of ``aidlens.catalog`` on purpose: tests that break or recount the record must not lean on the code they test.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, str]

SMALL = 60  # tables up to this size go into an excerpt whole
PER_SORT = 1  # works of each sort (what they count for, status, sensitivity, granularity) in an excerpt
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def copy(source: Path, target: Path) -> Path:
    """A copy of a record, in the place of an older one."""
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(source, target))


def read(root: Path, table: str) -> list[Row]:
    """The rows of a table as text, in order."""
    with (root / f"{table}.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def columns(root: Path, table: str) -> list[str]:
    """The header of a table."""
    with (root / f"{table}.csv").open(encoding="utf-8-sig", newline="") as handle:
        return next(csv.reader(handle))


def write(root: Path, table: str, rows: list[Row]) -> None:
    """Replace the rows of a table."""
    header = columns(root, table)
    with (root / f"{table}.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def change(root: Path, table: str, which: Callable[[Row], bool], **cells: str) -> int:
    """Set cells of the first row for which ``which`` holds; its row number as a spreadsheet shows it. Raises LookupError."""
    rows = read(root, table)
    for number, row in enumerate(rows, 2):
        if which(row):
            row.update({name.rstrip("_"): value for name, value in cells.items()})
            write(root, table, rows)
            return number
    raise LookupError(f"no such row in {table}")


def drop(root: Path, table: str, which: Callable[[Row], bool]) -> int:
    """Take the rows for which ``which`` holds out of a table; how many there were."""
    rows = read(root, table)
    kept = [row for row in rows if not which(row)]
    write(root, table, kept)
    return len(rows) - len(kept)


def append(root: Path, table: str, /, **cells: str) -> int:
    """Add a row (cells not named are empty); its row number as a spreadsheet shows it."""
    rows = read(root, table)
    write(root, table, [*rows, dict.fromkeys(columns(root, table), "") | cells])
    return len(rows) + 2


IDS = ("works", "sources", "observations", "outcomes", "claims", "places", "events")


def list_ids(root: Path) -> None:
    """Write ``ids.txt`` anew for the rows that a record holds."""
    lines = [f"{table}/{row['id']}" for table in IDS for row in read(root, table) if row.get("sensitivity") != "withheld"]
    (root / "ids.txt").write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")


def number_of(root: Path, table: str, which: Callable[[Row], bool]) -> int:
    """The row number of the first row for which ``which`` holds. Raises StopIteration."""
    return next(number for number, row in enumerate(read(root, table), 2) if which(row))


# ── a small sound record ──────────────────────────────────────────────────────────────────────────────────────────


def excerpt(source: Path, target: Path, named: Collection[str] = ()) -> Path:
    """Write a small sound record to ``target``: all claims, works of every sort, rows ``named`` by id, and all rows they point at."""
    package = json.loads((source / "datapackage.json").read_text(encoding="utf-8"))
    shutil.copytree(source, target)
    tables = {item["name"]: read(source, item["name"]) for item in package["resources"]}
    links = {item["name"]: list(_links(item["schema"], item["name"])) for item in package["resources"]}
    kept: dict[str, set[int]] = {name: set() for name in tables}
    todo = [(name, index) for name, rows in tables.items() for index in _seeds(name, rows, _story_ids(source) | set(named))]
    where = {name: {row["id"]: index for index, row in enumerate(rows) if "id" in row} for name, rows in tables.items()}
    hang = {name for name, rows in tables.items() if rows and "id" not in rows[0]} | {"outcomes"}
    while todo:
        name, index = todo.pop()
        if index in kept[name]:
            continue
        kept[name].add(index)
        row = tables[name][index]
        for column, other in links[name]:
            todo += [(other, where[other][key]) for key in row[column].split(";") if key in where[other]]
        if name == "works":  # lines that hang on a work come along with it
            todo += [(table, at) for table in hang for at, line in enumerate(tables[table]) if line.get("work") == row["id"]]
            todo += [("quotes", at) for at, line in enumerate(tables["quotes"]) if (line["table"], line["row"]) == (name, row["id"])]
    for name, rows in tables.items():
        write(target, name, [rows[index] for index in sorted(kept[name])])
    list_ids(target)
    return target


def _links(schema: dict[str, Any], own: str) -> Iterator[tuple[str, str]]:
    for key in schema.get("foreignKeys", []):
        yield str(key["fields"]), str(key["reference"]["resource"] or own)
    for spec in schema["fields"]:
        if "list_of" in spec:
            yield str(spec["name"]), str(spec["list_of"])


def _story_ids(source: Path) -> set[str]:
    found: set[str] = set()
    for path in (source / "story").rglob("*") if (source / "story").is_dir() else ():
        if path.is_file():
            found |= set(_ID.findall(path.read_text(encoding="utf-8")))
    return found


def _seeds(name: str, rows: list[Row], named: set[str]) -> Iterator[int]:
    if len(rows) <= SMALL or name == "codes":
        yield from range(len(rows))
        return
    seen: dict[tuple[str, ...], int] = {}
    for index, row in enumerate(rows):
        sort = tuple(row.get(column, "") for column in ("counts_for", "status", "sensitivity", "granularity"))
        seen[sort] = seen.get(sort, 0) + 1
        if row.get("id") in named or (seen[sort] <= PER_SORT and "id" in row):
            yield index
