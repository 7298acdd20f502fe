"""Where a file is written to, and what is refused: a place that takes no file, an address that is none."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from aidlens.i18n import Lang

T = TypeVar("T")


class Refusal(Exception):  # noqa: N818 (a refusal is no error of the program)
    """What was asked for cannot be made; the text says why and what to do."""


# Endings that promise a kind of file; any other is the writer's own business. A page to print may become a PDF.
_KINDS = frozenset(
    "bib csv doc docx geojson htm html json odp ods odt pdf png ppt pptx ris svg txt xls xlsx xml zip".split()  # noqa: SIM905 (read as words)
)
_ALSO = {"html": ("htm", "pdf"), "geojson": ("json",), "bibtex": ("bib",), "text": ("txt",), "csl": ("json",)}


def destination(target: str | None, kind: str, words: Lang) -> None:
    """Refuse a place where no file can be written, and a name that promises another kind than the one it is to be, before anything is
    made. Raises Refusal.
    """
    if target is None or target == "-":
        return
    path = Path(target)
    ending, fits = path.suffix[1:].lower(), [item for item in (kind, *_ALSO.get(kind, ())) if item in _KINDS]
    if ending in _KINDS and ending not in fits:
        raise Refusal(
            words.t(
                "{file} ends in .{ending}, but this command writes {kinds}: give the file that ending.",
                file=target,
                ending=ending,
                kinds=words.join([f".{item}" for item in fits]),
            )
        )
    try:
        if path.is_dir():
            raise _unwritten(target, words.t("it is a folder"), words)
        if not path.parent.is_dir():
            raise _unwritten(target, words.t("there is no folder {folder}", folder=path.parent), words)
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise _unwritten(target, words.t("this may not be written to"), words)
    except OSError as error:  # a name that no disk takes
        raise _unwritten(target, error.strerror or str(error), words) from error


def write(target: str, body: bytes, words: Lang) -> None:
    """Write a file, or standard output for "-". Raises Refusal where that fails."""
    if target == "-":
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
        return
    try:
        Path(target).write_bytes(body)
    except (OSError, ValueError) as error:
        raise _unwritten(target, getattr(error, "strerror", None) or str(error), words) from error


def is_pdf(target: str | None) -> bool:
    """Whether a file is to be a PDF, by its name."""
    return bool(target) and str(target).lower().endswith(".pdf")


def folder(target: str, words: Lang) -> Path:
    """A folder for several files, made where there is none. Raises Refusal for a place that takes none."""
    path = Path(target)
    try:
        path.mkdir(parents=True, exist_ok=True)
        if not os.access(path, os.W_OK | os.X_OK):
            raise _unwritten(target, words.t("this may not be written to"), words)
    except FileExistsError as error:
        raise _unwritten(target, words.t("it is a file"), words) from error
    except (OSError, ValueError) as error:
        raise _unwritten(target, getattr(error, "strerror", None) or str(error), words) from error
    return path


def told(parts: Sequence[T], words: Lang) -> Iterator[T]:
    """The parts of a long export one by one; where somebody looks on, a line before each says how far it is."""
    for place, part in enumerate(parts, 1):
        if sys.stderr.isatty() and len(parts) > 1:
            line = words.t("{n} of {total} …", n=words.number(place), total=words.number(len(parts)))
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()
        yield part


def _unwritten(target: str, reason: str, words: Lang) -> Refusal:
    return Refusal(words.t("{file} could not be written: {reason}", file=target, reason=reason))


def site_address(text: str, words: Lang) -> str:
    """The site's address as it is written before paths. Raises Refusal for what is no web address."""
    from aidlens.export.deck_text import BaseError, base_of  # brings the drawing libraries along

    try:
        return base_of(text, words)
    except BaseError as error:
        raise Refusal(str(error)) from error
