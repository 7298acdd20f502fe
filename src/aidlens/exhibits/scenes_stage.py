"""The scenes as one stage for a live page: every mark once, with its place in each scene, and what is drawn around them a layer a scene.

What belongs here: the stage as SVG and the places as data. How marks move from scene to scene is the browser's business
(``ui/assets/scenes.js``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Drawing, Field, Marks
from aidlens.drawing.palette import Palette
from aidlens.drawing.palette import short as _n
from aidlens.drawing.svg import svg
from aidlens.drawing.symbols import outline
from aidlens.exhibits import scenes
from aidlens.exhibits.pen import TINT, within
from aidlens.exhibits.scenes_cast import Player, Scene, cast_of, scenes_of
from aidlens.exhibits.scenes_picture import Brush, Laid, standing
from aidlens.exhibits.style import DARK, INKS, LIGHT, Canvas
from aidlens.single_flight_cache import once
from aidlens.templates import Markup, render
from aidlens.view import View

UNIT = 10.0  # px: the size in which a mark is written; its place in a scene says how large it is shown
LOOKS = ("found", "bulk", "counted")
STANDING = "standing"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Stage:
    """``grounds`` and ``layers`` are SVG by extent and by scene, ``marks`` the SVG of all marks, ``places`` where they stand (JSON)."""

    width: float
    height: float
    grounds: Mapping[str, str]
    layers: Mapping[str, str]
    marks: str
    places: str


@once(16)
def stage(catalog: Catalog, view: View, canvas: Canvas, captions: tuple[tuple[str, str], ...], *, inside: bool = False) -> Stage:
    """The stage for a canvas; ``captions`` are the scenes' words by id. ``inside``: pictures are held whole, not by address."""
    light, dark, only = _themes(canvas)
    said = dict(captions)
    shown = scenes_of(catalog)
    laid = [scenes.laid(catalog, scene, view, light) for scene in shown]
    twins = [scenes.laid(catalog, scene, view, dark) for scene in shown]
    brush = laid[0][1]
    how = {"dark_only": only, "lasting": True, "inside": inside}
    layers = {
        scene.id: svg(_layer(*one), dark=_layer(*other), name=f"scene-{scene.id}", title=said.get(scene.id, ""), description="", **how)  # type: ignore[arg-type]
        for scene, one, other in zip(shown, laid, twins, strict=True)
    }
    grounds = {}
    # What was only counted, or told of as a group, stands where it stands in every scene that has it: it is written once.
    fullest = max(range(len(laid)), key=lambda at: (len(standing(*laid[at])), all(crowd.lit for crowd in laid[at][0].crowds)))
    one, other = (_standing(*each[fullest]) for each in (laid, twins))
    grounds[STANDING] = svg(one, dark=other, name="scene-standing", title="", description="", **how)  # type: ignore[arg-type]
    for extent in dict.fromkeys(found.ground for found, _ in laid if found.ground):
        one, other = (Drawing(brush.width, brush.height, scenes.ground(catalog, extent, each), fluid=False) for each in (light, dark))
        grounds[extent] = svg(one, dark=other, name=f"ground-{extent}", title="", description="", **how)  # type: ignore[arg-type]
    return Stage(brush.width, brush.height, grounds, layers, _marks(catalog, view, light, dark, only), _places(shown, laid))


def _themes(canvas: Canvas) -> tuple[Canvas, Canvas, bool]:
    """The canvas in light and in dark colours, and whether the dark ones are those of every screen."""
    if canvas.theme in (LIGHT, DARK):
        return replace(canvas, theme=LIGHT), replace(canvas, theme=DARK), False
    paper = replace(canvas.theme, **{name: getattr(LIGHT, name) for name in INKS})
    return replace(canvas, theme=paper), canvas, True


def _layer(laid: Laid, brush: Brush) -> Drawing:
    """What a scene has around its marks: words and lines."""
    return Drawing(brush.width, brush.height, tuple(laid.items), fluid=False)


def _standing(laid: Laid, brush: Brush) -> Drawing:
    room = brush.width, brush.height
    fields = (Field(0, 0, *room, (marks,), "", id=key) for key, marks in standing(laid, brush).items())
    return Drawing(*room, tuple(fields), fluid=False)


# ── marks ──


@dataclass(frozen=True)
class _Player:
    """A work as it is written: its link, its colours, the way round its symbol, how many times it stands there."""

    href: str
    id: str
    words: str
    colour: str
    way: str
    units: int


def _marks(catalog: Catalog, view: View, light: Canvas, dark: Canvas, only: bool) -> str:
    cast = cast_of(catalog, view, light.lang)
    palette, brush = Palette("players", only), Brush(light, cast, scenes_of(catalog)[0])
    players = [_player(player, brush, dark, palette) for player in cast.players]
    title, head = light.lang.t("The works, mark by mark"), Markup(palette.head())
    return render("players.svg", width=_n(brush.width), height=_n(brush.height), title=title, head=head, players=players, tint=TINT)


def _player(player: Player, brush: Brush, dark: Canvas, palette: Palette) -> _Player:
    colour = palette.pair(brush.theme.kinds[player.family], dark.theme.kinds[player.family])
    style = brush.style(player.family, "found", 1.0)
    way = _way(style, within(replace(style, stroke_width=0.6), UNIT))
    return _Player(player.link.href, player.link.id, chr(10).join(player.link.words), colour, way, player.units)


def _way(style: Marks, size: float) -> str:
    points, r = outline(style.symbol, size), size / 2
    if not points:
        return f"M{_n(-r)} 0a{_n(r)} {_n(r)} 0 1 0 {_n(2 * r)} 0a{_n(r)} {_n(r)} 0 1 0-{_n(2 * r)} 0"
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) + "Z"


# ── places ──


def _places(shown: tuple[Scene, ...], laid: list[tuple[Laid, Brush]]) -> str:
    """The places of all units in tenths of a px, once for scenes that share them; for each scene how its marks look."""
    kept: list[list[int]] = []
    told = []
    for scene, (found, brush) in zip(shown, laid, strict=True):
        places = list(_numbers(found, brush.cast.players))
        if places not in kept:
            kept.append(places)
        looks = "".join(_look(found, player) for player in brush.cast.players)
        stands = enumerate(found.stands[player.work, 0] for player in brush.cast.players)
        lifted = {nth: round(stand.lifted * 10) for nth, stand in stands if stand.lifted}
        lit = {f"counted:{crowd.claim}": crowd.lit for crowd in found.crowds}
        grouped = {player.work: found.stands[player.work, 0] for player in brush.cast.players}
        lit |= {f"grouped:{work}": stand.lit for work, stand in grouped.items() if stand.look == "bulk"}
        told.append({"id": scene.id, "at": kept.index(places), "looks": looks, "ground": found.ground, "standing": lit, "lifted": lifted})
    return json.dumps({"unit": UNIT, "places": kept, "scenes": told}, separators=(",", ":"))


def _numbers(laid: Laid, players: tuple[Player, ...]) -> Iterator[int]:
    for player in players:
        for nth in range(player.units):
            stand = laid.stands[player.work, nth]
            yield from (round(stand.x * 10), round(stand.y * 10), round(stand.side * 10))


def _look(laid: Laid, player: Player) -> str:
    """How a work looks, as one digit: the look, and whether it is lit (3) and seen (6)."""
    stand = laid.stands[player.work, 0]
    return DIGITS[LOOKS.index(stand.look) + 3 * stand.lit + 6 * stand.seen]
