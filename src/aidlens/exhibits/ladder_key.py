"""What stands below the fields of the ladder: the signs in them, and the claims that works cannot check, a line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from aidlens.drawing.drawing import Arrow, Bar, Line, Link
from aidlens.exhibits.pen import Pen

Row = Mapping[str, Any]


def signs(pen: Pen, y: float, *, many: bool, halved: bool) -> float:
    """What else stands in the fields, whether there are too ``many`` marks in one and wells are drawn ``halved``; the place below it."""
    s, quiet, lang, x = pen.scale, pen.theme.quiet, pen.lang, 0.0
    entries = [("claimed", lang.t("the article's number; an arrow: “over”")), ("soft", lang.t("a grey patch: “about”"))]
    if not pen.large:
        entries += [("tick", lang.t("another published count")), ("last", lang.t("“about”: the last line is broken"))]
    if many:
        entries.append(("", lang.t("a bar: too many for marks")))
    if not (many and pen.large):  # a wall has room for one line
        entries.append(("joined", lang.t("joined: one entry for several")))
    if halved:
        entries.append(("", lang.t("wells are drawn half as large")))
    line = 0
    for sign, words in entries:
        room = (18 * s if sign else 0) + 0.92 * pen.sheet.room(words, 0.93) * pen.width
        if x and x + room > pen.width:
            x, line = 0.0, line + 1
        at = y + line * 22 * s
        if sign == "claimed":
            pen.items += [Line(((x + 2, at - 7 * s), (x + 2, at + 7 * s)), pen.theme.ink, pen.edge * 1.2)]
            pen.items += [Arrow(x + 2, at - 7 * s, x + 12 * s, at - 7 * s, pen.theme.ink, pen.edge)]
        elif sign == "soft":
            pen.items.append(Bar(x, at - 6 * s, 12 * s, 12 * s, pen.theme.ink, opacity=0.16))
        elif sign == "joined":
            mark = replace(pen.style("school", "found", 1.0), points=((x + 3.5 * s, at), (x + 11.5 * s, at)), size=5 * s)
            pen.items += [mark, Line(((x + 3 * s, at), (x + 12 * s, at)), mark.stroke, 2 * s)]
        elif sign == "tick":
            pen.items.append(Line(((x + 4 * s, at - 5 * s), (x + 4 * s, at + 5 * s)), quiet, pen.edge))
        elif sign == "last":
            edge = pen.style("water", "counted", 1.0)
            pen.items.append(replace(edge, points=((x + 6 * s, at),), size=9 * s, broken=1))
        pen.text(x + (18 * s if sign else 0), at, words, size=0.93, colour=quiet)
        x += room + 22 * s
    return y + line * 22 * s + 14 * s


def below(pen: Pen, others: Sequence[Row], y: float) -> float:
    """The claims that works cannot check, each with the record's verdict and the way to its card; the place below them."""
    columns = 1 if pen.canvas.narrow else 2
    pitch, high = (52.0, 44.0) if pen.canvas.narrow else (25.0, 24.0)
    wide, lines = pen.width / columns, -(-len(others) // columns)
    longest = max(pen.sheet.room(row["name"]) for row in others) * pen.width + 12
    y += 10
    pen.rule(y)
    pen.text(0, y + 20, pen.lang.t("What works cannot check"), size=0.93, colour=pen.theme.quiet)
    for place, row in enumerate(others):
        x, at = place // lines * wide, y + 46 + place % lines * pitch
        pen.text(x, at, row["name"], colour=pen.theme.link)
        beside = (x, at + 19) if pen.canvas.narrow else (x + longest, at)
        pen.text(*beside, row["verdict"])
        middle = at + 9.5 if pen.canvas.narrow else at
        link = Link(row["claim_href"], row["claim_href"], (row["name"], row["verdict"]))
        pen.items.append(Bar(x, middle - high / 2, wide - 12, high, link=link))
    return y + 46 + lines * pitch - (8 if pen.canvas.narrow else 10)
