"""Ask every source's address whether it still answers. Only on demand: it needs a network, and pages of the world come and go."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

from aidlens.catalog import Catalog

TIMEOUT = 15.0
WORKERS = 8


def report(catalog: Catalog) -> Iterator[str]:
    """One line for each address that no longer answers, then a count."""
    rows = [row for row in catalog.rows("sources") if row["url"]]
    with ThreadPoolExecutor(WORKERS) as pool:
        answers = list(pool.map(lambda row: answer(row["url"]), rows))
    for row, fault in zip(rows, answers, strict=True):
        if fault:
            yield f"sources.csv, {row['id']}: {row['url']} ({fault}). How to fix it: look for an archived copy and fill in archived_url."
    yield f"{sum(not fault for fault in answers)} of {len(rows)} addresses answer."


def answer(url: str, timeout: float = TIMEOUT) -> str:
    """Empty if the address answers, else why not, in a few words."""
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "AidLens link check"})
        with urllib.request.urlopen(request, timeout=timeout):
            return ""
    except urllib.error.HTTPError as error:
        # Some pages refuse programs but open in a browser: that is not a dead link.
        return "" if error.code in (401, 403, 405, 429, 999) else f"answers {error.code}"
    except (HTTPException, OSError, ValueError) as error:
        return str(getattr(error, "reason", error))[:80]
