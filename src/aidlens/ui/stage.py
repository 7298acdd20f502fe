"""The stage: every slide of the deck drawn once, one of them visible; the keys live in the browser (``assets/room.js``)."""

from __future__ import annotations

import os
from dataclasses import replace
from html import escape

import streamlit as st

from aidlens import deck as rules
from aidlens.deck import Deck, Slide
from aidlens.drawing.svg import svg
from aidlens.exhibits import registry
from aidlens.exhibits.base import Exhibit
from aidlens.export import deck_text, slides
from aidlens.pagebook.switches import periods
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
        link = html.anchor(lang.t("Choose a deck"), View(page="present", lang=context.view.lang).href())
        st.html(f'<h1 class="al-h1">{escape(lang.t("No slide"))}</h1><p class="al-notice" role="status">{escape(text)} {link}</p>')
        return
    st.html(f"<style>{asset('stage.css')}{_switches(count + 1)}</style>")
    with st.container(key="stage"):
        st.html(_bar(context, at, count + 1, words))
        places = [st.container(key=f"stage-slide-{place}") for place in range(count + 1)]
        # The slide asked for is drawn first, then those that follow: the room does not wait for the last one.
        for step in range(count + 1):
            place = (at + step) % (count + 1)
            with places[place]:
                if place:
                    _slide(context, shown, place)
                else:
                    _cover(context, shown)
        st.html(_help(context))
    decks.mount({**decks.data(context, shown), **_script(context, shown, at), "home": home})


def _switches(count: int) -> str:
    """Two rules a slide: the browser shows a slide by one attribute, and no rerun can undo it.

    The neighbours lie painted beneath the slide that is seen, so that the next one is there at once.
    """
    rules = []
    for place in range(count):
        key = f".st-key-stage-slide-{place}"
        rules.append(f'html[data-near~="{place}"] {key}{{visibility:visible;left:var(--stage-x,0);z-index:1}}')
        rules.append(f'html[data-slide="{place}"] {key}{{visibility:visible;left:var(--stage-x,0);z-index:2}}')
    return "".join(rules)


def _bar(context: Context, at: int, count: int, words: str) -> str:
    lang = context.lang
    notice = f'<p class="al-stage-notice" role="status">{escape(words)}</p>' if words else ""
    return (
        f'{notice}<div class="al-stage-bar"><button type="button" data-step="-1" aria-label="{escape(lang.t("Previous slide"))}">‹</button>'
        f'<span data-at aria-live="polite">{at + 1} / {count}</span>'
        f'<button type="button" data-step="1" aria-label="{escape(lang.t("Next slide"))}">›</button>'
        f"<span data-clock></span>"
        f'<button type="button" data-leave aria-label="{escape(lang.t("Leave the stage"))}">×</button></div>'
        f'<div class="al-stage-line"><i></i></div>'
        f'<p class="al-stage-turn">{escape(lang.t("Turn the phone on its side: the slide fills the screen."))}</p>'
        f'<p class="al-stage-typed" aria-hidden="true"></p>'
    )


def _cover(context: Context, shown: Deck) -> None:
    """What the room sees while it gathers: the deck's title, and the numbers it is about."""
    lang = context.lang
    title = deck_text.deck_title(shown, lang)
    drawing = slides.cover(context.catalog, lang, dark=context.canvas.theme.dark, high=decks.height(), title=title)
    about = lang.t("The open, sourced and mapped record of what Italy built in Afghanistan")
    st.html(f'<h1 class="al-stage-title al-stage-cover">{escape(title)}</h1><p class="al-stage-sub">AidLens · {escape(about)}</p>')
    live.drawing(svg(drawing, name="slide-0", title=title, description=about, lasting=True), drawing.height, "stage-chart-0")
    st.html(f'<p class="al-stage-foot">{escape(deck_text.edition_line(context.catalog, lang))}</p>')


def _made(context: Context, slide: Slide) -> slides.Shown:
    return slides.shown(context.catalog, slide, context.lang, dark=context.canvas.theme.dark, high=decks.height())


