"""A deck in a room, in a real browser: played by keyboard, read from the last row, followed by a second window and a phone."""

from __future__ import annotations

import io
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from aidlens.catalog import Catalog, site_dir
from aidlens.i18n import lang
from aidlens.pagebook.pages import privacy
from aidlens.ui import decks
from tests.browser import access
from tests.browser.conftest import HOST, Opener, Server, free_port, until

pytestmark = pytest.mark.browser

FIVE = "/present?deck=five&stage=true"
SIZES = [(1920, 1080), (1280, 720), (1024, 768)]
# A busy two-core machine that also runs the server draws late now and then: the median is what a room sees.
NEXT_SLIDE_MS, TURNS = 300, 20


def on(page: Page) -> str:
    return page.locator(".al-stage-bar [data-at]").inner_text()


def charts(page: Page, count: int = 6) -> None:
    """Wait until every chart of the deck is drawn."""
    page.wait_for_function("count => [...document.querySelectorAll('.st-key-stage .al-drawing svg')].length >= count", arg=count)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(600)


def test_the_deck_is_played_by_keyboard(open_page: Opener) -> None:
    page = open_page(FIVE, width=1280, height=720)
    charts(page)
    press = page.keyboard.press
    # A claim builds up: what the article says, what Italy counted, what was found. It is whole where it is not come to from before.
    for key, wanted, built in (
        ("ArrowRight", 3, 0), ("ArrowDown", 3, 1), ("Space", 3, 2), ("PageDown", 4, 0), ("PageDown", 5, 0), ("PageDown", 6, 0),
        ("PageDown", 6, 0), ("ArrowLeft", 5, 0), ("ArrowUp", 4, 0), ("PageUp", 3, 2), ("PageUp", 3, 1), ("End", 6, 0), ("Home", 1, 0),
        ("Enter", 2, 0), ("Enter", 2, 1), ("Shift+Space", 2, 0), ("Shift+Space", 1, 0), ("3", 1, 0), ("Enter", 3, 2), ("9", 3, 2),
        ("Enter", 6, 0),
    ):  # fmt: skip
        press(key)
        assert on(page) == f"{wanted} / 6", key
        assert page.evaluate("({ slide, built }) => [slide, built]", page.evaluate("({ ...document.documentElement.dataset })")) == [
            str(wanted - 1),
            str(built),
        ]
        assert page.locator(".al-stage-title:visible").count() >= 1
        if wanted == 3:
            title = page.locator(".st-key-stage-slide-2 .al-stage-title span")
            expect(title.nth(0)).to_be_visible(visible=built < 2)
            expect(title.nth(1)).to_be_visible(visible=built == 2)  # else the title gives the answer away
    assert "slide=5" in page.evaluate("location.search")
    press("b")
    assert page.evaluate("getComputedStyle(document.querySelector('.st-key-stage'), '::after').backgroundColor") == "rgb(0, 0, 0)"
    press("b")
    press("1"), press("Enter")
    for key, name in (("s", "says"), ("w", "says"), ("h", "help")):
        press(key)
        expect(page.locator(f".al-stage-{name}:visible").first).to_be_visible()
        words = page.locator(f".al-stage-{name}:visible :is(li, dt, dd)").first
        assert words.evaluate("item => parseFloat(getComputedStyle(item).fontSize)") >= 28, "read from the back of the room"
        press("Escape")
        assert page.evaluate("document.documentElement.dataset.panel") == ""
    press("f")
    until(page, "document.fullscreenElement !== null")
    press("f")
    until(page, "document.fullscreenElement === null")
    # The stage is left while slides are still being turned and the page goes on changing.
    page.evaluate(
        "() => { let n = 0; const timer = setInterval(() => { const item = document.createElement('i'); document.body.append(item);"
        " item.remove(); if (++n > 1500) clearInterval(timer); }, 3); }"
    )
    press("Escape")
    for _ in range(25):
        press("PageUp")
        page.wait_for_timeout(20)
    expect(page.locator(".al-deckhead")).to_be_visible()
    assert "stage" not in page.evaluate("location.search")


