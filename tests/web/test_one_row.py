"""One public row of a work: command line, page, API, exhibit, workbook, GeoJSON and Data Package give the same columns in the same order,
the same values with their bounds, the same works in the same order, and the same points.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from aidlens.catalog import Catalog
from aidlens.checks.record import check
from aidlens.cli import main
from aidlens.export import sheets
from aidlens.i18n import Lang
from aidlens.measures import mapped, tables, work_row
from aidlens.measures import works as measures
from aidlens.view import View
from tests import shipped
from tests.web.asking import Client

pytestmark = pytest.mark.usefixtures("checked_once")
CATALOG = shipped.catalog()
EVERYTHING = "funding=all&done=all"
EVERYTHING_SEEN = View(page="works", funding="all", done="all")
# Costs over and about, works in several districts, villages named, no place at all, both orders of language.
QUERIES = (f"{EVERYTHING}&sort=name&lang=it", f"{EVERYTHING}&sort=cost&lang=en", "kind=school&province=herat&lang=en", "q=obe&lang=it")

# What each channel gave when each made its row by itself: nothing of it may be renamed or dropped.
HELD = {
    "files": (
        "id kind name_en name_it facility extent granularity class funding status date date_is units units_bound capacity_value "
        "capacity_unit cost_value cost_currency cost_qualifier cost_scope funders funder_is implementers programme provinces "
        "districts villages precision latitude longitude confirmed origins review_confidence doubt_en doubt_it sources "
        "source_addresses done"
    ),
    "API, CSV": (
        "id kind name_en name_it facility extent granularity class counts_for action status date date_is units capacity_value "
        "capacity_unit cost_value cost_currency cost_qualifier cost_scope funders funder_is implementers programme part_of "
        "possible_twins sensitivity review_confidence doubt_en doubt_it note villages districts provinces sources confirmed"
    ),
    "API, GeoJSON": ("name_en name_it kind facility status date funding level confirmed units units_bound districts provinces href"),
    "API, JSON": (
        "id kind name_en name_it facility extent granularity class counts_for action status date date_is cost_scope funder_is "
        "programme part_of possible_twins sensitivity review_confidence doubt_en doubt_it note labels units capacity cost funders "
        "implementers funding level placed confirmed places sources outcomes quotes href plain self"
    ),
    "exhibit": ("id name kind kind_text place date date_is date_text status status_text capacity cost currency origins"),
}
# A table of readers said with this name how many origins there are: there the row's own column has another.
IN_EXHIBIT = {"origins": "parties"}

Row = dict[str, Any]
Made = tuple[list[str], list[Row]]


def text(value: Any) -> str:
    """A value as the record writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ";".join(value)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def rows_of(raw: str) -> Made:
    found = csv.DictReader(io.StringIO(raw))
    rows = list(found)
    return list(found.fieldnames or ()), rows


def shell(kind: str, query: str, capsys: pytest.CaptureFixture[bytes]) -> bytes:
    words = query.rpartition("lang=")[2]
    command = ["export", "works", "--format", kind, "--output", "-", "--lang", words, "--view", f"/works?{query}"]
    assert main(command) == 0
    return capsys.readouterr().out


def of_features(body: Row) -> Made:
    items = [item["properties"] for item in body["features"]]
    assert [item["id"] for item in body["features"]] == [item["id"] for item in items]
    return list(items[0]), [{name: text(value) for name, value in item.items()} for item in items]


def of_workbook(raw: bytes) -> Made:
    lines = list(openpyxl.load_workbook(io.BytesIO(raw)).worksheets[1].iter_rows(values_only=True))
    heads = [str(cell) for cell in lines[0]]
    return heads, [{name: text(cell) for name, cell in zip(heads, line, strict=True)} for line in lines[1:]]


def unfolded(item: Row) -> Row:
    """A row of the API with its numbers and names laid flat."""

    def at(name: str, part: str) -> Any:
        return (item[name] or {}).get(part)

    def ids(name: str) -> str:
        return ";".join(one["id"] for one in item[name])

    nested = ("labels", "units", "capacity", "cost", "funders", "implementers", "places", "sources", "outcomes", "quotes")
    flat = {name: text(value) for name, value in item.items() if name not in nested}
    flat |= {"units": text(at("units", "value")), "units_bound": text(at("units", "bound"))}
    for part, name in (("value", "capacity_value"), ("bound", "capacity_qualifier"), ("unit", "capacity_unit")):
        flat[name] = text(at("capacity", part))
    for part, name in (("value", "cost_value"), ("bound", "cost_qualifier"), ("unit", "cost_currency")):
        flat[name] = text(at("cost", part))
    flat |= {"funders": ids("funders"), "implementers": ids("implementers")}
    cited = sorted(item["sources"], key=lambda one: str(one["id"]))
    flat |= {"sources": ";".join(one["id"] for one in cited)}
    return flat | {"source_addresses": "; ".join(one["url"] for one in cited if one["url"])}


