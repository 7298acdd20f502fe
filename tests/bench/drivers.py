"""Clients without a browser: open a session as the page's own script does, and wait for its first full run.

Streamlit: a websocket, one ``BackMsg`` with ``rerun_script``, ``ForwardMsg`` until ``script_finished``. Dash: page, layout, dependencies
and the first callback. Panel: the page, then the document over Bokeh's websocket.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE = 180.0


class StreamlitSession:
    """One visitor of a Streamlit server."""

    def __init__(self, port: int) -> None:
        self._address = f"ws://127.0.0.1:{port}/_stcore/stream"
        self._socket: Any = None

    async def open(self) -> StreamlitSession:
        """Connect."""
        self._socket = await websockets.connect(self._address, subprotocols=["streamlit"], max_size=None, open_timeout=PATIENCE)
        return self

    async def run(self, query: str = "", page: str = "") -> int:
        """Ask for a run of the script and wait until it has finished; the number of messages received."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        await self._socket.send(message.SerializeToString())
        count = 0
        while True:
            found = ForwardMsg.FromString(await asyncio.wait_for(self._socket.recv(), PATIENCE))
            count += 1
            if found.WhichOneof("type") == "script_finished":
                if found.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RuntimeError("the script did not finish well")
                return count

    async def close(self) -> None:
        """Leave."""
        if self._socket is not None:
            await self._socket.close()


async def _streamlit(port: int) -> StreamlitSession:
    session = await StreamlitSession(port).open()
    await session.run()
    return session


async def _fetch(port: int, path: str, body: object = None) -> bytes:
    """One HTTP exchange on a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    data = b"" if body is None else json.dumps(body).encode()
    head = f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
    writer.write(head.encode() + data)
    answer = await asyncio.wait_for(reader.read(), PATIENCE)
    writer.close()
    if b" 200 " not in answer.split(b"\r\n", 1)[0]:
        raise RuntimeError(f"{path}: {answer[:80]!r}")
    return answer


_UPDATE = {
    "output": "..title.children...chart.figure..",
    "outputs": [{"id": "title", "property": "children"}, {"id": "chart", "property": "figure"}],
    "inputs": [{"id": "side", "property": "value", "value": "all"}],
    "changedPropIds": [],
}


class Nothing:
    """A session that leaves nothing open."""

    async def close(self) -> None:
        """Nothing to leave."""


async def _dash(port: int) -> Nothing:
    await _fetch(port, "/")
    await asyncio.gather(_fetch(port, "/_dash-layout"), _fetch(port, "/_dash-dependencies"))
    await _fetch(port, "/_dash-update-component", _UPDATE)
    return Nothing()


async def _panel(port: int) -> Any:
    page = (await _fetch(port, "/panel_app")).decode("utf-8", "replace")
    token = re.search(r'"token":\s*"([^"]+)"', page)
    if token is None:
        raise RuntimeError("Panel's page holds no token")
    address = f"ws://127.0.0.1:{port}/panel_app/ws"
    socket = await websockets.connect(address, subprotocols=["bokeh", token[1]], max_size=None, origin=f"http://127.0.0.1:{port}")
    await _bokeh(socket, "ACK")
    for part in ({"msgid": "1", "msgtype": "PULL-DOC-REQ"}, {}, {}):
        await socket.send(json.dumps(part))
    await _bokeh(socket, "PULL-DOC-REPLY")
    return socket


async def _bokeh(socket: Any, kind: str) -> None:
    """Read messages (header, metadata, content, buffers) until one of a kind."""
    while True:
        header = json.loads(await asyncio.wait_for(socket.recv(), PATIENCE))
        for _ in range(2 + 2 * int(header.get("num_buffers", 0))):
            await asyncio.wait_for(socket.recv(), PATIENCE)
        if header.get("msgtype") == kind:
            return


OPENERS: dict[str, Callable[[int], Awaitable[Any]]] = {"streamlit": _streamlit, "dash": _dash, "panel": _panel}


async def at_once(speaks: str, port: int, number: int) -> tuple[float, list[Any]]:
    """Open so many sessions at the same moment: seconds until the last has its first full run, and the open sessions."""
    start = time.perf_counter()
    sessions = await asyncio.gather(*(OPENERS[speaks](port) for _ in range(number)))
    return time.perf_counter() - start, list(sessions)


async def leave(sessions: list[Any]) -> None:
    """Close sessions."""
    await asyncio.gather(*(session.close() for session in sessions))
