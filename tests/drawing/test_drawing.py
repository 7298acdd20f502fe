"""Every exhibit's picture as marks: all of the figure, in both themes the same, every mark with its address and its words."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest
from shapely import Point, Polygon

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import LEADING, Bar, Drawing, Mark, Marks, Text
from aidlens.drawing.of_figure import drawing_of
from aidlens.drawing.svg import svg
from aidlens.drawing.symbols import OUTLINES, cut, outline
from aidlens.exhibits import registry
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.pen import within
from aidlens.exhibits.style import DARK, LIGHT, PROJECTOR, Canvas, plain_figure
from aidlens.export import text_metrics
from aidlens.i18n import Lang
from aidlens.pagebook import book
from aidlens.view import View

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = [
    key for key in registry.BUILDERS if key not in ("short-ladder", "programmes", "chain", "works", "verdicts", "references", "changes")
]

FIGURES = [key for key in DRAWN if key not in ("ladder", "counts", "map")]  # what has axes is drawn by Plotly first


def built(key: str, catalog: Catalog, lang: Lang) -> Exhibit:
    return registry.build(key, catalog, View(page=book.home(key), lang=lang.code), lang)


def test_the_drawn_exhibits_are_those_with_a_figure(catalog: Catalog, en: Lang) -> None:
    assert [key for key in registry.BUILDERS if built(key, catalog, en).draw is not None] == DRAWN


def test_a_drawing_of_its_own_is_one_without_axes(catalog: Catalog, en: Lang) -> None:
    assert {key for key in DRAWN if isinstance(built(key, catalog, en).drawn(Canvas(LIGHT, en)), Drawing)} == set(DRAWN) - set(FIGURES)


@pytest.mark.parametrize("key", FIGURES)
def test_plotly_finds_nothing_wrong_with_a_figure(key: str, catalog: Catalog, en: Lang) -> None:
    for narrow in (False, True):
        made = built(key, catalog, en).drawn(Canvas(LIGHT, en, narrow)).to_dict()
        assert go.Figure(made).to_dict()["data"] == made["data"]


def test_plotly_would_find_a_slip(catalog: Catalog, en: Lang) -> None:
    made = built("split", catalog, en).drawn(Canvas(LIGHT, en)).to_dict()
    made["data"][0]["marker"]["colour"] = "#123456"
    with pytest.raises(ValueError, match="colour"):
        go.Figure(made)


@pytest.mark.parametrize("key", FIGURES)
@pytest.mark.parametrize("narrow", [False, True])
def test_a_drawing_leaves_nothing_of_its_figure_out(key: str, narrow: bool, catalog: Catalog, either: Lang) -> None:
    item = built(key, catalog, either)
    for theme in (LIGHT, PROJECTOR):
        canvas = Canvas(theme, either, narrow)
        figure, drawing = item.drawn(canvas), item.drawing(canvas)
        assert drawing.height == figure.layout.height
        places = [getattr(item, name, 0.0) for item in drawing.items for name in ("x", "y", "x0", "y0", "x1", "y1", "width", "height")]
        assert all(map(math.isfinite, places)), "a hole in a table leaves no mark nowhere"
        wanted = {str(href) for trace in figure.data if trace.customdata is not None for href in trace.customdata if href}
        assert {link.href for link in drawing.links} == wanted
        assert all(link.words for link in drawing.links), "every mark that leads somewhere says where"
        said = " ".join(item.plain for item in drawing.items if isinstance(item, Text))
        for note in figure.layout.annotations:
            for part in re.split(r"<[^>]*>", note.text or ""):
                assert part.strip() in said or "&" in part


def boxes(drawing: Drawing) -> list[tuple[str, float, float, float, float]]:
    """Each line of words with its left, top, right and bottom: the small letters' height, in our own fonts."""
    found = []
    for item in drawing.parts:
        for at, line in enumerate(item.lines if isinstance(item, Text) else ()):
            words = "".join(run.words for run in line)
            wide = sum(text_metrics.width(run.words, item.size, bold=run.bold) / text_metrics.SPARE["sans"] for run in line)
            left = item.x - {"start": 0, "middle": 0.5, "end": 1}[item.anchor] * wide
            middle = item.y + (at - (len(item.lines) - 1) / 2) * LEADING * item.size
            if words.strip():
                found.append((words, left, middle - 0.3 * item.size, left + wide, middle + 0.3 * item.size))
    return found


