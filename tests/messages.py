"""Collect the texts of the code and print, as catalogue stubs, those that have no Italian yet (``make messages``)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from aidlens.checks.faults import DETAILS, MESSAGES
from aidlens.i18n import LOCALE_DIR

ROOT = Path(__file__).resolve().parents[1]
KEYWORDS = {"t": None, "n": (1, 2)}

Message = str | tuple[str, ...]


def used() -> dict[Message, str]:
    """Every message the code can show, with the file it stands in."""
    found: dict[Message, str] = {}
    for path in [*sorted((ROOT / "src").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py")), ROOT / "app.py"]:
        for _, message, _, _ in extract_from_file("python", str(path), keywords=KEYWORDS):
            found.setdefault(message, str(path.relative_to(ROOT)))
    for what, remedy in MESSAGES.values():
        found.setdefault(what, "src/aidlens/checks/faults.py")
        found.setdefault(remedy, "src/aidlens/checks/faults.py")
    for detail in DETAILS:
        found.setdefault(detail, "src/aidlens/checks/faults.py")
    return found


def translated() -> dict[Message, tuple[str, ...]]:
    """Every message of the Italian catalogues with its translation (one string, or singular and plural)."""
    known: dict[Message, tuple[str, ...]] = {}
    for path in sorted((LOCALE_DIR / "it").glob("*.po")):
        with path.open("rb") as handle:
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
