"""What stands on each plain page: heading, exhibits, limits, evidence, in sheets; the same content goes into the live page's shell.

What belongs here: from a view to content with its addresses, in sheets. What a page is made of is said in ``pagebook``, how its blocks
look in ``plain_blocks``; the document around it, with head and foot, in ``plain_page``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import escape

from aidlens.catalog import Catalog
from aidlens.exhibits import evidence as evidences
from aidlens.exhibits import registry, things, works_list
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.evidence import Evidence
from aidlens.i18n import Lang
from aidlens.measures import changes
from aidlens.pagebook import book
from aidlens.single_flight_cache import once
from aidlens.templates import Markup, macros
from aidlens.view import Notice, View
from aidlens.web import plain_blocks, plain_things
from aidlens.web import plain_parts as parts
from aidlens.web.plain_links import exhibit_href, plain_href, thing_href, to_plain, with_query
from aidlens.web.plain_parts import Frame

MOST_CITED = 20  # sources named in structured data
THING_BYTES = 30_000  # of a page of a thing: it has more links, longer than they are reckoned, and more styles
SHEET_BYTES = 36_000  # of content: with head, foot and styles a page stays under 60 kB


@dataclass(frozen=True)
class Content:
    """One plain page, ready to be framed. ``path`` is its own address, ``live`` that of the same thing in the live site, ``card`` that
    of its picture (without language); ``own`` is the path of what is no page of the book; ``kind`` is its type in structured data;
    ``sources`` are ids of pages it rests on, ``listed`` is where the list of all of them begins. ``thing`` is table and id of what the
    page is the own page of, ``about`` what that is in structured data, ``modified`` when it last moved.
    """

    title: str
    finding: str
    body: Markup
    view: View
    path: str
    live: str
    card: str
    kind: str = "CreativeWork"
    thing: tuple[str, str] | None = None
    about: Mapping[str, Any] = field(default_factory=dict)
    modified: str = ""
    item: Exhibit | None = None
    sources: tuple[str, ...] = ()
    listed: str = ""
    own: str = ""
    sheet: int = 1
    sheets: int = 1

    def at(self, **changes: object) -> str:
        """This page's address with some of its query changed."""
        view = self.view.having(**changes)
        if self.thing:
            return thing_href(*self.thing, view)
        if self.item:
            return exhibit_href(self.item.id, view)
        return with_query(self.own, view) if self.own else plain_href(view)


def frame_of(catalog: Catalog, lang: Lang, base: str = "", *, live: bool = False) -> Frame:
    """The frame of a plain page, or of the same content in the live page's shell: links stay live there, ids get a prefix. ``base`` is
    the site's address.
    """
    if live:
        return Frame(catalog, lang, lambda href: href, "p-", base=base)
    return Frame(catalog, lang, lambda href: to_plain(href, catalog), base=base)


def of_view(frame: Frame, view: View, notices: tuple[Notice, ...] = ()) -> Content:
    """The content of a view: the own page of what it has open, else the evidence it has open, else its page."""
    if view.thing is not None:
        return of_thing(frame, *view.thing, view)
    found = evidences.of_view(frame.catalog, view, frame.lang)
    if found is not None:
        return _card(frame, view, found)
    view = view.without_evidence
    sheet = view.sheet
    page, told = book.PAGES[view.page], plain_blocks.notice(frame, notices)
    if page.in_sheets:
        sheets = works_list.sheets(frame.catalog, view)
        view = view.having(sheet=min(sheet, sheets))
        body = told + Markup("").join(plain_blocks.of_page(frame, page, view))
    else:
        view = view.having(sheet=1)
        packed = parts.pack([told, *plain_blocks.of_page(frame, page, view)], SHEET_BYTES)
        sheets, view = len(packed), view.having(sheet=min(sheet, len(packed)))
        body = packed[view.sheet - 1]
        if view.sheet > 1:
            body = plain_blocks.heading(page.name(frame.lang)) + body
    return Content(
        title=page.name(frame.lang),
        finding=finding(frame.catalog, view, frame.lang),
        body=body + _pager(frame, view, sheets, plain_href),
        view=view,
        path=plain_href(view),
        live=(view if page.in_sheets else view.having(sheet=1)).href(),
        card=f"/card/{view.page}.png",
        kind=page.kind,
        sheet=view.sheet,
        sheets=sheets,
    )


def _alone(item: Exhibit, view: View) -> Content:
    """What is known of an exhibit's own page before its body is written."""
    return Content(
        title=item.title,
        finding=item.subtitle,
        body=Markup(""),
        view=view,
        path=exhibit_href(item.id, view),
        live=f"{view.without_evidence.having(page=book.home(item.id), sheet=1).href()}#{item.anchor}",
        card=f"/card/{item.id}.png",
        item=item,
    )


def of_exhibit(frame: Frame, key: str, view: View) -> Content:
    """One exhibit by itself: its table in full, all its sources, and the snippet that puts it into another site."""
    item = registry.build(key, frame.catalog, view, frame.lang)
    packed, listed = _packed(key, frame.catalog, view if item.sheets else view.having(sheet=1), frame.lang)
    sheets = item.sheets or len(packed)
    view = view.having(sheet=min(view.sheet, sheets))
    at = min(view.sheet, len(packed))
    begins = exhibit_href(key, view if item.sheets else view.having(sheet=listed)) + parts.HERE
    body = packed[at - 1]
    if at != listed:
        body = Markup(str(body).replace(f'"{parts.HERE}"', f'"{escape(begins)}"'))
    if at > 1:
        body = plain_blocks.heading(item.title) + body
    return replace(
        _alone(item, view),
        body=body + _pager(frame, view, sheets, lambda other: exhibit_href(key, other)),
        sources=tuple(dict.fromkeys(item.sources))[:MOST_CITED],
        sheet=view.sheet,
        sheets=sheets,
        listed=begins,
    )


