"""Routes of the plain pages, the embed, the sitemap and robots: light HTML without scripts, made once a view and kept.

Beside them ``answer``, which other routes of light HTML use: entity tag, compression, caching and a policy without scripts.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from aidlens import streamlit_seam
from aidlens.catalog import Catalog, default_dir
from aidlens.exhibits import registry, things
from aidlens.i18n import CODES, guess, lang
from aidlens.records import current
from aidlens.templates import render
from aidlens.view import HOME, PAGES, Notice, View
from aidlens.web import lost, plain_content, plain_page, plain_search
from aidlens.web.address import base as base_of
from aidlens.web.plain_content import Content
from aidlens.web.plain_links import SEARCH, exhibit_href, sitemap_paths
from aidlens.web.plain_parts import Frame
from aidlens.web.response_cache import Kept

# Structured data is a script element that is data: no browser runs it, so no script at all is let through.
POLICY = (
    "default-src 'none'; script-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
CACHING = "public, max-age=0, must-revalidate"


@dataclass(frozen=True)
class Made:
    """An answer ready to send, plain and compressed."""

    tag: str
    body: bytes
    brotli: bytes
    gzip: bytes

    @classmethod
    def of(cls, text: str) -> Made:
        """An answer with this text."""
        body = text.encode("utf-8")
        tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
        return cls(tag, body, brotli.compress(body, quality=5), gzip.compress(body, 6, mtime=0))

    def packed(self, accepted: str) -> tuple[bytes, str]:
        """The bytes for a browser that takes these encodings, and the encoding used."""
        return (self.brotli, "br") if "br" in accepted else (self.gzip, "gzip") if "gzip" in accepted else (self.body, "")


KEPT: Kept[Made] = Kept(256)


def routes() -> list[BaseRoute]:
    """The routes of this module."""
    return [
        Route("/plain", lambda _request: RedirectResponse("/plain/", 308)),
        Route("/plain/", _page),
        Route(SEARCH, _search),
        Route("/plain/{page}", _page),
        *(Route(f"/plain/{table}/{{key}}", _row) for table in things.TABLES),
        Route("/plain/exhibits/{exhibit}", _exhibit),
        Route("/plain/exhibits/{exhibit}/sources", _listed),
        Route("/plain/{rest:path}", _nowhere),
        Route("/embed/{exhibit}", _embed),
        Route("/sitemap.xml", _sitemap),
        Route("/robots.txt", _robots),
    ]


# ── one request ───────────────────────────────────────────────────────────────────────────────────────────────────


def asked(request: Request, page: str, catalog: Catalog, **fixed: str) -> tuple[View, tuple[Notice, ...]]:
    """The view a request asks for, its language settled by the address or by what the browser prefers."""
    query = {key: ",".join(request.query_params.getlist(key)) for key in request.query_params} | fixed
    view, notices = View.from_query(query, catalog, page)
    return (view if view.lang else view.having(lang=preferred(request))), notices


def preferred(request: Request) -> str:
    """The language the browser prefers, as far as the site has it."""
    return guess(request.headers.get("accept-language", "").split(","))


def answer(request: Request, made: Made, status: int = 200, media: str = "text/html", ancestors: str = "'none'") -> Response:
    """The answer to a request: 304 where the reader has it already, compressed where the browser takes it."""
    headers = {
        "ETag": made.tag,
        "Cache-Control": CACHING,
        "Vary": "Accept-Encoding, Accept-Language",
        "Content-Security-Policy": POLICY.format(ancestors=ancestors),
    }
    known = [item.strip().removeprefix("W/") for item in request.headers.get("if-none-match", "").split(",")]
    if status == 200 and (made.tag in known or "*" in known):
        return Response(status_code=304, headers=headers)
    body, encoding = made.packed(request.headers.get("accept-encoding", ""))
    if encoding:
        headers["Content-Encoding"] = encoding
    return Response(body, status, headers, media)


async def kept(key: Hashable, make: Callable[[], str]) -> Made:
    """The answer kept under a key, or made now in a thread, so that a long one holds up nobody."""
    found = KEPT.get(key)
    if found is None:
        found = KEPT.put(key, await run_in_threadpool(lambda: Made.of(make())))
    return found


def _record() -> Catalog | None:
    catalog, faults = current(default_dir())
    return None if faults else catalog


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


async def _page(request: Request) -> Response:
    page = request.path_params.get("page", HOME)
    catalog = _record()
    if catalog is None or page not in PAGES:
        return await _nowhere(request)
    view, notices = asked(request, page, catalog)
    return await _shown(request, catalog, view, lambda frame: plain_content.of_view(frame, view, notices), notices)


async def _row(request: Request) -> Response:
    table, key = request.url.path.split("/")[2], request.path_params["key"]
    catalog = _record()
    if catalog is not None and catalog.now(table, key) != key:
        return RedirectResponse(str(request.url.replace(scheme="", netloc="", path=f"/plain/{table}/{catalog.now(table, key)}")), 308)
    if catalog is None or not things.has(catalog, table, key):
        return await _nowhere(request)
    view, _ = asked(request, HOME, catalog)
    view = view.only("sheet")
    return await _shown(request, catalog, view, lambda frame: plain_content.of_thing(frame, table, key, view), (table, key))


async def _search(request: Request) -> Response:
    catalog = _record()
    if catalog is None:
        return await _nowhere(request)
    view, _ = asked(request, HOME, catalog)
    view = view.only("q")
    frame, base = plain_content.frame_of(catalog, lang(view.lang or "en")), base_of(request.scope)
    # Not kept: readers' own words are without end, and would push the pages out.
    return answer(request, await run_in_threadpool(lambda: Made.of(plain_page.document(plain_search.of_query(frame, view), frame, base))))


async def _exhibit(request: Request) -> Response:
    catalog, key = _record(), request.path_params["exhibit"]
    if catalog is None or key not in registry.BUILDERS:
        return await _nowhere(request)
    view, notices = asked(request, HOME, catalog)
    view = view.without_evidence
    return await _shown(request, catalog, view, lambda frame: plain_content.of_exhibit(frame, key, view), (key, *notices))


async def _listed(request: Request) -> Response:
    """To the list of an exhibit's sources: on which sheet it begins differs from view to view."""
    catalog, key = _record(), request.path_params["exhibit"]
    if catalog is None or key not in registry.BUILDERS:
        return await _nowhere(request)
    view, _ = asked(request, HOME, catalog)
    frame = plain_content.frame_of(catalog, lang(view.lang or "en"))
    content = await run_in_threadpool(plain_content.of_exhibit, frame, key, view.without_evidence)
    return RedirectResponse(content.listed, 307)


