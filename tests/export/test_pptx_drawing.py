"""Slides that are a drawing: every mark at its place with its words and its way to the live view, no words too small or over others."""

from __future__ import annotations

import io
from itertools import combinations
from typing import Any
from unittest import mock

import pytest
from pptx import Presentation
from pptx.util import Pt

from aidlens.catalog import Catalog
from aidlens.deck import Deck, Slide
from aidlens.drawing.drawing import Bar, Drawing, Link, Mark, Marks, Text
from aidlens.exhibits.style import SLIDE, Canvas
from aidlens.export import pptx, pptx_drawing, pptx_exhibits
from aidlens.export.pptx_drawing import paint_drawing
from aidlens.i18n import Lang
from aidlens.view import View
from tests.export.decks import BASE, whole

SLIDES = {
    "map": Slide("map", View(page="map")),
    "country": Slide("map", View(page="map", extent="country")),
    "schools": Slide("map", View(page="map", kind=("school",))),
    "asked": Slide("map", View(page="map"), title="Where are they? " * 9, question="Why does no mark stand on a building? " * 5),
    "timeline": Slide("timeline", View(page="story")),
    "months": Slide("timeline", View(page="story", first=2021, last=2021)),
}
MADE: dict[tuple[Slide, str, str], Any] = {}
DRAWN: dict[tuple[Slide, str, str], Drawing] = {}
LEAST = Pt(14)
GROUP = 6


def made(slide: Slide, catalog: Catalog, words: Lang, base: str = BASE) -> tuple[Any, Any]:
    """The slide and its one group."""
    key = (slide, words.code, base)
    if key not in MADE:
        with mock.patch.object(pptx_drawing, "laid_out", wraps=pptx_drawing.laid_out) as laid:
            MADE[key] = Presentation(io.BytesIO(pptx.build(catalog, Deck((slide,)), words, base)))
            DRAWN[key] = pptx_drawing.laid_out(*laid.call_args.args)[0]
    found = list(MADE[key].slides)[1:]
    assert len(found) == 1
    (group,) = [shape for shape in found[0].shapes if shape.shape_type == GROUP]
    return found[0], group


def marks(slide: Slide, catalog: Catalog, words: Lang) -> list[tuple[Link, float, float]]:
    """The marks that a reader can open, as the exhibit draws them for this slide, and where they stand."""
    made(slide, catalog, words)
    drawing = DRAWN[slide, words.code, BASE]
    found = []
    for part in drawing.parts:
        if isinstance(part, (Mark, Marks, Bar)) and part.link and part.link.href:
            x, y = part.points[0] if isinstance(part, Marks) else (part.x, part.y)
            if isinstance(part, Bar):
                x, y = x + part.width / 2, y + part.height / 2
            if 0 <= x <= drawing.width and 0 <= y <= drawing.height:
                found.append((part.link, x, y))
    return found


def descr(shape: Any) -> str:
    return str(next(shape._element.iter("{*}cNvPr")).get("descr", ""))


def middle(shape: Any) -> tuple[float, float]:
    return shape.left + shape.width / 2, shape.top + shape.height / 2


@pytest.mark.parametrize("name", SLIDES)
def test_every_mark_is_at_its_place_and_leads_to_the_live_view(name: str, catalog: Catalog, either: Lang) -> None:
    slide = SLIDES[name]
    drawn = marks(slide, catalog, either)
    _, group = made(slide, catalog, either)
    found = [shape for shape in group.shapes if shape.click_action.hyperlink.address]
    assert [shape.click_action.hyperlink.address for shape in found] == [BASE + link.href for link, _, _ in drawn]
    assert [descr(shape) for shape in found] == [link.name for link, _, _ in drawn]
    # A drawing may be pressed together, but all of it alike.
    for way in (0, 1):
        at = [place[way] for _, *place in drawn]
        there = [middle(shape)[way] for shape in found]
        first, last = at.index(min(at)), at.index(max(at))
        by = (there[last] - there[first]) / (at[last] - at[first])
        assert by > 0
        # The box of a triangle or a star has its middle a little off its place.
        assert all(abs(there[first] + (x - at[first]) * by - y) < 30_000 for x, y in zip(at, there, strict=True))


