"""The pages' own words as readers and programs meet them: on cards, plain and live, and in the API."""

from __future__ import annotations

import pytest
from markupsafe import escape

from aidlens.catalog import Catalog
from aidlens.exhibits import evidence
from aidlens.i18n import Lang
from aidlens.ui import html
from aidlens.view import View
from tests import tables
from tests.web.asking import Client
from tests.web.reading import get

WORK, RIGHT_TO_LEFT = "school-siawushan-2010", "fa"
SEARCH = "https://web.archive.org/web/"


def card(catalog: Catalog, lang: Lang, **opened: str) -> str:
    found = evidence.of_view(catalog, View(lang=lang.code, **opened), lang)  # type: ignore[arg-type]
    assert found is not None
    return html.evidence(found, lang)


def test_a_card_shows_the_words_of_its_pages_in_their_language(catalog: Catalog, either: Lang) -> None:
    rows = [row for row in tables.read(catalog.root, "quotes") if (row["table"], row["row"]) == ("works", WORK)]
    assert {row["lang"] for row in rows} >= {"it", RIGHT_TO_LEFT}
    live = card(catalog, either, page="works", work=WORK).replace("&#x27;", "&#39;")  # both ways of writing an apostrophe are right
    for page in (live, get(f"/plain/works/{WORK}?lang={either.code}").text):
        for row in rows:
            way = "rtl" if row["lang"] == RIGHT_TO_LEFT else "ltr"
            assert f'<blockquote lang="{row["lang"]}" dir="{way}">{escape(row["quote"])}</blockquote>' in page
            translated = (
                f"“{escape(row[either.code])}” ({catalog.code('translation_is', row['translation_is'], either.code)})"
                if row[either.code]
                else ""
            )
            assert translated in page
        assert {"en": "read in a stored copy (first part only), Nov 2026", "it": "(solo la prima parte), nov 2026"}[either.code] in page
        assert {"en": "carries: capacity", "it": "vi si legge: capienza"}[either.code] in page
        assert escape(evidence.rights(either)) in page


def test_an_archived_copy_is_looked_for_only_when_clicked(catalog: Catalog, en: Lang) -> None:
    for page in (card(catalog, en, page="works", work=WORK), get(f"/plain/works/{WORK}?lang=en").text):
        address = f"{SEARCH}200910/https://salam-heratnews.blogspot.com/2009/10"
        link = page[page.index(f'<a href="{address}"') :].split(">", 1)[0]
        assert 'rel="noopener noreferrer"' in link
        assert "look for an archived copy</a> (a search: it may find nothing)" in page
        undated = "2*/https://avvenimentiibleimagazine.wordpress.com/tag/comandante-del-provincial-reconstruction-team/"
        assert f'href="{SEARCH}{undated}"' in page
        assert f'src="{SEARCH}' not in page


def test_what_may_not_be_linked_is_not_looked_for_and_a_known_copy_is_linked(catalog: Catalog, either: Lang) -> None:
    hidden = [row["id"] for row in tables.read(catalog.root, "observations") if row["citable"] == "false"]
    assert hidden
    for key in hidden:
        assert SEARCH not in card(catalog, either, obs=key)
    kept = [row for row in tables.read(catalog.root, "sources") if row["archived_url"]]
    assert kept
    for row in kept:
        page = card(catalog, either, source=row["id"])
        assert f'href="{escape(row["archived_url"])}"' in page
        assert either.t("look for an archived copy") not in page


@pytest.mark.parametrize("table", ["observations", "outcomes"])
def test_numbers_and_outcomes_show_their_words(table: str, catalog: Catalog, either: Lang) -> None:
    quotes = [row for row in tables.read(catalog.root, "quotes") if row["table"] == table]
    work_of = {row["id"]: row["work"] for row in tables.read(catalog.root, "outcomes") if row["sensitivity"] != "withheld"}
    for row in quotes[:: len(quotes) // 6]:
        if table == "observations":
            page = card(catalog, either, obs=row["row"])
        elif work_of[row["row"]]:
            page = card(catalog, either, page="works", work=work_of[row["row"]])
        else:
            page = card(catalog, either, source=row["source"])
        assert f">{escape(row['quote'])}</blockquote>" in page, row["row"]


def test_the_api_gives_the_words_of_each_row(catalog: Catalog, client: Client) -> None:
    rows = tables.read(catalog.root, "quotes")
    told = {(row["table"], row["row"]): [other["quote"] for other in rows if other["row"] == row["row"]] for row in rows}
    for table in ("works", "observations"):
        items = client.get(f"/api/v1/{table}?limit=1000").json()["items"]
        assert sum(len(item["quotes"]) for item in items)
        for item in items:
            assert [quote["quote"] for quote in item["quotes"]] == told.get((table, item["id"]), [])
            for outcome in item.get("outcomes", ()):
                assert [quote["quote"] for quote in outcome["quotes"]] == told.get(("outcomes", outcome["id"]), [])
    words = client.get(f"/api/v1/works/{WORK}").json()["quotes"]
    assert {quote["lang"] for quote in words} >= {"it", RIGHT_TO_LEFT}
    assert all(quote["translation_is"] == "machine" and quote["facts"] and (quote["en"] or quote["lang"] == "en") for quote in words)
