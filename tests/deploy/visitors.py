"""Visitors without a browser: each holds one view, asks for it again and again, and opens a new session when the old one is gone."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE = 60.0
AGAIN = 0.25  # seconds before another try; a browser waits as long or longer


@dataclass
class Visitor:
    """One visitor of a page in one view. ``expected`` is what their page must say."""

    base: str
    page: str
    query: str
    expected: str
    seat: str = field(default_factory=lambda: secrets.token_hex(16))
    runs: int = 0
    lost: int = 0  # connections that broke
    strange: int = 0  # pages that did not say what they must
    recoveries: list[float] = field(default_factory=list)
    _socket: Any = None

    async def stay(self, until: asyncio.Event, pause: float) -> None:
        """Look at the view over and over until told to leave."""
        broken_at = 0.0
        while not until.is_set():
            try:
                await self._look()
            except (OSError, TimeoutError, websockets.WebSocketException):
                self.lost += self._socket is not None
                broken_at = broken_at or time.monotonic()
                self._socket = None
                await asyncio.sleep(AGAIN)
                continue
            if broken_at:
                self.recoveries.append(time.monotonic() - broken_at)
                broken_at = 0.0
            await asyncio.sleep(pause)
        if self._socket is not None:
            await self._socket.close()

    async def _look(self) -> None:
        if self._socket is None:
            address = self.base.replace("http", "ws", 1) + "/_stcore/stream"
            cookie = {"Cookie": f"aidlens_seat={self.seat}"}
            self._socket = await websockets.connect(
                address, subprotocols=["streamlit"], additional_headers=cookie, max_size=None, open_timeout=PATIENCE, proxy=None
            )
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = self.page
        await self._socket.send(message.SerializeToString())
        said = []
        while True:
            raw = await asyncio.wait_for(self._socket.recv(), PATIENCE)
            found = ForwardMsg.FromString(raw)
            kind = found.WhichOneof("type")
            if kind == "delta":
                said.append(str(found.delta))
            elif kind == "script_finished" and found.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                break
        self.runs += 1
        self.strange += self.expected not in "".join(said)
