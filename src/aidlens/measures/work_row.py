"""The one public row of a work: the same columns, in one order, on page, command line, API, CSV, XLSX, GeoJSON and Data Package.

First the record's own columns in the record's order, then what follows from the record about the work. Every number has its bound beside
it (``units_bound``, ``capacity_qualifier``, ``cost_qualifier``). One rule of geometry: a work stands at the point of each district known,
most often its seat, never at a village and never at a building; ``point_is`` says which. A channel may show fewer columns on a screen, or
fold some into richer fields; its download carries them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.i18n import CODES, Lang, lang
from aidlens.measures import works
from aidlens.quantity import Bound
from aidlens.single_flight_cache import once
from aidlens.view import DONE, View

Field = dict[str, Any]
CURRENCIES = {"EUR": 0, "USD": 1, "AFN": 2, "ITL": 3}  # the order of the groups of a list by cost; works without a cost come last
POINT_IS = {"seat": "district_seat", "centroid": "district_centroid"}
NOT_ALL_ALIKE = "district_point"  # several districts, of some the seat and of others a point inside, or of a kind nobody said
JOINED = ("capacity_qualifier",)  # columns of the record that came later: they stand last, so that the others stay where files have them
ADDRESSES = "; "  # between addresses: a lone semicolon may stand in one


# ── columns ───────────────────────────────────────────────────────────────────────────────────────────────────────


@once(4)
def fields(catalog: Catalog) -> tuple[Field, ...]:
    """The columns in their order, described as in datapackage.json; those that follow from the record are marked ``derived``."""
    first, second = (_derived(lang(code)) for code in CODES)
    own = next(item["schema"]["fields"] for item in catalog.descriptor["resources"] if item["name"] == "works")
    more = ({f"{name}_it": field[name] for name in ("title", "description")} for field in second)
    held, joined = ([item for item in own if (item["name"] in JOINED) is late] for late in (False, True))
    return (*held, *(field | italian for field, italian in zip(first, more, strict=True)), *joined)


def names(catalog: Catalog) -> tuple[str, ...]:
    """The names of the columns in their order."""
    return tuple(field["name"] for field in fields(catalog))


def _derived(words: Lang) -> tuple[Field, ...]:
    """What follows from the record, described in one language."""
    several, sure = {"list_separator": ";"}, {"constraints": {"required": True}}

    def one_of(*codes: str, required: bool = True) -> Field:
        return {"constraints": {"enum": list(codes)} | ({"required": True} if required else {})}

    described: tuple[tuple[str, str, str, str, Field], ...] = (
        ("villages", "string", words.t("Villages"), words.t("Villages and towns named; by name only."), several),
        ("districts", "string", words.t("Districts"), words.t("Districts known."), several),
        ("provinces", "string", words.t("Provinces"), words.t("Provinces known."), several),
        ("sources", "string", words.t("Sources"), words.t("Pages that support it."), several),
        (
            "confirmed", "boolean", words.t("Confirmed"),
            words.t("Two parties state existence and completion, at least one of them neither funder nor builder."), sure,
        ),
        (
            "funding", "string", words.t("Whose money"), words.t("Public, private, or neither of them for sure."),
            one_of("public", "private", "other"),
        ),
        ("done", "string", words.t("What was done"), words.t("Built, supplied, or only announced or in progress."), one_of(*DONE[:-1])),
        (
            "units_bound", "string", words.t("Bound of the units"), words.t("Unknown where no page gives a number."),
            one_of(Bound.EXACT, Bound.UNKNOWN),
        ),
        (
            "precision", "string", words.t("How precisely"), words.t("The finest place that is named."),
            one_of("village", "district", "province", "country"),
        ),
        (
            "latitude", "number", words.t("Latitude"),
            words.t("WGS 84 latitude of the point, where exactly one district is known; never the place of the work itself."), {},
        ),
        (
            "longitude", "number", words.t("Longitude"),
            words.t("WGS 84 longitude of the point, where exactly one district is known; never the place of the work itself."), {},
        ),
        (
            "point_is", "string", words.t("What the point is"),
            words.t(
                "district_seat: the seat of each district, also where a village is named; district_centroid: a point inside it; "
                "district_point: several districts, not all alike; empty: no point."
            ),
            one_of(*POINT_IS.values(), NOT_ALL_ALIKE, required=False),
        ),
        ("origins", "string", words.t("Origins"), words.t("Parties that speak of it, as far as they were assessed."), several),
        ("source_addresses", "string", words.t("Addresses of the sources"), words.t("Addresses of the pages that may be linked."), {}),
        (
            "level", "string", words.t("Level"), words.t("The finest level that is known, villages aside."),
            one_of("district", "province", "country"),
        ),
        ("placed", "boolean", words.t("Placed"), words.t("Exactly one district is known."), sure),
        ("href", "string", words.t("Evidence"), words.t("Address of its evidence card on the site."), sure),
    )  # fmt: skip
    return tuple(
        {"name": name, "type": kind, "title": title, "description": about, "derived": True, **more}
        for name, kind, title, about, more in described
    )


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@once(4)
def table(catalog: Catalog) -> pd.DataFrame:
    """The row of every work, in the record's order, by its id: texts, numbers (NaN where no page says), flags; lists with semicolons."""
    frame = works.table(catalog)
    url = catalog.sources.set_index("id")["url"]
    known = [points(catalog, ids) for ids in frame["districts"]]
    alone = [found[0] if placed and found else None for found, placed in zip(known, frame["placed"], strict=True)]
    made = frame.assign(
        units_bound=frame["units"].map(lambda value: str(Bound.EXACT if value == value else Bound.UNKNOWN)),
        precision=frame["level"].where(frame["villages"].map(len) == 0, "village"),
        latitude=[point["lat"] if point else None for point in alone],
        longitude=[point["lon"] if point else None for point in alone],
        point_is=[_kind(found) for found in known],
        origins=frame["parties"],
        source_addresses=frame["sources"].map(lambda keys: ADDRESSES.join(filter(None, (url[key] for key in keys)))),
        href=[View(page="works", work=key).href() for key in frame["id"]],
    )
    for name in ("villages", "districts", "provinces", "sources", "origins"):
        made[name] = made[name].map(";".join)
    return made[list(names(catalog))].set_index("id", drop=False)


