"""The timeline as native shapes: one mark an event, packed in a grid of years and lanes."""

from __future__ import annotations

from typing import Any

from pptx.enum.shapes import MSO_SHAPE

from aidlens.exhibits.style import LIGHT, mix
from aidlens.export import measure
from aidlens.export.pptx_frame import QUIET, Page, Room, box, describe, rule, swatch
from aidlens.export.pptx_theme import paint_sign
from aidlens.measures.timeline import LANES

Row = dict[str, Any]
FIRST_YEAR = 2001
LEFT, FOOT = 2.0, 0.95
LARGEST, SMALLEST = 0.17, 0.08
FORMS = {
    "": (MSO_SHAPE.OVAL, mix(LIGHT.quiet, LIGHT.paper, 0.5), False),
    "supported": (MSO_SHAPE.OVAL, LIGHT.accent, False),
    "imprecise": (MSO_SHAPE.DIAMOND, mix(LIGHT.accent, LIGHT.paper, 0.7), False),
    "contradicted": (MSO_SHAPE.MATH_MULTIPLY, LIGHT.kinds["health"], False),
    "open": (MSO_SHAPE.OVAL, LIGHT.accent, True),
}


def paint_timeline(page: Page) -> None:
    """Draw the events of the page's table."""
    rows = page.data.to_dict("records")
    monthly = len({row["year"] for row in rows}) == 1
    keys = sorted({_key(row, monthly) for row in rows})
    periods = ([0] if 0 in keys else []) + list(range(1, 13) if monthly else range(min((k for k in keys if k), default=1), max(keys) + 1))
    lanes = [lane for lane in LANES if any(row["lane"] == lane for row in rows)]
    cells: dict[tuple[int, str], list[Row]] = {}
    for row in rows:
        cells.setdefault((_key(row, monthly), row["lane"]), []).append(row)
    room = page.room
    step = (room.width - LEFT) / len(periods)
    pitch, heights = _sizes(cells, periods, lanes, step, room.height - FOOT)
    group = page.shapes.add_group_shape()
    y = room.top
    for lane, tall in zip(lanes, heights, strict=True):
        rule(page.shapes, room.left, y, room.width, 0, LIGHT.rule, 0.75, "Rule", page.words.t("A line between two lanes"))
        name = next(row["lane_text"] for row in rows if row["lane"] == lane)
        text, size = measure.fitted(name[:1].upper() + name[1:], (LEFT - 0.15) * 72, 2, (18, 16, 14))
        page.text(Room(room.left, y, LEFT - 0.15, tall), text, "Lane", size=size, bold=True, anchor="middle")
        for place, period in enumerate(periods):
            _cell(group, cells.get((period, lane), []), room.left + LEFT + place * step, y + tall, step, pitch)
        y += tall
    rule(page.shapes, room.left, y, room.width, 0, LIGHT.rule, 0.75, "Rule", page.words.t("A line between the lanes and the years"))
    _labels(page, periods, step, y, monthly, rows)
    _key_line(page, y + 0.42)
    describe(group, page.words.t("Timeline"), page.shown.alt)


def _key(row: Row, monthly: bool) -> int:
    # 0 stands for "before the first year" or "month not known".
    if monthly:
        return int(row["month"]) if row["month"] == row["month"] and row["month"] else 0
    return int(row["year"]) if row["year"] >= FIRST_YEAR else 0


def _sizes(
    cells: dict[tuple[int, str], list[Row]], periods: list[int], lanes: list[str], step: float, height: float
) -> tuple[float, list[float]]:
    """The largest pitch at which all lanes fit, and the height of each lane."""
    pitch = LARGEST
    while True:
        a_row = max(1, int((step - 0.03) / pitch))
        tall = [max(-(-len(cells.get((period, lane), [])) // a_row) for period in periods) * pitch + 0.2 for lane in lanes]
        tall = [max(item, 0.55) for item in tall]
        if sum(tall) <= height or pitch <= SMALLEST:
            spare = max(height - sum(tall), 0) / len(tall)
            return pitch, [item + min(spare, 0.4) for item in tall]
        pitch -= 0.01


def _cell(group: Any, rows: list[Row], left: float, bottom: float, step: float, pitch: float) -> None:
    a_row = max(1, int((step - 0.03) / pitch))
    for index, row in enumerate(rows):
        x, y = left + index % a_row * pitch, bottom - 0.1 - (index // a_row + 1) * pitch
        words = ": ".join(part for part in (row["date_text"], row["title"]) if part)
        words += f" ({row['verdict_name']})" if row["verdict_name"] else ""
        mark(group.shapes, row["verdict"], Room(x, y, pitch * 0.78, pitch * 0.78), row["date_text"], words)


def mark(shapes: Any, verdict: str, room: Room, name: str, words: str) -> None:
    """One event's sign."""
    form, colour, hollow = FORMS[verdict]
    paint_sign(swatch(shapes, room, name, words, form), colour, hollow=hollow)


def _labels(page: Page, periods: list[int], step: float, y: float, monthly: bool, rows: list[Row]) -> None:
    words = page.words
    for place, period in enumerate(periods):
        if monthly:
            year = rows[0]["year"]
            text = words.date(f"{year}-{period:02}", short=True).replace(str(year), "").strip() if period else words.t("no month")
        else:
            text = str(period) if period else words.t("before")
        if monthly or place % 2 == 0:
            left = page.room.left + LEFT + place * step
            page.text(Room(left, y + 0.06, max(step * 2, 0.6), 0.25), text, "Year", size=12, colour=QUIET)


def _key_line(page: Page, y: float) -> None:
    t = page.words.t
    names = {
        "supported": t("the article's words hold"),
        "imprecise": t("they are imprecise"),
        "contradicted": t("a source contradicts them"),
        "open": t("open (short)"),
        "": t("not in the article"),
    }
    x = page.room.left
    for verdict, text in names.items():
        mark(page.shapes, verdict, Room(x, y + 0.06, 0.15, 0.15), text, text)
        wide = measure.width(text, 14) / 72 + 0.1
        box(page.shapes, Room(x + 0.22, y, wide, 0.27), text, "Key", page.words.code, size=14, colour=QUIET, wrap=False)
        x += wide + 0.42
