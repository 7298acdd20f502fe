"""Works with what follows from the record about each: where, when, whose money, how many origins.

What belongs here: one derived row a work and the selection a view makes. How works answer a claim is in ``claims``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from aidlens.catalog import Catalog
from aidlens.measures import search, steps
from aidlens.quantity import Bound, Quantity
from aidlens.single_flight_cache import once
from aidlens.view import BESIDE, DONE, View

PUBLIC = ("public_aid_built", "public_aid_supply")
PRIVATE = ("private_aid",)
TRACED = ("single", "small_batch")


@once(4)
def table(catalog: Catalog) -> pd.DataFrame:
    """All works, one row each, with derived columns: ``families``, ``villages``/``districts``/``provinces`` (tuples of place ids),
    ``level`` (the finest known: district, province, country), ``at`` (see View) and its ``spot`` (district, province, beside), ``placed``
    (one district known), ``done`` (see ``_done``), ``year`` (NaN if undated), ``funding``
    (public, private, other), ``sources`` (tuple of ids), ``parties`` (tuple), ``confirmed`` (rule 3 of honest counting), and one
    ``by_…`` column a grouping (see ``grouped``).
    """
    frame = catalog.works.copy()
    kinds = catalog.kinds.set_index("id")
    frame["family"] = frame["kind"].map(kinds["family"])
    frame["sector"] = frame["kind"].map(kinds["sector"])
    held = places(catalog)
    for level, column in (("village", "villages"), ("district", "districts"), ("province", "provinces")):
        frame[column] = _tuples(frame["id"], held[held["kind"] == level], "place")
    districts, provinces = frame["districts"].map(len), frame["provinces"].map(len)
    frame["level"] = np.select([districts > 0, provinces > 0], ["district", "province"], "country")
    frame["placed"] = districts == 1
    frame["year"] = pd.to_numeric(frame["date"].str[:4].replace("", None))
    frame["funding"] = np.select([frame["class"].isin(PUBLIC), frame["class"].isin(PRIVATE)], ["public", "private"], "other")
    frame["traced"] = frame["granularity"].isin(TRACED)
    frame["done"] = _done(frame)
    lines = catalog.work_sources
    frame["sources"] = _tuples(frame["id"], lines.assign(id=lines["work"]), "source")
    witnesses = _witnesses(catalog)
    frame["parties"] = _tuples(frame["id"], witnesses, "party")
    frame["confirmed"] = frame["id"].isin(_confirmed(witnesses))
    frame["by_kind"], frame["by_status"] = frame["kind"], frame["status"]
    frame["by_year"] = frame["date"].str[:4]
    frame["by_district"], frame["by_province"] = _single(frame["districts"]), _single(frame["provinces"])
    seats = catalog.places.loc[catalog.places["lat"].notna(), "id"]
    at_seat, in_one = frame["by_district"].isin(seats), ~frame["by_province"].isin(["", SEVERAL])
    frame["at"] = np.select([at_seat, in_one], [frame["by_district"], frame["by_province"]], BESIDE)
    frame["spot"] = frame["at"].map(catalog.places.set_index("id")["kind"]).fillna(BESIDE)
    frame["by_funder"] = frame["funders"].where(~frame["funders"].str.contains(";"), SEVERAL)
    return frame


def row(catalog: Catalog, key: str) -> Mapping[str, Any]:
    """The row of ``table`` that a work has. Raises KeyError for an unknown work."""
    return _rows(catalog)[key]


@once(4)
def _rows(catalog: Catalog) -> dict[str, dict[str, Any]]:
    return {str(row["id"]): row for row in table(catalog).to_dict("records")}


SEVERAL = "several"
UNFINISHED = ("planned", "foundation_stone", "in_progress", "unknown")
BUILDING = ("whole", "part", "wing")
GIVEN = ("equipped", "supplied", "trained")


def _done(works: pd.DataFrame) -> pd.Series:
    """What was done: announced (planned, begun, or not said to be finished), built (built or renovated and finished), supplied (equipment,
    services and courses, and buildings of which a page says only that they serve).
    """
    built = (works["status"] == "completed") & works["extent"].isin(BUILDING) & ~works["action"].isin(GIVEN)
    found = np.select([works["status"].isin(UNFINISHED), built], ["announced", "built"], "supplied")
    return pd.Series(found, index=works.index, dtype=object)


def _single(lists: pd.Series) -> pd.Series:
    return lists.map(lambda items: items[0] if len(items) == 1 else SEVERAL if items else "")


def _tuples(ids: pd.Series, lines: pd.DataFrame, column: str) -> pd.Series:
    """For each id the sorted tuple of what its lines hold, () for none."""
    distinct = lines[["id", column]].drop_duplicates().sort_values(["id", column])
    found: dict[str, list[str]] = {}
    for key, value in zip(distinct["id"], distinct[column], strict=True):
        found.setdefault(key, []).append(value)
    return pd.Series([tuple(found.get(key, ())) for key in ids], index=ids.index, dtype=object)


@once(4)
def places(catalog: Catalog) -> pd.DataFrame:
    """Every place of every work and all that contains it: id (of the work), place, kind (village, district, province)."""
    above = catalog.places.set_index("id")[["parent", "kind"]]
    line = catalog.work_places[["work", "place"]].rename(columns={"work": "id"})
    found = [line.assign(kind="").iloc[:0]]
    while len(line):
        line = line.assign(kind=line["place"].map(above["kind"]))
        found.append(line)
        line = line.assign(place=line["place"].map(above["parent"]))
        line = line[line["place"] != ""][["id", "place"]]
    return pd.concat(found).drop_duplicates()


def party_of(catalog: Catalog, origin: str) -> str:
    """The party behind an origin; "" for an origin not assessed."""
    return str(catalog.row("origins", origin)["party"]) if origin else ""


def _witnesses(catalog: Catalog) -> pd.DataFrame:
    """The lines of work_sources with an assessed origin: id (of the work), party, whether it states both facts, whether from outside."""
    lines = catalog.work_sources[catalog.work_sources["origin"] != ""]
    supports = lines["supports"].str.split(";")
    return pd.DataFrame(
        {
            "id": lines["work"],
            "party": lines["origin"].map(catalog.origins.set_index("id")["party"]),
            "both": supports.map(lambda facts: {"existence", "completion"} <= {fact.strip() for fact in facts}).astype(bool),
            "outside": lines["relation"] == "neither",
        }
    )


def _confirmed(witnesses: pd.DataFrame) -> set[str]:
    """Works whose existence and completion two parties state, at least one neither funder nor builder; others add nothing."""
    both = witnesses[witnesses["both"]].groupby("id").agg(parties=("party", "nunique"), outside=("outside", "any"))
    return set(both.index[(both["parties"] >= 2) & both["outside"]])


def select(catalog: Catalog, view: View) -> pd.DataFrame:
    """The works a view shows: every filter of the view applied; undated works stay unless years are asked for."""
    return _selected(catalog, view.shown)


@once(64)
def _selected(catalog: Catalog, view: View) -> pd.DataFrame:
    return narrow(catalog, table(catalog), view)


def narrow(catalog: Catalog, works: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows of ``works`` (as from ``table``) that pass the view's filters on kind, status, money, time, place, origins and words."""
    return works[_all_of(_masks(catalog, works, view), works)]


