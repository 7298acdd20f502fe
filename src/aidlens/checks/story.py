"""The grammar of the story and its checks: every fact in the text is a token, and every token stands in the record.

What belongs here: what a token looks like, and the faults of ``story/en.md`` and ``story/it.md``. What a token says to a reader is
resolved in ``aidlens.story``.

A token is ``{kind:id}`` or ``{kind:id|words}``. Numbers come from tokens only. Allowed outside them, by rule: dates (a year from 1900 to
2099, alone or with a month and a day), and ordinals ("first", "3rd", "3º"). Number words count as numbers from "two" upwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from aidlens.catalog import WORK_STEPS, Catalog
from aidlens.checks import scenes
from aidlens.checks.faults import Fault
from aidlens.checks.numbered import rows

LANGUAGES = ("en", "it")
TOKEN = re.compile(r"\{([a-z]+):([a-z0-9_/-]+)(?:\|([^{}|]+))?\}")
HEADING = re.compile(r"^(#{1,2}) (.+?)(?: \{#([a-z][a-z-]*)\})?$")
# kind → the table its id stands in; values are shown as the record has them, the others carry the words of the text.
VALUES = {"obs": "observations", "claim": "claims", "step": "claims", "capacity": "works", "cost": "works", "outcome": "outcomes"}
VALUES |= {"entries": "claims", "rest": "claims"}  # the works of a step; what was counted and is not found
# What is counted over the works shown, over what became of them and, in a caption, over what the scene lights.
COUNTS = {"shown": ("works", "district", "province", "undated"), "later": ("works", "found", "latest")}
OF_SCENE = {"lit": ("works",)}
STEPPED, LADDERED = ("step", "entries"), ("step", "entries", "rest")
WORDS = {"work": "works", "source": "sources", "term": "glossary", "quote": "passages", "note": "passages"}
NEEDS = {"claim": "value", "capacity": "capacity_value", "cost": "cost_value", "outcome": "value"}

_MONTHS = {
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
    "it": "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
}
_YEAR = r"(?:19|20)\d\d"
_ORDINAL = r"\d+(?:st|nd|rd|th|º|ª|°)(?!\w)"
_NUMBER_WORDS = {
    "en": r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|hundreds?|thousands?|millions?|billions?|dozens?|per ?cent)",
    "it": r"(?:due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|(?:tre|quattor|quin|se)dici|diciassette|diciotto|diciannove|"
    r"(?:venti|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta)\w*|(?:due|tre|quattro|cinque|sei|sette|otto|nove)?cento\w*|"
    r"centinai[ao]|mille|\w*mila|migliai[ao]|milion[ei]|miliard[oi]|decin[ae]|dozzin[ae]|per cento)",
}


@cache
def exhibits() -> frozenset[str]:
    """The ids of the exhibits, as their modules declare them: read, not imported, for checks stand below them and must be quick."""
    modules = (Path(__file__).parents[1] / "exhibits").glob("*.py")
    return frozenset(
        key for path in modules for key in re.findall(r'^@exhibit\("([a-z-]+)"', path.read_text(encoding="utf-8"), re.MULTILINE)
    )


@dataclass(frozen=True)
class Line:
    """One line of the story: its number in the file (from 1), the section it stands in, its text."""

    number: int
    section: str
    text: str


def path(catalog: Catalog, code: str) -> Path:
    """The file of the story in a language."""
    return catalog.root / "story" / f"{code}.md"


def lines(text: str) -> Iterator[Line]:
    """The lines of a story with their sections; a heading belongs to the section it opens."""
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        heading = HEADING.match(line)
        if heading:
            section = heading[3] or section
        yield Line(number, section, line)


def check(catalog: Catalog) -> list[Fault]:
    """Every fault of the story; none where the record holds no story at all."""
    files = {code: path(catalog, code) for code in LANGUAGES}
    if not any(file.exists() for file in files.values()):
        return []
    faults = [Fault(f"story/{code}.md", 0, "", "", "missing-file") for code, file in files.items() if not file.exists()]
    texts: dict[str, list[Line]] = {}
    for code, file in files.items():
        if file.exists():
            try:
                texts[code] = list(lines(file.read_text(encoding="utf-8")))
            except (OSError, UnicodeDecodeError):
                faults.append(Fault(f"story/{code}.md", 0, "", "", "encoding"))
    for code, found in texts.items():
        for line in found:
            faults += _tokens(catalog, code, line)
            faults += [Fault(f"story/{code}.md", line.number, "", number, "loose-number") for number in loose_numbers(line.text, code)]
    faults += [*scenes.table(catalog), *_captions(catalog)]
    for code, found in texts.items():
        faults += scenes.places(catalog, f"story/{code}.md", [(line.number, line.text) for line in found])
    if len(texts) == len(LANGUAGES):
        faults += _twins(texts)
    return faults


def _tokens(catalog: Catalog, code: str, line: Line) -> Iterator[Fault]:
    for wrong in _wrong(catalog, code, HEADING.sub(r"\2", line.text), COUNTS):
        yield Fault(f"story/{code}.md", line.number, "", wrong, "token")


def _wrong(catalog: Catalog, code: str, text: str, counts: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What of a text is a token of nothing."""
    yield from (token[0] for token in TOKEN.finditer(text) if not stands(catalog, code, token, counts))
    yield from re.findall(r"\{[^{}]*\}?|\}", TOKEN.sub("", text))


