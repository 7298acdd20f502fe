"""What every file to take home says round its exhibits: clean own words, live addresses, sources with their addresses, the edition."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import urlsplit

from aidlens.catalog import Catalog
from aidlens.deck import Deck, Slide, changed
from aidlens.exhibits import evidence
from aidlens.exhibits.base import Exhibit, cited
from aidlens.exhibits.quoted_rows import of_exhibit
from aidlens.i18n import Lang
from aidlens.measures.quotes import by_source
from aidlens.pagebook.decks import READY

MOST_SOURCES = 40
MOST_QUOTES = 24
MOST_CODE = 1000  # letters of an address: a longer one makes a code too fine to be read across a room
CREATED = dt.datetime(2026, 1, 1)  # files bear no time of their own, so that the same deck gives the same bytes
# Neither XML nor a spreadsheet can hold these; a presenter's own words may.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class BaseError(ValueError):
    """The address of the site is none; its text says what is wrong and what to do."""


def clean(text: str) -> str:
    """Text that every format can hold: no control signs, lines kept."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Clean text on one line."""
    return " ".join(clean(text).split())


def cut(text: str, most: int) -> str:
    """Text of at most ``most`` letters; an ellipsis says that there was more."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def base_of(text: str, words: Lang) -> str:
    """The site's address without its last slash. Raises BaseError for what is no web address."""
    address = one_line(text).rstrip("/")
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
        good = good and len(address) <= 200 and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if address and not good:
        raise BaseError(words.t("The site's address must begin with http:// or https:// and have no query: {text}", text=cut(address, 80)))
    return address


def known_base(base: str) -> str:
    """The address a page was asked at, where others can reach it too; "" for a name that means this machine alone."""
    host = urlsplit(base).hostname or ""
    return "" if host in ("localhost", "::1") or host.startswith("127.") or host.endswith(".localhost") else base


def path_of(slide: Slide, words: Lang) -> str:
    """The path of a slide's live view, in the language of the file."""
    return slide.view.having(lang=words.code, theme="", embed="").href()


def deck_path(deck: Deck, catalog: Catalog, words: Lang) -> str:
    """The path that shows the whole deck on the screen."""
    return (
        (deck.slides[0].view.only().having(page="present", lang=words.code, theme="", deck=deck.address(catalog)).href())
        if deck.slides
        else "/"
    )


def deck_title(deck: Deck, words: Lang) -> str:
    """What a deck is called."""
    return READY[deck.name].title(words) if deck.name in READY else words.t("What Italy built in Afghanistan")


def edition_line(catalog: Catalog, words: Lang) -> str:
    """Edition and licences."""
    return words.t(
        "AidLens, edition {edition}. The record: CC BY 4.0; outlines, relief: Natural Earth, public domain; rivers: GSHHG, LGPL 3.",
        edition=catalog.edition,
    )


def changed_line(catalog: Catalog, deck: Deck, words: Lang) -> str:
    """Which slides show something else than when the deck was made, "" for none."""
    numbers = [words.number(place + 1) for place in changed(catalog, deck)]
    if not numbers:
        return ""
    return words.t("Since this deck was made the record has changed what these slides show: {slides}.", slides=words.join(numbers))


def title_of(slide: Slide, shown: Exhibit) -> str:
    """The presenter's title where there is one, else the exhibit's finding."""
    return one_line(slide.title) or shown.title


def quotes_of(catalog: Catalog, shown: Exhibit, words: Lang, most: int = MOST_QUOTES) -> list[str]:
    """The pages' own words for the rows of an exhibit, a line each: who said it, the words, their translation; the first ``most``."""
    lines = []
    for key, found in by_source(of_exhibit(catalog, shown)).items():
        who = cited(catalog, key, words)
        lines += [f"{who}: {item.line(words)}" for item in evidence.said(catalog, found, words)]
    more = words.n("{n} more quote in the live view", "{n} more quotes in the live view", len(lines) - most)
    return [*lines[:most], more] if len(lines) > most else lines


def sources_of(catalog: Catalog, shown: Exhibit, words: Lang, most: int = MOST_SOURCES) -> list[tuple[str, str]]:
    """(name with title and date, address) of an exhibit's sources, the first ``most``; a last line says how many more there are."""
    keys = list(dict.fromkeys(shown.sources))
    found = []
    for key in keys[:most]:
        row: Any = catalog.row("sources", key)
        title = row["title"] if row["title"] != row["publisher"] else ""
        parts = (catalog.publisher(key, words.code), title, words.date(row["date"], short=True))
        found.append((", ".join(part for part in parts if part), str(row["url"])))
    if len(keys) > most:
        found.append((words.n("{n} more source in the live view", "{n} more sources in the live view", len(keys) - most), ""))
    return found
