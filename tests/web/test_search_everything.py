"""The search without scripts and in the API: the same answers, in both languages, linked to what is there."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from aidlens.catalog import Catalog
from aidlens.finder import answers
from aidlens.i18n import Lang
from aidlens.view import LONGEST_SEARCH
from aidlens.web.plain_links import found_href
from tests.web.asking import Client, error
from tests.web.markup import faults
from tests.web.reading import get, links, told

QUERIES = ("herat children's hospital", "Scindand", "مکتب زندان هرات", "715 wells", "gli ospedali una quarantina")


@pytest.mark.parametrize("query", QUERIES)
def test_page_and_api_give_the_same_answers(query: str, client: Client, catalog: Catalog, either: Lang) -> None:
    answer = get(f"/plain/search?lang={either.code}&q={quote(query)}")
    assert answer.status_code == 200 and faults(answer.text) == []
    body = client.get(f"/api/v1/search?lang={either.code}&q={quote(query)}").json()
    found = answers.find(catalog, query, either)
    assert body["total"] == found.total > 0
    assert [group["type"] for group in body["groups"]] == [group.type for group in found.groups]
    text, there = told(answer.text, "main"), links(answer.text)
    for group, named in zip(body["groups"], found.groups, strict=True):
        assert len(group["items"]) <= answers.EACH
        assert named.name in text
        for item, own in zip(group["items"], named.answers, strict=True):
            assert (item["id"], item["title"], item["href"]) == (own.id, own.title, own.href)
            assert " ".join(item["title"].split()) in text and item["plain"] in there
            assert item["plain"] == found_href(own)


def test_every_link_of_an_answer_is_there(client: Client, either: Lang) -> None:
    asked = set()
    for query in ("herat", "shindand", "prt"):
        body = client.get(f"/api/v1/search?lang={either.code}&q={query}").json()
        for group in body["groups"]:
            asked.update(item["plain"] for item in group["items"][:2])
    assert len(asked) > 8
    for link in sorted(asked):
        assert get(link).status_code == 200, link


@pytest.mark.parametrize("query", ["", "qxqxqxqx", "Херат"])
def test_nothing_typed_and_nothing_found_say_what_helps(query: str, client: Client, catalog: Catalog, either: Lang) -> None:
    page = get(f"/plain/search?lang={either.code}&q={quote(query)}")
    text = told(page.text, "main")
    for words in answers.examples(catalog, either):
        assert words in text
    body = client.get(f"/api/v1/search?lang={either.code}&q={quote(query)}").json()
    assert body["said"] in text
    assert body["groups"] == [] and body["examples"] == list(answers.examples(catalog, either))
    assert (either.t("What is missing here, and how to tell us") in text) is bool(query)


def test_the_form_needs_no_script_and_keeps_language_and_theme() -> None:
    text = get("/plain/search?lang=it&theme=dark&q=pozzi").text
    assert '<form class="al-p-search" action="/plain/search" method="get" role="search">' in text
    assert '<input type="hidden" name="lang" value="it">' in text and '<input type="hidden" name="theme" value="dark">' in text
    assert 'value="pozzi"' in text
    assert "/plain/search?lang=en&q=pozzi&theme=dark" in links(text), "the same search in the other language"


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", '"><b>', "x" * 10_000, "\u202e\x00", "%F0%28%8C"])
def test_a_hostile_query_is_text_and_nothing_else(query: str, client: Client, either: Lang) -> None:
    answer = get(f"/plain/search?lang={either.code}&q={quote(query)[:7000]}")
    assert answer.status_code == 200
    assert faults(answer.text) == []
    assert "<script>alert" not in answer.text and "><b>" not in answer.text
    refused = client.get(f"/api/v1/search?q={'x' * (LONGEST_SEARCH + 1)}")
    assert refused.status_code == 400 and error(refused)["parameter"] == "q"


def test_every_plain_page_and_first_paint_leads_to_the_search(either: Lang) -> None:
    for path in ("/plain/", "/plain/works", "/plain/works/health-herat-paediatric-hospital", "/plain/no-such-page"):
        assert f"/plain/search?lang={either.code}" in links(get(f"{path}?lang={either.code}").text), path
    assert f"/plain/search?lang={either.code}" in links(get(f"/?lang={either.code}").text)


def test_searches_are_not_for_search_engines() -> None:
    assert "Disallow: /plain/search?" in get("/robots.txt").text
    assert "/plain/search" not in get("/sitemap.xml").text
