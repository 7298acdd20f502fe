"""Native tables: columns as wide as their words need, as few pages as the type allows, and a word on what does not fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn
from pptx.util import Inches

from aidlens.exhibits.base import Column
from aidlens.exhibits.style import LIGHT
from aidlens.export import text_metrics
from aidlens.export.deck_text import clean, cut
from aidlens.export.pptx_frame import LEAST, QUIET, Page, Room, describe, write
from aidlens.export.pptx_theme import SCHEME

MOST_PAGES = 3
SIZES = (18, 16, LEAST)
PAD_X, PAD_Y = 0.08, 0.045
PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
MOST_CELL = 400
STEP = 0.2
SAID = 0.34  # inches of a line on what does not stand on the slide


@dataclass(frozen=True)
class Grid:
    """A table set in one type size: widths and heights in inches, rows by page."""

    size: float
    widths: list[float]
    head: float
    pages: list[list[tuple[int, float]]]


def paint_table(page: Page) -> None:
    """The exhibit's table on this slide and, where needed, the next ones; the rest is said in one line."""
    columns = [column for column in page.shown.columns if column.key in page.data.columns]
    kept = _kept(page, columns)
    if len(kept) < len(columns):
        page.say(page.words.n("{n} column more on the page", "{n} columns more on the page", len(columns) - len(kept)), SAID)
        columns = kept
    rows, heads = _cells(page, columns), [column.head for column in columns]
    if not rows:
        page.text(page.room, page.words.t("Nothing in this selection."), "Remark", colour=QUIET)
        return
    grid = _best(heads, rows, page)
    drawn, current = 0, page
    for number, part in enumerate(grid.pages[:MOST_PAGES]):
        current = current if number == 0 else current.more()
        _draw(current, columns, heads, [rows[index] for index, _ in part], grid, [tall for _, tall in part], number)
        drawn += len(part)
    if drawn < len(rows):
        words = page.words.n("{n} more row in the live view", "{n} more rows in the live view", len(rows) - drawn)
        current.text(
            Room(current.room.left, current.room.bottom - 0.22, current.room.width, 0.24), words, "Remark", size=LEAST, colour=QUIET
        )


def _cells(page: Page, columns: list[Column]) -> list[list[str]]:
    return [[_cell(row, column) for column in columns] for row in page.data.to_dict("records")]


def _kept(page: Page, columns: list[Column]) -> list[Column]:
    """All columns, if one slide holds them with whole words; else as many of those that say the most as it holds above a line on the
    rest.
    """
    named = page.shown.wall_columns
    fewer = [[column for column in columns if column.key in named[:many]] for many in range(len(named), 1, -1)]
    if not fewer or (not (broken := _breaks(page, columns)) and _one(page, columns)):
        return columns
    low = replace(page, room=replace(page.room, height=page.room.height - SAID))
    return next((some for some in fewer if not _breaks(page, some) and _one(low, some)), fewer[0] if broken else columns)


def _one(page: Page, columns: list[Column]) -> bool:
    """Whether one slide holds the rows."""
    return len(_best([column.head for column in columns], _cells(page, columns), page).pages) == 1


def _breaks(page: Page, columns: list[Column]) -> bool:
    """Whether words would be broken in the smallest type, were all columns shown."""
    cells = [[column.head, *(row[place] for row in _cells(page, columns))] for place, column in enumerate(columns)]
    return sum(_least(column, LEAST, bold=not place) for place, column in enumerate(cells)) > page.room.width


def _least(cells: list[str], size: float, *, bold: bool) -> float:
    """The width in inches that a column needs so that none of its words is broken; short cells, dates among them, stay whole."""
    words = {word for text in cells for word in (text.split() if len(text) > 11 else [text])} or {""}
    return max(text_metrics.width(word, size, bold=bold) for word in words) / 72 + 2 * PAD_X + 0.05


def _cell(row: dict[str, Any], column: Column) -> str:
    return cut(clean(str(row[column.key])), MOST_CELL)


def _best(heads: list[str], rows: list[list[str]], page: Page) -> Grid:
    """The grid in the largest type that needs one page, else two, else three."""
    grids = [_grid(heads, rows, page, size) for size in SIZES]
    return next((grid for most in range(1, MOST_PAGES + 1) for grid in grids if len(grid.pages) <= most), grids[-1])


