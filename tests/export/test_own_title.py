"""Your title and notes over a slide: they never push out the line of scope and limit, on whatever the slide is shown."""

from __future__ import annotations

import io

import pytest
from markupsafe import escape
from pptx import Presentation

from aidlens.catalog import Catalog
from aidlens.deck import Deck
from aidlens.exhibits import registry
from aidlens.export import handout, pptx, slides
from aidlens.i18n import Lang
from tests.export.decks import slide_of

OWN = "What we asked ourselves"


@pytest.mark.parametrize("key", [key for key in registry.BUILDERS if key not in ("map", "works")])
def test_the_scope_stays_under_an_own_title(key: str, catalog: Catalog, either: Lang) -> None:
    slide = slide_of(key, lang=either.code)
    own = type(slide)(slide.exhibit, slide.view, title=OWN)
    made = own.shown(catalog, either)
    stage = slides.shown(catalog, own, either, dark=False)
    assert stage.title == OWN and made.title in stage.subtitle and made.subtitle in stage.subtitle
    drawn = next(iter(list(Presentation(io.BytesIO(pptx.build(catalog, Deck((own,)), either))).slides)[1:]))
    words = " ".join(shape.text_frame.text for shape in drawn.shapes if shape.has_text_frame)
    notes = drawn.notes_slide.notes_text_frame.text
    assert drawn.shapes.title.text_frame.text == OWN
    assert made.subtitle[:60] in words
    assert made.subtitle in notes and made.title in notes
    page = handout.build(catalog, Deck((own,)), either)
    assert "".join(page.split('<p class="sub">')[1:2]).startswith(escape(made.subtitle))
