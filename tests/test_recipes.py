"""The recipes of CONTRIBUTING are carried out on a copy of the tree: the new page answers live and plain, its exhibit in every channel."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aidlens.catalog import site_dir

BLOCK = re.compile(r"^```(?:csv|python|po|md)\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks() -> dict[str, str]:
    """The files that the recipes write, by path."""
    return dict(BLOCK.findall((site_dir() / "CONTRIBUTING.md").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree in which every recipe has been followed."""
    root = tmp_path_factory.mktemp("recipes")
    for name in ("src", "pages", "data", "static", "tests", ".streamlit"):
        shutil.copytree(site_dir() / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "reference"))
    shutil.copy(site_dir() / "app.py", root)
    for path, text in blocks().items():
        goes_on = path.endswith((".po", ".csv", ".md"))
        assert goes_on or not (root / path).exists(), f"a recipe must not write over {path}"
        with (root / path).open("a", encoding="utf-8") as handle:
            handle.write("\n" * path.endswith((".po", ".md")) + text)
    return root


def test_what_the_recipes_touch() -> None:
    """Kinds, sources, numbers, scenes are rows; a page is one module and its entry, an exhibit one module, their words one catalogue."""
    assert list(blocks()) == [
        "data/kinds.csv",
        "data/works.csv",
        "data/work_places.csv",
        "data/work_sources.csv",
        "data/sources.csv",
        "data/observations.csv",
        "src/aidlens/exhibits/states.py",
        "src/aidlens/pagebook/pages/states.py",
        "pages/states.py",
        "data/scenes.csv",
        "data/story/en.md",
        "data/story/it.md",
        "src/aidlens/locale/it.po",
    ]


def test_the_new_page_and_its_exhibit_are_in_every_channel(copy: Path) -> None:
    env = {**os.environ, "PYTHONPATH": f"{copy / 'src'}{os.pathsep}{copy}", "AIDLENS_DATA": str(copy / "data")}
    walk = [sys.executable, "-m", "tests.walk_recipes"]
    done = subprocess.run(walk, cwd=copy, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
