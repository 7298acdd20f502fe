"""Each kind of block of a page as light HTML without scripts.

What belongs here: what a block holds. Which blocks make a page is said in ``pagebook``; how exhibits, evidence and facts look in
``plain_parts``; sheets and addresses in ``plain_content``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from aidlens import story
from aidlens.exhibits import beyond, method, registry, safe_statements, search_words
from aidlens.exhibits import evidence as evidences
from aidlens.measures import works as measures
from aidlens.pagebook import blocks, book
from aidlens.pagebook.blocks import Block
from aidlens.pagebook.page import Page
from aidlens.view import FIRST_YEAR, Notice, View
from aidlens.web import plain_parts as parts
from aidlens.web import plain_story
from aidlens.web.plain_links import exhibit_href
from aidlens.web.plain_parts import Frame

SOURCES_A_SHEET = 60


def of_page(frame: Frame, page: Page, view: View) -> Iterator[str]:
    """The blocks of a page in order. Where its sheets are those of a list, what follows the list stands on the first of them alone."""
    listed = False
    for block in page.blocks:
        if not listed or view.sheet == 1:
            yield from _drawn(frame, block, view)
        listed = listed or (page.in_sheets and isinstance(block, blocks.Selection))


def _drawn(frame: Frame, block: Block, view: View) -> Iterator[str]:
    way = WAYS[type(block)]
    if way is not None:
        yield from way(frame, block, view)


def notice(frame: Frame, notices: tuple[Notice, ...]) -> str:
    """What of the address was not understood."""
    if not notices:
        return ""
    words = frame.lang.join(f"{item.parameter}={item.value}" for item in notices)
    text = frame.lang.t("A part of this address was not understood and was left out: {parts}.", parts=words)
    return f'<p class="al-p-doubt" role="status">{escape(text)}</p>'


def _opening(frame: Frame, _block: blocks.Opening, view: View) -> Iterator[str]:
    title, lead = book.opening(frame.catalog, view, frame.lang)
    yield f'<h1 class="al-p-h1">{escape(title)}</h1><p class="al-p-lead">{escape(lead)}</p>'


def _exhibit(frame: Frame, block: blocks.Show, view: View) -> Iterator[str]:
    item = registry.build(block.exhibit, frame.catalog, view, frame.lang)
    yield from parts.exhibit(frame, block.exhibit, item, exhibit_href(block.exhibit, view.having(sheet=1)))


def _words(frame: Frame, block: blocks.Words, _view: View) -> Iterator[str]:
    yield f'<p class="al-p-limits">{escape(block.text(frame.lang))}</p>'


def _link(frame: Frame, block: blocks.Link, view: View) -> Iterator[str]:
    yield f'<p class="al-p-quiet">{frame.anchor(block.text(frame.lang), view.without_evidence.having(page=block.page, sheet=1).href())}</p>'


def _selection(frame: Frame, block: blocks.Selection, view: View) -> Iterator[str]:
    if len(measures.select(frame.catalog, view)):
        for inner in block.blocks:
            yield from _drawn(frame, inner, view)


def _cards(frame: Frame, block: blocks.Cards, view: View) -> Iterator[str]:
    lang = frame.lang
    cards = "".join(
        f'<div><h3>{frame.anchor(item.title, item.href)}</h3><p class="al-p-say">{escape(item.safe)}</p>'
        f'<p class="al-p-quiet">{escape(lang.t("Avoid saying: “{sentence}”", sentence=item.avoid))} {escape(item.reason)}</p></div>'
        for item in safe_statements.build(frame.catalog, view, lang, block.ladder)
    )
    yield parts.part(lang.t("What you can safely say"), f'<div class="al-p-cols">{cards}</div>')


def _narrowing(frame: Frame, _block: blocks.Filters, view: View) -> Iterator[str]:
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
    yield f'{search}<ul class="al-p-kinds">{kinds}</ul>{said}'


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
    clear = frame.anchor(lang.t("clear all filters"), view.without_filters.href())
    return f'<p class="al-p-chosen">{escape(lang.t("Chosen"))}: <b>{escape("; ".join(words))}</b> · {clear}</p>'


def _told(frame: Frame, block: blocks.Told, view: View) -> Iterator[str]:
    told = story.read(frame.catalog, view, frame.lang)
    if told is None:
        yield f'<h1 class="al-p-h1">{escape(frame.lang.t("This record comes without a story"))}</h1>'
    else:
        yield from plain_story.text(frame, told, view)
    for key in block.placed:
        yield from _exhibit(frame, blocks.Show(key), view)


def _glossary(frame: Frame, _block: blocks.Glossary, _view: View) -> Iterator[str]:
    yield plain_story.glossary(frame)


def _deck(frame: Frame, block: blocks.Deck, view: View) -> Iterator[str]:
    """A deck needs scripts; without them each plain page is a handout."""
    lang = frame.lang
    yield from _opening(frame, blocks.Opening(), view)
    items = "".join(f"<li>{frame.anchor(page.name(lang), book.href(view, path))}</li>" for path, page in book.PAGES.items() if page.indexed)
    text = lang.t("Each page in its plain form prints as a handout, with its sources and its address.")
    yield f'<p>{escape(text)}</p><ul class="al-p-list">{items}</ul>'


def _facts(frame: Frame, _block: blocks.Facts, _view: View) -> Iterator[str]:
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


def _made(frame: Frame, _block: blocks.Made, view: View) -> Iterator[str]:
    lang = frame.lang
    cards = "".join(f"<div><h3>{escape(title)}</h3><p>{escape(text)}</p></div>" for title, text in method.chapters(frame.catalog, lang))
    made = f'<div class="al-p-cols">{cards}</div>{parts.contact_line(frame, view.href())}'
    yield parts.part(lang.t("How the record was made"), made)


def _sources(frame: Frame, _block: blocks.AllSources, view: View) -> Iterator[str]:
    lang, catalog = frame.lang, frame.catalog
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


WAYS: dict[type[Block], Callable[[Frame, Any, View], Iterator[str]] | None] = {
    blocks.Opening: _opening,
    blocks.Show: _exhibit,
    blocks.Mapped: _exhibit,
    blocks.Words: _words,
    blocks.Link: _link,
    blocks.Switches: None,  # they choose what is drawn; here every number stands in its table
    blocks.Filters: _narrowing,
    blocks.Selection: _selection,
    blocks.Live: None,
    blocks.Sheets: None,  # the sheets of a plain page stand at its foot
    blocks.Cards: _cards,
    blocks.Told: _told,
    blocks.Glossary: _glossary,
    blocks.Deck: _deck,
    blocks.Facts: _facts,
    blocks.Downloads: None,
    blocks.Tables: None,
    blocks.Made: _made,
    blocks.AllSources: _sources,
    blocks.Next: None,  # the menu names them
}
book.drawn("web/plain_blocks.py", WAYS)
