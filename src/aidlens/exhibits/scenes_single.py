"""Single works of a scene: what of the land is known of each, and what their pages say, in their own words."""

from __future__ import annotations

import math
from dataclasses import replace

import shapely

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Bar, Line, Mark, Run, Text
from aidlens.exhibits import evidence
from aidlens.exhibits import mapped_layout as layout
from aidlens.exhibits.base import cited
from aidlens.exhibits.mapped_figure import HALO_METRES
from aidlens.exhibits.mapped_layout import Box
from aidlens.exhibits.scenes_land import Ground
from aidlens.exhibits.scenes_picture import Brush
from aidlens.i18n import Lang
from aidlens.measures import mapped, quotes

LINE = 1.36  # em from line to line


def around(brush: Brush, ground: Ground, catalog: Catalog, *, ring: bool) -> None:
    """What of the land is known of each lit work: the surroundings of its district, or the outline of its provinces. A ring lies over the
    fields.
    """
    scale = 2 ** ground.zooms[ground.step]
    drawn = set()
    for player in brush.cast.players:
        if player.work not in brush.scene.works or not player.row:
            continue
        colour = brush.theme.kinds[player.family]
        if player.row["spot"] == "district" and player.row["at"] not in drawn:
            drawn.add(player.row["at"])
            lat, lon = mapped.point(catalog, "district", player.row["at"])
            reach = HALO_METRES / layout.EARTH * layout.WORLD * scale / math.cos(math.radians(lat))
            look = {"stroke": colour, "stroke_width": 1.5} if ring else {"fill": colour, "opacity": 0.25}
            brush.items.append(Mark(*ground.seat(lon, lat), "circle", 2 * reach, **look))  # type: ignore[arg-type]
        for key in player.row["provinces"] if player.row["spot"] != "district" and not ring else ():
            if key in drawn:
                continue
            drawn.add(key)
            for outline in mapped.outline_rings(catalog)[key]:
                way = shapely.simplify(shapely.LineString([ground.seat(lon, lat) for lon, lat in outline]), 0.9)
                brush.items.append(Line(tuple((round(x, 1), round(y, 1)) for x, y in way.coords), colour, 2.5))


def told(brush: Brush, room: Box, catalog: Catalog, under: int) -> None:
    """The lit works in words: name, place and date, the page's own words and whose they are; ``under`` is where among the items a line to
    them lies below all fields.
    """
    theme, px = brush.theme, brush.fine
    left, top, right, foot = room
    wide = right - left - 2 * px
    lines: list[tuple[Run, ...]] = []
    named = [player for key in brush.scene.works for player in brush.cast.players if player.work == key]
    for player in named:
        assert player.row is not None
        if lines and not brush.brief:
            lines.append((Run(""),))
        most = 2 if len(named) == 1 else 1
        lines += [
            (Run(line, bold=True, colour=theme.kind_text[player.family]),) for line in brush.broken(player.link.words[0], wide, px, most)
        ]
        lines += [(Run(line),) for line in brush.broken(player.link.words[1], wide, px, 1)]
        if len(named) == 1 or not brush.brief:
            lines += _quote(brush, catalog, player.work, wide, (2 if brush.brief else 4) if len(named) == 1 else 2)
    high = LINE * px * len(lines) + px
    y = top if room[1] == 0 else foot - high
    for player in named:
        if not player.row or player.row["spot"] != "district" or player.guest:
            continue
        at = brush.laid.stands[player.work, 0]
        near = min(max(at.x, left), right), y + high if at.y > y + high else y
        brush.items.insert(under, Line(((at.x, at.y), near), theme.kinds[player.family], 1.5))
    brush.items.append(Bar(left, y, right - left, high, fill=theme.paper, stroke=theme.rule, stroke_width=1))
    for nth, line in enumerate(lines):
        if any(run.words for run in line):
            brush.items.append(Text(left + px, y + px / 2 + (nth + 0.5) * LINE * px, (line,), px, theme.ink))
    if len(named) == 1:
        brush.items.append(Bar(left, y, right - left, high, link=replace(named[0].link, id=f"told:{named[0].work}")))


def _quote(brush: Brush, catalog: Catalog, work: str, wide: float, most: int) -> list[tuple[Run, ...]]:
    """What a page says of a work, and which page."""
    px, (words, by) = brush.fine, quote(catalog, work, brush.lang)
    if not words:
        return []
    spoken: list[tuple[Run, ...]] = [(Run(line, italic=True),) for line in brush.broken(words, wide, px, most)]
    return spoken + [(Run(line, colour=brush.theme.quiet),) for line in brush.broken(by, wide, px, max(1, most - 2))]


def quote(catalog: Catalog, work: str, lang: Lang) -> tuple[str, str]:
    """The first words kept of a work, in the reader's language, and whose they are; twice "" where none are kept."""
    found = quotes.of_row(catalog, "works", work)
    if not found:
        return "", ""
    own = next((item for item in found if item.lang == lang.code), found[0])
    (said,) = evidence.said(catalog, (own,), lang)
    words, whose = (said.translation, f" ({said.whose})") if said.translation else (said.words, "")
    return f"“{words}”", cited(catalog, own.source, lang) + whose
