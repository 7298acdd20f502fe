"""The relief of the map, one picture a theme (``make relief``): slopes of the land in tones between a theme's paper and the most that small
words still bear, in Web Mercator, the former Regional Command West clearest, then the country; beyond its borders the slopes fade.
"""

from __future__ import annotations

import io
import json
import math
import sys
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from aidlens.exhibits.style import DARK, LIGHT, PROJECTOR, Theme, mix
from aidlens.measures.mapped import rings_of
from aidlens.measures.relief import BOUNDS, mercator

ROOT = Path(__file__).resolve().parents[1]
GEO = ROOT / "data" / "geo"
SOURCE = GEO / "source" / "relief.png"  # equirectangular, over BOUNDS
WEST = ("AF-HER", "AF-FRA", "AF-BDG", "AF-GHO")  # provinces of the former Regional Command West
LARGER = 3  # px of the picture for one of the source, along a parallel
BROAD = 14.0  # px of the source: what is broader than this is a plain or a climate, not a slope
SOFT = 2.0  # px of the picture
REACH = 2.6  # degrees beyond the border at which the slopes have faded
QUALITY = 60  # of the JPEG, which browsers and slides both take
# The far end of a theme's tones, of which paper is the other: as far from it as the theme's quiet words bear.
ENDS = {
    LIGHT: mix(LIGHT.quiet, LIGHT.panel, 0.12),
    DARK: mix(DARK.quiet, DARK.paper, 0.26),
    PROJECTOR: mix(PROJECTOR.quiet, PROJECTOR.paper, 0.33),
}
# For the neighbours, the country, the west: the tone of flat ground from 0 (paper) to 1 (the end), and how far a slope goes from it.
GROUND = {False: (0.74, 0.5, 0.24), True: (0.12, 0.3, 0.56)}
SLOPE = (0.36, 0.44, 0.5)

Grid = NDArray[np.float64]


def picture(theme: Theme) -> Image.Image:
    """The relief in a theme's colours."""
    tones = _tones(theme.dark)[..., None]
    paper, end = (np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], dtype=np.float64) for colour in (theme.paper, ENDS[theme]))
    return Image.fromarray(np.rint(paper * (1 - tones) + end * tones).astype(np.uint8))


def written(theme: Theme) -> bytes:
    """``picture`` as a file."""
    out = io.BytesIO()
    picture(theme).save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def path(theme: Theme) -> Path:
    """Where the picture of a theme is kept."""
    return GEO / f"relief-{theme.name}.jpg"


@cache
def _tones(dark: bool) -> Grid:
    """The picture as numbers from 0 (paper) to 1 (the end)."""
    slopes, country, west = _slopes(), _mask(()), _mask(WEST)
    ground, reach = (low + (land - low) * country + (high - land) * west for low, land, high in (GROUND[dark], SLOPE))
    lit = slopes * reach * _near()
    return np.clip(ground + lit if dark else ground - lit, 0.0, 1.0)


@cache
def _slopes() -> Grid:
    """Light on the slopes, about -1 to 1, in Web Mercator."""
    with Image.open(SOURCE) as source:
        grey = np.asarray(source.convert("L"), dtype=np.float64)
    steep = grey - _blurred(grey, BROAD)
    rows, columns = steep.shape
    large = Image.fromarray(steep.astype(np.float32)).resize((columns * LARGER, rows * LARGER), Image.Resampling.BICUBIC)
    flat = np.asarray(large, dtype=np.float64)
    west, south, east, north = BOUNDS
    top, bottom = mercator(north), mercator(south)
    height = round(flat.shape[1] * (top - bottom) / math.radians(east - west))
    at = top - (np.arange(height) + 0.5) / height * (top - bottom)
    latitudes = np.degrees(2 * np.arctan(np.exp(at)) - math.pi / 2)
    from_row = np.clip((north - latitudes) / (north - south) * len(flat) - 0.5, 0, len(flat) - 1)
    above = np.minimum(from_row.astype(int), len(flat) - 2)
    share = (from_row - above)[:, None]
    shown = _blurred(flat[above] * (1 - share) + flat[above + 1] * share, SOFT)
    return np.clip(shown / (2.5 * shown.std()), -1.0, 1.0)


@cache
def _mask(codes: tuple[str, ...]) -> Grid:
    """1 inside provinces (all of them without ``codes``), 0 outside."""
    return _numbers(_drawn(codes).filter(ImageFilter.GaussianBlur(1)))


def _near() -> Grid:
    """1 in the country, falling beyond its border to 0 at ``REACH``."""
    country = _drawn(())
    around = _numbers(country.filter(ImageFilter.GaussianBlur(REACH / 2.5 * country.width / (BOUNDS[2] - BOUNDS[0]))))
    return np.sqrt(around) * (1 - _mask(())) + _mask(())


@cache
def _drawn(codes: tuple[str, ...]) -> Image.Image:
    west, south, east, north = BOUNDS
    top, bottom = mercator(north), mercator(south)
    height, width = _slopes().shape
    made = Image.new("L", (width, height))
    pen = ImageDraw.Draw(made)
    for item in json.loads((GEO / "provinces.geojson").read_text(encoding="utf-8"))["features"]:
        if codes and item["properties"]["iso_3166_2"] not in codes:
            continue
        for ring in rings_of(item):
            pen.polygon([((x - west) / (east - west) * width, (top - mercator(y)) / (top - bottom) * height) for x, y in ring], fill=255)
    return made


def _numbers(made: Image.Image) -> Grid:
    return np.asarray(made, dtype=np.float64) / 255


def _blurred(grid: Grid, radius: float) -> Grid:
    """A Gaussian blur, the edge carried on."""
    reach = math.ceil(3 * radius)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / radius) ** 2)
    weights /= weights.sum()
    for _ in range(2):
        padded = np.pad(grid, ((reach, reach), (0, 0)), mode="edge")
        grid = sum((weight * padded[at : at + len(grid)] for at, weight in enumerate(weights)), np.zeros_like(grid)).T
    return grid


if __name__ == "__main__":
    for each in ENDS:
        path(each).write_bytes(written(each))
        print(f"{path(each).relative_to(ROOT)}: {path(each).stat().st_size} bytes")
    sys.exit(0)
