"""Pictures of slides and PDF through a browser of the machine: what the browser is handed, what comes back, what is said where none is."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import html5lib
import pytest
from PIL import Image
from pypdf import PdfReader

from aidlens import export_deck_cli
from aidlens.catalog import Catalog
from aidlens.cli import main
from aidlens.deck import ready
from aidlens.export import chromium, pictures, slides
from aidlens.export.place import Refusal
from aidlens.i18n import Lang, lang
from tests.browser.find_chromium import find
from tests.export.decks import whole

pytestmark = pytest.mark.usefixtures("checked_once")
TWO = "split~basis.euros*chain"


def page_of(catalog: Catalog, words: Lang) -> str:
    return pictures.build(catalog, ready(words)["fifteen"], words, *export_deck_cli.stage_look())


def test_the_page_holds_every_slide_as_the_stage_shows_it(catalog: Catalog, either: Lang) -> None:
    deck = ready(either)["fifteen"]
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page_of(catalog, either))
    sections = tree.findall(".//section")
    assert [section.get("id") for section in sections] == [pictures.part(place) for place in range(len(deck.slides) + 1)]
    assert len(pictures.names(deck)) == len(sections)
    for slide, section in zip(deck.slides, sections[1:], strict=True):
        shown = slides.shown(catalog, slide, either, dark=False)
        text = " ".join("".join(section.itertext()).split())
        for said in (shown.title, shown.subtitle, shown.said, shown.foot):
            assert " ".join(said.split()) in text, slide.exhibit
        assert (section.find(".//{http://www.w3.org/2000/svg}svg") is not None) == (shown.drawing is not None), slide.exhibit
        assert (section.find(".//table") is not None) == (shown.drawing is None), slide.exhibit


def test_the_page_needs_nothing_from_elsewhere_and_brings_its_fonts(catalog: Catalog, en: Lang) -> None:
    page = page_of(catalog, en)
    assert not re.search(r"<(link|img|iframe|object|embed)\b|\bsrc=|@import", page)
    outside = [found for found in re.findall(r"url\(([^)]{0,60})", page) if not found.startswith(("#", '"data:'))]
    assert outside == []
    assert page.count("data:font/woff2") >= 4
    assert "function fitTables" in page, "the stage's own rule for rows that do not fit"
    assert re.search(r'<image href="data:image/jpeg', page), "the relief under the map"


def test_files_are_named_in_order(en: Lang) -> None:
    names = pictures.names(ready(en)["five"])
    assert names[:2] == ["01-cover.png", "02-ladder-schools.png"] and len(names) == 6
    every = pictures.names(whole())
    assert every == sorted(set(every)) and all(re.fullmatch(r"\d\d-[a-z-]+\.png", name) for name in every)


# ── without a browser ──


@pytest.mark.parametrize(
    ("command", "otherwise"),
    [
        (("pictures", "--output", "{}/made"), "PowerPoint"),
        (("handout", "--output", "{}/made.pdf"), "FILE.html"),
        (("sheet", "--claim", "wells", "--output", "{}/made.PDF"), "FILE.html"),
    ],
)
def test_without_a_browser_one_line_says_what_to_do(
    command: tuple[str, ...],
    otherwise: str,
    tmp_path: Path,
    either: Lang,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(chromium, "find", lambda: None)
    assert main(["export", *(word.format(tmp_path) for word in command), "--lang", either.code]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1
    assert either.t("No browser was found on this machine (Chromium, Chrome or Edge; CHROMIUM=PATH names one).") in err and otherwise in err
    assert list(tmp_path.iterdir()) == []


def test_the_browser_named_comes_first_and_must_be_there(monkeypatch: pytest.MonkeyPatch, en: Lang) -> None:
    monkeypatch.setenv("CHROMIUM", sys.executable)
    assert chromium.find() == sys.executable
    monkeypatch.setenv("CHROMIUM", "no-such-browser")
    with pytest.raises(Refusal, match="no-such-browser"):
        chromium.needed(en, "")


def test_a_browser_that_makes_nothing_is_told(monkeypatch: pytest.MonkeyPatch, it: Lang) -> None:
    monkeypatch.setenv("CHROMIUM", sys.executable)  # a program, but no browser
    with pytest.raises(Refusal, match="non ha prodotto alcun file"):
        chromium.pdf("<!DOCTYPE html>", it)


# ── with one ──


@pytest.mark.browser
def test_each_slide_is_a_picture_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CHROMIUM", find() or "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["export", "pictures", "--deck", TWO, "--output", str(tmp_path / "made")]) == 0
    out, err = capsys.readouterr()
    assert "(3 pictures, edition " in out
    assert err.splitlines() == ["1 of 3 …", "2 of 3 …", "3 of 3 …"]
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == ["01-cover.png", "02-split.png", "03-chain.png"]
    seen = []
    for path in sorted((tmp_path / "made").iterdir()):
        picture = Image.open(path)
        assert picture.size == (1920, 1080)
        paper = picture.getpixel((3, 3))
        ink = picture.convert("L").point(lambda grey: 255 if grey < 128 else 0)
        left, top, right, bottom = ink.getbbox() or (0, 0, 0, 0)
        assert paper == (251, 248, 242) == picture.getpixel((1916, 1076)), "the light stage to its edges"
        assert 40 <= left <= 90 and top < 120 and right <= 1870 and 1000 < bottom < 1070, (
            "from the title to the sources, inside the margins"
        )
        seen.append(picture.tobytes())
    assert len(set(seen)) == 3


@pytest.mark.browser
def test_a_name_that_ends_in_pdf_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", find() or "")
    target = tmp_path / "sheet.pdf"
    assert main(["export", "sheet", "--claim", "schools", "--lang", "it", "--output", str(target)]) == 0
    made = PdfReader(io.BytesIO(target.read_bytes()))
    assert len(made.pages) == 1 and made.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert made.trailer["/Root"]["/Lang"] == "it"
    assert lang("it").t("What can safely be said") in made.pages[0].extract_text()