def test_the_next_slide_is_there_at_once(open_page: Opener) -> None:
    page = open_page(FIVE, width=1920, height=1080)
    charts(page)
    for _ in range(9):  # the first pass
        page.keyboard.press("PageDown")
        page.wait_for_timeout(150)
    page.keyboard.press("Home")
    page.evaluate(
        """() => { window.turns = []; addEventListener('keydown', (event) => { const from = event.timeStamp;
        requestAnimationFrame(() => requestAnimationFrame(() => window.turns.push(performance.now() - from))); }, true); }"""
    )
    for turn in range(TURNS):
        page.keyboard.press("PageDown" if turn // 4 % 2 == 0 else "PageUp")
        page.wait_for_function("count => window.turns.length === count", arg=turn + 1)
    turns = page.evaluate("window.turns")
    assert statistics.median(turns) <= NEXT_SLIDE_MS, sorted(round(item) for item in turns)


SMALL = """() => {
  const slide = document.querySelector('.st-key-stage-slide-' + document.documentElement.dataset.slide);
  const texts = [...slide.querySelectorAll('*'), ...document.querySelectorAll('.al-stage-bar *')].filter((node) =>
    [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()) && node.getClientRects().length
    && !node.closest('.al-stage-panel, .al-only-read, style, [hidden]') && getComputedStyle(node).visibility === 'visible');
  return texts.filter((node) => parseFloat(getComputedStyle(node).fontSize) < 27.9)
    .map((node) => parseFloat(getComputedStyle(node).fontSize) + ' ' + node.textContent.slice(0, 40));
}"""
OUT = """() => {
  const slide = document.querySelector('.st-key-stage-slide-' + document.documentElement.dataset.slide);
  const edge = slide.getBoundingClientRect();
  const foot = slide.querySelector('.al-stage-foot').getBoundingClientRect().top;
  const parts = '.al-stage-title, .al-stage-sub, .al-stage-said, .main-svg text, .al-stage-table tr, .al-stage-more';
  const bodies = [...slide.querySelectorAll(parts)].filter((node) => node.getClientRects().length && !node.closest('[hidden]'));
  return bodies.filter((node) => { const box = node.getBoundingClientRect();
    return box.bottom > foot + 3 || box.right > edge.right + 2 || box.left < edge.left - 2; })
    .map((node) => node.textContent.slice(0, 50));
}"""


FILLED = """() => {
  const slide = document.querySelector('.st-key-stage-slide-' + document.documentElement.dataset.slide);
  const foot = slide.querySelector('.al-stage-foot').getBoundingClientRect().top;
  const room = foot - slide.querySelector('.al-stage-title').getBoundingClientRect().bottom;
  const edge = slide.getBoundingClientRect();
  const boxes = [...slide.querySelectorAll('.al-d, .al-stage-table table')].map((node) => node.getBoundingClientRect());
  return Math.max(...boxes.map((box) => box.height * box.width)) / (room * edge.width * 1792 / 1920);
}"""


@pytest.mark.parametrize(
    ("deck", "code", "scheme"),
    [
        ("five", "en", "light"),
        pytest.param("class", "it", "dark", marks=pytest.mark.long),
        pytest.param("fifteen", "en", "dark", marks=pytest.mark.long),
        pytest.param("fifteen", "it", "light", marks=pytest.mark.long),
    ],
)
def test_a_slide_is_large_whole_and_never_scrolls(open_page: Opener, deck: str, code: str, scheme: str) -> None:
    page = open_page(f"/present?deck={deck}&lang={code}&stage=true", width=1920, height=1080, scheme=scheme)
    count = int(on(page).split("/")[1])
    charts(page, 3)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(500)
        page.keyboard.press("Home")
        for place in range(count):
            assert page.evaluate(
                "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
            )
            until(page, f"({OUT})().length === 0")
            if width * 9 == height * 16 and place:
                assert page.evaluate(FILLED) >= 0.6, f"slide {place + 1} is half empty"
            if (width, height) == SIZES[0]:
                assert page.evaluate(SMALL) == [], f"slide {place + 1}"
            page.keyboard.type(str(place + 2))
            page.keyboard.press("Enter")


def test_a_reload_keeps_the_slide_and_the_notes(open_page: Opener) -> None:
    page = open_page("/present?deck=five")
    page.locator("[data-testid=stExpander] summary").first.click()
    page.get_by_label("Own title").first.fill("Our own school")
    page.get_by_label("Note, for you alone").first.fill("Ask Maria")
    page.reload()  # the field was not even left: the server has not heard of it
    expect(page.locator(".al-deckslide h3").first).to_have_text("Our own school")
    expect(page.get_by_label("Note, for you alone").first).to_have_value("Ask Maria")
    assert "Maria" not in page.evaluate("decodeURIComponent(location.href)")
    page.goto(page.url.split("/present")[0] + FIVE)
    expect(page.locator(".st-key-stage-slide-1 .al-stage-title")).to_have_text("Our own school")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    page.reload()
    expect(page.locator(".al-stage-bar [data-at]")).to_have_text("3 / 6")
    until(page, "document.documentElement.dataset.built === '1'")
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    page.reload()
    expect(page.locator(".al-stage-bar [data-at]")).to_have_text("4 / 6")
    # All that is kept in the browser is told on the page of privacy.
    local, session = page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]")
    assert {name for name in local if name.startswith("aidlens")} <= set(privacy.LOCAL)
    assert set(session) == {"aidlens-step"} <= set(privacy.SESSION)
    assert {cookie["name"] for cookie in page.context.cookies()} <= set(privacy.COOKIES)


