"""Spending: the split of the article's sum, the one itemised account, dated amounts, programmes inside programmes.

What belongs here: lining up published money of one scope and basis. Nothing is converted, and sums are ours only where an observation
says so with its formula. Which observations stand for what is named here once, by id, so that a test can follow them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.measures import observations
from aidlens.quantity import Quantity
from aidlens.single_flight_cache import once

TOTAL_EXACT = "spend-italy-civil-military-2021-06-08-il-giornale"
REMAINDER = "share-not-broken-down-2021-08-derived"
SPLIT_CLAIMS = ("share-education", "share-health")
UNPRICED_CLAIMS = ("sector-roads", "sector-water", "sector-security", "sector-agriculture", "sector-livestock")

ACCOUNT_TOTAL = "spend-prt-herat-2014-02-17-imola-oggi"
ACCOUNT_ITEMS = (
    ("education", "spend-education-prt-herat-2014-02-17-imola-oggi"),
    ("health", "spend-health-prt-herat-2014-02-17-imola-oggi"),
    ("transport", "spend-roads-prt-herat-2014-02-17-imola-oggi"),
)
ACCOUNT_REST = "spend-not-itemised-prt-herat-2014-02-17-derived"
ACCOUNT_TICK = "share-education-prt-herat-2012-11-12-perseo-news"

STEP_EUROS = Decimal(100_000)
TIMELINE_MEASURES = ("spend", "spend-period", "budget-period")
SCALE_MEASURES = ("spend", "civil-aid", "pledge", "mission-cost")


@dataclass(frozen=True)
class Part:
    """One part of a whole: sector id ("" for what is not broken down), its share, its amount in the chosen basis, its observation."""

    sector: str
    share: Quantity
    amount: Quantity
    observation: str


def split(catalog: Catalog, basis: str) -> list[Part]:
    """Education, health and the part not broken down; ``basis`` share, euros (of the article's "over") or derived (of the exact sum).

    In euros the part not broken down has no amount of its own under a lower bound: over 58M less a share is no number.
    """
    total = _total(catalog, basis)
    parts = []
    for claim in SPLIT_CLAIMS:
        row = catalog.row("claims", claim)
        share = Quantity.of(row["value"], row["qualifier"], "percent")
        parts.append(Part(claim.removeprefix("share-"), share, _amount(share, total), split_list(row["first_said"])[0]))
    rest = observations.quantity(catalog.row("observations", REMAINDER))
    unknown = total is not None and total.bound.is_lower
    parts.append(Part("", rest, Quantity.of(None, unit="EUR") if unknown else _amount(rest, total), REMAINDER))
    return parts


def _total(catalog: Catalog, basis: str) -> Quantity | None:
    if basis == "share":
        return None
    if basis == "derived":
        return observations.quantity(catalog.row("observations", TOTAL_EXACT))
    row = catalog.row("claims", "spend")
    return Quantity.of(row["value"], row["qualifier"], "EUR")


def _amount(share: Quantity, total: Quantity | None) -> Quantity:
    return share if total is None else share.share_of(total).rounded(STEP_EUROS)


def account(catalog: Catalog) -> list[Part]:
    """The Ministry of Defence's account of PRT Herat, 2005-2013, in euros as published; shares of it are derived by us."""
    whole = observations.quantity(catalog.row("observations", ACCOUNT_TOTAL))
    assert whole.value is not None
    parts = []
    for sector, key in (*ACCOUNT_ITEMS, ("", ACCOUNT_REST)):
        amount = observations.quantity(catalog.row("observations", key))
        assert amount.value is not None
        share = Quantity.of(round(amount.value / whole.value * 100, 1), "about", "percent")
        parts.append(Part(sector, share, amount, key))
    return parts


@once(4)
def dated_amounts(catalog: Catalog) -> pd.DataFrame:
    """Every dated euro amount of the military ledger, oldest first, reprints folded into their origin.

    Columns of observations plus ``when``, ``role``: cumulative, part of a total, plan or allocation, or a period's own amount.
    """
    frame = pd.concat([observations.of_measure(catalog, measure) for measure in TIMELINE_MEASURES])
    frame = frame[(frame["unit"] == "EUR") & (frame["when"] != "") & ~frame["programme"].isin(["", "other"])]
    frame = fold_reprints(frame)
    frame["role"] = [_role(row) for row in frame.to_dict("records")]
    return frame.sort_values(["when", "value"])


def _role(row: dict[str, object]) -> str:
    if row["measure"] == "budget-period" or row["kind"] in ("plan", "allocation"):
        return "plan"
    if row["measure"] == "spend-period":
        return "period"
    return "part" if row["do_not_add"] else "cumulative"


def fold_reprints(frame: pd.DataFrame) -> pd.DataFrame:
    """One row an origin and value: reprints of one statement fold into the first; numbers of unassessed origin stand alone."""
    folds = [origin or key for origin, key in zip(frame["origin"], frame["id"], strict=True)]
    same = list(zip(folds, frame["value"], frame["qualifier"], frame["programme"], frame["measure"], strict=True))
    counts = Counter(same)
    first = {key: at for at, key in reversed(list(enumerate(same)))}
    return frame.iloc[sorted(first.values())].assign(reprints=[counts[same[at]] - 1 for at in sorted(first.values())])


def in_scale(catalog: Catalog) -> pd.DataFrame:
    """Italian money by ledger, in euros, smallest first: the article's sum, the PRT, civil aid, pledges, the mission; never added."""
    frame = pd.concat([observations.of_measure(catalog, measure) for measure in SCALE_MEASURES])
    keep = (frame["unit"] == "EUR") & ~frame["do_not_add"] & frame["programme"].isin(SCALE_PROGRAMMES)
    frame = fold_reprints(frame[keep])
    latest = frame[(frame["measure"] != "spend") | frame["id"].isin(SCALE_SPEND)]
    return latest.sort_values(["value", "when"])


SCALE_PROGRAMMES = ("prt-herat", "italy-civil-military", "italian-cooperation", "italian-mission")
SCALE_SPEND = (TOTAL_EXACT, "spend-prt-herat-2014-03-25-adnkronos")


def oda_by_year(catalog: Catalog) -> pd.DataFrame:
    """Italian net bilateral aid by year in current US dollars, as the OECD and World Bank publish it: year, value, id."""
    frame = observations.of_measure(catalog, "oda-italy-year")
    frame = frame.assign(year=frame["period_start"].str[:4].astype(int))
    return frame.sort_values("year").drop_duplicates("year")


def programme_tree(catalog: Catalog) -> pd.DataFrame:
    """Programmes with a published amount and those around them, children under their parent, with ``depth`` and the ids of amounts."""
    rows = {str(row["id"]): row for row in catalog.rows("programmes")}
    shown: set[str] = set()
    for key in (key for key, row in rows.items() if row["observations"]):
        while key and key not in shown:
            shown.add(key)
            key = str(rows[key]["parent"])
    ordered: list[dict[str, object]] = []

    def walk(key: str, depth: int) -> None:
        ordered.append({**rows[key], "depth": depth})
        for child in sorted(item for item in shown if rows[item]["parent"] == key):
            walk(child, depth + 1)

    for key in sorted(item for item in shown if rows[item]["parent"] not in shown):
        walk(key, 0)
    return pd.DataFrame(ordered)
