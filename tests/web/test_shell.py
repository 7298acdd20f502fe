"""The shell with its first paint, and what a page says of itself to others: previews, structured data, sitemap, pictures."""

from __future__ import annotations

import json
import re
import time
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageDraw

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Bar, Drawing, Hatch, Marks, Run, Text
from aidlens.drawing.raster import raster, spelt
from aidlens.exhibits import evidence, registry
from aidlens.i18n import Lang, lang
from aidlens.pagebook import book
from aidlens.templates import Markup
from aidlens.view import View
from aidlens.web import card_picture, cards, previews
from aidlens.web.plain_content import Content
from aidlens.web.plain_links import plain_href
from tests.web.reading import STREAMLIT, get, told


def test_previews_are_complete_and_absolute(either: Lang, catalog: Catalog) -> None:
    for address in ("/plain/spending", "/plain/works/health-herat-paediatric-hospital", "/plain/exhibits/split", "/spending"):
        head = get(f"{address}?lang={either.code}").text.split("</head>")[0]
        found = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', head))
        assert all(found[name] for name in ("description", "og:title", "og:description", "twitter:card"))
        assert found["og:image"].startswith("http://aidlens.test/card/") and f"lang={either.code}" in found["og:image"]
        assert get(urlsplit(found["og:image"]).path + "?lang=" + either.code).headers["content-type"] == "image/png"
        assert set(re.findall(r'hreflang="([^"]+)" href="http://aidlens\.test/', head)) == {"en", "it", "x-default"}
        assert len(re.findall(r"<title>", head)) == 1
    finding = registry.build("split", catalog, View(page="spending", lang=either.code), either).title
    assert f'content="{finding}"' in get(f"/spending?lang={either.code}").text


