"""The API over HTTP: which operation a request means, caching, compression, reading from other sites, refusals.

Only reading is offered, so a body is refused, and so is a request target too long to mean anything. Answers are made in two threads of
their own: a crowd asking the API cannot hold up the pages.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.datastructures import Headers, QueryParams
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

import aidlens
from aidlens.catalog import Catalog, default_dir
from aidlens.exhibits import contact
from aidlens.i18n import Lang, guess, lang
from aidlens.records import current
from aidlens.web import api_page, openapi
from aidlens.web import api_query as query
from aidlens.web.api_answers import BASE, CSV, GEOJSON, JSON, OPERATIONS, Operation, dumps
from aidlens.web.api_query import RefusedError
from aidlens.web.limits import MAX_TARGET

METHODS = "GET, HEAD, OPTIONS"
_WORTH_COMPRESSING = 1400
_POOL = ThreadPoolExecutor(2, thread_name_prefix="aidlens-api")
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
_PREFLIGHT = {"Access-Control-Allow-Methods": METHODS, "Access-Control-Allow-Headers": "*", "Access-Control-Max-Age": "86400"}
_FRESH = "public, max-age=300"
_DESCRIPTION = Operation(
    "openapi", query.DESCRIPTION, lambda catalog, asked, _key: openapi.describe(catalog, asked.lang, contact.named(catalog))
)


def routes() -> list[BaseRoute]:
    """The routes of this module."""
    return [_Below()]


class _Below(BaseRoute):
    """All addresses below /api/, whatever letters they hold: a pattern would let a line break through to the page behind it."""

    path = "/api"

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether a request is for here."""
        ours = scope["type"] == "http" and (scope["path"] == self.path or scope["path"].startswith(f"{self.path}/"))
        return (Match.FULL if ours else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        response = await asyncio.get_running_loop().run_in_executor(_POOL, answer, scope)
        await response(scope, receive, send)


def answer(scope: Mapping[str, Any]) -> Response:
    """The answer to a request, whatever it asks."""
    headers = Headers(raw=scope["headers"])
    try:
        _guard(scope, headers)
        if scope["method"] == "OPTIONS":
            return Response(status_code=204, headers={**_OPEN, **_PREFLIGHT, "Allow": METHODS})
        if scope["path"] == "/api":
            return RedirectResponse("/api/", 308, headers=_OPEN)
        catalog = _record()
        if scope["path"] == "/api/":
            return _page(catalog, scope, headers)
        return _found(catalog, scope, headers)
    except RefusedError as refusal:
        allow = {"Allow": METHODS} if refusal.status == 405 else {"Retry-After": "60"} if refusal.status == 503 else {}
        body = dumps({"error": refusal.body})
        return _sent(scope, headers, body, JSON, refusal.status, {"Cache-Control": "no-store", **allow})


def _guard(scope: Mapping[str, Any], headers: Headers) -> None:
    words = lang("en")
    if len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"]) > MAX_TARGET:
        raise RefusedError(414, "too-long", words.t("The address is longer than {bytes} bytes.", bytes=MAX_TARGET))
    if scope["method"] not in METHODS.split(", "):
        message = words.t("This API is read-only: {methods}.", methods=METHODS)
        raise RefusedError(405, "method", message, allowed=METHODS.split(", "))
    if headers.get("content-length", "0").strip() not in ("", "0") or "transfer-encoding" in headers:
        raise RefusedError(413, "body", words.t("A request here has no body."))


def _record() -> Catalog:
    catalog, faults = current(default_dir())
    if catalog is None or faults:
        raise RefusedError(503, "no-record", lang("en").t("The record cannot be served at the moment."))
    return catalog


def _found(catalog: Catalog, scope: Mapping[str, Any], headers: Headers) -> Response:
    path = f"{BASE}/" if scope["path"] == BASE else scope["path"]
    operation, key = _operation(path)
    known = query.parameters(catalog, operation.names, operation.paged)
    asked = query.read(QueryParams(scope["query_string"]).multi_items(), known, catalog, operation.page)
    if catalog.now(operation.listed, key) != key:
        moved = operation.path.replace("{id}", catalog.now(operation.listed, key))
        text = scope["query_string"].decode("latin-1")
        return RedirectResponse(f"{moved}?{text}" if text else moved, 308, headers=_OPEN)
    if not operation.knows(catalog, key):
        see = f"{BASE}/{operation.listed}"
        message = asked.lang.t("There is no “{key}” in {list}.", key=key[:80], list=see)
        raise RefusedError(404, "unknown-id", message, value=key[:80], see=see)
    tag = _tag(catalog, path, asked.query())
    fresh = {"ETag": tag, "Cache-Control": _FRESH}
    if _matches(headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers={**_OPEN, **fresh, "Vary": "Accept-Encoding"})
    made = operation.answer(catalog, asked, key)
    body = made if isinstance(made, bytes) else dumps(made)
    if operation.media in (CSV, GEOJSON):
        fresh["Content-Disposition"] = f'attachment; filename="aidlens-{_file_name(operation, key)}"'
    return _sent(scope, headers, body, operation.media, 200, fresh)


def _operation(path: str) -> tuple[Operation, str]:
    for operation in (_DESCRIPTION, *OPERATIONS):
        if (key := operation.key(path)) is not None:
            return operation, key
    raise RefusedError(404, "unknown-address", lang("en").t("There is nothing at this address."), value=path[:80], see=f"{BASE}/")


def _file_name(operation: Operation, key: str) -> str:
    return operation.path.removeprefix(f"{BASE}/").replace("{id}", key).replace("/", "-")


def _page(catalog: Catalog, scope: Mapping[str, Any], headers: Headers) -> Response:
    """The description as a page, in the language asked for or preferred."""
    asked = QueryParams(scope["query_string"]).getlist("lang")
    words = lang(guess([*asked, *headers.get("accept-language", "").split(",")]))
    tag = _tag(catalog, "/api/", words.code)
    fresh = {"ETag": tag, "Cache-Control": _FRESH, "Content-Language": words.code}
    vary = "Accept-Encoding, Accept-Language"
    if _matches(headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers={**_OPEN, **fresh, "Vary": vary})
    return _sent(scope, headers, _written(catalog, words), "text/html", 200, fresh, vary)


def _written(catalog: Catalog, words: Lang) -> bytes:
    return api_page.page(openapi.describe(catalog, words, contact.named(catalog)), words, contact.told(catalog, words)).encode("utf-8")


def _tag(catalog: Catalog, *parts: str) -> str:
    """Weak, since compressed and plain bytes share it: program, record, contact, address and query decide what is said."""
    text = "\0".join((aidlens.__version__, catalog.fingerprint, contact.named(catalog), *parts))
    return f'W/"{hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]}"'


def _matches(header: str, tag: str) -> bool:
    tags = [item.strip().removeprefix("W/") for item in header.split(",")]
    return "*" in tags or tag.removeprefix("W/") in tags


def _sent(
    scope: Mapping[str, Any],
    headers: Headers,
    body: bytes,
    media: str,
    status: int,
    more: Mapping[str, str],
    vary: str = "Accept-Encoding",
) -> Response:
    """The body, compressed where that is worth it and accepted; without it for HEAD, with the same headers."""
    found = {**_OPEN, **more, "Vary": vary}
    if len(body) >= _WORTH_COMPRESSING and _takes_gzip(headers.get("accept-encoding", "")):
        body = gzip.compress(body, 6, mtime=0)
        found["Content-Encoding"] = "gzip"
    found["Content-Length"] = str(len(body))
    kind = media if media in (JSON, GEOJSON) else f"{media}; charset=utf-8"
    return Response(b"" if scope["method"] == "HEAD" else body, status, {**found, "Content-Type": kind})


def _takes_gzip(accept: str) -> bool:
    for item in accept.lower().split(","):
        name, _, weight = item.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