@pytest.mark.parametrize("name", SLIDES)
def test_no_words_are_too_small_or_over_others(name: str, catalog: Catalog, either: Lang) -> None:
    slide, group = made(SLIDES[name], catalog, either)
    own = [shape for shape in group.shapes if shape.has_text_frame and shape.text_frame.text.strip()]
    assert len(own) > 5
    sizes = [run.font.size for shape in own for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
    assert min(sizes) >= LEAST
    boxes = [*own, *(shape for shape in slide.shapes if shape.shape_type != GROUP and shape.has_text_frame)]
    for one, other in combinations(boxes, 2):
        apart = (
            one.left + one.width <= other.left
            or other.left + other.width <= one.left
            or one.top + one.height <= other.top
            or other.top + other.height <= one.top
        )
        assert apart, (one.text_frame.text, other.text_frame.text)


@pytest.mark.parametrize("name", SLIDES)
def test_one_group_holds_the_drawing_with_its_text(name: str, catalog: Catalog, en: Lang) -> None:
    item = SLIDES[name].built(catalog, en)
    slide, group = made(SLIDES[name], catalog, en)
    assert descr(group) == item.alt[:1999] + ("…" if len(item.alt) > 2000 else item.alt[1999:])
    rule = next(shape for shape in slide.shapes if shape.name == "Rule")
    for shape in group.shapes:
        assert descr(shape).strip()
        assert shape.left >= -20_000 and shape.left + shape.width <= 13.34 * 914_400, shape.name
        assert shape.top >= 0 and shape.top + shape.height <= rule.top + 40_000, (shape.name, descr(shape))


def test_without_a_site_no_mark_leads_anywhere(catalog: Catalog, en: Lang) -> None:
    for name in ("map", "timeline"):
        _, group = made(SLIDES[name], catalog, en, "")
        assert not [shape for shape in group.shapes if shape.click_action.hyperlink.address]


def test_the_map_on_a_slide_has_its_ground_a_mark_a_work_and_counts_what_it_does_not_show(catalog: Catalog, either: Lang) -> None:
    item = SLIDES["map"].built(catalog, either)
    slide, group = made(SLIDES["map"], catalog, either)
    (ground,) = [shape for shape in group.shapes if shape.name == "Picture"]
    assert ground.image.content_type == "image/jpeg" and 0 < ground.crop_right < 1 and 0 < ground.crop_bottom < 1
    works = [shape for shape in group.shapes if "work=" in (shape.click_action.hyperlink.address or "")]
    assert len({shape.click_action.hyperlink.address for shape in works}) == len(works) > 100
    said = " ".join(shape.text_frame.text for shape in group.shapes if shape.has_text_frame)
    beyond = int(item.data["works"].sum()) - len(works)
    assert beyond and either.n("{n} more work outside this frame", "{n} more works outside this frame", beyond) in " ".join(said.split())
    for row in item.data[item.data["level"] == "province"].to_dict("records"):
        assert row["place_text"] in said
    assert item.coverage in slide.notes_slide.notes_text_frame.text


def test_any_drawing_can_stand_on_a_slide(catalog: Catalog, en: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    deck = Deck(tuple(slide for slide in whole().slides if slide.built(catalog, en).draw is not None))
    for slide in deck.slides:
        monkeypatch.setitem(pptx_exhibits.PAINTERS, slide.built(catalog, en).slide, paint_drawing)
    with mock.patch.object(pptx_drawing, "laid_out", wraps=pptx_drawing.laid_out) as laid:
        made = list(Presentation(io.BytesIO(pptx.build(catalog, deck, en, BASE))).slides)[1:]
        drawings = [pptx_drawing.laid_out(*call.args)[0] for call in list(laid.call_args_list)]
    assert len(made) == len(deck.slides) == len(drawings) > 10
    for slide, drawn, drawing in zip(deck.slides, made, drawings, strict=True):
        (group,) = [shape for shape in drawn.shapes if shape.shape_type == GROUP]
        patterned = [shape for shape in group.shapes if shape.shape_type == 1 and shape.fill.type == 2]
        hatched = [item for item in drawing.items if isinstance(item, Bar) and item.hatch and item.width > 0.01 and item.height > 0.01]
        assert len(patterned) == len(hatched), slide.exhibit
        said = " ".join(" ".join(shape.text_frame.text.split()) for shape in group.shapes if shape.has_text_frame)
        for item in drawing.items:
            if isinstance(item, Text) and 0 <= item.x <= drawing.width:
                assert " ".join(item.plain.split()) in said, slide.exhibit


@pytest.mark.parametrize("known", [False, True])
def test_fields_of_marks_are_one_freeform_a_work(known: bool, catalog: Catalog, en: Lang) -> None:
    """Works of one entry are one shape with its name and way, those with a cut with it on them; those only counted are one, and the
    broken line of a vague number another.
    """
    slide = Slide("ladder", View(known=known))
    drawing = slide.built(catalog, en).drawing(Canvas(SLIDE, en))
    _, group = made(slide, catalog, en, "https://example.org/fields")
    shapes: dict[str, list[Any]] = {}
    for shape in group.shapes:
        shapes.setdefault(descr(shape), []).append(shape)
    wanted = [part for part in drawing.parts if isinstance(part, Marks) and part.link]
    assert len(wanted) > 40 and any(part.cut for part in wanted) is known
    for part in wanted:
        assert part.link is not None
        found = shapes[part.link.name]
        assert len(found) == (2 if part.broken or part.cut else 1)
        # A contour a mark: each begins with a move of the pen.
        contours = sum(len(list(shape._element.iter("{*}moveTo"))) for shape in found)
        assert contours == len(part.points) * (2 if part.cut else 1)
        assert bool(part.hatch) == any(list(shape._element.iter("{*}pattFill")) for shape in found)
