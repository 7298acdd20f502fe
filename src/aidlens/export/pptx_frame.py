"""The frame of every slide: title, subtitle, foot with sources and the way to the live view, notes; and the words on it.

A painter gets a ``Page`` and draws the exhibit into its ``room``; it asks the page for a continuation where one slide is too small.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import segno
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches

from aidlens.catalog import Catalog
from aidlens.deck import Slide
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.style import LIGHT, Theme
from aidlens.export import text_metrics
from aidlens.export.deck_text import MOST_CODE
from aidlens.export.pptx_theme import HEIGHT, MARGIN, PLAIN_LAYOUT, WIDTH, paint, place, points

TAGS = {"en": "en-GB", "it": "it-IT"}
INK, QUIET = LIGHT.ink, LIGHT.quiet
FULL = WIDTH - 2 * MARGIN
QR = 0.98
LEAST = 14  # points: nothing on a slide is smaller


@dataclass(frozen=True)
class Room:
    """A rectangle on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


@dataclass(frozen=True)
class Told:
    """What is said on and with a slide: finished words. ``said`` is what can safely be said of its claim; ``site`` heads the addresses of
    marks, "" where no site is known.
    """

    title: str
    subtitle: str
    said: str
    question: str
    coverage: str
    sources: str
    live: str
    link: str
    site: str
    notes: str


@dataclass
class Page:
    """One slide being drawn. ``more`` makes the next slide of the same exhibit."""

    slide: Any
    room: Room
    shown: Exhibit
    data: pd.DataFrame
    told: Told
    catalog: Catalog
    words: Any
    own: Slide
    more: Callable[[], Page] = field(repr=False)
    next_height: float = 0.0

    @property
    def theme(self) -> Theme:
        """Colours of the slide."""
        return LIGHT

    @property
    def shapes(self) -> Any:
        """The slide's shapes."""
        return self.slide.shapes

    def text(self, room: Room, text: str, name: str, **style: Any) -> Any:
        """Words in a rectangle; see ``write`` for the style."""
        return box(self.slide.shapes, room, text, name, self.words.code, **style)

    def say(self, line: str, reserve: float = 0.34) -> None:
        """A quiet line at the foot of the room, which gets smaller by it."""
        text, size = text_metrics.fitted(line, self.room.width * 72, 1, (16, LEAST))
        self.text(
            Room(self.room.left, self.room.bottom - reserve + 0.06, self.room.width, reserve - 0.06),
            text,
            "Remark",
            size=size,
            colour=QUIET,
        )
        self.room = Room(self.room.left, self.room.top, self.room.width, self.room.height - reserve)


def describe(shape: Any, name: str, words: str) -> Any:
    """Give a shape its name and alternative text."""
    common = next(shape._element.iter(qn("p:cNvPr")))
    # The style of a theme brings shadows; every shape here says itself how it looks.
    for style in shape._element.findall(qn("p:style")):
        shape._element.remove(style)
    common.set("name", name[:80])
    common.set("descr", measure_cut(words))
    return shape


def measure_cut(words: str, most: int = 2000) -> str:
    """Alternative text of bounded length."""
    return words if len(words) <= most else words[: most - 1] + "…"


def box(shapes: Any, room: Room, text: str, name: str, code: str, **style: Any) -> Any:
    """A text box without margins."""
    shape = shapes.add_textbox(Inches(room.left), Inches(room.top), Inches(room.width), Inches(room.height))
    write(shape.text_frame, text, code, **style)
    return describe(shape, name, text)


def write(
    frame: Any,
    text: str,
    code: str,
    *,
    size: float = 18,
    colour: str = INK,
    bold: bool = False,
    serif: bool = False,
    italic: bool = False,
    align: str = "left",
    anchor: str = "top",
    link: str = "",
    wrap: bool = True,
) -> None:
    """Put text into a frame: one paragraph a line."""
    frame.word_wrap = wrap
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}[anchor]
    for index, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.alignment = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}[align]
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.italic = points(size), bold, italic or None
        if serif:
            run.font.name = "+mj-lt"
        if link:
            run.hyperlink.address = link
        else:
            paint(run.font.color, colour)
        run._r.get_or_add_rPr().set("lang", TAGS[code])


def rule(
    shapes: Any, left: float, top: float, width: float, height: float, colour: str, weight: float, name: str, words: str, dash: Any = None
) -> Any:
    """A straight line."""
    line = shapes.add_connector(1, Inches(left), Inches(top), Inches(left + width), Inches(top + height))
    paint(line.line.color, colour)
    line.line.width = points(weight)
    if dash is not None:
        line.line.dash_style = dash
    return describe(line, name, words)


