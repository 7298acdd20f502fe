"""What stands around Streamlit, each part by itself: policy of a page, limits, counts, logs."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from prometheus_client import generate_latest

from aidlens.catalog import site_dir
from aidlens.web import headers, limits, logs, metrics

Answer = tuple[int, dict[str, str], bytes]


def ask(app: Any, path: str = "/", query: str = "", method: str = "GET", body: list[bytes] | None = None, **more: str) -> Answer:
    """Send one request through an ASGI app."""
    parts = list(body or [b""])
    got: dict[str, Any] = {"status": 0, "headers": {}, "body": b""}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": parts.pop(0) if parts else b"", "more_body": bool(parts)}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            got["status"] = message["status"]
            got["headers"] = {key.decode().lower(): value.decode() for key, value in message["headers"]}
        else:
            got["body"] += message.get("body", b"")

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in more.items()],
    }
    # Nothing here waits for anything, so no event loop is needed (the browser tests hold one in this thread).
    with contextlib.suppress(StopIteration):
        app(scope, receive, send).send(None)
    return got["status"], got["headers"], got["body"]


def page(body: bytes, **more: str) -> Callable[..., Awaitable[None]]:
    """An app that answers every request with a page in two parts, after reading the request's body."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass
        kinds = [(b"content-type", b"text/html; charset=utf-8")] + [(key.replace("_", "-").encode(), v.encode()) for key, v in more.items()]
        await send({"type": "http.response.start", "status": 200, "headers": kinds})
        await send({"type": "http.response.body", "body": body[:9], "more_body": True})
        await send({"type": "http.response.body", "body": body[9:]})

    return app


# ── the policy ──

SCRIPT = "let a = 1 < 2"
HTML = f'<script>{SCRIPT}</script><script type="module" src="./x.js"></script><p>read</p>'.encode()
DIGEST = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()


def test_the_policy_lets_known_scripts_run_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headers, "_KNOWN", set())
    app = headers.HeadersMiddleware(page(HTML))
    assert DIGEST not in ask(app)[1]["content-security-policy"], "standing in a page is not enough"
    headers.allow_inline_script(HTML.decode())
    policy = dict(part.strip().split(" ", 1) for part in ask(app)[1]["content-security-policy"].split(";"))
    assert policy["script-src"] == f"'self' 'wasm-unsafe-eval' blob: 'sha256-{DIGEST}'"
    assert policy["default-src"] == "'self'"
    assert not [value for value in policy.values() if "//" in value or "http" in value or "*" in value], "no outside origin"


@pytest.mark.parametrize(
    ("path", "query", "framed"),
    [
        ("/", "", False),
        ("/", "embed=ladder", False),
        ("/embed/ladder", "", True),
        ("/works", "q=embed", False),
        ("/plain/works", "", False),
    ],
)
def test_only_the_embed_may_be_framed(path: str, query: str, framed: bool) -> None:
    found = ask(headers.HeadersMiddleware(page(HTML)), path, query)[1]
    assert f"frame-ancestors {'*' if framed else chr(39) + 'none' + chr(39)}" in found["content-security-policy"]


def test_an_own_policy_is_kept() -> None:
    found = ask(headers.HeadersMiddleware(page(HTML, content_security_policy="default-src 'none'")))[1]
    assert found["content-security-policy"] == "default-src 'none'"
    assert found["x-content-type-options"] == "nosniff"


# ── limits ──


def test_an_address_too_long_is_refused() -> None:
    app = limits.LimitsMiddleware(page(HTML))
    assert ask(app, "/works", "q=" + "a" * 7_900)[0] == 200
    assert ask(app, "/works", "q=" + "a" * 8_000)[0] == 414
    assert ask(app, "/" + "a" * 8_001)[0] == 414


@pytest.mark.parametrize("stated", [True, False])
def test_a_body_too_large_is_refused(stated: bool) -> None:
    app = limits.LimitsMiddleware(page(HTML))
    part, more = b"a" * 65_536, {"content_length": str(65_536 * 5)}
    assert ask(app, "/api/v1/works", method="POST", body=[part] * 3)[0] == 200
    assert ask(app, "/api/v1/works", method="POST", body=[part] * 5, **(more if stated else {}))[0] == 413
    assert ask(app, "/_stcore/upload_file/a/b", method="PUT", body=[part] * 5, **(more if stated else {}))[0] == 200
    assert ask(app, "/api/v1/works", method="POST", content_length="9" * 5000)[0] == 413


# ── counts and logs ──


def test_a_flood_of_paths_makes_no_new_series() -> None:
    app = metrics.MetricsMiddleware(page(HTML))
    for path in ("/works", "/", "/static/js/a.js", "/plain/works"):
        ask(app, path, "q=secret-word")
    before = generate_latest(metrics.REGISTRY).decode().count("\n")
    for number in range(300):
        ask(app, f"/{number}/secret-path", "q=secret-word", user_agent="secret-agent")
    text = generate_latest(metrics.REGISTRY).decode()
    assert text.count("\n") <= before + 30
    assert "secret" not in text
    assert 'aidlens_requests_total{route="other",status="200"}' in text


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/", "page"),
        ("/works", "page"),
        ("/plain/works", "plain"),
        ("/_stcore/stream", "session"),
        ("/_stcore/health", "streamlit"),
        ("/works/_stcore/health", "streamlit"),
        ("/wp-login.php", "other"),
        ("//static", "static"),
    ],
)
def test_classes_of_routes(path: str, wanted: str) -> None:
    assert metrics.route_class(path) == wanted


def test_a_failed_request_is_counted_as_one() -> None:
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        ask(metrics.MetricsMiddleware(broken), "/readyz")
    assert 'aidlens_requests_total{route="readyz",status="500"}' in generate_latest(metrics.REGISTRY).decode()


def test_a_line_of_the_log_is_json_with_its_trace() -> None:
    try:
        raise ValueError("odd")
    except ValueError as error:
        kind = (type(error), error, error.__traceback__)
    record = logging.LogRecord("aidlens", logging.ERROR, __file__, 1, "the page %s failed", ("works",), kind)
    record.route = "page"
    line = json.loads(logs.JsonLines().format(record))
    assert (line["level"], line["message"], line["route"]) == ("error", "the page works failed", "page")
    assert line["trace"].rstrip().endswith("ValueError"), "an error's words may be a visitor's"
    assert "test_a_line_of_the_log_is_json_with_its_trace" in line["trace"]


def test_lines_that_name_a_visitor_are_dropped() -> None:
    words, visitor = '%s - "WebSocket %s" [accepted]', ("192.0.2.7", "/?q=secret")
    assert not logs.NoVisitors().filter(logging.LogRecord("uvicorn.error", logging.INFO, __file__, 1, words, visitor, None))
    assert logs.NoVisitors().filter(logging.LogRecord("uvicorn.error", logging.INFO, __file__, 1, "Shutting down", (), None))


def test_the_documents_name_every_metric_and_no_other() -> None:
    words = (site_dir() / "docs" / "operating.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(aidlens_\w+?)(?:_total)?`", words)) - {"aidlens_seat"}
    assert named == {found.name for found in metrics.REGISTRY.collect() if found.name.startswith("aidlens_")}
