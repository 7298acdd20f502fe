"""Our sum of clinics and hospitals: wherever its number stands, on any channel and in any language, the words of its parts stand too."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from aidlens import deck as decks
from aidlens import story
from aidlens.catalog import Catalog
from aidlens.deck import Deck, Slide
from aidlens.drawing.drawing import Drawing, Text
from aidlens.exhibits import evidence, ladder, registry
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.style import THEMES, Canvas
from aidlens.export import deck_sheet, handout, pptx, sheets
from aidlens.i18n import Lang
from aidlens.pagebook import book
from aidlens.ui import html, slides
from aidlens.view import View
from aidlens.web import api_rows, card_picture, cards, plain_content

SUM = "health-facilities-prt-herat-2014-03-25-derived"
PARTS = {"en": "44 outpatient clinics and 2 hospitals", "it": "44 poliambulatori e 2 ospedali"}
NUMBER = 4646  # a number that stands nowhere else
SAID = re.compile(r"4[.,]?646(?!\d)")


@pytest.fixture(scope="module")
def marked(catalog: Catalog) -> Catalog:
    """The record with another number for our sum, so that it can be found in any text."""
    frame = catalog.observations.copy()
    frame.loc[frame["id"] == SUM, "value"] = NUMBER
    return replace(catalog, tables={**catalog.tables, "observations": frame})


def views(key: str, lang: Lang) -> list[View]:
    """The exhibit as it is, and in the view that brings our sum out where it has one."""
    whole = View(page=book.home(key), lang=lang.code)
    more = {"values": {"measure": ("health-structures",)}, "ladder": {"claim": "hospitals"}, "short-ladder": {"claim": "hospitals"}}
    return [whole, whole.having(**more[key])] if key in more else [whole]


def texts(exhibit: Exhibit, lang: Lang) -> Iterator[tuple[str, str]]:
    """(channel, text) of every form of an exhibit that stands by itself."""
    yield "title", exhibit.title
    yield "alt", exhibit.alt
    yield "table", html.table(exhibit)
    yield "csv", exhibit.csv().decode()
    for row in exhibit.table().to_dict("records"):
        yield "row", " ".join(map(str, row.values()))
    for row in csv.DictReader(io.StringIO(exhibit.csv().decode())):
        yield "csv row", " ".join(row.values())
    if exhibit.draw is not None and SAID.search(exhibit.data.to_csv()):  # a figure draws its table, and drawing takes time
        for theme, narrow in (("light", False), ("light", True), ("projector", False)):
            drawing = exhibit.drawing(Canvas(THEMES[theme], lang, narrow))
            yield f"drawing {theme} {narrow}", words(drawing)
            for link in drawing.links:
                yield f"pointer {theme} {narrow}", link.name


def words(drawing: Drawing) -> str:
    """What stands in a drawing, lines joined."""
    return " ".join(item.plain for item in drawing.parts if isinstance(item, Text))


def spoken(slide: Any) -> str:
    """Every word of a slide of a presentation, with notes and descriptions."""
    found = [slide.notes_slide.notes_text_frame.text]
    for shape in slide.shapes:
        found.append(next(shape._element.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr")).get("descr", ""))
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
        if shape.has_chart:
            found += shape.chart._chartSpace.xpath(".//a:t/text()")
    return "\n".join(found)


def told(channel: str, text: str, lang: Lang) -> None:
    for found in SAID.finditer(text):
        assert PARTS[lang.code] in text, f"{channel}: …{text[max(0, found.start() - 60) : found.end() + 60]}…"


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_the_sum_never_stands_without_its_parts(key: str, marked: Catalog, either: Lang) -> None:
    """Every form of every exhibit."""
    frame = plain_content.frame_of(marked, either)
    for view in views(key, either):
        slide = Slide(key, view)
        for channel, text in texts(slide.shown(marked, either), either):
            told(f"{key} {channel}", text, either)
        told("plain", plain_content.of_exhibit(frame, key, view.without_evidence).body, either)
        told("say", decks.say(marked, slide, either), either)
        if SAID.search(slide.built(marked, either).csv().decode()):
            stage = slides.shown(marked, slide, either, dark=False)
            assert stage.drawing is not None
            told("stage", f"{stage.title} {stage.subtitle} {stage.said} {stage.exhibit.alt}", either)
            told("stage figure", words(stage.drawing), either)


@pytest.mark.parametrize("key", ["ladder", "values", "short-ladder"])
def test_the_sum_has_its_parts_in_files(key: str, marked: Catalog, either: Lang) -> None:
    """Slides, handout, sheets and cards."""
    deck = Deck(tuple(Slide(key, view) for view in views(key, either)))
    for place, slide in enumerate(list(Presentation(io.BytesIO(pptx.build(marked, deck, either))).slides)):
        told(f"pptx {place}", spoken(slide), either)
    for part in handout.build(marked, deck, either).split("<article")[1:]:
        told("handout", part, either)
    for workbook in (
        deck_sheet.build(marked, deck, either),
        *(sheets.exhibit(marked, slide.built(marked, either), either) for slide in deck.slides),
    ):
        for sheet in openpyxl.load_workbook(io.BytesIO(workbook)).worksheets:
            for row in sheet.iter_rows(values_only=True):
                told(f"xlsx {sheet.title}", " ".join(str(cell) for cell in row if cell is not None), either)
    card = cards.of_exhibit(marked, key, View(lang=either.code), either)
    laid = card_picture.laid_out(card.item, either, 350) if card.item and card.item.draw else None
    told("card", " ".join([card.title, *card.lines, words(laid[0]) if laid else ""]), either)


def test_the_sum_has_its_parts_on_pages_and_in_evidence(marked: Catalog, either: Lang) -> None:
    frame, live = plain_content.frame_of(marked, either), plain_content.frame_of(marked, either, live=True)
    for view in (
        View(lang=either.code),
        View(claim="hospitals"),
        View(obs=SUM),
        View(page="disagreements", measure=("health-structures",)),
    ):
        told("plain", plain_content.of_view(frame, view).body, either)
        told("first paint", plain_content.of_view(live, view).body, either)
    for view in (View(claim="hospitals"), View(obs=SUM), View(source="adnkronos-2014-03-25")):
        found = evidence.of_view(marked, view, either)
        assert found is not None
        told("evidence", f"{found.title} {found.lead} " + " ".join(fact.text for fact in found.facts), either)
        for section in found.sections:
            for item in section.facts:
                told("evidence", item.text, either)
    assert PARTS[either.code] in evidence.of_observation(marked, View(obs=SUM), either).lead
    told("headline", ladder.headline(marked, View(), either), either)
    tale = story.read(marked, View(page="story"), either)
    assert tale is not None


def test_the_api_words_hold_the_parts(catalog: Catalog) -> None:
    count = api_rows.rows(catalog, "claims")["hospitals"]["official_count"]
    number = api_rows.rows(catalog, "observations")[SUM]["quantity"]
    for code, words in PARTS.items():
        assert count[f"words_{code}"] == number[f"words_{code}"] == f"46 ({words})"
