"""Pieces of HTML for the plain pages: tables with bars, evidence, sources, the story's text. Every value is escaped here.

What belongs here: turning exhibits, evidence and paragraphs into blocks of HTML that stand without scripts. Which blocks make a page is
decided in ``plain_content``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from aidlens.catalog import Catalog
from aidlens.exhibits import contact
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.evidence import Evidence, Fact, Said, SourceRef, rights
from aidlens.i18n import Lang
from aidlens.web.plain_links import list_href

LINK_BYTES = 60
_ADDRESS = re.compile(r'(?<=href=)"[^"]*"')
_PICTURE = re.compile(r"<svg .*?</svg>(?=</div>)", re.DOTALL)
ROWS = 40  # rows of a table in one block: a longer one goes on in the next, perhaps on the next sheet
NAMED_SOURCES = 6
HERE = "#sources"  # the list of an exhibit's sources on its own page
OPEN_ENDS = ("over", "at_least")


@dataclass(frozen=True)
class Frame:
    """What the pieces need to know: the record, the language, how links are written, and a prefix for ids."""

    catalog: Catalog
    lang: Lang
    link: Callable[[str], str]
    prefix: str = ""

    def anchor(self, text: str, href: str, extra: str = "") -> str:
        """A link; the bare text where it leads nowhere."""
        if href.startswith(("http://", "https://")):
            return f'<a href="{escape(href)}" rel="noopener noreferrer"{extra}>{escape(text)}</a>'
        target = self.link(href) if href else ""
        return f'<a href="{escape(target)}"{extra}>{escape(text)}</a>' if target else escape(text)

    def id(self, name: str) -> str:
        """An id attribute of this frame."""
        return f' id="{escape(self.prefix + name)}"'


# ── exhibits ──────────────────────────────────────────────────────────────────────────────────────────────────────


def exhibit(frame: Frame, key: str, item: Exhibit, own: str, level: int = 2) -> Iterator[str]:
    """An exhibit as blocks: title, picture, table, sources, coverage, caveats. ``own`` is the address of its own page."""
    lang = frame.lang
    rows = item.data.to_dict("records")
    chunks = [rows[start : start + ROWS] for start in range(0, len(rows), ROWS)] or [[]]
    for number, chunk in enumerate(chunks):
        if number:
            last = number * ROWS + len(chunk)
            title = lang.t("{title} (rows {first} to {last})", title=item.title, first=number * ROWS + 1, last=last)
            head = f'<h{level} class="al-p-h2 al-p-more">{escape(title)}</h{level}>'
        else:
            head = heading(item, level) + picture(frame, item)
        body = head + _table(frame, item, chunk)
        if number == len(chunks) - 1:
            body += _foot(frame, item, own)
        yield f'<section class="al-p-exhibit"{"" if number else frame.id(key)}>{body}</section>'


def heading(item: Exhibit, level: int) -> str:
    """Title and subtitle of an exhibit."""
    return f'<h{level} class="al-p-h2">{escape(item.title)}</h{level}><p class="al-p-sub">{escape(item.subtitle)}</p>'


def picture(frame: Frame, item: Exhibit, target: str = "") -> str:
    """The drawing of an exhibit, as laid out for a wide page and for a narrow one: styles show the one that fits; "" for a table."""
    if item.draw is None or item.data.empty:
        return ""
    name = frame.prefix + item.id
    wide, narrow = (
        item.picture(frame.lang, narrow=small, name=f"{name}-{'s' if small else 'l'}", link=frame.link, target=target)
        for small in (False, True)
    )
    return f'<div class="al-p-large">{wide}</div><div class="al-p-small">{narrow}</div>'


def pictured(frame: Frame, item: Exhibit, own: str) -> str:
    """An exhibit for another site: its picture, whose marks open the live view beside that site, and its foot."""
    live = replace(frame, link=str)
    body = heading(item, 1) + picture(live, item, "_blank") + _foot(frame, item, own)
    return f'<section class="al-p-exhibit">{body}</section>'


def _table(frame: Frame, item: Exhibit, rows: list[dict[str, Any]]) -> str:
    heads = "".join(f'<th scope="col"{_class(column.is_number)}>{escape(column.head)}</th>' for column in item.columns)
    body = "".join(f"<tr>{_cells(frame, item, row)}</tr>" for row in rows)
    narrow = ' class="al-p-few"' if len(item.columns) <= 3 else ""
    return f"<table{narrow}><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _cells(frame: Frame, item: Exhibit, row: dict[str, Any]) -> str:
    cells = []
    for column in item.columns:
        text = frame.anchor(str(row[column.key]), str(row[column.href]) if column.href else "")
        empty = ' class="none"' if row[column.key] in ("–", "") else _class(column.is_number)
        cells.append(f'<td{empty} data-label="{escape(column.head)}">{text}</td>')
    return "".join(cells)


def _class(is_number: bool) -> str:
    return ' class="num"' if is_number else ""


def _foot(frame: Frame, item: Exhibit, own: str) -> str:
    lang = frame.lang
    lines = [f"{escape(lang.t('Sources'))}: {_source_links(frame, item, own)}"]
    lines += [escape(item.coverage)] if item.coverage else []
    lines += [frame.anchor(*item.more, ' class="al-p-beyond"')] if item.more[0] else []
    lines += [escape(line) for line in item.caveats]
    return '<div class="al-p-foot">' + "".join(f"<p>{line}</p>" for line in lines) + "</div>"


def _source_links(frame: Frame, item: Exhibit, own: str) -> str:
    names: dict[str, str] = {}
    for key in dict.fromkeys(item.sources):
        row = frame.catalog.row("sources", key)
        date = frame.lang.date(row["date"], short=True)
        names.setdefault(f"{row['publisher']}, {date}" if date else str(row["publisher"]), key)
    links = [frame.anchor(name, f"/?source={key}&lang={frame.lang.code}") for name, key in list(names.items())[:NAMED_SOURCES]]
    rest = len(names) - NAMED_SOURCES
    if rest > 0:
        words = frame.lang.n("{n} more", "{n} more", rest)
        links.append(f'<a href="{escape(list_href(own) if own else HERE)}">{escape(words)}</a>')
    return "; ".join(links)


# ── evidence ──────────────────────────────────────────────────────────────────────────────────────────────────────


def evidence(frame: Frame, item: Evidence) -> Iterator[str]:
    """The card of one work, source, claim or number, as blocks."""
    lang = frame.lang
    first = [f'<p class="al-p-kicker">{escape(item.kicker)}</p><h1 class="al-p-h1">{escape(item.title)}</h1>']
    if item.lead:
        first.append(f'<p class="al-p-lead">{escape(item.lead)}</p>')
    first += [f'<p class="al-p-doubt">{escape(doubt)}</p>' for doubt in item.doubts]
    yield "".join(first) + facts(frame, item.facts)
    for section in item.sections:
        for start in range(0, len(section.facts), ROWS):
            yield part(section.title, facts(frame, section.facts[start : start + ROWS]))
    refs = item.sources
    for start in range(0, len(refs), ROWS):
        title = lang.n("{n} source", "{n} sources", len(refs))
        items = "".join(f"<li>{source(frame, ref)}</li>" for ref in refs[start : start + ROWS])
        yield part(title, f'<ol class="al-p-list">{items}</ol>')
    if item.quoted:
        yield f'<p class="al-p-quiet">{escape(rights(lang))}</p>'
    if item.notes:
        notes = "".join(f'<p class="al-p-quiet" lang="en">{escape(note)}</p>' for note in item.notes)
        yield part(lang.t("Research note (in English)"), notes)
    yield contact_line(frame, item.report(lang))


def contact_line(frame: Frame, about: str) -> str:
    """Whom to write to of an error, a correction or a removal."""
    return f'<p class="al-p-limits">{contact.told(frame.catalog, frame.lang, about).html(frame.anchor)}</p>'


def part(title: str, body: str, anchor: str = "") -> str:
    """A titled part of a page, under an anchor of its own where it is linked to."""
    name = f' id="{anchor}"' if anchor else ""
    return f'<section class="al-p-part"{name}><h2 class="al-p-h2">{escape(title)}</h2>{body}</section>'


def facts(frame: Frame, items: tuple[Fact, ...]) -> str:
    """Facts with labels as a list of definitions, without as a plain list."""
    if not items:
        return ""
    if not any(fact.label for fact in items):
        return '<ol class="al-p-list">' + "".join(f"<li>{_told(frame, fact)}</li>" for fact in items) + "</ol>"
    rows = "".join(f"<div><dt>{escape(fact.label) or '–'}</dt><dd>{_told(frame, fact)}</dd></div>" for fact in items)
    return f'<dl class="al-p-facts">{rows}</dl>'


def _told(frame: Frame, fact: Fact) -> str:
    by = f'<div class="al-p-by">{source(frame, fact.source)}</div>' if fact.source else ""
    return frame.anchor(fact.text, fact.href) + _quotes(frame, fact.quotes) + by


def _quotes(frame: Frame, items: tuple[Said, ...]) -> str:
    """Words of a page in their own language, under each what they carry and our translation."""
    return "".join(
        f'<blockquote lang="{escape(item.lang)}" dir="{item.direction}">{escape(item.words)}</blockquote>'
        f'<small class="al-p-told">{escape(item.told(frame.lang))}</small>'
        for item in items
    )


def source(frame: Frame, ref: SourceRef) -> str:
    """A page as cited: publisher, title, date, what it repeats and supports, its words, how it was read, its address in full, and an
    archived copy or a search for one.
    """
    lang = frame.lang
    parts = [frame.anchor(ref.publisher, ref.url)]
    if ref.title:
        spoken = f' lang="{escape(ref.language)}"' if ref.language else ""
        parts.append(f" · <span{spoken}>{escape(ref.title)}</span>")
    parts.append(f", {escape(ref.date or lang.t('undated'))}<small>{escape(ref.origin)}</small>")
    if ref.supports:
        parts.append(f"<small>{escape(lang.t('supports: {facts}', facts=ref.supports))}</small>")
    parts.append(_quotes(frame, ref.quotes))
    if ref.read:
        parts.append(f"<small>{escape(ref.read)}</small>")
    if ref.url:
        parts.append(f'<small class="al-p-url">{escape(ref.url)}</small>')
    more = [frame.anchor(lang.t("everything from this page"), ref.href)] if ref.href and frame.link(ref.href) else []
    if ref.archived_url:
        more.append(frame.anchor(lang.t("archived copy"), ref.archived_url))
    elif ref.search:
        search = frame.anchor(lang.t("look for an archived copy"), ref.search)
        more.append(f"{search} {escape(lang.t('(a search: it may find nothing)'))}")
    return "".join(parts) + (f"<small>{' · '.join(more)}</small>" if more else "")


def pack(blocks: list[str], limit: int) -> list[str]:
    """Blocks gathered, in order, into sheets of at most ``limit`` bytes beside their pictures (a block alone may be longer)."""
    sheets: list[list[str]] = [[]]
    size = 0
    for block in blocks:
        # Every address weighs the same, so that live and plain links part the sheets at the same places.
        length = len(_ADDRESS.sub("=" * LINK_BYTES, _PICTURE.sub("", block)).encode("utf-8"))
        if sheets[-1] and size + length > limit:
            sheets.append([])
            size = 0
        sheets[-1].append(block)
        size += length
    return ["".join(sheet) for sheet in sheets]
