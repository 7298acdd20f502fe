"""Pictures for link previews: the finding as headline, the exhibit's own drawing of the view, source line, mark.

What belongs here: what a card says, which comes from the exhibit or the evidence, and the route that sends it. How it is drawn:
``card_picture``.
"""

from __future__ import annotations

import asyncio
import hashlib

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from aidlens.catalog import Catalog, default_dir
from aidlens.exhibits import evidence as evidences
from aidlens.exhibits import registry, things
from aidlens.exhibits.base import Exhibit
from aidlens.i18n import CODES, Lang, guess, lang
from aidlens.pagebook import book
from aidlens.records import current
from aidlens.view import HOME, View
from aidlens.web.card_picture import Card, draw
from aidlens.web.plain_content import finding
from aidlens.web.response_cache import Kept

MOST_ROWS, MOST_FACTS = 6, 4
AT_ONCE, WAITING = 2, 16  # drawing is costly: so many at a time, so many more may wait, the rest is asked to come back
KEPT: Kept[bytes] = Kept(160)


# ── what it says ──────────────────────────────────────────────────────────────────────────────────────────────────


def of_page(catalog: Catalog, view: View, words: Lang) -> Card:
    """The card of a page in a view: its finding, and its first exhibit."""
    page = view.page
    keys = book.PAGES[page].exhibits
    if keys:
        return of_exhibit(catalog, keys[0], view, words, book.PAGES[page].name(words))
    title = finding(catalog, view, words)
    heading, _ = book.opening(catalog, view, words)
    return Card("" if heading == title else heading, title, (), _foot(catalog, words, ""), words)


def of_exhibit(catalog: Catalog, key: str, view: View, words: Lang, kicker: str = "") -> Card:
    """The card of an exhibit in a view."""
    page = book.home(key)
    item = registry.build(key, catalog, view.having(page=page), words)
    return Card(
        kicker or book.PAGES[page].name(words),
        item.title,
        (item.subtitle, *(_told(item) if item.draw is None else ())),
        _foot(catalog, words, words.t("Sources: {sources}", sources=item.source_line)),
        words,
        evidences.limits(words) if item.limited else "",
        item,
    )


def _told(item: Exhibit) -> list[str]:
    """The first rows of an exhibit that is its table."""
    return [" · ".join(text for text, _ in row if text) for row in item.cells()[:MOST_ROWS]]


def of_thing(catalog: Catalog, table: str, key: str, words: Lang) -> Card:
    """The card of a work, a source, a place or a claim: its title, what it is in a line, the first of its facts."""
    found = things.of_row(catalog, table, key, View(lang=words.code), words).evidence
    wanted = (words.t("Where"), words.t("Who paid"), words.t("Cost"), words.t("Origins")) if table == "works" else ()
    lines = tuple(f"{fact.label}: {fact.text}" for fact in found.facts if not wanted or fact.label in wanted)[:MOST_FACTS]
    sources = words.n("{n} source", "{n} sources", len(found.sources)) if table in ("works", "claims") else ""
    limit = evidences.limits(words) if table == "places" else ""
    return Card(found.kicker, found.title, (found.lead, *lines), _foot(catalog, words, sources), words, limit)


def _foot(catalog: Catalog, words: Lang, sources: str) -> str:
    edition = words.t("edition {edition}", edition=catalog.edition)
    return " · ".join(filter(None, (edition, sources)))


# ── the route ─────────────────────────────────────────────────────────────────────────────────────────────────────

_turns = asyncio.Semaphore(AT_ONCE)
_waiting: set[object] = set()


def routes() -> list[BaseRoute]:
    """The routes of this module."""
    return [Route("/card/{table}/{name}.png", _thing), Route("/card/{name}.png", _card)]


async def _thing(request: Request) -> Response:
    catalog, table = _record(), request.path_params["table"]
    # A row folded into another keeps its picture's address.
    name = catalog.now(table, request.path_params["name"]) if catalog else ""
    if catalog is None or not things.has(catalog, table, name):
        return Response(status_code=404)
    return await _sent(request, catalog, table, name)


async def _card(request: Request) -> Response:
    catalog, name = _record(), request.path_params["name"]
    kind = "page" if name in book.PAGES else "exhibit" if name in registry.BUILDERS else ""
    if catalog is None or not kind:
        return Response(status_code=404)
    return await _sent(request, catalog, kind, name)


def _record() -> Catalog | None:
    catalog, faults = current(default_dir())
    return None if faults else catalog


async def _sent(request: Request, catalog: Catalog, kind: str, name: str) -> Response:
    """The picture, kept or drawn now; 304 where the reader has it, 503 where too many wait."""
    code = request.query_params.get("lang", "")
    code = code if code in CODES else guess(request.headers.get("accept-language", "").split(","))
    view, _ = View.from_query(dict(request.query_params), catalog, name if kind == "page" else HOME)
    view = view.without_evidence.having(lang=code, theme="", sheet=1)
    key = (catalog.fingerprint, kind, name, view)
    found = KEPT.get(key)
    if found is None:
        if len(_waiting) >= WAITING:
            return Response(status_code=503, headers={"Retry-After": "5"})
        ticket = object()
        _waiting.add(ticket)
        try:
            async with _turns:
                found = KEPT.get(key) or KEPT.put(key, await run_in_threadpool(_drawn, catalog, kind, name, view))
        finally:
            _waiting.discard(ticket)
    tag = f'"{hashlib.sha256(found).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=3600", "Vary": "Accept-Language"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    # Other sites show these pictures in their previews.
    return Response(found, headers=headers | {"Cross-Origin-Resource-Policy": "cross-origin"}, media_type="image/png")


def _drawn(catalog: Catalog, kind: str, name: str, view: View) -> bytes:
    words = lang(view.lang or "en")
    if kind in things.TABLES:
        return draw(of_thing(catalog, kind, name, words))
    return draw(of_page(catalog, view, words) if kind == "page" else of_exhibit(catalog, name, view, words))
