"""Pictures over the land: the works beside the seats of their districts, all of them, or those a scene speaks of.

Fields are those of the map (``mapped_fields``), placed as there (``mapped_layout``). What no seat can place stands in a strip at the foot:
works known to a province, and those of districts that lie outside the frame.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Bar, Line, Link, Mark, Run, Text
from aidlens.exhibits import mapped_layout as layout
from aidlens.exhibits.mapped_fields import Spot, spots_of
from aidlens.exhibits.mapped_land import EXTENTS, courses, grounds
from aidlens.exhibits.mapped_layout import Asked, Box, Point
from aidlens.exhibits.scenes_cast import Player
from aidlens.exhibits.scenes_land import Ground
from aidlens.exhibits.scenes_picture import Brush, rule
from aidlens.exhibits.scenes_single import around, told
from aidlens.exhibits.style import mix
from aidlens.measures import borders, mapped
from aidlens.single_flight_cache import once
from aidlens.view import View


@dataclass(frozen=True)
class Plot:
    """A field's place: its plate on the canvas, the corner of its marks, how many stand in a row, its seat, and how it is labelled (see
    ``_label``).
    """

    spot: Spot
    plate: Box
    corner: Point
    per: int
    seat: Point
    label: str


def draw(brush: Brush, catalog: Catalog, view: View, extent: str, *, single: bool) -> None:
    """The land with its fields; with ``single`` works lifted, ringed by their district, with their page's own words."""
    ground = Ground(catalog, brush.canvas, extent, brush.fine)
    brush.laid.ground = extent
    players = {player.work: player for player in brush.cast.players}
    spots = spots_of(catalog, View(page="map", lang=view.lang), brush.lang, narrow=False)
    plots, far = _plots(ground, spots)
    if single:
        around(brush, ground, catalog, ring=False)
    _names(brush, ground, plots)
    under = len(brush.items)
    for plot in plots:
        _field(brush, ground, plot, [players[_work(dot.link)] for dot in plot.spot.dots], single=single)
    if single:
        around(brush, ground, catalog, ring=True)
    wide, high = ground.size.frame
    rule(brush, high)
    brush.items.append(Bar(0, high, wide, brush.height - high, fill=brush.theme.paper))
    apart = [(spot.name if spot.place else brush.lang.t("several"), _of(spot, players)) for spot in spots if spot.level != "district"]
    if far:
        apart.append((brush.lang.t("elsewhere"), [player for spot in far for player in _of(spot, players)]))
    guests = [player for player in brush.cast.players if player.guest]
    _strip(brush, ground, high, apart, guests, single=single)
    if single and ground.room:
        told(brush, ground.room, catalog, under)


def extent_for(catalog: Catalog, brush: Brush) -> str:
    """The part of the country a scene shows: the west, where any of its works lies there, else the whole."""
    named = [player for player in brush.cast.players if player.work in brush.scene.works]
    if not named or any(_in_west(catalog, player) for player in named):
        return "west"
    return "country"


def _in_west(catalog: Catalog, player: Player) -> bool:
    west, south, east, north = EXTENTS["west"]
    for key in (*player.row["districts"], *player.row["provinces"]) if player.row else ():
        lat, lon = mapped.point(catalog, str(catalog.row("places", key)["kind"]), key)
        if west <= lon <= east and south <= lat <= north:
            return True
    return False


def _work(link: Link) -> str:
    return link.id.partition(":")[2]


def _of(spot: Spot, players: dict[str, Player]) -> list[Player]:
    return [players[_work(dot.link)] for dot in spot.dots]


# ── fields ──


def _label(ground: Ground, spot: Spot) -> str:
    """What is written at a field: its "name" and number, its "number" alone, or nothing, where the picture has room for few."""
    if spot.works > 10:
        return "name"
    return "" if ground.view.extent == "country" else "number" if ground.canvas.narrow else "name"


def _shape(ground: Ground, spot: Spot, label: str) -> tuple[float, float, int, float]:
    """Width and height of a field with its words, marks in a row, and how high its marks stand."""
    pitch, em, count = ground.size.pitch, ground.size.type, len(spot.dots)
    per = max(1, min(count, math.ceil(math.sqrt(1.7 * count))))
    words = {"name": f"{spot.name} {spot.works}", "number": str(spot.works), "": ""}[label]
    high = math.ceil(count / per) * pitch + 4
    return max(ground.room_for(words, em) * 1.04, per * pitch + 4), high + (1.4 * em if label else 0), per, high


def _plots(ground: Ground, spots: tuple[Spot, ...]) -> tuple[list[Plot], list[Spot]]:
    """The fields whose seats lie in the frame, each with its place, and those that have none there."""
    frame, zoom = ground.frame(ground.step), ground.zooms[ground.step]
    assert frame is not None
    here = [spot for spot in spots if spot.level == "district" and layout.holds(frame, *layout.plane(spot.lon, spot.lat, zoom))]
    labels = [_label(ground, spot) for spot in here]
    places = list[Point | None]()
    for _ in range(3):
        shapes = [_shape(ground, spot, label) for spot, label in zip(here, labels, strict=True)]
        asked = tuple(Asked(layout.plane(spot.lon, spot.lat, 0), *shape[:2]) for spot, shape in zip(here, shapes, strict=True))
        places = _placed(ground.catalog, asked, zoom, frame, ground.kept(ground.step))
        if None not in places:
            break
        shorter = {"name": "number", "number": "", "": ""}
        labels = [label if place is not None else shorter[label] for label, place in zip(labels, places, strict=True)]
    plots, far = [], [spot for spot in spots if spot.level == "district" and spot not in here]
    for spot, shape, place, label in zip(here, shapes, places, labels, strict=True):
        if place is None:
            far.append(spot)
            continue
        wide, _, per, high = shape
        x, y = ground.seat(spot.lon, spot.lat)
        left, top = x + place[0] - wide / 2, y + place[1] - shape[1] / 2
        across = per * ground.size.pitch
        corner = left + (wide - across) / 2, top + 2
        plots.append(Plot(spot, (corner[0] - 2, top, corner[0] + across + 2, top + high), corner, per, (x, y), label))
    return plots, far


