"""Files to take away carry the pages' own words for the rows they show, and say whose those words are."""

from __future__ import annotations

import io
import zipfile
from html import unescape

import openpyxl
from pptx import Presentation

from aidlens.catalog import Catalog
from aidlens.deck import Deck, Slide
from aidlens.exhibits import evidence, registry
from aidlens.export import archive, handout, pptx, sheets
from aidlens.i18n import Lang
from aidlens.view import View
from tests import tables

WORK = "school-siawushan-2010"


def words_of(catalog: Catalog, table: str, key: str) -> list[str]:
    return [row["quote"] for row in tables.read(catalog.root, "quotes") if (row["table"], row["row"]) == (table, key)]


def quoted(book: bytes, lang: Lang) -> list[tuple[str, str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(book))[lang.t("Quotes")]
    head, *rows = sheet.iter_rows(values_only=True)
    return [(str(row[head.index("row")]), str(row[head.index("quote")])) for row in rows]


def test_workbooks_carry_the_words_of_their_rows(catalog: Catalog, either: Lang) -> None:
    view = View(page="works", q="siawushan", lang=either.code)
    found = quoted(sheets.works(catalog, view, either), either)
    assert [text for key, text in found if key == WORK] == words_of(catalog, "works", WORK) != []
    item = registry.build("account", catalog, View(lang=either.code), either)
    found = quoted(sheets.exhibit(catalog, item, either), either)
    assert found == [(key, text) for key in item.data["observation"] for text in words_of(catalog, "observations", key)] != []
    notes = openpyxl.load_workbook(io.BytesIO(sheets.exhibit(catalog, item, either)))[either.t("Notes")]
    assert evidence.rights(either) in [cell.value for (cell,) in notes.iter_rows()]


def test_the_notes_of_a_slide_and_the_handout_quote_the_pages(catalog: Catalog, either: Lang) -> None:
    deck = Deck((Slide("account", View(page="spending")),))
    shown = deck.slides[0].shown(catalog, either)
    words = [text for key in shown.data["observation"] for text in words_of(catalog, "observations", key)]
    notes = Presentation(io.BytesIO(pptx.build(catalog, deck, either))).slides[1].notes_slide.notes_text_frame.text
    for text in words:
        assert f"«{text}»" in notes
    assert evidence.rights(either) in notes
    page = unescape(handout.build(catalog, deck, either))
    assert 0 < page.count("<q ") <= handout.MOST_SOURCES
    assert words[0] in page and evidence.rights(either) in page


def test_the_package_holds_the_quotes_and_says_whose_they_are(catalog: Catalog) -> None:
    kept = zipfile.ZipFile(io.BytesIO(archive.package(catalog)))
    assert len(archive.table(catalog, "quotes").splitlines()) == len(catalog.quotes) + 1
    assert kept.read("quotes.csv") == archive.table(catalog, "quotes")
    assert "quotes.csv are the publishers' words" in kept.read("LICENSE.txt").decode()
