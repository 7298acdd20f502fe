"""The story on the page: text beside its scenes, the exhibits it leads to, glossary. Everything it shows arrives resolved."""

from __future__ import annotations

import streamlit as st

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.exhibits.article import ARTICLE
from aidlens.i18n import Lang
from aidlens.story import Placed, Story
from aidlens.templates import Markup, macros
from aidlens.ui import html, scenes, show
from aidlens.ui.context import Context


def head(story: Story, lang: Lang) -> Markup:
    """Title, lead, reading time, the way to the article, and the sections."""
    found: Markup = macros("blocks").story_top(html.Frame(lang), story, ARTICLE)
    return found


def tell(story: Story, context: Context) -> None:
    """The story with its stage, and below it the exhibits it leads to."""
    scenes.tell(story, head(story, context.lang), context)
    for key in dict.fromkeys(block.exhibit for section in story.sections for block in section.blocks if isinstance(block, Placed)):
        _exhibit(key, context)


def _exhibit(key: str, context: Context) -> None:
    # The list of exhibits grows with the site: the story places those that are there.
    if key not in registry.BUILDERS:
        return
    item = registry.build(key, context.catalog, scenes.seen(key, context.view), context.lang)
    with st.container(key=f"story-{key}"):
        if item.zoom:
            st.html(html.piece("box", "al-zoom", html.switch(context.lang.t("Period"), list(item.zoom))))
        show.exhibit(item, context, accent=False)


def glossary(catalog: Catalog, lang: Lang) -> Markup:
    """All terms with their definitions, in the order of the alphabet."""
    rows = sorted(catalog.rows("glossary"), key=lambda row: lang.pick(row, "term").casefold())
    terms = [(row["id"], lang.pick(row, "term"), lang.pick(row, "definition")) for row in rows]
    return html.piece("glossary", html.Frame(lang), terms, ARTICLE)
