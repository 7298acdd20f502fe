"""Amounts as points: each is named by its own number or by the span of those it stands among; those that hide each other open as a list."""

from __future__ import annotations

from itertools import combinations

import pytest

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Mark, Text
from aidlens.exhibits import registry
from aidlens.exhibits.style import LIGHT, PROJECTOR, Canvas
from aidlens.i18n import Lang
from aidlens.view import View
from tests import addresses

KEYS = ("over-time", "in-scale")


def canvases(lang: Lang) -> list[Canvas]:
    return [Canvas(LIGHT, lang), Canvas(PROJECTOR, lang), Canvas(LIGHT, lang, narrow=True)]


@pytest.mark.parametrize("key", KEYS)
def test_every_point_is_named(key: str, catalog: Catalog, either: Lang) -> None:
    item = registry.build(key, catalog, View(page="spending", lang=either.code), either)
    rows = item.data.sort_values("value").to_dict("records")
    for canvas in canvases(either):
        said = [part.plain for part in item.drawing(canvas).parts if isinstance(part, Text)]
        named = {words for line in said for words in line.replace(" ×2", "").replace(" ×3", "").split(" · ")}
        spans = [
            (least["value"], most["value"])
            for line in said
            for least, most in combinations(rows, 2)
            if any(line == either.t("{n} numbers, {least} to {most}", n=n, least=least["short"], most=most["short"]) for n in range(4, 20))
        ]
        without = [row["short"] for row in rows if row["short"] not in named and not any(a <= row["value"] <= b for a, b in spans)]
        assert without == [], canvas


@pytest.mark.parametrize("key", KEYS)
def test_no_point_lies_under_another_one_that_opens(key: str, catalog: Catalog, either: Lang) -> None:
    item = registry.build(key, catalog, View(page="spending", lang=either.code), either)
    own = set(item.data["href"])
    for canvas in canvases(either):
        near = 6 * canvas.theme.size / LIGHT.size
        opens = [part for part in item.drawing(canvas).parts if isinstance(part, Mark) and part.link and part.link.href]
        single = [part for part in opens if part.link and part.link.href in own]
        pairs = combinations(single, 2)
        assert not [one.link for one, other in pairs if abs(one.x - other.x) <= near and abs(one.y - other.y) <= near]
        lists = [part.link for part in opens if part.link and part.link.href not in own]
        assert lists and len(single) + sum(len(link.words) - 1 for link in lists) == len(item.data), "each by itself or in a list"
        for link in lists:
            view, _ = addresses.read(link.href, catalog)
            held = set(registry.build("values" if view.measure else "over-time", catalog, view, either).data["id"])
            rows = item.data.to_dict("records")
            wanted = [row for row in rows if any(row["text"] in line and row["publisher"] in line for line in link.words[1:])]
            assert sum(row["id"] in held for row in wanted) >= len(link.words) - 1, link.href
