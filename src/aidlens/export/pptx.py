"""A deck as a PowerPoint file: native charts, tables and shapes, notes, alternative text; the same deck gives the same bytes."""

from __future__ import annotations

import io
from typing import Any

from pptx.util import Inches

from aidlens.catalog import Catalog
from aidlens.deck import Deck, Slide, say
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.evidence import rights
from aidlens.exhibits.style import LIGHT
from aidlens.export import measure, words
from aidlens.export.pptx_exhibits import paint
from aidlens.export.pptx_frame import FULL, QR, TAGS, Room, Told, box, describe, page, qr_png, rule, write
from aidlens.export.pptx_theme import HEIGHT, MARGIN, TITLE_LAYOUT, WIDTH, empty, place, saved
from aidlens.i18n import Lang


def build(catalog: Catalog, deck: Deck, lang: Lang, base: str = "") -> bytes:
    """The deck's slides after a title slide. ``base`` is the site's address for links and QR codes; without it there are none.

    Raises ``words.BaseError`` where ``base`` is no web address.
    """
    base = words.base_of(base, lang)
    show = empty(TAGS[lang.code])
    _title_slide(show, catalog, deck, lang, base)
    for slide in deck.slides:
        shown = slide.shown(catalog, lang)
        paint(page(show, shown, shown.data, _told(catalog, slide, shown, lang, base), catalog, lang, slide))
    title = words.deck_title(deck, lang)
    return saved(show, f"AidLens: {title}", words.edition_line(catalog, lang), TAGS[lang.code])


def _told(catalog: Catalog, slide: Slide, shown: Exhibit, lang: Lang, base: str) -> Told:
    link = base + words.path_of(slide, lang) if base else ""
    sources = lang.t("Sources: {sources}", sources=shown.source_line) if shown.source_line else ""
    return Told(
        words.title_of(slide, shown),
        shown.subtitle,
        words.one_line(slide.question),
        # The map says how much it covers in its key, where there is room.
        " · ".join(filter(None, ("" if shown.draws_coverage else shown.coverage, shown.more[0]))),
        sources,
        " · ".join(filter(None, (f"AidLens {catalog.edition}", words.cut(link, 200)))),
        link,
        notes(catalog, slide, shown, lang, link),
    )


def notes(catalog: Catalog, slide: Slide, shown: Exhibit, lang: Lang, live: str) -> str:
    """What the presenter reads: own note, the safe sentence, the question, what limits the exhibit, its sources and their words."""
    own_title, own_note = words.clean(slide.title).strip(), words.clean(slide.note).strip()
    parts = [own_title if len(own_title) > 90 else "", own_note]
    said = say(catalog, slide, lang)
    parts.append(lang.t("What may safely be said: {sentence}", sentence=said) if said else "")
    if slide.question:
        parts.append(lang.t("Question for the room: {question}", question=words.clean(slide.question)))
    if slide.title:
        parts.append(lang.t("The exhibit's own title: {title}", title=shown.title))
    parts += [shown.subtitle, *shown.lines]
    sources = [" ".join(part for part in item if part) for item in words.sources_of(catalog, shown, lang)]
    if sources:
        parts.append("\n".join([lang.t("Sources:"), *sources]))
    quoted = words.quotes_of(catalog, shown, lang)
    if quoted:
        parts.append("\n".join([lang.t("The pages' own words:"), *quoted, rights(lang)]))
    parts.append(lang.t("Live view: {path}", path=live) if live else "")
    return "\n\n".join(part for part in parts if part)


def _title_slide(show: Any, catalog: Catalog, deck: Deck, lang: Lang, base: str) -> None:
    slide = show.slides.add_slide(show.slide_layouts[TITLE_LAYOUT])
    title, subtitle = slide.shapes.title, slide.placeholders[1]
    text, size = measure.fitted(words.deck_title(deck, lang), FULL * 72, 2, (54, 48, 44, 40), "serif")
    write(title.text_frame, text, lang.code, size=size, serif=True, anchor="bottom")
    place(title, MARGIN, 1.5, FULL, 1.9)
    describe(title, "Title", text)
    about = lang.t("The open, sourced and mapped record of what Italy built in Afghanistan")
    write(subtitle.text_frame, about, lang.code, size=24, colour=LIGHT.quiet)
    place(subtitle, MARGIN, 3.6, FULL, 0.8)
    describe(subtitle, "Subtitle", about)
    box(slide.shapes, Room(MARGIN, 0.5, 4, 0.5), "AidLens", "AidLens", lang.code, size=26, serif=True, colour=LIGHT.accent)
    rule(slide.shapes, MARGIN, 5.35, FULL, 0, LIGHT.rule, 1, "Rule", lang.t("A line above edition and licence"))
    live = base + words.deck_path(deck, catalog, lang) if base else ""
    lines = [words.edition_line(catalog, lang), words.changed_line(catalog, deck, lang)]
    lines.append(
        lang.t(
            "The gap between what was counted and what can be traced is a finding about public sources, not a verdict on what was built."
        )
    )
    wide = FULL - (QR * 1.5 + 0.3 if base and len(live) <= words.MOST_CODE else 0)
    room = Room(MARGIN, 5.5, wide, 1.1)
    box(
        slide.shapes, room, "\n".join(line for line in lines if line), lang.t("Edition and licence"), lang.code, size=16, colour=LIGHT.quiet
    )
    if live:
        shown_live, small = measure.fitted(live, wide * 72, 1, (12, 11))
        room = Room(MARGIN, HEIGHT - 0.55, wide, 0.25)
        box(slide.shapes, room, shown_live, "Live view", lang.code, size=small, colour=LIGHT.quiet, link=live)
    if 0 < len(live) <= words.MOST_CODE:
        side = QR * 1.5
        picture = slide.shapes.add_picture(io.BytesIO(qr_png(live)), Inches(WIDTH - MARGIN - side), Inches(5.5), Inches(side), Inches(side))
        describe(picture, "QR", lang.t("QR code of the live view: {address}", address=words.cut(live, 300)))
        picture.click_action.hyperlink.address = live
    said = [*lines, lang.t("Live view: {path}", path=live) if live else ""]
    slide.notes_slide.notes_text_frame.text = "\n\n".join(line for line in said if line)
    for shape in slide.notes_slide.shapes:
        describe(shape, shape.name, lang.t("Notes") if shape.has_text_frame else lang.t("The slide"))
