"""A real server and a real browser: the site as readers get it, with every door to the outside shut and watched.

``site`` is the address of a server started from this checkout; ``open_page`` opens an in-site address in a fresh browser context. A
request to any other host is refused, and fails the test that made it; so does an error in the page's own scripts.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from aidlens.catalog import site_dir

HOST = "127.0.0.1"
START = 60.0  # seconds a server may take to answer; a busy laptop needs them
WAIT = 30_000  # milliseconds a page may take for one step
CODES = {"en": "en-GB", "it": "it-IT"}
# Software drawing for WebGL, and none of the browser's own errands.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    # No host but our own is found; what was asked of others is noted (see Opener). A door that each request must pass costs a load a sixth.
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
]

expect.set_options(timeout=WAIT / 2)


# ── the server ────────────────────────────────────────────────────────────────────────────────────────────────────


class Server:
    """A server of the site in its own process. ``base`` is its address, ``output()`` what it has said."""

    def __init__(
        self,
        data: Path | None = None,
        *options: str,
        port: int = 0,
        own: dict[str, str] | None = None,
        before: Callable[[], None] | None = None,
    ) -> None:
        self.port = port or free_port()
        self.base = f"http://{HOST}:{self.port}"
        self._log = tempfile.NamedTemporaryFile("w+", suffix=".log")  # noqa: SIM115 - lives as long as the process
        source = str(site_dir() / "src")
        env = {name: value for name, value in os.environ.items() if not name.startswith(("AIDLENS_", "STREAMLIT_"))}
        env["PYTHONPATH"] = os.pathsep.join(filter(None, [source, env.get("PYTHONPATH", "")]))
        command = [sys.executable, "-m", "aidlens.cli", "serve", "--port", str(self.port), "--no-browser"]
        command += [*options, *(["--data", str(data)] if data else [])]
        self.process = subprocess.Popen(
            command,
            cwd=site_dir(),
            env=env | (own or {}),
            stdout=self._log,
            stderr=subprocess.STDOUT,
            preexec_fn=before,
        )

    def wait(self, path: str = "/readyz", wanted: int = 200) -> Server:
        """Wait until an address answers with a status. Raises RuntimeError with the server's output where it never does."""
        end = time.monotonic() + START
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server stopped with exit code {self.process.returncode}:\n{self.output()}")
            if self.status(path) == wanted:
                return self
            time.sleep(0.2)
        raise RuntimeError(f"{self.base}{path} did not answer {wanted} within {START:.0f} s:\n{self.output()}")

    def status(self, path: str) -> int:
        """The status an address answers with; 0 for no answer."""
        try:
            with urllib.request.urlopen(self.base + path, timeout=3) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def output(self) -> str:
        """The last of what the server has written."""
        return Path(self._log.name).read_text(encoding="utf-8", errors="replace")[-6000:]

    def stop(self) -> None:
        """End the process, kindly first."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        self._log.close()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data: Path | None = None, path: str = "/readyz", wanted: int = 200) -> Iterator[Server]:
    """A running server of the shipped record, or of another one."""
    server = Server(data)
    try:
        yield server.wait(path, wanted)
    finally:
        server.stop()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server behind ``site``."""
    with serving() as running:
        yield running


@pytest.fixture(scope="session")
def site(server: Server) -> str:
    """The address of a running server of this checkout ("http://127.0.0.1:43210")."""
    return server.base


# ── the browser ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def browser(chromium: Callable[[list[str]], Browser]) -> Iterator[Browser]:
    """One Chromium for all tests that ask the site."""
    running = chromium(ARGUMENTS)
    yield running
    running.close()


Walk = Callable[..., Page]


