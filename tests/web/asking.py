"""Asks an ASGI app without a socket, as a server would: one request in, one answer out."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from starlette.datastructures import Headers

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

    def __init__(self, app: Any, host: str = "aidlens.test") -> None:
        self.app, self.host = app, host

    def request(self, method: str, address: str, headers: Mapping[str, str] | None = None, content: bytes = b"") -> Answer:
        path, _, query = quote(address, safe="/%?&=,;:@+$!*'()~.-_<>").partition("?")
        sent = {"Host": self.host, **(headers or {})} | ({"Content-Length": str(len(content))} if content else {})
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
            "headers": [(key.lower().encode(), value.encode("latin-1")) for key, value in sent.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        messages: list[Any] = []
        asked = False

        async def receive() -> dict[str, Any]:
            nonlocal asked
            if asked:  # nothing more comes, and nobody hangs up
                await asyncio.Event().wait()
            asked = True
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


def ask(app: Any, address: str, host: str = "aidlens.test", **headers: str) -> Answer:
    """The answer to a GET; header names are written with underscores."""
    return Client(app, host).get(address, {name.replace("_", "-"): value for name, value in headers.items()})


def error(answer: Answer) -> dict[str, Any]:
    """What the API says is wrong."""
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    found: dict[str, Any] = answer.json()["error"]
    assert found["status"] == answer.status_code
    assert found["message"]
    return found
