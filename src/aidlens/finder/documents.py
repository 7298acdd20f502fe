"""All that can be found: one document a work, place, claim, number, source, event, page, word of the glossary and quote.

A document's words are heard by weight: those of its name more than those of its kind and place, and these more than what pages say of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from aidlens.catalog import Catalog, split_list
from aidlens.i18n import CODES, lang
from aidlens.measures import observations, quotes, search
from aidlens.pagebook import book
from aidlens.single_flight_cache import once
from aidlens.view import View

NAMED, CALLED, NEAR, SAID = 3.0, 2.6, 1.8, 1.1
# Of two answers that fit alike the one before comes first. The places are told apart by their level.
WEIGHT = {
    "province": 1.3, "district": 1.28, "village": 1.2, "country": 1.0, "claim": 1.25, "page": 1.2, "term": 1.15, "work": 1.0,
    "number": 0.72, "event": 0.9, "source": 0.9, "quote": 0.52,
}  # fmt: skip
TYPES = ("work", "place", "claim", "number", "source", "event", "page", "term", "quote")


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to be found: its names in the languages of the site, and how it weighs beside others."""

    type: str
    id: str
    names: tuple[str, ...]
    weight: float


Words = tuple[tuple[float, tuple[str, ...]], ...]


def all_of(catalog: Catalog) -> Iterator[tuple[Document, Words]]:
    """Every document of a record with its words by weight; the first words are those of its names."""
    for make in (_works, _places, _claims, _numbers, _sources, _events, _pages, _terms, _quotes):
        yield from make(catalog)


def key_of(source: str, number: int) -> str:
    """The id of a quote: its source, and which of that source's quotes it is."""
    return f"{source}#{number}"


@once(4)
def said_of(catalog: Catalog) -> dict[str, list[Mapping[str, Any]]]:
    """The rows of quotes by source, each text once, in the record's order."""
    found: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in catalog.rows("quotes"):
        found.setdefault(row["source"], {}).setdefault(row["quote"], row)
    return {source: list(rows.values()) for source, rows in found.items()}


def _named(row: Mapping[str, Any], field: str) -> tuple[str, ...]:
    return tuple(str(row[f"{field}_{code}"]) for code in CODES)


def _document(kind: str, key: str, names: Iterable[str], weight: str = "", **by_weight: Iterable[str]) -> tuple[Document, Words]:
    """A document and its words: ``called``, ``near`` and ``said`` are texts beside its names."""
    names = tuple(names)
    held = {NAMED: names, CALLED: by_weight.get("called", ()), NEAR: by_weight.get("near", ()), SAID: by_weight.get("said", ())}
    words = tuple((heard, words_of(" ".join(texts))) for heard, texts in held.items())
    return Document(kind, key, names, WEIGHT[weight or kind]), words


@lru_cache(1 << 17)  # the same words stand with a work, its number and its page; ``index`` forgets them once it is made
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, each once, numbers without the marks between their digits ("2,290" → "2290")."""
    return tuple(dict.fromkeys(search.words(joined(text))))


_THOUSANDS = re.compile(r"(?<!\d)\d{1,3}([.,’'])\d{3}(?:\1\d{3})*(?!\d)")


def joined(text: str) -> str:
    """A text with its numbers in one piece: no mark between thousands."""
    return _THOUSANDS.sub(lambda number: number[0].replace(number[1], ""), text)


# ── one maker a type ──────────────────────────────────────────────────────────────────────────────────────────────


def _works(catalog: Catalog) -> Iterator[tuple[Document, Words]]:
    held = search.of_works(catalog)
    told: dict[str, list[str]] = {}
    for row in catalog.rows("outcomes"):
        told.setdefault(row["work"], []).extend((row["statement_en"], row["statement_it"], row["note"]))
    for row in catalog.rows("works"):
        own, key = held[row["id"]], row["id"]
        words = [item for quote in quotes.of_row(catalog, "works", key) for item in (quote.quote, quote.en, quote.it)]
        funders = [
            catalog.name("organisations", item, code)
            for item in (*split_list(row["funders"]), *split_list(row["implementers"]))
            for code in CODES
        ]
        said = [row["note"], *told.get(key, ()), *words]
        yield _document("work", key, _named(row, "name"), near=(*own.kind, *own.places, *funders, row["date"][:4]), said=said)


def _places(catalog: Catalog) -> Iterator[tuple[Document, Words]]:
    for row in catalog.rows("places"):
        above = catalog.row("places", row["parent"]) if row["parent"] else None
        near = _named(above, "name") if above else ()
        called = split_list(row["alternative_spellings"])
        yield _document("place", row["id"], _named(row, "name"), row["kind"], called=called, near=near)


def _claims(catalog: Catalog) -> Iterator[tuple[Document, Words]]:
    for row in catalog.rows("claims"):
        words = catalog.row("passages", row["passage"])["passage"]
        said = (*_named(row, "safe"), *_named(row, "verdict"), words)
        yield _document("claim", row["id"], _named(row, "title"), near=_named(row, "article_words"), said=said)


def _numbers(catalog: Catalog) -> Iterator[tuple[Document, Words]]:
    for row in catalog.rows("observations"):
        found = observations.quantity(row)
        names = tuple(f"{found.words(lang(code))} {row[f'label_{code}']}" for code in CODES)
        said = [text for quote in quotes.of_row(catalog, "observations", row["id"]) for text in (quote.quote, quote.en, quote.it)]
        source = catalog.row("sources", row["source"])
        near = (*_named(row, "scope"), source["publisher"], observations.date_of(catalog, row)[:4])
        yield _document("number", row["id"], names, near=near, said=(row["wording"], *said))


def _sources(catalog: Catalog) -> Iterator[tuple[Document, Words]]:
    for row in catalog.rows("sources"):
        near = (row["title"], row["date"][:4], row["id"].replace("-", " "))
        yield _document("source", row["id"], [catalog.publisher(row["id"], code) for code in CODES], near=near)


def _events(catalog: Catalog) -> Iterator[tuple[Document, Words]]:
    for row in catalog.rows("events"):
        yield _document("event", row["id"], _named(row, "title"), near=(row["date"], *_named(row, "place")))


def _pages(catalog: Catalog) -> Iterator[tuple[Document, Words]]:
    for path, page in book.PAGES.items():
        view = View(page=path)
        heads = [text for code in CODES for text in page.head(catalog, view, lang(code))]
        purposes = [page.answers(lang(code)) for code in CODES]
        yield _document("page", path, [page.name(lang(code)) for code in CODES], near=purposes, said=heads)


def _terms(catalog: Catalog) -> Iterator[tuple[Document, Words]]:
    for row in catalog.rows("glossary"):
        yield _document("term", row["id"], _named(row, "term"), said=_named(row, "definition"))


def _quotes(catalog: Catalog) -> Iterator[tuple[Document, Words]]:
    for source, rows in said_of(catalog).items():
        for number, row in enumerate(rows):
            translated = (row["en"], row["it"])
            yield _document("quote", key_of(source, number), (row["quote"],) * len(CODES), said=translated)
