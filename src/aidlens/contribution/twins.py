"""Works of the record that a message may speak of without knowing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aidlens.catalog import Catalog
from aidlens.checks import new_work
from aidlens.contribution.reading import above, province
from aidlens.measures import works
from aidlens.measures.search import words

MOST = 5
FEW_WORDS = 3  # a name of fewer words is like every other of its kind


def beside(catalog: Catalog, what: str, kinds: tuple[str, ...], places: tuple[str, ...], years: list[int]) -> list[Mapping[str, Any]]:
    """Works that may be the same one, the likeliest first: of that kind in that district, of that name, near that year."""
    alike = new_work.alike(catalog, what)
    wide = {province(catalog, places)} - {""}
    near = {key for place in places for key in above(catalog, place)} - wide
    named = len(words(what)) >= FEW_WORDS
    found: list[tuple[float, Mapping[str, Any]]] = []
    for row in works.table(catalog).to_dict("records"):
        own, year = {*row["villages"], *row["districts"]}, row["year"]
        if kinds and row["kind"] not in kinds:
            continue
        dated = bool(years) and year == year and min(years) - 1 <= year <= max(years) + 1
        called = named and row["id"] in alike
        if near & own:
            found.append((100 + 20 * dated + alike.get(row["id"], 0.0) / 10, row))
        elif (called and not (near and own)) if not wide else wide & {*row["provinces"]} and not (near and own) and (called or dated):
            found.append((10 * dated + alike.get(row["id"], 0.0) / 10, row))
    return [row for _, row in sorted(found, key=lambda pair: (-pair[0], pair[1]["id"]))[:MOST]]
