"""Every way to break the record that the check must notice: one entry a breakage, by the code of the fault it must raise."""

from __future__ import annotations

import json
import re
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


def last_row(root: Path, file: str) -> int:
    """The number of a file's last row."""
    return len(tables.read(root, file.removesuffix(".csv"))) + 1


def _gone(root: Path) -> None:
    (root / "works.csv").unlink()


def _folder(root: Path) -> None:
    (root / "works.csv").unlink()
    (root / "works.csv").mkdir()


def _at_most_three_letters(root: Path) -> int:
    path = root / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    kinds = next(item for item in package["resources"] if item["name"] == "kinds")
    next(item for item in kinds["schema"]["fields"] if item["name"] == "name_it")["constraints"]["maxLength"] = 3
    path.write_text(json.dumps(package), encoding="utf-8")
    return 2


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


def _twin(table: str) -> Break:
    return lambda root: tables.append(root, table, **tables.read(root, table)[0])


def _no_lines(table: str) -> Break:
    def do(root: Path) -> int:
        work = tables.read(root, table)[0]["work"]
        tables.drop(root, table, has(work=work))
        return tables.number_of(root, "works", has(id=work))

    return do


def _remainder_gone(root: Path) -> None:
    assert tables.drop(root, "observations", has(id="share-not-broken-down-2021-08-derived")) == 1


def _withheld(root: Path) -> str:
    return next(row["id"] for row in tables.read(root, "works") if row["sensitivity"] == "withheld")


def _withheld_work(**values: str) -> Break:
    return lambda root: tables.change(root, "works", has(sensitivity="withheld"), **values)


def _part_of_withheld(root: Path) -> int:
    return tables.change(root, "works", has(sensitivity="public", part_of=""), part_of=_withheld(root))


def _outcome_of_withheld(root: Path) -> int:
    return tables.change(root, "outcomes", has(sensitivity="public"), work=_withheld(root))


def _line_of_withheld(root: Path) -> int:
    return tables.change(root, "work_sources", has(work=_withheld(root)), note="the village is")


def _changed(**values: str) -> Break:
    """A line of the table of changes, about the first work unless told otherwise."""

    def do(root: Path) -> int:
        line = {"edition": "2026.12", "table": "works", "row": tables.read(root, "works")[0]["id"], "what": "status", "before": "planned"}
        return tables.append(root, "changes", **(line | {"after": "completed", "why_en": "a page", "why_it": "una pagina"} | values))

    return do


def _changed_withheld(root: Path) -> int | None:
    return _changed(row=_withheld(root))(root)


def _changed_about_withheld(root: Path) -> int | None:
    return _changed(table="outcomes", row=tables.read(root, "outcomes")[-1]["id"], what="about", before=_withheld(root), after="")(root)


def _withheld_in_province(root: Path) -> int:
    return tables.change(root, "work_places", has(work=_withheld(root)), place="herat")


def _coarse_in_village(root: Path) -> int:
    works = {row["id"] for row in tables.read(root, "works") if row["sensitivity"] == "coarse"}
    village = next(row["id"] for row in tables.read(root, "places") if row["kind"] == "village")
    return tables.change(root, "work_places", lambda row: row["work"] in works, place=village)


def _quote_of(sensitivity: str, field: str = "quote", of_own: bool = True) -> Break:
    """A quote on a work that names a village: its own, where the record lets it have one, or one of others."""

    def do(root: Path) -> int:
        lines = tables.read(root, "work_places")
        village = next(row for row in tables.read(root, "places") if row["kind"] == "village" and len(row["name_en"]) > 6)
        inside = {line["work"] for line in lines if line["place"] == village["id"]}
        works = [row["id"] for row in tables.read(root, "works") if row["sensitivity"] == sensitivity]
        work = next(key for key in works if of_own or key not in inside)
        words = {"quote": "una scuola", "en": "a school"}
        words[field] += f" ({village['name_en'].upper()})" if sensitivity != "withheld" else ""
        about = {"facts": "existence", "lang": "it", "translation_is": "ours", "source": tables.read(root, "sources")[0]["id"]}
        return tables.append(root, "quotes", table="works", row=work, **about, **words)

    return do


