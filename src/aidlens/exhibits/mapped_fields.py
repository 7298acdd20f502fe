"""The fields of the map: the marks of each place. A mark is one work; where a place has too many, one a kind with its number.

What belongs here: which marks stand together and what each says. Where a field stands is ``mapped_layout``'s business.
"""

from __future__ import annotations

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
    are finished.
    """

    family: str
    link: Link
    years: tuple[tuple[int, int], ...]
    finished: bool = True

    @property
    def works(self) -> int:
        """How many works it stands for."""
        return sum(count for _, count in self.years)


@dataclass(frozen=True)
class Spot:
    """The marks of one place ("" for no single one), known as precisely as ``level`` says; lat and lon in degrees, NaN beside the map."""

    place: str
    level: str
    name: str
    lat: float
    lon: float
    dots: tuple[Dot, ...]
    href: str

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
        many = len(rows) > (MOST_NARROW if narrow else MOST)
        dots = tuple(_kinds(catalog, rows, place, here, lang) if many else (_dot(catalog, row, here, lang, narrow=narrow) for row in rows))
        name = catalog.name("places", place, lang.code) or lang.t("several provinces, or no place")
        found.append(Spot(place, level, name, lat, lon, dots, here.having(at=place or BESIDE, sheet=1).href()))
    return tuple(sorted(found, key=lambda spot: (-spot.works, spot.level, spot.place)))


def _dot(catalog: Catalog, row: dict[str, Any], here: View, lang: Lang, *, narrow: bool) -> Dot:
    # A finger never sees the words of a pointer, and the list it opens has the source.
    words = work_words(catalog, row, lang)[: 2 if narrow else None]
    link = Link(f"work:{row['id']}", here.href(work=row["id"]), words)
    return Dot(row["family"], link, ((_year(row), 1),), row["done"] == FINISHED)


def _kinds(catalog: Catalog, held: list[dict[str, Any]], place: str, here: View, lang: Lang) -> Iterator[Dot]:
    """One mark a kind family; what was supplied, announced or is in progress never shares it with what is finished."""
    frame = pd.DataFrame(held)
    for (family, finished), rows in frame.groupby(["family", frame["done"] == FINISHED], sort=False):
        by_year = rows["year"].fillna(0).astype(int).value_counts()
        view = here.having(kind=tuple(sorted(set(rows["kind"]))), at=place or BESIDE, sheet=1)
        names = lang.join(catalog.name("kinds", kind, lang.code) for kind in sorted(set(rows["kind"])))
        key = f"many:{place or BESIDE}:{family}{'' if finished else ':open'}"
        link = Link(key, view.href(), (names, lang.n("{n} work", "{n} works", len(rows))))
        yield Dot(str(family), link, tuple((int(year), int(count)) for year, count in by_year.items()), bool(finished))


def _year(row: dict[str, Any]) -> int:
    return 0 if pd.isna(row["year"]) else int(row["year"])
