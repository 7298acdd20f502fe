"""How the marks of the map are set out: all of them on the map as first shown, numbers clear of the next mark, names of none twice."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import Any

import pytest

from aidlens.catalog import Catalog
from aidlens.exhibits import mapped_deck, mapped_figure, registry
from aidlens.exhibits.style import LIGHT, Canvas
from aidlens.i18n import Lang
from aidlens.view import View

WIDTHS = {True: (354, 460), False: (1152, 640)}
CASES = [(extent, narrow) for extent in ("west", "country") for narrow in (True, False)]


def figure(catalog: Catalog, extent: str, narrow: bool, words: Lang) -> Any:
    return registry.build("map", catalog, View(page="map", extent=extent), words).figure(Canvas(LIGHT, words, narrow))


def layers(catalog: Catalog, extent: str, narrow: bool, words: Lang) -> tuple[dict[str, list[dict[str, Any]]], dict[str, float]]:
    view = View(page="map", extent=extent)
    item = registry.build("map", catalog, view, words)
    content = json.loads(mapped_deck.deck(catalog, item.data, view, Canvas(LIGHT, words, narrow)).to_json())
    return {layer["id"]: layer["data"] for layer in content["layers"]}, content["initialViewState"]


def pixels(row: dict[str, Any], state: dict[str, float], narrow: bool) -> tuple[float, float]:
    """Px from the upper left corner of the deck as first shown: web Mercator, 512 px round the world at zoom 0."""
    width, height = WIDTHS[narrow]

    def plane(lon: float, lat: float) -> tuple[float, float]:
        scale = 512 * 2 ** state["zoom"] / math.tau
        return scale * math.radians(lon), -scale * math.asinh(math.tan(math.radians(lat)))

    (x, y), (x0, y0) = plane(row["lon"], row["lat"]), plane(state["longitude"], state["latitude"])
    return width / 2 + x - x0 + row["offset"][0], height / 2 + y - y0 + row["offset"][1]


@pytest.mark.parametrize(("extent", "narrow"), CASES)
def test_the_outline_holds_every_mark_of_a_callout_with_its_number(extent: str, narrow: bool, catalog: Catalog, en: Lang) -> None:
    drawn = figure(catalog, extent, narrow, en)
    (west, east), width = drawn.layout.xaxis.range, WIDTHS[narrow][0]
    for trace in (trace for trace in drawn.data if trace.mode == "markers+text"):
        if extent == "west" and trace.x[0] > east:
            continue  # the rest of the country is on the other extent
        at, half = (trace.x[0] - west) / (east - west) * width, trace.marker.size / 2
        number = 7 * len(trace.text[0])
        assert at - half >= -1, trace.hovertemplate
        assert at + half + number <= width + 1, trace.hovertemplate


@pytest.mark.parametrize(("extent", "narrow"), CASES)
def test_the_interactive_map_holds_every_mark_with_its_number(extent: str, narrow: bool, catalog: Catalog, en: Lang) -> None:
    data, state = layers(catalog, extent, narrow, en)
    assert len(data["marks"]) > 20
    for mark in data["marks"]:
        x, _ = pixels(mark, state, narrow)
        if extent == "west" and mark["lon"] > 64:
            continue
        assert x - mark["size"] / 2 >= -1, mark["hover"]
        assert x + (mark["number_offset"][0] - mark["offset"][0] + 7 if mark["number"] else mark["size"] / 2) <= WIDTHS[narrow][0] + 1, mark


@pytest.mark.parametrize(("extent", "narrow"), CASES)
def test_no_name_of_the_interactive_map_stands_on_another_or_on_a_mark(extent: str, narrow: bool, catalog: Catalog, either: Lang) -> None:
    data, state = layers(catalog, extent, narrow, either)
    names = [(row["name"], *pixels(row, state, narrow), len(row["name"]) * row["size"] * 0.27) for row in data["names"]]
    assert len(names) >= 5
    assert "Herat" in {name for name, *_ in names}
    for place, (name, x, y, half) in enumerate(names):
        for other, x1, y1, half1 in names[place + 1 :]:
            assert abs(x - x1) >= half + half1 or abs(y - y1) >= 13, f"{name} on {other}"
        for mark in data["marks"]:
            x1, y1 = pixels(mark, state, narrow)
            assert abs(x - x1) >= half or abs(y - y1) >= 12, f"{name} on {mark['hover']}"


@pytest.mark.parametrize("narrow", [True, False])
def test_a_number_of_a_callout_is_clear_of_the_next_mark(narrow: bool, catalog: Catalog, en: Lang) -> None:
    view = View(page="map")
    data = registry.build("map", catalog, view, en).data
    rows = mapped_figure.set_out([row for row in data.to_dict("records") if row["level"] == "district"])
    marks = [
        (row, cell) for row, cell in zip(rows, mapped_figure.cells(rows), strict=True) if "home" in row and row["place"] == "herat-district"
    ]
    assert len(marks) > 4
    for (row, (column, line)), (other, (next_column, next_line)) in pairwise(marks):
        if line != next_line:
            continue
        across = (next_column - column) / 2 * mapped_figure.pitch(row, narrow)[0]
        number = 6.5 * len(mapped_figure.number(row, narrow))
        taken = mapped_figure.size(row["works"], narrow) / 2 + number + mapped_figure.size(other["works"], narrow) / 2
        assert taken <= across + 3, f"{row['hover']} reaches {other['hover']}"
