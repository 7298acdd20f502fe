"""The story: every figure a reference, both languages with the same facts, the article's sentences as recorded, faults that fire."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from aidlens import story
from aidlens.catalog import Catalog
from aidlens.checks import story as checks
from aidlens.checks.record import check
from aidlens.exhibits import registry
from aidlens.exhibits.article import fragment
from aidlens.i18n import Lang
from aidlens.view import View
from tests import tables


def test_the_story_reads_in_both_languages(catalog: Catalog, either: Lang) -> None:
    told = story.read(catalog, View(page="story", lang=either.code), either)
    assert told is not None
    words = sum(block.words for section in told.sections for block in section.blocks if isinstance(block, story.Paragraph))
    assert 1000 <= words <= 1700
    assert len({section.slug for section in told.sections}) == len(told.sections) > 6
    placed = [block.exhibit for section in told.sections for block in section.blocks if isinstance(block, story.Placed)]
    assert {"split", "became", "timeline", "verdicts", "references"} == set(placed)


def test_every_figure_opens_its_evidence(catalog: Catalog, either: Lang) -> None:
    told = story.read(catalog, View(page="story", lang=either.code), either)
    assert told is not None
    paragraphs = [block for section in told.sections for block in section.blocks if isinstance(block, story.Paragraph)]
    figures = [span for block in paragraphs for span in block.spans if span.kind == "fact"]
    assert len(figures) > 20
    assert all(span.href.startswith("/story?") for span in figures)


def test_both_languages_say_the_same_facts_in_the_same_sections(catalog: Catalog) -> None:
    english, italian = (checks.facts(list(checks.lines(checks.path(catalog, code).read_text(encoding="utf-8")))) for code in ("en", "it"))
    assert english == italian


def test_fragments_are_the_recorded_passages(catalog: Catalog) -> None:
    for row in catalog.passages.to_dict("records"):
        assert len(row["passage"].split()) <= 25
        address, _, text = fragment(row["address"], row["passage"]).partition("#:~:text=")
        assert address == row["address"]
        assert unquote(text) == row["passage"]


def test_notes_carry_a_verdict_and_sources(catalog: Catalog, either: Lang) -> None:
    told = story.read(catalog, View(page="story", lang=either.code), either)
    assert told is not None
    notes = [note for section in told.sections for block in section.blocks if isinstance(block, story.Paragraph) for note in block.notes]
    assert len(notes) >= 6
    assert all(note.verdict and note.text and note.sources for note in notes)


@pytest.mark.parametrize(
    ("line", "code", "value"),
    [
        ("It counts {obs:no-such-number} schools.", "token", "{obs:no-such-number}"),
        ("It counts {claim:sector-roads} roads.", "token", "{claim:sector-roads}"),
        ("A {work:work-withheld-1|school}.", "token", "{work:work-withheld-1|school}"),
        ("Italy built 105 schools.", "loose-number", "105"),
        ("It spent 58,4 in all.", "loose-number", "58,4"),
        ("Seven works stand.", "loose-number", "Seven"),
    ],
)
def test_a_fault_of_the_story_fires(excerpt: Path, line: str, code: str, value: str) -> None:
    assert "work-withheld-1" in {row["id"] for row in tables.read(excerpt, "works")}
    path = excerpt / "story" / "en.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + f"\n{line}\n", encoding="utf-8")
    faults = [fault for fault in check(excerpt)[1] if fault.code == code]
    assert [(fault.file, fault.value) for fault in faults] == [("story/en.md", value)]
    assert faults[0].row == len(text.splitlines()) + 2


@pytest.mark.parametrize("line", ["On 25 March 2014 it closed.", "In 2013 and in March 2014.", "The 62nd school.", "In the 1980s."])
def test_dates_and_ordinals_are_no_loose_numbers(line: str) -> None:
    assert checks.loose_numbers(line, "en") == []


def test_a_fact_in_one_language_only_is_named(excerpt: Path) -> None:
    path = excerpt / "story" / "it.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nNel 2009, {claim:projects}.\n", encoding="utf-8")
    assert {fault.code for fault in check(excerpt)[1]} == {"one-language"}


def test_a_record_without_a_story_passes(excerpt: Path) -> None:
    for path in (excerpt / "story").iterdir():
        path.unlink()
    assert check(excerpt)[1] == []


def test_every_recorded_sentence_has_its_verdict_in_the_story(catalog: Catalog, either: Lang) -> None:
    exhibit = registry.build("verdicts", catalog, View(lang=either.code), either)
    assert len(exhibit.data) == len(catalog.passages)
    assert set(catalog.passages["verdict"]) == {"supported", "imprecise", "contradicted", "open"}
