"""Colours of a picture in SVG: each with its dark twin, as variables of its style; hatches as patterns of its head."""

from __future__ import annotations

from dataclasses import dataclass, field

from aidlens.drawing.drawing import Bar, Drawing, Hatch, Marks, Picture, Text, flat


@dataclass
class Palette:
    """Colours of a picture: a pair of light and dark is a variable of its style, hatches are patterns of its head; ``pictures`` are the
    dark twins of those in it.
    """

    name: str
    dark_only: bool = False
    pairs: dict[tuple[str, str], str] = field(default_factory=dict)
    hatches: dict[Hatch, str] = field(default_factory=dict)
    pictures: dict[int, Picture] = field(default_factory=dict)
    _dark_of: dict[tuple[int, str], str] = field(default_factory=dict)
    _hatch_dark: dict[Hatch, Hatch] = field(default_factory=dict)

    def learn(self, light: Drawing, dark: Drawing) -> None:
        """Take each mark's dark colours from the same mark of the dark drawing. Raises ValueError where it is not the same."""
        ours, theirs = ([*flat(drawing.items)] for drawing in (light, dark))
        if len(ours) != len(theirs):
            raise ValueError(f"{self.name}: the dark drawing has {len(theirs)} marks, the light one {len(ours)}")
        for nth, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            if type(one) is not type(other):
                raise ValueError(f"{self.name}: mark {nth} is not the same in light and dark")
            for part in ("colour", "fill", "cut", "stroke", "plate"):
                if hasattr(one, part):
                    self._dark_of[nth, part] = getattr(other, part)
            if isinstance(one, Text) and isinstance(other, Text):
                for at, run in enumerate(run for line in other.lines for run in line):
                    self._dark_of[nth, f"run {at}"] = run.colour
            if isinstance(other, Picture):
                self.pictures[nth] = other
            if isinstance(one, (Bar, Marks)) and isinstance(other, (Bar, Marks)) and one.hatch and other.hatch:
                self._hatch_dark[one.hatch] = other.hatch

    def paint(self, nth: int, part: str, colour: str) -> str:
        """How a colour of a mark is written; "none" where it has none."""
        other = self._dark_of.get((nth, part), colour)
        if not colour and not other:
            return "none"
        return self.pair(colour or "transparent", other or "transparent")

    def pair(self, colour: str, other: str) -> str:
        """A value that is another where the page is dark."""
        if colour == other:
            return colour
        # Each picture sets them for itself: the same names in all of them pack small.
        key = self.pairs.setdefault((colour, other), f"--c{len(self.pairs)}")
        return f"var({key})"

    def hatch(self, hatch: Hatch) -> str:
        """How a hatching is written."""
        return f"url(#{self.hatches.setdefault(hatch, f'{self.name}-h{len(self.hatches)}')})"

    def head(self) -> str:
        """The patterns, and the rules that give each colour its dark twin."""
        patterns = "".join(self._pattern(hatch, name) for hatch, name in self.hatches.items())
        light = "".join(f"{name}:{pair[0]};" for pair, name in self.pairs.items())
        dark = "".join(f"{name}:{pair[1]};" for pair, name in self.pairs.items())
        style = ""
        if self.pairs:
            own = f'[aria-labelledby="{self.name}-t"]'
            if self.dark_only:
                screen = f"@media screen{{{own}{{{dark}}}}}"
            else:
                screen = (
                    f"@media screen{{:is([data-theme=dark],[data-theme=projector]) {own}{{{dark}}}}}"
                    f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme]) {own}{{{dark}}}}}"
                )
            style = f"<style>{own}{{{light}}}{screen}</style>"
        return style + (f"<defs>{patterns}</defs>" if patterns else "")

    def _pattern(self, hatch: Hatch, name: str) -> str:
        s = hatch.tile
        q, h, far, over = (short(s * share) for share in (0.25, 0.5, 0.75, 1.25))
        if hatch.slope == "/":
            path = f"M-{q},{q}l{h},-{h}M0,{short(s)}L{short(s)},0M{far},{over}l{h},-{h}"
        elif hatch.slope == "\\":
            path = f"M{far},-{q}l{h},{h}M0,0L{short(s)},{short(s)}M-{q},{far}l{h},{h}"
        else:
            raise ValueError(f"{self.name}: no way to hatch with {hatch.slope!r}")
        twin = self._hatch_dark.get(hatch, hatch)
        stroke = self.pair(hatch.colour, twin.colour)
        size = f'width="{short(s)}" height="{short(s)}" patternUnits="userSpaceOnUse"'
        return (
            f'<pattern id="{name}" {size}><path d="{path}" fill="none" stroke="{stroke}" stroke-width="{short(hatch.stroke)}"/></pattern>'
        )


def short(value: float, places: int = 2) -> str:
    """A number as short as it goes."""
    return f"{value:.{places}f}".rstrip("0").rstrip(".") or "0"
