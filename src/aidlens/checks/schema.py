"""The schema check: each table held against ``datapackage.json`` by the Frictionless framework, its errors turned into faults.

Lists of ids inside one cell and codes named in ``codes.csv`` are ours to check, since Table Schema has no word for them.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from aidlens.checks.faults import Fault

_CONSTRAINT = re.compile(r'constraint "(\w+)" is "(.*?)"', re.DOTALL)
_TYPES = {"number": "number", "integer": "whole number", "boolean": "true or false"}
_HINTS = {
    "slug": "use small letters, digits and hyphens only",
    "date": "write the date as YYYY, YYYY-MM or YYYY-MM-DD",
    "other": "correct the text",
}


_KNOWN: dict[str, tuple[Fault, ...]] = {}
_MOST_KNOWN = 4096


def check(root: Path, descriptor: dict[str, Any], names: list[str]) -> list[Fault]:
    """Faults of the named tables (in the folder ``root``) against their schemas, keys and foreign keys.

    A table that has not changed, nor any it points at, is not read again: its verdict is known by their bytes.
    """
    wanted = {resource["name"]: resource for resource in descriptor["resources"] if resource["name"] in names}
    trimmed = {name: _without_dangling(resource, set(wanted)) for name, resource in wanted.items()}
    refused = _refused(json.dumps({**descriptor, "resources": list(trimmed.values())}))
    if refused:
        return [*refused, *(fault for resource in wanted.values() for fault in _cells(root, resource))]
    marks = {name: _mark(root, name, trimmed) for name in trimmed}
    if len(_KNOWN) > _MOST_KNOWN:
        _KNOWN.clear()
    for name in trimmed:
        if marks[name] not in _KNOWN:
            path, schema = wanted[name]["path"], wanted[name]["schema"]
            own = [fault for error in _errors(root, name, trimmed) for fault in _faults(path, error, schema)]
            _KNOWN[marks[name]] = (*own, *_cells(root, wanted[name]))
    return [fault for name in trimmed for fault in _KNOWN[marks[name]]]


def _mark(root: Path, name: str, resources: dict[str, dict[str, Any]]) -> str:
    # What the verdict on a table rests on: its schema, its bytes, and the bytes of the tables it points at.
    digest = hashlib.sha256(json.dumps(resources[name], sort_keys=True).encode())
    for each in (name, *_targets(resources[name])):
        digest.update(hashlib.sha256((root / resources[each]["path"]).read_bytes()).digest())
    return digest.hexdigest()


def _targets(resource: dict[str, Any]) -> list[str]:
    keys = resource["schema"].get("foreignKeys", [])
    return list(dict.fromkeys(key["reference"]["resource"] for key in keys if key["reference"]["resource"]))


@lru_cache(maxsize=64)
def _refused(descriptor: str) -> tuple[Fault, ...]:
    """Faults of the description itself (as JSON)."""
    from frictionless import FrictionlessException, Package, system

    try:
        with system.use_context(trusted=True):
            Package.from_descriptor(json.loads(descriptor)).to_descriptor(validate=True)
    except FrictionlessException as refused:
        return (Fault("datapackage.json", 0, "", "", "bad-package", refused.error.note[:80]),)
    return ()


def _errors(root: Path, name: str, resources: dict[str, dict[str, Any]]) -> list[Any]:
    """What is wrong with one table. Of those it points at only the keys are there: read whole, they take most of the time."""
    from frictionless import Package, system

    near = [_keys(root, resources[name], resources[target]) for target in _targets(resources[name]) if target != name]
    with system.use_context(trusted=True):
        package = Package.from_descriptor({"resources": [resources[name], *near]}, basepath=str(root))
        report = package.get_resource(name).validate(limit_errors=100000)
    return [error for task in report.tasks for error in task.errors]


def _keys(root: Path, resource: dict[str, Any], target: dict[str, Any]) -> dict[str, Any]:
    """The columns of a table that another points at, as a table of its own."""
    references = [key["reference"] for key in resource["schema"]["foreignKeys"] if key["reference"]["resource"] == target["name"]]
    named = {name for each in references for name in ([each["fields"]] if isinstance(each["fields"], str) else each["fields"])}
    fields = [field for field in target["schema"]["fields"] if field["name"] in named]
    names = [field["name"] for field in fields]
    with (root / target["path"]).open(encoding="utf-8-sig", newline="") as handle:
        rows = [[row[name] or "" for name in names] for row in csv.DictReader(handle)]
    return {"name": target["name"], "data": [names, *rows], "schema": {"fields": fields}}


# What a spreadsheet takes for the beginning of a formula, or passes over before one; the last four are the signs of wide keyboards.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _cells(root: Path, resource: dict[str, Any]) -> Iterator[Fault]:
    """What Table Schema lets pass: NaN and INF, which no source says, and texts that a spreadsheet would run."""
    types = {spec["name"]: spec["type"] for spec in resource["schema"]["fields"]}
    with (root / resource["path"]).open(encoding="utf-8-sig", newline="") as handle:
        for row, data in enumerate(csv.DictReader(handle), 2):
            for name, kind in types.items():
                cell = data[name] or ""
                if kind == "number" and _is_endless(cell):
                    yield Fault(resource["path"], row, name, cell, "type", "number")
                elif kind == "string" and cell.startswith(FORMULA):
                    yield Fault(resource["path"], row, name, cell, "formula")


def _is_endless(cell: str) -> bool:
    return cell.strip().lstrip("+-").lower() in ("nan", "inf", "infinity")


def _without_dangling(resource: dict[str, Any], known: set[str]) -> dict[str, Any]:
    keys = resource["schema"].get("foreignKeys", [])
    kept = [key for key in keys if key["reference"]["resource"] in known | {""}]
    return {**resource, "schema": {**resource["schema"], "foreignKeys": kept}}


def _faults(file: str, error: Any, schema: dict[str, Any]) -> Iterator[Fault]:
    row = getattr(error, "row_number", 0) or 0
    field = getattr(error, "field_name", "") or ""
    cell = str(getattr(error, "cell", "") or "")
    kind = error.type
    if kind == "type-error":
        kind = _spec(schema, field)["type"]
        yield Fault(file, row, field, cell, "type", _TYPES.get(kind, kind))
    elif kind == "constraint-error":
        if not _is_endless(cell):  # told once, as no number at all
            yield _constraint(file, row, field, cell, error.note, schema)
    elif kind in ("unique-error", "primary-key"):
        # Frictionless reports a repeated id twice, as key and as unique field; one line is enough.
        if kind == "unique-error" or not isinstance(schema["primaryKey"], str):
            yield Fault(file, row, field or " + ".join(schema["primaryKey"]), cell, "duplicate")
    elif kind == "foreign-key":
        names = error.field_names
        target = error.reference_name or Path(file).stem
        yield Fault(
            file,
            row,
            ", ".join(names),
            ", ".join(str(item) for item in error.field_cells),
            "dangling-key",
            f"{target}.csv",
        )
    elif kind in ("extra-cell", "missing-cell", "blank-row"):
        yield Fault(file, row, field, cell, kind)
    else:
        yield Fault(file, row, field, cell, "schema", error.note)


def _constraint(file: str, row: int, field: str, cell: str, note: str, schema: dict[str, Any]) -> Fault:
    match = _CONSTRAINT.search(note)
    name = match.group(1) if match else ""
    limits = _spec(schema, field).get("constraints", {})
    if name == "required":
        return Fault(file, row, field, "", "required")
    if name == "enum":
        return Fault(file, row, field, cell, "unknown-code", ", ".join(str(item) for item in limits["enum"]))
    if name == "pattern":
        hint = "date" if "date_precision" in _spec(schema, field) else "slug" if field == "id" else "other"
        return Fault(file, row, field, cell, "pattern", _HINTS[hint])
    if name in ("minimum", "maximum"):
        return Fault(file, row, field, cell, "range", f"{'≥' if name == 'minimum' else '≤'} {limits[name]:.15g}")
    return Fault(file, row, field, cell, "schema", note)


def _spec(schema: dict[str, Any], field: str) -> dict[str, Any]:
    return next((item for item in schema["fields"] if item["name"] == field), {"type": "string"})
