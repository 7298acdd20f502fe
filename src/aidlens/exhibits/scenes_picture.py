"""What a picture of a scene is: where each mark stands and how it looks, and the words around it, all over one canvas.

One size of canvas for all scenes, so that a mark has a place in each of them and moves from one to the next.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from aidlens.drawing.drawing import Bar, Drawing, Hatch, Item, Line, Link, Marks, Run, Text
from aidlens.exhibits.pen import Pen, within
from aidlens.exhibits.scenes_cast import Cast, Player, Scene
from aidlens.exhibits.sheet import EM_PER_LETTER
from aidlens.exhibits.style import LIGHT, Canvas, mix

WIDE, NARROW = (860.0, 820.0), (390.0, 280.0)  # px of the canvas of a page, and of a phone
HALL = 28.0, 22.5, 22.0  # px of letters for a room
Look = Literal["found", "bulk", "counted"]
DIM = 0.34  # how much of its colour a mark keeps that is not lit
LIFT, LIFT_NARROW = 22.0, 12.0  # px of a single work that a scene speaks of
KEPT = 0.84  # of the room from mark to mark is what a mark fills


@dataclass(frozen=True)
class Stand:
    """Where a unit of a work stands, how large the square is that it fills, how it looks, whether it is lit and seen; ``lifted`` is the
    larger square of a single work that a scene speaks of.
    """

    x: float
    y: float
    side: float
    look: Look = "found"
    lit: bool = True
    seen: bool = True
    lifted: float = 0.0

    @property
    def shown(self) -> float:
        """How large it is shown."""
        return self.lifted or self.side


@dataclass(frozen=True)
class Crowd:
    """Marks that were only counted: all of one claim, the last ``broken`` with a dashed edge."""

    claim: str
    family: str
    points: tuple[tuple[float, float], ...]
    side: float
    broken: int
    lit: bool


@dataclass
class Laid:
    """A picture: a stand for each unit of each work, crowds, the words and lines around them, and the ground under them ("" for none)."""

    stands: dict[tuple[str, int], Stand] = field(default_factory=dict)
    crowds: list[Crowd] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    ground: str = ""


class Brush(Pen):
    """A pen for the canvas of scenes. ``head``, ``type`` and ``fine`` are its sizes of letters in px."""

    def __init__(self, canvas: Canvas, cast: Cast, scene: Scene) -> None:
        super().__init__(replace(canvas, theme=replace(canvas.theme, size=LIGHT.size)))
        self.cast, self.scene, self.narrow = cast, scene, canvas.narrow
        self.brief = canvas.narrow or canvas.large  # there is room for the shorter words alone
        self.width, self.height = NARROW if canvas.narrow else WIDE
        self.head, self.type, self.fine = (14.0, 12.0, 11.5) if canvas.narrow else HALL if canvas.large else (21.0, 15.0, 13.5)
        self.edge, self.lift = 1.5, LIFT_NARROW if canvas.narrow else LIFT
        self.laid = Laid(items=self.items)

    def letters(self, words: str, px: float) -> float:
        """About how wide words are in px."""
        return len(words) * px * EM_PER_LETTER

    def write(
        self, x: float, y: float, words: str, px: float, *, colour: str = "", anchor: str = "start", bold: bool = False, plate: bool = False
    ) -> None:
        """Words centred on y; lines are parted by a break."""
        lines = tuple((Run(line, bold=bold),) for line in words.split("<br>"))
        back = {"plate": self.theme.paper, "pad": 0.6} if plate else {}
        self.items.append(Text(x, y, lines, px, colour or self.theme.ink, anchor, **back))  # type: ignore[arg-type]

    def lead(self, x: float, y: float, wide: float, high: float, link: Link) -> None:
        """What opens where it is pressed, centred on y."""
        self.items.append(Bar(x, y - high / 2, wide, high, link=link))

    def broken(self, words: str, wide: float, px: float, most: int = 3) -> list[str]:
        """Words in lines that fit a width."""
        lines = self.sheet.wrapped(words, wide / self.canvas.width, px / self.theme.size, most)
        return lines.split("<br>")

    def stand(
        self,
        player: Player,
        places: Iterable[tuple[float, float]],
        side: float,
        look: Look = "found",
        *,
        seen: bool = True,
        lifted: bool = False,
    ) -> None:
        """Put a work's units in their places; those without one of their own stand on the last."""
        found, last = list(places), (0.0, 0.0)
        lit = self.scene.lights(player.work)
        apart = lit and bool(self.scene.lit)
        for nth in range(player.units):
            last = found[nth] if nth < len(found) else last
            shown = seen and (apart or not player.guest)
            self.laid.stands[player.work, nth] = Stand(*last, side, look, lit, shown, self.lift if lifted and apart else 0.0)

    def closed(self, player: Player, x: float, y: float, pitch: float, *, lifted: bool = False, seen: bool = True) -> None:
        """A work as one mark."""
        self.stand(player, [(x, y)], KEPT * pitch, seen=seen, lifted=lifted)

    def block(self, players: Iterable[Player], x: float, y: float, pitch: float, per: int, *, lifted: bool = False) -> int:
        """Works in rows of ``per``, each as one mark; how many rows."""
        count = 0
        for at, player in enumerate(players):
            count = at + 1
            self.closed(player, x + (at % per + 0.5) * pitch, y + (at // per + 0.5) * pitch, pitch, lifted=lifted)
        return math.ceil(count / per)

    def guests(self, pitch: float) -> None:
        """Those that no scene but their own shows wait in a corner, unseen."""
        for player in self.cast.players:
            if player.guest:
                self.closed(player, self.width - pitch, self.height - pitch, pitch, seen=False)


def pitch_for(room: tuple[float, float], counts: Iterable[tuple[int, float]], heads: float, most: float) -> float:
    """The largest px from mark to mark at which fields stand one below the other in a room; ``counts`` are (marks, how large against one),
    ``heads`` what is between them.
    """
    pitch, held = most, list(counts)
    while pitch > 3:
        high = sum(math.ceil(count / math.floor(room[0] / (pitch * share))) * pitch * share for count, share in held if count)
        if high + heads <= room[1]:
            return pitch
        pitch -= 0.25
    return pitch


# ── as one drawing ────────────────────────────────────────────────────────────────────────────────────────────────


def marks(laid: Laid, cast: Cast, brush: Brush) -> Iterator[Marks]:
    """The marks of a picture, those that look alike as one: units only counted, then works, those lit last."""
    yield from crowds(laid, brush)
    groups: dict[tuple[bool, str, Look, float], dict[tuple[float, float], None]] = {}
    for player in cast.players:
        for nth in range(player.units):
            stand = laid.stands[player.work, nth]
            if stand.seen:
                key = (stand.lit, player.family, stand.look, round(stand.shown, 2))
                groups.setdefault(key, {})[round(stand.x, 1), round(stand.y, 1)] = None
    for (lit, family, look, side), points in sorted(groups.items(), key=lambda item: item[0][0]):
        yield _looking(brush, family, look, lit, side, tuple(sorted(points, key=lambda at: (at[1], at[0]))))


def crowds(laid: Laid, brush: Brush) -> Iterator[Marks]:
    """The marks that were only counted."""
    for crowd in laid.crowds:
        yield _looking(brush, crowd.family, "counted", crowd.lit, crowd.side, crowd.points, crowd.broken)


def standing(laid: Laid, brush: Brush) -> dict[str, Marks]:
    """The marks that never travel as they look, by what they are: those only counted, and those told of as a group."""
    found = {f"counted:{crowd.claim}": marks for crowd, marks in zip(laid.crowds, crowds(laid, brush), strict=True)}
    for player in brush.cast.players:
        stands = [laid.stands[player.work, nth] for nth in range(player.units)]
        if stands[0].look == "bulk":
            points = tuple((stand.x, stand.y) for stand in stands)
            found[f"grouped:{player.work}"] = _looking(brush, player.family, "bulk", stands[0].lit, stands[0].side, points)
    return found


def _looking(
    brush: Brush, family: str, look: Look, lit: bool, side: float, points: tuple[tuple[float, float], ...], broken: int = 0
) -> Marks:
    style = brush.style(family, look, min(1.0, side / 9))
    if not lit:
        colour, paper = brush.theme.kinds[family], brush.theme.paper
        dim = mix(colour, paper, DIM)
        hatch = Hatch(dim, "/", style.hatch.size, style.hatch.solidity) if style.hatch else None
        style = replace(style, fill=mix(colour, paper, DIM / 3) if look == "counted" else "" if hatch else dim, hatch=hatch, stroke=dim)
    return replace(style, points=points, size=within(style, side), broken=broken)


def whole(laid: Laid, cast: Cast, brush: Brush, ground: tuple[Item, ...]) -> Drawing:
    """The whole picture as one drawing that stands by itself."""
    return Drawing(brush.width, brush.height, (*ground, *laid.items, *marks(laid, cast, brush)), fluid=False)


def rule(brush: Brush, y: float) -> None:
    """A thin rule across the picture."""
    brush.items.append(Line(((0, y), (brush.width, y)), brush.theme.rule, 1))
