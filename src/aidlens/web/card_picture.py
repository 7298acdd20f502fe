"""A card as PNG: headline, limit and lines in the house type, below them the drawing it speaks of. The same bytes each time."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, replace
from itertools import combinations

from PIL import Image, ImageDraw, ImageFont

from aidlens.drawing.drawing import Arrow, Bar, Drawing, Field, Line, Mark, Marks, Part, Picture, Text, block
from aidlens.drawing.raster import font, raster, spelt
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.style import LIGHT, SLIDE, Canvas
from aidlens.i18n import Lang
from aidlens.web.previews import CARD_SIZE

MARGIN, FOOT = 30, 56
ROOM = CARD_SIZE[0] - 2 * MARGIN
SIZE, LEAST = 30, 19  # px: the type of a drawing as it is laid out, and the least of any word on the card
LAND = 486  # px of a map's drawing
PRESSED = 0.45  # how far the lines of a figure may be moved together
MEET = 3  # so many words more may touch others than where they have all the room they want
COLOURS = 128


@dataclass(frozen=True)
class Card:
    """What a card says; the ``limit`` of its numbers always stands beside them. ``item`` is what it shows of it, in ``lang``."""

    kicker: str
    title: str
    lines: tuple[str, ...]
    foot: str
    lang: Lang
    limit: str = ""
    item: Exhibit | None = None


def draw(card: Card) -> bytes:
    """The card as PNG."""
    width, height = CARD_SIZE
    image = Image.new("RGB", CARD_SIZE, LIGHT.paper)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width, 7), fill=LIGHT.accent)
    _mark(pen, MARGIN, 20)
    pen.text((MARGIN + 44, 38), "AidLens", font=font(30, 600, serif=True), fill=LIGHT.ink, anchor="lm")
    pen.text((width - MARGIN, 38), card.kicker, font=font(22, 500), fill=LIGHT.quiet, anchor="rm")
    limit = _wrap(pen, spelt(card.limit), font(22)) if card.limit else []
    drawn = card.item is not None and card.item.draw is not None and not card.item.data.empty
    y = _headline(pen, card.title, 70, 100 if drawn else 300)
    below = y + 28 * len(limit) + 12
    laid = laid_out(card.item, card.lang, height - FOOT - below - 8) if drawn and card.item else None
    if laid is None:
        for line in card.lines:
            if y < height - FOOT - 70 - 28 * len(limit):
                y = _paragraph(pen, spelt(line), y + 8, 2 if len(card.lines) < 6 else 1)
    _paragraph(pen, spelt(card.limit), y + 2, len(limit), LIGHT.ink, 22)
    if laid is not None:
        picture = raster(*laid, LIGHT.paper)
        image.paste(picture, ((width - picture.width) // 2, round(below)))
    pen.line((MARGIN, height - FOOT, width - MARGIN, height - FOOT), fill=LIGHT.rule, width=2)
    pen.text((MARGIN, height - FOOT / 2), _cut(pen, card.foot, font(20), ROOM), font=font(20), fill=LIGHT.quiet, anchor="lm")
    out = io.BytesIO()
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


# ── its drawing ───────────────────────────────────────────────────────────────────────────────────────────────────


def laid_out(item: Exhibit, lang: Lang, high: float) -> tuple[Drawing, float] | None:
    """The exhibit's drawing for a room of the card, and how many px of the card one of its own is; None where too little of it fits."""
    canvas = Canvas(replace(SLIDE, size=SIZE), lang)
    made, scale = item.drawn(canvas), ROOM / canvas.width
    if isinstance(made, Drawing) and not made.fluid:
        return _mapped(item, canvas, high)
    is_whole = isinstance(made, Drawing)
    drawing = _squeezed(item.drawing(canvas), high / scale) if is_whole else _pressed(item, canvas, high / scale)
    if drawing.height * scale <= high:
        return drawing, scale
    if not is_whole and _has_axis(drawing):
        return None
    drawing = _upper(drawing, high / scale)
    return (drawing, scale) if drawing.height * scale > high / 2 else None


def _mapped(item: Exhibit, canvas: Canvas, high: float) -> tuple[Drawing, float]:
    """A map keeps its shape: where that makes it small its type is larger."""
    while True:
        canvas = replace(canvas, high=int(LAND + 3.6 * canvas.theme.size))
        drawing = item.smaller(canvas)
        # Without the empty room at its right.
        right = max(
            part.x + (_wide(part) if isinstance(part, Text) else part.width) for part in drawing.items if isinstance(part, (Picture, Text))
        )
        drawing = replace(drawing, width=min(right, drawing.width))
        scale = min(ROOM / drawing.width, high / drawing.height)
        if canvas.theme.size * scale >= LEAST or canvas.theme.size > 2 * SIZE:
            return drawing, scale
        canvas = replace(canvas, theme=replace(canvas.theme, size=math.ceil(LEAST / scale)))


def _pressed(item: Exhibit, canvas: Canvas, room: float) -> Drawing:
    """A figure too high is pressed together, for its lines stand well apart, as long as no words meet; one that is low uses the room."""
    laid = item.legible(canvas, canvas.width, room, pressed=PRESSED)
    own = item.legible(canvas, canvas.width, 0, pressed=1.0)
    return own if _meeting(laid) > _meeting(own) + MEET else laid


