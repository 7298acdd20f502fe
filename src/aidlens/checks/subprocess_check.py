"""The check of a record in a process of its own: what it loads stays out of a server's memory, and readers are not slowed meanwhile."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from aidlens.catalog import Catalog
from aidlens.checks.faults import Fault
from aidlens.public_copy import public_copy

LOG = logging.getLogger("aidlens")
TRIES = 3


def check(root: Path) -> tuple[Catalog | None, list[Fault]]:
    """As ``record.check``: the public copy of the record in ``root`` and its faults. A record edited meanwhile is checked again."""
    for _ in range(TRIES):
        catalog, told = _both(root)
        if told is None:
            LOG.warning("the record is checked in the server's own process: another one did not answer")
            break
        faults = [Fault(**fault) for fault in told["faults"]]
        if not told["fingerprint"]:
            return None, faults
        if catalog is not None and catalog.fingerprint == told["fingerprint"]:
            return catalog, faults
    from aidlens.checks import record

    return record.check(root)


def _both(root: Path) -> tuple[Catalog | None, dict[str, Any] | None]:
    """The record as read here, and what the other process told of it: nothing where none could be started."""
    try:
        with subprocess.Popen([sys.executable, "-m", __name__, str(root)], stdout=subprocess.PIPE) as other:
            return _read(root), _told(other.communicate()[0])
    except OSError:
        return None, None


def _read(root: Path) -> Catalog | None:
    try:
        return public_copy(Catalog.read(root))
    except Exception:  # a broken file is the other process's to name
        return None


def _told(answer: bytes) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(answer)
    except ValueError:
        return None
    return found


def main(root: Path) -> None:
    """Check a record and write what was found: its fingerprint ("" where no catalog could be made) and its faults."""
    from aidlens.checks import record

    catalog, faults = record.check(root)
    found = {"fingerprint": catalog.fingerprint if catalog is not None else "", "faults": [asdict(fault) for fault in faults]}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
