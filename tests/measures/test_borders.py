"""Borders of the interactive map: each once, true to the outlines, nothing drawn that is none."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from shapely import MultiLineString, box, hausdorff_distance, unary_union
from shapely.geometry import LineString, shape

from aidlens.catalog import Catalog
from aidlens.measures import borders


def drawn(catalog: Catalog, name: str) -> MultiLineString:
    """The straight pieces a browser draws: from each point one step on."""
    points = [
        [(x / 1000, y / 1000) for x, y in zip(accumulate(way[::2]), accumulate(way[1::2]), strict=True)]
        for way in borders.steps(catalog, name)
    ]
    return MultiLineString([piece for course in points for piece in pairwise(course)])


def outlines(catalog: Catalog, name: str) -> MultiLineString:
    return unary_union([shape(item["geometry"]).boundary for item in catalog.geo[f"{name}.geojson"]["features"]])


def test_a_province_is_drawn_where_it_is_and_each_border_once(catalog: Catalog) -> None:
    lines, outline = drawn(catalog, borders.PROVINCES), outlines(catalog, borders.PROVINCES)
    assert hausdorff_distance(lines, outline) < borders.TOLERANCE[borders.PROVINCES] + 10.0**-borders.DECIMALS
    assert unary_union(lines).length == pytest.approx(lines.length)
    assert len(lines.geoms) < sum(len(line.coords) for line in outline.geoms) / 4


def test_the_countrys_own_border_is_left_to_its_provinces(catalog: Catalog) -> None:
    own = outlines(catalog, borders.PROVINCES)
    neighbours = drawn(catalog, borders.NEIGHBOURS)
    assert neighbours.distance(own) <= 0.1  # borders that end there still reach it
    near = own.buffer(borders.NEAR / 2)
    assert outlines(catalog, borders.NEIGHBOURS).intersection(near).length > 50 > 1 > neighbours.intersection(near).length


def test_the_edge_the_outlines_were_cut_at_is_no_border(catalog: Catalog) -> None:
    outline = outlines(catalog, borders.NEIGHBOURS)
    edge = box(*outline.bounds).boundary.buffer(borders.EDGE / 2)
    assert outline.intersection(edge).length > 10
    assert not [piece for piece in drawn(catalog, borders.NEIGHBOURS).geoms if LineString(piece).within(edge)]
