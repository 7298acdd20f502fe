"""The document around plain content: head with styles, the site's head and foot. Used by the plain pages, the embed and the first paint."""

from __future__ import annotations

from typing import Any

from aidlens.catalog import Catalog
from aidlens.exhibits import contact
from aidlens.exhibits.article import ARTICLE
from aidlens.exhibits.embed import snippet
from aidlens.i18n import Lang
from aidlens.pagebook import book
from aidlens.templates import Markup, render, styles
from aidlens.view import HOME, View
from aidlens.web import previews
from aidlens.web.plain_content import Content
from aidlens.web.plain_links import search_href
from aidlens.web.plain_parts import Frame

FONTS = ("libre-franklin-latin-wght-normal.woff2", "newsreader-latin-standard-normal.woff2")

Tool = tuple[str, str, str]  # class, address and words of a link beside the navigation

STYLES = styles("colours", "themes", "site", "base", "plain")
OF_THINGS = styles("thing")  # what only the own pages of works, sources, places and claims need


def document(content: Content, frame: Frame, base: str) -> str:
    """A whole plain page."""
    catalog, lang = frame.catalog, frame.lang
    about = lang.t(
        "AidLens, edition {edition}. The record: CC BY 4.0; the code: MIT. Outlines and relief: Natural Earth, public "
        "domain. Rivers: GSHHG, LGPL 3. District seats: GeoNames, CC BY 4.0.",
        edition=catalog.edition,
    )
    return page(
        "plain",
        lang,
        content.view.theme,
        STYLES + OF_THINGS if content.thing else STYLES,
        frame=frame,
        previews=previews.tags(content, catalog, lang, base),
        turns=[
            (rel, content.at(sheet=content.sheet + step))
            for rel, step in (("prev", -1), ("next", 1))
            if 1 <= content.sheet + step <= content.sheets
        ],
        masthead=_head(content, frame),
        body=content.body,
        snippet=snippet(content.item, lang, base, base + content.at(lang=lang.code, theme="", sheet=1)) if content.item else "",
        live=base + content.live,
        about=about,
        more=[(name, frame.link(href)) for name, href in book.foot(content.view, lang)],
        article=ARTICLE,
        write=contact.told(catalog, lang, content.live),
    )


def embed(content: Content, catalog: Catalog, lang: Lang, base: str, plain: str) -> str:
    """One exhibit for another site, without the site's head and foot; ``plain`` is where its table stands."""
    here, live = base + content.path, content.live
    values: dict[str, Any] = {"title": content.title, "body": content.body, "edition": catalog.edition}
    return page("embed", lang, content.view.theme, here=here, live=live, plain=plain, **values)


def lost(lang: Lang, links: dict[str, str], languages: dict[str, str]) -> str:
    """The page that stands where nothing is: every page with what it answers."""
    heading = lang.t("There is no such page")
    ways = [(book.PAGES[path].name(lang), book.PAGES[path].answers(lang), href) for path, href in links.items()]
    head = masthead(lang, {path: links[path] for path in book.MENU}, "", [], languages)
    return page("lost", lang, title=f"{heading} · AidLens", heading=heading, ways=ways, masthead=head)


def page(name: str, lang: Lang, theme: str = "", styles: Markup = STYLES, **values: Any) -> str:
    """A template that fills the skeleton of all our pages beside the live ones."""
    return render(name, lang=lang, theme=theme, fonts=FONTS, styles=styles, **values)


def _head(content: Content, frame: Frame) -> Markup:
    """The head of a plain page: name, pages, the way to the live page, languages."""
    lang, view = frame.lang, content.view
    here = view.page if not (content.item or content.own) and content.path.count("/") <= 2 else ""
    live = [("", content.live, lang.t("Interactive page"))]
    links = {path: frame.link(book.href(view, path)) for path, page in book.MENU.items() if page.indexed}
    return masthead(lang, links, here, live, {code: content.at(lang=code) for code in ("it", "en")}, view.theme)


def masthead(lang: Lang, links: dict[str, str], here: str, tools: list[Tool], languages: dict[str, str], theme: str = "") -> Markup:
    """Name, navigation, search, switches: laid out as on the live page, so that the one can replace the other without a jump."""
    names = {path: page.name(lang) for path, page in book.PAGES.items()}
    values = {"links": links, "names": names, "home": HOME, "here": here, "tools": tools, "languages": languages}
    values["search"] = search_href(View(lang=lang.code, theme=theme))
    return Markup(render("masthead", lang=lang, live={}, **values))


def switch_theme(view: View, lang: Lang) -> list[Tool]:
    """The live page's link to the other theme, both ways: styles show the one that fits."""
    links = (("dark", "al-p-todark", lang.t("Dark")), ("light", "al-p-tolight", lang.t("Light")))
    return [(name, view.href(theme=theme), text) for theme, name, text in links]
