"""The shell page that Streamlit sends first, made ours: true language, theme before the first paint, own title, no outside pointers."""

from __future__ import annotations

import zlib
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aidlens import streamlit_seam
from aidlens.catalog import Catalog, default_dir
from aidlens.i18n import guess
from aidlens.records import current
from aidlens.templates import Markup, macros
from aidlens.view import HOME, PAGES, Notice, View
from aidlens.web import plain_page, prerender, previews
from aidlens.web.address import base as base_of
from aidlens.web.headers import allow_inline_script, allow_script
from aidlens.web.plain import Made, kept, nowhere

NOTHING = Markup("")
_STORE = (Path(__file__).parent / "assets" / "store.js").read_text(encoding="utf-8")
_GROUND = (
    "html,body{background:#fbf8f2}html[data-theme=dark],html[data-theme=dark] body{background:#14181d}"
    f"html[data-theme=projector],html[data-theme=projector] body{{background:#0b0e12}}{streamlit_seam.FIRST_STYLE}"
)
allow_script(_STORE)
allow_script(prerender.SCRIPT)
allow_inline_script(streamlit_seam.START)


class ShellMiddleware:
    """Rewrites the HTML shell of the site's own pages, and puts a page not found in its place where there is none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"].strip("/") not in {"", *PAGES}:
            await self._elsewhere(scope, receive, send)
            return
        start: Message = {}
        chunks: list[bytes] = []

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif message["type"] == "http.response.body":
                chunks.append(message.get("body", b""))
                if not message.get("more_body"):
                    await self._finish(scope, start, b"".join(chunks), send)

        # The shell is small and changed here: asking for it uncompressed and unconditionally keeps this simple.
        headers = [
            (key, value) for key, value in scope["headers"] if key not in (b"accept-encoding", b"if-none-match", b"if-modified-since")
        ]
        await self.app({**scope, "headers": headers}, receive, collect)

    async def _elsewhere(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Everything else passes, but for the shell itself: Streamlit sends it, as a page that is there, wherever nothing is."""
        is_lost = False

        async def passed(message: Message) -> None:
            nonlocal is_lost
            if message["type"] == "http.response.start":
                headers = Headers(raw=message["headers"])
                # Our own HTML is made when asked for: the one page that is a file, with a time of its last change, is the shell.
                is_lost = message["status"] < 300 and "last-modified" in headers and headers.get("content-type", "")[:9] == "text/html"
            if not is_lost:
                await send(message)

        await self.app(scope, receive, passed)
        if is_lost:
            await (await nowhere(Request(scope), live=True))(scope, receive, send)

    async def _finish(self, scope: Scope, start: Message, body: bytes, send: Send) -> None:
        headers = [(key, value) for key, value in start["headers"] if key.lower() not in (b"content-length", b"etag", b"last-modified")]
        kind = next((value for key, value in headers if key.lower() == b"content-type"), b"")
        if start["status"] == 200 and kind.startswith(b"text/html"):
            made = await self._made(scope, body)
            body, encoding = made.packed(Headers(scope=scope).get("accept-encoding", ""))
            headers += [(b"content-encoding", encoding.encode())] if encoding else []
            headers.append((b"vary", b"Accept-Encoding, Accept-Language"))
        headers.append((b"content-length", str(len(body)).encode()))
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _made(self, scope: Scope, body: bytes) -> Made:
        catalog, faults = current(default_dir())
        lang, html = language(scope), body.decode("utf-8")
        if catalog is None or faults:
            return Made.of(rewrite(html, lang))
        view, notices = asked(scope, catalog, lang)
        base = base_of(scope)
        key = ("shell", zlib.crc32(body), catalog.fingerprint, base, view, notices)
        return await kept(key, lambda: self._painted(html, catalog, view, notices, base))

    def _painted(self, html: str, catalog: Catalog, view: View, notices: tuple[Notice, ...], base: str) -> str:
        content, frame = prerender.content_of(catalog, view, notices, base)
        head = previews.tags(content, catalog, frame.lang, base) + prerender.hints(view, catalog)
        return rewrite(html, frame.lang.code, head, prerender.body(content, frame, view))


def asked(scope: Scope, catalog: Catalog, lang: str) -> tuple[View, tuple[Notice, ...]]:
    """The view of the live page a request asks for; a language other than English is written out, as the live page does."""
    query = {key: ",".join(items) for key, items in parse_qs(scope["query_string"].decode("latin-1")).items()}
    view, notices = View.from_query(query, catalog, scope["path"].strip("/") or HOME)
    return (view if view.lang or lang == "en" else view.having(lang=lang)), notices


def language(scope: Scope) -> str:
    """The language asked for in the address, else the one the browser prefers."""
    query = parse_qs(scope["query_string"].decode("latin-1"))
    accept = next((value.decode("latin-1") for key, value in scope["headers"] if key == b"accept-language"), "")
    return guess([*query.get("lang", []), *accept.split(",")])


def rewrite(html: str, lang: str, head: Markup = NOTHING, first: str = "") -> str:
    """Streamlit's shell with the page's language, theme script and ground colour, without the agent pointer and the unused font.

    ``head`` is what this page adds to the head (its title among it), ``first`` what is readable before the live page is drawn.
    """
    put, shell = streamlit_seam.put, macros("shell")
    html = put(html, "language", lang)
    html = put(html, "title", "" if head else shell.title("AidLens"))
    for unwanted in ("pointer for agents", "font"):
        html = put(html, unwanted)
    html = put(html, "icon", 'href="./app/static/mark.svg" type="image/svg+xml"')
    html = put(html, "start of head", shell.fonts(plain_page.FONTS))
    if first:
        html, sheets = streamlit_seam.taken(put(html, "without scripts"), "style sheet")
        html = put(html, "after root", shell.script(Markup(prerender.SCRIPT)) + Markup(sheets))
        html = put(html, "root", first)
    ours = shell.face(Markup(_GROUND)) + shell.script(Markup(_STORE)) + Markup(streamlit_seam.START)
    return put(html, "end of head", head + ours)