def _quote_of_number(root: Path) -> int:
    number = tables.read(root, "observations")[0]
    about = {"facts": "value;outcome", "lang": "en", "quote": "ten", "it": "dieci", "translation_is": "ours"}
    return tables.append(root, "quotes", table="observations", row=number["id"], source=number["source"], **about)


def _quote_of_page(read_as: str) -> Break:
    def breaks(root: Path) -> int:
        source = tables.read(root, "quotes")[0]["source"]
        tables.change(root, "sources", has(id=source), read_as=read_as)
        return 2

    return breaks


def _fact_without_words(root: Path) -> int:
    quotes = [row for row in tables.read(root, "quotes") if row["table"] == "works"]
    costs = [(row["row"], row["source"]) for row in quotes if "cost" in row["facts"]]
    quote = next(row for row in quotes if row["facts"] == "cost" and costs.count((row["row"], row["source"])) == 1)
    tables.change(root, "quotes", lambda row: row == quote, facts="existence")
    return tables.change(root, "work_sources", has(work=quote["row"], source=quote["source"]))


def _note(note: str) -> Break:
    return cells("events", any_row, note=note)


def _lost_bound(root: Path) -> int:
    whole = re.compile(r"\d{2,}")
    number = next(row for row in tables.read(root, "observations") if row["qualifier"] == "exact" and whole.fullmatch(row["value"]))
    words = f"circa {int(number['value']):,}".replace(",", ".")
    about = {"facts": "value", "lang": "it", "quote": words, "en": "x", "translation_is": "ours"}
    tables.append(root, "quotes", table="observations", row=number["id"], source=number["source"], **about)
    return tables.change(root, "observations", has(id=number["id"]))


def _lost_bound_of_cost(root: Path) -> int:
    work = next(row["id"] for row in tables.read(root, "works") if public(row) and row["cost_value"])
    about = {"facts": "cost", "lang": "it", "quote": "oltre 1,2 milioni", "en": "x", "translation_is": "ours"}
    tables.append(root, "quotes", table="works", row=work, source=tables.read(root, "sources")[0]["id"], **about)
    return tables.change(root, "works", has(id=work), cost_value="1200000", cost_qualifier="exact")


def _own_parent(root: Path) -> int:
    place = next(row for row in tables.read(root, "places") if row["kind"] == "district")
    return tables.change(root, "places", has(id=place["id"]), parent=place["id"])


def _point(**values: str) -> Break:
    return cells("places", lambda row: row["kind"] == "district" and bool(row["lat"]) and row["parent"] == "herat", **values)


def _undecided_twins(root: Path) -> int:
    one, other = [row["id"] for row in tables.read(root, "works") if public(row) and not row["possible_twins"]][:2]
    both = {"counts_for": "schools", "status": "completed", "date_is": "", "doubt_en": "May be one.", "doubt_it": "Forse una sola."}
    tables.change(root, "works", has(id=other), **both)
    return tables.change(root, "works", has(id=one), **both, possible_twins=other)


def _line(fact: str, **work: str) -> Break:
    """A line of a public work's sources claims a fact, and the work holds nothing of it."""

    def do(root: Path) -> int:
        lines = {row["work"] for row in tables.read(root, "work_sources") if fact in row["supports"].split(";")}
        key = next(row["id"] for row in tables.read(root, "works") if row["id"] in lines and row["sensitivity"] == "public")
        tables.change(root, "works", has(id=key), **work)
        return tables.number_of(root, "work_sources", lambda row: row["work"] == key and fact in row["supports"].split(";"))

    return do