def _masks(catalog: Catalog, works: pd.DataFrame, view: View) -> dict[str, pd.Series]:
    """One mask a filter that is set."""
    masks: dict[str, pd.Series] = {}
    for column in ("sector", "kind", "status"):
        if wanted := getattr(view, column):
            masks[column] = works[column].isin(wanted)
    if view.funding != "all":
        masks["funding"] = works["funding"] == view.funding
    if view.doing != "all":
        masks["done"] = works["done"] == view.doing
    if view.counted:
        claim, _, step = view.counted.partition(".")
        masks["counted"] = works["id"].isin(steps.parts(catalog, claim, works)[step]["id"])
    if view.first:
        masks["first"] = works["year"] >= view.first
    if view.last:
        masks["last"] = works["year"] <= view.last
    held = places(catalog)
    for column in ("province", "district"):
        if wanted := getattr(view, column):
            masks[column] = works["id"].isin(held.loc[held["place"].isin(wanted), "id"])
    if view.at:
        masks["at"] = (works["at"] == view.at) | (works["by_district"] == view.at)
    if view.confirmed:
        masks["confirmed"] = works["confirmed"]
    if view.q:
        masks["q"] = search.matching(catalog, works, view.q)
    return masks


def _all_of(masks: dict[str, pd.Series], works: pd.DataFrame, *but: str) -> pd.Series:
    keep = pd.Series(True, index=works.index)
    for name, mask in masks.items():
        if name not in but:
            keep &= mask
    return keep


