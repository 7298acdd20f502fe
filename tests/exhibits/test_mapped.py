"""The map in marks: each work once, each field beside its seat and clear of all others, what no page places in the margin."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import pandas as pd
import pytest

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Bar, Drawing, Field, Marks, Picture, Text
from aidlens.exhibits import mapped, mapped_deck, mapped_layout, mapped_shared, registry
from aidlens.exhibits.mapped_fields import MOST, MOST_NARROW, province_of, spots
from aidlens.exhibits.mapped_figure import Map
from aidlens.exhibits.mapped_layout import STEPS, Box
from aidlens.exhibits.style import DARK, LIGHT, PROJECTOR, SLIDE, Canvas, Theme
from aidlens.i18n import Lang
from aidlens.measures import works
from aidlens.view import View

# On a phone, held sideways too, in a small window, on a desk, in a room, on a slide: the theme, whether the column is narrow, its shape.
CANVASES = {
    "phone": (LIGHT, True, ""),
    "sideways": (LIGHT, True, "low"),
    "tablet": (DARK, True, "middle"),
    "desk": (DARK, False, ""),
    "room": (PROJECTOR, False, ""),
    "slide": (SLIDE, False, ""),
}
KINDS: tuple[str, ...] = ("", "school", "health", "well", "road", "security", "agriculture")


def canvas(name: str, words: Lang) -> Canvas:
    theme, narrow, shape = CANVASES[name]
    return Canvas(theme, words, narrow, shape)


def view_of(kind: str = "", **changes: object) -> View:
    return View(page="map").having(kind=(kind,) if kind else (), **changes)


def repeated(shown: pd.DataFrame, times: int) -> pd.DataFrame:
    """The works as often as that, each with an id of its own."""
    return pd.concat([shown.assign(id=shown["id"] + f"-{time}") for time in range(times)], ignore_index=True)


def boxes(drawn: Map, step: int) -> dict[str, Box]:
    """The box of each field of the land at a step, in px of its zoom."""
    found = {}
    for item in drawn.placed(step):
        if item.at is None:
            continue
        scale = 2 ** drawn.zooms[step]
        x, y = item.seat[0] * scale + item.at[0], item.seat[1] * scale + item.at[1]
        wide, high = item.field.width, item.field.height
        found[item.spot.place] = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    return found


def clear(drawn: Map) -> None:
    """At no step a field on another one, on a name, or across the edge of the picture."""
    for step in range(STEPS):
        found, frame, scale = boxes(drawn, step), drawn.frame(step), 2 ** drawn.zooms[step]
        for (one, box), (other, beside) in combinations(found.items(), 2):
            assert not mapped_layout.overlap(box, beside), f"{one} on {other} at step {step}"
        for item in drawn.placed(step):
            seat = item.seat[0] * scale, item.seat[1] * scale
            if item.at is not None and frame is not None and mapped_layout.holds(frame, *seat):
                assert mapped_layout.covers(frame, found[item.spot.place]), f"{item.spot.name} is cut at step {step}"
        for kept in drawn.kept(step):
            assert not any(mapped_layout.overlap(kept, box) for box in found.values()), "the buttons of the map stand free"
        named = {}
        for name, at in drawn.names(step, drawn.placed(step)).items():
            if at is None:
                continue
            half, tall = drawn.room_for(name, drawn.name_size) / 2, drawn.name_size / 2
            named[name] = (at[0] - half, at[1] - tall, at[0] + half, at[1] + tall)
            for place, box in found.items():
                assert not mapped_layout.overlap(box, (*at, *at)), f"the name {name} on {place} at step {step}"
        assert step > 2 or len(named) >= 4


@pytest.mark.parametrize("name", CANVASES)
@pytest.mark.parametrize("extent", ["west", "country"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_field_lies_on_another_on_a_name_or_across_the_edge(name: str, extent: str, kind: str, catalog: Catalog, it: Lang) -> None:
    drawn = mapped.on(catalog, view_of(kind, extent=extent), canvas(name, it))
    clear(drawn)
    assert all(item.at is not None for step in range(STEPS) for item in drawn.placed(step)), "there is room for every field"
    near(drawn)


def near(drawn: Map) -> None:
    """At every step each district in one field, no field far from its seat, and only neighbours of one province together."""
    reach = max(mapped_shared.REACH_LEAST, mapped_shared.REACH * drawn.size.pitch)
    for step in range(STEPS):
        placed = drawn.placed(step)
        provinces = Counter(province_of(drawn.catalog, item.spot.districts[0].place) for item in placed)
        held = [spot.place for item in placed for spot in item.spot.districts]
        assert sorted(held) == sorted(spot.place for spot in drawn.located)
        for item in placed:
            assert len({province_of(drawn.catalog, spot.place) for spot in item.spot.districts}) == 1
            assert item.spot.works == sum(spot.works for spot in item.spot.districts)
            if item.at is not None and provinces[province_of(drawn.catalog, item.spot.districts[0].place)] > 1:
                beside = [max(abs(at) - room / 2, 0) for at, room in zip(item.at, (item.field.width, item.field.height), strict=True)]
                assert math.hypot(*beside) <= 1.01 * reach, f"{item.spot.name} stands far from its seat at step {step}"


@pytest.mark.parametrize("name", CANVASES)
def test_districts_that_stand_together_part_when_they_have_room(name: str, catalog: Catalog, either: Lang) -> None:
    drawn = mapped.on(catalog, View(page="map", extent="country", lang=either.code), canvas(name, either))
    shared = [item.spot for item in drawn.placed(0) if item.spot.shared]
    assert shared and max(len(item.spot.districts) for item in drawn.placed(STEPS - 1)) <= 2
    for spot in shared:
        province = catalog.name("places", province_of(catalog, spot.shared[0].place), either.code)
        assert spot.name == either.n("{n} district of {place}", "{n} districts of {place}", len(spot.shared), place=province)
        every = drawn.drawn_field(drawn.steps[0][[item.spot for item in drawn.placed(0)].index(spot)].members).all
        assert every is not None and all(f"{one.name} {one.works}" in every.words[1] for one in spot.shared)
    # The browser has each field once, and at each step those that are seen there.
    said = mapped_deck.places(drawn)["fields"]
    for step in range(STEPS):
        seen = {key for key, field in said.items() if field["steps"][step]}
        assert seen == {item.spot.place for item in drawn.placed(step)}


@pytest.mark.parametrize("name", CANVASES)
def test_a_mark_of_several_districts_counts_their_years(name: str, catalog: Catalog, en: Lang) -> None:
    found = mapped.years(catalog, View(page="map"), canvas(name, en))
    drawn = mapped.on(catalog, View(page="map"), canvas(name, en))
    assert found is not None
    for spot in (drawn.spot(members) for members in drawn.shown):
        for dot in spot.dots:
            assert dict(dot.years) == {year: marks[dot.link.id] for year, marks in found.marks.items() if dot.link.id in marks}


@pytest.mark.parametrize("name", CANVASES)
def test_ten_times_the_record_lies_apart_too_and_what_has_no_room_is_counted(name: str, catalog: Catalog, en: Lang) -> None:
    frame, view = canvas(name, en), view_of(extent="country")
    many = repeated(works.select(catalog, view), 10)
    drawn = mapped.on(catalog, view, frame)
    large = Map(catalog, spots(catalog, many, view, en, narrow=frame.narrow), drawn.families, view, frame)
    clear(large)
    assert any(spot.many for spot in large.spots) and sum(spot.works for spot in large.spots) == len(many)
    left = sum(item.spot.works for item in large.placed(large.step) if item.at is None)
    said = " ".join(part.plain for part in large.draw().parts if isinstance(part, Text))
    assert left < len(many) / 7 and (f"{left} works have no room at this scale" in said) == bool(left)


def marks(drawing: Drawing) -> Iterator[Marks]:
    for part in drawing.parts:
        if isinstance(part, Marks) and part.link is not None:
            yield part


@pytest.mark.parametrize("name", CANVASES)
@pytest.mark.parametrize("changes", [{}, {"done": "all"}, {"kind": ("school",)}, {"first": 2008, "last": 2009}])
def test_every_work_is_one_mark_that_opens_its_card(name: str, changes: dict[str, object], catalog: Catalog, en: Lang) -> None:
    view = View(page="map", extent="country").having(**changes)
    laid = mapped.on(catalog, view, canvas(name, en))
    drawn = laid.draw()
    left = sum(item.spot.works for item in laid.placed(laid.step) if item.at is None)
    found = Counter(part.link.id for part in marks(drawn) if part.link)
    shown = works.select(catalog, view)
    assert max(found.values()) == 1
    single = {key.removeprefix("work:") for key in found if key.startswith("work:")}
    assert single <= set(shown["id"])
    assert all(part.link.href.endswith(f"work={part.link.id[5:]}") for part in marks(drawn) if part.link and part.link.id in single)
    # A field with too many has one mark a kind, with its number.
    fields = [item.spot for item in laid.placed(laid.step) if item.at] + [spot for spot in laid.spots if spot.level != "district"]
    most = MOST_NARROW if CANVASES[name][1] else MOST
    assert sum(spot.works for spot in fields) == len(shown) - left and (not left or changes == {"done": "all"})
    assert len(single) == sum(spot.works for spot in fields if spot.works <= most)
    assert (f"{left} works have no room" in " ".join(part.plain for part in drawn.parts if isinstance(part, Text))) == bool(left)
    assert any(spot.works > most for spot in fields) == any(key.startswith("many:") for key in found)


def test_numbers_of_fields_add_up_to_all_works(catalog: Catalog, either: Lang) -> None:
    view = View(page="map", extent="country", lang=either.code)
    drawn = mapped.on(catalog, view, Canvas(LIGHT, either)).draw()
    fields = [item for item in drawn.items if isinstance(item, Field) and item.id.startswith(("place:", "aside:"))]
    total = 0
    for field in fields:
        words = next(part.plain for part in field.items if isinstance(part, Text))
        number = int(words.split()[-1])
        assert number == sum(len(part.points) for part in field.items if isinstance(part, Marks))
        total += number
    assert total == len(works.select(catalog, view)) == int(registry.build("map", catalog, view, either).data["works"].sum())


def test_what_no_page_places_stands_in_the_margin_alone(catalog: Catalog, en: Lang) -> None:
    view = View(page="map", extent="country")
    for frame in (Canvas(LIGHT, en), Canvas(LIGHT, en, True)):
        drawn = mapped.on(catalog, view, frame)
        picture = drawn.draw()
        wide, high = drawn.size.frame
        spot_of = dict(zip(works.select(catalog, view)["id"], works.select(catalog, view)["spot"], strict=True))
        for part in marks(picture):
            assert part.link is not None
            ((x, y),) = part.points
            inside = x < wide and (not frame.narrow or y < high)
            assert inside == (spot_of[part.link.id.removeprefix("work:")] == "district"), part.link.words


def test_a_field_on_the_land_stands_on_a_plate_of_the_paper(catalog: Catalog, en: Lang) -> None:
    for theme in (LIGHT, DARK, PROJECTOR):
        for field in mapped.on(catalog, View(page="map"), Canvas(theme, en)).moving().items:
            if isinstance(field, Field) and field.id.startswith("place:"):
                plate = field.items[0]
                assert isinstance(plate, Bar) and plate.fill == theme.paper
                for part in field.items:
                    if isinstance(part, Marks):
                        ((x, y),) = part.points
                        assert plate.x <= x - part.size / 2 and x + part.size / 2 <= plate.x + plate.width
                        assert plate.y <= y - part.size / 2 and y + part.size / 2 <= plate.y + plate.height


def test_unfinished_works_look_different(catalog: Catalog, en: Lang) -> None:
    view = View(page="map", done="all", extent="country")
    done = dict(zip(works.select(catalog, view)["id"], works.select(catalog, view)["done"], strict=True))
    drawn = mapped.on(catalog, view, Canvas(LIGHT, en)).draw()
    for part in marks(drawn):
        assert part.link is not None
        if part.link.id.startswith("work:"):
            assert (part.fill == part.stroke) == (done[part.link.id.removeprefix("work:")] == "built")
    assert "light: supplied, announced or in progress" in " ".join(part.plain for part in drawn.parts if isinstance(part, Text))


@pytest.mark.parametrize("theme", [LIGHT, DARK, PROJECTOR])
def test_the_deck_and_the_drawing_have_the_same_ground_and_places(theme: Theme, catalog: Catalog, en: Lang) -> None:
    drawn = mapped.on(catalog, View(page="map"), Canvas(theme, en))
    content = json.loads(mapped_deck.written(mapped_deck.deck(drawn, served=True)))
    relief = next(layer for layer in content["layers"] if layer["id"] == "relief")
    picture = next(part for part in drawn.draw().parts if isinstance(part, Picture))
    assert relief["image"] == picture.href and theme.name in picture.href
    state = content["initialViewState"]
    assert state["zoom"] == pytest.approx(drawn.zooms[drawn.step], abs=1e-4)
    said = mapped_deck.places(drawn)
    assert said["zooms"] == sorted(said["zooms"]) and len(said["zooms"]) == STEPS
    for item in drawn.placed(drawn.step):
        assert item.at is not None
        assert said["fields"][item.spot.place]["steps"][drawn.step] == pytest.approx(item.at, abs=0.06)


def test_no_place_is_finer_than_the_seat_of_a_district(catalog: Catalog, en: Lang) -> None:
    seats = {(row["lat"], row["lon"]) for row in catalog.rows("places") if row["kind"] == "district"}
    for field in mapped_deck.places(mapped.on(catalog, View(page="map"), Canvas(LIGHT, en)))["fields"].values():
        assert all((lat, lon) in seats for lon, lat in field["seats"])


def test_the_years_have_every_work_once(catalog: Catalog, en: Lang) -> None:
    view = View(page="map")
    found = mapped.years(catalog, view, Canvas(LIGHT, en))
    assert found is not None
    shown = works.select(catalog, view)
    by_year = shown["year"].fillna(0).astype(int).value_counts().to_dict()
    # What some districts share on a phone is counted in them.
    apart = {year: sum(count for key, count in marks.items() if "," not in key) for year, marks in found.marks.items()}
    assert apart == by_year
    assert (found.first, found.last) == (int(shown["year"].min()), int(shown["year"].max()))
    points = sum(len(part.points) for part in found.drawing.parts if isinstance(part, Marks))
    assert points == len(shown)
    assert found.undated == by_year.get(0, 0)
    # A range leaves the picture as it is, for it is chosen there; the marks are those of the map that is shown.
    ranged = view.having(first=2008, last=2009)
    part = mapped.years(catalog, ranged, Canvas(LIGHT, en))
    assert part is not None and (part.drawing, part.undated) == (found.drawing, found.undated)
    assert sum(sum(marks.values()) for marks in part.marks.values()) == len(works.select(catalog, ranged))


def test_a_mark_of_many_never_mixes_what_is_finished_with_what_is_not(catalog: Catalog, en: Lang) -> None:
    view = View(page="map", done="all", extent="country")
    shown = works.select(catalog, view)
    many = [spot for spot in mapped.on(catalog, view, Canvas(LIGHT, en, True)).spots if spot.many]
    assert many
    for spot in many:
        here = shown[shown["at"] == (spot.place or "beside")]
        for finished in (True, False):
            assert sum(dot.works for dot in spot.dots if dot.finished == finished) == int(((here["done"] == "built") == finished).sum())
        assert {dot.finished for dot in spot.dots} == {True, False}
