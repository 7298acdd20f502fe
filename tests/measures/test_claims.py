"""The claim ladder: each step recounted by hand from the CSVs, and each rule of honest counting on rows made for it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from aidlens.catalog import WORK_STEPS, Catalog
from aidlens.measures import claims, works
from aidlens.quantity import Bound, Quantity
from aidlens.view import View
from tests import tables
from tests.tables import Row

END = "2014-03-25"  # the day PRT Herat closed
FULL = ("schools", "hospitals", "wells", "security-buildings")

# Read one by one in works.csv: Italian public money, completed, of PRT Herat and no later than its end.
SCHOOLS_TRACED = {
    "school-abestan-2013",
    "school-abu-walid-2014",
    "school-gem-2006",
    "school-ghoryan-high",
    "school-gulran-2013",
    "school-herat-renovation-2010",
    "school-herat-two-april-2013",
    "school-kalat-e-kalil-2012",
    "school-kalat-e-mirhakim-2013",
    "school-karize-khuni-2011",
    "school-karukh-girls-high-2006",
    "school-khaja-jangali-2007",
    "school-kusk-i-bad-i-sabah-2012",
    "school-mirman-hayati-girls-2010",
    "school-obe-2013",
    "school-pharmakan-2007",
    "school-pul-e-rangina",
    "school-shah-abad-2010",
    "school-siawushan-2010",
    "school-three-districts-2013",
    "school-zakhani-2010",
}


def by_hand(root: Path, claim: Row) -> dict[str, set[str]]:
    """The works of each step, recounted from the CSVs alone."""
    programme = next(row for row in tables.read(root, "programmes") if row["id"] == claim["programme"])
    places = {row["id"]: row for row in tables.read(root, "places")}
    parties = {row["id"]: row["party"] for row in tables.read(root, "origins")}
    steps: dict[str, set[str]] = {name: set() for name in WORK_STEPS}
    for row in tables.read(root, "works"):
        if (row["counts_for"], row["class"], row["status"]) != (claim["counts_for"], "public_aid_built", "completed"):
            continue
        size = min(len(row["date"]), len(programme["period_end"]))  # two dates compare at the coarser precision of the two
        late = row["date"][:size] > programme["period_end"][:size]
        if row["programme"] != programme["id"] or late:
            steps["elsewhere"].add(row["id"])
        elif row["granularity"] == "aggregate":
            steps["bulk"].add(row["id"])
        else:
            steps["traced"].add(row["id"])
    for line in tables.read(root, "work_places"):
        if line["work"] in steps["traced"]:
            districts = {_district(places, other["place"]) for other in tables.read(root, "work_places") if other["work"] == line["work"]}
            if len(districts - {""}) == 1:
                steps["placed"].add(line["work"])
    for work in steps["traced"]:
        lines = [row for row in tables.read(root, "work_sources") if row["work"] == work and row["origin"]]
        lines = [row for row in lines if {"existence", "completion"} <= set(row["supports"].split(";"))]
        if len({parties[row["origin"]] for row in lines}) >= 2 and any(row["relation"] == "neither" for row in lines):
            steps["confirmed"].add(work)
    return steps


def _district(places: dict[str, Row], key: str) -> str:
    while key and places[key]["kind"] != "district":
        key = places[key]["parent"]
    return key


def units_by_hand(root: Path, ids: set[str]) -> tuple[int, int]:
    """Units of some works, and how many of them say none."""
    cells = [row["units"] for row in tables.read(root, "works") if row["id"] in ids]
    return sum(int(float(cell)) for cell in cells if cell), cells.count("")


@pytest.mark.parametrize("claim", FULL)
def test_each_step_is_what_a_recount_of_the_files_gives(catalog: Catalog, data_dir: Path, claim: str) -> None:
    row = next(row for row in tables.read(data_dir, "claims") if row["id"] == claim)
    found = claims.ladder(catalog, claim, View())
    for name, ids in by_hand(data_dir, row).items():
        step = found.steps[name]
        units, unknown = units_by_hand(data_dir, ids)
        assert set(step.works) == ids, name
        assert len(step.works) == len(ids), "no work counts twice"
        assert step.units.value == units, name
        assert step.unknown == unknown, name
        assert step.units.bound is (Bound.AT_LEAST if unknown else Bound.EXACT), name
        assert set(claims.step_works(catalog, claim, name, View())["id"]) == ids, name


def test_the_schools_are_these(catalog: Catalog) -> None:
    steps = claims.ladder(catalog, "schools", View()).steps
    assert set(steps["traced"].works) == SCHOOLS_TRACED
    assert set(steps["bulk"].works) == {"school-two-herat-2006"}
    assert "school-three-districts-2013" not in steps["placed"].works, "one batch in three districts is traced, not placed"
    assert {"school-kalar-2014", "school-bibi-dost-2011"} <= set(steps["elsewhere"].works), "of another programme, or later"
    everywhere = {work for step in steps.values() for work in step.works}
    assert everywhere.isdisjoint({"work-withheld-1", "work-withheld-2"})


def test_the_official_counts_are_those_of_the_closing_note(catalog: Catalog, data_dir: Path) -> None:
    values = {row["id"]: row["value"] for row in tables.read(data_dir, "observations")}
    for row in tables.read(data_dir, "claims"):
        found = claims.ladder(catalog, row["id"], View())
        official = row["official"].split(";")[0]
        assert found.official_units.value == (Decimal(values[official]) if official else None)
        assert found.full == (row["ladder"] == "full")
        assert found.claimed.value == (Decimal(row["value"]) if row["value"] else None)
        assert str(found.claimed.bound) == (row["qualifier"] or ("exact" if row["value"] else "unknown"))
    schools, wells = (claims.ladder(catalog, key, View()) for key in ("schools", "wells"))
    assert (schools.claimed.bound, schools.claimed.value, schools.official_units.value) == (Bound.ABOUT, 100, 105)
    assert (wells.claimed.bound, wells.claimed.value, wells.official_units.value) == (Bound.OVER, 800, 800)


@pytest.mark.parametrize("claim", FULL)
@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(confirmed=True),
        View(province=("herat",)),
        View(first=2010, last=2012),
        View(status=("planned",)),
        View(kind=("school",)),
        View(funding="private"),
        View(district=("injil",)),
    ],
    ids=lambda view: view.href(),
)
def test_parts_never_exceed_the_whole(catalog: Catalog, claim: str, view: View) -> None:
    steps, whole = (claims.ladder(catalog, claim, item).steps for item in (view, View()))
    works_of = {name: set(step.works) for name, step in steps.items()}
    assert works_of["placed"] <= works_of["traced"]
    assert works_of["confirmed"] <= works_of["traced"]
    assert works_of["bulk"].isdisjoint(works_of["traced"])
    assert works_of["elsewhere"].isdisjoint(works_of["traced"] | works_of["bulk"])
    for name, step in steps.items():
        assert set(step.works) <= set(whole[name].works), "a filter only takes away"
        assert _value(step.units) >= 0
    assert _value(steps["placed"].units) <= _value(steps["traced"].units)
    assert _value(steps["confirmed"].units) <= _value(steps["traced"].units)


def _value(quantity: Quantity) -> Decimal:
    assert quantity.value is not None
    return quantity.value


@pytest.mark.parametrize("funding", ["private", "all"])
def test_private_money_never_answers_a_claim_about_public_money(catalog: Catalog, funding: str) -> None:
    for claim in FULL:
        assert claims.ladder(catalog, claim, View(funding=funding)) == claims.ladder(catalog, claim, View())


def test_a_filter_that_leaves_nothing_leaves_zero_not_unknown(catalog: Catalog) -> None:
    for step in claims.ladder(catalog, "schools", View(status=("planned",))).steps.values():
        assert step == claims.Step(Quantity.of(0), 0, ())


def test_ladders_come_in_the_order_of_the_record(catalog: Catalog, data_dir: Path) -> None:
    rows = sorted(tables.read(data_dir, "claims"), key=lambda row: int(row["order"]))
    assert [item.claim for item in claims.ladders(catalog, View())] == [row["id"] for row in rows]


def test_an_unknown_claim_is_refused(catalog: Catalog) -> None:
    with pytest.raises(KeyError):
        claims.ladder(catalog, "castles", View())
    assert claims.step_works(catalog, "projects", "traced", View()).empty, "a short claim has no works"


# ── rules on rows made for them ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def made(small_record: Path, tmp_path: Path) -> Callable[..., claims.Ladder]:
    """Build the ladder of schools of a record whose only work is one we describe: ``made(lines, **cells)``."""

    def build(lines: list[Row] | None = None, places: tuple[str, ...] = ("herat",), end: str = END, **cells: str) -> claims.Ladder:
        root = tables.copy(small_record, tmp_path / "made")
        tables.change(root, "programmes", lambda row: row["id"] == "prt-herat", period_end=end)
        base = {
            "id": "made",
            "kind": "school",
            "name_en": "A school",
            "name_it": "Una scuola",
            "facility": "school",
            "extent": "whole",
            "granularity": "single",
            "class": "public_aid_built",
            "counts_for": "schools",
            "action": "built",
            "status": "completed",
            "date": "2010-05",
            "units": "1",
            "programme": "prt-herat",
            "sensitivity": "public",
            "review_confidence": "certain",
        }
        for table in ("works", "work_places", "work_sources", "outcomes"):
            tables.write(root, table, [])
        tables.append(root, "works", **base | {name.rstrip("_"): value for name, value in cells.items()})
        for place in places:
            tables.append(root, "work_places", work="made", place=place)
        for line in lines or [{"relation": "builder"}]:
            source = tables.read(root, "sources")[len(tables.read(root, "work_sources"))]["id"]
            tables.append(root, "work_sources", work="made", source=source, **{"supports": "existence;completion"} | line)
        return claims.ladder(Catalog.read(root), "schools", View())

    return build


def step_of(ladder: claims.Ladder) -> set[str]:
    """The steps a ladder's one work stands on."""
    return {name for name, step in ladder.steps.items() if step.works}


