"""The works behind a ladder in the order in which their marks stand: each a batch of as many units as its page tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.i18n import Lang
from aidlens.measures import works
from aidlens.measures.claims import Ladder

# How well a batch is known, best first: two independent parties state it; its one district is known; found; told of only as a group.
KNOWN = ("confirmed", "placed", "traced", "bulk")
UNDATED = "9999"


@dataclass(frozen=True)
class Batch:
    """A work of a ladder (a row of ``works.table``), its units (one where its page gives no number: a work is at least one), and one of
    ``KNOWN``.
    """

    work: Mapping[str, Any]
    units: int
    known: str


def batches(catalog: Catalog, ladder: Ladder, lang: Lang) -> tuple[Batch, ...]:
    """The works inside a ladder's scope: best known first, then by date, the undated last, then by name."""
    known: dict[str, str] = {}
    for step in reversed(KNOWN):
        known |= dict.fromkeys(ladder.steps[step].works, step)
    frame = works.table(catalog)
    rows = frame[frame["id"].isin(known)].to_dict("records")
    rows.sort(key=lambda row: (KNOWN.index(known[row["id"]]), row["date"] or UNDATED, lang.pick(row, "name").casefold(), row["id"]))
    return tuple(Batch(row, 1 if pd.isna(row["units"]) else int(row["units"]), known[row["id"]]) for row in rows)
