"""The deck page: open a ready deck, order the own one, give slides own words, show it, keep it, take it home."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from html import escape

import streamlit as st

from aidlens import deck as rules
from aidlens.deck import Deck, Slide
from aidlens.exhibits import evidence
from aidlens.export import slides
from aidlens.export.deck_text import known_base
from aidlens.i18n import Lang
from aidlens.pagebook.decks import READY
from aidlens.ui import decks, html
from aidlens.ui.context import Context, served
from aidlens.ui.html import anchor
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
    st.html(f'<h1 class="al-h1">{escape(lang.t("Show it in a room, and take it home"))}</h1><p class="al-lead">{escape(lead)}</p>')
    # Only the browser knows: the page's style shows it where nothing can be kept.
    forgets = lang.t(
        "This browser lets us keep nothing: your own titles, your notes and your decks are gone once this page is closed or loaded again. "
        "Save the deck as a file."
    )
    st.html(f'<p class="al-notice al-forgets">{escape(forgets)}</p>')
    words = decks.notice(context, shown)
    if words:
        st.html(f'<p class="al-notice" role="status">{escape(words)}</p>')
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
    cards = []
    for key, item in READY.items():
        count = _count(made[key], lang)
        here = ' aria-current="true"' if context.view.deck == key else ""
        name = item.name(lang)
        cards.append(
            f"<div{here}><h3>{anchor(name, _href(context, deck=key))}</h3><p>{escape(item.purpose(lang))} {escape(count)}.</p>"
            f'<p class="al-deckgo">{_present_link(context, key, lang.t("Present"), name)}</p></div>'
        )
    own = [_kept_link(context, item, _count(item, lang)) for item in decks.recent(context)]
    kept = f"<p>{escape(lang.t('Kept in this browser:'))} {' · '.join(own)}</p>" if own else ""
    hint = lang.t("“Add to deck” stands under every exhibit of the site: it puts the exhibit here exactly as you see it.")
    cards.append(f"<div><h3>{escape(lang.t('Your own'))}</h3><p>{escape(hint)}</p>{kept}</div>")
    name = escape(lang.t("Decks"))
    st.html(f'<section class="al-cols al-decks" aria-label="{name}"><h2 class="al-only-read">{name}</h2>{"".join(cards)}</section>')


def _present_link(context: Context, deck: str, text: str, about: str = "") -> str:
    href = _href(context, deck=deck, slide=0, stage=True)
    spoken = f' aria-label="{escape(f"{text}: {about}")}"' if about else ""
    return f'<a class="al-button" data-present href="{escape(href)}" target="_self"{spoken}>{escape(text)}</a>'


def _head(context: Context, shown: Deck) -> None:
    lang, address = context.lang, shown.address(context.catalog)
    # A reader on another edition should be told what changed since: the address to be shared carries the marks.
    here = _href(context, deck=address)
    link = context.base + here
    picture = decks.code_image(link, lang.t("QR code of this deck’s address"))
    long = "" if picture else f"<p>{escape(lang.t('This deck is too long for a QR code: share the link, or save the deck as a file.'))}</p>"
    keys = lang.t(
        "Keys: arrows, space or a clicker to go on, B blanks the screen, S says who, K filters, N opens the notes, H lists all keys."
    )
    st.html(
        f'<section class="al-exhibit al-deckhead" id="deck"><div><h2 class="al-h2">{escape(title(context, shown))}</h2>'
        f'<p class="al-sub">{escape(_facts(context, shown))}</p>'
        f'<p class="al-deckgo">{_present_link(context, address, lang.t("Present"))} '
        f"{html.copy_button(lang.t('Copy link'), here)}</p>"
        f'<p class="al-foot">{escape(keys)}</p>{long}</div>{picture}</section>'
    )
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
    alert = f'<p class="al-changed">{escape(lang.t("Shows something else than when the deck was made."))}</p>' if changed else ""
    say = rules.say(context.catalog, slide, lang)
    said = f'<p class="al-say">{escape(say)}</p>' if say else ""
    ask = f'<p class="al-avoid">{escape(lang.t("For the room: {question}", question=slide.question))}</p>' if slide.question else ""
    second = f"{item.title}. {item.subtitle}" if slide.title else item.subtitle
    at = _href(context, deck=shown.address(context.catalog) if not shown.name else shown.name, slide=place + 1, stage=True)
    st.html(
        f'<div class="al-deckslide"><span class="num" aria-hidden="true">{place + 2}</span><div>'
        f'<h3>{anchor(slides.title(context.catalog, slide, lang), at)}</h3><p class="al-sub">{escape(second)}</p>{alert}'
        f"{said}{ask}</div></div>"
    )
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
    st.html(f'<section class="al-section"><h2 class="al-h2">{escape(title)}</h2><p class="al-sub">{escape(words)}</p></section>')


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
        st.html(
            f'<label class="al-link al-load">{escape(lang.t("Load a deck"))}'
            '<input type="file" accept=".json,application/json" data-load></label>',
            width="content",
        )


def _sheets(context: Context) -> None:
    """Every claim by itself on paper."""
    if not served():
        return
    lang = context.lang
    words = lang.t("What the article says, what was counted and found, what can safely be said and what not, who says so: one side of A4.")
    _section(lang.t("Each claim on one sheet, to print"), words)
    links = (
        f'<li><a href="{escape(href)}" target="_blank">{escape(name)}</a></li>' for name, href in evidence.sheets(context.catalog, lang)
    )
    st.html(f'<ul class="al-sheets">{"".join(links)}</ul>')


def _empty(context: Context, own: list[Deck]) -> None:
    lang = context.lang
    if own:
        count = len(own[0].slides)
        words = lang.n("Open your deck of {n} slide", "Open your deck of {n} slides", count)
        text = f"{_kept_link(context, own[0], words)}. {escape(lang.t('Or open a ready one, load a file, or add exhibits on any page.'))}"
    else:
        text = escape(lang.t("No deck is open. Open a ready one, load a file, or add exhibits on any page."))
    st.html(f'<p class="al-limits">{text}</p>')


def _kept_link(context: Context, deck: Deck, words: str) -> str:
    return anchor(words, _href(context, deck=deck.address(context.catalog)))
