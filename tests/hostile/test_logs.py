"""What our own process writes when things go wrong: where it happened, never who asked nor what for."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import logging
import os
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import websockets

from aidlens.catalog import site_dir
from aidlens.web import logs
from tests.browser.conftest import Server
from tests.deploy.visitors import Visitor

VISITOR, SECRET = "127.0.0.77", "secretword"
# Stands in the server's path as a module that Python itself loads: the search fails, and its error repeats what was searched for.
FAULT = """
import aidlens.measures.search as search

def broken(catalog, works, query):
    raise ValueError(f"cannot search for {query}")

search.matching = broken
"""


@pytest.fixture
def broken(tmp_path_factory: pytest.TempPathFactory, small_record: Path) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("fault")
    (folder / "sitecustomize.py").write_text(FAULT, encoding="utf-8")
    path = os.pathsep.join([str(folder), str(site_dir() / "src")])
    server = Server(small_record, "--log", "json", own={"PYTHONPATH": path})
    try:
        yield server.wait()
    finally:
        server.stop()


def ask(server: Server, target: str) -> int:
    """The status of an answer to a visitor of another address than the server's."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60, source_address=(VISITOR, 0))
    with contextlib.closing(line):
        line.request("GET", target, None, {"User-Agent": SECRET, "Referer": f"http://{SECRET}.example/"})
        answer = line.getresponse()
        answer.read()
        return answer.status


async def visit(server: Server) -> None:
    """A session whose page fails, and one that is refused for its origin."""
    visitor = Visitor(server.base, "works", f"q={SECRET}", "Something went wrong")
    await visitor._look()
    assert visitor.strange == 0, "the page says that it failed"
    await visitor._socket.close()
    address = f"{server.base.replace('http', 'ws', 1)}/_stcore/stream?q={SECRET}"
    with contextlib.suppress(OSError, websockets.WebSocketException):
        async with websockets.connect(address, origin=f"http://{SECRET}.example", subprotocols=["streamlit"], proxy=None):  # type: ignore[arg-type, list-item]
            pass


def test_a_fault_names_no_visitor(broken: Server) -> None:
    for target in ("/plain/works", "/api/v1/works", "/works", "/embed/works"):
        ask(broken, f"{target}?q={SECRET}")
    assert ask(broken, f"/api/v1/works?q={SECRET}") == 500
    ask(broken, f"/api/v1/works?{SECRET}=1")
    ask(broken, f"/{SECRET}/{SECRET}?q={SECRET}")
    ask(broken, f"/works?q={SECRET}" + "a" * 9_000)
    with socket.create_connection(("127.0.0.1", broken.port), 10, (VISITOR, 0)) as line:
        line.sendall(f"GET /{SECRET} HTTP/9.9\r\nHost {SECRET}\r\n\r\n".encode())
        line.recv(65_536)
    with ThreadPoolExecutor() as pool:  # this thread's event loop may be a browser's
        pool.submit(asyncio.run, visit(broken)).result()
    written = Path(broken._log.name).read_text(encoding="utf-8")
    assert "the page works failed" in written
    assert "ValueError" in written and "search" in written and "broken" in written, "what failed, and where"
    assert [line for line in written.splitlines() if SECRET in line or VISITOR in line] == []
    assert all(json.loads(line)["message"] for line in written.splitlines()), "one object a line"


def test_a_trace_of_errors_from_errors_holds_none_of_their_words() -> None:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as first:
            raise ExceptionGroup(SECRET, [ValueError(SECRET), OSError(SECRET)]) from first
    except ExceptionGroup as error:
        found = (type(error), error, error.__traceback__)
    record = logging.LogRecord("aidlens", logging.ERROR, __file__, 1, "failed", (), found)
    for written in (logs.JsonLines().format(record), logs.PlainLines().format(record)):
        assert SECRET not in written
        for name in ("KeyError", "ExceptionGroup", "ValueError", "OSError", "test_logs.py"):
            assert name in written


@pytest.mark.parametrize(
    ("library", "words", "filled", "kept"),
    [
        ("asyncio", f"Task exception was never retrieved\nfuture: <Task ValueError('{SECRET}')>", (), "Task exception was never retrieved"),
        ("streamlit.web", "Rejecting a connection: origin=%s", (SECRET,), "Rejecting a connection: origin=%s"),
    ],
)
def test_libraries_tell_what_happened_and_not_to_whom(library: str, words: str, filled: tuple[str, ...], kept: str) -> None:
    record = logging.LogRecord(library, logging.ERROR, __file__, 1, words, filled, None)
    assert json.loads(logs.JsonLines().format(record))["message"] == kept
    assert logs.PlainLines().format(record).endswith(kept)
