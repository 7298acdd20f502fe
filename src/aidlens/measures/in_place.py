"""What the record knows of a place: the works that lie in it, public money apart from all other, and how precisely each is placed.

A work counts in every place that it is said to lie in: the numbers of districts need not add up to that of their province.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.measures import works
from aidlens.single_flight_cache import once

# Never added to each other: what public aid built, supplied and only announced; private aid; what is neither (see ``code.class``).
GROUPS = ("built", "supplied", "announced", "private", "other")
BELOW = {"country": "province", "province": "district", "district": "village"}
COLUMNS = {"province": "provinces", "district": "districts", "village": "villages"}


@dataclass(frozen=True)
class Known:
    """A place, its works (rows of ``works.table``, any money and state), those of them without a finer place in it, and the places that it
    holds with the number of their works in each of ``GROUPS``.
    """

    place: str
    kind: str
    works: pd.DataFrame
    coarse: pd.DataFrame
    below: dict[str, dict[str, int]]

    @property
    def several(self) -> int:
        """How many of the works that public aid built lie in other places of this kind too."""
        built = self.works[group(self.works) == "built"]
        return int((built[COLUMNS[self.kind]].map(len) > 1).sum()) if self.kind in COLUMNS and len(built) else 0


@once(4)
def named(catalog: Catalog) -> tuple[str, ...]:
    """The places that have a page, in the record's order: the country, its provinces, districts that the geography knows or where a public
    work lies, and villages where one does. A place that only a row left out of the public copy names has none.
    """
    held = set(_ids(catalog))
    return tuple(
        row["id"]
        for row in catalog.rows("places")
        if row["kind"] in ("country", "province") or row["id"] in held or (row["kind"] == "district" and row["lat"] == row["lat"])
    )


def country(catalog: Catalog) -> str:
    """The country, "" where a record has none."""
    return next((str(row["id"]) for row in catalog.rows("places") if row["kind"] == "country"), "")


def is_named(catalog: Catalog, place: str) -> bool:
    """Whether a place has a page."""
    return place in _named(catalog)


@once(4)
def _named(catalog: Catalog) -> frozenset[str]:
    return frozenset(named(catalog))


def of(catalog: Catalog, place: str) -> Known:
    """What is known of a place. Raises KeyError for an unknown one."""
    kind, ids = str(catalog.row("places", place)["kind"]), _ids(catalog)
    found = _rows(catalog, ids.get(place, frozenset()))
    inner = [row["id"] for row in catalog.rows("places") if row["parent"] == place and is_named(catalog, row["id"])]
    finer = [key for key in inner if catalog.row("places", key)["kind"] == BELOW.get(kind)]
    placed = frozenset().union(*(ids.get(key, frozenset()) for key in finer))
    below = {key: counts_of(catalog, key) for key in inner}
    return Known(place, kind, found, found[~found["id"].isin(placed)], below)


def counts_of(catalog: Catalog, place: str) -> dict[str, int]:
    """How many works of a place are in each of ``GROUPS``."""
    return _counts(catalog).get(place, dict.fromkeys(GROUPS, 0))


@once(4)
def _counts(catalog: Catalog) -> dict[str, dict[str, int]]:
    held = works.places(catalog)
    groups = dict(zip(works.table(catalog)["id"], group(works.table(catalog)), strict=True))
    found: dict[str, dict[str, int]] = {}
    for work, place in zip(held["id"], held["place"], strict=True):
        found.setdefault(str(place), dict.fromkeys(GROUPS, 0))[groups[work]] += 1
    return found


def group(frame: pd.DataFrame) -> pd.Series:
    """Which of ``GROUPS`` each work is in."""
    return frame["done"].where(frame["funding"] == "public", frame["funding"])


def counts(frame: pd.DataFrame) -> dict[str, int]:
    """How many of some works are in each of ``GROUPS``."""
    parts = list(group(frame))
    return {name: parts.count(name) for name in GROUPS}


def _rows(catalog: Catalog, ids: frozenset[str]) -> pd.DataFrame:
    frame = works.table(catalog)
    return frame[frame["id"].isin(ids)]


@once(4)
def _ids(catalog: Catalog) -> dict[str, frozenset[str]]:
    """The works in each place, all that it holds among them."""
    held = works.places(catalog)
    return {str(place): frozenset(ids) for place, ids in held.groupby("place")["id"]}
