"""One message as a file: its fields, its limits, reading and writing. ``contribution.schema.json`` says the same to other programs.

What belongs here: whether bytes are a message at all. What it says is judged in ``answer``.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from aidlens.i18n import CODES, Lang

FORMAT = 1
LICENCE = "CC-BY-4.0"
MESSAGES = ("new", "correction", "outcome")
MAX_BYTES = 16 * 1024
LONGEST = {"what": 600, "where": 120, "when": 40, "source": 600, "work": 120, "claim": 120}
SCHEMA = Path(__file__).parent / "contribution.schema.json"
_MARKUP = re.compile(r"<\s*[A-Za-z/!?]|&#\w+;|\{\{|\]\(")
_KEPT_SIGNS = "\u200c\u200d"  # they join and part letters of Dari and Pashto


class UnreadableError(ValueError):
    """Bytes that are no message. ``code`` says why, ``field`` where, "" for the whole."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(f"{code} {field}".strip())
        self.code, self.field = code, field

    def words(self, lang: Lang) -> str:
        """Why it cannot be read, in one line."""
        field, most = self.field, LONGEST.get(self.field, 0)
        return {
            "missing": lang.t("There is no such file."),
            "too-large": lang.t("The file is larger than {bytes} bytes: one message fits into less.", bytes=lang.number(MAX_BYTES)),
            "encoding": lang.t("The file is not UTF-8 text."),
            "not-json": lang.t("The file is not JSON, or is nested too deeply."),
            "not-one": lang.t("A file holds one message, and nothing else."),
            "format": lang.t("The file is of another format: “format” must be {format}.", format=FORMAT),
            "unknown-field": lang.t("There is a field that a message does not have."),
            "missing-field": lang.t("The field “{field}” is missing.", field=field),
            "type": lang.t("The field “{field}” holds something else than it must.", field=field),
            "too-long": lang.t("The field “{field}” is too long: at most {most} letters.", field=field, most=most),
            "signs": lang.t("The field “{field}” holds signs that cannot be seen.", field=field),
            "markup": lang.t("The field “{field}” holds code or markup. Write plain words.", field=field),
        }[self.code]


@dataclass(frozen=True)
class Contribution:
    """One message. ``work`` and ``claim`` are ids of the record, "" for none; ``consent`` is the agreement to CC BY 4.0."""

    message: str
    what: str
    where: str = ""
    when: str = ""
    source: str = ""
    work: str = ""
    claim: str = ""
    consent: bool = False
    language: str = "en"
    format: int = FORMAT

    @property
    def text(self) -> str:
        """The message as the text of a file."""
        return json.dumps({**asdict(self), "licence": LICENCE}, ensure_ascii=False, indent=1) + "\n"

    @property
    def file(self) -> str:
        """The name of its file: the same message has the same."""
        return f"contribution-{hashlib.sha256(self.text.encode('utf-8')).hexdigest()[:10]}.json"


def read(raw: bytes) -> Contribution:
    """The message that some bytes are. Raises UnreadableError."""
    if len(raw) > MAX_BYTES:
        raise UnreadableError("too-large")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError("encoding") from None
    try:
        found = json.loads(text, object_pairs_hook=_once_each)
    except (ValueError, RecursionError):
        raise UnreadableError("not-json") from None
    if not isinstance(found, dict):
        raise UnreadableError("not-one")
    return _checked(found)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _checked(found: dict[str, Any]) -> Contribution:
    if type(found.get("format")) is not int or found["format"] != FORMAT:
        raise UnreadableError("format")
    kinds = {spec.name: bool if spec.name == "consent" else int if spec.name == "format" else str for spec in fields(Contribution)}
    if not found.keys() <= {*kinds, "licence"}:
        raise UnreadableError("unknown-field")
    for name, kind in {**kinds, "licence": str}.items():
        if name not in found:
            raise UnreadableError("missing-field", name)
        if type(found[name]) is not kind:
            raise UnreadableError("type", name)
    for name, allowed in (("message", MESSAGES), ("language", CODES), ("licence", (LICENCE,))):
        if found[name] not in allowed:
            raise UnreadableError("type", name)
    return Contribution(**{**{name: found[name] for name in kinds}, **{name: _text(name, found[name]) for name in LONGEST}})


def _text(name: str, value: str) -> str:
    """A text on one line. Raises UnreadableError where it is too long, or not what it seems."""
    if len(value) > LONGEST[name]:
        raise UnreadableError("too-long", name)
    # Signs that only steer how a text is set come along with what is pasted: they are dropped.
    line = " ".join("".join(sign for sign in value if unicodedata.category(sign) != "Cf" or sign in _KEPT_SIGNS).split())
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn") for sign in line):
        raise UnreadableError("signs", name)
    if _MARKUP.search(unicodedata.normalize("NFKC", line)):
        raise UnreadableError("markup", name)
    return line
