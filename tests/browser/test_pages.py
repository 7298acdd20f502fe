"""The journeys of spending, works and map in a real browser."""

from __future__ import annotations

import io
import re
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from aidlens.catalog import Catalog
from aidlens.exhibits.style import LIGHT, mix
from aidlens.i18n import lang
from aidlens.measures import works
from aidlens.view import View
from tests.browser.conftest import Opener, Walk, settled

pytestmark = pytest.mark.browser

CHART = ".al-drawing .al-d"
DRAWER = '[role="dialog"] .al-ev'


def follow(page: Page, selector: str) -> None:
    """Follow the first in-site link of a kind, even one inside a closed table."""
    page.locator(selector).first.dispatch_event("click")


def test_the_basis_switches_and_the_link_shows_the_same(open_page: Opener) -> None:
    page = open_page("/spending")
    expect(page.locator(CHART).first).to_be_visible()
    page.get_by_role("link", name="Euros, of “over 58 million”").click()
    expect(page).to_have_url(re.compile("basis=euros"))
    expect(page.locator("#split .al-sub")).to_contain_text("lower bounds")
    settled(page)  # the links below are those of the new basis, too
    follow(page, '#split ~ * a[href*="obs="], details.al-data a[href*="obs="]')
    expect(page.locator(DRAWER)).to_be_visible()
    again = open_page(page.url.split("8501")[-1] if "8501" in page.url else re.sub(r"^https?://[^/]+", "", page.url))
    expect(again.locator(DRAWER)).to_be_visible()
    expect(again.locator("#split .al-sub")).to_contain_text("lower bounds")


def test_a_misspelt_school_is_found_and_its_source_reached(walk: Walk) -> None:
    page = walk("/works")
    field = page.get_by_label("Search works and places")
    field.fill("Scindand scola")
    field.press("Enter")
    expect(page).to_have_url(re.compile("q=Scindand"))
    expect(page.locator("#counts h2")).to_contain_text("in this selection")
    settled(page)
    expect(field).to_be_focused()  # the next word is typed where the last one was
    page.locator(".al-chip").click()
    expect(field).to_have_value("")
    field.fill("Scindand scola")
    field.press("Enter")
    expect(page.locator("#counts h2")).to_contain_text("in this selection")
    follow(page, '.al-table a[href*="work=school"]')
    expect(page.locator(DRAWER)).to_be_visible()
    expect(page.locator(f"{DRAWER} ol a[target=_blank]").first).to_have_attribute("href", re.compile("^https?://"))


def test_an_empty_selection_says_what_to_loosen(walk: Walk) -> None:
    page = walk("/works?q=zzzz&kind=school")
    expect(page.locator(".al-notice")).to_contain_text("without the search words")
    page.locator(".al-notice a").first.click()
    expect(page.locator("#counts h2")).to_contain_text("in this selection")


def test_a_filter_is_chosen_and_taken_off_by_keyboard(walk: Walk, catalog: Catalog) -> None:
    page = walk("/works")
    page.locator(".al-panel summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".al-chip")).to_have_count(1)
    page.locator(".al-chip").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".al-chip")).to_have_count(0)
    total = len(works.select(catalog, View()))
    expect(page.locator("#works h2")).to_contain_text(str(total))


@pytest.mark.parametrize("code", ["en", "it"])
def test_a_shared_filtered_map_shows_the_same_counts(open_page: Opener, catalog: Catalog, code: str) -> None:
    view = View(page="map", lang=code, kind=("school",), province=("herat",))
    page = open_page(view.href())
    total = len(works.select(catalog, view))
    expect(page.locator("#map h2")).to_contain_text(lang(code).number(total))
    expect(page.locator("#works h2")).to_contain_text(lang(code).number(total))
    expect(page.locator(".al-map[data-drawn] canvas").first).to_be_visible()


def test_borders_are_fetched_once_whatever_is_filtered(open_page: Opener) -> None:
    page = open_page.blank()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(urlsplit(request.url).path) if "/geo/" in request.url else None)
    page.goto(open_page.base + "/map")
    expect(page.locator(".al-map[data-drawn] canvas").first).to_be_visible()
    title = settled(page).locator("#map h2").text_content()
    follow(page, 'a[href*="kind=school"]')
    expect(page.locator("#map h2")).not_to_have_text(title or "")
    settled(page)
    # Of the relief the one that is seen.
    assert sorted(set(fetched)) == [
        "/geo/neighbours.json",
        "/geo/provinces.json",
        "/geo/relief-light.jpg",
        "/geo/rivers.json",
    ]


