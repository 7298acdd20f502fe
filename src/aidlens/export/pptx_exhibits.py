"""How each exhibit looks on a slide: which of its columns are charted and how. The others are bars, or a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aidlens.exhibits.style import LIGHT
from aidlens.export import text_metrics
from aidlens.export.pptx_charts import Fill, Look, Series, bars, light, number
from aidlens.export.pptx_drawing import paint_drawing
from aidlens.export.pptx_frame import LEAST, QUIET, Page, Room
from aidlens.export.pptx_tables import MOST_PAGES, paint_table
from aidlens.export.pptx_time import growth, in_scale, millions, nice, over_time

Row = dict[str, Any]
MOST_BARS = 12


def paint(page: Page) -> None:
    """Draw the page's exhibit."""
    if page.data.empty:
        page.text(page.room, page.words.t("Nothing in this selection."), "Remark", colour=QUIET)
        return
    PAINTERS.get(page.shown.slide, _plain)(page)


def _plain(page: Page) -> None:
    numbers = [column for column in page.shown.columns if column.value and column.value == page.shown.bars]
    if numbers and page.data[page.shown.bars].map(number).notna().any():
        _bars_of(page, page.shown.bars, numbers[0].key)
    else:
        paint_table(page)


def _kind(row: Row) -> str:
    return LIGHT.kinds.get(str(row.get("family", "")), LIGHT.accent)


def _bars_of(page: Page, value: str, text: str, name: str = "") -> None:
    """One bar a row, over continuation slides; the rest is said."""
    rows = page.data.to_dict("records")
    name = name or page.shown.columns[0].key
    most = max((number(row[value]) or 0 for row in rows), default=0)
    parts = [rows[start : start + MOST_BARS] for start in range(0, len(rows), MOST_BARS)]
    current = page
    for place, part in enumerate(parts[:MOST_PAGES]):
        current = current if place == 0 else current.more()
        fills = [Fill(_kind(row)) for row in part]
        series = Series(_label_of(page, text), [row[value] for row in part], [str(row[text]) for row in part], fills)
        look = Look(size=18 if len(part) <= 6 else 14, most=most * 1.15 or None)
        bars(current, current.room, [str(row[name]) for row in part], [series], page.shown.alt, page.words.t("Chart"), look)
    if len(parts) > MOST_PAGES:
        rest = len(rows) - MOST_PAGES * MOST_BARS
        words = page.words.n("{n} more row in the live view", "{n} more rows in the live view", rest)
        current.text(
            Room(current.room.left, current.room.bottom - 0.22, current.room.width, 0.24), words, "Remark", size=LEAST, colour=QUIET
        )


def _label_of(page: Page, key: str) -> str:
    return next((str(column.label) for column in page.shown.columns if column.key == key), key)


# ── shares and accounts ───────────────────────────────────────────────────────────────────────────────────────────


def _parts(page: Page) -> None:
    """Parts of a whole: priced parts solid, the rest hatched."""
    rows = page.data.to_dict("records")
    inside = next((str(row["inside"]) for row in rows if row.get("inside")), "")
    if inside:
        page.say(f"{next(row['name'] for row in rows if row.get('inside'))}: {inside}", 0.4)
    fills = [Fill(LIGHT.kinds[row["family"]]) if row["family"] else Fill(LIGHT.quiet, hatched=True) for row in rows]
    values, texts = [row["value"] for row in rows], [_share(row) for row in rows]
    most = max(number(value) or 0 for value in values)
    label = max(text_metrics.width(text, 20) for text in texts) / 72
    name = max(text_metrics.width(str(row["name"]), 20) for row in rows) / 72 + 0.2
    room = page.room
    span = most * (room.width - name) / max(room.width - name - label - 0.2, 2)
    plot = (name / room.width, 0.02, 1 - name / room.width, 0.96)
    look = Look(size=20, gap=50, most=span, plot=plot)
    series = Series(_label_of(page, "text"), values, texts, fills)
    bars(page, room, [str(row["name"]) for row in rows], [series], page.shown.alt, page.words.t("Chart"), look)


def _share(row: Row) -> str:
    return str(row["text"]) if row["text"] == row["share_text"] else f"{row['text']} · {row['share_text']}"


