"""What stands on each plain page: heading, exhibits, limits, evidence, in sheets; the same content goes into the live page's shell.

What belongs here: choosing and ordering the blocks of a page. How a block looks is in ``plain_parts``; the document around it, with head
and foot, in ``plain_page``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape

from aidlens import story
from aidlens.catalog import Catalog
from aidlens.exhibits import beyond, ladder, method, registry, safe_words, search_words, works
from aidlens.exhibits import evidence as evidences
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.evidence import Evidence
from aidlens.exhibits.page_words import opening, page_names, page_purposes
from aidlens.i18n import Lang
from aidlens.measures import works as measures
from aidlens.view import FIRST_YEAR, Notice, View
from aidlens.web import plain_parts as parts
from aidlens.web import plain_story
from aidlens.web.plain_links import exhibit_href, plain_href, to_plain
from aidlens.web.plain_parts import Frame

SHEET_BYTES = 37_000  # of content: with head, foot and styles a page stays under 60 kB
SOURCES_A_SHEET = 60
PLAIN = ("overview", "spending", "works", "map", "story", "disagreements", "present", "data")


@dataclass(frozen=True)
class Content:
    """One plain page, ready to be framed. ``path`` is its own address, ``live`` that of the same thing in the live site, ``card`` that
    of its picture (without language); ``kind`` is its type in structured data; ``sources`` are addresses of pages it rests on,
    ``listed`` is where the list of all of them begins.
    """

    title: str
    finding: str
    body: str
    view: View
    path: str
    live: str
    card: str
    kind: str = "CreativeWork"
    item: Exhibit | None = None
    sources: tuple[str, ...] = ()
    listed: str = ""
    sheet: int = 1
    sheets: int = 1

    def at(self, **changes: object) -> str:
        """This page's address with some of its query changed."""
        view = self.view.having(**changes)
        if self.item:
            return exhibit_href(self.item.id, view)
        return plain_href(view)


def frame_of(catalog: Catalog, lang: Lang, *, live: bool = False) -> Frame:
    """The frame of a plain page, or of the same content in the live page's shell: links stay live there, ids get a prefix."""
    if live:
        return Frame(catalog, lang, lambda href: href, "p-")
    return Frame(catalog, lang, lambda href: to_plain(href, catalog))


def of_view(frame: Frame, view: View, notices: tuple[Notice, ...] = ()) -> Content:
    """The content of a view: the evidence it has open, else its page."""
    found = evidences.of_view(frame.catalog, view, frame.lang)
    if found is not None:
        return _card(frame, view, found)
    view = view.closed
    sheet = view.sheet
    if view.page == "works":
        sheets = works.sheets(frame.catalog, view)
        view = view.having(sheet=min(sheet, sheets))
        body = _head(frame, view, notices) + "".join(_works(frame, view))
    else:
        view = view.having(sheet=1)
        blocks = list(_BLOCKS[view.page](frame, view))
        if view.page != "story":
            blocks[:0] = [_head(frame, view, notices)]
        packed = parts.pack(blocks, SHEET_BYTES)
        sheets, view = len(packed), view.having(sheet=min(sheet, len(packed)))
        body = packed[view.sheet - 1]
        if view.sheet > 1:
            body = _again(frame, view) + body
    name = page_names(frame.lang)[view.page]
    return Content(
        title=name,
        finding=finding(frame.catalog, view, frame.lang),
        body=body + _pager(frame, view, sheets, plain_href),
        view=view,
        path=plain_href(view),
        live=(view if view.page == "works" else view.having(sheet=1)).href(),
        card=f"/card/{view.page}.png",
        kind={"overview": "Dataset", "data": "Dataset", "story": "Article"}.get(view.page, "CreativeWork"),
        sheet=view.sheet,
        sheets=sheets,
    )


