"""The borders of the interactive map by themselves: what a page asks for early is what its deck names, and is kept for ever."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from starlette.applications import Starlette

from aidlens.catalog import Catalog
from aidlens.exhibits import mapped, mapped_deck
from aidlens.exhibits.style import LIGHT, Canvas
from aidlens.i18n import lang
from aidlens.measures import borders as measured
from aidlens.measures import relief
from aidlens.view import View
from aidlens.web import borders
from tests.web import reading
from tests.web.asking import Answer, ask

SITE = Starlette(routes=borders.routes())
BOTH = measured.NAMES


def get(address: str, **headers: str) -> Answer:
    return ask(SITE, address, **headers)


def named(catalog: Catalog, *, served: bool) -> dict[str, object]:
    deck = mapped_deck.deck(mapped.on(catalog, View(page="map"), Canvas(LIGHT, lang("en"))), served=served)
    return {layer["id"]: layer["data"] for layer in json.loads(deck.to_json())["layers"] if layer["id"] in BOTH}


def test_the_deck_names_what_the_site_serves_and_holds_it_where_nothing_does(catalog: Catalog) -> None:
    held, addresses = named(catalog, served=False), named(catalog, served=True)
    for name in BOTH:
        answer = get(str(addresses[name]), accept_encoding="gzip")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
        assert answer.json() == held[name] == measured.steps(catalog, name)
        assert len(answer.raw) < 10_000


def test_the_address_of_these_lines_is_kept_for_ever_and_any_other_asked_about_again(catalog: Catalog) -> None:
    address = measured.address(catalog, measured.PROVINCES)
    assert "immutable" in get(address).headers["cache-control"]
    for other in (address.partition("?")[0], address + "x"):  # of other lines: those in use, not to be kept under its name
        answer = get(other)
        assert answer.content == get(address).content
        assert "immutable" not in answer.headers["cache-control"]
    assert address != measured.address(catalog, measured.NEIGHBOURS).replace(measured.NEIGHBOURS, measured.PROVINCES)
    assert get(address, if_none_match=get(address).headers["etag"]).status_code == 304


def test_rivers_and_relief_are_served_beside_them_and_kept_alike(catalog: Catalog) -> None:
    rivers = get(measured.address(catalog, measured.RIVERS), accept_encoding="gzip")
    assert rivers.json() == measured.steps(catalog, measured.RIVERS)
    assert len(rivers.raw) < 10_000 and "immutable" in rivers.headers["cache-control"]
    for theme in relief.THEMES:
        made = relief.relief(catalog, theme)
        picture = get(made.address)
        assert (picture.content, picture.headers["content-type"]) == (made.jpeg, "image/jpeg")
        assert "immutable" in picture.headers["cache-control"]
        assert "immutable" not in get(made.address.partition("?")[0]).headers["cache-control"]
    assert get("/geo/relief-wall.jpg").status_code == 404


@pytest.mark.parametrize("name", ["nothing", "provinces.geojson", "..%2f..%2fdata%2fgeo%2fprovinces"])
def test_nothing_else_is_served(name: str) -> None:
    assert get(f"/geo/{name}.json").status_code == 404


def test_a_page_asks_early_for_the_borders_it_will_draw_and_no_other_page_does(catalog: Catalog) -> None:
    def early(address: str) -> list[str]:
        return [
            unescape(href) for href in re.findall(r'<link rel="preload" as="fetch" crossorigin href="([^"]*)">', reading.get(address).text)
        ]

    assert early("/map?lang=it") == [measured.address(catalog, name) for name in BOTH]
    assert not any(early(address) for address in ("/", "/works", "/map?map=outline"))