@once(64)
def _facets(catalog: Catalog, view: View) -> dict[str, pd.Series]:
    works, held = table(catalog), places(catalog)
    masks = _masks(catalog, works, view)
    found: dict[str, pd.Series] = {}
    found["kind"] = works.loc[_all_of(masks, works, "kind"), "kind"].value_counts()
    # Whoever asks for a status asks for it whatever was done.
    found["status"] = works.loc[_all_of(masks, works, "status", "done"), "status"].value_counts()
    finished = works.loc[_all_of(masks, works, "done"), "done"].value_counts()
    found["done"] = pd.Series({name: finished.get(name, 0) for name in DONE[:-1]} | {"all": finished.sum()})
    for name in ("province", "district"):
        ids = works.loc[_all_of(masks, works, name), "id"]
        found[name] = held.loc[(held["kind"] == name) & held["id"].isin(ids), "place"].value_counts()
    money = works.loc[_all_of(masks, works, "funding"), "funding"].value_counts()
    found["funding"] = pd.Series({"public": money.get("public", 0), "private": money.get("private", 0), "all": money.sum()})
    free = works.loc[_all_of(masks, works, "confirmed"), "confirmed"]
    found["confirmed"] = pd.Series({"true": int(free.sum()), "false": len(free)})
    found["years"] = works.loc[_all_of(masks, works, "first", "last"), "by_year"].value_counts().sort_index()
    return found


def facet(catalog: Catalog, view: View, name: str) -> pd.Series:
    """How many works each value of a filter would show, the other filters kept: counts by code, most first (years in order)."""
    return _facets(catalog, view.shown)[name]


def loosening(catalog: Catalog, view: View) -> list[tuple[str, int]]:
    """For a view that shows nothing: each filter and how many works would show without it, most first."""
    tries = [(name, len(select(catalog, view.without(name)))) for name in view.filters]
    if view.funding != "all":
        tries.append(("funding", len(select(catalog, view.having(funding="all")))))
    if view.doing != "all":
        tries.append(("done", len(select(catalog, view.having(done="all")))))
    return sorted((item for item in tries if item[1]), key=lambda item: -item[1])


def more(catalog: Catalog, view: View) -> int:
    """How many works a view of what was built leaves out because they were supplied, are announced or in progress; 0 for other views."""
    if view.doing != "built":
        return 0
    return len(select(catalog, view.having(done="all"))) - len(select(catalog, view))


def grouped(catalog: Catalog, view: View) -> pd.DataFrame:
    """The works shown, counted by the view's grouping and by how precisely they are placed.

    Columns: ``group`` (code, year as text; "" for undated, unplaced or no funder named), district, province, beside, works. A work in
    several districts or with several funders is counted under "several" once, so the groups add up to the works shown.
    """
    frame = select(catalog, view)
    counts = pd.crosstab(frame[f"by_{view.by}"], frame["spot"]) if len(frame) else pd.DataFrame()
    counts = counts.reindex(columns=["district", "province", BESIDE], fill_value=0)
    return counts.assign(works=counts.sum(axis=1)).rename_axis("group").reset_index()


def cumulative(catalog: Catalog, claim: str) -> pd.DataFrame:
    """The traced works of a claim by date, with the running number of units: date, id, units, total.

    A work without a number of units adds nothing to the total, which is then a lower bound; undated works are left out and counted by
    the caller.
    """
    frame = steps.parts(catalog, claim, table(catalog))["traced"]
    frame = frame[frame["date"] != ""].sort_values(["date", "id"])
    return frame.assign(total=frame["units"].fillna(0).cumsum())[["date", "id", "units", "total"]]


def units(works: pd.DataFrame) -> Quantity:
    """Units of works of one facility type: unknown units make the sum a lower bound, never count as one."""
    known = works["units"].dropna().sum()
    unknown = int(works["units"].isna().sum())
    return Quantity.of(int(known), Bound.AT_LEAST if unknown else Bound.EXACT)


def unknown_units(works: pd.DataFrame) -> int:
    """How many of the works do not say how many units they stand for."""
    return int(works["units"].isna().sum())


def capacity(row: Any) -> Quantity:
    """The capacity of a work as published, with its bound, in its unit; unknown where no page says."""
    return Quantity.of(row["capacity_value"], row["capacity_qualifier"] or "exact", row["capacity_unit"] or "count")


def cost(row: Any) -> Quantity:
    """The cost of a work as published, in its currency; unknown where no page says."""
    return Quantity.of(row["cost_value"], row["cost_qualifier"] or "exact", row["cost_currency"] or "EUR")
