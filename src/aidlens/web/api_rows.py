"""Rows of the record as the API gives them: plain JSON values, numbers with their bound.

What belongs here: one function a list that turns its rows into JSON. The fields of a row are those of its table as it leaves the site
(``measures.public``), but for the ones in FOLDED, which are told by a richer field beside them; ``openapi`` describes both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.i18n import CODES, lang
from aidlens.measures import claims, observations, public, quotes, work_row, works
from aidlens.measures.public import number, plain
from aidlens.quantity import Quantity
from aidlens.single_flight_cache import once
from aidlens.view import View

Row = Mapping[str, Any]
Json = dict[str, Any]

FOLDED = {
    "works": (
        *("units", "units_bound", "capacity_value", "capacity_unit", "capacity_qualifier", "cost_value", "cost_currency", "cost_qualifier"),
        *("funders", "implementers", "sources", "source_addresses"),
    ),
    "observations": ("qualifier", "value", "low", "high", "unit", "formula"),
    "claims": ("qualifier", "value", "unit"),
    "sources": (),
    "quotes": ("table", "row"),
}
LABELLED = ("facility", "extent", "granularity", "class", "action", "status", "date_is", "funder_is")


# ── values ────────────────────────────────────────────────────────────────────────────────────────────────────────


def fields_of(catalog: Catalog, table: str) -> list[Mapping[str, Any]]:
    """The fields of a table that its rows carry under their own names."""
    return [field for field in public.schemas(catalog)[table]["fields"] if field["name"] not in FOLDED.get(table, ())]


def quantity(found: Quantity, formula: str = "") -> Json:
    """A number with its bound, unit, range, and its words in both languages."""
    ends: dict[str, Decimal | None] = {"value": found.value, "low": found.low, "high": found.high}
    return {
        **{name: number(end) for name, end in ends.items()},
        "bound": str(found.bound),
        "unit": found.unit,
        "derived": found.derived,
        "formula": formula or None,
        **{f"words_{code}": found.words(lang(code)) for code in CODES},
    }


def named(catalog: Catalog, table: str, key: str) -> Json | None:
    """Id and names of a row; null for an empty key."""
    return {"id": key, **_names(catalog.row(table, key))} if key else None


def _names(row: Row) -> Json:
    return {f"name_{code}": row[f"name_{code}"] for code in CODES}


def _by(frame: pd.DataFrame, column: str) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for row in frame.to_dict("records"):
        found.setdefault(row[column], []).append(row)
    return found


def _address(table: str, key: str) -> str:
    return f"/api/v1/{table}/{key}"


# ── the lists ─────────────────────────────────────────────────────────────────────────────────────────────────────


@once(16)
def rows(catalog: Catalog, table: str) -> dict[str, Json]:
    """All rows of a list by id, in the record's order."""
    return _MAKERS[table](catalog)


def _works(catalog: Catalog) -> dict[str, Json]:
    fields, said = fields_of(catalog, "works"), fields_of(catalog, "outcomes")
    places, lines, outcomes = (_by(frame, "work") for frame in (catalog.work_places, catalog.work_sources, catalog.outcomes))
    found: dict[str, Json] = {}
    for row in work_row.table(catalog).to_dict("records"):
        key = row["id"]
        capacity, cost = works.capacity(row), works.cost(row)
        found[key] = {
            **plain(row, fields),
            "labels": {"kind": _names(catalog.row("kinds", row["kind"]))} | _labels(catalog, row),
            "units": quantity(Quantity.of(row["units"])),
            "capacity": None if capacity.value is None else quantity(capacity),
            "cost": None if cost.value is None else quantity(cost),
            "funders": [named(catalog, "organisations", item) for item in split_list(row["funders"])],
            "implementers": [named(catalog, "organisations", item) for item in split_list(row["implementers"])],
            "places": [_place(catalog, line) for line in places.get(key, ())],
            "sources": [_cited(catalog, line) for line in lines.get(key, ())],
            "outcomes": [plain(line, said) | {"quotes": _quotes(catalog, "outcomes", line["id"])} for line in outcomes.get(key, ())],
            "quotes": _quotes(catalog, "works", key),
            "plain": View().row_href("works", key),
            "self": _address("works", key),
        }
    return found


def _labels(catalog: Catalog, row: Row) -> Json:
    return {name: {f"name_{code}": catalog.code(name, row[name], code) for code in CODES} for name in LABELLED if row[name]}


