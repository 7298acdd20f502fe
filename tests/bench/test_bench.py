"""What the benchmark makes of readings, on readings made up here; nothing is measured."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from aidlens.catalog import site_dir
from aidlens.checks.record import check
from tests.bench import report
from tests.bench.chromium import ROD_VISITS, our_filters
from tests.bench.readings import Key, Readings
from tests.bench.record import enlarged, works_in
from tests.bench.servers import KINDS
from tests.bench.targets import CHART, LOAD, MEMORY, MIDDLE, READ, START, TARGETS, Target, judge

OURS, ROD = Key(MIDDLE, "aidlens/overview", CHART), Key(MIDDLE, "chart", CHART)


def readings(**values: list[float]) -> Readings:
    """Readings of our overview and of the rod."""
    made = Readings()
    for name, key in (("ours", OURS), ("rod", ROD)):
        for value in values.get(name, []):
            made.add(*key, value)
    return made


def test_median_and_spread() -> None:
    found = readings(ours=[9, 1, 5, 3, 100])
    assert found.median(OURS) == 5
    assert found.spread(OURS) == 6
    assert readings(ours=[1, 9]).spread(OURS) is None
    assert found.median(ROD) is None


def test_ratio_is_of_medians() -> None:
    assert readings(ours=[2, 4, 90], rod=[8, 8, 1]).ratio(OURS, ROD) == 0.5
    assert readings(ours=[2]).ratio(OURS, ROD) is None
    assert readings(ours=[2], rod=[0]).ratio(OURS, ROD) is None


@pytest.mark.parametrize(("ours", "met"), [([4.4], True), ([4.5], True), ([4.51], False), ([], None)])
def test_a_ratio_is_met_up_to_its_limit(ours: list[float], met: bool | None) -> None:
    verdict = judge(Target("chart", "ours ÷ rod", OURS, 0.45, ROD), readings(ours=ours, rod=[10]))
    assert verdict.met is met


def test_a_target_without_its_rod_is_not_measured() -> None:
    assert judge(Target("chart", "ours ÷ rod", OURS, 0.45, ROD), readings(ours=[1])).met is None


@pytest.mark.parametrize(("ours", "met"), [([150.0, 160.0, 170.0], True), ([161.0], False)])
def test_a_difference(ours: list[float], met: bool) -> None:
    verdict = judge(Target("memory", "over the rod", OURS, 60, ROD, more=True, unit="MB"), readings(ours=ours, rod=[100]))
    assert (verdict.met, verdict.value) == (met, ours[len(ours) // 2] - 100)


def test_a_bound_of_its_own() -> None:
    assert judge(Target("start", "s", OURS, 5, unit="s"), readings(ours=[4, 4.9, 9])).met is True
    assert judge(Target("start", "s", OURS, 0, unit=""), readings(ours=[0])).met is True


def test_every_target_is_of_something_that_is_measured() -> None:
    ours = {"overview", "spending", "works", "map"}
    for target in TARGETS:
        for key in filter(None, (target.top, target.bottom)):
            server, _, page = key.subject.partition("/")
            assert server in KINDS and (not page or page in ours), key


def test_readings_come_back_from_their_file(tmp_path: Path) -> None:
    made = readings(ours=[1.5, 2], rod=[3])
    made.facts[MIDDLE] = {"date": "2026-11-25", "rounds": "2"}
    made.save(tmp_path / "kept" / "readings.json")
    assert Readings.load(tmp_path / "kept" / "readings.json") == made
    assert Readings.load(tmp_path / "none.json") == Readings()


def test_a_part_is_forgotten_before_it_is_run_anew() -> None:
    made = readings(ours=[1], rod=[2])
    made.add(START, "aidlens", "s", 2)
    made.clear(MIDDLE)
    assert list(made.values) == [Key(START, "aidlens", "s")]


def document(made: Readings) -> str:
    return report.text(made, {key: kind.name for key, kind in KINDS.items()}, "Machine: made up.")


def test_the_document_says_what_is_not_met() -> None:
    made = readings(ours=[9], rod=[10])
    made.add(MIDDLE, "aidlens/overview", READ, 300)
    made.add(MIDDLE, "static", CHART, 5000)
    made.add(MEMORY, "aidlens", "a further session, MB", 0.1)
    text = document(made)
    assert "| first live chart, 10 Mbit/s 40 ms | Overview ÷ Streamlit + chart | ≤ 0.45× | 0.90× | **not met** |" in text
    assert "| first readable answer, 10 Mbit/s 40 ms | Overview ÷ first chart of the plain static page | ≤ 0.1× | 0.06× | met |" in text
    assert "| memory of a further session | from 25 to 50 sessions, MB each | ≤ 0.3 MB | 0.10 MB | met |" in text
    assert "not measured" in text
    assert "## Targets: 3 of 4 measured are met" in text  # ahead of the plain static page, too
    assert "Machine: made up." in text


def test_tables_give_median_spread_and_ratio_in_the_order_of_the_baselines() -> None:
    made = Readings()
    for subject, values in (("aidlens", [100, 200, 300]), ("chart", [1000, 1000, 1000])):
        for value in values:
            made.add(LOAD, subject, "25 at once, ms", value)
    lines = [line for line in document(made).splitlines() if line.startswith(("| AidLens", "| Streamlit + chart"))]
    assert lines == ["| Streamlit + chart | – | – | – | – | 1,000 ± 0 (1.00) |", "| AidLens | – | – | – | – | 200 ± 100 (0.20) |"]


def test_pages_of_a_larger_record_are_named() -> None:
    names = {key: kind.name for key, kind in KINDS.items()}
    assert report.name("aidlens ×10/works", names) == "AidLens, ×10 works: Works"
    assert report.name("static_br", names) == "static HTML, brotli"


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (0.1234, "0.123"), (2.345, "2.35"), (23.45, "23.4"), (1234.5, "1,234")])
def test_numbers(value: float, text: str) -> None:
    assert report.number(value) == text


def test_the_probe_takes_the_words_of_a_visit_as_they_are() -> None:
    (chart,) = [visit for visit in ROD_VISITS if visit.subject == "chart"]
    odd = type(chart)("x", "chart", "/", words='“27%” \\ "quoted"')
    assert json.dumps('“27%” \\ "quoted"') in odd.script()
    assert "WANTED" not in odd.script()
    assert our_filters([chart.__class__("aidlens/overview", "aidlens", "/")]) == []


def test_an_enlarged_record_has_so_many_works_and_all_their_lines(tmp_path: Path) -> None:
    data = site_dir() / "data"
    made = enlarged(data, tmp_path / "record", 3 * works_in(data))
    assert check(made)[1] == [], "the server would refuse it"
    assert works_in(made) == 3 * works_in(data)
    ids = pd.read_csv(made / "works.csv", usecols=["id"])["id"]
    assert ids.is_unique
