"""Each kind of block of a page as light HTML without scripts.

What belongs here: what a block holds. Which blocks make a page is said in ``pagebook``; how they look in the template ``blocks.html``;
exhibits and evidence in ``plain_parts``; sheets and addresses in ``plain_content``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from aidlens import story
from aidlens.contribution import ask
from aidlens.exhibits import beyond, contact, method, registry, safe_statements, search_words
from aidlens.exhibits import evidence as evidences
from aidlens.exhibits.article import ARTICLE
from aidlens.exhibits.base import Exhibit
from aidlens.measures import in_place
from aidlens.measures import works as measures
from aidlens.pagebook import blocks, book
from aidlens.pagebook.blocks import Block
from aidlens.pagebook.page import Page
from aidlens.pagebook.scenes import told as told_scenes
from aidlens.templates import Markup, macros
from aidlens.view import FIRST_YEAR, Notice, View
from aidlens.web import plain_parts
from aidlens.web.plain_links import exhibit_href
from aidlens.web.plain_parts import Frame

SOURCES_A_SHEET = 60
Pieces = Iterator[Markup]


def of_page(frame: Frame, page: Page, view: View) -> Pieces:
    """The blocks of a page in order. Where its sheets are those of a list, what follows the list stands on the first of them alone."""
    listed = False
    for block in page.blocks:
        if not listed or view.sheet == 1:
            yield from _drawn(frame, block, view)
        listed = listed or (page.in_sheets and isinstance(block, blocks.Selection))


def _drawn(frame: Frame, block: Block, view: View) -> Pieces:
    way = WAYS[type(block)]
    if way is not None:
        yield from way(frame, block, view)


def _in() -> Any:
    """The macros the blocks are written with."""
    return macros("blocks")


def notice(frame: Frame, notices: tuple[Notice, ...]) -> Markup:
    """What of the address was not understood."""
    if not notices:
        return Markup("")
    words = frame.lang.join(f"{item.parameter}={item.value}" for item in notices)
    text = frame.lang.t("A part of this address was not understood and was left out: {parts}.", parts=words)
    found: Markup = _in().doubt(frame, text)
    return found


def heading(title: str) -> Markup:
    """The heading of a sheet that does not begin with one."""
    found: Markup = _in().heading(title)
    return found


def _opening(frame: Frame, block: blocks.Opening, view: View) -> Pieces:
    yield _in().opening(frame, *book.opening(frame.catalog, view, frame.lang), block.link(frame.lang) if block.link else None)


def _exhibit(frame: Frame, block: blocks.Show, view: View) -> Pieces:
    item = registry.build(block.exhibit, frame.catalog, view, frame.lang)
    yield from plain_parts.exhibit(frame, block.exhibit, item, exhibit_href(block.exhibit, view.having(sheet=1)))


def _titled(frame: Frame, block: blocks.Titled, view: View) -> Pieces:
    item = registry.build(block.exhibit, frame.catalog, view, frame.lang)
    yield _in().titled(item)


def _beside(frame: Frame, block: blocks.Beside, view: View) -> Pieces:
    """The panel beside the picture that it speaks of; the table of that, and what follows it, below both."""
    head, panel = (Markup("").join(piece for inner in held for piece in _drawn(frame, inner, view)) for held in (block.head, block.panel))
    pieces = [piece for inner in block.rest for piece in _drawn(frame, inner, view)]
    yield _in().beside(head, panel, pieces[0] if pieces else Markup(""))
    yield from pieces[1:]


def _mapped(frame: Frame, block: blocks.Mapped, view: View) -> Pieces:
    item = registry.build(block.exhibit, frame.catalog, view, frame.lang)
    yield plain_parts.bare_picture(frame, item)
    apart = replace(item, title=frame.lang.t("Table"), subtitle="", draw=None)
    yield from plain_parts.exhibit(frame, block.exhibit, apart, exhibit_href(block.exhibit, view.having(sheet=1)))
    if country := in_place.country(frame.catalog):
        yield _in().paragraph(frame, "al-p-see", frame.lang.t("Place by place"), view.row_href("places", country))


def _doors(frame: Frame, block: blocks.Doors, view: View) -> Pieces:
    def shown(door: blocks.Door) -> tuple[Exhibit, Markup | str, str, str]:
        seen = door.view(view)
        item = registry.build(door.exhibit, frame.catalog, seen, frame.lang)
        return item, plain_parts.small_picture(frame, item), door.label(frame.lang), seen.href()

    yield _in().doors(frame, [shown(door) for door in block.each])


def _words(frame: Frame, block: blocks.Words, _view: View) -> Pieces:
    yield _in().paragraph(frame, "al-p-limits", block.text(frame.lang))


def _chapters(frame: Frame, block: blocks.Chapters, _view: View) -> Pieces:
    yield _in().chapters(frame, block.text(frame.lang))


def _link(frame: Frame, block: blocks.Link, view: View) -> Pieces:
    href = view.without_evidence.having(page=block.page, sheet=1).href()
    yield _in().paragraph(frame, "al-p-quiet", block.text(frame.lang), href)


def _selection(frame: Frame, block: blocks.Selection, view: View) -> Pieces:
    if len(measures.select(frame.catalog, view)):
        for inner in block.blocks:
            yield from _drawn(frame, inner, view)


def _cards(frame: Frame, block: blocks.Cards, view: View) -> Pieces:
    yield _in().cards(frame, safe_statements.build(frame.catalog, view, frame.lang, block.ladder))


def _narrowing(frame: Frame, _block: blocks.Filters, view: View) -> Pieces:
    lang, catalog = frame.lang, frame.catalog
    remarks = [(item.text, item.href) for item in search_words.of_works(catalog, view, lang)]
    if not len(measures.select(catalog, view)):
        remarks.append((lang.t("No work matches this selection."), ""))
    yield _in().narrowing(
        frame,
        target=frame.link(View(page=view.page).href()),
        kept=view.having(q="", sheet=1).to_query(),
        search=view.q,
        kinds=[
            (
                catalog.name("kinds", str(code), lang.code),
                view.having(kind=(str(code),), sheet=1).href(),
                view.kind == (code,),
                lang.number(int(count)),
            )
            for code, count in measures.facet(catalog, view, "kind").items()
        ],
        chosen=_chosen(frame, view),
        clear=view.without_filters.href(),
        left=beyond.beyond(catalog, view, lang),
        remarks=remarks,
    )


def _chosen(frame: Frame, view: View) -> list[str]:
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
    return words


def _told(frame: Frame, block: blocks.Told, view: View) -> Pieces:
    """The story: paragraphs, the notes beside them folded in below, places of exhibits as links."""
    told, lang = story.read(frame.catalog, view, frame.lang), frame.lang
    if told is None:
        yield heading(lang.t("This record comes without a story"))
    else:
        yield _in().story_top(frame, told, ARTICLE)
        scenes = {scene.id: (scene, plain_parts.scene_picture(frame, scene, view)) for scene in told_scenes(frame.catalog, view, lang)}
        for section in told.sections:
            placed = [item.exhibit for item in section.blocks if isinstance(item, story.Placed) and item.exhibit in registry.BUILDERS]
            titles = {key: registry.build(key, frame.catalog, view.only(), lang).title for key in placed}
            places = {key: (title, exhibit_href(key, view.only())) for key, title in titles.items()}
            yield _in().story_section(frame, section, places, scenes)
    for key in block.placed:
        yield from _exhibit(frame, blocks.Show(key), view)


def _glossary(frame: Frame, _block: blocks.Glossary, _view: View) -> Pieces:
    """All terms with their definitions, in the order of the alphabet."""
    lang = frame.lang
    rows = sorted(frame.catalog.rows("glossary"), key=lambda row: lang.pick(row, "term").casefold())
    yield _in().glossary(lang, [(lang.pick(row, "term"), lang.pick(row, "definition")) for row in rows])


def _deck(frame: Frame, _block: blocks.Deck, view: View) -> Pieces:
    yield from _opening(frame, blocks.Opening(), view)
    pages = [(page.name(frame.lang), book.href(view, path)) for path, page in book.MENU.items() if page.indexed]
    yield _in().deck(frame, pages, evidences.sheets(frame.catalog, frame.lang))


def _facts(frame: Frame, _block: blocks.Facts, _view: View) -> Pieces:
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
    yield _in().facts(about, evidences.limits(lang), facts)


def _made(frame: Frame, _block: blocks.Made, view: View) -> Pieces:
    told = contact.told(frame.catalog, frame.lang, view.href())
    yield _in().made(frame, method.chapters(frame.catalog, frame.lang), told)


def _asked(frame: Frame, _block: blocks.Asked, view: View) -> Pieces:
    yield macros("contribute").told(frame, ask, contact.told(frame.catalog, frame.lang, view.href()))


def _sources(frame: Frame, _block: blocks.AllSources, view: View) -> Pieces:
    lang = frame.lang
    rows = [
        (
            frame.catalog.publisher(row["id"], lang.code),
            row["title"],
            View(lang=view.lang, source=row["id"]).href(),
            lang.date(row["date"]) or lang.t("undated"),
        )
        for row in sorted(frame.catalog.rows("sources"), key=lambda row: (row["publisher"], row["date"], row["id"]))
    ]
    for start in range(0, len(rows), SOURCES_A_SHEET):
        chunk = rows[start : start + SOURCES_A_SHEET]
        last = start + len(chunk)
        title = lang.t("All sources: {first} to {last} of {total}", first=start + 1, last=last, total=len(rows))
        yield _in().listed(frame, title, chunk)


WAYS: dict[type[Block], Callable[[Frame, Any, View], Pieces] | None] = {
    blocks.Opening: _opening,
    blocks.Show: _exhibit,
    blocks.Titled: _titled,
    blocks.Mapped: _mapped,
    blocks.Focused: None,  # works of a place are chosen by the filters
    blocks.Beside: _beside,
    blocks.Doors: _doors,
    blocks.Words: _words,
    blocks.Chapters: _chapters,
    blocks.Link: _link,
    blocks.Switches: None,  # they choose what is drawn; here every number stands in its table
    blocks.Filters: _narrowing,
    blocks.Selection: _selection,
    blocks.Live: None,
    blocks.Remaining: None,
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
    blocks.Asked: _asked,
    blocks.Next: None,  # the menu names them
}
book.drawn("web/plain_blocks.py", WAYS)
