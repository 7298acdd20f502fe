"""Tables as pictures for a hall: a few large numbers, and beside each what it stands for. What they say is the table's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aidlens.drawing.drawing import Drawing, Mark, Marks
from aidlens.exhibits.pen import Pen
from aidlens.exhibits.style import Canvas

Row = Mapping[str, Any]
HIGH = 620  # px, where no room is named
WORDS = 0.37  # where the second column begins, as a share of the width
SIZE, LOW = 1.5, 1.7  # em of a claim, and of its line where there is little room


def claims(rows: Sequence[Row], canvas: Canvas) -> Drawing:
    """Claims that works cannot check: the number, who first published it, why works do not answer it. Those without a number are named in
    one line at the foot.
    """
    pen, lang = Pen(canvas), canvas.lang
    em, high = float(pen.theme.size), float(canvas.high or HIGH)
    told = [row for row in rows if row["claimed"] is not None and row["claimed"] == row["claimed"]]
    rest = [row for row in rows if row not in told]
    names = pen.sheet.wrapped("; ".join(row["name"] for row in rest), 1.0, 1.0, 2)
    foot = (0.9 + 1.3 * (names.count("<br>") + 1)) * em if rest else 0.0
    for share, head in ((0.0, lang.t("The article; first published")), (WORDS, lang.t("Why works cannot check it"))):
        pen.text(share * pen.width, 0.7 * em, head, colour=pen.theme.quiet)
    top, room = 1.5 * em, high - 1.5 * em - foot
    # Where there is little room the first claim alone is told whole.
    low = len(told) > 1 and room / len(told) < 4.1 * em
    y = top
    for place, row in enumerate(told):
        if low and place == 1:
            pen.rule(y)
            pen.text(WORDS * pen.width, y + 0.7 * em, lang.t("First published"), colour=pen.theme.quiet)
            y += 1.4 * em
        pitch = room / len(told) if not low else LOW * em if place else room - LOW * em * (len(told) - 1) - 1.4 * em
        pen.rule(y)
        name = pen.sheet.wrapped(row["name"], WORDS - 0.01, SIZE, 1)
        pen.opening(0, y + min(1.3 * em, pitch / 2), name, row["claim_href"], row["name"], size=SIZE, bold=True)
        if low and place:
            pen.text(WORDS * pen.width, y + pitch / 2, pen.sheet.wrapped(row["first_text"], 1 - WORDS, 1.0, 1), colour=pen.theme.quiet)
        else:
            _block(pen, 0, y + 2.1 * em, pen.sheet.wrapped(row["first_text"], WORDS - 0.01, 1.0, 2), pen.theme.quiet)
            lines = max(2, int((pitch - 0.3 * em) / (1.3 * em)))
            _block(pen, WORDS * pen.width, y, pen.sheet.wrapped(row["reason"], 1 - WORDS, 1.0, lines))
        y += pitch
    if rest:
        pen.rule(high - foot)
        pen.text(0, high - foot / 2, names, colour=pen.theme.quiet)
    return pen.drawing(high)


def _block(pen: Pen, x: float, y: float, words: str, colour: str = "") -> None:
    pen.text(x, y + (0.35 + 0.65 * (words.count("<br>") + 1)) * pen.theme.size, words, colour=colour)


def verdicts(groups: Sequence[tuple[Mark, str, str, Sequence[str]]], canvas: Canvas) -> Drawing:
    """Statements by verdict: each group is its sign, the verdict's name, its number, and its statements; one sign a statement, and the
    first statements in their own words.
    """
    pen = Pen(canvas)
    em, high = float(pen.theme.size), float(canvas.high or HIGH)
    pitch, left = high / max(len(groups), 1), 0.24 * pen.width
    for place, (sign, name, number, statements) in enumerate(groups):
        y = place * pitch
        pen.rule(y)
        pen.text(0, y + 1.8 * em, number, size=3.0, bold=True)
        pen.text((pen.sheet.room(number, 3.0) + 0.02) * pen.width, y + 1.95 * em, name, size=1.3)
        signs = tuple((left + (at + 0.5) * 1.2 * em, y + 1.0 * em) for at in range(len(statements)))
        pen.items.append(Marks(signs, sign.symbol, sign.size, sign.fill, None, sign.stroke, sign.stroke_width))
        for line, statement in enumerate(statements[: max(1, int((pitch - 2.0 * em) / (1.3 * em)))]):
            words = pen.sheet.wrapped(f"“{statement}”", 0.76, 1.0, 1)
            pen.text(left, y + (2.4 + 1.3 * line) * em, words, colour=pen.theme.quiet)
    return pen.drawing(high)
