"""The first paint: readable before any script has run, replaced by the live page without a jump or a hole, and gone for good."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Opener, settled, until

pytestmark = pytest.mark.browser

CHART = "#root .al-drawing svg"
# Notes each frame (is the plain content seen, is the live page seen) and adds up what moved by itself.
WATCH = """
window.frames_ = []; window.moved = 0; window.movers = []; let last = "";
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    window.moved += entry.value;
    for (const { node, previousRect, currentRect } of entry.sources)
      window.movers.push(`${entry.value.toFixed(3)} ${node?.className || node?.nodeName} ${previousRect.y} to ${currentRect.y}`);
  }
}).observe({ type: "layout-shift", buffered: true });
(function look() {
  const first = document.getElementById("first-paint"), root = document.getElementById("root");
  const plain = Boolean(first && getComputedStyle(first).display !== "none" && first.offsetHeight > 300);
  const live = Boolean(root && getComputedStyle(root).visibility === "visible");
  const drawn = Boolean(document.querySelector("#root .al-drawing svg, #root .al-map[data-drawn], #root .al-footer"));
  for (const [name, query] of [["plainTitle", "#first-paint .al-p-h1"], ["liveTitle", "#root .al-h1"]]) {
    const box = document.querySelector(query)?.getBoundingClientRect();
    if (box?.width) window[name] = [box.x, box.y, box.width, box.height].map(Math.round);
  }
  const now = JSON.stringify([plain, live, drawn]);
  if (root && now !== last) window.frames_.push(JSON.parse(now));
  last = now;
  requestAnimationFrame(look);
})();
"""


def watched(open_page: Opener, path: str, width: int = 1440, height: int = 900) -> Page:
    page = open_page.blank(width, height)
    page.add_init_script(WATCH)
    page.goto(open_page.base + path)
    settled(page)
    page.wait_for_selector("#first-paint", state="detached")
    page.wait_for_timeout(600)  # what would still move, moves now
    return page


DESKTOP, PHONE = (1440, 900), (390, 844)


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("/", DESKTOP),
        ("/works", PHONE),
        pytest.param("/", PHONE, marks=pytest.mark.long),
        ("/spending", DESKTOP),
        pytest.param("/spending", PHONE, marks=pytest.mark.long),
        pytest.param("/works", DESKTOP, marks=pytest.mark.long),
    ],
)
def test_the_live_page_takes_over_without_a_jump_or_a_hole(open_page: Opener, path: str, size: tuple[int, int]) -> None:
    page = watched(open_page, path, *size)
    # On a busy machine a part, or the type, may come late, also twice; what is laid out badly moves every time.
    for _ in range(2):
        if page.evaluate("window.moved >= 0.1 || String(window.plainTitle) !== String(window.liveTitle)"):
            page = watched(open_page, path, *size)
    frames = page.evaluate("window.frames_")
    assert frames[-1][:2] == [False, True]
    for plain, live, drawn in frames[1:]:
        assert plain != live, f"both or neither are seen: {frames}"
        assert drawn or not live, f"the live page is seen before it is drawn: {frames}"
    assert page.evaluate("window.moved") < 0.1, page.evaluate("window.movers")
    assert page.evaluate("window.plainTitle") == page.evaluate("window.liveTitle")


@pytest.mark.long
@pytest.mark.parametrize("path", ["/map", "/map?map=outline", "/story", "/disagreements", "/works?q=zzzz", "/?claim=schools"])
def test_every_kind_of_page_takes_over(open_page: Opener, path: str) -> None:
    page = watched(open_page, path)
    assert all(plain != live for plain, live, _ in page.evaluate("window.frames_")[1:])


def test_the_answer_is_there_before_any_script(open_page: Opener) -> None:
    page = open_page.blank(390, 844, "it")
    page.route("**/static/js/**", lambda route: route.abort())
    page.goto(open_page.base + "/spending?lang=it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dove è andato il denaro, per quanto qualcuno abbia detto")
    expect(page.locator("#first-paint table").first).to_contain_text("62%")
    assert page.evaluate("document.documentElement.lang") == "it"


def painted_before(open_page: Opener, path: str, pattern: str) -> Page:
    """A page whose answer is painted while what matches a pattern is still on its way; then that comes."""
    page = open_page.blank()
    page.add_init_script(WATCH)
    waiting: list[Route] = []
    page.route(pattern, lambda route: waiting.append(route))
    page.goto(open_page.base + path, wait_until="commit")
    until(page, "performance.getEntriesByName('first-contentful-paint').length > 0")
    expect(page.locator("#first-paint h1")).to_be_visible()
    assert waiting, "nothing of the kind was asked for"
    page.unroute(pattern)  # lets go also what waits
    return settled(page)


def test_the_answer_is_painted_before_streamlits_own_sheet_has_come(open_page: Opener) -> None:
    painted_before(open_page, "/spending", "**/static/css/*")


@pytest.mark.parametrize("path", ["/", "/works"])
def test_a_font_that_comes_late_does_not_move_what_is_being_read(open_page: Opener, path: str) -> None:
    page = painted_before(open_page, path, "**/static/fonts/*")
    page.wait_for_timeout(600)
    assert page.evaluate("window.moved") < 0.1, page.evaluate("window.movers")
    assert page.evaluate("window.plainTitle") == page.evaluate("window.liveTitle"), "set in another font, as many lines"


def test_a_drawing_without_its_page_is_not_shown(open_page: Opener) -> None:
    """The parts of a page come in files of their own: the drawing's may be there before the one that brings styles and words."""
    page = open_page.blank()
    page.add_init_script(WATCH)
    held: list[Route] = []
    page.route("**/static/js/Html.*", lambda route: held.append(route))
    page.goto(open_page.base + "/works", wait_until="commit")
    page.wait_for_selector(CHART, state="attached")
    page.wait_for_timeout(300)
    assert held, "no file of the kind was asked for"
    assert page.locator("#first-paint h1").is_visible() and not page.locator("#root").is_visible()
    page.unroute("**/static/js/Html.*")
    settled(page)
    page.wait_for_timeout(300)
    assert page.evaluate("window.moved") < 0.1, page.evaluate("window.movers")


