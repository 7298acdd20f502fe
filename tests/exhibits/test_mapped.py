"""How the marks of the map are set out: all of them on the map as first shown, numbers clear of the next mark, names of none twice."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import Any

import pytest

from aidlens.catalog import Catalog
from aidlens.exhibits import mapped_deck, mapped_figure, registry
from aidlens.exhibits.style import LIGHT, PROJECTOR, Canvas, Theme
from aidlens.i18n import Lang
from aidlens.view import View

# On a phone, on a desk, in a room: the theme, whether it is narrow, the px of the column.
PHONE, DESK, ROOM = (LIGHT, True, 354), (LIGHT, False, 1152), (PROJECTOR, False, 1824)
Kind = tuple[Theme, bool, int]
CASES = [pytest.param(extent, kind, id=f"{extent}-{kind[2]}") for extent in ("west", "country") for kind in (PHONE, DESK, ROOM)]


def canvas(kind: Kind, words: Lang) -> Canvas:
    return Canvas(kind[0], words, kind[1])


def figure(catalog: Catalog, extent: str, kind: Kind, words: Lang) -> Any:
    return registry.build("map", catalog, View(page="map", extent=extent), words).drawn(canvas(kind, words))


def layers(catalog: Catalog, extent: str, kind: Kind, words: Lang) -> tuple[dict[str, list[dict[str, Any]]], dict[str, float]]:
    view = View(page="map", extent=extent)
    item = registry.build("map", catalog, view, words)
    content = json.loads(mapped_deck.deck(catalog, item.data, view, canvas(kind, words)).to_json())
    return {layer["id"]: layer["data"] for layer in content["layers"]}, content["initialViewState"]


def pixels(row: dict[str, Any], state: dict[str, float], kind: Kind) -> tuple[float, float]:
    """Px from the left edge and from the middle of the deck as first shown: web Mercator, 512 px round the world at zoom 0."""
    width = kind[2]

    def plane(lon: float, lat: float) -> tuple[float, float]:
        scale = 512 * 2 ** state["zoom"] / math.tau
        return scale * math.radians(lon), -scale * math.asinh(math.tan(math.radians(lat)))

    (x, y), (x0, y0) = plane(row["lon"], row["lat"]), plane(state["longitude"], state["latitude"])
    return width / 2 + x - x0 + row["offset"][0], y - y0 + row["offset"][1]


@pytest.mark.parametrize(("extent", "kind"), CASES)
def test_the_outline_holds_every_mark_of_a_callout_with_its_number(extent: str, kind: Kind, catalog: Catalog, en: Lang) -> None:
    drawn = figure(catalog, extent, kind, en)
    (west, east), width = drawn.layout.xaxis.range, kind[2]
    for trace in (trace for trace in drawn.data if trace.mode == "markers+text"):
        if extent == "west" and trace.x[0] > east:
            continue  # the rest of the country is on the other extent
        at, half = (trace.x[0] - west) / (east - west) * width, trace.marker.size / 2
        number = 7 * len(trace.text[0])
        assert at - half >= -1, trace.hovertemplate
        assert at + half + number <= width + 1, trace.hovertemplate


@pytest.mark.parametrize(("extent", "kind"), CASES)
def test_the_interactive_map_holds_every_mark_with_its_number(extent: str, kind: Kind, catalog: Catalog, en: Lang) -> None:
    data, state = layers(catalog, extent, kind, en)
    assert len(data["marks"]) > 20 and data["numbers"]
    for mark in data["marks"]:
        x, _ = pixels(mark, state, kind)
        if extent == "country" or mark["lon"] <= 64:
            assert x - mark["size"] / 2 >= -1, mark["hover"]
            assert x + mark["size"] / 2 <= kind[2] + 1, mark["hover"]
    for row in data["numbers"]:
        x, _ = pixels({**row, "offset": row["number_offset"]}, state, kind)
        if extent == "country" or row["lon"] <= 64:
            assert x + 7 <= kind[2] + 1, row


@pytest.mark.parametrize(("extent", "kind"), CASES)
def test_no_name_of_the_interactive_map_stands_on_another_or_on_a_mark(extent: str, kind: Kind, catalog: Catalog, either: Lang) -> None:
    data, state = layers(catalog, extent, kind, either)
    names = [(row["name"], *pixels(row, state, kind), len(row["name"]) * row["size"] * 0.27) for row in data["names"]]
    assert len(names) >= 5
    assert "Herat" in {name for name, *_ in names}
    for place, (name, x, y, half) in enumerate(names):
        for other, x1, y1, half1 in names[place + 1 :]:
            assert abs(x - x1) >= half + half1 or abs(y - y1) >= 13, f"{name} on {other}"
        for mark in data["marks"]:
            x1, y1 = pixels(mark, state, kind)
            assert abs(x - x1) >= half or abs(y - y1) >= 12, f"{name} on {mark['hover']}"


@pytest.mark.parametrize("kind", [PHONE, DESK, ROOM], ids=["phone", "desk", "room"])
def test_a_number_of_a_callout_is_clear_of_the_next_mark(kind: Kind, catalog: Catalog, en: Lang) -> None:
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
        across = (next_column - column) / 2 * mapped_figure.pitch(row, canvas(kind, en))[0]
        number = 6.5 * len(mapped_figure.number(row, canvas(kind, en)))
        taken = mapped_figure.size(row["works"], canvas(kind, en)) / 2 + number + mapped_figure.size(other["works"], canvas(kind, en)) / 2
        assert taken <= across + 3, f"{row['hover']} reaches {other['hover']}"
