"""The byte gate: what must be true of a file before any parser sees it.

UTF-8 with or without a byte-order mark, and LF or CRLF, pass. The first reason to refuse a file is the only one reported: what follows
it could not be trusted.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from aidlens.checks.faults import Fault

MAX_CELL = 64 * 1024


def inspect(path: Path, columns: list[str]) -> list[Fault]:
    """Faults of one CSV file as bytes; an empty list when a parser may read it. ``columns`` are those the package describes."""

    def fault(code: str, row: int = 0, field: str = "", value: str = "", detail: str = "") -> list[Fault]:
        return [Fault(path.name, row, field, value, code, detail)]

    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return fault("missing-file")
    except OSError as error:
        return fault("unreadable-file", detail=error.strerror or type(error).__name__)
    if not raw.strip(b"\xef\xbb\xbf\r\n\t "):
        return fault("empty-file")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return fault("encoding")
    if b"\x00" in raw:
        return fault("nul-byte", row=raw[: raw.index(b"\x00")].count(b"\n") + 1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return fault("encoding", row=raw[: error.start].count(b"\n") + 1)
    header = text.split("\n", 1)[0]
    if len(columns) > 1 and header.count(";") >= len(columns) - 1 > header.count(","):
        return fault("semicolons", row=1)
    return _cells(path, text, columns)


def _cells(path: Path, text: str, columns: list[str]) -> list[Fault]:
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = line = 0
    last: list[str] = []
    try:
        for rows, last in enumerate(reader, 1):
            line = reader.line_num
            if rows == 1 and last != columns:
                return _header(path, last, columns)
            for index, cell in enumerate(last):
                if len(cell.encode()) > MAX_CELL:
                    name = columns[index] if index < len(columns) else ""
                    return [Fault(path.name, rows, name, cell[:40], "long-cell")]
    except csv.Error:
        # An open quote swallows the lines that follow it: only on a last line without its line break does it mean a file cut short.
        cut_short = line == text.count("\n")
        return [Fault(path.name, rows + 1, "", "", "half-line" if cut_short else "quotes")]
    if not text.endswith("\n") and len(last) < len(columns) and rows > 1:
        return [Fault(path.name, rows, "", ",".join(last)[:40], "half-line")]
    return []


def _header(path: Path, labels: list[str], columns: list[str]) -> list[Fault]:
    """Faults of a header that is not the described one: renamed where a strange name stands in a missing column's place."""
    missing = [name for name in columns if name not in labels]
    strange = [label for index, label in enumerate(labels) if label not in columns or label in labels[:index]]
    faults = []
    for name in missing:
        label = labels[columns.index(name)] if columns.index(name) < len(labels) else None
        if label in strange:
            strange.remove(label)
            faults.append(Fault(path.name, 1, name, label, "renamed-column"))
        else:
            faults.append(Fault(path.name, 1, name, "", "missing-column"))
    faults += [Fault(path.name, 1, "", label, "extra-column") for label in strange]
    return faults or [Fault(path.name, 1, "", "", "column-order", ", ".join(columns))]