def of_api(query: str, client: Client) -> Made:
    items = client.get(f"/api/v1/works?{query}&limit=1000").json()["items"]
    return list(work_row.names(CATALOG)), [unfolded(item) for item in items]


def of_exhibit(query: str, client: Client) -> Made:
    columns: list[str] = []
    rows: list[Row] = []
    for sheet in range(1, 100):
        columns, part = rows_of(client.get(f"/api/v1/exhibits/works.csv?{query}&sheet={sheet}").text)
        if part[0]["id"] in {row["id"] for row in rows}:
            break
        rows += [{**row, **{name: row[other] for name, other in IN_EXHIBIT.items()}} for row in part]
        if len(part) < 25:
            break
    return columns, rows


@pytest.fixture
def channels(client: Client, capsysbinary: pytest.CaptureFixture[bytes]) -> dict[str, Callable[[str], Made]]:
    return {
        "command line, CSV": lambda query: rows_of(shell("csv", query, capsysbinary).decode()),
        "command line, XLSX": lambda query: of_workbook(shell("xlsx", query, capsysbinary)),
        "command line, GeoJSON": lambda query: of_features(json.loads(shell("geojson", query, capsysbinary))),
        "API, JSON": lambda query: of_api(query, client),
        "API, CSV": lambda query: rows_of(client.get(f"/api/v1/works.csv?{query}").text),
        "API, GeoJSON": lambda query: of_features(client.get(f"/api/v1/works.geojson?{query}").json()),
        "exhibit": lambda query: of_exhibit(query, client),
    }


@pytest.mark.parametrize("query", QUERIES)
def test_every_channel_gives_the_same_row(query: str, channels: dict[str, Callable[[str], Made]], client: Client) -> None:
    """The package's table, which has no view, is held to the same rows by their ids."""
    wanted = work_row.names(CATALOG)
    found = {name: channel(query) for name, channel in channels.items()}
    order = [item["id"] for item in client.get(f"/api/v1/works?{query}&limit=1000").json()["items"]]
    assert order
    _, first = found["API, CSV"]
    packed = {row["id"]: row for row in rows_of(of_package("works.csv"))[1]}
    for channel, (columns, rows) in found.items():
        assert tuple(columns[: len(wanted)]) == wanted, channel
        assert [row["id"] for row in rows] == order, channel
        for mine, theirs in zip(rows, first, strict=True):
            differs = {name: (mine[name], theirs[name]) for name in wanted if mine[name] != theirs[name]}
            assert not differs, (channel, mine["id"])
    assert [packed[key] for key in order] == first


def of_package(name: str) -> str:
    from aidlens.export import archive

    return zipfile.ZipFile(io.BytesIO(archive.package(CATALOG))).read(name).decode()


def test_the_tables_of_works_are_the_package_s(catalog: Catalog, capsysbinary: pytest.CaptureFixture[bytes], en: Lang) -> None:
    """The page of data and the command line give the table of works, and the workbook its sheet, with the same row."""
    columns, packed = rows_of(of_package("works.csv"))
    assert main(["export", "table", "works", "--output", "-"]) == 0
    assert rows_of(capsysbinary.readouterr().out.decode()) == (columns, packed)
    found = tables.found(catalog, View(page="data", table="works"))
    assert (list(found.columns), found.to_dict("records")) == (columns, packed)
    sheet = openpyxl.load_workbook(io.BytesIO(sheets.record(catalog, en)))["works"]
    assert [cell.value for cell in sheet[1]] == columns


def test_no_column_that_somebody_holds_is_gone(client: Client) -> None:
    row = set(work_row.names(CATALOG))
    assert not set(HELD["files"].split()) - row
    assert not set(HELD["API, CSV"].split()) - row
    assert not set(HELD["API, GeoJSON"].split()) - row
    assert tuple(HELD["API, CSV"].split()) == work_row.names(CATALOG)[:36], "and they stand where they stood"
    assert not set(HELD["API, JSON"].split()) - set(client.get("/api/v1/works?limit=1").json()["items"][0])
    told = client.get("/api/v1/exhibits/works").json()["rows"][0]
    assert not set(HELD["exhibit"].split()) - set(told) and isinstance(told["origins"], int)
    assert set(HELD["exhibit"].split()) <= set(rows_of(client.get("/api/v1/exhibits/works.csv").text)[0])


