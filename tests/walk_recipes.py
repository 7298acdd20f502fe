"""Walks a tree in which the recipes of CONTRIBUTING have been followed: the kind of work "fountain", a number and its source, the page
"states" and its exhibit must be in every channel.
"""

from __future__ import annotations

import csv
import io

from PIL import Image
from pptx import Presentation
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from aidlens import cli
from aidlens.catalog import site_dir
from aidlens.deck import Deck, Slide
from aidlens.exhibits import registry
from aidlens.export import handout, pptx, sheets
from aidlens.i18n import lang
from aidlens.pagebook import book
from aidlens.pagebook.scenes import told
from aidlens.view import View
from aidlens.web import api, cards, lost, plain
from tests import messages, shipped
from tests.pages.test_overview import text_of
from tests.web.asking import Client


def main() -> None:
    """Follows every recipe to its end."""
    assert list(messages.missing()) == []
    assert cli.main(["ids"]) == 0 and cli.main(["check"]) == 0
    rows()
    pages()
    scenes()


def scenes() -> None:
    """Raises AssertionError where the new scene is not told, live and plain."""
    record, asked = shipped.catalog(), Client(Starlette(routes=plain.routes()))
    for code, words in (("en", "Roads: "), ("it", "Strade: ")):
        last = told(record, View(page="story", lang=code), lang(code))[-1]
        assert last.id == "roads" and last.text.startswith(words) and last.href.startswith("/map?")
        assert 'scene-roads"' in asked.request("GET", f"/plain/story?lang={code}").text


def rows() -> None:
    """Raises AssertionError at the first channel that lacks the kind, its work, the number or its source."""
    record, asked = shipped.catalog(), Client(Starlette(routes=[*api.routes(), *plain.routes(), *lost.routes()]))
    view, _ = View.from_query({"kind": "fountain"}, record, "works")
    assert view.kind == ("fountain",)
    for code, kind, work in (("en", "Fountains", "A fountain in Herat"), ("it", "Fontane", "Una fontana a Herat")):
        words = lang(code)
        built = registry.build("counts", record, view.having(lang=code), words)
        assert list(built.data["works"]) == [1] and kind in built.picture(words)
        slide = Presentation(io.BytesIO(pptx.build(record, Deck((Slide("counts", view),)), words))).slides[1]
        drawn = [shape for group in slide.shapes if group.shape_type == 6 for shape in group.shapes if shape.has_text_frame]
        assert [shape.text_frame.text for shape in drawn].count(kind) == 1, [shape.text_frame.text for shape in drawn]
        assert kind in asked.request("GET", f"/api/v1/exhibits/counts.csv?kind=fountain&lang={code}").text
        shown = asked.request("GET", f"/plain/works?kind=fountain&lang={code}").text
        assert work in shown and kind in shown
        card = asked.request("GET", f"/plain/works/example-fountain?lang={code}").text
        assert work in card and "Example Press" in card
        assert "Example Press" in asked.request("GET", f"/plain/sources/example-source?lang={code}").text
    found = asked.request("GET", "/api/v1/works?kind=fountain").json()
    assert [row["id"] for row in found["items"]] == ["example-fountain"]
    number = asked.request("GET", "/api/v1/observations/example-fountains").json()
    assert (number["quantity"]["words_en"], number["quantity"]["words_it"]) == ("over 12", "oltre 12")


def pages() -> None:
    """Raises AssertionError at the first channel that lacks the page or the exhibit."""
    assert book.home("states") == "states" and list(registry.BUILDERS)[-1] == "states"
    record, asked = shipped.catalog(), Client(Starlette(routes=[*api.routes(), *plain.routes(), *lost.routes()]))
    for code in ("en", "it"):
        words = lang(code)
        item = registry.build("states", record, View(page="states", lang=code), words)
        name = book.PAGES["states"].name(words)
        told = asked.request("GET", f"/plain/states?lang={code}")
        assert told.status_code == 200 and f'<h1 class="al-p-h1">{name}</h1>' in told.text and item.title in told.text
        assert f">{name}</a>" in asked.request("GET", f"/plain/?lang={code}").text, "the menu"
        for folder in ("plain/exhibits", "embed"):
            shown = asked.request("GET", f"/{folder}/states?lang={code}")
            assert shown.status_code == 200 and item.title in shown.text and item.table().iloc[0, 0] in shown.text
        answer = asked.request("GET", f"/api/v1/exhibits/states?lang={code}").json()
        assert answer["title"] == item.title and len(answer["rows"]) == len(item.data) and answer["page"] == "states"
        rows = list(csv.DictReader(io.StringIO(asked.request("GET", f"/api/v1/exhibits/states.csv?lang={code}").text)))
        assert [int(row["works"]) for row in rows] == list(item.data["works"])
        assert "<svg" in item.picture(words)
        assert Image.open(io.BytesIO(cards.draw(cards.of_page(record, View(page="states", lang=words.code), words)))).size == (1200, 630)
        deck = Deck((Slide("states", View(page="states")),))
        slide = Presentation(io.BytesIO(pptx.build(record, deck, words))).slides[1]
        assert any(shape.has_chart for shape in slide.shapes)
        assert item.title in handout.build(record, deck, words) and sheets.exhibit(record, item, words)
        app = AppTest.from_file(str(site_dir() / "app.py"), default_timeout=90)
        app.query_params["lang"] = code
        live = app.run().switch_page("pages/states.py").run()
        assert not live.exception
        page = text_of(live)
        assert name in page and " ".join(item.title.split()) in page, page
    assert "/plain/states?" in asked.request("GET", "/sitemap.xml").text
    assert "/plain/exhibits/states?" in asked.request("GET", "/sitemap.xml").text


if __name__ == "__main__":
    main()
