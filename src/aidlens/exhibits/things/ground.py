"""The small map of each kind of thing: which provinces are in front, which districts have a dot, and how precise that is in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Link
from aidlens.exhibits.small_map import Seat, SmallMap, seats
from aidlens.exhibits.things.titles import place_name
from aidlens.i18n import Lang
from aidlens.measures import in_place
from aidlens.measures.in_place import Known
from aidlens.view import View

Row = Mapping[str, Any]
MOST = 3  # provinces in front: of more the whole country is shown


def of_work(catalog: Catalog, row: Row, view: View, lang: Lang) -> SmallMap:
    """The province of a work with the seats of its districts."""
    districts = tuple(row["districts"])
    dots = seats(catalog, ((key, 0, _link(catalog, key, "", view, lang)) for key in districts), lang)
    return SmallMap(_front(row["provinces"]), dots, _alt(catalog, row["provinces"], dots, lang), _of_work(catalog, row, dots, lang))


def of_place(catalog: Catalog, known: Known, view: View, lang: Lang) -> SmallMap:
    """A province with its districts, a district in its province, a village's district; the country with all."""
    above = {str(row["kind"]): str(row["id"]) for row in _line(catalog, known.place)}
    provinces = [above["province"]] if "province" in above else []
    if known.kind in ("country", "province"):
        held = known.below if known.kind == "province" else {key: in_place.counts_of(catalog, key) for key in _districts(catalog)}
        some = {key: found["built"] for key, found in held.items() if any(found.values())}
        many = {key: count for key, count in some.items() if catalog.row("places", key)["kind"] == "district"}
        dots = seats(
            catalog,
            ((key, count, _link(catalog, key, lang.n("{n} work", "{n} works", count), view, lang)) for key, count in many.items()),
            lang,
        )
        precise = lang.t(
            "A dot is the point of a district, mostly its seat: larger for more works built or renovated with public aid, open where only "
            "other works are known. No dot is a work."
        )
        return SmallMap(_front(provinces), dots, _alt(catalog, provinces, dots, lang), precise if dots else _none(lang))
    district = above.get("district", "")
    dots = seats(catalog, ((key, 0, None) for key in filter(None, [district])), lang)
    if known.kind == "village":
        precise = lang.t("A village is a name here, never a point.") + " " + _point(catalog, district, dots, lang)
    else:
        precise = _point(catalog, district, dots, lang)
    return SmallMap(_front(provinces), dots, _alt(catalog, provinces, dots, lang), precise)


def of_many(catalog: Catalog, frame: pd.DataFrame, view: View, lang: Lang) -> SmallMap | None:
    """Where works stand of which exactly one district is known; None where there is none."""
    counts = frame.loc[frame["placed"], "by_district"].value_counts() if len(frame) else pd.Series(dtype=int)
    places = ((str(key), int(count)) for key, count in counts.items())
    dots = seats(catalog, ((key, n, _link(catalog, key, lang.n("{n} work", "{n} works", n), view, lang)) for key, n in places), lang)
    if not dots:
        return None
    provinces = sorted({str(catalog.row("places", dot.place)["parent"]) for dot in dots})
    left = len(frame) - sum(dot.works for dot in dots)
    precise = lang.t("A dot is the point of a district, mostly its seat, larger for more works; no dot is a work.")
    if left:
        precise += " " + lang.n(
            "{n} work has no dot: no single district is known.", "{n} works have no dot: no single district is known.", left
        )
    return SmallMap(_front(provinces), dots, _alt(catalog, provinces, dots, lang), precise)


# ── words ──


def _of_work(catalog: Catalog, row: Row, dots: tuple[Seat, ...], lang: Lang) -> str:
    if len(row["districts"]) == 1:
        return _point(catalog, row["districts"][0], dots, lang)
    if row["districts"]:
        return lang.t("The dots are points of the districts that are named, mostly their seats; none of them is the work.")
    if row["provinces"]:
        return lang.n(
            "Only the province is known: there is no dot.", "Only the provinces are known: there is no dot.", len(row["provinces"])
        )
    return _none(lang)


def _point(catalog: Catalog, district: str, dots: tuple[Seat, ...], lang: Lang) -> str:
    """What the one dot of a district is."""
    if not district:
        return lang.t("No district is known: there is no dot.")
    name = place_name(catalog, district, lang)
    if not dots:
        return lang.t("The record has no point for {district}: there is no dot.", district=name)
    if catalog.row("places", district)["precision"] == "seat":
        return lang.t("The dot is the seat of {district}; no work is shown where it stands.", district=name)
    return lang.t("The dot is a point inside {district}, not its seat; no work is shown where it stands.", district=name)


def _none(lang: Lang) -> str:
    return lang.t("No district is known: there is no dot.")


def _alt(catalog: Catalog, provinces: Iterable[str], dots: tuple[Seat, ...], lang: Lang) -> str:
    names = [place_name(catalog, key, lang) for key in provinces]
    land = lang.t("Outline of {places}.", places=lang.join(names) if 0 < len(names) <= MOST else "Afghanistan")
    told = [f"{dot.name}: {lang.n('{n} work', '{n} works', dot.works)}" if dot.works else dot.name for dot in dots]
    return f"{land} {lang.t('Dots: {places}.', places='; '.join(told))}" if told else land


def _link(catalog: Catalog, key: str, words: str, view: View, lang: Lang) -> Link:
    name = place_name(catalog, key, lang)
    return Link(f"place:{key}", view.row_href("places", key), tuple(filter(None, (name, words))))


# ── places ──


def _front(provinces: Iterable[str]) -> tuple[str, ...]:
    found = tuple(provinces)
    return found if len(found) <= MOST else ()


def _line(catalog: Catalog, key: str) -> Iterable[Any]:
    """A place and all that holds it."""
    while key:
        row = catalog.row("places", key)
        yield row
        key = str(row["parent"])


def _districts(catalog: Catalog) -> list[str]:
    return [key for key in in_place.named(catalog) if catalog.row("places", key)["kind"] == "district"]
