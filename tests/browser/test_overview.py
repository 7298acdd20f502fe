"""Overview as a reader gets it: the ladder, the evidence and its address, the languages, the list of faults of a broken record."""

from __future__ import annotations

import io
import json
import re
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from aidlens.catalog import Catalog
from aidlens.checks.record import check
from aidlens.exhibits import ladder, registry, short_ladder
from aidlens.exhibits.evidence import of_view
from aidlens.i18n import Lang, lang
from aidlens.pagebook import book
from aidlens.pagebook.blocks import Doors
from aidlens.view import View
from tests import addresses, tables
from tests.browser.conftest import Opener, Server, Walk, serving, settled

pytestmark = pytest.mark.browser

CHART = ".al-drawing .al-d"
DRAWER = '[role="dialog"]'


def table_link(page: Page, row: int, column: int) -> None:
    """Open the ladder's table and follow one of its cells."""
    details = page.locator("details.al-data").first
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    details.locator("tbody tr").nth(row).locator("td").nth(column).locator("a").click()


def drawer_of(page: Page) -> str:
    """The text of the open drawer."""
    expect(page.locator(f"{DRAWER} .al-ev")).to_be_visible()
    return page.locator(DRAWER).inner_text()


def background(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.querySelector('[data-testid=\"stApp\"]')).backgroundColor")


# ── the first screen ──


@pytest.mark.parametrize("code", ["en", "it"])
def test_the_ladder_is_drawn(walk: Walk, catalog: Catalog, code: str) -> None:
    language = lang(code)
    page = walk(f"/?lang={code}")
    exhibit = ladder.build(catalog, View(), language)
    expect(page.locator("h1")).to_have_text(ladder.headline(catalog, View(), language))
    expect(page.locator("#ladder h2")).to_have_text(exhibit.title)
    expect(page.locator(CHART).first).to_be_visible()
    for words in ("h1", "#ladder h2", CHART):
        box = page.locator(words).first.bounding_box()
        assert box is not None
        assert box["y"] + min(box["height"], 200) < 900, "the first screen answers without scrolling"
    seen = [page.locator(".al-field").nth(3), page.locator(".al-d text").get_by_text(language.t("joined: one entry for several")).first]
    for part in seen:
        box = part.bounding_box()
        assert box is not None and box["y"] + box["height"] < 900, "all four fields, and the key"
    for row in exhibit.data.to_dict("records"):
        for words in (row["name"], row["official_text"], row["traced_text"]):
            expect(page.locator(".al-drawing").first).to_contain_text(words)
    assert page.locator(".al-drawing a > rect").count() >= 4 * 2
    assert page.locator(".al-drawing svg > desc").first.text_content() == exhibit.alt, "the figure is read aloud"


@pytest.mark.parametrize("code", ["it", pytest.param("en", marks=pytest.mark.long)])
def test_the_page_works_on_a_phone(walk: Walk, code: str) -> None:
    page = walk(f"/?lang={code}", 390, 844)
    expect(page.locator(CHART).first).to_be_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("element => element.scrollWidth") <= 390, "nothing runs off to the side"
    box = page.locator(".al-drawing").first.bounding_box()
    assert box is not None
    assert box["height"] > box["width"], "the ladder is re-laid, not shrunk"
    first = page.locator(".al-field").first.bounding_box()
    assert first is not None and first["y"] + first["height"] < 844, "the first field is whole on the first screen"


@pytest.mark.parametrize(
    ("address", "scheme", "colour", "theme"),
    [
        pytest.param("/", "light", "rgb(251, 248, 242)", "light", marks=pytest.mark.long),
        ("/", "dark", "rgb(20, 24, 29)", "dark"),
        pytest.param("/?theme=dark", "light", "rgb(20, 24, 29)", "dark", marks=pytest.mark.long),
        ("/?theme=light", "dark", "rgb(251, 248, 242)", "light"),
        ("/?theme=projector", "light", "rgb(11, 14, 18)", "projector"),
    ],
)
def test_themes(open_page: Opener, address: str, scheme: str, colour: str, theme: str) -> None:
    page = open_page(address, scheme=scheme)
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    assert background(page) == colour
    ink = page.locator(".al-drawing text").first.evaluate("element => getComputedStyle(element).fill")
    assert ink != colour, "the figure follows the theme"


