"""What lies under the marks of the interactive map (borders, rivers, relief), fetched once and kept by the browser: a filter then sends
marks only.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from aidlens.catalog import default_dir
from aidlens.measures import borders, relief
from aidlens.records import current
from aidlens.web.plain import CACHING, answer, kept

FOR_EVER = "public, max-age=31536000, immutable"


def routes() -> list[BaseRoute]:
    """The routes of this module."""
    return [Route("/geo/{name}.json", _lines), Route("/geo/relief-{theme}.jpg", _relief)]


async def _lines(request: Request) -> Response:
    """The lines in use; kept for ever only under their own address: that of others may be a replica's that has not changed yet."""
    catalog, faults = current(default_dir())
    name = request.path_params["name"]
    if catalog is None or faults or name not in borders.NAMES:
        return Response(status_code=404)
    record = catalog
    made = await kept(("borders", record.fingerprint, name), lambda: borders.written(record, name))
    sent = answer(request, made, media="application/json")
    if f"{request.url.path}?{request.url.query}" == borders.address(record, name):
        sent.headers["Cache-Control"] = FOR_EVER
    return sent


async def _relief(request: Request) -> Response:
    """The relief of a theme, kept as the lines are."""
    catalog, faults = current(default_dir())
    theme = request.path_params["theme"]
    if catalog is None or faults or theme not in relief.THEMES:
        return Response(status_code=404)
    made = relief.relief(catalog, theme)
    here = f"{request.url.path}?{request.url.query}"
    return Response(made.jpeg, headers={"Cache-Control": FOR_EVER if here == made.address else CACHING}, media_type="image/jpeg")
