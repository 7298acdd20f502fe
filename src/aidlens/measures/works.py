"""Works with what follows from the record about each: where, when, whose money, how many origins.

What belongs here: one derived row a work and the selection a view makes. How works answer a claim is in ``claims``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.measures import search
from aidlens.quantity import Bound, Quantity
from aidlens.view import View

PUBLIC = ("public_aid_built", "public_aid_supply")
PRIVATE = ("private_aid",)
TRACED = ("single", "small_batch")


@lru_cache(maxsize=4)
def table(catalog: Catalog) -> pd.DataFrame:
    """All works, one row each, with derived columns: ``families``, ``villages``/``districts``/``provinces`` (tuples of place ids),
    ``level`` (district, province, country), ``placed`` (exactly one district known), ``year`` (NaN if undated), ``funding`` (public,
    private, other), ``sources`` (tuple of ids), ``parties`` (tuple), ``confirmed`` (rule 3 of honest counting).
    """
    frame = catalog.works.copy()
    kinds = catalog.kinds.set_index("id")
    frame["family"] = frame["kind"].map(kinds["family"])
    frame["sector"] = frame["kind"].map(kinds["sector"])
    places = _places(catalog)
    for level in ("village", "district", "province"):
        column = {"village": "villages", "district": "districts", "province": "provinces"}[level]
        frame[column] = [places.get(work, {}).get(level, ()) for work in frame["id"]]
    frame["level"] = ["district" if row.districts else "province" if row.provinces else "country" for row in frame.itertuples()]
    frame["placed"] = frame["districts"].map(len) == 1
    frame["year"] = pd.to_numeric(frame["date"].str[:4].replace("", None))
    frame["funding"] = ["public" if c in PUBLIC else "private" if c in PRIVATE else "other" for c in frame["class"]]
    frame["traced"] = frame["granularity"].isin(TRACED)
    witnesses = catalog.work_sources.groupby("work")
    sources = witnesses["source"].agg(tuple)
    frame["sources"] = [sources.get(work, ()) for work in frame["id"]]
    parties = {work: _parties(catalog, rows) for work, rows in witnesses}
    frame["parties"] = [parties.get(work, ()) for work in frame["id"]]
    confirmed = {work: _two_origins(catalog, rows) for work, rows in witnesses}
    frame["confirmed"] = [confirmed.get(work, False) for work in frame["id"]]
    return frame


def _places(catalog: Catalog) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, set[str]]] = {}
    for line in catalog.work_places.itertuples():
        levels = found.setdefault(str(line.work), {})
        key = str(line.place)
        while key:
            place = catalog.row("places", key)
            levels.setdefault(place["kind"], set()).add(key)
            key = place["parent"]
    return {work: {kind: tuple(sorted(ids)) for kind, ids in levels.items()} for work, levels in found.items()}


def party_of(catalog: Catalog, origin: str) -> str:
    """The party behind an origin; "" for an origin not assessed."""
    return str(catalog.row("origins", origin)["party"]) if origin else ""


def _parties(catalog: Catalog, lines: pd.DataFrame) -> tuple[str, ...]:
    return tuple(sorted({party_of(catalog, origin) for origin in lines["origin"] if origin}))


def _two_origins(catalog: Catalog, lines: pd.DataFrame) -> bool:
    """Existence and completion stated by two parties, at least one neither funder nor builder; origins not assessed add nothing."""
    outside = False
    parties: set[str] = set()
    for line in lines.itertuples():
        if line.origin and {"existence", "completion"} <= set(split_list(str(line.supports))):
            parties.add(party_of(catalog, str(line.origin)))
            outside = outside or line.relation == "neither"
    return len(parties) >= 2 and outside


def select(catalog: Catalog, view: View) -> pd.DataFrame:
    """The works a view shows: every filter of the view applied; undated works stay unless years are asked for."""
    return narrow(catalog, table(catalog), view)


def narrow(catalog: Catalog, works: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows of ``works`` (as from ``table``) that pass the view's filters on kind, status, money, time, place, origins and words."""
    keep = pd.Series(True, index=works.index)
    for column, wanted in (("sector", view.sector), ("kind", view.kind), ("status", view.status)):
        if wanted:
            keep &= works[column].isin(wanted)
    if view.funding != "all":
        keep &= works["funding"] == view.funding
    if view.first:
        keep &= works["year"] >= view.first
    if view.last:
        keep &= works["year"] <= view.last
    for column, wanted in (("provinces", view.province), ("districts", view.district)):
        if wanted:
            keep &= works[column].map(lambda ids, wanted=frozenset(wanted): not wanted.isdisjoint(ids))
    if view.confirmed:
        keep &= works["confirmed"]
    if view.q:
        keep &= search.matching(catalog, works, view.q)
    return works[keep]