def of_exhibit(frame: Frame, key: str, view: View) -> Content:
    """One exhibit by itself: its table in full, all its sources, and the snippet that puts it into another site."""
    item = registry.build(key, frame.catalog, view, frame.lang)
    sheets = works.sheets(frame.catalog, view) if key == "works" else 0
    blocks = list(parts.exhibit(frame, key, item, "", level=1))
    # How each was read, and where a copy may be looked for, stands on its own card: here it would double the page.
    refs = [
        replace(evidences.source_ref(frame.catalog, source, View(lang=view.lang), frame.lang), read="", search="")
        for source in dict.fromkeys(item.sources)
    ]
    for start in range(0, len(refs), parts.ROWS):
        rows = "".join(f"<li>{parts.source(frame, ref)}</li>" for ref in refs[start : start + parts.ROWS])
        blocks.append(parts.part(frame.lang.t("Sources"), f'<ol class="al-p-list">{rows}</ol>', "" if start else "sources"))
    packed = ["".join(blocks)] if sheets else parts.pack(blocks, SHEET_BYTES)
    listed = next((at for at, text in enumerate(packed, 1) if 'id="sources"' in text), 1)
    sheets = sheets or len(packed)
    view = view.having(sheet=min(view.sheet, sheets))
    body = packed[min(view.sheet, len(packed)) - 1]
    if 'id="sources"' not in body:
        body = body.replace(f'href="{parts.HERE}"', f'href="{escape(exhibit_href(key, view.having(sheet=listed)))}{parts.HERE}"')
    page = next(page for page, keys in registry.PAGES.items() if key in keys)
    return Content(
        title=item.title,
        finding=item.subtitle,
        body=body + _pager(frame, view, sheets, lambda other: exhibit_href(key, other)),
        view=view,
        path=exhibit_href(key, view),
        live=f"{view.closed.having(page=page, sheet=1).href()}#{item.anchor}",
        card=f"/card/{key}.png",
        item=item,
        sources=tuple(ref.url for ref in refs if ref.url)[:20],
        sheet=view.sheet,
        sheets=sheets,
        listed=exhibit_href(key, view if key == "works" else view.having(sheet=listed)) + parts.HERE,
    )


def embedded(frame: Frame, key: str, view: View) -> Content:
    """One exhibit for another site: its picture, or its table where it has none, and its source line; long tables in sheets."""
    whole = of_exhibit(frame, key, view)
    item = whole.item
    assert item is not None
    own = exhibit_href(key, view.having(sheet=1))
    if item.draw and not item.data.empty:
        return replace(whole, body=parts.pictured(frame, item, own), sheet=1, sheets=1)
    blocks = list(parts.exhibit(frame, key, item, own, level=1))
    sheets = whole.sheets if key == "works" else len(blocks)
    sheet = min(view.sheet, sheets)
    body = blocks[min(sheet, len(blocks)) - 1]
    turn = _pager(frame, view.having(sheet=sheet), sheets, lambda other: exhibit_href(key, other, "/embed"))
    return replace(whole, body=body + turn.replace("<a rel", '<a target="_self" rel'), sheet=sheet, sheets=sheets)


def finding(catalog: Catalog, view: View, lang: Lang) -> str:
    """The one sentence a page stands for: the title of its first exhibit, else what it answers."""
    keys = registry.PAGES.get(view.page, ())
    return registry.build(keys[0], catalog, view, lang).title if keys else page_purposes(lang)[view.page]


# ── evidence ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _card(frame: Frame, view: View, found: Evidence) -> Content:
    packed = parts.pack(list(parts.evidence(frame, found)), SHEET_BYTES)
    view = view.having(sheet=min(view.sheet, len(packed)))
    body = packed[view.sheet - 1]
    if view.sheet > 1:
        body = f'<h1 class="al-p-h1">{escape(found.title)}</h1>{body}'
    return Content(
        title=found.title,
        finding=" · ".join(filter(None, (found.kicker, found.lead))),
        body=body + _pager(frame, view, len(packed), plain_href),
        view=view,
        path=plain_href(view),
        live=view.having(sheet=1).href(),
        card=f"/card/works/{view.work}.png" if view.work and not view.obs else f"/card/{view.page}.png",
        sources=tuple(ref.url for ref in found.sources if ref.url)[:20],
        sheet=view.sheet,
        sheets=len(packed),
    )


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _head(frame: Frame, view: View, notices: tuple[Notice, ...]) -> str:
    lang = frame.lang
    title, lead = opening(frame.catalog, view, lang)
    told = ""
    if notices:
        words = lang.join(f"{item.parameter}={item.value}" for item in notices)
        text = lang.t("A part of this address was not understood and was left out: {parts}.", parts=words)
        told = f'<p class="al-p-doubt" role="status">{escape(text)}</p>'
    return f'{told}<h1 class="al-p-h1">{escape(title)}</h1><p class="al-p-lead">{escape(lead)}</p>'


def _again(frame: Frame, view: View) -> str:
    return f'<h1 class="al-p-h1">{escape(page_names(frame.lang)[view.page])}</h1>'


