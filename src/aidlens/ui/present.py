"""The deck page: open a ready deck, order the own one, give slides own words, show it, keep it, take it home."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import streamlit as st

from aidlens import deck as rules
from aidlens.deck import Deck, Slide
from aidlens.exhibits import evidence
from aidlens.export import slides
from aidlens.export.deck_text import known_base
from aidlens.i18n import Lang
from aidlens.pagebook.decks import READY
from aidlens.templates import Markup, macros
from aidlens.ui import decks, html
from aidlens.ui.context import Context, served
from aidlens.view import View

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(context: Context) -> None:
    """The whole page."""
    lang = context.lang
    decks.take_file(context)
    shown = decks.read(context)
    decks.mount({**decks.data(context, shown), "mode": "deck"})
    lead = lang.t(
        "A deck is a row of exhibits, each in the view you chose, with what may safely be said of the claims it shows. Its order lives "
        "in the address; your own titles and notes stay in this browser."
    )
    st.html(macros("blocks").opening(html.Frame(), lang.t("Show it in a room, and take it home"), lead))
    # Only the browser knows: the page's style shows it where nothing can be kept.
    forgets = lang.t(
        "This browser lets us keep nothing: your own titles, your notes and your decks are gone once this page is closed or loaded again. "
        "Save the deck as a file."
    )
    st.html(html.paragraph("al-notice al-forgets", forgets))
    words = decks.notice(context, shown)
    if words:
        st.html(html.paragraph("al-notice", words, role="status"))
    _ready(context)
    own = decks.recent(context)
    if shown.slides:
        _head(context, shown)
        _slides(context, shown)
        _home(context, shown)
    else:
        _empty(context, own)
    _keep(context, shown)
    _sheets(context)


def title(context: Context, shown: Deck) -> str:
    """The name of a deck."""
    return READY[shown.name].name(context.lang) if shown.name else context.lang.t("Your deck")


def _href(context: Context, **changes: object) -> str:
    view = context.view
    return View(page="present", lang=view.lang, theme=view.theme).href(**changes)


def _count(deck: Deck, lang: Lang) -> str:
    """How many slides a deck has, its cover with them, on the stage and in its file."""
    return lang.t("{slides}, the cover with them", slides=lang.n("{n} slide", "{n} slides", len(deck.slides) + 1))


def _ready(context: Context) -> None:
    lang, made = context.lang, rules.ready(context.lang)
    items = []
    for key, item in READY.items():
        words = f"{item.purpose(lang)} {_count(made[key], lang)}"
        stage = _href(context, deck=key, slide=0, stage=True)
        items.append((item.name(lang), _href(context, deck=key), context.view.deck == key, words, stage))
    kept = [(_count(item, lang), _kept(context, item)) for item in decks.recent(context)]
    st.html(html.piece("decks", html.Frame(lang), items, kept))


def _head(context: Context, shown: Deck) -> None:
    lang, address = context.lang, shown.address(context.catalog)
    # A reader on another edition should be told what changed since: the address to be shared carries the marks.
    here, stage = _href(context, deck=address), _href(context, deck=address, slide=0, stage=True)
    code = decks.code_image(context.base + here, lang.t("QR code of this deck's address"))
    st.html(html.piece("deck_head", html.Frame(lang), title(context, shown), _facts(context, shown), here, stage, code))
    back = decks.undo(context)
    if back is not None:
        st.button(lang.t("Undo the last change"), key="deck-undo", on_click=back, type="tertiary")


def _facts(context: Context, shown: Deck) -> str:
    lang = context.lang
    parts = [_count(shown, lang)]
    late = rules.changed(context.catalog, shown)
    if late:
        parts.append(
            lang.n(
                "{n} exhibit shows something else than when the deck was made",
                "{n} exhibits show something else than when the deck was made",
                len(late),
            )
        )
    parts.append(lang.t("edition {edition}", edition=context.catalog.edition))
    return " · ".join(parts)


def _slides(context: Context, shown: Deck) -> None:
    late = set(rules.changed(context.catalog, shown))
    with st.container(key="deck-slides"):
        for place, slide in enumerate(shown.slides):
            with st.container(key=f"deck-slide-{place}"):
                _slide(context, shown, place, slide, changed=place in late)


def _slide(context: Context, shown: Deck, place: int, slide: Slide, *, changed: bool) -> None:
    lang, item = context.lang, slide.built(context.catalog, context.lang)
    words = f"{item.title}. {item.subtitle}" if slide.title else item.subtitle
    at = _href(context, deck=shown.address(context.catalog) if not shown.name else shown.name, slide=place + 1, stage=True)
    name, say = slides.title(context.catalog, slide, lang), rules.say(context.catalog, slide, lang)
    st.html(html.piece("slide", html.Frame(lang), place + 2, name, at, words, changed, say, slide.question))
    with st.container(horizontal=True, key=f"deck-tools-{place}"):
        _tool(context, shown, place, lang.t("Move up"), "up", _moved(shown, place, -1), off=place == 0)
        _tool(context, shown, place, lang.t("Move down"), "down", _moved(shown, place, 1), off=place == len(shown.slides) - 1)
        _tool(context, shown, place, lang.t("Remove"), "out", [*shown.slides[:place], *shown.slides[place + 1 :]], off=False)
    _words(context, shown, place, slide)


def _tool(context: Context, shown: Deck, place: int, label: str, name: str, slides: list[Slide], *, off: bool) -> None:
    st.button(label, key=f"deck-{name}-{place}", type="tertiary", disabled=off, on_click=decks.write, args=(context, shown, slides))


def _moved(shown: Deck, place: int, step: int) -> list[Slide]:
    slides, other = list(shown.slides), place + step
    if 0 <= other < len(slides):
        slides[place], slides[other] = slides[other], slides[place]
    return slides


def _words(context: Context, shown: Deck, place: int, slide: Slide) -> None:
    lang = context.lang
    base = f"{decks.version()}-{place}"

    def changed() -> None:
        state = st.session_state
        decks.say_words(shown, place, state[f"own-title-{base}"], state[f"own-note-{base}"], state[f"own-question-{base}"])

    label = lang.t("Your title and notes") if not (slide.title or slide.note) else lang.t("Your title and notes ✓")
    with st.expander(label, key=f"own-{base}"):
        st.text_input(lang.t("Own title"), slide.title, key=f"own-title-{base}", on_change=changed, max_chars=160, placeholder="")
        st.text_area(lang.t("Note, for you alone"), slide.note, key=f"own-note-{base}", on_change=changed, max_chars=4000, placeholder="")
        st.text_input(
            lang.t("Question for the room"), slide.question, key=f"own-question-{base}", on_change=changed, max_chars=400, placeholder=""
        )


def _home(context: Context, shown: Deck) -> None:
    lang, catalog = context.lang, context.catalog
    name = shown.name or "deck"
    base = known_base(context.base)
    _section(
        lang.t("Download"),
        lang.t("Slides with native charts to edit, a handout to print, the numbers behind the deck. They hold your own titles and notes.")
        + " "
        + lang.t("The file of slides is longer than the deck: a title slide stands in front, and what does not fit on one slide goes on."),
    )

    def made(module: str, *more: object) -> Callable[[], bytes | str]:
        def build() -> bytes | str:
            result: bytes | str = importlib.import_module(f"aidlens.export.{module}").build(catalog, shown, lang, *more)
            return result

        return build

    with st.container(horizontal=True, key="actions-deck"):
        _file(lang.t("Slides (PPTX)"), made("pptx", base), f"aidlens-{name}.pptx", PPTX)
        _file(lang.t("Handout"), made("handout", base), f"aidlens-{name}.html", "text/html")
        _file(lang.t("Numbers (XLSX)"), made("deck_sheet"), f"aidlens-{name}.xlsx", XLSX)


def _file(label: str, data: Callable[[], bytes | str], name: str, kind: str) -> None:
    st.download_button(label, data, name, kind, type="tertiary", on_click="ignore", key=f"file-{name}")


def _section(title: str, words: str) -> None:
    st.html(html.piece("section", title, words))


def _keep(context: Context, shown: Deck) -> None:
    """Save and load: the small file that also holds own titles and notes."""
    lang, catalog = context.lang, context.catalog
    _section(
        lang.t("Keep it"),
        lang.t("The file holds the deck with your own titles and notes. This browser keeps them too; no address holds them."),
    )
    with st.container(horizontal=True, key="actions-keep"):
        if shown.slides:
            _file(lang.t("Save the deck"), lambda: rules.to_file(shown, catalog), "aidlens-deck.json", "application/json")
        st.html(html.piece("load", lang), width="content")


def _sheets(context: Context) -> None:
    """Every claim by itself on paper."""
    if served():
        lang = context.lang
        st.html(html.piece("sheets", html.Frame(lang), evidence.sheets(context.catalog, lang)))


def _empty(context: Context, own: list[Deck]) -> None:
    lang, words = context.lang, Markup()
    if own:
        count = len(own[0].slides)
        words += html.anchor(lang.n("Open your deck of {n} slide", "Open your deck of {n} slides", count), _kept(context, own[0]))
        words += f". {lang.t('Or open a ready one, load a file, or add exhibits on any page.')}"
    else:
        words += lang.t("No deck is open. Open a ready one, load a file, or add exhibits on any page.")
    st.html(html.paragraph("al-limits", words))


def _kept(context: Context, deck: Deck) -> str:
    """The address of a deck this browser has kept."""
    return _href(context, deck=deck.address(context.catalog))
