"""The diagram of docs/architecture.md is the house as it is imported."""

from __future__ import annotations

import re

from aidlens.catalog import site_dir
from tests.test_layers import FILES, LAYERS, SOURCE, imported, layer_of

PAGE = site_dir() / "docs" / "architecture.md"


def drawn() -> list[tuple[str, ...]]:
    """The layers of the diagram, from the top down."""
    diagram = re.search(r"```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert diagram
    rows = re.findall(r"^│ (\w+(?:  \w+)*)  +\S.*│$", diagram[1], re.MULTILINE)
    return [tuple(row.split()) for row in rows]


def test_the_diagram_has_the_layers_of_the_tests() -> None:
    assert drawn() == list(reversed(LAYERS))


def test_every_import_goes_down_the_diagram() -> None:
    rank = {name: height for height, names in enumerate(reversed(drawn())) for name in names}
    modules = {path.split("/")[0].removesuffix(".py") for path in FILES} - {"__init__"}
    assert modules == set(rank)
    found, upwards = set(), []
    for path in FILES:
        own = path.split("/")[0].removesuffix(".py")
        for name in imported((SOURCE / path).read_text(encoding="utf-8")):
            other = layer_of(name)
            if other and other != own:
                found.add((own, other))
                if rank[other] >= rank[own]:
                    upwards.append(f"{path}: {name}")
    assert upwards == []
    assert {own for own, _ in found} | {other for _, other in found} >= modules - {"once"}, "every layer is in use"


def test_the_diagram_is_straight() -> None:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith(("│", "├", "└"))]
    assert len({len(line) for line in lines}) == 1
