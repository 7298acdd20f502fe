"""The pages the record rests on, counted: by kind of publisher, and how far each can still be read."""

from __future__ import annotations

import pandas as pd

from aidlens.catalog import Catalog


def by_kind(catalog: Catalog) -> pd.DataFrame:
    """Sources by kind of publisher: kind, sources, addressed (with a web address), archived (with an archived address), dated,
    ids (tuple); the largest kind first.
    """
    frame = catalog.sources
    found = frame.assign(addressed=frame["url"] != "", archived=frame["archived_url"] != "", dated=frame["date"] != "")
    counts = found.groupby("kind").agg(
        sources=("id", "size"), addressed=("addressed", "sum"), archived=("archived", "sum"), dated=("dated", "sum"), ids=("id", tuple)
    )
    return counts.reset_index().sort_values(["sources", "kind"], ascending=[False, True], ignore_index=True)


def last_seen(catalog: Catalog) -> str:
    """The latest day or month in which a source was read."""
    return str(catalog.sources["last_seen"].max())


def assessed(catalog: Catalog) -> int:
    """How many sources have an origin judged by hand, for themselves or for one use of them."""
    tables = catalog.tables
    lines = tables["work_sources"]
    numbers = tables["observations"]
    own = set(tables["sources"].loc[tables["sources"]["origin"] != "", "id"])
    return len(own | set(lines.loc[lines["origin"] != "", "source"]) | set(numbers.loc[numbers["origin"] != "", "source"]))
