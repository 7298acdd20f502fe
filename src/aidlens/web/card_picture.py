"""A card drawn with Pillow in the house type and colours: headline, lines, bars, source line, mark. The same bytes each time."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from aidlens.catalog import site_dir
from aidlens.exhibits.style import LIGHT
from aidlens.web.previews import CARD_SIZE

MARGIN = 64


@dataclass(frozen=True)
class Row:
    """A bar of a card: ``share`` (0 to 1) solid, ``hatched`` (0 to 1) counted only or unknown; ``bounded`` ends in a point, ``note``
    stands below it.
    """

    name: str
    text: str
    share: float = 0.0
    hatched: float = 0.0
    bounded: bool = False
    note: str = ""


@dataclass(frozen=True)
class Card:
    """What a card says; the ``limit`` of its numbers always stands beside them."""

    kicker: str
    title: str
    lines: tuple[str, ...]
    rows: tuple[Row, ...]
    foot: str
    limit: str = ""


_SPELT = {"≈ ": "~", "≈": "~", "≥ ": "min. ", "≥": "min. "}


def drawable(words: str) -> str:
    """Words with the signs the fonts lack spelt otherwise; "" where one has no other spelling."""
    font = _font(False, 24, 400)
    for sign, other in _SPELT.items():
        if not _has(font, sign[0]):
            words = words.replace(sign, other)
    return words if all(_has(font, sign) for sign in set(words)) else ""


def _has(font: ImageFont.FreeTypeFont, sign: str) -> bool:
    return sign.isspace() or bytes(font.getmask(sign)) != bytes(font.getmask("\uffff"))


@cache
def _font(serif: bool, size: int, weight: int) -> ImageFont.FreeTypeFont:
    name = "newsreader-latin-standard-normal" if serif else "libre-franklin-latin-wght-normal"
    font = ImageFont.truetype(site_dir() / "static" / "fonts" / f"{name}.woff2", size)
    # Every axis keeps its default but the weight (and, for the serif, the optical size).
    wanted: dict[Any, int] = {b"Weight": weight, b"Optical Size": min(size, 72)}
    axes: list[Any] = font.get_variation_axes()
    font.set_variation_by_axes([min(max(wanted.get(axis["name"], axis["default"]), axis["minimum"]), axis["maximum"]) for axis in axes])
    return font


def draw(card: Card) -> bytes:
    """The card as PNG."""
    width, height = CARD_SIZE
    image = Image.new("RGB", CARD_SIZE, LIGHT.paper)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width, 10), fill=LIGHT.accent)
    _mark(pen, MARGIN, 48)
    pen.text((MARGIN + 48, 64), "AidLens", font=_font(True, 36, 600), fill=LIGHT.ink, anchor="lm")
    if card.kicker:
        pen.text((width - MARGIN, 64), card.kicker, font=_font(False, 24, 500), fill=LIGHT.quiet, anchor="rm")
    rows = card.rows
    top = height - 88 - 52 * len(rows)
    limit = _wrap(pen, drawable(card.limit), _font(False, 26, 400)) if card.limit else []
    # Above the bars; without bars below all else.
    beside = top - 34 * len(limit) - (18 if limit else 24)
    y = _headline(pen, card.title, 112, beside - 112 if rows else 330)
    for line in card.lines:
        if y > (beside - 42 if rows else height - 130):
            break
        y = _paragraph(pen, drawable(line), y + 8, 1 if rows else 2)
    if limit:
        _paragraph(pen, drawable(card.limit), beside if rows else y + 8, len(limit), LIGHT.ink)
    for number, row in enumerate(rows):
        _bar(image, pen, row, top + number * 52)
    pen.line((MARGIN, height - 76, width - MARGIN, height - 76), fill=LIGHT.rule, width=2)
    foot = _cut(pen, card.foot, _font(False, 22, 400), width - 2 * MARGIN)
    pen.text((MARGIN, height - 44), foot, font=_font(False, 22, 400), fill=LIGHT.quiet, anchor="lm")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _headline(pen: ImageDraw.ImageDraw, words: str, y: float, room: int) -> float:
    for size in (64, 56, 50, 44, 38, 32):
        font = _font(True, size, 400)
        lines = _wrap(pen, words, font)
        if len(lines) * size * 1.16 <= room or size == 32:
            break
    for line in lines[: int(room / (size * 1.16))]:
        pen.text((MARGIN, y), line, font=font, fill=LIGHT.ink)
        y += size * 1.16
    return y


def _paragraph(pen: ImageDraw.ImageDraw, words: str, y: float, most: int, colour: str = LIGHT.quiet) -> float:
    font = _font(False, 26, 400)
    lines = _wrap(pen, words, font)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(pen, " ".join(lines[most - 1 :]), font, CARD_SIZE[0] - 2 * MARGIN)]
    for line in lines:
        pen.text((MARGIN, y + 4), line, font=font, fill=colour)
        y += 34
    return y


def _wrap(pen: ImageDraw.ImageDraw, words: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and pen.textlength(longer, font=font) > CARD_SIZE[0] - 2 * MARGIN:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _cut(pen: ImageDraw.ImageDraw, words: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    if pen.textlength(words, font=font) <= room:
        return words
    while words and pen.textlength(f"{words} …", font=font) > room:
        words = words.rpartition(" ")[0]
    return f"{words} …"


def _bar(image: Image.Image, pen: ImageDraw.ImageDraw, row: Row, y: float) -> None:
    left, right, tall = MARGIN + 320, CARD_SIZE[0] - MARGIN - 230, 26
    font = _font(False, 25, 500)
    pen.text((MARGIN, y + tall / 2), _cut(pen, row.name, font, 300), font=font, fill=LIGHT.ink, anchor="lm")
    pen.text((CARD_SIZE[0] - MARGIN, y + tall / 2), drawable(row.text), font=font, fill=LIGHT.ink, anchor="rm")
    if row.hatched:
        _hatch(image, (left, int(y), left + round((right - left) * min(row.hatched, 1.0)), int(y) + tall))
    end = left + round((right - left) * min(row.share, 1.0))
    if row.share:
        pen.rectangle((left, y, max(end, left + 3), y + tall), fill=LIGHT.accent)
    if row.note:
        pen.text((left, y + tall + 2), drawable(row.note), font=_font(False, 18, 400), fill=LIGHT.quiet, anchor="la")
    if row.bounded and row.share:
        pen.polygon(((end, y), (end + 14, y + tall / 2), (end, y + tall)), fill=LIGHT.accent)


def _hatch(image: Image.Image, box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    wide, tall = max(right - left, 1), bottom - top
    # Drawn three times as large and shrunk: Pillow's own lines have hard edges.
    big = Image.new("RGB", (wide * 3, tall * 3), LIGHT.paper)
    pen = ImageDraw.Draw(big)
    for x in range(-tall * 3, wide * 3, 24):
        pen.line((x, tall * 3, x + tall * 3, 0), fill=LIGHT.quiet, width=5)
    image.paste(big.resize((wide, tall), Image.Resampling.LANCZOS), (left, top))
    ImageDraw.Draw(image).rectangle((left, top, right - 1, bottom), outline=LIGHT.quiet)


def _mark(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """The site's mark: a lens over three bars."""
    pen.ellipse((x, y, x + 29, y + 29), outline=LIGHT.accent, width=4)
    pen.line((x + 25, y + 25, x + 35, y + 35), fill=LIGHT.accent, width=5)
    for at, tall in ((9, 6), (14, 12), (19, 9)):
        pen.rectangle((x + at - 1, y + 21 - tall, x + at + 1, y + 21), fill=LIGHT.accent)
