"""The steps of the ladder are told once: their names, and which works stand on each."""

from __future__ import annotations

import ast

from aidlens.catalog import WORK_STEPS, Catalog, site_dir
from aidlens.measures import steps, works
from aidlens.view import STEPS


def lists_of_steps(source: str) -> int:
    """How often a piece of code writes the names of the steps down as a list of its own."""
    lists = [node for node in ast.walk(ast.parse(source)) if isinstance(node, (ast.Tuple, ast.List, ast.Set))]
    return sum(set(WORK_STEPS) <= {item.value for item in node.elts if isinstance(item, ast.Constant)} for node in lists)


def test_the_names_of_the_steps_stand_in_one_place() -> None:
    root = site_dir() / "src" / "aidlens"
    found = {path.relative_to(root).as_posix(): lists_of_steps(path.read_text(encoding="utf-8")) for path in root.rglob("*.py")}
    assert {path: count for path, count in found.items() if count} == {"catalog.py": 1}


def test_they_are_those_that_works_are_counted_on(catalog: Catalog) -> None:
    assert tuple(steps.parts(catalog, "schools", works.table(catalog))) == WORK_STEPS
    assert STEPS[-len(WORK_STEPS) :] == WORK_STEPS
