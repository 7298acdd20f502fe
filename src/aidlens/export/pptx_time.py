"""Exhibits in time and in scale: amounts by date, counts as they grew, sums on an axis that goes by tens."""

from __future__ import annotations

import math
from typing import Any

from aidlens.exhibits.spending_figure import year_of
from aidlens.exhibits.style import LIGHT, mix
from aidlens.export import text_metrics
from aidlens.export.pptx_charts import number
from aidlens.export.pptx_frame import LEAST, QUIET, Page, Room
from aidlens.export.pptx_points import Axes, Dots, scatter
from aidlens.i18n import Lang

Row = dict[str, Any]


def millions(page: Page, unit: str) -> str:
    """The unit of an axis in millions."""
    words: Lang = page.words
    return words.t("Millions of US dollars") if unit == "USD" else words.t("Millions of euros")


def nice(most: float) -> tuple[float, float]:
    """A round end and step of an axis from zero."""
    if most <= 0:
        return 1, 1
    power = 10 ** math.floor(math.log10(most))
    step = next(power * share for share in (0.2, 0.5, 1, 2) if most / (power * share) <= 6)
    return math.ceil(most / step) * step, step


ROLES = {
    "cumulative": ("circle", LIGHT.accent, False),
    "part": ("circle", LIGHT.accent, True),
    "plan": ("diamond", LIGHT.kinds["transport"], True),
    "period": ("square", LIGHT.kinds["transport"], False),
}


def over_time(page: Page) -> None:
    """Typed amounts by date; running totals of one programme joined by steps."""
    rows = [row for row in page.data.to_dict("records") if row["date"]]
    groups = []
    for programme in dict.fromkeys(row["programme"] for row in rows):
        path = [row for row in rows if row["programme"] == programme and row["role"] == "cumulative"]
        if len(path) > 1:
            groups.append(
                _steps(path, page.words.t("{name}, step by step", name=page.catalog.name("programmes", programme, page.words.code)), QUIET)
            )
    for role, (sign, colour, hollow) in ROLES.items():
        mine = [row for row in rows if row["role"] == role]
        if mine:
            groups.append(_dots(mine, mine[0]["role_text"], sign, colour, hollow))
    page.text(Room(page.room.left, page.room.top, page.room.width, 0.28), millions(page, "EUR"), "Unit", size=14, colour=QUIET)
    _in_time(page, rows, groups, 0.3, "#,##0,,")


def growth(page: Page) -> None:
    """Published counts as points, traced works as steps."""
    rows = page.data.to_dict("records")
    traced = [row for row in rows if row["series"] == "traced"]
    groups = []
    if traced:
        groups.append(_steps(traced, page.words.t("{name}, step by step", name=traced[0]["what"]), LIGHT.kinds["agriculture"]))
        groups.append(Dots(traced[0]["what"], *_places(traced), _last(traced), "square", LIGHT.kinds["agriculture"]))
    for what in dict.fromkeys(row["what"] for row in rows if row["series"] == "published"):
        mine = [row for row in rows if row["series"] == "published" and row["what"] == what]
        sign, hollow = ("diamond", True) if mine[0]["kind"] == "plan" else ("circle", False)
        groups.append(_dots(mine, what, sign, LIGHT.accent, hollow))
    _in_time(page, rows, groups, 0.0, "#,##0")


def _last(rows: list[Row]) -> list[str]:
    return ["" for _ in rows[:-1]] + [str(rows[-1]["short"])]


def _places(rows: list[Row]) -> tuple[list[float], list[float]]:
    return [round(year_of(row["date"]), 4) for row in rows], [number(row["value"]) or 0 for row in rows]


def _dots(rows: list[Row], name: str, sign: str, colour: str, hollow: bool) -> Dots:
    x, y = _places(rows)
    return Dots(name, x, y, [str(row["short"]) for row in rows], sign, colour, hollow=hollow)


def _steps(rows: list[Row], name: str, colour: str) -> Dots:
    x, y = _places(rows)
    across, up = [x[0]], [y[0]]
    for place in range(1, len(x)):
        across += [x[place], x[place]]
        up += [y[place - 1], y[place]]
    return Dots(name, across, up, colour=colour, joined=True)


