"""What moved from one edition of the record to the next, and when."""

from __future__ import annotations

import re

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.measures import claims, stated, works
from aidlens.single_flight_cache import once
from aidlens.view import View

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
    return edition, of_edition(catalog, edition)


def of_edition(catalog: Catalog, edition: str) -> pd.DataFrame:
    """The rows of the table of changes of one edition, weightiest changes first."""
    frame = catalog.tables["changes"]
    frame = frame[frame["edition"] == edition]
    rank = pd.DataFrame({"table": frame["table"].map(TABLES.index), "what": frame["what"].map(ORDER.index), "row": frame["row"]})
    return frame.loc[rank.sort_values(["table", "what", "row"]).index]


def editions(catalog: Catalog) -> list[str]:
    """The editions in which a row moved, and the record's own; the newest first."""
    return sorted({catalog.edition, *catalog.tables["changes"]["edition"]}, reverse=True)


def sources_of(catalog: Catalog, table: str, row: str) -> tuple[str, ...]:
    """The pages behind a row."""
    if table != "works":
        return (str(catalog.row(table, row)["source"]),)
    lines = catalog.work_sources
    return tuple(lines.loc[lines["work"] == row, "source"])


def month(edition: str) -> str:
    """The month of an edition as dates are written ("2026.12" → "2026-12"); "" for one of another shape."""
    found = re.fullmatch(r"(\d{4})\.(0[1-9]|1[0-2])(\.\d+)?", edition)
    return f"{found[1]}-{found[2]}" if found else ""


@once(4)
def days(catalog: Catalog) -> dict[tuple[str, str], str]:
    """When what a page tells last moved, by table and row, as precisely as the record knows ("2026-11"): the last reading of the pages it
    rests on, or the edition that changed it. Never the clock's.
    """
    tables = catalog.tables
    read = dict(zip(catalog.sources["id"], catalog.sources["last_seen"], strict=True))
    found: dict[tuple[str, str], str] = {("sources", key): date for key, date in read.items()}

    def on(table: str, row: str, date: str) -> None:
        if row and date > found.get((table, row), ""):
            found[table, row] = date

    for lines in (catalog.work_sources, catalog.outcomes):
        for work, source in zip(lines["work"], lines["source"], strict=True):
            on("works", work, read[source])
    for table, row, edition in zip(*(tables["changes"][name] for name in ("table", "row", "edition")), strict=True):
        owner = str(catalog.row("outcomes", row)["work"]) if table == "outcomes" else row
        on("works" if table == "outcomes" else table, owner, month(edition))
    for table, row in [key for key in found if key[0] == "observations"]:
        on("sources", str(catalog.row(table, row)["source"]), found[table, row])
    for work, place in zip(*(works.places(catalog)[name] for name in ("id", "place")), strict=True):
        on("places", place, found.get(("works", work), ""))
    for item in claims.ladders(catalog, View()):
        on("claims", item.claim, read[str(catalog.row("claims", item.claim)["source"])])
        for key in stated.of_claim(catalog, item.claim):
            on("claims", item.claim, max(read[str(catalog.row("observations", key)["source"])], found.get(("observations", key), "")))
        for step in item.steps.values():
            for work in step.works:
                on("claims", item.claim, found.get(("works", work), ""))
    return found


def created(catalog: Catalog) -> str:
    """The day of the record's edition, as its description gives it; else the month of its name; "" for neither."""
    return str(catalog.descriptor.get("created", ""))[:10] or month(catalog.edition)
