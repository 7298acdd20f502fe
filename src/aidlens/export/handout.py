"""A deck as a page to print: each exhibit whole on a side of A4, with its picture, its table, safe sentence, sources and a code; as many
to a side as it holds.
"""

from __future__ import annotations

import io
import math
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import segno

from aidlens.catalog import Catalog
from aidlens.deck import Deck, Slide, say
from aidlens.drawing.drawing import Drawing
from aidlens.drawing.svg import svg
from aidlens.exhibits import contact, evidence
from aidlens.exhibits.base import Column, Exhibit
from aidlens.exhibits.quoted_rows import of_exhibit
from aidlens.exhibits.style import LIGHT, WALL, Canvas
from aidlens.export import deck_text
from aidlens.i18n import Lang
from aidlens.measures.quotes import by_source

MOST_ROWS, MOST_LINES, BELOW = 8, 9, 4  # of a table on half a side; lines of one below a picture
LETTERS = 118  # of the table's type across a side
MOST_SOURCES, BELOW_SOURCES = 3, 2
MOST_CELL, MOST_URL = 150, 100


@cache
def _style() -> str:
    return (Path(__file__).parent / "handout.css").read_text(encoding="utf-8")


def build(catalog: Catalog, deck: Deck, lang: Lang, base: str = "") -> str:
    """The page's HTML, whole and without anything from elsewhere. Raises ``deck_text.BaseError`` where ``base`` is no web address."""
    base = deck_text.base_of(base, lang)
    body = "".join(_exhibit(catalog, slide, place, lang, base) for place, slide in enumerate(deck.slides, 1)) or _nothing(lang)
    title, notice = deck_text.deck_title(deck, lang), deck_text.changed_line(catalog, deck, lang)
    told = contact.told(catalog, lang)
    rights = [evidence.rights(lang)] if "<q " in body else []
    return (
        f'<!DOCTYPE html>\n<html lang="{lang.code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} – AidLens</title><style>{_style()}</style></head><body>"
        f"<header><h1>{escape(title)}</h1><p>{escape(' '.join([deck_text.edition_line(catalog, lang), *rights]))}</p>"
        + (f"<p>{escape(notice)}</p>" if notice else "")
        + (f"<p>{escape(told.text)}</p>" if told.address else "")
        + f"</header><main>{body}</main></body></html>\n"
    )


def _nothing(lang: Lang) -> str:
    return f"<p>{escape(lang.t('This deck has no slide yet.'))}</p>"


def _exhibit(catalog: Catalog, slide: Slide, place: int, lang: Lang, base: str) -> str:
    shown = slide.shown(catalog, lang)
    link = base + deck_text.path_of(slide, lang) if base else ""
    question = deck_text.one_line(slide.question)
    note = deck_text.clean(slide.note).strip()
    said = say(catalog, slide, lang)
    texts = [
        f'<p class="say"><b>{escape(lang.t("What can safely be said"))}</b> {escape(said)}</p>' if said else "",
        f'<p class="ask"><b>{escape(lang.t("Question"))}</b> {escape(question)}</p>' if question else "",
        f'<p class="note">{escape(deck_text.cut(note, 300))}</p>' if note else "",
    ]
    drawing = None if shown.draw is None else shown.on_wall.drawing(Canvas(WALL, lang))
    free = _free(shown, sum(map(bool, texts)))
    if drawing:
        # A picture takes the room of some lines of the table and of the sources.
        picture, room, most, free = _picture(drawing, shown, place, base), BELOW, BELOW_SOURCES, min(free, 1)
    else:
        picture, room, most = "", MOST_LINES, MOST_SOURCES
    title = escape(deck_text.cut(deck_text.title_of(slide, shown), 200))
    return (
        f'<article aria-labelledby="x{place}"><h2 id="x{place}">{place}. {title}</h2>'
        f'<p class="sub">{escape(shown.on_wall.subtitle)}</p>{picture}{_table(shown, room, lang)}{"".join(texts)}'
        f"<footer>{_sources(catalog, shown, _live(link, lang), free, most, lang)}{_code(link, lang)}</footer></article>"
    )