def _grid(heads: list[str], rows: list[list[str]], page: Page, size: float) -> Grid:
    widths = _widths(heads, rows, page.room.width, size)
    head = max(_tall(text, max(size - 2, LEAST), wide) for text, wide in zip(heads, widths, strict=True))
    pages: list[list[tuple[int, float]]] = [[]]
    # A line's height is kept free for the word on the rest.
    left = page.room.height - head - 0.26
    for index, row in enumerate(rows):
        tall = max(_tall(text, size, wide, place == 0) for place, (text, wide) in enumerate(zip(row, widths, strict=True)))
        if pages[-1] and tall > left:
            pages.append([])
            left = page.next_height - head - 0.26
        pages[-1].append((index, tall))
        left -= tall
    if len(pages) > 1 and len(pages[-1]) == 1 and len(pages[-2]) > 2:  # no slide for a single row
        pages[-1].insert(0, pages[-2].pop())
    return Grid(size, widths, head, pages)


def _tall(text: str, size: float, wide: float, bold: bool = False) -> float:
    return text_metrics.lines(text, size, (wide - 2 * PAD_X) * 72, bold=bold) * size * text_metrics.LINE / 72 + 2 * PAD_Y


def _widths(heads: list[str], rows: list[list[str]], room: float, size: float) -> list[float]:
    """Each column gets its longest word; what is left goes, bit by bit, to the columns that make most rows high."""
    cells = [[head, *(row[place] for row in rows)] for place, head in enumerate(heads)]
    pad = 2 * PAD_X + 0.05
    least, wish = [], []
    for place, column in enumerate(cells):
        texts = {line for text in column for line in text.split("\n")}
        least.append(_least(column, size, bold=not place))
        wish.append(max(text_metrics.width(text, size, bold=not place) for text in texts) / 72 + pad)
    if sum(wish) <= room:
        spare = (room - sum(wish)) / len(wish)
        return [width + min(spare, 0.6) for width in wish]
    scale = min(1.0, room / sum(least))
    widths = [width * scale for width in least]
    while sum(widths) + STEP <= room:
        counts = [
            [text_metrics.lines(text, size, (wide - 2 * PAD_X) * 72, bold=not place) for text in column]
            for place, (column, wide) in enumerate(zip(cells, widths, strict=True))
        ]
        blame = [0.0] * len(cells)
        for line in zip(*counts, strict=True):
            high = max(line)
            for place, count in enumerate(line):
                blame[place] += (high - 1) / line.count(high) if count == high and high > 1 else 0
        if not any(blame):
            break
        widths[max(range(len(blame)), key=blame.__getitem__)] += STEP
    return widths


def _draw(
    page: Page, columns: list[Column], heads: list[str], rows: list[list[str]], grid: Grid, heights: list[float], number: int
) -> None:
    room, code = page.room, page.words.code
    frame = page.shapes.add_table(
        len(rows) + 1, len(columns), Inches(room.left), Inches(room.top), Inches(sum(grid.widths)), Inches(grid.head + sum(heights))
    )
    table = frame.table
    properties = table._tbl.tblPr
    properties.find(qn("a:tableStyleId")).text = PLAIN_STYLE
    properties.set("bandRow", "0")
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Inches(width)
    for row, tall in zip(table.rows, [grid.head, *heights], strict=True):
        row.height = Inches(tall)
    for place, column in enumerate(columns):
        align = "right" if column.is_number else "left"
        for line, text in enumerate([heads[place], *(row[place] for row in rows)]):
            cell = table.cell(line, place)
            top = line == 0
            write(
                cell.text_frame,
                text,
                code,
                size=max(grid.size - 2, LEAST) if top else grid.size,
                colour=QUIET if top else LIGHT.ink,
                bold=place == 0 and not top,
                align=align,
            )
            cell.margin_left = cell.margin_right = Inches(PAD_X)
            cell.margin_top = cell.margin_bottom = Inches(PAD_Y)
            _line_below(cell, "dk2" if top else "", 1.0 if top else 0.5)
    words = page.shown.alt if number == 0 and page.shown.alt else page.shown.title
    describe(frame, page.words.t("Table"), words)


def _line_below(cell: Any, scheme: str, weight: float) -> None:
    properties = cell._tc.get_or_add_tcPr()
    line = etree.SubElement(properties, qn("a:lnB"), w=str(round(weight * 12700)), cap="flat", cmpd="sng", algn="ctr")
    fill = etree.SubElement(line, qn("a:solidFill"))
    if scheme in SCHEME:
        etree.SubElement(fill, qn("a:schemeClr"), val={"dk2": "tx2"}.get(scheme, scheme))
    else:
        etree.SubElement(fill, qn("a:srgbClr"), val=LIGHT.rule.lstrip("#"))
    etree.SubElement(line, qn("a:prstDash"), val="solid")