def rows(catalog: Catalog, view: View, words: Lang) -> pd.DataFrame:
    """The rows of the works that a view shows, in the order in which it shows them."""
    return table(catalog).loc[list(select(catalog, view, words)["id"])]


def select(catalog: Catalog, view: View, words: Lang) -> pd.DataFrame:
    """The works a view shows (as from ``measures.works.table``), in its order."""
    return ordered(works.select(catalog, view), view.sort, words)


def ordered(frame: pd.DataFrame, sort: str, words: Lang) -> pd.DataFrame:
    """Works in the order asked for; within it by name, so that the order is always the same. Costs: one currency after the other."""
    name = frame[f"name_{words.code}"].str.lower()
    keys = {
        "name": name,
        "place": frame["provinces"].map(lambda ids: ids[0] if ids else "~") + frame["districts"].map(lambda ids: ids[0] if ids else "~"),
        "date": frame["date"].replace("", None),
        "status": frame["status"],
        "cost": frame["cost_value"],
        "origins": frame["parties"].map(len),
    }
    down = sort in ("date", "cost", "origins")
    # Amounts of two currencies have no order among them: each currency stands by itself.
    group = frame["cost_currency"].map(CURRENCIES.get) if sort == "cost" else 0
    found = frame.assign(_group=group, _key=keys[sort], _name=name).sort_values(
        ["_group", "_key", "_name", "id"], ascending=[True, not down, True, True], na_position="last"
    )
    return found.drop(columns=["_group", "_key", "_name"])


# ── points ────────────────────────────────────────────────────────────────────────────────────────────────────────


def points(catalog: Catalog, districts: Sequence[str]) -> list[dict[str, Any]]:
    """The points of some districts, those that have one: lat, lon, precision, point_is."""
    found = [catalog.row("places", key) for key in districts]
    return [_point(place) for place in found if place["lat"] == place["lat"] and place["lat"] is not None]


def _point(place: Mapping[str, Any]) -> dict[str, Any]:
    return {name: place[name] for name in ("lat", "lon", "precision")} | {"point_is": POINT_IS.get(place["precision"], NOT_ALL_ALIKE)}


def _kind(found: Sequence[Mapping[str, Any]]) -> str:
    kinds = {point["point_is"] for point in found}
    return NOT_ALL_ALIKE if len(kinds) > 1 else next(iter(kinds), "")


def geometry(catalog: Catalog, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """A row's points as GeoJSON; None where no district with a point is known."""
    found = points(catalog, row["districts"].split(";") if row["districts"] else ())
    return {"type": "MultiPoint", "coordinates": [[point["lon"], point["lat"]] for point in found]} if found else None
