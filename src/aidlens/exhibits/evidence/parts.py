"""What evidence is made of: facts, sections, sources as cited; and the words shared by every kind of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aidlens.catalog import PRINTED, Catalog, split_list
from aidlens.exhibits.base import cited
from aidlens.exhibits.evidence.quoted import Said, archive_search, read_words, said
from aidlens.i18n import Lang
from aidlens.measures import observations, quotes, stated, works
from aidlens.quantity import Quantity
from aidlens.view import View

Row = Mapping[str, Any]


@dataclass(frozen=True)
class SourceRef:
    """A page as cited: who, when, what it repeats, what it supports; ``url`` empty where it may not be linked.

    ``quotes`` are its own words for what it is cited for; ``read`` says how it was read again, ``search`` where an archived copy may be
    looked for ("" where one is named, or where there is nothing to look for).
    """

    id: str
    publisher: str
    title: str
    date: str
    url: str
    archived_url: str
    origin: str
    supports: str
    href: str
    language: str = ""
    quotes: tuple[Said, ...] = ()
    read: str = ""
    search: str = ""


@dataclass(frozen=True)
class Fact:
    """One labelled fact; ``href`` leads to more inside the site. ``source`` is the page that says it, ``quotes`` that page's words where
    the page itself stands elsewhere.
    """

    label: str
    text: str
    href: str = ""
    source: SourceRef | None = None
    quotes: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Section:
    """A titled list of facts; ``say`` is a sentence among them that a reader can take along, with the card's address."""

    title: str
    facts: tuple[Fact, ...]
    say: str = ""


@dataclass(frozen=True)
class Evidence:
    """Everything shown about one thing, in reading order. ``notes`` are research notes, always English; ``sheet`` is the address of the
    same on one side of paper, "" for none.
    """

    kicker: str
    title: str
    lead: str
    view: View
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sheet: str = ""

    @property
    def quoted(self) -> bool:
        """Whether any page's words stand in it."""
        facts = [*self.facts, *(item for section in self.sections for item in section.facts)]
        return any(ref.quotes for ref in self.sources) or any(item.quotes or (item.source and item.source.quotes) for item in facts)

    @property
    def href(self) -> str:
        """Its own address."""
        return self.view.href()

    def report(self, lang: Lang) -> str:
        """How a letter about it begins."""
        return lang.t(
            "Error report for AidLens: {title} ({href}). What is wrong, and which page says so:", title=self.title, href=self.href
        )


def sheet_href(claim: str, lang: Lang) -> str:
    """Where a claim stands on one side of paper, in a language."""
    return f"/plain/sheet/{claim}?lang={lang.code}"


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def with_unit(catalog: Catalog, found: Quantity, lang: Lang) -> str:
    """A quantity in words with the name of its unit, where it has one."""
    if found.unit in ("count", "percent", "EUR", "USD") or not catalog.has("codes", f"unit_name/{found.unit}"):
        return found.words(lang)
    return f"{found.words(lang)} {catalog.code('unit_name', found.unit, lang.code)}"


def capacity_words(catalog: Catalog, row: Row, lang: Lang) -> str:
    """The capacity of a work with its bound and unit ("about 800 pupils"); empty where no page says."""
    found = works.capacity(row)
    return "" if found.value is None else f"{found.words(lang)} {catalog.code('capacity_unit', row['capacity_unit'], lang.code)}".strip()


def work_words(catalog: Catalog, row: Row, lang: Lang, units: int = 1) -> tuple[str, ...]:
    """What a work's mark says: name, place and date, how many units, and the source that states what is said of it."""
    where = " · ".join(filter(None, (place_words(catalog, row, lang), lang.date(row["date"], short=True))))
    many = lang.n("{n} unit in one entry", "{n} units in one entry", units) if units > 1 else ""
    source = stated.first(catalog).get(row["id"], "")
    who = cited(catalog, source, lang) if source else ""
    return tuple(filter(None, (lang.pick(row, "name"), where, many, who)))


def limits(lang: Lang) -> str:
    """The sentence that stands beside every count of works."""
    return lang.t("What could be traced measures our search of public pages, not what was built.")


def work_line(catalog: Catalog, row: Row, lang: Lang) -> str:
    """One line about a work: name, status with date, units where more than one."""
    status = catalog.code("status", row["status"], lang.code)
    date = lang.date(row["date"], short=True)
    parts = [lang.pick(row, "name"), f"{status}, {date}" if date else status]
    return " · ".join(parts)


def place_words(catalog: Catalog, row: Row, lang: Lang) -> str:
    """Where a work is, as precisely as the record says: village, district, province; or that no place is known."""
    names = [
        lang.join(catalog.name("places", key, lang.code) for key in row[level])
        for level in ("villages", "districts", "provinces")
        if row[level]
    ]
    return ", ".join(dict.fromkeys(names)) if names else lang.t("place not known")


# ── facts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def fact(label: str, text: str) -> Fact:
    """A fact that leads nowhere."""
    return Fact(label, text)


def kept(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that say something."""
    return tuple(item for item in facts if item.text)


def notes_of(cell: str) -> tuple[str, ...]:
    """The research note of a row, where it has one."""
    return (cell,) if cell else ()


def value_fact(catalog: Catalog, row: Row, view: View, lang: Lang, *, by: bool = True) -> Fact:
    """A published number in one line: value, label, scope, and by whom and when it was published; it leads to its own evidence."""
    who = catalog.publisher(row["source"], lang.code)
    when = lang.date(observations.date_of(catalog, row), short=True) or lang.t("undated")
    parts = (labelled(row, lang), lang.pick(row, "scope"), f"{who}, {when}" if by else "")
    return Fact("", " · ".join(filter(None, parts)), view.without_evidence.href(obs=row["id"]))


def labelled(row: Row, lang: Lang) -> str:
    """A published number in words and what it counts, once: the words of a sum of ours hold its label."""
    words, label = observations.quantity(row).words(lang), lang.pick(row, "label")
    return words if label in words else f"{words} · {label}"


def source_ref(
    catalog: Catalog,
    key: str,
    view: View,
    lang: Lang,
    *,
    origin: str = "",
    supports: str = "",
    cite: bool = True,
    rows: Iterable[tuple[str, str]] = (),
) -> SourceRef:
    """A source as cited, with the origin judged for this use (else the page's own) and its words for ``rows`` (table, id)."""
    row = catalog.row("sources", key)
    origin = origin or row["origin"]
    if origin:
        found = catalog.row("origins", origin)
        party = lang.pick(catalog.row("parties", found["party"]), "name")
        words = lang.t("origin: {origin} ({party})", origin=lang.pick(found, "name"), party=party)
    else:
        words = lang.t("origin not assessed: counts as one")
    return SourceRef(
        id=key,
        publisher=catalog.publisher(key, lang.code),
        title=row["title"],
        date=lang.date(row["date"]),
        url=row["url"] if cite else "",
        archived_url=row["archived_url"] if cite else "",
        origin=words,
        supports=lang.join(catalog.code("supports", item, lang.code) for item in split_list(supports)),
        href=view.without_evidence.href(source=key),
        language=row["language"],
        quotes=said(catalog, (quote for item in rows for quote in quotes.of_row(catalog, *item) if quote.source == key), lang),
        read=", ".join(filter(None, (lang.t("in print") if row["kind"] in PRINTED else "", read_words(catalog, row, lang)))),
        search=archive_search(row) if cite else "",
    )
