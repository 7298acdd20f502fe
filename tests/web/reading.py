"""Reads the plain pages and the shell without a socket: the site's HTML, its words and its links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import FileResponse
from starlette.routing import Route

from aidlens.view import View
from aidlens.web import cards, feed, handout, lost, plain
from aidlens.web.headers import HeadersMiddleware
from aidlens.web.plain_links import plain_href
from aidlens.web.shell import ShellMiddleware
from tests.web.asking import Answer, ask

STREAMLIT = Path(streamlit.__file__).parent / "static"
REST = Route("/{rest:path}", lambda _request: FileResponse(STREAMLIT / "index.html"))  # as Streamlit answers whatever it does not know
SITE = Starlette(
    routes=[
        *handout.routes(),
        *plain.routes(),
        *feed.routes(),
        *cards.routes(),
        *lost.routes(),
        Route("/{rest:path}", lambda _request: FileResponse(STREAMLIT / "index.html")),
    ],
    middleware=[Middleware(HeadersMiddleware), Middleware(ShellMiddleware)],
)


def get(address: str, **headers: str) -> Answer:
    return ask(SITE, address, **headers)


def page_of(name: str, code: str, **changes: object) -> str:
    return plain_href(View(page=name, lang=code).having(**changes))


def told(text: str, part: str = "body") -> str:
    """The words of an element, by hand: the real parser takes a second a page."""
    inner = re.sub(r"<(style|script|title)\b.*?</\1>", "", text, flags=re.DOTALL).split(f"<{part}", 1)[1].split(f"</{part}>")[0]
    # Only blocks part words: "<b>a</b>b" is one word.
    inner = re.sub(r"</?(?:b|i|a|em|strong|q|small|span)\b[^>]*>", "", inner.split(">", 1)[1])
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", inner)).split())


def links(text: str) -> set[str]:
    return {unescape(item) for item in re.findall(r'<a [^>]*?href="([^"]*)"', text)}


def sheets(address: str) -> Iterator[str]:
    """Every sheet of a page, by its link to the next one."""
    while address:
        text = get(address).text
        yield text
        following = re.findall(r'<a rel="next" href="([^"]*)"', text)
        address = unescape(following[0]) if following else ""
