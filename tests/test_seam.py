"""What Streamlit does not document is named in one place, and what is named there is still in the Streamlit that is installed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from aidlens import streamlit_seam
from aidlens.catalog import site_dir
from tests.test_layers import imported

ROOT = site_dir()
SEAM = {f"src/aidlens/streamlit_seam.{kind}" for kind in ("py", "css", "js")}
KINDS = {".py", ".js", ".mjs", ".css", ".html", ".toml"}
# What only a name of Streamlit's own looks like. Its documented classes are .st-key-*.
NAMES = {
    "a test id": r"data-testid|\btestid\b|\bdataset\.test[A-Z]|\bdata-test-|getByTestId|\bInputInstructions\b",
    "a class or test id": r"(?<![\w-])st(?:App|Main|Html|Dialog|Header|Sidebar|Toolbar|Skeleton|Expander|Markdown|Element|Vertical|"
    r"Horizontal|Layout|Text|Button|Download|Base|Widget|Status|Skip|Bidi|Plotly|DeckGl|Event)[A-Z]?\w*",
    "a generated class or attribute": r"\bst-emotion|\bemotion-cache|data-baseweb|\bbutton\[kind",
    "an inner address": r"_stcore|/media/",
    "a key of local storage": r"\bstActiveTheme|\bstStatic",
    "what its client reads": r"__streamlit\b|\bstreamlitDebug|Material Symbols|\bfonts\.load\s*=",
    "one of its files": r"\bstatic/js\b|\bindex\.[\w*]+\.js\b|streamlit\.__file__|[\"']Bidi\w*[\"']",
    "a line of its first page": r"<title>Streamlit|SourceSans|service-desc|id=\"root\"|(?<![\w&])#root\b",
    "a private attribute": r"uses_pages_directory|PagesManager|\bst\._\w|streamlit\._\w",
    "an English word of its page": r"\[aria-label[~^*$|]?=[\"']?(?:Close|Dismiss|Fullscreen|Deploy|Show)",
}
DOCUMENTED = {"streamlit", "streamlit.App"}


def trespasses(path: str, text: str) -> list[str]:
    """What a file of ours names of Streamlit that only the seam may; comments and docstrings may speak of it."""
    suspect = {what: name for what, name in NAMES.items() if re.search(name, text)}
    spoken = _spoken(path, text) if suspect else ""
    found = [f"{path}: {what}: {hit[0]}" for what, name in suspect.items() for hit in re.finditer(name, spoken)]
    if path.endswith(".py"):
        modules = {name for name in imported(text) if name.split(".")[0] == "streamlit"}
        found += [f"{path}: a module of its inside: {name}" for name in sorted(modules - DOCUMENTED)]
    return found


def _spoken(path: str, text: str) -> str:
    if not path.endswith(".py"):
        return re.sub(r"/\*.*?\*/|(?m:^[ \t]*//[^\n]*$)", "", text, flags=re.DOTALL)
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and ast.get_docstring(node):
            node.body[0] = ast.Pass()
    return ast.unparse(tree)  # without comments


def ours() -> Iterator[Path]:
    """The files of the app that are ours."""
    yield ROOT / "app.py"
    for folder in ("src/aidlens", "pages", "frontend/src", ".streamlit"):
        yield from (path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in KINDS)


def test_only_the_seam_names_what_streamlit_does_not_document() -> None:
    files = {path.relative_to(ROOT).as_posix(): path for path in ours()}
    assert len(files) > 150 and files.keys() >= SEAM
    assert [line for name, path in files.items() if name not in SEAM for line in trespasses(name, path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("path", "text", "what"),
    [
        ("ui/assets/page.css", '[data-testid="stTextInput"] { margin: 0 }', "a test id"),
        ("ui/assets/page.css", ".stTextInput { margin: 0 }", "a class or test id"),
        ("ui/assets/page.css", ".st-emotion-cache-1 { margin: 0 }", "a generated class"),
        ("ui/assets/way.js", "const run = app.dataset.testScriptState;", "a test id"),
        ("ui/assets/way.js", "// what is said first\nconst run = app.dataset.testScriptState;", "a test id"),
        ("ui/assets/way.js", "localStorage.getItem(`stActiveTheme-${path}-v2`)", "a key of local storage"),
        ("ui/assets/way.js", """document.querySelector('button[aria-label="Close"]')""", "an English word"),
        ("web/shell.py", 'html.replace("<title>Streamlit</title>", "")', "a line of its first page"),
        ("web/shell.py", 'SCRIPT = "window.__streamlit={}"', "what its client reads"),
        ("web/shell.py", 'folder.glob("BidiComponent.*.js"), Path("static/js")', "one of its files"),
        ("web/limits.py", 'path.startswith("/_stcore/upload_file/")', "an inner address"),
        ("ui/app.py", "from streamlit.runtime.pages_manager import PagesManager", "a module of its inside"),
        ("ui/app.py", "import streamlit as st\nst._config", "a private attribute"),
    ],
)
def test_a_planted_name_is_found(path: str, text: str, what: str) -> None:
    assert any(f"{path}: {what}" in line for line in trespasses(path, text))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("ui/app.py", '"""Streamlit\'s stMain scrolls."""\nimport streamlit as st  # stMain, _stcore\nst.components.v2.component("x")'),
        ("ui/assets/way.js", "// stMain scrolls\nconst stage = stored + statusLine;"),
        ("ui/assets/page.css", "/* stMain */ .st-key-page { gap: 0 }"),
    ],
)
def test_what_is_documented_or_only_spoken_of_is_not(path: str, text: str) -> None:
    assert trespasses(path, text) == []


