"""The plain pages, the embed and the shell as a reader without scripts, a search engine or another site gets them."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from html import unescape
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import FileResponse
from starlette.routing import Route

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.i18n import Lang, lang
from aidlens.view import View
from aidlens.web import cards, plain, plain_parts, previews
from aidlens.web.headers import HeadersMiddleware
from aidlens.web.plain_content import PLAIN, Content
from aidlens.web.plain_links import plain_href
from aidlens.web.shell import ShellMiddleware
from tests.web.asking import Answer, ask

STREAMLIT = Path(streamlit.__file__).parent / "static"
SITE = Starlette(
    routes=[*plain.routes(), *cards.routes(), Route("/{rest:path}", lambda _request: FileResponse(STREAMLIT / "index.html"))],
    middleware=[Middleware(HeadersMiddleware), Middleware(ShellMiddleware, static=STREAMLIT / "static")],
)
MOST_BYTES = 60_000
XHTML = "{http://www.w3.org/1999/xhtml}"


def get(address: str, **headers: str) -> Answer:
    return ask(SITE, address, **headers)


def page_of(name: str, code: str, **changes: object) -> str:
    return plain_href(View(page=name, lang=code).having(**changes))


def read(text: str) -> ElementTree.Element:
    """The document; its parser raises on the first thing that is not valid HTML."""
    return html5lib.HTMLParser(strict=True).parse(text)


def told(text: str, part: str = "body") -> str:
    """The words of an element, by hand: the real parser takes a second a page."""
    inner = re.sub(r"<(style|script|title)\b.*?</\1>", "", text, flags=re.DOTALL).split(f"<{part}", 1)[1].split(f"</{part}>")[0]
    # Only blocks part words: "<b>a</b>b" is one word.
    inner = re.sub(r"</?(?:b|i|a|em|strong|q|small|span)\b[^>]*>", "", inner.split(">", 1)[1])
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", inner)).split())


def links(text: str) -> set[str]:
    return {unescape(item) for item in re.findall(r'<a [^>]*?href="([^"]*)"', text)}


def sheets(address: str) -> Iterator[str]:
    """Every sheet of a page, by its link to the next one."""
    while address:
        text = get(address).text
        yield text
        following = re.findall(r'<a rel="next" href="([^"]*)"', text)
        address = unescape(following[0]) if following else ""


@pytest.mark.parametrize("page", PLAIN)
def test_a_page_is_light_valid_and_without_scripts(page: str, either: Lang) -> None:
    for text in islice(sheets(page_of(page, either.code)), 3):
        assert len(text.encode()) <= MOST_BYTES
        document = read(text)
        assert document.get("lang") == either.code
        assert [item.get("type") for item in document.iter(f"{XHTML}script")] == ["application/ld+json"]
        assert len(list(document.iter(f"{XHTML}h1"))) == 1
        ids = [item.get("id") for item in document.iter() if item.get("id")]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page", [page for page in registry.PAGES if page != "map"])
def test_no_row_of_a_page_is_left_out(page: str, catalog: Catalog, either: Lang) -> None:
    found = " ".join(told(text) for text in sheets(page_of(page, either.code)))
    for key in registry.PAGES[page]:
        item = registry.build(key, catalog, View(page=page, lang=either.code), either)
        assert " ".join(item.title.split()) in found, key
        for cell in item.data[item.columns[0].key]:
            assert " ".join(str(cell).split()) in found, (key, cell)


def test_all_works_are_listed_sheet_by_sheet(catalog: Catalog) -> None:
    found = {link for text in sheets("/plain/works?lang=en") for link in links(text) if link.startswith("/plain/works/")}
    shown = catalog.works[(catalog.works["class"].str.startswith("public")) & (catalog.works["sensitivity"] != "withheld")]
    assert len(found) >= 0.9 * len(shown)


def test_filters_and_evidence_follow_the_address(catalog: Catalog, either: Lang) -> None:
    view = View(page="works", lang=either.code, kind=("school",), first=2010)
    title = registry.build("counts", catalog, view, either).title
    text = get(plain_href(view)).text
    assert title in told(text, "main")
    assert f"/plain/works?lang={either.code}" in links(text), "no way to clear the filters"
    step = get(f"/plain/?lang={either.code}&claim=schools&step=traced").text
    assert either.t("traced one by one") in told(step, "main")


def test_an_address_half_understood_says_so() -> None:
    answer = get("/plain/works?lang=en&kind=nonsense&from=<script>")
    assert answer.status == 200
    assert "kind=nonsense" in told(answer.text, "main")
    assert "<script>" not in answer.text.replace('<script type="application/ld+json">', "")


@pytest.mark.parametrize("address", ["/plain/nothing", "/plain/works/nothing", "/plain/a/b/c", "/plain/exhibits/nothing", "/embed/nothing"])
def test_what_is_not_there_is_said_in_both_languages(address: str) -> None:
    answer = get(address, accept_language="it")
    assert answer.status == 404
    for code in ("en", "it"):
        assert lang(code).t("There is no such page") in told(answer.text)


def test_withheld_works_have_no_page_and_no_link(catalog: Catalog) -> None:
    hidden = list(catalog.works.loc[catalog.works["sensitivity"] == "withheld", "id"])
    hidden_sources = list(catalog.sources.loc[catalog.sources["sensitivity"] == "withheld", "id"])
    assert hidden
    for key in hidden:
        assert get(f"/plain/works/{key}").status == 404
        assert get(f"/plain/works?work={key}").status == 404
        assert get(f"/card/works/{key}.png").status == 404
        assert "first-paint" in get(f"/works?work={key}").text
    for key in hidden_sources:
        assert get(f"/plain/sources/{key}").status == 404
    everything = [
        get("/sitemap.xml").text,
        *sheets("/plain/works?lang=en&funding=all"),
        *sheets("/plain/data?lang=en"),
        get("/works?lang=en&funding=all").text,
    ]
    linked = " ".join(re.findall(r'(?:href|action|<loc>)[=">]+([^"<]+)', " ".join(everything)))
    assert not [key for key in hidden + hidden_sources if key in linked]


def test_a_work_shows_its_evidence(catalog: Catalog, either: Lang) -> None:
    answer = get(f"/plain/works/health-herat-paediatric-hospital?lang={either.code}")
    found = told(answer.text, "main")
    row = catalog.row("works", "health-herat-paediatric-hospital")
    assert either.pick(row, "name") in found and either.pick(row, "doubt") in found
    for source in catalog.work_sources.loc[catalog.work_sources["work"] == row["id"], "source"]:
        assert catalog.row("sources", source)["url"] in found


@pytest.mark.long
@pytest.mark.parametrize("table", ["works", "sources"])
def test_every_row_has_a_light_and_valid_page(table: str, catalog: Catalog, either: Lang) -> None:
    frame = catalog.tables[table]
    for key in frame.loc[frame["sensitivity"] != "withheld", "id"]:
        for text in sheets(f"/plain/{table}/{key}?lang={either.code}"):
            assert len(text.encode()) <= MOST_BYTES, key
            read(text)


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_an_exhibit_has_its_page_its_embed_and_all_its_sources(key: str, catalog: Catalog, either: Lang) -> None:
    item = registry.build(key, catalog, View(lang=either.code), either)
    found = ""
    for text in sheets(f"/plain/exhibits/{key}?lang={either.code}"):
        assert len(text.encode()) <= MOST_BYTES
        found += told(text)
    assert item.title in found
    for source in item.sources:
        assert str(catalog.row("sources", source)["publisher"]) in found
    embed = get(f"/embed/{key}?lang={either.code}")
    assert item.title in told(embed.text)
    assert "frame-ancestors *" in embed.headers["content-security-policy"]


def test_only_the_embed_may_be_framed() -> None:
    for address in ("/plain/", "/plain/works", "/plain/exhibits/ladder", "/"):
        assert "frame-ancestors 'none'" in get(address).headers["content-security-policy"]
    assert "script-src 'none'" in get("/plain/").headers["content-security-policy"]


def test_the_snippet_shows_the_same_view() -> None:
    text = get("/plain/exhibits/counts?lang=it&kind=school,well").text
    snippet = unescape(told(text, "textarea"))
    frame = html5lib.parse(snippet).find(f".//{XHTML}iframe")
    assert frame is not None
    parts = urlsplit(str(frame.get("src")))
    assert (parts.scheme, parts.netloc) == ("http", "aidlens.test")
    embed = get(f"{parts.path}?{parts.query}")
    assert embed.status == 200
    assert str(frame.get("title")) in told(embed.text)


# ── caching, addresses, search engines ──


def test_an_unchanged_page_is_not_sent_again() -> None:
    first = get("/plain/spending?lang=en")
    assert get("/plain/spending?lang=en", if_none_match=first.headers["etag"]).status == 304
    assert get("/plain/spending?lang=it", if_none_match=first.headers["etag"]).status == 200
    packed = get("/plain/spending?lang=en", accept_encoding="gzip, br")
    assert packed.headers["content-encoding"] == "br" and len(packed.body) < len(first.body) / 3


def test_the_language_is_the_browsers_unless_the_address_says() -> None:
    assert '<html lang="it"' in get("/plain/", accept_language="it-IT,it;q=0.9").text
    assert '<html lang="en"' in get("/plain/?lang=en", accept_language="it-IT").text


@pytest.mark.parametrize("host", ["evil.test/<script>", 'a"b', "a b", "", "user@host", "a\\b", "-x"])
def test_a_host_with_unsafe_signs_is_not_repeated(host: str) -> None:
    text = get_with_host("/plain/", host)
    assert not host or host not in text
    assert 'rel="canonical" href="http://127.0.0.1:80/plain/' in text


def get_with_host(address: str, host: str) -> str:
    return ask(SITE, address, host=host).text


def test_previews_are_complete_and_absolute(either: Lang, catalog: Catalog) -> None:
    for address in ("/plain/spending", "/plain/works/health-herat-paediatric-hospital", "/plain/exhibits/split", "/spending"):
        head = get(f"{address}?lang={either.code}").text.split("</head>")[0]
        found = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', head))
        assert all(found[name] for name in ("description", "og:title", "og:description", "twitter:card"))
        assert found["og:image"].startswith("http://aidlens.test/card/") and found["og:image"].endswith(f"lang={either.code}")
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
    content = Content("</script><b>x", "<!--", "", View(), "/plain/", "/", "/card/overview.png")
    text = previews.structured(content, catalog, en, "http://a.test")
    assert text.count("<") == 2
    assert json.loads(text[text.index("{") : text.rindex("}") + 1])["name"] == "</script><b>x"


def test_the_sitemap_leads_to_pages_that_are_there() -> None:
    tree = ElementTree.fromstring(get("/sitemap.xml").body)
    found = [str(item.text) for item in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(found) > 2000 and len(found) == len(set(found))
    for address in found[:16] + found[40::211]:
        parts = urlsplit(address)
        assert get(f"{parts.path}?{parts.query}").status == 200, address
    assert "Sitemap: http://aidlens.test/sitemap.xml" in get("/robots.txt").text


def test_links_of_plain_pages_lead_to_plain_pages_that_are_there() -> None:
    found = set()
    for page in PLAIN:
        found |= {link for link in links(get(page_of(page, "it")).text) if link.startswith("/plain")}
    checked = sorted(found)[::29]
    assert len(checked) > 10
    for link in checked:
        assert get(link).status == 200, link


# ── bars ──


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ({"value": 5, "bound": "exact", "sector": "health"}, "al-p-bar"),
        ({"value": 5, "bound": "exact", "sector": ""}, "al-p-bar h"),
        ({"value": 5, "bound": "over", "sector": "health"}, "al-p-bar o"),
        ({"value": 5, "value_bound": "at_least"}, "al-p-bar o"),
        ({"value": None, "bound": "exact"}, ""),
    ],
)
def test_a_bar_says_how_sure_it_is(row: dict[str, object], names: str) -> None:
    found = plain_parts.bar(row, "value", 10)
    assert (f'class="{names}"' in found and "--w:50.0%" in found) if names else found == ""


def test_the_unknown_share_is_hatched(catalog: Catalog) -> None:
    split = get("/plain/spending?lang=en").text.split('id="split"')[1].split("</section>")[0]
    bars = re.findall(r'<i class="([^"]*)"', split)
    assert bars == ["al-p-bar", "al-p-bar", "al-p-bar h"]


# ── the shell ──

VIEWS = [
    *(View(page=page) for page in PLAIN),
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
        ("/", {"PlotlyChart"}),
        ("/spending", {"PlotlyChart"}),
        ("/map", {"DeckGlJsonChart"}),
        ("/map?map=outline", {"PlotlyChart"}),
        ("/data", {"PlotlyChart"}),
        ("/present", set()),
    ],
)
def test_the_shell_hints_the_chunks_of_its_page(address: str, chunks: set[str]) -> None:
    hinted = re.findall(r'<link rel="modulepreload" crossorigin href="\./static/js/(\w+)\.', get(address).text)
    assert {"PlotlyChart", "DeckGlJsonChart"} & set(hinted) == chunks
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
    assert answer.body[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
    cards.KEPT.put((catalog.fingerprint, "", "", ""), b"")
    fresh = cards.draw(
        cards.of_work(catalog, name.removeprefix("works/"), lang("it"))
        if name.startswith("works/")
        else cards.of_page(catalog, name, lang("it"))
        if name != "growth"
        else cards.of_exhibit(catalog, name, lang("it"))
    )
    assert fresh == answer.body
    assert get(f"/card/{name}.png?lang=en").body != answer.body
    assert get(f"/card/{name}.png?lang=it", if_none_match=answer.headers["etag"]).status == 304


def test_a_card_of_nothing_is_not_drawn() -> None:
    assert get("/card/nothing.png").status == 404
    assert get("/card/works/nothing.png").status == 404


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_a_card_has_a_bar_for_what_is_unknown(key: str, catalog: Catalog, either: Lang) -> None:
    card = cards.of_exhibit(catalog, key, either)
    item = registry.build(key, catalog, View(page="overview", lang=either.code), either)
    assert card.title == item.title
    assert len(card.rows) <= cards.MOST_ROWS
    assert all(0 <= row.share <= 1 and 0 <= row.hatched <= 1 for row in card.rows)
    if item.bars and any(plain_parts.unknown(row) for row in item.data.to_dict("records")):
        assert any(row.hatched for row in card.rows)
    assert cards.drawable(card.title) and all(cards.drawable(row.text) for row in card.rows)
