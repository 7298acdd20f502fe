"""Taking up a message: what is shown, what is asked, rows that pass the check; what is told without a source stands apart."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from aidlens import cli
from aidlens.catalog import Catalog
from aidlens.checks.record import check
from aidlens.cli import main
from aidlens.contribution import inbox
from aidlens.contribution.message import Contribution
from aidlens.exhibits import registry
from aidlens.exhibits.evidence import of_claim
from aidlens.export import citation, works
from aidlens.i18n import Lang
from aidlens.measures import claims
from aidlens.measures import works as measured
from aidlens.view import View
from aidlens.web import api_rows, plain_content
from tests import tables
from tests.contribution.conftest import GOOD, written
from tests.contribution.test_message import HOSTILE

ANSWERS = {
    "Could it lead to anybody": "no",
    "Is it a work of the record": "",
    "Name in English": "Bridge over the canal of Nawur",
    "Name in Italian": "Ponte sul canale di Nawur",
    "Status": "completed",
    "How many": "1",
    "Whose money": "public_aid_built",
    "Date of the page": "2009-05-03",
    "What the page says of it, in English": "It was found closed.",
    "The same in Italian": "Fu trovata chiusa.",
    "State": "closed",
    "What the page supports": "completion",
    "Which column": "",
}


def taken_up(root: Path, said: Contribution, **changed: str) -> tuple[str, Any]:
    """What is written while a message is taken up with these answers, and the faults that come of it; what is not answered is left."""
    answers = ANSWERS | {name.replace("_", " "): value for name, value in changed.items()}
    asked: list[str] = []
    out: list[str] = []

    def read(prompt: str) -> str:
        asked.append(prompt)
        assert len(asked) < 40, prompt
        return next((value for name, value in answers.items() if prompt.startswith(name)), "")

    public, faults = check(root)
    assert public is not None and faults == []
    found = inbox.accept(public, said, read, out.append)
    return "\n".join(out), found


def rows_of(text: str) -> Iterator[tuple[str, list[str]]]:
    """(table, cells) of each row to add."""
    for table, line in re.findall(r"Add to data/(\w+)\.csv:\n(.+)", text):
        yield from ((table, cells) for cells in csv.reader(io.StringIO(line)))


def added(root: Path, text: str) -> None:
    """Add the printed rows to a record, as a person would."""
    for table, cells in rows_of(text):
        tables.append(root, table, **dict(zip(tables.columns(root, table), cells, strict=True)))
    tables.list_ids(root)


def test_a_new_work_in_print_becomes_rows_that_pass_and_is_cited_as_print(excerpt: Path, either: Lang) -> None:
    text, faults = taken_up(excerpt, GOOD)
    assert faults == []
    assert text.endswith("The record passes with these rows.")
    assert {table for table, _ in rows_of(text)} == {"sources", "works", "work_places", "work_sources"}
    added(excerpt, text)
    catalog, faults = check(excerpt)
    assert faults == [] and catalog is not None
    source = tables.read(excerpt, "sources")[-1]
    assert (source["kind"], source["url"], source["title"]) == ("print", "", GOOD.source)
    cited = citation.of_source(catalog, source["id"], either)
    on_paper = {"en": "in print", "it": "su carta"}[either.code]
    assert on_paper in cited.text(either)
    assert "TY  - GEN" in cited.ris() and '"type": "document"' in cited.csl() and on_paper in cited.bibtex()
    frame = plain_content.frame_of(catalog, either)
    assert on_paper in plain_content.of_view(frame, View(page="data", lang=either.code, source=source["id"])).body
    assert "'print'" in str(api_rows.rows(catalog, "sources")[source["id"]])
    assert catalog.code("source_kind", "print", either.code) == on_paper


def test_a_page_of_the_web_is_asked_for_and_kept(excerpt: Path) -> None:
    said = replace(GOOD, source="https://example.org/a-bridge")
    text, faults = taken_up(excerpt, said, Publisher_of_the_page="Example Gazette")
    assert faults == []
    added(excerpt, text)
    assert check(excerpt)[1] == []
    assert tables.read(excerpt, "sources")[-1]["url"] == said.source


def test_twins_are_shown_and_one_of_them_gets_the_page(excerpt: Path) -> None:
    work = next(row for row in tables.read(excerpt, "works") if row["kind"] == "school" and row["sensitivity"] == "public")
    said = replace(GOOD, what=work["name_en"], where="", when=work["date"][:4])
    text, faults = taken_up(excerpt, said, Is_it_a_work_of_the_record=work["id"])
    assert work["id"] in text, "the twin and its address"
    assert faults == []
    assert [table for table, _ in rows_of(text)] == ["sources", "work_sources"]


def test_what_could_put_somebody_at_risk_is_left_out(excerpt: Path) -> None:
    text, faults = taken_up(excerpt, GOOD, Could_it_lead_to_anybody="yes")
    assert faults == [] and "Left out" in text
    assert list(rows_of(text)) == []


def test_what_is_refused_is_not_taken_up(excerpt: Path) -> None:
    text, faults = taken_up(excerpt, replace(GOOD, what="Bridge, ask Haji Ahmad"))
    assert faults is None and "Refused" in text
    assert list(rows_of(text)) == []


def test_what_became_of_a_work_becomes_an_outcome(excerpt: Path) -> None:
    work = next(row for row in tables.read(excerpt, "works") if row["kind"] == "road" and row["sensitivity"] == "public")
    said = replace(GOOD, message="outcome", what="The road is in ruins", work=work["id"], where="", when="2021")
    text, faults = taken_up(excerpt, said)
    assert faults == [], text
    added(excerpt, text)
    assert check(excerpt)[1] == []
    row = tables.read(excerpt, "outcomes")[-1]
    assert (row["work"], row["scope"], row["state"], row["as_of"]) == (work["id"], "work", "closed", "2021")


def test_what_still_works_is_judged_and_stands_at_its_province(excerpt: Path) -> None:
    said = replace(GOOD, message="outcome", what="The school still works", where="Shindand", when="2024", source="https://example.org/open")
    text, faults = taken_up(excerpt, said, State="in_use", Publisher_of_the_page="Example")
    assert faults == [], text
    row = dict(rows_of(text))["outcomes"]
    assert row[1:4] == ["", "province", "school"]
    assert "a person judges it" in text


def test_a_correction_prints_the_row_as_it_then_stands(excerpt: Path) -> None:
    work = next(row for row in tables.read(excerpt, "works") if row["kind"] == "bridge" and row["sensitivity"] == "public")
    said = replace(GOOD, message="correction", what="It was opened in 2011", work=work["id"])
    text, faults = taken_up(excerpt, said, Which_column="name_en", What_name="A bridge")
    assert faults == [], text
    line = text.split(f"in place of the row {work['id']}:\n")[1].splitlines()[0]
    assert dict(zip(tables.columns(excerpt, "works"), next(csv.reader([line])), strict=True)) == work | {"name_en": "A bridge"}


# ── told without a source ──


def test_what_is_told_without_a_source_becomes_kind_province_and_year(excerpt: Path) -> None:
    said = replace(GOOD, what="School with two rooms", where="Azizabad, Shindand", when="2009", source="", claim="schools")
    text, faults = taken_up(excerpt, said)
    assert faults == []
    assert list(rows_of(text)) == [("told", ["told-1", "schools", "school", "herat", "2009"])]
    added(excerpt, text)
    assert check(excerpt)[1] == []


def test_what_is_told_without_a_source_stands_apart_and_enters_nothing(catalog: Catalog, either: Lang) -> None:
    row = {"id": "told-1", "claim": "schools", "kind": "school", "province": "herat", "year": "2009"}
    told = replace(catalog, tables={**catalog.tables, "told": pd.DataFrame([row])})
    view = View(lang=either.code, claim="schools")
    heading = {"en": "Told to AidLens, not yet confirmed", "it": "Riferito ad AidLens, non ancora confermato"}[either.code]
    (section,) = [section for section in of_claim(told, view, either).sections if section.title == heading]
    assert section.facts[0].text == {"en": "Schools, Herat, 2009", "it": "Scuole, Herat, 2009"}[either.code]
    assert heading not in [section.title for section in of_claim(catalog, view, either).sections]
    card = plain_content.of_view(plain_content.frame_of(told, either), view).body
    assert heading in card and section.facts[0].text in card
    # No step, no count, no list, no map, no file of works.
    assert claims.ladder(told, "schools", View()) == claims.ladder(catalog, "schools", View())
    assert measured.table(told).equals(measured.table(catalog))
    for key in ("ladder", "map", "works"):
        shown, held = (registry.build(key, record, View(lang=either.code), either).cells() for record in (told, catalog))
        assert shown == held
    everything = View(funding="all", done="all")
    assert works.works_csv(told, everything, either) == works.works_csv(catalog, everything, either)


@pytest.mark.parametrize(
    "cells",
    [{"province": "shindand"}, {"province": "nowhere"}, {"kind": "castle"}, {"year": "2999"}, {"year": "long ago"}, {"id": "school-x"}],
)
def test_a_row_told_says_no_more_than_it_may(excerpt: Path, cells: dict[str, str]) -> None:
    tables.append(excerpt, "told", **{"id": "told-1", "claim": "schools", "kind": "school", "province": "herat", "year": "2009", **cells})
    assert {fault.file for fault in check(excerpt)[1]} == {"told.csv"}


# ── hostile files ──


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_one_line_and_changes_nothing(
    name: str, excerpt: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in excerpt.rglob("*") if path.is_file()}
    file = tmp_path / "contribution.json"
    file.write_bytes(HOSTILE[name][0])
    assert main(["inbox", "accept", str(file), "--data", str(excerpt)]) == cli.MISUSE
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1 and "Traceback" not in err and len(err) < 400
    assert "no such file" not in err, "it is there, and what is wrong with it is said"
    assert before == {path: path.read_bytes() for path in excerpt.rglob("*") if path.is_file()}


def test_a_thousand_files_are_refused_in_one_line(excerpt: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [str(tmp_path / f"{number}.json") for number in range(1000)]
    assert main(["inbox", "accept", *names, "--data", str(excerpt)]) == cli.MISUSE
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("1000 files were named")


@pytest.mark.parametrize("target", ["nowhere.json", ".", "x" * 300, "/dev/zero"])
def test_what_is_no_file_is_told(target: str, excerpt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inbox", "accept", target, "--data", str(excerpt)]) == cli.MISUSE
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_refused_message_says_why_and_leaves_by_one(
    excerpt: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "contribution.json"
    file.write_bytes(written(replace(GOOD, what="Bridge: +39 06 12345678")))
    monkeypatch.setattr("builtins.input", lambda _: pytest.fail("nothing is asked"))
    assert main(["inbox", "accept", str(file), "--data", str(excerpt)]) == cli.FAULTS
    assert "telephone number" in capsys.readouterr().out


def test_leaving_writes_nothing(excerpt: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(_: str) -> str:
        raise KeyboardInterrupt

    file = tmp_path / "contribution.json"
    file.write_bytes(written())
    monkeypatch.setattr(inbox.accept, "__defaults__", (leave, print))
    assert main(["inbox", "accept", os.fspath(file), "--data", str(excerpt)]) == cli.MISUSE
    assert "Nothing was written." in capsys.readouterr().err


def test_the_shipped_record_has_a_place_for_what_is_told(catalog: Catalog) -> None:
    assert list(catalog.told.columns) == ["id", "claim", "kind", "province", "year"]
    assert len(catalog.told) == 0
