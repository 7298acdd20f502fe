"""The works of a view as files: CSV, GeoJSON, and (in ``sheets``) a workbook."""

from __future__ import annotations

import json
from typing import Any

from aidlens.catalog import Catalog
from aidlens.export.archive import csv
from aidlens.measures import public
from aidlens.view import View


def works_csv(catalog: Catalog, view: View) -> bytes:
    """The works of a view, one row each, columns of ``measures.public.WORK_COLUMNS``."""
    frame = public.work_rows(catalog, view)
    return csv(public.text(frame, {"fields": [{"name": name} for name in frame.columns]}))


def works_geojson(catalog: Catalog, view: View) -> bytes:
    """The works of a view as GeoJSON (RFC 7946, WGS 84): a point at the district seat where one district is known, else no geometry."""
    frame = public.work_rows(catalog, view)
    features = []
    for row in frame.to_dict("records"):
        lat, lon = row.pop("latitude"), row.pop("longitude")
        point = {"type": "Point", "coordinates": [round(lon, 4), round(lat, 4)]} if lat == lat and lat is not None else None
        features.append({"type": "Feature", "id": row["id"], "geometry": point, "properties": _properties(row)})
    body = {
        "type": "FeatureCollection",
        "features": features,
        "aidlens": {
            "edition": catalog.edition,
            "licence": "CC-BY-4.0",
            "view": view.href(),
            "precision": "points are district seats, never buildings",
        },
    }
    return (json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def _properties(row: dict[str, Any]) -> dict[str, Any]:
    """Properties without what no source says; whole numbers as such."""
    kept = {}
    for name, value in row.items():
        if value is None or value != value or value == "":
            continue
        if type(value).__name__.startswith("bool"):
            value = bool(value)
        elif isinstance(value, float):
            value = int(value) if value.is_integer() else value
        kept[name] = value
    return kept
