"""Health of the process: alive (``/healthz``) and able to serve the record (``/readyz``)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from aidlens.catalog import default_dir
from aidlens.records import current


def routes() -> list[BaseRoute]:
    """The routes of this module."""
    return [Route("/healthz", _alive), Route("/readyz", _ready)]


async def _alive(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


async def _ready(_request: Request) -> JSONResponse:
    catalog, faults = current(default_dir())
    ready = catalog is not None and not faults
    body = {
        "status": "ready" if ready else "refused",
        "faults": len(faults),
        "edition": catalog.edition if catalog else None,
    }
    return JSONResponse(body, status_code=200 if ready else 503, headers={"Cache-Control": "no-store"})