def test_every_link_of_the_page_leads_somewhere(walk: Walk, catalog: Catalog) -> None:
    page = walk("/?lang=it&theme=dark")
    found = addresses.in_markup(page.content())
    assert len(found) > 40
    assert [fault for address in found if (fault := addresses.fault(address, catalog))] == []


def test_the_keyboard_can_skip_to_the_content(open_page: Opener) -> None:
    page = open_page("/")
    for _ in range(3):  # Streamlit's own skip link and its scroller may come before ours
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "al-skip":
            break
    assert page.evaluate("document.activeElement.className") == "al-skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.al-head')") is None, "the menu is behind"
    assert page.evaluate("document.activeElement.closest('[data-testid=\"stMain\"]') !== null")


def test_the_table_can_be_taken_along(walk: Walk, catalog: Catalog, en: Lang) -> None:
    page = walk("/")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").first.click()
    assert Path(waiting.value.path()).read_bytes() == ladder.build(catalog, View(lang="en"), en).csv()
    assert waiting.value.suggested_filename == "aidlens-ladder.csv"


def test_the_link_to_exactly_this_view_can_be_copied(walk: Walk, site: str) -> None:
    page = walk("/?lang=it&kind=school")
    page.locator('button[data-copy$="#ladder"]').click()
    expect(page.locator('button[data-copy$="#ladder"][data-done]')).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}/?lang=it&kind=school#ladder"


