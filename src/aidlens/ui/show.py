"""Show an exhibit or the open evidence: the frame every chart stands in, and the drawer."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from aidlens.exhibits import contact
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.evidence import Evidence, of_view
from aidlens.i18n import Lang
from aidlens.templates import Markup
from aidlens.ui import decks, downloads, html, live
from aidlens.ui.context import Context, served

ADDRESS = "https://address-of-the-site.invalid"
OPEN_KEYS = ("work", "source", "claim", "step", "obs")


def exhibit(item: Exhibit, context: Context, *, accent: bool = True, level: int = 2) -> None:
    """Title, subtitle, figure, source line, coverage, caveats, table, CSV, link: the whole frame."""
    st.html(title(item, accent=accent, level=level))
    if item.draw is not None:
        live.drawing(item.live(context.canvas, inside=not served()), item.drawing(context.canvas).height, f"chart-{item.id}")
    else:
        st.html(_folded(item, context.lang) if html.is_long(item) else html.table(item))
    foot(item, context, picture=True)


def title(item: Exhibit, *, accent: bool = True, level: int = 2) -> Markup:
    """Title and subtitle of an exhibit, and its place on the page."""
    return html.piece("title", item, accent, level)


def foot(item: Exhibit, context: Context, *, picture: bool) -> None:
    """What stands under a figure; ``picture`` where the page has it as a drawing, to be taken along."""
    lang = context.lang
    st.html(html.under(item, context.catalog, lang))
    with st.container(horizontal=True, key=f"actions-{item.id}"):
        for label, name, make, media in downloads.files(item, context):
            st.download_button(label, make, name, media, type="tertiary", on_click="ignore", key=f"save-{name}")
        tools = downloads.buttons(item, context, picture=picture) + decks.add_link(item, context)
        st.html(html.piece("box", "al-actions", tools), width="content")
    # Kept for every address the site may be reached at, so that nobody can fill the memory with made-up ones.
    st.html(item.kept("more", lambda: _more(item, replace(context, base=ADDRESS))).replace(ADDRESS, context.base))


def _folded(item: Exhibit, lang: Lang) -> Markup:
    """A table that is closed until a reader asks for it."""
    return html.piece("folded", lang.t("Table"), html.table(item))


def _more(item: Exhibit, context: Context) -> Markup:
    """The folded table, how to cite, how to embed."""
    table = _folded(item, context.lang) if item.draw else Markup()
    return html.piece("box", "al-more", table + downloads.cite_exhibit(item, context))


def drawer(context: Context) -> None:
    """The evidence the view has open, in a drawer at the right; closing it clears its part of the address."""
    found = of_view(context.catalog, context.view, context.lang)
    if found is None:
        return
    opened = st.dialog(html.label(found.title), width="medium", position="right", on_dismiss=close)(_body)
    opened(found, context)


def _body(found: Evidence, context: Context) -> None:
    report = contact.told(context.catalog, context.lang, found.report(context.lang))
    st.html(html.evidence(found, context.lang, downloads.cite_evidence(found, context), report))


def close() -> None:
    """Take the open evidence out of the address."""
    for key in OPEN_KEYS:
        st.query_params.pop(key, None)
