"""A drawing as SVG that stands in a page: words are words, marks that lead somewhere are links, both themes in one picture.

A fluid drawing is laid out by the page's width, as the live chart is: places across are shares of it, everything else is px. A drawing that
is not fluid keeps its shape and is scaled as a whole.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import count as count_up
from itertools import pairwise

from aidlens.drawing import ways
from aidlens.drawing.drawing import (
    ASCENT,
    LEADING,
    Arrow,
    Bar,
    Drawing,
    Field,
    Item,
    Layer,
    Line,
    Link,
    Mark,
    Marks,
    Picture,
    Run,
    Text,
    block,
)
from aidlens.drawing.palette import Palette
from aidlens.drawing.palette import short as _n
from aidlens.drawing.symbols import cut, outline

FINGER = 44.0  # px: what answers a finger is no smaller
# A mouse finds single marks; a finger gets the whole field.
SCREEN = "<style>@media print{.al-screen{display:none}}</style>"
TOUCH = "<style>.al-all rect{pointer-events:none}@media(pointer:coarse){.al-all rect{pointer-events:all}}</style>"


def svg(
    drawing: Drawing,
    *,
    name: str,
    title: str,
    description: str,
    dark: Drawing | None = None,
    dark_only: bool = False,
    link: Callable[[str], str] = lambda href: href,
    target: str = "",
    lasting: bool = False,
    inside: bool = False,
) -> str:
    """One ``<svg>``. ``name`` is unique on its page and heads its ids; ``dark`` is the same drawing in dark colours, shown where the page
    is dark, or on every screen with ``dark_only``; ``link`` writes an address as this page needs it ("" for no link); ``target`` is where
    links open; with ``lasting`` marks carry their ids, for drawings that follow each other; with ``inside`` pictures stand in it whole, for
    what is taken along.

    Raises ValueError where the dark drawing is not the same marks at the same places.
    """
    palette = Palette(name, dark_only)
    if dark is not None:
        palette.learn(drawing, dark)
    page = _Page(drawing, palette, link, target, lasting, inside)
    body = "".join(page.items())
    touch = (TOUCH if "al-all" in body else "") + (SCREEN if "al-screen" in body else "")
    # As a block of its own the picture never stands on a line of words, which would add to its height.
    # What it is laid out for is told, so that styles of paper can make it fit.
    size = f'width="100%" height="{_n(drawing.height)}" data-for="{_n(drawing.width)}"'
    if not drawing.fluid:
        size = f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}"'
    role = "group" if page.linked else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="al-d" {size} role="{role}" aria-labelledby="{name}-t" aria-describedby="{name}-d">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>{touch}{palette.head()}{body}</svg>'
    )


@dataclass
class _Page:
    drawing: Drawing
    palette: Palette
    link: Callable[[str], str]
    target: str
    lasting: bool
    inside: bool
    nth: Iterator[int] = field(default_factory=count_up)
    grid: bool = False
    linked: bool = False

    def items(self) -> Iterator[str]:
        yield from self.those(self.drawing.items)

    def those(self, items: tuple[Item, ...]) -> Iterator[str]:
        for item in items:
            number = next(self.nth)
            if self.lasting or getattr(item, "where", "") != "live":
                yield self.opened(item, self.one(number, item))

    def one(self, number: int, item: Item) -> str:
        match item:
            case Text():
                return self.text(number, item)
            case Line():
                return self.line(number, item)
            case Bar():
                return self.bar(number, item)
            case Mark():
                return self.mark(number, item)
            case Marks():
                return self.marks(number, item)
            case Field():
                return self.field(item)
            case Layer():
                return self.layer(item)
            case Arrow():
                return self.arrow(number, item)
            case Picture():
                return self.picture(number, item)

    def opened(self, item: Item, body: str) -> str:
        """A mark as a link; its title is its name for readers of the screen and its words for the pointer, without a script."""
        found: Link | None = getattr(item, "link", None)
        if found is None:
            return body
        words = f"<title>{escape(chr(10).join(found.words))}</title>" if any(found.words) else ""
        href = self.link(found.href) if found.href else ""
        if not href:
            return f"<g>{words}{body}</g>" if words else body
        self.linked = True
        target = f' target="{self.target}"' if self.target else ""
        mark = f' data-mark="{escape(found.id)}"' if self.lasting else ""
        mark += ' class="al-screen"' if getattr(item, "where", "") else ""
        mark += f' data-share="" data-copy="{escape(found.share)}" data-link="{escape(href)}"' if found.share else ""
        opened = f'<a href="{escape(href)}"{mark}{target}>{words}{body}</a>'
        return f'<g role="gridcell">{opened}</g>' if self.grid else opened

    def x(self, value: float) -> str:
        """A place or a length across: a share of the width where the drawing is fluid."""
        return f"{_n(value / self.drawing.width * 100, 3)}%" if self.drawing.fluid else _n(value)

    def text(self, number: int, item: Text) -> str:
        size = item.size
        first = item.y - block(len(item.lines), size) / 2 + ASCENT * size
        anchor = "" if item.anchor == "start" else f' text-anchor="{item.anchor}"'
        fill = f' fill="{self.palette.paint(number, "colour", item.colour)}" font-size="{_n(size)}"'
        screen = ' class="al-screen"' if item.where else ""
        spans = []
        nth = count_up()
        for at, line in enumerate(item.lines):
            # The colour of a run has its twin under the run's number among all of the text.
            runs = "".join(_run(run, self.palette.paint(number, f"run {next(nth)}", run.colour)) for run in line)
            if not runs:
                continue
            spans.append(f'<text{screen} x="{self.x(item.x)}" y="{_n(first + at * LEADING * size)}"{anchor}{fill}>{runs}</text>')
        words = "".join(spans)
        if not item.plate:
            return words
        # A wide stroke of the paper's colour behind the letters: no width of words has to be measured.
        plate = self.palette.paint(number, "plate", item.plate)
        style = f"paint-order:stroke;stroke:{plate};stroke-width:{_n(max(4 * item.pad, 6))}px;stroke-linejoin:round"
        return f'<g style="{style}">{words}</g>'

    def line(self, number: int, item: Line) -> str:
        dash = f' stroke-dasharray="{item.dash}"' if item.dash else ""
        stroke = f'stroke="{self.palette.paint(number, "colour", item.colour)}" stroke-width="{_n(item.width)}"{dash}'
        if self.drawing.fluid:
            return "".join(
                f'<line x1="{self.x(x0)}" y1="{_n(y0)}" x2="{self.x(x1)}" y2="{_n(y1)}" {stroke}/>'
                for (x0, y0), (x1, y1) in pairwise(item.points)
            )
        path = "M" + "L".join(f"{_n(x, 1)} {_n(y, 1)}" for x, y in item.points) + ("Z" if item.fill else "")
        return f'<path d="{path}" fill="{self.palette.paint(number, "fill", item.fill)}" {stroke}/>'

    def picture(self, number: int, item: Picture) -> str:
        """The part of the picture that is seen; where it has a dark twin, as a ground, since of two images a browser fetches both."""
        left, top, right, bottom = item.part
        place = f'x="{self.x(item.x)}" y="{_n(item.y)}" width="{self.x(item.width)}" height="{_n(item.height)}"'
        box = f'viewBox="{_n(left, 4)} {_n(top, 4)} {_n(right - left, 4)} {_n(bottom - top, 4)}" preserveAspectRatio="none"'
        dark = self.palette.pictures.get(number)
        if dark is None or dark.href == item.href:
            images = self.image(item)
        elif self.inside:
            images = self.image(item, self.palette.pair("inline", "none")) + self.image(dark, self.palette.pair("none", "inline"))
        else:
            wide, high = right - left, bottom - top
            at = " ".join(f"{_n(100 * low / (1 - room), 4) if room < 1 else 0}%" for low, room in ((left, wide), (top, high)))
            ground = self.palette.pair(f"url({item.href})", f"url({dark.href})")
            style = (
                f"display:block;height:100%;background:{ground} {at}/{_n(100 / wide, 4)}% {_n(100 / high, 4)}% no-repeat;"
                "-webkit-print-color-adjust:exact;print-color-adjust:exact"
            )
            part = f'data-part="{_n(left, 4)} {_n(top, 4)} {_n(wide, 4)} {_n(high, 4)}"'
            return f'<foreignObject {place} {part}><i xmlns="http://www.w3.org/1999/xhtml" style="{style}"></i></foreignObject>'
        return f"<svg {place} {box}>{images}</svg>"

    def image(self, item: Picture, shown: str = "") -> str:
        href = f"data:image/jpeg;base64,{b64encode(item.jpeg).decode()}" if self.inside else item.href
        style = f' style="display:{shown}"' if shown else ""
        return f'<image href="{escape(href)}" width="1" height="1" preserveAspectRatio="none"{style}/>'

    def bar(self, number: int, item: Bar) -> str:
        place = f'x="{self.x(item.x)}" y="{_n(item.y)}" width="{self.x(item.width)}" height="{_n(item.height)}"'
        fill = self.palette.hatch(item.hatch) if item.hatch else self.palette.paint(number, "fill", item.fill)
        # What has no fill answers the pointer all the same.
        free = ' pointer-events="all"' if item.link and fill == "none" else ""
        ground = f'<rect {place} fill="none" pointer-events="all"/>' if item.link and item.hatch else ""
        edge = (
            f' stroke="{self.palette.paint(number, "stroke", item.stroke)}" stroke-width="{_n(item.stroke_width)}"'
            if item.stroke_width
            else ""
        )
        clear = f' opacity="{_n(item.opacity)}"' if item.opacity != 1 else ""
        return f'{ground}<rect {place} fill="{fill}"{edge}{clear}{free}/>'

    def mark(self, number: int, item: Mark) -> str:
        fill, stroke = (self.palette.paint(number, part, getattr(item, part)) for part in ("fill", "stroke"))
        if fill == "none" and stroke == "none" and not item.link:
            return ""
        style = f'fill="{fill}"' + (f' stroke="{stroke}" stroke-width="{_n(item.stroke_width)}"' if item.stroke_width else "")
        style += f' opacity="{_n(item.opacity)}"' if item.opacity != 1 else ""
        style += ' pointer-events="all"' if item.link else ""
        points = outline(item.symbol, item.size)
        if not points:
            return f'<circle cx="{self.x(item.x)}" cy="{_n(item.y)}" r="{_n(item.size / 2)}" {style}/>'
        if not self.drawing.fluid:
            return f'<path d="{ways.path((item.x + x, item.y + y) for x, y in points)}" {style}/>'
        path = f'<path d="{ways.path(points)}" {style}/>'
        return f'<svg x="{self.x(item.x)}" y="{_n(item.y)}" overflow="visible">{path}</svg>'

    def marks(self, number: int, item: Marks) -> str:
        """All of them as one path, or, where they open something, one a line: one shape to paint, and as wide as what it opens."""
        fill = self.palette.hatch(item.hatch) if item.hatch else self.palette.paint(number, "fill", item.fill)
        style = f'fill="{fill}"'
        if item.stroke_width:
            style += f' stroke="{self.palette.paint(number, "stroke", item.stroke)}" stroke-width="{_n(item.stroke_width)}"'
        style += ' pointer-events="all"' if item.link else ""
        start, around = ways.ring(item.symbol, item.size)
        lines: dict[tuple[float, bool], list[str]] = {}
        before: dict[tuple[float, bool], tuple[float, float]] = {}
        for at, (x, y) in enumerate(item.points):
            # What opens nothing is one shape, however many lines it stands in.
            line = (y if item.link else 0.0, at >= len(item.points) - item.broken)
            # From mark to mark by the same step: a picture of many marks packs small.
            last = before.get(line)
            step = f"m{_n(x - last[0])} {_n(y - last[1])}" if last else f"M{_n(x + start[0])} {_n(y + start[1])}"
            lines.setdefault(line, []).append(step + around)
            before[line] = (x, y)
        dash = f' stroke-dasharray="{_n(item.stroke_width)},{_n(item.stroke_width)}"'
        found = "".join(f'<path d="{"".join(line)}" {style}{dash if broken else ""}/>' for (_, broken), line in lines.items())
        if not item.cut:
            return found
        start, around = ways.round_of(cut(item.symbol, item.size, item.stroke_width))
        way = "".join(f"M{_n(x + start[0])} {_n(y + start[1])}{around}" for x, y in item.points)
        return f'{found}<path d="{way}" fill="{self.palette.paint(number, "cut", item.cut)}"/>'

    def layer(self, item: Layer) -> str:
        """What a presenter's key shows: where there are no keys it is there, or was only on the way."""
        body = "".join(self.those(item.items))
        if not self.lasting:
            return "" if item.until else body
        until = f' data-until="{item.until}"' if item.until else ""
        return f'<g data-since="{item.since}"{until}>{body}</g>'

    def field(self, item: Field) -> str:
        """A field in a room of its own, a grid for readers of the screen; with a finger all of it is one target."""
        own = Drawing(item.width, item.height, item.items, fluid=False)
        inner = _Page(own, self.palette, self.link, self.target, self.lasting, self.inside, self.nth, grid=bool(item.name))
        cells = "".join(inner.items())
        href = self.link(item.all.href) if item.all else ""
        self.linked = self.linked or inner.linked or bool(href)
        if inner.linked and item.name:
            cells = f'<g role="grid" aria-label="{escape(item.name)}"><g role="row">{cells}</g></g>'
        if item.all and href:
            wide, tall = max(item.width, FINGER), max(item.height, FINGER)
            place = f'x="{_n((item.width - wide) / 2)}" y="{_n((item.height - tall) / 2)}"'
            high = f'<rect {place} width="{_n(wide)}" height="{_n(tall)}" fill="none"/>'
            target = f' target="{self.target}"' if self.target else ""
            cells += f'<a href="{escape(href)}" class="al-all"{target} tabindex="-1"><title>{escape(item.all.name)}</title>{high}</a>'
        room = f'x="{self.x(item.x)}" y="{_n(item.y)}" width="{self.x(item.width)}" height="{_n(item.height)}"'
        box = f'viewBox="0 0 {_n(item.width)} {_n(item.height)}" preserveAspectRatio="xMinYMin meet" overflow="visible"'
        name = f' class="al-field{" al-lines" if item.lines else ""}"' if item.name else ""
        name += f' data-field="{escape(item.id)}"' if item.id and self.lasting else ""
        return f"<svg{name} {room} {box}>{cells}</svg>"

    def arrow(self, number: int, item: Arrow) -> str:
        stroke = self.palette.paint(number, "colour", item.colour)
        path = ways.arrow(item.x0 - item.x1, item.y0 - item.y1, head=item.head)
        line = f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="{_n(item.width)}"/>'
        return f'<svg x="{self.x(item.x1)}" y="{_n(item.y1)}" overflow="visible">{line}</svg>'


def _run(run: Run, fill: str) -> str:
    style = (' font-weight="700"' if run.bold else "") + (' font-style="italic"' if run.italic else "")
    style += f' fill="{fill}"' if run.colour else ""
    return f"<tspan{style}>{escape(run.words)}</tspan>" if style else escape(run.words)
