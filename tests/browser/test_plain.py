"""The plain pages in a browser: reachable for everybody, narrow enough for a phone, whole on paper, safe in another site's frame."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.i18n import Lang
from aidlens.view import View
from tests.browser.conftest import settled

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
SAMPLE = ["/plain/", "/plain/works/health-herat-paediatric-hospital", "/embed/split"]
REST = [
    *("/plain/spending", "/plain/works", "/plain/map", "/plain/story", "/plain/story?sheet=2", "/plain/disagreements", "/plain/data"),
    *("/plain/places/herat", "/plain/places/shindand", "/plain/sources/perseo-news-2011-10-18", "/plain/claims/wells"),
    *("/plain/present", "/plain/?claim=schools&step=traced", "/plain/exhibits/timeline", "/plain/nothing", "/embed/works"),
]


def opened(browser: Browser, address: str, scheme: str = "light", width: int = 1440) -> Page:
    # The policy of these pages lets no script run: the tests' own need it out of the way.
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,
        is_mobile=width < 500,
    )
    page = context.new_page()
    page.goto(address)
    return page


def complaints(page: Page) -> list[str]:
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{item['id']}: {item['nodes'][0]['html'][:120]}" for item in found if item["impact"] in ("serious", "critical")]


def check(browser: Browser, address: str, scheme: str, width: int) -> None:
    page = opened(browser, address, scheme, width)
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1
    page.context.close()


@pytest.mark.parametrize("path", SAMPLE)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_everybody_can_read_it(browser: Browser, site: str, path: str, scheme: str, width: int) -> None:
    check(browser, site + path, scheme, width)


@pytest.mark.long
@pytest.mark.parametrize("path", REST)
@pytest.mark.parametrize("code", ["en", "it"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1440)])
def test_everybody_can_read_all_of_it(browser: Browser, site: str, path: str, code: str, scheme: str, width: int) -> None:
    check(browser, f"{site}{path}{'&' if '?' in path else '?'}lang={code}", scheme, width)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", unescape(text))


def _printed(browser: Browser, address: str) -> list[str]:
    page = opened(browser, address)
    pdf = page.pdf(prefer_css_page_size=True)
    page.context.close()
    return [_letters(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("/plain/spending?lang=en", ("split", "account", "over-time", "in-scale")),
        pytest.param("/plain/exhibits/works?lang=en", ("works",), marks=pytest.mark.long),
        pytest.param("/plain/disagreements?lang=en", ("chain",), marks=pytest.mark.long),
    ],
)
def test_no_row_is_cut_on_paper(browser: Browser, site: str, catalog: Catalog, en: Lang, path: str, keys: tuple[str, ...]) -> None:
    sheets = _printed(browser, site + path)
    assert len(sheets) > 1
    for key in keys:
        item = registry.build(key, catalog, View(lang="en"), en)
        for row in item.table().to_dict("records"):
            cells = [_letters(str(cell)) for cell in row.values()]
            assert any(all(cell in sheet for cell in cells) for sheet in sheets), f"{key}: {row} is not whole on one page"
    whole = "".join(sheets)
    assert _letters(f"edition {catalog.edition}") in whole and _letters(f"{site}/") in whole
    assert _letters("Interactive page") not in whole


@contextmanager
def other_site(html: str) -> Iterator[str]:
    """Another site on this machine, of one page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_another_site_may_frame_the_embed_and_nothing_else(browser: Browser, site: str) -> None:
    paths = ("/embed/split?lang=en", "/plain/?lang=en")
    frames = "".join(f'<iframe src="{site}{path}" width="600" height="400"></iframe>' for path in paths)
    with other_site(frames) as address:
        page = browser.new_context().new_page()
        page.goto(address)
        page.wait_for_load_state()
        shown, refused = page.frames[1], page.frames[2]
        assert "62%" in shown.locator("body").inner_text()
        assert "AidLens" in shown.locator("body").inner_text()
        assert refused.url.startswith("chrome-error:")
        page.context.close()


@pytest.mark.parametrize("path", ["/", "/plain/"])
def test_a_dark_page_is_printed_in_ink_on_paper_with_its_words_apart(browser: Browser, site: str, path: str) -> None:
    page = opened(browser, site + path, scheme="dark", width=1200)
    drawn = page.locator(".al-drawing .al-d, .al-p-small .al-d").first
    drawn.wait_for(state="attached")
    if path == "/":
        settled(page)
    page.emulate_media(media="print", color_scheme="dark")
    page.wait_for_timeout(400)  # colours pass over
    ink = "(item) => getComputedStyle(item).color.match(/\\d+/g).slice(0, 3).reduce((sum, one) => sum + Number(one), 0)"
    for words in ("h1", "p"):
        assert page.locator(f"{words}:visible").first.evaluate(ink) < 300, f"{words} is pale on paper"
    grounds = page.evaluate("""[...document.querySelectorAll("*")].filter((item) => {
      const [red, green, blue, alpha] = getComputedStyle(item).backgroundColor.match(/[0-9.]+/g).map(Number);
      return alpha !== 0 && red + green + blue < 200 && item.clientWidth > 300; }).map((item) => item.outerHTML.slice(0, 90))""")
    assert grounds == [], "the printer prints no dark ground"
    # As wide as a sheet of A4 between its margins.
    page.add_style_tag(content=":is(:has(> .al-drawing), .al-p-small) { width: 700px !important; }")
    overlaps = drawn.evaluate("""(svg) => {
      const found = [...svg.querySelectorAll("text")].map((item) => [item.textContent, item.getBoundingClientRect()]);
      const shared = (a, b, from, to) => Math.min(a[to], b[to]) - Math.max(a[from], b[from]);
      const meet = (a, b) => shared(a, b, "left", "right") > 2 && shared(a, b, "top", "bottom") > 6;
      return found.flatMap(([a, box], at) => found.slice(at + 1).filter(([, other]) => meet(box, other)).map(([b]) => `${a} | ${b}`)); }""")
    assert overlaps == []
    page.context.close()
