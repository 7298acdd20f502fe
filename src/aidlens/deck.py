"""Deck: an ordered row of exhibits to be shown in a room, and its two forms outside: an address and a small file.

What belongs here: which exhibit in which view stands on which slide, and the sentence that may safely be said with a
slide. How a slide looks on the screen is decided in ``ui``, how it is taken home in ``export``.

The address holds order and views, short enough for a QR code: slides joined by ``*``, each ``<exhibit>[!<mark>][~<key>.<value>]…``, where
the mark is four hexadecimal digits over what the slide showed when the deck was made. Own titles and notes are private: only the file
holds them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, unquote

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.exhibits import registry
from aidlens.exhibits.base import Exhibit
from aidlens.i18n import Lang, lang
from aidlens.pagebook import book, decks
from aidlens.view import View

MOST_SLIDES = 60
MOST_TEXT = 4000
FORMAT = "aidlens-deck"


class DeckError(ValueError):
    """A deck's file or address that cannot be read at all; its text says what is wrong and what to do."""


@dataclass(frozen=True)
class Slide:
    """One exhibit in one view. ``title``, ``note`` are the presenter's own words, ``question`` one for the room, ``mark`` what it showed.

    The view's ``claim`` names the claim whose safe sentence is said with the slide.
    """

    exhibit: str
    view: View = field(default_factory=View)
    title: str = ""
    note: str = ""
    question: str = ""
    mark: str = ""

    def built(self, catalog: Catalog, words: Lang) -> Exhibit:
        """The slide's exhibit in a language."""
        return registry.build(self.exhibit, catalog, self.view.having(lang=words.code), words)

    def shown(self, catalog: Catalog, words: Lang) -> Exhibit:
        """The slide's exhibit with its claim in front: the ladder shows that claim alone, a table shows it first."""
        return _emphasised(self.built(catalog, words), self.view.claim)


@dataclass(frozen=True)
class Deck:
    """Slides in order. ``name`` is the code of a ready deck, "" for an own one; ``lost`` are parts of the address not understood."""

    slides: tuple[Slide, ...] = ()
    name: str = ""
    edition: str = ""
    lost: tuple[str, ...] = field(default=(), compare=False)

    def address(self, catalog: Catalog) -> str:
        """The deck as the value of the parameter ``deck``: the code of a ready deck, else its slides."""
        return self.name or "*".join(code(slide, slide.mark or mark(catalog, slide)) for slide in self.slides)

    @property
    def key(self) -> str:
        """What the deck is known by where own words are kept: its address without marks, so that a new edition keeps them."""
        return self.name or "*".join(code(slide) for slide in self.slides)

    def having(self, slides: Iterable[Slide]) -> Deck:
        """An own deck with other slides."""
        return replace(self, slides=tuple(slides)[:MOST_SLIDES], name="")


def _emphasised(item: Exhibit, claim: str) -> Exhibit:
    if not claim or "claim" not in item.data or claim not in set(item.data["claim"]):
        return item
    if item.front is not None:
        return item.front(item, claim)
    rows: pd.DataFrame = item.data[item.data["claim"] == claim].reset_index(drop=True)
    rest = item.data[item.data["claim"] != claim]
    return replace(item, data=pd.concat([rows, rest], ignore_index=True), _made={})


