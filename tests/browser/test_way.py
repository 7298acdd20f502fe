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


def test_answers_that_come_late_put_nothing_between_a_reader_and_the_page_before(open_page: Opener, line: Line) -> None:
    page = open_page.blank()
    page.goto(line.base + "/works?kind=school")
    settled(page)
    head(page, "/map")
    head(page, "/spending")
    head(page, "/story")
    length = page.evaluate("history.length")
    line.hold()
    for path in ("/spending", "/map"):
        page.evaluate("history.back()")
        until(page, f"location.pathname === '{path}'")
        page.wait_for_timeout(600)  # the server has begun to answer
    line.let_go()
    settled(page)
    page.wait_for_timeout(1500)
    settled(page)
    assert page.evaluate("location.pathname") == "/map"
    assert page.evaluate("history.length") == length
    back(page, "/works")
    expect(page).to_have_url(re.compile(r"\?kind=school$"))


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
        words.t("The server does not answer. What stands here can be read on; the page goes on by itself when it is back.")
    )
    page.wait_for_timeout(4500)
    assert page.locator('[role="dialog"]').count() == 0, "no dialogue of another language stands over the page"
    assert page.locator("h1").is_visible() and page.locator("#counts .al-h2").is_visible()
    page.locator('.al-actions a[href^="/plain/"]').first.click()  # a page of its own: the browser would show that there is no line
    expect(gone).to_have_attribute("data-on", "owed")
    page.locator('.al-nav a[href^="/map"]').first.click()
    expect(gone).to_have_text(
        words.t("The server does not answer. What stands here can be read on; what you asked for last is done when it is back.")
    )
    assert "/works?kind=school" in page.url
    line.mend()
    until(page, "location.pathname === '/map'")
    settled(page)
    expect(page).to_have_url(re.compile(r"/map\?kind=school&lang=it$|/map\?lang=it&kind=school$"))
    expect(page.locator(GONE)).to_have_count(0)
    expect(page.locator(CHIP)).to_have_count(1)
    # A button that is shut while the line is down is pressed too.
    csv = page.locator(".st-key-save-aidlens-works-csv button")
    csv.scroll_into_view_if_needed()
    line.cut()
    expect(gone).to_have_attribute("data-on", "gone")
    csv.click(force=True)
    expect(gone).to_have_attribute("data-on", "owed")
    with page.expect_download():
        line.mend()


def test_without_storage_or_clipboard_what_is_not_kept_is_said(open_page: Opener) -> None:
    """Storage that throws and no clipboard: a dark page asked for is dark all over, the deck says that it will be forgotten."""
    page = open_page.blank(scheme="light")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { configurable: true, get() { throw new DOMException('no', 'SecurityError') } });"
        "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
        "document.execCommand = () => false;"
    )
    page.goto(open_page.base + "/spending?theme=dark")
    settled(page)
    words = lang("en")
    light = """(() => { const sum = (colour) => colour.match(/\\d+/g).slice(0, 3).reduce((all, one) => all + Number(one), 0);
      const app = getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor;
      return [sum(app), sum(getComputedStyle(document.querySelector('.al-drawing text')).fill)]; })()"""
    ground, ink = page.evaluate(light)
    assert ground < 200 < 380 < ink, "light words of a chart stand on dark paper"

    page.locator('.al-actions [data-copy$="#split"]').click()
    field = page.locator(".al-tocopy textarea")
    expect(field).to_have_value(open_page.base + "/spending?theme=dark#split")
    assert page.evaluate("document.getSelection().toString()") == field.input_value(), "selected, to be taken by a key"
    assert page.locator("[data-copy][data-done]").count() == 0, "no mark of success"
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    assert page.evaluate("document.activeElement.dataset.copy").endswith("#split")

    add, said = page.locator("[data-add]").first, page.locator("#al-added")
    add.dblclick()
    expect(said).to_contain_text(words.t("It is in the deck already."))
    expect(said).to_contain_text("1 slide.")
    expect(said).to_contain_text(words.t("This browser lets us keep nothing: open the deck and save it before you leave."))
    head(page, "/present")
    expect(page.locator(".al-forgets")).to_be_visible()
    expect(page.locator(".al-limits")).to_contain_text("Open your deck of 1 slide")
    assert page.get_by_text("No deck is open").count() == 0
    page.locator(".al-limits a").click()
    expect(page.locator(".al-deckslide")).to_have_count(1)
