"""Pictures that name: what became of the works, and the article's sentences with the marks of what they count."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Link
from aidlens.exhibits.article import VERDICTS, fragment
from aidlens.exhibits.scenes_cast import Player
from aidlens.exhibits.scenes_picture import Brush, pitch_for, rule
from aidlens.measures import outcomes
from aidlens.view import View

SUBSTANCE = 1  # the weight of a passage that is more than a date or the slip of a name


def became(brush: Brush, catalog: Catalog, view: View) -> None:
    """Those of which a later page was found, each with its last state; below them all the others."""
    lang, theme, px = brush.lang, brush.theme, brush.type
    reports = outcomes.last_reports(catalog)
    known = {row["work"]: row for row in reports[reports["state"] != ""].sort_values(["as_of", "work"], ascending=False).to_dict("records")}
    shown = [player for player in brush.cast.players if not player.guest]
    told = [player for key in known for player in shown if player.work == key]
    rest = [player for player in shown if player.work not in known]
    line = min(2.7 * px, 0.47 * brush.height / max(len(told), 1))
    brush.write(0, 0.8 * px, lang.t("{n} with a later page", n=lang.number(len(told))), px, bold=True)
    y, mark = 1.6 * px, min(1.3 * px, 0.8 * line)
    for player in told:
        row = known[player.work]
        brush.closed(player, mark / 2, y + line / 2, mark)
        when = lang.date(row["as_of"], short=True) or lang.t("undated")
        state = catalog.code("state", row["state"], lang.code)
        end = f"{state}, {when}" if not brush.narrow else when
        room = brush.width - brush.letters(end, brush.fine) - mark - 2.2 * px
        name = brush.broken(player.link.words[0], room, brush.fine, 1)[0]
        brush.write(mark + 0.6 * px, y + line / 2, name, brush.fine)
        brush.write(brush.width, y + line / 2, end, brush.fine, colour=theme.quiet, anchor="end")
        brush.lead(0, y + line / 2, brush.width, line, Link(f"told:{player.work}", player.link.href, player.link.words))
        y += line
    y += 0.5 * px
    rule(brush, y)
    y += 1.1 * px
    said = lang.t("{n} without a later page that we found: this measures our search, not what stands", n=lang.number(len(rest)))
    said = lang.t("{n} without a later page that we found", n=lang.number(len(rest))) if brush.brief else said
    brush.write(0, y, said, px, bold=True)
    y += 1.1 * px
    pitch = pitch_for((brush.width, brush.height - y), [(len(rest), 1.0)], 0, 36.0)
    brush.block(rest, 0, y, pitch, math.floor(brush.width / pitch))
    _dim(brush, {player.work for player in told})
    brush.guests(pitch)


def _dim(brush: Brush, lit: set[str]) -> None:
    """Those of which no later page was found keep less of their colour."""
    for (work, nth), stand in brush.laid.stands.items():
        brush.laid.stands[work, nth] = replace(stand, lit=work in lit)


def verdicts(brush: Brush, catalog: Catalog, view: View) -> None:
    """The article's sentences of substance with the verdict on each, under each the works that the count in it takes in."""
    lang, theme, px = brush.lang, brush.theme, brush.fine if brush.narrow else brush.type
    passages = [row for row in catalog.rows("passages") if row["verdict"] and row["weight"] == SUBSTANCE]
    claims: dict[str, str] = {count.claim: str(catalog.row("claims", count.claim)["passage"]) for count in brush.cast.counts}
    held: dict[str, list[Player]] = {}
    for player in brush.cast.players:
        if not player.guest:
            held.setdefault(claims.get(player.claim, ""), []).append(player)
    others = [player for key, players in held.items() if key not in {row["id"] for row in passages} for player in players]
    tinted = {
        "supported": theme.kind_text["agriculture"],
        "imprecise": theme.kind_text["transport"],
        "contradicted": theme.kind_text["health"],
    }
    beside = 0.0 if brush.narrow else max(brush.letters(catalog.code("verdict", code, lang.code), px) for code in VERDICTS) + 1.6 * px
    room = brush.width - beside
    rows = [(row, _lines(brush, row, 0.95 * room)) for row in passages]
    marked = sum(row["id"] in held for row in passages)
    foot = 2.0 * px
    words = sum(len(lines) for _, lines in rows) * 1.28 * px
    pitch = min(11.0 if not brush.narrow else 5.5, 2 * px)
    high = (math.ceil(len(others) / math.floor(brush.width / pitch)) + marked) * pitch
    gap = max(1.0, (brush.height - words - high - foot) / (len(rows) + 1))
    y = gap / 2
    for row, lines in rows:
        colour = tinted.get(row["verdict"], theme.quiet)
        name = catalog.code("verdict", row["verdict"], lang.code)
        first = y + 0.64 * px
        if brush.narrow:
            brush.write(brush.width, first, name, px, colour=colour, anchor="end", bold=True)
        else:
            brush.write(0, first, name, px, colour=colour, bold=True)
        for at, words_of in enumerate(lines):
            brush.write(beside, first + at * 1.28 * px, words_of, px)
        tall = len(lines) * 1.28 * px
        brush.lead(
            0,
            y + tall / 2,
            brush.width,
            tall + 4,
            Link(f"passage:{row['id']}", fragment(row["address"], row["passage"]), (str(row["passage"]), name)),
        )
        y += tall
        if row["id"] in held:
            brush.block(held[row["id"]], beside, y + 1, pitch, max(1, math.floor(room / pitch)))
            y += pitch
        y += gap
    y = brush.height - high + marked * pitch - 0.9 * px
    brush.write(0, y, lang.n("{n} other finished work", "{n} other finished works", len(others)), px, colour=theme.quiet)
    brush.block(others, 0, y + 0.8 * px, pitch, math.floor(brush.width / pitch))
    brush.guests(pitch)


def _lines(brush: Brush, row: dict[str, Any], room: float) -> list[str]:
    """A sentence, in as many lines as it needs; on a phone what it is about."""
    if brush.narrow:
        name = brush.letters("contradicted", brush.fine) + brush.fine
        return brush.broken(brush.lang.pick(row, "about"), room - name, brush.fine, 1)
    return brush.broken(f"“{row['passage']}”", room, brush.fine, 3)