def _slide(context: Context, shown: Deck, place: int) -> None:
    """The slide with this number, from 1."""
    lang, slide = context.lang, shown.slides[place - 1]
    made = _made(context, slide)
    item = made.exhibit
    st.html(f'<h1 class="al-stage-title">{escape(made.title)}</h1><p class="al-stage-sub">{escape(made.subtitle)}</p>')
    if made.drawing is not None:
        picture = svg(made.drawing, name=f"slide-{place}", title=made.title, description=item.alt, lasting=True)
        live.drawing(picture, made.drawing.height, f"stage-chart-{place}")
    else:
        st.html(_table(item, made.columns_left, context))
    if made.said:
        st.html(f'<p class="al-stage-said"><span>{escape(lang.t("What can safely be said"))}</span> {escape(made.said)}</p>')
    st.html(f'<p class="al-stage-foot">{escape(made.foot)}</p>')
    st.html(_says(context, item, made.said or rules.say(context.catalog, slide, lang)))
    if st.session_state.get(decks.PANEL) == place:
        st.html(f'<div class="al-stage-panel al-stage-filter" role="dialog">{_filters(context, shown, place)}</div>')


def _table(item: Exhibit, columns_left: int, context: Context) -> str:
    lang = context.lang
    more = escape(lang.n("{n} column more on the page", "{n} columns more on the page", columns_left)) if columns_left else ""
    return (
        f'<div class="al-stage-table" data-one="{escape(lang.n("{n} more row", "{n} more rows", 1))}" '
        f'data-many="{escape(lang.n("{n} more row", "{n} more rows", 2)).replace("2", "#")}">{html.table(item)}'
        f'<p class="al-stage-more"><span data-more></span><span>{more}</span></p></div>'
    )


# ── says who? ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _says(context: Context, item: Exhibit, said: str) -> str:
    """The sources of a slide, over it on request: who, what, when, and the way to everything from that page."""
    lang, catalog = context.lang, context.catalog
    rows = []
    for key in list(dict.fromkeys(item.sources))[:SOURCES_SHOWN]:
        row = catalog.row("sources", key)
        date = lang.date(str(row["date"]), short=True) or lang.t("undated")
        link = html.anchor(str(row["publisher"]), View(page=item.view.page, lang=context.view.lang).href(source=key))
        rows.append(f"<li>{link}, {escape(' · '.join(filter(None, (date, str(row['title'])))))}</li>")
    rest = len(set(item.sources)) - len(rows)
    more = f"<p>{escape(lang.n('{n} more source on the page', '{n} more sources on the page', rest))}</p>" if rest > 0 else ""
    caveats = "".join(f"<p>{escape(line)}</p>" for line in item.lines)
    title = escape(lang.t("Says who?"))
    lead = f'<p class="al-stage-lead">{escape(said)}</p>' if said else ""
    return (
        f'<div class="al-stage-panel al-stage-says" role="dialog" aria-label="{title}"><h2>{title}</h2>'
        f"{lead}{caveats}<ol>{''.join(rows)}</ol>{more}</div>"
    )


# ── filters ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _filters(context: Context, shown: Deck, place: int) -> str:
    """The filters that a slide's exhibit obeys, as links; each changes this slide's own view."""
    lang, slide = context.lang, shown.slides[place - 1]
    view = slide.view.having(lang=context.view.lang)
    obeys = registry.OBEYS[slide.exhibit]
    if obeys == "works":
        body = filters.panels(replace(context, view=view))
    elif obeys == "basis":
        names = (("share", lang.t("Share")), ("euros", lang.t("Euros, of “over 58 million”")))
        body = html.switch(lang.t("Show"), [(name, view.without_evidence.href(basis=code), view.basis == code) for code, name in names])
    elif obeys == "years":
        spans = periods()
        body = html.switch(spans.label(lang), spans.choices(context.catalog, view, lang))
    else:
        body = f"<p>{escape(lang.t('This exhibit always shows the whole record.'))}</p>"
    clear = f"<p>{html.anchor(lang.t('clear all filters'), view.without_filters.href())}</p>" if obeys else ""
    return f"<h2>{escape(lang.t('Filter this slide'))}</h2>{body}{clear}"


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


def _help(context: Context) -> str:
    rows = "".join(f"<dt>{escape(key)}</dt><dd>{escape(words)}</dd>" for key, words in keys(context))
    title = escape(context.lang.t("Keys"))
    return f'<div class="al-stage-panel al-stage-help" role="dialog" aria-label="{title}"><h2>{title}</h2><dl>{rows}</dl></div>'


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