def test_a_claim_is_shared_from_its_row_and_from_its_card(walk: Walk, site: str, catalog: Catalog, en: Lang) -> None:
    """Where the browser cannot share, sentence and address are copied and a line says so; its own sheet gets both where it can."""
    safe, address = en.pick(catalog.row("claims", "wells"), "safe"), f"{site}/?claim=wells"
    page = walk("/")
    page.evaluate("Object.defineProperty(navigator, 'share', { value: undefined, configurable: true, writable: true })")
    page.locator('.al-drawing a[data-mark="share:/?claim=wells"]').click()
    expect(page.locator("#al-copied[data-on]")).to_have_text(en.t("Copied: the sentence and its address."))
    assert page.evaluate("navigator.clipboard.readText()") == f"{safe}\n{address}"
    expect(page).to_have_url(f"{site}/")
    page.evaluate("navigator.share = (data) => { window.taken = data; return Promise.resolve(); }")
    page.locator('.al-drawing a[data-mark="share:/?claim=wells"]').click()
    page.wait_for_function("window.taken")
    assert page.evaluate("[window.taken.text, window.taken.url]") == [safe, address]
    page.locator('.al-drawing a[data-mark="say:/?claim=wells"]').click()
    drawer_of(page)
    page.evaluate("window.taken = null")
    page.locator(f"{DRAWER} button[data-share]").click()
    page.wait_for_function("window.taken")
    assert page.evaluate("[window.taken.text, window.taken.url]") == [safe, address]
    page.locator(f"{DRAWER} button[data-link]:not([data-share])").click()
    expect(page.locator(f"{DRAWER} button[data-done]")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == f"{safe}\n{address}"


def test_on_paper_titles_stay_with_their_pictures_and_nothing_waits_for_a_press(walk: Walk, catalog: Catalog, en: Lang) -> None:
    """Neither a switch that stands as usual nor the ways out of a row; what is folded on the screen is printed."""
    page = walk("/?lang=en")
    sheets = [" ".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    whole = " ".join(sheets)
    for words in (en.t("How well is each known?"), en.t("Share (verb)")):
        assert words not in whole
    assert en.pick(catalog.row("claims", "wells"), "safe") in whole
    short = short_ladder.build(catalog, View(), en)
    together = [(short.title, short.data["reason"].iloc[0])]
    for door in next(block for block in book.PAGES["overview"].blocks if isinstance(block, Doors)).each:
        together.append((registry.build(door.exhibit, catalog, door.view(View()), en).title, door.label(en)))
    for title, below in together:
        assert any(title in sheet and below in sheet for sheet in sheets), title


# ── evidence ──


def test_a_number_opens_its_evidence_and_its_address(walk: Walk, catalog: Catalog, en: Lang) -> None:
    page = walk("/")
    table_link(page, 0, 4)
    text = drawer_of(page)
    expect(page).to_have_url(re.compile(r"/\?claim=schools&step=traced$"))
    found = of_view(catalog, View(claim="schools", step="traced"), en)
    assert found is not None
    assert found.title in text
    for fact in found.sections[0].facts:
        assert fact.text in text


def test_a_mark_of_the_figure_opens_its_evidence(walk: Walk) -> None:
    page = walk("/")
    expect(page.locator(CHART).first).to_be_visible()
    number = page.locator(".al-drawing text").get_by_text("105", exact=True).first
    box = number.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    drawer_of(page)
    expect(page).to_have_url(re.compile(r"[?&](obs|claim)=[\w-]*schools"))


def test_a_reload_shows_the_same(walk: Walk) -> None:
    page = walk("/")
    table_link(page, 2, 2)
    before, address = drawer_of(page), page.url
    page.reload()
    settled(page)
    assert drawer_of(page) == before
    assert page.url == address


def test_a_shared_address_opens_the_evidence_at_once(open_page: Opener, catalog: Catalog, it: Lang) -> None:
    view = View(lang="it", work="school-abu-walid-2014")
    page = open_page(view.href(), lang="en")
    found = of_view(catalog, view, it)
    assert found is not None
    text = drawer_of(page)
    for words in (found.title, found.sources[0].publisher):
        assert words in text
    link = page.locator(f'{DRAWER} a[href^="http"]').first
    assert link.get_attribute("target") == "_blank", "links out go out in a new tab"
    assert "noreferrer" in (link.get_attribute("rel") or "")


def test_escape_closes_the_drawer_and_clears_its_address(walk: Walk) -> None:
    page = walk("/?lang=it&kind=school")
    table_link(page, 0, 4)
    drawer_of(page)
    page.keyboard.press("Escape")
    expect(page.locator(DRAWER)).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/\?lang=it&kind=school$"))
    page.reload()
    settled(page)
    expect(page.locator(DRAWER)).to_have_count(0)


def test_evidence_leads_to_evidence_and_back(walk: Walk) -> None:
    page = walk("/?claim=schools&step=traced")
    first = drawer_of(page)
    page.locator(f'{DRAWER} .al-ev dl a[href*="?work="]').first.click()
    expect(page).to_have_url(re.compile(r"/\?work=[\w-]+$"))
    settled(page)
    assert drawer_of(page) != first
    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?claim=schools&step=traced$"))
    settled(page)
    expect(page.locator(f"{DRAWER} .al-ev")).to_contain_text("18" if "18" in first else first.split("\n")[0])


# ── languages ──


@pytest.mark.parametrize(
    ("preferred", "address", "code"),
    [
        ("it", "/", "it"),
        ("en", "/?lang=it", "it"),
        pytest.param("en", "/", "en", marks=pytest.mark.long),
        pytest.param("it", "/?lang=en", "en", marks=pytest.mark.long),
    ],
)
def test_the_page_says_its_language(open_page: Opener, preferred: str, address: str, code: str) -> None:
    page = open_page(address, lang=preferred)
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.locator(".al-tools a[aria-current]")).to_have_text(code.upper())


@pytest.mark.parametrize("code", ["en", "it"])
def test_the_language_stands_in_the_first_byte_for_readers_without_scripts(site: str, code: str) -> None:
    with urllib.request.urlopen(f"{site}/?lang={code}", timeout=10) as answer:
        assert f'<html lang="{code}">' in answer.read().decode("utf-8")


def test_the_language_switch_keeps_the_view(walk: Walk, it: Lang) -> None:
    page = walk("/?kind=school&from=2005")
    page.locator('.al-tools a[hreflang="it"]').click()
    expect(page).to_have_url(re.compile(r"/\?lang=it&kind=school&from=2005$"))
    expect(page.locator("html")).to_have_attribute("lang", "it")
    expect(page.locator("#ladder h2")).to_have_text(it.t("Claims, official counts and the works traced, in this selection"))


def test_italian_stays_italian_through_a_link_back_and_a_reload(walk: Walk) -> None:
    """The journey on which bound widgets fall back to their defaults."""
    page = walk("/?lang=it")
    italian = page.locator("h1").inner_text()
    page.locator("#short-ladder + *, details.al-data").first.wait_for(state="attached")
    table_link(page, 1, 0)
    drawer_of(page)
    expect(page).to_have_url(re.compile(r"/\?lang=it&claim=hospitals$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?lang=it$"))
    settled(page)
    expect(page.locator("html")).to_have_attribute("lang", "it")
    page.reload()
    settled(page)
    expect(page.locator("h1")).to_have_text(italian)
    expect(page.locator("html")).to_have_attribute("lang", "it")
    expect(page).to_have_url(re.compile(r"/\?lang=it$"))


def test_a_part_that_is_not_understood_is_said_politely(walk: Walk) -> None:
    page = walk("/?sector=nope&kind=school")
    expect(page.locator('[role="status"].al-notice')).to_contain_text("sector=nope")
    expect(page.locator("h1")).to_be_visible()


# ── a record that does not pass ──


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory, small_record: Path) -> Iterator[Server]:
    """A server of a record with faults."""
    root = Path(shutil.copytree(small_record, tmp_path_factory.mktemp("broken") / "data"))
    tables.change(root, "works", lambda row: True, status="<b>done</b>", units="-1")
    tables.change(root, "observations", lambda row: row["kind"] == "share", value="127")
    with serving(root, wanted=503) as running:
        yield running


