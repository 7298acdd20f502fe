"""The table of changes: each row leads to a row of the record that is not withheld, its values are read as that row's are.

What belongs here: how a value of the table is written, for the check and for whoever shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidlens.catalog import Catalog, split_list
from aidlens.checks.faults import Fault
from aidlens.checks.numbered import rows
from aidlens.public_copy import WITHHELD
from aidlens.quantity import Quantity

FILE = "changes.csv"
# How before and after are written, by what changed: a code of a vocabulary, ids of a table, an amount; anything else is as it stands.
CODES = {
    **{"class": "class", "status": "status", "done": "action", "payer_is": "funder_is"},
    **{"kind": "kind_of_number", "state": "state"},
}
IDS = {"place": "places", "payer": "organisations", "about": "works"}
AMOUNTS = ("number", "cost", "capacity", "added")


_AMOUNT = re.compile(r"(?:(about|over|at_least|up_to) )?(\d+(?:\.\d+)?)(?: (\w+))?")


def amount(cell: str) -> Quantity:
    """An amount written as bound, number and unit ("about 750000 EUR", "2500 pupils", "5"). Raises ValueError."""
    found = _AMOUNT.fullmatch(cell)
    if found is None:
        raise ValueError(cell)
    return Quantity.of(found[2], found[1] or "exact", found[3] or "count")


def faults(catalog: Catalog) -> Iterator[Fault]:
    """Every change that leads nowhere, leads to what is withheld, or holds a value that its row could not."""
    for number, row in rows(catalog, "changes"):
        yield from _row(catalog, row["table"], row["row"], number, "row")
        for name in ("before", "after"):
            yield from _value(catalog, row["what"], row[name], number, name)


def _row(catalog: Catalog, table: str, key: str, number: int, field: str) -> Iterator[Fault]:
    if not catalog.has(table, key):
        yield Fault(FILE, number, field, key, "dangling-key", f"{table}.csv")
    elif catalog.row(table, key).get("sensitivity") == WITHHELD:
        yield Fault(FILE, number, field, key, "withheld-link")


def _value(catalog: Catalog, what: str, cell: str, number: int, field: str) -> Iterator[Fault]:
    if what in CODES and cell and not catalog.has("codes", f"{CODES[what]}/{cell}"):
        yield Fault(FILE, number, field, cell, "unknown-code", CODES[what])
    for key in split_list(cell) if what in IDS else ():
        yield from _row(catalog, IDS[what], key, number, field)
    if what in AMOUNTS and cell and not _AMOUNT.fullmatch(cell):
        yield Fault(FILE, number, field, cell, "type", "number")
