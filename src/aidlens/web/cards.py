"""Pictures for link previews: the finding as headline, the exhibit's table as simple bars, source line, mark.

What belongs here: what a card says, which comes from the exhibit or the evidence, and the route that sends it. How it is drawn:
``card_picture``.
"""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from aidlens.catalog import Catalog, default_dir
from aidlens.exhibits import evidence as evidences
from aidlens.exhibits import registry
from aidlens.exhibits.base import Exhibit
from aidlens.i18n import CODES, Lang, guess, lang
from aidlens.pagebook import book
from aidlens.records import current
from aidlens.view import HOME, View
from aidlens.web.card_picture import Card, Row, draw
from aidlens.web.plain_content import finding
from aidlens.web.plain_parts import OPEN_ENDS
from aidlens.web.response_cache import Kept

MOST_ROWS = 4
AT_ONCE, WAITING = 2, 16  # drawing is costly: so many at a time, so many more may wait, the rest is asked to come back
KEPT: Kept[bytes] = Kept(160)


# ── what it says ──────────────────────────────────────────────────────────────────────────────────────────────────


def of_page(catalog: Catalog, view: View, words: Lang) -> Card:
    """The card of a page in a view: its finding, and the bars of its first exhibit."""
    page = view.page
    keys = book.PAGES[page].exhibits
    if keys:
        return of_exhibit(catalog, keys[0], view, words, book.PAGES[page].name(words))
    title = finding(catalog, view, words)
    heading, _ = book.opening(catalog, view, words)
    return Card("" if heading == title else heading, title, (), (), _foot(catalog, words, ""))


def of_exhibit(catalog: Catalog, key: str, view: View, words: Lang, kicker: str = "") -> Card:
    """The card of an exhibit in a view."""
    page = book.home(key)
    item = registry.build(key, catalog, view.having(page=page), words)
    return Card(
        kicker or book.PAGES[page].name(words),
        item.title,
        (item.subtitle,),
        _rows(item),
        _foot(catalog, words, words.t("Sources: {sources}", sources=item.source_line)),
        evidences.limits(words) if item.limited else "",
    )


def of_work(catalog: Catalog, work: str, words: Lang) -> Card:
    """The card of a work: name, status and date, place, money."""
    found = evidences.of_work(catalog, View(page="works", lang=words.code, work=work), words)
    wanted = (words.t("Where"), words.t("Who paid"), words.t("Cost"), words.t("Origins"))
    lines = tuple(f"{fact.label}: {fact.text}" for fact in found.facts if fact.label in wanted)
    sources = words.n("{n} source", "{n} sources", len(found.sources))
    return Card(found.kicker, found.title, (found.lead, *lines), (), _foot(catalog, words, sources))


def _foot(catalog: Catalog, words: Lang, sources: str) -> str:
    edition = words.t("edition {edition}", edition=catalog.edition)
    return " · ".join(filter(None, (edition, sources)))


def _rows(item: Exhibit) -> tuple[Row, ...]:
    rows = item.data.to_dict("records")
    if item.scale:
        return tuple(_scaled_row(item, row) for row in rows[:MOST_ROWS])
    if not item.bars or not rows:
        return ()
    limit = float(item.data[item.bars].max()) or 1.0
    first = item.columns[0].key
    text = next(column.key for column in item.columns if column.value == item.bars)
    # The largest first, but a row of the unknown is never left out.
    shown = sorted(rows, key=lambda row: (not item.is_empty(row), -float(row[item.bars])))[:MOST_ROWS]
    return tuple(_bar_row(item, row, first, text, limit) for row in sorted(shown, key=rows.index))


def _bar_row(item: Exhibit, row: dict[str, Any], first: str, text: str, limit: float) -> Row:
    bars = item.bars
    share = max(float(row[bars]), 0.0) / limit
    bounded = str(row.get(f"{bars}_bound", row.get("bound", ""))) in OPEN_ENDS
    if item.is_empty(row):
        return Row(str(row[first]), str(row[text]), 0.0, share, bounded)
    return Row(str(row[first]), str(row[text]), share, 0.0, bounded)


def _scaled_row(item: Exhibit, row: dict[str, Any]) -> Row:
    counted, limit = item.scale[0], max(float(row[name] or 0) for name in item.scale) or 1.0
    short, said = str(row[f"{counted}_text"]), str(row.get(f"{counted}_said", ""))
    text = f"{row[f'{item.bars}_text']} / {short}"
    solid, hatched = (float(row[name] or 0) / limit for name in (item.bars, counted))
    return Row(str(row[item.columns[0].key]), text, solid, hatched, note=said if said != short else "")


# ── the route ─────────────────────────────────────────────────────────────────────────────────────────────────────

_turns = asyncio.Semaphore(AT_ONCE)
_waiting: set[object] = set()


def routes() -> list[BaseRoute]:
    """The routes of this module."""
    return [Route("/card/works/{name}.png", _work), Route("/card/{name}.png", _card)]


async def _work(request: Request) -> Response:
    catalog = _record()
    # A work folded into another keeps its picture's address.
    name = catalog.now("works", request.path_params["name"]) if catalog else ""
    if catalog is None or not catalog.has("works", name):
        return Response(status_code=404)
    return await _sent(request, catalog, "works", name)


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
    if kind == "works":
        return draw(of_work(catalog, name, words))
    return draw(of_page(catalog, view, words) if kind == "page" else of_exhibit(catalog, name, view, words))