@pytest.mark.parametrize(
    ("cells", "steps"),
    [
        ({}, {"traced"}),
        ({"granularity": "small_batch", "units": "3"}, {"traced"}),
        ({"granularity": "aggregate", "units": "162"}, {"bulk"}),
        ({"date": ""}, {"traced"}),
        ({"date": "2014"}, {"traced"}),
        ({"date": "2015"}, {"elsewhere"}),
        ({"date": "2014-03"}, {"traced"}),
        ({"date": "2014-03-25"}, {"traced"}),
        ({"date": "2014-03-26"}, {"elsewhere"}),
        ({"date": "2014-04"}, {"elsewhere"}),
        ({"date": "2015-01-01"}, {"elsewhere"}),
        ({"programme": "rc-west"}, {"elsewhere"}),
        ({"programme": ""}, {"elsewhere"}),
        ({"programme": "prt-foreign-ministry-component"}, {"elsewhere"}),
        ({"status": "planned"}, set()),
        ({"status": "in_progress"}, set()),
        ({"class_": "private_aid"}, set()),
        ({"class_": "public_aid_supply"}, set()),
        ({"class_": "component"}, set()),
        ({"counts_for": ""}, set()),
        ({"counts_for": "health"}, set()),
    ],
    ids=lambda item: ",".join(f"{name}={value}" for name, value in item.items()) if isinstance(item, dict) else None,
)
def test_where_a_work_counts(made: Callable[..., claims.Ladder], cells: dict[str, str], steps: set[str]) -> None:
    assert step_of(made(**cells)) == steps


