"""The works of a view as files: CSV, GeoJSON, and (in ``sheets``) a workbook. Each carries the one public row of ``measures.work_row``."""

from __future__ import annotations

import json

from aidlens.catalog import Catalog
from aidlens.exhibits import search_words
from aidlens.export.archive import csv
from aidlens.i18n import Lang
from aidlens.measures import public, work_row
from aidlens.view import View


def works_csv(catalog: Catalog, view: View, words: Lang) -> bytes:
    """The works of a view, one row each, in its order."""
    return csv(public.text(work_row.rows(catalog, view, words), public.schemas(catalog)["works"]))


def works_geojson(catalog: Catalog, view: View, words: Lang) -> bytes:
    """The works of a view as GeoJSON (RFC 7946, WGS 84): the points of the districts known, no geometry where none is."""
    fields = work_row.fields(catalog)
    features = [
        {"type": "Feature", "id": row["id"], "geometry": work_row.geometry(catalog, row), "properties": public.plain(row, fields)}
        for row in work_row.rows(catalog, view, words).to_dict("records")
    ]
    body = {
        "type": "FeatureCollection",
        "edition": catalog.edition,
        "licence": public.licence(catalog),
        "notes": [item.whole for item in search_words.of_works(catalog, view, words)],
        "features": features,
        "aidlens": {
            "edition": catalog.edition,
            "licence": "CC-BY-4.0",
            "view": view.href(),
            "precision": "points are those of districts, most often their seats (point_is), never villages or buildings",
        },
    }
    return (json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n").encode("utf-8")
