"""What moved from one edition of the record to the next."""

from __future__ import annotations

import pandas as pd

from aidlens.catalog import Catalog

TABLES = ("works", "observations", "outcomes")
# The weightiest first: what is counted, then what is said of it, then how it is told.
ORDER = (
    *("folded", "added", "counts", "class", "number", "cost", "status", "done", "date", "place", "capacity"),
    *("payer", "payer_is", "kind", "period", "about", "state"),
)


def latest(catalog: Catalog) -> tuple[str, pd.DataFrame]:
    """The last edition in which a row moved (the record's own where none ever did), and its rows of the table of changes, weightiest
    changes first.
    """
    frame = catalog.tables["changes"]
    edition = str(frame["edition"].max()) if len(frame) else catalog.edition
    frame = frame[frame["edition"] == edition]
    rank = pd.DataFrame({"table": frame["table"].map(TABLES.index), "what": frame["what"].map(ORDER.index), "row": frame["row"]})
    return edition, frame.loc[rank.sort_values(["table", "what", "row"]).index]


def sources_of(catalog: Catalog, table: str, row: str) -> tuple[str, ...]:
    """The pages behind a row."""
    if table != "works":
        return (str(catalog.row(table, row)["source"]),)
    lines = catalog.work_sources
    return tuple(lines.loc[lines["work"] == row, "source"])
