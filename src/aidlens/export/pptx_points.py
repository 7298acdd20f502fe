"""Native charts of points: amounts and counts in time, or on an axis that goes by tens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.chart.data import XyChartData
from pptx.chart.xlsx import XyWorkbookWriter
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Inches

from aidlens.exhibits.style import LIGHT
from aidlens.export.deck_text import clean
from aidlens.export.pptx_charts import Look, dress, light, place_plot, workbook, write_labels
from aidlens.export.pptx_frame import QUIET, Page, Room, describe
from aidlens.export.pptx_theme import paint, points


class _Points(XyChartData):
    @property
    def _workbook_writer(self) -> Any:
        writer: Any = XyWorkbookWriter(self)  # type: ignore[no-untyped-call]
        writer._open_worksheet = lambda out: workbook(writer, out)
        return writer


@dataclass(frozen=True)
class Dots:
    """Points of one kind: x and y, labels ("" for none), sign and colour; ``joined`` draws the line instead of the signs."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    labels: Sequence[str] = ()
    sign: str = "circle"
    colour: str = LIGHT.accent
    joined: bool = False
    hollow: bool = False
    above: bool = True


@dataclass(frozen=True)
class Axes:
    """The two axes of a chart of points: (least, most, step) of x and y, formats, and whether x goes by tens."""

    x: tuple[float, float, float]
    y: tuple[float, float, float]
    x_format: str = "0"
    y_format: str = "#,##0"
    tens: bool = False
    y_names: bool = True
    size: float = 14
    legend: bool = True
    plot: tuple[float, float, float, float] | None = None


_SIGNS = {"circle": XL_MARKER_STYLE.CIRCLE, "square": XL_MARKER_STYLE.SQUARE, "diamond": XL_MARKER_STYLE.DIAMOND}


def scatter(page: Page, room: Room, groups: Sequence[Dots], axes: Axes, alt: str, title: str) -> Any:
    """A chart of points."""
    data: Any = _Points(  # type: ignore[no-untyped-call]
        number_format="General"
    )
    # LibreOffice forgets the points of a series when a longer one follows.
    groups = sorted(groups, key=lambda group: -len(group.x))
    for group in groups:
        series = data.add_series(clean(group.name))
        for x, y in zip(group.x, group.y, strict=True):
            series.add_data_point(x, y)
    frame = page.shapes.add_chart(
        XL_CHART_TYPE.XY_SCATTER, Inches(room.left), Inches(room.top), Inches(room.width), Inches(room.height), data
    )
    chart = frame.chart
    dress(chart, Look(size=axes.size, legend=axes.legend))
    _scale(chart.category_axis, axes.x, axes.x_format, axes.size, grid=axes.tens)
    _scale(chart.value_axis, axes.y, axes.y_format, axes.size, grid=not axes.tens)
    if axes.tens:
        base = etree.Element(qn("c:logBase"))
        base.set("val", "10")
        chart.category_axis._element.find(qn("c:scaling")).insert(0, base)
        chart.value_axis.reverse_order = True
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    if not axes.y_names:
        chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        chart.value_axis.format.line.fill.background()
    for group, drawn in zip(groups, chart.plots[0].series, strict=True):
        _draw_dots(drawn, group)
        position = XL_LABEL_POSITION.ABOVE if group.above else XL_LABEL_POSITION.BELOW
        write_labels(drawn, group.labels, Look(size=axes.size), position)
    if axes.plot:
        place_plot(chart, axes.plot)
    describe(frame, title, alt)
    return chart


def _scale(axis: Any, span: tuple[float, float, float], number_format: str, size: float, *, grid: bool) -> None:
    axis.minimum_scale, axis.maximum_scale = span[0], span[1]
    if span[2]:
        axis.major_unit = span[2]
    axis.has_major_gridlines = grid
    if grid:
        paint(axis.major_gridlines.format.line.color, LIGHT.rule)
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = number_format, False
    axis.tick_labels.font.size = points(size)
    paint(axis.tick_labels.font.color, QUIET)
    paint(axis.format.line.color, LIGHT.rule)


def _draw_dots(drawn: Any, group: Dots) -> None:
    if group.joined:
        drawn.marker.style = XL_MARKER_STYLE.NONE
        paint(drawn.format.line.color, group.colour)
        drawn.format.line.width = points(1.5)
        drawn.smooth = False
        return
    drawn.format.line.fill.background()
    drawn.marker.style, drawn.marker.size = _SIGNS[group.sign], 10
    drawn.marker.format.fill.solid()
    # A light tone stands for hollow: LibreOffice draws a sign in the colour of its body alone.
    paint(drawn.marker.format.fill.fore_color, light(group.colour) if group.hollow else group.colour)
    paint(drawn.marker.format.line.color, group.colour)
    drawn.marker.format.line.width = points(1.75)
