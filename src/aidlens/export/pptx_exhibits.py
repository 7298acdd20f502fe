"""How each exhibit looks on a slide: which of its columns are charted and how. The others are bars, or a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aidlens.exhibits.style import LIGHT, mix
from aidlens.export import text_metrics
from aidlens.export.pptx_charts import Fill, Look, Series, bars, light, number
from aidlens.export.pptx_drawing import paint_drawing
from aidlens.export.pptx_frame import QUIET, Page, Room
from aidlens.export.pptx_tables import MOST_PAGES, paint_table
from aidlens.export.pptx_time import growth, in_scale, millions, nice, over_time
from aidlens.view import STEPS

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
        current.text(Room(current.room.left, current.room.bottom - 0.22, current.room.width, 0.24), words, "Remark", size=12, colour=QUIET)


def _label_of(page: Page, key: str) -> str:
    return next((str(column.label) for column in page.shown.columns if column.key == key), key)


# ── the ladder: a chart a claim, steps below each other ───────────────────────────────────────────────────────────


def _ladder(page: Page) -> None:
    rows = page.data.to_dict("records")
    labels = {step: _label_of(page, "official_said" if step == "official" else f"{step}_text") for step in STEPS}
    names = [labels[step][:1].upper() + labels[step][1:] for step in STEPS]
    size, columns = 16 if len(rows) > 1 else 18, min(len(rows), 3)
    first = max(text_metrics.width(name, size) for name in names) / 72 + 0.15
    # A label has no room for what a sum of ours adds; under a single claim the title says it.
    sums = [f"{row['name']}: {row['official_said']}" for row in rows if row["official_said"] != row["official_text"]]
    if sums and len(rows) > 1:
        page.say(f"{labels['official']} · {'; '.join(sums)}")
    for place, part in enumerate(rows[start : start + 4] for start in range(0, len(rows), 4)):
        current = page if place == 0 else page.more()
        _claims(current, part, columns, names, first, size)


def _claims(page: Page, rows: list[Row], columns: int, names: list[str], first: float, size: float) -> None:
    room, head = page.room, 1.0
    wide = (room.width - first) / max(len(rows), columns)
    top, tall = room.top + head, room.height - head
    for place, row in enumerate(rows):
        left = room.left + first + place * wide
        colour = LIGHT.kinds[row["family"]]
        fitting = wide - 0.15
        text, points = text_metrics.fitted(row["name"], fitting * 72, 2, (20, 18, 16, 14), bold=True)
        style = {"bold": True, "colour": LIGHT.kind_text[row["family"]], "anchor": "bottom"}
        page.text(Room(left, room.top, fitting, 0.64), text, "Claim", size=points, **style)
        text, points = text_metrics.fitted(row["quote"], fitting * 72, 1, (16, 14, 13, 12))
        page.text(Room(left, room.top + 0.66, fitting, 0.28), text, "Claim", size=points, colour=QUIET)
        fills = [
            Fill(LIGHT.ink, outline=True),
            Fill(colour, hatched=True),
            Fill(colour, hatched=True, wide=True),
            Fill(light(colour)),
            Fill(mix(colour, LIGHT.paper, 0.72)),
            Fill(colour),
            Fill(mix(LIGHT.quiet, LIGHT.paper, 0.5)),
        ]
        series = Series(row["name"], [row[step] for step in STEPS], [row[f"{step}_text"] for step in STEPS], fills)
        start, width = (room.left, first + wide) if place == 0 else (left, wide)
        most = max(number(row[step]) or 0 for step in STEPS)
        label = max(text_metrics.width(row[f"{step}_text"], size) for step in STEPS) / 72
        # The longest bar and its label share the column.
        span = most * (wide - 0.1) / max(wide - 0.25 - label, 0.6)
        plot = ((first if place == 0 else 0.02) / width, 0.0, (wide - 0.1) / width, 1.0)
        look = Look(size=size, gap=55, names=place == 0, most=span or 1, plot=plot, heavy=frozenset({1, 3}))
        alt = page.words.t(
            "{claim}, {words}: official count {official}, traced one by one {traced}, placed {placed}, two origins {confirmed}.",
            claim=row["name"],
            words=row["words"],
            official=row["official_said"],
            **{step: row[f"{step}_text"] for step in ("traced", "placed", "confirmed")},
        )
        bars(page, Room(start, top, width, tall), names, [series], alt, row["name"], look)


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
        size=11 if len(rows) > 16 else 14,
        gap=35,
        columns=True,
        axis=True,
        number_format="#,##0,,",
        every=2 if len(rows) > 14 else 1,
        most=nice(max(values) * 1.1)[0],
    )
    series = Series(_label_of(page, "text"), values, labels, [Fill(LIGHT.accent)])
    bars(page, room, [str(row["year_text"]) for row in rows], [series], page.shown.alt, page.words.t("Chart"), look)


# ── works ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _counts(page: Page) -> None:
    rows = page.data.to_dict("records")
    parts = [rows[start : start + 14] for start in range(0, len(rows), 14)]
    colour, current = LIGHT.accent, page
    fills = {"district": Fill(colour), "province": Fill(light(colour)), "country": Fill(colour, hatched=True)}
    most = max(number(row["works"]) or 0 for row in rows)
    for place, part in enumerate(parts[:MOST_PAGES]):
        current = current if place == 0 else current.more()
        series = [Series(_label_of(page, f"{level}_text"), [row[level] for row in part], fills=[fill]) for level, fill in fills.items()]
        names = [f"{row['name']} · {row['works_text']}" for row in part]
        look = Look(size=16 if len(part) <= 9 else 14, gap=35, stacked=True, legend=True, most=most * 1.02)
        bars(current, current.room, names, series, page.shown.alt, page.words.t("Chart"), look)


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
        current.text(Room(current.room.left, current.room.bottom - 0.22, current.room.width, 0.24), words, "Remark", size=12, colour=QUIET)


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


def _became(page: Page) -> None:
    """One bar of all works, hatched where no report was found; the reports below it as a table."""
    rows = page.data.to_dict("records")
    series = [
        Series(
            str(row["name"]),
            [row["works"]],
            [f"{row['works_text']} {row['state_name']}"] if not row["state"] else [],
            [Fill(LIGHT.quiet, hatched=True) if not row["state"] else Fill(LIGHT.accent)],
        )
        for row in rows
    ]
    tall = 0.75
    room = Room(page.room.left, page.room.top, page.room.width, tall)
    look = Look(size=16, gap=10, stacked=True, names=False, most=sum(number(row["works"]) or 0 for row in rows), plot=(0.0, 0.05, 1.0, 0.9))
    bars(page, room, [page.words.t("Works")], series, page.shown.alt, page.words.t("Chart"), look)
    page.room = Room(page.room.left, page.room.top + tall + 0.12, page.room.width, page.room.height - tall - 0.12)
    paint_table(page)


# By the kind of drawing an exhibit names.
PAINTERS: dict[str, Callable[[Page], None]] = {
    "steps": _ladder,
    "parts": _parts,
    "amounts": over_time,
    "scale": in_scale,
    "columns": _years,
    "stacked": _counts,
    "climb": growth,
    "panels": _values,
    "whole": _became,
    "drawing": paint_drawing,
}