@pytest.mark.parametrize("code", ["en", "it"])
def test_a_broken_record_shows_its_faults_in_both_languages(browser: Browser, broken: Server, code: str, en: Lang, it: Lang) -> None:
    opener = Opener(browser, broken.base)
    page = opener(f"/?lang={code}", lang="en")
    expect(page.locator("html")).to_have_attribute("lang", code)
    sections = page.locator("section[lang]")
    assert [item.get_attribute("lang") for item in sections.all()] == [code, "it" if code == "en" else "en"], "the reader's language first"
    for language in (en, it):
        text = page.locator(f'section[lang="{language.code}"]').inner_text()
        assert len(page.locator(f'section[lang="{language.code}"] li').all()) == 3
        for words in ("works.csv", "observations.csv", "<b>done</b>", "127", language.t("a share cannot exceed 100%")):
            assert words in text
    assert page.locator(".al-drawing").count() == 0, "nothing is shown of a record that does not pass"
    assert "Traceback" not in page.content()
    opener.close()
    assert opener.outside == []


def test_a_broken_record_is_alive_but_not_ready(broken: Server) -> None:
    assert broken.status("/healthz") == 200
    assert broken.status("/readyz") == 503


def test_a_sound_record_is_ready(site: str, catalog: Catalog, data_dir: Path) -> None:
    with urllib.request.urlopen(f"{site}/readyz", timeout=10) as answer:
        body = json.load(answer)
    assert body == {
        "status": "ready",
        "faults": 0,
        "edition": catalog.edition,
        "fingerprint": catalog.fingerprint,
        "taken_up": 0,
        "waiting": {"faults": 0, "lines": []},
    }
    assert check(data_dir)[1] == []


# ── the watchman himself ──


def test_a_request_to_the_outside_is_noticed(browser: Browser, site: str) -> None:
    """The door is shut and every knock is noted: a picture, a fetch, a socket."""
    opener = Opener(browser, site)
    page = opener.blank()
    page.goto(f"{site}/healthz")
    page.evaluate(
        """() => {
            new Image().src = "http://images.example.org/a.png";
            fetch("https://data.example.org/b.json").catch(() => {});
        }"""
    )
    for _ in range(50):
        if len(opener.outside) >= 2:
            break
        page.wait_for_timeout(100)
    opener.close()
    told = " ".join(opener.outside)
    assert "images.example.org" in told
    assert "data.example.org" in told
