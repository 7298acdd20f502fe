"""The own page of a work, a source, a place or a claim, as blocks: evidence, small map, lists, neighbours, citation.

What belongs here: in which order they stand. What they hold is ``exhibits.things``' business, how they look the template ``thing.html``'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from aidlens.exhibits import contact, registry
from aidlens.exhibits.contribute import contribute_href, missing_words
from aidlens.exhibits.evidence import rights
from aidlens.exhibits.things import Kind, Listed, Numbers, Thing
from aidlens.export import citation
from aidlens.pagebook import book, decks
from aidlens.templates import Markup, macros
from aidlens.view import View
from aidlens.web import plain_parts
from aidlens.web.plain_links import thing_href
from aidlens.web.plain_parts import ROWS, Frame

Blocks = Iterator[Markup]


def _in() -> Any:
    return macros("thing")


def blocks(frame: Frame, thing: Thing, view: View) -> Blocks:
    """All of a thing's page, in order."""
    item, lang = thing.evidence, frame.lang
    yield _top(frame, thing)
    yield from _picture(frame, thing)
    sections = plain_parts.sections(frame, item)
    if thing.table == "places":
        yield from (*_parts(frame, thing.first), *sections)
    else:
        yield from (*sections, *_parts(frame, thing.first))
    yield from plain_parts.sources(frame, lang.n("{n} source", "{n} sources", len(item.sources)), item.sources)
    if item.quoted:
        yield macros("blocks").paragraph(frame, "al-p-quiet", rights(lang))
    yield from _parts(frame, thing.near)
    if item.notes:
        yield macros("parts").part(lang.t("Research note (in English)"), macros("parts").notes(item.notes))
    yield _cite(frame, thing, view)
    yield _end(frame, thing)


def _top(frame: Frame, thing: Thing) -> Markup:
    shown, picture = thing.map, Markup("")
    if shown is not None:
        picture = Markup(shown.picture(frame.catalog, frame.lang, f"{frame.prefix}map", shown.precise, link=frame.link))
    found: Markup = _in().top(frame, thing.evidence, picture, shown.precise if shown else "", thing.where)
    return found


def _picture(frame: Frame, thing: Thing) -> Blocks:
    """The exhibit that pictures it: a claim's marks, a place's works by year."""
    if thing.picture is not None:
        key = decks.ALONE if thing.table == "claims" else book.PAGES["works"].exhibits[0]
        item = registry.build(key, frame.catalog, thing.picture, frame.lang)
        if item.front is not None:
            item = item.front(item, thing.key)
        title = frame.lang.t("By year") if thing.table == "places" else item.title
        yield _in().pictured(title, item, plain_parts.bare_picture(frame, item))


def _parts(frame: Frame, items: tuple[Listed | Numbers, ...]) -> Blocks:
    for item in items:
        if isinstance(item, Numbers):
            yield _in().numbers(frame, item)
        else:
            yield from _listed(frame, item)


def _listed(frame: Frame, item: Listed) -> Blocks:
    """A list in blocks of some rows, for sheets to be made of."""
    rows: list[list[Kind]] = [[]]
    held = 0
    for kind in item.kinds:
        for start in range(0, len(kind.items), ROWS):
            chunk = replace(kind, items=kind.items[start : start + ROWS])
            if held and held + len(chunk.items) > ROWS:
                rows.append([])
                held = 0
            rows[-1].append(chunk)
            held += len(chunk.items)
    for at, kinds in enumerate(rows):
        yield _in().listed(frame, item, kinds, at == 0, at == len(rows) - 1)


def _cite(frame: Frame, thing: Thing, view: View) -> Markup:
    """How to cite the page; of a source, before it, the page that it is."""
    lang, catalog = frame.lang, frame.catalog
    address = frame.base + thing_href(thing.table, thing.key, View(lang=lang.code))
    # A claim's title holds the article's words in their marks, and a citation sets it in marks again.
    title = f"{thing.evidence.kicker}: {thing.evidence.title}" if thing.table == "claims" else thing.title
    own = citation.of_thing(catalog, thing.key, title, address, lang)
    cited, forms = [("", own.text(lang))], own
    if thing.table == "sources":
        forms = citation.of_source(catalog, thing.key, lang)
        cited = [(lang.t("The source itself:"), forms.text(lang)), (lang.t("This page of AidLens:"), own.text(lang))]
    found: Markup = _in().cite(frame, cited, (forms.bibtex(), forms.ris(), forms.csl()))
    return found


def _end(frame: Frame, thing: Thing) -> Markup:
    """What closes the page, and whatever else is asked of a reader about this very thing: the sheet to print where there is one, whom to
    write to.
    """
    lang, parts = frame.lang, Markup("")
    if thing.evidence.sheet:
        parts += macros("blocks").paragraph(frame, "al-p-see", lang.t("One sheet to print"), thing.evidence.sheet)
    if thing.table == "places":
        words, way = missing_words(lang), contribute_href(View(lang=lang.code), place=thing.key)
        parts += macros("blocks").paragraph(frame, "al-p-see", words, way)
    parts += macros("parts").contact_line(frame, contact.told(frame.catalog, lang, thing.evidence.report(lang)))
    return Markup(parts)