@pytest.mark.parametrize("key", [key for key in DRAWN if key != "map"])
@pytest.mark.parametrize("narrow", [False, True])
def test_words_stand_whole_and_clear_of_each_other(key: str, narrow: bool, catalog: Catalog, either: Lang) -> None:
    for theme in (LIGHT,) if narrow else (LIGHT, PROJECTOR):
        drawing = built(key, catalog, either).drawing(Canvas(theme, either, narrow))
        found = boxes(drawing)
        for words, left, top, right, bottom in found:
            assert left >= -0.5 and right <= drawing.width + 0.5 and top >= 0 and bottom <= drawing.height, f"{words!r} is cut off"
        for at, (words, left, top, right, bottom) in enumerate(found):
            for other, left2, top2, right2, bottom2 in found[at + 1 :]:
                across, down = min(right, right2) - max(left, left2), min(bottom, bottom2) - max(top, top2)
                assert across < -2 or down <= 0, f"{words!r} touches {other!r}"


@pytest.mark.parametrize("key", DRAWN)
@pytest.mark.parametrize("narrow", [False, True])
def test_light_and_dark_are_one_picture_of_links_that_stay(key: str, narrow: bool, catalog: Catalog, either: Lang) -> None:
    item = built(key, catalog, either)
    how = {"narrow": narrow, "name": f"x-{key}", "link": lambda href: f"/there{href}", "lasting": True}
    text = item.picture(either, **how)
    root = ElementTree.fromstring(text)
    assert root.find(f"{SVG}title").text == item.title and root.find(f"{SVG}desc").text == item.alt  # type: ignore[union-attr]
    links = [link for link in root.iter(f"{SVG}a") if link.get("class") != "al-all"]
    assert {link.get("href") for link in links} == {f"/there{link.href}" for link in item.drawing(Canvas(LIGHT, either, narrow)).links}
    names = [link.get("data-mark") for link in links]
    assert len(set(names)) == len(names) and all(link.findtext(f"{SVG}title") for link in links)
    styles = "".join(style.text or "" for style in root.iter(f"{SVG}style"))
    assert "@media screen" in styles, "on paper the light colours are printed"
    assert set(re.findall(r"url\(#([^)]+)\)", text)) == {pattern.get("id") for pattern in root.iter(f"{SVG}pattern")}
    assert item.picture(either, **how) == text


@pytest.mark.parametrize("theme", ["dark", "projector"])
def test_a_page_in_a_dark_theme_has_a_dark_picture(theme: str, catalog: Catalog, en: Lang) -> None:
    style = "".join(re.findall("<style>(.*?)</style>", built("ladder", catalog, en).picture(en)))
    assert re.search(rf"@media screen\{{[^{{]*\[data-theme={theme}\]", style), "dark words on dark paper"


def test_a_mark_keeps_its_id_when_others_go(catalog: Catalog, en: Lang) -> None:
    def ids(view: View) -> set[str]:
        item = registry.build("timeline", catalog, view, en)
        return {link.id for link in item.drawing(Canvas(LIGHT, en)).links}

    everything, some = ids(View(page="story")), ids(View(page="story", first=2010, last=2012))
    marks = {name for name in some if "source=" in name or "obs=" in name or "work=" in name}
    assert marks and marks <= everything


def test_what_the_house_does_not_draw_is_refused(en: Lang) -> None:
    figure = _one(en, type="pie", values=[1])
    with pytest.raises(ValueError, match="pie"):
        drawing_of(figure, 500)