def test_a_browser_without_scripts_reads_and_follows_links(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(site + "/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("105 schools built or renovated")
    page.locator("#first-paint a[href*='claim=schools']").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="This page without scripts, to print").click()
    expect(page).to_have_url(re.compile("/plain/"))
    context.close()


def test_another_page_does_not_bring_it_back(open_page: Opener) -> None:
    page = watched(open_page, "/")
    page.locator(".al-nav a", has_text="Spending").click()
    expect(page.locator("#split h2")).to_be_visible()
    frames = page.evaluate("window.frames_")
    after = frames.index(next(frame for frame in frames if frame[:2] == [False, True]))
    assert not any(plain for plain, _, _ in frames[after:])


def test_a_reader_further_down_is_not_pulled_away(open_page: Opener) -> None:
    page = open_page.blank()
    # The reader scrolls as soon as there is something to scroll.
    page.add_init_script("addEventListener('DOMContentLoaded', () => { scrollTo(0, 700); })")
    page.goto(open_page.base + "/")
    page.wait_for_selector(CHART, state="attached")  # a cold server takes longer than an expectation waits
    button = page.get_by_role("button", name="The interactive page is ready: show it")
    expect(button).to_be_visible()
    expect(page.locator("#first-paint .al-p-h1")).to_be_attached()
    button.click()
    expect(page.locator("#first-paint")).to_have_count(0)
    expect(page.locator(CHART).first).to_be_visible()


def test_no_font_of_streamlits_comes_before_the_chart_and_an_icon_still_brings_its_own(open_page: Opener) -> None:
    page = open_page.blank()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    held: list[Route] = []
    page.route(
        "**/app/static/fonts/*", lambda route: held.append(route)
    )  # what stands in for a font that is late must be nothing to be fetched
    page.goto(open_page.base + "/", wait_until="domcontentloaded")
    settled(page)
    page.wait_for_timeout(300)
    assert held, "no font of ours is asked for"
    for route in held:
        route.continue_()
    page.unroute("**/app/static/fonts/*")
    assert not any("Plotly" in url for url in fetched), "a drawing needs no code of Plotly's"
    assert [url for url in fetched if "/static/media/" in url] == []
    icon = "document.body.insertAdjacentHTML('beforeend', `<i style=\"font-family:'Material Symbols Rounded'\">home</i>`)"
    with page.expect_request(re.compile("/static/media/MaterialSymbols")):
        page.evaluate(icon)