def test_an_exhibit_is_added_on_any_page_and_language(open_page: Opener) -> None:
    page = open_page("/spending")
    page.get_by_role("link", name="Add to deck").first.click()
    expect(page.locator("#al-added")).to_contain_text("In the deck: 1 slide.")
    page.goto(page.url.split("/spending")[0] + "/works?lang=it&kind=school")
    page.locator("[data-add]").first.wait_for()
    page.locator("[data-add]").first.click()
    expect(page.locator("#al-added")).to_contain_text("Nella presentazione: 2 diapositive.")
    page.locator("#al-added a").click()
    expect(page.locator(".al-deckslide")).to_have_count(2)
    assert not page.locator("#al-added").is_visible(), "it has been followed"
    assert "kind.school" in page.evaluate("location.search")


def test_marks_sources_and_filters_stay_live_on_the_stage(open_page: Opener) -> None:
    page = open_page(FIVE + "&slide=5", width=1280, height=720)
    charts(page)
    page.keyboard.press("s")
    page.locator(".st-key-stage-slide-5 .al-stage-says li a").first.click()
    expect(page.locator('[role="dialog"] .al-ev')).to_be_visible()
    assert "source=" in page.evaluate("location.search") and "stage=true" in page.evaluate("location.search")
    page.keyboard.press("PageUp")
    expect(page.locator('[role="dialog"] .al-ev')).to_have_count(0)
    expect(page.locator(".al-stage-bar [data-at]")).to_have_text("5 / 6")
    page.keyboard.press("End")
    expect(page.locator(".al-stage-bar [data-at]")).to_have_text("6 / 6")
    page.keyboard.press("k")
    page.locator(".al-stage-filter summary").first.click()
    page.locator('.al-stage-filter a[href*="kind="]').first.click()
    until(page, "location.search.includes('map') && location.search.includes('kind.')")
    expect(page.locator(".al-stage-bar [data-at]")).to_have_text("6 / 6")
    expect(page.locator(".st-key-stage-slide-5 .al-stage-title")).to_contain_text("works on this map", timeout=20_000)


