"""Rules of the pages' own words: short, of a page that was read and a row that may be quoted, translated, no finer in place than their
row, and with the bound that the page gives its number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from aidlens.catalog import Catalog, split_list
from aidlens.checks.faults import Fault
from aidlens.checks.numbered import FIRST_ROW, rows
from aidlens.i18n import CODES
from aidlens.public_copy import WITHHELD

FILE = "quotes.csv"
LONGEST = 15
QUERIES = 3  # by which a page behind a ladder was looked for before it counts as not found
LEAST_NAME = 4  # letters of a village's name: a shorter one is a word of some language
# Which facts the words on a row of a table can carry.
FACTS = {
    "works": ("existence", "completion", "date", "place", "cost", "capacity", "funder", "builder", "outcome"),
    "observations": ("value", "scope", "date", "place"),
    "outcomes": ("outcome", "date", "place"),
}
READ = ("whole_copy", "excerpt_copy")
NOTES = ("note", "note_en", "note_it", "doubt_en", "doubt_it")
_CUT = re.compile(r"\[?(?:…|\.\.\.)\]?")
_WORD = re.compile(r"\w")
_SAID = re.compile(r"«([^»]*)»|“([^”]*)”")
THOUSAND = 3  # figures of a group
SCALES = {"": 1, "mila": 1e3, "thousand": 1e3, "milioni": 1e6, "million": 1e6, "miliardi": 1e9, "billion": 1e9}
# The words of the record's languages that stand right before a number and bound it.
_BOUND = re.compile(
    r"\b(circa|about|some|around|approximately|nearly|almost|quasi|oltre|più di|over|more than|almeno|at least|fino a|up to)"
    r"\s+(?:€ ?|\$ ?|EUR |USD )?(\d[\d.,]*)\s?(mila|thousand|milioni|million|miliardi|billion)?\b",
    re.IGNORECASE,
)

Row = dict[str, Any]


def quotes_are_short(catalog: Catalog) -> Iterator[Fault]:
    """A quote holds at most fifteen words, and so do a number's wording and what a note quotes; what is cut out is not counted."""
    for number, row in rows(catalog, "quotes"):
        yield from _short(FILE, number, "quote", row["quote"])
    for number, wording in enumerate(catalog.observations["wording"], FIRST_ROW):
        yield from _short("observations.csv", number, "wording", wording)
    for table, frame in catalog.tables.items():
        for field in (name for name in NOTES if name in frame.columns):
            for number, text in enumerate(frame[field], FIRST_ROW):
                for said in _SAID.findall(text):
                    yield from _short(f"{table}.csv", number, field, "".join(said))


def _short(file: str, number: int, field: str, text: str) -> Iterator[Fault]:
    words = [part for part in _CUT.sub(" ", text).split() if _WORD.search(part)]
    if len(words) > LONGEST:
        yield Fault(file, number, field, text, "quote-long", f"{len(words)}")


def quotes_stand_on_pages_that_were_read(catalog: Catalog) -> Iterator[Fault]:
    """Whoever keeps a page's words has read it: the page is neither one not found again nor one not looked for."""
    unread = set(catalog.sources.loc[~catalog.sources["read_as"].isin(READ), "id"])
    for number, row in rows(catalog, "quotes"):
        if row["source"] in unread:
            yield Fault(FILE, number, "source", row["source"], "quote-unread")


def pages_not_found_were_looked_for(catalog: Catalog) -> Iterator[Fault]:
    """A page behind a work of a ladder counts as not found after three queries, which the record tells."""
    answered = set(catalog.claims.loc[catalog.claims["ladder"] == "full", "counts_for"])
    works, lines = catalog.works, catalog.work_sources
    counted = works["counts_for"].isin(answered) & (works["class"] == "public_aid_built") & (works["status"] == "completed")
    behind = set(lines.loc[lines["work"].isin(works.loc[counted, "id"]), "source"])
    for number, row in rows(catalog, "sources"):
        if row["id"] in behind and row["read_as"] == "not_found" and len(set(split_list(row["queries"]))) < QUERIES:
            yield Fault("sources.csv", number, "queries", row["queries"], "queries-few", f"{QUERIES}")


def pages_support_what_their_words_carry(catalog: Catalog) -> Iterator[Fault]:
    """A page that was read supports no fact of a work that none of its words kept carries."""
    read = set(catalog.sources.loc[catalog.sources["read_as"].isin(READ), "id"])
    told_of = dict(zip(catalog.outcomes["id"], catalog.outcomes["work"], strict=True))
    carried: dict[tuple[str, str], set[str]] = {}
    for _, row in rows(catalog, "quotes"):
        work = told_of.get(row["row"], "") if row["table"] == "outcomes" else row["row"]
        carried.setdefault((work, row["source"]), set()).update(split_list(row["facts"]))
    hidden = set(catalog.works.loc[catalog.works["sensitivity"] == WITHHELD, "id"])
    for number, line in rows(catalog, "work_sources"):
        if line["source"] not in read or line["work"] in hidden:
            continue
        for fact in split_list(line["supports"]):
            if fact not in carried.get((line["work"], line["source"]), set()):
                yield Fault("work_sources.csv", number, "supports", fact, "supports-unquoted")


