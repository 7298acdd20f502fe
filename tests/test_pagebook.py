"""The book of pages: one list that every form of the site reads; what is missing from a page is told at start, once and plainly."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from aidlens import view
from aidlens.catalog import Catalog, site_dir
from aidlens.exhibits import registry
from aidlens.i18n import Lang, lang
from aidlens.pagebook import blocks, book
from aidlens.pagebook.page import Page, PageError
from aidlens.ui import page as live
from aidlens.view import View
from aidlens.web import plain_blocks
from aidlens.web.plain_links import sitemap_paths
from tests.shipped import catalog as shipped_catalog

GOOD = Page(lambda lang: "Friends", lambda lang: "Who helped.", (blocks.Opening(),), path="friends")


def test_every_list_of_pages_is_the_book(catalog: Catalog) -> None:
    assert set(view.PAGES) == set(book.PAGES) == {path.stem for path in (site_dir() / "pages").glob("*.py")}
    assert [page.place for page in book.PAGES.values()] == sorted(page.place for page in book.PAGES.values())
    plain = {path.removeprefix("/plain/") or view.HOME for path in sitemap_paths(catalog, ()) if path.count("/") == 2}
    assert plain == {path for path, page in book.PAGES.items() if page.indexed}


def test_every_exhibit_stands_on_a_page() -> None:
    assert {key for shown in book.SHOWN.values() for key in shown} == set(registry.BUILDERS)


def test_an_entry_is_two_lines() -> None:
    for path in (site_dir() / "pages").glob("*.py"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line]
        assert lines == ["from aidlens.ui import page", f'page.display("{path.stem}")']


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (replace(GOOD, title=None), "it has no title; give it title="),
        (replace(GOOD, purpose=None), "it has no purpose; give it purpose="),
        (replace(GOOD, purpose=lambda lang: ""), "it has no purpose; give it purpose="),
        (replace(GOOD, blocks=()), "it has no blocks; give it blocks="),
        (replace(GOOD, blocks=(blocks.Show("castles"),)), "there is no exhibit «castles»; take one of ladder, "),
        (replace(GOOD, blocks=(blocks.Selection(blocks.Live(blocks.Show("castles"))),)), "there is no exhibit «castles»"),
        (replace(GOOD, obeys="weather"), "nothing obeys «weather»; take works, years"),
        (replace(GOOD, path="Our friends"), "its name is its address"),
    ],
)
def test_what_a_page_lacks_is_said_in_one_line(page: Page, words: str) -> None:
    with pytest.raises(PageError) as told:
        book.checked([page])
    (line,) = str(told.value).splitlines()
    assert line.startswith(f"src/aidlens/pagebook/pages/{page.path}.py: {words}")


def test_all_faults_are_told_at_once_and_good_pages_are_quiet() -> None:
    with pytest.raises(PageError) as told:
        book.checked([replace(GOOD, title=None, blocks=()), replace(GOOD, purpose=None, path="others")])
    assert len(str(told.value).splitlines()) == 3
    assert book.checked([GOOD]) == {"friends": GOOD}
    assert book.checked(book.PAGES.values()) == book.PAGES


def test_a_block_that_nobody_draws_is_told() -> None:
    for ways in (live.WAYS, plain_blocks.WAYS):
        book.drawn("here", ways)
        with pytest.raises(PageError, match="here: it cannot draw Cards, Show; add a way"):
            book.drawn("here", {kind: way for kind, way in ways.items() if kind not in (blocks.Cards, blocks.Show)})


def test_an_entry_without_a_page_and_a_page_without_an_entry_are_told(tmp_path: Path) -> None:
    book.entries(site_dir())
    shutil.copytree(site_dir() / "pages", tmp_path / "pages")
    (tmp_path / "pages" / "map.py").rename(tmp_path / "pages" / "atlas.py")
    with pytest.raises(PageError) as told:
        book.entries(tmp_path)
    assert [line.split(": ")[:2] for line in str(told.value).splitlines()] == [
        ["pages/map.py", "there is none; write"],
        ["pages/atlas.py", "it shows no page; describe it in src/aidlens/pagebook/pages/atlas.py."],
    ]


def test_a_page_without_a_purpose_stops_the_server_with_one_clear_line(tmp_path: Path) -> None:
    """On a copy of the code: the command says what is wrong, not a traceback from every page."""
    package = Path(shutil.copytree(site_dir() / "src" / "aidlens", tmp_path / "aidlens"))
    page = package / "pagebook" / "pages" / "friends.py"
    page.write_text('from aidlens.pagebook.page import Page\n\nPAGE = Page(title=lambda lang: "Friends")\n', encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    words = ["serve", "--no-browser", "--port", port, "--data", str(site_dir() / "data")]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; from aidlens.cli import main; sys.exit(main({words!r}))"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("friends.py: it has no purpose; give it purpose=") == 1
    assert done.stderr.count("friends.py: it has no blocks") == 1


@pytest.mark.parametrize("code", ["en", "it"])
def test_the_way_from_page_to_page_keeps_what_both_obey(code: str) -> None:
    here = View(page="works", lang=code, kind=("school",), first=2005, funding="all")
    assert "kind=school" in book.href(here, "map") and "funding=all" in book.href(here, "map")
    assert "kind" not in book.href(here, "spending") and "from" not in book.href(here, "spending")
    dated = View(page="spending", lang=code, last=2014, basis="euros")
    assert "to=2014" in book.href(dated, "disagreements") and "basis" not in book.href(dated, "disagreements")
    assert f"lang={code}" in book.href(dated, "story")


def test_every_page_says_its_words_in_both_languages(either: Lang) -> None:
    other = lang("it" if either.code == "en" else "en")
    for page in book.PAGES.values():
        assert page.name(either) and page.answers(either)
        assert page.answers(either) != page.answers(other)
        title, lead = page.head(shipped_catalog(), View(page=page.path, lang=either.code), either)
        assert title and lead
