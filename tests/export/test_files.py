"""Files to take along: complete, typed, the same bytes each time, and nothing withheld in any of them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from frictionless import Package
from hypothesis import given, settings
from hypothesis import strategies as st

from aidlens.catalog import Catalog
from aidlens.cli import main
from aidlens.exhibits import quoted_rows, registry
from aidlens.export import archive, sheets, works
from aidlens.i18n import Lang
from aidlens.measures import work_row
from aidlens.measures import works as measures
from aidlens.public_copy import public_copy
from aidlens.view import View

pytestmark = pytest.mark.usefixtures("checked_once")

EVERYTHING = View(page="works", funding="all", done="all")


def withheld(catalog: Catalog) -> set[str]:
    """Ids that must leave by no file."""
    found = {key for name in ("works", "sources", "outcomes") for key in catalog.tables[name].query("sensitivity == 'withheld'")["id"]}
    assert len(found) > 5
    return found


def cells(raw: bytes) -> list[object]:
    book = openpyxl.load_workbook(io.BytesIO(raw))
    return [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


def files(catalog: Catalog, lang: Lang) -> dict[str, bytes]:
    exhibit = registry.build("works", catalog, EVERYTHING.having(q="women", lang=lang.code), lang)
    return {
        "package": archive.package(catalog),
        "record": sheets.record(catalog, lang),
        "works.csv": works.works_csv(catalog, EVERYTHING, lang),
        "works.geojson": works.works_geojson(catalog, EVERYTHING, lang),
        "works.xlsx": sheets.works(catalog, EVERYTHING, lang),
        "exhibit.csv": exhibit.csv(),
        "exhibit.xlsx": sheets.exhibit(catalog, exhibit, lang),
    }


@pytest.fixture(scope="module")
def made(catalog: Catalog) -> dict[str, bytes]:
    from aidlens.i18n import lang

    return files(catalog, lang("it"))


def test_nothing_withheld_leaves(made: dict[str, bytes], whole: Catalog) -> None:
    hidden = withheld(whole)
    for name, raw in made.items():
        if raw[:2] == b"PK":
            inside = zipfile.ZipFile(io.BytesIO(raw))
            text = " ".join(inside.read(item).decode("utf-8") for item in inside.namelist() if not item.endswith(".jpg"))
        else:
            text = raw.decode("utf-8")
        assert {key for key in hidden if key in text} == set(), name


def test_the_detector_of_withheld_ids_fires(whole: Catalog) -> None:
    text = archive.csv(whole.works).decode()
    assert any(key in text for key in withheld(whole))


def test_the_same_record_gives_the_same_bytes(made: dict[str, bytes], catalog: Catalog, it: Lang) -> None:
    again = files(public_copy(Catalog.read(catalog.root)), it)
    assert [name for name in made if made[name] != again[name]] == []


def test_the_package_is_valid_and_complete(made: dict[str, bytes], catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "aidlens.zip"
    path.write_bytes(made["package"])
    report = Package(str(path)).validate()
    assert report.valid, report.to_summary()
    names = set(zipfile.ZipFile(path).namelist())
    assert {"datapackage.json", "README.md", "LEGGIMI.md", "LICENSE.txt", "CHANGES.md", "works.csv", "geo/provinces.geojson"} <= names
    assert {"geo/rivers.geojson", "geo/LICENCE-rivers.txt", "geo/relief-light.jpg"} <= names
    assert "LICENCE-rivers" in zipfile.ZipFile(path).read("LICENSE.txt").decode()
    read = zipfile.ZipFile(path).read("README.md").decode()
    assert catalog.edition in read and "search of public pages" in read


def test_the_record_in_use_is_the_whole_without_the_withheld(whole: Catalog, catalog: Catalog) -> None:
    hidden = withheld(whole)
    for name, frame in whole.tables.items():
        kept = {" ".join(map(str, row)) for row in catalog.tables[name].itertuples(index=False)}
        said = [" ".join(map(str, row)) for row in frame.itertuples(index=False)]
        assert all(any(key in row for key in hidden) for row in said if row not in kept), name
    assert set(catalog.works["id"]) == set(whole.works.query("sensitivity != 'withheld'")["id"])
    assert catalog.withheld == len(whole.works) - len(catalog.works) > 0


def test_texts_are_written_as_the_record_has_them(catalog: Catalog) -> None:
    raw = archive.table(catalog, "observations").decode()
    mine = {row["id"]: row for row in csv.DictReader(io.StringIO(raw))}
    with (catalog.root / "observations.csv").open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["id"] in mine:
                for name, value in row.items():
                    same = value == mine[row["id"]][name] or float(value) == float(mine[row["id"]][name])
                    assert same, (row["id"], name)


def test_points_are_district_seats(made: dict[str, bytes], catalog: Catalog) -> None:
    body = json.loads(made["works.geojson"])
    seats = {(row.lon, row.lat) for row in catalog.places.query("kind == 'district'").itertuples()}
    placed = [item for item in body["features"] if item["geometry"]]
    assert len(placed) > 100
    assert all(tuple(point) in seats for item in placed for point in item["geometry"]["coordinates"])
    assert all(item["properties"]["units"] is not None or item["properties"]["units_bound"] == "unknown" for item in body["features"])
    assert "withheld" not in made["works.geojson"].decode()


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(["school", "hospital", "well", "road"]), st.integers(2003, 2016), st.booleans())
def test_a_view_takes_along_what_it_shows(catalog: Catalog, en: Lang, kind: str, year: int, confirmed: bool) -> None:
    kinds = (kind,) if catalog.has("kinds", kind) else ()
    view = View(page="works", kind=kinds, first=year, confirmed=confirmed, funding="all")
    rows = list(csv.DictReader(io.StringIO(works.works_csv(catalog, view, en).decode())))
    assert [row["id"] for row in rows] == list(work_row.ordered(measures.select(catalog, view), "date", en)["id"])


def test_workbooks_hold_typed_cells_frozen_heads_and_links(made: dict[str, bytes], catalog: Catalog) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made["record"]))
    assert book.sheetnames[1:] == [item["name"] for item in catalog.descriptor["resources"]]
    sheet = book["sources"]
    assert sheet.freeze_panes == "B2"
    heads = {cell.value: cell for cell in sheet[1]}
    assert heads["url"].comment.text and sheet.cell(2, heads["url"].column).hyperlink.target.startswith("http")
    values = book["observations"]
    column = next(cell.column for cell in values[1] if cell.value == "value")
    assert all(isinstance(values.cell(row, column).value, (int, float)) for row in range(2, 40))
    flags = next(cell.column for cell in values[1] if cell.value == "citable")
    assert isinstance(values.cell(2, flags).value, bool)


def test_the_sources_of_works_can_be_clicked(made: dict[str, bytes], catalog: Catalog) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made["works.xlsx"])).worksheets[2]
    assert sheet.max_row > 300
    links = [cell.hyperlink.target for row in sheet.iter_rows(min_row=2) for cell in row if cell.hyperlink]
    assert set(links) <= set(catalog.sources["url"]) and len(links) > 300


@pytest.mark.parametrize("text", ["=1+1", "+39 06", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "00123", "1e5", "http://a b", "\x00\x1f"])
def test_a_cell_that_looks_like_a_formula_stays_text(text: str) -> None:
    raw = sheets.workbook([sheets.Sheet("x", (("a", ""),), [[text]])], "t")
    cell = openpyxl.load_workbook(io.BytesIO(raw))["x"]["A2"]
    assert cell.data_type in ("s", "inlineStr", "n") and cell.data_type != "f"
    if text.isprintable():
        assert cell.value == text


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_every_exhibit_has_its_workbook(key: str, catalog: Catalog, either: Lang) -> None:
    exhibit = registry.build(key, catalog, View(lang=either.code), either)
    raw = sheets.exhibit(catalog, exhibit, either)
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert len(book.sheetnames) == 4 + bool(quoted_rows.of_exhibit(catalog, exhibit))
    table = book.worksheets[1]
    assert [cell.value for cell in table[1]] == list(exhibit.table().columns)
    assert table.max_row == len(exhibit.data) + 1
    assert exhibit.title in cells(raw)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["package"], 0, ""),
        (["table", "nothing"], 2, "There is no table «nothing»"),
        (["exhibit", "nothing"], 2, "There is no exhibit «nothing»"),
        (["works", "--view", "/works?kind=castle"], 2, "kind=castle"),
        (["works", "--view", "/castle"], 2, "There is no page «castle»"),
        (["citation", "nothing"], 2, "Nothing here is called «nothing»"),
        (["citation", "work-withheld-1"], 2, "Nothing here is called"),
    ],
)
def test_the_shell_makes_the_same_files(
    words: list[str], code: int, says: str, made: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out"
    assert main(["export", *words, "--output", str(target)]) == code
    assert says in capsys.readouterr().err
    if code == 0:
        assert target.read_bytes() == made["package"]


def test_a_place_that_cannot_be_written_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["export", "table", "works", "--output", str(tmp_path / "no" / "where.csv")]) == 2
    assert "could not be written" in capsys.readouterr().err


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_workbooks(made: dict[str, bytes], catalog: Catalog, tmp_path: Path) -> None:
    for name in ("record", "works.xlsx", "exhibit.xlsx"):
        path = tmp_path / f"{name.split('.')[0]}-sheet.xlsx"
        path.write_bytes(made[name])
        command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "ods"]
        subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=240)
        opened = pd.read_excel(path, sheet_name=None, header=0)
        assert path.with_suffix(".ods").stat().st_size > 4_000
        if name == "record":
            assert len(opened["sources"]) == len(catalog.sources)
