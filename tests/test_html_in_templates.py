"""HTML is written in templates: no piece of it stands in a string of the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.test_layers import FILES, SOURCE

TAG = re.compile(r"</?[a-z][a-z0-9]*(?:[\s>/]|$)|<!doctype|<!--", re.IGNORECASE)
# Where a string with a tag in it is no page of ours, and why.
MAY = {
    "drawing/svg.py": "the one writer of SVG: a picture is drawn, not laid out",
    "drawing/palette.py": "its style and its patterns",
    "drawing/of_figure.py": "reads the little markup Plotly's texts are written in",
    "exhibits/": "Plotly's own markup in texts of a figure: <b>, <i>, <br>, <span>, <extra>",
    "streamlit_seam.py": "what is looked for in Streamlit's first page, and the scripts it is told before it starts",
}
FIGURE = re.compile(r"</?(?:b|i|br|span|extra)\b[^>]*>?")  # what Plotly reads


def by_hand(path: str, source: str) -> list[str]:
    """The strings with HTML in them in a file of the package, by line; ``path`` is relative to it ("web/plain.py")."""
    reason = next((name for name in MAY if path.startswith(name)), "")
    if reason and reason != "exhibits/":
        return []
    found = []
    for line, text in _strings(ast.parse(source)):
        if TAG.search(FIGURE.sub("", text) if reason else text):
            found.append(f"{path}:{line}: {text[:60]}")
    return found


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    # Docstrings are words about the code; a pattern looks for what stands in a page, it writes nothing.
    left = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile")
    left |= {id(item) for node in calls for item in node.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", FILES)
def test_no_html_is_put_together_by_hand(path: str) -> None:
    assert by_hand(path, (SOURCE / path).read_text(encoding="utf-8")) == []


def test_every_exception_is_still_one() -> None:
    for name in MAY:
        files = (SOURCE / path for path in FILES if path.startswith(name))
        assert any(TAG.search(text) for file in files for _, text in _strings(ast.parse(file.read_text(encoding="utf-8")))), name


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("web/plain.py", "body = f'<p>{text}</p>'"),
        ("web/plain.py", "body = '<a href=\"' + escape(href) + '\">'"),
        ("web/plain.py", "page = page.replace('</head>', link)"),
        ("export/handout.py", "return '<!DOCTYPE html>'"),
        ("exhibits/embed.py", "return f'<iframe src={src}>'"),
        ("exhibits/contact.py", "line = f'{before} <a href={href}>'"),
        ("web/api_page.py", "Markup('<ul class={}>').format(kind)"),
    ],
)
def test_the_detector_fires(path: str, source: str) -> None:
    assert by_hand(path, source)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("web/plain.py", '"""Writes a <p>."""\nbody = macros("parts").part(title)'),
        ("web/headers.py", "FOUND = re.compile('<script>(.*)</script>')"),
        ("web/api.py", "if a < b and c > d: text = 'a < b'"),
        ("exhibits/works_figure.py", "text = f'<b>{name}</b><br><span style=\"color:red\">'"),
        ("drawing/svg.py", "line = f'<line x1={x}/>'"),
    ],
)
def test_the_detector_is_quiet(path: str, source: str) -> None:
    assert by_hand(path, source) == []
