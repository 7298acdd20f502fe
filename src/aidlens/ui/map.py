"""The map on the page: the deck where the browser can draw it, the outline where it cannot or the reader prefers it; the years."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from aidlens.drawing import live
from aidlens.exhibits import mapped, mapped_deck, mapped_figure
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.works_figure import GLYPHS
from aidlens.i18n import Lang
from aidlens.ui import show
from aidlens.ui.context import Context, served
from aidlens.ui.html import anchor, switch

ASSETS = Path(__file__).parent / "assets"
KEY = "live-map"
UNABLE = "aidlens-unable"  # why this browser draws no interactive map, as it has said: "webgl", "code", "lost"


def frame(item: Exhibit, context: Context) -> None:
    """The map exhibit in its frame, with the switch of extents and drawings."""
    lang, view = context.lang, context.view
    drawn = _is_drawn(context)
    extents = (("west", lang.t("the west")), ("country", lang.t("the whole country")))
    maps = (("drawn", lang.t("interactive")), ("outline", lang.t("plain outline")))
    st.html(
        '<div class="al-row">'
        + switch(lang.t("Show"), [(name, view.without_evidence.having(extent=code).href(), code == view.extent) for code, name in extents])
        + switch(lang.t("Map"), [(name, view.without_evidence.having(map=code).href(), code == view.map) for code, name in maps])
        + "</div>"
    )
    if view.map == "drawn" and not drawn:
        st.html(f'<p class="al-notice" role="status">{_why(context)}</p>')
    show.exhibit(item, context, body=(lambda: _deck(item, context)) if drawn else None)


def _is_drawn(context: Context) -> bool:
    """Whether the map is the interactive one, which alone draws halos."""
    return context.view.map == "drawn" and UNABLE not in st.session_state


def _why(context: Context) -> str:
    """Why the plain outline stands where the interactive map was asked for; one that was lost can be had again."""
    lang = context.lang
    if st.session_state[UNABLE] != "lost":
        return escape(lang.t("This browser cannot draw the interactive map; the plain outline shows the same marks."))
    again = f'<a data-reload href="{escape(context.view.href())}" target="_self">{escape(lang.t("Load the interactive map again"))}</a>'
    return f"{escape(_lost(lang))} {escape(lang.t('The plain outline shows the same marks.'))} {again}"


def _lost(lang: Lang) -> str:
    return lang.t("The interactive map stopped: the browser took back its graphics memory.")


@cache
def _component() -> Any:
    return st.components.v2.component("aidlens_map", js=(ASSETS / "map.js").read_text(encoding="utf-8"), isolate_styles=False)


def _deck(item: Exhibit, context: Context) -> None:
    # Bytes, so that Streamlit neither reads nor writes them again at every run. The key is one for all views: the browser moves marks only.
    content = item.kept(("deck", context.canvas, served()), lambda: _content(item, context))
    _component()(key=KEY, data=content, height=mapped_figure.tall(context.canvas), on_unable_change=_note)


def _content(item: Exhibit, context: Context) -> bytes:
    """What the component shows, as JSON."""
    lang = context.lang
    words = {
        "zoomIn": lang.t("Zoom in"),
        "zoomOut": lang.t("Zoom out"),
        "whole": lang.t("Reset view"),
        "full": lang.t("Full screen"),
        "smaller": lang.t("Leave full screen"),
        "keys": lang.t("Keys: + and − zoom, arrows move the map, 0 resets the view. The table below has a link for each mark."),
        "lost": _lost(lang),
    }
    own = {
        "code": live.address("map"),
        "height": mapped_figure.tall(context.canvas),
        "name": item.title,
        "told": item.alt,
        "words": words,
    }
    deck = mapped_deck.written(mapped_deck.deck(context.catalog, item.data, item.view, context.canvas, served=served()))
    return f'{json.dumps(own, ensure_ascii=False)[:-1]}, "deck": {deck}}}'.encode()


def _note() -> None:
    """Remember what the browser said: the component that said it goes."""
    why = st.session_state[KEY].get("unable")
    if why:
        st.session_state[UNABLE] = why


def legend(item: Exhibit, context: Context) -> None:
    """The symbols of the kinds; the hollow mark and the halo only where the map has one."""
    lang, catalog, canvas = context.lang, context.catalog, context.canvas
    names: dict[str, list[str]] = {}
    for row in catalog.rows("kinds"):
        names.setdefault(row["family"], []).append(lang.pick(row, "name"))
    entries = [(canvas.theme.kinds[family], GLYPHS[family], ", ".join(words)) for family, words in names.items()]
    quiet = canvas.theme.quiet
    levels = set(item.data["level"])
    if "province" in levels:
        entries.append((quiet, "□", lang.t("hollow: province only, at its edge")))
    if "district" in levels and _is_drawn(context):
        entries.append((quiet, "◍", lang.t("grey disc: somewhere in the district, about 16 km around its seat")))
    sizes = "".join(
        f'<b aria-hidden="true" style="color:{quiet};font-size:{mapped_figure.size(count, canvas):.0f}px">■</b> {lang.number(count)} '
        for count in (1, 10, 30)
    )
    parts = [f'<span><b style="color:{colour}" aria-hidden="true">{glyph}</b> {escape(words)}</span>' for colour, glyph, words in entries]
    parts.append(f"<span>{sizes}{escape(lang.t('works by the size of a mark'))}</span>")
    st.html(f'<p class="al-legend">{"".join(parts)}</p>')


def years(context: Context) -> None:
    """The ruler of years: every year shows the works up to it; it plays by itself on request; undated works are counted apart."""
    lang, view = context.lang, context.view
    steps = mapped.years(context.catalog, view, lang)
    if not steps:
        return
    links = "".join(
        f'<a href="{escape(href)}" target="_self" title="{escape(lang.n("{n} work", "{n} works", count))}"'
        f"{' aria-current=true' if view.last == year else ''}>{year}</a>"
        for year, count, href in steps
    )
    play = json.dumps([href for _, _, href in steps])
    undated = mapped.undated(context.catalog, view)
    words = lang.n("{n} undated work is counted apart", "{n} undated works are counted apart", undated)
    # Where every work is dated there is nothing to say.
    shown = lang.t("and not shown while a year is chosen") if view.last else lang.t("and shown with all years")
    everything = anchor(lang.t("all years"), view.without_evidence.having(first=None, last=None).href())
    start, stop = escape(lang.t("Play by year")), escape(lang.t("Stop"))
    st.html(
        f'<div class="al-years"><button type="button" class="al-link" data-play="{escape(play)}" data-stop="{stop}" '
        f'data-start="{start}">{start}</button>'
        f'<nav aria-label="{escape(lang.t("Works up to the year"))}">{links}</nav>'
        f"<p>{everything}{f' · {escape(words)} {escape(shown)}.' if undated else ''}</p></div>"
    )
