"""What became of the completed public works: the last state a page reports of each, and where no page reports any.

A statement counts for a work only where its scope is that work: what is said of a town, a province or the country says nothing about
one building. The last dated statement wins; an undated one stands only where no dated one is known. A page that speaks of a
work without telling its state is a later page all the same: its state is "unknown", and stands only where no other page tells one.
What was said before the work was finished says nothing of what became of it.
"""

from __future__ import annotations

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.measures import works
from aidlens.single_flight_cache import once

COLUMNS = ("work", "state", "as_of", "outcome", "source")


@once(4)
def last_reports(catalog: Catalog) -> pd.DataFrame:
    """One row a completed work built with public aid: ``work``, ``state`` and ``as_of`` ("" where no report was found), ``outcome``,
    ``source``.
    """
    frame = works.table(catalog)
    built = frame[(frame["class"] == "public_aid_built") & (frame["status"] == "completed")]
    said = catalog.outcomes
    said = said[said["scope"] == "work"].assign(tells=lambda rows: rows["state"] != "unknown")
    finished = said["work"].map(built.set_index("id")["date"]).fillna("")
    said = said[[_after(told, date) for told, date in zip(said["as_of"], finished, strict=True)]]
    last = said.sort_values(["tells", "as_of", "id"]).drop_duplicates("work", keep="last").set_index("work")
    rows = []
    for work in built["id"]:
        found = last.loc[work] if work in last.index else None
        rows.append({"work": work} | ({"state": "", "as_of": "", "outcome": "", "source": ""} if found is None else _report(found)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _after(told: str, finished: str) -> bool:
    """Whether a page does not speak of a time before the work was finished, at the coarser precision of the two dates."""
    size = min(len(told), len(finished))
    return told[:size] >= finished[:size]


def _report(row: pd.Series) -> dict[str, str]:
    return {"state": str(row["state"]), "as_of": str(row["as_of"]), "outcome": str(row["id"]), "source": str(row["source"])}
