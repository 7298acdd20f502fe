"""``make bench``: filter change to charts and map redrawn, in a real Chromium, against the rod in the same run.

Writes docs/benchmarks.md with machine and date. Times are medians over rounds; what counts is the ratio, since these are small machines.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from aidlens.catalog import site_dir
from tests.bench.record import enlarged
from tests.browser.conftest import ARGUMENTS
from tests.browser.find_chromium import find

ROUNDS = 9
SIZES = {"as shipped": 0, "10,000 works": 10_000, "100,000 works": 100_000}
TARGETS = {"as shipped": 1.5, "10,000 works": 2.0, "100,000 works": 4.0}
DRAWN = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(command: list[str], port: int, path: str, patience: float = 600.0, **env: str):
    """A server process that answers at ``path``."""
    process = subprocess.Popen(command, cwd=site_dir(), env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + patience
    try:
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5):
                    break
            except OSError:
                time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def aidlens(port: int) -> list[str]:
    """The command that serves AidLens."""
    return [sys.executable, "-m", "aidlens.cli", "serve", "--port", str(port), "--no-browser"]


def rod(port: int) -> list[str]:
    """The command that serves the rod, as Streamlit ships."""
    page = Path(__file__).with_name("rod.py")
    options = ["--server.port", str(port), "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    return [sys.executable, "-m", "streamlit", "run", str(page), *options]


def changed(page: Page, selector: str, act: Callable[[], None]) -> float:
    """Milliseconds from an act until the words at ``selector`` have changed and two frames are drawn."""
    before = page.locator(selector).first.inner_text()
    start = time.perf_counter()
    act()
    page.wait_for_function("([s, b]) => { const e = document.querySelector(s); return e && e.innerText !== b }", arg=[selector, before])
    page.evaluate(DRAWN)
    return (time.perf_counter() - start) * 1000


def rod_times(browser: Browser, base: str) -> list[float]:
    """Filter changes of the rod."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(base)
    page.wait_for_selector(".js-plotly-plot .main-svg")
    times = []
    for number in range(ROUNDS + 1):
        page.get_by_role("combobox").click()
        option = page.get_by_role("option", name="left" if number % 2 else "right")
        times.append(changed(page, "h2", option.click))
        page.wait_for_timeout(400)
    page.close()
    return times[1:]


def our_times(browser: Browser, base: str, path: str, title: str) -> list[float]:
    """Filter changes of one of our pages: two kinds in turn, by the links a reader clicks."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(base + path)
    page.wait_for_selector(title, timeout=120_000)
    page.wait_for_timeout(4000)
    times = []
    for number in range(ROUNDS + 1):
        kind = "school" if number % 2 else "health"
        times.append(changed(page, title, lambda kind=kind: page.evaluate("href => window.__aidlens.go(href)", f"{path}?kind={kind}")))
        page.wait_for_timeout(600)
    page.close()
    return times[1:]


def main() -> int:
    """Run all; exit code 1 where a target is missed."""
    lines, missed = [], False
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        port = free_port()
        with serving(rod(port), port, "/_stcore/health") as base:
            least = statistics.median(rod_times(browser, base))
        print(f"rod: {least:.0f} ms", flush=True)
        for name, works in SIZES.items():
            data = enlarged(site_dir() / "data", Path(folder) / str(works), works) if works else site_dir() / "data"
            port = free_port()
            with serving(aidlens(port), port, "/readyz", AIDLENS_DATA=str(data)) as base:
                for page, title in (("/works", "#counts h2"), ("/map", "#map h2")):
                    times = our_times(browser, base, page, title)
                    median, ratio = statistics.median(times), statistics.median(times) / least
                    spread = f"{min(times):.0f}–{max(times):.0f}"
                    verdict = "met" if ratio <= TARGETS[name] else "missed"
                    missed = missed or verdict == "missed"
                    lines.append(f"| {page} | {name} | {median:.0f} | {spread} | {ratio:.2f} | ≤ {TARGETS[name]} | {verdict} |")
                    print(lines[-1], flush=True)
        browser.close()
    write(least, lines)
    return 1 if missed else 0


def write(least: float, lines: list[str]) -> None:
    """Write the report."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    text = f"""# Benchmarks

Written by `make bench` on {dt.datetime.now(tz=dt.UTC).date()} ({machine}). Browser and servers share the cores: read the ratios,
not the milliseconds.

Filter change to charts and map redrawn, median of {ROUNDS} rounds in one run. The rod is the least Streamlit page with one chart, one map
and one filter over 500 rows (`tests/bench/rod.py`): {least:.0f} ms.

| page | record | median ms | spread ms | ratio to the rod | target | |
|---|---|---|---|---|---|---|
{chr(10).join(lines)}
"""
    (site_dir() / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