def _in_time(page: Page, rows: list[Row], groups: list[Dots], head: float, y_format: str) -> None:
    years = [year_of(row["date"]) for row in rows]
    first, last = math.floor(min(years)), math.ceil(max(years) + 0.01)
    most, step = nice(max(number(row["value"]) or 0 for row in rows) * 1.12)
    room = Room(page.room.left, page.room.top + head, page.room.width, page.room.height - head)
    axes = Axes((first, last, 2 if last - first > 12 else 1), (0, most, step), y_format=y_format)
    thinned = _thinned(groups, (last - first) / room.width, most / max(room.height - 1.0, 1))
    scatter(page, room, thinned, axes, page.shown.alt, page.words.t("Chart"))


def _thinned(groups: list[Dots], per_inch_x: float, per_inch_y: float) -> list[Dots]:
    """The groups with only those labels that touch no mark and no other label; first come, first labelled, from the right."""
    marks = [(x / per_inch_x, y / per_inch_y) for group in groups if not group.joined for x, y in zip(group.x, group.y, strict=True)]
    taken: list[tuple[float, float, float]] = []
    out = []
    for group in groups:
        labels = [""] * len(group.x)
        for place in range(len(group.labels) - 1, -1, -1):
            text = group.labels[place]
            x, y = group.x[place] / per_inch_x, group.y[place] / per_inch_y + 0.2
            half = text_metrics.width(text, LEAST) / 144 + 0.03
            clear = all(abs(x - other) > half + far or abs(y - high) > 0.2 for other, high, far in taken)
            clear = clear and not any(abs(x - other) < half + 0.07 and abs(y - high) < 0.15 for other, high in marks)
            if text and clear:
                labels[place] = text
                taken.append((x, y, half))
        out.append(Dots(group.name, group.x, group.y, labels, group.sign, group.colour, group.joined, group.hollow, group.above))
    return out


def in_scale(page: Page) -> None:
    """One line a ledger on an axis that goes by tens; least and most are labelled."""
    rows = page.data.to_dict("records")
    names = dict.fromkeys(row["group"] for row in rows)
    order = sorted(names, key=lambda group: max(row["value"] for row in rows if row["group"] == group))
    low, high = 1e7, 1e10
    room, left, foot = page.room, 3.1, 0.45
    groups = []
    for line, group in enumerate(order, 1):
        mine = [row for row in rows if row["group"] == group and low <= row["value"] <= high]
        least, most = min(mine, key=lambda row: row["value"]), max(mine, key=lambda row: row["value"])
        labels = [str(row["short"]) if row is least or row is most else "" for row in mine]
        if least is not most and math.log10(most["value"] / least["value"]) < 0.28:
            labels = [str(row["short"]) if row is most else "" for row in mine]
        colour = LIGHT.accent if group == "spend" else mix(LIGHT.ink, LIGHT.paper, 0.6)
        groups.append(
            Dots(
                mine[0]["group_text"],
                [number(row["value"]) or 0 for row in mine],
                [line] * len(mine),
                labels,
                "circle",
                colour,
                above=False,
            )
        )
        pitch = (room.height - foot) / len(order)
        text = Room(room.left, room.top + pitch * (line - 0.5) - 0.35, left - 0.2, 0.7)
        words, size = text_metrics.fitted(mine[0]["group_text"], (left - 0.2) * 72, 2, (18, 16, 14))
        page.text(text, words, "Ledger", size=size, bold=True, anchor="middle")
    axes = Axes(
        (low, high, 10),
        (0.5, len(order) + 0.5, 1),
        x_format=_tens(page),
        tens=True,
        y_names=False,
        legend=False,
        plot=(left / room.width, 0.0, 1 - left / room.width - 0.03, 1 - foot / room.height),
    )
    scatter(page, room, groups, axes, page.shown.alt, page.words.t("Chart"))


def _tens(page: Page) -> str:
    """The number format of an axis of euros by tens: millions, from a thousand of them milliards, in the reader's words."""
    words: Lang = page.words
    before, after = words.t("€{amount}", amount="|").split("|")

    def form(commas: str, word: str) -> str:
        return "".join((f'"{before}"' if before else "", "#,##0", commas, f'"{word}{after}"'))

    return f"[>=1000000000]{form(',,,', words.t('{n}bn (short)', n=''))};{form(',,', words.t('{n}M (short)', n=''))}"
