"""The interactive map: a named surface that takes pointer and keys, one through all filters, never a blank, and given back; its marks are
those of the page, played and dragged by their years without the server.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.i18n import lang
from aidlens.measures import works
from aidlens.view import View
from tests.browser.conftest import Opener, Server, Walk, settled, until
from tests.browser.proxy import Line

pytestmark = pytest.mark.browser

SURFACE = ".al-map[data-drawn] canvas"
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


TITLE = '[data-frame="map"] h2'


def mark_of(page: Page, place: str) -> Locator:
    """The first mark of a place."""
    return page.locator(f'.al-map [data-field="place:{place}"] a[data-mark^="work:"]').first


def at(mark: Locator) -> tuple[float, float]:
    """The middle of a mark on the page."""
    box = mark.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_map_is_pointed_at_moved_by_keys_and_followed(open_page: Opener, catalog: Catalog) -> None:
    page = open_page.blank()
    page.add_init_script(SURFACES)
    reliefs: list[str] = []
    page.on("request", lambda request: reliefs.append(request.url) if "/geo/relief-" in request.url else None)
    page.goto(open_page.base + "/map")
    surface = settled(page).locator(SURFACE)
    expect(surface).to_have_accessible_name(registry.build("map", catalog, View(page="map"), lang("en")).title)
    expect(surface).to_have_accessible_description(re.compile("Farsi: 1 health facilities.*arrows move the map"))
    assert {url.rsplit("/", 1)[1].partition(".")[0] for url in reliefs} == {"relief-light"}, "the ground of no other theme is fetched"
    mark = mark_of(page, "farsi")
    mark.hover()
    expect(page.locator(".al-tip")).to_contain_text("Farsi, Herat")
    x, y = at(mark)
    surface.focus()
    page.keyboard.press("ArrowRight")
    assert at(mark) == pytest.approx((x - 80, y), abs=1)
    page.keyboard.press("0")
    assert at(mark) == pytest.approx((x, y), abs=1)
    seat = "document.querySelector('.al-map-seats').getAttribute('d').split('M').filter(Boolean).map((at) => at.split(' ').map(parseFloat))"
    before = page.evaluate(seat)
    page.keyboard.press("+")
    page.wait_for_timeout(500)
    after = page.evaluate(seat)
    assert abs(after[0][0] - after[1][0]) == pytest.approx(2 * abs(before[0][0] - before[1][0]), rel=0.02), "the next step is twice as near"
    nearer = page.get_by_role("button", name="Zoom in")
    expect(nearer).to_have_attribute("aria-disabled", "false")
    page.keyboard.press("+")
    expect(nearer).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("0")
    expect(nearer).to_have_attribute("aria-disabled", "false")
    page.get_by_role("button", name="Zoom out").click()
    page.get_by_role("button", name="Reset view").click()
    assert at(mark) == pytest.approx((x, y), abs=1)
    # A wheel that passes over the map scrolls the page; where the map was pressed, or with Ctrl, it zooms.
    page.evaluate("document.activeElement?.blur()")
    page.mouse.move(5, 500)
    page.mouse.move(x, y + 60)
    page.mouse.wheel(0, 120)
    until(page, "document.querySelector('[data-testid=\"stMain\"]').scrollTop > 50")
    assert page.evaluate(seat) == before
    page.mouse.wheel(0, -400)
    until(page, "document.querySelector('[data-testid=\"stMain\"]').scrollTop === 0")
    page.keyboard.down("Control")
    # It comes to rest on a step, where every field has its place.
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    page.wait_for_timeout(1200)
    resting = page.evaluate(seat)
    assert abs(resting[0][0] - resting[1][0]) == pytest.approx(2 * abs(before[0][0] - before[1][0]), rel=0.02)
    page.get_by_role("button", name="Reset view").click()

    # Pulled by a mark the map moves, and the mark is not followed.
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 100, y + 30, steps=4)
    page.mouse.up()
    assert at(mark) == pytest.approx((x - 100, y + 30), abs=40)
    page.wait_for_timeout(300)
    assert "work=" not in page.url
    page.get_by_role("button", name="Reset view").click()

    # A place is chosen where it stands: its works are listed beside the map, all others stay.
    page.locator('.al-map [data-mark="name:shindand"]').click()
    listed = page.locator(".al-place")
    expect(listed.locator("h2")).to_contain_text("Shindand")
    total = len(works.select(catalog, View(page="map", at="shindand")))
    assert listed.locator("li").count() == total and "at=" not in page.url
    # It is in the address: a card opened and left, Back, Forward and another load leave it where it was.
    expect(page).to_have_url(re.compile("place=shindand"))
    listed.locator("li a").first.click()
    expect(page.locator('section[role="dialog"]')).to_be_visible()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/map\?place=shindand$"))
    page.reload()
    expect(settled(page).locator(".al-place h2")).to_contain_text("Shindand")
    expect(page.locator(SURFACE)).to_be_visible()
    page.locator('.al-map [data-mark="name:guzara"]').click()
    expect(listed.locator("h2")).to_contain_text("Guzara")
    page.go_back()
    expect(listed.locator("h2")).to_contain_text("Shindand")
    settled(page)
    mark = mark_of(page, "farsi")

    # A mark opens its card; Esc gives the focus back to that very mark, in view.
    page.evaluate("window.before = document.querySelector('.al-map canvas')")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator('section[role="dialog"]')).to_be_visible()
    key = mark.get_attribute("data-mark")
    page.keyboard.press("Escape")
    until(page, f"document.activeElement?.dataset?.mark === {key!r}")
    assert 0 < at(mark)[1] < 900

    page.get_by_role("link", name="the whole country").click()
    expect(page).to_have_url(re.compile("extent=country"))
    settled(page)
    assert page.evaluate("window.before === document.querySelector('.al-map canvas')"), "one map through all filters"

    # Left: the surface is given back. Back again: another one, and where that one is lost the outline stands there, with a way back.
    page.locator('.al-nav a[href^="/works"]').first.click()
    until(page, "location.pathname === '/works' && window.surfaces.length > 0")
    until(page, "window.surfaces.every((surface) => surface.isContextLost())")
    page.locator('.al-nav a[href^="/map"]').first.click()
    expect(page.locator(SURFACE)).to_be_visible()
    page.evaluate("window.surfaces.find((one) => !one.isContextLost()).getExtension('WEBGL_lose_context').loseContext()")
    notice = page.locator(".st-key-page .al-notice[role=status]")  # beside the words that the browser put there at once
    expect(notice).to_contain_text("The interactive map stopped")
    expect(notice.locator("a[data-reload]")).to_have_attribute("href", re.compile("^/map"))
    expect(page.locator(".st-key-page .al-map")).to_have_count(0)
    expect(page.locator(".st-key-chart-map svg.al-d").first).to_be_visible()


def test_a_mark_that_keys_have_reached_comes_into_the_picture(walk: Walk) -> None:
    """That arrows reach every mark of the drawing is tested in test_marks; here, that the map brings each into view."""
    page = walk("/map")
    expect(page.locator(SURFACE)).to_be_visible()
    page.locator(SURFACE).focus()
    page.keyboard.press("Tab")
    beyond = page.evaluate(
        """() => {
      const marks = [...document.querySelectorAll(".al-map-over a:not(.al-all)")];
      const land = document.querySelector(".al-map-land").getBoundingClientRect();
      return [marks.length, marks.filter((mark) => mark.getClientRects().length).filter((mark) => {
        mark.focus({ focusVisible: true, preventScroll: true });
        const box = mark.getBoundingClientRect();
        return box.left < land.left || box.right > land.right || box.top < land.top || box.bottom > land.bottom;
      }).map((mark) => mark.dataset.mark)];
    }"""
    )
    assert beyond[0] > 140 and beyond[1] == []


@pytest.mark.parametrize("drawn", ["drawn", "outline"])
def test_years_are_dragged_without_the_server_and_every_frame_agrees_with_its_title(
    open_page: Opener, catalog: Catalog, drawn: str
) -> None:
    page = open_page(f"/map?map={drawn}")
    expect(page.locator(".al-map[data-drawn]" if drawn == "drawn" else ".st-key-chart-map .al-d").first).to_be_visible()
    settled(page)
    title = page.locator(TITLE).text_content()
    # Every range from each of some years on: title, marks seen and numbers of the fields of each frame, and how long it took.
    frames = page.evaluate(
        """() => {
      const map = document.querySelector(".al-map") || document.querySelector(".st-key-chart-map .al-d");
      const plot = document.querySelector(".al-strip-plot"), box = plot.getBoundingClientRect(), y = box.top + 30;
      const { first, last, columns } = JSON.parse(document.querySelector(".al-strip").dataset.strip);
      const x = (year) => box.left + ((year - first + 0.5) / columns) * box.width;
      const of = (year) => ({ bubbles: true, pointerId: 1, clientX: x(year), clientY: y });
      const send = (kind, year) => plot.dispatchEvent(new PointerEvent(kind, of(year)));
      plot.setPointerCapture = () => {};
      const frames = [], asked = location.href;
      for (const from of [first, 2007, 2011]) {
        send("pointerdown", from);
        for (let to = from; to <= last; to++) {
          const begun = performance.now();
          send("pointermove", to);
          const took = performance.now() - begun;
          const seen = (item) => {
            const land = map.querySelector(".al-map-land"), box = item.getBoundingClientRect();
            const [x, y] = [box.left + box.width / 2, box.top + box.height / 2], frame = land?.getBoundingClientRect();
            // Where motion is reduced, what is computed follows a moment later.
            if ([item, item.closest("[data-field]")].some((one) => one.style.visibility === "hidden")) return false;
            return !land?.contains(item) || (x > frame.left && x < frame.right && y > frame.top && y < frame.bottom);
          };
          const marks = [...map.querySelectorAll("[data-mark^='work:']")].filter(seen).length;
          const fields = [...map.querySelectorAll("[data-field^='place:'], [data-field^='aside:']")].filter(seen);
          const numbers = fields.reduce((sum, field) => sum + Number([...field.querySelectorAll("tspan")].at(-1).textContent), 0);
          const beyond = map.querySelector("[data-field='beyond']");
          const outside = beyond && beyond.style.visibility !== "hidden" ? parseInt(beyond.textContent) : 0;
          frames.push([from, to, document.querySelector('[data-frame="map"] h2').textContent, marks, numbers, outside, took]);
        }
        plot.dispatchEvent(new PointerEvent("pointercancel", { bubbles: true, pointerId: 1 }));
      }
      return [frames, location.href === asked];
    }"""
    )
    assert frames[1], "nothing is asked for while a hand drags"
    assert len(frames[0]) > 30
    for first, last, said, seen, numbers, outside, _ in frames[0]:
        count = len(works.select(catalog, View(page="map", first=first, last=last)))
        if (first, last) == (2003, 2020):
            continue  # all years: the undated, too, and the page's own title
        assert seen == numbers == count - outside, (first, last)
        assert said == f"{first}–{last}: {count} {'work' if count == 1 else 'works'}"
    times = sorted(frame[-1] for frame in frames[0])
    assert times[len(times) // 2] < 33, times
    expect(page.locator(TITLE)).to_have_text(title or "")


def test_years_play_stop_and_are_chosen_by_keys(walk: Walk, catalog: Catalog) -> None:
    page = walk("/map?map=outline")
    strip = page.locator(".al-strip-plot")
    expect(strip).to_have_attribute("aria-valuetext", re.compile("^2003–20"))
    button = page.locator("[data-strip-play]")
    button.click()
    expect(page.locator(TITLE)).to_have_text(re.compile("^2003–200[45]: "))
    expect(button).to_have_text("Stop")
    button.click()
    expect(page).to_have_url(re.compile(r"from=2003&to=200[4-9]"))
    expect(page.locator("[data-strip-play]")).to_have_text("Play by year")
    last = int(page.url.rsplit("to=", 1)[1][:4])
    count = len(works.select(catalog, View(page="map", first=2003, last=last)))
    expect(page.locator(TITLE)).to_contain_text(str(count))
    settled(page)
    page.locator(".al-strip-plot").focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(f"to={last + 1}"))
    settled(page)
    # The years that are chosen play, and are there again at the end.
    page.locator("[data-strip-play]").click()
    expect(page.locator(TITLE)).to_have_text(re.compile("^2003–2003: "))
    until(page, f"document.querySelector('[data-strip-now]').textContent === '2003–{last + 1}'")
    expect(page.locator("[data-strip-play]")).to_have_text("Play by year", timeout=2000)
    assert f"to={last + 1}" in page.url
    page.locator(".al-strip-plot").focus()
    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile(r"/map\?map=outline$"))


def test_what_lies_outside_is_counted_among_the_years_shown(walk: Walk, catalog: Catalog) -> None:
    page = walk("/map?map=outline&from=2005&to=2011")
    marks = page.locator(".st-key-chart-map .al-d [data-mark^='work:']")
    expect(marks.first).to_be_visible()
    settled(page)
    count = len(works.select(catalog, View(page="map", first=2005, last=2011)))
    beyond = page.locator(".st-key-chart-map .al-d [data-field='beyond']")
    expect(beyond).to_contain_text(f"{count - marks.count()} more works outside this frame")


def test_a_mark_followed_while_the_server_is_gone_is_followed_when_it_is_back(open_page: Opener, server: Server) -> None:
    line = Line(server.port)
    try:
        page = open_page.blank()
        page.goto(line.base + "/map")
        expect(settled(page).locator(SURFACE)).to_be_visible()
        mark = mark_of(page, "farsi")
        assert line.cut() > 0
        expect(page.locator("#al-gone[data-on]")).to_be_visible()
        mark.click()
        expect(page.locator("#al-gone")).to_have_attribute("data-on", "owed")
        line.mend()
        expect(page).to_have_url(re.compile("work="), timeout=20_000)
        expect(page.locator('section[role="dialog"]')).to_be_visible()
    finally:
        line.close()


@pytest.mark.parametrize(("width", "height"), [(320, 700), (844, 390), (900, 1000), (1024, 600)])
def test_no_field_is_cut_in_a_small_window(open_page: Opener, width: int, height: int) -> None:
    page = open_page("/map", width=width, height=height)
    expect(page.locator(SURFACE)).to_be_visible()
    settled(page)
    land = page.locator(".al-map-land").bounding_box()
    assert land is not None and land["width"] > 0.85 * width and land["height"] < height
    if width > height > 500:  # an old projector has the whole land on its first screen
        assert land["y"] + land["height"] <= height
    shown, cut = page.evaluate(
        """() => {
      const land = document.querySelector(".al-map-land").getBoundingClientRect();
      const fields = [...document.querySelectorAll(".al-map-over [data-field^='place:']:not([data-cut])")];
      // A finger's target may be larger than what is drawn.
      const number = (field, name) => Number(field.getAttribute(name));
      const boxes = fields.filter((field) => field.getClientRects().length).map((field) => {
        const [left, top] = [land.left + number(field, "x"), land.top + number(field, "y")];
        return { left, top, right: left + number(field, "width"), bottom: top + number(field, "height") };
      });
      const over = boxes.filter((one) => one.right > land.left && one.left < land.right && one.bottom > land.top && one.top < land.bottom);
      const out = (one) => one.left < land.left - 1 || one.right > land.right + 1 || one.top < land.top - 1 || one.bottom > land.bottom + 1;
      return [over.length, over.filter(out).length];
    }"""
    )
    assert shown >= 14 and cut == 0