def inked(png: bytes, colour: str) -> int:
    """The pixels of a picture in very nearly this colour."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    colours = Image.open(io.BytesIO(png)).convert("RGB").getcolors(1 << 24)
    return sum(count for count, found in colours if max(abs(a - b) for a, b in zip(found, wanted, strict=True)) < 12)


def test_marks_stand_also_where_the_borders_do_not_come(open_page: Opener, walk: Walk) -> None:
    def without_borders() -> Page:
        page = open_page.blank()
        page.route("**/geo/*", lambda route: route.abort())
        page.goto(open_page.base + "/map")
        return page

    def picture(page: Page) -> tuple[int, int]:
        canvas = settled(page).locator(".al-map[data-drawn] canvas").first
        found = before = (0, 0)
        for _ in range(20):
            page.wait_for_timeout(350)
            png = canvas.screenshot()
            found, before = (inked(png, LIGHT.kinds["health"]), inked(png, mix(LIGHT.quiet, LIGHT.paper, 0.6))), found
            if found[0] and found == before:
                break
        return found

    (marks, lines), (marks_alone, words_alone) = picture(walk("/map")), picture(without_borders())
    assert marks_alone == pytest.approx(marks, rel=0.1)
    assert words_alone < lines / 2


def test_the_outline_map_opens_the_works_of_a_mark(walk: Walk) -> None:
    page = walk("/map?map=outline")
    expect(page.locator(CHART).first).to_be_visible()
    follow(page, 'details.al-data a[href*="at=shindand"]')
    expect(page.locator(".al-chip").first).to_be_visible()
    expect(page).to_have_url(re.compile("at=shindand"))


def test_pages_move_back_and_forth(walk: Walk) -> None:
    page = walk("/?lang=it")
    expect(page.locator(CHART).first).to_be_visible()
    page.locator(".al-nav a", has_text="Spesa").click()
    expect(page).to_have_url(re.compile(r"/spending\?lang=it"))
    expect(page.locator("#split h2")).to_contain_text("62%")
    page.go_back()
    expect(page.locator("#ladder h2")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "it"


def test_without_webgl_the_outline_is_drawn_by_itself(open_page: Opener) -> None:
    page = open_page.blank()
    page.add_init_script(
        "const get = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest)"
        "{ return /webgl/.test(kind) ? null : get.call(this, kind, ...rest) }"
    )
    page.goto(open_page.base + "/map")
    expect(page.locator(".al-notice")).to_contain_text("cannot draw the interactive map")
    expect(page.locator(CHART).first).to_be_visible()
    assert page.locator(".al-map").count() == 0


@pytest.mark.parametrize("code", ["en", "it"])
def test_the_story_opens_evidence_and_leads_back_to_the_sentence(walk: Walk, code: str) -> None:
    page = walk(f"/story?lang={code}")
    for key in ("split", "became", "events", "verdicts", "references"):
        expect(page.locator(f"#{key}")).to_be_attached()
    first = page.locator(".al-note a[target=_blank]").first
    expect(first).to_have_attribute("href", re.compile(r"^https://thejournal\.blog/2021/12/03/.*#:~:text="))
    page.locator('.al-story p a[href*="obs="]').first.click()
    expect(page.locator(DRAWER)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(DRAWER)).to_have_count(0)


def test_notes_unfold_in_place_on_a_phone(open_page: Opener) -> None:
    page = open_page("/story", width=390, height=844)
    note = page.locator("details.al-note").first
    expect(note).to_be_attached()
    assert note.get_attribute("open") is None
    note.locator("summary").click()
    expect(note.locator("q")).to_be_visible()


def test_paper_is_light_whole_and_holds_an_open_card_once(open_page: Opener) -> None:
    page = open_page("/?claim=schools", scheme="dark")
    expect(page.locator(DRAWER)).to_be_visible()
    settled(page)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    paper, ink, placed, wide, spare = page.evaluate(
        """() => {
          const drawing = document.querySelector('.al-drawing svg');
          const card = document.querySelector('section[role="dialog"]').parentElement;
          return [getComputedStyle(document.body).backgroundColor, getComputedStyle(drawing.querySelector('text')).fill,
            getComputedStyle(card).position, drawing.getBoundingClientRect().width,
            drawing.closest('[class*="st-key-chart-"]').getBoundingClientRect().height - drawing.getBoundingClientRect().height];
        }"""
    )
    assert paper == "rgb(255, 255, 255)"
    assert sum(map(int, re.findall(r"\d+", ink)[:3])) < 380, "dark words on white paper"
    assert placed == "static", "what is fixed is printed on every sheet"
    assert wide <= 718, "as wide as A4 between its margins"
    assert abs(spare) < 8, "a drawing takes no more of a sheet than it fills"


def test_a_plain_page_is_light_on_paper_too(open_page: Opener) -> None:
    page = open_page.blank()
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(open_page.base + "/plain/")
    ground = "getComputedStyle(document.querySelector('.al-p')).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert page.locator(".al-p-small svg").first.is_visible() and not page.locator(".al-p-large svg").first.is_visible()
