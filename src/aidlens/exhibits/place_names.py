"""Where names stand on a map: the one rule for the outline and for the interactive map, in px of either."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

LETTER = 0.27  # half the width of a letter to the size of its type, on average
CLEAR_OF_NUMBER, CLEAR_OF_MARK, CLEAR_DOWN = 28.0, 14.0, 14.0  # px from the middle of a mark, at the desktop's scale
BETWEEN, LINE = 4.0, 17.0  # px between two names, across and down


@dataclass(frozen=True)
class Name:
    """A name that asks for a place: ``x`` and, in the order of preference, the ``ys`` of its middle in px rightward and downward; the
    size of its type in px. ``key`` is for whoever asks.
    """

    key: int
    words: str
    size: float
    x: float
    ys: tuple[float, ...]

    @property
    def half(self) -> float:
        """Half its width in px."""
        return len(self.words) * self.size * LETTER


def placed(
    names: Iterable[Name],
    marks: list[tuple[float, float, bool]],
    scale: float,
    inside: Callable[[float, float, float], bool] = lambda x, y, half: True,
) -> dict[int, int]:
    """Which of its ``ys`` each name takes, by ``key``; those that would lie on a mark, its number or an earlier name are left out.

    ``marks``: x and y in px and whether a number stands at the right; ``inside`` says whether a name at x, y with that half width is on the
    map.
    """
    found: dict[int, int] = {}
    taken: list[tuple[float, float, float]] = []
    for name in names:
        x, half = name.x, name.half
        for choice, y in enumerate(name.ys):
            on_marks = any(
                x - half - (CLEAR_OF_NUMBER if numbered else CLEAR_OF_MARK) * scale < at < x + half + CLEAR_OF_MARK * scale
                and abs(y - level) < CLEAR_DOWN * scale
                for at, level, numbered in marks
            )
            on_names = any(abs(x - at) < half + other + BETWEEN * scale and abs(y - level) < LINE * scale for at, level, other in taken)
            if inside(x, y, half) and not on_marks and not on_names:
                taken.append((x, y, half))
                found[name.key] = choice
                break
    return found
