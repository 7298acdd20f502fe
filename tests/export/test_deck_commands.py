"""``aidlens export pptx``, ``handout``, ``deck-sheet``: which deck is meant, what is written, what is refused and how."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from aidlens.catalog import Catalog
from aidlens.cli import main
from aidlens.deck import Deck, Slide, to_file
from aidlens.i18n import Lang
from aidlens.view import View

pytestmark = pytest.mark.usefixtures("checked_once")

SPLIT = "split~basis.euros"


def slides(path: Path) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(path.read_bytes())).slides]


@pytest.mark.parametrize("deck", [SPLIT, f"https://aidlens.example.org/present?deck={SPLIT}&lang=en", f"/present?deck={SPLIT}"])
def test_an_address_names_a_deck(deck: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "deck.pptx"
    assert main(["export", "pptx", "--output", str(target), "--deck", deck]) == 0
    assert len(slides(target)) == 2
    out, err = capsys.readouterr()
    assert out.startswith(f"Written: {target} (2 slides with the title slide, edition ")
    assert err == ""


def test_a_file_names_a_deck_with_its_own_words(tmp_path: Path, catalog: Catalog) -> None:
    source, target = tmp_path / "mine.json", tmp_path / "deck.pptx"
    source.write_bytes(to_file(Deck((Slide("split", View(page="spending"), title="Mine"),)), catalog))
    assert main(["export", "pptx", "--output", str(target), "--deck", str(source), "--lang", "it"]) == 0
    assert slides(target)[1] == "Mine"


def test_the_default_is_the_five_minute_deck(tmp_path: Path) -> None:
    target = tmp_path / "handout.html"
    assert main(["export", "handout", "--output", str(target)]) == 0
    assert target.read_text(encoding="utf-8").count("<article") == 5


def test_the_numbers_of_a_deck(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "deck.xlsx"
    assert main(["export", "deck-sheet", "--output", str(target), "--deck", SPLIT]) == 0
    assert f"({len(load_workbook(target).sheetnames)} sheets, edition " in capsys.readouterr().out


def test_the_count_said_is_that_of_what_was_made_and_no_address_of_a_site_nobody_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], either: Lang
) -> None:
    target, handout = tmp_path / "deck.pptx", tmp_path / "deck.html"
    assert main(["export", "pptx", "--output", str(target), "--deck", "fifteen", "--lang", either.code]) == 0
    made = Presentation(str(target)).slides
    assert len(made) == 12, "a cover and eleven: nothing goes on over a second slide"
    assert re.findall(r"\d+", capsys.readouterr().out.split("(", 1)[1])[0] == str(len(made))
    texts = [shape.text_frame.text for slide in made for shape in (*slide.shapes, *slide.notes_slide.shapes) if shape.has_text_frame]
    assert main(["export", "handout", "--output", str(handout), "--deck", "fifteen", "--lang", either.code]) == 0
    assert "(11 " in capsys.readouterr().out
    for text in (*texts, unescape(handout.read_text(encoding="utf-8"))):
        assert f"lang={either.code}" not in text and either.t("Live view: {path}", path="") not in text


def test_what_is_not_understood_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "handout", "--output", str(tmp_path / "x.html"), "--deck", f"{SPLIT}*castle"]) == 0
    assert "castle" in capsys.readouterr().err


@pytest.mark.parametrize("extra", [["--deck", "castle"], ["--deck", ""], ["--deck", "x\0y"], ["--deck", "w" * 5000], ["--base", "ftp://x"]])
def test_misuse_is_2_and_one_sentence(extra: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "deck.pptx"
    assert main(["export", "pptx", "--output", str(target), *extra]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert not target.exists()


def test_a_file_that_is_no_deck_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "deck.json"
    source.write_text("{}")
    assert main(["export", "pptx", "--output", str(tmp_path / "x"), "--deck", str(source), "--lang", "it"]) == 2
    assert "non è una presentazione" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "handout", "--output", str(tmp_path / "no" / "x.html"), "--deck", SPLIT]) == 2
    assert "could not be written" in capsys.readouterr().err


def test_a_faulty_record_is_not_exported(excerpt: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (excerpt / "works.csv").unlink()
    assert main(["export", "pptx", "--output", str(tmp_path / "x"), "--data", str(excerpt)]) == 1
    assert "aidlens check" in capsys.readouterr().err
