"""Every page that is not Streamlit's is well built: one heading that names it, landmarks with names, buttons with types, nothing nested
that may not be. The check of the web's own makers reads them all in ``make test-all``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from itertools import islice
from pathlib import Path

import pytest
from starlette.applications import Starlette

from aidlens.catalog import Catalog, site_dir
from aidlens.exhibits import registry, things
from aidlens.i18n import Lang
from aidlens.pagebook import book
from aidlens.view import View
from aidlens.web import api, handout, remote_control
from aidlens.web.plain_links import exhibit_href
from tests.web.asking import ask
from tests.web.markup import faults
from tests.web.reading import get, page_of, sheets

BESIDE = Starlette(routes=[*api.routes(), *handout.routes(), *remote_control.routes()])


def beside(code: str) -> Iterator[tuple[str, str]]:
    """Pages of other kinds: the API's, those of notes, handouts, sheets, what stands where nothing is."""
    for path in ("/api/?", "/room/here?", "/room/gone?", "/plain/handout?", "/plain/handout?deck=&", "/plain/sheet/wells?"):
        yield path, ask(BESIDE, f"{path}lang={code}").text
    for path in ("/plain/nothing", "/nothing"):
        yield path, get(f"{path}?lang={code}").text


def others(catalog: Catalog, code: str, every: int) -> Iterator[tuple[str, str]]:
    """Every other kind of page in a language, with every so many works, sources, places and claims."""
    found = [page_of("works", code, q="herat"), page_of("works", code, q="zzzz"), f"{page_of('works', code)}&kind=nonsense"]
    found += [page_of("overview", code, claim="schools"), page_of("overview", code, claim="schools", step="traced")]
    for table in things.TABLES:
        found += [f"/plain/{table}/{key}?lang={code}" for key in things.keys(catalog, table)[::every]]
    found += [View(page=page, lang=code).href() for page in book.PAGES]
    found.append(View(page="works", lang=code, work=catalog.works["id"].iloc[0]).href())
    for address in found:
        yield address, get(address).text
    yield from beside(code)


def pages(code: str) -> Iterator[tuple[str, str]]:
    """The first sheets of pages, of exhibits' own pages and of embeds, in a language."""
    found = [page_of(page, code) for page in book.PAGES]
    found += [exhibit_href(key, View(lang=code), folder) for key in registry.BUILDERS for folder in ("/plain/exhibits", "/embed")]
    for address in found:
        for number, text in enumerate(islice(following(address), 4), 1):
            yield f"{address} {number}", text


def following(address: str) -> Iterator[str]:
    """The sheets of a page or of an embed."""
    if not address.startswith("/embed"):
        yield from sheets(address)
        return
    while address:
        text = get(address).text
        yield text
        turn = re.search(r'<a target="_self" rel="next" href="([^"]*)"', text)
        address = unescape(turn[1]) if turn else ""


def test_every_kind_of_page_is_well_built(catalog: Catalog, either: Lang) -> None:
    """Those that ``test_plain.py`` does not read."""
    assert [(name, found) for name, text in others(catalog, either.code, 200) if (found := faults(text))] == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>no heading</p>", "0 <h1>"),
        ("<h1>a</h1><h1>b</h1>", "2 <h1>"),
        ("<h1>a</h1><nav><a href='/'>x</a></nav>", "landmark without a name"),
        ("<h1>a</h1><nav aria-label=x></nav><nav aria-label=x></nav>", "2 landmarks have the name «x»"),
        ("<h1>a</h1><button>x</button>", "<button> without a type"),
        ("<h1 id=a>a</h1><p id=a></p>", "the id «a» stands 2 times"),
        ("<h1>a</h1><a href='/'><b><a href='/x'>x</a></b></a>", "<a> stands in <a>"),
        ("<h1>a</h1><a href='/'><button type=button>x</button></a>", "<button> stands in <a>"),
        ("<h1>a</h1><p><ul><li>x</li></ul></p>", "<ul> stands in <p>"),
        ("<h1>a</h1><ul><p>x</p></ul>", "<p> stands in <ul>"),
        ("<h1>a</h1><table><tr><td>x</td></tr></table>", "<tr> stands in <table>"),
        ("<h1>a</h1><table><tbody><tr><th>x</th></tr></tbody></table>", "<th> without a scope"),
        ("<h1>a</h1><dl><li>x</li></dl>", "<li> stands in <dl>"),
        ("<h1>a</h1><div><p>x</div>", "</div> closes nothing"),
        ("<h1>a</h1><div>", "closes nothing"),
        ("<h1>a</h1><img alt=x>", "<img> without a source"),
        ("<h1>a</h1><input name=q>", "the field «input» has no label"),
    ],
)
def test_the_reader_finds(body: str, words: str) -> None:
    assert any(words in fault for fault in faults(f"<!DOCTYPE html><html><body><main>{body}</main></body></html>"))


# ── the check of the web's own makers ──

CHECKER = site_dir() / "tests" / "checker"
# What is left out: CSS has had masks in one word for years; a list of facts may name one thing twice; Streamlit's tags end as it likes; the
# styles of the first paint stand in its own element, to be gone in the same moment as it.
KNOWN = "|".join(
    (
        ".*CSS: .mask.: Too many values.*",
        ".*Duplicate .dt. name.*",
        ".*The first occurrence of .dt. name.*",
        ".*Trailing slash on void elements.*",
        ".*A .style. element in .body. must only have selectors that match its parent.*",
    )
)


@pytest.mark.long
def test_the_nu_checker_finds_nothing(catalog: Catalog, tmp_path: Path) -> None:
    if shutil.which("npm") is None or shutil.which("java") is None:
        pytest.skip("no Node or no Java on this machine")
    copy = shutil.copytree(CHECKER, tmp_path / "checker")
    subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=copy, check=True, capture_output=True, timeout=300)
    (tmp_path / "pages").mkdir()
    for code in ("en", "it"):
        for number, (name, text) in enumerate([*pages(code), *others(catalog, code, 5)]):
            assert faults(text) == [], name
            (tmp_path / "pages" / f"{code}-{number:04}-{re.sub('[^a-z0-9]+', '-', name)[:80]}.html").write_text(text, encoding="utf-8")
    jar = next(copy.rglob("vnu.jar"))
    asked = ["java", "-jar", str(jar), "--stdout", "--filterpattern", KNOWN, str(tmp_path / "pages")]
    found = subprocess.run(asked, capture_output=True, text=True, timeout=600, env={**os.environ, "LANG": "C.UTF-8"})
    assert found.stdout.strip().splitlines()[:40] == []
    assert found.returncode == 0, found.stderr
