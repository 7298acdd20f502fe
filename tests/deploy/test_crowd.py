"""Three replicas behind a real nginx, in the shipped configuration: one is killed under load, and no visitor loses their view. Long."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import statistics
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from aidlens.catalog import Catalog
from aidlens.i18n import lang
from aidlens.measures import works
from aidlens.view import View
from tests.browser.conftest import Opener, Server, browser, free_port, settled  # noqa: F401 - browser is a fixture
from tests.deploy import nginx as nginxes
from tests.deploy.visitors import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.long]

REPLICAS = 3
VISITORS = 24
VIEW = View(page="works", kind=("school",), province=("herat",))


@pytest.fixture(scope="module")
def replicas() -> Iterator[list[Server]]:
    started = [Server(None, "--log", "json") for _ in range(REPLICAS)]
    try:
        yield [server.wait() for server in started]
    finally:
        for server in started:
            with contextlib.suppress(OSError):
                server.stop()


@pytest.fixture
def front(replicas: list[Server], tmp_path: Path) -> Iterator[nginxes.Nginx]:
    if nginxes.program() is None:
        pytest.skip("no nginx on this machine: install it to run this test (Debian: apt-get install nginx-light)")
    running = nginxes.Nginx(tmp_path, free_port(), [server.port for server in replicas])
    try:
        yield running.wait()
    finally:
        running.stop()


def metric(server: Server, name: str) -> float:
    with urllib.request.urlopen(server.base + "/metrics", timeout=10) as answer:
        found = re.search(rf"^{name} (\S+)$", answer.read().decode(), re.MULTILINE)
    return float(found[1]) if found else 0.0


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_front_keeps_what_it_must(front: nginxes.Nginx, replicas: list[Server]) -> None:
    """Metrics stay inside, long addresses and large bodies end at the door, the log names nobody, bundles are served by nginx itself."""
    with urllib.request.urlopen(front.base + "/works?q=secret-word", timeout=10) as answer:
        shell = answer.read().decode()
        seat = answer.headers["Set-Cookie"]
    assert re.fullmatch(r"aidlens_seat=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Lax", seat)
    for path in ("/metrics", "/readyz", "/_stcore/metrics", "/room/here", "/room"):
        assert status(front.base + path) == 404
    assert status(front.base + "/healthz") == 200
    assert status(front.base + "/works?q=" + "a" * 9_000) == 414
    bundle = re.search(r'src="\./(static/js/index\.[^"]+)"', shell)
    assert bundle
    sent = [metric(server, 'aidlens_requests_total{route="static",status="200"}'.replace("{", r"\{")) for server in replicas]
    for _ in range(6):
        assert status(f"{front.base}/{bundle[1]}") == 200
    after = [metric(server, 'aidlens_requests_total{route="static",status="200"}'.replace("{", r"\{")) for server in replicas]
    alive = sum(after) - sum(sent)
    assert alive == 1, "asked of a replica once, then kept"
    assert "secret-word" not in front.log()
    assert "127.0.0.1" not in front.log()
    assert front.log().count("HIT") >= 5
    routes = set()
    for server in replicas:
        routes |= {json.loads(line).get("route") for line in server.output().splitlines()[1:]}  # the first may be cut by the reader
        assert "secret-word" not in server.output()
    assert {"page", "static", "healthz"} <= routes


def test_a_replica_is_killed_under_load(
    front: nginxes.Nginx,
    replicas: list[Server],
    browser: Browser,  # noqa: F811
    catalog: Catalog,
    capsys: pytest.CaptureFixture[str],
) -> None:
    total = lang("en").number(len(works.select(catalog, VIEW)))
    query = VIEW.href().split("?")[1]
    opener = Opener(browser, front.base)
    page = opener(VIEW.href())
    page.evaluate("window.aidlensMark = 1")
    doomed = next(server for server in replicas if metric(server, "aidlens_sessions") > 0)
    spread: list[float] = []

    async def crowd() -> list[Visitor]:
        leave = asyncio.Event()
        visitors = [Visitor(front.base, "works", query, total) for _ in range(VISITORS)]
        tasks = [asyncio.create_task(visitor.stay(leave, 0.5)) for visitor in visitors]
        while min(visitor.runs for visitor in visitors) < 2:
            await asyncio.sleep(0.2)
        spread.extend([await asyncio.to_thread(metric, server, "aidlens_sessions") for server in replicas])
        doomed.process.kill()
        had = [visitor.runs for visitor in visitors]
        while min(visitor.runs - before for visitor, before in zip(visitors, had, strict=True)) < 3:
            await asyncio.sleep(0.2)
            if all(task.done() for task in tasks):
                break
        leave.set()
        await asyncio.gather(*tasks)
        return visitors

    with ThreadPoolExecutor() as pool:  # this thread's event loop is the browser's
        visitors = pool.submit(asyncio.run, asyncio.wait_for(crowd(), 240)).result()
    page.wait_for_selector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')
    settled(page)
    expect(page).to_have_url(front.base + VIEW.href())
    expect(page.locator(".al-chip")).to_have_count(2)
    page.locator(".al-chip").first.click()
    expect(page.locator(".al-chip")).to_have_count(1)
    assert page.evaluate("window.aidlensMark") == 1, "without a reload"
    opener.close()

    recoveries = sorted(seconds for visitor in visitors for seconds in visitor.recoveries)
    lost = sum(visitor.lost for visitor in visitors)
    with capsys.disabled():
        print(
            f"\n{VISITORS} visitors and one Chromium on {REPLICAS} replicas ({', '.join(f'{count:.0f}' for count in spread)} sessions), "
            f"one killed: {sum(visitor.runs for visitor in visitors)} runs, {lost} connections broken, "
            f"{sum(visitor.strange for visitor in visitors)} wrong pages, back after "
            f"{statistics.median(recoveries):.1f} s in the middle and {recoveries[-1]:.1f} s at most"
        )
    assert min(spread) > 0, "every replica has visitors"
    assert 0 < lost < VISITORS, "only those of the killed replica"
    assert sum(visitor.strange for visitor in visitors) == 0, "nobody's page said anything else"
    assert recoveries[-1] < 30
    assert opener.errors == []
