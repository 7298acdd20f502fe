"""The story while it is scrolled: the scene that stands with the paragraph in view, both ways; its address; keys; paper; a phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from aidlens.catalog import Catalog
from aidlens.exhibits.scenes import scenes_of
from tests.browser.conftest import Opener, settled

pytestmark = pytest.mark.browser

FRAME = 16.0  # ms of script a picture of the screen may take
TIMED = """
const ask = window.requestAnimationFrame.bind(window);
window.__took = [];
window.requestAnimationFrame = (work) => ask((now) => {
  const begun = performance.now();
  work(now);
  window.__took.push(performance.now() - begun);
});
"""
# The scene shown, the paragraph marked, and where some marks stand.
SHOWN = """() => ({
  scene: document.querySelector(".al-layer[data-on]").dataset.layer,
  said: document.querySelector("[data-said][data-on]").dataset.said,
  step: document.querySelector(".al-now").dataset.scene,
  now: document.querySelectorAll(".al-now").length,
  seen: [...document.querySelectorAll(".al-players > a")].filter((mark) => getComputedStyle(mark).visibility === "visible").length,
  places: [...document.querySelectorAll(".al-players g")].slice(0, 40).map((unit) => unit.style.transform),
})"""


def shown(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(SHOWN)
    assert found["scene"] == found["said"] == found["step"] and found["now"] == 1
    return found


def to(page: Page, scene: str) -> dict[str, Any]:
    """Scroll until the first paragraph of a scene is in view."""
    page.evaluate(
        """(id) => { const paper = document.querySelector('[data-testid="stMain"]'), step = document.getElementById(`scene-${id}`);
        paper.scrollTop += step.getBoundingClientRect().top - innerHeight * 0.42; }""",
        scene,
    )
    expect(page.locator(f'.al-layer[data-layer="{scene}"]')).to_have_attribute("data-on", "")
    return shown(page)


def test_the_picture_follows_the_text_both_ways_and_the_server_is_not_asked(open_page: Opener, catalog: Catalog) -> None:
    ids = [scene.id for scene in scenes_of(catalog)]
    page = open_page.blank()
    page.add_init_script(TIMED)
    page.goto(open_page.base + "/story")
    settled(page)
    expect(page.locator(".al-stage")).to_be_visible()
    assert shown(page)["scene"] == ids[0] and "scene=" not in page.url, "above the first scene the address names none"
    runs: list[str] = []
    page.on("websocket", lambda socket: runs.append(socket.url))
    page.evaluate("""() => { const send = WebSocket.prototype.send; window.__sent = 0;
      WebSocket.prototype.send = function (...data) { window.__sent++; return send.apply(this, data); }; window.__took.length = 0; }""")
    there = {scene: to(page, scene) for scene in ids}
    expect(page).to_have_url(re.compile(rf"/story\?scene={ids[-1]}$"))
    assert there["districts"]["places"] == there["water"]["places"] != there["years"]["places"], "lit marks stay where they stand"
    assert there["count"]["seen"] < there["found"]["seen"] == there["districts"]["seen"]
    for scene in reversed(ids):
        assert to(page, scene) == there[scene], "the way back is the same"
    took = sorted(page.evaluate("window.__took"))
    assert took[-1] < FRAME or took[len(took) * 95 // 100] < FRAME, took[-10:]
    assert page.evaluate("window.__sent") == 0, "a scene asks the server for nothing"
    moves = "getComputedStyle(document.querySelector('.al-players g')).transitionDuration"
    assert page.evaluate(moves) == "0s", "nothing moves where motion is reduced"
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moves) == "0.9s"
    page.emulate_media(reduced_motion="reduce")
    # Keys go scene by scene; a click leads to the map; Back and a reload keep the scene.
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(rf"scene={ids[1]}$"))
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(rf"scene={ids[2]}$"))
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(rf"scene={ids[1]}$"))
    to(page, "water")
    expect(page).to_have_url(re.compile("scene=water$"))
    box = page.locator(".al-stage-box").bounding_box()
    assert box
    page.mouse.click(box["x"] + 30, box["y"] + 60)
    expect(page).to_have_url(re.compile(r"/map\?kind=water,well"))
    settled(page)
    page.go_back()
    expect(page.locator('.al-layer[data-layer="water"]')).to_have_attribute("data-on", "")
    settled(page)
    assert page.url.endswith("/story?scene=water")
    page.reload()
    settled(page)
    expect(page.locator('.al-layer[data-layer="water"]')).to_have_attribute("data-on", "")
    assert shown(page)["scene"] == "water" and page.url.endswith("scene=water")
    # On paper each picture follows its paragraph, and nothing else is left of the stage.
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    papers = page.locator(".al-scene-paper")
    assert papers.count() == len(ids)
    assert papers.evaluate_all("(all) => all.map((one) => one.previousElementSibling.id)") == [f"scene-{scene}" for scene in ids]
    assert min(papers.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().width)")) >= 600, "as wide as a sheet is"
    expect(page.locator(".st-key-tale-stage")).to_be_hidden()
    expect(page.locator(".al-tale details.al-note").first).to_have_attribute("open", "")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert papers.count() == 0


def test_an_address_begins_at_its_scene_and_a_mangled_one_says_so(open_page: Opener) -> None:
    page = open_page("/story?scene=siawushan&lang=it")
    expect(page.locator('.al-layer[data-layer="siawushan"]')).to_have_attribute("data-on", "")
    expect(page.locator("#scene-siawushan")).to_be_in_viewport()
    mark = page.locator('.al-players a[data-mark="work:school-siawushan-2010"]')
    assert "al-dim" not in (mark.get_attribute("class") or "")
    assert page.locator(".al-players a.al-dim").count() > 150
    expect(page.locator(".al-layer[data-on] > svg")).to_have_accessible_name(re.compile("Siawushan"))
    mark.evaluate("(mark) => mark.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))")
    expect(page.locator('section[role="dialog"]')).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator('section[role="dialog"]')).to_have_count(0)
    page.evaluate("window.__aidlens.go('/story?scene=mars&lang=it')")
    expect(page.locator(".al-notice")).to_contain_text("scene=mars")


def test_on_a_phone_the_picture_takes_a_third_and_stays(open_page: Opener) -> None:
    page = open_page("/story?scene=years", width=390, height=844)
    expect(page.locator('.al-layer[data-layer="years"]')).to_have_attribute("data-on", "")
    place, wide = page.evaluate(
        """() => { const box = document.querySelector(".st-key-tale-stage").getBoundingClientRect();
        return [[box.top, box.bottom], [box.left, box.right]]; }"""
    )
    assert -1 <= place[0] <= 1 and 240 <= place[1] <= 844 / 3 + 2 and wide == [0, 390]
    top = page.locator(".al-now").evaluate("(step) => step.getBoundingClientRect().top")
    assert top > place[1] - 4, "the paragraph in view is not under the picture"
    page.locator(".al-stage [data-way='1']").tap()
    expect(page).to_have_url(re.compile("scene=siawushan$"))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    # What the picture shows is said beside the way on; where a window is too low for it to stay, each picture follows its paragraph.
    said = page.locator("[data-said][data-on]")
    expect(said).to_be_visible()
    assert said.evaluate(
        "(said) => said.getBoundingClientRect().bottom <= said.closest('.st-key-tale-stage').getBoundingClientRect().bottom + 1"
    )
    page.set_viewport_size({"width": 360, "height": 225})
    expect(page.locator(".st-key-tale-stage")).to_be_hidden()
    expect(page.locator(".al-scene-paper")).to_have_count(11)
    place = page.locator(".al-scene-paper .al-stage-box").nth(3).bounding_box()
    assert place and place["width"] > 200 and place["height"] <= 225
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".al-scene-paper")).to_have_count(0)
