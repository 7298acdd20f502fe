"""Decks: the address keeps order and views, the file also own words; whatever else comes gives one polite message."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidlens import deck
from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.i18n import Lang
from aidlens.pagebook import book
from aidlens.view import View


@pytest.mark.parametrize("name", ["five", "fifteen", "class"])
def test_a_ready_deck_survives_its_long_address(name: str, catalog: Catalog, either: Lang) -> None:
    made = deck.ready(either)[name]
    own = made.having(made.slides)
    read = deck.from_address(own.address(catalog), catalog, either)
    assert [(slide.exhibit, slide.view) for slide in read.slides] == [(slide.exhibit, slide.view) for slide in made.slides]
    assert read.lost == () and deck.changed(catalog, read) == ()
    assert made.address(catalog) == name
    assert all(deck.say(catalog, slide, either) for slide in made.slides if slide.view.claim)


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_only_the_records_safe_sentences_on_claims_that_a_slide_shows_may_safely_be_said(key: str, catalog: Catalog, either: Lang) -> None:
    """A finding is none ("official counts come close"), nor is a sentence on something else than the slide."""
    rows = {row["id"]: either.pick(row, "safe") for row in catalog.claims.to_dict("records")}
    page = book.home(key)
    shown = deck.say(catalog, deck.Slide(key, View(page=page)), either)
    for sentence in rows.values():
        shown = shown.replace(sentence, "")
    assert not shown.strip()
    for claim in ("schools", "sector-livestock"):
        said = deck.say(catalog, deck.Slide(key, View(page=page, claim=claim)), either)
        assert said in ("", rows[claim])
        if key in ("map", "works", "became", "timeline", "oda"):
            assert said == ""


def test_the_whole_ladder_says_the_sentence_of_each_of_its_claims(catalog: Catalog, either: Lang) -> None:
    said = deck.say(catalog, deck.Slide("ladder", View()), either)
    full = catalog.claims[catalog.claims["ladder"] == "full"].to_dict("records")
    assert said == " ".join(either.pick(row, "safe") for row in full)


def test_twelve_slides_fit_a_qr_code(catalog: Catalog, en: Lang) -> None:
    slides = [deck.Slide(key, View(page="works", kind=("school",), first=2005, last=2014)) for key in list(registry.BUILDERS)[:12]]
    assert len(deck.Deck(tuple(slides)).address(catalog)) < 900


def test_the_address_says_what_has_changed_since(catalog: Catalog, en: Lang) -> None:
    read = deck.from_address("ladder!0000*split", catalog, en)
    assert deck.changed(catalog, read) == (0,)


def test_own_words_live_in_the_file_only(catalog: Catalog, en: Lang) -> None:
    own = deck.Deck((replace(deck.ready(en)["five"].slides[0], title="Ours", note="Say hello"),))
    assert "Ours" not in own.address(catalog)
    raw = deck.to_file(own, catalog)
    assert raw == deck.to_file(own, catalog)
    read = deck.from_file(raw, catalog, en)
    assert (read.slides[0].title, read.slides[0].note, read.edition) == ("Ours", "Say hello", catalog.edition)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=200) | st.from_regex(r"(ladder|split|x)(![0-9a-f]{0,5})?(~[a-z]{1,6}\.[^*]{0,9}){0,3}", fullmatch=True))
def test_no_address_raises(catalog: Catalog, en: Lang, text: str) -> None:
    read = deck.from_address(text, catalog, en)
    assert read.slides or read.lost or not text.strip("*") or text in deck.ready(en)


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe", b"[]", b"{}", b"[" * 100_000, json.dumps({"format": "aidlens-deck", "slides": 3}).encode()]
)
def test_a_file_that_is_no_deck_is_refused_in_words(raw: bytes, catalog: Catalog, either: Lang) -> None:
    with pytest.raises(deck.DeckError, match="AidLens"):
        deck.from_file(raw, catalog, either)


def test_odd_slides_of_a_file_are_left_out_and_listed(catalog: Catalog, en: Lang) -> None:
    body = {"format": "aidlens-deck", "slides": [{"show": "ladder"}, 7, {"show": "nothing"}] + [{"show": "split"}] * 80}
    read = deck.from_file(json.dumps(body).encode(), catalog, en)
    assert 1 < len(read.slides) <= deck.MOST_SLIDES
    assert "7" in read.lost and "nothing" in read.lost and any("too many" in item for item in read.lost)
