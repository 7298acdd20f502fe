"""Breakages of the scenes of the story: their table, and their places in the text."""

from __future__ import annotations

from pathlib import Path

from tests import tables
from tests.checks.breakages.means import Break, Breakage, any_row, cells, has


def _line(find: str, put: str) -> Break:
    """Put other words into the English text; the number of the line they begin in."""

    def do(root: Path) -> int:
        path = root / "story" / "en.md"
        before, found, after = path.read_text(encoding="utf-8").partition(find)
        assert found
        path.write_text(before + put + after, encoding="utf-8")
        return before.count("\n") + 1

    return do


def _forgotten(root: Path) -> int:
    for code in ("en", "it"):
        path = root / "story" / f"{code}.md"
        path.write_text(path.read_text(encoding="utf-8").replace("{scene:road}\n", ""), encoding="utf-8")
    return tables.number_of(root, "scenes", has(id="road"))


def _withheld(root: Path) -> int:
    key = next(row["id"] for row in tables.read(root, "works") if row["sensitivity"] == "withheld")
    return tables.change(root, "scenes", has(id="siawushan"), works=key)


LONE = ("one-language",)  # what is changed in one language only is told as well
SCENES = [
    Breakage("a picture nobody can draw", "unknown-code", "scenes.csv", "picture", cells("scenes", any_row, picture="film")),
    Breakage("light by an unknown filter", "unknown-code", "scenes.csv", "lit", cells("scenes", has(id="water"), lit="colour=blue")),
    Breakage("light on an unknown kind", "dangling-key", "scenes.csv", "lit", cells("scenes", has(id="water"), lit="kind=ocean")),
    Breakage("light on a work not there", "dangling-key", "scenes.csv", "works", cells("scenes", has(id="road"), works="road-to-mars")),
    Breakage("light on a withheld work", "withheld-link", "scenes.csv", "works", _withheld),
    Breakage("a single work that is none", "required", "scenes.csv", "works", cells("scenes", has(id="siawushan"), works="")),
    Breakage("a way to no page", "unknown-code", "scenes.csv", "to", cells("scenes", any_row, to="nowhere")),
    Breakage("a way to no claim", "dangling-key", "scenes.csv", "to", cells("scenes", has(id="ask"), to="overview?claim=palaces")),
    Breakage("a caption in one language", "required", "scenes.csv", "caption_it", cells("scenes", any_row, caption_it=""), LONE),
    Breakage("a caption that lost its number", *LONE, "scenes.csv", "caption_it", cells("scenes", has(id="ask"), caption_it="Quale?")),
    Breakage("a number by hand", "loose-number", "scenes.csv", "caption_en", cells("scenes", has(id="water"), caption_en="41 works"), LONE),
    Breakage("a caption of nothing", "token", "scenes.csv", "caption_en", cells("scenes", has(id="water"), caption_en="{lit:wells}"), LONE),
    Breakage("a scene inside a line", "scene-line", "story/en.md", "", _line("{scene:road}\n\nThe", "{scene:road} The")),
    Breakage("a scene before a heading", "scene-line", "story/en.md", "", _line("{scene:water}\n", "{scene:water}\n\n## More\n")),
    Breakage("a scene twice", "scene-order", "story/en.md", "", _line("{scene:found}", "{scene:count}"), (*LONE, "scene-missing")),
    Breakage("a scene without a place", "scene-missing", "scenes.csv", "id", _forgotten),
]
