"""Pages to print: the handout of a deck at ``/plain/handout?deck=…&lang=…``, the sheet of a claim at ``/plain/sheet/<claim>?lang=…``."""

from __future__ import annotations

import hashlib

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from aidlens.catalog import Catalog, default_dir
from aidlens.deck import from_address
from aidlens.i18n import CODES, Lang, guess, lang
from aidlens.records import current
from aidlens.web import address, plain

MOST_ADDRESS = 6000


def routes() -> list[BaseRoute]:
    """The routes of this module."""
    return [Route("/plain/handout", _handout), Route("/plain/sheet/{claim}", _sheet)]


async def _handout(request: Request) -> Response:
    words = _language(request)
    catalog, faults = current(default_dir())
    if catalog is None or faults:
        return PlainTextResponse(words.t("The record does not pass its checks"), status_code=503)
    deck = request.query_params.get("deck", "five")[:MOST_ADDRESS]
    page = await run_in_threadpool(_built, catalog, deck, words, str(request.base_url))
    tag = f'"{hashlib.sha256(page.encode("utf-8")).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Content-Language": words.code}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(page, headers=headers)


def _built(catalog: Catalog, wanted: str, words: Lang, base: str) -> str:
    # A server that nobody asks for a handout need not carry what draws one.
    from aidlens.export import handout
    from aidlens.export.deck_text import BaseError, known_base

    deck = from_address(wanted, catalog, words)
    try:
        return handout.build(catalog, deck, words, known_base(base))
    except BaseError:
        # A strange host header is no reason to refuse the page: it is printed without codes.
        return handout.build(catalog, deck, words)


async def _sheet(request: Request) -> Response:
    words, claim = _language(request), request.path_params["claim"]
    catalog, faults = current(default_dir())
    if catalog is None or faults or not catalog.has("claims", now := catalog.now("claims", claim)):
        return await plain.nowhere(request, live=False)
    if now != claim:
        return RedirectResponse(f"/plain/sheet/{now}?lang={words.code}", 308)
    base = address.base(request.scope)

    def make() -> str:
        from aidlens.export import claim_sheet
        from aidlens.export.deck_text import BaseError, known_base

        try:
            return claim_sheet.build(catalog, claim, words, known_base(base))
        except BaseError:
            return claim_sheet.build(catalog, claim, words)

    return plain.answer(request, await plain.kept(("sheet", catalog.fingerprint, base, claim, words.code), make))


def _language(request: Request) -> Lang:
    wanted = request.query_params.get("lang", "")
    accepted = request.headers.get("accept-language", "").split(",")
    return lang(wanted if wanted in CODES else guess(accepted))
