"""``data/CHANGES.md`` adds up: every row of the raw evidence has one fate, and each fate but "kept" is told with its reason."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from aidlens.catalog import Catalog, site_dir
from aidlens.measures import claims, outcomes
from aidlens.view import View

FATES = ("kept", "merged", "split", "later", "left out")
TOLD = {"merged": "Merged", "split": "Split", "left out": "Left out", "later": "Later"}
TEXT = (site_dir() / "data" / "CHANGES.md").read_text(encoding="utf-8")


def tables_of(text: str) -> dict[str, list[dict[str, str]]]:
    """The tables of a Markdown text by the heading above them ("" before the first)."""
    found: dict[str, list[dict[str, str]]] = {}
    heading, header = "", []
    for line in text.splitlines():
        if line.startswith("## "):
            heading, header = line[3:].strip(), []
        elif line.startswith("|"):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
            if not header:
                header = cells
            elif not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                assert len(cells) == len(header), line
                found.setdefault(heading, []).append(dict(zip(header, cells, strict=True)))
        else:
            header = []
    return found


TABLES = tables_of(TEXT)
SUMS = [row for row in TABLES[""] if not row["file"].startswith("**")]
TOTAL = next(row for row in TABLES[""] if row["file"].startswith("**"))


def test_the_table_names_every_fate() -> None:
    assert set(TOTAL) == {"file", "rows", *FATES}
    assert len(SUMS) >= 12
    assert len({row["file"] for row in SUMS}) == len(SUMS)


@pytest.mark.parametrize("row", SUMS, ids=lambda row: row["file"])
def test_no_row_of_a_file_is_dropped_in_silence(row: dict[str, str]) -> None:
    assert int(row["rows"]) == sum(int(row[fate]) for fate in FATES)
    assert int(row["rows"]) > 0


@pytest.mark.parametrize("column", ["rows", *FATES])
def test_the_total_is_the_sum_of_the_files(column: str) -> None:
    assert int(TOTAL[column]) == sum(int(row[column]) for row in SUMS)


@pytest.mark.parametrize("fate", TOLD)
def test_each_fate_is_told_as_often_as_the_table_counts_it(fate: str) -> None:
    told = Counter(row["file"] for row in TABLES.get(TOLD[fate], []))
    assert {row["file"]: told[row["file"]] for row in SUMS} == {row["file"]: int(row[fate]) for row in SUMS}
    assert set(told) <= {row["file"] for row in SUMS}


@pytest.mark.parametrize("fate", TOLD)
def test_each_told_row_is_a_row_of_its_file_and_has_a_reason(fate: str) -> None:
    sizes = {row["file"]: int(row["rows"]) for row in SUMS}
    for row in TABLES.get(TOLD[fate], []):
        assert 1 <= int(row["row"]) <= sizes[row["file"]], row
        assert len(row["why"].split()) >= 3, row


def test_no_row_has_two_fates() -> None:
    told = Counter((row["file"], row["row"]) for fate in TOLD for row in TABLES.get(TOLD[fate], []))
    assert [key for key, count in told.items() if count > 1] == []


@pytest.mark.parametrize("fate", ["merged", "split"])
def test_merged_and_split_rows_lead_into_the_record(fate: str, whole: Catalog) -> None:
    known = {"withheld"} | {key for frame in whole.tables.values() if "id" in frame.columns for key in frame["id"]}
    for row in TABLES.get(TOLD[fate], []):
        ids = [item.strip() for item in row["into"].split(",")]
        assert [item for item in ids if item not in known] == [], row
        assert fate == "merged" or len(ids) >= 2, row


def kept(*names: str) -> int:
    """How many rows of some files were kept."""
    return sum(int(row["kept"]) for row in SUMS if row["file"].startswith(names))


def added(table: str) -> int:
    """How many rows of a table came when the pages were read again."""
    return sum(int(row["rows"]) for row in TABLES["Added when the pages were read again"] if row["table"] == table)


def folded(table: str) -> int:
    """How many rows of a table became one with another when the pages were read again."""
    return sum(int(row["folded"]) for row in TABLES["Added when the pages were read again"] if row["table"] == table)


@pytest.mark.parametrize("row", TABLES["Added when the pages were read again"], ids=lambda row: row["table"])
def test_rows_added_and_folded_lead_to_the_record(row: dict[str, str], whole: Catalog) -> None:
    assert int(row["rows in 2026.11"]) + int(row["rows"]) - int(row["folded"]) == int(row["rows now"]) == len(whole.tables[row["table"]])


@pytest.mark.parametrize(
    ("table", "files"),
    [("outcomes", "outcomes"), ("events", "timeline"), ("references", "references"), ("passages", "article_passages")],
)
def test_kept_rows_are_in_the_record(table: str, files: str, whole: Catalog) -> None:
    assert len(whole.tables[table]) == kept(files) + added(table)


def test_kept_works_and_figures_are_in_the_record(whole: Catalog) -> None:
    pieces = {item.strip() for row in TABLES["Split"] for item in row["into"].split(",")}
    assert kept("works_") <= len(whole.works) - added("works") + folded("works") <= kept("works_") + len(pieces)
    ours = int((whole.observations["derived_from"] != "").sum())
    assert kept("figures_") <= len(whole.observations) <= kept("figures_") + ours


def test_the_edition_is_the_records(catalog: Catalog) -> None:
    assert f"Edition {catalog.edition}" in TEXT


def test_the_sum_notices_a_lost_row() -> None:
    broken = TEXT.replace(f"| {SUMS[0]['file']} | {SUMS[0]['rows']} |", f"| {SUMS[0]['file']} | {int(SUMS[0]['rows']) + 1} |")
    row = tables_of(broken)[""][0]
    assert int(row["rows"]) != sum(int(row[fate]) for fate in FATES)


# ── the second reading ────────────────────────────────────────────────────────────────────────────────────────────

FINDS = [row for row in TABLES["Finds of the second reading"] if not row["find"].startswith("**")]
FOUND = next(row for row in TABLES["Finds of the second reading"] if row["find"].startswith("**"))


def test_the_finds_add_up() -> None:
    for row in FINDS:
        assert int(row["rows"]) == sum(int(row[fate]) for fate in ("kept", "merged", "left out"))
    for column in ("rows", "kept", "merged", "left out"):
        assert int(FOUND[column]) == sum(int(row[column]) for row in FINDS)


@pytest.mark.parametrize("fate", ["merged", "left out"])
def test_each_find_that_was_not_kept_is_told(fate: str, whole: Catalog) -> None:
    told = TABLES[f"Finds {fate}"]
    assert Counter(row["find"] for row in told) == Counter({row["find"]: int(row[fate]) for row in FINDS if int(row[fate])})
    known = {key for frame in whole.tables.values() if "id" in frame.columns for key in frame["id"]}
    for row in told:
        assert len(row["why"].split()) >= 3, row
        assert fate == "left out" or {item.strip() for item in row["into"].split(",")} <= known, row


# ── the record read again ─────────────────────────────────────────────────────────────────────────────────────────


def counted(heading: str, name: str, number: str) -> dict[str, int]:
    """A table of counts by its first column; its last row, the sum, is held against the others."""
    rows = {row[name]: int(row[number]) for row in TABLES[heading]}
    assert rows.pop("**all**") == sum(rows.values())
    return rows


def test_how_the_pages_were_read_is_counted_as_it_stands(whole: Catalog) -> None:
    told = counted("How the pages were read", "read as", "pages")
    assert told == Counter(whole.sources["read_as"].replace("", "not looked for again"))


def test_quotations_are_counted_as_they_stand(whole: Catalog) -> None:
    assert counted("Quotations kept", "table", "quotations") == Counter(whole.quotes["table"])


def test_corrections_are_told_by_thirteen_kinds_and_the_rest() -> None:
    assert len(counted("Mended, by kind of fault", "kind of fault", "corrections")) == 13 + 1


def test_what_was_mended_after_the_second_reader_adds_up() -> None:
    assert min(counted("Mended after the second reader", "kind of fault", "rows").values()) > 0


def test_the_ladder_after_is_that_of_the_record(catalog: Catalog) -> None:
    told = {(row["claim"], row["step"]): row[f"edition {catalog.edition}"] for row in TABLES["The ladder before and after"]}
    ladders = {item.claim: item.steps for item in claims.ladders(catalog, View()) if item.full}
    assert told == {(claim, name): _units(step) for claim, steps in ladders.items() for name, step in steps.items()}


def _units(step: claims.Step) -> str:
    least = "at least " if step.unknown else ""
    return f"{least}{step.units.value} ({len(step.works)})"


def test_what_became_of_the_works_is_told_as_counted(catalog: Catalog) -> None:
    reports = outcomes.last_reports(catalog)
    assert f"in {catalog.edition} of {int((reports['state'] != '').sum())} of {len(reports)}" in TEXT


def test_no_withheld_row_is_named_in_what_is_told(whole: Catalog) -> None:
    withheld = {
        key for frame in whole.tables.values() if "sensitivity" in frame for key in frame.loc[frame["sensitivity"] == "withheld", "id"]
    }
    assert not withheld & set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", TEXT))
