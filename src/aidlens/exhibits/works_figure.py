"""The drawing of works where they are too many for marks: bars split by precision of place."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from aidlens.exhibits.sheet import Sheet
from aidlens.exhibits.style import SYMBOLS, Canvas, hatch, mix

Row = dict[str, Any]
LEVELS = ("district", "province", "country")


def counts(data: pd.DataFrame, canvas: Canvas) -> go.Figure:
    """One bar a group: full tone for one known district, light for one province, hatched for several or none."""
    sheet = Sheet(canvas)
    y = bars(sheet, data, "works", LEVELS)
    return sheet.figure(_key(sheet, y + 22 * sheet.scale))


def bars(sheet: Sheet, data: pd.DataFrame, total: str, levels: tuple[str, ...]) -> float:
    """One bar a row, as long as its column ``total`` and made of its ``levels``, each in the tone of its place; returns the next y.

    A row has name, href, family (may be ""), ``total`` and its text, and a number a level.
    """
    s, narrow = sheet.scale, sheet.canvas.narrow
    start, end = (0.0, 0.86) if narrow else (0.3, 0.93) if sheet.large else (0.24, 0.9)
    line = (48 if narrow else 30) * s
    most = max(1, data[total].max())
    y = 6 * s
    for row in data.to_dict("records"):
        at = y + (30 * s if narrow else line / 2)
        text, colour = row[f"{total}_text"], sheet.theme.kinds.get(row["family"], sheet.theme.accent)
        _name(sheet, row, y + 10 * s if narrow else at)
        x = start
        for place, level in zip(LEVELS, levels, strict=False):
            length = row[level] / most * (end - start)
            if length:
                sheet.strip(
                    x,
                    at,
                    length,
                    17 * s,
                    marker(place, colour, sheet.theme.paper),
                    href=row["href"],
                    hover=f"{row['name']}<br><b>{text}</b>",
                )
            x += length
        sheet.text(x + 9 * s / sheet.width, at, text, bold=True)
        sheet.target(x + 16 * s / sheet.width, at, 24, row["href"], f"{row['name']}<br><b>{text}</b>")
        y += line
    return y


def _name(sheet: Sheet, row: Row, y: float) -> None:
    glyph = GLYPHS.get(row["family"], "")
    colour = sheet.theme.kind_text.get(row["family"], sheet.theme.ink)
    words = sheet.wrapped(row["name"], 0.9 if sheet.canvas.narrow else 0.28 if sheet.large else 0.2, 1.0, 1)
    sheet.text(0, y, f"<span style='color:{colour}'>{glyph}</span>  {words}" if glyph else words)


# The symbol of a kind as a letterform, for names and for the map: the same shapes as style.SYMBOLS.
GLYPHS = {
    "school": "■",
    "health": "✚",
    "water": "●",
    "transport": "▬",
    "security": "◆",
    "public": "▲",
    "agriculture": "⬢",
    "culture": "★",
}
assert GLYPHS.keys() == SYMBOLS.keys()


def marker(level: str, colour: str, paper: str) -> dict[str, Any]:
    """The marker of a precision of place."""
    if level == "country":
        return hatch(mix(colour, paper, 0.8), "/", 6, 0.16)
    return {"color": colour if level == "district" else mix(colour, paper, 0.42), "line": {"width": 1, "color": colour}}


def _key(sheet: Sheet, y: float) -> float:
    s, x = sheet.scale, 0.0
    names = {
        "district": sheet.lang.t("one known district"),
        "province": sheet.lang.t("one province only"),
        "country": sheet.lang.t("several or no place"),
    }
    for level, words in names.items():
        need = sheet.room(words, 0.93) + 25 * s / sheet.width
        if x and x + need > 1:
            x, y = 0.0, y + 22 * s
        sheet.strip(x, y, 18 * s / sheet.width, 11 * s, marker(level, sheet.theme.accent, sheet.theme.paper))
        sheet.text(x + 25 * s / sheet.width, y, words, size=0.93, colour=sheet.theme.quiet)
        x += need + 23 * s / sheet.width
    return y + 20 * s
