"""A drawing as pixels, for pictures that must be pictures: painted three times as large and shrunk, in the house's own fonts."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from itertools import pairwise
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFont

from aidlens.catalog import site_dir
from aidlens.drawing.drawing import ASCENT, LEADING, Arrow, Bar, Drawing, Hatch, Line, Mark, Marks, Part, Picture, Run, Text, block
from aidlens.drawing.symbols import Point, cut, outline

FINER = 3  # Pillow's own lines have hard edges
HEAD = 6.0  # px, the arrow's head
SPELT = {"≈ ": "~", "≈": "~", "≥ ": "min. ", "≥": "min. ", "≠": "=/=", "└ ": ""}


def raster(drawing: Drawing, scale: float, paper: str) -> Image.Image:
    """The drawing as a picture: its px times ``scale``, on paper of this colour."""
    size = round(drawing.width * scale) * FINER, round(drawing.height * scale) * FINER
    painter = _Painter(Image.new("RGB", size, paper), scale * FINER)
    for item in drawing.parts:
        painter.paint(item)
    return painter.image.reduce(FINER)


@cache
def font(size: int, weight: int = 400, *, serif: bool = False) -> ImageFont.FreeTypeFont:
    """A font of the house: every axis keeps its default but the weight (and, for the serif, the optical size)."""
    name = "newsreader-latin-standard-normal" if serif else "libre-franklin-latin-wght-normal"
    found = ImageFont.truetype(site_dir() / "static" / "fonts" / f"{name}.woff2", size)
    wanted: dict[Any, int] = {b"Weight": weight, b"Optical Size": min(size, 72)}
    axes: list[Any] = found.get_variation_axes()
    found.set_variation_by_axes([min(max(wanted.get(axis["name"], axis["default"]), axis["minimum"]), axis["maximum"]) for axis in axes])
    return found


@lru_cache(maxsize=20_000)
def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of words is in px in the house's type of ``size`` px."""
    return font(100, 700 if bold else 400).getlength(words) * size / 100


@cache
def spelt(words: str) -> str:
    """Words with the signs the fonts lack spelt otherwise; "" where one has no other spelling."""
    for sign, other in SPELT.items():
        if not _has(sign[0]):
            words = words.replace(sign, other)
    return words if all(map(_has, set(words))) else ""


@cache
def _has(sign: str) -> bool:
    return sign.isspace() or bytes(font(24).getmask(sign)) != bytes(font(24).getmask("\uffff"))


