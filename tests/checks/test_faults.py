"""Each fault fires on a record broken for it, says where and how to mend it in both languages; a sound record is quiet."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from aidlens.catalog import Catalog, site_dir
from aidlens.checks import rules
from aidlens.checks.faults import DETAILS, MESSAGES, Fault, RecordError
from aidlens.checks.record import check, load
from aidlens.i18n import Lang, lang
from tests import tables
from tests.checks.breakages import ALL, Breakage


@pytest.mark.parametrize("breakage", ALL, ids=lambda item: item.of.replace(" ", "-"))
def test_each_breakage_is_noticed_where_it_is(excerpt: Path, breakage: Breakage) -> None:
    row = breakage.do(excerpt)
    _, faults = check(excerpt)
    found = [fault for fault in faults if fault.code == breakage.code]
    assert {(fault.file, fault.row, fault.field) for fault in found} >= {(breakage.file, row or 0, breakage.field)}
    assert {fault.code for fault in faults} <= {breakage.code, *breakage.among}, "nothing but the slip itself is reported"
    for fault in found:
        for code in ("en", "it"):
            _says_where_and_how(fault, lang(code))


def _says_where_and_how(fault: Fault, language: Lang) -> None:
    line = fault.line(language)
    assert line.startswith(fault.file)
    assert fault.what(language) in line
    assert line.endswith(f"{fault.remedy(language)}.")
    assert not fault.row or language.t("row {row}", row=fault.row) in line
    assert fault.field in line
    assert "\n" not in line
    assert not re.search(r"\{\w*\}", line), "every parameter is filled in"


def test_every_fault_has_a_breakage_that_raises_it() -> None:
    assert set(MESSAGES) == {breakage.code for breakage in ALL}


@pytest.mark.parametrize("code", MESSAGES)
def test_each_message_names_file_row_column_and_remedy(code: str, either: Lang) -> None:
    fault = Fault("works.csv", 12, "date", "2099", code, "detail")
    _says_where_and_how(fault, either)
    assert "2099" in fault.line(either), "the cell's value stands in the line"
    told = fault.to_dict(either)
    assert set(told) == {"file", "row", "field", "value", "code", "what", "remedy"}


@pytest.mark.parametrize("text", [text for pair in MESSAGES.values() for text in pair] + list(DETAILS))
def test_the_italian_messages_hold_the_same_parameters(text: str, it: Lang) -> None:
    names = set(re.findall(r"\{(\w+)\}", text))
    assert set(re.findall(r"\{(\w+)\}", it.messages.gettext(text))) == names


def test_the_shipped_record_is_quiet(data_dir: Path, catalog: Catalog) -> None:
    found, faults = check(data_dir)
    assert faults == []
    assert found is not None
    assert found.fingerprint == catalog.fingerprint


def test_the_excerpt_is_quiet(small_record: Path) -> None:
    assert check(small_record)[1] == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda raw: b"\xef\xbb\xbf" + raw, id="byte-order mark"),
        pytest.param(lambda raw: raw.replace(b"\n", b"\r\n"), id="CRLF"),
        pytest.param(lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"), id="both, as Excel saves"),
        pytest.param(lambda raw: raw.removesuffix(b"\n"), id="no last line break"),
    ],
)
def test_what_spreadsheets_do_is_accepted(excerpt: Path, change: object) -> None:
    before = load(excerpt)
    for path in excerpt.glob("*.csv"):
        path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]
    after, faults = check(excerpt)
    assert faults == []
    assert after is not None
    for name, frame in before.tables.items():
        assert frame.equals(after.tables[name]), f"{name} reads as before"


def test_a_table_may_have_no_rows_yet(excerpt: Path) -> None:
    tables.write(excerpt, "references", [])
    assert check(excerpt)[1] == []


def test_a_cell_of_several_lines_is_told_in_one(excerpt: Path, either: Lang) -> None:
    tables.change(excerpt, "works", lambda row: True, status="done\r\nor nearly\n")
    (fault,) = check(excerpt)[1]
    assert "«done ⏎ or nearly»" in fault.line(either)
    assert len(fault.line(either).splitlines()) == 1


def test_all_faults_are_told_at_once_and_in_order(excerpt: Path) -> None:
    tables.change(excerpt, "works", lambda row: True, status="done", units="many")
    tables.change(excerpt, "places", lambda row: row["kind"] == "district", parent="nowhere")
    (excerpt / "kinds.csv").unlink()
    _, faults = check(excerpt)
    assert {fault.code for fault in faults} == {"unknown-code", "type", "dangling-key", "missing-file"}
    assert faults == sorted(faults)


def test_loading_a_broken_record_raises_with_its_faults(excerpt: Path) -> None:
    (excerpt / "kinds.csv").unlink()
    with pytest.raises(RecordError, match="1 faults in the record") as raised:
        load(excerpt)
    assert [fault.code for fault in raised.value.faults] == ["missing-file"]


def test_the_semicolon_remedy_names_the_menu_of_the_spreadsheet(either: Lang) -> None:
    remedy = Fault("works.csv", 1, "", "", "semicolons").remedy(either)
    assert "CSV" in remedy
    assert "LibreOffice" in remedy


def test_the_rows_code_names_are_those_the_check_asks_for(catalog: Catalog) -> None:
    """Ids of published numbers written in the code; those of claims are words that stand for other things too, and are all asked for."""
    written = {
        node.value
        for folder in ("src", "pages")
        for path in (site_dir() / folder).rglob("*.py")
        if path != Path(rules.__file__)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert written & set(catalog.observations["id"]) == set(rules.NAMED["observations"])
    assert set(catalog.claims["id"]) == set(rules.NAMED["claims"])
