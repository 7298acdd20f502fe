"""Native charts with their workbook inside: bars, columns, points in time. Values are the table's, labels its words."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.util import Inches
from xlsxwriter import Workbook

from aidlens.exhibits.style import LIGHT, mix
from aidlens.export.deck_text import CREATED, clean
from aidlens.export.pptx_frame import INK, QUIET, Page, Room, describe
from aidlens.export.pptx_theme import paint, points


@contextmanager
def workbook(_writer: Any, out: io.BytesIO) -> Iterator[tuple[Any, Any]]:
    """The workbook inside a chart, and its sheet."""
    # Words are never read as formulas or links, and the time of writing leaves no trace.
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True})
    book.set_properties({"created": CREATED, "author": "AidLens"})
    sheet = book.add_worksheet()
    sheet.set_column(0, 0, 40)
    yield book, sheet
    book.close()


class _Categories(CategoryChartData):
    @property
    def _workbook_writer(self) -> Any:
        writer: Any = CategoryWorkbookWriter(self)  # type: ignore[no-untyped-call]
        writer._open_worksheet = lambda out: workbook(writer, out)
        return writer


@dataclass(frozen=True)
class Fill:
    """How a bar is filled: solid, hatched (counted or claimed but not itemised), or an outline alone (the article's number)."""

    colour: str
    hatched: bool = False
    wide: bool = False
    outline: bool = False


@dataclass(frozen=True)
class Series:
    """One series: its name, a value and a label a category, and its fill or one fill a category."""

    name: str
    values: Sequence[float | None]
    labels: Sequence[str] = ()
    fills: Sequence[Fill] = ()


@dataclass(frozen=True)
class Look:
    """What of a chart differs from exhibit to exhibit."""

    size: float = 14
    gap: int = 45
    stacked: bool = False
    names: bool = True
    legend: bool = False
    most: float | None = None
    columns: bool = False
    plot: tuple[float, float, float, float] | None = None
    number_format: str = "#,##0"
    axis: bool = False
    every: int = 1
    heavy: frozenset[int] = field(default_factory=frozenset)


def number(value: Any) -> float | None:
    """A plain number for a chart; None where the table holds none."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return None if math.isnan(found) or math.isinf(found) else int(found) if found.is_integer() else found


def bars(page: Page, room: Room, names: Sequence[str], series: Sequence[Series], alt: str, title: str, look: Look | None = None) -> Any:
    """A bar chart (lying, or standing columns): one bar a category, from zero."""
    look = look or Look()
    data: Any = _Categories(  # type: ignore[no-untyped-call]
        number_format=look.number_format
    )
    data.categories = [clean(name) for name in names]
    for item in series:
        data.add_series(clean(item.name), [number(value) for value in item.values])
    kinds = {
        (False, False): XL_CHART_TYPE.BAR_CLUSTERED,
        (False, True): XL_CHART_TYPE.BAR_STACKED,
        (True, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
        (True, True): XL_CHART_TYPE.COLUMN_STACKED,
    }
    frame = page.shapes.add_chart(
        kinds[look.columns, look.stacked], Inches(room.left), Inches(room.top), Inches(room.width), Inches(room.height), data
    )
    chart = frame.chart
    dress(chart, look)
    _category_axis(chart.category_axis, look)
    _value_axis(chart.value_axis, look)
    plot = chart.plots[0]
    plot.gap_width = look.gap
    plot.overlap = 100 if look.stacked else 0
    for item, drawn in zip(series, plot.series, strict=True):
        _fill_series(drawn, item)
        write_labels(drawn, item.labels, look, XL_LABEL_POSITION.CENTER if look.stacked else XL_LABEL_POSITION.OUTSIDE_END)
    if look.plot:
        place_plot(chart, look.plot)
    describe(frame, title, alt)
    return chart


def dress(chart: Any, look: Look) -> None:
    """Type, legend and corners of any chart."""
    chart.has_title = False
    chart.font.size = points(look.size)
    paint(chart.font.color, INK)
    chart.has_legend = look.legend
    if look.legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        chart.legend.font.size = points(look.size)
    space = chart._chartSpace
    corners = space.find(qn("c:roundedCorners"))
    if corners is None:
        corners = etree.Element(qn("c:roundedCorners"))
        space.insert(1 if space.find(qn("c:date1904")) is not None else 0, corners)
    corners.set("val", "0")


def _category_axis(axis: Any, look: Look) -> None:
    axis.has_major_gridlines = False
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    paint(axis.format.line.color, LIGHT.rule)
    axis.tick_labels.font.size = points(look.size)
    if not look.names:
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    if not look.columns:
        axis.reverse_order = True
    properties = axis._element.find(qn("c:txPr")).find(qn("a:bodyPr"))
    properties.set("rot", "0")
    properties.set("vert", "horz")
    if look.every > 1:
        for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
            _before(axis._element, tag, ("c:noMultiLvlLbl", "c:extLst"), look.every)


def _before(element: Any, tag: str, later: tuple[str, ...], value: Any) -> None:
    child = etree.Element(qn(tag))
    child.set("val", str(value))
    for place, other in enumerate(element):
        if other.tag in {qn(name) for name in later}:
            element.insert(place, child)
            return
    element.append(child)


def _value_axis(axis: Any, look: Look) -> None:
    axis.minimum_scale = 0
    if look.most:
        axis.maximum_scale = look.most
    axis.has_major_gridlines = look.axis
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    if look.axis:
        paint(axis.major_gridlines.format.line.color, LIGHT.rule)
        axis.tick_labels.font.size = points(look.size)
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = look.number_format, False
        paint(axis.tick_labels.font.color, QUIET)
    else:
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE


def _fill_series(drawn: Any, item: Series) -> None:
    fills = list(item.fills)
    if not fills:
        fills = [Fill(LIGHT.accent)]
    drawn.invert_if_negative = False
    _fill(drawn.format, fills[0])
    if len(fills) > 1:
        for place, fill in enumerate(fills):
            _fill(drawn.points[place].format, fill)


def _fill(form: Any, fill: Fill) -> None:
    if fill.outline:
        form.fill.background()
        paint(form.line.color, fill.colour)
        form.line.width = points(1.5)
        form.line.dash_style = 4
    elif fill.hatched:
        form.fill.patterned()
        form.fill.pattern = MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL if fill.wide else MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
        paint(form.fill.fore_color, fill.colour)
        paint(form.fill.back_color, LIGHT.paper)
        paint(form.line.color, fill.colour)
        form.line.width = points(0.75)
    else:
        form.fill.solid()
        paint(form.fill.fore_color, fill.colour)
        paint(form.line.color, fill.colour)
        form.line.width = points(0.75)


def write_labels(drawn: Any, labels: Sequence[str], look: Look, position: Any) -> None:
    """The table\'s words as labels of a series\' points."""
    for place, text in enumerate(labels):
        if not text:
            continue
        label = drawn.points[place].data_label
        frame = label.text_frame
        frame.text = clean(text)
        frame.word_wrap = False
        font = frame.paragraphs[0].runs[0].font
        font.size, font.bold = points(look.size), place in look.heavy
        paint(font.color, INK)
        label.position = position


def place_plot(chart: Any, plot: tuple[float, float, float, float]) -> None:
    """Fix the inner plot (fractions of the chart: left, top, width, height), so that charts side by side line up."""
    area = chart._chartSpace.find(qn("c:chart")).find(qn("c:plotArea"))
    layout = area.find(qn("c:layout"))
    if layout is None:
        layout = etree.Element(qn("c:layout"))
        area.insert(0, layout)
    for child in list(layout):
        layout.remove(child)
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    for tag, value in (("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge")):
        etree.SubElement(manual, qn(f"c:{tag}")).set("val", value)
    for tag, share in zip("xywh", plot, strict=True):
        etree.SubElement(manual, qn(f"c:{tag}")).set("val", f"{share:.4f}")


def light(colour: str) -> str:
    """The light tone of a colour: less precise, less certain."""
    return mix(colour, LIGHT.paper, 0.42)
