"""Every number of the record has its range in the description, and a value outside is told with file, row, column and cure."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from aidlens.catalog import site_dir
from aidlens.checks.record import check
from aidlens.i18n import lang
from tests import tables

RESOURCES = json.loads((site_dir() / "data" / "datapackage.json").read_text(encoding="utf-8"))["resources"]
NUMBERS = [
    (resource["name"], spec) for resource in RESOURCES for spec in resource["schema"]["fields"] if spec["type"] in ("number", "integer")
]
DATES = [(resource["name"], spec["name"]) for resource in RESOURCES for spec in resource["schema"]["fields"] if "date_precision" in spec]


def limits(spec: dict[str, Any]) -> tuple[float, float]:
    return spec["constraints"]["minimum"], spec["constraints"]["maximum"]


@pytest.mark.parametrize(("table", "spec"), NUMBERS, ids=lambda item: item if isinstance(item, str) else item["name"])
def test_every_number_has_its_range(table: str, spec: dict[str, Any]) -> None:
    low, high = limits(spec)
    assert low < high
    held = [float(row[spec["name"]]) for row in tables.read(site_dir() / "data", table) if row[spec["name"]]]
    assert all(low <= value <= high for value in held)


Told = tuple[set[tuple[str, int, str, str]], dict[tuple[str, int, str], str]]


@pytest.fixture(scope="module")
def outside(small_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A record with numbers on both sides of every range: (file, row, column, cell) of what was written, and the lines told."""
    root = Path(shutil.copytree(small_record, tmp_path_factory.mktemp("outside") / "data"))
    written = set()
    for table, spec in NUMBERS:
        low, high = limits(spec)
        rows = tables.read(root, table)
        for at, value in ((0, low - 1), (1, high + 1)):
            rows[at][spec["name"]] = f"{value:.15g}"
            written.add((f"{table}.csv", at + 2, spec["name"], f"{value:.15g}"))
        tables.write(root, table, rows)
    for table, name in DATES:
        rows = tables.read(root, table)
        for at, (row, value) in enumerate(zip(rows, ("0211", "2311-02"), strict=False)):
            row[name] = value
            written.add((f"{table}.csv", at + 2, name, value))
        tables.write(root, table, rows)
    faults = check(root)[1]
    lines = {(fault.file, fault.row, fault.field): fault.line(lang("en")) for fault in faults if fault.code in ("range", "future-date")}
    return written, lines


def test_a_value_outside_is_told_where_it_stands(outside: Any) -> None:
    written, lines = outside
    assert {where[:3] for where in written} <= set(lines)


def test_the_line_names_the_cell_and_the_limit(outside: Any) -> None:
    written, lines = outside
    for file, row, field, value in written:
        line = lines[file, row, field]
        assert line.startswith(f"{file}, row {row}, {field}: «{value}» ")
        assert "≥ " in line or "≤ " in line or "future" in line
        assert "e+" not in line
