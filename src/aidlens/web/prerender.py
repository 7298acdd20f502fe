"""The first paint: a page's plain content in the shell the server sends, readable before any script has run.

It stands beside the app's root and is taken away by a style rule as soon as the live page has drawn its first exhibit; until then the
live page is laid out but not seen. Once taken away it is removed for good, so that a later change of page cannot bring it back.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from aidlens import streamlit_seam
from aidlens.catalog import Catalog
from aidlens.drawing import live
from aidlens.i18n import lang
from aidlens.measures import borders
from aidlens.pagebook import blocks, book
from aidlens.templates import Markup, macros, render
from aidlens.view import Notice, View
from aidlens.web import plain_content, plain_page
from aidlens.web.plain_content import Content
from aidlens.web.plain_parts import Frame

ROOT = "first-paint"
_APP = streamlit_seam.ROOT
# Drawn: the page is there to its foot, no part of it is still to come, and a map has its surface. Parts come in files of their own, and in
# any order: shown earlier, a chart would stand without styles, and what comes above it would push it down.
DRAWN = (
    f"body:has({_APP} .al-footer):not(:has({_APP} {streamlit_seam.PENDING}))"
    f":is(:not(:has({_APP} .st-key-live-map)), :has({_APP} .al-map[data-drawn])), "
    f"body:has({_APP} .al-faults)"
)
_SEEN = f"html:not(.al-p-reading) :is({DRAWN})"
_RULES = (
    f"#{ROOT}~{_APP}{{visibility:hidden;opacity:0;position:fixed;inset:0;pointer-events:none}}"
    # Where motion is reduced, styles of the page give everything a transition of a moment: here it would be a moment of nothing at all.
    f"#{ROOT}~{_APP},#{ROOT}~{_APP} *{{transition:none!important}}"
    f"{_SEEN}>#{ROOT}{{display:none}}"
    f"{_SEEN}>{_APP}{{visibility:visible;opacity:1;position:static;pointer-events:auto}}"
    f".al-p-ready{{display:none}}html.al-p-reading :is({DRAWN}) .al-p-ready{{display:block;position:fixed;right:24px;bottom:24px}}"
    ".al-p .al-p-ready button{font:500 15px/1.4 var(--p-sans);padding:10px 16px;border:1px solid var(--ink);"
    "background:var(--paper);color:var(--ink);cursor:pointer}"
)
SCRIPT = (Path(__file__).parent / "assets" / "first_paint.js").read_text(encoding="utf-8")


def body(content: Content, frame: Frame, view: View) -> str:
    """What stands beside the root: head, content, the way to the plain page; with its own styles, removed together with it."""
    words = frame.lang
    names = {path: book.href(view, path) for path in book.MENU}
    languages = {code: view.href(lang=code) for code in ("it", "en")}
    masthead = plain_page.masthead(words, names, view.page, plain_page.switch_theme(view, words), languages, view.theme)
    sheet = _styles(thing=bool(content.thing))
    return render("first_paint", lang=words, root=ROOT, styles=sheet, masthead=masthead, body=content.body, path=content.path)


@cache
def _styles(*, thing: bool) -> Markup:
    # A font that comes late must not move what is being read: here it is used at once or not at all.
    own = plain_page.STYLES + plain_page.OF_THINGS if thing else plain_page.STYLES
    return Markup(_RULES + "body{margin:0}") + own.replace("font-display:swap", "font-display:optional")


def content_of(catalog: Catalog, view: View, notices: tuple[Notice, ...], base: str) -> tuple[Content, Frame]:
    """The content of a live view: the same as on its plain page, with live links."""
    frame = plain_content.frame_of(catalog, lang(view.lang or "en"), base, live=True)
    return plain_content.of_view(frame, view, notices), frame


# ── early loads ────────────────────────────────────────────────────────────────────────────────────────────────────


def hints(view: View, catalog: Catalog) -> Markup:
    """Links that load early what a view will need: Streamlit's chunks; with the map its code and its borders."""
    modules, data = list(streamlit_seam.hints()), []
    if book.PAGES[view.page].has(blocks.Mapped) and view.map != "outline":
        modules.append(live.address("map"))
        data = [borders.address(catalog, name) for name in borders.NAMES]
    found: Markup = macros("shell").hints(modules, data)
    return found
