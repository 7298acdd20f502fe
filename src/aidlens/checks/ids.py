"""The ids that links may point at: ``ids.txt`` lists them, so that none disappears unnoticed.

One "table/id" a line, sorted, of every row that is shown. An id joins the list by ``aidlens ids``; it leaves it only by
``aidlens withhold`` (``checks.withhold``). A row that was folded into another keeps its line, with the other's id: "works/old = works/new".
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aidlens.catalog import IDS, MOVED, Catalog
from aidlens.checks.faults import Fault
from aidlens.checks.numbered import rows
from aidlens.public_copy import WITHHELD

TABLES = ("works", "sources", "observations", "outcomes", "claims", "places", "events")


def held(catalog: Catalog) -> dict[str, int]:
    """The ids of a record that are shown, as "table/id", and the row that each stands in."""
    found = {}
    for table in TABLES:
        for row, data in rows(catalog, table):
            if data.get("sensitivity") != WITHHELD:
                found[f"{table}/{data['id']}"] = row
    return found


def listed(root: Path) -> list[str]:
    """The lines of a record's list. Raises OSError or UnicodeDecodeError."""
    return (root / IDS).read_text(encoding="utf-8-sig").splitlines()


def faults(catalog: Catalog) -> Iterator[Fault]:
    """Ids that are listed and no longer shown, and ids that are shown and not listed."""
    try:
        lines = listed(catalog.root)
    except UnicodeDecodeError:
        yield Fault(IDS, 0, "", "", "encoding")
        return
    except OSError:
        yield Fault(IDS, 0, "", "", "missing-file")
        return
    shown = held(catalog)
    for row, line in enumerate(lines, 1):
        own, moved, other = (part.strip() for part in line.partition(MOVED))
        if (other if moved else own) not in shown or (moved and own in shown):
            yield Fault(IDS, row, "", own, "id-gone")
    known = {key for line in lines for key in keys(line)}
    for key, row in shown.items():
        if key not in known:
            table, own = key.split("/", 1)
            yield Fault(f"{table}.csv", row, "id", own, "id-unlisted")


def keys(line: str) -> list[str]:
    """The ids that a line names: its own, and the one it leads to."""
    return [key.strip() for key in line.split(MOVED)]


def add(root: Path) -> int:
    """Add to a record's list what it holds and the list does not; how many. What is listed stays."""
    lines = {line.strip() for line in listed(root)} if (root / IDS).exists() else set()
    new = set(held(Catalog.read(root))) - {key for line in lines for key in keys(line)}
    if new:
        write(root, lines | new)
    return len(new)


def write(root: Path, lines: set[str]) -> None:
    """Write a record's list, sorted."""
    (root / IDS).write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8", newline="")
