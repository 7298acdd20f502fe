"""The ASGI site: Streamlit's app with our middleware and routes. Used by ``aidlens serve`` and ``make run``."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.middleware import Middleware
from streamlit import App

from aidlens import streamlit_seam
from aidlens.catalog import default_dir
from aidlens.drawing import live
from aidlens.records import LOOK_EVERY, in_use
from aidlens.web import (
    api,
    borders,
    cards,
    contribution,
    feed,
    handout,
    health,
    limits,
    logs,
    lost,
    memory,
    metrics,
    plain,
    remote_control,
    warmup,
)
from aidlens.web.headers import HeadersMiddleware, allow_inline_script
from aidlens.web.shell import ShellMiddleware
from aidlens.web.static_compression import Bundles, BundlesMiddleware, cache_dir

CLIENT = streamlit_seam.client()
BUNDLES = (Bundles(live.folder(), cache_dir(), live.PREFIX), Bundles(CLIENT / "static", cache_dir(), streamlit_seam.FILES))
allow_inline_script((CLIENT / "index.html").read_text(encoding="utf-8"))
MIDDLEWARE = [
    Middleware(metrics.MetricsMiddleware),
    Middleware(HeadersMiddleware),
    Middleware(limits.LimitsMiddleware),
    Middleware(BundlesMiddleware, *BUNDLES),
    Middleware(ShellMiddleware),
]


@asynccontextmanager
async def _lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    # Streamlit collects all generations after each run: freezing what the imports and the first figures left makes that cheap.
    warmup.up()
    memory.settle()
    for bundles in BUNDLES:
        bundles.start()
    watching = asyncio.create_task(_watch())
    yield {}
    watching.cancel()


async def _watch() -> None:
    # An edit is taken up, or put to wait, also while no reader asks for a page.
    while True:
        in_use(default_dir())
        # Also that of a record just taken up: nobody's first search waits for it. What stands in its way is told to who searches.
        with suppress(Exception):
            await asyncio.to_thread(warmup.search)
        await asyncio.sleep(LOOK_EVERY)


def build(site: Path) -> App:
    """The app whose app.py stands in ``site``; its pages are those of app.py, not the files in pages/ by themselves."""
    streamlit_seam.pages_are_those_of_the_app()
    routes = [*health.routes(), *handout.routes(), *api.routes(), *plain.routes(), *feed.routes(), *cards.routes(), *metrics.routes()]
    routes += [*borders.routes(), *contribution.routes(), *remote_control.routes(), *lost.routes()]
    # Pages stand below this layer and cannot ask it what it serves.
    os.environ["AIDLENS_SITE"] = "1"
    return App(site / "app.py", lifespan=_lifespan, routes=routes, middleware=MIDDLEWARE)


def serve(site: Path, host: str, port: int, *, browser: bool, log: str = "plain") -> None:
    """Serve until stopped. The record's folder is taken from AIDLENS_DATA."""
    os.chdir(site)
    memory.few_arenas()
    own = {"server.address": host, "server.port": port, "server.headless": not browser}
    if lan := os.environ.get("AIDLENS_LAN"):
        # Named here, Streamlit knows its own address and asks nobody outside for it.
        own["browser.serverAddress"] = urlsplit(lan).hostname or host
    streamlit_seam.configure(own)
    app = build(site)
    logs.set_up(log)
    # uvicorn itself rather than Streamlit's runner, which leaves sizes and times at defaults made for uploads of 200 MB.
    uvicorn.run(
        app,
        host=host,
        port=port,
        http=limits.SlowClientProtocol,
        ws="websockets-sansio",
        ws_max_size=limits.MAX_MESSAGE,
        ws_per_message_deflate=False,
        h11_max_incomplete_event_size=limits.MAX_HEAD,
        timeout_keep_alive=limits.KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=5,
        server_header=False,
        access_log=False,
        log_config=None,
    )
