"""A search says, on the plain pages, in the API and in a workbook, what it could not read and how many more there are in private aid."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from aidlens.catalog import Catalog
from aidlens.exhibits import search_words
from aidlens.export import sheets
from aidlens.i18n import Lang
from aidlens.measures import works
from aidlens.view import View
from tests.web.asking import Client
from tests.web.reading import get, links, told

QUERY = "emergency"


def private(catalog: Catalog, **filters: object) -> int:
    return len(works.select(catalog, View(page="works", q=QUERY, funding="private", **filters)))  # type: ignore[arg-type]


@pytest.mark.parametrize("page", ["works", "map"])
def test_the_plain_page_says_how_many_more_and_adds_them(page: str, catalog: Catalog, either: Lang) -> None:
    text = get(f"/plain/{page}?lang={either.code}&q={QUERY}").text
    count = private(catalog)
    assert count > 0
    words = {"en": f"{count} more in private aid", "it": f"altre {count} con aiuto privato"}[either.code]
    assert words in told(text, "main")
    (more,) = [link for link in links(text) if link.startswith(f"/plain/{page}?") and "funding=all" in link and f"q={QUERY}" in link]
    assert parse_qs(urlsplit(more).query)["funding"] == ["all"]
    assert words not in told(get(more).text, "main"), "nothing more, once all are shown"
    assert words not in told(get(f"/plain/{page}?lang={either.code}").text, "main"), "nothing was searched for"


def test_the_other_filters_hold_for_those_there_would_be_more(catalog: Catalog, en: Lang) -> None:
    view = View(page="works", q=QUERY, province=("herat",), kind=("health",))
    count = private(catalog, province=("herat",), kind=("health",))
    said = [item.text for item in search_words.of_works(catalog, view, en)]
    assert said == ([f"{count} more in private aid"] if count else [])


@pytest.mark.parametrize("query", ["!!!", "Херат"])
def test_what_cannot_be_read_is_said(query: str, client: Client, catalog: Catalog, either: Lang) -> None:
    words = {"en": f"“{query}” holds no word that can be read here", "it": f"«{query}» non contiene alcuna parola"}[either.code]
    for page in ("works", "map"):
        text = told(get(f"/plain/{page}?lang={either.code}&q={query}").text, "main")
        assert words in text
        assert either.t("No work matches this selection.") in text
    body = client.get(f"/api/v1/works?lang={either.code}&q={query}").json()
    assert body["total"] == 0
    assert [words in note for note in body["notes"]] == [True]
    assert client.get(f"/api/v1/works.geojson?lang={either.code}&q={query}").json()["notes"] == body["notes"]
    assert body["notes"][0] in client.get(f"/api/v1/exhibits/works?lang={either.code}&q={query}").json()["caveats"]


def test_the_api_says_how_many_more(client: Client, catalog: Catalog, either: Lang) -> None:
    (note,) = client.get(f"/api/v1/works?lang={either.code}&q={QUERY}").json()["notes"]
    assert str(private(catalog)) in note
    assert "funding=all" in note
    assert client.get(f"/api/v1/works?q={QUERY}&funding=all").json()["notes"] == []
    assert client.get("/api/v1/works").json()["notes"] == []
    assert client.get("/api/v1/sources").json()["notes"] == []


def test_the_workbook_says_how_many_more(catalog: Catalog, either: Lang) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheets.works(catalog, View(page="works", q=QUERY), either)))
    notes = [str(row[0]) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert any(str(private(catalog)) in line and "priva" in line for line in notes)
