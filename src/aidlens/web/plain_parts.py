"""Pieces of the plain pages: exhibits with their tables and evidence with its sources, as blocks that sheets are made of.

What belongs here: which values stand in a block. How it looks is written in the template ``parts.html``; which blocks make a page is
decided in ``plain_content``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from aidlens.catalog import Catalog
from aidlens.drawing.svg import svg
from aidlens.exhibits import contact, scenes
from aidlens.exhibits.base import Exhibit, sources_apart
from aidlens.exhibits.evidence import Evidence, SourceRef, rights
from aidlens.exhibits.style import DARK, LIGHT, Canvas
from aidlens.i18n import Lang
from aidlens.pagebook.scenes import Told
from aidlens.templates import Markup, macros
from aidlens.view import View
from aidlens.web.plain_links import list_href

LINK_BYTES = 60
_ADDRESS = re.compile(r'(?<=href=)"[^"]*"')
_PICTURE = re.compile(r"<svg .*?</svg>(?=</div>)", re.DOTALL)
ROWS = 40  # rows of a table in one block: a longer one goes on in the next, perhaps on the next sheet
SOURCED = 12  # facts in one block where each has its page beside it
NAMED_SOURCES = 6
HERE = "#sources"  # the list of an exhibit's sources on its own page


@dataclass(frozen=True)
class Frame:
    """What the pieces need to know: the record, the language, how links are written, and a prefix for ids."""

    catalog: Catalog
    lang: Lang
    link: Callable[[str], str]
    prefix: str = ""
    k: str = "al-p-"  # how its classes begin
    base: str = ""  # the site's address, where a page says its own
    targets: bool = False  # whether links say where they open, as Streamlit wants it

    def to(self, href: str) -> str:
        """Where a link leads in this frame, "" for nowhere."""
        return href if href.startswith(("http://", "https://")) else self.link(href) if href else ""


@dataclass(frozen=True)
class _Foot:
    """The source line of an exhibit: sources with names and addresses, how many more there are, and where those are listed."""

    named: list[tuple[str, str]]
    rest: int
    listed: str


def exhibit(frame: Frame, key: str, item: Exhibit, own: str, level: int = 2, more: int = 2) -> Iterator[Markup]:
    """An exhibit as blocks: title, picture, table, sources, coverage, caveats. ``own`` is the address of its own page; ``level`` is that of
    its heading, ``more`` of the headings over the rest of a long table.
    """
    rows = item.cells()
    for start in range(0, len(rows) or 1, ROWS):
        chunk, is_last = rows[start : start + ROWS], start + ROWS >= len(rows)
        pictures = () if start else _pictures(frame, item)
        foot = _foot(frame, item, own) if is_last else None
        yield macros("parts").exhibit(frame, item, chunk, start, more if start else level, frame.prefix + key, pictures, foot)


def pictured(frame: Frame, item: Exhibit, own: str) -> Markup:
    """An exhibit for another site: its picture, whose marks open the live view beside that site, and its foot."""
    pictures = _pictures(replace(frame, link=str), item, "_blank")
    found: Markup = macros("parts").pictured(frame, item, pictures, _foot(frame, item, own))
    return found


def bare_picture(frame: Frame, item: Exhibit) -> Markup:
    """The picture of an exhibit whose title and table stand elsewhere."""
    found: Markup = macros("parts").pictures(_pictures(frame, item))
    return found


def _pictures(frame: Frame, item: Exhibit, target: str = "") -> tuple[Markup, ...]:
    """The drawing of an exhibit as laid out for a wide page and for a narrow one; none for a table."""
    if item.draw is None or item.data.empty:
        return ()
    name = frame.prefix + item.id
    return tuple(
        Markup(item.picture(frame.lang, narrow=small, name=f"{name}-{'s' if small else 'l'}", link=frame.link, target=target))
        for small in (False, True)
    )


def small_picture(frame: Frame, item: Exhibit) -> Markup | str:
    """The drawing of an exhibit for a narrow column, its marks without words and ways of their own; "" for a table."""
    if item.draw is None or item.data.empty:
        return ""
    light, dark = (item.smaller(Canvas(theme, frame.lang, narrow=True)).bare for theme in (LIGHT, DARK))
    return Markup(svg(light, dark=dark, name=f"{frame.prefix}door-{item.id}", title=item.title, description=item.alt))


def scene_picture(frame: Frame, told: Told, view: View) -> Markup:
    """The picture of a scene, its marks without words and ways of their own."""
    light, dark = (scenes.drawing(frame.catalog, told.scene, view, Canvas(theme, frame.lang, narrow=True)).bare for theme in (LIGHT, DARK))
    return Markup(svg(light, dark=dark, name=f"{frame.prefix}s{told.number}", title=told.text, description=""))


def _foot(frame: Frame, item: Exhibit, own: str) -> _Foot:
    first, rest = sources_apart(frame.catalog, item.sources, frame.lang, NAMED_SOURCES)
    named = [(name, f"/?source={key}&lang={frame.lang.code}") for name, key in first]
    return _Foot(named, rest, list_href(own) if own else HERE)


def evidence(frame: Frame, item: Evidence) -> Iterator[Markup]:
    """The card of a published number, or of one step of a claim's ladder, as blocks."""
    lang, parts = frame.lang, macros("parts")
    yield parts.card(frame, item)
    yield from sections(frame, item)
    yield from sources(frame, lang.n("{n} source", "{n} sources", len(item.sources)), item.sources)
    if item.quoted:
        yield macros("blocks").paragraph(frame, "al-p-quiet", rights(lang))
    if item.notes:
        yield parts.part(lang.t("Research note (in English)"), parts.notes(item.notes))
    yield parts.contact_line(frame, contact.told(frame.catalog, lang, item.report(lang)))


def sections(frame: Frame, item: Evidence) -> Iterator[Markup]:
    """The lists of facts of some evidence, as blocks."""
    parts, lang = macros("parts"), frame.lang
    for section in item.sections:
        rows = SOURCED if any(fact.source for fact in section.facts) else ROWS
        for start in range(0, len(section.facts), rows):
            some = section.facts[start : start + rows]
            again = lang.t("{title} (rows {first} to {last})", title=section.title, first=start + 1, last=start + len(some))
            yield parts.part(again if start else section.title, parts.facts(frame, some))


def sources(frame: Frame, title: str, refs: tuple[SourceRef, ...], anchor: str = "") -> Iterator[Markup]:
    """A list of sources as blocks, the first of them under an anchor."""
    parts = macros("parts")
    for start in range(0, len(refs), ROWS):
        yield parts.part(title, parts.sources(frame, refs[start : start + ROWS]), "" if start else anchor)


def pack(blocks: Iterable[Markup], limit: int) -> list[Markup]:
    """Blocks gathered, in order, into sheets of at most ``limit`` bytes beside their pictures (a block alone may be longer)."""
    sheets: list[list[Markup]] = [[]]
    size = 0
    for block in blocks:
        # Every address weighs the same, so that live and plain links part the sheets at the same places.
        length = len(_ADDRESS.sub("=" * LINK_BYTES, _PICTURE.sub("", block)).encode("utf-8"))
        if sheets[-1] and size + length > limit:
            sheets.append([])
            size = 0
        sheets[-1].append(block)
        size += length
    return [Markup("").join(sheet) for sheet in sheets]
