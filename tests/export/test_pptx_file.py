"""Decks as PowerPoint, the file: whole whatever the words, the same bytes for the same deck, opened by another program."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation

from aidlens.catalog import Catalog
from aidlens.deck import Deck, Slide
from aidlens.export import deck_text, pptx
from aidlens.i18n import Lang
from aidlens.view import View
from tests.export.decks import BASE, HOSTILE, slide_of


def test_the_same_deck_gives_the_same_bytes(catalog: Catalog, it: Lang) -> None:
    deck = Deck((slide_of("ladder"), slide_of("oda"), slide_of("chain")))
    first = pptx.build(catalog, deck, it, BASE)
    assert pptx.build(catalog, deck, it, BASE) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(archive.read(name))) as book:
                    assert b"2026-01-01T00:00:00Z" in book.read("docProps/core.xml")


def faults(raw: bytes) -> list[str]:
    """What is wrong with a package: parts without a type, relations to nowhere, ids used twice, XML that does not parse."""
    found = []
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = archive.namelist()
        found += [f"twice: {name}" for name in names if names.count(name) > 1]
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        defaults = {item.get("Extension").lower() for item in types.iterfind("{*}Default")}
        overrides = {item.get("PartName").lstrip("/") for item in types.iterfind("{*}Override")}
        found += [f"no part: {name}" for name in overrides - set(names)]
        for name in names:
            if name != "[Content_Types].xml" and name not in overrides and name.rsplit(".", 1)[-1].lower() not in defaults:
                found.append(f"no type: {name}")
            if not name.endswith((".xml", ".rels")):
                continue
            tree = etree.fromstring(archive.read(name))
            if name.endswith(".rels"):
                found += _lost(tree, name, set(names))
            elif re.match(r"ppt/(slides|notesSlides|slideLayouts|slideMasters)/[^/]+\.xml", name):
                ids = [item.get("id") for item in tree.iter("{*}cNvPr")]
                found += [f"{name}: id {key} twice" for key in set(ids) if ids.count(key) > 1]
    return found


def _lost(tree: Any, name: str, names: set[str]) -> list[str]:
    folder = Path(name).parent.parent
    found = []
    for item in tree:
        if item.get("TargetMode") == "External":
            continue
        target = item.get("Target")
        path = Path(target.lstrip("/")) if target.startswith("/") else folder / target
        parts: list[str] = []
        for part in path.parts:
            parts = parts[:-1] if part == ".." else [*parts, part]
        if "/".join(parts) not in names:
            found.append(f"{name}: {target} is nowhere")
    return found


def test_the_package_is_whole(made: bytes) -> None:
    assert faults(made) == []


def test_the_theme_holds_our_colours_and_fonts(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        theme = archive.read("ppt/theme/theme1.xml").decode()
        relations = archive.read("ppt/slideMasters/_rels/slideMaster1.xml.rels").decode()
        assert "theme1.xml" in relations
    for value in ("184798", "8D102A", "FBF8F2", "Newsreader", "Libre Franklin"):
        assert value in theme


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_words_make_a_valid_file(text: str, catalog: Catalog, en: Lang) -> None:
    own = Slide("split", View(page="spending"), title=text, note=text, question=text)
    raw = pptx.build(catalog, Deck((own,)), en, BASE)
    assert faults(raw) == []
    slide = list(Presentation(io.BytesIO(raw)).slides)[1]
    title = slide.shapes.title.text_frame.text
    assert title.strip()
    assert len(title) < 200
    kept = deck_text.one_line(text)
    assert title.rstrip("…") in (kept or own.built(catalog, en).title)


def test_a_deck_of_a_hundred_filters_has_no_code_too_fine_to_read(catalog: Catalog, en: Lang) -> None:
    long = Slide(
        "works", View(page="works", q="x" * 120, district=tuple(catalog.places.loc[catalog.places["kind"] == "district", "id"])[:200])
    )
    raw = pptx.build(catalog, Deck((long,)), en, BASE)
    assert faults(raw) == []


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_every_slide(made: bytes, tmp_path: Path, show: Any) -> None:
    source = tmp_path / "deck.pptx"
    source.write_bytes(made)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    from pypdf import PdfReader

    pages = PdfReader(tmp_path / "deck.pdf").pages
    assert len(pages) == len(show.slides)
    for page, slide in zip(pages, show.slides, strict=True):
        first = slide.shapes.title.text_frame.text.split()[0]
        assert first in page.extract_text()
