"""Breakages of the kinds that re-reading the pages found, and of the list of ids."""

from __future__ import annotations

from pathlib import Path

from tests import tables
from tests.checks.breakages.means import Break, Breakage, any_row, cells, has, public, raw


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


BESIDE = ("supports-empty", "payer-not-stated")  # what a changed payer or scope breaks beside it


def _doubt(words: str, **cells_: str) -> Break:
    return cells("works", public, **{"doubt_en": words, "doubt_it": "Un dubbio."} | cells_)


KINDS = [
    # ── kinds of fault ──
    Breakage("twins both counted", "twins-counted", "works.csv", "possible_twins", _undecided_twins),
    Breakage(
        "a plan that may be added", "plan-added", "observations.csv", "do_not_add",
        cells("observations", any_row, kind="plan", do_not_add="false"),
    ),
    Breakage("a deduced payer who is named", "doubt-denied", "works.csv", "funder_is", _doubt("The payer is deduced.", funder_is="named")),
    Breakage(
        "a deduced payer who is none", "doubt-denied", "works.csv", "funder_is",
        _doubt("The year and the payer are deduced.", funder_is=""), BESIDE,
    ),
    Breakage("no payer, and one is named", "doubt-denied", "works.csv", "funder_is", _doubt("No page says who paid.", funder_is="named")),
    Breakage("a deduced year that is none", "doubt-denied", "works.csv", "date", _doubt("The year 2011 is deduced.", date="", date_is="")),
    Breakage("only the start, and completed", "doubt-denied", "works.csv", "status", _doubt("First stone only.", status="completed")),
    Breakage("no number, and units", "doubt-denied", "works.csv", "units", _doubt("The number of wells is not said.", units="3")),
    Breakage("a capacity that no cell holds", "supports-empty", "work_sources.csv", "supports", _line("capacity", capacity_value="")),
    Breakage("a cost that no cell holds", "supports-empty", "work_sources.csv", "supports", _line("cost", cost_value="")),
    Breakage(
        "a payer that no cell holds", "supports-empty", "work_sources.csv", "supports",
        _line("funder", funder_is="not_stated"), BESIDE,
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
        cells("outcomes", has(sensitivity="public", scope="work"), scope="district"), BESIDE,
    ),
    Breakage(
        "an outcome of the country on a work", "outcome-of-more", "outcomes.csv", "work",
        cells("outcomes", has(sensitivity="public", scope="work"), scope="country"), BESIDE,
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
]  # fmt: skip
