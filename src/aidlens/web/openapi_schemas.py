"""Schemas of the API's answers: the fields of datapackage.json as JSON Schema, and the richer fields that stand beside them.

What belongs here: shapes and their words. Which addresses give which shape is in ``openapi``; the rows themselves are made in
``api_rows``, and a test holds every row against its schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aidlens.catalog import WORK_STEPS, Catalog
from aidlens.exhibits.evidence import rights
from aidlens.finder.documents import TYPES
from aidlens.i18n import CODES, Lang
from aidlens.measures import work_row
from aidlens.measures.public import is_list
from aidlens.quantity import Bound
from aidlens.web.api_rows import LABELLED, fields_of

Json = dict[str, Any]
TEXT: Json = {"type": "string"}
MAYBE_TEXT: Json = {"type": ["string", "null"]}
MAYBE_NUMBER: Json = {"type": ["number", "null"]}
FLAG: Json = {"type": "boolean"}
COUNT: Json = {"type": "integer", "minimum": 0}


def ref(name: str) -> Json:
    """A schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def maybe(schema: Json) -> Json:
    """A schema, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def many(schema: Json) -> Json:
    """A list of a schema."""
    return {"type": "array", "items": schema}


def shape(properties: Json, about: str = "", **more: Any) -> Json:
    """An object with exactly these fields."""
    found: Json = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False, **more}
    return found | ({"description": about} if about else {})


def said(schema: Json, about: str) -> Json:
    """A schema with a word on what it is."""
    return {**schema, "description": about}


def of_field(field: Mapping[str, Any], lang: Lang) -> Json:
    """A field of datapackage.json as JSON Schema: null where the record leaves the cell empty, lists as arrays."""
    rules = field.get("constraints", {})
    kind = {"number": "number", "integer": "integer", "boolean": "boolean"}.get(field["type"], "string")
    found: Json = {"type": kind}
    if kind == "integer" and "enum" in rules:
        found["enum"] = [int(item) for item in rules["enum"]]
    elif "enum" in rules:
        found["enum"] = list(rules["enum"])
    for ours, theirs in (("minimum", "minimum"), ("maximum", "maximum"), ("pattern", "pattern")):
        if ours in rules:
            found[theirs] = rules[ours]
    if is_list(field):
        found = many(found)
    elif not rules.get("required"):
        found["type"] = [kind, "null"]
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    suffix = "_it" if lang.code == "it" else ""
    found["title"] = field.get(f"title{suffix}") or field.get("title", field["name"])
    found["description"] = field.get(f"description{suffix}") or field.get("description", "")
    return found


def of_table(catalog: Catalog, table: str, lang: Lang) -> Json:
    """The fields of a table that its rows carry under their own names."""
    return {field["name"]: of_field(field, lang) for field in fields_of(catalog, table)}


def schemas(catalog: Catalog, lang: Lang) -> Json:
    """Every shape by its name."""
    items = {
        "Claim": of_table(catalog, "claims", lang) | _claim(lang),
        "Observation": of_table(catalog, "observations", lang) | _observation(lang),
        "Work": of_table(catalog, "works", lang) | _work(lang),
        "Source": of_table(catalog, "sources", lang) | _source(lang),
    }
    found = _shared(catalog, lang) | {name: shape(fields) for name, fields in items.items()}
    found |= _exhibits(lang) | _rows(catalog, lang) | _answers(lang)
    for name in ("Claim", "Observation", "Work", "Source", "ExhibitSummary"):
        found[f"{name}List"] = _listed(name, lang)
    return found


def _listed(name: str, lang: Lang) -> Json:
    beyond = {"more": said(COUNT, lang.t("How many more works were supplied, are announced or in progress; done=all adds them."))}
    return shape(
        {
            "items": many(ref(name)),
            "total": said(COUNT, lang.t("How many rows the query selects.")),
            **(beyond if name == "Work" else {}),
            "limit": COUNT,
            "offset": COUNT,
            "next": said(MAYBE_TEXT, lang.t("Address of the next part; null on the last.")),
            "notes": said(many(TEXT), lang.t("What to know of a search: that it could not be read, or what it leaves out.")),
            "edition": said(TEXT, lang.t("Edition of the record.")),
            "licence": ref("Licence"),
        }
    )


def _names() -> Json:
    return {f"name_{code}": TEXT for code in CODES}


def _shared(catalog: Catalog, lang: Lang) -> Json:
    outcomes = {field["name"]: of_field(field, lang) for field in fields_of(catalog, "outcomes")}
    seat = shape({"lat": {"type": "number"}, "lon": {"type": "number"}, "precision": MAYBE_TEXT})
    return {
        "Licence": shape({"name": TEXT, "title": TEXT, "path": TEXT}),
        "Names": shape(_names()),
        "Named": shape({"id": TEXT, **_names()}),
        "Quantity": shape(
            {
                **dict.fromkeys(("value", "low", "high"), MAYBE_NUMBER),
                "bound": {"type": "string", "enum": [str(bound) for bound in Bound]},
                "unit": TEXT,
                "derived": said(FLAG, lang.t("A division or product of ours.")),
                "formula": said(MAYBE_TEXT, lang.t("How a derived number was made.")),
                **{f"words_{code}": TEXT for code in CODES},
            },
            lang.t("A number as published, with its bound: never read the value without it. A null value is unknown, not zero."),
        ),
        "Place": shape(
            {
                "place": TEXT,
                "level": {"type": "string", "enum": ["country", "province", "district", "village"]},
                **{name: maybe(ref("Named")) for name in ("village", "district", "province")},
                "point": said(
                    maybe(seat),
                    lang.t("The point of the district, most often its seat (point_is says which); never the place of the work itself."),
                ),
                "point_is": {"type": ["string", "null"], "enum": [*work_row.POINT_IS.values(), work_row.NOT_ALL_ALIKE, None]},
                "place_is": MAYBE_TEXT,
                **_plain(lang),
            }
        ),
        "Cited": shape(
            {
                "id": TEXT,
                **dict.fromkeys(("publisher", "title", "date", "url", "archived_url"), MAYBE_TEXT),
                "supports": said(many(TEXT), lang.t("The facts the page supports.")),
                "relation": TEXT,
                "origin": maybe(ref("Named")),
            }
        ),
        "Outcome": shape(outcomes | _quoted(lang)),
        "Quote": shape(of_table(catalog, "quotes", lang), rights(lang)),
        "Step": shape({"units": ref("Quantity"), "works_without_number": COUNT, "works": many(TEXT)}),
        "Error": shape({"error": ref("Refusal")}),
        "Refusal": {
            "type": "object",
            "properties": {
                "status": {"type": "integer"},
                **dict.fromkeys(("code", "message", "parameter", "value", "see"), TEXT),
                "allowed": many(TEXT),
            },
            "required": ["status", "code", "message"],
            "additionalProperties": False,
        },
        "Index": _index(lang),
    }


def _index(lang: Lang) -> Json:
    lists = shape(dict.fromkeys(("claims", "observations", "works", "sources", "exhibits"), TEXT))
    return shape(
        {
            **dict.fromkeys(("title", "edition"), TEXT),
            "fingerprint": said(TEXT, lang.t("SHA-256 of the record's files.")),
            "licence": ref("Licence"),
            "contact": said(
                MAYBE_TEXT, lang.t("Whom to write to of an error, a correction or a removal; null where this copy names nobody.")
            ),
            "limits": TEXT,
            "lists": lists,
            **dict.fromkeys(("description", "page"), TEXT),
        }
    )


def _links(lang: Lang) -> Json:
    return {
        "href": said(TEXT, lang.t("Address of its evidence card on the site.")),
        "self": said(TEXT, lang.t("Its own address in the API.")),
    }


def _plain(lang: Lang) -> Json:
    return {"plain": said(TEXT, lang.t("Address of its page without JavaScript."))}


def _quoted(lang: Lang) -> Json:
    return {"quotes": said(many(ref("Quote")), lang.t("The pages' own words for the row's facts."))}


def _work(lang: Lang) -> Json:
    labels = {name: ref("Names") for name in ("kind", *LABELLED)}
    return {
        "labels": said(
            {"type": "object", "properties": labels, "required": ["kind"], "additionalProperties": False},
            lang.t("Names of the codes, in both languages."),
        ),
        "units": said(ref("Quantity"), lang.t("How many of the thing the row stands for.")),
        "capacity": said(maybe(ref("Quantity")), lang.t("Capacity as published.")),
        "cost": said(maybe(ref("Quantity")), lang.t("Cost as published; what it covers is in cost_scope. Costs must not be added.")),
        "funders": many(ref("Named")),
        "implementers": many(ref("Named")),
        "places": many(ref("Place")),
        "sources": many(ref("Cited")),
        "outcomes": many(ref("Outcome")),
        **_quoted(lang),
        **_plain(lang),
        "self": _links(lang)["self"],
    }


def _rows(catalog: Catalog, lang: Lang) -> Json:
    """The one public row of a work, and works as GeoJSON, which carries it."""
    point = shape({"type": {"const": "MultiPoint"}, "coordinates": many({"type": "array", "items": {"type": "number"}})})
    feature = {"type": {"const": "Feature"}, "id": TEXT, "geometry": maybe(point), "properties": ref("WorkRow")}
    notes = said(many(TEXT), lang.t("What to know of a search: that it could not be read, or what it leaves out."))
    shared = {"edition": TEXT, "licence": ref("Licence"), "notes": notes, "aidlens": {"type": "object"}}
    return {
        "WorkRow": shape({field["name"]: of_field(field, lang) for field in work_row.fields(catalog)}),
        "WorkFeatures": shape({"type": {"const": "FeatureCollection"}, **shared, "features": many(shape(feature))}),
    }


def _observation(lang: Lang) -> Json:
    return {
        "quantity": ref("Quantity"),
        "date": said(MAYBE_TEXT, lang.t("The date the number hangs on: as of, else end of its period, else its page's date.")),
        "publisher": TEXT,
        "source_url": said(MAYBE_TEXT, lang.t("Address of the page, where it may be linked.")),
        **_quoted(lang),
        **_links(lang),
    }


def _claim(lang: Lang) -> Json:
    scope = shape({"id": TEXT, **_names(), **dict.fromkeys(("period_start", "period_end", "province"), MAYBE_TEXT)})
    return {
        "words": said(TEXT, lang.t("The article's words.")),
        "claimed": said(ref("Quantity"), lang.t("The number in the article.")),
        "official_count": said(ref("Quantity"), lang.t("The last count of the body that built.")),
        "scope": said(maybe(scope), lang.t("Programme and period inside which works and official count are compared.")),
        "steps": said(
            maybe(shape({name: ref("Step") for name in WORK_STEPS})),
            lang.t("The ladder: works in bulk, traced, placed, confirmed, and those outside the scope; null where works do not answer."),
        ),
        **_plain(lang),
        **_links(lang),
    }


def _source(lang: Lang) -> Json:
    return {
        "origin_named": maybe(ref("Named")),
        "party": said(maybe(ref("Named")), lang.t("Who speaks: two origins of one party are one witness.")),
        "works": said(many(TEXT), lang.t("Works it supports.")),
        "observations": said(many(TEXT), lang.t("Numbers read on it.")),
        **_plain(lang),
        **_links(lang),
    }


def _answers(lang: Lang) -> Json:
    """The answers of the search."""
    item = {
        "type": {"type": "string", "enum": list(TYPES)},
        "id": TEXT,
        "title": TEXT,
        "language": said(MAYBE_TEXT, lang.t("Language of the title, where it is a page's own words.")),
        "about": said(TEXT, lang.t("What and where it is, and how precisely: never finer than the name of a village.")),
        "money": {"type": ["string", "null"], "enum": ["public", "private", "other", None]},
        "href": said(TEXT, lang.t("Address of its evidence card on the site.")),
        "plain": said(TEXT, lang.t("Address of its page without JavaScript.")),
    }
    group = shape({"type": item["type"], "name": TEXT, "total": COUNT, "items": many(ref("Answer"))})
    whole = {
        "query": TEXT,
        "said": said(TEXT, lang.t("How many answers there are, in a sentence.")),
        "total": COUNT,
        "groups": said(many(group), lang.t("The group of the best answer first; a few of each type, with how many there are.")),
        "nearest": said(many(ref("Answer")), lang.t("Names that look like the query, where nothing answers it.")),
        "examples": said(many(TEXT), lang.t("Words to begin with, where nothing is found or typed.")),
        "plain": said(TEXT, lang.t("Address of its page without JavaScript.")),
        "edition": TEXT,
        "licence": ref("Licence"),
    }
    return {"Answer": shape(item), "Answers": shape(whole)}


def _exhibits(lang: Lang) -> Json:
    summary: Json = {
        **dict.fromkeys(("id", "title", "subtitle"), TEXT),
        "alt": said(TEXT, lang.t("The exhibit read aloud.")),
        "lang": {"type": "string", "enum": list(CODES)},
        "page": TEXT,
        "href": said(TEXT, lang.t("Address of exactly this view on the site.")),
        "self": TEXT,
        "csv": TEXT,
    }
    cell: Json = {"type": ["string", "number", "boolean", "null"]}
    cited = shape({"id": TEXT, **dict.fromkeys(("publisher", "title", "date", "url"), MAYBE_TEXT)})
    whole = summary | {
        "columns": many(shape({"key": TEXT, "label": TEXT, "number": FLAG})),
        "rows": said(many({"type": "object", "additionalProperties": cell}), lang.t("One row a mark: raw values, with their bounds.")),
        "sources": many(cited),
        "source_line": TEXT,
        "coverage": MAYBE_TEXT,
        "more": said(MAYBE_TEXT, lang.t("What the view leaves out, in words.")),
        "caveats": many(TEXT),
        "edition": TEXT,
        "licence": ref("Licence"),
    }
    return {"ExhibitSummary": shape(summary), "Exhibit": shape(whole)}
