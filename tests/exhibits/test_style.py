"""The look, computed: text and marks can be told from their ground in every theme, kinds from each other, and the colours written
outside ``style.py`` (the server's configuration, the style sheet, the first paint) are the same ones.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from colorspacious import cspace_convert

from aidlens.catalog import Catalog, site_dir
from aidlens.drawing.drawing import Bar, Field, Marks, Text
from aidlens.exhibits import registry, style
from aidlens.exhibits.style import DARK, LIGHT, PROJECTOR, SYMBOLS, THEMES, Canvas, Theme, hatch, mix
from aidlens.i18n import Lang
from aidlens.pagebook import book
from aidlens.templates import styles
from aidlens.view import View

TEXT, MARK = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11


def luminance(colour: str) -> float:
    """Relative luminance of "#RRGGBB"."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (item / 12.92 if item <= 0.04045 else ((item + 0.055) / 1.055) ** 2.4 for item in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """Contrast of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.fixture(params=THEMES.values(), ids=lambda theme: theme.name)
def theme(request: pytest.FixtureRequest) -> Theme:
    return request.param


@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize("text", ["ink", "quiet", "link"])
def test_text_can_be_read(theme: Theme, ground: str, text: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= TEXT


def test_a_kinds_name_can_be_read_in_its_colour(theme: Theme) -> None:
    low = {
        kind: round(contrast(colour, theme.paper), 2) for kind, colour in theme.kind_text.items() if contrast(colour, theme.paper) < TEXT
    }
    assert low == {}


def test_marks_can_be_told_from_the_paper(theme: Theme) -> None:
    marks = {**theme.kinds, "accent": theme.accent}
    low = {name: round(contrast(colour, theme.paper), 2) for name, colour in marks.items() if contrast(colour, theme.paper) < MARK}
    assert low == {}


def test_hatching_can_be_told_from_the_paper(theme: Theme) -> None:
    """The lines of "counted only" are the palest marks drawn as lines."""
    for colour in theme.kinds.values():
        assert contrast(mix(colour, theme.paper, 0.75), theme.paper) >= 2.0


def test_the_steps_from_traced_to_two_origins_grow_darker_on_paper(theme: Theme) -> None:
    for colour in theme.kinds.values():
        tones = [contrast(mix(colour, theme.paper, share), theme.paper) for share in (0.42, 0.72, 1.0)]
        assert tones == sorted(tones)
        assert all(after / before >= 1.25 for before, after in itertools.pairwise(tones))


def test_every_family_has_a_colour_and_a_symbol_of_its_own(theme: Theme, catalog: Catalog) -> None:
    families = set(catalog.kinds["family"])
    for table in (theme.kinds, theme.kind_text, SYMBOLS):
        assert families <= set(table)
    assert len(set(theme.kinds.values())) == len(theme.kinds)
    assert len(set(SYMBOLS.values())) == len(SYMBOLS), "kinds differ by symbol too, not by colour alone"


# Full deuteranopia, protanopia and tritanopia (Machado, Oliveira and Fernandes 2009) and the distance between colours as they are seen
# (CAM02-UCS). Least distances measured: light 13.0 (transport and culture, tritan), dark and projector 13.1 (water and security, protan).
SIGHTS = ("", "deuteranomaly", "protanomaly", "tritanomaly")
APART = 12.9


def seen(colour: str, sight: str = "") -> np.ndarray:
    """A colour in CAM02-UCS as normal or colour-blind eyes see it."""
    rgb = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    if sight:
        rgb = np.clip(cspace_convert(rgb, {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}, "sRGB1"), 0, 1)
    return cspace_convert(rgb, "sRGB1", "CAM02-UCS")


def nearest(colours: Mapping[str, str], sight: str) -> tuple[float, tuple[str, str]]:
    """The least distance between any two colours, and which two."""
    places = {name: seen(colour, sight) for name, colour in colours.items()}
    return min((float(np.linalg.norm(places[one] - places[two])), (one, two)) for one, two in itertools.combinations(places, 2))


@pytest.mark.parametrize("sight", SIGHTS)
def test_kinds_can_be_told_apart_by_every_eye(theme: Theme, sight: str) -> None:
    assert nearest(theme.kinds, sight)[0] >= APART, nearest(theme.kinds, sight)


def test_colours_that_one_eye_confuses_are_noticed() -> None:
    confused = {"red": "#B4543C", "green": "#7A7A30"}
    assert nearest(confused, "")[0] > 25
    assert nearest(confused, "deuteranomaly")[0] < APART


def _variables(block: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+):(#[0-9a-fA-F]{6})", block))


@pytest.mark.parametrize("selector", [":root{", ":root[data-theme=dark]{", ":root[data-theme=projector]{"])
def test_the_style_sheets_words_and_rules_can_be_seen(selector: str) -> None:
    """Words, links and what marks the focus or the current page, on both grounds of the page."""
    sheet = styles("colours", "themes")
    found = _variables(sheet[sheet.index(selector) :].split("}")[0])
    for ground in ("paper", "panel"):
        for words in ("ink", "quiet", "link"):
            assert contrast(found[words], found[ground]) >= TEXT, (words, ground)
        assert contrast(found["accent"], found[ground]) >= MARK, "the ring of the focus"
    assert contrast(found["paper"], found["accent"]) >= TEXT, "words on a filled button"


def test_every_colour_written_in_a_style_sheet_can_be_read_where_it_stands() -> None:
    """Colours beside the variables: words need 4.5:1, lines 3:1, on the paper of their theme."""
    for path in sorted((site_dir() / "src/aidlens").rglob("*.css")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "--paper" in line:
                continue
            papers = [DARK.paper] if 'data-theme="dark"' in line else [LIGHT.paper]
            for name, colour in re.findall(r"(?<![-\w])(color|border[-\w]*): ?[^;#}]*(#[0-9a-fA-F]{6})", line):
                least = TEXT if name == "color" else MARK
                assert all(contrast(colour, paper) >= least for paper in papers), f"{path.name}: {line.strip()[:120]}"


def test_themes_know_whether_they_are_dark() -> None:
    assert (LIGHT.dark, DARK.dark, PROJECTOR.dark) == (False, True, True)
    for found in THEMES.values():
        assert found.dark == (luminance(found.ink) > luminance(found.paper))


def test_mixing_goes_from_paper_to_colour() -> None:
    assert mix("#184798", "#FBF8F2", 1) == "#184798"
    assert mix("#184798", "#FBF8F2", 0) == "#FBF8F2"
    assert mix("#000000", "#FFFFFF", 0.5) in ("#808080", "#7F7F7F")


def test_the_two_hatchings_differ_by_shape() -> None:
    counted, bulk = hatch("#184798", "/", 5, 0.14), hatch("#184798", "\\", 9, 0.34)
    assert counted["pattern"]["shape"] != bulk["pattern"]["shape"]  # type: ignore[index]


# ── the same colours elsewhere ──


@pytest.mark.parametrize(("section", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_the_servers_configuration_has_the_same_colours(section: str, theme: Theme) -> None:
    config = tomllib.loads((site_dir() / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    assert {name: config[section][name].upper() for name in config[section] if name.endswith("Color")} == {
        "primaryColor": theme.accent,
        "backgroundColor": theme.paper,
        "secondaryBackgroundColor": theme.panel,
        "textColor": theme.ink,
        "linkColor": theme.link,
        "borderColor": theme.rule,
    }
    for key, family in (("font", style.SANS), ("headingFont", style.SERIF)):
        assert [name.strip(" '") for name in config[key].split(",")] == [name.strip() for name in family.split(",")]


@pytest.mark.parametrize(
    ("selector", "theme"),
    [(":root{", LIGHT), (":root:not([data-theme]){", DARK), (":root[data-theme=dark]{", DARK), (":root[data-theme=projector]{", PROJECTOR)],
)
def test_the_style_sheet_has_the_same_colours(selector: str, theme: Theme) -> None:
    sheet = styles("colours", "themes")
    block = sheet[sheet.index(selector) :].split("}")[0]
    for name in ("paper", "panel", "ink", "quiet", "rule", "link", "accent"):
        found = re.search(rf"--{name}:(#[0-9a-fA-F]{{6}})", block)
        assert found, name
        assert found.group(1).upper() == getattr(theme, name), name


def test_the_first_paint_has_the_same_grounds() -> None:
    source = (site_dir() / "src/aidlens/web/shell.py").read_text(encoding="utf-8").upper()
    for theme in THEMES.values():
        assert f"BACKGROUND:{theme.paper}" in source


def test_no_other_module_names_a_colour() -> None:
    """Colours stand in style.py; the first paint and two safe fallbacks are the exceptions."""
    allowed = {"exhibits/style.py", "web/shell.py"}
    package = site_dir() / "src" / "aidlens"
    for path in [*package.rglob("*.py"), *(site_dir() / "pages").glob("*.py")]:
        name = path.relative_to(package).as_posix() if path.is_relative_to(package) else path.name
        if name not in allowed:
            assert not re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8")), name


def test_the_fonts_of_the_style_sheet_are_in_the_house() -> None:
    sheet = (site_dir() / "src/aidlens/ui/assets/page.css").read_text(encoding="utf-8")
    files = re.findall(r'url\("/app/static/([^"]+)"\)', sheet)
    assert files
    for name in files:
        assert (site_dir() / "static" / name).is_file(), name
    assert list(Path(site_dir() / "static/fonts").glob("OFL*.txt")), "their licences stand beside them"


# ── what is drawn, on what it is drawn ──


@pytest.mark.parametrize("key", ["ladder", "counts", "map"])
def test_every_mark_can_be_told_from_what_lies_under_it(theme: Theme, key: str, catalog: Catalog, en: Lang) -> None:
    """Edges and hatches of all marks and the cuts through them, in fields on the page's paper; on the land they stand on plates of it."""
    seen = 0
    for view in (View(page=book.home(key), known=key == "ladder"), View(page=book.home(key), extent="country")):
        for narrow in (False, True):
            drawing = registry.build(key, catalog, view, en).drawing(Canvas(theme, en, narrow))
            for item in drawing.items:
                parts = item.items if isinstance(item, Field) else (item,)
                grounds = {part.fill for part in parts if isinstance(part, Bar) and part.fill and not part.link and part.opacity == 1}
                ground = (grounds or {theme.paper}).pop()
                for mark in (part for part in parts if isinstance(part, Marks)):
                    seen += 1
                    edge = mark.stroke or mark.fill
                    assert ground == theme.paper and contrast(edge, ground) >= MARK, (mark.symbol, edge, ground)
                    assert not mark.hatch or contrast(mark.hatch.colour, ground) >= MARK
                    assert not mark.cut or (mark.cut == ground and contrast(mark.fill, mark.cut) >= MARK)
                for part in (part for part in parts if isinstance(part, Text)):
                    colours = {part.colour, *(run.colour for line in part.lines for run in line if run.colour)}
                    assert all(contrast(colour, part.plate or ground) >= TEXT for colour in colours), part.plain
    assert seen > 100


def test_on_the_land_only_fields_with_a_plate_stand(theme: Theme, catalog: Catalog, en: Lang) -> None:
    """No mark lies on the relief itself, and what is written there stands on the paper's colour."""
    drawing = registry.build("map", catalog, View(page="map"), en).drawing(Canvas(theme, en))
    fields = [item for item in drawing.items if isinstance(item, Field) and item.id.startswith("place:")]
    assert len(fields) > 10
    for field in fields:
        plates = [part for part in field.items if isinstance(part, Bar) and part.fill == theme.paper and part.opacity == 1]
        for mark in (part for part in field.items if isinstance(part, Marks)):
            for x, y in mark.points:
                assert any(_on(x, y, mark.size / 2, plate) for plate in plates), field.id
        for words in (part for part in field.items if isinstance(part, Text)):
            assert words.plate == theme.paper or any(_on(words.x, words.y, 0, plate) for plate in plates), words.plain


def _on(x: float, y: float, reach: float, plate: Bar) -> bool:
    """Whether what reaches so far from its middle lies on a plate."""
    across, down = plate.x + plate.width, plate.y + plate.height
    return plate.x <= x - reach and x + reach <= across and plate.y <= y - reach and y + reach <= down
