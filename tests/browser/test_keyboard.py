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
    stops = stops_of(page, 70 if name == "overview" else 40)
    assert len(stops) > 20
    for stop in stops:
        assert stop["ring"] >= 2, f"no ring around {stop}"
        assert stop["text"] or stop["name"] or stop["tag"] in ("INPUT", "CANVAS"), stop
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
