"""The fields of the map: the marks of each place. A mark is one work; where a place has too many, one a kind with its number.

What belongs here: which marks stand together and what each says. Where a field stands is ``mapped_layout``'s business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Link
from aidlens.exhibits.evidence import work_words
from aidlens.exhibits.style import LIGHT
from aidlens.i18n import Lang
from aidlens.measures import batches, mapped, works
from aidlens.single_flight_cache import once
from aidlens.view import BESIDE, View

MOST, MOST_NARROW = 150, 60  # works of a place: with more, one mark a kind stands for all of that kind
FINISHED = "built"


@dataclass(frozen=True)
class Dot:
    """A mark: its kind's family, what it leads to and says, how many works it stands for in which years (0 for undated), and whether they
    are finished; the kinds it is of.
    """

    family: str
    link: Link
    years: tuple[tuple[int, int], ...]
    finished: bool = True
    kinds: tuple[str, ...] = ()

    @property
    def works(self) -> int:
        """How many works it stands for."""
        return sum(count for _, count in self.years)


@dataclass(frozen=True)
class Spot:
    """The marks of one place ("" for no single one), known as precisely as ``level`` says; lat and lon in degrees, NaN beside the map.
    ``shared`` are the fields of districts that stand together: then ``place`` is their ids, joined by commas, the point that of the first.
    """

    place: str
    level: str
    name: str
    lat: float
    lon: float
    dots: tuple[Dot, ...]
    href: str
    shared: tuple[Spot, ...] = ()

    @property
    def districts(self) -> tuple[Spot, ...]:
        """The fields that stand together, or this one alone."""
        return self.shared or (self,)

    @property
    def works(self) -> int:
        """How many works stand here."""
        return sum(dot.works for dot in self.dots)

    @property
    def many(self) -> bool:
        """Whether a mark stands for all works of a kind."""
        return any(dot.link.id.startswith("many:") for dot in self.dots)


@once(32)
def spots_of(catalog: Catalog, view: View, lang: Lang, *, narrow: bool) -> tuple[Spot, ...]:
    """The fields of the works a view shows; the same for all extents and ways to draw them."""
    return spots(catalog, works.select(catalog, view), view, lang, narrow=narrow)


def spots(catalog: Catalog, shown: pd.DataFrame, view: View, lang: Lang, *, narrow: bool) -> tuple[Spot, ...]:
    """The fields of some works (rows of ``works.table``), those with most works first; in each the kinds in their order, then by date."""
    here, order = view.without_evidence.having(page="map"), {family: place for place, family in enumerate(LIGHT.kinds)}
    rows = sorted(shown.to_dict("records"), key=lambda row: (order[row["family"]], row["date"] or batches.UNDATED, row["id"]))
    held: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        held.setdefault((row["spot"], "" if row["at"] == BESIDE else row["at"]), []).append(row)
    found = []
    for (level, place), rows in held.items():
        lat, lon = mapped.point(catalog, level, place)
        dots, there = tuple(_dot(catalog, row, here, lang, narrow=narrow) for row in rows), here.having(at=place or BESIDE, sheet=1)
        if len(rows) > (MOST_NARROW if narrow else MOST):
            dots = tuple(_kinds(catalog, dots, place or BESIDE, there, lang))
        name = catalog.name("places", place, lang.code) or lang.t("several provinces, or no place")
        found.append(Spot(place, level, name, lat, lon, dots, there.href()))
    return tuple(sorted(found, key=lambda spot: (-spot.works, spot.level, spot.place)))


def together(catalog: Catalog, shared: tuple[Spot, ...], view: View, lang: Lang, *, narrow: bool) -> Spot:
    """One field for several districts of a province, the first with most works: headed with the province's name."""
    if len(shared) == 1:
        return shared[0]
    places = [spot.place for spot in shared]
    key, there = ",".join(places), view.without_evidence.having(page="map", district=tuple(sorted(places)), sheet=1)
    order = {family: place for place, family in enumerate(LIGHT.kinds)}
    dots = tuple(sorted((dot for spot in shared for dot in spot.dots), key=lambda dot: order[dot.family]))
    if any(spot.many for spot in shared) or len(dots) > (MOST_NARROW if narrow else MOST):
        dots = tuple(_kinds(catalog, dots, key, there, lang))
    province = catalog.name("places", province_of(catalog, shared[0].place), lang.code)
    name = lang.n("{n} district of {place}", "{n} districts of {place}", len(shared), place=province)
    return Spot(key, "district", name, shared[0].lat, shared[0].lon, dots, there.href(), shared)


def province_of(catalog: Catalog, place: str) -> str:
    """The province of a district."""
    return str(catalog.row("places", place)["parent"])


def _dot(catalog: Catalog, row: dict[str, Any], here: View, lang: Lang, *, narrow: bool) -> Dot:
    # A finger never sees the words of a pointer, and the list it opens has the source.
    words = work_words(catalog, row, lang)[: 2 if narrow else None]
    link = Link(f"work:{row['id']}", here.href(work=row["id"]), words)
    return Dot(row["family"], link, ((_year(row), 1),), row["done"] == FINISHED, (row["kind"],))


def _kinds(catalog: Catalog, dots: tuple[Dot, ...], key: str, there: View, lang: Lang) -> Iterator[Dot]:
    """One mark a kind family; what was supplied, announced or is in progress never shares it with what is finished."""
    groups: dict[tuple[str, bool], list[Dot]] = {}
    for dot in dots:
        groups.setdefault((dot.family, dot.finished), []).append(dot)
    for (family, finished), held in groups.items():
        years = Counter[int]()
        for dot in held:
            years.update(dict(dot.years))
        kinds = tuple(sorted({kind for dot in held for kind in dot.kinds}))
        names = lang.join(catalog.name("kinds", kind, lang.code) for kind in kinds)
        words = (names, lang.n("{n} work", "{n} works", sum(years.values())))
        link = Link(f"many:{key}:{family}{'' if finished else ':open'}", there.having(kind=kinds).href(), words)
        yield Dot(family, link, tuple(sorted(years.items())), finished, kinds)


def _year(row: dict[str, Any]) -> int:
    return 0 if pd.isna(row["year"]) else int(row["year"])