@once(8)
def _packed(key: str, catalog: Catalog, view: View, lang: Lang) -> tuple[list[Markup], int]:
    """All sheets of an exhibit's own page, and the number of the one on which its sources begin: which that is shows only when all are
    written, and who reads one sheet often reads the next.
    """
    frame = frame_of(catalog, lang)
    item = registry.build(key, catalog, view, lang)
    blocks = list(parts.exhibit(frame, key, item, "", level=1))
    # How each was read, and where a copy may be looked for, stands on its own card: here it would double the page.
    keys, plain = dict.fromkeys(item.sources), View(lang=view.lang)
    refs = tuple(replace(evidences.source_ref(catalog, source, plain, lang), read="", search="") for source in keys)
    blocks += parts.sources(frame, lang.t("Sources"), refs, "sources")
    packed = [Markup("").join(blocks)] if item.sheets else parts.pack(blocks, SHEET_BYTES)
    return packed, next((at for at, text in enumerate(packed, 1) if 'id="sources"' in text), 1)


def embedded(frame: Frame, key: str, view: View) -> Content:
    """One exhibit for another site: its picture, or its table where it has none, and its source line; long tables in sheets."""
    item = registry.build(key, frame.catalog, view, frame.lang)
    own = exhibit_href(key, view.having(sheet=1))
    if item.draw and not item.data.empty:
        return replace(_alone(item, view.having(sheet=1)), body=parts.pictured(frame, item, own))
    blocks = list(parts.exhibit(frame, key, item, own, level=1, more=1))  # each stands on a sheet of its own
    sheets = item.sheets or len(blocks)
    sheet = min(view.sheet, sheets)
    body = blocks[min(sheet, len(blocks)) - 1]
    turn = _pager(frame, view.having(sheet=sheet), sheets, lambda other: exhibit_href(key, other, "/embed"), beside=True)
    alone = _alone(item, view.having(sheet=sheet))
    return replace(alone, body=body + turn, sheet=sheet, sheets=sheets)


def finding(catalog: Catalog, view: View, lang: Lang) -> str:
    """The one sentence a page stands for: the title of its first exhibit, else what it answers."""
    page = book.PAGES[view.page]
    return registry.build(page.exhibits[0], catalog, view, lang).title if page.exhibits else page.answers(lang)


# ── evidence ──────────────────────────────────────────────────────────────────────────────────────────────────────


def of_thing(frame: Frame, table: str, key: str, view: View) -> Content:
    """The own page of a work, a source, a place or a claim. Raises KeyError for an unknown row."""
    plain = view.only("sheet")
    thing = things.of_row(frame.catalog, table, key, plain.having(sheet=1), frame.lang)
    found = thing.evidence
    packed = parts.pack(plain_things.blocks(frame, thing, plain), THING_BYTES)
    plain = plain.having(sheet=min(plain.sheet, len(packed)))
    body = packed[plain.sheet - 1]
    if plain.sheet > 1:
        body = plain_blocks.heading(found.title) + body
    cited = [ref.id for ref in found.sources] if table != "sources" else []
    return Content(
        title=thing.title,
        finding=" · ".join(filter(None, (found.kicker, found.lead))),
        body=body + _pager(frame, plain, len(packed), lambda other: thing_href(table, key, other)),
        view=plain,
        path=thing_href(table, key, plain),
        live=found.view.href(),
        card=f"/card/{table}/{key}.png",
        kind="WebPage",
        thing=(table, key),
        about=thing.about,
        modified=changes.days(frame.catalog).get((table, key), changes.created(frame.catalog)),
        sources=tuple(cited)[:MOST_CITED],
        sheet=plain.sheet,
        sheets=len(packed),
    )


def _card(frame: Frame, view: View, found: Evidence) -> Content:
    """The evidence that has no page of its own: a published number, a step of a claim's ladder."""
    packed = parts.pack(list(parts.evidence(frame, found)), SHEET_BYTES)
    view = view.having(sheet=min(view.sheet, len(packed)))
    title = f"{found.kicker}: {found.title}" if view.step else f"{found.title}: {found.lead}"
    body = packed[view.sheet - 1]
    if view.sheet > 1:
        body = plain_blocks.heading(found.title) + body
    return Content(
        title=title,
        finding=" · ".join(filter(None, (found.kicker, found.lead))),
        body=body + _pager(frame, view, len(packed), plain_href),
        view=view,
        path=plain_href(view),
        live=view.having(sheet=1).href(),
        card=f"/card/{view.page}.png",
        sources=tuple(ref.id for ref in found.sources)[:MOST_CITED],
        sheet=view.sheet,
        sheets=len(packed),
    )


def _pager(frame: Frame, view: View, sheets: int, href: Callable[[View], str], *, beside: bool = False) -> Markup:
    """Links to the sheet before and after, and which this is; nothing for a single sheet. ``beside``: other links open another window."""
    if sheets < 2:
        return Markup("")
    lang = frame.lang
    ways = ((view.sheet - 1, lang.t("Previous sheet"), "prev"), (view.sheet + 1, lang.t("Next sheet"), "next"))
    turns = [(rel, href(view.having(sheet=number)), words) for number, words, rel in ways if 1 <= number <= sheets]
    pager: Markup = macros("parts").pager(lang, view, turns, sheets, beside)
    return pager
