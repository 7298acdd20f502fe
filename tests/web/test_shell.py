"""The shell with its first paint, and what a page says of itself to others: previews, structured data, sitemap, pictures."""

from __future__ import annotations

import json
import re
import time
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from PIL import ImageDraw

from aidlens.catalog import Catalog
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
        cards.of_work(catalog, name.removeprefix("works/"), lang("it"))
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
def test_where_works_are_counted_the_limit_stands_whole_in_the_picture(
    key: str, catalog: Catalog, either: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[float, str]] = []
    monkeypatch.setattr(ImageDraw.ImageDraw, "text", lambda _pen, at, words, **_: said.append((at[1], words)))
    card = cards.of_exhibit(catalog, key, View(lang=either.code), either)
    cards.draw(card)
    lines = [words for _, words in said]
    limit = card_picture.drawable(evidence.limits(either))
    assert (limit in " ".join(lines)) is (key in COUNTING)
    if card.rows and card.limit:
        last = max(y for y, words in said if words in limit)
        assert last + 30 < min(y for y, words in said if words == card.rows[0].text), "above the bars, on none of them"


def test_a_card_of_nothing_is_not_drawn() -> None:
    assert get("/card/nothing.png").status_code == 404
    assert get("/card/works/nothing.png").status_code == 404


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_a_card_has_a_bar_for_what_is_unknown(key: str, catalog: Catalog, either: Lang) -> None:
    card = cards.of_exhibit(catalog, key, View(lang=either.code), either)
    item = registry.build(key, catalog, View(page="overview", lang=either.code), either)
    assert card.title == item.title
    assert len(card.rows) <= cards.MOST_ROWS
    assert all(0 <= row.share <= 1 and 0 <= row.hatched <= 1 for row in card.rows)
    if item.bars and any(item.is_empty(row) for row in item.data.to_dict("records")):
        assert any(row.hatched for row in card.rows)
    assert card_picture.drawable(card.title) and all(card_picture.drawable(row.text) for row in card.rows)
