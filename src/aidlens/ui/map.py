"""The map on the page: the deck where the browser can draw it, the outline where it cannot or the reader prefers it; the years."""

from __future__ import annotations

import json
from html import escape

import streamlit as st

from aidlens.exhibits import mapped, mapped_deck, mapped_figure
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.works_figure import GLYPHS
from aidlens.ui import ready, show
from aidlens.ui.context import Context, can_draw_map, served
from aidlens.ui.html import anchor, switch

PICKS = "aidlens-picks"


def frame(item: Exhibit, context: Context) -> None:
    """The map exhibit in its frame, with the switch of extents and drawings."""
    lang, view = context.lang, context.view
    drawn = _is_drawn(context)
    extents = (("west", lang.t("the west")), ("country", lang.t("the whole country")))
    maps = (("drawn", lang.t("interactive")), ("outline", lang.t("plain outline")))
    st.html(
        '<div class="al-row">'
        + switch(lang.t("Show"), [(name, view.closed.having(extent=code).href(), code == view.extent) for code, name in extents])
        + switch(lang.t("Map"), [(name, view.closed.having(map=code).href(), code == view.map) for code, name in maps])
        + "</div>"
    )
    if view.map == "drawn" and not drawn:
        words = lang.t("This browser cannot draw the interactive map; the plain outline shows the same marks.")
        st.html(f'<p class="al-notice" role="status">{escape(words)}</p>')
    show.exhibit(item, context, body=(lambda: _deck(item, context)) if drawn else None)


def _is_drawn(context: Context) -> bool:
    """Whether the map is the interactive one, which alone draws halos."""
    return context.view.map == "drawn" and can_draw_map()


def _deck(item: Exhibit, context: Context) -> None:
    def made() -> ready.ReadyDeck:
        return ready.ReadyDeck(mapped_deck.deck(context.catalog, item.data, item.view, context.canvas, served=served()))

    deck = item.kept(("deck", context.canvas), made)
    # One map through all filters, so that the browser only moves its marks; a picked mark makes a new one, free of the pick.
    key = f"deck-{context.view.extent}-{st.session_state.get(PICKS, 0)}"

    def chosen() -> None:
        objects = st.session_state[key]["selection"]["objects"]
        picked = next((rows[0] for rows in objects.values() if rows and rows[0].get("href")), None)
        if picked:
            st.session_state["aidlens-go"] = picked["href"]
            st.session_state[PICKS] = st.session_state.get(PICKS, 0) + 1

    st.pydeck_chart(
        deck, height=mapped_figure.tall(context.canvas), on_select=chosen, selection_mode="single-object", key=key, alt=item.title
    )


def legend(item: Exhibit, context: Context) -> None:
    """The symbols of the kinds; the hollow mark and the halo only where the map has one."""
    lang, catalog, canvas = context.lang, context.catalog, context.canvas
    names: dict[str, list[str]] = {}
    for row in catalog.kinds.to_dict("records"):
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
    shown = lang.t("and not shown while a year is chosen") if view.last else lang.t("and shown with all years")
    everything = anchor(lang.t("all years"), view.closed.having(first=None, last=None).href())
    start, stop = escape(lang.t("Play by year")), escape(lang.t("Stop"))
    st.html(
        f'<div class="al-years"><button type="button" class="al-link" data-play="{escape(play)}" data-stop="{stop}" '
        f'data-start="{start}">{start}</button>'
        f'<nav aria-label="{escape(lang.t("Works up to the year"))}">{links}</nav>'
        f"<p>{everything} · {escape(words)} {escape(shown)}.</p></div>"
    )
