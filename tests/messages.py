"""Collect the texts of the code and print, as catalogue stubs, those that have no Italian yet (``make messages``)."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po
from jinja2 import nodes

from aidlens.checks.faults import DETAILS, MESSAGES
from aidlens.i18n import LOCALE_DIR
from aidlens.templates import FOLDER, environment

ROOT = Path(__file__).resolve().parents[1]
KEYWORDS = {"t": 1, "n": 2}

Message = str | tuple[str, ...]


def used() -> dict[Message, str]:
    """Every message the code can show, with the file it stands in."""
    found: dict[Message, str] = {}
    for path in [*sorted((ROOT / "src").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py")), ROOT / "app.py"]:
        for message in _calls(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(message, str(path.relative_to(ROOT)))
    for path in sorted(FOLDER.glob("*.html")):
        for call in environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            texts = tuple(item.value for item in call.args if isinstance(item, nodes.Const) and isinstance(item.value, str))
            if isinstance(call.node, nodes.Getattr) and KEYWORDS.get(call.node.attr) == len(texts):
                found.setdefault(texts[0] if len(texts) == 1 else texts, str(path.relative_to(ROOT)))
    for what, remedy in MESSAGES.values():
        found.setdefault(what, "src/aidlens/checks/faults.py")
        found.setdefault(remedy, "src/aidlens/checks/faults.py")
    for detail in DETAILS:
        found.setdefault(detail, "src/aidlens/checks/faults.py")
    return found


def _calls(tree: ast.AST) -> Iterator[Message]:
    # Read from the syntax tree, since texts inside f-strings are no tokens of their own.
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in KEYWORDS:
            count = KEYWORDS[node.func.attr]
            texts = [item.value for item in node.args[:count] if isinstance(item, ast.Constant) and isinstance(item.value, str)]
            if len(texts) == count:
                yield texts[0] if count == 1 else tuple(texts)


def translated() -> dict[Message, tuple[str, ...]]:
    """Every message of the Italian catalogues with its translation (one string, or singular and plural)."""
    known: dict[Message, tuple[str, ...]] = {}
    with (LOCALE_DIR / "it.po").open("rb") as handle:
        for item in read_po(handle, locale="it"):
            if item.id:
                strings = item.string if isinstance(item.string, tuple) else (item.string,)
                known[tuple(item.id) if isinstance(item.id, (list, tuple)) else item.id] = tuple(strings)
    return known


def missing() -> Iterator[tuple[Message, str]]:
    """Messages without a full translation."""
    known = translated()
    for message, file in used().items():
        if not all(known.get(message, ("",))):
            yield message, file


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main() -> int:
    """Print stubs; exit code 1 while any are missing."""
    count = 0
    for message, file in missing():
        count += 1
        if isinstance(message, tuple):
            print(f'#: {file}\nmsgid {_quoted(message[0])}\nmsgid_plural {_quoted(message[1])}\nmsgstr[0] ""\nmsgstr[1] ""\n')
        else:
            print(f'#: {file}\nmsgid {_quoted(message)}\nmsgstr ""\n')
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
