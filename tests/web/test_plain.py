"""The plain pages and the embed as a reader without scripts or another site gets them."""

from __future__ import annotations

import gzip
import re
from html import escape, unescape
from itertools import islice
from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib
import pytest

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.exhibits.style import LIGHT, Canvas
from aidlens.i18n import Lang
from aidlens.measures import works
from aidlens.pagebook import book
from aidlens.ui import html
from aidlens.view import View
from aidlens.web import plain_content
from aidlens.web.plain_links import plain_href
from tests.web.asking import ask
from tests.web.markup import faults
from tests.web.reading import SITE, get, links, page_of, sheets, told

MOST_BYTES, MOST_SENT = 60_000, 40_000  # of a page beside its pictures; of all of it, compressed


def light(text: str) -> bool:
    """Whether a page is light enough for a bad line."""
    words = re.sub(r"<svg .*?</svg>(?=</div>)", "", text, flags=re.DOTALL)
    return len(words.encode()) <= MOST_BYTES and len(gzip.compress(text.encode(), 6)) <= MOST_SENT


XHTML = "{http://www.w3.org/1999/xhtml}"


def read(text: str) -> ElementTree.Element:
    """The document; its parser raises on the first thing that is not valid HTML."""
    return html5lib.HTMLParser(strict=True).parse(text)


@pytest.mark.parametrize("page", book.PAGES)
def test_a_page_is_light_valid_and_without_scripts(page: str, either: Lang) -> None:
    for text in islice(sheets(page_of(page, either.code)), 3):
        assert light(text)
        assert faults(text) == []
        document = read(text)
        assert document.get("lang") == either.code
        assert [item.get("type") for item in document.iter(f"{XHTML}script")] == ["application/ld+json"]


@pytest.mark.parametrize("page", [page for page in book.SHOWN if page != "map"])
def test_no_row_of_a_page_is_left_out(page: str, catalog: Catalog, either: Lang) -> None:
    found = " ".join(told(text) for text in sheets(page_of(page, either.code)))
    for key in book.SHOWN[page]:
        item = registry.build(key, catalog, View(page=page, lang=either.code), either)
        assert " ".join(item.title.split()) in found, key
        for cell in item.data[item.columns[0].key]:
            assert " ".join(str(cell).split()) in found, (key, cell)


def test_all_works_are_listed_sheet_by_sheet(catalog: Catalog) -> None:
    for query, view in (("", View(page="works")), ("&done=all", View(page="works", done="all"))):
        listed = (link for text in sheets(f"/plain/works?lang=en{query}") for link in links(text))
        found = {link.split("?")[0].rpartition("/")[2] for link in listed if link.startswith("/plain/works/")}
        assert found >= set(works.select(catalog, view)["id"])


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
    assert answer.status_code == 200
    assert "kind=nonsense" in told(answer.text, "main")
    assert "<script>" not in answer.text.replace('<script type="application/ld+json">', "")


