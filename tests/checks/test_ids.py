"""No id that links may point at disappears: the list of ids, and the one command that takes a row out of sight."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aidlens import cli
from aidlens.catalog import Catalog
from aidlens.checks import ids, sheets
from aidlens.checks.faults import RecordError
from aidlens.checks.record import check
from aidlens.checks.withhold import UnwithheldError, withhold
from aidlens.view import View
from tests import tables

SENSITIVE = ("works", "outcomes", "sources")


def lines(root: Path) -> list[str]:
    return (root / "ids.txt").read_text(encoding="utf-8").splitlines()


def texts(root: Path) -> str:
    """Everything that a record's folder says."""
    return "\n".join(
        path.read_text(encoding="utf-8-sig") for path in sorted(root.rglob("*")) if path.is_file() and path.suffix not in (".jpg", ".png")
    )


def test_the_list_names_every_row_that_is_shown_and_no_other(data_dir: Path) -> None:
    shown = {f"{table}/{row['id']}" for table in tables.IDS for row in tables.read(data_dir, table) if row.get("sensitivity") != "withheld"}
    assert lines(data_dir) == sorted(lines(data_dir))
    assert {line for line in lines(data_dir) if " = " not in line} == shown
    assert set(ids.held(Catalog.read(data_dir))) == shown


