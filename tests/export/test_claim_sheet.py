"""A claim on one sheet: everything a speaker needs, sound HTML, exactly one side of A4 for every claim in both languages."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import html5lib
import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from starlette.applications import Starlette

from aidlens.catalog import Catalog, split_list
from aidlens.cli import main
from aidlens.export import claim_sheet
from aidlens.i18n import Lang
from aidlens.measures import claims
from aidlens.view import View
from aidlens.web import handout as route
from tests import shipped
from tests.browser.conftest import ARGUMENTS
from tests.export.decks import BASE
from tests.web.asking import ask
from tests.web.markup import faults
from tests.web.reading import get, links

CLAIMS = tuple(shipped.catalog().claims["id"])
SITE = Starlette(routes=route.routes())
SVG = "{http://www.w3.org/2000/svg}"


def words(text: str) -> str:
    return " ".join(text.split())


def letters(text: str) -> str:
    """The letters and digits alone: a PDF holds no spaces of ours."""
    return re.sub(r"\W", "", normalize("NFKC", text))


@pytest.mark.parametrize("claim", CLAIMS)
def test_it_says_what_a_speaker_needs(claim: str, catalog: Catalog, either: Lang) -> None:
    page = claim_sheet.build(catalog, claim, either, BASE)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert faults(page) == []
    text = words("".join(tree.itertext()))
    row = catalog.row("claims", claim)
    for name in ("article_words", "verdict", "safe", "avoid", "avoid_reason", "unchecked"):
        assert words(either.pick(row, name)) in text, name
    passage = catalog.row("passages", row["passage"])
    assert passage["passage"] in text
    assert any(link.get("href").startswith(f"{passage['address']}#:~:text=") for link in tree.iter("a"))
    official = [catalog.row("observations", key) for key in split_list(row["official"])]
    for found in official:
        assert either.pick(found, "label") in text
        sources = words("".join(tree.find(".//section[@class='sources']").itertext()))
        assert words(catalog.publisher(found["source"], either.code)) in sources
    ladder = claims.ladder(catalog, claim, View())
    pictures = tree.findall(f".//div[@class='pic wide']/{SVG}svg")
    assert len(pictures) == ladder.full
    if ladder.full:
        drawn = [item.text for item in pictures[0].iter(f"{SVG}tspan")]
        assert ladder.steps["traced"].units.short(either) in drawn, "the number found, large"
        assert either.t("What could be traced measures our search of public pages, not what was built.") in text
    assert catalog.edition in text and "CC BY 4.0" in text
    assert len(tree.findall(f".//div[@class='code']/{SVG}svg")) == 1
    assert f"{BASE}/?lang={either.code}&claim={claim}" in {link.get("href") for link in tree.iter("a")}


def test_the_first_source_is_that_of_the_official_count_in_its_own_words(catalog: Catalog, either: Lang) -> None:
    page = claim_sheet.build(catalog, "schools", either)
    first = html5lib.parse(page, namespaceHTMLElements=False).find(".//section[@class='sources']//li")
    assert "Adnkronos" in "".join(first.itertext())
    assert first.find(".//q").text == "105 scuole"


def test_without_an_address_there_is_no_code_and_no_way_into_a_site(catalog: Catalog, either: Lang) -> None:
    page = claim_sheet.build(catalog, "schools", either)
    assert 'class="code"' not in page and f"lang={either.code}&" not in page
    assert not re.search(r"<(link|script|img|iframe|object|embed)\b|\bsrc=|url\((?!#)|@import", page), "it stands alone"


# ── served ──


def test_it_is_served_in_the_readers_language(catalog: Catalog, either: Lang) -> None:
    answer = ask(SITE, f"/plain/sheet/wells?lang={either.code}")
    assert answer.status_code == 200
    assert f'<html lang="{either.code}">' in answer.text
    assert either.pick(catalog.row("claims", "wells"), "safe") in answer.text


@pytest.mark.parametrize("path", ["nonsense", "%00", "schools/more", "<script>"])
def test_an_unknown_claim_is_told_politely(path: str) -> None:
    for answer in (ask(SITE, f"/plain/sheet/{path}?lang=it"), get(f"/plain/sheet/{path}?lang=it")):
        assert answer.status_code == 404
        assert "<script>" not in answer.text
    assert '<html lang="it"' in answer.text


def test_card_and_page_lead_to_it(catalog: Catalog, either: Lang) -> None:
    sheet = f"/plain/sheet/schools?lang={either.code}"
    assert sheet in links(get(f"/plain/?lang={either.code}&claim=schools").text)
    listed = links(get(f"/plain/present?lang={either.code}").text)
    assert {f"/plain/sheet/{claim}?lang={either.code}" for claim in CLAIMS} <= set(listed)


# ── the command ──


@pytest.mark.usefixtures("checked_once")
def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str], catalog: Catalog, either: Lang) -> None:
    target = tmp_path / "sheet.html"
    assert main(["export", "sheet", "--claim", "wells", "--lang", either.code, "--output", str(target), "--base", BASE]) == 0
    assert target.read_text(encoding="utf-8") == claim_sheet.build(catalog, "wells", either, BASE)
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("checked_once")
@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (("--claim", "castles"), "castles"),
        (("--claim", "schools", "--base", "ftp://x"), "ftp://x"),
    ],
)
def test_misuse_is_one_sentence(extra: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "sheet", "--output", str(tmp_path / "x.html"), *extra]) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and len(err.splitlines()) == 1


@pytest.mark.browser
def test_every_claim_fits_one_side_of_paper(catalog: Catalog, either: Lang, chromium: Callable[[list[str]], Browser]) -> None:
    browser = chromium(ARGUMENTS)
    tab = browser.new_page()
    # All in one file, each beginning a side of its own: a sheet that is longer than one makes more sides than there are claims.
    pages = [claim_sheet.build(catalog, claim, either, BASE) for claim in CLAIMS]
    heads, bodies = zip(*(page.split("<body>") for page in pages), strict=True)
    assert len({re.sub("<title>.*?</title>", "", head) for head in heads}) == 1
    whole = '<div style="break-after: page"></div>'.join(body.split("</body>")[0] for body in bodies)
    tab.set_content(f"{heads[0]}<body>{whole}</body></html>")
    made = PdfReader(io.BytesIO(tab.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(made.pages) == len(CLAIMS)
    for claim, page, side in zip(CLAIMS, pages, made.pages, strict=True):
        assert [round(float(length) / 72 * 25.4) for length in side.mediabox[2:]] == [210, 297], "A4"
        said = letters(side.extract_text())
        last = html5lib.parse(page, namespaceHTMLElements=False).findall(".//section[@class='sources']//li")[-1]
        for text in (either.pick(catalog.row("claims", claim), "safe"), "".join(last.itertext())[-24:], catalog.edition):
            assert letters(text) in said, (claim, text)
    browser.close()
