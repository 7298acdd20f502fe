"""The ASGI site: Streamlit's app with our middleware and routes. Used by ``aidlens serve`` and ``make run``."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager
from streamlit.starlette import App

from aidlens.web import thrift, warm
from aidlens.web.bundles import Bundles, BundlesMiddleware, cache_dir
from aidlens.web.headers import HeadersMiddleware
from aidlens.web.health import routes
from aidlens.web.shell import ShellMiddleware

BUNDLES = Bundles(Path(streamlit.__file__).parent / "static" / "static", cache_dir())
MIDDLEWARE = [Middleware(HeadersMiddleware), Middleware(BundlesMiddleware, bundles=BUNDLES), Middleware(ShellMiddleware)]


@asynccontextmanager
async def _lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    # Streamlit collects all generations after each run: freezing what the imports and the first figures left makes that cheap.
    warm.up()
    thrift.settle()
    BUNDLES.start()
    yield {}


def build(site: Path) -> App:
    """The app whose app.py stands in ``site``; its pages are those of app.py, not the files in pages/ by themselves."""
    PagesManager.uses_pages_directory = False
    return App(site / "app.py", lifespan=_lifespan, routes=routes(), middleware=MIDDLEWARE)


def serve(site: Path, host: str, port: int, *, browser: bool) -> None:
    """Serve until stopped. The record's folder is taken from AIDLENS_DATA."""
    os.chdir(site)
    thrift.few_arenas()
    build(site).run(config={"server.address": host, "server.port": port, "server.headless": not browser})