def test_links_stay_on_the_stage_whichever_component_is_mounted_first(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<main></main>")
    page.add_script_tag(content=decks.script().replace("export default function", "window.mount = function"))
    page.evaluate(
        """() => window.mount({ data: { mode: "stage", slides: [{}], deck: "five", key: "five", words: [], high: 1080, lang: "en" },
        setStateValue() {}, setTriggerValue() {} })"""
    )
    assert page.evaluate("window.__aidlens.onward('/present?deck=five')") == "/present?deck=five"
    page.close()


def test_the_presenters_window_follows_and_leads(open_page: Opener, catalog: Catalog) -> None:
    page = open_page(FIVE, width=1280, height=720)
    charts(page)
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    expect(notes.locator("#at")).to_have_text("2 / 6")
    expect(notes.locator("#step")).to_have_text("step 3 of 3")
    expect(notes.locator("#say")).to_have_text(lang("en").pick(catalog.row("claims", "schools"), "safe"))
    page.keyboard.press("PageDown")
    expect(notes.locator("#at")).to_have_text("3 / 6")
    for built in ("1", "2"):
        notes.get_by_role("button", name="Forward").click()
        until(page, f"document.documentElement.dataset.built === '{built}'")
        expect(notes.locator("#step")).to_have_text(f"step {int(built) + 1} of 3")
    notes.get_by_role("button", name="Forward").click()
    expect(page.locator(".al-stage-bar [data-at]")).to_have_text("4 / 6")
    notes.get_by_role("button", name="Start").click()
    expect(notes.get_by_role("button", name="Pause")).to_be_visible()
    expect(notes.locator("#timer")).to_have_text(re.compile(r"0:0[1-9]"))
    assert notes.locator("#share").is_hidden(), "without --lan there is no phone"


@pytest.mark.parametrize("path", ["/present?deck=castle*moat&stage=true", "/present?deck=%3Cscript%3Ealert(1)%3C%2Fscript%3E"])
def test_a_hostile_deck_gives_one_polite_message(open_page: Opener, path: str) -> None:
    page = open_page(path)
    expect(page.locator('.al-notice[role="status"]')).to_have_count(1)


# ── a phone ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def lan() -> Iterator[Server]:
    server = Server.__new__(Server)
    import tempfile

    server.port = free_port()
    server.base = f"http://{HOST}:{server.port}"
    server._log = tempfile.NamedTemporaryFile("w+", suffix=".log")  # noqa: SIM115 - lives as long as the process
    command = [sys.executable, "-m", "aidlens.cli", "serve", "--lan", "--port", str(server.port), "--no-browser"]
    env = {**os.environ, "PYTHONPATH": str(site_dir() / "src"), "PYTHONUNBUFFERED": "1"}
    server.process = subprocess.Popen(command, cwd=site_dir(), env=env, stdout=server._log, stderr=subprocess.STDOUT)
    try:
        yield server.wait()
    finally:
        server.stop()


@pytest.mark.long
def test_a_phone_in_the_same_network_turns_the_slides(lan: Server, browser: Browser) -> None:
    assert "every device in its network" in lan.output()
    opener = Opener(browser, lan.base)
    page = opener(FIVE, width=1280, height=720)
    charts(page)
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    notes.get_by_role("button", name="Follow on a phone").click()
    expect(notes.locator("#room img")).to_be_visible()
    code = notes.locator("#room p").inner_text().split("/room/")[1]
    phone = opener.blank(390, 844)
    phone.goto(f"{lan.base}/room/{code}")
    expect(phone.locator("#at")).to_have_text("2 / 6")
    forward = phone.get_by_role("button", name="Forward")
    assert min(forward.bounding_box()["width"], forward.bounding_box()["height"]) >= 44  # type: ignore[index]
    forward.click()
    expect(page.locator(".al-stage-bar [data-at]")).to_have_text("3 / 6")
    expect(phone.locator("#at")).to_have_text("3 / 6")
    page.keyboard.press("End")
    expect(phone.locator("#at")).to_have_text("6 / 6")
    opener.close()
    assert opener.outside == []


def test_a_phone_is_turned_and_the_stage_is_led_and_left_by_a_finger(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(site + FIVE)
    charts(page)
    for width, height in ((390, 844), (844, 390)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(800)
        box = page.locator(".st-key-stage-slide-1 .al-d text").get_by_text("105", exact=True).bounding_box()
        assert box is not None
        found = Image.open(io.BytesIO(page.screenshot(clip=box))).convert("L").getextrema()  # type: ignore[arg-type]
        assert found[1] - found[0] > 90, f"no 105 is painted at {width}×{height}"
        assert page.locator(".al-stage-turn").is_visible() == (width < height)
        assert access.small_targets(page) == []
    page.locator(".st-key-stage-slide-1 .al-stage-foot").tap()
    expect(page.locator(".al-stage-says:visible li").first).to_be_visible()
    page.locator(".st-key-stage-slide-1 .al-stage-foot").tap()
    expect(page.locator(".al-stage-says:visible")).to_have_count(0)
    page.get_by_role("button", name="Next slide").tap()
    expect(page.locator(".al-stage-bar [data-at]")).to_have_text("3 / 6")
    length = page.evaluate("history.length")
    page.get_by_role("button", name="Leave the stage").tap()
    expect(page.locator(".al-stage-bar")).to_have_count(0)
    assert page.evaluate("location.pathname + location.search") == "/present?deck=five"
    assert page.evaluate("history.length") == length + 1
    context.close()
