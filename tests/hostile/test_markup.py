"""Markup in any cell is shown as the text it is: table, card, figure, tooltip, plain page, preview, and the live page in a browser."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
import streamlit as st
from markupsafe import escape
from playwright.sync_api import Browser, Error, Page
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from aidlens.catalog import Catalog, site_dir
from aidlens.checks.record import load
from aidlens.deck import Deck, Slide
from aidlens.drawing.drawing import Drawing
from aidlens.exhibits import registry
from aidlens.exhibits.evidence import of_view
from aidlens.exhibits.style import LIGHT, Canvas
from aidlens.export import claim_sheet, deck_sheet, handout, pptx, sheets
from aidlens.i18n import lang
from aidlens.pagebook import book
from aidlens.ui import html
from aidlens.view import View
from aidlens.web import plain
from tests import tables
from tests.browser.conftest import Opener, browser, serving  # noqa: F401 - browser is a fixture
from tests.hostile import poison
from tests.web.asking import ask

# What the site itself writes never carries these.
INJECTED = "img[src=x], [onerror], [onload], [onmouseover], a[href^='javascript:'], #root script"
OURS = re.compile(r"</?(b|i|br|extra|span|sup|sub)\b[^<>]*>")


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Path:
    root = Path(shutil.copytree(data_dir, tmp_path_factory.mktemp("poisoned") / "data"))
    assert poison.poison(root) > 1000
    return root


@pytest.fixture(scope="module")
def catalog_of_markup(poisoned: Path) -> Catalog:
    return load(poisoned)


def elements(text: str) -> list[Any]:
    """Every element of a piece of HTML, as a browser would make them."""
    return list(html5lib.parseFragment(text, treebuilder="etree", namespaceHTMLElements=False).iter())


def injected(text: str) -> list[str]:
    """Elements and attributes of a piece of HTML that only a cell can have brought."""
    found = []
    for item in elements(text):
        tag = item.tag if isinstance(item.tag, str) else ""
        found += [f"{tag} {name}" for name in item.attrib if str(name).startswith("on")]
        if (tag == "img" and item.get("src") == "x") or "javascript:" in str(item.get("href", "")):
            found.append(f"{tag} {dict(item.attrib)}")
        if tag == "b" and item.text == "fat":
            found.append(f"{tag} {item.text!r}")
    return found


def test_the_detector_fires() -> None:
    assert all(injected(f"<p>{text}</p>") for text in poison.MARKUP if re.search(r"<(img|a|b|svg)\b", text))
    assert not injected("<p>1 &lt; 2 <b>62%</b></p>")


@pytest.mark.parametrize("exhibit", list(registry.BUILDERS))
def test_tables_and_figures(catalog_of_markup: Catalog, exhibit: str) -> None:
    canvas = Canvas(LIGHT, lang("en"), False)
    item = registry.build(exhibit, catalog_of_markup, View(page="works"), lang("en"))
    assert injected(html.table(item)) == []
    if item.draw is None:
        return
    assert injected(item.picture(lang("en"))) == []
    if isinstance(item.drawn(canvas), Drawing):
        return
    for text in texts(item.drawn(canvas).to_plotly_json()):
        rest = OURS.sub("", text)
        assert not re.search(r"<[/!?a-zA-Z]", rest), f"{exhibit}: {text[:200]}"
        assert "<b>fat" not in text
        assert "<br>broken" not in text
        assert not re.search(r"(?<!<i>)%\{(?!text\})", text), f"{exhibit}: {text[:200]}"


def texts(figure: Any, key: str = "") -> Iterator[str]:
    """Every text of a figure that Plotly reads as its small HTML."""
    if isinstance(figure, dict):
        for name, value in figure.items():
            yield from texts(value, name)
    elif isinstance(figure, (list, tuple)):
        for value in figure:
            yield from texts(value, key)
    elif isinstance(figure, str) and key in ("text", "hovertemplate", "hovertext", "name", "title", "ticktext"):
        yield figure


def test_every_evidence(catalog_of_markup: Catalog) -> None:
    for table, name in (("works", "work"), ("claims", "claim"), ("observations", "obs"), ("sources", "source")):
        for key in list(catalog_of_markup.tables[table]["id"])[::23]:
            found = of_view(catalog_of_markup, View(page="works", **{name: key}), lang("it"))
            assert found is not None
            assert injected(html.evidence(found, lang("it"))) == [], key


@pytest.mark.parametrize("code", ["en", "it"])
def test_plain_pages_and_embeds(poisoned: Path, catalog_of_markup: Catalog, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setenv("AIDLENS_DATA", str(poisoned))
    app = Starlette(routes=plain.routes())
    work, source = catalog_of_markup.works["id"][0], catalog_of_markup.sources["id"][0]
    rows = [f"/plain/works/{work}", f"/plain/sources/{source}", "/plain/exhibits/ladder", "/embed/ladder", "/embed/map"]
    for path in ["/plain/", *(f"/plain/{page}" for page in book.SHOWN if page != "overview"), *rows]:
        answer = ask(app, f"{path}?lang={code}")
        assert answer.status_code == 200, path
        assert injected(answer.text) == [], path
        for script in re.findall(r"<script[^>]*>(.*?)</script>", answer.text, re.DOTALL):
            assert "<" not in script, f"{path}: structured data carries markup"


def test_what_is_taken_home(catalog_of_markup: Catalog) -> None:
    """Texts of the record and a presenter's own words, on paper, on slides, in workbooks: no element, no formula, no link to a script."""
    own = "=1+1 <img src=x onerror=alert(1)> <b>fat</b>"
    mine = [Slide(key, View(page=book.home(key)), title=own, note=own, question=own) for key in ("works", "ladder", "chain")]
    deck, words = Deck(tuple(mine)), lang("en")
    page = handout.build(catalog_of_markup, deck, words, "https://aidlens.example.org")
    assert injected(page) == []
    assert escape(own) in page
    for claim in catalog_of_markup.claims["id"]:
        assert injected(claim_sheet.build(catalog_of_markup, claim, words, "https://aidlens.example.org")) == [], claim
    slides = zipfile.ZipFile(io.BytesIO(pptx.build(catalog_of_markup, deck, words, "")))
    links = [slides.read(name).decode() for name in slides.namelist() if name.endswith(".rels")]
    assert not any("javascript:" in text for text in links)
    inside = [slides.read(name) for name in slides.namelist() if name.endswith(".xlsx")]
    for workbook in (deck_sheet.build(catalog_of_markup, deck, words), sheets.record(catalog_of_markup, words), *inside):
        files = zipfile.ZipFile(io.BytesIO(workbook))
        assert not any("<f>" in files.read(name).decode() for name in files.namelist() if "worksheets/sheet" in name)


