"""How wide and how high words are: measured with the house's own fonts, with room for the wider fonts that may stand in for them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PIL import ImageFont

from aidlens.catalog import site_dir

FILES = {"sans": "libre-franklin-latin-wght-normal.woff2", "serif": "newsreader-latin-standard-normal.woff2"}
# Where a machine lacks the fonts, the common stand-ins are up to a quarter wider.
SPARE = {"sans": 1.16, "serif": 1.28}
LINE = 1.22  # height of a line, in sizes


@lru_cache(maxsize=8)
def _font(kind: str) -> ImageFont.FreeTypeFont | None:
    path = site_dir() / "static" / "fonts" / FILES.get(kind, FILES["sans"])
    try:
        font = ImageFont.truetype(str(path), 100)
        axes: Any = font.get_variation_axes()
        font.set_variation_by_axes([400 if axis["name"] in (b"Weight", "Weight") else axis["default"] for axis in axes])
    except OSError:
        return None
    return font


@lru_cache(maxsize=20_000)
def width(text: str, size: float, kind: str = "sans", bold: bool = False) -> float:
    """The width of one line of text in points."""
    font = _font(kind)
    plain = font.getlength(text) / 100 if font else 0.56 * len(text)
    return plain * size * SPARE[kind] * (1.1 if bold else 1)


def lines(text: str, size: float, room: float, kind: str = "sans", bold: bool = False) -> int:
    """How many lines text takes in ``room`` points."""
    room /= 1.1 if bold else 1
    return sum(_wrapped(part, size, room, kind) for part in text.split("\n"))


def _wrapped(text: str, size: float, room: float, kind: str) -> int:
    count, used, space = 1, 0.0, width(" ", size, kind)
    for word in text.split(" "):
        need = width(word, size, kind)
        if need > room:
            # A word longer than the line is broken wherever the line ends.
            count += int((used + need) / room) if used else int(need / room)
            used = need % room
        elif used and used + space + need > room:
            count, used = count + 1, need
        else:
            used += (space if used else 0) + need
    return count


def few_lines(text: str, room: float) -> tuple[str, float]:
    """Text on as few lines as hold it whole in type large enough, at most three."""
    for most, sizes in ((1, (18, 17, 16)), (2, (18, 16))):
        for size in sizes:
            if lines(text, size, room) <= most:
                return text, size
    return fitted(text, room, 3, (16, 14))


def fitted(text: str, room: float, most: int, sizes: tuple[float, ...], kind: str = "sans", bold: bool = False) -> tuple[str, float]:
    """The text and the largest of ``sizes`` in which it takes at most ``most`` lines; cut with an ellipsis where none does."""
    room /= 1.1 if bold else 1
    for size in sizes:
        whole = all(width(word, size, kind) <= room for word in text.split())
        if lines(text, size, room, kind) <= most and (whole or size == sizes[-1]):
            return text, size
    size, low, high = sizes[-1], 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if lines(text[:middle].rstrip() + "…", size, room, kind) <= most else (low, middle - 1)
    return text[:low].rstrip() + "…", size
