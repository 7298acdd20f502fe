"""Health of the process: alive (``/healthz``: it answers) and ready (``/readyz``: it has a record that passes its checks).

A newer record that waits to be mended does not make a process unready: the one before is whole and stays in use.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from aidlens.catalog import default_dir
from aidlens.i18n import lang
from aidlens.records import in_use

_SHOWN = 20


def routes() -> list[BaseRoute]:
    """The routes of this module."""
    return [Route("/healthz", _alive), Route("/readyz", _ready)]


async def _alive(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def _ready(_request: Request) -> JSONResponse:
    found = in_use(default_dir())
    body = {
        "status": "ready" if found.serves else "refused",
        "faults": len(found.faults),
        "edition": found.catalog.edition if found.catalog else None,
        "fingerprint": found.catalog.fingerprint if found.catalog else None,
        "taken_up": found.taken_up,
        "waiting": {"faults": len(found.waiting), "lines": [fault.line(lang("en")) for fault in found.waiting[:_SHOWN]]},
    }
    return JSONResponse(body, status_code=200 if found.serves else 503, headers={"Cache-Control": "no-store"})
