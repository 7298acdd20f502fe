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
from aidlens.deck import Deck, Slide, ready, to_file
from aidlens.drawing.drawing import Text
from aidlens.export import pptx
from aidlens.export.slides import cover
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


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["pptx"], "deck.pdf"),
        (["handout"], "deck.pptx"),
        (["deck-sheet"], "deck.csv"),
        (["sheet", "--claim", "schools"], "sheet.pptx"),
        (["works", "--format", "geojson"], "works.xlsx"),
        (["exhibit", "ladder"], "ladder.PNG"),
        (["table", "works"], "works.json"),
        (["citation", "--format", "bibtex"], "cite.txt"),
        (["package"], "record.xlsx"),
    ],
)
def test_a_name_that_promises_another_kind_of_file_is_refused(
    command: list[str], name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A deck named x.pdf would be a file that no reader of PDF opens."""
    assert main(["export", *command, "--output", str(tmp_path / name)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.strip().splitlines()) == 1
    assert name in err and f".{name.rsplit('.', 1)[1].lower()}," in err
    assert not (tmp_path / name).exists()


BASE = "https://aidlens.example.org"


def test_the_file_has_as_many_slides_as_the_stage(catalog: Catalog, either: Lang) -> None:
    """Also where an address and a question leave a table little room: then fewer of its columns stand there, and the rest is counted."""
    for slide in (item for item in ready(either)["class"].slides if item.built(catalog, either).wall_columns):
        made = Presentation(io.BytesIO(pptx.build(catalog, Deck((slide,)), either, BASE))).slides
        assert len(made) == 2, slide.exhibit


def test_a_claim_alone_says_all_three_numbers_in_large(catalog: Catalog, either: Lang) -> None:
    """The article's, Italy's and what was found stand there in bold, however little room question, safe sentence and code leave."""
    alone = {slide for deck in ready(either).values() for slide in deck.slides if slide.exhibit == "ladder"}
    assert len(alone) == 3
    for slide in alone:
        made = Presentation(io.BytesIO(pptx.build(catalog, Deck((slide,)), either, BASE))).slides[1]
        (group,) = [shape for shape in made.shapes if shape.shape_type == 6]
        runs = [run for shape in group.shapes if shape.has_text_frame for run in shape.text_frame.paragraphs[0].runs if run.font.bold]
        bold, row = {run.text: run.font.size for run in runs}, slide.shown(catalog, either).data.iloc[0]
        assert {row["claimed_text"], row["official_sum"], row["traced_text"]} <= set(bold)
        assert bold[row["claimed_text"]] == bold[row["official_sum"]]


def test_a_cover_speaks_of_what_its_deck_holds(catalog: Catalog, either: Lang) -> None:
    """Of the claims its slides put in front, each in the article's words; a deck without claims names its slides."""

    def said(deck: Deck) -> str:
        return " ".join(
            item.plain for item in cover(catalog, deck, either, dark=False, high=1080, title="").parts if isinstance(item, Text)
        )

    words = {claim: either.pick(catalog.row("claims", claim), "article_words") for claim in catalog.claims["id"]}
    for deck in ready(either).values():
        assert {claim for claim, text in words.items() if text in said(deck)} == {slide.view.claim for slide in deck.slides} - {""}
    slide = Slide("counts", View(page="works"))
    named = said(Deck((slide,)))
    assert slide.built(catalog, either).title in named and not any(text in named for text in words.values())
