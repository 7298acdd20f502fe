"""Hostile requests: queries, paths and bytes of every kind. No trace, no 5xx, no growth without bound."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import inspect
import random
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from typing import Any
from urllib.parse import quote

import psutil
import pytest

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.i18n import lang
from aidlens.pagebook import book
from aidlens.view import PAGES, View
from aidlens.web import limits
from tests.browser.conftest import Server, serving
from tests.deploy.visitors import Visitor

FEW, MANY = 500, 12_000
KEYS = [spec.metadata.get("key", spec.name) for spec in fields(View) if spec.name != "page"]
NASTY = (
    "", " ", "\x00", "\x7f", "\u202e", "\ufeff", "\U0001f4a9", "\ud83d", "é" * 40, "A" * 3000, "-1", "0", "1e309", "NaN", "٣", "²",
    "99999999999999", "../../etc/passwd", "..%2f..%2f", "%00", "%", "%zz", "<script>alert(1)</script>", "' OR 1=1 --", "${jndi:x}",
    "{{7*7}}", "{0}", "{n}", "%s%n", "school,school,,school", "school;health", "[]", "{}", "null", "true", "\r\nX-Bad: 1", "|",
    "`id`", "=cmd()", "𝓈𝒸𝒽𝑜𝑜𝓁", "İ", "ß" * 60, "a,b" * 700,
)  # fmt: skip
TRAVERSALS = (
    "..%2f", "%2e%2e/", "..%5c", "%2e%2e%2f", "..;/", "....//", "%252e%252e%252f", "..%c0%af", "\\..\\", "./../", "/etc/passwd",
    "%2fetc%2fpasswd", "~root/", "C:%5cwindows%5cwin.ini", "%00", "file:%2f%2f%2fetc%2fpasswd",
)  # fmt: skip
PREFIXES = (
    "/", "/static/", "/app/static/", "/media/", "/component/", "/_stcore/", "/_stcore/upload_file/", "/_stcore/bidi-components/",
    "/plain/", "/plain/works/", "/plain/exhibits/", "/embed/", "/card/", "/geo/", "/api/", "/api/v1/", "/api/v1/works/",
    "/api/v1/exhibits/", "/download/", "/vendor/", *(f"/{page}/" for page in PAGES[1:]),
)  # fmt: skip
SECRETS = (b"root:x:0", b"[fonts]", b"Traceback", b"site-packages", b'File "')


def value(chance: random.Random, catalog: Catalog) -> str:
    """Something to stand behind a parameter: nasty, nearly right, or noise."""
    kind = chance.randrange(4)
    if kind == 0:
        return chance.choice(NASTY)
    if kind == 1:
        table = chance.choice([name for name, frame in catalog.tables.items() if "id" in frame and len(frame)])
        return str(chance.choice(list(catalog.tables[table]["id"])))
    if kind == 2:
        return "".join(chr(chance.choice((chance.randrange(32, 127), chance.randrange(0xD7FF)))) for _ in range(chance.randrange(30)))
    return ",".join(chance.choice(NASTY)[:20] for _ in range(chance.randrange(5)))


def query(chance: random.Random, catalog: Catalog) -> dict[str, Any]:
    names = [*KEYS, "nowhere", "page", "__class__", ""]
    return {chance.choice(names): value(chance, catalog) for _ in range(chance.randrange(6))}


# ── in process ──


def read_many(catalog: Catalog, count: int) -> None:
    chance = random.Random(count)
    for _ in range(count):
        asked = query(chance, catalog)
        view, notices = View.from_query(asked, catalog, chance.choice([*PAGES, "nowhere"]))
        again, none = View.from_query(view.to_query(), catalog, view.page)
        assert (again, none) == (view, ()), asked
        assert all(len(notice.value) <= 60 for notice in notices)
        assert len(view.href()) < 6_000


def test_hostile_queries_give_the_nearest_view(catalog: Catalog) -> None:
    read_many(catalog, FEW)


@pytest.mark.long
def test_many_hostile_queries_give_the_nearest_view(catalog: Catalog) -> None:
    read_many(catalog, MANY)


def test_every_exhibit_stands_in_hostile_views(catalog: Catalog) -> None:
    chance = random.Random(7)
    for exhibit in registry.BUILDERS:
        for _ in range(4):
            view, _ = View.from_query(query(chance, catalog), catalog, "works")
            item = registry.build(exhibit, catalog, view, lang(chance.choice(["en", "it"])))
            assert item.title


def test_what_visitors_can_fill_is_bounded(catalog: Catalog) -> None:
    """Every cache of the package that is asked with a visitor's words forgets the oldest."""
    endless = []
    for name, module in list(sys.modules.items()):
        if not name.startswith("aidlens."):
            continue
        for item in list(vars(module).values()):
            if getattr(item, "__module__", "") != name or not hasattr(item, "cache_parameters"):
                continue
            taken = {str(one.annotation) for one in inspect.signature(item).parameters.values()}
            if item.cache_parameters()["maxsize"] is None and taken & {"View", "Catalog", "Exhibit", "Lang"}:
                endless.append(f"{name}.{item.__name__}")
    assert endless == []


