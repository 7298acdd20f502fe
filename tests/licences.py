"""The list of what the site is built on and under which licence (``make licences``): from the metadata of the pinned packages, and from the
licences beside what is bundled for the browser.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINS = ROOT / "requirements" / "run.txt"
PAGE = ROOT / "docs" / "licences.md"
BUNDLED = ROOT / "static" / "live" / "licences.txt"
# Where the metadata does not say it in a word: read from the licence file of the package.
READ = {"text-unidecode": "Artistic-1.0-Perl OR GPL-1.0-or-later"}
HEAD = """# Licences

What the site runs on: every package of `requirements/run.txt` with the licence its own metadata states. Written by `make licences`; a test
holds it to the pins. Our code is MIT (`LICENSE`), the record CC BY 4.0; the map's rivers
(`data/geo/rivers.geojson`) are GSHHG's, LGPL-3.0-or-later, with the notice and the texts beside them; fonts, outlines, relief: README.md.

| package | version | licence |
|---|---|---|
"""
LIVE = """
What the browser loads beside Streamlit, bundled in the files of `static/live/`; the texts of these licences: `static/live/licences.txt`.

| package | version | licence |
|---|---|---|
"""


def pins() -> list[tuple[str, str]]:
    """Name and version of every pinned package."""
    return re.findall(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", PINS.read_text(encoding="utf-8"), re.MULTILINE)


def licence(found: Distribution) -> str:
    """The licence a package states: its expression, else its classifiers, else the first line of its licence field."""
    data = found.metadata
    expression = data.get("License-Expression")
    if expression:
        return str(expression)
    names = [item.split(" :: ")[-1] for item in data.get_all("Classifier") or [] if item.startswith("License :: ") and item.count("::") > 1]
    if names:
        return "; ".join(dict.fromkeys(names))
    words = str(data.get("License") or "").strip().splitlines()
    return words[0][:80] if words else "not stated"


def bundled() -> list[tuple[str, str, str]]:
    """Name, version and licence of every package bundled for the browser."""
    return re.findall(r"^== (\S+) (\S+) · (.+)$", BUNDLED.read_text(encoding="utf-8"), re.MULTILINE)


def page() -> str:
    """The whole list."""
    rows = []
    for name, version in pins():
        try:
            stated = READ.get(name) or licence(distribution(name))
        except PackageNotFoundError:
            stated = "not installed here"
        rows.append(f"| {name} | {version} | {stated.replace('|', '/')} |\n")
    return HEAD + "".join(rows) + LIVE + "".join(f"| {name} | {version} | {stated} |\n" for name, version, stated in bundled())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {len(pins()) + len(bundled())} packages")
    sys.exit(0)
