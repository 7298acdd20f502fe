"""Run by a test inside a network namespace: bring up the loopback, start a packed folder, and look at one page."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path


def main(folder: str, port: int, chromium: str) -> int:
    subprocess.run(["ip", "link", "set", "lo", "up"], check=False)
    devices = [line.split(":")[0].strip() for line in Path("/proc/net/dev").read_text().splitlines()[2:]]
    command = ["sh", f"{folder}/start.sh", "--port", str(port), "--no-browser"]
    with subprocess.Popen(command, stdout=sys.stderr, stderr=sys.stderr, start_new_session=True) as server:
        try:
            ready = wait(f"http://127.0.0.1:{port}/readyz", server)
            print(json.dumps({"devices": devices, "ready": ready, "heading": look(port, chromium)}))
        finally:
            os.killpg(server.pid, signal.SIGTERM)
    return 0


def wait(address: str, server: subprocess.Popen[bytes]) -> dict[str, object]:
    """The answer of /readyz, asked twice a second for a quarter of an hour at most."""
    for _ in range(1800):
        if server.poll() is not None:
            raise SystemExit(f"start.sh ended with {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return {"code": answer.status, **json.load(answer)}
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SystemExit("not ready within a quarter of an hour")


def look(port: int, chromium: str) -> str:
    """The heading of the first page, drawn by a real browser."""
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=flags)
        page = browser.new_page(locale="en-GB")
        page.goto(f"http://127.0.0.1:{port}/?lang=en", wait_until="domcontentloaded")
        page.wait_for_selector("h1", timeout=60_000)
        text = page.inner_text("h1")
        browser.close()
    return str(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
