"""Italian at par: every text an exhibit, a card or the record can show in Italian is Italian, in the words of the field.

What is looked for: English months, decimal points, English words left over, the same text twice, a translation that leaves the glossary,
doubled places. The pages themselves are walked in ``tests/browser/test_languages.py``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from aidlens.catalog import Catalog
from aidlens.checks.story import TOKEN
from aidlens.exhibits import registry
from aidlens.exhibits.evidence import of_view
from aidlens.i18n import Lang
from aidlens.view import View
from tests import messages

MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
SHORT = r"(?:Jan|Feb|Apr|Jun|Jul|Aug|Sept?|Oct|Dec)"
UNITS = r"(?:milioni|milione|miliardi|mln|mld|Mln|Mld|euro|€|%|km|opere|scuole|pozzi)"
# Names of the record that are English in every language, and proper names of projects.
NAMES = r"Voice of Women|Costs of War|Ahmad Massoud, where are you"
QUOTED = r"“[^”]*”|«[^»]*»|\"[^\"]*\""
ENGLISH = r"\b(?:the|and|with|of|from|not|are|were|which|this|works|undated|over \d|about \d)\b"
FAULTS = {
    "an English month": rf"\b{MONTHS} \d|\d {MONTHS}\b|\d {SHORT}\b|\b{SHORT} \d{{4}}",
    "an English number": rf"\d,\d{{3}},\d{{3}}|\d\.\d{{1,2}}\s?{UNITS}",
    "English words": ENGLISH,
    "a place said twice": r"^([\w' -]+), \1$|Bamiyan",
    "dollars of nobody": r"\{\w+\}[^.]*dollari(?! USA)",
    # The words of the field, as data/glossary.csv has them.
    "a word the glossary has otherwise": r"\b(?:[Tt]racciat[aeio]|policlinic[oi]|[Cc]ont[oi] ufficial[ei]|[Nn]ota conclusiva)\b",
}


def faults(text: str) -> list[str]:
    """What is wrong with an Italian text."""
    text = re.sub(NAMES, "", text)
    return [name for name, pattern in FAULTS.items() if re.search(pattern, text if "{" in pattern else re.sub(r"\{\w*\}", "", text))]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Nota di chiusura, 25 March 2014", "an English month"),
        ("25 Mar 2014, 12 Aug 2021", "an English month"),
        ("58.4 milioni di euro", "an English number"),
        ("1,234,567", "an English number"),
        ("37 opere of the record", "English words"),
        ("Bamyan, Bamyan", "a place said twice"),
        ("opere tracciate una per una", "a word the glossary has otherwise"),
        ("il conto ufficiale", "a word the glossary has otherwise"),
    ],
)
def test_faults_are_noticed(text: str, wrong: str) -> None:
    assert wrong in faults(text)


def test_good_italian_is_let_pass() -> None:
    for text in ("25 marzo 2014", "58,4 milioni di euro", "1.234.567", "Ghoryan e Zinda Jan, Herat", "dati CC BY 4.0", "rintracciate"):
        assert faults(text) == []


# ── exhibits and cards ──


def _texts(exhibit_key: str, catalog: Catalog, it: Lang, view: View) -> Iterator[str]:
    exhibit = registry.build(exhibit_key, catalog, view, it)
    names = {str(name) for table in (catalog.sources, catalog.references) for name in table["publisher"] if name}
    yield from (exhibit.title, exhibit.subtitle, exhibit.coverage, *exhibit.caveats)
    yield from (column.label for column in exhibit.columns)
    for column in exhibit.columns:
        if column.lang == "":
            for cell in exhibit.data[column.key]:
                # Publishers go by their own names.
                if not any(name in str(cell) for name in names):
                    # The words of a page are quoted as they stand there.
                    yield re.sub(QUOTED, "", str(cell))


VIEWS = {
    "plain": View(lang="it"),
    "filtered": View(lang="it", kind=("school",), province=("herat",), first=2005, last=2014),
    "euros": View(lang="it", basis="euros", by="district", funding="all"),
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_an_exhibit_speaks_italian(key: str, view: View, catalog: Catalog, it: Lang) -> None:
    wrong = {text: found for text in _texts(key, catalog, it, view) if (found := faults(text))}
    assert wrong == {}


def test_every_evidence_card_speaks_italian(catalog: Catalog, it: Lang) -> None:
    wrong: dict[str, list[str]] = {}
    publishers = {str(name) for name in catalog.sources["publisher"]}
    views = [View(lang="it", work=key) for key in catalog.works["id"]]
    views += [View(lang="it", claim=key) for key in catalog.claims["id"]]
    views += [View(lang="it", obs=key) for key in catalog.observations["id"]]
    for view in views:
        card = of_view(catalog, view, it)
        if card is None:
            continue
        facts = [*card.facts, *(fact for section in card.sections for fact in section.facts)]
        texts = [card.title, card.kicker, card.lead, *card.doubts, *(fact.label for fact in facts), *(fact.text for fact in facts)]
        for text in texts:
            # The page's own words are quoted as they stand there.
            found = faults(re.sub(QUOTED, "", text))
            if found and not any(name in text for name in publishers):
                wrong[f"{view.href()}: {text[:120]}"] = found
    assert wrong == {}


# ── the record ──


def _pairs(data: Path) -> Iterator[tuple[str, str, str]]:
    for path in sorted(data.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                for name in row:
                    if name and name.endswith("_en") and f"{name[:-3]}_it" in row:
                        yield f"{path.stem} {row.get('id') or row.get('code')} {name[:-3]}", row[name] or "", row[f"{name[:-3]}_it"] or ""


def test_no_text_of_the_record_is_left_in_one_language(data_dir: Path) -> None:
    alone = [where for where, english, italian in _pairs(data_dir) if bool(english.strip()) != bool(italian.strip())]
    assert alone == []


def test_no_text_of_the_record_is_left_in_english(data_dir: Path) -> None:
    same = [where for where, english, italian in _pairs(data_dir) if english == italian and re.search(ENGLISH, re.sub(NAMES, "", english))]
    assert same == []


def test_the_italian_of_the_record_is_italian(data_dir: Path) -> None:
    wrong = {}
    for where, _, italian in _pairs(data_dir):
        # A caption's references are no words of it.
        found = faults(re.sub(QUOTED, "", TOKEN.sub("", italian)))
        if found:
            wrong[f"{where}: {italian[:110]}"] = found
    assert wrong == {}


# ── the words of the field ──

# English of the glossary, and what its Italian must hold, wherever a text is said in both languages.
TERMS = (
    (r"\bwells\b", r"pozz|trivell|completati 162"),
    (r"\b(?:polyclinics?|outpatient clinics?)\b", r"ambulator|dispensari medici"),
    (r"\bhospitals?\b(?! admissions)", r"ospedal|Hospital|maternit|neonat|ricover|Herat|lo fecero"),
    (r"\bclosing note\b", r"[Nn]ota di chiusura"),
    (r"\bofficial counts?\b", r"[Cc]onteggi|conta ufficial"),
    (r"\btraced\b(?!\})", r"rintracci"),
    (r"\bItalian [Cc]ooperation\b", r"[Cc]ooperazione"),
    (r"\bUS dollars\b", r"dollari USA|dollari statunitensi|US\$"),
    (r"\bcontingent\b", r"contingent[ei]"),
)


@pytest.mark.parametrize(("english", "italian"), TERMS, ids=[term[1] for term in TERMS])
def test_messages_keep_to_the_glossary(english: str, italian: str) -> None:
    wrong = []
    for message, texts in messages.translated().items():
        source = message if isinstance(message, str) else message[-1]
        if re.search(english, re.sub(r"\{\w+\}", "", source), re.I) and not re.search(italian, texts[-1], re.I):
            wrong.append(f"{source} → {texts[-1]}")
    assert wrong == []


def test_a_reader_is_spoken_to_in_one_way() -> None:
    familiar = re.compile(r"\b(?:tu[oa]|tuoi|tue|con te|[Gg]ira il|[Gg]uarda dentro)\b")
    assert [text for texts in messages.translated().values() for text in texts if familiar.search(text)] == [], "«voi», as everywhere"


@pytest.mark.parametrize(("english", "italian"), TERMS, ids=[term[1] for term in TERMS])
def test_the_record_keeps_to_the_glossary(english: str, italian: str, data_dir: Path) -> None:
    wrong = [
        f"{where}: {en[:90]} → {it[:90]}"
        for where, en, it in _pairs(data_dir)
        if re.search(english, en, re.I) and not re.search(italian, it, re.I)
    ]
    assert wrong == []


def test_messages_speak_italian() -> None:
    wrong = {text: found for texts in messages.translated().values() for text in texts if (found := faults(text))}
    assert wrong == {}
