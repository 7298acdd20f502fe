"""What a slide shows on the stage: an exhibit re-laid for a wall, with nothing smaller than the projector's least type.

What belongs here: which part of an exhibit fits a wall and how its figure is prepared. Where it stands on the screen is decided by the
stage and its style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from aidlens import deck as rules
from aidlens.catalog import Catalog
from aidlens.deck import Deck, Slide
from aidlens.drawing.drawing import Drawing
from aidlens.exhibits import cover_figure
from aidlens.exhibits.base import Exhibit, source_line
from aidlens.exhibits.style import PROJECTOR, WALL, Canvas, Theme
from aidlens.i18n import Lang, lang
from aidlens.single_flight_cache import once
from aidlens.view import View

# A figure may be pressed together a little, since lines of words stand well apart; beyond this its table is shown instead.
WIDTH, PRESSED = 1792, 0.76
FOOT_LETTERS = 88


@dataclass(frozen=True)
class Shown:
    """One slide, ready for the stage; ``drawing`` None means that the exhibit is shown as its table. ``said`` stands in large type."""

    title: str
    subtitle: str
    exhibit: Exhibit
    drawing: Drawing | None
    said: str
    question: str
    foot: str
    columns_left: int


def theme(*, dark: bool) -> Theme:
    """The stage's theme: high contrast, large type."""
    return PROJECTOR if dark else WALL


def shown(catalog: Catalog, slide: Slide, words: Lang, *, dark: bool, high: int = 1080) -> Shown:
    """What a slide shows, under the presenter's own title where there is one."""
    return _shown(catalog, slide.exhibit, slide.view.having(lang=words.code), words.code, dark, high, slide.title, slide.question)


def title(catalog: Catalog, slide: Slide, words: Lang) -> str:
    """The title a slide is known by: the presenter's own, else what it shows of its claim."""
    return slide.title or slide.shown(catalog, words).title


def cover(catalog: Catalog, deck: Deck, words: Lang, *, dark: bool, high: int, title: str) -> Drawing:
    """The picture of a deck's cover, under its title."""
    held, titles = rules.held(catalog, deck, words)
    return _cover(catalog, held, titles, words, dark, high, title)


@once(16)
def _cover(catalog: Catalog, held: tuple[str, ...], titles: tuple[str, ...], words: Lang, dark: bool, high: int, title: str) -> Drawing:
    room = high - 34 - 84 - 120 * _lines(title, 104, 0.43) - 57 - 40
    return cover_figure.draw(catalog, held, titles, Canvas(theme(dark=dark), words, high=min(room, 620)))


@once(128)
def _shown(catalog: Catalog, exhibit: str, view: View, code: str, dark: bool, high: int, own: str, question: str) -> Shown:
    words, slide = lang(code), Slide(exhibit, view)
    item = slide.shown(catalog, words)
    if own:
        # Your title and notes say less than what they stand over: the finding joins the line of scope and limit, which always stays.
        item = replace(item, asked="", title=own, subtitle=f"{item.title}. {item.subtitle}", _made={})
    canvas = Canvas(theme(dark=dark), words)
    said = rules.say(catalog, slide, words) if view.claim else ""
    room = high - _taken(item, said, question)
    drawing = item.legible(canvas, WIDTH, room, pressed=PRESSED) if item.draw or item.wall else None
    if drawing is not None and drawing.height > room:
        drawing = None
    left = 0
    if drawing is None and item.wall_columns:
        # The columns that say the most; the rest is said in words and stands on the page.
        kept = tuple(column for column in item.columns if column.key in item.wall_columns)
        left = len(item.columns) - len(kept)
        item = replace(item, columns=kept)
    return Shown(item.title, item.subtitle, item, drawing, said, question, _foot(catalog, item, words), left)


def _taken(item: Exhibit, said: str, question: str) -> int:
    """The height in px that everything but the figure takes: edges, title, subtitle and, in large type, what may safely be said and a
    question for the room.
    """
    titles, subs = _lines(item.title, 60, 0.43), _lines(item.subtitle, 28, 0.5)
    words = 84 + 52 * _lines(said, 42, 0.43) if said else 0
    words += 18 + 46 * _lines(question, 38, 0.43) if question else 0
    return 34 + 84 + 68 * titles + 20 + 37 * subs + words + 12


def _lines(text: str, size: int, em: float) -> int:
    return max(1, -(-round(len(text) * size * em) // WIDTH))


def _foot(catalog: Catalog, item: Exhibit, words: Lang) -> str:
    """As many sources as fit one line."""
    for limit in (3, 2, 1):
        line = words.t("Sources: {sources}", sources=source_line(catalog, item.sources, words, limit))
        if len(line) <= FOOT_LETTERS:
            return line
    return line[: FOOT_LETTERS - 2].rstrip() + " …"
