"""The shipped record, read and checked once for all tests (those of properties need it before fixtures exist)."""

from __future__ import annotations

from aidlens.catalog import Catalog, site_dir
from aidlens.checks.faults import RecordError
from aidlens.records import current


def catalog() -> Catalog:
    """The record beside the app. Raises RecordError with every fault."""
    found, faults = current(site_dir() / "data")
    if found is None or faults:
        raise RecordError(faults)
    return found