def test_the_drawers_title_is_text_to_streamlit_too(poisoned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its title is the one text of the record that Streamlit reads as Markdown: nothing in it may still mean something."""
    monkeypatch.setenv("AIDLENS_DATA", str(poisoned))
    titles = []
    monkeypatch.setattr(st, "dialog", lambda title, **_: titles.append(title) or (lambda body: body))
    app = AppTest.from_file(str(site_dir() / "app.py"), default_timeout=90)
    app.query_params["work"] = load(poisoned).works["id"][0]
    assert not app.run().exception
    (title,) = titles
    assert not re.search(r"(?<!\\)[<>*_`\[\]$:~#|]", title)


# ── in a browser ──


def walk(page: Page, base: str, path: str) -> None:
    """Open a page, hover what can be hovered, and find nothing a cell has brought in."""
    page.goto(base + path)
    page.wait_for_selector(".al-footer, main", state="attached")
    page.wait_for_timeout(1500)
    for mark in page.locator(".al-drawing [data-mark]").all()[:6]:
        with contextlib.suppress(Error):  # long names push some marks out of the window
            mark.hover(force=True, timeout=2000)
        page.wait_for_timeout(60)
        assert page.locator(".al-tip :not(p)").count() == 0
    assert page.locator(INJECTED).count() == 0, f"{path}: {page.locator(INJECTED).first.evaluate('node => node.outerHTML.slice(0, 200)')}"
    assert page.get_by_text("<img src=x").count() + page.get_by_text("<b>fat").count() + page.get_by_text("<br>broken").count() > 0, path


@pytest.mark.browser
@pytest.mark.long
def test_the_live_site_shows_markup_as_text(browser: Browser, poisoned: Path) -> None:  # noqa: F811
    with serving(poisoned) as server:
        opener = Opener(browser, server.base)
        page = opener.blank()
        alerts: list[str] = []
        page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
        made = load(poisoned)
        work = made.works["id"][0]
        for path in [View(page=name).href() for name in book.SHOWN] + [
            f"/works?work={work}",
            "/map?map=outline",
            f"/?lang=it&work={work}",
        ]:
            walk(page, server.base, path)
        for key in [row["id"] for row in tables.read(poisoned, "works")[: len(poison.MARKUP)]]:
            title = of_view(made, View(page="works", work=key), lang("en"))
            page.goto(f"{server.base}/works?work={key}&theme=light")
            shown = page.locator('[role="dialog"] [data-testid="stMarkdownContainer"]').first
            shown.wait_for()
            assert title is not None
            assert " ".join(shown.inner_text().replace("\u2060", "").split()) == " ".join(title.title.split())
            assert shown.locator("p *").count() == 0, shown.evaluate("node => node.outerHTML")
        assert alerts == []
        assert opener.errors == []
        opener.close()
