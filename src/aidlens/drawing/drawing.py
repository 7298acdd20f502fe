"""A drawing: text, lines, bars, symbols, areas and arrows at places of a canvas in px.

What belongs here: what a drawing is made of. How it becomes SVG or shapes of a slide is a renderer's business; where marks come from is
``of_figure``'s or an exhibit's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

NO_COLOUR = ""
Where = Literal["", "screen", "live"]
# Libre Franklin's line box in em, and from line to line.
ASCENT, DESCENT, LEADING = 0.966, 0.246, 1.3


def flat(items: tuple[Item, ...]) -> Iterator[Item]:
    """Items and, after each field and layer, what it holds."""
    for item in items:
        yield item
        if isinstance(item, (Field, Layer)):
            yield from flat(item.items)


def _seen(items: tuple[Item, ...]) -> Iterator[Part | Field]:
    """What is seen at last: the items of layers that stay, without the layers."""
    for item in items:
        if not isinstance(item, Layer):
            yield item
        elif not item.until:
            yield from _seen(item.items)


def block(lines: int, size: float) -> float:
    """The height in px of so many lines of words."""
    return (ASCENT + DESCENT + LEADING * (lines - 1)) * size


@dataclass(frozen=True)
class Link:
    """What a mark leads to and says: its address, its pointer words (lines), and an id that lasts from one drawing to the next.

    A line that ends in a space was only broken there: its sentence goes on in the next. ``share`` is a sentence that a live page shares,
    or copies, with the address instead of going there.
    """

    id: str
    href: str = ""
    words: tuple[str, ...] = ()
    share: str = ""

    @property
    def name(self) -> str:
        """The pointer words in one line, for readers of the screen."""
        return "".join(word if word.endswith(" ") else f"{word}: " for word in self.words if word)[:-2]


@dataclass(frozen=True)
class Hatch:
    """Parallel strokes on nothing: ``slope`` "/" or "\\\\", strokes ``size`` px apart, of which they cover the share ``solidity``."""

    colour: str
    slope: str
    size: float
    solidity: float

    @property
    def tile(self) -> float:
        """The side in px of the square that is repeated: slanted strokes are ``size`` apart across themselves."""
        return float(self.size * 2**0.5)

    @property
    def stroke(self) -> float:
        """The width of a stroke in px, as Plotly draws it (components/drawing, patterns)."""
        return float(self.solidity * self.size)


@dataclass(frozen=True)
class Run:
    """Words in one style; a ``colour`` of their own only where they have one."""

    words: str
    bold: bool = False
    italic: bool = False
    colour: str = NO_COLOUR


@dataclass(frozen=True)
class Text:
    """Lines of words, centred on ``y``; ``anchor`` says which point of a line stands at ``x``. ``plate`` is the colour behind them;
    ``where`` says where alone they stand: on a "screen", not on paper and in no file, or on a "live" page; "" for everywhere.
    """

    x: float
    y: float
    lines: tuple[tuple[Run, ...], ...]
    size: float
    colour: str
    anchor: Literal["start", "middle", "end"] = "start"
    plate: str = NO_COLOUR
    pad: float = 0.0
    where: Where = ""

    @property
    def plain(self) -> str:
        """The words alone, in one line."""
        return " ".join("".join(run.words for run in line).rstrip(" ") for line in self.lines)


@dataclass(frozen=True)
class Line:
    """A line through points; ``dash`` in px ("5,3"), "" for a whole one. With ``fill`` it is closed, and what it goes round has that
    colour: a land, on drawings that keep their shape, in pages and pictures only.
    """

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float
    dash: str = ""
    fill: str = NO_COLOUR


@dataclass(frozen=True)
class Bar:
    """A rectangle, upright: filled, hatched or outlined; ``where`` as for words."""

    x: float
    y: float
    width: float
    height: float
    fill: str = NO_COLOUR
    hatch: Hatch | None = None
    stroke: str = NO_COLOUR
    stroke_width: float = 0.0
    opacity: float = 1.0
    link: Link | None = None
    where: Where = ""


@dataclass(frozen=True)
class Mark:
    """A symbol of ``size`` px centred on a place; an open one has no fill. ``symbol`` is a name of ``symbols``."""

    x: float
    y: float
    symbol: str
    size: float
    fill: str = NO_COLOUR
    stroke: str = NO_COLOUR
    stroke_width: float = 0.0
    opacity: float = 1.0
    link: Link | None = None


@dataclass(frozen=True)
class Marks:
    """Symbols of one size and one style, centred on their places; one link opens them all. The last ``broken`` have a dashed edge; ``cut``
    is the colour of a cut through each, where there is one.
    """

    points: tuple[tuple[float, float], ...]
    symbol: str
    size: float
    fill: str = NO_COLOUR
    hatch: Hatch | None = None
    stroke: str = NO_COLOUR
    stroke_width: float = 0.0
    broken: int = 0
    cut: str = NO_COLOUR
    link: Link | None = None


@dataclass(frozen=True)
class Arrow:
    """A straight arrow from a tail to its head; without ``head`` only its line."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    width: float
    head: bool = True


