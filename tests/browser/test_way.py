"""The reader's way: back to what was left, on when the server is back, and nothing lost in silence on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from aidlens.i18n import lang
from tests.browser.conftest import Opener, Server, settled, until
from tests.browser.proxy import Line

pytestmark = pytest.mark.browser

CHIP = ".al-chip"
TOP = "document.querySelector('[data-testid=\"stMain\"]').scrollTop"
GONE = "#al-gone[data-on]"


def head(page: Page, path: str) -> None:
    """Follow a link of the head."""
    page.locator(f'.al-nav a[href^="{path}"]').first.click()
    until(page, f"location.pathname === '{path}'")
    settled(page)


def back(page: Page, path: str) -> None:
    page.evaluate("history.back()")
    until(page, f"location.pathname === '{path}'")
    settled(page)


def test_one_step_back_leads_to_the_page_left_as_it_was(open_page: Opener) -> None:
    page = open_page("/works?kind=school")
    page.evaluate(f"{TOP} = 700")
    page.wait_for_timeout(100)
    length = page.evaluate("history.length")
    # The mouse of a test would bring the link into sight first.
    page.evaluate("document.querySelector('#next a[href^=\"/map\"]').click()")
    until(page, "location.pathname === '/map'")
    settled(page)
    expect(page).to_have_url(re.compile(r"/map\?kind=school$"))
    expect(page.locator(CHIP)).to_have_count(1)
    assert page.evaluate(TOP) == 0
    assert page.evaluate("history.length") == length + 1
    head(page, "/spending")
    expect(page).to_have_url(re.compile(r"/spending$"))
    page.locator('a[href="/spending?basis=euros"]').click()
    expect(page).to_have_url(re.compile(r"basis=euros$"))
    settled(page)
    head(page, "/story")
    assert page.evaluate("history.length") == length + 4

    back(page, "/spending")
    expect(page).to_have_url(re.compile(r"\?basis=euros$"))
    expect(page.locator("#split .al-sub")).to_contain_text("lower bounds")
    page.evaluate("history.back()")
    expect(page).to_have_url(re.compile(r"/spending$"))
    settled(page)
    back(page, "/map")
    expect(page.locator(CHIP)).to_have_count(1)
    back(page, "/works")
    expect(page).to_have_url(re.compile(r"\?kind=school$"))
    expect(page.locator(CHIP)).to_have_count(1)
    until(page, f"Math.abs({TOP} - 700) < 2")


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    """A line to the server of all tests."""
    made = Line(server.port)
    yield made
    made.close()


def test_a_server_that_is_gone_is_one_line_and_the_last_click_is_done(open_page: Opener, line: Line) -> None:
    page = open_page.blank(lang="it")
    page.goto(line.base + "/works?kind=school")
    settled(page)
    words = lang("it")
    assert line.cut() > 0
    gone = page.locator(GONE)
    expect(gone).to_have_text(
        words.t("The server does not answer. What stands here can be read on; the page goes on by itself when the server is back.")
    )
    page.wait_for_timeout(4500)
    assert page.locator('[role="dialog"]').count() == 0, "no dialogue of another language stands over the page"
    assert page.locator("h1").is_visible() and page.locator("#counts .al-h2").is_visible()
    page.locator('.al-actions a[href^="/plain/"]').first.click()  # a page of its own: the browser would show that there is no line
    expect(gone).to_have_attribute("data-on", "owed")
    page.locator('.al-nav a[href^="/map"]').first.click()
    expect(gone).to_have_text(
        words.t("The server does not answer. What stands here can be read on; what you asked for last is done when the server is back.")
    )
    assert "/works?kind=school" in page.url
    line.mend()
    until(page, "location.pathname === '/map'")
    settled(page)
    expect(page).to_have_url(re.compile(r"/map\?kind=school&lang=it$|/map\?lang=it&kind=school$"))
    expect(page.locator(GONE)).to_have_count(0)
    expect(page.locator(CHIP)).to_have_count(1)
