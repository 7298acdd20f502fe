"""The interactive map: a named surface that takes pointer and keys, one through all filters, never a blank, and given back."""

from __future__ import annotations

import json
import math
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from aidlens.catalog import Catalog
from aidlens.exhibits import mapped_deck, registry
from aidlens.exhibits.style import LIGHT, Canvas
from aidlens.i18n import lang
from aidlens.view import View
from tests.browser.conftest import Opener, Server, settled, until
from tests.browser.proxy import Line

pytestmark = pytest.mark.browser

SURFACE = ".al-map[data-drawn] canvas"
TIP = ".al-map-tip"
# Every surface a page has asked for, to ask later whether it has been given back.
SURFACES = """(() => {
  window.surfaces = [];
  const get = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    const found = get.call(this, kind, ...rest);
    if (found && /webgl/.test(kind) && !window.surfaces.includes(found)) window.surfaces.push(found);
    return found;
  };
})()"""


def deck(catalog: Catalog, view: View, code: str = "en") -> dict[str, Any]:
    """The map a page of 1440 px shows, as the browser gets it."""
    words = lang(code)
    data = registry.build("map", catalog, view, words).data
    found: dict[str, Any] = json.loads(mapped_deck.deck(catalog, data, view, Canvas(LIGHT, words)).to_json())
    return found


def a_mark(found: dict[str, Any]) -> dict[str, Any]:
    """A mark of a district that stands away from others."""
    marks = next(layer["data"] for layer in found["layers"] if layer["id"] == "marks")
    return next(row for row in marks if "Farsi" in row["hover"])


def place(page: Page, found: dict[str, Any], mark: dict[str, Any]) -> tuple[float, float]:
    """Where a mark stands on the page: web Mercator round the middle of the surface, 512 px round the world at zoom 0."""
    state, box = found["initialViewState"], page.locator(SURFACE).bounding_box()
    assert box is not None
    scale = 512 * 2 ** state["zoom"] / math.tau

    def plane(lon: float, lat: float) -> tuple[float, float]:
        return scale * math.radians(lon), -scale * math.asinh(math.tan(math.radians(lat)))

    (x, y), (x0, y0) = plane(mark["lon"], mark["lat"]), plane(state["longitude"], state["latitude"])
    return box["x"] + box["width"] / 2 + x - x0 + mark["offset"][0], box["y"] + box["height"] / 2 + y - y0 + mark["offset"][1]


def points_at(page: Page, x: float, y: float, words: str) -> None:
    """The pointer at a place gets these words, "" for none."""
    page.mouse.move(x + 60, y + 60)
    page.mouse.move(x, y, steps=2)
    expect(page.locator(TIP)).to_have_text(words) if words else expect(page.locator(TIP)).to_be_hidden()


def test_the_map_is_pointed_at_moved_by_keys_and_followed(open_page: Opener, catalog: Catalog) -> None:
    view = View(page="map")
    found = deck(catalog, view)
    mark = a_mark(found)
    page = open_page.blank()
    page.add_init_script(SURFACES)
    page.goto(open_page.base + "/map")
    surface = settled(page).locator(SURFACE)
    title = registry.build("map", catalog, view, lang("en")).title
    expect(surface).to_have_accessible_name(title)
    expect(surface).to_have_accessible_description(re.compile("Farsi: 1 health facilities.*arrows move the map"))
    surface.scroll_into_view_if_needed()
    x, y = place(page, found, mark)
    points_at(page, x, y, mark["hover"])
    surface.focus()
    page.keyboard.press("ArrowRight")
    points_at(page, x - 80, y, mark["hover"])
    page.keyboard.press("0")
    points_at(page, x, y, mark["hover"])
    page.keyboard.press("+")
    page.keyboard.press("+")
    box = surface.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    points_at(page, *(at + 2 * (now - at) for at, now in zip(middle, (x, y), strict=True)), mark["hover"])
    page.keyboard.press("0")
    page.get_by_role("button", name="Zoom out").click()
    page.get_by_role("button", name="Reset view").click()

    page.evaluate("window.before = document.querySelector('.al-map canvas')")
    page.get_by_role("link", name="the whole country").click()
    expect(page).to_have_url(re.compile("extent=country"))
    settled(page)
    found = deck(catalog, view.having(extent="country"))
    mark = a_mark(found)
    x, y = place(page, found, mark)
    points_at(page, x, y, mark["hover"])
    page.mouse.click(x, y)
    expect(page.locator(".al-chip").first).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape(mark["href"].split("?")[1].split("&")[-1])))
    settled(page)
    assert page.evaluate("window.before === document.querySelector('.al-map canvas')"), "one map through all filters"

    # Left: the surface is given back. Back again: another one, and where that one is lost the outline stands there, with a way back.
    page.locator('.al-nav a[href^="/works"]').first.click()
    until(page, "location.pathname === '/works' && window.surfaces.length > 0")
    until(page, "window.surfaces.every((surface) => surface.isContextLost())")
    page.locator('.al-nav a[href^="/map"]').first.click()
    expect(page.locator(SURFACE)).to_be_visible()
    page.evaluate("window.surfaces.find((one) => !one.isContextLost()).getExtension('WEBGL_lose_context').loseContext()")
    notice = page.locator(".st-key-page .al-notice")
    expect(notice).to_contain_text("The interactive map stopped")
    expect(notice.locator("a[data-reload]")).to_have_attribute("href", re.compile("^/map"))
    expect(page.locator(".st-key-page .al-map")).to_have_count(0)
    expect(page.locator(".st-key-page :is(.js-plotly-plot .main-svg, svg.al-d)").first).to_be_visible()


def test_a_mark_followed_while_the_server_is_gone_is_followed_when_it_is_back(open_page: Opener, server: Server, catalog: Catalog) -> None:
    line = Line(server.port)
    try:
        found = deck(catalog, View(page="map"))
        mark = a_mark(found)
        page = open_page.blank()
        page.goto(line.base + "/map")
        settled(page).locator(SURFACE).scroll_into_view_if_needed()
        x, y = place(page, found, mark)
        points_at(page, x, y, mark["hover"])
        assert line.cut() > 0
        expect(page.locator("#al-gone[data-on]")).to_be_visible()
        page.mouse.click(x, y)
        expect(page.locator("#al-gone")).to_have_attribute("data-on", "owed")
        line.mend()
        expect(page).to_have_url(re.compile("at="), timeout=20_000)
        expect(page.locator(".al-chip").first).to_be_visible()
    finally:
        line.close()
