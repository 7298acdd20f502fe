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
        page.locator('.al-d a[tabindex="0"]').first.focus()
        return page

    yield show
    page.close()


@pytest.mark.parametrize("key", DRAWN)
def test_arrow_keys_reach_every_mark(shown: Callable[[str], Page], key: str) -> None:
    page = shown(key)
    # Keys pressed inside the page, from each of its stops: a walk over every mark takes hundreds of them.
    missed = page.evaluate(
        """(keys) => {
      const marks = [...document.querySelectorAll(".al-d a:not(.al-all)")];
      const reached = new Set();
      const waiting = marks.filter((mark) => mark.tabIndex === 0);
      while (waiting.length) {
        const mark = waiting.pop();
        if (reached.has(mark)) continue;
        reached.add(mark);
        for (const key of keys) {
          mark.focus();
          mark.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
          waiting.push(document.activeElement);
        }
      }
      return marks.filter((mark) => !reached.has(mark)).map((mark) => mark.dataset.mark);
    }""",
        KEYS,
    )
    assert missed == []


def test_a_field_of_marks_is_one_stop(shown: Callable[[str], Page]) -> None:
    """The words of the ladder are a stop, and each of its four fields; Home and End stay in a field."""
    page = shown("ladder")
    assert page.locator('.al-d a[tabindex="0"]').count() == 5
    page.locator(".al-field a").first.focus()
    page.keyboard.press("End")
    assert page.evaluate(HERE) == page.locator(".al-field").first.locator("a:not(.al-all)").last.get_attribute("data-mark")
    page.keyboard.press("Home")
    assert page.evaluate(HERE) == page.locator(".al-field a").first.get_attribute("data-mark")


def test_right_stays_in_the_row_while_it_goes_on(shown: Callable[[str], Page]) -> None:
    page = shown("counts")
    place = "[...document.activeElement.querySelectorAll('rect, path, circle')].map((shape) => shape.getBoundingClientRect().bottom)[0]"
    first, row = page.evaluate(HERE), [page.evaluate(place)]
    for _ in range(20):
        page.keyboard.press("ArrowRight")
        row.append(page.evaluate(place))
    assert page.evaluate(HERE) != first and max(row) - min(row) < 20, row


def test_down_is_the_next_row_whatever_the_length_of_its_bar(shown: Callable[[str], Page]) -> None:
    page = shown("counts")
    rows = [page.evaluate(HERE)]
    for _ in range(13):
        page.keyboard.press("ArrowDown")
        rows.append(page.evaluate(HERE))
    assert (
        len(
            {
                page.evaluate(
                    'id => Math.round(document.querySelector(`[data-mark="${CSS.escape(id)}"]`).getBoundingClientRect().top)', row
                )
                for row in rows
            }
        )
        == 14
    ), rows