async def _shown(
    request: Request, catalog: Catalog, view: View, content: Callable[[Frame], Content], more: tuple[Any, ...] = ()
) -> Response:
    words, base = lang(view.lang or "en"), base_of(request.scope)

    def make() -> str:
        frame = plain_content.frame_of(catalog, words, base)
        return plain_page.document(content(frame), frame, base)

    return answer(request, await kept(("plain", catalog.fingerprint, base, view, more), make))


async def _nowhere(request: Request) -> Response:
    return await nowhere(request, live=False)


async def nowhere(request: Request, *, live: bool) -> Response:
    """A page not found, in the reader's language."""
    code = lost.language(request)
    return answer(request, await kept(("lost", code, live), lambda: lost.page(lang(code), live=live)), 404)


# ── one exhibit in another site ───────────────────────────────────────────────────────────────────────────────────


async def _embed(request: Request) -> Response:
    catalog, key = _record(), request.path_params["exhibit"]
    if catalog is None or key not in registry.BUILDERS:
        return await _nowhere(request)
    view, _ = asked(request, HOME, catalog)
    view = view.without_evidence.having(embed="")
    words, base = lang(view.lang or "en"), base_of(request.scope)

    def make() -> str:
        frame = plain_content.frame_of(catalog, words)
        content = plain_content.embedded(frame, key, view)
        return plain_page.embed(content, catalog, words, base, exhibit_href(key, view.having(sheet=1)))

    return answer(request, await kept(("embed", catalog.fingerprint, base, view, key), make), ancestors="*")


# ── for search engines ────────────────────────────────────────────────────────────────────────────────────────────


async def _sitemap(request: Request) -> Response:
    catalog, base = _record(), base_of(request.scope)
    if catalog is None:
        return await _nowhere(request)

    def make() -> str:
        return render("sitemap.xml", base=base, codes=CODES, paths=sitemap_paths(catalog, tuple(registry.BUILDERS)))

    return answer(request, await kept(("sitemap", catalog.fingerprint, base), make), media="application/xml")


async def _robots(request: Request) -> Response:
    base = base_of(request.scope)
    text = f"User-agent: *\nDisallow: /{streamlit_seam.INNER}/\nDisallow: /embed/\nDisallow: {SEARCH}?\n\nSitemap: {base}/sitemap.xml\n"
    return answer(request, await kept(("robots", base), lambda: text), media="text/plain")