# ── over the line ──


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with serving() as server:
        yield server


def fetch(server: Server, target: str, method: str = "GET", body: bytes = b"") -> tuple[int, bytes]:
    """Status and body of a target sent as it is, with nothing tidied up on the way."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    line._validate_path = lambda _path: None  # type: ignore[attr-defined]
    try:
        line.request(method, target, body or None, {"Accept-Encoding": "identity"})
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


def address(chance: random.Random, catalog: Catalog) -> str:
    path = chance.choice(
        [*PREFIXES, *(prefix + quote(value(chance, catalog)[:60].encode("utf-8", "replace"), safe="") for prefix in PREFIXES)]
    )
    asked = "&".join(f"{quote(key)}={quote(str(text).encode('utf-8', 'replace'))[:1500]}" for key, text in query(chance, catalog).items())
    return path + ("?" + asked if asked else "")


def ask_many(server: Server, catalog: Catalog, count: int) -> None:
    chance = random.Random(count)
    weight = psutil.Process(server.process.pid)
    targets = [address(chance, catalog) for _ in range(count)]

    def one(target: str) -> tuple[str, int, bytes]:
        return target, *fetch(
            server, target, random.Random(target).choice(["GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
        )

    with ThreadPoolExecutor(4) as pool:
        begun = 0
        for number, (target, status, body) in enumerate(pool.map(one, targets)):
            assert status < 500, f"{status} for {target}"
            assert not [secret for secret in SECRETS if secret in body], target
            if number == count // 3:
                begun = weight.memory_info().rss
    grown = (weight.memory_info().rss - begun) / 1e6
    assert grown < 120, f"{grown:.0f} MB more after the last two thirds"
    assert "Traceback" not in server.output()


def test_hostile_addresses_are_answered_politely(running: Server, catalog: Catalog) -> None:
    ask_many(running, catalog, FEW)


@pytest.mark.long
def test_many_hostile_addresses_are_answered_politely(running: Server, catalog: Catalog) -> None:
    ask_many(running, catalog, MANY)


def test_no_path_leads_out(running: Server) -> None:
    """Every traversal on every route, to a file that is there and to one of ours that is not for readers."""
    for prefix in PREFIXES:
        for step in TRAVERSALS:
            for target in (f"{prefix}{step * 6}etc/passwd", f"{prefix}{step * 2}pyproject.toml"):
                status, body = fetch(running, target)
                assert status < 500, target
                assert b"root:x:0" not in body, target
                assert b"[build-system]" not in body, target


def raw(server: Server, data: bytes, patience: float = 15.0) -> bytes:
    """What comes back for bytes sent as they are, until the server closes or patience ends."""
    with socket.create_connection(("127.0.0.1", server.port), 5) as line:
        line.settimeout(patience)
        with contextlib.suppress(OSError):
            line.sendall(data)
        got = b""
        with contextlib.suppress(OSError):
            while part := line.recv(65_536):
                got += part
        return got


def test_oversize_and_broken_requests_are_refused(running: Server) -> None:
    head = b"Host: 127.0.0.1\r\nConnection: close\r\n"
    assert b" 414 " in raw(running, b"GET /works?q=" + b"a" * 9_000 + b" HTTP/1.1\r\n" + head + b"\r\n").split(b"\r\n")[0]
    assert b" 400 " in raw(running, b"GET /works?q=" + b"a" * 200_000 + b" HTTP/1.1\r\n" + head + b"\r\n").split(b"\r\n")[0]
    assert b" 431 " in raw(running, b"GET / HTTP/1.1\r\n" + head + b"X-Long: " + b"a" * 40_000 + b"\r\n\r\n").split(b"\r\n")[0]
    stated = b"POST /api/v1/works HTTP/1.1\r\n" + head + b"Content-Length: 99999999\r\n\r\n"
    assert b" 413 " in raw(running, stated).split(b"\r\n")[0]
    assert (
        b" 413 "
        in raw(running, b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\n" + head + b"Content-Length: 99999999\r\n\r\n").split(b"\r\n")[0]
    )
    for odd in (b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x00" * 900, b"GET / HTTP/1.1\r\nHost\r\n\r\n"):
        assert b"Traceback" not in raw(running, odd, 3)
    assert fetch(running, "/healthz")[0] == 200


def test_a_message_too_large_ends_its_session_only(running: Server) -> None:
    import websockets

    async def send() -> int:
        address = f"ws://127.0.0.1:{running.port}/_stcore/stream"
        async with websockets.connect(address, subprotocols=["streamlit"], max_size=None, proxy=None) as session:  # type: ignore[list-item]
            with contextlib.suppress(websockets.ConnectionClosed):
                await session.send(b"\x00" * (limits.MAX_MESSAGE + 1))
                while True:
                    await asyncio.wait_for(session.recv(), 20)
            return session.close_code or 0

    with ThreadPoolExecutor() as pool:
        assert pool.submit(asyncio.run, send()).result() == 1009
    assert fetch(running, "/healthz")[0] == 200


@pytest.mark.long
def test_slow_requests_are_cut_off(running: Server) -> None:
    """Connections that say nothing, or a byte a second, end; meanwhile others are served."""
    begun = time.monotonic()
    silent = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(150)]
    dripping = socket.create_connection(("127.0.0.1", running.port))
    dripping.sendall(b"GET / HTTP/1.1\r\nX-Drip: ")
    ended = 0.0
    try:
        assert fetch(running, "/healthz")[0] == 200
        while time.monotonic() - begun < limits.HEAD_SECONDS * 2:
            try:
                dripping.sendall(b"a")
            except OSError:
                ended = time.monotonic() - begun
                break
            time.sleep(0.5)
        assert 0 < ended < limits.HEAD_SECONDS * 1.8
        for line in silent:
            line.settimeout(5)
            assert line.recv(1) == b""
    finally:
        for line in [*silent, dripping]:
            line.close()


@pytest.mark.long
def test_sessions_with_hostile_views_and_floods_of_words(running: Server, catalog: Catalog) -> None:
    """Real runs of the pages with hostile queries and ever new search words: none apologises, memory stays."""
    chance = random.Random(3)
    weight = psutil.Process(running.process.pid)
    sorry = lang("en").t(
        "Something went wrong on our side; the rest of the site still works. Reload the page, or start again from the overview."
    )

    async def visit(count: int) -> tuple[int, list[str]]:
        visitor = Visitor(running.base, "", "", "")
        failed = []
        for number in range(count):
            asked = query(chance, catalog) | ({"q": f"flood {number} {chance.random()}"} if number % 2 else {})
            visitor.page = chance.choice([name for name in book.SHOWN if name != "overview"])
            visitor.query = "lang=en&" + "&".join(
                f"{quote(key)}={quote(str(text).encode('utf-8', 'replace'))}" for key, text in asked.items() if key != "lang"
            )
            visitor.expected, visitor.strange = sorry, 0
            await visitor._look()
            failed += [] if visitor.strange else [f"{visitor.page}?{visitor.query}"]
        await visitor._socket.close()
        return count, failed

    def run(count: int) -> list[str]:
        with ThreadPoolExecutor() as pool:
            return pool.submit(asyncio.run, visit(count)).result()[1]

    assert run(100) == []
    begun = weight.memory_info().rss
    assert run(200) == []
    grown = (weight.memory_info().rss - begun) / 1e6
    assert grown < 80, f"{grown:.0f} MB more"
