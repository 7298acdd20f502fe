"""A browser of this machine that prints pages and takes their pictures, where there is one: nothing is installed, nothing is asked of the
network, and the reader's own profile is left alone.
"""

from __future__ import annotations

import io
import os
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from aidlens.export.place import Refusal
from aidlens.i18n import Lang

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
FLAGS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND"),
)
SECONDS = 120
SPARE = 220  # px: some versions count the bars of a window, which nobody sees, to its height
Size = tuple[int, int]


def find() -> str | None:
    """The path of a browser, the one that CHROMIUM names first; None where there is none."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    paths = [found for name in NAMES if (found := shutil.which(name))]
    system = platform.system()
    if system == "Darwin":
        paths += [f"/Applications/{name}" for name in MAC]
    elif system == "Windows":
        folders = (os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"))
        paths += [str(Path(folder) / name) for folder in folders if folder for name in WINDOWS]
    return next((path for path in paths if Path(path).is_file()), None)


def needed(words: Lang, otherwise: str) -> str:
    """The path of a browser. Raises Refusal where there is none, with what to do ``otherwise``."""
    found = find()
    if found:
        return found
    if named := os.environ.get("CHROMIUM"):
        raise Refusal(words.t("CHROMIUM names {path}, but no program is there.", path=named))
    raise Refusal(words.t("No browser was found on this machine (Chromium, Chrome or Edge; CHROMIUM=PATH names one).") + " " + otherwise)


def pdf(page: str, words: Lang) -> bytes:
    """A page as it is printed, on A4 and tagged where the browser tags. Raises Refusal where there is no browser, or it fails."""
    browser = needed(words, words.t("Write the page (--output FILE.html) and print it from any browser: A4, without heads and feet."))
    with tempfile.TemporaryDirectory(prefix="aidlens-") as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        return _run(browser, folder, [f"--print-to-pdf={target}", "--no-pdf-header-footer", source.as_uri()], target, words)


class Pictures:
    """Takes pictures of the parts of one page; a context, for the page lies in a folder of its own as long as it lasts."""

    def __init__(self, browser: str, page: str, words: Lang) -> None:
        self._browser, self._page, self._words = browser, page, words
        self._folder = tempfile.TemporaryDirectory(prefix="aidlens-")

    def __enter__(self) -> Pictures:
        (Path(self._folder.name) / "page.html").write_text(self._page, encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def png(self, part: str, size: Size) -> bytes:
        """The page as a browser shows it where its address names a part. Raises Refusal where the browser fails."""
        folder, (wide, high) = self._folder.name, size
        target = Path(folder) / "part.png"
        target.unlink(missing_ok=True)
        flags = ["--hide-scrollbars", "--force-device-scale-factor=1", f"--window-size={wide},{high + SPARE}", "--virtual-time-budget=2000"]
        address = f"{(Path(folder) / 'page.html').as_uri()}#{part}"
        raw = _run(self._browser, folder, [*flags, f"--screenshot={target}", address], target, self._words)
        out = io.BytesIO()
        Image.open(io.BytesIO(raw)).convert("RGB").crop((0, 0, wide, high)).save(out, "png", optimize=True)
        return out.getvalue()


def _run(browser: str, folder: str, arguments: list[str], target: Path, words: Lang) -> bytes:
    # Only root needs it: a browser refuses to shut itself in there.
    free = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    command = [browser, *FLAGS, *free, f"--user-data-dir={Path(folder) / 'profile'}", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        reason = words.t("exit code {n}", n=done.returncode)
    except subprocess.TimeoutExpired:
        reason = words.t("no answer for {n} seconds", n=SECONDS)
    except OSError as error:
        reason = error.strerror or str(error)
    if target.is_file() and target.stat().st_size:
        return target.read_bytes()
    raise Refusal(words.t("The browser {path} made no file: {reason}.", path=browser, reason=reason))