def test_withheld_works_have_no_page_and_no_link(whole: Catalog) -> None:
    hidden = list(whole.works.loc[whole.works["sensitivity"] == "withheld", "id"])
    hidden_sources = list(whole.sources.loc[whole.sources["sensitivity"] == "withheld", "id"])
    assert hidden
    for key in hidden:
        assert get(f"/plain/works/{key}").status_code == 404
        assert get(f"/card/works/{key}.png").status_code == 404
        for path in ("/plain/works", "/works"):
            assert get(f"{path}?lang=en&work={key}").text.replace(key, "no-such") == get(f"{path}?lang=en&work=no-such").text
    for key in hidden_sources:
        assert get(f"/plain/sources/{key}").status_code == 404
    everything = [
        get("/sitemap.xml").text,
        *sheets("/plain/works?lang=en&funding=all&done=all"),
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


def test_the_sheets_of_an_exhibit_are_written_once(catalog: Catalog, en: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    item, asked = registry.build("rests-on", catalog, View(lang="en"), en), []
    real = plain_content.evidences.source_ref
    monkeypatch.setattr(plain_content.evidences, "source_ref", lambda *args, **more: asked.append(args[1]) or real(*args, **more))
    pages = {get(f"/plain/exhibits/rests-on?lang=en&theme=dark&sheet={sheet}").text for sheet in (2, 3, 4)}
    assert len(pages) == 3 and sorted(asked) == sorted(set(item.sources))


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_an_exhibit_has_its_page_its_embed_and_all_its_sources(key: str, catalog: Catalog, either: Lang) -> None:
    item = registry.build(key, catalog, View(lang=either.code), either)
    found = ""
    for text in sheets(f"/plain/exhibits/{key}?lang={either.code}"):
        assert light(text) and faults(text) == []
        found += told(text)
    assert item.title in found
    for source in item.sources:
        assert catalog.publisher(source, either.code) in found
    embed = get(f"/embed/{key}?lang={either.code}")
    assert item.title in told(embed.text) and faults(embed.text) == []
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
    assert embed.status_code == 200
    assert str(frame.get("title")) in told(embed.text)


# ── caching, addresses, search engines ──


def test_an_unchanged_page_is_not_sent_again() -> None:
    first = get("/plain/spending?lang=en")
    assert get("/plain/spending?lang=en", if_none_match=first.headers["etag"]).status_code == 304
    assert get("/plain/spending?lang=it", if_none_match=first.headers["etag"]).status_code == 200
    packed = get("/plain/spending?lang=en", accept_encoding="gzip, br")
    assert packed.headers["content-encoding"] == "br" and len(packed.raw) < len(first.raw) / 3


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


def test_links_of_plain_pages_lead_to_plain_pages_that_are_there() -> None:
    found = set()
    for page in book.PAGES:
        found |= {link for link in links(get(page_of(page, "it")).text) if link.startswith("/plain")}
    checked = sorted(found)[::29]
    assert len(checked) > 10
    for link in checked:
        answer = get(link)
        if answer.status_code == 307:  # to the sheet where a list begins
            answer = get(answer.headers["location"].partition("#")[0])
        assert answer.status_code == 200, link


@pytest.mark.parametrize("key", ["ladder", "programmes", "map", "works", "rests-on"])
def test_the_sources_left_unnamed_are_a_link_that_opens_the_list(key: str, catalog: Catalog, either: Lang) -> None:
    view = View(page=book.home(key), lang=either.code)
    item = registry.build(key, catalog, view, either)
    live = html.under(item, catalog, either).split("</p>")[0]
    ((address, words),) = re.findall(r'<a href="([^"]*)">([^<]*)</a>', live)
    assert unescape(re.sub("<[^>]*>", "", live)) == either.t("Sources: {sources}", sources=item.source_line)
    assert item.source_line.endswith(words)
    asked = get(unescape(address))
    assert asked.status_code == 307
    where, _, anchor = asked.headers["location"].partition("#")
    page = get(where).text
    assert anchor == "sources" and page.count('id="sources"') == 1
    assert escape(catalog.publisher(item.sources[0], either.code)) in page.split('id="sources"')[1]
    # On the exhibit's own page the line says so in words, and leads to the same list.
    own = get(f"/plain/exhibits/{key}?lang={either.code}").text
    rest = re.search(r'; <a href="([^"]*#sources)">([^<]*)</a></p>', own)
    if rest is not None:
        assert not rest[2].isdigit()
    assert not re.search(r"; \d+</p>", own)


# ── pictures ──


@pytest.mark.parametrize("key", [key for key in registry.BUILDERS if key in ("ladder", "split", "counts", "map", "timeline")])
def test_a_page_shows_the_picture_for_wide_and_for_narrow_paper(key: str, catalog: Catalog, either: Lang) -> None:
    page = get(f"/plain/exhibits/{key}?lang={either.code}").text
    item = registry.build(key, catalog, View(lang=either.code), either)
    for name, narrow in (("l", False), ("s", True)):
        picture = page.split(f'aria-labelledby="{key}-{name}-t"', 1)[1].split("</div>")[0]
        links = [link for link in item.drawing(Canvas(LIGHT, either, narrow)).links if not link.share]  # to share needs a script
        assert len(re.findall("<a (?!href=[^>]* class=.al-all)", picture)) == len(links)
        assert all(href.startswith(("/plain", "http")) for href in re.findall(r'<a href="([^"]*)"', picture)), "links stay on plain pages"
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))


def test_the_unknown_share_is_hatched(catalog: Catalog) -> None:
    split = get("/plain/spending?lang=en").text.split('id="split"')[1].split("</section>")[0]
    fills = re.findall(r'<a [^>]*>(?:<title>[^<]*</title>)?(?:<rect [^>]*fill="none"[^>]*/>)?<rect [^>]*fill="([^"]*)"', split)
    assert [fill.startswith("url(#") for fill in fills] == [False, False, True] * 2


def test_an_embed_is_the_picture_and_its_marks_open_the_live_view(catalog: Catalog) -> None:
    page = get("/embed/counts?lang=en&kind=school,well").text
    assert "<table" not in page and "<script" not in page
    marks = re.findall(r'<a href="([^"]*)" target="_blank"><title>', page)
    assert marks and all(urlsplit(unescape(href)).path in ("/works", "/") for href in marks)
    assert "<table" in get("/embed/works?lang=en").text, "an exhibit that is its table stays one"
