"""Decks as PowerPoint: what is on the slides equals the exhibits, and everything is described."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Pt

from aidlens.catalog import Catalog
from aidlens.deck import Deck, Slide, ready, say
from aidlens.exhibits import registry
from aidlens.export import deck_text, pptx
from aidlens.i18n import Lang
from aidlens.view import View
from tests.export.decks import BASE, slide_of


def parts(show: Any, exhibit: str, catalog: Catalog, en: Lang) -> list[Any]:
    """The slides of an exhibit: its title, and that title continued."""
    title = slide_of(exhibit).built(catalog, en).title
    return [slide for slide in show.slides if slide.shapes.title.text_frame.text in (title, f"{title} (continued)")]


def charts(slides: list[Any]) -> list[Any]:
    return [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]


def rows(slides: list[Any]) -> list[list[str]]:
    """The body rows of the tables on some slides, in order."""
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for table in tables for row in list(table.rows)[1:]]


def cells(chart: Any) -> list[list[Any]]:
    """The cells of the workbook inside a chart."""
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def shapes(slide: Any) -> list[Any]:
    found = []
    for shape in slide.shapes:
        found.append(shape)
        found += list(shape.shapes) if shape.shape_type == 6 else []
    return found


# ── words ──


def test_no_slide_cuts_what_its_picture_is_and_how_far_it_reaches(catalog: Catalog, either: Lang) -> None:
    """The line under a title says what a mark is and that it measures the search: it is never cut, and large enough to be read."""
    deck = Deck(tuple(slide_of(key) for key in registry.BUILDERS))
    show = Presentation(io.BytesIO(pptx.build(catalog, deck, either)))
    told = {frame.text: frame.paragraphs[0].runs[0].font.size for slide in show.slides for frame in subtitles(slide)}
    for slide in deck.slides:
        item = slide.built(catalog, either)
        assert told[item.subtitle] >= Pt(14), item.id


def subtitles(slide: Any) -> list[Any]:
    return [shape.text_frame for shape in slide.shapes if shape.name == "Subtitle"]


# ── values ──


@pytest.mark.parametrize("exhibit", list(registry.BUILDERS))
def test_every_exhibit_has_a_slide_with_a_native_object(exhibit: str, show: Any, catalog: Catalog, en: Lang) -> None:
    slides = parts(show, exhibit, catalog, en)
    assert slides
    for slide in slides:
        kinds = {shape.shape_type for shape in slide.shapes}
        assert any(shape.has_chart or shape.has_table for shape in slide.shapes) or 6 in kinds, exhibit
        assert [shape.name for shape in slide.shapes if shape.shape_type == 13] == ["QR"]


def test_a_claim_in_front_stands_alone(catalog: Catalog, en: Lang) -> None:
    """A slide that asks about one claim shows that claim's marks and numbers, large, and what can safely be said of it."""
    asked = slide_of("ladder", claim="hospitals")
    made = Presentation(io.BytesIO(pptx.build(catalog, Deck((asked,)), en, BASE)))
    (slide,) = list(made.slides)[1:]
    (drawn,) = [shape for shape in slide.shapes if shape.shape_type == 6]
    row = next(row for row in asked.built(catalog, en).data.to_dict("records") if row["claim"] == "hospitals")
    title = slide.shapes.title.text_frame.text
    assert title == asked.shown(catalog, en).title != asked.built(catalog, en).title
    assert row["official_said"] in title and row["traced_text"] in title
    said = [shape.text_frame.text for shape in drawn.shapes if shape.has_text_frame]
    for number in (row["official_sum"], row["traced_text"], row["counted_words"]):
        assert number in said
    assert row["words"] in " ".join(said), "what the article says"
    others = [item["name"] for item in asked.built(catalog, en).data.to_dict("records") if item["claim"] != "hospitals"]
    assert not [name for name in others if name in " ".join(said)]
    assert drawn.width > 0.8 * made.slide_width
    (safe,) = [shape.text_frame.text for shape in slide.shapes if shape.name == "Said"]
    assert safe.endswith(say(catalog, asked, en)) and say(catalog, asked, en)


