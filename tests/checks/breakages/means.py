"""The means of breaking a record: what a breakage is, and changes to bytes and cells of a copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests import tables

Break = Callable[[Path], int | None]


@dataclass(frozen=True)
class Breakage:
    """A breakage ``of`` the record: what is done to a copy (``do`` returns the row it broke, or None for the whole file), and the
    fault that must come of it. ``among`` allows faults of other codes beside it, where one slip truly breaks two rules."""

    of: str
    code: str
    file: str
    field: str
    do: Break
    among: tuple[str, ...] = ()


def raw(file: str, change: Callable[[bytes], bytes], row: int | None = None) -> Break:
    """Change a file's bytes."""

    def do(root: Path) -> int | None:
        before = (root / file).read_bytes()
        after = change(before)
        assert after != before, "the breakage changed nothing"
        (root / file).write_bytes(after)
        return row

    return do


def swap(file: str, old: bytes, new: bytes, row: int | None = None) -> Break:
    """Put other bytes in the place of some."""
    return raw(file, lambda content: content.replace(old, new), row)


def cells(table: str, which: Callable[[tables.Row], bool], **values: str) -> Break:
    """Set cells of the first fitting row."""
    return lambda root: tables.change(root, table, which, **values)


def any_row(_row: tables.Row) -> bool:
    """The first row."""
    return True


def has(**values: str) -> Callable[[tables.Row], bool]:
    """A row with these cells."""
    return lambda row: all(row[name.rstrip("_")] == value for name, value in values.items())


def filled(*names: str) -> Callable[[tables.Row], bool]:
    """A row where these cells are not empty."""
    return lambda row: all(row[name] for name in names)


def dated(row: tables.Row) -> bool:
    """A work with a date of its own, not that of a page."""
    return bool(row["date"]) and row["date_is"] != "report"


def public(row: tables.Row) -> bool:
    """A row that is shown in full."""
    return row["sensitivity"] == "public"


def last_row(root: Path, file: str) -> int:
    """The number of a file's last row."""
    return len(tables.read(root, file.removesuffix(".csv"))) + 1


def changed(**values: str) -> Break:
    """A line of the table of changes, about the first work unless told otherwise."""

    def do(root: Path) -> int:
        line = {"edition": "2026.12", "table": "works", "row": tables.read(root, "works")[0]["id"], "what": "status", "before": "planned"}
        return tables.append(root, "changes", **(line | {"after": "completed", "why_en": "a page", "why_it": "una pagina"} | values))

    return do