def mark(catalog: Catalog, slide: Slide) -> str:
    """Four hexadecimal digits over what a slide shows: title and table of its exhibit in English."""
    shown = slide.built(catalog, lang("en"))
    text = shown.title + str(shown.table().to_csv(index=False, lineterminator="\n"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:4]


def changed(catalog: Catalog, deck: Deck) -> tuple[int, ...]:
    """Positions (from 0) of the slides that show something else than when the deck was made."""
    return tuple(place for place, slide in enumerate(deck.slides) if slide.mark and slide.mark != mark(catalog, slide))


MOST_SAID = 4  # sentences: a whole ladder's, not those of a long table


def say(catalog: Catalog, slide: Slide, words: Lang) -> str:
    """What can safely be said with a slide: the record's sentence on the claim in front, else on each claim it shows; "" for none.

    A finding is no such sentence: "official counts come close" hides that clinics became hospitals.
    """
    shown = _claims_of(catalog, slide.built(catalog, words))
    wanted = [claim for claim in shown if claim == slide.view.claim] if slide.view.claim else shown
    return " ".join(words.pick(catalog.row("claims", claim), "safe") for claim in wanted) if len(wanted) <= MOST_SAID else ""


MOST_NAMED = 5


def held(catalog: Catalog, deck: Deck, words: Lang) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a deck's cover speaks of: the claims its slides put in front, else those they show; a deck without any, its slides' titles."""
    own = [slide.view.claim for slide in deck.slides if slide.view.claim]
    found = own or [claim for slide in deck.slides for claim in _claims_of(catalog, slide.built(catalog, words))]
    titles = () if found else tuple(slide.title or slide.built(catalog, words).title for slide in deck.slides[:MOST_NAMED])
    return tuple(dict.fromkeys(found))[:MOST_NAMED], titles


def _claims_of(catalog: Catalog, shown: Exhibit) -> list[str]:
    """The claims an exhibit shows, in the record's order: those of its rows, and those whose published numbers it holds."""
    held = {cell for name in ("claim", "observation", "id") if name in shown.data for cell in shown.data[name]}
    numbers = ("official", "rivals", "first_said")
    rows = catalog.claims.sort_values("order").to_dict("records")
    return [row["id"] for row in rows if held & {row["id"], *(key for name in numbers for key in split_list(row[name]))}]


# ── ready decks ───────────────────────────────────────────────────────────────────────────────────────────────────


def ready(words: Lang) -> dict[str, Deck]:
    """The ready decks by code: "five" (minutes: the claims), "fifteen" (the story), "class" (with questions for a class or a parish)."""
    return {
        name: Deck(
            tuple(
                Slide(key, View(page=book.home(key), **fields), question=question(words) if question else "")
                for key, fields, question in made.slides
            ),
            name,
        )
        for name, made in decks.READY.items()
    }


# ── the address ───────────────────────────────────────────────────────────────────────────────────────────────────


def code(slide: Slide, stamp: str = "") -> str:
    """A slide as a part of an address; ``stamp`` is its mark, left out where nothing was shown yet."""
    parts = [f"{slide.exhibit}!{stamp}" if stamp else slide.exhibit]
    if slide.view.page != book.home(slide.exhibit):
        parts.append(f"page.{slide.view.page}")
    query = {key: value for key, value in slide.view.to_query().items() if key not in _OWN}
    return "~".join([*parts, *(f"{key}.{quote(value, safe=',')}" for key, value in query.items())])


# What belongs to the reader or to the room, never to a slide.
_OWN = ("lang", "theme", "embed", "deck", "slide", "stage", "table")


def from_address(text: str, catalog: Catalog, words: Lang) -> Deck:
    """The deck of an address; what is not understood is left out and listed in ``lost``. Never raises on text."""
    if text in (known := ready(words)):
        return known[text]
    slides: list[Slide] = []
    lost: list[str] = []
    for part in [item for item in text.split("*") if item][: MOST_SLIDES + 1]:
        slide, bad = _read(part, catalog)
        lost += bad
        if slide is not None and len(slides) < MOST_SLIDES:
            slides.append(slide)
        elif slide is not None:
            lost.append(part[:60])
    return Deck(tuple(slides), lost=tuple(lost))


def _read(part: str, catalog: Catalog) -> tuple[Slide | None, list[str]]:
    head, *rest = part.split("~")
    exhibit, _, found = head.partition("!")
    if exhibit not in registry.BUILDERS:
        return None, [head[:60]]
    query = {key: unquote(value) for key, _, value in (item.partition(".") for item in rest)}
    view, notices = View.from_query(query, catalog, query.pop("page", book.home(exhibit)))
    good = len(found) == 4 and all(sign in "0123456789abcdef" for sign in found)
    lost = [f"{item.parameter}={item.value}" for item in notices] + ([found[:60]] if found and not good else [])
    return Slide(exhibit, view.having(lang=None, theme="", embed="", deck="", slide=1, stage=False), mark=found if good else ""), lost


# ── the file ──────────────────────────────────────────────────────────────────────────────────────────────────────


def to_file(deck: Deck, catalog: Catalog) -> bytes:
    """The deck with own titles and notes as a small JSON file; the same deck gives the same bytes."""
    slides = [
        {
            key: value
            for key, value in (("show", code(item, item.mark or mark(catalog, item))), ("title", item.title), ("note", item.note))
            if value
        }
        | ({"question": item.question} if item.question else {})
        for item in deck.slides
    ]
    body = {"format": FORMAT, "version": 1, "edition": catalog.edition, "slides": slides}
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def from_file(raw: bytes, catalog: Catalog, words: Lang) -> Deck:
    """The deck of a file. Raises DeckError, in the reader's language, where it is no deck; odd slides are left out and listed."""
    refusal = words.t("This file is not a deck of AidLens. Choose a file that was saved here with “Save the deck”.")
    try:
        body: Any = json.loads(raw[:2_000_000].decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise DeckError(refusal) from error
    if not isinstance(body, Mapping) or body.get("format") != FORMAT or not isinstance(body.get("slides"), list):
        raise DeckError(refusal)
    slides, lost = [], []
    for item in body["slides"][:MOST_SLIDES]:
        slide, bad = _read(str(item.get("show", "")), catalog) if isinstance(item, Mapping) else (None, [str(item)[:60]])
        lost += bad
        if slide is not None:
            title, note, question = (str(item.get(key, ""))[:MOST_TEXT] for key in ("title", "note", "question"))
            slides.append(replace(slide, title=title, note=note, question=question))
    lost += [words.n("{n} slide too many", "{n} slides too many", len(body["slides"]) - MOST_SLIDES)] * (len(body["slides"]) > MOST_SLIDES)
    return Deck(tuple(slides), edition=str(body.get("edition", ""))[:20], lost=tuple(lost))