@pytest.mark.parametrize("exhibit", ["programmes", "chain", "works", "references"])
def test_tables_hold_the_exhibits_own_cells(exhibit: str, show: Any, catalog: Catalog, en: Lang) -> None:
    shown = slide_of(exhibit).built(catalog, en)
    slides = parts(show, exhibit, catalog, en)
    found = rows(slides)
    keys = [column.key for column in shown.columns]
    said = " ".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)
    if left := len(keys) - len(found[0]):
        # Where all columns would not stand on one slide those stand there that say the most, and the others are counted.
        keys = [key for key in keys if key in shown.wall_columns[: len(found[0])]]
        assert f"{left} columns more on the page" in said
    table = [list(map(str, row)) for row in shown.data[keys].to_numpy().tolist()]
    assert 0 < len(found) <= len(table)
    assert found == table[: len(found)]
    rest = len(table) - len(found)
    assert (f"{rest} more row" in said) == (rest > 0)


@pytest.mark.parametrize("exhibit", ["split", "account", "oda", "values"])
def test_bars_hold_the_exhibits_values_in_chart_and_workbook(exhibit: str, show: Any, catalog: Catalog, en: Lang) -> None:
    shown = slide_of(exhibit).built(catalog, en)
    expected = [float(value) for value in shown.data["value"]]
    found = charts(parts(show, exhibit, catalog, en))
    assert [value for chart in found for value in chart.plots[0].series[0].values] == expected
    assert [row[1] for chart in found for row in cells(chart)[1:]] == expected


@pytest.mark.parametrize("exhibit", ["ladder", "short-ladder", "counts", "became", "verdicts"])
def test_a_picture_without_axes_stands_on_one_slide_with_its_numbers(exhibit: str, show: Any, catalog: Catalog, en: Lang) -> None:
    (slide,) = parts(show, exhibit, catalog, en)
    (group,) = [shape for shape in slide.shapes if shape.shape_type == 6]
    said = " ".join(" ".join(shape.text_frame.text for shape in group.shapes if shape.has_text_frame).split())
    shown = slide_of(exhibit).built(catalog, en)
    assert _descr(group) == shown.alt[:1999] + ("…" if len(shown.alt) > 2000 else shown.alt[1999:])
    wanted = {
        "ladder": lambda row: (row["name"], row["official_sum"], row["traced_text"]),
        "short-ladder": lambda row: (row["name"],),
        "counts": lambda row: (row["name"], row["works_text"]),
        "became": lambda row: (row["works_text"],) if not row["state"] else (row["state_name"],),
        "verdicts": lambda row: (row["verdict_name"],),
    }[exhibit]
    for row in shown.data.to_dict("records"):
        assert all(words in said for words in wanted(row)), row


def test_what_is_not_broken_down_is_hatched(show: Any, catalog: Catalog, en: Lang) -> None:
    for exhibit in ("split", "account"):
        (chart,) = charts(parts(show, exhibit, catalog, en))
        families = list(slide_of(exhibit).built(catalog, en).data["family"])
        for place, family in enumerate(families):
            kind = chart.plots[0].series[0].points[place].format.fill.type
            assert (kind == 2) == (not family), (exhibit, place)


def test_lower_bounds_are_said_in_the_labels(catalog: Catalog, en: Lang) -> None:
    raw = pptx.build(catalog, Deck((slide_of("split", basis="euros"),)), en)
    (chart,) = charts(list(Presentation(io.BytesIO(raw)).slides)[1:])
    assert chart.plots[0].series[0].points[0].data_label.text_frame.text.startswith("over 15")


@pytest.mark.parametrize("exhibit", ["over-time", "growth", "in-scale"])
def test_points_hold_the_exhibits_values(exhibit: str, show: Any, catalog: Catalog, en: Lang) -> None:
    data = slide_of(exhibit).built(catalog, en).data
    (chart,) = charts(parts(show, exhibit, catalog, en))
    drawn = [series for series in chart.plots[0].series if "step by step" not in series.name]
    path = "x" if exhibit == "in-scale" else "y"
    found = [float(value) for series in drawn for value in series._element.xpath(f"c:{path}Val//c:pt/c:v/text()")]
    assert sorted(found) == sorted(float(value) for value in data["value"])
    book = [value for row in cells(chart) for value in row if isinstance(value, (int, float))]
    assert set(found) <= set(map(float, book))


