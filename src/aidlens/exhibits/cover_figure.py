"""The picture of a deck's cover: what the article says of the claims it holds, in its own words; a deck without claims names its slides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Drawing
from aidlens.exhibits.base import source_line
from aidlens.exhibits.pen import Pen, within
from aidlens.exhibits.style import Canvas
from aidlens.measures import claims
from aidlens.view import View

SIZE, TITLE = 2.2, 1.5  # em of a claim's words and of a slide's title


def draw(catalog: Catalog, held: Sequence[str], titles: Sequence[str], canvas: Canvas) -> Drawing:
    """The claims with these ids, a line each, those that works can check with their sign, else the titles; as high as the canvas's room."""
    pen, lang = Pen(canvas), canvas.lang
    em, count = float(pen.theme.size), max(len(held or titles), 1)
    high = float(canvas.high or round(9 * em + 60 * count))
    rows = [(catalog.row("claims", claim), claims.ladder(catalog, claim, View()).family) for claim in held]
    said = source_line(catalog, tuple(str(row["source"]) for row, _ in rows), lang)
    head = lang.t("The article ({source}) speaks of", source=said) if held else lang.t("This deck shows")
    pen.text(0, 0.7 * em, head, colour=pen.theme.quiet)
    pitch = (high - 1.6 * em) / count
    left = 2.4 * em if any(family for _, family in rows) else 0.0
    places = [1.6 * em + (place + 0.5) * pitch for place in range(count)]
    for y, (row, family) in zip(places, rows, strict=False):
        words, colour = lang.pick(row, "article_words"), pen.theme.ink
        if family:
            side, sign = 1.5 * em, pen.style(family, "found", 1.0)
            pen.items.append(replace(sign, points=((side / 2, y),), size=within(sign, side)))
            words, colour = f"{lang.pick(row, 'title')}: {words}", pen.theme.kind_text[family]
        pen.text(left, y, words, size=SIZE, colour=colour)
    for y, title in zip(places, () if held else titles, strict=False):
        pen.text(0, y, pen.sheet.wrapped(title, 0.98, TITLE, 2 if pitch > 2.7 * TITLE * em else 1), size=TITLE)
    return pen.drawing(high)
