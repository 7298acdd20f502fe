"""What a real nginx writes, in the shipped configuration, when things go wrong: never who asked, nor what for."""

from __future__ import annotations

import contextlib
import http.client
import http.server
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.deploy import nginx as nginxes

VISITOR, SECRET = "127.0.0.77", "secretword"

pytestmark = pytest.mark.skipif(
    nginxes.program() is None, reason="no nginx on this machine: install it to run this test (Debian: apt-get install nginx-light)"
)


class Replica(http.server.BaseHTTPRequestHandler):
    """A replica that answers everything but what ends in "broken": there it hangs up in the middle."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "9000")
        self.end_headers()
        self.wfile.write(b"a" * (100 if self.path.split("?")[0].endswith("broken") else 9000))
        self.close_connection = True

    def log_message(self, *_parts: object) -> None:
        """Nothing is written."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def replica() -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Replica)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield int(server.server_address[1])
    server.shutdown()
    server.server_close()


def running(folder: Path, replicas: list[int]) -> nginxes.Nginx:
    return nginxes.Nginx(folder, free_port(), replicas).wait()


def ask(front: nginxes.Nginx, target: str, body: bytes | None = None) -> int:
    """The status of an answer to a visitor of another address than any of ours; 0 where the line breaks."""
    parts = urlsplit(front.base)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20, source_address=(VISITOR, 0))
    with contextlib.closing(line), contextlib.suppress(OSError, http.client.HTTPException):
        line.request("POST" if body else "GET", target, body, {"Referer": f"http://{SECRET}.example/", "User-Agent": SECRET})
        answer = line.getresponse()
        answer.read()
        return answer.status
    return 0


def raw(front: nginxes.Nginx, data: bytes) -> None:
    parts = urlsplit(front.base)
    with socket.create_connection((parts.hostname, parts.port), 10, (VISITOR, 0)) as line, contextlib.suppress(OSError):
        line.sendall(data)
        line.recv(65_536)


def is_silent(front: nginxes.Nginx) -> None:
    written = front.everything()
    assert written.count("access.log: ") >= 1, "requests are counted"
    told = [line for line in written.splitlines() if VISITOR in line or SECRET in line.lower()]
    assert told == []


def test_a_fault_names_no_visitor(tmp_path: Path) -> None:
    """Every replica away, too many requests, targets and bodies too large, no HTTP at all."""
    front = running(tmp_path, [free_port(), free_port()])
    try:
        found = {ask(front, f"{path}?q={SECRET}") for path in ("/works", "/plain/works", "/_stcore/stream", "/media/x", "/static/x.js")}
        assert found <= {502, 504}
        assert 429 in {ask(front, f"/api/v1/works?q={SECRET}") for _ in range(60)}
        assert ask(front, f"/works?q={SECRET}" + "a" * 9_000) == 414
        assert ask(front, f"/works?q={SECRET}", b"a" * 7_000_000) in (0, 413)
        raw(front, f"GET /{SECRET} HTTP/9.9\r\nHost: {SECRET}\r\n\r\n".encode())
        raw(front, f"GET /%zz{SECRET} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        raw(front, f"{SECRET} \x00\r\n\r\n".encode())
        is_silent(front)
        assert " 502 " in front.log(), "that a replica was away can be read"
    finally:
        front.stop()


def test_a_fault_of_the_disk_or_of_a_replica_names_no_visitor(tmp_path: Path, replica: int) -> None:
    """The replica hangs up in the middle; the cache cannot be written."""
    front = running(tmp_path, [replica])
    try:
        assert ask(front, f"/works/broken?q={SECRET}") in (0, 200)
        cache = tmp_path / "site"
        for path in cache.iterdir():
            path.rmdir()
        cache.rmdir()
        cache.write_text("no folder")
        assert ask(front, f"/plain/works?q={SECRET}") in (0, 200, 500, 502)
        is_silent(front)
    finally:
        front.stop()
