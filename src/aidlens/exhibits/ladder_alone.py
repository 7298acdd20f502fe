"""One claim alone on a wall: its marks as large as the room lets them be, and beside them the numbers, large.

A presenter builds it up: what the article says, then what Italy counted, then what public pages let us find.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from aidlens.drawing.drawing import LEADING, Arrow, Drawing, Field, Item, Layer, Line, Part
from aidlens.exhibits.ladder_figure import Grid, Ladder, total_of
from aidlens.exhibits.ladder_marks import Marked
from aidlens.exhibits.pen import MOST, within
from aidlens.exhibits.style import Canvas

HIGH = 600  # px, where no room is named
FIELD, NUMBERS = 0.64, 0.69  # where the field ends and the numbers begin, as shares of the width
COUNTED, FOUND = 1, 2  # the presses that show them
Row = Mapping[str, Any]


def draw(row: Row, marked: Marked, canvas: Canvas) -> Drawing:
    """The claim for a wall or a slide, as high as the canvas's room."""
    page = _Alone(canvas)
    high = float(canvas.high or HIGH)
    page.text(0, 0.65 * page.em, f"{row['words']}. {row['verdict']}", colour=page.theme.quiet)
    foot = page.marks(row, marked, 1.7 * page.em, high)
    page.numbers_beside(row, marked, 1.7 * page.em, high)
    return page.drawing(max(foot, high))


class _Alone(Ladder):
    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.em = float(self.theme.size)

    def since(self, press: int, start: int) -> None:
        """What was drawn from ``start`` on is seen from a press on."""
        late: list[Item] = self.items[start:]
        self.items[start:] = [Layer(tuple(late), press)]  # type: ignore[arg-type]

    def marks(self, row: Row, marked: Marked, top: float, foot: float) -> float:
        """The field, as large as its room; its lower edge."""
        total, room, high = total_of(row, marked), FIELD * self.width, foot - top
        if total > MOST:
            start = len(self.items)
            tall = self.bars(row, marked, 0, top, room)
            self.since(COUNTED, start)
            return top + tall
        per = max(range(1, total + 2), key=lambda many: (min((room - 12 * self.scale) / many, high / -(-total // many)), -many))
        pitch = min((room - 12 * self.scale) / per, high / -(-total // per), 4.2 * self.em)
        grid = Grid(self, row["family"], pitch, per)
        before = grid.painted(tuple(grid.at(place) for place in range(sum(batch.units for batch in marked.batches))), "counted", None)
        parts: tuple[Part | Layer, ...] = (
            Layer((before,), COUNTED, COUNTED),
            Layer(tuple(grid.found(marked)), FOUND),
            Layer((*grid.counted(row, marked), *grid.claimed(row)), COUNTED),
        )
        name = self.lang.t("{name}, mark by mark", name=row["name"])
        self.items.append(Field(0, top, per * pitch, -(-total // per) * pitch, parts, name, marked.all))
        return top + -(-total // per) * pitch

    def numbers_beside(self, row: Row, marked: Marked, top: float, foot: float) -> None:
        """The article's number, Italy's count, what was found; below them what the other fills are and how many there are of each."""
        lang, x, quiet, colour = self.lang, NUMBERS * self.width, self.theme.quiet, self.theme.kind_text[row["family"]]
        small = [item for item in self.fills(row, marked, short=False) if item[0] not in ("found", "confirmed", "placed", "traced")]
        step = 1.35 * self.em
        joined = [batch for batch in marked.batches if batch.units > 1]
        room = foot - top - (len(small) + 1 + bool(joined)) * step
        numbers: tuple[tuple[str, str, str, str, str, int], ...] = (
            (row["claimed_text"], lang.t("says the article"), row["claim_href"], row["words"], self.theme.ink, 0),
            (row["official_sum"], lang.t("Italy's own count"), row["official_href"], row["note"], self.theme.ink, COUNTED),
            (row["traced_text"], lang.t("found so far on public pages"), row["traced_href"], row["name"], colour, FOUND),
        )
        tall, said = room / len(numbers), [item[1] for item in numbers]
        size = min(3.4, (tall - 1.5 * self.em) / self.em / 1.12)
        low = tall < 3.9 * self.em
        if low:  # words stand beside the numbers, and all lines a little closer
            top, step = top - 0.25 * self.em, 1.3 * self.em
            room = foot - top - (len(small) + 1 + bool(joined)) * step
            tall = room / len(numbers)
            size, said = self.fitted([(item[0], item[1]) for item in numbers], tall)
        for place, (number, _, href, name, ink, press) in enumerate(numbers):
            start, y = len(self.items), top + place * tall
            # What our search found stands smaller than what was counted: it measures the search.
            own = size if press != FOUND else max(0.8 * size, 1.0)
            at = y + (tall / 2 if low else 0.58 * size * self.em)
            self.opening(x, at, number, href, name, size=own, colour=ink, bold=True)
            if low:
                self.text(x + self.clear_of(number, own), at, said[place], colour=quiet)
            else:
                self.text(x, y + (1.12 * size + 0.55) * self.em, said[place], colour=quiet)
            if press:
                self.since(press, start)
        start, y = len(self.items), top + room + 0.5 * step
        for key, words in small:
            sign = self.style(row["family"], key, 1.0)
            side = 0.8 * self.em
            self.items.append(replace(sign, points=((x + side / 2, y),), size=within(sign, side)))
            self.text(x + 1.2 * self.em, y, words, colour=quiet)
            y += step
        half, at = 0.42 * self.em, x + 0.4 * self.em
        if joined:
            mark = replace(
                self.style(row["family"], "found", 1.0), points=((x + 0.2 * self.em, y), (x + 0.8 * self.em, y)), size=0.35 * self.em
            )
            self.items += [mark, Line(((x + 0.2 * self.em, y), (x + 0.8 * self.em, y)), mark.stroke, 0.12 * self.em)]
            self.text(x + 1.2 * self.em, y, lang.t("joined: one entry for several"), colour=quiet)
            y += step
        soft = row["claimed_bound"] == "about"
        self.items.append(
            Line(((at, y - half), (at, y + half)), self.theme.ink, 1.2 * self.edge, f"{self.edge:g},{self.edge:g}" if soft else "")
        )
        if row["claimed_bound"] in ("over", "at_least"):
            self.items.append(Arrow(at, y - half, at + 0.5 * self.em, y - half, self.theme.ink, self.edge))
        self.text(x + 1.2 * self.em, y, lang.t("the article's number"), colour=quiet)
        self.since(FOUND, start)

    def clear_of(self, number: str, size: float) -> float:
        """How far from a number's left edge the words beside it begin, in px: bold figures are wider than letters."""
        return 1.3 * self.sheet.room(number, size) * self.width + 0.5 * self.em

    def fitted(self, numbers: Sequence[tuple[str, str]], tall: float) -> tuple[float, list[str]]:
        """The largest type of numbers, in em, that leaves room for the words beside them, and those words on their lines."""
        lines, size = max(1, min(2, int(tall / (LEADING * self.em)))), min(3.4, tall / self.em / LEADING)
        while True:
            size = max(size, 1.0)
            left = [1 - NUMBERS - self.clear_of(number, size) / self.width for number, _ in numbers]
            said = [self.sheet.wrapped(words, share, 1.0, lines) for (_, words), share in zip(numbers, left, strict=True)]
            if size == 1.0 or not any("…" in words for words in said):
                return size, said
            size -= 0.2
