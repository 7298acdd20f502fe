"""Every page in every language, theme and size: it draws, says its language, scrolls only downwards. Long."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from aidlens.catalog import site_dir
from aidlens.exhibits.style import THEMES
from aidlens.view import View
from tests.browser.conftest import Opener

pytestmark = [pytest.mark.browser, pytest.mark.long]

PAGES = sorted(path.stem for path in (site_dir() / "pages").glob("*.py"))
SIZES = [(1440, 900), (390, 844)]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("code", ["en", "it"])
@pytest.mark.parametrize("theme", list(THEMES))
@pytest.mark.parametrize("size", SIZES, ids=["desktop", "phone"])
def test_a_page_everywhere(open_page: Opener, page: str, code: str, theme: str, size: tuple[int, int]) -> None:
    found = open_page(View(page=page, lang=code, theme=theme).href(), width=size[0], height=size[1])
    expect(found.locator("h1")).to_be_visible()
    assert found.evaluate("document.documentElement.lang") == code
    assert found.locator(".al-notice[role=alert]").count() == 0
    wide = found.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth - window.innerWidth")
    assert wide <= 1, f"{page} is {wide} px too wide"


# Every piece of text seen, with its size: glyphs of a legend say a size, numbers in a figure are the figure's own.
SMALL = """() => {
  const found = [], walker = document.createTreeWalker(document.querySelector("#root"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim(), parent = walker.currentNode.parentElement;
    if (!text || parent.closest("style, script, svg, .al-skip, .al-legend b")) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    if (!range.getBoundingClientRect().width || getComputedStyle(parent).visibility === "hidden") continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < 22) found.push(`${size} px: ${text.slice(0, 40)}`);
  }
  return found;
}"""


@pytest.mark.parametrize("page", PAGES)
def test_in_a_room_no_text_is_small(open_page: Opener, page: str) -> None:
    found = open_page(View(page=page, theme="projector").href(), width=1920, height=1080)
    assert found.evaluate(SMALL) == []
