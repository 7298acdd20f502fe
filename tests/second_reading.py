"""Draws the rows that a second reader grades: ``python -m tests.second_reading [HOW MANY]``.

The rule, written down before the work it judges was done: all public and coarse rows of works, published numbers and outcomes that rest on
a page with an address, in order of table and id, are shuffled by ``random.Random`` with the SHA-256 of ``data/works.csv`` as its seed. The
reader, who has seen no verdict, goes down the list and grades the first sixty rows whose page is found: right, small fault, wrong; pages
not found are counted. Every draw is reported.
"""

from __future__ import annotations

import hashlib
import random
import sys

from aidlens.catalog import Catalog, site_dir
from aidlens.checks.record import load

TABLES = ("works", "observations", "outcomes")


def draw(catalog: Catalog, count: int) -> list[tuple[str, str]]:
    """The first ``count`` rows of the draw: table and id."""
    addressed = set(catalog.sources.loc[catalog.sources["url"] != "", "id"])
    lines = catalog.work_sources
    told = set(lines.loc[lines["source"].isin(addressed), "work"])
    rows = []
    for name in TABLES:
        frame = catalog.tables[name]
        on_a_page = frame["id"].isin(told) if name == "works" else frame["source"].isin(addressed)
        rows += [(name, key) for key in sorted(frame.loc[on_a_page, "id"])]
    random.Random(hashlib.sha256((catalog.root / "works.csv").read_bytes()).hexdigest()).shuffle(rows)
    return rows[:count]


if __name__ == "__main__":
    for table, key in draw(load(site_dir() / "data"), int(sys.argv[1]) if len(sys.argv) > 1 else 90):
        print(f"{table}/{key}")
