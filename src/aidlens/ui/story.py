"""The story on the page: text with margin notes, exhibits in their places, glossary. Everything it shows arrives resolved."""

from __future__ import annotations

from html import escape

import streamlit as st

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.exhibits.article import ARTICLE
from aidlens.i18n import Lang
from aidlens.story import Placed, Span, Story
from aidlens.templates import macros
from aidlens.ui import html, scenes, show
from aidlens.ui.context import Context


def head(story: Story, lang: Lang) -> str:
    """Title, lead, reading time, the way to the article, and the sections."""
    lead = "".join(f'<p class="al-lead">{_spans(block.spans)}</p>' for block in story.lead)
    links = "".join(f'<li><a href="#{section.slug}">{escape(section.title)}</a></li>' for section in story.sections)
    links += f'<li><a href="#words">{escape(lang.t("Words used here"))}</a></li>'
    time = escape(lang.n("{n} minute to read", "{n} minutes to read", story.minutes))
    return (
        f'<h1 class="al-h1">{escape(story.title)}</h1>{lead}'
        f'<p class="al-meta"><span>{time}</span>{article_link(lang)}</p>'
        f'<nav class="al-toc" aria-label="{escape(lang.t("Sections"))}"><ol>{links}</ol></nav>'
    )


def article_link(lang: Lang) -> str:
    """The way back to the article."""
    return html.outside(lang.t("Read the article: “Ahmad Massoud, where are you?”"), ARTICLE)


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
            st.html(f'<div class="al-zoom">{html.switch(context.lang.t("Period"), list(item.zoom))}</div>')
        show.exhibit(item, context, accent=False)


def _spans(spans: tuple[Span, ...]) -> str:
    return str(macros("blocks").spans(html.Frame(), spans))


def glossary(catalog: Catalog, lang: Lang) -> str:
    """All terms with their definitions, in the order of the alphabet."""
    rows = sorted(catalog.rows("glossary"), key=lambda row: lang.pick(row, "term").casefold())
    items = "".join(
        f'<div id="term-{escape(row["id"])}"><dt>{escape(lang.pick(row, "term"))}</dt><dd>{escape(lang.pick(row, "definition"))}</dd></div>'
        for row in rows
    )
    return (
        f'<section class="al-section" id="words"><h2 class="al-story-h">{escape(lang.t("Words used here"))}</h2>'
        f'<dl class="al-words">{items}</dl><p class="al-meta">{article_link(lang)}</p></section>'
    )
