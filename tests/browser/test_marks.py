"""Drawings walked by keys: every mark is reached, and the next row is the next row. No server: the drawing and its script are enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.i18n import Lang
from aidlens.pagebook import book
from aidlens.ui.assets import asset
from aidlens.view import View

pytestmark = pytest.mark.browser

KEYS = ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp")
HERE = "document.activeElement.dataset.mark"
DRAWN = ("ladder", "counts", "in-scale", "over-time", "growth", "values", "timeline", "became")


@pytest.fixture
def shown(browser: Browser, catalog: Catalog, en: Lang) -> Iterator[Callable[[str], Page]]:
    """Shows one exhibit's drawing, made alive, with the focus on its first mark."""
    page = browser.new_page(viewport={"width": 1300, "height": 900})

    def show(key: str) -> Page:
        item = registry.build(key, catalog, View(page=book.home(key), lang="en"), en)
        svg = item.picture(en, narrow=False, name="x", link=lambda href: f"/{href}", lasting=True)
        page.set_content(f"<main>{svg}</main>")
        page.add_script_tag(content=asset("marks.js") + "\nbindMarks({});")
        page.locator('.al-d a[tabindex="0"]').focus()
        return page

    yield show
    page.close()


@pytest.mark.parametrize("key", DRAWN)
def test_arrow_keys_reach_every_mark(shown: Callable[[str], Page], key: str) -> None:
    page = shown(key)
    known = page.evaluate("[...document.querySelectorAll('.al-d a')].map((mark) => mark.dataset.mark)")
    # Keys pressed inside the page: a walk over every mark takes hundreds of them.
    press = f"""([id, key]) => {{
      document.querySelector(`[data-mark="${{CSS.escape(id)}}"]`).focus();
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {{ key, bubbles: true, cancelable: true }}));
      return {HERE}; }}"""
    reached, waiting = set(), [page.evaluate(HERE)]
    while waiting:
        mark = waiting.pop()
        if mark not in reached:
            reached.add(mark)
            waiting += [page.evaluate(press, [mark, key]) for key in KEYS]
    assert set(known) == reached


def test_right_stays_in_the_row_while_it_goes_on(shown: Callable[[str], Page]) -> None:
    page = shown("ladder")
    row = [page.evaluate("document.activeElement.getAttribute('aria-label').split(':')[0]")]
    for _ in range(6):
        page.keyboard.press("ArrowRight")
        row.append(page.evaluate("document.activeElement.getAttribute('aria-label').split(':')[0]"))
    assert set(row) == {"Schools"}, row


def test_down_is_the_next_row_whatever_the_length_of_its_bar(shown: Callable[[str], Page]) -> None:
    page = shown("counts")
    rows = [page.evaluate(HERE)]
    for _ in range(13):
        page.keyboard.press("ArrowDown")
        rows.append(page.evaluate(HERE))
    assert len({row.split("#")[0] for row in rows}) == 14, rows
