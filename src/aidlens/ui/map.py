"""The map on the page: the deck where the browser can draw it, the outline where it cannot or the reader prefers it; the years."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from aidlens.drawing import live
from aidlens.drawing.drawing import Drawing
from aidlens.exhibits import mapped, mapped_deck
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.mapped_figure import Map
from aidlens.exhibits.mapped_years import Years
from aidlens.exhibits.style import LIGHT, Canvas
from aidlens.i18n import Lang
from aidlens.templates import Markup
from aidlens.ui import html, show
from aidlens.ui import live as drawings
from aidlens.ui.context import Context, served

ASSETS = Path(__file__).parent / "assets"
KEY = "live-map"
HEAD, HEAD_NARROW = 40, 64  # px: the words over the years
UNABLE = "aidlens-unable"  # why this browser draws no interactive map, as it has said: "webgl", "code", "lost"


def picture(item: Exhibit, context: Context) -> None:
    """The map: interactive, or the plain outline."""
    drawn = _is_drawn(context)
    if context.view.map == "drawn" and not drawn:
        st.html(_why(context))
    if drawn:
        _deck(item, context)
    else:
        drawings.drawing(item.live(context.canvas, inside=not served()), item.drawing(context.canvas).height, f"chart-{item.id}")


def years(item: Exhibit, context: Context) -> None:
    """The years under the map, to play and to drag; what is chosen is drawn in the browser first, then asked for."""
    canvas = context.canvas
    strip, height = item.kept(("years", canvas), lambda: _years(item, context))
    if strip:
        drawings.drawing(strip, height + (HEAD_NARROW if canvas.narrow else HEAD) * canvas.theme.size / LIGHT.size, "years")


def _years(item: Exhibit, context: Context) -> tuple[str, float]:
    """The strip of years and the height of its picture in px; "" where no work has a date."""
    lang, view = context.lang, item.view
    here = view.without_evidence

    @cache
    def of(canvas: Canvas) -> Years | None:
        return mapped.years(context.catalog, view, canvas)

    def drawn(canvas: Canvas) -> Drawing:
        made = of(canvas)
        return made.drawing if made else Drawing(0, 0, ())

    found = of(context.canvas)
    if found is None:
        return "", 0.0
    every, chosen = here.having(first=None, last=None, sheet=1), bool(view.first or view.last)
    words = {
        # The browser puts its own numbers in: a word that no number has stands for them here.
        "one": lang.n("{first}–{last}: {n} work", "{first}–{last}: {n} works", 1, first="{first}", last="{last}"),
        "many": lang.n("{first}–{last}: {n} work", "{first}–{last}: {n} works", 2, first="{first}", last="{last}").replace("2", "{n}"),
        "outsideOne": lang.n("{n} more work outside this frame", "{n} more works outside this frame", 1),
        "outsideMany": lang.n("{n} more work outside this frame", "{n} more works outside this frame", 2).replace("2", "{n}"),
        "play": lang.t("Play by year"),
        "stop": lang.t("Stop"),
    }
    data = {
        "first": found.first,
        "last": found.last,
        "columns": found.columns,
        "from": view.first,
        "to": view.last,
        # Each year's marks in a line, with a number those that stand for many works: quotes would be heavier than what they hold.
        "marks": {
            year: " ".join(f"{mark}={count}" if count > 1 else mark for mark, count in each.items()) for year, each in found.marks.items()
        },
        "go": every.having(first=1111, last=2222).href(),
        "all": every.href(),
        "words": words,
    }
    undated = found.undated
    said = [] if context.canvas.narrow else [lang.t("Drag over the years to choose some of them")]
    if undated:
        left = lang.n("{n} undated work is not shown", "{n} undated works are not shown", undated)
        said = [left if chosen else lang.n("{n} undated work stands apart", "{n} undated works stand apart", undated), *said]
    span = f"{max(view.first or found.first, found.first)}–{min(view.last or found.last, found.last)}"
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    picture = Markup(item.alive(context.canvas, drawn, "map-years"))
    strip = html.piece(
        "years", html.Frame(lang), written, picture, round(found.drawing.width), span, " · ".join(said), every.href() if chosen else ""
    )
    return strip, found.drawing.height


def place(context: Context) -> Markup:
    """Where the works of a place chosen on the map are listed."""
    return html.piece("place", context.lang)


def foot(item: Exhibit, context: Context) -> None:
    """What stands under the map: which part of the country, and how it is drawn; then as under every exhibit."""
    lang, view = context.lang, context.view
    shown = mapped.extent(context.catalog, view, context.canvas)
    extents = (("west", lang.t("the west")), ("country", lang.t("the whole country")))
    maps = (("drawn", lang.t("interactive")), ("outline", lang.t("plain outline")))
    shows = html.switch(lang.t("Show"), [(name, view.without_evidence.having(extent=code).href(), code == shown) for code, name in extents])
    drawn = html.switch(lang.t("Map"), [(name, view.without_evidence.having(map=code).href(), code == view.map) for code, name in maps])
    st.html(html.piece("box", "al-row", shows + drawn))
    show.foot(item, context, picture=not _is_drawn(context))


def _is_drawn(context: Context) -> bool:
    """Whether the map is the interactive one."""
    return context.view.map == "drawn" and UNABLE not in st.session_state


def _why(context: Context) -> Markup:
    """Why the plain outline stands where the interactive map was asked for; one that was lost can be had again."""
    lang = context.lang
    words, again = Markup(), Markup()
    if st.session_state[UNABLE] != "lost":
        words += lang.t("This browser cannot draw the interactive map; the plain outline shows the same marks.")
    else:
        words += f"{_lost(lang)} {lang.t('The plain outline shows the same marks.')} "
        again = html.anchor(lang.t("Load the interactive map again"), context.view.href(), reload="")
    return html.paragraph("al-notice", words + again, role="status")


def _lost(lang: Lang) -> str:
    return lang.t("The interactive map stopped: the browser took back its graphics memory.")


@cache
def _component() -> Any:
    return st.components.v2.component("aidlens_map", js=(ASSETS / "map.js").read_text(encoding="utf-8"), isolate_styles=False)


def _deck(item: Exhibit, context: Context) -> None:
    # Bytes, so that Streamlit neither reads nor writes them again at every run. The key is one for all views: the browser moves marks only.
    content, height = item.kept(("deck", context.canvas, served()), lambda: _content(item, context))
    _component()(key=KEY, data=content, height=height, on_unable_change=_note)


def _content(item: Exhibit, context: Context) -> tuple[bytes, int]:
    """What the component shows, as packed JSON, and how high it stands in px."""
    lang, canvas = context.lang, context.canvas
    words = {
        "zoomIn": lang.t("Zoom in"),
        "zoomOut": lang.t("Zoom out"),
        "whole": lang.t("Reset view"),
        "full": lang.t("Full screen"),
        "smaller": lang.t("Leave full screen"),
        "keys": lang.t(
            "Keys: + and − zoom, arrows move the map, 0 resets the view. Tab leads to the marks, arrows from one to the next. "
            "The wheel zooms after a click on the map, or with Ctrl."
        ),
        "lost": _lost(lang),
    }

    # Each is laid out once a theme, for its parts all stand on the same places.
    @cache
    def on(other: Canvas) -> Map:
        return mapped.on(context.catalog, item.view, other)

    @cache
    def around(other: Canvas) -> tuple[Drawing, float]:
        return on(other).standing()

    drawn, (standing, top) = on(canvas), around(canvas)
    height = round(standing.height)
    own = {
        "code": live.address("map"),
        "width": standing.width,
        "height": height,
        "top": top,
        "margin": drawn.size.margin,
        "wide": drawn.size.frame[0],
        "below": height - top - drawn.size.land,
        "ground": drawn.ground,
        "name": item.title,
        "told": item.alt,
        "words": words,
        "moving": item.alive(canvas, lambda other: on(other).moving(), "map-fields"),
        "standing": item.alive(canvas, lambda other: around(other)[0], "map-margin"),
        "places": mapped_deck.places(drawn),
    }
    deck = mapped_deck.written(mapped_deck.deck(drawn, served=served()))
    written = f'{json.dumps(own, ensure_ascii=False, separators=(",", ":"))[:-1]}, "deck": {deck}}}'
    return gzip.compress(written.encode(), mtime=0), height


def _note() -> None:
    """Remember what the browser said: the component that said it goes."""
    why = st.session_state[KEY].get("unable")
    if why:
        st.session_state[UNABLE] = why
