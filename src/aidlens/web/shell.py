"""The shell page that Streamlit sends first, made ours: true language, theme before the first paint, own title, no outside pointers."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aidlens.i18n import guess
from aidlens.view import PAGES

# Streamlit reads its theme from local storage, one entry a path, before it draws: a theme asked for in the address is written there first.
_THEME = (
    "<script>(function(){var t=new URLSearchParams(location.search).get('theme');window.__aidlensThemed=true;"
    "var k='stActiveTheme-'+location.pathname+'-v2';"
    "if(t==='light')localStorage.setItem(k,'\"Light\"');else if(t==='dark'||t==='projector')localStorage.setItem(k,'\"Dark\"');"
    "else localStorage.removeItem(k);"
    "document.documentElement.dataset.theme=t||(matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light')})()"
    "</script>"
)
_GROUND = (
    "<style>html,body{background:#fbf8f2}html[data-theme=dark],html[data-theme=dark] body{background:#14181d}"
    "html[data-theme=projector],html[data-theme=projector] body{background:#0b0e12}</style>"
)


_FACE = (
    '<link rel="apple-touch-icon" href="./app/static/touch.png">'
    '<meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbf8f2">'
    '<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#14181d">'
)


class ShellMiddleware:
    """Rewrites the HTML shell of the site's own pages; everything else passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"].strip("/") not in {"", *PAGES}:
            await self.app(scope, receive, send)
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

    async def _finish(self, scope: Scope, start: Message, body: bytes, send: Send) -> None:
        headers = [(key, value) for key, value in start["headers"] if key.lower() not in (b"content-length", b"etag", b"last-modified")]
        kind = next((value for key, value in headers if key.lower() == b"content-type"), b"")
        if start["status"] == 200 and kind.startswith(b"text/html"):
            body = rewrite(body.decode("utf-8"), language(scope)).encode("utf-8")
        headers.append((b"content-length", str(len(body)).encode()))
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def language(scope: Scope) -> str:
    """The language asked for in the address, else the one the browser prefers."""
    query = parse_qs(scope["query_string"].decode("latin-1"))
    accept = next((value.decode("latin-1") for key, value in scope["headers"] if key == b"accept-language"), "")
    return guess([*query.get("lang", []), *accept.split(",")])


def rewrite(html: str, lang: str) -> str:
    """Streamlit's shell with the page's language, theme script and ground colour, without the agent pointer and the unused font."""
    html = html.replace('<html lang="en">', f'<html lang="{lang}">', 1).replace("<title>Streamlit</title>", "<title>AidLens</title>", 1)
    html = re.sub(r'<link\s+rel="service-desc"[^>]*>', "", html)
    html = re.sub(r'<link\s+rel="preload"[^>]*SourceSans[^>]*>', "", html)
    html = html.replace('href="./favicon.png"', 'href="./app/static/mark.svg" type="image/svg+xml"', 1)
    fonts = "".join(
        f'<link rel="preload" href="./app/static/fonts/{name}" as="font" type="font/woff2" crossorigin>'
        for name in ("libre-franklin-latin-wght-normal.woff2", "newsreader-latin-standard-normal.woff2")
    )
    return html.replace("</head>", f"{fonts}{_FACE}{_GROUND}{_THEME}</head>", 1)