def _picture(drawing: Drawing, shown: Exhibit, place: int, base: str) -> str:
    """The drawing for a wall, whose type is large enough to be made as narrow as paper; its marks are links where the site is known."""
    item = shown.on_wall
    text = svg(
        replace(drawing, fluid=False),
        name=f"p{place}",
        title=item.title,
        description=item.alt,
        link=lambda href: base + href if base else "",
    )
    return f'<div class="pic">{text}</div>'


def _table(shown: Exhibit, room: int, lang: Lang) -> str:
    data = shown.data
    if shown.print_first:
        # The first rows are all that fits: the largest, not those of the first letters.
        data = data.sort_values(shown.print_first, ascending=False, kind="stable")
    rows = _fitting(data.head(MOST_ROWS).to_dict("records"), shown.columns, room)
    heads = "".join(f'<th scope="col"{_flush(column)}>{escape(column.head)}</th>' for column in shown.columns)
    body = "".join("<tr>" + "".join(_cell(row, column, place) for place, column in enumerate(shown.columns)) + "</tr>" for row in rows)
    rest = len(data) - len(rows)
    left = lang.n("{n} more row in the live view", "{n} more rows in the live view", rest) if rest > 0 else ""
    beside = " · ".join(filter(None, (left, shown.coverage, shown.more[0])))
    more = f'<p class="more">{escape(beside)}</p>' if beside else ""
    return f"<table><caption>{escape(shown.title)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{more}"


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


def _flush(column: Column) -> str:
    return ' class="n"' if column.is_number else ""


def _cell(row: dict[str, Any], column: Column, place: int) -> str:
    text = escape(deck_text.cut(deck_text.clean(str(row[column.key])), MOST_CELL))
    return f"<td{_flush(column)}>{text}</td>" if place else f'<th scope="row">{text}</th>'


def _free(shown: Exhibit, texts: int) -> int:
    """How many lines are left beside table and ``texts``, reckoned with caution: half of those that a table could still have had."""
    rows = shown.data.head(MOST_ROWS).to_dict("records")
    return max(0, (MOST_LINES - sum(_lines(rows, shown.columns)) - texts) // 2)


def _sources(catalog: Catalog, shown: Exhibit, live: str, free: int, most: int, lang: Lang) -> str:
    said = by_source(of_exhibit(catalog, shown))
    keys = [*dict.fromkeys(shown.sources)][:most]
    items = []
    for place, (name, url) in enumerate(deck_text.sources_of(catalog, shown, lang, most)):
        # The first words of each page, where the table leaves room for a line more.
        quoted = evidence.said(catalog, said.get(keys[place], ())[:1], lang) if place < min(len(keys), free) else ()
        own = "".join(f' <q lang="{item.lang}" dir="{item.direction}">{escape(item.words)}</q>' for item in quoted)
        items.append(f"{escape(name)} <span class=url>{escape(deck_text.cut(url, MOST_URL))}</span>{own}")
    head = f"<b>{escape(lang.t('Sources'))}</b>" if items else ""
    lines = "".join(f"<li>{item}</li>" for item in [*items, live] if item)
    return f"<div>{head}<ul>{lines}</ul></div>"


def _live(link: str, lang: Lang) -> str:
    return f'<a href="{escape(link)}">{escape(lang.t("Live view: {path}", path=link))}</a>' if link else ""


def _code(link: str, lang: Lang) -> str:
    if not 0 < len(link) <= deck_text.MOST_CODE:
        return ""
    out = io.BytesIO()
    style: dict[str, Any] = {"xmldecl": False, "svgns": False, "omitsize": True, "dark": LIGHT.ink, "light": "#fff"}
    segno.make(link, error="m", micro=False).save(out, kind="svg", scale=3, border=2, **style)
    label = escape(lang.t("QR code of the live view: {address}", address=link))
    return (
        '<div class="code">' + out.getvalue().decode("utf-8").strip().replace("<svg", f'<svg role="img" aria-label="{label}"', 1) + "</div>"
    )