def _years(page: Page) -> None:
    rows = page.data.to_dict("records")
    values = [number(row["value"]) or 0 for row in rows]
    top = max(range(len(rows)), key=values.__getitem__)
    labels = [str(row["text"]) if place == top else "" for place, row in enumerate(rows)]
    unit = millions(page, str(rows[0]["unit"]))
    page.text(Room(page.room.left, page.room.top, page.room.width, 0.28), unit, "Unit", size=14, colour=QUIET)
    room = Room(page.room.left, page.room.top + 0.3, page.room.width, page.room.height - 0.3)
    look = Look(
        size=LEAST,
        gap=35,
        columns=True,
        axis=True,
        number_format="#,##0,,",
        every=3 if len(rows) > 20 else 2 if len(rows) > 12 else 1,
        most=nice(max(values) * 1.1)[0],
    )
    series = Series(_label_of(page, "text"), values, labels, [Fill(LIGHT.accent)])
    bars(page, room, [str(row["year_text"]) for row in rows], [series], page.shown.alt, page.words.t("Chart"), look)


# ── works ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _values(page: Page) -> None:
    """One chart a scope, each on an axis of its own."""
    rows = page.data.to_dict("records")
    panels = [[row for row in rows if row["panel"] == panel] for panel in dict.fromkeys(row["panel"] for row in rows)]
    chunks = [panel[start : start + 9] for panel in panels for start in range(0, len(panel), 9)]
    pages: list[list[list[Row]]] = []
    for chunk in chunks:
        if pages and sum(len(part) + 1.5 for part in pages[-1]) + len(chunk) + 1.5 <= 14.5:
            pages[-1].append(chunk)
        else:
            pages.append([chunk])
    current = page
    for place, parts in enumerate(pages[:MOST_PAGES]):
        current = current if place == 0 else current.more()
        weight = sum(len(part) + 1.5 for part in parts)
        y = current.room.top
        for part in parts:
            tall = min(current.room.height * (len(part) + 1.5) / weight, 0.42 * len(part) + 0.55)
            _panel(
                current,
                Room(current.room.left, y, current.room.width, tall),
                part,
                max(number(row["value"]) or 0 for row in rows if row["panel"] == part[0]["panel"]),
            )
            y += tall
    rest = len(rows) - sum(len(part) for parts in pages[:MOST_PAGES] for part in parts)
    if rest:
        words = page.words.n("{n} more row in the live view", "{n} more rows in the live view", rest)
        current.text(
            Room(current.room.left, current.room.bottom - 0.22, current.room.width, 0.24), words, "Remark", size=LEAST, colour=QUIET
        )


def _panel(page: Page, room: Room, rows: list[Row], most: float) -> None:
    page.text(Room(room.left, room.top, room.width, 0.32), str(rows[0]["scope_name"]), "Scope", size=16, bold=True)
    name = 4.6
    texts = [text_metrics.fitted(str(row["who"]), (name - 0.25) * 72, 1, (14,))[0] for row in rows]
    label = max(text_metrics.width(str(row["text"]), 14) for row in rows) / 72
    span = most * (room.width - name) / max(room.width - name - label - 0.2, 2)
    fills = [Fill(LIGHT.accent) if row["first"] else Fill(light(LIGHT.accent)) for row in rows]
    series = Series(_label_of(page, "text"), [row["value"] for row in rows], [str(row["text"]) for row in rows], fills)
    look = Look(size=14, gap=40, most=span or 1, plot=(name / room.width, 0.0, 1 - name / room.width, 1.0))
    alt = "; ".join(f"{row['who']}: {row['text']}" for row in rows)
    bars(
        page,
        Room(room.left, room.top + 0.34, room.width, room.height - 0.42),
        texts,
        [series],
        f"{rows[0]['scope_name']}: {alt}",
        str(rows[0]["scope_name"]),
        look,
    )


# By the kind of drawing an exhibit names.
PAINTERS: dict[str, Callable[[Page], None]] = {
    "parts": _parts,
    "amounts": over_time,
    "scale": in_scale,
    "columns": _years,
    "climb": growth,
    "panels": _values,
    "drawing": paint_drawing,
}
