"""The list of licences is that of the pins; the audit says what it found, and says so when it could not ask."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests import audit, licences


def test_the_list_is_current() -> None:
    assert licences.PAGE.read_text(encoding="utf-8") == licences.page(), "make licences writes it again"


def test_every_package_states_a_licence_that_lets_it_be_used() -> None:
    text = licences.page()
    assert "not stated" not in text
    assert text.count("\n| ") == len(licences.pins()) + len(licences.bundled()) + 2
    for row in text.splitlines():
        assert "AGPL" not in row and "Proprietary" not in row, row


@pytest.mark.parametrize(("vulns", "code"), [([], 0), ([{"id": "PYSEC-1"}], 1)])
def test_the_audit_asks_about_every_pin(vulns: list[dict[str, str]], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[dict[str, object]] = []

    class List(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.extend(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"])
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"results": [{"vulns": vulns} if not n else {} for n in range(len(asked))]}).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), List)
    threading.Thread(target=server.handle_request, daemon=True).start()
    assert audit.main(["--list", f"http://127.0.0.1:{server.server_port}/"]) == code
    server.server_close()
    assert len(asked) == len(licences.pins())
    assert ("PYSEC-1" in capsys.readouterr().out) == bool(vulns)


def test_an_audit_without_the_list_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main(["--list", "http://127.0.0.1:9/"]) == 2
    assert capsys.readouterr().out.startswith("NOT CHECKED")
