"""Show an exhibit or the open evidence: the frame every chart stands in, and the drawer."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.evidence import Evidence, of_view
from aidlens.i18n import Lang
from aidlens.ui import html, ready
from aidlens.ui.context import Context

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
OPEN_KEYS = ("work", "source", "claim", "step", "obs")


def exhibit(item: Exhibit, context: Context, *, accent: bool = True, level: int = 2, body: Callable[[], None] | None = None) -> None:
    """Title, subtitle, figure (or ``body`` in its place), source line, coverage, caveats, table, CSV, link: the whole frame."""
    lang = context.lang
    style = "al-exhibit" if accent else "al-exhibit al-plain"
    st.html(
        f'<section class="{style}" id="{escape(item.id)}"><h{level} class="al-h2">{escape(item.title)}</h{level}>'
        f'<p class="al-sub">{escape(item.subtitle)}</p></section>'
    )
    if body is not None:
        body()
    elif item.draw is not None:
        st.plotly_chart(
            ready.figure(item, context.canvas), width="stretch", theme=None, key=f"chart-{item.id}", config=CONFIG, alt=item.alt
        )
    else:
        st.html(html.table(item))
    lines = [lang.t("Sources: {sources}", sources=item.source_line), item.coverage, *item.caveats]
    st.html('<div class="al-foot">' + "".join(f"<p>{escape(line)}</p>" for line in lines if line) + "</div>")
    with st.container(horizontal=True, key=f"actions-{item.id}"):
        st.download_button(
            lang.t("CSV"),
            item.csv,
            f"aidlens-{item.id}.csv",
            "text/csv",
            type="tertiary",
            on_click="ignore",
            key=f"csv-{item.id}",
        )
        st.html(html.copy_button(lang.t("Copy link"), f"{item.href}#{item.id}"), width="content")
    if item.draw is not None:
        st.html(f'<details class="al-data"><summary>{escape(lang.t("Table"))}</summary>{html.table(item)}</details>')


def drawer(context: Context) -> None:
    """The evidence the view has open, in a drawer at the right; closing it clears its part of the address."""
    found = of_view(context.catalog, context.view, context.lang)
    if found is None:
        return
    opened = st.dialog(found.title, width="medium", position="right", on_dismiss=close)(_body)
    opened(found, context.lang)


def _body(found: Evidence, lang: Lang) -> None:
    st.html(html.evidence(found, lang))


def close() -> None:
    """Take the open evidence out of the address."""
    for key in OPEN_KEYS:
        st.query_params.pop(key, None)
