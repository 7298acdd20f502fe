"""Search in the head of a live page: with the mouse, by keys, on a phone, and while the server is gone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from aidlens.i18n import lang
from tests.browser import access
from tests.browser.conftest import Opener, until

pytestmark = pytest.mark.browser

BOX, FIELD, OPTION = "dialog.al-found", "#al-find-field", '#al-find-list [role="option"]'


def faults(page: Page) -> list[str]:
    """Serious and critical findings of axe-core in the dialog, whose contrasts are measured: what lies under it is inert."""
    page.evaluate(access.AXE)
    found: dict[str, list[str]] = page.evaluate(
        f"""axe.run({BOX!r}).then(({{violations, passes}}) => ({{
          faults: violations.filter(({{impact}}) => ['serious', 'critical'].includes(impact)).map(({{id}}) => id),
          contrasts: passes.filter(({{id}}) => id === 'color-contrast').flatMap(({{nodes}}) => nodes).map(({{html}}) => html),
        }}))"""
    )
    assert len(found["contrasts"]) > 10
    return found["faults"]


def test_by_mouse_and_by_keys(open_page: Opener) -> None:
    page = open_page("/")
    page.click("[data-find]")
    expect(page.locator(BOX)).to_be_visible()
    expect(page.locator(f"{OPTION}[data-words]")).not_to_have_count(0)
    page.locator(f"{OPTION}[data-words]").first.click()
    expect(page.locator(FIELD)).not_to_have_value("")
    expect(page.locator(f"{OPTION}:is(a)").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_be_hidden()
    until(page, "document.activeElement?.dataset.find !== undefined")

    page.keyboard.press("Control+k")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("herat children's hospital")
    first = page.locator(OPTION).first
    expect(first).to_contain_text("Herat Paediatric Hospital")
    expect(page.locator(".al-find-said")).to_have_text(re.compile(r"^\d[\d,]* answers$"))
    assert faults(page) == []
    roles = [node["role"] for node in access.tree(page)]
    assert "dialog" in roles and "combobox" in roles and "listbox" in roles and roles.count("option") > 5
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(page.locator(FIELD)).to_have_attribute("aria-activedescendant", "al-find-0")
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIELD)).not_to_have_attribute("aria-activedescendant", "al-find-0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/works\?.*work=health-herat-paediatric-hospital"))
    expect(page.locator(BOX)).to_be_hidden()
    expect(page.locator('[role="dialog"] .al-ev')).to_contain_text("Herat Paediatric Hospital")

    # Nothing found, then no server: each says what helps, and nothing breaks.
    page.keyboard.press("Escape")
    expect(page.locator('[role="dialog"] .al-ev')).to_have_count(0)
    page.keyboard.press("Control+k")
    page.fill(FIELD, "qxqxqxqx")
    expect(page.locator(".al-find-said")).to_contain_text("qxqxqxqx")
    expect(page.locator(".al-find-after a")).to_have_text(lang("en").t("What is missing here, and how to tell us"))
    page.route("**/api/v1/search*", lambda route: route.abort())
    page.fill(FIELD, "herat")
    expect(page.locator(".al-find-said")).to_have_text(lang("en").t("The search does not answer just now. Try again in a moment."))
    page.unroute("**/api/v1/search*")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.fill(FIELD, "شیندند")
    expect(page.locator(OPTION).first).to_contain_text("Shindand")
    # Whoever presses Enter before the answer has come gets the answer to what was typed, not to what was there.
    page.fill(FIELD, "Provincial Recostruction Team")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/data\?.*#term-prt$|/data#term-prt$"))
    expect(page.locator("#term-prt")).to_be_in_viewport()


def test_on_a_phone_in_italian_in_the_dark(open_page: Opener) -> None:
    page = open_page("/works?lang=it", width=390, height=844, lang="it", scheme="dark")
    control = page.locator("[data-find]")
    box = control.bounding_box()
    assert box is not None and box["width"] >= 44 and box["height"] >= 44
    assert access.too_wide(page) == ""
    control.tap()
    page.fill(FIELD, "ospedale dei bambini")
    first = page.locator(OPTION).first
    expect(first).to_contain_text("Ospedale pediatrico di Herat")
    expect(page.locator(".al-find-said")).to_have_text(re.compile(r"^\d[\d.]* rispost[ae]$"))
    assert faults(page) == []
    for item in page.locator(OPTION).all()[:6]:
        size = item.bounding_box()
        assert size is not None and size["height"] >= 44 and size["x"] + size["width"] <= 391
    first.tap()
    expect(page).to_have_url(re.compile(r"/works\?lang=it&work=health-herat-paediatric-hospital"))
    expect(page.locator('[role="dialog"] .al-ev')).to_contain_text("Ospedale pediatrico di Herat")
