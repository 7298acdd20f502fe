"""The contract with Streamlit, held in its real page: what streamlit_seam.py looks for is there, and what it tells the client is heard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from aidlens import streamlit_seam
from aidlens.catalog import Catalog
from tests.browser.conftest import Opener, settled, until

pytestmark = pytest.mark.browser


def missing(page: Page, *where: str) -> list[str]:
    """The markers of these places that the page has not, each with its remedy."""
    markers = [marker for marker in streamlit_seam.MARKERS if marker.where in where]
    assert markers
    return [
        f"{marker.selector} is gone ({marker.reason}). {marker.remedy}" for marker in markers if not page.locator(marker.selector).count()
    ]


class Heard:
    """What a page has asked of Streamlit and what its console has said."""

    def __init__(self, page: Page) -> None:
        self.asked: list[str] = []
        self.sessions: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda socket: self.sessions.append(socket.url))
        page.on("console", lambda message: self.said.append(message.text) if message.type == "error" else None)


@pytest.fixture
def opened(open_page: Opener) -> Iterator[tuple[Page, Heard]]:
    """An empty page and what is heard of it from its first address on."""
    page = open_page.blank()
    yield page, Heard(page)


def test_the_parts_of_the_page_are_found(opened: tuple[Page, Heard], site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page with fields and folded parts, in a theme that the browser does not prefer."""
    page, _ = opened
    page.goto(f"{site}/present?deck=five&theme=dark")
    settled(page)
    assert missing(page, "page") == []
    page.locator("summary", has_text="Your title").first.click()
    field = page.get_by_label("Own title").first
    field.fill("Words")
    expect(page.locator('[data-testid="InputInstructions"]').first, "gone: see MARKERS").to_be_attached()
    assert missing(page, "typing") == []
    ground = field.evaluate("item => getComputedStyle(item.parentElement).backgroundColor")
    assert max(map(int, re.findall(r"\d+", ground)[:3])) < 128, "Streamlit did not take the theme of the address: see _THEME"
    planted = streamlit_seam.Marker('[data-testid="stNoMore"]', "planted", "Mend it so.")
    monkeypatch.setattr(streamlit_seam, "MARKERS", (*streamlit_seam.MARKERS, planted))
    assert missing(page, "page") == ['[data-testid="stNoMore"] is gone (planted). Mend it so.']


def test_an_inner_page_knows_where_its_server_is(opened: tuple[Page, Heard], site: str, catalog: Catalog) -> None:
    """A deep link: asked once and at the root, no error in the reader's console, one session; the address and Back are right."""
    page, heard = opened
    page.goto(f"{site}/works?kind=school")
    settled(page)
    inner = f"{site}/{streamlit_seam.INNER}/"
    assert sorted(url.removeprefix(inner) for url in heard.asked if streamlit_seam.INNER in url) == ["health", "host-config"]
    assert page.url == f"{site}/works?kind=school"
    expect(page.locator(".al-chip").first).to_contain_text("School")
    assert not [url for url in heard.asked if "Material" in url], "the icon font was asked for although no icon is drawn: see _ICONS"
    work = str(catalog.works.loc[catalog.works["sensitivity"] == "public", "id"].iloc[0])
    page.locator(".al-nav a", has_text="Map").click()
    until(page, "location.pathname === '/map'")
    settled(page)
    page.go_back()
    until(page, "location.pathname === '/works'")
    settled(page)
    assert page.url == f"{site}/works?kind=school"
    expect(page.locator(".al-chip").first).to_contain_text("School")
    assert heard.sessions == [f"{site.replace('http', 'ws')}/{streamlit_seam.INNER}/{streamlit_seam.SESSION}"]
    # The drawer, with a page of its own behind it and in the other language.
    page.goto(f"{site}/works?lang=it&work={work}")
    settled(page)
    cross = page.locator('[data-testid="stDialog"] [role="dialog"] > button')
    expect(cross, "the drawer's cross is gone or not renamed: see MARKERS").to_have_attribute("aria-label", "Chiudi")
    english = page.locator('button:is([aria-label="Close"], [aria-label="Dismiss"])')
    expect(english, "a button of the drawer keeps its English name: see MARKERS").to_have_count(0)
    assert missing(page, "drawer") == []
    assert len(heard.sessions) == 2
    assert heard.said == []
