"""Everything by keyboard: a visible focus in the order of reading, evidence opened and closed, focus that comes back."""

from __future__ import annotations

import itertools
import re

import pytest
from playwright.sync_api import Page, expect

from aidlens.view import View
from tests.browser import access
from tests.browser.access import BUILT
from tests.browser.conftest import Opener, Walk, settled, until

pytestmark = pytest.mark.browser

DRAWER = '[role="dialog"] .al-ev'


def stops_of(page: Page, steps: int) -> list[dict[str, object]]:
    """What the Tab key passes through, until it leaves the page."""
    found = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        here = access.focus(page)
        if here["tag"] == "BODY":
            break
        found.append(here)
    return found


@pytest.mark.parametrize(
    "name", ["overview", "works", *(pytest.param(name, marks=pytest.mark.long) for name in BUILT if name not in ("overview", "works"))]
)
def test_the_focus_is_seen_and_goes_downwards(open_page: Opener, name: str) -> None:
    page = open_page(View(page=name).href())
    stops = stops_of(page, 85 if name == "overview" else 40)
    assert len(stops) > 20
    for stop in stops:
        assert stop["ring"] >= 2, f"no ring around {stop}"
        assert stop["text"] or stop["name"] or stop["tag"] in ("INPUT", "TEXTAREA", "CANVAS"), stop
    body = [stop for stop in stops if not stop["head"] and not stop["main"] and stop["text"] != "Skip to the content"]
    # Things of one row may differ in height; what counts is that the order never jumps back up a screen.
    for before, after in itertools.pairwise(body):
        assert after["y"] > before["y"] - 420, f"from {before} up to {after}"
    if name == "overview":
        assert stops[-1]["foot"], "the walk ends at the foot"


def test_evidence_opens_keeps_the_focus_and_gives_it_back(open_page: Opener) -> None:
    page = open_page("/")
    summary = page.locator("details.al-data summary").first
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    opener = access.focus(page)
    page.keyboard.press("Enter")
    expect(page.locator(DRAWER)).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?(obs|claim)="))
    until(page, "document.activeElement.closest('[role=dialog]') !== null")
    inside = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        here = access.focus(page)
        assert here["drawer"], f"the focus left the drawer for {here}"
        inside.add(str(here["text"]))
    assert len(inside) > 4, "the drawer's own links are passed through"
    page.keyboard.press("Escape")
    expect(page.locator('[role="dialog"]')).to_have_count(0)
    until(page, "document.activeElement !== document.body")
    assert access.focus(page)["text"] == opener["text"], "the focus is back on what opened the drawer"


@pytest.mark.long  # fails now and then late in a run of everything, never by itself: the cause is not known
def test_the_focus_comes_back_whatever_took_it(open_page: Opener) -> None:
    """A card reached from a card, a file made, a slide taken out, the stage left, a step back: the reader goes on where they were."""
    page = open_page("/works?kind=school")
    press, focused = page.keyboard.press, page.locator(":focus")
    work = page.locator('table a[href*="work="]').first
    name = work.inner_text()
    work.focus()
    press("Enter")
    page.locator('[role="dialog"] a[href*="source="]').first.focus()
    press("Enter")
    expect(page).to_have_url(re.compile("source="))
    settled(page)
    press("Escape")
    expect(page.locator('[role="dialog"]')).to_have_count(0)
    settled(page)
    expect(focused).to_have_text(name)

    page.locator(".st-key-save-aidlens-works-csv button").focus()
    with page.expect_download():
        press("Enter")
    expect(page.locator(".st-key-save-aidlens-works-csv button")).to_be_focused()

    page.locator(".st-key-actions-counts [data-add]").focus()
    press("Enter")
    press("Tab")
    expect(focused).to_have_text("Open the deck")
    press("Tab")
    press("Shift+Tab")
    expect(page.locator(".st-key-actions-counts [data-add]")).to_be_focused()
    press("Tab")
    press("Enter")
    expect(page.locator(".al-deckhead h2")).to_be_focused()
    press("Tab")
    expect(focused).to_have_text("Present")
    press("Enter")
    expect(page.locator(".al-stage-title").first).to_be_visible()
    press("Escape")
    expect(page.locator(".al-deckhead [data-present]")).to_be_focused()

    page.go_back()
    page.wait_for_url(re.compile("stage"))
    page.go_back()
    page.wait_for_url(re.compile("/present"))
    page.go_back()
    page.wait_for_url(re.compile("/works"))
    settled(page)
    expect(page.locator(".st-key-actions-counts [data-add]")).to_be_focused()


@pytest.mark.long  # fails now and then late in a run of everything, never by itself: the cause is not known
def test_a_slide_taken_out_leaves_the_focus_beside_it(open_page: Opener) -> None:
    page = open_page("/present?deck=ladder*split")
    for left in (1, 0):
        page.locator('[class*="st-key-deck-out-"] button').last.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".al-deckslide")).to_have_count(left)
        expect(page.locator(".st-key-deck-out-0 button" if left else "h1")).to_be_focused()


def test_a_panel_opens_closes_and_gives_the_focus_back(walk: Walk) -> None:
    page = walk("/works")
    panels = page.locator("details.al-panel")
    panels.nth(0).locator("summary").focus()
    page.keyboard.press("Enter")
    expect(panels.nth(0).locator("li a").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(panels.nth(0).locator("li a").first).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('summary')")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".al-chip")).to_have_count(1)
    until(page, "document.activeElement !== document.body")
    assert page.evaluate("document.activeElement.closest('.al-filters') !== null"), "the next filter is at hand"
    panels.nth(1).locator("summary").click()
    page.locator("h1").click()
    expect(panels.nth(1).locator("li a").first).to_be_hidden()


def test_another_page_is_begun_at_its_heading(walk: Walk) -> None:
    page = walk("/?lang=it")
    page.locator('.al-nav a[href^="/works"]').focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/works\?lang=it"))
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("input")).to_be_visible()
    settled(page)
    page.keyboard.press("Tab")
    assert access.focus(page)["tag"] == "INPUT", "what comes after the heading comes next"


def test_the_choice_just_made_keeps_the_focus(walk: Walk) -> None:
    page = walk("/works")
    page.get_by_role("link", name="District", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("by=district"))
    settled(page)
    expect(page.locator(".al-switch a", has_text="District")).to_be_focused()
