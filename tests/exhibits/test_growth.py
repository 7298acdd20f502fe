"""Growing counts: every point is named where it stands; points that lie on each other open as a list that holds them all."""

from __future__ import annotations

from itertools import combinations

import pytest

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Drawing, Mark, Text
from aidlens.exhibits import registry
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.growth import GROWTH
from aidlens.exhibits.style import DARK, LIGHT, WALL, Canvas
from aidlens.i18n import Lang
from aidlens.measures import works
from aidlens.view import View
from tests import addresses


def shown(measure: str, catalog: Catalog, lang: Lang) -> Exhibit:
    return registry.build("growth", catalog, View(page="works", measure=(measure,), lang=lang.code), lang)


def drawn(item: Exhibit, lang: Lang) -> list[tuple[Canvas, Drawing]]:
    canvases = [Canvas(LIGHT, lang), Canvas(DARK, lang, narrow=True), Canvas(WALL, lang)]
    return [(canvas, item.drawing(canvas)) for canvas in canvases]


@pytest.mark.parametrize("measure", GROWTH)
def test_every_count_and_the_last_of_the_works_are_named(measure: str, catalog: Catalog, either: Lang) -> None:
    item = shown(measure, catalog, either)
    published, traced = (item.data[item.data["series"] == series] for series in ("published", "traced"))
    for canvas, drawing in drawn(item, either):
        marks = [part for part in drawing.parts if isinstance(part, Mark) and (part.fill or part.stroke)]
        texts = [part for part in drawing.parts if isinstance(part, Text)]
        names = [part for part in texts if part.colour == canvas.theme.ink]
        said = " · ".join(part.plain for part in names)
        assert all(row["short"] in said for row in published.to_dict("records"))
        assert all(row["what"] in said for row in published.to_dict("records") if row["kind"] == "plan"), "a forecast is no count"
        assert any(part.plain == either.t("works traced: {n}", n=traced["text"].iloc[-1]) for part in texts)
        steps = {part.plain for part in texts if part.colour == canvas.theme.link}
        assert steps & set(traced["short"]) or len(traced) == 1, "steps are named"
        for name in names:
            x = {"start": 0.0, "middle": 0.5, "end": 1.0}[name.anchor] * 0.5 * len(name.plain) * name.size
            assert not any(name.x - x < mark.x < name.x - x + 6 and abs(mark.y - name.y) < 5 for mark in marks), name.plain


@pytest.mark.parametrize("measure", GROWTH)
def test_what_lies_on_each_other_opens_as_a_list(measure: str, catalog: Catalog, either: Lang) -> None:
    item = shown(measure, catalog, either)
    of = {row["href"]: row for row in item.data.to_dict("records")}
    for canvas, drawing in drawn(item, either):
        open_ = [part for part in drawing.parts if isinstance(part, Mark) and part.link and part.link.href]
        near = 6 * canvas.theme.size / LIGHT.size
        assert not [
            (one.link, other.link)
            for one, other in combinations(open_, 2)
            if abs(one.x - other.x) <= near
            and abs(one.y - other.y) <= near
            # A single mark beside a pile has its middle elsewhere; the two series are told apart by their symbols.
            and one.symbol == other.symbol == "square"
        ]
        lists = [part.link for part in open_ if part.link and part.link.href not in of]
        alone = {part.link.href for part in open_ if part.link} & of.keys()
        held = 0
        for link in lists:
            assert addresses.fault(link.href, catalog) == ""
            view, _ = addresses.read(link.href, catalog)
            if view.page == "works":
                ids = set(works.select(catalog, view)["id"])
            else:
                ids = set(registry.build("values", catalog, view, either).data["id"])
            named = [row for href, row in of.items() if href not in alone and any(row["name"] in words for words in link.words[1:])]
            inside = [row for row in named if row["id"] in ids]
            assert len(link.words) - 1 <= len(inside), "the list holds what its words name"
            held += len(link.words) - 1
        assert held + len(alone) == len(of), "each opens by itself or in a list"
    if measure == "schools":
        assert lists
