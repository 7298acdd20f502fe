"""The picture of a deck's cover: the article's numbers that works can check, in its own words, each with its sign."""

from __future__ import annotations

from dataclasses import replace

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Drawing
from aidlens.exhibits.base import source_line
from aidlens.exhibits.pen import Pen, within
from aidlens.exhibits.style import Canvas
from aidlens.measures import claims
from aidlens.view import View

SIZE = 2.2  # em of the large type


def draw(catalog: Catalog, canvas: Canvas) -> Drawing:
    """The claims in the record's order, a line each, as high as the canvas's room."""
    pen, lang = Pen(canvas), canvas.lang
    em = float(pen.theme.size)
    rows = [item for item in claims.ladders(catalog, View()) if item.full]
    high = float(canvas.high or round(9 * em + 60 * len(rows)))
    said = source_line(catalog, tuple(str(catalog.row("claims", item.claim)["source"]) for item in rows), lang)
    pen.text(0, 0.7 * em, lang.t("The article ({source}) speaks of", source=said), colour=pen.theme.quiet)
    pitch = (high - 1.6 * em) / max(len(rows), 1)
    for place, item in enumerate(rows):
        y, side = 1.6 * em + (place + 0.5) * pitch, 1.5 * em
        sign = pen.style(item.family, "found", 1.0)
        pen.items.append(replace(sign, points=((side / 2, y),), size=within(sign, side)))
        claim = catalog.row("claims", item.claim)
        words = f"{lang.pick(claim, 'title')}: {lang.pick(claim, 'article_words')}"
        pen.text(2.4 * em, y, words, size=SIZE, colour=pen.theme.kind_text[item.family])
    return pen.drawing(high)