def test_new_rows_join_the_list_and_nothing_leaves_it(excerpt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = tables.read(excerpt, "events")[-1]["id"]
    tables.drop(excerpt, "events", lambda row: row["id"] == gone)
    tables.append(excerpt, "places", **tables.read(excerpt, "places")[-1] | {"id": "a-new-place"})
    before = lines(excerpt)
    assert cli.main(["ids", "--data", str(excerpt)]) == 0
    assert "1" in capsys.readouterr().out
    assert lines(excerpt) == sorted([*before, "places/a-new-place"])
    assert f"events/{gone}" in lines(excerpt)
    assert [fault.code for fault in check(excerpt)[1]] == ["id-gone"]
    assert ids.add(excerpt) == 0


def test_a_list_that_is_lost_is_written_anew(excerpt: Path) -> None:
    before = lines(excerpt)
    (excerpt / "ids.txt").unlink()
    assert ids.add(excerpt) == len(before)
    assert lines(excerpt) == before


def test_the_id_of_a_folded_row_leads_on_until_that_row_is_withheld(excerpt: Path) -> None:
    work = pick(excerpt)
    with (excerpt / "ids.txt").open("a", encoding="utf-8") as handle:
        handle.write(f"works/old-id = works/{work}\n")
    found, faults = check(excerpt)
    assert faults == []
    assert found is not None
    assert found.now("works", "old-id") == work
    assert found.now("works", work) == work
    assert found.now("sources", "old-id") == "old-id"
    assert View.from_query({"work": "old-id"}, found, "works")[0].work == work
    withhold(excerpt, work)
    assert "old-id" not in texts(excerpt)


def pick(root: Path) -> str:
    """A public work with an outcome, a village and pages of its own."""
    outcomes = {row["work"] for row in tables.read(root, "outcomes") if row["sensitivity"] == "public"}
    return next(row["id"] for row in tables.read(root, "works") if row["sensitivity"] == "public" and row["id"] in outcomes)


def test_a_withheld_work_leaves_nothing_that_leads_to_it(excerpt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    work = pick(excerpt)
    before = {row["id"]: row for row in tables.read(excerpt, "works")}
    tables.change(excerpt, "works", lambda row: row["sensitivity"] == "public" and row["id"] != work, part_of=work, possible_twins=work)
    with (excerpt / "CHANGES.md").open("a", encoding="utf-8") as handle:
        handle.write(f"| works_more.csv | 999 | {work} | told of its village |\n")
    hung = [row["id"] for row in tables.read(excerpt, "outcomes") if row["work"] == work]
    pages = {row["source"] for row in tables.read(excerpt, "work_sources") if row["work"] == work}
    assert cli.main(["withhold", work, "--data", str(excerpt)]) == 0
    told = capsys.readouterr().out
    assert "was part of it" in told
    left = texts(excerpt)
    for key in (work, *hung):
        assert key not in left
    assert "told of its village" not in left
    now = {row["id"]: row for row in tables.read(excerpt, "works")}
    (fresh,) = set(now) - set(before)
    assert fresh.startswith("work-withheld-")
    assert fresh in told
    kept = {name for name, value in now[fresh].items() if value}
    assert kept == {
        *("id", "kind", "name_en", "name_it", "facility", "extent", "granularity", "class", "action", "status"),
        *("sensitivity", "review_confidence"),
    }
    assert next(row for row in tables.read(excerpt, "work_places") if row["work"] == fresh)["place"] == "afghanistan"
    assert {row["source"] for row in tables.read(excerpt, "work_sources") if row["work"] == fresh} == {"source-withheld"}
    used = {row["source"] for name in ("work_sources", "outcomes", "observations", "events") for row in tables.read(excerpt, name)}
    for page in pages - used:
        assert f"sources/{page}" not in lines(excerpt)
    assert check(excerpt)[1] == []


def test_rows_that_nobody_withheld_keep_their_bytes(excerpt: Path) -> None:
    for path in excerpt.glob("*.csv"):  # as a spreadsheet saves them
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = {path.name: path.read_bytes().split(b"\r\n") for path in excerpt.glob("*.csv")}
    outcome = next(row["id"] for row in tables.read(excerpt, "outcomes") if row["sensitivity"] == "public")
    withhold(excerpt, f"outcomes/{outcome}")
    for name, old in before.items():
        after = (excerpt / name).read_bytes().split(b"\r\n")
        fresh = [line for line in after if line not in old]
        assert len(fresh) <= (1 if name == "outcomes.csv" else 0), name
        assert [line for line in after if line in old] == [line for line in old if line in after], name
    assert check(excerpt)[1] == []


def test_a_withheld_page_goes_from_every_row_that_rests_on_it(excerpt: Path) -> None:
    pages: dict[str, set[str]] = {}
    for row in tables.read(excerpt, "work_sources"):
        pages.setdefault(row["work"], set()).add(row["source"])
    alone = {page for found in pages.values() if len(found) == 1 for page in found}
    elsewhere = {row["source"] for name in ("observations", "claims", "programmes", "events") for row in tables.read(excerpt, name)}
    page = next(key for found in pages.values() for key in sorted(found - alone - elsewhere) if len(found) > 1)
    done = withhold(excerpt, page)
    assert page in done.gone
    assert page not in texts(excerpt)
    assert check(excerpt)[1] == []
    only = next(key for found in pages.values() if len(found) == 1 for key in found if key != "source-withheld")
    with pytest.raises(UnwithheldError, match="only page"):
        withhold(excerpt, f"sources/{only}")


@pytest.mark.parametrize("key", ["nothing-has-this-id", "claims/schools", "works/", ""])
def test_what_cannot_be_withheld_is_refused_in_one_line(excerpt: Path, key: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = texts(excerpt)
    assert cli.main(["withhold", key, "--data", str(excerpt)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert texts(excerpt) == before


def test_a_row_is_withheld_once(excerpt: Path) -> None:
    hidden = next(row["id"] for row in tables.read(excerpt, "works") if row["sensitivity"] == "withheld")
    with pytest.raises(UnwithheldError, match="already"):
        withhold(excerpt, hidden)


def test_a_text_that_still_names_the_row_stops_the_command(excerpt: Path) -> None:
    work = pick(excerpt)
    tables.change(excerpt, "places", lambda row: row["kind"] == "province", note=f"see {work}")
    before = texts(excerpt)
    with pytest.raises(UnwithheldError, match=r"places\.csv, line \d+ names"):
        withhold(excerpt, work)
    assert texts(excerpt) == before, "nothing is written half"


def test_a_record_with_faults_is_left_as_it_is(excerpt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tables.change(excerpt, "places", lambda row: row["kind"] == "district", parent="nowhere")
    before = texts(excerpt)
    with pytest.raises(RecordError):
        withhold(excerpt, pick(excerpt))
    assert cli.main(["withhold", pick(excerpt), "--data", str(excerpt)]) == 1
    assert "Nothing was written" in capsys.readouterr().out
    assert texts(excerpt) == before


def test_tables_are_read_and_written_without_changing_a_byte(data_dir: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(data_dir, tmp_path / "data"))
    _, found = sheets.read(root)
    for sheet in found.values():
        assert sheet.text.encode("utf-8") == sheet.path.read_bytes()


def test_the_changes_of_a_withheld_work_go_with_it(excerpt: Path) -> None:
    work = pick(excerpt)
    with (excerpt / "changes.csv").open("a", encoding="utf-8") as handle:
        handle.write(f"2026.12,works,{work},added,,1,Told anew.,Raccontata di nuovo.\n")
    withhold(excerpt, work)
    assert work not in (excerpt / "changes.csv").read_text(encoding="utf-8")


def test_an_id_that_tells_what_is_withheld_is_refused(excerpt: Path) -> None:
    old = next(row["id"] for row in tables.read(excerpt, "works") if row["sensitivity"] == "withheld")
    for name, column in (("works", "id"), ("work_places", "work"), ("work_sources", "work")):
        rows = tables.read(excerpt, name)
        tables.write(excerpt, name, [row | {column: "school-of-a-village"} if row[column] == old else row for row in rows])
    found = [(fault.code, fault.file, fault.field) for fault in check(excerpt)[1]]
    assert ("withheld-name", "works.csv", "id") in found


def test_no_withheld_row_of_the_record_tells_more_than_its_class(data_dir: Path) -> None:
    rows = [row for row in tables.read(data_dir, "works") if row["sensitivity"] == "withheld"]
    assert {(row["kind"], row["facility"], row["status"], row["action"]) for row in rows} == {("other", "other", "unknown", "funded")}