def _captions(catalog: Catalog) -> Iterator[Fault]:
    """The captions of the scenes speak the same grammar, and the same facts in both languages."""
    for number, row in rows(catalog, "scenes"):
        said = {}
        for code in LANGUAGES:
            field, text = f"caption_{code}", row[f"caption_{code}"]
            for wrong in _wrong(catalog, code, text, COUNTS | OF_SCENE):
                yield Fault("scenes.csv", number, field, wrong, "token")
            for loose in loose_numbers(text, code):
                yield Fault("scenes.csv", number, field, loose, "loose-number")
            said[code] = facts([Line(0, "", text)])[""]
        for lack, code in ((said["en"] - said["it"], "it"), (said["it"] - said["en"], "en")):
            for item in sorted(lack):
                yield Fault("scenes.csv", number, f"caption_{code}", item, "one-language")


def stands(catalog: Catalog, code: str, token: re.Match[str], counts: Mapping[str, tuple[str, ...]] = MappingProxyType(COUNTS)) -> bool:
    """Whether the record holds what a token names, and holds a value where the token shows one; ``counts`` are those it may name."""
    kind, key, words = token[1], token[2], token[3]
    if kind == "exhibit":
        return key in exhibits() and not words
    if kind == scenes.MARKER:
        return catalog.has("scenes", key) and not words
    if kind in counts:
        return key in counts[kind] and not words
    if kind not in VALUES | WORDS or bool(words) != (kind in WORDS):
        return False
    name, _, step = key.partition("/")
    if bool(step) != (kind in STEPPED) or (step and step not in WORK_STEPS) or not catalog.has((VALUES | WORDS)[kind], name):
        return False
    row = catalog.row((VALUES | WORDS)[kind], name)
    if row.get("sensitivity") == "withheld" or (kind in NEEDS and pd.isna(row[NEEDS[kind]])):
        return False
    if kind in LADDERED:
        return bool(row["ladder"] == "full")
    # A quotation is a part of the recorded sentence; in Italian it is a translation.
    return kind != "quote" or code != "en" or words.lower() in str(row["passage"]).lower()


def loose_numbers(text: str, code: str) -> list[str]:
    """Numbers of a line that are neither tokens nor dates nor ordinals."""
    text = TOKEN.sub(lambda token: token[3] if token[1] in WORDS and token[1] != "quote" and token[3] else " ", HEADING.sub(r"\2", text))
    months = _MONTHS[code]
    date = rf"\b(?:\d{{1,2}}º? (?:{months})(?: {_YEAR})?|(?:{months}) {_YEAR}|{_YEAR}s?)\b"
    text = re.sub(date, " ", re.sub(_ORDINAL, " ", text))
    return [found[0].strip() for found in re.finditer(rf"\d[\d.,]*(?<![.,])%?|(?<!\w){_NUMBER_WORDS[code]}(?!\w)", text, re.IGNORECASE)]


def facts(found: list[Line]) -> dict[str, Counter[str]]:
    """What each section says: its tokens (kind and id) and its years."""
    said: dict[str, Counter[str]] = {}
    for line in found:
        section = said.setdefault(line.section, Counter())
        section.update(f"{{{token[1]}:{token[2]}}}" for token in TOKEN.finditer(line.text))
        section.update(re.findall(rf"\b{_YEAR}\b", TOKEN.sub("", line.text)))
    return said


def _twins(texts: dict[str, list[Line]]) -> Iterator[Fault]:
    english, italian = (facts(texts[code]) for code in LANGUAGES)
    for section in dict.fromkeys([*english, *italian]):
        here, there = english.get(section, Counter()), italian.get(section, Counter())
        for lack, file in ((here - there, "it"), (there - here, "en")):
            for item in sorted(lack):
                yield Fault(f"story/{file}.md", 0, section or "#", item, "one-language")
