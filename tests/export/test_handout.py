"""The handout: each exhibit whole on a side, its own words, nothing from elsewhere; and the workbook of a deck's numbers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import MutableMapping
from dataclasses import replace
from typing import Any
from unicodedata import normalize
from urllib.parse import urlencode

import html5lib
import openpyxl
import pytest
from pypdf import PdfReader
from starlette.applications import Starlette

from aidlens.catalog import Catalog
from aidlens.deck import Deck, Slide, mark, ready, say
from aidlens.drawing.drawing import Text
from aidlens.exhibits import quoted_rows
from aidlens.exhibits.style import WALL, Canvas
from aidlens.export import chromium, deck_sheet, deck_text, handout
from aidlens.i18n import Lang
from aidlens.view import View
from aidlens.web import handout as route
from tests import loops
from tests.browser.find_chromium import find
from tests.export.decks import BASE, HOSTILE, slide_of, whole

SVG = "{http://www.w3.org/2000/svg}"


def test_it_is_sound_html_with_everything_a_reader_needs(catalog: Catalog, either: Lang) -> None:
    deck = ready(either)["class"]
    page = handout.build(catalog, deck, either, BASE)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    text = " ".join("".join(tree.itertext()).split())
    articles = tree.findall(".//article")
    assert len(articles) == len(deck.slides)
    for slide in deck.slides:
        shown = slide.shown(catalog, either)
        for said in (shown.title, say(catalog, slide, either), slide.question, catalog.publisher(shown.sources[0], either.code)):
            assert " ".join(said.split()) in text
    drawn = [slide for slide in deck.slides if slide.shown(catalog, either).draw is not None]
    assert len(tree.findall(f".//div[@class='code']/{SVG}svg")) == len(deck.slides)
    assert len(tree.findall(f".//div[@class='pic']/{SVG}svg")) == len(drawn) > 2
    assert all(article.find(".//table/caption") is not None for article in articles)


def test_a_slide_with_nothing_safe_to_say_says_nothing(catalog: Catalog, either: Lang) -> None:
    page = handout.build(catalog, Deck((slide_of("map"),)), either, BASE)
    assert either.t("What can safely be said") not in page


def test_nothing_is_asked_of_another_place(catalog: Catalog, en: Lang) -> None:
    page = handout.build(catalog, whole(), en, BASE)
    assert not re.search(r"<(link|script|img|iframe|object|embed)\b|\bsrc=|url\((?!#)|@import", page)


def test_cells_are_the_tables(catalog: Catalog, en: Lang) -> None:
    for slide in whole().slides:
        shown = slide.shown(catalog, en)
        tree = html5lib.parse(handout.build(catalog, Deck((slide,)), en), namespaceHTMLElements=False)
        rows = [["".join(cell.itertext()) for cell in row] for row in tree.findall(".//tbody/tr")]
        table = [[deck_text.cut(str(text), handout.MOST_CELL) for text in row] for row in shown.table().to_numpy().tolist()]
        assert rows
        assert all(row in table for row in rows), slide.exhibit
        said = "".join(tree.itertext())
        assert ("more row" in said) == (len(rows) < len(shown.data)), slide.exhibit


def test_the_open_part_is_hatched(catalog: Catalog, en: Lang) -> None:
    page = handout.build(catalog, Deck((Slide("split", View(page="spending")),)), en)
    assert page.count("<pattern ") == 1 == page.count('fill="url(#')


@pytest.mark.parametrize("exhibit", ["ladder", "split", "over-time", "values", "growth", "map", "timeline"])
def test_the_picture_is_the_exhibits_drawing_in_light_colours(exhibit: str, catalog: Catalog, either: Lang) -> None:
    slide = slide_of(exhibit)
    item = slide.shown(catalog, either)
    drawing = item.drawing(Canvas(WALL, either))

    def picture(base: str) -> Any:
        tree = html5lib.parse(handout.build(catalog, Deck((slide,)), either, base), namespaceHTMLElements=False)
        return tree.find(f".//div[@class='pic']/{SVG}svg")

    svg = picture(BASE)
    assert [found.text for found in (svg.find(f"{SVG}title"), svg.find(f"{SVG}desc"))] == [item.title, item.alt]
    assert {link.get("href") for link in svg.findall(f".//{SVG}a")} == {BASE + link.href for link in drawing.links}
    assert all("@media screen" not in (style.text or "") for style in svg.iter(f"{SVG}style")), "paper is light"
    said = " ".join("".join(found.itertext()) for found in svg.findall(f".//{SVG}text"))
    assert all("".join(run.words for run in line) in said for mark in drawing.items if isinstance(mark, Text) for line in mark.lines)
    # As wide as the paper, it has type of at least seven points.
    least = min(mark.size for mark in drawing.items if isinstance(mark, Text))
    assert least * 182 / drawing.width * 72 / 25.4 >= 7
    assert picture("").findall(f".//{SVG}a") == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_words_stay_words(text: str, catalog: Catalog, en: Lang) -> None:
    own = Slide("split", View(page="spending"), title=text, note=text, question=text)
    page = handout.build(catalog, Deck((own,)), en, BASE)
    page.encode("utf-8")
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert tree.findall(".//script") == []
    assert deck_text.one_line(text)[:40] in "".join(tree.find(".//h2").itertext())


# ── served ──


def ask(query: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and text of the route's answer, asked as a server would."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/plain/handout",
        "raw_path": b"/plain/handout",
        "query_string": query.encode("ascii"),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in ({"host": "127.0.0.1:8501"} | headers).items()],
        "scheme": "http",
        "server": ("127.0.0.1", 8501),
        "root_path": "",
    }
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    loops.run(Starlette(routes=route.routes())(scope, receive, send))
    body = b"".join(item.get("body", b"") for item in sent)
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}, body.decode("utf-8")


def test_it_is_served_in_the_readers_language() -> None:
    status, headers, text = ask("deck=five&lang=it", host="aidlens.example.org")
    assert status == 200
    assert headers["content-type"].startswith("text/html")
    assert '<html lang="it">' in text
    assert "http://aidlens.example.org/?lang=it" in text
    alone = ask("deck=five&lang=it", host="127.0.0.1:8501")[2]
    assert "127.0.0.1" not in alone and 'class="code"' not in alone, "nobody else reaches that name"
    assert ask("", accept_language="it-IT,it;q=0.9")[1]["content-language"] == "it"
    assert ask("deck=five&lang=it", if_none_match=headers["etag"], host="aidlens.example.org")[0] == 304


@pytest.mark.parametrize("deck", ["", "*", "castle", "split!zzzz~basis.gold", "<script>", "\0", "ladder*" * 900])
def test_a_strange_deck_gets_a_page(deck: str) -> None:
    status, _, text = ask(urlencode({"deck": deck, "lang": "en"}))
    assert status == 200
    assert "<script" not in text


@pytest.mark.parametrize("host", ["x y", "[", "a.org:99999", "<b>"])
def test_a_strange_host_gets_a_page_without_codes(host: str) -> None:
    status, _, text = ask("deck=five&lang=en", host=host)
    assert status in (200, 400)
    assert "<b>:" not in text


@pytest.mark.browser
def test_each_exhibit_is_whole_on_a_side(catalog: Catalog, either: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", find() or "")
    for name, deck in ready(either).items():
        made = PdfReader(io.BytesIO(chromium.pdf(handout.build(catalog, deck, either, BASE), either)))
        assert made.trailer["/Root"]["/MarkInfo"]["/Marked"], "tagged"
        assert {tuple(round(float(length) / 72 * 25.4) for length in side.mediabox[2:]) for side in made.pages} == {(210, 297)}, "A4"
        sides = [" ".join(normalize("NFKC", side.extract_text()).split()) for side in made.pages]
        assert len(sides) <= len(deck.slides), name
        # Between its number and the next one's, no exhibit goes over to another side.
        live = either.t("Live view: {path}", path=BASE)
        heads = [
            f"{place}. {' '.join(deck_text.title_of(slide, slide.shown(catalog, either)).split())[:24]}"
            for place, slide in enumerate(deck.slides, 1)
        ]
        for side in sides:
            assert sum(head in side for head in heads) == side.count(live) > 0, name


# ── the workbook ──


def test_the_workbook_holds_words_and_numbers_of_every_exhibit(catalog: Catalog, either: Lang) -> None:
    deck = whole()
    book = openpyxl.load_workbook(io.BytesIO(deck_sheet.build(catalog, deck, either)))
    contents, *sheets, words = book.worksheets
    assert len(sheets) == len(deck.slides)
    said = {quote.quote for slide in deck.slides for quote in quoted_rows.of_exhibit(catalog, slide.shown(catalog, either))}
    assert said and {row[0] for row in words.iter_rows(min_row=2, values_only=True)} == said, "the pages' own words go along"
    for slide, sheet, line in zip(deck.slides, sheets, contents.iter_rows(min_row=5), strict=True):
        shown = slide.shown(catalog, either)
        data = shown.data
        assert line[2].value == shown.title
        assert line[3].value == say(catalog, slide, either)
        assert sheet.max_row == len(data) + 1
        assert sheet.freeze_panes == "B2"
        place = 0
        for column in shown.columns:
            found = [sheet.cell(row, place + 1).value or "" for row in range(2, len(data) + 2)]
            assert found == list(data[column.key].astype(str)), (slide.exhibit, column.key)
            place += 1
            if column.value:
                numbers = [sheet.cell(row, place + 1).value for row in range(2, len(data) + 2)]
                assert numbers == [None if value != value else pytest.approx(value) for value in data[column.value]], slide.exhibit
                place += 1


def test_its_strings_are_never_formulas_and_its_bytes_are_the_same(catalog: Catalog, en: Lang) -> None:
    deck = Deck((Slide("split", View(page="spending"), title="=1+1"), Slide("works", View(page="works"))))
    first = deck_sheet.build(catalog, deck, en)
    assert deck_sheet.build(catalog, deck, en) == first
    book = openpyxl.load_workbook(io.BytesIO(first))
    assert book.worksheets[0]["C5"].value == "=1+1"
    assert book.worksheets[0]["C5"].data_type == "s"
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]


def test_a_deck_of_an_older_edition_says_what_has_changed(catalog: Catalog, en: Lang) -> None:
    kept, changed = Slide("split", View(page="spending")), Slide("oda", View(page="spending"), mark="0000")
    page = handout.build(catalog, Deck((replace(kept, mark=mark(catalog, kept)), changed)), en)
    assert "has changed what these slides show: 2." in page
