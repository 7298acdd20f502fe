"""A drawing: text, lines, bars, symbols, areas and arrows at places of a canvas in px.

What belongs here: what a drawing is made of. How it becomes SVG or shapes of a slide is a renderer's business; where marks come from is
``of_figure``'s or an exhibit's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

NO_COLOUR = ""
# Libre Franklin's line box in em, and from line to line.
ASCENT, DESCENT, LEADING = 0.966, 0.246, 1.3


def block(lines: int, size: float) -> float:
    """The height in px of so many lines of words."""
    return (ASCENT + DESCENT + LEADING * (lines - 1)) * size


@dataclass(frozen=True)
class Link:
    """What a mark leads to and says: its address, its pointer words (lines), and an id that lasts from one drawing to the next."""

    id: str
    href: str = ""
    words: tuple[str, ...] = ()


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
    """Lines of words, centred on ``y``; ``anchor`` says which point of a line stands at ``x``. ``plate`` is the colour behind them."""

    x: float
    y: float
    lines: tuple[tuple[Run, ...], ...]
    size: float
    colour: str
    anchor: Literal["start", "middle", "end"] = "start"
    plate: str = NO_COLOUR
    pad: float = 0.0

    @property
    def plain(self) -> str:
        """The words alone, in one line."""
        return " ".join("".join(run.words for run in line) for line in self.lines)


@dataclass(frozen=True)
class Line:
    """A line through points; ``dash`` in px ("5,3"), "" for a whole one."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float
    dash: str = ""


@dataclass(frozen=True)
class Bar:
    """A rectangle, upright: filled, hatched or outlined."""

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
class Arrow:
    """A straight arrow from a tail to its head; without ``head`` only its line."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    width: float
    head: bool = True


Item = Text | Line | Bar | Mark | Arrow


@dataclass(frozen=True)
class Drawing:
    """Marks in the order they are painted, on a canvas of ``width`` × ``height`` px. ``fluid``: widths follow the page, heights stay."""

    width: float
    height: float
    items: tuple[Item, ...]
    fluid: bool = True

    @property
    def links(self) -> Iterator[Link]:
        """What can be opened, in the order it is painted, each once."""
        seen = set()
        for item in self.items:
            link = getattr(item, "link", None)
            if link is not None and link.href and link.id not in seen:
                seen.add(link.id)
                yield link
