"""The scenes of the story and their checks: rows of ``scenes.csv``, and their places in the text.

A scene stands in the text as ``{scene:id}`` on a line of its own, before the paragraph that it belongs to: in both languages, in the order
of the table. Its caption is written in the story's own grammar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from aidlens.catalog import Catalog, split_list
from aidlens.checks.faults import Fault
from aidlens.checks.numbered import rows
from aidlens.public_copy import WITHHELD

# What a scene may light, as the address writes it, and the table that holds its values; a test holds them to those of a view.
LIT = {"kind": "kinds", "sector": "sectors", "province": "places", "district": "places", "counted": ""}
TO = {
    **LIT,
    "work": "works",
    "source": "sources",
    "claim": "claims",
    "obs": "observations",
    "by": "",
    "extent": "",
    "at": "places",
    "about": "",
}
MARKER = "scene"


def pages() -> tuple[str, ...]:
    """The pages of the site: names of modules above this layer, read, not imported."""
    return tuple(sorted(path.stem for path in (Path(__file__).parents[1] / "pagebook" / "pages").glob("[!_]*.py")))


def in_order(catalog: Catalog) -> list[dict[str, Any]]:
    """The scenes in the order of the story."""
    return sorted(catalog.rows("scenes"), key=lambda row: (row["order"], row["id"]))


def table(catalog: Catalog) -> Iterator[Fault]:
    """Every fault of the rows but those of their captions."""
    for number, row in rows(catalog, "scenes"):
        yield from _query(catalog, number, "lit", row["lit"], LIT)
        page, _, query = row["to"].partition("?")
        if page and page not in pages():
            yield Fault("scenes.csv", number, "to", page, "unknown-code", ", ".join(pages()))
        yield from _query(catalog, number, "to", query, TO)
        for key in split_list(row["works"]):
            if catalog.has("works", key) and catalog.row("works", key)["sensitivity"] == WITHHELD:
                yield Fault("scenes.csv", number, "works", key, "withheld-link")
        if row["picture"] == "work" and not row["works"]:
            yield Fault("scenes.csv", number, "works", "", "required")


def _query(catalog: Catalog, number: int, field: str, query: str, known: Mapping[str, str]) -> Iterator[Fault]:
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in known:
            yield Fault("scenes.csv", number, field, name, "unknown-code", ", ".join(known))
            continue
        for key in value.split(",") if known[name] else ():
            if not catalog.has(known[name], key):
                yield Fault("scenes.csv", number, field, key, "dangling-key", f"{known[name]}.csv")
    if query and not parse_qsl(query, keep_blank_values=True):
        yield Fault("scenes.csv", number, field, query, "unknown-code", ", ".join(known))


def places(catalog: Catalog, file: str, text: Sequence[tuple[int, str]]) -> Iterator[Fault]:
    """The faults of the places that a text (its lines with their numbers) gives to the scenes."""
    wanted = [str(row["id"]) for row in in_order(catalog)]
    found: list[str] = []
    for at, (number, line) in enumerate(text):
        if f"{{{MARKER}:" not in line:
            continue
        key = line.partition(f"{{{MARKER}:")[2].partition("}")[0]
        after = next((other.strip() for _, other in text[at + 1 :] if other.strip()), "")
        if line.strip() != f"{{{MARKER}:{key}}}" or not after or after.startswith(("#", "{")):
            yield Fault(file, number, "", key, "scene-line")
        if key not in wanted:
            continue  # a reference to nothing, which the grammar names
        if key in found or (found and wanted.index(key) < wanted.index(found[-1])):
            yield Fault(file, number, "", key, "scene-order", ", ".join(wanted))
        found.append(key)
    for number, row in rows(catalog, "scenes"):
        if row["id"] not in found:
            yield Fault("scenes.csv", number, "id", row["id"], "scene-missing", file)
