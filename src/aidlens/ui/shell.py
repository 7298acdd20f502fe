"""The page shell: head, navigation, language and theme switches, foot, and the component that speaks with the browser."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from typing import Any

import streamlit as st

from aidlens import streamlit_seam
from aidlens.exhibits import contact
from aidlens.exhibits.article import ARTICLE
from aidlens.i18n import Lang
from aidlens.pagebook import book
from aidlens.templates import styles
from aidlens.ui import downloads
from aidlens.ui.assets import asset
from aidlens.ui.context import Context, column, is_dark
from aidlens.ui.html import anchor, outside
from aidlens.view import HOME

MARK = "/app/static/mark.svg"


@cache
def _component() -> Any:
    scripts = streamlit_seam.script() + "".join(
        asset(name) for name in ("way.js", "access.js", "picture.js", "copy.js", "deck.js", "marks.js", "years.js", "full.js", "shell.js")
    )
    return st.components.v2.component("aidlens_shell", js=scripts, isolate_styles=False)


def next_pages(context: Context) -> None:
    """Where to look next: the other pages with what each answers, and the article itself."""
    lang, view = context.lang, context.view
    items = "".join(
        f"<div><h3>{anchor(page.name(lang), book.href(view, path))}</h3><p>{escape(page.answers(lang))}</p></div>"
        for path, page in book.PAGES.items()
        if path != view.page
    )
    article = outside(lang.t("Read the article itself"), ARTICLE)
    about = escape(lang.t("“Ahmad Massoud, where are you?”, The Journal, 3 December 2021."))
    st.html(
        f'<section class="al-section" id="next"><h2 class="al-h2">{escape(lang.t("Where to look next"))}</h2>'
        f'<div class="al-cols">{items}<div><h3>{article}</h3><p>{about}</p></div></div></section>'
    )


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
        "owed": lang.t("The server does not answer. What stands here can be read on; what you asked for last is done when it is back."),
    }
    # Nothing that differs from view to view: the component's code goes along whenever its data changes.
    data = {"lang": lang.code, "theme": view.theme, "words": words, "narrow": column(), "dark": is_dark()}
    result = _component()(key="shell", data=data, on_go_change=_nothing, on_narrow_change=_nothing, on_dark_change=_nothing)
    return str(result.go or "")


def _nothing() -> None:
    """The component's state is read where it is used."""


def head(context: Context) -> None:
    """Skip link, name, navigation, switches; for the page's script the address shown and the query this run has read."""
    lang, view = context.lang, context.view
    links = "".join(_nav_link(page.name(lang), book.href(view, path), path == view.page) for path, page in book.PAGES.items())
    st.html(f"<style>{streamlit_seam.style()}{styles('colours', 'themes')}{asset('page.css')}{asset('access.css')}</style>")
    st.html(
        f'<a class="al-skip" href="#main">{escape(lang.t("Skip to the content"))}</a>'
        f'<header class="al-head" data-here="{escape(view.without_evidence.href())}" '
        f'data-asked="{escape(json.dumps(st.query_params.to_dict()))}">'
        f'<a class="al-brand" href="{escape(book.href(view, HOME))}" target="_self">AidLens</a>'
        f'<nav class="al-nav" aria-label="{escape(lang.t("Pages"))}">{links}</nav>'
        f'<div class="al-tools">{_theme_link(context)}{_language_links(context)}</div>'
        f'<details class="al-menu"><summary>{escape(lang.t("Menu"))}</summary><nav aria-label="{escape(lang.t("Menu"))}">'
        f"{links}{_theme_link(context)}</nav></details></header>"
    )


def _nav_link(name: str, href: str, current: bool) -> str:
    mark = ' aria-current="page"' if current else ""
    return f'<a href="{escape(href)}" target="_self"{mark}>{escape(name)}</a>'


def _theme_link(context: Context) -> str:
    lang = context.lang
    wanted = "light" if context.canvas.theme.dark else "dark"
    name = lang.t("Light") if wanted == "light" else lang.t("Dark")
    return f'<a class="al-wide" data-reload href="{escape(context.view.href(theme=wanted))}" target="_self">{escape(name)}</a>'


def _language_links(context: Context) -> str:
    current = context.lang.code
    links = []
    for code, name in (("it", "Italiano"), ("en", "English")):
        mark = ' aria-current="true"' if code == current else ""
        href = context.view.href(lang=code)
        links.append(f'<a href="{escape(href)}" target="_self" lang="{code}" hreflang="{code}" title="{name}"{mark}>{code.upper()}</a>')
    return f"<span>{'<span aria-hidden=true> · </span>'.join(links)}</span>"


def notices(context: Context) -> None:
    """One polite line about parts of the address that were not understood."""
    if context.notices:
        parts = context.lang.join(f"{item.parameter}={item.value}" for item in context.notices)
        text = context.lang.t("A part of this address was not understood and was left out: {parts}.", parts=parts)
        st.html(f'<p class="al-notice" role="status">{escape(text)}</p>')


def waiting(context: Context, faults: int) -> None:
    """One polite line while a newer record waits to be mended."""
    if faults:
        text = context.lang.n(
            "A newer edition has {n} error to fix before it is published. What you read is edition {edition}, which passed its checks.",
            "A newer edition has {n} errors to fix before it is published. What you read is edition {edition}, which passed its checks.",
            faults,
            edition=context.catalog.edition,
        )
        st.html(f'<p class="al-notice" role="status">{escape(text)}</p>')


def apology(context: Context) -> None:
    """One sentence in place of a page, or a part of one, that failed."""
    text = context.lang.t(
        "Something went wrong on our side; the rest of the site still works. Reload the page, or start again from the overview."
    )
    st.html(f'<p class="al-notice" role="alert">{escape(text)}</p>')


def foot(context: Context) -> None:
    """What the site is, the edition, licences, attribution."""
    lang, catalog = context.lang, context.catalog
    about = lang.t(
        "AidLens, edition {edition}. The record: CC BY 4.0; the code: MIT. Outlines and relief: Natural Earth, public "
        "domain. Rivers: GSHHG, LGPL 3. District seats: GeoNames, CC BY 4.0.",
        edition=catalog.edition,
    )
    article = lang.t("The article: “Ahmad Massoud, where are you?”, The Journal, 3 December 2021")
    cite = downloads.cite_page(book.PAGES[context.view.page].name(lang), context)
    told = contact.told(catalog, lang, context.view.href())
    write = f"<p>{told.html(anchor)}</p>" if told.address else ""
    # Loaded anew: only then the browser goes to the section.
    risk = anchor(lang.t("If a page here could put somebody at risk"), f"{book.href(context.view, 'data')}#harm", data_reload="")
    st.html(f'<footer class="al-footer"><p>{escape(about)}</p><p>{outside(article, ARTICLE)}</p>{write}<p>{risk}</p>{cite}</footer>')


def faults_page(lines: list[str], lang: Lang, other: Lang) -> None:
    """The list of faults of a record that does not pass, in two languages."""
    st.html(f"<style>{streamlit_seam.style()}{styles('colours', 'themes')}{asset('page.css')}</style>")
    for language, items in ((lang, lines[: len(lines) // 2]), (other, lines[len(lines) // 2 :])):
        st.html(
            f'<section lang="{language.code}"><h1 class="al-h1">{escape(language.t("The record does not pass its checks"))}</h1>'
            f'<p class="al-lead">{escape(language.t("Nothing is shown until it does. What is wrong, and how to mend it:"))}</p>'
            f'<ol class="al-faults">{"".join(f"<li><code>{escape(item)}</code></li>" for item in items)}</ol></section>'
        )
