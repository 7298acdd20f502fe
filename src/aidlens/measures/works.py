"""Works with what follows from the record about each: where, when, whose money, how many origins.

What belongs here: one derived row a work and the selection a view makes. How works answer a claim is in ``claims``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog, split_list
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
    return narrow(table(catalog), view)


def narrow(works: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows of ``works`` (as from ``table``) that pass the view's filters on kind, status, money, time, place and origins."""
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
    return works[keep]


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
