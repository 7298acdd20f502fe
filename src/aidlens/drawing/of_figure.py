"""The drawing of a Plotly figure: read from its traces, ranges, shapes and annotations, never written a second time.

It knows what figures of the house are made of (bars with a base, points and lines, straight shapes and rectangles, words and arrows; no
axes of Plotly's own) and raises ``ValueError`` for anything else, so that nothing is left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from typing import Any

import plotly.graph_objects as go
from shapely.geometry import LineString, box

from aidlens.drawing.drawing import Arrow, Bar, Drawing, Hatch, Item, Line, Link, Mark, Run, Text, block

CLEAR = "rgba(0,0,0,0)"
BEND = 0.35  # px: how far outlines may leave their course
ANCHORS: dict[str, Any] = {"left": "start", "center": "middle", "right": "end"}
Dict = dict[str, Any]


@dataclass(frozen=True)
class _Space:
    """From the axes' values to px of the canvas: ``px = at + value * by`` across and down; ``fluid`` where the two do not hang together."""

    width: float
    height: float
    across: tuple[float, float]
    down: tuple[float, float]
    fluid: bool

    def x(self, value: float) -> float:
        return self.across[0] + float(value) * self.across[1]

    def y(self, value: float) -> float:
        return self.down[0] + float(value) * self.down[1]

    def holds(self, item: Item) -> bool:
        """Whether an item is seen: on a map what lies outside its window is not."""
        x, y = getattr(item, "x", 0.0), getattr(item, "y", 0.0)
        return self.fluid or (0 <= x <= self.width and 0 <= y <= self.height)


def drawing_of(figure: go.Figure, width: float, lasting: Callable[[str], str] = str) -> Drawing:
    """The marks of a figure at this width in px; its height is the figure's own. Raises ValueError for what the house does not draw.

    ``lasting`` is what stays of a mark's address from view to view: its id is made of it.
    """
    content = figure.to_dict()
    layout, traces = content["layout"], content["data"]
    space = _space(layout, width, float(layout["height"]))
    shapes: dict[str, list[Item]] = {"below": [], "above": []}
    for shape in layout.get("shapes", ()):
        shapes[shape["layer"]].append(_shape(shape, space))
    marks = [item for kind in ("bar", "scatter") for item in _traces(traces, kind, space) if space.holds(item)]
    words = [item for note in layout.get("annotations", ()) for item in _annotation(note, space, layout["font"]) if space.holds(item)]
    items = _named([*shapes["below"], *marks, *shapes["above"], *words], lasting)
    return Drawing(space.width, space.height, tuple(items), space.fluid)


def _space(layout: Dict, width: float, height: float) -> _Space:
    x0, x1 = (float(value) for value in layout["xaxis"]["range"])
    y0, y1 = (float(value) for value in layout["yaxis"]["range"])
    if layout["yaxis"].get("scaleanchor") != "x":
        wide, tall = width / (x1 - x0), -height / (y1 - y0)
        return _Space(width, height, (-x0 * wide, wide), (-y1 * tall, tall), True)
    # One unit of y is ``scaleratio`` of x's px: the axis with room to spare shows more on both its sides.
    ratio = float(layout["yaxis"].get("scaleratio", 1))
    unit = min(width / (x1 - x0), height / (y1 - y0) / ratio)
    across = (width / 2 - unit * (x0 + x1) / 2, unit)
    return _Space(width, height, across, (height / 2 + unit * ratio * (y0 + y1) / 2, -unit * ratio), False)


def _shape(shape: Dict, space: _Space) -> Item:
    x0, x1, y0, y1 = space.x(shape["x0"]), space.x(shape["x1"]), space.y(shape["y0"]), space.y(shape["y1"])
    line = shape["line"]
    if shape["type"] == "line":
        return Line(((x0, y0), (x1, y1)), line["color"], line["width"], _dash(line.get("dash", "solid")))
    if shape["type"] == "rect":
        return Bar(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0), shape["fillcolor"], opacity=float(shape.get("opacity", 1)))
    raise ValueError(f"no way to draw a shape of type {shape['type']!r}")