def test_no_bound_is_dropped(channels: dict[str, Callable[[str], Made]], catalog: Catalog) -> None:
    """Every number of a work stands with its bound, on every channel, as its page put it."""
    said = {row["id"]: row["cost_qualifier"] for row in catalog.rows("works")}
    size = {row["id"]: row["capacity_qualifier"] for row in catalog.rows("works")}
    assert {"over", "about", "exact"} <= set(said.values()) & set(size.values())
    for name, channel in channels.items():
        _, rows = channel(f"{EVERYTHING}&sort=cost&lang=en")
        for row in rows:
            assert row["cost_qualifier"] == said[row["id"]] and bool(row["cost_value"]) == bool(row["cost_qualifier"]), (name, row["id"])
            assert bool(row["units"]) == (row["units_bound"] == "exact"), (name, row["id"])
            assert row["capacity_qualifier"] == size[row["id"]], (name, row["id"])
            assert bool(row["capacity_value"]) == bool(row["capacity_qualifier"]), (name, row["id"])


def test_a_point_says_what_it_is(client: Client, capsysbinary: pytest.CaptureFixture[bytes], catalog: Catalog) -> None:
    """A village is named and never drawn: the point is its district's seat, or one inside the district, and the row says so."""
    places = {row["id"]: row for row in catalog.rows("places")}
    spots = {(row["lon"], row["lat"]): row["precision"] for row in places.values() if row["lat"] == row["lat"]}
    query = f"{EVERYTHING}&lang=en"
    mine = client.get(f"/api/v1/works.geojson?{query}").json()["features"]
    assert mine == json.loads(shell("geojson", query, capsysbinary))["features"]
    works = {item["id"]: item for item in client.get(f"/api/v1/works?{query}&limit=1000").json()["items"]}
    table = measures.table(catalog)
    marks = {row["place"]: row for row in mapped.marks(catalog, EVERYTHING_SEEN).to_dict("records") if row["level"] == "district"}
    drawn = {row["id"]: marks[row["at"]] for row in table[table["spot"] == "district"].to_dict("records")}
    seen = set()
    for feature in mine:
        row = feature["properties"]
        known = [places[key] for key in row["districts"] if places[key]["lat"] == places[key]["lat"]]
        points = [tuple(point) for point in (feature["geometry"] or {"coordinates": []})["coordinates"]]
        assert sorted(points) == sorted({(place["lon"], place["lat"]) for place in known})
        kinds = {spots[point] for point in points}
        wanted = {"seat": "district_seat", "centroid": "district_centroid"}
        assert row["point_is"] == ("district_point" if len(kinds) > 1 else wanted[kinds.pop()] if kinds else None)
        alone = points[0] if len(row["districts"]) == 1 and points else (None, None)
        assert (row["longitude"], row["latitude"]) == alone
        on_map = drawn.get(feature["id"])
        assert (row["longitude"], row["latitude"]) == ((on_map["lon"], on_map["lat"]) if on_map else (None, None))
        if row["villages"] and row["point_is"] == "district_seat":
            assert row["precision"] == "village"
            seen.add("village")
        seen.add(row["point_is"])
        for place in works[feature["id"]]["places"]:
            assert (place["point_is"] is None) == (place["point"] is None)
            assert not place["point"] or wanted[place["point"]["precision"]] == place["point_is"]
    assert seen == {None, "village", "district_seat", "district_centroid", "district_point"}


def test_every_column_is_described_in_both_languages(catalog: Catalog, client: Client, either: Lang) -> None:
    package = json.loads(of_package("datapackage.json"))
    fields = next(item for item in package["resources"] if item["name"] == "works")["schema"]["fields"]
    assert tuple(field["name"] for field in fields) == work_row.names(catalog)
    for field in fields:
        assert all(field[name] for name in ("title", "title_it", "description", "description_it")), field["name"]
    told = client.get(f"/api/v1/openapi.json?lang={either.code}").json()["components"]["schemas"]["WorkRow"]["properties"]
    suffix = "_it" if either.code == "it" else ""
    assert [told[field["name"]]["description"] for field in fields] == [field[f"description{suffix}"] for field in fields]


def test_the_package_is_read_again_as_the_record(tmp_path: Any, catalog: Catalog) -> None:
    """What follows from the record is made anew, not read back as if a page had said it."""
    from aidlens.export import archive

    zipfile.ZipFile(io.BytesIO(archive.package(catalog))).extractall(tmp_path)
    (tmp_path / "ids.txt").write_bytes((catalog.root / "ids.txt").read_bytes())
    again, faults = check(tmp_path)
    assert again is not None and not [fault for fault in faults if fault.file == "works.csv"]
    assert set(again.works.columns) == set(catalog.works.columns)
    assert archive.table(again, "works") == archive.table(catalog, "works")