@dataclass(frozen=True)
class Picture:
    """A part of a picture, stretched over a rectangle. ``href`` is where the site serves the picture, ``jpeg`` the file itself for what
    is taken along; ``part`` is left, top, right, bottom of what is seen, as shares of the picture.
    """

    x: float
    y: float
    width: float
    height: float
    href: str
    jpeg: bytes = field(repr=False)
    part: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)


Part = Text | Line | Bar | Mark | Marks | Arrow | Picture


@dataclass(frozen=True)
class Layer:
    """Items of a picture that a presenter builds up key by key: seen from the press ``since`` on, with ``until`` up to that press only.

    Everywhere else the picture is seen as it is at last.
    """

    items: tuple[Part | Field, ...]
    since: int
    until: int = 0


@dataclass(frozen=True)
class Field:
    """Parts that keep their places to each other, in px from the corner (``x``, ``y``) of a room: a narrower page shows the whole smaller.

    ``name`` is what readers of the screen hear of it as a grid, a stop of its own ("" where it is none); ``all`` opens the whole of it
    as a list, for fingers too large for a single mark. With ``lines`` its parts follow each other as words do, and so do keys; else keys
    go by where they stand. ``id`` lasts from one drawing to the next.
    """

    x: float
    y: float
    width: float
    height: float
    items: tuple[Part | Layer, ...]
    name: str
    all: Link | None = None
    lines: bool = True
    id: str = ""

    @property
    def placed(self) -> Iterator[Part]:
        """Its parts at their places on the canvas."""
        for item in _seen(self.items):
            match item:
                case Line():
                    yield replace(item, points=tuple((x + self.x, y + self.y) for x, y in item.points))
                case Marks():
                    yield replace(item, points=tuple((x + self.x, y + self.y) for x, y in item.points))
                case Arrow():
                    yield replace(item, x0=item.x0 + self.x, x1=item.x1 + self.x, y0=item.y0 + self.y, y1=item.y1 + self.y)
                case _:
                    yield replace(item, x=item.x + self.x, y=item.y + self.y)  # type: ignore[misc]


Item = Part | Field | Layer


@dataclass(frozen=True)
class Drawing:
    """Marks in the order they are painted, on a canvas of ``width`` × ``height`` px. ``fluid``: widths follow the page, heights stay."""

    width: float
    height: float
    items: tuple[Item, ...]
    fluid: bool = True

    @property
    def parts(self) -> Iterator[Part]:
        """All parts at their places on the canvas, those of fields too, in the order they are painted."""
        for item in self.seen:
            yield from item.placed if isinstance(item, Field) else (item,)

    @property
    def seen(self) -> tuple[Part | Field, ...]:
        """Its items as they are at last, without layers."""
        return tuple(_seen(self.items))

    @property
    def presses(self) -> int:
        """How many key presses build it up, 0 for one that is there at once."""
        return max((item.since for item in flat(self.items) if isinstance(item, Layer)), default=0)

    @property
    def bare(self) -> Drawing:
        """The same picture, its marks without words and ways of their own."""
        return replace(self, items=tuple(map(_bare, self.items)))

    @property
    def links(self) -> Iterator[Link]:
        """What can be opened, in the order it is painted, each once."""
        seen = set()
        for item in self.parts:
            link = getattr(item, "link", None)
            if link is not None and link.href and link.id not in seen:
                seen.add(link.id)
                yield link


def _bare(item: Item) -> Any:
    if isinstance(item, Field):
        return replace(item, all=None, name="", items=tuple(map(_bare, item.items)))
    if isinstance(item, Layer):
        return replace(item, items=tuple(map(_bare, item.items)))
    return replace(item, link=None) if isinstance(item, (Bar, Mark, Marks)) else item