def qr_png(text: str) -> bytes:
    """A QR code as a picture: dark on light, with its quiet zone."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=8, border=2, dark=INK, light="white")
    return out.getvalue()


def page(show: Any, shown: Exhibit, data: pd.DataFrame, told: Told, catalog: Catalog, words: Any, own: Slide, part: int = 1) -> Page:
    """A new slide with all but the exhibit on it."""
    slide = show.slides.add_slide(show.slide_layouts[PLAIN_LAYOUT])
    top = _head(slide, told, words, part)
    bottom = _foot(slide, told, words)
    later = bottom - _title(told, words, 2)[2] - 0.22
    if told.question and part == 1:
        text, size = text_metrics.fitted(told.question, FULL * 72, 2, (20, 18, 16), "serif")
        tall = text_metrics.lines(text, size, FULL * 72, "serif") * size * text_metrics.LINE / 72 + 0.08
        room = Room(MARGIN, bottom - tall, FULL, tall)
        box(slide.shapes, room, text, "Question", words.code, size=size, serif=True, italic=True, colour=LIGHT.accent)
        bottom -= tall + 0.08
    if told.said and part == 1:
        line = words.t("What can safely be said: {sentence}", sentence=told.said)
        text, size = text_metrics.fitted(line, (FULL - 0.2) * 72, 2, (22, 20, 18), "serif")
        if text != line:
            text, size = text_metrics.fitted(line, (FULL - 0.2) * 72, 3, (18, 16), "serif")
        tall = text_metrics.lines(text, size, (FULL - 0.2) * 72, "serif") * size * text_metrics.LINE / 72 + 0.08
        rule(
            slide.shapes, MARGIN + 0.03, bottom - tall, 0, tall, LIGHT.accent, 4.5, "Rule", words.t("A line beside what can safely be said")
        )
        room = Room(MARGIN + 0.2, bottom - tall, FULL - 0.2, tall)
        box(slide.shapes, room, text, "Said", words.code, size=size, serif=True, anchor="middle")
        bottom -= tall + 0.12
    slide.notes_slide.notes_text_frame.text = told.notes
    for shape in slide.notes_slide.shapes:
        describe(shape, shape.name, words.t("Notes") if shape.has_text_frame else words.t("The slide"))
    return Page(
        slide,
        Room(MARGIN, top, FULL, bottom - top),
        shown,
        data,
        told,
        catalog,
        words,
        own,
        lambda: page(show, shown, data, told, catalog, words, own, part + 1),
        later,
    )


def _title(told: Told, words: Any, part: int) -> tuple[str, float, float]:
    """The title of a part, its size, and its lower edge."""
    title = told.title if part == 1 else words.t("{title} (continued)", title=told.title)
    text, size = text_metrics.fitted(title, FULL * 72, 2, (32, 28, 26, 24), "serif")
    return text, size, 0.4 + text_metrics.lines(text, size, FULL * 72, "serif") * size * 1.15 / 72


def _head(slide: Any, told: Told, words: Any, part: int) -> float:
    text, size, bottom = _title(told, words, part)
    shape = slide.shapes.title
    place(shape, MARGIN, 0.4, FULL, bottom - 0.4)
    write(shape.text_frame, text, words.code, size=size, serif=True, anchor="bottom")
    describe(shape, "Title", text)
    top = bottom + 0.1
    if told.subtitle and part == 1:
        line, small = text_metrics.few_lines(told.subtitle, FULL * 72)
        tall = text_metrics.lines(line, small, FULL * 72) * small * text_metrics.LINE / 72
        box(slide.shapes, Room(MARGIN, top, FULL, tall), line, "Subtitle", words.code, size=small, colour=QUIET)
        top += tall + 0.06
    return top + 0.12


def _foot(slide: Any, told: Told, words: Any) -> float:
    """Sources and the way to the live view; the upper edge of the foot."""
    with_code = 0 < len(told.link) <= MOST_CODE
    top = HEIGHT - (QR + 0.3 if with_code else 0.98 if told.link else 0.72)
    wide = FULL - (QR + 0.25 if with_code else 0)
    rule(slide.shapes, MARGIN, top, FULL, 0, LIGHT.rule, 0.75, "Rule", words.t("A line between the exhibit and its sources"))
    y = top + 0.1
    for name, line, link, most in (
        ("Coverage", told.coverage, "", 1),
        (
            "Sources",
            told.sources if told.link else " · ".join(filter(None, (told.live, told.sources))),
            "",
            1 if told.coverage and not with_code else 2,
        ),
        ("Live view", told.live if told.link else "", told.link, 1),
    ):
        if not line or (name == "Coverage" and not with_code and told.question):
            continue
        text, size = text_metrics.fitted(line, wide * 72, most, (LEAST,))
        tall = text_metrics.lines(text, size, wide * 72) * size * text_metrics.LINE / 72
        box(slide.shapes, Room(MARGIN, y, wide, tall), text, name, words.code, size=size, colour=QUIET, link=link)
        y += tall + 0.03
    if with_code:
        picture = slide.shapes.add_picture(
            io.BytesIO(qr_png(told.link)), Inches(MARGIN + FULL - QR), Inches(top + 0.12), Inches(QR), Inches(QR)
        )
        describe(picture, "QR", words.t("QR code of the live view: {address}", address=told.link))
        picture.click_action.hyperlink.address = told.link
    return top - 0.1
