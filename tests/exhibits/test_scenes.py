"""The scenes of the story: the same public works in each, once, inside the canvas; numbers those of ladder and map; data, not code."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest

from aidlens.catalog import Catalog
from aidlens.checks import scenes as checks
from aidlens.drawing.drawing import Drawing, Picture, Text
from aidlens.exhibits import mapped, scenes
from aidlens.exhibits.scenes_stage import stage
from aidlens.exhibits.style import DARK, LIGHT, PROJECTOR, Canvas, Theme
from aidlens.i18n import Lang
from aidlens.measures import claims, outcomes, works
from aidlens.measures import mapped as places
from aidlens.pagebook.scenes import told
from aidlens.view import View, vocabulary
from tests import shipped

VIEW = View(page="story")
IDS = [scene.id for scene in scenes.scenes_of(shipped.catalog())]
BOLD, PLAIN = 0.55, 0.5  # em a letter of Libre Franklin takes, on the average of our words


def scene(catalog: Catalog, key: str) -> scenes.Scene:
    return next(item for item in scenes.scenes_of(catalog) if item.id == key)


def test_the_scenes_come_in_the_order_of_the_story(catalog: Catalog) -> None:
    assert IDS == ["count", "found", "districts", "years", "siawushan", "clinic", "water", "road", "became", "verdicts", "ask"]
    assert {row["picture"] for row in catalog.rows("scenes")} == set(scenes.PICTURES), "each way to stand is used, and none is unknown"


def test_every_word_of_light_is_one_of_the_address(catalog: Catalog) -> None:
    known = vocabulary(catalog)
    assert set(checks.TO) <= set(known)
    for name, table in checks.TO.items():
        assert not table or {str(row["id"]) for row in catalog.rows(table)} >= set(known[name]) - {"beside"}


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("key", IDS)
def test_every_mark_is_a_public_work_and_stands_once_inside(catalog: Catalog, either: Lang, key: str, narrow: bool) -> None:
    laid, brush = scenes.laid(catalog, scene(catalog, key), VIEW, Canvas(LIGHT, either, narrow))
    shown = set(works.select(catalog, View())["id"])
    seen = {work for (work, _), stand in laid.stands.items() if stand.seen}
    assert shown <= {work for work, _ in laid.stands}, "a mark keeps its id through all scenes"
    extra = seen - shown
    assert extra <= set(scene(catalog, key).works), "none but what the scene names stands beside the works shown"
    assert {catalog.row("works", work)["sensitivity"] for work in extra} <= {"public"}
    if key != "count":
        assert shown <= seen
    units = Counter(work for work, _ in laid.stands)
    assert units == {player.work: player.units for player in brush.cast.players}
    for (work, nth), stand in laid.stands.items():
        if stand.seen:
            half = stand.shown / 2 - 0.5
            assert half <= stand.x <= brush.width - half and half <= stand.y <= brush.height - half, (work, nth, stand)
    # No two works stand on the same place.
    at = Counter((round(stand.x), round(stand.y)) for (_, nth), stand in laid.stands.items() if stand.seen and nth == 0)
    assert max(at.values()) == 1


@pytest.mark.parametrize("narrow", [False, True])
def test_the_fields_hold_what_was_counted_and_found(catalog: Catalog, en: Lang, narrow: bool) -> None:
    laid, brush = scenes.laid(catalog, scene(catalog, "found"), VIEW, Canvas(LIGHT, en, narrow))
    for key in ("schools", "hospitals", "wells", "security-buildings"):
        ladder = claims.ladder(catalog, key, View())
        held = brush.cast.of(key)
        assert {player.work for player in held} == {*ladder.steps["traced"].works, *ladder.steps["bulk"].works}
        crowd = next(crowd for crowd in laid.crowds if crowd.claim == key)
        single = [nth for player in held for nth in range(player.units) if laid.stands[player.work, nth].look == "found"]
        grouped = [nth for player in held for nth in range(player.units) if laid.stands[player.work, nth].look == "bulk"]
        assert len(single) == ladder.steps["traced"].units.value
        assert len(grouped) == (ladder.steps["bulk"].units.value or 0)
        assert len(single) + len(grouped) + len(crowd.points) == ladder.official_units.value


@pytest.mark.parametrize("narrow", [False, True])
def test_the_districts_hold_what_the_map_holds(catalog: Catalog, en: Lang, narrow: bool) -> None:
    canvas = Canvas(LIGHT, en, narrow)
    laid, _ = scenes.laid(catalog, scene(catalog, "districts"), VIEW, canvas)
    numbers = [run.words for item in laid.items if isinstance(item, Text) for line in item.lines for run in line if run.bold]
    assert sum(map(int, numbers)) == sum(places.precisions(works.select(catalog, View())).values()) == len(works.select(catalog, View()))
    herat = next(spot for spot in mapped.on(catalog, View(page="map"), canvas).located if spot.works > 50)
    assert str(herat.works) in numbers


def test_a_batch_closes_into_one_mark(catalog: Catalog, en: Lang) -> None:
    apart, brush = scenes.laid(catalog, scene(catalog, "found"), VIEW, Canvas(LIGHT, en))
    closed, _ = scenes.laid(catalog, scene(catalog, "districts"), VIEW, Canvas(LIGHT, en))
    batch = next(player for player in brush.cast.players if player.units > 5)
    for laid, distinct in ((apart, batch.units), (closed, 1)):
        assert len({(laid.stands[batch.work, nth].x, laid.stands[batch.work, nth].y) for nth in range(batch.units)}) == distinct


def test_what_a_scene_lights_is_what_its_row_says(catalog: Catalog, en: Lang) -> None:
    laid, _ = scenes.laid(catalog, scene(catalog, "water"), VIEW, Canvas(LIGHT, en))
    lit = {work for (work, _), stand in laid.stands.items() if stand.lit and stand.seen}
    assert lit == set(works.select(catalog, View(kind=("water", "well")))["id"])
    laid, _ = scenes.laid(catalog, scene(catalog, "siawushan"), VIEW, Canvas(LIGHT, en))
    assert {work for (work, _), stand in laid.stands.items() if stand.lit and stand.seen} == {"school-siawushan-2010"}


def test_a_scene_needs_no_code(catalog: Catalog, en: Lang) -> None:
    row = {"id": "energy", "order": 12, "picture": "districts", "lit": "kind=energy,road", "works": "", "to": ""}
    row |= {"caption_en": "{lit:works} roads.", "caption_it": "{lit:works} strade."}
    other = replace(catalog, tables={**catalog.tables, "scenes": pd.concat([catalog.scenes, pd.DataFrame([row])], ignore_index=True)})
    added = scene(other, "energy")
    assert added.lit == frozenset(works.select(other, View(kind=("energy", "road")))["id"]) != frozenset()
    assert scenes.drawing(other, added, VIEW, Canvas(LIGHT, en)).width == 860
    assert told(other, VIEW, en)[-1].text == f"{len(added.lit)} roads."
    assert told(other, VIEW, en)[-1].href == "/map?kind=energy,road"


@pytest.mark.parametrize(("theme", "narrow"), [(LIGHT, False), (LIGHT, True), (PROJECTOR, False)])
@pytest.mark.parametrize("key", IDS)
def test_no_words_lie_over_others_or_outside(catalog: Catalog, either: Lang, key: str, theme: Theme, narrow: bool) -> None:
    drawing = scenes.drawing(catalog, scene(catalog, key), VIEW, Canvas(theme, either, narrow))
    found = list(_boxes(drawing))
    for words, (left, top, right, foot) in found:
        assert left >= -2 and top >= -2 and right <= drawing.width + 2 and foot <= drawing.height + 2, words
    for at, (words, one) in enumerate(found):
        for others, other in found[at + 1 :]:
            apart = one[0] >= other[2] - 1 or other[0] >= one[2] - 1 or one[1] >= other[3] - 1 or other[1] >= one[3] - 1
            assert apart, (words, others)


def _boxes(drawing: Drawing) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    for item in drawing.parts:
        for nth, line in enumerate(item.lines if isinstance(item, Text) else ()):
            words = "".join(run.words for run in line)
            if not words.strip():
                continue
            wide = len(words) * item.size * (BOLD if all(run.bold for run in line if run.words.strip()) else PLAIN)
            left = item.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[item.anchor] * wide
            y = item.y + (nth - (len(item.lines) - 1) / 2) * 1.3 * item.size
            yield words, (left, y - 0.45 * item.size, left + wide, y + 0.45 * item.size)


@pytest.mark.parametrize("key", IDS)
def test_every_picture_lies_over_the_relief_and_is_the_same_in_the_dark(catalog: Catalog, en: Lang, key: str) -> None:
    light, dark = (scenes.drawing(catalog, scene(catalog, key), VIEW, Canvas(theme, en)) for theme in (LIGHT, DARK))
    assert any(isinstance(item, Picture) for item in light.items)
    assert [type(item) for item in light.items] == [type(item) for item in dark.items]
    assert light.fluid is False and (light.width, light.height) == (860, 820)


@pytest.mark.parametrize("theme", [LIGHT, PROJECTOR])
def test_the_stage_has_each_mark_once_and_a_place_for_it_in_each_scene(catalog: Catalog, either: Lang, theme: Theme) -> None:
    canvas = Canvas(theme, either)
    made = stage(catalog, VIEW, canvas, tuple((key, key) for key in IDS))
    cast = scenes.cast_of(catalog, VIEW, either)
    data = json.loads(made.places)
    units = sum(player.units for player in cast.players)
    assert made.marks.count("data-mark=") == len(cast.players)
    assert made.marks.count("<g>") == units
    assert [item["id"] for item in data["scenes"]] == IDS == list(made.layers)
    assert all(len(numbers) == 3 * units for numbers in data["places"])
    assert all(len(item["looks"]) == len(cast.players) for item in data["scenes"])
    assert set(made.grounds) == {"west", "country", "standing"}
    assert len(made.marks) + len(made.places) + sum(map(len, made.layers.values())) + sum(map(len, made.grounds.values())) < 420_000


def test_captions_hold_their_numbers_as_references(catalog: Catalog, either: Lang) -> None:
    found = {item.id: item for item in told(catalog, VIEW, either)}
    schools = claims.ladder(catalog, "schools", View())
    step = schools.steps["traced"]
    assert f" {step.units.value} " in found["found"].text
    assert re.search(rf"\b{step.units.value}\b.*\b{len(step.works)}\b", found["districts"].text), "schools, and works"
    assert str(claims.not_found(schools).value) in found["ask"].text
    assert found["ask"].href.startswith("/contribute?") and "about=claim.schools" in found["ask"].href
    assert found["siawushan"].said and "Seyawashan" in found["siawushan"].said[0][0]
    reports = outcomes.last_reports(catalog)
    later = reports[reports["state"] != ""]
    assert {str(len(reports)), str(len(later)), max(later["as_of"])[:4]} <= set(re.findall(r"\d+", found["became"].text))
    assert all("{" not in item.text for item in found.values())


def test_a_scene_is_a_part_of_the_address(catalog: Catalog) -> None:
    view, notices = View.from_query({"scene": "road", "lang": "it"}, catalog, "story")
    assert view.href() == "/story?lang=it&scene=road" and notices == ()
    view, notices = View.from_query({"scene": "mars"}, catalog, "story")
    assert view.href() == "/story" and [(item.parameter, item.value) for item in notices] == [("scene", "mars")]
