"""What goes wrong, done for real: the line drops, the server dies, the record is edited, the disk is full, a file or a font is missing."""

from __future__ import annotations

import json
import re
import resource
import shutil
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from aidlens.i18n import lang
from aidlens.view import PAGES, View
from tests import tables
from tests.browser.conftest import Opener, Server, serving, settled, until
from tests.browser.proxy import Line

pytestmark = pytest.mark.browser

CHIP = ".al-chip"
DRAWER = '[role="dialog"] .al-ev'
HERE = View(page="works", kind=("school",), province=("herat",))


def ready(server: Server) -> dict[str, Any]:
    with urllib.request.urlopen(server.base + "/readyz", timeout=10) as answer:
        return dict(json.load(answer))


def wait_for(server: Server, **wanted: object) -> dict[str, Any]:
    """Wait until ``/readyz`` says something."""
    end = time.monotonic() + 40
    while time.monotonic() < end:
        found = ready(server)
        found["waiting"] = found["waiting"]["faults"]
        if all(found[key] == value for key, value in wanted.items()):
            return found
        time.sleep(0.3)
    raise AssertionError(f"never {wanted}: {found}\n{server.output()}")


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    """A line to the server of all tests."""
    made = Line(server.port)
    yield made
    made.close()


def at(opener: Opener, address: str) -> Page:
    page = opener.blank()
    page.goto(address)
    return settled(page)


def is_where_it_was(page: Page) -> None:
    """The visitor's view, by address and by what is shown, and a page that still answers."""
    expect(page).to_have_url(re.compile(r"/works\?kind=school&province=herat$"))
    expect(page.locator(CHIP)).to_have_count(2)
    page.locator(CHIP).first.click()
    expect(page.locator(CHIP)).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/works\?province=herat$"))


def test_the_line_drops_and_the_visitor_is_where_they_were(open_page: Opener, line: Line) -> None:
    page = at(open_page, line.base + HERE.href())
    page.evaluate("window.aidlensMark = 1")
    assert line.cut() > 0
    page.wait_for_selector('[data-testid="stConnectionStatus"], [data-testid="stApp"][data-test-connection-state="PINGING_SERVER"]')
    line.mend()
    page.wait_for_selector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')
    is_where_it_was(page)
    assert page.evaluate("window.aidlensMark") == 1, "without a reload"


def test_an_older_ask_that_overtakes_a_link_leaves_address_and_page_at_one(open_page: Opener) -> None:
    """What a browser asks before it has heard of its new address carries the old one; the server answers it all the same."""
    page = open_page.blank()
    said: list[str | bytes] = []
    older: list[str | bytes] = []

    def passing(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def ask(message: str | bytes) -> None:
            said.append(message)
            server.send(message)

        def answer(message: str | bytes) -> None:
            if isinstance(message, bytes) and ForwardMsg.FromString(message).page_info_changed.query_string and not older:
                older.append(said[0])
                server.send(said[0])
            socket.send(message)

        socket.on_message(ask)
        server.on_message(answer)

    page.route_web_socket(re.compile("_stcore/stream"), passing)
    page.goto(open_page.base + "/spending")
    settled(page)
    page.get_by_role("link", name="Euros, of “over 58 million”").click()
    expect(page.locator("#split .al-sub")).to_contain_text("lower bounds")
    settled(page)
    expect(page).to_have_url(re.compile("basis=euros"))
    expect(page.locator("#split .al-sub")).to_contain_text("lower bounds")
    assert older, "no address was ever told"


def test_a_page_fades_while_its_answer_is_long_in_coming(open_page: Opener) -> None:
    page = open_page.blank()
    held: list[str | bytes] = []
    state = {"holds": False}

    def passing(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def answer(message: str | bytes) -> None:
            assert isinstance(message, bytes)
            said = ForwardMsg.FromString(message)
            begins = said.WhichOneof("type") == "new_session" or said.session_status_changed.script_is_running
            held.append(message) if state["holds"] and not begins else socket.send(message)

        def ask(message: str | bytes) -> None:
            server.send(message)
            if not state["holds"]:
                while held:
                    socket.send(held.pop(0))

        socket.on_message(ask)
        server.on_message(answer)

    page.route_web_socket(re.compile("_stcore/stream"), passing)
    page.goto(open_page.base + "/spending")
    settled(page)
    assert page.locator("html").get_attribute("data-waits") is None
    state["holds"] = True
    page.get_by_role("link", name="Euros, of “over 58 million”").click()
    expect(page.locator("html")).to_have_attribute("data-waits", "true")
    until(page, "getComputedStyle(document.querySelector('.st-key-page')).opacity < 0.5")
    parts = "[...document.querySelectorAll('.st-key-page [data-testid=stElementContainer]')].map((part) => getComputedStyle(part).opacity)"
    assert set(page.evaluate(parts)) == {"1"}
    state["holds"] = False
    page.evaluate("window.__aidlens.go('/spending?basis=derived')")
    settled(page)
    expect(page.locator("html")).not_to_have_attribute("data-waits", "true")


@pytest.mark.long
def test_the_server_dies_and_the_view_comes_back(browser: Browser) -> None:
    """The same page, never touched, goes on with a server that knows nothing of it."""
    with serving() as first:
        opener = Opener(browser, first.base)
        page = at(opener, first.base + HERE.href())
        first.process.kill()
        first.process.wait(10)
        second = Server(port=first.port)
        try:
            second.wait()
            page.wait_for_selector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')
            is_where_it_was(page)
        finally:
            second.stop()
            opener.close()
    assert opener.outside == []


def test_the_record_is_edited_while_it_is_served(browser: Browser, excerpt: Path) -> None:
    with serving(excerpt) as server:
        opener = Opener(browser, server.base)
        page = opener.walk("/works?kind=school")
        tables.change(excerpt, "works", lambda row: row["kind"] == "school", name_en="A school with another name")
        wait_for(server, taken_up=1, waiting=0)
        page.locator(CHIP).click()  # an open page takes the new record up with the next click
        expect(page.locator("#works")).to_be_attached()
        expect(page.get_by_role("link", name="A school with another name").first).to_be_attached()

        whole = (excerpt / "works.csv").read_bytes()
        (excerpt / "works.csv").write_bytes(whole.replace(b"A school with another name", b"A school nobody will see") + b"half a line")
        found = wait_for(server, status="ready", taken_up=1)
        while not found["waiting"]:
            time.sleep(0.3)
            found = wait_for(server, status="ready", taken_up=1)
        for code in ("en", "it"):
            other = opener.walk(f"/works?kind=school&lang={code}")
            notice = other.locator(".al-notice[role=status]")
            expect(notice).to_contain_text(lang(code).number(found["waiting"]))
            expect(notice).to_contain_text({"en": "A newer edition has 1 error to fix", "it": "registro più recente in attesa"}[code])
            assert other.get_by_text("A school nobody will see").count() == 0
        with urllib.request.urlopen(server.base + "/metrics", timeout=10) as answer:
            assert f"aidlens_record_waiting_faults {found['waiting']}.0" in answer.read().decode()
        assert "half a line" in server.output() or "works.csv" in server.output(), "the log names the file"

        (excerpt / "works.csv").write_bytes(whole)
        wait_for(server, waiting=0, taken_up=1)
        expect(opener.walk("/works").locator(".al-notice")).to_have_count(0)
        assert opener.errors == []
        opener.close()


def test_an_unreadable_file_is_one_clear_message(browser: Browser, excerpt: Path) -> None:
    (excerpt / "works.csv").unlink()
    (excerpt / "works.csv").mkdir()  # no program can read it, whoever runs it
    with serving(excerpt, wanted=503) as server:
        opener = Opener(browser, server.base)
        page = opener("/works")
        lines = page.locator('section[lang="en"] .al-faults li')
        expect(lines).to_have_count(1)
        expect(lines).to_contain_text("works.csv: the file cannot be read")
        assert "Traceback" not in page.content() + server.output()
        opener.close()


def test_without_our_fonts_the_page_is_read_in_others(browser: Browser, site: str) -> None:
    opener = Opener(browser, site)
    page = opener.blank()
    page.route("**/*.woff2", lambda route: route.fulfill(status=404))
    page.goto(site + "/spending")
    settled(page)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".al-drawing svg").first).to_be_visible()
    wide = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth - window.innerWidth")
    assert wide <= 1
    assert opener.errors == []
    opener.close()


