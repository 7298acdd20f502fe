"""Names on maps: the first that asks stands, below before above; none on a mark, its number, another name or off the map."""

from __future__ import annotations

import pytest

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Arrow, Text
from aidlens.exhibits import registry
from aidlens.exhibits.place_names import Name, placed
from aidlens.exhibits.style import LIGHT, Canvas
from aidlens.i18n import Lang
from aidlens.view import View

HERAT, GUZARA = Name(0, "Herat", 12, 100, (126, 74)), Name(1, "Guzara", 12, 110, (126, 74))


def test_the_first_stands_below_and_the_next_above() -> None:
    assert placed([HERAT, GUZARA], [(100, 100, False)], 1) == {0: 0, 1: 1}
    assert placed([GUZARA, HERAT], [(100, 100, False)], 1) == {1: 0, 0: 1}


@pytest.mark.parametrize(
    ("mark", "choice"),
    [
        pytest.param((100, 126, False), 1, id="a mark where it would stand"),
        pytest.param((60, 126, True), 1, id="a number that reaches into it"),
        pytest.param((60, 126, False), 0, id="a mark without one"),
    ],
)
def test_a_name_keeps_clear(mark: tuple[float, float, bool], choice: int) -> None:
    assert placed([HERAT], [mark], 1) == {0: choice}


def test_a_name_without_room_is_left_out() -> None:
    assert placed([HERAT], [(100, 126, False), (100, 74, False)], 1) == {}
    assert placed([HERAT], [], 1, inside=lambda x, y, half: y < 100) == {0: 1}
    assert placed([HERAT], [], 1, inside=lambda x, y, half: False) == {}


@pytest.mark.parametrize("narrow", [False, True])
def test_the_words_of_the_scale_stand_clear_of_its_bar(catalog: Catalog, en: Lang, narrow: bool) -> None:
    drawing = registry.build("map", catalog, View(page="map"), en).drawing(Canvas(LIGHT, en, narrow))
    words = next(item for item in drawing.items if isinstance(item, Text) and item.plain == "100 km")
    (bar,) = [item for item in drawing.items if isinstance(item, Arrow)]
    assert bar.y0 - words.y > 0.9 * words.size, "between the foot of the words and the bar there is paper"
