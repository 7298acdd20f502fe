"""Values of one measure: one unit and scope a panel, reprints folded, and the chain in order of time."""

from __future__ import annotations

from aidlens.catalog import Catalog, split_list
from aidlens.measures import disagreements, observations


def test_a_panel_has_one_programme_and_one_unit(catalog: Catalog) -> None:
    for measure in disagreements.measures(catalog)["id"]:
        frame = disagreements.lines(catalog, measure)
        for _, panel in frame.groupby("panel"):
            assert panel["programme"].nunique() == 1
            assert panel["unit"].nunique() == 1


def test_schools_go_from_44_to_105_in_the_scope_of_the_prt(catalog: Catalog) -> None:
    frame = disagreements.lines(catalog, "schools")
    own = frame[(frame["programme"] == "prt-herat") & (frame["kind"] == "count")]
    assert own["value"].min() == 44
    assert own["value"].max() == 105
    assert {58, 62, 65, 80} <= set(own["value"])


def test_a_measure_is_listed_only_if_its_values_differ(catalog: Catalog) -> None:
    listed = set(disagreements.measures(catalog)["id"])
    for measure in listed:
        frame = observations.of_measure(catalog, measure)
        assert len({(row["value"], row["qualifier"]) for row in frame.to_dict("records")}) > 1
    assert {"schools", "wells", "fallen", "mission-cost", "projects"} <= listed
    assert not listed & set(disagreements.YEARLY)


def test_the_first_to_publish_a_value_is_marked_once(catalog: Catalog) -> None:
    frame = disagreements.lines(catalog, "schools")
    firsts = frame[frame["first"]]
    assert not firsts.duplicated(["panel", "value"]).any()


def test_the_chain_runs_from_clinics_to_hospitals(catalog: Catalog) -> None:
    frame = disagreements.chain(catalog)
    assert list(frame["when"]) == sorted(frame["when"])
    first, last = frame.iloc[0], frame.iloc[-1]
    measures = [catalog.row("observations", key)["measure"] for key in split_list(first["hospitals"])]
    assert measures == ["clinics", "hospitals"]
    assert {catalog.row("observations", key)["measure"] for key in split_list(last["hospitals"])} == {"hospitals"}
    assert frame["source"].is_unique
