"""Withholding a work, an outcome or a source: the one way by which an id leaves the record.

The row gets a generic id and name and keeps only what its table demands; what hangs on it goes with it, what pointed at it points no
longer, and pages, places and names that nothing else rests on are taken out. Nothing is written unless the whole record passes after it.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aidlens.catalog import split_list
from aidlens.checks import ids, sheets
from aidlens.checks.faults import RecordError
from aidlens.checks.harm import GENERIC
from aidlens.checks.harm import WITHHELD_SOURCE as SOURCE
from aidlens.checks.record import check
from aidlens.checks.sheets import Row
from aidlens.public_copy import WITHHELD, links

TABLES = ("works", "outcomes", "sources")
COUNTRY = "afghanistan"
RESTS_ON = ("sources", "origins", "parties", "organisations", "programmes")  # rows with no meaning once nothing points at them


class UnwithheldError(Exception):
    """What was asked for cannot be withheld; the text says why and what to do."""


@dataclass
class Withheld:
    """What was done: the row's new id, the ids that are gone, and where a reader must look, for no machine can judge a text."""

    now: str
    gone: set[str] = field(default_factory=set)
    look: list[str] = field(default_factory=list)


def withhold(root: Path, key: str) -> Withheld:
    """Withhold one row ("id" or "table/id") of the record in ``root``. Raises UnwithheldError, or RecordError if faults come of it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(root, Path(folder) / "data"))
        done = _Case(copy, key).done()
        _, faults = check(copy)
        if faults:
            raise RecordError(faults)
        for path in sorted(item for item in copy.rglob("*") if item.is_file()):
            target = root / path.relative_to(copy)
            if not target.exists() or target.read_bytes() != path.read_bytes():
                fresh = target.with_name(f".{target.name}.new")
                fresh.write_bytes(path.read_bytes())
                fresh.replace(target)
    return done


class _Case:
    """One withholding, on a copy of the record."""

    def __init__(self, root: Path, key: str) -> None:
        self.root = root
        descriptor, self.sheets = sheets.read(root)
        self.links = [(item["name"], *link) for item in descriptor["resources"] for link in links(item)]
        self.demanded = {item["name"]: _demanded(item) for item in descriptor["resources"]}
        self.table, self.row = self._find(key)
        self.key = self.row["id"]
        self.names = {self.row.get(name, "") for name in ("name_en", "name_it", "url")} - {""}
        self.before = self._pointed_at()
        self.found, self.unlisted = Withheld(""), set[str]()

    def done(self) -> Withheld:
        """Do it."""
        if self.table == "works":
            self._work()
        elif self.table == "sources":
            self._source()
        else:
            self.found.now = self._plain("outcomes", self.row)
        self._take_out_what_nothing_rests_on()
        changes = self.sheets["changes"]
        changes.rows = [row for row in changes.rows if not self._tells(row)]
        for sheet in self.sheets.values():
            sheet.path.write_bytes(sheet.text.encode("utf-8"))
        self._texts()
        return self.found

    def _tells(self, change: Row) -> bool:
        """Whether a change is one of what is withheld now, or names it."""
        gone = {self.key, *self.found.gone}
        return bool(gone & {change["row"], change["before"], change["after"]})

    def _find(self, key: str) -> tuple[str, Row]:
        wanted, _, own = key.rpartition("/")
        hits = [(table, row) for table in TABLES if wanted in ("", table) for row in self.sheets[table].rows if row["id"] == own]
        if not hits:
            raise UnwithheldError(f"No work, outcome or source has the id «{key[:80]}».")
        if len(hits) > 1:
            raise UnwithheldError(f"Several rows have this id; name one: {', '.join(f'{table}/{own}' for table, _ in hits)}.")
        if hits[0][1]["sensitivity"] == WITHHELD:
            raise UnwithheldError(f"«{key[:80]}» is withheld already.")
        return hits[0]

    def _work(self) -> None:
        places, lines = self.sheets["work_places"], self.sheets["work_sources"]
        now = self.found.now = self._plain("works", self.row)
        for sheet, line in (
            (places, places.blank(work=now, place=COUNTRY)),
            (lines, lines.blank(work=now, source=SOURCE, supports="existence", relation="unknown")),
        ):
            sheet.rows = [row for row in sheet.rows if row["work"] != self.key] + [line]
        for row in self.sheets["works"].rows:
            if row["part_of"] == self.key:
                row["part_of"] = ""
                self.found.look.append(f"works/{row['id']} was part of it")
            row["possible_twins"] = _without(row["possible_twins"], self.key)
        for row in [row for row in self.sheets["outcomes"].rows if row["work"] == self.key]:
            self._plain("outcomes", row)

    def _source(self) -> None:
        lines = self.sheets["work_sources"]
        for line in lines.rows:
            others = {row["source"] for row in lines.rows if row["work"] == line["work"]} - {self.key, SOURCE}
            if line["source"] == self.key and not others:
                raise UnwithheldError(f"It is the only page of works/{line['work']}: withhold that work first.")
        lines.rows = [row for row in lines.rows if row["source"] != self.key]
        for row in [row for row in self.sheets["outcomes"].rows if row["source"] == self.key]:
            self._plain("outcomes", row)
        for table, column, target, needed, many in self.links:
            for row in self.sheets[table].rows if target == "sources" else ():
                if many:
                    row[column] = _without(row[column], self.key)
                elif row[column] == self.key:
                    row[column] = SOURCE if needed else ""
                    self.found.look.append(f"{table}/{row.get('id', '')} rested on it")
        quotes = self.sheets["quotes"]
        quotes.rows = [row for row in quotes.rows if row["source"] not in (self.key, SOURCE)]
        self.sheets["sources"].rows.remove(self.row)
        self._gone("sources", self.key)
        self.found.now = SOURCE
        self._page_of_the_withheld()

    def _plain(self, table: str, row: Row) -> str:
        """Make a row generic; its new id."""
        self._page_of_the_withheld()
        old, sheet = row["id"], self.sheets[table]
        taken = {other["id"] for other in sheet.rows}
        stem = f"{table.removesuffix('s')}-withheld"
        now = next(name for name in (f"{stem}-{number}" for number in range(1, len(taken) + 2)) if name not in taken)
        for name in row:
            row[name] = row[name] if name in self.demanded[table] else ""
            row[name] = GENERIC[table].get(name, row[name])
        row |= {"id": now, "sensitivity": WITHHELD}
        sheet.rows = [other for other in sheet.rows if other is not row] + [row]  # its neighbours would tell where it stood
        quotes = self.sheets["quotes"]
        quotes.rows = [quote for quote in quotes.rows if (quote["table"], quote["row"]) != (table, old)]
        self._gone(table, old)
        return now

    def _page_of_the_withheld(self) -> None:
        sources = self.sheets["sources"]
        if all(row["id"] != SOURCE for row in sources.rows):
            sources.rows.append(sources.blank(id=SOURCE, sensitivity=WITHHELD, **GENERIC["sources"]))

    def _take_out_what_nothing_rests_on(self) -> None:
        """Pages, origins, payers and villages that only the withheld row knew would lead to it."""
        while lost := {pair for pair in self.before - self._pointed_at() if self._may_go(*pair)}:
            for table, key in lost:
                sheet = self.sheets[table]
                sheet.rows = [row for row in sheet.rows if row["id"] != key]
                self._gone(table, key)
            self.before -= lost

    def _may_go(self, table: str, key: str) -> bool:
        row: Row = next((row for row in self.sheets[table].rows if row["id"] == key), {})
        return bool(row) and (table in RESTS_ON or (table == "places" and row["kind"] == "village"))

    def _pointed_at(self) -> set[tuple[str, str]]:
        return {
            (target, key)
            for table, column, target, _, many in self.links
            for row in self.sheets[table].rows
            for key in (split_list(row[column]) if many else [row[column]])
            if key
        }

    def _gone(self, table: str, key: str) -> None:
        self.found.gone.add(key)
        if table in ids.TABLES:
            self.unlisted.add(f"{table}/{key}")

    def _texts(self) -> None:
        """Take the ids out of the list and out of how the record was made; refuse where another text still names one."""
        ids.write(self.root, {line for line in ids.listed(self.root) if not self.unlisted & set(ids.keys(line))})
        told = "|".join(re.escape(key) for key in self.found.gone if "-" in key)  # an id of one word is a word like any other
        old = re.compile(rf"(?<![a-z0-9-])({told})(?![a-z0-9-])" if told else "(?!)")
        made = self.root / "CHANGES.md"
        if made.exists():
            made.write_bytes("".join(_untold(line, old) for line in _lines(made)).encode("utf-8"))
        for path in sorted(item for item in self.root.rglob("*") if item.suffix in (".csv", ".md", ".txt", ".json")):
            for number, line in enumerate(_lines(path), 1):
                where = f"{path.relative_to(self.root).as_posix()}, line {number}"
                if found := old.search(line):
                    raise UnwithheldError(f"{where} names «{found.group(0)}»: rewrite that text first.")
                self.found.look += [f"{where} says «{name}»" for name in self.names if name in line]


def _demanded(item: dict[str, Any]) -> set[str]:
    return {spec["name"] for spec in item["schema"]["fields"] if spec.get("constraints", {}).get("required")}


def _without(cell: str, key: str) -> str:
    return ";".join(item for item in split_list(cell) if item != key) if key in cell else cell


def _lines(path: Path) -> Iterator[str]:
    yield from path.read_bytes().decode("utf-8").splitlines(keepends=True)


def _untold(line: str, old: re.Pattern[str]) -> str:
    """A line of how the record was made, without the ids that are gone; a row of its tables loses its reason too."""
    if not old.search(line):
        return line
    cells = line.rstrip().strip("|").split("|")
    if line.startswith("|") and len(cells) == 4:
        return f"|{'|'.join(cells[:2])}| withheld | not described: the row is withheld |\n"
    return old.sub("withheld", line)