def _one(en: Lang, **trace: object) -> go.Figure:
    return plain_figure(Canvas(LIGHT, en), 100, [trace], (0, 1), (100, 0))


def test_places_are_those_of_the_axes(en: Lang) -> None:
    bar = {"type": "bar", "x": [0.5], "base": [0.25], "y": [40], "width": [20], "orientation": "h", "marker": {"color": "#123456"}}
    found = drawing_of(_one(en, **bar | {"marker": {"color": "#123456", "line": {"width": 0}}}), 800).items[0]
    assert isinstance(found, Bar)
    assert (found.x, found.y, found.width, found.height) == (200, 30, 400, 20)
    point = {"type": "scatter", "mode": "markers", "x": [1], "y": [10], "marker": {"size": 8, "symbol": "circle-open", "color": "#123456"}}
    mark = drawing_of(_one(en, **point), 800).items[0]
    assert isinstance(mark, Mark)
    assert (mark.x, mark.y, mark.symbol, mark.fill, mark.stroke) == (800, 10, "circle", "", "#123456")


def test_markup_in_words_stays_words(en: Lang) -> None:
    figure = _one(en, type="scatter", mode="markers", x=[0], y=[0], marker={"size": 3, "color": "#123456"}, customdata=['/"><script>'])
    figure.add_annotation(x=0, y=0, text="&lt;script&gt; & <b>1</b>", showarrow=False, font={"size": 12, "color": "#123456"})
    figure.data[0].hovertemplate = "&lt;img src=x&gt;<extra></extra>"
    root = ElementTree.fromstring(svg(drawing_of(figure, 100), name="a", title="<b>", description="&"))
    assert not list(root.iter(f"{SVG}script")) and root.find(f"{SVG}title").text == "<b>"  # type: ignore[union-attr]
    assert "".join(root.find(f"{SVG}text").itertext()) == "<script> & 1"  # type: ignore[union-attr]
    assert [link.findtext(f"{SVG}title") for link in root.iter(f"{SVG}a")] == ["<img src=x>"]


def test_dark_colours_must_be_of_the_same_marks(catalog: Catalog, en: Lang) -> None:
    light = built("split", catalog, en).drawing(Canvas(LIGHT, en))
    other = built("account", catalog, en).drawing(Canvas(DARK, en))
    with pytest.raises(ValueError, match="mark"):
        svg(light, dark=other, name="a", title="t", description="d")


@pytest.mark.parametrize("symbol", ["circle", *(key for key in OUTLINES if key != "line-ew")])
def test_a_cut_goes_through_a_mark_of_any_shape_and_is_seen_at_8_px(symbol: str) -> None:
    size = within(Marks((), symbol, 0, stroke_width=1), 8)
    through, shape = (
        Polygon(cut(symbol, size, 1)),
        (Polygon(outline(symbol, size) or Point(0, 0).buffer(size / 2).exterior)).buffer(0.5, join_style="mitre"),
    )
    assert 0.15 < through.intersection(shape).area / shape.area < 0.5
    assert len(getattr(shape.difference(through), "geoms", [])) >= 2, "in pieces"
    assert max(abs(value) for value in through.bounds) <= 4.7, "none reaches the next mark"
    whole = Marks(((20, 20), (40, 20)), symbol, 10, "#112233", cut="#ffffff", stroke="#112233", stroke_width=1)
    dark = Marks(((20, 20), (40, 20)), symbol, 10, "#ddeeff", cut="#000000", stroke="#ddeeff", stroke_width=1)
    page = svg(Drawing(60, 40, (whole,)), name="x", title="t", description="d", dark=Drawing(60, 40, (dark,)))
    paths = [item.get("fill") for item in ElementTree.fromstring(page).iter(f"{SVG}path")]
    assert len(paths) == 2 and len(set(paths)) == 2, "its ground and edge, then its cut"
    assert "#112233" in page and "#ddeeff" in page, "in the colours of both themes"