def _place(catalog: Catalog, line: Row) -> Json:
    """A place of a work: codes and names of its levels, the point of its district and what that is, never a point of a village."""
    above: Json = {"village": None, "district": None, "province": None}
    key = line["place"]
    while key:
        row = catalog.row("places", key)
        above[row["kind"]] = {"id": key, **_names(row)}
        key = row["parent"]
    finest, district = catalog.row("places", line["place"]), above["district"]
    point = next(iter(work_row.points(catalog, [district["id"]])), None) if district else None
    return {
        "place": line["place"],
        "level": finest["kind"],
        **{name: above[name] for name in ("village", "district", "province")},
        "point": {name: number(point[name]) for name in ("lat", "lon")} | {"precision": point["precision"] or None} if point else None,
        "point_is": point["point_is"] if point else None,
        "place_is": line["place_is"] or None,
        "plain": View().row_href("places", line["place"]),
    }


def _cited(catalog: Catalog, line: Row) -> Json:
    """A page behind a work, and what it is cited for."""
    row = catalog.row("sources", line["source"])
    origin = line["origin"] or row["origin"]
    return {
        "id": row["id"],
        **{name: row[name] or None for name in ("publisher", "title", "date", "url", "archived_url")},
        "supports": split_list(line["supports"]),
        "relation": line["relation"],
        "origin": named(catalog, "origins", origin),
    }


def _quotes(catalog: Catalog, table: str, key: str) -> list[Json]:
    """The pages' own words for a row."""
    fields = fields_of(catalog, "quotes")
    return [plain(vars(quote) | {"facts": ";".join(quote.facts)}, fields) for quote in quotes.of_row(catalog, table, key)]


def _observations(catalog: Catalog) -> dict[str, Json]:
    fields = fields_of(catalog, "observations")
    found: dict[str, Json] = {}
    for row in catalog.rows("observations"):
        source = catalog.row("sources", row["source"])
        found[row["id"]] = {
            **plain(row, fields),
            "quantity": quantity(observations.quantity(row), row["formula"]),
            "date": observations.date_of(catalog, row) or None,
            "publisher": source["publisher"],
            "source_url": (source["url"] or None) if row["citable"] else None,
            "quotes": _quotes(catalog, "observations", row["id"]),
            "href": View(page="disagreements", obs=row["id"]).href(),
            "self": _address("observations", row["id"]),
        }
    return found


def _claims(catalog: Catalog) -> dict[str, Json]:
    fields = fields_of(catalog, "claims")
    found: dict[str, Json] = {}
    for item in claims.ladders(catalog, View()):
        row = catalog.row("claims", item.claim)
        steps = {
            name: {"units": quantity(step.units), "works_without_number": step.unknown, "works": list(step.works)}
            for name, step in item.steps.items()
        }
        found[item.claim] = {
            **plain(row, fields),
            "words": catalog.row("passages", row["passage"])["passage"],
            "claimed": quantity(item.claimed),
            "official_count": quantity(item.official_units),
            "scope": _scope(catalog, row["programme"]),
            "steps": steps or None,
            "href": View(claim=item.claim).href(),
            "plain": View().row_href("claims", item.claim),
            "self": _address("claims", item.claim),
        }
    return found


def _scope(catalog: Catalog, key: str) -> Json | None:
    if not key:
        return None
    row = catalog.row("programmes", key)
    return {"id": key, **_names(row), **{name: row[name] or None for name in ("period_start", "period_end", "province")}}


def _sources(catalog: Catalog) -> dict[str, Json]:
    fields = fields_of(catalog, "sources")
    supported = _by(catalog.work_sources, "source")
    read = _by(catalog.observations, "source")
    found: dict[str, Json] = {}
    for row in catalog.rows("sources"):
        origin = catalog.row("origins", row["origin"]) if row["origin"] else None
        found[row["id"]] = {
            **plain(row, fields),
            "origin_named": named(catalog, "origins", row["origin"]),
            "party": named(catalog, "parties", origin["party"]) if origin else None,
            "works": sorted({line["work"] for line in supported.get(row["id"], ())}),
            "observations": sorted(line["id"] for line in read.get(row["id"], ())),
            "href": View(source=row["id"]).href(),
            "plain": View().row_href("sources", row["id"]),
            "self": _address("sources", row["id"]),
        }
    return found


_MAKERS: dict[str, Callable[[Catalog], dict[str, Json]]] = {
    "claims": _claims,
    "observations": _observations,
    "works": _works,
    "sources": _sources,
}
