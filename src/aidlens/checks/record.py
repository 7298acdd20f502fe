"""Check a record as a whole: gate, schema, rules, story, in this order, all faults at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aidlens.catalog import DESCRIPTOR, GEO_FILES, Catalog
from aidlens.checks import gate, rules, schema, story
from aidlens.checks.faults import Fault, RecordError


def check(root: Path) -> tuple[Catalog | None, list[Fault]]:
    """The catalog of the record in ``root`` and its faults; no catalog where a file could not be read."""
    try:
        descriptor: dict[str, Any] = json.loads((root / DESCRIPTOR).read_text(encoding="utf-8"))
        resources = descriptor["resources"]
    except FileNotFoundError:
        return None, [Fault(DESCRIPTOR, 0, "", "", "missing-file")]
    except OSError as error:
        return None, [Fault(DESCRIPTOR, 0, "", "", "unreadable-file", error.strerror or "")]
    except (ValueError, KeyError, TypeError) as error:
        return None, [Fault(DESCRIPTOR, 0, "", "", "bad-package", str(error)[:80])]
    faults: list[Fault] = []
    readable = []
    for item in resources:
        found = gate.inspect(root / item["path"], [spec["name"] for spec in item["schema"]["fields"]])
        faults += found
        if not found:
            readable.append(item["name"])
    faults += [Fault(f"geo/{name}", 0, "", "", "missing-file") for name in GEO_FILES if not (root / "geo" / name).is_file()]
    faults += schema.check(root, descriptor, readable)
    if any(fault.code in _STRUCTURAL for fault in faults):
        return None, sorted(faults)
    catalog = Catalog.read(root)
    return catalog, sorted(set(faults) | set(rules.check(catalog)) | set(story.check(catalog)))


_STRUCTURAL = frozenset(
    [
        "missing-file",
        "unreadable-file",
        "empty-file",
        "nul-byte",
        "encoding",
        "semicolons",
        "long-cell",
        "half-line",
        "missing-column",
        "extra-column",
        "renamed-column",
        "extra-cell",
        "missing-cell",
        "blank-row",
        "type",
        "schema",
    ]
)


def load(root: Path) -> Catalog:
    """The catalog of a record that passes. Raises RecordError with every fault otherwise."""
    catalog, faults = check(root)
    if faults or catalog is None:
        raise RecordError(faults)
    return catalog
