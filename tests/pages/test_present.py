"""The deck page and the stage, run without a browser: both languages, own words, moves, and whatever an address may bring."""

from __future__ import annotations

import re
from html import unescape
from json import dumps

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from aidlens import deck as rules
from aidlens.catalog import Catalog, site_dir
from aidlens.deck import DeckError
from aidlens.i18n import Lang
from aidlens.ui import app as app_module
from aidlens.ui import context as contexts
from aidlens.ui import decks
from tests.pages.test_overview import drawings, html_of, text_of


@pytest.fixture(autouse=True)
def read_the_address_each_run(monkeypatch: pytest.MonkeyPatch, catalog: Catalog) -> None:
    # AppTest runs a page's own file after a switch, so nobody reads the address for it again.
    monkeypatch.setattr(app_module, "current", lambda: contexts.read(catalog, "present"))


def run(**query: str) -> AppTest:
    app = AppTest.from_file(str(site_dir() / "app.py"), default_timeout=90)
    for key, value in query.items():
        app.query_params[key.rstrip("_")] = value
    app.run()
    return app.switch_page("pages/present.py").run()


def address(app: AppTest) -> str:
    found = app.query_params["deck"]
    return found if isinstance(found, str) else found[0]


def notices(app: AppTest) -> list[str]:
    return re.findall(r'class="(?:al-notice|al-stage-notice)"[^>]*>(.*?)</p>', html_of(app))


@pytest.mark.parametrize("name", ["five", "fifteen", "class"])
def test_a_ready_deck_says_each_safe_sentence(name: str, catalog: Catalog, either: Lang) -> None:
    app = run(lang=either.code, deck=name)
    assert not app.exception
    words = text_of(app)
    for slide in rules.ready(either)[name].slides:
        assert " ".join(rules.say(catalog, slide, either).split()) in words
        assert slide.question in words
    assert 'alt="' + either.t("QR code of this deck's address") in unescape(html_of(app))


def test_the_stage_shows_every_slide_without_chrome_of_its_own(catalog: Catalog, either: Lang) -> None:
    app = run(lang=either.code, deck="five", stage="true", slide="2")
    assert not app.exception
    page = html_of(app)
    assert page.count('class="al-stage-title') == 6, "a cover and five"
    assert "3 / 6" in page
    for slide in rules.ready(either)["five"].slides:
        if slide.view.claim:
            assert either.pick(catalog.row("claims", slide.view.claim), "safe") in text_of(app)
    assert len(drawings(app)) == 6


def test_a_source_without_a_title_ends_without_a_mark(catalog: Catalog, en: Lang) -> None:
    said = re.findall(r"<li><a [^>]*>[^<]*</a>([^<]*)</li>", html_of(run(lang="en", deck="five", stage="true")))
    assert said and any(" · " in words for words in said)
    assert not [words for words in said if words.rstrip().endswith("·")]


def test_a_slide_is_moved_removed_and_brought_back(catalog: Catalog, en: Lang) -> None:
    app = run(deck="five")
    before = rules.ready(en)["five"]
    app.button(key="deck-down-0").click().run()
    moved = rules.from_address(address(app), catalog, en)
    assert [item.view.claim for item in moved.slides[:2]] == [before.slides[1].view.claim, before.slides[0].view.claim]
    app.button(key="deck-out-0").click().run()
    assert len(rules.from_address(address(app), catalog, en).slides) == 4
    app.button(key="deck-undo").click().run()
    app.button(key="deck-undo").click().run()
    assert address(app) == "five"
    assert not app.exception


def test_own_words_move_with_their_slide_and_stay_out_of_the_address(catalog: Catalog, en: Lang) -> None:
    app = run(deck="five")
    app.text_input(key="own-title-0-0").input("Our school").run()
    app.text_area(key="own-note-0-0").input("Ask Maria first").run()
    assert "Our school" in text_of(app)
    app.button(key="deck-down-0").click().run()
    assert "Our" not in str(app.query_params) and "Maria" not in str(app.query_params)
    assert (app.text_area(key="own-note-1-0").value, app.text_area(key="own-note-1-1").value) == ("", "Ask Maria first")


def test_a_deck_of_an_older_edition_opens_and_says_what_changed(en: Lang) -> None:
    app = run(deck="ladder!0000*split")
    assert text_of(app).count(en.t("Shows something else than when the deck was made.")) == 1


@pytest.mark.parametrize("stage", ["", "true"])
@pytest.mark.parametrize("text", ["nothing", "*", "ladder~kind.castles", "<script>alert(1)</script>*split", "ladder!zzzz" * 900])
def test_a_mangled_deck_gives_at_most_one_polite_message(text: str, stage: str) -> None:
    app = run(deck=text, stage=stage)
    assert not app.exception
    assert len(notices(app)) <= 1
    assert "<script>alert" not in html_of(app)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(
    text=st.from_regex(
        r"(ladder|split|map|x)(![0-9a-f]{0,5})?(~(kind|from|claim|page|stage|deck)\.[^*]{0,9}){0,3}(\*.{0,20})?", fullmatch=True
    )
)
def test_no_deck_address_breaks_the_page(text: str) -> None:
    app = run(deck=text)
    assert not app.exception
    assert len(notices(app)) <= 1


@pytest.mark.parametrize("raw", [None, 3, {"a": 1}, [1, 2], [["a"] * 9, None, [None, 5]], [["x" * 9000, "", ""]] * 200])
def test_whatever_a_browser_kept_becomes_short_words(raw: object) -> None:
    found = decks.clean(raw)
    assert len(found) <= rules.MOST_SLIDES
    assert all(len(row) == 3 and all(isinstance(text, str) and len(text) <= rules.MOST_TEXT for text in row) for row in found)


SLIDES = st.recursive(st.none() | st.text(max_size=9) | st.integers(), lambda inner: st.lists(inner, max_size=3))


@settings(max_examples=60)
@given(raw=st.binary(max_size=200) | SLIDES.map(lambda slides: dumps({"format": "aidlens-deck", "slides": slides}).encode()))
def test_no_file_raises_anything_but_the_polite_refusal(raw: bytes, catalog: Catalog, en: Lang) -> None:
    try:
        found = rules.from_file(raw, catalog, en)
    except DeckError as error:
        assert "AidLens" in str(error)
    else:
        assert len(found.slides) <= rules.MOST_SLIDES