FACETS = ("kind", "status", "province", "district", "funding")


def facet(catalog: Catalog, view: View, name: str) -> pd.Series:
    """How many works each value of a filter would show, the other filters kept: counts by code, most first."""
    free = view.having(**{name: "all" if name == "funding" else ()})
    works = select(catalog, free)
    column = {"province": "provinces", "district": "districts"}.get(name, name)
    counts = works[column].explode().dropna().value_counts()
    return counts if name != "funding" else counts.reindex(["public", "private", "all"]).fillna(len(works)).astype(int)


def loosening(catalog: Catalog, view: View) -> list[tuple[str, int]]:
    """For a view that shows nothing: each filter and how many works would show without it, most first."""
    tries = [(name, len(select(catalog, view.without(name)))) for name in view.filters]
    if view.funding != "all":
        tries.append(("funding", len(select(catalog, view.having(funding="all")))))
    return sorted((item for item in tries if item[1]), key=lambda item: -item[1])


GROUPS = {"kind": "kind", "status": "status", "year": "year", "district": "districts", "funder": "funders"}


def grouped(catalog: Catalog, view: View) -> pd.DataFrame:
    """The works shown, counted by the view's grouping and by how precisely they are placed.

    Columns: ``group`` (code, year as text; "" for undated, unplaced or no funder named), district, province, country, works, ids. A work
    in several districts or with several funders is counted under "several" once, so the groups add up to the works shown.
    """
    frame = select(catalog, view)
    keys = [_group_of(row, view.by) for row in frame.to_dict("records")]
    counted = frame.assign(group=keys).groupby("group", sort=False)
    rows = [
        {
            "group": group,
            **{level: int((part["level"] == level).sum()) for level in ("district", "province", "country")},
            "works": len(part),
        }
        for group, part in counted
    ]
    return pd.DataFrame(rows, columns=["group", "district", "province", "country", "works"])


def _group_of(row: dict[str, Any], by: str) -> str:
    value = row[GROUPS[by]]
    if by == "year":
        return "" if pd.isna(value) else str(int(value))
    if by in ("district", "funder"):
        items = list(value) if by == "district" else split_list(value)
        return items[0] if len(items) == 1 else "several" if items else ""
    return str(value)


def cumulative(catalog: Catalog, counts_for: str, programme: str) -> pd.DataFrame:
    """Completed public works of a claim in a programme by date, with the running number of units traced: date, id, units, total.

    A work without a number of units adds nothing to the total, which is then a lower bound; undated works are left out and counted by
    the caller.
    """
    frame = table(catalog)
    frame = frame[(frame["counts_for"] == counts_for) & (frame["class"] == "public_aid_built") & (frame["status"] == "completed")]
    frame = frame[(frame["programme"] == programme) & frame["traced"] & (frame["date"] != "")].sort_values(["date", "id"])
    return frame.assign(total=frame["units"].fillna(0).cumsum())[["date", "id", "units", "total"]]


def units(works: pd.DataFrame) -> Quantity:
    """Units of works of one facility type: unknown units make the sum a lower bound, never count as one."""
    known = works["units"].dropna().sum()
    unknown = int(works["units"].isna().sum())
    return Quantity.of(int(known), Bound.AT_LEAST if unknown else Bound.EXACT)


def unknown_units(works: pd.DataFrame) -> int:
    """How many of the works do not say how many units they stand for."""
    return int(works["units"].isna().sum())


def cost(row: Any) -> Quantity:
    """The cost of a work as published, in its currency; unknown where no page says."""
    return Quantity.of(row["cost_value"], row["cost_qualifier"] or "exact", row["cost_currency"] or "EUR")
