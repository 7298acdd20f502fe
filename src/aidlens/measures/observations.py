"""Published numbers as quantities, and the lines of one measure by origin and date.

What belongs here: reading observations. Which of them answers a claim is data (``claims.csv``), by the rule the claims measure states.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.i18n import CODES
from aidlens.measures.works import party_of
from aidlens.quantity import Quantity


def quantity(row: Mapping[str, Any]) -> Quantity:
    """The quantity of an observation row; a published range keeps both ends, a sum of ours the words of its parts.

    Those words are the row's label: the checks hold it against the numbers the sum is derived from.
    """
    if not pd.isna(row["low"]) and not pd.isna(row["high"]):
        return Quantity.between(row["low"], row["high"], row["unit"])
    found = Quantity.of(row["value"], row["qualifier"], row["unit"])
    if not row["formula"]:
        return found
    parts = tuple((code, str(row[f"label_{code}"])) for code in CODES) if is_sum(row) else ()
    return Quantity(found.value, found.bound, found.unit, derived=True, parts=parts)


def is_sum(row: Mapping[str, Any]) -> bool:
    """Whether a number of ours adds up published ones; the others are remainders and quotients."""
    return "+" in row["formula"]


def of_measure(catalog: Catalog, measure: str) -> pd.DataFrame:
    """Observations of one coded measure, oldest first, with ``party`` and ``when`` (as-of, else period end, else source date)."""
    frame = catalog.observations[catalog.observations["measure"] == measure].copy()
    frame["party"] = [party_of(catalog, origin) for origin in frame["origin"]]
    frame["when"] = [date_of(catalog, row) for row in frame.to_dict("records")]
    return frame.sort_values(["when", "id"])


def date_of(catalog: Catalog, row: Mapping[str, Any]) -> str:
    """The date an observation hangs on: as-of, else end of its period, else its source's date; "" if undated."""
    if row["undated"]:
        return ""
    return str(row["as_of"] or row["period_end"] or catalog.row("sources", row["source"])["date"])


def siblings(catalog: Catalog, key: str) -> pd.DataFrame:
    """The other published values of an observation's measure; for an uncoded one, those with its label."""
    row = catalog.row("observations", key)
    column = "measure" if row["measure"] else "label_en"
    frame = catalog.observations
    return frame[(frame[column] == row[column]) & (frame["id"] != key)]
