"""The page shell: head, navigation, language and theme switches, foot, and the component that speaks with the browser."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from aidlens import streamlit_seam
from aidlens.exhibits import contact
from aidlens.exhibits.article import ARTICLE
from aidlens.exhibits.contribute import contribute_href
from aidlens.i18n import Lang
from aidlens.pagebook import book
from aidlens.templates import Markup, render, styles
from aidlens.ui import downloads, html
from aidlens.ui.assets import asset
from aidlens.ui.context import Context, column, is_dark, served
from aidlens.view import HOME, View

MARK = "/app/static/mark.svg"


@cache
def _component() -> Any:
    names = ("way", "access", "picture", "copy", "deck", "marks", "years", "full", "find", "shell")
    scripts = streamlit_seam.script() + "".join(asset(f"{name}.js") for name in names)
    return st.components.v2.component("aidlens_shell", js=scripts, isolate_styles=False)


def next_pages(context: Context) -> None:
    """Where to look next: the other pages with what each answers, and the article itself."""
    lang, view = context.lang, context.view
    items = [(page.name(lang), book.href(view, path), page.answers(lang)) for path, page in book.MENU.items() if path != view.page]
    about = lang.t("“Ahmad Massoud, where are you?”, The Journal, 3 December 2021.")
    st.html(html.piece("next", html.Frame(lang), [*items, (lang.t("Read the article itself"), ARTICLE, about)]))


def listen(context: Context) -> str:
    """Mount the shell component, which reports what only the browser knows; the in-site address a reader has just asked for, or "".

    ``context.asked`` says it earlier, but not in a session that has just begun, as after a lost connection.
    """
    view = context.view
    lang = context.lang
    words = {
        "close": lang.t("Close"),
        "copy": lang.t("Nothing could be copied for you. Here is the text, to copy it yourself:"),
        "shared": lang.t("Copied: the sentence and its address."),
        "gone": lang.t("The server does not answer. What stands here can be read on; the page goes on by itself when it is back."),
        "find": _find(lang),
        "owed": lang.t("The server does not answer. What stands here can be read on; what you asked for last is done when it is back."),
    }
    # Nothing that differs from view to view: the component's code goes along whenever its data changes.
    data = {"lang": lang.code, "theme": view.theme, "words": words, "narrow": column(), "dark": is_dark()}
    result = _component()(key="shell", data=data, on_go_change=_nothing, on_narrow_change=_nothing, on_dark_change=_nothing)
    return str(result.go or "")


def _find(lang: Lang) -> dict[str, str]:
    """What the dialog of the search says by itself; all else comes with its answers."""
    return {
        "title": lang.t("Search (verb)"),
        "hint": lang.t("What are you looking for?"),
        "nearest": lang.t("Did you mean"),
        "examples": lang.t("For example"),
        "all": lang.t("All answers on one page"),
        "missing": contribute_href(View(lang=lang.code)),
        "tell": lang.t("What is missing here, and how to tell us"),
        "gone": lang.t("The search does not answer just now. Try again in a moment."),
    }


def _nothing() -> None:
    """The component's state is read where it is used."""


def head(context: Context) -> None:
    """Skip link, name, navigation, switches; for the page's script the address shown and the query this run has read."""
    lang, view = context.lang, context.view
    st.html(html.piece("style", _styles("page.css", "access.css", "find.css")))
    wanted, other = ("light", lang.t("Light")) if context.canvas.theme.dark else ("dark", lang.t("Dark"))
    st.html(
        render(
            "masthead",
            live={"data-here": view.without_evidence.href(), "data-asked": json.dumps(st.query_params.to_dict())},
            lang=lang,
            home=HOME,
            here=view.page,
            links={path: book.href(view, path) for path in book.MENU},
            names={path: page.name(lang) for path, page in book.PAGES.items()},
            tools=[("", view.href(theme=wanted), other)],
            languages={code: view.href(lang=code) for code in ("it", "en")},
            # Without our server around the app nothing answers a search.
            search=f"/plain/search?{urlencode(View(lang=lang.code, theme=view.theme).to_query())}" if served() else "",
        )
    )


@cache
def _styles(*sheets: str) -> Markup:
    return Markup(streamlit_seam.style()) + styles("colours", "themes") + Markup("".join(map(asset, sheets)))


def notices(context: Context) -> None:
    """One polite line about parts of the address that were not understood."""
    if context.notices:
        parts = context.lang.join(f"{item.parameter}={item.value}" for item in context.notices)
        text = context.lang.t("A part of this address was not understood and was left out: {parts}.", parts=parts)
        st.html(html.paragraph("al-notice", text, role="status"))


def waiting(context: Context, faults: int) -> None:
    """One polite line while a newer record waits to be mended."""
    if faults:
        text = context.lang.n(
            "A newer edition has {n} error to fix before it is published. What you read is edition {edition}, which passed its checks.",
            "A newer edition has {n} errors to fix before it is published. What you read is edition {edition}, which passed its checks.",
            faults,
            edition=context.catalog.edition,
        )
        st.html(html.paragraph("al-notice", text, role="status"))


def apology(context: Context) -> None:
    """One sentence in place of a page, or a part of one, that failed."""
    text = context.lang.t(
        "Something went wrong on our side; the rest of the site still works. Reload the page, or start again from the overview."
    )
    st.html(html.paragraph("al-notice", text, role="alert"))


def foot(context: Context) -> None:
    """What the site is, the edition, licences, attribution."""
    lang, catalog = context.lang, context.catalog
    about = lang.t(
        "AidLens, edition {edition}. The record: CC BY 4.0; the code: MIT. Outlines and relief: Natural Earth, public "
        "domain. Rivers: GSHHG, LGPL 3. District seats: GeoNames, CC BY 4.0.",
        edition=catalog.edition,
    )
    cite = downloads.cite_page(book.PAGES[context.view.page].name(lang), context)
    told = contact.told(catalog, lang, context.view.href())
    st.html(
        html.piece(
            "foot", html.Frame(lang), about, ARTICLE, told, f"{book.href(context.view, 'data')}#harm", book.foot(context.view, lang), cite
        )
    )


def faults_page(lines: list[str], lang: Lang, other: Lang) -> None:
    """The list of faults of a record that does not pass, in two languages."""
    st.html(html.piece("style", _styles("page.css")))
    for language, items in ((lang, lines[: len(lines) // 2]), (other, lines[len(lines) // 2 :])):
        st.html(html.piece("faults", language, items))
