"""The catalog: the record read once into typed tables.

What belongs here: reading ``data/`` as ``datapackage.json`` describes it, and finding a row by its id. Whether the record holds up is
decided in ``checks``; questions to it are answered in ``measures``.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from aidlens.single_flight_cache import Keeping

# A record is some hundred rows: Python's own strings are selected and walked through in half the time that Arrow's take.
pd.set_option("mode.string_storage", "python")

DESCRIPTOR = "datapackage.json"
IDS = "ids.txt"
MOVED = " = "  # between an old id and the one that took its place, in a line of the list of ids
# The steps of a claim's ladder that works stand on, in its order; which works do is said in ``measures.steps``.
WORK_STEPS = ("bulk", "traced", "placed", "confirmed", "elsewhere")
PRINTED = ("book", "print")  # kinds of source that have no address
GEO_FILES = ("provinces.geojson", "neighbours.geojson", "rivers.geojson")
RELIEF_FILES = ("relief-light.jpg", "relief-dark.jpg", "relief-projector.jpg")


def default_dir() -> Path:
    """The folder of the record: ``AIDLENS_DATA``, else the one beside the app."""
    return Path(os.environ["AIDLENS_DATA"]) if os.environ.get("AIDLENS_DATA") else site_dir() / "data"


def site_dir() -> Path:
    """The folder that holds app.py, pages/ and data/: the checkout, or the copy inside the installed package."""
    checkout = Path(__file__).resolve().parents[2]
    return checkout if (checkout / "app.py").exists() else Path(__file__).resolve().parent / "site"


@dataclass(frozen=True, eq=False)
class Catalog:
    """Typed, read-only tables of one record. A table is an attribute (``catalog.works``): text columns hold "" where the source does
    not say, number columns NaN. Frames are shared between sessions: never write to them. ``withheld`` is how many works a public copy
    leaves out (``public_copy``); 0 for a record as read. ``moved`` leads from ids of rows folded into others ("works/old") to
    those. ``keeping`` holds what was made of it.
    """

    root: Path
    descriptor: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    fingerprint: str
    geo: Mapping[str, Any] = field(repr=False, default_factory=dict)
    story: Mapping[str, str] = field(repr=False, default_factory=dict)
    withheld: int = 0
    moved: Mapping[str, str] = field(repr=False, default_factory=dict)
    relief: Mapping[str, bytes] = field(repr=False, default_factory=dict)
    keeping: Keeping = field(init=False, repr=False, default_factory=Keeping)

    def __getattr__(self, name: str) -> pd.DataFrame:
        try:
            return self.tables[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def edition(self) -> str:
        """The edition of the record, as its description states it."""
        return str(self.descriptor["version"])

    def row(self, table: str, key: str) -> Mapping[str, Any]:
        """The row of a table by its id. Raises KeyError."""
        return self._index[table][key]

    def has(self, table: str, key: str) -> bool:
        """Whether a table holds an id."""
        return key in self._index[table]

    def now(self, table: str, key: str) -> str:
        """The id that an old one leads to; any other id as it is."""
        return self.moved.get(f"{table}/{key}", f"{table}/{key}").partition("/")[2]

    def name(self, table: str, key: str, lang_code: str) -> str:
        """The name of a row in a language ("" for an empty key)."""
        return str(self.row(table, key)[f"name_{lang_code}"]) if key else ""

    def code(self, vocabulary: str, code: str, lang_code: str) -> str:
        """The name of a code in a language ("" for an empty code)."""
        return str(self._codes[f"{vocabulary}/{code}"][f"name_{lang_code}"]) if code else ""

    def publisher(self, source: str, lang_code: str) -> str:
        """Who published a source, under the name in a language where the record has that publisher's."""
        name = str(self.row("sources", source)["publisher"])
        return str(self._named[name][f"name_{lang_code}"]) if name in self._named else name

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table, made once a record: read them, never write to them."""
        if table not in self._rows:
            frame = self.tables[table]
            # Column by column into plain values: ``to_dict`` takes its time to ask each cell what it is.
            columns = [frame[name].to_numpy(dtype=object).tolist() for name in frame.columns]
            self._rows[table] = [dict(zip(frame.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]
        return self._rows[table]

    @cached_property
    def _rows(self) -> dict[str, list[dict[str, Any]]]:
        return {}

    @cached_property
    def _named(self) -> dict[str, dict[str, Any]]:
        return {str(row["name_en"]): row for table in ("parties", "organisations") for row in self.rows(table)}

    @cached_property
    def _index(self) -> dict[str, dict[str, dict[str, Any]]]:
        return {name: {str(row["id"]): row for row in self.rows(name)} for name, frame in self.tables.items() if "id" in frame.columns}

    @property
    def _codes(self) -> dict[str, dict[str, Any]]:
        return self._index["codes"]

    @classmethod
    def read(cls, root: Path) -> Catalog:
        """The record in a folder, without checking it. Raises OSError or ValueError where it cannot be read at all."""
        descriptor = json.loads((root / DESCRIPTOR).read_text(encoding="utf-8"))
        for item in descriptor["resources"]:
            # A Data Package of ours, taken back as a record: what follows from the record is made anew, never read as if a page said it.
            item["schema"]["fields"] = [field for field in item["schema"]["fields"] if not field.get("derived")]
        tables = {item["name"]: _frame(root / item["path"], item["schema"]) for item in descriptor["resources"]}
        geo = {name: geography(root, name) for name in GEO_FILES}
        relief = {name: (root / "geo" / name).read_bytes() for name in RELIEF_FILES}
        return cls(root, descriptor, tables, fingerprint(root), geo, _story(root), moved=_moved(root), relief=relief)


def geography(root: Path, name: str) -> Mapping[str, Any]:
    """One of ``GEO_FILES`` of a record. Raises OSError or ValueError. Records with the same borders share them: read, never write."""
    return _parsed((root / "geo" / name).read_text(encoding="utf-8"))


@lru_cache(len(GEO_FILES))
def _parsed(text: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(text)
    return found


def _story(root: Path) -> dict[str, str]:
    # By language, read with the tables: a record in use never looks at its files again, whatever is written over them.
    found = {}
    for path in sorted((root / "story").glob("*.md")):
        try:
            found[path.stem] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # a fault that the checks name
    return found


def _moved(root: Path) -> dict[str, str]:
    try:
        lines = (root / IDS).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}  # a fault that the checks name
    return {old.strip(): new.strip() for old, mark, new in (line.partition(MOVED) for line in lines) if mark}


def _frame(path: Path, schema: Mapping[str, Any]) -> pd.DataFrame:
    types = {item["name"]: item["type"] for item in schema["fields"]}
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig", usecols=lambda name: name in types)
    for name, kind in types.items():
        if kind in ("number", "integer"):
            frame[name] = pd.to_numeric(frame[name].replace("", None))
        elif kind == "boolean":
            frame[name] = frame[name] == "true"
    return frame


def fingerprint(root: Path) -> str:
    """SHA-256 over the names and bytes of the record's files, in order of name."""
    digest = hashlib.sha256()
    for path in sorted(item for item in root.rglob("*") if item.is_file() and not item.name.startswith(".")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def split_list(cell: str) -> list[str]:
    """The ids of a list cell ("a;b" → ["a", "b"])."""
    return [item.strip() for item in cell.split(";") if item.strip()]