def bounds_are_kept(catalog: Catalog) -> Iterator[Fault]:
    """A number that its page gives as "about", "over" or "up to" is not exact in the record."""
    numbers = {row["id"]: (line, row) for line, row in rows(catalog, "observations")}
    works = {row["id"]: (line, row) for line, row in rows(catalog, "works")}
    told = {
        ("observations", "value"): (numbers, "value", "qualifier"),
        ("works", "cost"): (works, "cost_value", "cost_qualifier"),
        ("works", "capacity"): (works, "capacity_value", "capacity_qualifier"),
    }
    seen = set()
    for _, quote in rows(catalog, "quotes"):
        for fact in split_list(quote["facts"]):
            held, field, bound = told.get((quote["table"], fact), ({}, "", ""))
            line, row = held.get(quote["row"], (0, {}))
            if not row or row[bound] != "exact" or (row["id"], field) in seen:
                continue
            found = next((word for word, value in _bounded(quote["quote"]) if math.isclose(value, row[field])), "")
            if found:
                seen.add((row["id"], field))
                yield Fault(f"{quote['table']}.csv", line, bound, row[bound], "bound-lost", found)


def _bounded(text: str) -> Iterator[tuple[str, float]]:
    """The numbers of a text that a word bounds, with that word."""
    for word, figures, scale in _BOUND.findall(text):
        plain = figures.rstrip(".,")
        # Of point and comma the last is the decimal one, unless three figures follow it: then both part thousands.
        whole, _, rest = plain.replace(",", ".").rpartition(".")
        parted = not whole or len(rest) == THOUSAND
        value = float(re.sub("[.,]", "", plain) if parted else f"{whole.replace('.', '')}.{rest}")
        yield word, value * SCALES[scale.casefold()]


def quotes_have_rows(catalog: Catalog) -> Iterator[Fault]:
    """A quote belongs to a row that is there and may be quoted, and carries facts that such a row states."""
    for number, row in rows(catalog, "quotes"):
        if row["table"] not in FACTS:
            continue  # the description names the tables
        if not catalog.has(row["table"], row["row"]):
            yield Fault(FILE, number, "row", row["row"], "dangling-key", f"{row['table']}.csv")
        elif catalog.row(row["table"], row["row"]).get("sensitivity") == WITHHELD:
            yield Fault(FILE, number, "row", row["row"], "quote-withheld")
        for fact in split_list(row["facts"]):
            if fact not in FACTS[row["table"]] and catalog.has("codes", f"facts/{fact}"):
                yield Fault(FILE, number, "facts", fact, "unknown-code", ", ".join(FACTS[row["table"]]))


def quotes_are_translated(catalog: Catalog) -> Iterator[Fault]:
    """A quote has a translation into each language that is not its own, and says whose it is."""
    for number, row in rows(catalog, "quotes"):
        for code in CODES:
            if row["lang"] == code and row[code]:
                yield Fault(FILE, number, code, row[code], "quote-own-language")
            elif row["lang"] != code and not row[code]:
                yield Fault(FILE, number, code, "", "quote-untranslated")
        if not row["translation_is"]:
            yield Fault(FILE, number, "translation_is", "", "required")


def quotes_name_no_finer_place(catalog: Catalog) -> Iterator[Fault]:
    """The words on a work or an outcome name no village but the row's own; those on a coarse row name none at all."""
    names = _villages(catalog)
    if not names:
        return
    some = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    spoken = re.compile(rf"(?<!\w)(?:{some})(?!\w)")
    where: dict[str, set[str]] = {}
    for work, place in zip(catalog.work_places["work"], catalog.work_places["place"], strict=True):
        where.setdefault(work, set()).add(place)
    for number, row in rows(catalog, "quotes"):
        if row["table"] not in ("works", "outcomes") or not catalog.has(row["table"], row["row"]):
            continue
        coarse, work, own = _shown(catalog, row["table"], row["row"])
        places = where.get(work, set())
        for field in ("quote", *CODES):
            for name in dict.fromkeys(spoken.findall(row[field].casefold())):
                if coarse or not (names[name] & places or name in own):
                    yield Fault(FILE, number, field, name, "quote-place")


def _villages(catalog: Catalog) -> dict[str, set[str]]:
    """Places by the names that mean a village and nothing larger."""
    found: dict[str, set[str]] = {}
    larger: set[str] = set()
    for place in catalog.rows("places"):
        spellings = [*(place[f"name_{code}"] for code in CODES), *split_list(place["alternative_spellings"])]
        for name in (spelling.casefold() for spelling in spellings):
            if place["kind"] != "village":
                larger.add(name)
            elif len(name) >= LEAST_NAME:
                found.setdefault(name, set()).add(place["id"])
    return {name: keys for name, keys in found.items() if name not in larger}


def _shown(catalog: Catalog, table: str, key: str) -> tuple[bool, str, str]:
    """Whether a row is coarse, the work it is or speaks of, and its own public text in small letters."""
    row = catalog.row(table, key)
    work = key if table == "works" else row["work"]
    rows = [row, *([catalog.row("works", work)] if work and catalog.has("works", work) else [])]
    texts = (str(item[name]) for item in rows for name in item if str(name).startswith(("name_", "statement_")))
    return any(item["sensitivity"] == "coarse" for item in rows), work, " ".join(texts).casefold()


RULES: tuple[Callable[[Catalog], Iterator[Fault]], ...] = (
    quotes_are_short,
    quotes_stand_on_pages_that_were_read,
    pages_not_found_were_looked_for,
    pages_support_what_their_words_carry,
    bounds_are_kept,
    quotes_have_rows,
    quotes_are_translated,
    quotes_name_no_finer_place,
)
