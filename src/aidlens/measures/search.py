"""Search over works that forgives spelling and language.

A work's words are its names in both languages, its places with their other spellings, and the names of its kind and facility in both
languages. A query's words are matched against the words that occur at all (by rapidfuzz), so the cost hardly grows with the works.
"""

from __future__ import annotations

import unicodedata

import pandas as pd
from rapidfuzz import fuzz, process

from aidlens.catalog import Catalog
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
    for word in typed:
        found: set[str] = set()
        for known in close_words(word, index):
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
    return "".join(_plain(letter) for letter in apart).split()


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter if letter.isalnum() else " "
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
def _letters(catalog: Catalog) -> frozenset[str]:
    return frozenset("".join(_index(catalog)))


@once(4)
def _index(catalog: Catalog) -> dict[str, frozenset[str]]:
    index: dict[str, set[str]] = {}
    places = {row["id"]: words(f"{row['name_en']} {row['name_it']} {row['alternative_spellings']}") for row in catalog.rows("places")}
    parents = dict(zip(catalog.places["id"], catalog.places["parent"], strict=True))
    of_work: dict[str, list[str]] = {}
    for line in catalog.work_places.itertuples():
        key = str(line.place)
        while key and key != "afghanistan":
            of_work.setdefault(str(line.work), []).extend(places[key])
            key = parents[key]
    for row in catalog.rows("works"):
        names = [row["name_en"], row["name_it"]]
        for code in ("en", "it"):
            names += [catalog.name("kinds", row["kind"], code), catalog.code("facility", row["facility"], code)]
        for word in {*words(" ".join(names)), *of_work.get(row["id"], [])}:
            index.setdefault(word, set()).add(row["id"])
    return {word: frozenset(ids) for word, ids in index.items()}
