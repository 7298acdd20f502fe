"""Asks an ASGI app without a socket: one request in, one answer out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from starlette.types import ASGIApp

from tests import loops


@dataclass(frozen=True)
class Answer:
    """Status, headers (names in small letters) and body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


def ask(app: ASGIApp, address: str, method: str = "GET", host: str = "aidlens.test", **headers: str) -> Answer:
    """The answer to a request; header names are written with underscores."""
    parts = urlsplit(address)
    names = {"host": host} | {key.replace("_", "-").lower(): value for key, value in headers.items()}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(key.encode(), value.encode("latin-1")) for key, value in names.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    return loops.run(_ask(app, scope))


async def _ask(app: ASGIApp, scope: dict[str, Any]) -> Answer:
    start: dict[str, Any] = {}
    chunks: list[bytes] = []

    asked = False

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if asked:  # nothing more comes, and nobody hangs up
            await asyncio.Event().wait()
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        elif message["type"] == "http.response.body":
            chunks.append(message.get("body", b""))

    await app(scope, receive, send)
    headers = {key.decode().lower(): value.decode("latin-1") for key, value in start["headers"]}
    return Answer(start["status"], headers, b"".join(chunks))
