"""The form in a real browser: by keys from the first field to the file, what is typed stays where it was, and a phone in the dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from aidlens.contribution import ask
from aidlens.contribution.message import read
from aidlens.i18n import lang
from tests.browser import access
from tests.browser.conftest import Opener, Server, settled, until

pytestmark = pytest.mark.browser
SECRET = "zzsecretwordzz"


def typed(page: Page, name: str, text: str) -> None:
    """Type into a field that Tab has led to."""
    until(page, "(name) => document.activeElement.id === `tell-${name}`", name)
    page.keyboard.type(text)


def said(page: Page, field: str) -> str:
    """What assistive software reads out with a field beside its label."""
    return str(
        page.evaluate(
            "(id) => document.getElementById(id).getAttribute('aria-describedby').split(' ')"
            ".map((each) => document.getElementById(each).textContent).join(' ')",
            f"tell-{field}",
        )
    )


def test_from_the_first_field_to_the_file_by_keys(open_page: Opener, server: Server, tmp_path: Path) -> None:
    page = open_page("/contribute?about=claim.schools")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.url} {request.post_data or ''}"))
    status = page.locator(".al-tell-status")
    page.locator("input[name=message]").first.focus()
    page.keyboard.press("Tab")
    typed(page, "what", "School with six rooms, given by Haji Ahmad")
    page.keyboard.press("Tab")
    typed(page, "where", "Shindan")
    page.keyboard.press("Tab")
    typed(page, "when", "2009")
    page.keyboard.press("Tab")
    typed(page, "source", f"https://example.org/{SECRET}")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#tell-consent")).to_be_checked()
    assert not [line for line in sent if SECRET in line], "what is typed stays in the browser until «Check»"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    # Refused: the field is named, marked and reached; what is asked stands with its field.
    until(page, "document.activeElement.id === 'tell-what'")
    expect(page.locator("#tell-what")).to_have_attribute("aria-invalid", "true")
    assert "person's name" in said(page, "what") and "Shindand, Herat" in said(page, "where")
    expect(status).to_contain_text("cannot be taken")
    assert access.faults(page) == []

    page.keyboard.press("Control+A")
    page.keyboard.type("School with six rooms")
    expect(page.locator("#tell-what")).not_to_have_attribute("aria-invalid", "true")
    page.locator("#tell-where-said button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#tell-where")).to_have_value("Shindand, Herat")
    page.keyboard.press("Enter")  # in a field, as in any form
    expect(status).to_contain_text("press once more")  # a twin to look at
    twin = page.locator("#tell-what-said a").first
    assert "work=" in str(twin.get_attribute("href")) and twin.get_attribute("target") == "_blank"

    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    waiting.value.save_as(tmp_path / waiting.value.suggested_filename)
    taken = read((tmp_path / waiting.value.suggested_filename).read_bytes())
    assert waiting.value.suggested_filename == taken.file
    assert (taken.what, taken.where, taken.claim, taken.consent) == ("School with six rooms", "Shindand, Herat", "schools", True)
    expect(status).to_contain_text("Nothing was kept here")
    page.locator("[data-tell=copy]").click()
    until(page, "document.querySelector('[data-tell=copy]').dataset.done === 'true'")
    assert taken.text.strip() in page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    posts = [line for line in sent if line.startswith("POST ") and "/contribution/check" in line]
    assert len(posts) == 2, "checked twice; pressed once more, nothing is sent"
    assert all("/contribution/check" in line for line in sent if SECRET in line)
    assert SECRET not in server.output() and "cookie" not in page.evaluate("document.cookie").lower()

    # Language, reload and Back leave what is typed where it was.
    page.locator(".al-tools a[lang=it]").click()
    expect(page.locator(".al-h1")).to_contain_text("La conoscete?")
    expect(page.locator("#tell-what")).to_have_value("School with six rooms")
    page.reload()
    settled(page)
    expect(page.locator("#tell-source")).to_have_value(f"https://example.org/{SECRET}")
    expect(page.locator(".al-tell-said:not(:empty)")).to_have_count(0)
    page.locator(".al-nav a", has_text="Opere").click()
    expect(page.locator(".al-tell")).to_have_count(0)
    page.go_back()
    expect(page.locator("#tell-what")).to_have_value("School with six rooms")
    page.locator("[data-tell=empty]").click()
    expect(page.locator("#tell-what")).to_have_value("")
    assert SECRET not in page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")


def test_on_a_phone_in_the_dark_everything_fits_and_speaks(open_page: Opener) -> None:
    page = open_page("/contribute?lang=it&about=work.school-abu-walid-2014", width=390, height=844, lang="it", scheme="dark")
    words = lang("it")
    expect(page.locator(".al-tell input[value=correction]")).to_be_checked()
    page.locator(".al-tell label", has_text="Che fine ha fatto").click()
    expect(page.locator("label[for=tell-what]")).to_have_text("Che fine ha fatto?")
    page.locator("#tell-what").fill("La scuola è ancora aperta")
    page.locator("[data-tell=save]").click()
    expect(page.locator("#tell-consent")).to_have_attribute("aria-invalid", "true")
    assert "provincia" in said(page, "where")
    assert access.too_wide(page) == ""
    assert access.small_targets(page) == []
    assert access.faults(page) == []
    names = [(node["role"], node["name"]) for node in access.tree(page)]
    assert ("form", "La conoscete?") in names or ("form", words.t("Do you know this one?")) in names
    for item in ask.questions(words)[1:]:
        assert ("textbox", item.label) in names
    assert ("radiogroup", words.t("What do you want to tell?")) in names or ("group", words.t("What do you want to tell?")) in names
    # In forced colours a refused field is told by its border too.
    page.emulate_media(forced_colors="active")
    assert page.evaluate("getComputedStyle(document.querySelector('#tell-where')).borderTopWidth") != "0px"
