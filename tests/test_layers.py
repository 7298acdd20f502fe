"""Imports go one way: a lower layer never imports a higher one, and only the top ones know streamlit or the web server."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from aidlens.catalog import site_dir

SOURCE = site_dir() / "src" / "aidlens"

# From the ground up. A module may import from its own layer and from those below; layers on one line stand side by side and may not
# import each other.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("single_flight_cache",),
    ("templates",),
    ("i18n",),
    ("quantity",),
    ("catalog",),
    ("public_copy",),
    ("checks",),
    ("records",),
    ("view",),
    ("measures",),
    ("drawing",),
    ("exhibits",),
    ("story_facts",),
    ("story",),
    ("contribution",),
    ("pagebook",),
    ("finder",),
    ("deck",),
    ("export",),
    ("streamlit_seam",),
    ("ui", "web"),
    ("cli_export", "export_deck_cli"),
    ("cli",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
# The story's rules are checks of the record: they are told to ``checks.rules`` from above, never imported by it.
MAY_KNOW = {"streamlit": ("streamlit_seam.py", "ui", "web/site.py"), "starlette": ("web",), "uvicorn": ("web",)}
OUTSIDE = ("app.py", "pages")


def imported(source: str) -> Iterator[str]:
    """Every module name a source text imports, at any depth, ``from a import b`` as both ``a`` and ``a.b``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (item.name for item in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield "." * node.level + (node.module or "")
            else:
                yield node.module or ""
                yield from (f"{node.module}.{item.name}" for item in node.names)


def layer_of(module: str) -> str | None:
    """The layer of a dotted module of ours ("aidlens.ui.html" → "ui"); None for others and for the package itself."""
    parts = module.split(".")
    return parts[1] if parts[0] == "aidlens" and len(parts) > 1 and parts[1] in RANK else None


def trespasses(path: str, source: str) -> list[str]:
    """What is wrong with the imports of a file of the package; ``path`` is relative to it ("ui/html.py")."""
    own = path.split("/")[0].removesuffix(".py")
    found = []
    for name in imported(source):
        other = layer_of(name)
        if name.startswith("."):
            found.append(f"{path}: relative import {name}")
        elif other is not None and other != own and RANK[other] >= RANK[own]:
            found.append(f"{path}: {own} imports {name}")
        for library, allowed in MAY_KNOW.items():
            known = any(path == item or path.startswith(f"{item}/") for item in allowed)
            if name.split(".")[0] == library and not known:
                found.append(f"{path}: imports {name}")
    return sorted(set(found))


FILES = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", [path for path in FILES if path != "__init__.py"])
def test_imports_go_downwards(path: str) -> None:
    assert trespasses(path, (SOURCE / path).read_text(encoding="utf-8")) == []


def test_every_module_stands_in_a_layer() -> None:
    tops = {path.split("/")[0].removesuffix(".py") for path in FILES} - {"__init__"}
    assert tops <= set(RANK)


@pytest.mark.parametrize(
    ("path", "source", "words"),
    [
        ("measures/claims.py", "from aidlens.exhibits.base import Exhibit", "measures imports aidlens.exhibits.base"),
        ("measures/claims.py", "from aidlens import exhibits", "measures imports aidlens.exhibits"),
        ("measures/claims.py", "def late():\n    import aidlens.ui.html", "measures imports aidlens.ui.html"),
        ("exhibits/base.py", "import streamlit as st", "imports streamlit"),
        ("catalog.py", "if True:\n    from streamlit.runtime import exists", "imports streamlit.runtime"),
        ("web/health.py", "import streamlit", "imports streamlit"),
        ("web/health.py", "from aidlens.ui import shell", "web imports aidlens.ui"),
        ("ui/shell.py", "from aidlens.web import site", "ui imports aidlens.web"),
        ("ui/shell.py", "from starlette.requests import Request", "imports starlette.requests"),
        ("exhibits/base.py", "from . import style", "relative import"),
    ],
)
def test_the_detector_fires(path: str, source: str, words: str) -> None:
    assert any(words in found for found in trespasses(path, source))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("exhibits/base.py", "from aidlens.measures import claims\nfrom aidlens import __version__\nimport plotly"),
        ("ui/show.py", "import streamlit as st\nfrom aidlens.ui import html"),
        ("web/site.py", "from streamlit.starlette import App\nfrom starlette.middleware import Middleware"),
        ("measures/works.py", "from aidlens.measures import claims"),
    ],
)
def test_the_detector_is_quiet(path: str, source: str) -> None:
    assert trespasses(path, source) == []


def test_pages_are_thin_and_know_no_library_but_streamlit() -> None:
    """A page places exhibits: it reads no files, makes no figures, and computes no tables."""
    for path in [site_dir() / "app.py", *sorted((site_dir() / "pages").glob("*.py"))]:
        names = {name.split(".")[0] for name in imported(path.read_text(encoding="utf-8"))}
        assert names.isdisjoint({"pandas", "plotly", "pydeck", "json", "csv"}), path.name
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 120, path.name
