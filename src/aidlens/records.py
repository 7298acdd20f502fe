"""The record in use by this process: checked once a folder, shared by pages and web."""

from __future__ import annotations

import threading
from pathlib import Path

from aidlens.catalog import Catalog
from aidlens.checks.faults import Fault
from aidlens.checks.record import check

_LOCK = threading.Lock()
_CHECKED: dict[Path, tuple[Catalog | None, list[Fault]]] = {}


def current(root: Path) -> tuple[Catalog | None, list[Fault]]:
    """The record in a folder and its faults; the check runs once a process."""
    with _LOCK:
        if root not in _CHECKED:
            _CHECKED[root] = check(root)
        return _CHECKED[root]