def _dash(dash: str) -> str:
    return "" if dash == "solid" else dash.replace("px", "")


# ── traces ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _traces(traces: list[Dict], kind: str, space: _Space) -> Iterator[Item]:
    for trace in traces:
        if trace["type"] not in ("bar", "scatter"):
            raise ValueError(f"no way to draw a trace of type {trace['type']!r}")
        if trace["type"] == kind:
            yield from _bars(trace, space) if kind == "bar" else _points(trace, space)


def _bars(trace: Dict, space: _Space) -> Iterator[Item]:
    marker = trace["marker"]
    lying = trace.get("orientation") == "h"
    for index, (x, y, base, thick) in enumerate(zip(trace["x"], trace["y"], trace["base"], trace["width"], strict=True)):
        if lying:
            xs, ys = (space.x(base), space.x(base + x)), (space.y(y - thick / 2), space.y(y + thick / 2))
        else:
            xs, ys = (space.x(x - thick / 2), space.x(x + thick / 2)), (space.y(base), space.y(base + y))
        yield Bar(
            min(xs),
            min(ys),
            abs(xs[1] - xs[0]),
            abs(ys[1] - ys[0]),
            _colour(_of(marker["color"], index)),
            _hatch(marker),
            _colour(marker["line"].get("color", CLEAR)),
            float(marker["line"]["width"]),
            link=_link(trace, index),
        )


def _hatch(marker: Dict) -> Hatch | None:
    pattern = marker.get("pattern")
    return pattern and Hatch(pattern["fgcolor"], pattern["shape"], pattern["size"], pattern["solidity"])


def _points(trace: Dict, space: _Space) -> Iterator[Item]:
    if "lines" in trace["mode"]:
        yield from _lines(trace, space)
    if "markers" not in trace["mode"]:
        return
    for index, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        yield _mark(trace, index, space.x(x), space.y(y))
        if "text" in trace["mode"]:
            yield from _beside(trace, index, space.x(x), space.y(y))


def _mark(trace: Dict, index: int, x: float, y: float) -> Mark:
    marker, link = trace["marker"], _link(trace, index)
    symbol, size = str(_of(marker.get("symbol", "circle"), index)), float(_of(marker["size"], index))
    edge = marker.get("line", {})
    colour, width = _colour(_of(marker["color"], index)), float(_of(edge.get("width", 0), index))
    line = _colour(_of(edge.get("color", CLEAR), index))
    if symbol.endswith("-open"):
        return Mark(x, y, symbol.removesuffix("-open"), size, stroke=colour, stroke_width=width or 1, link=link)
    if symbol.startswith("line-"):
        return Mark(x, y, symbol, size, stroke=line, stroke_width=width, link=link)
    return Mark(x, y, symbol, size, colour, line if width else "", width, float(marker.get("opacity", 1)), link)


def _beside(trace: Dict, index: int, x: float, y: float) -> Iterator[Item]:
    words = _of(trace["text"], index)
    if trace.get("textposition") != "middle right":
        raise ValueError("words stand to the right of their mark")
    if words:
        # plotly.js, drawing.textPointPosition: a little more than the mark's half, for symbols that reach further than a circle.
        shift = float(_of(trace["marker"]["size"], index)) / 2 / 0.8 + 1
        yield Text(x + shift, y, _runs(words), float(trace["textfont"]["size"]), trace["textfont"]["color"])


def _lines(trace: Dict, space: _Space) -> Iterator[Line]:
    style, points = trace["line"], list[tuple[float, float]]()
    for x, y in [*zip(trace["x"], trace["y"], strict=True), (None, None)]:
        if x is None or x != x:
            parts = (tuple(points),) if space.fluid else _seen(tuple(points), space.width, space.height)
            for part in parts:
                if len(part) > 1:
                    yield Line(part, style["color"], style["width"], _dash(style.get("dash", "solid")))
            points = []
        else:
            if points and style.get("shape") == "hv":
                points.append((space.x(x), points[-1][1]))
            points.append((space.x(x), space.y(y)))


