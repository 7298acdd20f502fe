"""Check a record as a whole: gate, schema, rules, story, in this order, all faults at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aidlens.catalog import DESCRIPTOR, GEO_FILES, RELIEF_FILES, Catalog, geography
from aidlens.checks import changes, contact, file_checks, ids, rules, schema, story
from aidlens.checks.faults import Fault, RecordError
from aidlens.public_copy import public_copy


def check(root: Path) -> tuple[Catalog | None, list[Fault]]:
    """The public copy of the record in ``root`` and the faults of the whole; no catalog where a file could not be read."""
    try:
        descriptor: dict[str, Any] = json.loads((root / DESCRIPTOR).read_text(encoding="utf-8"))
        columns = {item["name"]: [str(spec["name"]) for spec in item["schema"]["fields"]] for item in descriptor["resources"]}
        paths = {item["name"]: root / str(item["path"]) for item in descriptor["resources"]}
    except FileNotFoundError:
        return None, [Fault(DESCRIPTOR, 0, "", "", "missing-file")]
    except OSError as error:
        return None, [Fault(DESCRIPTOR, 0, "", "", "unreadable-file", error.strerror or "")]
    except (ValueError, KeyError, TypeError) as error:
        return None, [Fault(DESCRIPTOR, 0, "", "", "bad-package", str(error)[:80])]
    faults = [Fault(DESCRIPTOR, 0, "", name, "missing-table") for name in TABLES if name not in columns]
    readable = []
    for name, path in paths.items():
        found = file_checks.inspect(path, columns[name])
        faults += found
        if not found:
            readable.append(name)
    faults += [fault for name in (*GEO_FILES, *RELIEF_FILES) for fault in _geo(root, name)]
    faults += schema.check(root, descriptor, readable) + contact.faults(descriptor)
    if any(fault.code in _STRUCTURAL for fault in faults):
        return None, sorted(faults)
    catalog = Catalog.read(root)
    return public_copy(catalog), sorted(
        {*faults, *rules.check(catalog), *changes.faults(catalog), *story.check(catalog), *ids.faults(catalog)}
    )


def _geo(root: Path, name: str) -> list[Fault]:
    try:
        if name in RELIEF_FILES:
            _whole((root / "geo" / name).read_bytes())
        else:
            geography(root, name)["features"]
    except FileNotFoundError:
        return [Fault(f"geo/{name}", 0, "", "", "missing-file")]
    except OSError as error:
        return [Fault(f"geo/{name}", 0, "", "", "unreadable-file", error.strerror or "")]
    except (ValueError, KeyError, TypeError) as error:
        return [Fault(f"geo/{name}", 0, "", "", "unreadable-file", str(error)[:80])]
    return []


def _whole(picture: bytes) -> None:
    """Raises ValueError for a JPEG that is none, or cut short: no program that shows one would say so."""
    if not (picture.startswith(b"\xff\xd8") and picture.endswith(b"\xff\xd9")):
        raise ValueError("no whole JPEG")


# The tables that code asks for by name; a record may describe more.
TABLES = (
    "sources", "origins", "parties", "sectors", "kinds", "codes", "organisations", "programmes", "measures", "observations", "passages",
    "claims", "places", "works", "work_places", "work_sources", "quotes", "outcomes", "events", "references", "glossary",
    "synonyms", "scenes", "changes",
)  # fmt: skip

_STRUCTURAL = frozenset(
    [
        "bad-package",
        "missing-table",
        "missing-file",
        "unreadable-file",
        "empty-file",
        "nul-byte",
        "encoding",
        "semicolons",
        "long-cell",
        "half-line",
        "quotes",
        "column-order",
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
    """The public copy of a record that passes. Raises RecordError with every fault otherwise."""
    catalog, faults = check(root)
    if faults or catalog is None:
        raise RecordError(faults)
    return catalog
