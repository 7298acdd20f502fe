"""The API's own description (OpenAPI 3.1), made from what answers: the table of operations, the fields of View, datapackage.json."""

from __future__ import annotations

from typing import Any

from aidlens.catalog import Catalog
from aidlens.checks.contact import is_mail
from aidlens.exhibits import registry
from aidlens.i18n import Lang
from aidlens.measures import public, work_row
from aidlens.single_flight_cache import once
from aidlens.web import api_query as query
from aidlens.web.api_answers import CSV, GEOJSON, JSON, OPERATIONS, Operation
from aidlens.web.api_rows import Json, rows
from aidlens.web.openapi_schemas import ref, schemas

VERSION = "1.0.0"
ID = "^[a-z0-9]+([-_][a-z0-9]+)*$"

ANSWERS = {
    "index": "Index",
    "search": "Answers",
    "listClaims": "ClaimList",
    "getClaim": "Claim",
    "listObservations": "ObservationList",
    "getObservation": "Observation",
    "listWorks": "WorkList",
    "getWork": "Work",
    "listSources": "SourceList",
    "getSource": "Source",
    "listExhibits": "ExhibitSummaryList",
    "getExhibit": "Exhibit",
}

# Addresses that show what an operation is for; a test asks each of them.
EXAMPLES: dict[str, tuple[str, ...]] = {
    "index": ("/api/v1/",),
    "search": ("/api/v1/search?q=herat%20children%27s%20hospital", "/api/v1/search?q=Shindad&lang=it"),
    "listClaims": ("/api/v1/claims",),
    "getClaim": ("/api/v1/claims/schools",),
    "listObservations": ("/api/v1/observations?measure=schools&from=2012", "/api/v1/observations?limit=20&offset=40"),
    "getObservation": ("/api/v1/observations/projects-prt-herat-2014-03-25-ministry-of-defence",),
    "listWorks": ("/api/v1/works?kind=school&province=herat&from=2008&to=2012", "/api/v1/works?funding=all&q=shindand"),
    "worksCsv": ("/api/v1/works.csv?kind=health",),
    "worksGeojson": ("/api/v1/works.geojson?status=completed",),
    "getWork": ("/api/v1/works/agriculture-giallo-fiducia-2017",),
    "listSources": ("/api/v1/sources?limit=50",),
    "getSource": ("/api/v1/sources/the-journal-2021-12-03",),
    "listExhibits": ("/api/v1/exhibits?lang=it",),
    "exhibitCsv": ("/api/v1/exhibits/ladder.csv",),
    "getExhibit": ("/api/v1/exhibits/split?basis=euros", "/api/v1/exhibits/counts?by=year&lang=it"),
}


