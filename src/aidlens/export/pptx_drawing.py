"""A drawing as native shapes of a slide: one group with its alternative text, words as text boxes, marks that lead to their live view.

What belongs here: how each mark of a ``Drawing`` becomes a shape, and how a drawing is laid out for a room. What is drawn is the exhibit's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from typing import Any

from lxml import etree
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.freeform import FreeformBuilder
from pptx.util import Inches

from aidlens.drawing.drawing import LEADING, Arrow, Bar, Drawing, Hatch, Line, Link, Mark, Marks, Part, Picture, Text
from aidlens.drawing.symbols import Point, cut, outline
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.style import LIGHT, SLIDE, Canvas
from aidlens.export import text_metrics
from aidlens.export.deck_text import clean
from aidlens.export.pptx_frame import TAGS, Page, Room, describe
from aidlens.export.pptx_theme import paint, points
from aidlens.i18n import Lang

PRESSED = 0.62  # how far the lines of a figure may be moved together
ALIGN = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}
SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}
_EMU = 914_400


def paint_drawing(page: Page) -> None:
    """Draw the page's exhibit into its room as one group of shapes."""
    drawing, _ = laid_out(page.shown, page.room, page.words)
    paint_parts(page.shapes, drawing, page.room, page.words, page.shown.alt, page.told.site)


def paint_parts(shapes: Any, drawing: Drawing, room: Room, words: Lang, alt: str, site: str) -> None:
    """Draw a drawing into a room as one group of shapes with one alternative text; ``site`` heads the addresses of its marks."""
    group = shapes.add_group_shape()
    # python-pptx reckons the group's frame anew with every shape, from all before it: once at the end is enough.
    reckon, group.shapes._recalculate_extents = group.shapes._recalculate_extents, lambda: None
    painter = _Painter(room, words, site, group, drawing, min(room.width / drawing.width, room.height / drawing.height))
    for item in drawing.parts:
        painter.paint(item)
    reckon()
    describe(group, words.t("Drawing"), alt)


def laid_out(shown: Exhibit, room: Room, lang: Lang) -> tuple[Drawing, float]:
    """The exhibit's drawing for a room of a slide, and inches to a px of it: as wide as the room its type is ``LEAST`` at the least."""
    canvas = Canvas(SLIDE, lang)
    drawing = shown.legible(canvas, canvas.width, room.height / room.width * canvas.width, pressed=PRESSED)
    return drawing, min(room.width / drawing.width, room.height / drawing.height)


