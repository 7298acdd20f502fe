"""The land under the map: its pictures are those its script makes, words can be read on them, and they lie where they say."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from shapely import LineString, Point
from shapely.geometry import shape

from aidlens.catalog import RELIEF_FILES, Catalog
from aidlens.exhibits.style import GROUNDS, LIGHT, WALL, Theme
from aidlens.measures.relief import BOUNDS, TOLERANCE, mercator, relief, rivers
from tests import relief as script
from tests.exhibits.test_style import TEXT, luminance

LUMA = (0.2126, 0.7152, 0.0722)  # of red, green, blue in relative luminance


@pytest.fixture(params=script.ENDS, ids=lambda theme: theme.name)
def theme(request: pytest.FixtureRequest) -> Theme:
    return request.param


def shown(catalog: Catalog, theme: Theme) -> np.ndarray:
    with Image.open(io.BytesIO(relief(catalog, theme.name).jpeg)) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def at(catalog: Catalog, theme: Theme, lon: float, lat: float) -> float:
    """How light the land around a point is."""
    pixels = shown(catalog, theme)
    height, width, _ = pixels.shape
    left, top, *_ = relief(catalog, theme.name).box(lon, lat, lon, lat)
    x, y = round(left * width), round(top * height)
    return float(pixels[y - 6 : y + 7, x - 6 : x + 7].mean())


def test_the_picture_is_what_the_script_makes(theme: Theme, catalog: Catalog) -> None:
    """Another machine's arithmetic may round a pixel otherwise, no more."""
    with Image.open(io.BytesIO(script.written(theme))) as again:
        apart = np.abs(np.asarray(again.convert("RGB")).astype(int) - shown(catalog, theme))
    assert apart.max() <= 6 and apart.mean() < 0.01, "make relief makes it again"


def test_a_picture_is_light(theme: Theme, catalog: Catalog) -> None:
    assert len(relief(catalog, theme.name).jpeg) <= 60_000
    assert {f"relief-{each.name}.jpg" for each in script.ENDS} == set(RELIEF_FILES)


def test_quiet_words_can_be_read_on_every_pixel(theme: Theme, catalog: Catalog) -> None:
    light = np.array([luminance(f"#{step:02X}{step:02X}{step:02X}") for step in range(256)])[shown(catalog, theme)] @ LUMA
    least = min((max(one, luminance(theme.quiet)) + 0.05) / (min(one, luminance(theme.quiet)) + 0.05) for one in (light.min(), light.max()))
    assert least >= TEXT


def test_the_wall_has_the_relief_of_paper(catalog: Catalog) -> None:
    assert WALL.paper == LIGHT.paper and relief(catalog, WALL.name) == relief(catalog, LIGHT.name)


def test_the_west_is_lighter_than_the_country_and_that_than_its_neighbours(theme: Theme, catalog: Catalog) -> None:
    west = at(catalog, theme, 61.3, 33.2)  # plains, where no slope throws a shadow: Herat, Helmand, Iran
    assert west > at(catalog, theme, 63.6, 30.3) > at(catalog, theme, 59.0, 35.2)


def test_the_slopes_fade_to_one_ground_at_the_edges(theme: Theme, catalog: Catalog) -> None:
    pixels, made = shown(catalog, theme), relief(catalog, theme.name)
    ground = [int(GROUNDS[made.name][at : at + 2], 16) for at in (1, 3, 5)]
    for edge in (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]):
        assert np.abs(edge - ground).max() <= 1


def test_the_picture_is_in_web_mercator_over_its_bounds(theme: Theme, catalog: Catalog) -> None:
    height, width, _ = shown(catalog, theme).shape
    west, south, east, north = BOUNDS
    assert height / width == pytest.approx((mercator(north) - mercator(south)) / np.radians(east - west), abs=1e-3)
    made = relief(catalog, theme.name)
    assert made.box(*BOUNDS) == pytest.approx((0, 0, 1, 1))
    # The middle of the degrees lies below the middle of the picture, as on any such map: 34 N at 51.6% of its height.
    assert made.box(57, 34, 78, 34)[1] == pytest.approx(0.5196, abs=2e-3)
    # The border with Iran north of the Hari Rud, where the ground changes from one tone to the next within a pixel or two.
    row = round(made.box(60, 34.9, 61, 34.9)[1] * height)
    tones = shown(catalog, theme)[row].mean(axis=1)
    columns = np.arange(width) / width * (east - west) + west
    near = (columns > 60.3) & (columns < 62.0)
    step = columns[near][np.abs(np.convolve(tones, [1, 1, 1, 0, -1, -1, -1], "same"))[near].argmax()]
    land = script.rings_of(next(item for item in catalog.geo["provinces.geojson"]["features"] if "AF-HER" in str(item["properties"])))
    edge = min(LineString(ring).intersection(LineString([(60, 34.9), (62.0, 34.9)])).bounds[0] for ring in land)
    assert step == pytest.approx(edge, abs=0.05)


def test_rivers_are_those_of_the_source_without_what_no_screen_shows(catalog: Catalog, data_dir: Path) -> None:
    source = [shape(item["geometry"]) for item in catalog.geo["rivers.geojson"]["features"]]
    found = rivers(catalog)
    assert [level for level, _ in found] == sorted(level for level, _ in found) and {level for level, _ in found} <= {1, 2, 3, 4}
    for _, line in found:
        for point in line:
            assert min(river.distance(Point(point)) for river in source) < TOLERANCE
    assert sum(len(line) for _, line in found) < sum(len(line.coords) for line in source) / 2
    assert len(gzip.compress((data_dir / "geo" / "rivers.geojson").read_bytes())) < 35_000
    hari_rud = Point(62.2, 34.31)  # beside Herat
    assert min(LineString(line).distance(hari_rud) for _, line in found) < 0.1
