"""Decks of the tests: a slide of an exhibit, a deck of all."""

from __future__ import annotations

from typing import Any

from aidlens.deck import Deck, Slide
from aidlens.exhibits import registry
from aidlens.pagebook import book
from aidlens.view import View

BASE = "https://aidlens.example.org"
HOSTILE = (
    "=1+1",
    "\x00\x08\x0b\x1f\ud800￾ bell\x07",
    "<script>alert(1)</script> & “quotes” ]]> &amp;",
    "word " * 800,
    "W" * 4000,
    "\n\n\t \r\n",
    "هشت صبح ‮gnirts",
)


def slide_of(exhibit: str, **changes: Any) -> Slide:
    page = book.home(exhibit)
    return Slide(exhibit, View(page=page, **changes))


def whole() -> Deck:
    return Deck(tuple(slide_of(exhibit) for exhibit in registry.BUILDERS))
