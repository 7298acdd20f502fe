"""Answers in words: what each is, what it is called, where it is and how precisely, and the view it leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aidlens.catalog import Catalog
from aidlens.exhibits.evidence.parts import place_words
from aidlens.finder import index
from aidlens.finder.documents import TYPES, Document, said_of
from aidlens.i18n import Lang
from aidlens.measures import in_place, observations, works
from aidlens.pagebook import book
from aidlens.single_flight_cache import once
from aidlens.view import View

EACH, MOST_EACH = 5, 20  # answers of a type, unless more are asked for


@dataclass(frozen=True)
class Answer:
    """One answer: ``about`` says in one line what and where it is, ``language`` whose words its title is, "" for the reader's own.

    ``money`` is whose a work is (public, private, other).
    """

    type: str
    id: str
    title: str
    about: str
    view: View
    anchor: str = ""
    language: str = ""
    money: str = ""

    @property
    def href(self) -> str:
        """The address of the live page it leads to."""
        return self.view.href() + (f"#{self.anchor}" if self.anchor else "")


@dataclass(frozen=True)
class Named:
    """The answers of one type under its name, and how many there are in all."""

    type: str
    name: str
    answers: tuple[Answer, ...]
    total: int


@dataclass(frozen=True)
class Found:
    """What a query finds; where that is nothing, names that look like it."""

    query: str
    groups: tuple[Named, ...]
    nearest: tuple[Answer, ...]

    @property
    def total(self) -> int:
        """How many answers there are."""
        return sum(group.total for group in self.groups)


@once(64)
def find(catalog: Catalog, query: str, lang: Lang, each: int = EACH, theme: str = "") -> Found:
    """What a query finds in a record, in a language; never raises, whatever is typed."""
    known = index.of(catalog)
    own = View(lang=lang.code, theme=theme)
    groups = tuple(
        Named(group.type, names(lang)[group.type], tuple(_answer(catalog, hit.document, own, lang) for hit in group.hits), group.total)
        for group in known.groups(query, each)
    )
    nearest = () if groups else tuple(_answer(catalog, document, own, lang) for document in known.nearest(query))
    return Found(query, groups, nearest)


def said(found: Found, lang: Lang) -> str:
    """How many answers there are, in a sentence; what to do where nothing was typed or nothing is found."""
    if found.groups:
        return lang.n("{n} answer", "{n} answers", found.total)
    if not index.read(found.query):
        return lang.t("Type a place, a work, a number, a publisher or a few words of a page.")
    return lang.t(
        "Nothing in the record answers “{query}”. It may be spelled otherwise, or no page we read tells of it.", query=found.query
    )


def names(lang: Lang) -> dict[str, str]:
    """What the types of answers are called."""
    found = {
        "work": lang.t("Works"),
        "place": lang.t("Places"),
        "claim": lang.t("Claims"),
        "number": lang.t("Published numbers"),
        "source": lang.t("Sources"),
        "event": lang.t("Events"),
        "page": lang.t("Pages"),
        "term": lang.t("Words used here"),
        "quote": lang.t("The pages' own words"),
    }
    return {kind: found[kind] for kind in TYPES}


def money(lang: Lang) -> dict[str, str]:
    """Whose money a work was, told apart."""
    return {
        "public": lang.t("Italian public money"),
        "private": lang.t("private money"),
        "other": lang.t("neither public nor private for sure"),
    }


@once(8)
def examples(catalog: Catalog, lang: Lang) -> tuple[str, ...]:
    """Words to begin with, taken from the record: a kind in a district, a claim, a place, a word, a publisher, each the most frequent."""
    table = works.table(catalog)
    built = table[table["placed"] & (table["funding"] == "public")]
    pairs = built.groupby(["kind", "by_district"]).size().sort_values(ascending=False, kind="stable")
    found: list[str] = []
    if len(pairs):
        kind, district = pairs.index[0]
        found.append(f"{catalog.name('kinds', kind, lang.code)} {catalog.name('places', district, lang.code)}")
        place = built["by_district"].value_counts().index
        found += [catalog.name("places", key, lang.code) for key in place[1:3]]
    ladder = catalog.claims[catalog.claims["ladder"] == "full"]
    found += [lang.pick(row, "title") for row in ladder.tail(2).head(1).to_dict("records")]
    found += [lang.pick(row, "term").split(" (")[0] for row in catalog.rows("glossary")[:1]]
    cited = catalog.work_sources["source"].map(catalog.sources.set_index("id")["publisher"]).value_counts()
    return tuple(dict.fromkeys([*found, *cited.index[:1]]))


# ── one type, one answer ──────────────────────────────────────────────────────────────────────────────────────────


def _answer(catalog: Catalog, document: Document, own: View, lang: Lang) -> Answer:
    return _MAKERS[document.type](catalog, document, own, lang)


def _line(*parts: str) -> str:
    return " · ".join(dict.fromkeys(filter(None, parts)))


def _name(document: Document, lang: Lang) -> str:
    return document.names[0 if lang.code == "en" else 1]


def _work(catalog: Catalog, document: Document, own: View, lang: Lang) -> Answer:
    row = works.row(catalog, document.id)
    kind = catalog.name("kinds", row["kind"], lang.code)
    when = lang.date(row["date"], short=True)
    about = _line(kind, money(lang)[row["funding"]], place_words(catalog, row, lang), when, _precision(row, lang))
    view = own.having(page="works", work=document.id)
    return Answer("work", document.id, _name(document, lang), about, view, money=row["funding"])


def _precision(row: Mapping[str, Any], lang: Lang) -> str:
    """How precisely a work is placed, in the fewest words; its card says more."""
    if row["villages"]:
        return lang.t("village or town named")
    if row["districts"]:
        return lang.t("district known") if row["placed"] else lang.t("several districts")
    return lang.t("province only") if row["provinces"] else ""


def _place(catalog: Catalog, document: Document, own: View, lang: Lang) -> Answer:
    row = catalog.row("places", document.id)
    above = []
    key = row["parent"]
    while key and catalog.row("places", key)["kind"] != "country":
        above.append(catalog.name("places", key, lang.code))
        key = catalog.row("places", key)["parent"]
    built = in_place.counts_of(catalog, document.id)["built"]  # what was only announced, and other money, is never among it
    # A village has no point: it leads to its district, or to its province where that is all that is known.
    shown = document.id
    while shown and catalog.row("places", shown)["kind"] == "village":
        shown = catalog.row("places", shown)["parent"]
    listed = () if catalog.row("places", shown)["kind"] == "country" else (shown,)
    about = _line(
        _level(row["kind"], lang),
        ", ".join(dict.fromkeys(above)),
        lang.n("{n} work built or renovated", "{n} works built or renovated", built) if built else "",
    )
    return Answer("place", document.id, _name(document, lang), about, own.having(page="map", place=listed))


def _level(kind: str, lang: Lang) -> str:
    return {
        "country": lang.t("country"),
        "province": lang.t("province"),
        "district": lang.t("district"),
        "village": lang.t("village, by name only"),
    }[kind]


def _claim(catalog: Catalog, document: Document, own: View, lang: Lang) -> Answer:
    row = catalog.row("claims", document.id)
    return Answer("claim", document.id, _name(document, lang), lang.pick(row, "verdict"), own.having(claim=document.id))


def _number(catalog: Catalog, document: Document, own: View, lang: Lang) -> Answer:
    row = catalog.row("observations", document.id)
    publisher = catalog.publisher(row["source"], lang.code)
    when = lang.date(observations.date_of(catalog, row), short=True) or lang.t("undated")
    title = f"{observations.quantity(row).words(lang)} · {lang.pick(row, 'label')}"
    view = own.having(page="disagreements", obs=document.id)
    return Answer("number", document.id, title, _line(lang.pick(row, "scope"), f"{publisher}, {when}"), view)


def _source(catalog: Catalog, document: Document, own: View, lang: Lang) -> Answer:
    row = catalog.row("sources", document.id)
    about = _line(row["title"], lang.date(row["date"], short=True) or lang.t("undated"))
    return Answer("source", document.id, _name(document, lang), about, own.having(page="data", source=document.id))


def _event(catalog: Catalog, document: Document, own: View, lang: Lang) -> Answer:
    row = catalog.row("events", document.id)
    about = _line(lang.date(row["date"], short=True), lang.pick(row, "place"), catalog.publisher(row["source"], lang.code))
    return Answer("event", document.id, _name(document, lang), about, own.having(page="story", source=row["source"]))


def _page(_catalog: Catalog, document: Document, own: View, lang: Lang) -> Answer:
    page = book.PAGES[document.id]
    return Answer("page", document.id, page.name(lang), page.answers(lang), own.having(page=document.id))


def _term(catalog: Catalog, document: Document, own: View, lang: Lang) -> Answer:
    row = catalog.row("glossary", document.id)
    about = lang.pick(row, "definition")
    return Answer("term", document.id, _name(document, lang), about, own.having(page="data"), anchor=f"term-{document.id}")


_CARD = {"works": ("works", "work"), "observations": ("disagreements", "obs"), "claims": ("overview", "claim")}


def _quote(catalog: Catalog, document: Document, own: View, lang: Lang) -> Answer:
    source, _, number = document.id.partition("#")
    row = said_of(catalog)[source][int(number)]
    table, key = row["table"], row["row"]
    if table == "outcomes" and (work := catalog.row("outcomes", key)["work"]):
        table, key = "works", work
    page, field = _CARD.get(table, ("data", "source"))
    view = own.having(page=page, **{field: key if table in _CARD else source})
    meaning = row[lang.code] if row["lang"] != lang.code else ""
    about = _line(meaning, _said_by(catalog, source, lang))
    return Answer("quote", document.id, row["quote"], about, view, language=row["lang"])


def _said_by(catalog: Catalog, source: str, lang: Lang) -> str:
    date = lang.date(catalog.row("sources", source)["date"], short=True)
    return ", ".join(filter(None, (catalog.publisher(source, lang.code), date)))


_MAKERS: dict[str, Callable[[Catalog, Document, View, Lang], Answer]] = {
    "work": _work,
    "place": _place,
    "claim": _claim,
    "number": _number,
    "source": _source,
    "event": _event,
    "page": _page,
    "term": _term,
    "quote": _quote,
}
