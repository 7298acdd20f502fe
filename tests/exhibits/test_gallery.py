"""The exhibits as pictures: the grammar of every one, words that do not collide, and reference pictures that stay what they were."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.exhibits.base import source_line
from aidlens.i18n import Lang
from aidlens.view import View
from tests import gallery
from tests.gallery import COMPARED, REFERENCES, Frame, Studio

MEAN, MOST = 1.2, 60.0  # of 255: what another machine's smoothing may change, measured well below both
LEAN = ("ladder", "split", "counts")


@pytest.fixture(scope="module")
def studio(chromium: Callable[[list[str]], Browser], catalog: Catalog) -> Iterator[Studio]:
    """A browser to draw in."""
    browser = chromium(gallery.arguments())
    yield gallery.open_studio(browser, catalog)
    browser.close()


def _marked(frames: list[Frame]) -> list[object]:
    return [pytest.param(item, id=f"{item.name}-{item.theme}", marks=[] if item.key in LEAN else [pytest.mark.long]) for item in frames]


@pytest.mark.browser
@pytest.mark.parametrize("frame", _marked(COMPARED))
def test_an_exhibit_looks_as_it_did(studio: Studio, frame: Frame, tmp_path: Path) -> None:
    """After a change that was meant: ``python -m tests.gallery --references <id>``, and look at the picture."""
    path = REFERENCES / f"{frame.name}.png"
    assert path.is_file(), f"no reference picture: python -m tests.gallery --references {frame.key}"
    kept = Image.open(path).convert("L")
    now = gallery.small(studio.picture(frame))
    assert abs(kept.height - now.height) <= 4, f"{kept.size} became {now.size}"
    mean, most = gallery.difference(kept, now)
    now.save(tmp_path / path.name)
    told = f"mean {mean:.2f}, most {most:.0f}: look at {tmp_path / path.name}, then python -m tests.gallery --references {frame.key}"
    assert mean <= MEAN and most <= MOST, told


def test_the_comparison_fires() -> None:
    """A label gone, a bar moved, a figure shifted are told; a pixel of smoothing is not."""
    picture = Image.new("L", (800, 300), 248)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((100, 60, 500, 80), fill=90)
    pen.text((520, 62), "105 schools", fill=30)
    moved = picture.copy()
    ImageDraw.Draw(moved).rectangle((440, 60, 500, 80), fill=248)
    silent = picture.copy()
    ImageDraw.Draw(silent).rectangle((515, 55, 620, 80), fill=248)
    shifted = Image.new("L", picture.size, 248)
    shifted.paste(picture, (0, 12))
    for changed in (moved, silent, shifted):
        mean, most = gallery.difference(picture, changed)
        assert mean > MEAN or most > MOST / 2
    smooth = picture.resize((801, 300), Image.Resampling.BICUBIC).resize((800, 300), Image.Resampling.BICUBIC)
    mean, most = gallery.difference(picture, smooth)
    assert mean < MEAN / 2 and most < MOST / 2


def test_the_reference_pictures_are_small_and_none_is_left_over() -> None:
    wanted = {f"{frame.name}.png" for frame in COMPARED}
    found = {path.name: path.stat().st_size for path in REFERENCES.glob("*.png")}
    assert set(found) == wanted
    assert {name: size for name, size in found.items() if size > 40_000} == {}


@pytest.mark.browser
@pytest.mark.parametrize("key", [pytest.param(key, marks=[] if key in LEAN else [pytest.mark.long]) for key in registry.BUILDERS])
def test_no_words_collide_or_are_cut(studio: Studio, catalog: Catalog, key: str) -> None:
    """On a laptop, on a phone and on a projector, in both languages."""
    frames = [
        item for item in gallery.ALL if item.key == key and (item.theme == "light" or (item.theme == "projector" and not item.narrow))
    ]
    faults = {}
    for frame in frames:
        if frame.exhibit(catalog).draw is not None:
            faults[f"{frame.name} {frame.theme}"] = studio.overlaps(frame)
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.browser
def test_colliding_words_are_noticed(studio: Studio) -> None:
    studio.picture(Frame("ladder", "light", "en", False))
    studio.page.evaluate(
        """for (const at of [10, 1080]) {
            const words = `<text x="${at}" y="40">two numbers of a chart</text>`.repeat(2);
            document.getElementById('stage').insertAdjacentHTML('beforeend',
                `<svg class="al-d" style="position:absolute;left:0;top:0" width="2000" height="60">${words}</svg>`);
        }"""
    )
    found = studio.page.evaluate(gallery._OVERLAPS, gallery.WIDE)
    assert any(line.startswith("cut: ") for line in found) and any(" | " in line for line in found)


@pytest.mark.long
def test_the_contact_sheet_shows_every_exhibit_every_way(catalog: Catalog) -> None:
    sheet = gallery.sheet(catalog)
    assert sheet.count("<article ") == len(gallery.ALL) == len(registry.BUILDERS) * 3 * 2 * 2
    assert len(set(re.findall(r'data-frame="([^"]+)"', sheet))) == len(gallery.ALL)


# ── the grammar ──

MEASURES = (
    r"€|euro|dolla|%|share|quota|unità|in units|number|numer|count|conteggi|works|opere|pages|pagine|schools|scuole|"
    r"events|eventi|statements|affermazioni|references|riferimenti|paid|pagato"
)


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_the_grammar_of_a_chart(key: str, catalog: Catalog, either: Lang) -> None:
    """A title that says something, a subtitle with the measure or the scope, a computed source line, a summary for the ear."""
    exhibit = registry.build(key, catalog, View(lang=either.code), either)
    assert len(exhibit.title.split()) >= 2 and not exhibit.title.endswith(".")
    assert len(exhibit.subtitle) >= 20
    assert re.search(MEASURES, exhibit.subtitle, re.IGNORECASE), exhibit.subtitle
    assert exhibit.source_line == source_line(catalog, exhibit.sources, either)
    assert len(exhibit.alt) > 20
    assert exhibit.title != exhibit.subtitle


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_an_open_end_says_so_in_words(key: str, catalog: Catalog, either: Lang) -> None:
    """A lower bound is never printed as a bare number: its text carries the word, or the sign the key explains."""
    exhibit = registry.build(key, catalog, View(lang=either.code), either)
    data = exhibit.data
    if "bound" not in data or "text" not in data:
        return
    words = {
        "over": ("over", "more than", "oltre", "più di", ">"),
        "at_least": ("at least", "almeno", "≥"),
        "about": ("about", "circa", "≈"),
    }
    bare = [
        row["text"]
        for row in data.to_dict("records")
        if row["bound"] in words and not any(word in str(row["text"]) for word in words[row["bound"]])
    ]
    assert bare == []


@pytest.mark.parametrize(("key", "marked"), [("split", 1), ("account", 1), ("became", 1)])
def test_the_unknown_is_hatched(key: str, marked: int, catalog: Catalog, en: Lang) -> None:
    figure = registry.build(key, catalog, View(), en).drawn(Frame(key, "light", "en", False).canvas())
    hatched = [trace for trace in figure.data if trace.type == "bar" and trace.marker.pattern.shape]
    assert len(hatched) >= marked
    for trace in hatched:
        assert trace.marker.color == "rgba(0,0,0,0)", "nothing is painted under the hatch"
