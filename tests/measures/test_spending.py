"""Spending against hand-checked values, and the rule that no sum mixes basis, scope or class."""

from __future__ import annotations

from decimal import Decimal

import pytest

from aidlens.catalog import Catalog, split_list
from aidlens.measures import observations, spending
from aidlens.quantity import Bound


def test_the_split_in_shares_is_27_11_and_62_not_broken_down(catalog: Catalog) -> None:
    parts = spending.split(catalog, "share")
    assert [(part.sector, part.share.value) for part in parts] == [("education", 27), ("health", 11), ("", 62)]


def test_the_split_of_a_lower_bound_stays_a_lower_bound(catalog: Catalog) -> None:
    education, health, rest = spending.split(catalog, "euros")
    assert (education.amount.bound, education.amount.value) == (Bound.OVER, Decimal(15_300_000))
    assert (health.amount.bound, health.amount.value) == (Bound.OVER, Decimal(6_000_000))
    assert rest.amount.value is None, "over 58M less two shares is no number"


def test_the_split_of_the_exact_sum_is_about_and_derived(catalog: Catalog) -> None:
    education, health, _ = spending.split(catalog, "derived")
    assert (education.amount.bound, education.amount.value) == (Bound.ABOUT, Decimal(15_800_000))
    assert (health.amount.bound, health.amount.value) == (Bound.ABOUT, Decimal(6_400_000))
    assert education.amount.derived


def test_the_account_adds_up_to_its_total(catalog: Catalog) -> None:
    parts = spending.account(catalog)
    total = observations.quantity(catalog.row("observations", spending.ACCOUNT_TOTAL)).value
    assert [part.amount.value for part in parts] == [11_000_000, 6_000_000, 6_200_000, 23_200_000]
    assert sum(part.amount.value or 0 for part in parts) == total
    assert [part.share.value for part in parts[:2]] == [Decimal("23.7"), Decimal("12.9")]


@pytest.mark.parametrize("key", ["share-not-broken-down-2021-08-derived", "spend-not-itemised-prt-herat-2014-02-17-derived"])
def test_a_remainder_is_the_whole_less_its_parts(catalog: Catalog, key: str) -> None:
    row = catalog.row("observations", key)
    values = [catalog.row("observations", part)["value"] for part in split_list(row["derived_from"])]
    whole = 100 if row["unit"] == "percent" else values.pop(0)
    assert row["value"] == pytest.approx(whole - sum(values))


def test_every_derived_number_mixes_no_unit_and_no_scope(catalog: Catalog) -> None:
    derived = catalog.observations[catalog.observations["formula"] != ""]
    assert len(derived) >= 3
    for row in derived.to_dict("records"):
        parts = [catalog.row("observations", key) for key in split_list(row["derived_from"])]
        assert {part["unit"] for part in parts} == {row["unit"]}
        assert {part["programme"] for part in parts} == {row["programme"]}


def test_steps_join_running_totals_only(catalog: Catalog) -> None:
    frame = spending.dated_amounts(catalog)
    running = frame[frame["role"] == "cumulative"]
    assert set(running["measure"]) == {"spend"}
    assert not running["do_not_add"].any()
    assert not set(running["kind"]) & {"plan", "allocation"}
    assert set(frame["unit"]) == {"EUR"}


def test_reprints_fold_into_their_origin(catalog: Catalog) -> None:
    frame = observations.of_measure(catalog, "spend")
    folded = spending.fold_reprints(frame)
    assert len(folded) + folded["reprints"].sum() == len(frame)
    assert not folded[folded["origin"] != ""].duplicated(["origin", "value", "qualifier", "programme"]).any()


def test_the_scale_keeps_one_currency_and_no_part_of_another_sum(catalog: Catalog) -> None:
    frame = spending.in_scale(catalog)
    assert set(frame["unit"]) == {"EUR"}
    assert not frame["do_not_add"].any()
    assert set(frame["programme"]) <= set(spending.SCALE_PROGRAMMES)


def test_children_stand_under_their_parent(catalog: Catalog) -> None:
    tree = spending.programme_tree(catalog)
    seen: dict[str, int] = {}
    for row in tree.to_dict("records"):
        if row["depth"]:
            assert seen[row["parent"]] == row["depth"] - 1
        seen[row["id"]] = row["depth"]
    assert tree["id"].is_unique
