"""The record in use by this process, shared by pages and web: checked at first use, and again whenever its files have changed.

A changed record is checked beside the one in use, in a thread. One that passes takes its place at once; one with faults waits, its faults
known to readers and to whoever watches the server, until it is mended. Runs that have begun keep the record they began with.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from aidlens.catalog import Catalog, fingerprint
from aidlens.checks.faults import Fault
from aidlens.checks.subprocess_check import check
from aidlens.i18n import lang

LOG = logging.getLogger("aidlens")
LOOK_EVERY = 2.0  # seconds between two looks at the files

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class InUse:
    """The record in use, its faults (then nothing is shown), and the faults of a newer one that waits to be mended."""

    catalog: Catalog | None
    faults: tuple[Fault, ...]
    waiting: tuple[Fault, ...] = ()
    taken_up: int = 0

    @property
    def serves(self) -> bool:
        """Whether there is a record to show."""
        return self.catalog is not None and not self.faults


def current(root: Path) -> tuple[Catalog | None, list[Fault]]:
    """The record in a folder and its faults."""
    found = in_use(root)
    return found.catalog, list(found.faults)


def in_use(root: Path) -> InUse:
    """The record in use of a folder, with what waits. Never blocks but at the first use; a look that is due happens in a thread."""
    keeper = _keeper(root)
    if time.monotonic() - keeper.looked >= LOOK_EVERY and keeper.looking.acquire(blocking=False):
        keeper.looked = time.monotonic()
        threading.Thread(target=_look_and_release, args=(keeper,), name="aidlens-record", daemon=True).start()
    return keeper.state


@dataclass
class Keeper:
    """Keeps the record of one folder: what is in use, and what its files looked like at the last check."""

    root: Path
    state: InUse
    seen: Stamp  # the files as last checked
    before: Stamp  # the files at the last look: a change is checked once two looks agree, so nothing is read half written
    fingerprint: str = ""  # of the last record that was checked
    looked: float = field(default_factory=time.monotonic)
    looking: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, root: Path) -> Keeper:
        """The keeper of a folder, after its first check."""
        stamp = stamp_of(root)
        catalog, faults = check(root)
        return cls(root, InUse(catalog, tuple(faults)), stamp, stamp, _fingerprint(root))

    def look(self) -> bool:
        """Look at the files; check and take up, or put to wait, what has changed and come to rest. Whether anything was checked."""
        stamp = stamp_of(self.root)
        rested, self.before = stamp == self.before, stamp
        if stamp == self.seen or not rested:
            return False
        own = _fingerprint(self.root)
        if own and own == self.fingerprint:
            self.seen = stamp
            return False
        catalog, faults = check(self.root)
        if stamp_of(self.root) != stamp:
            return False  # changed under the check: the next looks will see to it
        self.seen, self.fingerprint = stamp, own
        self._judge(catalog, tuple(faults))
        return True

    def _judge(self, catalog: Catalog | None, faults: tuple[Fault, ...]) -> None:
        served = self.state
        if catalog is not None and not faults:
            if served.serves and served.catalog is not None and catalog.fingerprint == served.catalog.fingerprint:
                self.state = replace(served, waiting=())  # what waited was taken back
                return
            self.state = InUse(catalog, (), taken_up=served.taken_up + 1)
            if served.catalog is not None:
                served.catalog.keeping.end()
            LOG.warning("the changed record passes and is in use: edition %s, %s", catalog.edition, catalog.fingerprint[:12])
        elif served.serves:
            self.state = replace(served, waiting=faults)
            LOG.warning("the changed record has %d faults and waits; the one before stays in use", len(faults))
            for fault in faults[:20]:
                LOG.warning("%s", fault.line(lang("en")))
        else:
            self.state = replace(served, catalog=catalog, faults=faults)


def stamp_of(root: Path) -> Stamp:
    """Name, time and size of every file of a record; a folder that cannot be read has none."""
    found = []
    try:
        for path in sorted(root.rglob("*")):
            status = path.stat()
            if path.is_file() and not path.name.startswith("."):
                found.append((path.relative_to(root).as_posix(), status.st_mtime_ns, status.st_size))
    except OSError:
        return ()
    return tuple(found)


_LOCK = threading.Lock()
_KEEPERS: dict[Path, Keeper] = {}


def _keeper(root: Path) -> Keeper:
    found = _KEEPERS.get(root)
    if found is None:
        with _LOCK:
            found = _KEEPERS.get(root) or _KEEPERS.setdefault(root, Keeper.of(root))
    return found


def _look_and_release(keeper: Keeper) -> None:
    try:
        keeper.look()
    except Exception:  # a look that failed must not end the watching
        LOG.exception("the record's files could not be looked at")
    finally:
        keeper.looking.release()


def _fingerprint(root: Path) -> str:
    try:
        return fingerprint(root)
    except OSError:
        return ""
