"""Dated events in order, narrowed to the view's years. What an event says of the article is data (verdict and correction)."""

from __future__ import annotations

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.view import View

LANES = ("article", "italy", "frame")


def table(catalog: Catalog, view: View) -> pd.DataFrame:
    """Events in order of date, with ``year`` and ``month`` (NaN where no month is known), within the view's years."""
    frame = catalog.events.sort_values(["date", "id"]).copy()
    frame["year"] = frame["date"].str[:4].astype(int)
    frame["month"] = pd.to_numeric(frame["date"].str[5:7].replace("", None))
    if view.first:
        frame = frame[frame["year"] >= view.first]
    if view.last:
        frame = frame[frame["year"] <= view.last]
    return frame