@dataclass
class _Painter:
    room: Room
    words: Lang
    site: str
    group: Any
    drawing: Drawing
    scale: float

    def paint(self, item: Part) -> None:
        match item:
            case Text():
                self.text(item)
            case Line():
                self.line(item)
            case Bar():
                self.bar(item)
            case Mark():
                self.mark(item)
            case Marks():
                self.marks(item)
            case Arrow():
                self.arrow(item)
            case Picture():
                self.picture(item)

    # ── places ──

    def at(self, x: float, y: float) -> tuple[int, int]:
        """A place of the drawing on the slide."""
        return round((self.room.left + x * self.scale) * _EMU), round((self.room.top + y * self.scale) * _EMU)

    def points(self, px: float) -> float:
        """A breadth or a size of type in points."""
        return px * self.scale * 72

    def holds(self, x: float, y: float) -> bool:
        return 0 <= x <= self.drawing.width and 0 <= y <= self.drawing.height

    # ── marks ──

    def text(self, item: Text) -> None:
        if not self.holds(item.x, item.y):
            return
        size = round(self.points(item.size), 1)
        wide = (
            max(sum(text_metrics.width(run.words, size, bold=run.bold) for run in line) for line in item.lines) / 72 + item.pad * self.scale
        )
        tall = (len(item.lines) * LEADING * size) / 72
        left, middle = (value / _EMU for value in self.at(item.x, item.y))
        shape = self.group.shapes.add_textbox(
            Inches(left - SHIFT[item.anchor] * wide), Inches(middle - tall / 2), Inches(wide), Inches(tall)
        )
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = False, MSO_ANCHOR.MIDDLE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        if item.plate:
            shape.fill.solid()
            paint(shape.fill.fore_color, item.plate)
        for number, line in enumerate(item.lines):
            paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
            paragraph.alignment, paragraph.line_spacing = ALIGN[item.anchor], points(LEADING * size)
            for run in line:
                written = paragraph.add_run()
                written.text = clean(run.words)
                written.font.size, written.font.bold, written.font.italic = points(size), run.bold, run.italic or None
                paint(written.font.color, run.colour or item.colour)
                written._r.get_or_add_rPr().set("lang", TAGS[self.words.code])
        describe(shape, "Text", item.plain)

    def picture(self, item: Picture) -> None:
        """The part of the picture that is seen; the slide holds the whole file."""
        left, top = (value / _EMU for value in self.at(item.x, item.y))
        size = Inches(item.width * self.scale), Inches(item.height * self.scale)
        shape = self.group.shapes.add_picture(BytesIO(item.jpeg), Inches(left), Inches(top), *size)
        shape.crop_left, shape.crop_top, right, bottom = item.part
        shape.crop_right, shape.crop_bottom = 1 - right, 1 - bottom
        describe(shape, "Picture", self.words.t("The ground of the map"))

    def line(self, item: Line) -> None:
        shape = self.path(list(item.points))
        shape.fill.background()
        self.edge(shape, item.colour, item.width)
        if item.dash:
            shape.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        describe(shape, "Line", self.words.t("A line of the drawing"))

    def path(self, corners: list[tuple[float, float]], *, closed: bool = False) -> Any:
        first, *rest = (self.at(x, y) for x, y in corners)
        builder = _Freeform.new(self.group.shapes, *first, 1.0, 1.0)
        builder.add_line_segments(rest, close=closed)
        return builder.convert_to_shape()

    def edge(self, shape: Any, colour: str, width: float) -> None:
        if colour and width:
            paint(shape.line.color, colour)
            shape.line.width = points(max(self.points(width), 0.5))
        else:
            shape.line.fill.background()

    def bar(self, item: Bar) -> None:
        x0, x1 = (min(max(x, 0), self.drawing.width) for x in (item.x, item.x + item.width))
        y0, y1 = (min(max(y, 0), self.drawing.height) for y in (item.y, item.y + item.height))
        if x0 >= x1 or y0 >= y1:
            return
        (left, top), (right, bottom) = self.at(x0, y0), self.at(x1, y1)
        shape = self.group.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, right - left, bottom - top)
        if item.hatch:
            _hatched(shape, item.hatch)
        else:
            _fill(shape, item.fill, item.opacity)
        self.edge(shape, item.stroke, item.stroke_width)
        self.named(shape, item.link, self.words.t("An area of the drawing"))

    def mark(self, item: Mark) -> None:
        target = not item.fill and not item.stroke  # makes the words below it answer a click
        if not self.holds(item.x, item.y) or (target and not (item.link and self.site)):
            return
        corners = outline(item.symbol, item.size)
        if corners:
            shape = self.path([(item.x + x, item.y + y) for x, y in corners], closed=len(corners) > 2)
        else:
            side = round(item.size * self.scale * _EMU)
            shape = self.group.shapes.add_shape(MSO_SHAPE.OVAL, *self.at(item.x - item.size / 2, item.y - item.size / 2), side, side)
        # What has no fill would answer a click at its edge alone.
        _fill(shape, LIGHT.paper if target else item.fill, 0 if target else item.opacity)
        self.edge(shape, item.stroke, item.stroke_width)
        self.named(shape, item.link, self.words.t("A sign of the drawing"))

    def marks(self, item: Marks) -> None:
        """All of them as one freeform, those with a broken edge as another, and the cuts through them as one more."""
        whole = len(item.points) - item.broken
        for part, broken in ((item.points[:whole], False), (item.points[whole:], True)):
            if part:
                self.freeform(item, part, outline(item.symbol, item.size) or _ring(item.size / 2), broken=broken)
        if item.cut:
            through = replace(item, fill=item.cut, hatch=None, stroke="")
            self.freeform(through, item.points, cut(item.symbol, item.size, item.stroke_width), broken=False)

    def freeform(self, item: Marks, places: tuple[Point, ...], corners: list[Point], *, broken: bool) -> None:
        builder: Any = None
        for x, y in places:
            first, *rest = (self.at(x + dx, y + dy) for dx, dy in corners)
            if builder is None:
                builder = _Freeform.new(self.group.shapes, *first, 1.0, 1.0)
            else:
                builder.move_to(*first)
            builder.add_line_segments(rest, close=True)
        shape = builder.convert_to_shape()
        if item.hatch:
            _hatched(shape, item.hatch)
        else:
            _fill(shape, item.fill, 1)
        self.edge(shape, item.stroke, item.stroke_width)
        if broken:
            shape.line.dash_style = MSO_LINE_DASH_STYLE.SQUARE_DOT
        self.named(shape, item.link, self.words.t("Signs of the drawing"))

    def arrow(self, item: Arrow) -> None:
        shape = self.group.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *self.at(item.x0, item.y0), *self.at(item.x1, item.y1))
        self.edge(shape, item.colour, item.width)
        if item.head:
            etree.SubElement(shape.line._get_or_add_ln(), qn("a:tailEnd"), type="arrow")
        describe(shape, "Arrow", self.words.t("A line of the drawing"))

    def named(self, shape: Any, link: Link | None, words: str) -> None:
        """Name a mark by what it says; where the site is known it leads there."""
        describe(shape, link.words[0] if link and link.name else "Mark", link.name if link and link.name else words)
        if link and link.href and self.site:
            shape.click_action.hyperlink.address = self.site + link.href
            next(shape._element.iter(qn("a:hlinkClick"))).set("tooltip", link.name)


def _ring(r: float) -> list[tuple[float, float]]:
    """A circle of radius ``r`` by its corners."""
    return [(r * math.cos(math.tau * step / 16), r * math.sin(math.tau * step / 16)) for step in range(16)]


def _hatched(shape: Any, hatch: Hatch) -> None:
    shape.fill.patterned()
    shape.fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL if hatch.slope == "/" else MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL
    paint(shape.fill.fore_color, hatch.colour)
    paint(shape.fill.back_color, LIGHT.paper)


class _Freeform(FreeformBuilder):
    """Looks once where its shape begins: the library looks through all the corners again for each of them."""

    @cached_property
    def shape_offset_x(self) -> Any:
        return super().shape_offset_x

    @cached_property
    def shape_offset_y(self) -> Any:
        return super().shape_offset_y


def _fill(shape: Any, colour: str, opacity: float) -> None:
    if not colour:
        shape.fill.background()
        return
    shape.fill.solid()
    paint(shape.fill.fore_color, colour)
    if opacity < 1:
        etree.SubElement(next(shape._element.spPr.find(qn("a:solidFill")).iterchildren()), qn("a:alpha"), val=str(round(opacity * 100_000)))
