"""The code of what is live in the browser: built from ``frontend/`` into ``static/live``, each file named by what it is made of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from aidlens.catalog import site_dir

PREFIX = "/app/static/live/"


def folder() -> Path:
    """Where the built files stand, with the licences of all that is in them."""
    return site_dir() / "static" / "live"


@cache
def address(name: str) -> str:
    """Where a file is fetched, by the site's own server and by plain ``streamlit run`` alike; "" where it has not been built."""
    found = sorted(folder().glob(f"{name}.*.js"))
    return PREFIX + found[0].name if len(found) == 1 else ""
