"""Addresses where nothing is: 404 in the site's face and the reader's language, with the way to every page; icon and manifest are ours."""

from __future__ import annotations

import html5lib
import pytest

from aidlens.catalog import site_dir
from aidlens.i18n import lang
from aidlens.pagebook import book
from aidlens.view import PAGES, View
from aidlens.web.plain_links import plain_href
from tests.web.reading import get, links, told

LIVE = ["/nonsense", "/works/nonsense", "/Works", "/nonsense.html", "/index.html", "/static/nonsense.js", "/_stcore/nonsense", "/embed"]
BESIDE = ["/plain/nonsense", "/plain/works/nonsense", "/plain/a/b/c", "/plain/exhibits/nonsense", "/embed/nonsense"]


@pytest.mark.parametrize("code", ["en", "it"])
@pytest.mark.parametrize("address", [*LIVE, *BESIDE])
def test_what_is_not_there_is_404_in_the_readers_language(address: str, code: str) -> None:
    words = lang(code)
    for answer in (get(address, accept_language=code), get(f"{address}?lang={code}", accept_language="de")):
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")
        assert f'<html lang="{code}"' in answer.text
        assert f"<title>{words.t('There is no such page')} · AidLens</title>" in answer.text
        assert "Streamlit" not in answer.text
        assert words.t("There is no such page") in told(answer.text)


@pytest.mark.parametrize(("address", "pages", "href"), [("/nonsense", PAGES, View.href), ("/plain/nonsense", book.PAGES, plain_href)])
def test_every_page_can_be_reached_from_there(address: str, pages: tuple[str, ...], href: object) -> None:
    text = get(f"{address}?lang=it").text
    html5lib.HTMLParser(strict=True).parse(text)
    for page in pages:
        assert href(View(page=page, lang="it")) in links(text)  # type: ignore[operator]
        assert book.PAGES[page].name(lang("it")) in told(text)


def test_an_address_made_up_stands_in_no_link() -> None:
    for address in ("/\\evil.example/x", "/nonsense%22%3E%3Cb%3Efat", "/plain/%3Cb%3E"):
        assert "evil" not in get(address).text
        assert "fat" not in get(address).text


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_there(page: str) -> None:
    assert get(View(page=page).href()).status_code == 200


def test_the_overview_is_found_by_its_name() -> None:
    answer = get("/overview?lang=it")
    assert (answer.status_code, answer.headers["location"]) == (308, "/?lang=it")


def test_icon_and_manifest_are_ours() -> None:
    for path in ("/favicon.ico", "/favicon.png"):
        assert get(path).raw == (site_dir() / "static" / "touch.png").read_bytes()
    found = get("/manifest.json?lang=it")
    assert found.headers["content-type"].startswith("application/manifest+json")
    assert found.json()["name"] == "AidLens"
    assert found.json()["lang"] == "it"
