"""A deck as a page to print: each exhibit whole on a side of A4, with its picture, its table, safe sentence, sources and a code; as many
to a side as it holds.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import segno

from aidlens.catalog import Catalog
from aidlens.deck import Deck, Slide, say
from aidlens.drawing.svg import svg
from aidlens.exhibits import contact, evidence
from aidlens.exhibits.base import Column, Exhibit
from aidlens.exhibits.quoted_rows import of_exhibit
from aidlens.exhibits.style import LIGHT, WALL, Canvas
from aidlens.export import deck_text
from aidlens.i18n import Lang
from aidlens.measures.quotes import by_source
from aidlens.templates import Markup, render, styles

MOST_ROWS, MOST_LINES, BELOW = 8, 9, 4  # of a table on half a side; lines of one below a picture
LETTERS = 118  # of the table's type across a side
MOST_SOURCES, BELOW_SOURCES = 3, 2
MOST_CELL, MOST_URL = 150, 100


@dataclass(frozen=True)
class _Side:
    """One exhibit on paper. ``rows`` hold columns with their cells, ``sources`` names with addresses and quotations."""

    title: str
    subtitle: str
    picture: Markup
    caption: str
    columns: tuple[Column, ...]
    rows: list[list[tuple[Column, str]]]
    more: str
    say: str
    question: str
    note: str
    sources: list[tuple[str, str, tuple[evidence.Said, ...]]]
    link: str
    code: Markup


def build(
    catalog: Catalog, deck: Deck, lang: Lang, base: str = "", each: Callable[[Sequence[Slide]], Iterable[Slide]] = lambda slides: slides
) -> str:
    """The page's HTML, whole and without anything from elsewhere; ``each`` goes through the slides and may say how far it is.

    Raises ``deck_text.BaseError`` where ``base`` is no web address.
    """
    base = deck_text.base_of(base, lang)
    sides = [_side(catalog, slide, place, lang, base) for place, slide in enumerate(each(deck.slides), 1)]
    told = contact.told(catalog, lang)
    rights = [evidence.rights(lang)] if any(quotes for side in sides for _, _, quotes in side.sources) else []
    lines = (
        " ".join([deck_text.edition_line(catalog, lang), *rights]),
        deck_text.changed_line(catalog, deck, lang),
        told.text if told.address else "",
    )
    title = deck_text.deck_title(deck, lang)
    look = styles("colours", "base", "handout")
    return render("handout", lang=lang, title=title, styles=look, lines=[line for line in lines if line], sides=sides) + "\n"


def _side(catalog: Catalog, slide: Slide, place: int, lang: Lang, base: str) -> _Side:
    shown = slide.shown(catalog, lang)
    link = base + deck_text.path_of(slide, lang) if base else ""
    texts = (
        say(catalog, slide, lang),
        deck_text.one_line(slide.question),
        deck_text.cut(deck_text.clean(slide.note).strip(), 300),
    )
    free = _free(shown, sum(map(bool, texts)))
    room, most = MOST_LINES, MOST_SOURCES
    if shown.draw:
        # A picture takes the room of some lines of the table and of the sources.
        room, most, free = BELOW, BELOW_SOURCES, min(free, 1)
    # Where not all rows fit, the first are all that does: the largest, not those of the first letters.
    data = shown.data.sort_values(shown.print_first, ascending=False, kind="stable") if shown.print_first else shown.data
    rows = _fitting(data.head(MOST_ROWS).to_dict("records"), shown.columns, room)
    rest = len(data) - len(rows)
    left = lang.n("{n} more row in the live view", "{n} more rows in the live view", rest) if rest > 0 else ""
    return _Side(
        title=deck_text.cut(deck_text.title_of(slide, shown), 200),
        subtitle=shown.subtitle,
        picture=picture(shown, Canvas(WALL, lang), f"p{place}", base) if shown.draw else Markup(""),
        caption=shown.title,
        columns=shown.columns,
        rows=[[(column, deck_text.cut(deck_text.clean(str(row[column.key])), MOST_CELL)) for column in shown.columns] for row in rows],
        more=" · ".join(filter(None, (left, shown.coverage, shown.more[0]))),
        say=texts[0],
        question=texts[1],
        note=texts[2],
        sources=_sources(catalog, shown, free, most, lang),
        link=link,
        code=code(link),
    )


def picture(item: Exhibit, canvas: Canvas, name: str, base: str) -> Markup:
    """The drawing for a wall, whose type is large enough to be made as narrow as paper; its marks are links where the site is known."""
    drawing = replace(item.drawing(canvas), fluid=False)
    return Markup(svg(drawing, name=name, title=item.title, description=item.alt, link=lambda href: base + href if base else ""))


def _lines(rows: list[dict[str, Any]], columns: tuple[Column, ...]) -> list[int]:
    """How many lines each row takes, reckoned from the lengths of its texts."""
    texts = [[min(len(str(row[column.key])), MOST_CELL) for column in columns] for row in rows]
    widest = [max(8, *lengths) for lengths in zip(*texts, strict=True)] if texts else []
    room = [max(8.0, LETTERS * wide / sum(widest)) for wide in widest]
    return [max(math.ceil(length / space) for length, space in zip(lengths, room, strict=True)) for lengths in texts]


def _fitting(rows: list[dict[str, Any]], columns: tuple[Column, ...], room: int) -> list[dict[str, Any]]:
    """As many of the first rows as there is room for, in lines."""
    used, kept = 0, 0
    for lines in _lines(rows, columns):
        used += lines
        if used > room and kept:
            break
        kept += 1
    return rows[:kept]


def _free(shown: Exhibit, texts: int) -> int:
    """How many lines are left beside table and ``texts``, reckoned with caution: half of those that a table could still have had."""
    rows = shown.data.head(MOST_ROWS).to_dict("records")
    return max(0, (MOST_LINES - sum(_lines(rows, shown.columns)) - texts) // 2)


def _sources(catalog: Catalog, shown: Exhibit, free: int, most: int, lang: Lang) -> list[tuple[str, str, tuple[evidence.Said, ...]]]:
    words = by_source(of_exhibit(catalog, shown))
    keys = [*dict.fromkeys(shown.sources)][:most]
    found = []
    for place, (name, url) in enumerate(deck_text.sources_of(catalog, shown, lang, most)):
        # The first words of each page, where the table leaves room for a line more.
        quoted = evidence.said(catalog, words.get(keys[place], ())[:1], lang) if place < min(len(keys), free) else ()
        found.append((name, deck_text.cut(url, MOST_URL), quoted))
    return found


def code(link: str) -> Markup:
    """The QR code of an address; nothing for none, and for one too long to be read."""
    if not 0 < len(link) <= deck_text.MOST_CODE:
        return Markup("")
    out = io.BytesIO()
    style: dict[str, Any] = {"xmldecl": False, "svgns": False, "omitsize": True, "dark": LIGHT.ink, "light": "#fff"}
    segno.make(link, error="m", micro=False).save(out, kind="svg", scale=3, border=2, **style)
    return Markup(out.getvalue().decode("utf-8").strip())
