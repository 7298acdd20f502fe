"""The story on the page: text with margin notes, exhibits in their places, glossary. Everything it shows arrives resolved."""

from __future__ import annotations

from html import escape
from itertools import groupby

import streamlit as st

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.exhibits.article import ARTICLE
from aidlens.i18n import Lang
from aidlens.story import Note, Paragraph, Placed, Section, Span, Story
from aidlens.templates import macros
from aidlens.ui import html, show
from aidlens.ui.context import Context

NOTE_ROWS = 3  # a note may reach down beside the paragraphs that follow, as far as the next note


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
            st.html(f'<div class="al-zoom">{html.switch(context.lang.t("Period"), list(item.zoom))}</div>')
        show.exhibit(item, context, accent=False, level=3)


def _text(blocks: list[Paragraph], context: Context, section: Section | None) -> str:
    narrow, lang = context.canvas.narrow, context.lang
    parts, row = [], 1
    if section:
        label = escape(context.lang.t("Address of this section: {title}", title=section.title))
        parts.append(
            f'<h2 class="al-story-h" id="{section.slug}" style="grid-row: 1">{escape(section.title)}'
            f'<a class="al-here" href="#{section.slug}" aria-label="{label}">#</a></h2>'
        )
        row = 2
    noted = [at for at, block in enumerate(blocks) if block.notes]
    for at, block in enumerate(blocks):
        tag = "p" if not block.bullet else 'p class="al-bullet"'
        parts.append(f'<{tag} style="grid-row: {row + at}">{_spans(block.spans)}</p>')
        if block.notes:
            until = next((other for other in noted if other > at), len(blocks) + 1)
            notes = "".join(_note(note, narrow, lang) for note in block.notes)
            parts.append(f'<aside style="grid-row: {row + at} / span {max(1, min(NOTE_ROWS, until - at))}">{notes}</aside>')
    return f'<div class="al-story">{"".join(parts)}</div>'


def _note(note: Note, narrow: bool, lang: Lang) -> str:
    """A margin note; on a phone it is folded and opens in place."""
    summary = f'<b class="v-{escape(note.verdict)}">{escape(note.verdict_name)}</b>'
    sources = "; ".join(html.anchor(name, href) for name, href in note.sources)
    return (
        f'<details class="al-note" id="note-{escape(note.id)}"{"" if narrow else " open"}>'
        f"<summary>{escape(lang.t('The article says'))} · {summary}</summary>"
        f'<p><q lang="en">{html.outside(note.sentence, note.link)}</q></p><p>{escape(note.text)}</p>'
        f'<p class="by">{escape(lang.t("Sources"))}: {sources}</p></details>'
    )


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