@once(8)
def describe(catalog: Catalog, lang: Lang, address: str = "") -> Json:
    """The whole description in a language; ``address`` is whom to write to, by mail or at a page."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": lang.t("AidLens: the record, to read by program"),
            "version": VERSION,
            "summary": lang.t("What Italy built in Afghanistan: claims, published numbers, works, sources, exhibits."),
            "description": about(lang),
            "license": {"name": public.licence(catalog)["title"], "url": public.licence(catalog)["path"]},
            **({"contact": {"email" if is_mail(address) else "url": address}} if address else {}),
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": text} for name, text in tags(lang).items()],
        "paths": {item.path: {"get": _operation(catalog, item, lang)} for item in OPERATIONS},
        "components": {"schemas": schemas(catalog, lang), "responses": _responses(lang)},
    }


def about(lang: Lang) -> str:
    """What must be known before a number is used."""
    return " ".join(
        (
            lang.t("Only reading, no key, from any site. Null means that the source does not say; it is never zero."),
            lang.t("Every number carries its bound. Works are counted as works; costs and numbers of different scope must not be added."),
            lang.t("Works take the filters of the site's pages and, like them, show public money unless funding says otherwise."),
            lang.t("What could be traced measures our search of public pages, not what was built."),
        )
    )


def tags(lang: Lang) -> dict[str, str]:
    """The lists and what a row of each is."""
    return {
        "index": lang.t("What there is and where."),
        "claims": lang.t("What one article says, and how far official counts and works bear it out."),
        "observations": lang.t("Published numbers, each with its bound, scope, date and page."),
        "works": lang.t("Works and batches that a public page lets us trace."),
        "sources": lang.t("Pages and documents a fact was read on."),
        "exhibits": lang.t("The charts and tables of the site, as data."),
    }


def summary(operation: Operation, lang: Lang) -> str:
    """What an operation gives, in a few words."""
    if operation.id == "index":
        return lang.t("Edition, licence and the addresses of the lists")
    if operation.media == CSV:
        return lang.t("One exhibit as CSV") if operation.of_one else lang.t("The works of a query as CSV, all of them")
    if operation.media == GEOJSON:
        return lang.t("The works of a query as GeoJSON, at the points of their districts")
    return {
        "search": lang.t("What a few words may mean, in groups, the best answer first"),
        "listClaims": lang.t("The claims"),
        "getClaim": lang.t("One claim with its ladder and the sentences to say and to avoid"),
        "listObservations": lang.t("The published numbers"),
        "getObservation": lang.t("One published number"),
        "listWorks": lang.t("The works of a query"),
        "getWork": lang.t("One work with its places, sources and what became of it"),
        "listSources": lang.t("The sources"),
        "getSource": lang.t("One source and what rests on it"),
        "listExhibits": lang.t("The exhibits"),
        "getExhibit": lang.t("One exhibit: title, words, rows, sources, caveats"),
    }[operation.id]


def _operation(catalog: Catalog, operation: Operation, lang: Lang) -> Json:
    known = query.parameters(catalog, operation.names, operation.paged)
    own = [_id(catalog, operation, lang)] if operation.of_one else []
    refused = {"400": "Refused", "405": "Method", "413": "Body", "414": "TooLong", "503": "NoRecord"}
    refused |= {"404": "Unknown"} if operation.of_one else {}
    return {
        "operationId": operation.id,
        "tags": [operation.listed or "index"],
        "summary": summary(operation, lang),
        "parameters": own + [_parameter(item, lang) for item in known],
        "responses": {
            "200": _given(catalog, operation, lang),
            "304": {"$ref": "#/components/responses/NotModified"},
            **{status: {"$ref": f"#/components/responses/{name}"} for status, name in sorted(refused.items())},
        },
        "x-examples": list(EXAMPLES[operation.id]),
    }


def _given(catalog: Catalog, operation: Operation, lang: Lang) -> Json:
    schema: Json = {"type": "string"}
    if operation.media == JSON:
        schema = ref(ANSWERS[operation.id])
    elif operation.media == GEOJSON:
        schema = ref("WorkFeatures")
    elif not operation.of_one:
        columns = ", ".join(work_row.names(catalog))
        schema["description"] = lang.t("One row a work; its columns, in this order and described in WorkRow: {columns}.", columns=columns)
    return {"description": summary(operation, lang), "headers": {"ETag": _etag(lang)}, "content": {operation.media: {"schema": schema}}}


def _etag(lang: Lang) -> Json:
    return {"description": lang.t("Changes with the record and the query."), "required": True, "schema": {"type": "string"}}


def _responses(lang: Lang) -> Json:
    error = {"content": {JSON: {"schema": ref("Error")}}}
    return {
        "NotModified": {"description": lang.t("Not modified."), "headers": {"ETag": _etag(lang)}},
        "Refused": {"description": lang.t("A parameter or value that is not understood; the answer names it and what would do."), **error},
        "Unknown": {"description": lang.t("There is no such row."), **error},
        "Method": {"description": lang.t("Only reading is offered."), **error},
        "Body": {"description": lang.t("A request here has no body."), **error},
        "TooLong": {"description": lang.t("The address is too long.")},
        "NoRecord": {"description": lang.t("The record cannot be served at the moment."), **error},
    }


def _id(catalog: Catalog, operation: Operation, lang: Lang) -> Json:
    schema: Json = {"type": "string", "pattern": ID}
    example = next(iter(registry.BUILDERS if operation.listed == "exhibits" else rows(catalog, operation.listed)))
    text = lang.t("Id of the row, as its list gives it.")
    return {"name": "id", "in": "path", "required": True, "description": text, "schema": schema, "example": example}


def _parameter(item: query.Parameter, lang: Lang) -> Json:
    """A parameter; several codes are written with commas between them."""
    found: Json = {"name": item.key, "in": "query", "required": False, "description": words(item, lang)}
    schema: Json = {"type": "string"}
    if item.allowed:
        schema["enum"] = list(item.allowed)
    elif item.kind == "flag":
        schema = {"type": "boolean"}
    elif item.kind in ("year", "number"):
        schema = {"type": "integer", "minimum": item.low, "maximum": item.high}
    else:
        schema["maxLength"] = item.high
    if item.many:
        return {**found, "style": "form", "explode": False, "schema": {"type": "array", "items": schema, "minItems": 1}}
    return {**found, "schema": schema | _default(item.default)}


def _default(value: Any) -> Json:
    return {} if value in (None, "") else {"default": value}


def words(item: query.Parameter, lang: Lang) -> str:
    """What a parameter is for."""
    return {
        "sector": lang.t("OECD DAC sectors."),
        "kind": lang.t("Kinds of work."),
        "status": lang.t("Status of the work at the date of its page."),
        "done": lang.t(
            "What was done: built (finished; the default), supplied, announced (or in progress), all (the default with a status)."
        ),
        "counted": lang.t("Only the works on one step of a claim's ladder, such as schools.placed."),
        "funding": lang.t("Whose money: public, private, or all of it side by side."),
        "first": lang.t("First year; undated rows are left out."),
        "last": lang.t("Last year; undated rows are left out."),
        "province": lang.t("Provinces."),
        "district": lang.t("Districts."),
        "confirmed": lang.t("Only works with two independent sources."),
        "q": lang.t("Words in names, places and kinds; near spellings are found."),
        "measure": lang.t("Coded measures."),
        "scope": lang.t("Programmes."),
        "basis": lang.t("Shares as published, euros as published, or euros derived from the shares."),
        "by": lang.t("What works are grouped by."),
        "sort": lang.t("The order of works."),
        "sheet": lang.t("The sheet of a long table."),
        "lang": lang.t("The language of texts that are in one language, and of refusals."),
        "limit": lang.t("How many rows at most."),
        "offset": lang.t("How many rows to pass over."),
    }[item.name]
