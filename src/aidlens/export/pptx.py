"""A deck as a PowerPoint file: native charts, tables and shapes, notes, alternative text; the same deck gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from pptx.util import Inches

from aidlens.catalog import Catalog
from aidlens.deck import Deck, Slide, held, say
from aidlens.exhibits import cover_figure
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.evidence import rights
from aidlens.exhibits.style import LIGHT, SLIDE, Canvas
from aidlens.export import deck_text, text_metrics
from aidlens.export.pptx_drawing import paint_parts
from aidlens.export.pptx_exhibits import paint
from aidlens.export.pptx_frame import FULL, LEAST, QR, TAGS, Room, Told, box, describe, page, qr_png, rule, write
from aidlens.export.pptx_theme import HEIGHT, MARGIN, TITLE_LAYOUT, WIDTH, empty, place, saved
from aidlens.i18n import Lang


def build(
    catalog: Catalog, deck: Deck, lang: Lang, base: str = "", each: Callable[[Sequence[Slide]], Iterable[Slide]] = lambda slides: slides
) -> bytes:
    """The deck's slides after a title slide. ``base`` is the site's address for links and QR codes; without it there are none. ``each``
    goes through the slides and may say how far it is.

    Raises ``deck_text.BaseError`` where ``base`` is no web address.
    """
    base = deck_text.base_of(base, lang)
    show = empty(TAGS[lang.code])
    _title_slide(show, catalog, deck, lang, base)
    for slide in each(deck.slides):
        shown = slide.shown(catalog, lang)
        paint(page(show, shown, shown.data, _told(catalog, slide, shown, lang, base), catalog, lang, slide))
    title = deck_text.deck_title(deck, lang)
    return saved(show, f"AidLens: {title}", deck_text.edition_line(catalog, lang), TAGS[lang.code])


def _told(catalog: Catalog, slide: Slide, shown: Exhibit, lang: Lang, base: str) -> Told:
    link = base + deck_text.path_of(slide, lang) if base else ""
    sources = lang.t("Sources: {sources}", sources=shown.source_line) if shown.source_line else ""
    return Told(
        deck_text.title_of(slide, shown),
        shown.subtitle,
        say(catalog, slide, lang) if slide.view.claim else "",
        deck_text.one_line(slide.question),
        " · ".join(filter(None, (shown.coverage, shown.more[0]))),
        sources,
        " · ".join(filter(None, (f"AidLens {catalog.edition}", deck_text.cut(link, 200)))),
        link,
        base,
        notes(catalog, slide, shown, lang, link),
    )


def notes(catalog: Catalog, slide: Slide, shown: Exhibit, lang: Lang, live: str) -> str:
    """What the presenter reads: own note, the safe sentence, the question, what limits the exhibit, its sources and their words."""
    own_title, own_note = deck_text.clean(slide.title).strip(), deck_text.clean(slide.note).strip()
    parts = [own_title if len(own_title) > 90 else "", own_note]
    said = say(catalog, slide, lang)
    parts.append(lang.t("What can safely be said: {sentence}", sentence=said) if said else "")
    if slide.question:
        parts.append(lang.t("Question for the room: {question}", question=deck_text.clean(slide.question)))
    if slide.title:
        parts.append(lang.t("The exhibit's own title: {title}", title=shown.title))
    parts += [shown.subtitle, *shown.lines]
    sources = [" ".join(part for part in item if part) for item in deck_text.sources_of(catalog, shown, lang)]
    if sources:
        parts.append("\n".join([lang.t("Sources:"), *sources]))
    quoted = deck_text.quotes_of(catalog, shown, lang)
    if quoted:
        parts.append("\n".join([lang.t("The pages' own words:"), *quoted, rights(lang)]))
    parts.append(lang.t("Live view: {path}", path=live) if live else "")
    return "\n\n".join(part for part in parts if part)


def _title_slide(show: Any, catalog: Catalog, deck: Deck, lang: Lang, base: str) -> None:
    slide = show.slides.add_slide(show.slide_layouts[TITLE_LAYOUT])
    title, subtitle = slide.shapes.title, slide.placeholders[1]
    text, size = text_metrics.fitted(deck_text.deck_title(deck, lang), FULL * 72, 2, (50, 46, 42, 38), "serif")
    tall = text_metrics.lines(text, size, FULL * 72, "serif") * size * 1.15 / 72
    write(title.text_frame, text, lang.code, size=size, serif=True, anchor="bottom")
    place(title, MARGIN, 0.95, FULL, tall)
    describe(title, "Title", text)
    about = lang.t("The open, sourced and mapped record of what Italy built in Afghanistan")
    shown_about, small = text_metrics.fitted(about, FULL * 72, 1, (22, 20, 18))
    write(subtitle.text_frame, shown_about, lang.code, size=small, colour=LIGHT.quiet)
    place(subtitle, MARGIN, 1.05 + tall, FULL, 0.45)
    describe(subtitle, "Subtitle", about)
    box(slide.shapes, Room(MARGIN, 0.4, 4, 0.5), "AidLens", "AidLens", lang.code, size=26, serif=True, colour=LIGHT.accent)
    live = base + deck_text.deck_path(deck, catalog, lang) if base else ""
    lines = [deck_text.edition_line(catalog, lang), deck_text.changed_line(catalog, deck, lang)]
    lines.append(
        lang.t(
            "The gap between what was counted and what can be traced is a finding about public sources, not a verdict on what was built."
        )
    )
    wide = FULL - (QR * 1.5 + 0.3 if 0 < len(live) <= deck_text.MOST_CODE else 0)
    words = "\n".join(line for line in lines if line)
    shown_live, _ = text_metrics.fitted(live, wide * 72, 1, (LEAST,))
    line = LEAST * text_metrics.LINE / 72
    high = text_metrics.lines(words, LEAST, wide * 72) * line
    top = HEIGHT - 0.3 - max(high + (line + 0.05 if live else 0), QR * 1.5 if wide < FULL else 0)
    picture = Room(MARGIN, 1.7 + tall, FULL, top - 0.3 - 1.7 - tall)
    canvas = Canvas(SLIDE, lang)
    canvas = replace(canvas, high=round(picture.height / picture.width * canvas.width))
    paint_parts(slide.shapes, cover_figure.draw(catalog, *held(catalog, deck, lang), canvas), picture, lang, about, base)
    rule(slide.shapes, MARGIN, top - 0.15, FULL, 0, LIGHT.rule, 1, "Rule", lang.t("A line above edition and licence"))
    room = Room(MARGIN, top, wide, high)
    box(slide.shapes, room, words, lang.t("Edition and licence"), lang.code, size=LEAST, colour=LIGHT.quiet)
    if live:
        room = Room(MARGIN, top + high + 0.05, wide, line)
        box(slide.shapes, room, shown_live, "Live view", lang.code, size=LEAST, colour=LIGHT.quiet, link=live)
    if wide < FULL:
        side = QR * 1.5
        code = slide.shapes.add_picture(io.BytesIO(qr_png(live)), Inches(WIDTH - MARGIN - side), Inches(top), Inches(side), Inches(side))
        describe(code, "QR", lang.t("QR code of the live view: {address}", address=deck_text.cut(live, 300)))
        code.click_action.hyperlink.address = live
    said = [*lines, lang.t("Live view: {path}", path=live) if live else ""]
    slide.notes_slide.notes_text_frame.text = "\n\n".join(line for line in said if line)
    for shape in slide.notes_slide.shapes:
        describe(shape, shape.name, lang.t("Notes") if shape.has_text_frame else lang.t("The slide"))
