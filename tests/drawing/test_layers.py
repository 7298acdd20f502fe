"""A picture that a presenter builds up key by key: its layers in the drawing and in the SVG."""

from __future__ import annotations

from aidlens.catalog import Catalog
from aidlens.deck import Slide
from aidlens.drawing.drawing import Bar, Drawing, Field, Layer, Line, Link, Marks, Text
from aidlens.drawing.svg import svg
from aidlens.exhibits.style import WALL, Canvas
from aidlens.i18n import Lang
from aidlens.view import View

BEFORE = Bar(0, 0, 10, 10, fill="#111111", link=Link("before"))
AFTER = Bar(0, 0, 10, 10, fill="#222222", link=Link("after"))
ALWAYS = Bar(20, 0, 10, 10, fill="#333333")
BUILT = Drawing(
    100,
    50,
    (ALWAYS, Layer((BEFORE,), 1, 1), Field(5, 5, 20, 20, (Layer((AFTER,), 2), Layer((Line(((0, 0), (9, 9)), "#444444", 1),), 1)), "")),
)


def _svg(drawing: Drawing, *, lasting: bool) -> str:
    return svg(drawing, name="x", title="t", description="d", lasting=lasting)


def test_where_nobody_presses_keys_the_picture_is_as_it_is_at_last() -> None:
    assert BUILT.presses == 2 and Drawing(1, 1, (ALWAYS,)).presses == 0
    parts = list(BUILT.parts)
    assert [part.x for part in parts if isinstance(part, Bar)] == [20, 5]
    assert [part.points for part in parts if isinstance(part, Line)] == [((5, 5), (14, 14))]
    still = _svg(BUILT, lasting=False)
    assert "#222222" in still and "#111111" not in still and "data-since" not in still


def test_on_a_stage_each_layer_says_from_which_key_on_it_is_seen() -> None:
    built = _svg(BUILT, lasting=True)
    assert built.count('data-since="1"') == 2 and built.count('data-since="2"') == 1 and built.count('data-until="1"') == 1


def test_dark_colours_of_layers_are_told_as_those_of_other_items() -> None:
    dark = Drawing(100, 50, tuple(_dark(item) for item in BUILT.items))
    both = svg(BUILT, dark=dark, name="x", title="t", description="d", lasting=True)
    for colour in ("#111111", "#222222", "#333333", "#AAAAAA"):
        assert colour in both


def _dark(item: object) -> object:
    from dataclasses import replace

    if isinstance(item, (Layer, Field)):
        return replace(item, items=tuple(_dark(part) for part in item.items))  # type: ignore[arg-type]
    return replace(item, **{"fill" if isinstance(item, Bar) else "colour": "#AAAAAA"})  # type: ignore[type-var]


def test_a_claim_builds_up_from_the_article_to_the_count_to_what_was_found(catalog: Catalog, either: Lang) -> None:
    slide = Slide("ladder", View(claim="schools", lang=either.code))
    drawing = slide.shown(catalog, either).legible(Canvas(WALL, either), 1792, 600)
    row = slide.built(catalog, either).data.set_index("claim").loc["schools"]
    assert drawing.presses == 2

    def seen(press: int) -> tuple[str, int]:
        words, marks = [], 0
        for item in drawing.items:
            for part, since, until in _told(item, 0, 0):
                if since <= press and (not until or press <= until):
                    words += [part.plain] if isinstance(part, Text) else []
                    marks += len(part.points) if isinstance(part, Marks) and part.size > 20 else 0
        return " | ".join(words), marks

    claim, count, found = (seen(press) for press in range(3))
    assert row["claimed_text"] in claim[0] and claim[1] == 0
    assert row["official_sum"] not in claim[0] and row["official_sum"] in count[0] and f"| {row['traced_text']} |" not in count[0]
    assert f"| {row['traced_text']} |" in found[0]
    assert count[1] == row["official"] == found[1], "all that was counted is there before any of it is found"


def _told(item: object, since: int, until: int) -> list[tuple[object, int, int]]:
    if isinstance(item, Layer):
        return [told for part in item.items for told in _told(part, item.since, item.until)]
    if isinstance(item, Field):
        return [told for part in item.items for told in _told(part, since, until)]
    return [(item, since, until)]
