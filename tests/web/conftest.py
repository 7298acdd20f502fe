"""The API in process, without Streamlit: its routes behind the site's headers, and a small client that asks it as a server would."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote_to_bytes

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware

from aidlens.web import api
from aidlens.web.headers import HeadersMiddleware
from tests import loops


@dataclass(frozen=True)
class Answer:
    """What came back. ``raw`` is what went over the wire, ``content`` the same unpacked."""

    status_code: int
    headers: Headers
    raw: bytes

    @property
    def content(self) -> bytes:
        return gzip.decompress(self.raw) if self.raw and self.headers.get("content-encoding") == "gzip" else self.raw

    @property
    def text(self) -> str:
        return self.content.decode("utf-8")

    def json(self) -> Any:
        return json.loads(self.content)


class Client:
    """Asks an ASGI app, one request at a time; nothing is followed, nothing is tidied up on the way."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def request(self, method: str, address: str, headers: Mapping[str, str] | None = None, content: bytes = b"") -> Answer:
        path, _, query = quote(address, safe="/%?&=,;:@+$!*'()~.-_<>").partition("?")
        sent = dict(headers or {}) | ({"Content-Length": str(len(content))} if content else {})
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote_to_bytes(path).decode("utf-8"),
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(key.lower().encode(), value.encode()) for key, value in sent.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        messages: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": content, "more_body": False}

        async def send(message: Any) -> None:
            messages.append(message)

        loops.run(self.app(scope, receive, send))
        body = b"".join(item.get("body", b"") for item in messages[1:])
        return Answer(messages[0]["status"], Headers(raw=messages[0]["headers"]), body)

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.request("GET", address, headers)

    def head(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.request("HEAD", address, headers)

    def options(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.request("OPTIONS", address, headers)


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
