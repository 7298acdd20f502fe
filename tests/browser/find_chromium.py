"""Find a Chromium for the browser tests; with ``--install`` put one on the machine where there is none.

A browser that is installed comes first (CHROMIUM names another), then the distribution's package, then Playwright's download. Prints
the path of the browser; exit code 1 with cause and cure where there is none. Needs nothing but the standard library to look.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
CURE = "Install Chromium or Google Chrome (Debian: apt-get install chromium), or name one: CHROMIUM=/path/to/chromium make test"


def find() -> str | None:
    """The path of a browser on this machine, or None. Raises FileNotFoundError where CHROMIUM names none."""
    named = os.environ.get("CHROMIUM")
    if named:
        path = shutil.which(named)
        if path is None:
            raise FileNotFoundError(f"CHROMIUM is {named}, but no program is there")
        return path
    found = (shutil.which(name) for name in NAMES)
    macs = (path for path in MAC if platform.system() == "Darwin" and Path(path).exists())
    return next((path for path in found if path), None) or next(macs, None) or _downloaded()


def _downloaded() -> str | None:
    """The browser Playwright downloaded earlier, if there is one."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _root() -> list[str] | None:
    """What to put before a command that needs root: nothing, sudo, or None where neither helps."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def _run(command: list[str], env: dict[str, str] | None = None) -> str:
    """Run a command; "" if it went well, else its last words."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=900, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return "" if done.returncode == 0 else ((done.stderr or done.stdout).strip().splitlines() or [f"exit code {done.returncode}"])[-1]


def _apt() -> str:
    """Install the distribution's package; "" if it went well, else why not."""
    apt, before = shutil.which("apt-get"), _root() if hasattr(os, "geteuid") else None
    if apt is None:
        return "this system has no apt-get"
    if before is None:
        return "apt-get needs root, and sudo asks for a password"
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*before, apt, "install", "--yes", "--no-install-recommends", "chromium"]
    if _run(install, env) == "":
        return ""
    return _run([*before, apt, "update"], env) or _run(install, env)


def _playwright() -> str:
    """Download Playwright's own browser; "" if it went well, else why not."""
    return _run([sys.executable, "-m", "playwright", "install", "chromium"])


def install(say: Callable[[str], None]) -> list[str]:
    """Put a browser on this machine, the distribution's first; the reasons why each way failed, empty on success."""
    reasons = []
    ways = (("the distribution's package", _apt), ("Playwright's download", _playwright))
    for name, way in ways:
        say(f"· no Chromium found: trying {name}")
        reason = way()
        if not reason and find():
            return []
        reasons.append(f"{name}: {reason or 'was installed, yet no browser is found'}")
    return reasons


def main(arguments: list[str]) -> int:
    """Print the path of a browser; exit code 1 with cause and cure where there is none."""
    try:
        path = find()
        reasons = install(lambda words: print(words, file=sys.stderr, flush=True)) if path is None and "--install" in arguments else []
        path = path or find()
    except FileNotFoundError as error:
        print(f"{error}. Correct it, or leave CHROMIUM empty to let one be found.", file=sys.stderr)
        return 1
    if path is None:
        print("No browser was found for the browser tests.", *reasons, CURE, sep="\n  ", file=sys.stderr)
        return 1
    print(f"· browser: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