def _squeezed(drawing: Drawing, room: float) -> Drawing:
    """The same of a drawing of lines one below the other."""
    share = room / drawing.height
    if not PRESSED <= share < 1 or any(isinstance(item, Field) and item.height > 1.5 * SIZE for item in drawing.seen):
        return drawing
    laid = replace(drawing, height=room, items=tuple(_moved(item, share) for item in drawing.seen))
    return drawing if _meeting(laid) > _meeting(drawing) + MEET else laid


def _moved(item: Part | Field, share: float) -> Part | Field:
    match item:
        case Line() | Marks():
            return replace(item, points=tuple((x, y * share) for x, y in item.points))
        case Arrow():
            return replace(item, y0=item.y0 * share, y1=item.y1 * share)
        case Text() | Mark():
            return replace(item, y=item.y * share)
        case _:
            return replace(item, y=(item.y + item.height / 2) * share - item.height / 2)


def _has_axis(drawing: Drawing) -> bool:
    """Whether an axis stands below it, without which the rest says nothing."""
    places = [item.y for item in drawing.items if isinstance(item, Text)]
    return places.count(max(places, default=0.0)) > 2


def _meeting(drawing: Drawing) -> int:
    """How many words stand on others."""
    boxes = []
    for item in drawing.parts:
        if isinstance(item, Text) and not item.where:
            wide = _wide(item)
            left = item.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[item.anchor] * wide
            (top, foot), edge = _span(item), 0.12 * item.size  # a line's box is higher than its letters
            boxes.append((left, left + wide, top + edge, foot - edge))
    pairs = combinations(boxes, 2)
    return sum(one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3] for one, other in pairs)


def _wide(item: Text) -> float:
    """How wide words are, in px of their drawing."""
    return max(font(100).getlength("".join(run.words for run in line)) for line in item.lines) * item.size / 100


def _upper(drawing: Drawing, high: float) -> Drawing:
    """As much of a drawing from its top as there is room for, no mark and no words of it cut through."""
    spans = [span for span in map(_span, drawing.seen) if span[1] - span[0] < drawing.height / 2]
    ends = [end for _, end in spans if end <= high and not any(top < end < foot for top, foot in spans)]
    end = max(ends, default=0.0)
    return replace(drawing, height=end, items=tuple(item for item in drawing.seen if _span(item)[0] < end))


def _span(item: Part | Field) -> tuple[float, float]:
    """From where to where an item reaches down."""
    match item:
        case Text():
            half = block(len(item.lines), item.size) / 2
            return item.y - half, item.y + half
        case Bar() | Field() | Picture():
            return item.y, item.y + item.height
        case Mark():
            return item.y - item.size / 2, item.y + item.size / 2
        case Line() | Marks():
            half = item.size / 2 if isinstance(item, Marks) else item.width / 2
            return min(y for _, y in item.points) - half, max(y for _, y in item.points) + half
        case Arrow():
            return min(item.y0, item.y1), max(item.y0, item.y1)


# ── its words ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _headline(pen: ImageDraw.ImageDraw, words: str, y: float, room: int) -> float:
    # On one line where that can be, for what is shown below needs the room.
    for size, most in ((52, 1), (46, 1), (40, 1), (36, 1), (52, 9), (46, 9), (42, 9), (38, 9), (34, 9)):
        lines = _wrap(pen, words, font(size, serif=True))
        if len(lines) <= most and len(lines) * size * 1.14 <= room:
            break
    for line in lines[: int(room / (size * 1.14))]:
        pen.text((MARGIN, y), line, font=font(size, serif=True), fill=LIGHT.ink)
        y += size * 1.14
    return y


def _paragraph(pen: ImageDraw.ImageDraw, words: str, y: float, most: int, colour: str = LIGHT.quiet, size: int = 26) -> float:
    lines = _wrap(pen, words, font(size))
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(pen, " ".join(lines[most - 1 :]), font(size), ROOM)]
    for line in lines:
        pen.text((MARGIN, y + 4), line, font=font(size), fill=colour)
        y += round(size * 1.28)
    return y


def _wrap(pen: ImageDraw.ImageDraw, words: str, face: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and pen.textlength(longer, font=face) > ROOM:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _cut(pen: ImageDraw.ImageDraw, words: str, face: ImageFont.FreeTypeFont, room: float) -> str:
    if pen.textlength(words, font=face) <= room:
        return words
    while words and pen.textlength(f"{words} …", font=face) > room:
        words = words.rpartition(" ")[0]
    return f"{words} …"


def _mark(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """The site's mark: a lens over three bars."""
    pen.ellipse((x, y, x + 29, y + 29), outline=LIGHT.accent, width=4)
    pen.line((x + 25, y + 25, x + 35, y + 35), fill=LIGHT.accent, width=5)
    for at, tall in ((9, 6), (14, 12), (19, 9)):
        pen.rectangle((x + at - 1, y + 21 - tall, x + at + 1, y + 21), fill=LIGHT.accent)
