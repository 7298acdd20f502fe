"""What the form asks: the record's answer to a message, and the description of its file.

A message lives as long as its request: it stands in no log, no session, no cache, and no answer repeats it to anybody else. Whoever asks is
not told apart either, so what may be asked is measured for all together.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from aidlens.catalog import Catalog, default_dir
from aidlens.contribution.answer import REFUSED, answer
from aidlens.contribution.message import MAX_BYTES, SCHEMA, UnreadableError, read
from aidlens.i18n import Lang, lang
from aidlens.records import current
from aidlens.web import lost
from aidlens.web.address import is_own_page
from aidlens.web.remote_sessions import Bucket

CHECK = "/contribution/check"
_QUIET = {"Cache-Control": "no-store"}
_ALL = Bucket()
_POOL = ThreadPoolExecutor(1, thread_name_prefix="aidlens-contribution")  # a crowd of messages cannot hold up the pages


def routes() -> list[BaseRoute]:
    """The routes of this module."""
    return [Route(CHECK, _check, methods=["POST"]), Route("/contribution/schema.json", _schema)]


async def _schema(_request: Request) -> Response:
    return FileResponse(SCHEMA, media_type="application/schema+json", headers={"Cache-Control": "public, max-age=300"})


async def _check(request: Request) -> Response:
    if not is_own_page(request):
        return _refusal(403, "only a page of this site may ask")
    if not _ALL.take(time.monotonic()):
        return _refusal(429, "too many at once", {"Retry-After": "5"})
    raw = await _body(request)
    catalog, faults = current(default_dir())
    if catalog is None or faults:
        return _refusal(503, "the record cannot be asked at the moment")
    words = lang(lost.language(request))
    status, found = await asyncio.get_running_loop().run_in_executor(_POOL, _answered, catalog, raw, words)
    return JSONResponse(found, status, _QUIET)


async def _body(request: Request) -> bytes:
    """The bytes of a request, no more of them than shows that they are too many."""
    raw = b""
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MAX_BYTES:
            break
    return raw


def _answered(catalog: Catalog, raw: bytes, words: Lang) -> tuple[int, dict[str, Any]]:
    """Status and answer; what cannot be read is said as what is refused."""
    try:
        found = answer(catalog, read(raw), words)
    except UnreadableError as error:
        said = {"level": REFUSED, "field": error.field, "text": error.words(words), "choices": []}
        return 413 if error.code == "too-large" else 422, {"refused": True, "findings": [said]}
    told = {"refused": found.refused, "judged": found.judged, "findings": [asdict(item) for item in found.findings]}
    return 200, told if found.refused else told | {"name": found.taken.file, "text": found.taken.text}


def _refusal(status: int, words: str, more: Mapping[str, str] = MappingProxyType({})) -> JSONResponse:
    return JSONResponse({"error": words}, status, {**_QUIET, **more})
