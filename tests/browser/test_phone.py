"""A small screen and a finger, a magnified page, a narrow window: nothing runs off, everything can be pressed, the answer comes soon."""

from __future__ import annotations

import re
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from aidlens import deck as decks
from aidlens.catalog import Catalog
from aidlens.deck import Slide
from aidlens.i18n import lang
from aidlens.measures import works
from aidlens.pagebook import book
from aidlens.view import View
from tests.browser import access
from tests.browser.access import BUILT
from tests.browser.conftest import Opener, Walk, settled

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 390, 844
MENU = tuple(name for name in BUILT if name in book.MENU)
FIRST = ".al-exhibit, .al-story > p, .al-decks, .al-text, .al-tell"


def resized(page: Page, width: int, height: int) -> Page:
    """The same page in a window of another size, once it is laid out again."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(500)
    return settled(page)


@pytest.mark.parametrize(
    ("name", "code"),
    [(name, "it" if at % 2 else "en") for at, name in enumerate(BUILT)]
    + [pytest.param(name, "en" if at % 2 else "it", marks=pytest.mark.long) for at, name in enumerate(BUILT)],
)
def test_a_page_in_the_hand(walk: Walk, name: str, code: str) -> None:
    deck = decks.code(Slide("works", View(page="works"))) if name == "present" else ""
    page = walk(View(page=name, lang=code, deck=deck).href(), WIDTH, HEIGHT)
    assert access.too_wide(page) == ""
    assert access.small_targets(page) == []
    box = page.locator(FIRST).first.bounding_box()
    assert box is not None
    assert box["y"] + 300 <= 2 * HEIGHT, "the first useful exhibit comes within two screens"
    wide = page.evaluate("[...document.querySelectorAll('.al-drawing > .al-d')].map((figure) => figure.getBoundingClientRect().width)")
    assert [width for width in wide if width > WIDTH] == []
    assert access.too_wide(resized(page, 320, 640)) == "", "at 320 px"
    assert access.meeting(page) == [], "a picture laid out for a phone, in a narrower window"


@pytest.mark.parametrize("name", [MENU[0], *(pytest.param(name, marks=pytest.mark.long) for name in MENU[1:])])
@pytest.mark.parametrize("width", [720, pytest.param(960, marks=pytest.mark.long), pytest.param(1140, marks=pytest.mark.long)])
def test_a_page_magnified(open_page: Opener, name: str, width: int) -> None:
    """A window of 1440 px at 200% is 720 px wide; the head has a menu where its links would not fit."""
    page = open_page(View(page=name, lang="it").href(), width, 450)
    assert access.too_wide(page) == ""
    nav = page.locator(".al-head > .al-nav")
    if nav.is_visible():
        bottoms = [link.bounding_box() for link in nav.locator("a").all()]
        assert len({round(box["y"]) for box in bottoms if box}) == 1, "the links of the head stand in one line"
    else:
        page.locator(".al-menu summary").click()
        expect(page.locator(".al-menu nav a[aria-current]")).to_be_visible()


def test_filters_in_a_sheet(walk: Walk, catalog: Catalog) -> None:
    """The sheet is as high as the screen, stays open from choice to choice, says how many works it leaves, and closes by Esc and button."""
    page = walk("/works?lang=it", WIDTH, HEIGHT)
    expect(page.locator(".al-panel summary").first).to_be_hidden()
    page.locator("[data-sheet]").tap()
    sheet = page.locator("dialog.al-sheet")
    box = sheet.bounding_box()
    assert box is not None
    assert (round(box["width"]), round(box["height"])) == (WIDTH, HEIGHT)
    assert access.small_targets(page) == []
    page.locator(".al-panel summary", has_text="Tipo").tap()
    assert access.small_targets(page) == []
    page.locator('.al-panel li a[href*="kind=school"]').tap()
    expect(page).to_have_url(re.compile("kind=school"))
    expect(sheet).to_be_visible()
    left = len(works.select(catalog, View(page="works", kind=("school",))))
    it = lang("it")
    expect(page.locator(".al-go")).to_have_text(it.n("Show {n} work", "Show {n} works", left))
    page.locator(".al-panel summary", has_text="Provincia").tap()
    page.locator('.al-panel li a[href*="province="]').first.tap()
    expect(page).to_have_url(re.compile("kind=school.*province="))
    page.locator(".al-go").tap()
    expect(sheet).to_be_hidden()
    expect(page.locator(".al-chip")).to_have_count(2)
    expect(page.locator("[data-sheet]")).to_have_text("Filtri (2)")
    page.locator("[data-sheet]").tap()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('[data-sheet]')"), "the focus goes back to what opened the sheet"


def test_a_small_target_and_a_wide_thing_are_noticed(open_page: Opener) -> None:
    page = open_page("/disagreements", WIDTH, HEIGHT)
    page.evaluate(
        """document.querySelector('.al-h1').insertAdjacentHTML('afterend',
        '<p><a href="/works" id="tiny">tiny</a></p><p>in words <a href="/works">a link</a></p><div style="width:600px">wide</div>')"""
    )
    assert [line.split(" ")[0] for line in access.small_targets(page)] == ["tiny"]
    assert "px too wide" in access.too_wide(page)


def test_the_site_has_a_face_of_its_own(open_page: Opener, site: str) -> None:
    page = open_page("/?theme=dark")
    icons = page.locator('link[rel~="icon"]')
    assert icons.count() == 1
    href = icons.get_attribute("href") or ""
    assert href.endswith("/app/static/mark.svg"), "not the framework's"
    touch = page.locator('link[rel="apple-touch-icon"]').get_attribute("href") or ""
    for address in (href, touch):
        with urllib.request.urlopen(address if "://" in address else f"{site}/{address.lstrip('./')}", timeout=10) as answer:
            assert answer.headers["content-type"].startswith("image/")
    for meta in page.locator('meta[name="theme-color"]').all():
        expect(meta).to_have_attribute("content", "#14181d")


def test_colours_of_the_readers_system(open_page: Opener) -> None:
    page = open_page.blank()
    page.emulate_media(forced_colors="active")
    page.goto(open_page.base + "/works")
    settled(page)
    line = page.locator('.al-nav a[aria-current="page"]').evaluate("item => getComputedStyle(item).textDecorationLine")
    assert line == "underline", "the current page is told by a line"
    expect(page.locator(".al-drawing svg").first).to_be_visible()


def test_nothing_moves_for_who_asked_for_rest(walk: Walk) -> None:
    page = walk("/map?map=outline")
    moving = """() => [...document.querySelectorAll('*')].filter(item => {
        const style = getComputedStyle(item);
        const seconds = text => Math.max(...text.split(',').map(parseFloat));
        return seconds(style.transitionDuration) > 0.01 || (style.animationName !== 'none' && seconds(style.animationDuration) > 0.01);
    }).map(item => item.outerHTML.slice(0, 120))"""
    assert page.evaluate(moving) == []


def test_a_finger_on_a_field_opens_its_list(walk: Walk) -> None:
    """Marks are too small for a finger: wherever it meets a field, the works found are there as lines to press."""
    page = walk("/?lang=en", WIDTH, HEIGHT)
    box = page.locator('.al-drawing .al-field a[data-mark^="work:"]').nth(3).bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator('[role="dialog"] .al-ev')).to_be_visible()
    assert "claim=schools&step=traced" in page.url


# Text as readers may space it (WCAG 1.4.12); and what of it is cut: words beyond their drawing, or in a box that hides what is too much.
SPACED = """() => {
  document.head.append(Object.assign(document.createElement("style"), { id: "spaced", textContent:
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }" }));
  const main = document.querySelector('[data-testid="stMain"]'), cut = [];
  for (const svg of main.querySelectorAll(".al-d")) {
    const home = svg.getBoundingClientRect();
    for (const text of svg.querySelectorAll("text")) {
      const box = text.getBoundingClientRect();
      if (box.width && (box.right > home.right + 1 || box.left < home.left - 1)) cut.push(text.textContent);
    }
  }
  for (const item of main.querySelectorAll(":not(svg *, .al-only-read, .al-scroll, .al-scroll *)")) {
    const hides = getComputedStyle(item).overflowX !== "visible" && item !== main && !item.contains(main) && item.checkVisibility();
    if (hides && item.clientWidth > 5 && item.scrollWidth > item.clientWidth + 1) cut.push(item.outerHTML.slice(0, 120));
  }
  const wide = main.scrollWidth - innerWidth;
  document.getElementById("spaced").remove();
  return [cut, wide];
}"""


def test_text_that_readers_space_is_whole(walk: Walk) -> None:
    cut, wide = walk("/spending").evaluate(SPACED)
    assert cut == [] and wide <= 1