@pytest.mark.parametrize(("address", "kind"), [("/plain/", "Dataset"), ("/plain/story", "Article"), ("/plain/works", "CreativeWork")])
def test_structured_data_is_valid(address: str, kind: str, catalog: Catalog) -> None:
    data = json.loads(get(f"{address}?lang=en").text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["@type"] == kind and data["license"].startswith("https://creativecommons.org/")
    assert kind != "Dataset" or data["version"] == catalog.edition


def test_structured_data_cannot_end_its_element(catalog: Catalog, en: Lang) -> None:
    content = Content("</script><b>x", "<!--", Markup(""), View(), "/plain/", "/", "/card/overview.png")
    text = previews.tags(content, catalog, en, "http://a.test").split('<script type="application/ld+json">')[1]
    assert text.count("<") == 1 and text.endswith("</script>")
    assert json.loads(text.removesuffix("</script>"))["name"] == "</script><b>x"


def test_the_sitemap_leads_to_pages_that_are_there() -> None:
    tree = ElementTree.fromstring(get("/sitemap.xml").raw)
    found = [str(item.text) for item in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(found) > 2000 and len(found) == len(set(found))
    for address in found[:16] + found[40::211]:
        parts = urlsplit(address)
        assert get(f"{parts.path}?{parts.query}").status_code == 200, address
    assert "Sitemap: http://aidlens.test/sitemap.xml" in get("/robots.txt").text


# ── the shell ──

VIEWS = [
    *(View(page=page) for page in book.PAGES),
    View(page="works", kind=("school",), sheet=2),
    View(page="spending", basis="euros"),
    View(page="overview", claim="wells", step="traced"),
    View(page="works", work="health-herat-paediatric-hospital"),
]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.href())
def test_the_shell_holds_the_same_content(view: View, either: Lang) -> None:
    view = view.having(lang=either.code)
    own = get(view.href()).text
    first = own.split('<div id="first-paint"', 1)[1].split('<div id="root">')[0]
    shown = told(first, "main").removesuffix(either.t("This page without scripts, to print")).strip()
    assert shown == told(get(plain_href(view)).text, "main")
    assert all(name.startswith("p-") for name in re.findall(r' id="([^"]*)"', first))
    assert "<noscript" not in own


@pytest.mark.parametrize(
    ("address", "chunks"),
    [
        ("/", set()),
        ("/spending", set()),
        ("/map", {"live"}),
        ("/map?map=outline", set()),
        ("/data", set()),
        ("/present", set()),
    ],
)
def test_the_shell_hints_the_chunks_of_its_page(address: str, chunks: set[str]) -> None:
    hinted = re.findall(r'<link rel="modulepreload" crossorigin href="(?:\./static/js/|/app/static/)(\w+)[./]', get(address).text)
    assert {"PlotlyChart", "DeckGlJsonChart", "live"} & set(hinted) == chunks
    for name in re.findall(r'modulepreload" crossorigin href="\./static/(js/[^"]+)"', get(address).text):
        assert (STREAMLIT / "static" / name).exists()


def test_a_kept_shell_is_quick() -> None:
    get("/works?lang=it")
    took = []
    for _ in range(5):
        start = time.perf_counter()
        get("/works?lang=it", accept_encoding="br")
        took.append(time.perf_counter() - start)
    assert min(took) < 0.015, took


# ── pictures ──


@pytest.mark.parametrize("name", ["overview", "disagreements", "growth", "works/school-herat-2006"])
def test_a_card_is_the_same_each_time(name: str, catalog: Catalog) -> None:
    if name.startswith("works/"):
        name = "works/" + str(catalog.works.loc[catalog.works["sensitivity"] == "public", "id"].iloc[0])
    answer = get(f"/card/{name}.png?lang=it")
    assert answer.headers["content-type"] == "image/png"
    assert answer.raw[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
    cards.KEPT.put((catalog.fingerprint, "", "", View()), b"")
    fresh = cards.draw(
        cards.of_thing(catalog, "works", name.removeprefix("works/"), lang("it"))
        if name.startswith("works/")
        else cards.of_page(catalog, View(page=name, lang="it"), lang("it"))
        if name != "growth"
        else cards.of_exhibit(catalog, name, View(lang="it"), lang("it"))
    )
    assert fresh == answer.raw
    assert get(f"/card/{name}.png?lang=en").raw != answer.raw
    assert get(f"/card/{name}.png?lang=it", if_none_match=answer.headers["etag"]).status_code == 304


COUNTING = ("ladder", "counts", "works", "map", "growth", "became")


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_where_works_are_counted_the_limit_stands_whole_above_the_drawing(
    key: str, catalog: Catalog, either: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[float, str]] = []
    shown: list[float] = []
    monkeypatch.setattr(card_picture, "raster", lambda *_: Image.new("RGB", (10, 10)))
    monkeypatch.setattr(ImageDraw.ImageDraw, "text", lambda _pen, at, words, *_, **__: said.append((at[1], words)))
    monkeypatch.setattr(Image.Image, "paste", lambda _image, _other, at, *_: shown.append(at[1]))
    cards.draw(cards.of_exhibit(catalog, key, View(lang=either.code), either))
    limit = spelt(evidence.limits(either))
    assert (limit in " ".join(words for _, words in said)) is (key in COUNTING)
    if shown and key in COUNTING:
        assert max(y for y, words in said if words in limit) + 24 < shown[0]


def test_a_card_of_nothing_is_not_drawn() -> None:
    assert get("/card/nothing.png").status_code == 404
    assert get("/card/works/nothing.png").status_code == 404


# Cards of words alone: exhibits that are their table.
CROWDED = ("over-time",)  # where its points leave no room for their words: the title says it
TABLES = ("short-ladder", "programmes", "chain", "works", "verdicts", "references", "changes")


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_a_card_shows_the_drawing_of_its_exhibit(key: str, catalog: Catalog, either: Lang) -> None:
    card = cards.of_exhibit(catalog, key, View(lang=either.code), either)
    assert card.item is not None
    assert spelt(card.title) and len(cards.draw(card)) <= 120_000
    if key in TABLES:
        assert len(card.lines) > 1 and all(map(spelt, card.lines))
        return
    laid = card_picture.laid_out(card.item, either, 370)
    if laid is None and key in CROWDED:
        return
    assert laid is not None
    drawing, scale = laid
    assert drawing.width * scale <= 1140.5 and drawing.height * scale <= 370.5
    assert min(text.size for text in drawing.parts if isinstance(text, Text)) * scale >= card_picture.LEAST


@pytest.mark.parametrize("query", [{"kind": ("school",)}, {"first": 2008, "last": 2010, "done": "all"}])
def test_the_card_of_counts_has_every_row_of_its_view(query: dict[str, Any], catalog: Catalog, either: Lang) -> None:
    item = registry.build("counts", catalog, View(page="works", lang=either.code, **query), either)
    laid = card_picture.laid_out(item, either, 400)
    assert laid is not None
    words = [text.plain for text in laid[0].parts if isinstance(text, Text)]
    rows = item.data.to_dict("records")
    assert [row["works_text"] for row in rows if row["works_text"] not in words] == []


def test_a_drawing_as_pixels_has_its_colours_where_its_marks_are(catalog: Catalog, en: Lang) -> None:
    bar = Bar(10, 10, 40, 20, "#184798")
    ring = Marks(((80.0, 20.0),), "circle", 20.0, "", stroke="#8D102A", stroke_width=4)
    hatched = Bar(10, 40, 80, 20, hatch=Hatch("#000000", "/", 6, 0.3))
    half = Marks(((30.0, 80.0),), "square", 20.0, "#FF0000", cut="#0000FF")
    image = raster(Drawing(100, 100, (bar, ring, hatched, half, Text(60, 80, ((Run("mm"),),), 16, "#00AA00"))), 2, "#FFFFFF")
    assert image.size == (200, 200)
    assert image.getpixel((60, 40)) == (0x18, 0x47, 0x98) and image.getpixel((5, 5)) == (255, 255, 255)
    assert image.getpixel((160, 40)) == (255, 255, 255) and image.getpixel((141, 40))[1] < 80  # type: ignore[index]
    assert image.getpixel((60, 160)) == (0, 0, 255) and image.getpixel((74, 146)) == image.getpixel((46, 174)) == (255, 0, 0)
    struck = sum(255 - pixel for pixel in image.convert("L").crop((20, 80, 180, 120)).get_flattened_data()) / 255 / (160 * 40)
    assert 0.2 < struck < 0.4, "about the share that its strokes cover"
    assert any(pixel[1] > pixel[0] + 60 for pixel in image.crop((120, 140, 200, 180)).get_flattened_data())
