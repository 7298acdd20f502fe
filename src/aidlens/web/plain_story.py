"""The story as plain HTML: paragraphs, the notes beside them folded in below, places of exhibits as links, and the glossary."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from aidlens.exhibits import registry
from aidlens.exhibits.article import ARTICLE
from aidlens.story import Note, Paragraph, Placed, Span, Story
from aidlens.view import View
from aidlens.web.plain_links import exhibit_href
from aidlens.web.plain_parts import Frame, part


def text(frame: Frame, story: Story, view: View) -> Iterator[str]:
    """Heading, lead and sections, one block each."""
    lang = frame.lang
    lead = "".join(f'<p class="al-p-lead">{spans(frame, block.spans)}</p>' for block in story.lead)
    article = frame.anchor(lang.t("Read the article: “Ahmad Massoud, where are you?”"), ARTICLE)
    time = lang.n("{n} minute to read", "{n} minutes to read", story.minutes)
    yield f'<h1 class="al-p-h1">{escape(story.title)}</h1>{lead}<p class="al-p-quiet">{escape(time)} · {article}</p>'
    for section in story.sections:
        body = "".join(_placed(frame, block, view) if isinstance(block, Placed) else _paragraph(frame, block) for block in section.blocks)
        yield f'<section class="al-p-story"{frame.id(section.slug)}><h2 class="al-p-h2">{escape(section.title)}</h2>{body}</section>'


def _placed(frame: Frame, block: Placed, view: View) -> str:
    if block.exhibit not in registry.BUILDERS:
        return ""
    item = registry.build(block.exhibit, frame.catalog, view.only(), frame.lang)
    return f'<p class="al-p-see"><a href="{escape(exhibit_href(block.exhibit, view.only()))}">{escape(item.title)}</a></p>'


def _paragraph(frame: Frame, block: Paragraph) -> str:
    style = ' class="al-p-bullet"' if block.bullet else ""
    return f"<p{style}>{spans(frame, block.spans)}</p>" + "".join(_note(frame, note) for note in block.notes)


def _note(frame: Frame, note: Note) -> str:
    lang = frame.lang
    sources = "; ".join(frame.anchor(name, href) for name, href in note.sources)
    sentence = frame.anchor(note.sentence, note.link)
    return (
        f'<p class="al-p-note"><b>{escape(lang.t("The article says"))} · {escape(note.verdict_name)}.</b> '
        f'<q lang="en">{sentence}</q> {escape(note.text)} {escape(lang.t("Sources"))}: {sources}</p>'
    )


def spans(frame: Frame, items: tuple[Span, ...]) -> str:
    """The pieces of a paragraph."""
    return "".join(_span(frame, span) for span in items)


def _span(frame: Frame, span: Span) -> str:
    match span.kind:
        case "em" | "strong":
            return f"<{span.kind}>{escape(span.text)}</{span.kind}>"
        case "fact" | "link" | "outside":
            return frame.anchor(span.text, span.href)
        case "quote":
            return f"<q>{frame.anchor(span.text, span.href)}</q>"
        case _:
            return escape(span.text)


def glossary(frame: Frame) -> str:
    """All terms with their definitions, in the order of the alphabet."""
    lang = frame.lang
    rows = sorted(frame.catalog.rows("glossary"), key=lambda row: lang.pick(row, "term").casefold())
    items = "".join(f"<div><dt>{escape(lang.pick(row, 'term'))}</dt><dd>{escape(lang.pick(row, 'definition'))}</dd></div>" for row in rows)
    return part(lang.t("Words used here"), f'<dl class="al-p-facts">{items}</dl>')
