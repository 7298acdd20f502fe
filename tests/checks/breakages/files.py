"""Breakages of whole files: their bytes, the description, the header, the shape of rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests import tables
from tests.checks.breakages.means import Break, Breakage, any_row, last_row, raw, swap


def _gone(root: Path) -> None:
    (root / "works.csv").unlink()


def _folder(root: Path) -> None:
    (root / "works.csv").unlink()
    (root / "works.csv").mkdir()


def _columns(file: str, change: Callable[[list[str]], list[str]]) -> Break:
    """Cut or shuffle the cells of each line of a table without quotes."""

    def do(content: bytes) -> bytes:
        lines = content.decode().splitlines()
        assert '"' not in content.decode()
        return "".join(",".join(change(line.split(","))) + "\n" for line in lines).encode()

    return raw(file, do, 1)


def _half_line(root: Path) -> int:
    path = root / "kinds.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\n").rsplit(b",", 2)[0])
    return last_row(root, "kinds.csv")


def _half_quote(root: Path) -> int:
    row = tables.append(root, "glossary", id="cut", term_en="cut", term_it="taglio", definition_en="a, b", definition_it="uno, due, tre")
    path = root / "glossary.csv"
    path.write_bytes(path.read_bytes().removesuffix(b', tre"\n'))
    return row


def _long_cell(root: Path) -> int:
    return tables.change(root, "works", any_row, note="x" * (64 * 1024 + 1))


FILES = [
    # ── bytes ──
    Breakage("a missing file", "missing-file", "works.csv", "", _gone),
    Breakage("a missing outline", "missing-file", "geo/provinces.geojson", "", lambda root: (root / "geo/provinces.geojson").unlink()),
    Breakage("a missing description", "missing-file", "datapackage.json", "", lambda root: (root / "datapackage.json").unlink()),
    Breakage("a folder in the file's place", "unreadable-file", "works.csv", "", _folder),
    Breakage("a cut outline", "unreadable-file", "geo/provinces.geojson", "", raw("geo/provinces.geojson", lambda raw: raw[:-90])),
    Breakage("a missing relief", "missing-file", "geo/relief-dark.jpg", "", lambda root: (root / "geo/relief-dark.jpg").unlink()),
    Breakage("a cut relief", "unreadable-file", "geo/relief-dark.jpg", "", raw("geo/relief-dark.jpg", lambda raw: raw[:-90])),
    Breakage("no rivers", "missing-file", "geo/rivers.geojson", "", lambda root: (root / "geo/rivers.geojson").unlink()),
    Breakage("an empty file", "empty-file", "kinds.csv", "", raw("kinds.csv", lambda raw: b"")),
    Breakage("a file of line breaks", "empty-file", "kinds.csv", "", raw("kinds.csv", lambda raw: b"\xef\xbb\xbf\r\n\r\n")),
    Breakage("a NUL byte", "nul-byte", "kinds.csv", "", swap("kinds.csv", b"Schools", b"Scho\0ls", 2)),
    Breakage("UTF-16", "encoding", "kinds.csv", "", raw("kinds.csv", lambda raw: raw.decode().encode("utf-16"))),
    Breakage("UTF-16 without its mark", "nul-byte", "kinds.csv", "", raw("kinds.csv", lambda raw: raw.decode().encode("utf-16-le"), 1)),
    Breakage("Latin-1", "encoding", "kinds.csv", "", swap("kinds.csv", b"Scuole", "Scuolè".encode("latin-1"), 2)),
    Breakage("semicolons", "semicolons", "kinds.csv", "", swap("kinds.csv", b",", b";", 1)),
    Breakage("a cell over 64 kB", "long-cell", "works.csv", "note", _long_cell),
    Breakage("a half-written last line", "half-line", "kinds.csv", "", _half_line),
    Breakage("a last line cut inside quotes", "half-line", "glossary.csv", "", _half_quote),
    Breakage("a quote that never closes", "quotes", "kinds.csv", "", swap("kinds.csv", b",Roads", b',"Roads', 6)),
    Breakage("a quote inside a cell", "quotes", "kinds.csv", "", swap("kinds.csv", b",Schools", b',"Sch"ools', 2)),
    # ── the description ──
    Breakage("a description cut short", "bad-package", "datapackage.json", "", raw("datapackage.json", lambda raw: raw[:-20])),
    Breakage("a description of nothing", "bad-package", "datapackage.json", "", raw("datapackage.json", lambda raw: b"[]")),
    Breakage(
        "a contact that is none", "contact", "datapackage.json", "contact", swap("datapackage.json", b'"contact": ""', b'"contact": "us"')
    ),
    Breakage("an unknown type", "bad-package", "datapackage.json", "", swap("datapackage.json", b'"number"', b'"nr"')),
    Breakage(
        "a table not described",
        "missing-table",
        "datapackage.json",
        "",
        swap("datapackage.json", b'"name": "glossary",', b'"name": "words",'),
    ),
    # ── the header and the shape of rows ──
    Breakage("a missing column", "missing-column", "kinds.csv", "family", _columns("kinds.csv", lambda line: line[:1] + line[2:])),
    Breakage("a missing last column", "missing-column", "kinds.csv", "name_it", _columns("kinds.csv", lambda line: line[:-1])),
    Breakage("a renamed column", "renamed-column", "kinds.csv", "name_it", swap("kinds.csv", b"name_it", b"nome", 1)),
    Breakage("a column twice", "renamed-column", "kinds.csv", "name_it", swap("kinds.csv", b"name_it", b"name_en", 1)),
    Breakage("an extra column", "extra-column", "kinds.csv", "", _columns("kinds.csv", lambda line: [*line, "more"])),
    Breakage("columns out of order", "column-order", "kinds.csv", "", _columns("kinds.csv", lambda line: line[::-1])),
    Breakage("an extra cell", "extra-cell", "kinds.csv", "", swap("kinds.csv", b"Scuole", b"Scuole,e altro", 2)),
    Breakage(
        "a missing cell",
        "missing-cell",
        "kinds.csv",
        "name_it",
        swap("kinds.csv", b",Scuole", b"", 2),
        ("required",),
    ),
    Breakage("a blank row", "blank-row", "kinds.csv", "", swap("kinds.csv", b"\nhealth,", b"\n\nhealth,", 3)),
]  # fmt: skip
