"""The servers of a run: AidLens with works ×1, ×10, ×100, and the baselines, each in a process of its own, started when first asked for."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
import streamlit

from aidlens.catalog import site_dir
from tests.bench.record import enlarged, works_in
from tests.browser.conftest import free_port

BASELINES = Path(__file__).with_name("baselines")
SIZES = {"aidlens": 1, "aidlens ×10": 10, "aidlens ×100": 100}
PATIENCE = 600.0
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Kind:
    """How a subject is served: its name for readers, the command for a port, the path that answers once it is ready."""

    name: str
    command: Callable[[int], list[str]]
    ready: str = "/"
    page: str = "/"
    speaks: str = ""


def _streamlit(script: str) -> Callable[[int], list[str]]:
    options = ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    return lambda port: [sys.executable, "-m", "streamlit", "run", f"{script}.py", "--server.port", str(port), *options]


def _panel(port: int) -> list[str]:
    return [sys.executable, "-m", "panel", "serve", "panel_app.py", "--port", str(port), "--allow-websocket-origin", f"127.0.0.1:{port}"]


def _aidlens(port: int) -> list[str]:
    return [sys.executable, "-m", "aidlens.cli", "serve", "--port", str(port), "--no-browser"]


MEASURED_AGAINST = {
    "empty": Kind("Streamlit, empty page", _streamlit("empty"), "/_stcore/health", speaks="streamlit"),
    "chart": Kind("Streamlit + chart", _streamlit("chart"), "/_stcore/health", speaks="streamlit"),
    "chart_map": Kind("Streamlit + chart + map", _streamlit("chart_map"), "/_stcore/health", speaks="streamlit"),
    "dash": Kind("Dash", lambda port: [sys.executable, "dash_app.py", str(port)], speaks="dash"),
    "panel": Kind("Panel", _panel, "/panel_app", "/panel_app", speaks="panel"),
    "static": Kind("static HTML, plain", lambda port: [sys.executable, "static_site.py", str(port), "plain"]),
    "static_br": Kind("static HTML, brotli", lambda port: [sys.executable, "static_site.py", str(port), "brotli"]),
}
KINDS = MEASURED_AGAINST | {
    key: Kind("AidLens" if times == 1 else f"AidLens, ×{times} works", _aidlens, "/readyz", speaks="streamlit")
    for key, times in SIZES.items()
}


class Running:
    """A server process; ``seconds`` is how long it took from start to ready."""

    def __init__(self, key: str, folder: Path) -> None:
        self.kind, self.port = KINDS[key], free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        env = {name: value for name, value in os.environ.items() if not name.startswith(("AIDLENS_", "STREAMLIT_"))}
        if key in SIZES and SIZES[key] > 1:
            env["AIDLENS_DATA"] = str(_record(SIZES[key], folder))
        here = site_dir() if key in SIZES else BASELINES
        log = (folder / f"{key}.log").open("w")
        start = time.monotonic()
        self.process = subprocess.Popen(self.kind.command(self.port), cwd=here, env=env, stdout=log, stderr=subprocess.STDOUT)
        self._wait(start + PATIENCE)
        self.seconds = time.monotonic() - start
        if key in SIZES:
            self._compressed(start + PATIENCE)

    def _wait(self, end: float) -> None:
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.kind.name} stopped at once: {self.process.args}")
            try:
                with urllib.request.urlopen(self.base + self.kind.ready, timeout=30):
                    return
            except urllib.error.HTTPError as error:
                if b'"refused"' in error.read():
                    raise RuntimeError(f"{self.kind.name} refuses its record; its log says why") from error
                time.sleep(0.05)
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"{self.kind.name} did not answer in {PATIENCE:.0f} s")

    def _compressed(self, end: float) -> None:
        """The bundles are made ready in the background, largest first: wait for the smallest."""
        bundles = Path(streamlit.__file__).parent / "static" / "static"
        small = min((path for path in bundles.rglob("*.js") if path.stat().st_size >= 1400), key=lambda path: path.stat().st_size)
        address = f"{self.base}/static/{small.relative_to(bundles).as_posix()}"
        while time.monotonic() < end:
            with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": "br"}), timeout=30) as answer:
                if answer.headers.get("Content-Encoding") == "br":
                    return
            time.sleep(0.5)

    def memory(self) -> float:
        """Resident megabytes of the process and its children."""
        process = psutil.Process(self.process.pid)
        return sum(item.memory_info().rss for item in (process, *process.children(recursive=True))) / MEGABYTE

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(20)


def _record(times: int, folder: Path) -> Path:
    target = folder / f"record-{times}"
    return target if target.exists() else enlarged(site_dir() / "data", target, times * works_in(site_dir() / "data"))


class Fleet:
    """The servers of a run by subject."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._running = folder, dict[str, Running]()

    def fresh(self, key: str) -> Running:
        """A server started just now; one already running is stopped first."""
        self.drop(key)
        self._running[key] = Running(key, self.folder)
        return self._running[key]

    def get(self, key: str) -> Running:
        """The running server of a subject."""
        return self._running.get(key) or self.fresh(key)

    def drop(self, key: str) -> None:
        """Stop a server."""
        if key in self._running:
            self._running.pop(key).stop()

    def stop(self) -> None:
        """Stop all."""
        for key in list(self._running):
            self.drop(key)
