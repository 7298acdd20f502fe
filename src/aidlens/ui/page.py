"""A page of the book, live: each kind of block drawn with Streamlit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from aidlens import story as stories
from aidlens.exhibits import registry, safe_statements, works_list
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.style import LIGHT
from aidlens.measures import works
from aidlens.pagebook import blocks, book
from aidlens.pagebook.blocks import Block
from aidlens.templates import Markup, macros
from aidlens.ui import app, contribute, data, filters, html, live, present, shell, show, stage, story
from aidlens.ui import map as maps
from aidlens.ui.context import Context, served, shaped

PANEL = 296  # px: as wide as the panel beside a picture


def display(path: str) -> None:
    """The page at a path, as its blocks say."""
    context = app.current()
    for block in book.PAGES[path].blocks:
        _draw(block, context)


def _draw(block: Block, context: Context) -> None:
    way = WAYS[type(block)]
    if way is not None:
        way(block, context)


def _built(key: str, context: Context) -> Exhibit:
    return registry.build(key, context.catalog, context.view, context.lang)


def _opening(block: blocks.Opening, context: Context) -> None:
    title, lead = book.opening(context.catalog, context.view, context.lang)
    st.html(macros("blocks").opening(html.Frame(), title, lead, block.link(context.lang) if block.link else None))


def _exhibit(block: blocks.Show, context: Context) -> None:
    show.exhibit(_built(block.exhibit, context), context, accent=block.accent)


def _doors(block: blocks.Doors, context: Context) -> None:
    # Laid out as for a phone, in the type of a page: as many as have room stand side by side. In a room each has all of it.
    small = replace(context.canvas, theme=replace(context.canvas.theme, size=LIGHT.size), narrow=True)
    canvas = context.canvas if context.canvas.large else small
    with st.container(key="doors", horizontal=True, gap="medium"):
        for door in block.each:
            view = door.view(context.view)
            item = registry.build(door.exhibit, context.catalog, view, context.lang)
            with st.container(
                width="stretch" if canvas.large else canvas.width
            ):  # those that have no room beside the others stand below them, on paper too
                st.html(html.piece("door_title", item.title))
                if item.draw is not None:
                    live.drawing(item.live_small(canvas, inside=not served()), item.smaller(canvas).height, f"door-{item.id}")
                st.html(html.piece("door", html.Frame(context.lang), item, door.label(context.lang), view.href()))


def _titled(block: blocks.Titled, context: Context) -> None:
    st.html(show.title(_built(block.exhibit, context), accent=False))


def _map(block: blocks.Mapped, context: Context) -> None:
    item, context = _built(block.exhibit, context), replace(context, canvas=shaped(context.canvas))
    maps.picture(item, context)
    maps.years(item, context)
    maps.foot(item, context)


def _focused(_block: blocks.Focused, context: Context) -> None:
    st.html(maps.place(context))


def _beside(block: blocks.Beside, context: Context) -> None:
    if context.canvas.narrow or context.canvas.large:  # the picture comes before what belongs to it
        for inner in (*block.head, *block.rest, *block.panel):
            _draw(inner, context)
        return
    with st.container(key="beside", horizontal=True, gap="medium"):
        with st.container(width=PANEL, key="panel"):
            for inner in (*block.head, *block.panel):
                _draw(inner, context)
        with st.container(width="stretch"):
            for inner in block.rest:
                _draw(inner, context)


def _words(block: blocks.Words, context: Context) -> None:
    st.html(html.paragraph("al-limits", block.text(context.lang)))


def _chapters(block: blocks.Chapters, context: Context) -> None:
    st.html(macros("blocks").chapters(html.Frame(), block.text(context.lang)))


def _link(block: blocks.Link, context: Context) -> None:
    target = context.view.without_evidence.having(page=block.page).href()
    st.html(html.paragraph("al-chips", block.text(context.lang), target))


def _switches(block: blocks.Switches, context: Context) -> None:
    lang = context.lang
    found = [(item, item.label(lang), item.choices(context.catalog, context.view, lang)) for item in block.each]
    each = ((html.panel if item.folded else html.switch)(label, choices) for item, label, choices in found if len(choices) > 1)
    switches = Markup().join(each)
    st.html(html.piece("box", "al-section", switches) if block.apart else switches)


def _selection(block: blocks.Selection, context: Context) -> None:
    if not filters.nothing_left(context):
        _live(block, context)


def _remaining(block: blocks.Remaining, context: Context) -> None:
    if len(works.select(context.catalog, context.view)):
        _live(block, context)


def _live(block: blocks.Group, context: Context) -> None:
    for inner in block.blocks:
        _draw(inner, context)


def _cards(block: blocks.Cards, context: Context) -> None:
    said = safe_statements.build(context.catalog, context.view, context.lang, block.ladder)
    st.html(macros("blocks").cards(html.Frame(context.lang), said, folded=block.folded))


def _told(_block: blocks.Told, context: Context) -> None:
    told = stories.read(context.catalog, context.view, context.lang)
    if told is None:
        st.html(macros("blocks").heading(context.lang.t("This record comes without a story"), "al-"))
    else:
        story.tell(told, context)


def _deck(_block: blocks.Deck, context: Context) -> None:
    if context.view.stage:
        stage.show(context)
    else:
        present.show(context)


WAYS: dict[type[Block], Callable[[Any, Context], object] | None] = {
    blocks.Opening: _opening,
    blocks.Show: _exhibit,
    blocks.Titled: _titled,
    blocks.Mapped: _map,
    blocks.Focused: _focused,
    blocks.Beside: _beside,
    blocks.Doors: _doors,
    blocks.Words: _words,
    blocks.Chapters: _chapters,
    blocks.Link: _link,
    blocks.Switches: _switches,
    blocks.Filters: lambda block, context: filters.bar(context, years=block.years),
    blocks.Selection: _selection,
    blocks.Live: _live,
    blocks.Remaining: _remaining,
    blocks.Sheets: lambda _block, context: filters.pager(context, works_list.sheets(context.catalog, context.view)),
    blocks.Cards: _cards,
    blocks.Told: _told,
    blocks.Glossary: lambda _block, context: st.html(story.glossary(context.catalog, context.lang)),
    blocks.Deck: _deck,
    blocks.Facts: None,  # the tables below say as much
    blocks.Downloads: lambda _block, context: data.record_files(context),
    blocks.Tables: lambda _block, context: data.tables(context),
    blocks.Made: lambda _block, context: st.html(data.made(context)),
    blocks.AllSources: None,  # they are one of the tables
    blocks.Asked: lambda _block, context: contribute.show(context),
    blocks.Next: lambda _block, context: shell.next_pages(context),
}
book.drawn("ui/page.py", WAYS)
