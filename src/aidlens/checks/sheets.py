"""The tables of a record as text, changed in place: rows that nobody touches keep their bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aidlens.catalog import DESCRIPTOR

Row = dict[str, str]


class Sheet:
    """One table. ``rows`` may be changed, taken out and added to; ``text`` is the file as it then stands."""

    def __init__(self, path: Path) -> None:
        text = path.read_bytes().decode("utf-8")
        self.path, self._mark = path, "\ufeff" if text.startswith("\ufeff") else ""
        (self.columns, self._head), *rest = _records(text.removeprefix("\ufeff"))
        self._end = "\r\n" if self._head.endswith("\r\n") else "\n"
        self.rows: list[Row] = [dict(zip(self.columns, cells, strict=True)) for cells, _ in rest]
        self._raw = {id(row): (dict(row), raw) for row, (_, raw) in zip(self.rows, rest, strict=True)}
        self._kept = list(self.rows)  # an id() stands for a row only while the row lives

    @property
    def text(self) -> str:
        """The whole file."""
        return self._mark + self._head + "".join(map(self._line, self.rows))

    def blank(self, **cells: str) -> Row:
        """A new row, empty but for some cells; not yet in the table."""
        return dict.fromkeys(self.columns, "") | cells

    def row(self, key: str) -> Row:
        """The row with an id. Raises KeyError."""
        try:
            return next(row for row in self.rows if row["id"] == key)
        except StopIteration:
            raise KeyError(key) from None

    def _line(self, row: Row) -> str:
        before, raw = self._raw.get(id(row), ({}, ""))
        if row == before:
            return raw if raw.endswith("\n") else raw + self._end
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator=self._end).writerow(row.values())
        return out.getvalue()


def _records(text: str) -> Iterator[tuple[list[str], str]]:
    lines = list(io.StringIO(text, newline=""))
    reader, start = csv.reader(lines), 0
    for cells in reader:
        yield cells, "".join(lines[start : reader.line_num])
        start = reader.line_num


def read(root: Path) -> tuple[dict[str, Any], dict[str, Sheet]]:
    """The description of a record and its tables by name. Raises OSError or ValueError where they cannot be read."""
    descriptor = json.loads((root / DESCRIPTOR).read_text(encoding="utf-8"))
    return descriptor, {item["name"]: Sheet(root / item["path"]) for item in descriptor["resources"]}
