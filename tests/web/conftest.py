"""The API in process, without Streamlit: its routes behind the site's headers."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from aidlens.web import api
from aidlens.web.headers import HeadersMiddleware
from tests.web.asking import Client


@pytest.fixture(scope="session")
def api_app() -> Starlette:
    return Starlette(routes=api.routes(), middleware=[Middleware(HeadersMiddleware)])


@pytest.fixture(scope="session")
def client(api_app: Starlette) -> Client:
    return Client(api_app)


@pytest.fixture(scope="session")
def description(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return found
