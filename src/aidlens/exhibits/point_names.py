"""Points of a chart that say what they are: words beside them, clear of all else; points that lie on each other answer as one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from aidlens.exhibits.sheet import Sheet
from aidlens.i18n import Lang

Row = dict[str, Any]
Place = tuple[float, float]
NEAR = 6.0  # px: marks whose middles are no further apart hide each other by more than half
TYPE = 0.93
TOUCH = 11.0  # px: marks whose middles are closer touch, and have no room for a name each
TOUCH_NARROW = 40.0  # px: on a phone
MOST = 3  # different numbers that are named one by one


@dataclass(frozen=True)
class Pile:
    """Rows whose marks hide each other, with their places; ``href`` opens them as a list, "" where each opens by itself."""

    rows: tuple[Row, ...]
    places: tuple[Place, ...]
    href: str = ""


def piles(
    found: Sequence[tuple[Row, Place]], sheet: Sheet, listed: Callable[[Sequence[Row]], str] = lambda rows: "", near: float = NEAR
) -> list[Pile]:
    """The rows of one series in the order given, those no further apart than ``near`` px together."""
    groups: list[list[tuple[Row, Place]]] = []
    near *= sheet.scale
    for row, (x, y) in found:
        mates = [group for group in groups if any(abs(x - ox) * sheet.width <= near and abs(y - oy) <= near for _, (ox, oy) in group)]
        groups = [group for group in groups if group not in mates]
        groups.append([*(item for group in mates for item in group), (row, (x, y))])
    return [_pile(group, listed) for group in groups]


def _pile(group: list[tuple[Row, Place]], listed: Callable[[Sequence[Row]], str]) -> Pile:
    rows = tuple(row for row, _ in group)
    return Pile(rows, tuple(place for _, place in group), listed(rows) if len(rows) > 1 else "")


def opening(sheet: Sheet, pile: Pile) -> None:
    """What makes a pile answer as one."""
    xs, ys = [x * sheet.width for x, _ in pile.places], [y for _, y in pile.places]
    size = (max(max(xs) - min(xs), max(ys) - min(ys)) + 12 * sheet.scale) / sheet.scale
    lines = [f"{row['date_text']} · {row['text']} · {row.get('publisher') or row['name']}" for row in pile.rows]
    head = sheet.lang.n("{n} point here, as a list", "{n} points here, as a list", len(lines))
    words = "<br>".join((f"<b>{head}</b>", *lines))
    sheet.target((min(xs) + max(xs)) / 2 / sheet.width, (min(ys) + max(ys)) / 2, size, pile.href, words)


def numbers(pile: Pile, lang: Lang) -> str:
    """The numbers of a pile in words, each as often as it is there; of many only how many there are and how far they reach."""
    rows = sorted(pile.rows, key=lambda row: (row["value"], row["short"]))
    each = Counter(str(row["short"]) for row in rows)
    if len(each) > MOST:
        return lang.t("{n} numbers, {least} to {most}", n=len(rows), least=rows[0]["short"], most=rows[-1]["short"])
    return " · ".join(words if count == 1 else f"{words} ×{count}" for words, count in each.items())


@dataclass
class Names:
    """Puts words beside points, clear of marks, of lines and of each other; they stand right of ``left`` and above ``foot``."""

    sheet: Sheet
    foot: float
    left: float = 0.0  # where an axis has its words
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def keep(self, x: float, y: float, wide: float, high: float) -> None:
        """Keep a box round a place clear."""
        self.taken.append((x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))

    def put(self, pile: Pile, words: str, *, colour: str = "", always: bool = False, far: bool = False) -> None:
        """Words beside a pile where they are clear of all else; where they are nowhere, they stay away unless they ``always`` stand."""
        wide, high = 1.06 * self.sheet.room(words, 1.0 if self.sheet.large else TYPE) * self.sheet.width, 17 * self.sheet.scale
        best, least = None, math.inf
        for x, y in self.sides(pile, wide, far=far):
            box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            if box[0] < self.left or box[2] > self.sheet.width or box[1] < 0 or box[3] > self.foot:
                continue
            over = sum(_shared(box, other) for other in self.taken)
            if over < least:
                best, least = box, over
        if best is None or (least and not always):
            return
        self.taken.append(best)
        # Words are mostly shorter than the room kept for them: beside an axis those left of a pile end beside it.
        left = self.left > 0 and best[2] <= min(x for x, _ in pile.places) * self.sheet.width
        x = best[2] if left else best[0]
        self.sheet.text(x / self.sheet.width, (best[1] + best[3]) / 2, words, size=TYPE, colour=colour, anchor="right" if left else "left")

    def sides(self, pile: Pile, wide: float, *, far: bool) -> Iterator[Place]:
        """Middles of words ``wide`` px around a pile, the best first; with ``far`` also farther off and shifted to a side."""
        s = self.sheet.scale
        xs, ys = [x * self.sheet.width for x, _ in pile.places], [y for _, y in pile.places]
        right, left, middle = max(xs) + 9 * s + wide / 2, min(xs) - 9 * s - wide / 2, (min(xs) + max(xs)) / 2
        high, low = min(ys), max(ys)
        yield from ((right, high - 8 * s), (left, high - 8 * s), (right, low + 9 * s), (left, low + 9 * s))
        for lift in (16, 22, 30):
            yield middle, high - lift * s
            yield middle, low + lift * s
        yield right, (high + low) / 2
        yield left, (high + low) / 2
        for lift in (16, 22, 30, 38, 46, 54) if far else ():
            for shift in (-0.5, 0.5, -0.3, 0.3, 0):
                within = min(max(middle + shift * wide, self.left + wide / 2), self.sheet.width - wide / 2)
                yield within, high - lift * s
                yield within, low + lift * s


def _shared(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    """The area that two boxes share."""
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0.0) * max(high, 0.0)
