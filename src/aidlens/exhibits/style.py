"""The look of every figure: the only colours, fonts, patterns and sizes.

What belongs here: the palette of each theme, the grammar of bars (hatched = not itemised, light to full = how well a work
is known; that of marks stands in ``pen``), and the common layout. Contrast and colour-blind safety are computed in the tests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import plotly.graph_objects as go

from aidlens.i18n import Lang

Axis = tuple[float, float] | dict[str, Any]
SANS = "Libre Franklin, Helvetica Neue, Arial, sans-serif"
SERIF = "Newsreader, Georgia, Times New Roman, serif"

LIGHT_KINDS = {
    "school": "#184798",
    "health": "#8D102A",
    "water": "#3699AF",
    "transport": "#995202",
    "security": "#4E535E",
    "public": "#8131E2",
    "agriculture": "#7B9430",
    "culture": "#BE6682",
}
DARK_KINDS = {
    "school": "#7092E4",
    "health": "#EE5077",
    "water": "#66D4C3",
    "transport": "#E58B3F",
    "security": "#DBE6F2",
    "public": "#BFB0EA",
    "agriculture": "#D4DC69",
    "culture": "#BD7FA8",
}
# A kind's colour as text needs 4.5:1 on paper: the three that fall short have a darker step.
LIGHT_KIND_TEXT = LIGHT_KINDS | {"water": "#1F7085", "agriculture": "#5C7020", "culture": "#A04A68"}
DARK_KIND_TEXT = DARK_KINDS | {"culture": "#CF95BB", "health": "#F2708F"}

SYMBOLS = {
    "school": "square",
    "health": "cross",
    "water": "circle",
    "transport": "line-ew",
    "security": "diamond",
    "public": "triangle-up",
    "agriculture": "hexagon",
    "culture": "star",
}


@dataclass(frozen=True)
class Theme:
    """The colours and the type size (px) of one theme."""

    name: str
    paper: str
    panel: str
    ink: str
    quiet: str
    rule: str
    accent: str
    link: str
    kinds: Mapping[str, str] = field(repr=False, compare=False)
    kind_text: Mapping[str, str] = field(repr=False, compare=False)
    size: int = 14

    @property
    def dark(self) -> bool:
        """Whether ink is lighter than paper."""
        return self.paper != LIGHT.paper


LIGHT = Theme("light", "#FBF8F2", "#F4EFE4", "#1F2328", "#5B6168", "#E2DACB", "#184798", "#184798", LIGHT_KINDS, LIGHT_KIND_TEXT)
DARK = Theme("dark", "#14181D", "#1D232A", "#ECE7DD", "#A9AFB6", "#343B44", "#7092E4", "#9DB4EE", DARK_KINDS, DARK_KIND_TEXT)
PROJECTOR = Theme(
    "projector",
    "#0B0E12",
    "#161B21",
    "#FFFFFF",
    "#D5DAE0",
    "#4A525C",
    "#9DB4EE",
    "#B9C9F4",
    DARK_KINDS,
    DARK_KIND_TEXT,
    28,
)
# The flat colour in which the relief of each theme ends, for what of the ground lies beyond it; a test holds it to the picture.
GROUNDS = {"light": "#E8E5DC", "dark": "#181B22", "projector": "#13161D"}
# What makes a theme's colours, beside its name and its type size.
INKS = ("paper", "panel", "ink", "quiet", "rule", "accent", "link", "kinds", "kind_text")
# The projector's twin for bright rooms: the same least type on paper.
WALL = replace(LIGHT, name="wall", quiet="#42484F", size=PROJECTOR.size)
# The same for a page of slides, which is not as high as a screen in a room.
SLIDE = replace(WALL, name="slide", size=29)  # 14 points and a little on a slide
THEMES = {theme.name: theme for theme in (LIGHT, DARK, PROJECTOR)}


@dataclass(frozen=True)
class Canvas:
    """What a figure is drawn for: theme, language, and whether the column is narrow (a phone). ``shape`` tells apart what a map has room
    for in such a column: "middle" (a tablet, a small window), "low" (a phone held sideways), "" (a phone). ``high`` is the height in px
    of the room that a drawing without axes fills, on a wall or a slide (0 for one that is as high as it needs).
    """

    theme: Theme
    lang: Lang
    narrow: bool = False
    shape: str = ""
    high: int = 0

    @property
    def large(self) -> bool:
        """Whether type is as large as on a projector, to be read from the back of a room."""
        return self.theme.size > 1.5 * LIGHT.size and not self.narrow

    @property
    def width(self) -> int:
        """The usual width of the column in px: what a drawing is laid out for before the page's own is known."""
        return 354 if self.narrow else 1760 if self.large else 1152


def mix(colour: str, paper: str, share: float) -> str:
    """A colour mixed into the paper: ``share`` of the colour (0 to 1), the rest paper."""
    front, back = (tuple(int(item[i : i + 2], 16) for i in (1, 3, 5)) for item in (colour, paper))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in zip(front, back, strict=True))


def hatch(colour: str, shape: str = "/", size: int = 6, solidity: float = 0.2) -> dict[str, object]:
    """The marker of a hatched bar: counted or claimed but not itemised. Fine "/" = counted only, wide "\\" = reported in bulk."""
    return {
        "color": "rgba(0,0,0,0)",
        "pattern": {"shape": shape, "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)", "size": size, "solidity": solidity},
        "line": {"width": 0},
    }


def plain_figure(canvas: Canvas, height: float, traces: Sequence[Mapping[str, Any]], x: Axis, y: Axis, **layout: Any) -> go.Figure:
    """A figure in the house style: no grid, no frame, own fonts, height in px, width left to the page.

    ``x`` and ``y`` are the ranges of its axes, or all that is set of them. A figure is handed over at once, unchecked: to check each
    property takes Plotly ten times as long as to draw it. A test has it check every exhibit's.
    """
    theme = canvas.theme
    bare = {"showgrid": False, "zeroline": False, "showline": False, "fixedrange": True, "showticklabels": False, "ticks": ""}
    axes = {name: bare | (axis if isinstance(axis, dict) else {"range": list(axis)}) for name, axis in (("xaxis", x), ("yaxis", y))}
    own = {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": SANS, "size": theme.size, "color": theme.ink},
        "showlegend": False,
        "bargap": 0.4,
        "barmode": "overlay",
        "dragmode": False,
    }
    return go.Figure({"data": [dict(trace) for trace in traces], "layout": own | axes | layout}, _validate=False)
