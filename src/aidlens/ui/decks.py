"""The deck in use: read from the address, joined with the reader's own words, changed by a click or a key.

What belongs here: where a deck and its private words are kept (address, session, the browser's own storage through the component ``room``)
and every change made to them. How they are shown is decided in ``present`` and ``stage``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import segno
import streamlit as st

from aidlens import deck as decks
from aidlens import streamlit_seam
from aidlens.deck import MOST_TEXT, Deck, DeckError, Slide
from aidlens.exhibits.base import Exhibit
from aidlens.templates import Markup
from aidlens.ui import html
from aidlens.ui.assets import asset
from aidlens.ui.context import Context
from aidlens.view import HOME, PAGES, View

WORDS, VERSION, ERROR = "aidlens-words", "aidlens-words-version", "aidlens-deck-error"
PANEL, FILE, WAS, UNDO = "aidlens-panel", "aidlens-file", "aidlens-deck-was", "aidlens-undo"
LINK_LIMIT = 1900  # characters of an address that a QR code still carries readably
OPEN = ("work", "source", "claim", "step", "obs")

Words = tuple[str, str, str]


def script() -> str:
    """The component's script: what of it stands in which file, in their order."""
    return streamlit_seam.script() + "".join(asset(f"{name}.js") for name in ("fit", "words", "windows", "room"))


@cache
def _component() -> Any:
    return st.components.v2.component("aidlens_room", js=script(), isolate_styles=False)


def mount(data: dict[str, Any]) -> None:
    """Mount the component that keeps own words in the browser and, on the stage, hears the keys."""
    _component()(
        key="room",
        data=data,
        on_found_change=_nothing,
        on_recent_change=_nothing,
        on_panel_change=_panel,
        on_file_change=_file,
        on_high_change=_nothing,
    )


def _nothing() -> None:
    """The component's state is read where it is used."""


def _panel() -> None:
    st.session_state[PANEL] = _state("panel")


def _file() -> None:
    st.session_state[FILE] = _state("file")


def _state(name: str) -> Any:
    state = st.session_state.get("room")
    return state.get(name) if state is not None and hasattr(state, "get") else None


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────────


def read(context: Context) -> Deck:
    """The deck of the address with the reader's own words."""
    found = decks.from_address(context.view.deck, context.catalog, context.lang)
    _learn(found.key)
    held = _held().get(found.key, ())
    slides = [_worded(slide, held[place]) if place < len(held) else slide for place, slide in enumerate(found.slides)]
    return replace(found, slides=tuple(slides))


def _worded(slide: Slide, words: Words) -> Slide:
    title, note, question = words
    return replace(slide, title=title, note=note, question=question or slide.question)


def _held() -> dict[str, list[Words]]:
    held: dict[str, list[Words]] = st.session_state.setdefault(WORDS, {})
    return held


def _learn(key: str) -> None:
    """Take over the words the browser has kept for a deck, once a session."""
    found = _state("found")
    if key and key not in _held() and isinstance(found, dict) and found.get("key") == key:
        _held()[key] = clean(found.get("words"))
        st.session_state[VERSION] = st.session_state.get(VERSION, 0) + 1


def clean(raw: Any) -> list[Words]:
    """Words as the browser kept them, whatever it kept: three short texts a slide."""
    rows = raw if isinstance(raw, (list, tuple)) else []
    found = []
    for row in rows[: decks.MOST_SLIDES]:
        texts = [str(item)[:MOST_TEXT] for item in row[:3] if item is not None] if isinstance(row, (list, tuple)) else []
        title, note, question = [*texts, "", "", ""][:3]
        found.append((title, note, question))
    return found


def recent(context: Context) -> list[Deck]:
    """Decks this browser has kept, the latest first."""
    raw = _state("recent")
    texts = [str(item)[:6000] for item in raw[:5]] if isinstance(raw, (list, tuple)) else []
    found = [decks.from_address(text, context.catalog, context.lang) for text in texts]
    return [item for item in found if item.slides]


def data(context: Context, shown: Deck) -> dict[str, Any]:
    """What the component needs of a deck: its key, its address, its own words where this session knows them."""
    held = _held().get(shown.key)
    return {
        "key": shown.key,
        "deck": shown.address(context.catalog),
        "own": not shown.name and bool(shown.slides),
        "words": [list(row) for row in held] if held is not None else None,
        "was": st.session_state.get(WAS, ""),
        "version": version(),
    }


def height() -> int:
    """The height of the stage's sheet in px, as the browser measured it for a width of 1920: 1080 (16:9) to 1440 (4:3)."""
    reported = _state("high")
    return min(1440, max(1080, int(reported))) if isinstance(reported, (int, float)) else 1080


def version() -> int:
    """Rises whenever words arrive from outside, so that fields begin afresh."""
    return int(st.session_state.get(VERSION, 0))


# ── changing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def keep(before: Deck, after: Deck) -> None:
    """Keep the words of a changed deck under its new name; the old ones stay where they were, for undo."""
    _held()[after.key] = [(slide.title, slide.note, slide.question) for slide in after.slides]
    st.session_state[VERSION] = version() + 1
    st.session_state[WAS] = before.key