def _exhibit(frame: Frame, key: str, view: View) -> Iterator[str]:
    item = registry.build(key, frame.catalog, view, frame.lang)
    yield from parts.exhibit(frame, key, item, exhibit_href(key, view.having(sheet=1)))


def _all(frame: Frame, view: View) -> Iterator[str]:
    for key in registry.PAGES[view.page]:
        yield from _exhibit(frame, key, view)


def _overview(frame: Frame, view: View) -> Iterator[str]:
    lang = frame.lang
    yield from _exhibit(frame, "ladder", view)
    yield f'<p class="al-p-limits">{escape(evidences.limits(lang))} {escape(ladder.gap(lang))}</p>'
    yield _safe(frame, view, "full")
    yield from _exhibit(frame, "short-ladder", view)


def _safe(frame: Frame, view: View, kind: str) -> str:
    lang = frame.lang
    cards = "".join(
        f'<div><h3>{frame.anchor(item.title, item.href)}</h3><p class="al-p-say">{escape(item.safe)}</p>'
        f'<p class="al-p-quiet">{escape(lang.t("Better not: “{sentence}”", sentence=item.avoid))} {escape(item.reason)}</p></div>'
        for item in safe_words.build(frame.catalog, view, lang, kind)
    )
    return parts.part(lang.t("What you may safely say"), f'<div class="al-p-cols">{cards}</div>')


def _works(frame: Frame, view: View) -> Iterator[str]:
    yield _narrowing(frame, view)
    if len(measures.select(frame.catalog, view)):
        yield from _exhibit(frame, "counts", view)
        yield from _exhibit(frame, "works", view)
    if view.sheet == 1:
        yield from _exhibit(frame, "growth", view)


def _map(frame: Frame, view: View) -> Iterator[str]:
    yield _narrowing(frame, view)
    if len(measures.select(frame.catalog, view)):
        yield from _exhibit(frame, "map", view)


def _narrowing(frame: Frame, view: View) -> str:
    """What is chosen, a search field, and the kinds to choose from; other filters are in the live page's address and kept."""
    lang, catalog = frame.lang, frame.catalog
    counts = measures.facet(catalog, view, "kind")
    kinds = ""
    for code, count in counts.items():
        chosen = " aria-current=true" if view.kind == (code,) else ""
        link = frame.anchor(catalog.name("kinds", str(code), lang.code), view.having(kind=(str(code),), sheet=1).href(), chosen)
        kinds += f"<li>{link} {escape(lang.number(int(count)))}</li>"
    hidden = "".join(
        f'<input type="hidden" name="{escape(key)}" value="{escape(value)}">'
        for key, value in view.having(q="", sheet=1).to_query().items()
    )
    label = escape(lang.t("Search works and places"))
    target = escape(frame.link(View(page=view.page).href()))
    field = f'<input type="search" name="q" maxlength="120" value="{escape(view.q)}">'
    search = (
        f'<form class="al-p-search" action="{target}" method="get" role="search">{hidden}<label>{label} '
        f"{field}</label> <button>{escape(lang.t('Search (verb)'))}</button></form>"
    )
    said = _chosen(frame, view)
    left, href = beyond.beyond(catalog, view, lang)
    said += f"<p>{frame.anchor(left, href)}</p>" if left else ""
    for item in search_words.of_works(catalog, view, lang):
        said += f'<p class="al-p-doubt" role="status">{frame.anchor(item.text, item.href)}</p>'
    if not len(measures.select(catalog, view)):
        said += f'<p class="al-p-doubt" role="status">{escape(lang.t("No work matches this selection."))}</p>'
    return f'{search}<ul class="al-p-kinds">{kinds}</ul>{said}'


def _chosen(frame: Frame, view: View) -> str:
    lang, catalog = frame.lang, frame.catalog
    tables = {"kind": "kinds", "sector": "sectors", "province": "places", "district": "places"}
    words = [catalog.name(tables[name], code, lang.code) for name in tables for code in getattr(view, name)]
    words += [catalog.code("status", code, lang.code) for code in view.status]
    if view.first or view.last:
        words.append(f"{view.first or FIRST_YEAR}–{view.last or ''}")
    if view.funding != "public":
        words.append({"private": lang.t("private money"), "all": lang.t("all money, side by side")}[view.funding])
    words += [beyond.done_names(lang)[view.done]] if view.done else []
    words += [evidences.counted_words(catalog, view.counted, lang)] if view.counted else []
    words += [lang.t("two origins")] if view.confirmed else []
    words += [f"“{view.q}”"] if view.q else []
    if not words:
        return ""
    clear = frame.anchor(lang.t("clear all filters"), view.bare.href())
    return f'<p class="al-p-chosen">{escape(lang.t("Chosen"))}: <b>{escape("; ".join(words))}</b> · {clear}</p>'


