"""Every mark by mouse and by finger: wherever the hand meets one, that very mark answers with its words and leads to its card.

Keys are tested over all marks in ``test_marks``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

import pytest
from playwright.sync_api import Page, expect

from aidlens.catalog import Catalog
from aidlens.exhibits.evidence import of_view
from aidlens.i18n import Lang
from aidlens.measures import works
from tests import addresses
from tests.browser.conftest import Walk, settled

pytestmark = pytest.mark.browser

CARD = 'section[role="dialog"] .al-ev'
FIELDS = ".st-key-page .al-d"
DRAWN = "/map?extent=country"  # nothing lies outside the picture
# For each mark that leads on: the middle of each of its signs (a shape may hold a row of them).
SIGNS = """const signs = (svg) => [...svg.querySelectorAll("a[data-mark]")].flatMap((mark) =>
  [...mark.querySelectorAll("rect, circle, path")].flatMap((shape) => {
    const box = shape.getBoundingClientRect(), count = (shape.getAttribute("d")?.match(/m|M/g) ?? [0]).length;
    const side = Math.min(box.height, box.width), step = count > 1 ? (box.width - side) / (count - 1) : 0;
    const first = count > 1 ? box.left + side / 2 : box.left + box.width / 2;
    return box.width ? [...Array(count).keys()].map((at) => [mark, first + at * step, box.top + box.height / 2]) : [];
  }));"""
# How many signs were pointed at, and which of them did not answer a mouse with their own words, as the page's own script answers.
POINTED = (
    "async (drawings) => {"
    + SIGNS
    + """
  let asked = 0;
  const missed = [], frame = () => new Promise(requestAnimationFrame);
  const inside = (box, x, y) => !box || (x > box.left && x < box.right && y > box.top && y < box.bottom);
  for (const svg of document.querySelectorAll(drawings)) {
    svg.scrollIntoView({ block: "center" });
    await frame();
    for (const [mark, x, y] of signs(svg)) {
      if (!inside(mark.closest(".al-map-land")?.getBoundingClientRect(), x, y)) continue;
      const under = document.elementFromPoint(x, y);
      const moved = { bubbles: true, composed: true, clientX: x, clientY: y, pointerType: "mouse" };
      under?.dispatchEvent(new PointerEvent("pointermove", moved));
      if (!under?.closest("a")) await frame().then(frame); // the nearest one is looked for a frame later
      const hot = document.querySelector(".al-hot"), tip = document.querySelector(".al-tip");
      const words = [...tip.children].map((line) => line.textContent.replace("\\u200b", "")).join("\\n");
      asked += 1;
      if (hot?.dataset.mark !== mark.dataset.mark) missed.push([mark.dataset.mark, hot?.dataset.mark ?? under?.outerHTML.slice(0, 80)]);
      else if (tip.hidden || words !== mark.dataset.words) missed.push([mark.dataset.mark, "without its words"]);
    }
  }
  return [asked, missed];
}"""
)


def pressed(page: Page, seed: str, each: int) -> None:
    """Some marks of the page, picked by a seed, pressed with the mouse: the card says what the pointer said."""
    marks = page.locator(f'{FIELDS} a[data-mark^="work:"]')
    keys = sorted(set(marks.evaluate_all("(all) => all.filter((one) => one.getBoundingClientRect().width).map((one) => one.dataset.mark)")))
    for key in random.Random(seed).sample(keys, each):
        mark = page.locator(f'{FIELDS} a[data-mark="{key}"]').first
        mark.scroll_into_view_if_needed()
        box = mark.locator("path").first.bounding_box()
        assert box is not None
        name = (mark.get_attribute("data-words") or "").split("\n")[0].strip()
        page.mouse.click(box["x"] + min(box["height"], box["width"]) / 2, box["y"] + box["height"] / 2)
        expect(page.locator(CARD)).to_contain_text(name)
        assert f"work={key.removeprefix('work:')}" in page.url
        page.keyboard.press("Escape")
        expect(page.locator(CARD)).to_have_count(0)
        settled(page)


@pytest.mark.parametrize(
    ("address", "least"), [("/", 1000), ("/works?by=kind", 150), ("/works?by=year", 150), ("/map?map=outline", 100), (DRAWN, 150)]
)
def test_a_mouse_meets_every_mark(walk: Walk, address: str, least: int) -> None:
    page = walk(address)
    expect(page.locator(".al-map[data-drawn]" if address == DRAWN else f"{FIELDS} a[data-mark]").first).to_be_visible()
    asked, missed = page.evaluate(POINTED, FIELDS)
    assert missed == [] and asked >= least
    if address in ("/", "/works?by=kind", DRAWN):
        pressed(page, address, 1)


# A finger at the middle of each mark meets the whole field, or the mark itself where that is in none; and the marks of each field met.
TOUCHED = (
    "async (drawings) => {"
    + SIGNS
    + """
  const met = {}, missed = [];
  for (const svg of document.querySelectorAll(drawings)) {
    svg.scrollIntoView({ block: "center" });
    await new Promise(requestAnimationFrame);
    for (const [mark, x, y] of signs(svg)) {
      if (!mark.dataset.mark.match(/^(work|counted|many):/)) continue;
      const box = mark.closest(".al-map-land")?.getBoundingClientRect();
      if (box && !(x > box.left && x < box.right && y > box.top && y < box.bottom)) continue;
      const under = document.elementFromPoint(x, y)?.closest("a");
      const field = mark.closest("svg:has(> .al-all)");
      const wanted = field ? field.querySelector(":scope > .al-all") : mark;
      if (under !== wanted) missed.push([mark.dataset.mark, under?.outerHTML.slice(0, 120)]);
      if (field) (met[under?.getAttribute("href")] ??= new Set()).add(mark.getAttribute("href"));
    }
  }
  return [Object.fromEntries(Object.entries(met).map(([key, marks]) => [key, [...marks]])), missed];
}"""
)


CARDS = re.compile(r"[?&](work|claim)=([\w-]+)(?!.*step=)")


def cards(hrefs: Iterable[str]) -> set[str]:
    """The cards that addresses open, as "work=a-b"."""
    return {f"{found.group(1)}={found.group(2)}" for href in hrefs if (found := CARDS.search(href))}


def held(href: str, catalog: Catalog, en: Lang) -> set[str]:
    """The cards that the list at an address leads to: the card of a step of a claim, else the works of a page."""
    view, faults = addresses.read(href, catalog)
    assert not faults
    if not view.step:
        return {f"work={key}" for key in works.select(catalog, view)["id"]}
    found = of_view(catalog, view, en)
    assert found is not None
    return cards(fact.href for fact in (*found.facts, *(fact for section in found.sections for fact in section.facts)))


@pytest.mark.parametrize(("address", "least"), [("/?lang=en", 4), ("/works?lang=en&by=kind", 14), ("/map?lang=en&map=outline", 10)])
def test_a_finger_on_any_mark_opens_a_list_that_holds_it(walk: Walk, catalog: Catalog, en: Lang, address: str, least: int) -> None:
    page = walk(address, 390, 2600)  # all of a drawing at once
    expect(page.locator(f"{FIELDS} a[data-mark]").first).to_be_visible()
    met, missed = page.evaluate(TOUCHED, FIELDS)
    assert missed == [] and len(met) >= least
    for href, marks in met.items():
        assert cards(marks) <= held(href, catalog, en), href
    if address.startswith("/works"):
        return  # its lists are the page itself
    page.locator(f"{FIELDS} .al-all").first.tap()
    lines = page.locator(".al-place li a" if address.startswith("/map") else f'{CARD} a[href*="work="]')
    expect(lines.first).to_be_visible()
    high = lines.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
    assert len(high) > 10 and min(high) >= 43.5
