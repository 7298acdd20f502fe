"""What the browser loads beside Streamlit is built from ``frontend/`` as it stands, holds what is asked of it, and names its licences."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pydeck.frontend_semver import DECKGL_SEMVER

from aidlens.catalog import site_dir
from aidlens.drawing import live
from tests import licences

FRONTEND = site_dir() / "frontend"
MAP = next(live.folder().glob("map.*.js"))


def made_of() -> str:
    """The sum of source, lock and the way of building, as ``build.mjs`` reckons it."""
    names = ["build.mjs", "package-lock.json", "package.json", *(f"src/{path.name}" for path in (FRONTEND / "src").iterdir())]
    whole = hashlib.sha256()
    for name in sorted(names):
        whole.update(name.encode() + b"\0" + (FRONTEND / name).read_bytes() + b"\0")
    return whole.hexdigest()


def test_the_built_files_are_those_of_the_source() -> None:
    for path in live.folder().glob("*.js"):
        assert made_of() in path.read_text(encoding="utf-8")[:200], "make frontend builds it again"
        assert path.name.split(".")[1] == made_of()[:12]
    assert live.address("map") == f"/app/static/live/{MAP.name}"
    assert live.address("nothing") == ""


def test_the_lock_names_no_address_to_fetch_from() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    assert all("resolved" not in item for item in lock["packages"].values())
    assert all(item.get("integrity") for key, item in lock["packages"].items() if key)


def test_the_map_is_drawn_by_the_version_pydeck_writes_for() -> None:
    wanted = DECKGL_SEMVER.removeprefix("~").removesuffix("*")
    asked = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    decks = {name: version for name, version in asked.items() if name.startswith("@deck.gl/")}
    assert decks and all(version.startswith(wanted) for version in decks.values()), (decks, DECKGL_SEMVER)


def test_every_layer_the_code_names_is_bundled() -> None:
    tree = ast.parse((site_dir() / "src/aidlens/exhibits/mapped_deck.py").read_text(encoding="utf-8"))
    named = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and re.fullmatch(r"\w+Layer", str(node.value))}
    bundled = re.search(r"const classes = \{([^}]*)\}", (FRONTEND / "src/map.js").read_text(encoding="utf-8"))
    assert bundled and named <= {name.strip() for name in bundled[1].split(",")}


def test_the_licences_of_all_that_is_bundled_stand_beside_it() -> None:
    text = (live.folder() / "licences.txt").read_text(encoding="utf-8")
    parts = {part.split()[0]: part for part in re.split(r"^== ", text, flags=re.MULTILINE)[1:]}
    assert set(parts) == {name for name, _, _ in licences.bundled()} >= {"@deck.gl/core", "@deck.gl/json", "@luma.gl/webgl"}
    assert all("copyright" in part.lower() and len(part) > 500 for part in parts.values())
    assert '"static" = "aidlens/site/static"' in (site_dir() / "pyproject.toml").read_text(encoding="utf-8"), "the wheel, and so the pack"
    assert {licence for _, _, licence in licences.bundled()} <= {"MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Apache-2.0"}


def test_the_map_is_light_and_knows_nobody_outside() -> None:
    assert MAP.stat().st_size < 780_000
    named = set(re.findall(r"https?://(\w[\w.-]*)", MAP.read_text(encoding="utf-8")))
    assert named <= {"www.w3.org"}, "the names of XML's spaces are no addresses; others are"


@pytest.mark.long
def test_building_again_makes_the_same_bytes(tmp_path: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("no Node on this machine")
    copy = shutil.copytree(FRONTEND, tmp_path / "frontend", ignore=shutil.ignore_patterns("node_modules"))
    subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=copy, check=True, capture_output=True, timeout=300)
    subprocess.run(["node", "build.mjs", str(tmp_path / "live")], cwd=copy, check=True, capture_output=True, timeout=120)
    built = {path.name: path.read_bytes() for path in (tmp_path / "live").iterdir()}
    assert built == {path.name: path.read_bytes() for path in live.folder().iterdir()}