@lru_cache(maxsize=2048)
def _seen(points: tuple[tuple[float, float], ...], width: float, height: float) -> tuple[tuple[tuple[float, float], ...], ...]:
    # The parts of an outline inside the window, without bends too small to be seen: the same for every theme and filter.
    if len(points) < 2:
        return ()
    inside = LineString(points).intersection(box(0, 0, width, height))
    parts = [part for part in getattr(inside, "geoms", [inside]) if isinstance(part, LineString) and not part.is_empty]
    return tuple(tuple(part.simplify(BEND).coords) for part in parts)


def _link(trace: Dict, index: int) -> Link | None:
    href = _of(trace["customdata"], index) if trace.get("customdata") is not None else ""
    words = str(trace.get("hovertemplate") or "").replace("<extra></extra>", "")
    if "%{text}" in words:
        words = words.replace("%{text}", str(_of(trace["text"], index)))
    if trace.get("hoverinfo") == "skip":
        words = ""
    if not href and not words:
        return None
    return Link("", str(href or ""), tuple("".join(run.words for run in line).lstrip() for line in _runs(words)))


def _named(items: list[Item], lasting: Callable[[str], str]) -> Iterator[Item]:
    # A mark is named by what lasts of its address, and by how many marks before it have the same.
    seen: dict[str, int] = {}
    for item in items:
        link = getattr(item, "link", None)
        if link is not None:
            name = lasting(link.href) if link.href else ""
            seen[name] = seen.get(name, 0) + 1
            yield replace(item, link=replace(link, id=f"{name}#{seen[name]}"))
        else:
            yield item


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _annotation(note: Dict, space: _Space, font: Dict) -> Iterator[Item]:
    x, y = space.x(note["x"]) + float(note.get("xshift", 0)), space.y(note["y"]) - float(note.get("yshift", 0))
    if note.get("showarrow", True):
        x0 = space.x(note["ax"]) if note.get("axref") == "x" else x + float(note["ax"])
        y0 = space.y(note["ay"]) if note.get("ayref") == "y" else y + float(note["ay"])
        yield Arrow(x0, y0, x, y, note["arrowcolor"], float(note["arrowwidth"]), bool(note.get("arrowhead", 1)))
    if note.get("text"):
        # Words without a plate begin where they are put: Plotly would keep two px for a frame that is not seen.
        pad = float(note.get("borderpad", 0))
        anchor = note.get("xanchor", "center")
        shift = {"left": pad, "right": -pad}.get(anchor, 0.0)
        style = font | note.get("font", {})
        plate = note.get("bgcolor", "")
        lines, size = _runs(note["text"]), float(style["size"])
        y += {"top": 0.5, "bottom": -0.5}.get(note.get("yanchor", ""), 0.0) * block(len(lines), size)
        yield Text(x + shift, y, lines, size, style["color"], ANCHORS[anchor], plate, pad)


_TAG = re.compile(r"""<(/?)(b|i|br|span)(?: style=['\"]color:(#\w+)['\"])?\s*/?>""")


def _runs(words: str) -> tuple[tuple[Run, ...], ...]:
    """Lines of runs from the little markup Plotly reads: <b>, <i>, <br>, a <span> with a colour, and entities."""
    lines: list[list[Run]] = [[]]
    bold = italic = False
    colour = ""
    at = 0
    for found in [*_TAG.finditer(words), None]:
        text = unescape(words[at : found.start() if found else len(words)])
        if text:
            lines[-1].append(Run(text, bold, italic, colour))
        if found:
            at = found.end()
            if found[2] == "br":
                lines.append([])
            elif found[2] == "b":
                bold = not found[1]
            elif found[2] == "span":
                colour = "" if found[1] else found[3] or ""
            else:
                italic = not found[1]
    return tuple(tuple(line) for line in lines)


def _of(value: Any, index: int) -> Any:
    return value[index] if isinstance(value, (list, tuple)) or hasattr(value, "__array__") else value


def _colour(colour: str) -> str:
    return "" if colour == CLEAR else colour