def test_a_day_lies_inside_a_programme_that_ends_some_time_that_year(made: Callable[..., claims.Ladder]) -> None:
    assert step_of(made(end="2014", date="2014-12-31")) == {"traced"}
    assert step_of(made(end="2014", date="2015-01-01")) == {"elsewhere"}
    assert step_of(made(end="", date="2015-01-01")) == {"traced"}


def test_a_work_without_a_number_makes_the_sum_a_lower_bound(made: Callable[..., claims.Ladder]) -> None:
    step = made(units="").steps["traced"]
    assert step.units == Quantity.of(0, "at_least")
    assert step.unknown == 1


@pytest.mark.parametrize(
    ("places", "placed"),
    [
        (("injil",), True),
        (("injil", "herat"), True),
        (("herat",), False),
        (("afghanistan",), False),
        ((), False),
        (("injil", "karukh"), False),
    ],
)
def test_placed_means_exactly_one_district(made: Callable[..., claims.Ladder], places: tuple[str, ...], placed: bool) -> None:
    assert ("placed" in step_of(made(places=places))) == placed


def line(origin: str = "", relation: str = "neither", supports: str = "existence;completion") -> Row:
    """A source line of a made work."""
    return {"origin": origin, "relation": relation, "supports": supports}


@pytest.fixture(scope="session")
def origins(small_record: Path) -> dict[str, str]:
    """Origins of three parties and a second one of the first party: a, a2, b, c."""
    rows = tables.read(small_record, "origins")
    parties: dict[str, list[str]] = {}
    for row in rows:
        parties.setdefault(row["party"], []).append(row["id"])
    first = max(parties, key=lambda party: len(parties[party]))
    others = [party for party in parties if party != first]
    return {"a": parties[first][0], "a2": parties[first][1], "b": parties[others[0]][0], "c": parties[others[1]][0]}


@pytest.mark.parametrize(
    ("lines", "confirmed"),
    [
        ([("a", "builder"), ("b", "neither")], True),
        ([("a", "neither"), ("b", "neither")], True),
        ([("a", "neither")], False),
        ([("a", "funder"), ("b", "builder")], False),
        ([("a", "funder_and_builder"), ("b", "unknown")], False),
        ([("a", "neither"), ("a2", "neither")], False),
        ([("a", "builder"), ("", "neither")], False),
        ([("", "neither"), ("", "neither")], False),
        ([("a", "builder"), ("a2", "neither"), ("b", "builder")], True),
        ([("a", "builder", "existence"), ("b", "neither")], False),
        ([("a", "builder"), ("b", "neither", "existence;place")], False),
        ([("a", "builder"), ("b", "neither", "completion")], False),
        ([("a", "builder"), ("b", "builder"), ("c", "neither", "place")], False),
    ],
    ids=str,
)
def test_two_origins_are_two_parties_one_of_them_outside(
    made: Callable[..., claims.Ladder], origins: dict[str, str], lines: list[tuple[str, ...]], confirmed: bool
) -> None:
    rows = [line(origins.get(item[0], ""), *item[1:]) for item in lines]
    assert ("confirmed" in step_of(made(rows))) == confirmed


def test_the_derived_table_has_one_row_a_work_and_keeps_its_sources(catalog: Catalog, data_dir: Path) -> None:
    frame = works.table(catalog)
    assert list(frame["id"]) == [row["id"] for row in tables.read(data_dir, "works") if row["sensitivity"] != "withheld"]
    lines = tables.read(data_dir, "work_sources")
    for row in frame.sample(40, random_state=1).to_dict("records"):
        assert set(row["sources"]) == {item["source"] for item in lines if item["work"] == row["id"]}
        assert row["sources"]