def _no_outcome(root: Path) -> int:
    told = {(row["work"], row["source"]) for row in tables.read(root, "outcomes")}
    public = {row["id"] for row in tables.read(root, "works") if row["sensitivity"] == "public"}
    return tables.change(
        root, "work_sources", lambda row: row["work"] in public and (row["work"], row["source"]) not in told, supports="existence;outcome"
    )


def _only_the_country(root: Path) -> int:
    lines = {row["work"]: row for row in tables.read(root, "work_sources") if row["supports"].split(";")[-1] == "place"}
    places = tables.read(root, "work_places")
    work = next(key for key in lines if sum(row["work"] == key for row in places) == 1)
    tables.change(root, "work_places", has(work=work), place="afghanistan", place_is="")
    return tables.number_of(root, "work_sources", lambda row: row["work"] == work and "place" in row["supports"].split(";"))


def _payer_unstated(root: Path) -> int:
    unpaid = {row["id"] for row in tables.read(root, "works") if row["funder_is"] == "not_stated"}
    return tables.change(root, "work_sources", lambda row: row["work"] in unpaid, relation="funder")


def _source_gone(root: Path) -> int:
    line = next(line for line in (root / "ids.txt").read_text(encoding="utf-8").splitlines() if line.startswith("outcomes/"))
    tables.drop(root, "outcomes", has(id=line.partition("/")[2]))
    return (root / "ids.txt").read_text(encoding="utf-8").splitlines().index(line) + 1


def _by_hand(root: Path) -> int:
    row = next(row for row in tables.read(root, "outcomes") if row["sensitivity"] == "public")
    generic = {"statement_en": "Withheld statement", "statement_it": "Dichiarazione riservata", "sensitivity": "withheld"}
    kept = {name: row[name] for name in ("id", "scope", "state", "source")}
    tables.change(root, "outcomes", has(id=row["id"]), **dict.fromkeys(row, "") | kept | generic)
    return (root / "ids.txt").read_text(encoding="utf-8").splitlines().index(f"outcomes/{row['id']}") + 1


def _led_nowhere(root: Path) -> int:
    path = root / "ids.txt"
    path.write_text(path.read_text(encoding="utf-8") + "works/old = works/none\n", encoding="utf-8")
    return len(path.read_text(encoding="utf-8").splitlines())


def _unlisted(root: Path) -> int:
    row = tables.read(root, "places")[0]["id"]
    path = root / "ids.txt"
    path.write_text(path.read_text(encoding="utf-8").replace(f"places/{row}\n", ""), encoding="utf-8")
    return 2


KINDS = ("supports-empty", "payer-not-stated")  # what a changed payer or scope breaks beside it


def public(row: tables.Row) -> bool:
    """A row that is shown in full."""
    return row["sensitivity"] == "public"


def _doubt(words: str, **cells_: str) -> Break:
    return cells("works", public, **{"doubt_en": words, "doubt_it": "Un dubbio."} | cells_)


PRESS = has(kind="press", sensitivity="public")

