"""Search over works that forgives spelling and language.

A work's words are its names in both languages, its places with their other spellings, and the names of its kind and facility in both
languages. A query's words are matched against the words that occur at all (by rapidfuzz), so the cost hardly grows with the works; a
word also means those that ``synonyms.csv`` sets beside it. ``finder`` searches everything else with the same words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process

from aidlens.catalog import Catalog, split_list
from aidlens.single_flight_cache import once

CLOSE = 74.0
# A word that is written as the record writes it may still mean its plural ("pozzo"), not another place ("Shindand", "Shahidan").
CLOSE_TO_KNOWN = 80.0
SHORT = 3


def matching(catalog: Catalog, works: pd.DataFrame, query: str) -> pd.Series:
    """Which of ``works`` (rows of ``measures.works.table``) match every word of the query; none where it holds no word at all."""
    typed = words(query)
    keep = pd.Series(bool(typed), index=works.index)
    index = _index(catalog)
    alike = synonyms(catalog)
    for word in typed:
        found: set[str] = set()
        for known in {*close_words(word, index), *alike.get(word, ())} & index.keys():
            found |= index[known]
        keep &= works["id"].isin(found)
    return keep


def unread(catalog: Catalog, query: str) -> bool:
    """Whether a query was typed and holds no word in letters that names of works and places are written in."""
    return illegible(query, _letters(catalog))


def illegible(query: str, letters: frozenset[str]) -> bool:
    """Whether a query was typed and none of its words has any of some letters (only signs, or another script)."""
    return bool(query.strip()) and all(letters.isdisjoint(word) for word in words(query))


# Letters that a keyboard for Arabic and one for Dari write differently.
_ARABIC = str.maketrans("يىكة", "ییکه")
_STRETCH = "ـ"


def words(text: str) -> list[str]:
    """The words of a text, in any script, without accents, capitals and punctuation ("Scìndand!" → ["scindand"])."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_ARABIC)
    return _SIGNS.sub(" ", _BEYOND.sub(lambda letter: _plain(letter[0]), apart)).split()


_BEYOND, _SIGNS = re.compile(r"[^\x00-\x7f]"), re.compile(r"[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+")


def _plain(letter: str) -> str:
    # Marks above and below letters, hyphens and joiners that are not seen.
    if letter == _STRETCH or unicodedata.category(letter) in ("Mn", "Cf"):
        return ""
    digit = unicodedata.decimal(letter, None)
    return str(digit) if digit is not None else letter if letter.isalnum() else " "


def close_words(word: str, known: dict[str, frozenset[str]]) -> list[str]:
    """Known words that a query's word may mean: the same, longer ones that start with it, and near misspellings."""
    starts = [other for other in known if other.startswith(word)]
    if len(word) <= SHORT:
        return starts
    least = CLOSE_TO_KNOWN if word in known else CLOSE
    near = process.extract(word, known.keys(), scorer=fuzz.ratio, score_cutoff=least, limit=12)
    return list(dict.fromkeys([*starts, *(other for other, _, _ in near)]))


@once(4)
def synonyms(catalog: Catalog) -> dict[str, frozenset[str]]:
    """What each everyday word is taken for as well: the words of its groups in every language, other spellings of a place's one word."""
    groups = [{word for code in ("en", "it", "fa") for word in words(row[code])} for row in catalog.rows("synonyms")]
    for row in catalog.rows("places"):
        named = [words(text) for text in (row["name_en"], row["name_it"], *split_list(row["alternative_spellings"]))]
        groups.append({one[0] for one in named if len(one) == 1} if len(named[0]) == 1 else set())
    found: dict[str, set[str]] = {}
    for group in groups:
        for word in group:
            found.setdefault(word, set()).update(group - {word})
    return {word: frozenset(others) for word, others in found.items()}


@dataclass(frozen=True)
class Words:
    """The words a work is found by: those of its names, of its kind, and of the places it is in, the finest first."""

    name: frozenset[str]
    kind: frozenset[str]
    places: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """All of them."""
        return self.name | self.kind | self.places


@once(4)
def of_works(catalog: Catalog) -> dict[str, Words]:
    """The words of every work, by its id."""
    places = {row["id"]: spellings(row) for row in catalog.rows("places")}
    parents = dict(zip(catalog.places["id"], catalog.places["parent"], strict=True))
    of_work: dict[str, set[str]] = {}
    for line in catalog.work_places.itertuples():
        key = str(line.place)
        while key and key != "afghanistan":
            of_work.setdefault(str(line.work), set()).update(places[key])
            key = parents[key]
    kinds = {row["id"]: frozenset(words(f"{row['name_en']} {row['name_it']}")) for row in catalog.rows("kinds")}
    codes = (row for row in catalog.rows("codes") if row["vocabulary"] == "facility")
    facilities = {row["code"]: words(f"{row['name_en']} {row['name_it']}") for row in codes}
    return {
        row["id"]: Words(
            frozenset(words(f"{row['name_en']} {row['name_it']}")),
            kinds[row["kind"]].union(facilities.get(row["facility"], ())),
            frozenset(of_work.get(row["id"], ())),
        )
        for row in catalog.rows("works")
    }


def spellings(place: Mapping[str, Any]) -> list[str]:
    """The words of a place's names and of its other spellings."""
    return words(f"{place['name_en']} {place['name_it']} {place['alternative_spellings']}")


@once(4)
def _letters(catalog: Catalog) -> frozenset[str]:
    return frozenset("".join((*_index(catalog), *synonyms(catalog))))


@once(4)
def _index(catalog: Catalog) -> dict[str, frozenset[str]]:
    index: dict[str, set[str]] = {}
    for key, held in of_works(catalog).items():
        for word in held.all:
            index.setdefault(word, set()).add(key)
    return {word: frozenset(ids) for word, ids in index.items()}
