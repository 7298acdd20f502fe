"""The document around plain content: head with styles, the site's head and foot. Used by the plain pages, the embed and the first paint."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from aidlens.exhibits import contact
from aidlens.exhibits.article import ARTICLE
from aidlens.i18n import Lang
from aidlens.pagebook import book
from aidlens.view import HOME, View
from aidlens.web import previews
from aidlens.web.plain_content import Content
from aidlens.web.plain_parts import Frame

FONTS = ("libre-franklin-latin-wght-normal.woff2", "newsreader-latin-standard-normal.woff2")

_FONT_LINKS = "".join(f'<link rel="preload" href="/app/static/fonts/{name}" as="font" type="font/woff2" crossorigin>' for name in FONTS)


@cache
def styles() -> str:
    """The styles of every plain page, to be inlined. Where our fonts are late, the reader's own stand in, set as wide ("Near …")."""
    return (Path(__file__).parent / "assets" / "plain.css").read_text(encoding="utf-8").replace("\n", "")


def document(content: Content, frame: Frame, base: str) -> str:
    """A whole plain page."""
    catalog, lang = frame.catalog, frame.lang
    turns = "".join(
        f'<link rel="{rel}" href="{escape(content.at(sheet=content.sheet + step))}">'
        for rel, step in (("prev", -1), ("next", 1))
        if 1 <= content.sheet + step <= content.sheets
    )
    head = previews.tags(content, catalog, lang, base) + turns + previews.structured(content, catalog, lang, base)
    body = (
        f'<a class="al-p-skip" href="#content">{escape(lang.t("Skip to the content"))}</a>{_head(content, frame)}'
        f'<main class="al-p-main" id="content">{content.body}</main>{_end(content, frame, base)}'
    )
    return _html(lang, content.view.theme, head, body)


def bare(lang: Lang, title: str, body: str, theme: str = "") -> str:
    """A short document without the site's head: an embed, a page not found."""
    return _html(lang, theme, f'<title>{escape(title)}</title><meta name="robots" content="noindex">', body)


def _html(lang: Lang, theme: str, head: str, body: str) -> str:
    mark = f' data-theme="{theme}"' if theme else ""
    return (
        f'<!DOCTYPE html><html lang="{lang.code}"{mark}><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f'<link rel="icon" href="/app/static/mark.svg" type="image/svg+xml">{_FONT_LINKS}{head}'
        f'<style>body{{margin:0}}{styles()}</style></head><body><div class="al-p">{body}</div></body></html>'
    )


def _head(content: Content, frame: Frame) -> str:
    """The head of a plain page: name, pages, the way to the live page, languages."""
    lang, view = frame.lang, content.view
    here = view.page if not content.exhibit and content.path.count("/") <= 2 else ""
    live = f'<a class="al-p-wide" href="{escape(content.live)}">{escape(lang.t("Interactive page"))}</a>'
    links = {path: frame.link(book.href(view, path)) for path, page in book.PAGES.items() if page.indexed}
    return masthead(lang, links, here, live, {code: content.at(lang=code) for code in ("it", "en")})


def masthead(lang: Lang, links: dict[str, str], here: str, tools: str, languages: dict[str, str]) -> str:
    """Name, navigation, switches: laid out as on the live page, so that the one can replace the other without a jump."""
    words = "".join(
        f'<a href="{escape(href)}"{" aria-current=page" if page == here else ""}>{escape(book.PAGES[page].name(lang))}</a>'
        for page, href in links.items()
    )
    tongues = '<span aria-hidden="true"> · </span>'.join(
        f'<a href="{escape(href)}" lang="{code}" hreflang="{code}" title="{"Italiano" if code == "it" else "English"}"'
        f"{' aria-current=true' if code == lang.code else ''}>{code.upper()}</a>"
        for code, href in languages.items()
    )
    pages = escape(lang.t("Pages"))
    return (
        f'<header class="al-p-head"><a class="al-p-brand" href="{escape(links[HOME])}">AidLens</a>'
        f'<nav class="al-p-nav" aria-label="{pages}">{words}</nav><div class="al-p-tools">{tools}<span>{tongues}</span></div>'
        f'<details class="al-p-menu"><summary>{escape(lang.t("Menu"))}</summary><nav aria-label="{pages}">{words}{tools}</nav></details>'
        "</header>"
    )


def _end(content: Content, frame: Frame, base: str) -> str:
    lang, catalog = frame.lang, frame.catalog
    about = lang.t(
        "AidLens, edition {edition}. The record: CC BY 4.0; the code: MIT. Outlines: Natural Earth, public domain. "
        "District seats: GeoNames, CC BY 4.0.",
        edition=catalog.edition,
    )
    article = lang.t("The article: “Ahmad Massoud, where are you?”, The Journal, 3 December 2021")
    live = base + content.live
    snippet = _snippet(content, lang, base) if content.exhibit else ""
    told = contact.told(catalog, lang, content.live)
    write = f"<p>{told.html(frame.anchor)}</p>" if told.address else ""
    return (
        f'<footer class="al-p-end">{snippet}<div><p>{escape(lang.t("The live view"))}: <a href="{escape(live)}">{escape(live)}</a></p>'
        f"<p>{escape(about)}</p><p>{frame.anchor(article, ARTICLE)}</p>{write}</div></footer>"
    )


def _snippet(content: Content, lang: Lang, base: str) -> str:
    title = escape(lang.t("To show this in another site, copy this"))
    code = embed_code(content, lang, base)
    field = f'<textarea id="snippet" readonly>{escape(code)}</textarea>'
    return f'<div class="al-p-noprint"><p><label for="snippet">{title}</label></p>{field}</div>'


def embed_code(content: Content, lang: Lang, base: str) -> str:
    """The snippet that shows an exhibit in another site, with a link back for readers and for feeds without frames."""
    view = content.view.having(lang=lang.code, sheet=1)
    query = urlencode(view.closed.having(page=HOME, theme="").to_query(), safe=",")
    source = f"{base}/embed/{content.exhibit}?{query}"
    return (
        f'<iframe src="{escape(source)}" title="{escape(content.title)}" width="100%" height="560" style="border:0" loading="lazy">'
        f'</iframe><p><a href="{escape(base + content.at(lang=lang.code, theme="", sheet=1))}">{escape(content.title)} · AidLens</a></p>'
    )


def switch_theme(view: View, lang: Lang) -> str:
    """The live page's link to the other theme, both ways: styles show the one that fits."""
    links = (("dark", "al-p-todark", lang.t("Dark")), ("light", "al-p-tolight", lang.t("Light")))
    return "".join(f'<a class="al-p-wide {name}" href="{escape(view.href(theme=theme))}">{escape(text)}</a>' for theme, name, text in links)
