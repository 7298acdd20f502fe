"""Pictures that stand on no land: what was counted, what of it was found, and the works by their years."""

from __future__ import annotations

import math
from dataclasses import replace

from aidlens.drawing.drawing import Line
from aidlens.exhibits.pen import within
from aidlens.exhibits.scenes_cast import Count, Player
from aidlens.exhibits.scenes_picture import KEPT, Brush, Crowd, Look, pitch_for

SMALL = 0.5  # how large wells are against the other marks of a count: there are so many
MANY = 300
UNDATED = 2.5  # columns: half a one free, two for those without a date


def counted(brush: Brush) -> None:
    """The counts as fields of marks, all of them light."""
    _fields(brush, found=False)


def found(brush: Brush) -> None:
    """The same fields, those found in full colour; the other works found below them."""
    _fields(brush, found=True)


def _fields(brush: Brush, *, found: bool) -> None:
    cast, lang, line = brush.cast, brush.lang, brush.head * 1.5
    others = cast.of("")
    gap = 0.5 * brush.head
    top, foot = 1.7 * brush.type, 1.9 * brush.type
    # Both pictures are laid out for all there is, so that nothing moves when what was found takes its colour.
    counts = [(count.total, SMALL if count.total > MANY else 1.0) for count in cast.counts] + [(len(others), 0.8)]
    pitch = pitch_for((brush.width, brush.height - top - foot), counts, (len(counts)) * (line + gap), 34.0)
    said = lang.t("Italy's own count: one mark is one school, clinic or building; a small one, one well")
    said = lang.t("Italy's own count, mark by mark") if brush.brief else said
    brush.write(0, 0.8 * brush.type, said, brush.type, colour=brush.theme.quiet)
    y = top
    for count in cast.counts:
        y = _count(brush, count, y + line / 2, pitch * (SMALL if count.total > MANY else 1.0), found=found) + gap
    small = 0.8 * pitch
    if found:
        said = lang.n(
            "{n} other finished work found, in none of these counts", "{n} other finished works found, in none of these counts", len(others)
        )
        brush.write(0, y + line / 2, said, brush.type)
    per = math.floor(brush.width / small)
    for at, player in enumerate(others):
        brush.closed(player, (at % per + 0.5) * small, y + line + (at // per + 0.5) * small, small, seen=found)
    _key(brush, brush.height - 0.7 * brush.type, found=found)
    brush.guests(pitch)


def _count(brush: Brush, count: Count, y: float, pitch: float, *, found: bool) -> float:
    """One count: its number and name, its field; the place below it."""
    lang, theme, line = brush.lang, brush.theme, brush.head * 1.5
    held = brush.cast.of(count.claim)
    lit = not brush.scene.lit or any(brush.scene.lights(player.work) for player in held)
    colour = theme.kind_text[count.family] if lit else theme.quiet
    brush.write(0, y, count.words, brush.head, colour=colour, bold=True)
    brush.write(brush.letters(count.words, brush.head) * 1.12 + 0.45 * brush.head, y, count.name, brush.type)
    brush.lead(0, y, brush.width / 2, line, count.link)
    if found:
        single = sum(player.units for player in held if not player.bulk)
        brush.write(brush.width, y, lang.t("{n} found", n=lang.number(single)), brush.head * 0.86, colour=colour, anchor="end", bold=True)
    per, top, place = math.floor(brush.width / pitch), y + line / 2, 0

    def at(nth: int) -> tuple[float, float]:
        return (nth % per + 0.5) * pitch, top + (nth // per + 0.5) * pitch

    for player in held:
        look: Look = "counted" if not found else "bulk" if player.bulk else "found"
        brush.stand(player, [at(place + nth) for nth in range(player.units)], KEPT * pitch, look)
        place += player.units
    end = place + count.only
    broken = min(count.only, end - (end - 1) // per * per) if count.about else 0
    points = tuple(at(nth) for nth in range(place, end))
    brush.laid.crowds.append(Crowd(count.claim, count.family, points, KEPT * pitch, broken, lit))
    return top + math.ceil(end / per) * pitch


def _key(brush: Brush, y: float, *, found: bool) -> None:
    """What the fills of the marks say."""
    lang, px = brush.lang, brush.fine
    family = brush.cast.counts[0].family if brush.cast.counts else "school"
    words = [
        ("found", lang.t("found") if brush.brief else lang.t("found on public pages too")),
        ("bulk", lang.t("as a group") if brush.brief else lang.t("told of only as a group")),
        ("counted", lang.t("counted, not found yet")),
    ]
    words = words if found else [("counted", lang.t("counted by Italy's team in Herat"))]
    x = 0.0
    for look, said in words:
        style = brush.style(family, look, 1.0)
        brush.items.append(replace(style, points=((x + px / 2, y),), size=within(style, 0.95 * px)))
        brush.write(x + 1.5 * px, y, said, px, colour=brush.theme.quiet)
        x += 1.5 * px + brush.letters(said, px) + 1.6 * px


# ── years ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def years(brush: Brush) -> None:
    """A column of marks a year, the undated apart; a band behind the years of the mission's team."""
    shown = [player for player in brush.cast.players if not player.guest]
    by_year: dict[int, list[Player]] = {}
    for player in shown:
        by_year.setdefault(_year(player), []).append(player)
    undated = by_year.pop(0, [])
    span = range(min(by_year, default=2000), max(by_year, default=2000) + 1)
    column = brush.width / (len(span) + (UNDATED if undated else 0.0))
    head, foot = 1.5 * brush.type, 1.6 * brush.type
    room = brush.height - head - foot
    most = max(map(len, by_year.values()), default=1)
    pitch, per = 3.0, 1
    for abreast in range(1, 8):
        size = min(0.9 * column / abreast, room / math.ceil(most / abreast))
        pitch, per = (size, abreast) if size > pitch else (pitch, per)
    base = head + room
    brush.items.append(Line(((0, base + 2), (brush.width, base + 2)), brush.theme.rule, 1))
    every = 1 if column > 2.4 * brush.fine else 3
    for place, year in enumerate(span):
        held, middle = by_year.get(year, []), (place + 0.5) * column
        _column(brush, held, middle, base, pitch, min(per, max(1, len(held))))
        if held:
            high = math.ceil(len(held) / per) * pitch
            brush.write(middle, base - high - 0.75 * brush.fine, brush.lang.number(len(held)), brush.fine, anchor="middle", bold=True)
        if (year - span[0]) % every == 0 or column > 2.4 * brush.fine:
            half = brush.letters(str(year), brush.fine) * 0.6
            at = min(max(middle, half), brush.width - half)
            brush.write(at, base + 0.95 * brush.type, str(year), brush.fine, colour=brush.theme.quiet, anchor="middle")
    if undated:
        across = max(1, math.floor(2 * column * 0.95 / pitch))
        middle = brush.width - column
        _column(brush, undated, middle, base, pitch, min(across, len(undated)))
        high = math.ceil(len(undated) / across) * pitch
        brush.write(middle, base - high - 0.75 * brush.fine, brush.lang.number(len(undated)), brush.fine, anchor="middle", bold=True)
        brush.write(brush.width, base + 0.95 * brush.type, brush.lang.t("undated"), brush.fine, colour=brush.theme.quiet, anchor="end")
    brush.guests(pitch)


def _column(brush: Brush, held: list[Player], middle: float, base: float, pitch: float, per: int) -> None:
    left = middle - per * pitch / 2
    for at, player in enumerate(held):
        brush.closed(player, left + (at % per + 0.5) * pitch, base - (at // per + 0.5) * pitch, pitch)


def _year(player: Player) -> int:
    date = str(player.row["date"]) if player.row else ""
    return int(date[:4]) if date else 0
