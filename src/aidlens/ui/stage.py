"""The stage: every slide of the deck drawn once, one of them visible; the keys live in the browser (``assets/room.js``)."""

from __future__ import annotations

import os
from dataclasses import replace

import streamlit as st

from aidlens import deck as rules
from aidlens.deck import Deck, Slide
from aidlens.drawing.svg import svg
from aidlens.exhibits import registry
from aidlens.exhibits.base import Exhibit
from aidlens.export import deck_text, slides
from aidlens.pagebook.switches import periods
from aidlens.templates import Markup, macros
from aidlens.ui import decks, filters, html, live
from aidlens.ui.assets import asset
from aidlens.ui.context import Context
from aidlens.view import View

SOURCES_SHOWN = 40


def show(context: Context) -> None:
    """The whole stage, over everything else on the page."""
    lang = context.lang
    shown = decks.read(context)
    count = len(shown.slides)
    at = min(context.view.slide, count)  # the cover is 0
    words = decks.notice(context, shown)
    home = View(page="present", lang=context.view.lang, theme=context.view.theme).href(deck=context.view.deck)
    if not count:
        text = words or lang.t("There is no slide to show.")
        st.html(_piece("empty", html.Frame(lang), text, View(page="present", lang=context.view.lang).href()))
        return
    st.html(_piece("style", Markup(asset("stage.css")), count + 1))
    with st.container(key="stage"):
        st.html(_piece("bar", lang, at, count + 1, words))
        places = [st.container(key=f"stage-slide-{place}") for place in range(count + 1)]
        # The slide asked for is drawn first, then those that follow: the room does not wait for the last one.
        for step in range(count + 1):
            place = (at + step) % (count + 1)
            with places[place]:
                if place:
                    _slide(context, shown, place)
                else:
                    _cover(context, shown)
        st.html(_piece("help", lang, keys(context)))
    decks.mount({**decks.data(context, shown), **_script(context, shown, at), "home": home})


def _piece(name: str, *values: object, **named: object) -> Markup:
    """A piece of the stage, as its macro writes it."""
    found: Markup = getattr(macros("stage"), name)(*values, **named)
    return found


def _cover(context: Context, shown: Deck) -> None:
    """What the room sees while it gathers: the deck's title, and the numbers it is about."""
    lang = context.lang
    title = deck_text.deck_title(shown, lang)
    drawing = slides.cover(context.catalog, shown, lang, dark=context.canvas.theme.dark, high=decks.height(), title=title)
    about = lang.t("The open, sourced and mapped record of what Italy built in Afghanistan")
    st.html(_piece("head", title, f"AidLens · {about}", cover=True))
    live.drawing(svg(drawing, name="slide-0", title=title, description=about, lasting=True), drawing.height, "stage-chart-0")
    st.html(_piece("foot", deck_text.edition_line(context.catalog, lang)))


def _made(context: Context, slide: Slide) -> slides.Shown:
    return slides.shown(context.catalog, slide, context.lang, dark=context.canvas.theme.dark, high=decks.height())


def _slide(context: Context, shown: Deck, place: int) -> None:
    """The slide with this number, from 1."""
    lang, slide = context.lang, shown.slides[place - 1]
    made = _made(context, slide)
    item = made.exhibit
    presses = made.drawing.presses if made.drawing is not None else 0
    st.html(_piece("head", made.title, made.subtitle, item.asked, presses))
    if made.drawing is not None:
        picture = svg(made.drawing, name=f"slide-{place}", title=made.title, description=item.alt, lasting=True)
        live.drawing(picture, made.drawing.height, f"stage-chart-{place}")
    else:
        left = lang.n("{n} column more on the page", "{n} columns more on the page", made.columns_left) if made.columns_left else ""
        st.html(_piece("table", lang, html.table(item), left))
    if made.said:
        st.html(_piece("said", lang, made.said, presses))
    if made.question:
        st.html(_piece("ask", made.question))
    st.html(_piece("foot", made.foot))
    st.html(_says(context, item, made.said or rules.say(context.catalog, slide, lang)))
    if st.session_state.get(decks.PANEL) == place:
        st.html(_filters(context, shown, place))


# ── says who? ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _says(context: Context, item: Exhibit, said: str) -> Markup:
    """The sources of a slide, over it on request: who, what, when, and the way to everything from that page."""
    lang, catalog = context.lang, context.catalog
    rows = []
    for key in list(dict.fromkeys(item.sources))[:SOURCES_SHOWN]:
        row = catalog.row("sources", key)
        date = lang.date(str(row["date"]), short=True) or lang.t("undated")
        href = View(page=item.view.page, lang=context.view.lang).href(source=key)
        rows.append((catalog.publisher(key, lang.code), href, " · ".join(filter(None, (date, str(row["title"]))))))
    rest = len(set(item.sources)) - len(rows)
    more = lang.n("{n} more source on the page", "{n} more sources on the page", rest) if rest > 0 else ""
    return _piece("says", html.Frame(lang), said, item.lines, rows, more)


# ── filters ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _filters(context: Context, shown: Deck, place: int) -> Markup:
    """The filters that a slide's exhibit obeys, as links; each changes this slide's own view."""
    lang, slide = context.lang, shown.slides[place - 1]
    view = slide.view.having(lang=context.view.lang)
    obeys = registry.OBEYS[slide.exhibit]
    body: str = ""
    if obeys == "works":
        body = filters.panels(replace(context, view=view))
    elif obeys == "basis":
        names = (("share", lang.t("Share")), ("euros", lang.t("Euros, of “over 58 million”")))
        body = html.switch(lang.t("Show"), [(name, view.without_evidence.href(basis=code), view.basis == code) for code, name in names])
    elif obeys == "years":
        spans = periods()
        body = html.switch(spans.label(lang), spans.choices(context.catalog, view, lang))
    return _piece("filter", html.Frame(lang), body, view.without_filters.href() if obeys else "")


# ── keys ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def keys(context: Context) -> list[tuple[str, str]]:
    """Every key of the stage and what it does."""
    lang = context.lang
    return [
        ("→ ↓ " + lang.t("Space") + " PgDn", lang.t("next step of a slide, then the next slide")),
        ("← ↑ PgUp", lang.t("back")),
        ("Home, End", lang.t("first, last slide")),
        ("12 " + lang.t("Enter"), lang.t("slide 12")),
        ("B", lang.t("blank the screen")),
        ("S, W", lang.t("says who? the sources")),
        ("K", lang.t("filter this slide")),
        ("N", lang.t("notes in a second window")),
        ("F", lang.t("full screen")),
        ("H", lang.t("these keys")),
        ("Esc", lang.t("close, then leave")),
    ]


def _script(context: Context, shown: Deck, at: int) -> dict[str, object]:
    lang, catalog = context.lang, context.catalog
    rows = [{"title": deck_text.deck_title(shown, lang), "say": "", "note": "", "question": "", "presses": 0}]
    for slide in shown.slides:
        drawing = _made(context, slide).drawing
        rows.append(
            {
                "title": slides.title(catalog, slide, lang),
                "say": rules.say(catalog, slide, lang),
                "note": slide.note,
                "question": slide.question,
                "presses": drawing.presses if drawing is not None else 0,
            }
        )
    return {"mode": "stage", "at": at, "slides": rows, "lang": lang.code, "lan": os.environ.get("AIDLENS_LAN", ""), "high": decks.height()}