def test_only_scripts_of_ours_run(open_page: Opener) -> None:
    page = open_page("/")
    policy = page.request.get(open_page.base + "/").headers["content-security-policy"]
    script = next(part for part in policy.split(";") if "script-src" in part)
    assert {"'unsafe-inline'", "'unsafe-eval'"}.isdisjoint(script.split())
    assert page.request.get(open_page.base + "/").headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in policy
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.inline = 1";
            document.body.append(script);
            const image = document.createElement("div");
            image.innerHTML = '<img src="x" onerror="window.handler = 1">';
            document.body.append(image);
            setTimeout(() => { try { window.evaluated = new Function("return 1")() } catch { window.evaluated = 0 } }, 0);
        }"""
    )
    until(page, "window.evaluated !== undefined")
    page.wait_for_timeout(500)
    assert page.evaluate("[window.inline, window.handler, window.evaluated]") == [None, None, 0]
    assert len(open_page.outside) >= 2, "the browser says so"
    open_page.outside.clear()


# ── long ──


@pytest.mark.long
def test_every_view_comes_back_from_its_address(browser: Browser) -> None:
    """Each page open at once, the server killed and started anew: each shows its own page again."""
    views = [View(page=page, lang="it") for page in PAGES if (Path("pages") / f"{page}.py").exists()] + [HERE]
    with serving() as first:
        opener = Opener(browser, first.base)
        pages = [(view, at(opener, first.base + view.href())) for view in views]
        before = [page.locator("h1").inner_text() for _, page in pages]
        first.process.kill()
        first.process.wait(10)
        second = Server(port=first.port)
        try:
            second.wait()
            for (view, page), title in zip(pages, before, strict=True):
                page.wait_for_selector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')
                settled(page)
                expect(page.locator("h1")).to_have_text(title)
                assert page.url == first.base + view.href()
        finally:
            second.stop()
            opener.close()


@pytest.mark.long
def test_a_full_disk_costs_nothing_but_speed(browser: Browser, tmp_path: Path) -> None:
    """No file can grow past a size that the large bundles do not fit: the site is whole all the same."""

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))  # what the test's own log of the server may take

    store = tmp_path / "cache"
    server = Server(own={"AIDLENS_CACHE": str(store)}, before=full)
    try:
        server.wait()
        opener = Opener(browser, server.base)
        expect(opener("/spending").locator(".al-drawing svg").first).to_be_visible()
        opener.close()
        kept = [path for path in store.rglob("*") if path.is_file()] if store.exists() else []
        assert [path.name for path in kept if path.suffix == ".part" or path.stat().st_size >= 200_000] == [], "no half file stays behind"
        assert "Traceback" not in server.output()
    finally:
        server.stop()
        shutil.rmtree(store, ignore_errors=True)
