"""The page of a work: its card, where it is, what is near it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.exhibits import evidence
from aidlens.exhibits.things import ground
from aidlens.exhibits.things.parts import Cell, Listed, Thing, areas, listed
from aidlens.exhibits.things.titles import capital, place_name, titles
from aidlens.i18n import Lang
from aidlens.measures import works
from aidlens.view import View

MOST = 12  # neighbours named: all of them stand on the page of the place


def of_work(catalog: Catalog, key: str, view: View, lang: Lang) -> Thing:
    """A work's own page. Raises KeyError for an unknown one."""
    found = evidence.of_work(catalog, view.only().having(page="works", work=key), lang)
    frame = works.table(catalog)
    row = works.row(catalog, key)
    finest = next((row[level] for level in ("villages", "districts", "provinces") if row[level]), ())
    about: dict[str, Any] = {"about": {"@type": "Thing", "name": found.title, "description": found.lead}}
    if finest:
        about["spatialCoverage"] = areas(catalog, finest, lang)
    return Thing(
        "works",
        key,
        titles(catalog, lang.code)["works", key],
        found,
        about,
        map=ground.of_work(catalog, row, view, lang),
        where=tuple(_where(catalog, row, view, lang)),
        near=tuple(_near(catalog, frame, row, view, lang)),
    )


def _where(catalog: Catalog, row: Mapping[str, Any], view: View, lang: Lang) -> Iterator[Cell]:
    for level in ("villages", "districts", "provinces"):
        for key in row[level]:
            yield capital(place_name(catalog, key, lang)), view.row_href("places", key)


def _near(catalog: Catalog, frame: pd.DataFrame, row: Mapping[str, Any], view: View, lang: Lang) -> Iterator[Listed]:
    """Other works of the same money in the same district; where only the province is known, those of which no more is known either.

    First those of the same kind, the nearest in time before the others.
    """
    place = row["at"] if row["by_province"] and not row["by_district"] else row["by_district"]
    if not catalog.has("places", place):
        return
    others = frame[(frame["at"] == place) | (frame["by_district"] == place)]
    others = others[(others["id"] != row["id"]) & (others["funding"] == row["funding"])]
    if others.empty:
        return
    far = (others["year"] - row["year"]).abs().fillna(99)
    chosen = others.assign(_kind=others["kind"] != row["kind"], _far=far).sort_values(["_kind", "_far", "id"]).head(MOST)
    name = place_name(catalog, place, lang)
    title = lang.t("Other works in {place}", place=name)
    if catalog.row("places", place)["kind"] == "province":
        title = lang.t("Other works in {place} without a district", place=name)
    more = lang.t("All works that the record knows in {place}", place=name), view.row_href("places", place)
    note = "" if row["funding"] == "public" else lang.t("Of the same money as this one: public and private aid are never added.")
    yield listed(catalog, chosen, view, lang, title, note=note, more=more, status=True)