class Opener:
    """Opens in-site addresses, each in a context of its own: ``open_page("/?lang=it", width=390, height=844, scheme="dark")``.

    ``outside`` collects every request to another host (all are refused), ``errors`` every error of the page's scripts.
    """

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self.outside: list[str] = []
        self.errors: list[str] = []
        self._contexts: list[BrowserContext] = []
        self._walked: dict[tuple[int, int, str, str], Page] = {}

    def __call__(self, path: str = "/", width: int = 1440, height: int = 900, lang: str = "en", scheme: str = "light") -> Page:
        """A page at an in-site address, once it is drawn to its foot."""
        page = self.blank(width, height, lang, scheme)
        page.goto(self.base + path)
        settled(page)
        return page

    def blank(self, width: int = 1440, height: int = 900, lang: str = "en", scheme: str = "light") -> Page:
        """An empty page in a watched context; ``lang`` is the language the browser prefers."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale=CODES[lang],
            color_scheme=scheme,  # type: ignore[arg-type]
            is_mobile=width < 500,
            has_touch=width < 500,
            reduced_motion="reduce",
        )
        self._contexts.append(context)
        context.set_default_timeout(WAIT)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.on("request", lambda request: self._note(request.url))
        page = context.new_page()
        page.on("websocket", lambda socket: self._note(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self._policy(message.text))
        return page

    def walk(self, path: str = "/", width: int = 1440, height: int = 900, lang: str = "en", scheme: str = "light") -> Page:
        """A page at an in-site address, gone to from the one shown before in a browser like this, as a link leads there; once at rest.

        To load a page costs several times what a step within it costs. For tests that look at a page and leave nothing behind but an
        address: what was planted in it, a deck, a focus would be met by the next.
        """
        like = (width, height, lang, scheme)
        page = self._walked.get(like)
        if page is None:
            self._walked[like] = page = self(path, *like)
            return page
        if page.viewport_size != {"width": width, "height": height}:
            page.set_viewport_size({"width": width, "height": height})
        settled(page)
        if not page.evaluate(_ANSWERS, path):
            page.evaluate("(path) => window.__aidlens.go(path)", path)
            until(page, _ANSWERS, path)
        page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollTop = 0")
        return settled(page)

    def close(self) -> None:
        """Close every context opened here."""
        for context in self._contexts:
            context.close()

    def blamed(self) -> None:
        """Fails where a page asked another host for anything, or its scripts failed, since this was asked last."""
        outside, errors = self.outside[:], self.errors[:]
        self.outside.clear()
        self.errors.clear()
        assert outside == [], "the page asked for something outside its own server"
        assert errors == [], "the page's scripts failed"

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname != HOST:
            self.outside.append(url)

    def _policy(self, text: str) -> None:
        # A request the content security policy stops never reaches the door above; the console tells of it.
        if "violates the following Content Security Policy" in text:
            self.outside.append(text)


# The page reads width and scheme as the browser does, and what is shown is the page of the address, where that is one of ours.
_AGREES = """(() => {
  if (document.querySelector(".al-faults")) return true;
  const head = document.querySelector(".al-head");
  if (!head || !window.__aidlens?.agrees) return false;
  const shown = new URL(head.dataset.here, location.href).pathname;
  return shown === location.pathname || ![...document.querySelectorAll(".al-nav a")].some((link) => link.pathname === location.pathname);
})()"""


# The address is this one, and the page shown is its answer: its path, and the query behind it.
_ANSWERS = """(path) => {
  const url = new URL(path, location.origin), head = document.querySelector(".al-head");
  if (!head || location.pathname + location.search !== url.pathname + url.search) return false;
  const wanted = Object.fromEntries(url.searchParams), asked = JSON.parse(head.dataset.asked);
  return new URL(head.dataset.here, location.href).pathname === url.pathname
    && [...Object.keys(wanted), ...Object.keys(asked)].every((name) => wanted[name] === asked[name]);
}"""


def settled(page: Page) -> Page:
    """Wait until a page is drawn to its foot, for the width and scheme of this browser, and its script rests."""
    page.wait_for_selector(".al-footer, .al-faults", state="attached")
    until(page, _AGREES)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', state="attached")
    page.wait_for_selector("#first-paint", state="detached")
    return page


def until(page: Page, expression: str, argument: object = None) -> None:
    """Wait until an expression is true in the page: Playwright's own way builds a function from text, which our policy forbids."""
    end = time.monotonic() + WAIT / 1000
    while not page.evaluate(expression, argument):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)


@pytest.fixture
def open_page(browser: Browser, site: str, server: Server) -> Iterator[Opener]:
    """Opens pages of ``site``; the test fails where a page asked another host for anything, or its scripts failed."""
    opener = Opener(browser, site)
    yield opener
    opener.close()
    assert server.process.poll() is None, f"the server died:\n{server.output()}"
    opener.blamed()


@pytest.fixture(scope="module")
def walker(browser: Browser, site: str) -> Iterator[Opener]:
    """Keeps the pages that ``walk`` leads on from, for the tests of one file."""
    opener = Opener(browser, site)
    yield opener
    opener.close()


@pytest.fixture
def walk(walker: Opener, server: Server) -> Iterator[Walk]:
    """``Opener.walk`` on pages that the tests of a file share; watched for each test as those of ``open_page`` are."""
    yield walker.walk
    assert server.process.poll() is None, f"the server died:\n{server.output()}"
    walker.blamed()


@pytest.fixture
def browser_page(open_page: Opener) -> Callable[..., Page]:
    """Another name of ``open_page``."""
    return open_page