def test_the_timeline_has_a_mark_an_event(show: Any, catalog: Catalog, en: Lang) -> None:
    data = slide_of("timeline").built(catalog, en).data
    (slide,) = parts(show, "timeline", catalog, en)
    marks = [_descr(shape) for shape in shapes(slide)]
    for row in data.to_dict("records"):
        assert any(row["title"] in words_ for words_ in marks), row["event"]


# ── words ──


def _descr(shape: Any) -> str:
    return str(next(shape._element.iter("{*}cNvPr")).get("descr", ""))


def test_every_object_has_alternative_text(show: Any) -> None:
    for number, slide in enumerate(show.slides, 1):
        for shape in [*shapes(slide), *slide.notes_slide.shapes]:
            assert _descr(shape).strip(), (number, shape.name)


def test_notes_say_the_safe_sentence_the_question_and_the_sources(catalog: Catalog, either: Lang) -> None:
    deck = ready(either)["class"]
    slides = list(Presentation(io.BytesIO(pptx.build(catalog, deck, either, BASE))).slides)[1:]
    own = [slide for slide in slides if either.t("{title} (continued)", title="") not in slide.shapes.title.text_frame.text]
    assert len(own) == len(deck.slides)
    for slide, made_of in zip(own, deck.slides, strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        shown = made_of.built(catalog, either)
        assert say(catalog, made_of, either) in notes
        assert made_of.question in notes
        assert all(caveat in notes for caveat in shown.caveats)
        first = catalog.row("sources", shown.sources[0])
        assert catalog.publisher(first["id"], either.code) in notes and str(first["url"]) in notes
        assert BASE + deck_text.path_of(made_of, either) in notes
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert any(shown.source_line[:40] in text for text in texts)
        assert made_of.question in texts


def test_own_words_stand_on_the_slide_and_in_the_notes(catalog: Catalog, en: Lang) -> None:
    own = Slide("split", View(page="spending"), title="What nobody itemised", note="Pause here.\nThen ask.")
    slide = list(Presentation(io.BytesIO(pptx.build(catalog, Deck((own,)), en))).slides)[1]
    assert slide.shapes.title.text_frame.text == "What nobody itemised"
    notes = slide.notes_slide.notes_text_frame.text
    assert notes.startswith("Pause here.")
    assert own.built(catalog, en).title in notes


def test_without_a_site_there_is_no_address_and_no_code(catalog: Catalog, en: Lang) -> None:
    for slide in Presentation(io.BytesIO(pptx.build(catalog, Deck((slide_of("split"),)), en))).slides:
        assert not [shape for shape in slide.shapes if shape.shape_type == 13]
        shapes = [*slide.shapes, *slide.notes_slide.shapes]
        assert not [shape.text_frame.text for shape in shapes if shape.has_text_frame and "lang=en" in shape.text_frame.text]


def test_a_changed_slide_is_named(catalog: Catalog, en: Lang) -> None:
    old = Slide("split", View(page="spending"), mark="0000")
    first = next(iter(Presentation(io.BytesIO(pptx.build(catalog, Deck((old,)), en))).slides))
    assert any("has changed what these slides show: 1." in shape.text_frame.text for shape in first.shapes if shape.has_text_frame)


@pytest.mark.parametrize(
    "base", ["javascript:alert(1)", "aidlens.org", "https://", "https://x.org/?a=b", "http://x.org:99999", "file:///etc"]
)
def test_an_address_that_is_none_is_refused_in_one_sentence(base: str, catalog: Catalog, en: Lang) -> None:
    with pytest.raises(deck_text.BaseError, match="must begin with http"):
        pptx.build(catalog, Deck(), en, base)
