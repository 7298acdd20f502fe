"""The first paint: a page's plain content in the shell the server sends, readable before any script has run.

It stands beside the app's root and is taken away by a style rule as soon as the live page has drawn its first exhibit; until then the
live page is laid out but not seen. Once taken away it is removed for good, so that a later change of page cannot bring it back.
"""

from __future__ import annotations

from functools import cache
from html import escape

from aidlens import streamlit_seam
from aidlens.catalog import Catalog
from aidlens.drawing import live
from aidlens.i18n import lang
from aidlens.measures import borders
from aidlens.pagebook import blocks, book
from aidlens.view import Notice, View
from aidlens.web import plain_content, plain_page, previews
from aidlens.web.plain_content import Content
from aidlens.web.plain_parts import Frame

ROOT = "first-paint"
# Drawn: a chart or the map has its surface, or the page is finished to its foot and no chart is still to come.
_PENDING = f".st-key-live-map, {streamlit_seam.PENDING}"
_APP = streamlit_seam.ROOT
DRAWN = (
    f"body:has({_APP} .al-drawing svg), "
    f"body:has({_APP} .al-map[data-drawn]), "
    f"body:has({_APP} .al-faults), "
    f"body:has({_APP} .al-footer):not(:has({_APP} :is({_PENDING})))"
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
# A reader already further down keeps reading: the live page waits until they come back up or ask for it.
_SCRIPT = """
(function () {
  var first = document.getElementById("first-paint"), page = document.documentElement, asked = false, waiting = false;
  // A font that has missed the first frame would come in once other fonts are named, and move what is being read: it is left out for good.
  requestAnimationFrame(function () {
    [["--p-sans", '"Plain Sans"'], ["--p-serif", '"Plain Serif"']].forEach(function (pair) {
      if (document.fonts.check("16px " + pair[1])) return;
      first.style.setProperty(pair[0], getComputedStyle(first).getPropertyValue(pair[0]).replace(pair[1] + ",", ""));
    });
  });
  if (!window.CSS || !CSS.supports("selector(:has(a))")) return;
  function hold() { page.classList.toggle("al-p-reading", !asked && scrollY > 240); look(); }
  function look() { if (!waiting) { waiting = true; requestAnimationFrame(drop); } }
  function drop() {
    waiting = false;
    if (getComputedStyle(first).display !== "none") return;
    seen.disconnect();
    removeEventListener("scroll", hold);
    first.remove();
    scrollTo(0, 0);
  }
  var seen = new MutationObserver(look);
  seen.observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-drawn"] });
  addEventListener("scroll", hold, { passive: true });
  first.querySelector(".al-p-ready button").addEventListener("click", function () { asked = true; hold(); });
})()
"""


def head(content: Content, catalog: Catalog, base: str) -> str:
    """What the shell's ``<head>`` gets: previews, structured data, rules."""
    words = lang(content.view.lang or "en")
    return previews.tags(content, catalog, words, base) + previews.structured(content, catalog, words, base)


def body(content: Content, frame: Frame, view: View) -> str:
    """What stands beside the root: head, content, the way to the plain page; with its own styles, removed together with it."""
    words = frame.lang
    names = {path: book.href(view, path) for path in book.PAGES}
    languages = {code: view.href(lang=code) for code in ("it", "en")}
    masthead = plain_page.masthead(words, names, view.page, plain_page.switch_theme(view, words), languages)
    link = f'<a href="{escape(content.path)}">{escape(words.t("This page without scripts, to print"))}</a>'
    ready = f'<p class="al-p-ready"><button type="button">{escape(words.t("The interactive page is ready: show it"))}</button></p>'
    return (
        f'<div id="{ROOT}" class="al-p"><style>{_styles()}</style>{masthead}'
        f'<main class="al-p-main">{content.body}<p class="al-p-quiet">{link}</p></main>{ready}</div>'
    )


@cache
def _styles() -> str:
    # A font that comes late must not move what is being read: here it is used at once or not at all.
    return _RULES + "body{margin:0}" + plain_page.styles().replace("font-display:swap", "font-display:optional")


def script() -> str:
    """The script that stands after the root."""
    return f"<script>{_SCRIPT}</script>"


def content_of(catalog: Catalog, view: View, notices: tuple[Notice, ...]) -> tuple[Content, Frame]:
    """The content of a live view: the same as on its plain page, with live links."""
    frame = plain_content.frame_of(catalog, lang(view.lang or "en"), live=True)
    return plain_content.of_view(frame, view, notices), frame


# ── early loads ────────────────────────────────────────────────────────────────────────────────────────────────────


def hints(view: View, catalog: Catalog) -> str:
    """Links that load early what a view will need: Streamlit's chunks; with the map its code and its borders."""
    chunks = streamlit_seam.hints()
    if _is_map(view):
        chunks += f'<link rel="modulepreload" crossorigin href="{escape(live.address("map"))}">'
    lines = [borders.address(catalog, name) for name in (borders.NEIGHBOURS, borders.PROVINCES)] if _is_map(view) else []
    return chunks + "".join(f'<link rel="preload" as="fetch" crossorigin href="{escape(href)}">' for href in lines)


def _is_map(view: View) -> bool:
    return book.PAGES[view.page].has(blocks.Mapped) and view.map != "outline"
