"""The story on the page: text with margin notes, exhibits in their places, glossary. Everything it shows arrives resolved."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.exhibits.article import ARTICLE
from aidlens.i18n import Lang
from aidlens.story import Paragraph, Placed, Section, Story
from aidlens.templates import Markup, macros
from aidlens.ui import html, show
from aidlens.ui.context import Context

NOTE_ROWS = 3  # a note may reach down beside the paragraphs that follow, as far as the next note


def head(story: Story, lang: Lang) -> Markup:
    """Title, lead, reading time, the way to the article, and the sections."""
    found: Markup = macros("blocks").story_top(html.Frame(lang), story, ARTICLE)
    return found


def tell(story: Story, context: Context) -> None:
    """The sections: runs of text, and between them the exhibits that exist."""
    for section in story.sections:
        first = True
        for placed, run in groupby(section.blocks, lambda block: isinstance(block, Placed)):
            blocks = list(run)
            if placed:
                if first:
                    st.html(_text([], context, section))
                for block in blocks:
                    if isinstance(block, Placed):
                        _exhibit(block.exhibit, context)
            else:
                text = [block for block in blocks if isinstance(block, Paragraph)]
                st.html(_text(text, context, section if first else None))
            first = False


def _exhibit(key: str, context: Context) -> None:
    # The list of exhibits grows with the site: the story places those that are there.
    if key not in registry.BUILDERS:
        return
    view = context.view
    if registry.OBEYS[key] != "years":
        view = view.only()  # the years chosen must not narrow the other exhibits
    item = registry.build(key, context.catalog, view, context.lang)
    with st.container(key=f"story-{key}"):
        if item.zoom:
            st.html(html.piece("box", "al-zoom", html.switch(context.lang.t("Period"), list(item.zoom))))
        show.exhibit(item, context, accent=False, level=3)


def _text(blocks: list[Paragraph], context: Context, section: Section | None) -> Markup:
    noted = [at for at, block in enumerate(blocks) if block.notes]
    rows = []
    for at, block in enumerate(blocks):
        until = next((other for other in noted if other > at), len(blocks) + 1)
        rows.append((at + (2 if section else 1), block, max(1, min(NOTE_ROWS, until - at))))
    return html.piece("told", html.Frame(context.lang), section, rows, context.canvas.narrow)


def glossary(catalog: Catalog, lang: Lang) -> Markup:
    """All terms with their definitions, in the order of the alphabet."""
    rows = sorted(catalog.rows("glossary"), key=lambda row: lang.pick(row, "term").casefold())
    terms = [(row["id"], lang.pick(row, "term"), lang.pick(row, "definition")) for row in rows]
    return html.piece("glossary", html.Frame(lang), terms, ARTICLE)
