"""What other programs read to hear of news: the feed of editions, and when each page last moved."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

from aidlens.catalog import Catalog
from aidlens.exhibits import things
from aidlens.i18n import Lang
from aidlens.public_copy import public_copy
from aidlens.web import feed
from tests.web.reading import get

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_sitemap_says_when_each_page_last_moved(catalog: Catalog) -> None:
    tree = ElementTree.fromstring(get("/sitemap.xml").raw)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {str(item.findtext(f"{space}loc")): str(item.findtext(f"{space}lastmod")) for item in tree}
    assert all(re.fullmatch(r"\d{4}(-\d\d){1,2}", date) for date in found.values())
    for table in things.TABLES:
        for key in things.keys(catalog, table):
            assert f"http://aidlens.test/plain/{table}/{key}?lang=it" in found
    read_in = str(catalog.row("sources", "policy-maker-2021-08")["last_seen"])
    assert found["http://aidlens.test/plain/sources/policy-maker-2021-08?lang=en"] == read_in
    moved = catalog.changes.loc[catalog.changes["table"] == "works", "row"].iloc[0]
    assert found[f"http://aidlens.test/plain/works/{moved}?lang=en"] == catalog.edition.replace(".", "-")


def test_the_feed_is_valid_atom(catalog: Catalog, either: Lang) -> None:
    answer = get(f"/feed.xml?lang={either.code}")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    tree = ElementTree.fromstring(answer.raw)
    assert tree.tag == f"{ATOM}feed" and tree.get("{http://www.w3.org/XML/1998/namespace}lang") == either.code
    for one in (tree, *tree.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1 and one.findtext(f"{ATOM}{name}")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(one.findtext(f"{ATOM}updated")))
        assert str(one.findtext(f"{ATOM}id")).startswith("http://aidlens.test/")
    assert tree.find(f"{ATOM}author/{ATOM}name") is not None
    rel = {item.get("rel"): item.get("href") for item in tree.findall(f"{ATOM}link")}
    assert rel["self"] == f"http://aidlens.test/feed.xml?lang={either.code}"
    entry = tree.find(f"{ATOM}entry")
    assert entry is not None and catalog.edition in str(entry.findtext(f"{ATOM}title"))
    inner = [item.get("href") for item in entry.iter("{http://www.w3.org/1999/xhtml}a")]
    assert len(inner) == feed.MOST + 1
    for href in inner[::9]:
        parts = urlsplit(str(href))
        assert get(f"{parts.path}?{parts.query}").status_code == 200
    assert f'href="{rel["self"]}"' in get(f"/works?lang={either.code}").text, "the live page's head leads to it too"
    assert get(f"/feed.xml?lang={either.code}", if_none_match=answer.headers["etag"]).status_code == 304


def test_the_feed_tells_nothing_withheld(whole: Catalog, en: Lang) -> None:
    text = feed.feed(public_copy(whole), en, "")
    for row in whole.works[whole.works["sensitivity"] == "withheld"].to_dict("records"):
        assert row["id"] not in text
