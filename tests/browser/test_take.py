"""What a reader takes along, in a real browser: pictures, files, citations, and the page of sources and data."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from playwright.sync_api import Page, expect

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.i18n import lang
from aidlens.measures import tables
from aidlens.view import View
from tests.browser.conftest import Walk, settled, until

pytestmark = pytest.mark.browser


def taken(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.locator(button).first.click()
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target


@pytest.mark.parametrize(("path", "key", "code"), [("/?lang=en", "ladder", "en"), ("/works?lang=it&kind=bridge", "works", "it")])
def test_an_exhibit_is_a_picture_with_title_sources_and_address(
    walk: Walk, site: str, catalog: Catalog, tmp_path: Path, path: str, key: str, code: str
) -> None:
    page = walk(path)
    page.wait_for_timeout(600)
    exhibit = registry.build(key, catalog, View(page="overview" if key == "ladder" else "works", lang=code), lang(code))
    svg = taken(page, f'[data-picture="svg"][data-exhibit="{key}"]', tmp_path)
    text = " ".join("".join(etree.parse(svg).getroot().itertext()).split())
    title = page.locator(f"#{key} h2").inner_text()
    assert title.split()[0] in text and catalog.edition in text and site in text
    if key == "ladder":
        assert exhibit.source_line.split(";")[0] in text and "105" in text
        assert "Share" not in text and "What you can safely say" not in text, "what waits for a press is no part of a file"
    else:
        names = page.locator('[data-table="works"] tbody a').all_inner_texts()
        assert names and names[0].split()[0] in text
    png = taken(page, f'[data-picture="png"][data-exhibit="{key}"]', tmp_path)
    with Image.open(png) as picture:
        assert picture.width > 1800 and picture.height > 600
        assert len(picture.convert("RGB").resize((200, 200)).getcolors(40_000) or []) > 60, "the picture is empty"


def test_files_of_the_page_of_data(walk: Walk, catalog: Catalog, tmp_path: Path) -> None:
    page = walk("/data")
    package = taken(page, "button:has-text('Data Package')", tmp_path)
    assert "datapackage.json" in zipfile.ZipFile(io.BytesIO(package.read_bytes())).namelist()
    citation = taken(page, ".al-take [data-save$='.bib']", tmp_path)
    assert citation.read_text().startswith("@misc{aidlens-")


def test_a_table_is_searched_leafed_and_its_rows_open_evidence(walk: Walk, catalog: Catalog) -> None:
    page = walk("/data?table=works&lang=it")
    page.get_by_label("Cerca in questa tabella").fill("farah")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=farah**")
    settled(page)
    expect(page.locator('[role="status"]', has_text="righe")).to_contain_text(
        str(len(tables.found(catalog, View(page="data", table="works", q="farah"))))
    )
    page.locator(".al-wide-table tbody a").first.click()
    expect(page.locator('[role="dialog"] .al-ev')).to_be_visible()
    assert "work=" in page.url and "table=works" in page.url
    page.locator('[role="dialog"] details', has_text="Cita").locator("summary").click()
    expect(page.locator('[role="dialog"] .al-cite').first).to_contain_text("AidLens")


# Larger than on the page, whole, and nothing in it cut off: asked until it is so, for the window grows by itself.
FILLS = """(before) => {
  const svg = document.fullscreenElement?.querySelector(":scope > .al-d"), box = svg?.getBoundingClientRect();
  return box && box.width > before && box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight
    && [...svg.querySelectorAll("text")].every((words) => words.getBoundingClientRect().bottom <= box.bottom + 1);
}"""


def test_a_drawing_fills_the_screen_and_is_left_by_key_or_by_a_mark(walk: Walk) -> None:
    page = walk("/?lang=en")
    button = page.get_by_role("button", name=re.compile("^Full screen"))
    drawing = page.locator(".st-key-chart-ladder .al-drawing > .al-d")
    before = drawing.bounding_box()
    for way in ("key", "mark"):
        button.focus()
        page.keyboard.press("Enter")
        leave = page.get_by_role("button", name="Leave full screen")
        expect(leave).to_be_focused()
        assert before
        until(page, FILLS, before["width"])
        ground = "(node) => getComputedStyle(node).backgroundColor"
        # Where motion is reduced, what is computed follows a moment later.
        until(page, f"({ground})(document.fullscreenElement) === ({ground})(document.body)")
        mark = drawing.locator(".al-field a:not(.al-all)").first
        mark.hover(force=True)
        expect(page.locator(".al-tip")).to_be_visible()
        if way == "key":
            leave.focus()
            page.keyboard.press("Enter")
            expect(button).to_be_focused()
        else:
            mark.click(force=True)
            expect(page.locator('[role="dialog"] .al-ev')).to_be_visible()
        assert page.evaluate("document.fullscreenElement") is None
        expect(leave).to_have_count(0)
        back = drawing.bounding_box()
        assert back and (back["width"], back["height"]) == (before["width"], before["height"])