def test_every_name_of_the_style_sheet_and_the_script_has_a_reason() -> None:
    """The contract test asks for what is in MARKERS: nothing may be used that is not there, nor stand there unused."""
    test_ids = re.compile(r"""data-testid="?(\w+)""")
    used = set(test_ids.findall(streamlit_seam.style() + streamlit_seam.script() + streamlit_seam.PENDING + streamlit_seam.FIRST_STYLE))
    assert used == {name for marker in streamlit_seam.MARKERS for name in test_ids.findall(marker.selector)}
    assert all(marker.reason and marker.remedy for marker in streamlit_seam.MARKERS)


# ── the contract that needs no browser ────────────────────────────────────────────────────────────────────────────


@cache
def first_page() -> str:
    """The index.html that is installed."""
    return (streamlit_seam.client() / "index.html").read_text(encoding="utf-8")


@cache
def client() -> str:
    """The scripts of the client that every page loads."""
    names = re.findall(r'(?:src|href)="\./static/(js/[^"]+\.js)"', first_page())
    return "".join((streamlit_seam.client() / "static" / name).read_text(encoding="utf-8") for name in names)


@pytest.mark.parametrize("part", streamlit_seam.INDEX)
def test_the_first_page_has_the_part(part: str) -> None:
    found = streamlit_seam.INDEX[part].findall(first_page())
    assert len(found) == 1, f"Streamlit's index.html has {len(found)} times “{part}”: mend INDEX in streamlit_seam.py"


@pytest.mark.parametrize("chunk", streamlit_seam.CHUNKS)
def test_the_chunk_is_there(chunk: str) -> None:
    assert streamlit_seam.chunk_files(chunk), f"No chunk {chunk}.*.js: find what the page loads now, and write it in CHUNKS"


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("BACKEND_BASE_URL", "inner pages ask below themselves first and log errors: see _HOST"),
        ("blockErrorDialogs", "English dialogues stand over the page: see _HOST"),
        ("window.__streamlit", "what is told to the client is not read: see _HOST"),
        ("stActiveTheme-${window.location.pathname}", "a theme in the address is not Streamlit's: see _THEME and streamlit_seam.js"),
        ("document.fonts.load(", "the patch of fonts.load is no longer needed: drop _ICONS"),
        ("Material Symbols", "the icon font has another name: see _ICONS"),
        ("_stcore/stream", "sessions are opened elsewhere: see INNER, SESSION"),
        ("_stcore/upload_file", "uploads go elsewhere: see UPLOADS"),
        ("notRunning", "a run that is over is called otherwise: see isResting in streamlit_seam.js"),
        ("DISCONNECTED_FOREVER", "a lost session is called otherwise: see isGoneForGood in streamlit_seam.js"),
        ("`Close`", "the drawer's cross has another name: see MARKERS"),
        ("`Dismiss`", "the ends of the drawer have another name: see MARKERS"),
        ("`stSkeleton`", "what stands for a part still to come is called otherwise: see PENDING"),
    ],
)
def test_the_client_knows_the_name(name: str, remedy: str) -> None:
    assert name in client(), f"{name} is gone from Streamlit's client: {remedy}"


def test_the_private_attribute_is_there() -> None:
    from streamlit.runtime.pages_manager import PagesManager

    assert hasattr(PagesManager, "uses_pages_directory"), "see pages_are_those_of_the_app in streamlit_seam.py"