def write(context: Context, before: Deck, slides: Sequence[Slide]) -> None:
    """Put a changed deck into the address; the browser's way back leads to the one before."""
    after = before.having(slides)
    keep(before, after)
    done: list[str] = st.session_state.setdefault(UNDO, [])
    done.append(context.view.deck)
    del done[:-50]
    st.query_params.from_dict(context.view.without_evidence.having(deck=after.address(context.catalog), slide=1).to_query())


def undo(context: Context) -> Callable[[], None] | None:
    """What takes the last change back; None where nothing was changed in this session."""
    done: list[str] = st.session_state.get(UNDO, [])
    while done and done[-1] == context.view.deck:  # the browser's way back has already led there
        done.pop()
    if not done:
        return None

    def back() -> None:
        st.session_state[VERSION] = version() + 1
        st.query_params.from_dict(context.view.without_evidence.having(deck=done.pop(), slide=1).to_query())

    return back


def say_words(shown: Deck, place: int, title: str, note: str, question: str) -> None:
    """Keep the own words of one slide."""
    rows = [(slide.title, slide.note, slide.question) for slide in shown.slides]
    rows[place] = (title[:MOST_TEXT], note[:MOST_TEXT], question[:MOST_TEXT])
    _held()[shown.key] = rows


def take_file(context: Context) -> None:
    """Open the deck of a file the reader has just chosen; a file that is none leaves one sentence for the page."""
    text = st.session_state.pop(FILE, None)
    if not isinstance(text, str) or not text:
        return
    try:
        found = decks.from_file(text.encode("utf-8"), context.catalog, context.lang)
        if not found.slides:
            raise DeckError(context.lang.t("This file holds no slide that this edition knows."))
    except DeckError as error:
        st.session_state[ERROR] = str(error)
        return
    st.session_state[ERROR] = _left_out(context, found)
    keep(found, found)
    st.query_params.from_dict(context.view.without_evidence.having(deck=found.address(context.catalog), slide=1).to_query())
    st.rerun()


def _left_out(context: Context, found: Deck) -> str:
    if not found.lost:
        return ""
    return context.lang.t("A part of this deck was not understood and was left out: {parts}.", parts=context.lang.join(found.lost[:6]))


def notice(context: Context, shown: Deck) -> str:
    """One sentence about what of a deck's address or file was not understood; "" where all was."""
    return str(st.session_state.pop(ERROR, "") or "") or _left_out(context, shown)


def onto(context: Context, target: str) -> str:
    """Where an in-site address leads from the stage: evidence opens over the slide, a filter changes the slide's own view."""
    view = context.view
    parts = urlsplit(target)
    page = parts.path.strip("/") or HOME
    if view.page != "present" or not view.stage or page not in PAGES or page == "present":
        return target
    query = {key: ",".join(items) for key, items in parse_qs(parts.query).items()}
    wanted, _ = View.from_query(query, context.catalog, page)
    at = wanted.slide if "slide" in query else view.slide
    own: dict[str, Any] = {"page": "present", "deck": view.deck, "slide": at, "stage": True, "lang": view.lang, "theme": view.theme}
    if any(getattr(wanted, name) for name in OPEN):
        return wanted.having(**own).href()
    before = read(context)
    place = min(at, len(before.slides)) - 1
    if place < 0:
        return target
    claim = before.slides[place].view.claim
    changed = replace(before.slides[place], view=wanted.without_evidence.having(lang=None, theme="", claim=claim, slide=1), mark="")
    after = before.having([*before.slides[:place], changed, *before.slides[place + 1 :]])
    keep(before, after)
    return View(**own).having(deck=after.address(context.catalog)).href()


# ── links ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def add_link(item: Exhibit, context: Context) -> Markup:
    """The link that adds an exhibit as it is seen to the growing deck; without scripts it opens a deck of this one slide."""
    lang = context.lang
    part = decks.code(Slide(item.id, item.view))
    words = {
        "one": lang.n("In the deck: {n} slide.", "In the deck: {n} slides.", 1),
        "many": lang.n("In the deck: {n} slide.", "In the deck: {n} slides.", 2).replace("2", "#"),
        "again": lang.t("It is in the deck already."),
        "forgets": lang.t("This browser lets us keep nothing: open the deck and save it before you leave."),
        "full": lang.t("The deck is full: it holds {n} slides.", n=decks.MOST_SLIDES),
        "show": lang.t("Open the deck"),
    }
    href = View(page="present", lang=context.view.lang, theme=context.view.theme, deck=part).href()
    return html.anchor(lang.t("Add to deck"), href, "al-link", add=part, added=json.dumps(words, ensure_ascii=False))


def code_image(address: str, alt: str) -> Markup:
    """A QR code as an image; "" for an address too long to be read from a wall."""
    if len(address) > LINK_LIMIT:
        return Markup()
    picture = segno.make(address, error="m" if len(address) < 600 else "l", micro=False)
    return html.piece("qr", alt, picture.svg_data_uri(scale=4, border=2, light="white", dark="black"))
