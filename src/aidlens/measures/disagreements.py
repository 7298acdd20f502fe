"""Where sources differ: the published values of one measure by scope, and the chain of the article's sentence.

What belongs here: lining up values that share a definition. Reprints fold into their origin; values of different scope or unit never
share an axis, so each (scope, unit) is a panel of its own.
"""

from __future__ import annotations

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.measures import observations
from aidlens.measures.spending import fold_reprints
from aidlens.single_flight_cache import once

CHAIN_CLAIMS = ("projects", "spend", "schools", "hospitals", "wells", "security-buildings")
CHAIN_START = "2014-03"
YEARLY = ("oda-italy-year", "oda-all-year")


@once(4)
def measures(catalog: Catalog) -> pd.DataFrame:
    """Coded measures with at least two differing published values, most values first: id, values, origins."""
    rows = []
    for measure in catalog.measures["id"]:
        if measure in YEARLY:
            continue  # a yearly series has one value a year: its points are no rivals
        frame = lines(catalog, measure)
        if len(frame) > 1 and len(set(zip(frame["value"], frame["qualifier"], strict=True))) > 1:
            rows.append({"id": measure, "values": len(frame), "origins": frame["origin"].replace("", None).nunique()})
    return pd.DataFrame(rows, columns=["id", "values", "origins"]).sort_values("values", ascending=False, kind="stable")


@once(64)
def lines(catalog: Catalog, measure: str) -> pd.DataFrame:
    """The values of a measure, reprints folded, with ``panel`` (programme and unit) and ``first`` (first to publish that value).

    Ordered by panel, largest panel first, then by date.
    """
    frame = fold_reprints(observations.of_measure(catalog, measure))
    frame = frame.assign(panel=frame["programme"] + "/" + frame["unit"])
    sizes = frame["panel"].map(frame["panel"].value_counts())
    frame = frame.assign(size=-sizes, dated=frame["when"] == "").sort_values(["size", "panel", "dated", "when", "id"])
    return frame.assign(first=~frame.duplicated(subset=["panel", "value"])).drop(columns=["size", "dated"])


def chain(catalog: Catalog) -> pd.DataFrame:
    """Who published the numbers of the article's sentence, in order of date: one row a page, one column of observation ids a claim.

    Rows: pages dated from the closing note on that carry at least one value named in claims.csv. Columns: ``source``, ``when``,
    ``origin`` and the claims' ids (lists joined by ";").
    """
    cells: dict[str, dict[str, list[str]]] = {}
    when: dict[str, str] = {}
    origins: dict[str, str] = {}
    for claim in CHAIN_CLAIMS:
        row = catalog.row("claims", claim)
        keys = dict.fromkeys(split_list(row["official"]) + split_list(row["rivals"]) + split_list(row["first_said"]))
        parts = {part for key in keys for part in split_list(catalog.row("observations", key)["derived_from"])}
        for key in keys:
            found = catalog.row("observations", key)
            date = observations.date_of(catalog, found)
            if date < CHAIN_START or (found["derived_from"] and parts & set(keys)):
                continue  # a sum of ours is shown by its parts, as the page published them
            cells.setdefault(found["source"], {}).setdefault(claim, []).append(key)
            when[found["source"]] = max(date, when.get(found["source"], ""))
            origins[found["source"]] = found["origin"]
    _join_prints(cells, origins)
    rows = [
        {"source": source, "when": when[source], **{claim: ";".join(found.get(claim, [])) for claim in CHAIN_CLAIMS}}
        for source, found in cells.items()
    ]
    return pd.DataFrame(rows).sort_values(["when", "source"]).reset_index(drop=True)


def _join_prints(cells: dict[str, dict[str, list[str]]], origins: dict[str, str]) -> None:
    """Join the prints of one statement that complete each other; two that word the same claim apart stay two links of the chain."""
    for source in list(cells):
        for earlier in cells:
            if earlier == source:
                break
            if origins[earlier] and origins[earlier] == origins[source] and cells[earlier].keys().isdisjoint(cells[source]):
                cells[earlier] |= cells.pop(source)
                break
