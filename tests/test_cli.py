"""The command line: exit codes, what is printed where, and rows that fit the record."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aidlens.catalog import Catalog
from aidlens.checks import contact, links, new_work
from aidlens.checks.record import check
from aidlens.cli import main
from aidlens.i18n import lang
from tests import tables

SUMMED = ("claims", "works", "sources", "places")

# ── check ──


def test_a_clean_record_is_summed_up(small_record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(small_record)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("The record passes (edition ")
    shown = {name: [row for row in tables.read(small_record, name) if row.get("sensitivity") != "withheld"] for name in SUMMED}
    sizes = {name: len(rows) for name, rows in shown.items()}
    for name, size in sizes.items():
        assert f"{size} {name}" in out


def test_how_much_was_read_again_is_told(small_record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read = [row["read_as"] for row in tables.read(small_record, "sources") if row["sensitivity"] != "withheld"]
    whole, part, lost, rest = (read.count(how) for how in ("whole_copy", "excerpt_copy", "not_found", ""))
    assert main(["check", "--data", str(small_record)]) == 0
    out = capsys.readouterr().out
    assert f"{whole + part} of {len(read)} pages were read again: {whole} in a whole copy, {part} in its first part" in out
    assert f"{lost} were not found, {rest} not looked for." in out


def test_every_fault_is_one_line_and_the_exit_code_is_1(excerpt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = tables.change(excerpt, "works", lambda row: True, status="done", units="-1")
    assert main(["check", "--data", str(excerpt)]) == 1
    *faults, last = capsys.readouterr().out.splitlines()
    assert len(faults) == 2
    assert f"works.csv, row {row}, status: «done»" in faults[0]
    assert f"works.csv, row {row}, units: «-1»" in faults[1]
    assert last == "2 faults. The record is not served until they are mended."


def test_faults_in_italian(excerpt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (excerpt / "works.csv").unlink()
    assert main(["check", "--lang", "it", "--data", str(excerpt)]) == 1
    out = capsys.readouterr().out
    assert "works.csv" in out
    assert "the file is missing" not in out


def test_json_is_json_and_nothing_else(excerpt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json", "--data", str(excerpt)]) == 0
    assert json.loads(capsys.readouterr().out) == {"faults": [], "warnings": [contact.warning(Catalog.read(excerpt), lang("en"))]}
    row = tables.change(excerpt, "works", lambda row: True, status="done")
    assert main(["check", "--json", "--data", str(excerpt)]) == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert {name: fault[name] for name in ("file", "row", "field", "value", "code")} == {
        "file": "works.csv",
        "row": row,
        "field": "status",
        "value": "done",
        "code": "unknown-code",
    }
    assert fault["what"]
    assert fault["remedy"]


def test_a_folder_that_is_not_there_is_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(tmp_path / "nowhere")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "--data DIR" in err


def test_the_folder_may_come_from_the_environment(excerpt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (excerpt / "works.csv").unlink()
    monkeypatch.setenv("AIDLENS_DATA", str(excerpt))
    assert main(["check"]) == 1


def test_help_is_worth_reading(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["--help"])
    assert raised.value.code == 0
    text = capsys.readouterr().out
    for words in ("serve", "check", "new", "AIDLENS_DATA", "--help"):
        assert words in text


def test_the_module_runs_as_a_program(small_record: Path) -> None:
    command = [sys.executable, "-m", "aidlens.cli", "check", "--data", str(small_record)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# ── new work ──

ANSWERS = {
    "Kind": "school",
    "Name in English": "Primary school of Example village",
    "Name in Italian": "Scuola elementare del villaggio Esempio",
    "Facility": "school",
    "Status": "completed",
    "Date of that status": "2012-05",
    "Place": "herat",
    "How many": "1",
    "Whose money": "public_aid_built",
    "Address of the page": "https://example.org/a-school",
    "Words of the page": "una scuola con dodici aule",
    "Their language": "it",
    "The same in English": "a school with twelve classrooms",
    "The same in Italian": "una scuola con dodici aule",
    "Publisher": "Example Gazette",
    "Date of the page": "2012-05-03",
}


@pytest.fixture(scope="module")
def small(small_record: Path) -> Catalog:
    """The catalog of the excerpt as it is before anything is added."""
    return Catalog.read(small_record)


def talk(catalog: Catalog, *slips: tuple[str, str], **changed: str) -> str:
    """What ``aidlens new work`` writes when asked with these answers; ``slips`` are wrong answers given first."""
    answers = ANSWERS | {name.replace("_", " "): value for name, value in changed.items()}
    waiting = list(slips)
    out: list[str] = []

    def read(prompt: str) -> str:
        key = max((name for name in answers if prompt.startswith(name)), key=len)
        for slip in waiting:
            if slip[0] == key:
                waiting.remove(slip)
                return slip[1]
        return answers[key]

    new_work.ask(catalog, read, out.append)
    assert waiting == []
    return "\n".join(out)


def rows_of(text: str) -> Iterator[tuple[str, list[str]]]:
    """(table, cells) of each row to add."""
    for table, lines in re.findall(r"Add to data/(\w+)\.csv:\n((?:.+\n?)+)", text):
        for cells in csv.reader(io.StringIO(lines.split("Then run:")[0])):
            yield table, cells


def added(root: Path, text: str) -> None:
    """Add the printed rows to a record, as a contributor would."""
    found = list(rows_of(text))
    assert {table for table, _ in found} >= {"works", "work_places", "work_sources"}
    for table, cells in found:
        tables.append(root, table, **dict(zip(tables.columns(root, table), cells, strict=True)))
    tables.list_ids(root)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"Place": ""},
        {"How_many": ""},
        {"How_many": "12", "Kind": "well", "Facility": "well"},
        {"Date_of_that_status": "", "Date_of_the_page": ""},
        {"Status": "planned"},
        {"Kind": "security", "Facility": "police_station"},
        {"Name_in_English": 'School "Speranza", for girls', "Name_in_Italian": "Scuola «Speranza», femminile"},
        {"Publisher": "هشت صبح", "Date_of_the_page": ""},
        {"Whose_money": "private_aid"},
    ],
    ids=str,
)
def test_the_printed_rows_fit_the_record(excerpt: Path, small: Catalog, changed: dict[str, str]) -> None:
    added(excerpt, talk(small, **changed))
    assert check(excerpt)[1] == []


def test_a_security_work_stands_no_finer_than_its_district(excerpt: Path, small: Catalog) -> None:
    village = next(row for row in tables.read(excerpt, "places") if row["kind"] == "village")
    added(excerpt, talk(small, Kind="security", Facility="checkpoint", Place=village["id"]))
    assert check(excerpt)[1] == []
    assert tables.read(excerpt, "work_places")[-1]["place"] == village["parent"]


def test_a_page_already_held_is_not_added_again(excerpt: Path, small: Catalog) -> None:
    page = next(row for row in tables.read(excerpt, "sources") if row["url"] and row["read_as"] == "whole_copy")
    text = talk(small, Address_of_the_page=page["url"])
    assert {"quotes", "sources"} & set(dict(rows_of(text))) == {"quotes"}, "it was read, so its words are asked for"
    added(excerpt, text)
    assert check(excerpt)[1] == []
    assert tables.read(excerpt, "work_sources")[-1]["source"] == page["id"]


def test_the_same_work_twice_gets_an_id_of_its_own(excerpt: Path) -> None:
    for _ in range(2):
        catalog, faults = check(excerpt)
        assert catalog is not None
        assert faults == []
        added(excerpt, talk(catalog))
    assert check(excerpt)[1] == []


def test_wrong_answers_are_asked_again(catalog: Catalog) -> None:
    slips = [
        ("Kind", "castle"),
        ("Name in English", "  "),
        ("Facility", "keep"),
        ("Date of that status", "12/2012"),
        ("Date of that status", "2012-02-31"),
        ("Date of that status", "2999"),
        ("Place", "Herrat city"),
        ("How many", "a few"),
        ("Address of the page", "www.example.org"),
    ]
    text = talk(catalog, *slips)
    for words in ("one of the codes", "is needed", "YYYY", "these ids", "in digits", "http"):
        assert words in text
    assert "herat" in next(line for line in text.splitlines() if "these ids" in line)


def test_likely_twins_are_named_in_either_language(catalog: Catalog) -> None:
    work = catalog.row("works", "school-abu-walid-2014")
    for name in (work["name_en"], work["name_it"], work["name_en"].upper()):
        assert any(line.startswith("Likely twin: school-abu-walid-2014 ") for line in new_work.twins(catalog, name))
    assert new_work.twins(catalog, "Zzyzx qwertz") == []
    assert len(new_work.twins(catalog, "School")) <= 6


def test_leaving_writes_nothing(small_record: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def leave(_prompt: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", leave)
    monkeypatch.setattr(new_work.ask, "__defaults__", (leave, print))
    assert main(["new", "work", "--data", str(small_record)]) == 2
    assert "Nothing was written" in capsys.readouterr().err


def test_no_new_work_on_a_broken_record(excerpt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (excerpt / "kinds.csv").unlink()
    assert main(["new", "work", "--data", str(excerpt)]) == 2
    assert "aidlens check" in capsys.readouterr().err


# ── links ──


def test_addresses_that_no_longer_answer_are_named(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    dead = catalog.sources.loc[catalog.sources["url"] != "", "url"].iloc[3]
    monkeypatch.setattr(links, "answer", lambda url, timeout=0: "answers 404" if url == dead else "")
    *lines, last = links.report(catalog)
    assert lines
    assert all(dead in line and "answers 404" in line for line in lines)
    assert re.fullmatch(r"\d+ of \d+ addresses answer\.", last)


def test_a_dead_address_is_told_without_a_network() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert links.answer(f"http://127.0.0.1:{port}/", timeout=2)
    assert links.answer("no address at all", timeout=2)
