"""The way of one number, as docs/architecture.md tells it: every station is there, and the number is the same at each."""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path

import openpyxl
from pptx import Presentation

from aidlens.catalog import Catalog, site_dir
from aidlens.deck import Deck, Slide
from aidlens.drawing.drawing import Text
from aidlens.drawing.svg import svg
from aidlens.exhibits import ladder, ladder_figure, ladder_marks
from aidlens.exhibits.style import LIGHT, Canvas
from aidlens.export import pptx, sheets
from aidlens.i18n import Lang
from aidlens.measures import claims, steps, works
from aidlens.public_copy import public_copy
from aidlens.view import View
from aidlens.web import card_picture, cards, plain_content, plain_parts
from tests import tables

PAGE = site_dir() / "docs" / "architecture.md"
STATION = re.compile(r"^\| `([\w/]+\.py)` \| `(\w+)` \|", re.MULTILINE)


def stations() -> list[tuple[str, str]]:
    return STATION.findall(PAGE.read_text(encoding="utf-8"))


def test_every_station_is_there() -> None:
    assert len(stations()) == 12
    for file, function in stations():
        tree = ast.parse((site_dir() / "src" / "aidlens" / file).read_text(encoding="utf-8"))
        assert function in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, f"{file}: no {function}"


def test_the_number_is_the_same_at_every_station(data_dir: Path, catalog: Catalog, en: Lang) -> None:
    files = Catalog.read(data_dir)
    shown = public_copy(files)
    assert set(shown.works["id"]) < {row["id"] for row in tables.read(data_dir, "works")}
    traced = steps.parts(shown, "schools", works.select(shown, View(done="all")))["traced"]
    view = View(page="overview", lang="en")
    step = claims.ladder(catalog, "schools", view).steps["traced"]
    assert set(step.works) == set(traced["id"])
    number = en.number(int(step.units.value or 0))

    item = ladder.build(catalog, view, en)
    row = next(row for row in item.data.to_dict("records") if row["claim"] == "schools")
    assert row["traced_text"] == number

    canvas = Canvas(LIGHT, en)
    ladder_of = claims.ladder(catalog, "schools", view)
    marked = ladder_marks.marked_of(catalog, ladder_of, view, en)
    assert sum(batch.units for batch in marked.batches if batch.known != "bulk") == step.units.value
    drawing = ladder_figure.draw([row], {"schools": marked}, canvas)
    assert number in [text.plain for text in drawing.parts if isinstance(text, Text)]
    assert f">{number}<" in svg(drawing, name="a", title="t", description="d")

    frame = plain_content.frame_of(catalog, en)
    plain = "".join(plain_parts.exhibit(frame, "ladder", item, ""))
    assert f">{number}<" in plain.split("<table")[0] and f">{number}<" in plain.split("<tbody>")[1].split("</tr>")[0]

    deck = Deck((Slide("ladder", view.having(claim="schools")),))
    slides = Presentation(io.BytesIO(pptx.build(catalog, deck, en))).slides
    groups = [shape for slide in slides for shape in slide.shapes if shape.shape_type == 6]
    assert number in [shape.text_frame.text for group in groups for shape in group.shapes if shape.has_text_frame]

    laid = card_picture.laid_out(cards.of_exhibit(catalog, "ladder", view, en).item or item, en, 350)
    assert laid is not None and number in [text.plain for text in laid[0].parts if isinstance(text, Text)]
    book = openpyxl.load_workbook(io.BytesIO(sheets.exhibit(catalog, item, en)))
    cells = [str(cell) for page in book.worksheets[:3] for line in page.iter_rows(values_only=True) for cell in line]
    assert number in cells