def _story(frame: Frame, view: View) -> Iterator[str]:
    told = story.read(frame.catalog, view, frame.lang)
    if told is None:
        yield f'<h1 class="al-p-h1">{escape(frame.lang.t("This record comes without a story"))}</h1>'
    else:
        yield from plain_story.text(frame, told, view)
    for key in registry.PAGES["story"]:
        yield from _exhibit(frame, key, view)
    yield plain_story.glossary(frame)


def _disagreements(frame: Frame, view: View) -> Iterator[str]:
    yield from _all(frame, view)
    yield _safe(frame, view, "")


def _present(frame: Frame, view: View) -> Iterator[str]:
    lang = frame.lang
    names = page_names(lang)
    items = "".join(f"<li>{frame.anchor(names[page], view.page_href(page))}</li>" for page in PLAIN if page != "present")
    text = lang.t("Each page in its plain form prints as a handout, with its sources and its address.")
    yield f'<p>{escape(text)}</p><ul class="al-p-list">{items}</ul>'


def _data(frame: Frame, view: View) -> Iterator[str]:
    lang, catalog = frame.lang, frame.catalog
    about = lang.pick(catalog.descriptor, "description") or str(catalog.descriptor["description"])
    licence = catalog.descriptor["licenses"][0]
    facts = (
        (lang.t("Edition"), catalog.edition),
        (lang.t("Licence"), f"{licence['title']} ({licence['name']})"),
        (lang.t("Works"), lang.number(len(catalog.works))),
        (lang.t("Published numbers"), lang.number(len(catalog.observations))),
        (lang.t("Sources"), lang.number(len(catalog.sources))),
    )
    about_it = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>" for label, text in facts)
    yield f'<p>{escape(about)}</p><p class="al-p-limits">{escape(evidences.limits(lang))}</p><dl class="al-p-facts">{about_it}</dl>'
    cards = "".join(f"<div><h3>{escape(title)}</h3><p>{escape(text)}</p></div>" for title, text in method.chapters(catalog, lang))
    made = f'<div class="al-p-cols">{cards}</div>{parts.contact_line(frame, view.href())}'
    yield parts.part(lang.t("How the record was made"), made)
    yield from _all(frame, view)
    rows = catalog.sources.sort_values(["publisher", "date", "id"]).to_dict("records")
    for start in range(0, len(rows), SOURCES_A_SHEET):
        items = "".join(
            f"<li>{frame.anchor(str(row['publisher']), View(lang=view.lang, source=row['id']).href())}"
            f"{' · ' + escape(str(row['title'])) if row['title'] else ''}, {escape(lang.date(row['date']) or lang.t('undated'))}</li>"
            for row in rows[start : start + SOURCES_A_SHEET]
        )
        last = min(start + SOURCES_A_SHEET, len(rows))
        title = lang.t("All sources: {first} to {last} of {total}", first=start + 1, last=last, total=len(rows))
        yield parts.part(title, f'<ol class="al-p-list">{items}</ol>')


_BLOCKS = {
    "overview": _overview,
    "spending": _all,
    "map": _map,
    "story": _story,
    "disagreements": _disagreements,
    "present": _present,
    "data": _data,
}


def _pager(frame: Frame, view: View, sheets: int, href: Callable[[View], str]) -> str:
    """Links to the sheet before and after, and which this is; nothing for a single sheet."""
    if sheets < 2:
        return ""
    lang = frame.lang
    links = []
    for number, words, rel in ((view.sheet - 1, lang.t("Previous sheet"), "prev"), (view.sheet + 1, lang.t("Next sheet"), "next")):
        if 1 <= number <= sheets:
            links.append(f'<a rel="{rel}" href="{escape(href(view.having(sheet=number)))}">{escape(words)}</a>')
    here = lang.t("Sheet {n} of {total}", n=view.sheet, total=sheets)
    return f'<nav class="al-p-pager" aria-label="{escape(lang.t("Sheets"))}"><span>{escape(here)}</span>{"".join(links)}</nav>'
