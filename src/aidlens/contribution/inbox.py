"""``aidlens inbox accept``: take up a message from a file. A person judges; the rows that come of it are printed, nothing is written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from aidlens.catalog import Catalog
from aidlens.checks import ids, new_work, sheets
from aidlens.checks.faults import Fault
from aidlens.checks.record import check
from aidlens.contribution import reading
from aidlens.contribution.answer import REFUSED, Answer, answer
from aidlens.contribution.message import MAX_BYTES, Contribution, UnreadableError, read
from aidlens.i18n import lang

Read: TypeAlias = Callable[[str], str]
Write: TypeAlias = Callable[[str], None]
_FACILITIES = {"school": "school", "health": "clinic", "well": "well", "road": "road", "bridge": "bridge", "women": "womens_centre"}


@dataclass(frozen=True)
class Taken:
    """What came of a message: rows to add by file, a changed row of works.csv to put in place of the one with its id, or neither."""

    rows: Mapping[str, str]
    work: str = ""
    column: str = ""
    value: str = ""


def opened(path: Path) -> Contribution:
    """The message in a file. Raises UnreadableError; a large file is not read at all."""
    try:
        # One byte more than is read shows that there are too many.
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except (OSError, ValueError):  # ValueError: a name that no file can have
        raise UnreadableError("missing") from None
    return read(raw)


def accept(public: Catalog, said: Contribution, read: Read = input, write: Write = print) -> list[Fault] | None:
    """Show a message with the works beside it, ask what must be judged, print the rows that come of it.

    The faults that the record would have with them; None where the message is refused.
    """
    found = answer(public, said, lang("en"))
    _shown(said, found, write)
    if found.refused:
        write("Refused: nothing is taken of it.")
        return None
    if _chosen("Could it lead to anybody, or put somebody at risk?", ("yes", "no"), read, write) == "yes":
        write("Left out. Nothing is printed; delete the file.")
        return []
    catalog = Catalog.read(public.root)  # ids of rows that are withheld are taken too
    taken = _taken(catalog, public, found, read, write)
    faults = tried(catalog.root, taken)
    for fault in faults:
        write(fault.line(lang("en")))
    if taken.rows or taken.column:
        write(
            "The record passes with these rows." if not faults else "The record does not pass with these rows yet: mend them as said above."
        )
    return faults


def _shown(said: Contribution, found: Answer, write: Write) -> None:
    told = {"new": "a work that is missing", "correction": "a correction", "outcome": "what became of a work"}[said.message]
    write(f"A message: {told}.")
    for name in ("what", "where", "when", "source", "work", "claim"):
        if value := getattr(said, name):
            write(f"  {name}: {value}")
    for item in found.findings:
        mark = "!" if item.level == REFUSED else "?" if item.level == "asked" else "-"
        write(f"{mark} {item.text}")
        for choice in item.choices:
            write(f"    {choice.text}" + (f"  [{choice.href}]" if choice.href else ""))


def _taken(catalog: Catalog, public: Catalog, found: Answer, read: Read, write: Write) -> Taken:
    """The rows that a message becomes, as a person says."""
    said = found.taken
    if reading.source(said.source) == reading.NONE:
        return _told(catalog, public, said, read, write)
    given = _given(public, said)
    if said.message == "outcome":
        return _outcome(catalog, said, given, read, write)
    work = _work(catalog, said, read, write)
    if said.message == "new" and not work:
        return Taken(new_work.ask(catalog, read, write, given=given))
    if not work:
        write("Without a work nothing can be corrected. Nothing is printed.")
        return Taken({})
    return _page_of(catalog, said, work, given, read, write)


def _work(catalog: Catalog, said: Contribution, read: Read, write: Write) -> str:
    """The work of the record that it is, "" for a new one."""
    if said.work:
        return catalog.now("works", said.work)
    while (key := read("Is it a work of the record? Its id, or empty for none: ").strip()) and not catalog.has("works", key):
        write("There is no such work.")
    return key


def _given(public: Catalog, said: Contribution) -> dict[str, str]:
    """What a message answers already, as the questions of a new work take it."""
    where, kinds = reading.where(public, said.where), reading.kinds(said.what)
    years, url = reading.years(said.when)[0], reading.address(said.source)
    kind = kinds[0] if kinds else ""
    return {
        "kind": kind,
        "facility": _FACILITIES.get(kind, ""),
        f"name_{said.language}": said.what,
        "date": said.when if new_work.DATE.match(said.when) else str(years[0]) if len(years) == 1 else "",
        "place": where.places[0] if where.places else "",
        "url": url,
        "title": "" if url else said.source,
        "publisher": (urlsplit(url).hostname or "").removeprefix("www.") if url else said.source.split(",")[0].strip(),
    }


# ── what it becomes ───────────────────────────────────────────────────────────────────────────────────────────────


def _told(catalog: Catalog, public: Catalog, said: Contribution, read: Read, write: Write) -> Taken:
    """Told without a source: kind, province and year, on the page of a claim, and no more."""
    given = _given(public, said)
    kind = _chosen("Kind", tuple(catalog.kinds["id"]), new_work.with_default(read, given["kind"]), write)
    answering = catalog.claims.loc[catalog.claims["kind"] == kind, "id"]
    claim = said.claim if catalog.has("claims", said.claim) else str(answering.iloc[0]) if len(answering) else ""
    claims = tuple(catalog.claims["id"])
    provinces = tuple(catalog.places.loc[catalog.places["kind"] == "province", "id"])
    own = reading.province(public, reading.where(public, said.where).places)
    row = {
        "claim": _chosen("The claim it belongs to", claims, new_work.with_default(read, claim), write),
        "kind": kind,
        "province": _chosen("Province, or empty", ("", *provinces), new_work.with_default(read, own), write),
        "year": _year(new_work.with_default(read, given["date"][:4]), write),
    }
    numbers = [int(key.removeprefix("told-")) for key in catalog.told["id"]]
    made = {"told.csv": new_work.line(catalog, "told", {"id": f"told-{max(numbers, default=0) + 1}", **row})}
    new_work.show(made, write)
    return Taken(made)


def _outcome(catalog: Catalog, said: Contribution, given: Mapping[str, str], read: Read, write: Write) -> Taken:
    """What became of a work, with the page that says so; what still works stands at its province, and names no work."""
    work = said.work if catalog.has("works", said.work) else ""
    page = new_work.page(catalog, read, write, given)
    source, made = new_work.source_row(catalog, page)
    states = _enum(catalog, "outcomes", "state")
    row = {
        "id": new_work.free(catalog, "outcomes", f"outcome {work or given['kind'] or 'told'} {said.when[:4]}"),
        "work": work,
        "scope": "work" if work else "province",
        "kind": catalog.row("works", work)["kind"] if work else given["kind"],
        "statement_en": _needed("What the page says of it, in English", read, write),
        "statement_it": _needed("The same in Italian", read, write),
        "state": _chosen("State", states, read, write),
        "as_of": given["date"],
        "source": source,
        "sensitivity": "public" if work else "coarse",
    }
    made = {**made, "outcomes.csv": new_work.line(catalog, "outcomes", row)}
    new_work.show(made, write)
    return Taken(made)


def _page_of(catalog: Catalog, said: Contribution, work: str, given: Mapping[str, str], read: Read, write: Write) -> Taken:
    """One more page of a known work; for a correction also the cell that it changes."""
    page = new_work.page(catalog, read, write, given)
    source, made = new_work.source_row(catalog, page)
    held = ((catalog.work_sources["work"] == work) & (catalog.work_sources["source"] == source)).any()
    if not held:
        facts = tuple(catalog.codes.loc[catalog.codes["vocabulary"] == "supports", "code"])
        fact = _chosen("What the page supports", facts, read, write)
        line = {"work": work, "source": source, "supports": fact, "relation": "unknown"}
        made = {**made, "work_sources.csv": new_work.line(catalog, "work_sources", line)}
    new_work.show(made, write)
    if said.message != "correction":
        return Taken(made)
    columns = tuple(str(name) for name in catalog.works.columns if name != "id")
    column = _chosen("Which column of works.csv it corrects, or empty for none", ("", *columns), read, write)
    if not column:
        return Taken(made)
    value = read(f"What {column} says then (empty: the source does not say): ").strip()
    row = {**sheets.read(catalog.root)[1]["works"].row(work), column: value}
    write(f"\nIn data/works.csv, in place of the row {work}:\n{new_work.line(catalog, 'works', row)}")
    return Taken(made, work, column, value)


def tried(root: Path, taken: Taken) -> list[Fault]:
    """The faults that a record would have with what was taken, found on a copy of it."""
    if not taken.rows and not taken.column:
        return []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(root, Path(folder) / "data"))
        for file, text in taken.rows.items():
            held = (copy / file).read_bytes()
            (copy / file).write_bytes(held + (b"" if held.endswith(b"\n") else b"\n") + f"{text}\n".encode())
        if taken.column:
            sheet = sheets.read(copy)[1]["works"]
            sheet.row(taken.work)[taken.column] = taken.value
            sheet.path.write_text(sheet.text, encoding="utf-8", newline="")
        ids.add(copy)
        return check(copy)[1]


# ── questions ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _chosen(label: str, codes: tuple[str, ...], read: Read, write: Write) -> str:
    while (text := read(f"{label} [{', '.join(filter(None, codes))}]: ").strip()) not in codes:
        write("Write one of the words in brackets.")
    return text


def _needed(label: str, read: Read, write: Write) -> str:
    while not (text := read(f"{label}: ").strip()):
        write("This one is needed.")
    return text


def _year(read: Read, write: Write) -> str:
    while (text := read("Year, or empty: ").strip()) and not (text.isascii() and text.isdigit() and len(text) == 4):
        write("Write a year, or leave it empty.")
    return text


def _enum(catalog: Catalog, table: str, field: str) -> tuple[str, ...]:
    fields = next(item["schema"]["fields"] for item in catalog.descriptor["resources"] if item["name"] == table)
    return tuple(next(item["constraints"]["enum"] for item in fields if item["name"] == field))