ALL = [
    # ── bytes ──
    Breakage("a missing file", "missing-file", "works.csv", "", _gone),
    Breakage("a missing outline", "missing-file", "geo/provinces.geojson", "", lambda root: (root / "geo/provinces.geojson").unlink()),
    Breakage("a missing description", "missing-file", "datapackage.json", "", lambda root: (root / "datapackage.json").unlink()),
    Breakage("a folder in the file's place", "unreadable-file", "works.csv", "", _folder),
    Breakage("a cut outline", "unreadable-file", "geo/provinces.geojson", "", raw("geo/provinces.geojson", lambda raw: raw[:-90])),
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
    # ── cells ──
    Breakage("a word for a number", "type", "works.csv", "units", cells("works", any_row, units="many")),
    Breakage("a decimal comma", "type", "observations.csv", "value", cells("observations", any_row, value="1,5")),
    Breakage("NaN", "type", "observations.csv", "value", cells("observations", any_row, value="NaN")),
    Breakage("infinity", "type", "observations.csv", "value", cells("observations", any_row, value="-INF")),
    Breakage("a word for a whole number", "type", "claims.csv", "order", cells("claims", any_row, order="first")),
    Breakage("a word for yes or no", "type", "observations.csv", "undated", cells("observations", any_row, undated="maybe")),
    Breakage("a blank name", "required", "organisations.csv", "name_en", cells("organisations", any_row, name_en=""), ("one-language",)),
    Breakage("a work without a status", "required", "works.csv", "status", cells("works", any_row, status="")),
    Breakage("half a ladder", "required", "claims.csv", "programme", cells("claims", has(id="schools"), programme="")),
    Breakage("an id twice", "duplicate", "parties.csv", "id", _twin("parties")),
    Breakage("a line twice", "duplicate", "work_places.csv", "work + place", _twin("work_places")),
    Breakage("an unknown status", "unknown-code", "works.csv", "status", cells("works", any_row, status="done")),
    Breakage("an unknown facility", "unknown-code", "works.csv", "facility", cells("works", any_row, facility="barn")),
    Breakage("an unknown fact", "unknown-code", "work_sources.csv", "supports", cells("work_sources", any_row, supports="hearsay")),
    Breakage("an unknown unit", "unknown-code", "observations.csv", "unit", cells("observations", any_row, unit="parsecs")),
    Breakage("a date the other way round", "pattern", "works.csv", "date", cells("works", dated, date="12/2010")),
    Breakage(
        "an id with capitals",
        "pattern",
        "parties.csv",
        "id",
        lambda root: tables.append(root, "parties", id="A B", name_en="a", name_it="a", role="ngo"),
    ),
    Breakage("a negative number of units", "range", "works.csv", "units", cells("works", any_row, units="-1")),
    Breakage("a negative count", "range", "observations.csv", "value", cells("observations", has(kind="count"), value="-3")),
    Breakage("a negative claim", "range", "claims.csv", "value", cells("claims", has(id="wells"), value="-800")),
    Breakage("a negative sum", "range", "observations.csv", "value", cells("observations", has(kind="expenditure"), value="-58000000")),
    Breakage("a date before any of this", "range", "works.csv", "date", cells("works", dated, date="0211-05")),
    Breakage("a formula", "formula", "works.csv", "note", cells("works", any_row, note="=HYPERLINK(1)")),
    Breakage("a formula after a tab", "formula", "sources.csv", "title", cells("sources", any_row, title="\t=1+1")),
    Breakage("a formula for an id", "formula", "sectors.csv", "dac_code", cells("sectors", any_row, dac_code="+12")),
    Breakage("a formula in wide signs", "formula", "works.csv", "note", cells("works", any_row, note="＠SUM(1)")),
    Breakage("a point in the sea", "range", "places.csv", "lat", _point(lat="24.5", lon="61.5"), ("point-off-province",)),
    Breakage("a dangling source", "dangling-key", "observations.csv", "source", cells("observations", any_row, source="nowhere")),
    Breakage("a dangling parent", "dangling-key", "places.csv", "parent", cells("places", has(kind="district"), parent="nowhere")),
    Breakage("a dangling id in a list", "dangling-key", "claims.csv", "rivals", cells("claims", has(id="schools"), rivals="no;such")),
    Breakage("a lost line", "dangling-key", "work_places.csv", "work", cells("work_places", any_row, work="no"), ("works-without-place",)),
    Breakage("a rule we have no words for", "schema", "kinds.csv", "name_it", _at_most_three_letters),
    # ── rules across cells and tables ──
    Breakage("one language", "one-language", "works.csv", "doubt_it", cells("works", has(doubt_en="", sensitivity="public"), doubt_en="x")),
    Breakage("a future date", "future-date", "works.csv", "date", cells("works", dated, date="2099-01")),
    Breakage("a day that is none", "no-such-day", "works.csv", "date", cells("works", dated, date="2011-02-30")),
    Breakage(
        "an end before its start",
        "date-order",
        "observations.csv",
        "period_end",
        cells("observations", any_row, period_start="2014", period_end="2005-06"),
    ),
    Breakage("a row that pages name", "named-row", "observations.csv", "id", _remainder_gone, ("dangling-key", "token", "id-gone")),
    Breakage("a place inside itself", "parent-loop", "places.csv", "parent", _own_parent),
    Breakage("a share of 127%", "share-over-100", "observations.csv", "value", cells("observations", has(kind="share"), value="127")),
    Breakage("a claimed share of 127%", "share-over-100", "claims.csv", "value", cells("claims", has(unit="percent"), value="127")),
    Breakage("half a derivation", "half-derived", "observations.csv", "formula", cells("observations", has(formula=""), formula="a + b")),
    Breakage(
        "a sum that hides its parts",
        "sum-without-parts",
        "observations.csv",
        "label_en",
        cells("observations", has(formula="44 + 2"), label_en="Hospitals"),
    ),
    Breakage(
        "a sum that does not add up",
        "sum-without-parts",
        "observations.csv",
        "value",
        cells("observations", has(formula="44 + 2"), value="47"),
    ),
    Breakage(
        "a planned work that was opened",
        "planned-as-built",
        "works.csv",
        "status",
        cells("works", has(status="planned"), date_is="inauguration"),
    ),
    Breakage("a work no page supports", "no-source", "works.csv", "id", _no_lines("work_sources")),
    Breakage("a work without a place", "works-without-place", "works.csv", "id", _no_lines("work_places")),
    Breakage("a page without address", "source-address", "sources.csv", "url", cells("sources", PRESS, url="")),
    Breakage("a book with an address", "address-held", "sources.csv", "url", cells("sources", PRESS, kind="book")),
    Breakage("an address without http", "address-form", "sources.csv", "url", cells("sources", filled("url"), url="www.example.org/page")),
    Breakage("an odd archive", "address-form", "sources.csv", "archived_url", cells("sources", any_row, archived_url="data:x")),
    Breakage("a passage's odd address", "address-form", "passages.csv", "address", cells("passages", any_row, address="javascript:1")),
    Breakage("a reference's odd address", "address-form", "references.csv", "url", cells("references", any_row, url="data:text/html,x")),
    Breakage(
        "a pin on a village",
        "point-on-village",
        "places.csv",
        "lat",
        cells("places", has(kind="village"), lat="34.3", lon="62.2"),
        ("point-off-province",),
    ),
    Breakage("half a point", "half-point", "places.csv", "lon", _point(lon="")),
    Breakage("a point in another province", "point-off-province", "places.csv", "lat", _point(lat="36.7", lon="67.1")),
    Breakage("a change of no row", "dangling-key", "changes.csv", "row", _changed(row="nowhere")),
    Breakage("a change to no code", "unknown-code", "changes.csv", "after", _changed(after="done")),
    Breakage("a change from no place", "dangling-key", "changes.csv", "before", _changed(what="place", before="nowhere", after="")),
    Breakage("a change to no amount", "type", "changes.csv", "after", _changed(what="cost", before="", after="many EUR")),
    # ── kinds of fault ──
    Breakage("twins both counted", "twins-counted", "works.csv", "possible_twins", _undecided_twins),
    Breakage(
        "a plan that may be added", "plan-added", "observations.csv", "do_not_add",
        cells("observations", any_row, kind="plan", do_not_add="false"),
    ),
    Breakage("a deduced payer who is named", "doubt-denied", "works.csv", "funder_is", _doubt("The payer is deduced.", funder_is="named")),
    Breakage(
        "a deduced payer who is none", "doubt-denied", "works.csv", "funder_is",
        _doubt("The year and the payer are deduced.", funder_is=""), KINDS,
    ),
    Breakage("no payer, and one is named", "doubt-denied", "works.csv", "funder_is", _doubt("No page says who paid.", funder_is="named")),
    Breakage("a deduced year that is none", "doubt-denied", "works.csv", "date", _doubt("The year 2011 is deduced.", date="", date_is="")),
    Breakage("only the start, and completed", "doubt-denied", "works.csv", "status", _doubt("First stone only.", status="completed")),
    Breakage("no number, and units", "doubt-denied", "works.csv", "units", _doubt("The number of wells is not said.", units="3")),
    Breakage("a capacity that no cell holds", "supports-empty", "work_sources.csv", "supports", _line("capacity", capacity_value="")),
    Breakage("a cost that no cell holds", "supports-empty", "work_sources.csv", "supports", _line("cost", cost_value="")),
    Breakage(
        "a payer that no cell holds", "supports-empty", "work_sources.csv", "supports",
        _line("funder", funder_is="not_stated"), KINDS,
    ),
    Breakage("a place that is the country", "supports-empty", "work_sources.csv", "supports", _only_the_country),
    Breakage("an outcome that is not held", "supports-empty", "work_sources.csv", "supports", _no_outcome),
    Breakage("a payer's page without payer", "payer-not-stated", "work_sources.csv", "relation", _payer_unstated),
    Breakage(
        "a report of another year", "report-date", "works.csv", "date",
        cells("works", lambda row: row["date_is"] == "report" and "deduced" not in row["doubt_en"], date="1999"),
    ),
    Breakage(
        "an outcome of a work without it", "outcome-without-work", "outcomes.csv", "work",
        cells("outcomes", has(sensitivity="public", work=""), scope="work"),
    ),
    Breakage(
        "an outcome of a district on a work", "outcome-of-more", "outcomes.csv", "work",
        cells("outcomes", has(sensitivity="public", scope="work"), scope="district"), KINDS,
    ),
    Breakage(
        "an outcome of the country on a work", "outcome-of-more", "outcomes.csv", "work",
        cells("outcomes", has(sensitivity="public", scope="work"), scope="country"), KINDS,
    ),
    Breakage(
        "a note of the works file", "research-words", "works.csv", "note",
        cells("works", public, note="As in the general works file."),
    ),
    Breakage(
        "a line's note of the first page", "research-words", "work_sources.csv", "note",
        cells("work_sources", has(note=""), note="same origin as the first page"),
    ),
    Breakage(
        "a doubt of an Italian page's order", "research-words", "works.csv", "doubt_it",
        cells("works", public, doubt_en="Two pages differ.", doubt_it="La seconda pagina differisce."),
    ),
    # ── ids ──
    Breakage("no list of ids", "missing-file", "ids.txt", "", lambda root: (root / "ids.txt").unlink()),
    Breakage("a list of ids in Latin-1", "encoding", "ids.txt", "", raw("ids.txt", lambda content: content + b"works/caff\xe8\n")),
    Breakage("an id that disappears", "id-gone", "ids.txt", "", _source_gone),
    Breakage("a row withheld by hand", "id-gone", "ids.txt", "", _by_hand, among=("withheld-name",)),
    Breakage("a folded row that leads nowhere", "id-gone", "ids.txt", "", _led_nowhere),
    Breakage("an id that is not listed", "id-unlisted", "places.csv", "id", _unlisted),
    # ── harm ──
    Breakage("a change of a withheld work", "withheld-link", "changes.csv", "row", _changed_withheld),
    Breakage("a change that names a withheld work", "withheld-link", "changes.csv", "before", _changed_about_withheld),
    Breakage("a withheld work in a province", "withheld-place", "work_places.csv", "place", _withheld_in_province),
    Breakage("a withheld work with a note", "withheld-detail", "works.csv", "note", _withheld_work(note="it stands in")),
    Breakage("a withheld work with a doubt", "withheld-detail", "works.csv", "doubt_en", _withheld_work(doubt_en="x", doubt_it="y")),
    Breakage("a withheld work with a date", "withheld-detail", "works.csv", "date", _withheld_work(date="2011")),
    Breakage("a withheld work with a number of units", "withheld-detail", "works.csv", "units", _withheld_work(units="1")),
    Breakage("a withheld work with a cost", "withheld-detail", "works.csv", "cost_value", _withheld_work(cost_value="1000")),
    Breakage("a withheld work with a kind of its own", "withheld-name", "works.csv", "kind", _withheld_work(kind="school")),
    Breakage("a withheld work with a facility of its own", "withheld-name", "works.csv", "facility", _withheld_work(facility="clinic")),
    Breakage("a withheld work with a name of its own", "withheld-name", "works.csv", "name_en", _withheld_work(name_en="A school")),
    Breakage("a work that is part of a withheld one", "withheld-link", "works.csv", "part_of", _part_of_withheld),
    Breakage("a public outcome of a withheld work", "withheld-link", "outcomes.csv", "work", _outcome_of_withheld),
    Breakage("a told line of a withheld work", "withheld-link", "work_sources.csv", "source", _line_of_withheld),
    Breakage("a security work in a village", "coarse-place", "work_places.csv", "place", _coarse_in_village),
    # ── the pages' own words ──
    Breakage("a quote of sixteen words", "quote-long", "quotes.csv", "quote", cells("quotes", any_row, quote="a b […] " * 8)),
    Breakage("a wording of sixteen words", "quote-long", "observations.csv", "wording", cells("observations", any_row, wording="a b " * 8)),
    Breakage("a note that quotes sixteen words", "quote-long", "events.csv", "note", _note("It says «" + "a b " * 8 + "».")),
    Breakage("a quote of a page not found again", "quote-unread", "quotes.csv", "source", _quote_of_page("not_found")),
    Breakage("a quote of a page not looked for", "quote-unread", "quotes.csv", "source", _quote_of_page("")),
    Breakage("a cost that no words kept of its page carry", "supports-unquoted", "work_sources.csv", "supports", _fact_without_words),
    Breakage("a number that is exact where its page says about", "bound-lost", "observations.csv", "qualifier", _lost_bound),
    Breakage("a cost that is exact where its page says over", "bound-lost", "works.csv", "cost_qualifier", _lost_bound_of_cost),
    Breakage("a quote of no work", "dangling-key", "quotes.csv", "row", cells("quotes", any_row, row="nowhere"), ("supports-unquoted",)),
    Breakage("a quote of a place", "unknown-code", "quotes.csv", "table", cells("quotes", any_row, table_="places")),
    Breakage("a quote of no table", "unknown-code", "quotes.csv", "table", cells("quotes", any_row, table_="nowhere")),
    Breakage("a quote that carries an outcome of a number", "unknown-code", "quotes.csv", "facts", _quote_of_number),
    Breakage("a quote of a withheld work", "quote-withheld", "quotes.csv", "row", _quote_of("withheld")),
    Breakage("Italian put into Italian", "quote-own-language", "quotes.csv", "it", cells("quotes", has(lang="it"), it="una scuola")),
    Breakage("Italian not put into English", "quote-untranslated", "quotes.csv", "en", cells("quotes", has(lang="it"), en="")),
    Breakage("English not put into Italian", "quote-untranslated", "quotes.csv", "it", cells("quotes", has(lang="en"), it="")),
    Breakage("a translation that is nobody's", "required", "quotes.csv", "translation_is", cells("quotes", any_row, translation_is="")),
    Breakage("a quote that names another village", "quote-place", "quotes.csv", "quote", _quote_of("public", of_own=False)),
    Breakage("a translation that names another village", "quote-place", "quotes.csv", "en", _quote_of("public", "en", of_own=False)),
    Breakage("a quote of a security work that names a village", "quote-place", "quotes.csv", "quote", _quote_of("coarse")),
]  # fmt: skip