@dataclass
class _Painter:
    image: Image.Image
    scale: float

    def __post_init__(self) -> None:
        self.pen = ImageDraw.Draw(self.image)

    def paint(self, item: Part) -> None:
        if getattr(item, "where", ""):
            return
        match item:
            case Text():
                self.text(item)
            case Line():
                if item.fill:
                    self.pen.polygon(self.at(item.points), item.fill)
                self.line(item.points, item.colour, item.width, tuple(map(float, item.dash.split(","))) if item.dash else ())
            case Bar():
                self.bar(item)
            case Mark():
                self.marks(Marks(((item.x, item.y),), item.symbol, item.size, item.fill, None, item.stroke, item.stroke_width))
            case Marks():
                self.marks(item)
            case Arrow():
                self.arrow(item)
            case Picture():
                self.picture(item)

    def at(self, points: Iterable[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def wide(self, px: float) -> int:
        return max(1, round(px * self.scale))

    def box(self, x: float, y: float, width: float, height: float) -> tuple[int, int, int, int]:
        return round(x * self.scale), round(y * self.scale), round((x + width) * self.scale), round((y + height) * self.scale)

    # ── words ──

    def text(self, item: Text) -> None:
        first = item.y - block(len(item.lines), item.size) / 2 + ASCENT * item.size
        plate = self.wide(max(4 * item.pad, 6) / 2) if item.plate else 0
        for at, line in enumerate(item.lines):
            runs = [(spelt(run.words) or run.words, self.font(run, item.size), run.colour or item.colour) for run in line]
            wide = sum(face.getlength(words) for words, face, _ in runs)
            left = item.x * self.scale - {"start": 0, "middle": 0.5, "end": 1}[item.anchor] * wide
            for words, face, colour in runs:
                place = left, (first + at * LEADING * item.size) * self.scale
                self.pen.text(place, words, colour, face, "ls", stroke_width=plate, stroke_fill=item.plate or None)
                left += face.getlength(words)

    def font(self, run: Run, size: float) -> ImageFont.FreeTypeFont:
        return font(round(size * self.scale), 700 if run.bold else 400)

    # ── marks ──

    def line(self, points: Iterable[Point], colour: str, width: float, dash: tuple[float, ...] = ()) -> None:
        if not colour:
            return
        for part in _dashed(list(points), dash) if dash else [list(points)]:
            self.pen.line(self.at(part), colour, self.wide(width), "curve")

    def bar(self, item: Bar) -> None:
        box = self.box(item.x, item.y, item.width, item.height)
        if item.fill or item.hatch:
            mask = Image.new("L", (max(1, box[2] - box[0]), max(1, box[3] - box[1])), round(255 * item.opacity))
            self.fill(box, mask, item.fill, item.hatch)
        if item.stroke and item.stroke_width:
            x, y, w, h = item.x, item.y, item.width, item.height
            self.line([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y), (x + w, y)], item.stroke, item.stroke_width)

    def fill(self, box: tuple[int, int, int, int], mask: Image.Image, colour: str, hatch: Hatch | None) -> None:
        """Colour a box through a mask; a hatch is the same on all of the picture, so that neighbours go on in each other."""
        if hatch:
            mask = ImageChops.multiply(mask, self.hatched(hatch, box))
        self.image.paste(hatch.colour if hatch else colour, (box[0], box[1]), mask)

    def hatched(self, hatch: Hatch, box: tuple[int, int, int, int]) -> Image.Image:
        wide, high = max(1, box[2] - box[0]), max(1, box[3] - box[1])
        mask = Image.new("L", (wide, high), 0)
        pen, step, down = ImageDraw.Draw(mask), hatch.tile * self.scale, hatch.slope == "\\"
        first = -(box[0] - box[1] if down else box[0] + box[1]) % step - step - (high if down else 0)
        for nth in range(math.ceil((wide + high) / step) + 2):
            x = first + nth * step
            pen.line([(x, 0), (x + (high if down else -high), high)], 255, self.wide(hatch.stroke))
        return mask

    def marks(self, item: Marks) -> None:
        corners, r = outline(item.symbol, item.size), item.size / 2
        if item.hatch:
            xs, ys, far = [x for x, _ in item.points], [y for _, y in item.points], 1.4 * item.size
            left, top, right, bottom = self.box(min(xs) - far, min(ys) - far, max(xs) - min(xs) + 2 * far, max(ys) - min(ys) + 2 * far)
            mask = Image.new("L", (right - left, bottom - top), 0)
            places = [(x - left / self.scale, y - top / self.scale) for x, y in item.points]
            self.shapes(ImageDraw.Draw(mask), places, corners, r, 255)
            self.fill((left, top, right, bottom), mask, "", item.hatch)
        elif item.fill and len(corners) != 2:
            self.shapes(self.pen, item.points, corners, r, item.fill)
        if item.stroke and item.stroke_width:
            ring = corners or [(r * math.cos(math.tau * step / 24), r * math.sin(math.tau * step / 24)) for step in range(24)]
            for nth, (x, y) in enumerate(item.points):
                dash = (item.stroke_width,) * 2 if nth >= len(item.points) - item.broken else ()
                self.line([(x + dx, y + dy) for dx, dy in (*ring, *ring[:2])], item.stroke, item.stroke_width, dash)
        if item.cut:
            self.shapes(self.pen, item.points, cut(item.symbol, item.size, item.stroke_width), r, item.cut)

    def shapes(self, pen: ImageDraw.ImageDraw, places: Iterable[Point], corners: list[Point], r: float, colour: Any) -> None:
        for x, y in places:
            if corners:
                pen.polygon(self.at((x + dx, y + dy) for dx, dy in corners), colour)
            else:
                pen.ellipse(self.box(x - r, y - r, 2 * r, 2 * r), colour)

    def arrow(self, item: Arrow) -> None:
        tip = item.x1, item.y1
        self.line([(item.x0, item.y0), tip], item.colour, item.width)
        dx, dy = item.x0 - item.x1, item.y0 - item.y1
        far = math.hypot(dx, dy) or 1.0
        ux, uy = HEAD * dx / far, HEAD * dy / far
        if item.head:
            sides = (ux - uy * 0.6, uy + ux * 0.6), (ux + uy * 0.6, uy - ux * 0.6)
            self.line([(tip[0] + x, tip[1] + y) for x, y in (sides[0], (0.0, 0.0), sides[1])], item.colour, item.width)

    def picture(self, item: Picture) -> None:
        left, top, right, bottom = self.box(item.x, item.y, item.width, item.height)
        whole = Image.open(BytesIO(item.jpeg)).convert("RGB")
        seen = tuple(share * side for share, side in zip(item.part, whole.size * 2, strict=True))
        self.image.paste(whole.resize((right - left, bottom - top), Image.Resampling.BICUBIC, seen), (left, top))  # type: ignore[arg-type]


def _dashed(points: list[Point], dash: tuple[float, ...]) -> Iterable[list[Point]]:
    """The pieces of a line that are drawn."""
    drawn, left = True, dash[0]
    nth = 0
    for (x0, y0), (x1, y1) in pairwise(points):
        far, at = math.hypot(x1 - x0, y1 - y0), 0.0
        while far - at > 1e-6:
            step = min(left, far - at)
            if drawn:
                yield [(x0 + (x1 - x0) * t / far, y0 + (y1 - y0) * t / far) for t in (at, at + step)]
            at, left = at + step, left - step
            if left <= 1e-6:
                nth, drawn = nth + 1, not drawn
                left = dash[nth % len(dash)]