@once(64)
def _placed(catalog: Catalog, asked: tuple[Asked, ...], zoom: float, frame: Box, kept: tuple[Box, ...]) -> list[Point | None]:
    return layout.arrange(asked, zoom, courses(catalog, borders.PROVINCES), frame, kept)


def _field(brush: Brush, ground: Ground, plot: Plot, players: list[Player], *, single: bool) -> None:
    """One field: its plate, the line to its seat, its name with its number, its marks."""
    theme, em = brush.theme, ground.size.type
    left, top, right, foot = plot.plate
    middle = (plot.plate[0] + plot.plate[2]) / 2
    lit = [player for player in players if brush.scene.lights(player.work)]
    end = layout.leader(plot.seat, [plot.plate, (middle - 8, foot, middle + 8, foot + (1.3 * em if plot.label else 0))])
    if end is not None:
        brush.items.append(Line((plot.seat, end), mix(theme.quiet, theme.paper, 0.6), 1))
    brush.items.append(Mark(*plot.seat, "circle", 4, fill=theme.ink))
    brush.items.append(Bar(left, top, right - left, foot - top, fill=theme.paper))
    number = brush.lang.number(len(lit) if lit and not single else len(players))
    name = Run(f"{plot.spot.name} ") if plot.label == "name" else Run("")
    runs = tuple(run for run in (name, Run(number, bold=True) if lit else Run(number)) if run.words)
    colour = theme.ink if lit else theme.quiet
    if plot.label:
        brush.items.append(Text(middle, foot + 0.7 * em, (runs,), em, colour, "middle", plate=theme.paper, pad=0.6))
    brush.block(players, *plot.corner, ground.size.pitch, plot.per, lifted=single)


def _names(brush: Brush, ground: Ground, plots: list[Plot]) -> None:
    """The names of provinces and neighbours, where they are clear of all else."""
    if brush.narrow:
        return
    wide, high = ground.size.frame
    scale, (left, up) = 2 ** ground.zooms[ground.step], ground.corner(0)
    taken = list[Box]()
    for plot in plots:
        wide_of, middle = _shape(ground, plot.spot, plot.label)[0] * 0.6 + 6, (plot.plate[0] + plot.plate[2]) / 2
        taken.append((middle - wide_of, plot.plate[1] - 6, middle + wide_of, plot.plate[3] + 1.6 * ground.size.type))
    taken += [(plot.seat[0] - 5, plot.seat[1] - 5, plot.seat[0] + 5, plot.seat[1] + 5) for plot in plots]
    taken += [ground.room] if ground.room else []
    for key, words, spots in grounds(ground.catalog, brush.lang.code):
        half, tall = ground.name_room(words)
        boxes = [(x * scale - left - half, y * scale - up - tall, x * scale - left + half, y * scale - up + tall) for x, y in spots]
        inner = [box for box in boxes if layout.covers((0, 0, wide, high - 4), box)]
        box = next((box for box in inner if not any(layout.overlap(box, other) for other in taken)), None)
        if box:
            taken.append(box)
            brush.items.append(ground.ground_name(key, words, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2))


# ── the strip ──


def _strip(brush: Brush, ground: Ground, top: float, groups: list[tuple[str, list[Player]]], guests: list[Player], *, single: bool) -> None:
    """What has no seat in the frame, group by group."""
    lang, em, pitch = brush.lang, ground.size.type, ground.size.pitch
    said = lang.t("Without a place on this map: only the province is known, or it lies elsewhere")
    brush.write(0, top + 0.95 * em, lang.t("Without a place on this map:") if brush.brief else said, em, colour=brush.theme.quiet)
    y = top + 1.8 * em
    rows = max(1, math.floor((brush.height - y - 1.4 * em) / pitch))
    x, gap = 2.0, (0.35 if brush.narrow else 0.9) * em
    shown = [player for player in guests if brush.scene.lit and brush.scene.lights(player.work)]
    brush.guests(pitch)
    held = [*groups, *([(lang.t("private money"), shown)] if shown else [])]

    def wide(name: str, players: list[Player]) -> float:
        return max(math.ceil(len(players) / rows) * pitch, brush.letters(f"{name} {len(players)}", em)) + gap

    full = x + sum(wide(*group) for group in held) > brush.width
    for name, players in held:
        per = math.ceil(len(players) / rows)
        lit = [player for player in players if brush.scene.lights(player.work)]
        if full and not lit:
            name = ""  # what the scene does not speak of gives room to what it does
        number = lang.number(len(lit) if lit and not single else len(players))
        colour = brush.theme.ink if lit else brush.theme.quiet
        runs = (*([Run(f"{name} ")] if name else []), Run(number, bold=bool(lit)))
        brush.items.append(Text(x, y + 0.7 * em, (runs,), em, colour))
        brush.block(players, x, y + 1.5 * em, pitch, per, lifted=single)
        x += wide(name, players)
