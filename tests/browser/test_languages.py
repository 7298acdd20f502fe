"""The pages in Italian as they stand in the browser: every word seen or read aloud, tables and widgets included; and the way about."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from aidlens.catalog import Catalog
from aidlens.view import View
from tests.browser.access import BUILT
from tests.browser.conftest import Opener, Walk, settled
from tests.test_italian import faults

pytestmark = pytest.mark.browser

_WORDS = """() => {
  const found = new Set();
  const foreign = item => item.closest('[lang]:not(html)') && item.closest('[lang]').lang !== 'it';
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const item = walk.currentNode.parentElement;
    if (item && !item.closest('script, style, noscript, code, pre, [data-testid="stSkipToContent"]') && !foreign(item)) {
      const whole = item.closest('td, p, h1, h2, h3, button, a, summary, text, dt, dd');
      found.add((whole || walk.currentNode).textContent.trim());
    }
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-copy', 'data-label']) {
    // What is saved as a file of citations is written in that file's own words.
    const file = item => name === 'data-copy' && item.dataset.save;
    for (const item of document.querySelectorAll(`[${name}]`)) if (!foreign(item) && !file(item)) found.add(item.getAttribute(name));
  }
  return [...found].filter(text => /[a-zA-Z]{3}/.test(text));
}"""

# Streamlit's own words, which no reader may meet.
THEIRS = (
    "Choose options",
    "Choose an option",
    "Press Enter",
    "Fullscreen",
    "Close",
    "Dismiss",
    "Running",
    "Rerun",
    "Deploy",
    "Page not found",
)


def words(page: Page) -> list[str]:
    """Every text of a page, seen or read aloud, but what is marked as another language."""
    found: list[str] = page.evaluate(_WORDS)
    return found


@pytest.fixture(scope="module")
def names(catalog: Catalog) -> list[str]:
    """Names that stay as they are: publishers and titles of sources and references, ids of organisations."""
    found = {key for key in catalog.organisations["id"] if "-" in key}
    for table in (catalog.sources, catalog.references):
        for column in ("publisher", "title", "label"):
            if column in table:
                found |= {str(item) for item in table[column] if isinstance(item, str) and len(item) > 3}
    return sorted(found, key=len, reverse=True)


def _wrong(texts: list[str], names: list[str]) -> list[str]:
    wrong = []
    for text in texts:
        if faults(text):
            for name in names:
                text = text.replace(name, "")
            found = faults(re.sub(r"“[^”]*”|«[^»]*»|https?://\S+|/\S+", "", text))
            wrong += [f"{found}: {text[:160]}"] if found else []
        if text in THEIRS:
            wrong.append(f"the framework's own word: {text}")
    return wrong


PATHS = [View(page=name, lang="it").href() for name in BUILT] + [
    "/works?lang=it&q=zzzz&kind=school",
    "/?lang=it&sector=nope&claim=schools&step=traced",
    "/disagreements?lang=it&from=2012&to=2014",
    "/spending?lang=it&basis=derived",
    "/map?lang=it&map=outline&extent=country",
]


@pytest.mark.parametrize("path", [*PATHS[:2], *(pytest.param(path, marks=pytest.mark.long) for path in PATHS[2:])])
def test_a_page_speaks_italian(walk: Walk, names: list[str], path: str) -> None:
    page = walk(path)
    texts = words(page)
    assert len(texts) >= 40
    assert _wrong(texts, names) == []


def test_english_left_on_a_page_is_noticed(open_page: Opener, names: list[str]) -> None:
    page = open_page("/disagreements?lang=it")
    page.evaluate(
        """document.querySelector('.al-h1').insertAdjacentHTML('afterend',
        '<p>works of the record</p><p lang="en">works of the record</p><button aria-label="Close">x</button><td>58.4 milioni</td>')"""
    )
    wrong = _wrong(words(page), names)
    assert [line.split("]: ")[-1] for line in wrong if "the record" in line] == ["works of the record"]
    assert any("own word: Close" in line for line in wrong)


@pytest.mark.parametrize("name", ["works", *(pytest.param(name, marks=pytest.mark.long) for name in BUILT if name != "works")])
def test_italian_stays_italian_from_any_page(open_page: Opener, name: str) -> None:
    """Arrive with ?lang=it, follow a page link at once, go back, reload: with a browser that prefers English."""
    page = open_page.blank(lang="en")
    page.goto(open_page.base + View(page=name, lang="it").href())
    other = "spending" if name != "spending" else "works"
    page.locator(f'.al-nav a[href^="/{other}"]').first.click()
    expect(page).to_have_url(re.compile(rf"/{other}\?lang=it"))
    settled(page)
    expect(page.locator("html")).to_have_attribute("lang", "it")
    page.go_back()
    expect(page).to_have_url(re.compile(r"lang=it"))
    settled(page)
    italian = page.locator("h1").inner_text()
    page.reload()
    settled(page)
    expect(page.locator("h1")).to_have_text(italian)
    expect(page.locator("html")).to_have_attribute("lang", "it")
    expect(page.locator('.al-tools a[hreflang="it"]')).to_have_attribute("aria-current", "true")
