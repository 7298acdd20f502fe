"""What each address of the API answers: the table of operations and the bodies they give.

What belongs here: from a query that was understood to a body. HTTP (methods, headers, caching, refusals) is in ``api``; the operations'
description in ``openapi``, made from the same table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.exhibits import contact, registry, search_words
from aidlens.exhibits.base import Exhibit
from aidlens.export import works as files
from aidlens.measures import public, work_row, works
from aidlens.measures.public import number
from aidlens.pagebook import book
from aidlens.view import HOME
from aidlens.web import api_query as query
from aidlens.web import api_search
from aidlens.web.api_query import Asked
from aidlens.web.api_rows import Json, rows

BASE = "/api/v1"
JSON, CSV, GEOJSON = "application/json", "text/csv", "application/geo+json"
TABLES = ("claims", "observations", "works", "sources")
LISTS = (*TABLES, "exhibits")

Answer = Callable[[Catalog, Asked, str], Json | bytes]


@dataclass(frozen=True)
class Operation:
    """One address: its path (``{id}`` stands for a row's id), the fields of View it takes, and what makes its body."""

    id: str
    path: str
    answer: Answer
    names: tuple[str, ...] = query.PLAIN
    listed: str = ""
    paged: bool = False
    media: str = JSON

    @property
    def of_one(self) -> bool:
        """Whether it is about one row."""
        return "{id}" in self.path

    def key(self, path: str) -> str | None:
        """The id in a path of this address ("" where it takes none); None for another path."""
        found = re.fullmatch(re.escape(self.path).replace(r"\{id\}", "([^/]+)"), path)
        return None if found is None else found.group(1) if self.of_one else ""

    def knows(self, catalog: Catalog, key: str) -> bool:
        """Whether there is such a row."""
        return not self.of_one or key in (registry.BUILDERS if self.listed == "exhibits" else rows(catalog, self.listed))

    @property
    def page(self) -> str:
        """The page whose view the query is read as."""
        return "works" if self.listed == "works" else HOME


def index(catalog: Catalog, asked: Asked, _key: str) -> Json:
    """What there is and where."""
    text = catalog.descriptor.get("title_it" if asked.lang.code == "it" else "title") or catalog.descriptor["title"]
    return {
        "title": str(text),
        "edition": catalog.edition,
        "fingerprint": catalog.fingerprint,
        "licence": public.licence(catalog),
        "contact": contact.named(catalog) or None,
        "limits": asked.lang.t("What could be traced measures our search of public pages, not what was built."),
        "lists": {name: f"{BASE}/{name}" for name in LISTS},
        "description": query.DESCRIPTION,
        "page": "/api/",
    }


def _notes(catalog: Catalog, asked: Asked) -> tuple[str, ...]:
    """What is said beside a search among works."""
    return tuple(item.whole for item in search_words.of_works(catalog, asked.view, asked.lang))


def _part(catalog: Catalog, found: Sequence[Any], asked: Asked, path: str, item: Callable[[Any], Json], notes: Sequence[str] = ()) -> Json:
    """One part of a list, how long the whole is, where the next part is, and what is said beside it."""
    end = asked.offset + asked.limit
    return {
        "items": [item(one) for one in found[asked.offset : end]],
        "total": len(found),
        "limit": asked.limit,
        "offset": asked.offset,
        "next": path + asked.query(end) if end < len(found) else None,
        "notes": list(notes),
        "edition": catalog.edition,
        "licence": public.licence(catalog),
    }


def _one(table: str) -> Answer:
    def answer(catalog: Catalog, _asked: Asked, key: str) -> Json:
        return rows(catalog, table)[key]

    return answer


def _whole(table: str) -> Answer:
    def answer(catalog: Catalog, asked: Asked, _key: str) -> Json:
        found = list(rows(catalog, table).values())
        return _part(catalog, found, asked, f"{BASE}/{table}", lambda row: row)

    return answer


def _observations(catalog: Catalog, asked: Asked, _key: str) -> Json:
    view = asked.view
    found = [row for row in rows(catalog, "observations").values() if _observed(row, view.measure, view.scope, view.first, view.last)]
    return _part(catalog, found, asked, f"{BASE}/observations", lambda row: row)


def _observed(row: Json, measures: tuple[str, ...], scopes: tuple[str, ...], first: int | None, last: int | None) -> bool:
    year = int(row["date"][:4]) if row["date"] else None
    return (
        (not measures or row["measure"] in measures)
        and (not scopes or row["programme"] in scopes)
        and (not first or (year is not None and year >= first))
        and (not last or (year is not None and year <= last))
    )


def _works(catalog: Catalog, asked: Asked, _key: str) -> Json:
    found = list(work_row.select(catalog, asked.view, asked.lang)["id"])
    part = _part(catalog, found, asked, f"{BASE}/works", lambda key: rows(catalog, "works")[key], _notes(catalog, asked))
    return part | {"more": works.more(catalog, asked.view)}


def _works_csv(catalog: Catalog, asked: Asked, _key: str) -> bytes:
    return files.works_csv(catalog, asked.view, asked.lang)


def _works_geojson(catalog: Catalog, asked: Asked, _key: str) -> bytes:
    return files.works_geojson(catalog, asked.view, asked.lang)


# ── exhibits ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _built(catalog: Catalog, asked: Asked, key: str) -> Exhibit:
    view = asked.view.having(page=book.home(key))
    return registry.build(key, catalog, view, asked.lang)


def _exhibits(catalog: Catalog, asked: Asked, _key: str) -> Json:
    def item(key: str) -> Json:
        return _about(_built(catalog, asked, key), key, asked)

    return _part(catalog, list(registry.BUILDERS), asked, f"{BASE}/exhibits", item)


def _about(exhibit: Exhibit, key: str, asked: Asked) -> Json:
    own = replace(asked, limit=query.LIMIT).query(0)
    return {
        "id": exhibit.id,
        "title": exhibit.title,
        "subtitle": exhibit.subtitle,
        "alt": exhibit.alt,
        "lang": asked.lang.code,
        "page": exhibit.view.page,
        "href": exhibit.href,
        "self": f"{BASE}/exhibits/{key}{own}",
        "csv": f"{BASE}/exhibits/{key}.csv{own}",
    }


def _exhibit(catalog: Catalog, asked: Asked, key: str) -> Json:
    exhibit = _built(catalog, asked, key)
    raw = exhibit.raw()
    return {
        **_about(exhibit, key, asked),
        "columns": [
            {"key": column.value or column.key, "label": column.label, "number": column.is_number}
            for column in exhibit.columns
            if (column.value or column.key) in raw.columns
        ],
        "rows": [{name: _cell(value) for name, value in row.items()} for row in raw.to_dict("records")],
        "sources": [_source(catalog.row("sources", source)) for source in dict.fromkeys(exhibit.sources)],
        "source_line": exhibit.source_line,
        "coverage": exhibit.coverage or None,
        "more": exhibit.more[0] or None,
        "caveats": [*exhibit.caveats, *(_notes(catalog, asked) if book.PAGES[exhibit.view.page].obeys == "works" else ())],
        "edition": catalog.edition,
        "licence": public.licence(catalog),
    }


def _source(row: Mapping[str, Any]) -> Json:
    return {"id": row["id"], **{name: row[name] or None for name in ("publisher", "title", "date", "url")}}


def _cell(value: Any) -> Any:
    """A cell of an exhibit's table as JSON; "" and NaN are null."""
    if isinstance(value, str):
        return str(value) or None
    if isinstance(value, (list, tuple)):
        return ";".join(str(item) for item in value) or None
    if value is None or value != value:
        return None
    return bool(value) if pd.api.types.is_bool(value) else number(value)


def _exhibit_csv(catalog: Catalog, asked: Asked, key: str) -> bytes:
    return _built(catalog, asked, key).csv()


def dumps(body: Json) -> bytes:
    """JSON as it is sent."""
    return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")


OPERATIONS = (
    Operation("index", f"{BASE}/", index),
    Operation("search", f"{BASE}/search", api_search.answer, query.SEARCH),
    Operation("listClaims", f"{BASE}/claims", _whole("claims"), listed="claims", paged=True),
    Operation("getClaim", f"{BASE}/claims/{{id}}", _one("claims"), listed="claims"),
    Operation("listObservations", f"{BASE}/observations", _observations, query.OBSERVATIONS, "observations", paged=True),
    Operation("getObservation", f"{BASE}/observations/{{id}}", _one("observations"), listed="observations"),
    Operation("listWorks", f"{BASE}/works", _works, query.LISTED_WORKS, "works", paged=True),
    Operation("worksCsv", f"{BASE}/works.csv", _works_csv, query.LISTED_WORKS, "works", media=CSV),
    Operation("worksGeojson", f"{BASE}/works.geojson", _works_geojson, query.LISTED_WORKS, "works", media=GEOJSON),
    Operation("getWork", f"{BASE}/works/{{id}}", _one("works"), listed="works"),
    Operation("listSources", f"{BASE}/sources", _whole("sources"), listed="sources", paged=True),
    Operation("getSource", f"{BASE}/sources/{{id}}", _one("sources"), listed="sources"),
    Operation("listExhibits", f"{BASE}/exhibits", _exhibits, listed="exhibits", paged=True),
    Operation("exhibitCsv", f"{BASE}/exhibits/{{id}}.csv", _exhibit_csv, query.EXHIBIT, "exhibits", media=CSV),
    Operation("getExhibit", f"{BASE}/exhibits/{{id}}", _exhibit, query.EXHIBIT, "exhibits"),
)
