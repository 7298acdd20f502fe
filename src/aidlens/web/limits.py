"""What a request may cost: the length of its first line, the size of its body, the time it takes to arrive."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from aidlens import streamlit_seam

MAX_TARGET = 8_000  # bytes of path and query: the longest address the site writes is far shorter
MAX_HEAD = 16_384  # bytes of first line and headers together
MAX_BODY = 256 * 1024
MAX_UPLOAD = 6 * 1024 * 1024  # Streamlit's own limit of 5 MB with the envelope around it
MAX_MESSAGE = 1024 * 1024  # a message of a session: the state of the page's widgets, some hundred bytes
HEAD_SECONDS = 10.0  # from the first byte of a request, or the opening of a connection, to the end of its headers
KEEP_ALIVE_SECONDS = 15


class _TooLargeError(Exception):
    """The body grew past its limit while it was read."""


class LimitsMiddleware:
    """Refuses what is larger than anything the site asks for: 414 for an address, 431 for headers, 413 for a body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"]) > MAX_TARGET:
            await _refusal(414, "This address is too long.")(scope, receive, send)
            return
        if sum(len(name) + len(value) for name, value in scope["headers"]) > MAX_HEAD:
            await _refusal(431, "These headers are too long.")(scope, receive, send)
            return
        limit = MAX_UPLOAD if scope["path"].startswith(streamlit_seam.UPLOADS) else MAX_BODY
        stated = Headers(scope=scope).get("content-length", "")
        if stated.isdigit() and int(stated[:16]) > limit:
            await _refusal(413, "This is too large.")(scope, receive, send)
            return
        await self._counted(scope, receive, send, limit)

    async def _counted(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        size, answered = 0, False

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > limit:
                raise _TooLargeError
            return message

        async def watched(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self.app(scope, counted, watched)
        except _TooLargeError:
            if not answered:
                await _refusal(413, "This is too large.")(scope, receive, send)


def _refusal(status: int, words: str) -> PlainTextResponse:
    return PlainTextResponse(words, status, {"Connection": "close", "Cache-Control": "no-store"})


class SlowClientProtocol(H11Protocol):
    """uvicorn's protocol, which closes a connection whose request does not arrive in time: uvicorn itself waits for ever."""

    _deadline: asyncio.TimerHandle | None = None
    _is_session = False

    def connection_made(self, transport: Any) -> None:
        """A connection is open: its first request is awaited."""
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Bytes have come: a request in the making is given its time, one that is whole is let be."""
        super().data_received(data)
        if self._is_session or (self.cycle is not None and not self.cycle.response_complete):
            self._forget_deadline()
        elif self._deadline is None:
            self._await_head()

    def on_response_complete(self) -> None:
        """An answer is sent: uvicorn's own timer closes an idle connection."""
        self._forget_deadline()
        super().on_response_complete()

    def handle_websocket_upgrade(self, event: Any) -> None:
        """The connection becomes a session, which has pings of its own."""
        self._is_session = True
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._forget_deadline()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def _forget_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_slow(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
