"""The index of a record and the order of its answers.

Each typed word is taken for the known words it may mean (itself, a synonym, a longer word, a near spelling), each as close as it is; a
document is as good as the best of them in it, weighed by how rare the word is, how much of the query it answers, and how much of its name
was typed. What is asked costs by the words that occur, hardly by the rows that hold them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from math import log

import numpy as np
from rapidfuzz import fuzz, process

from aidlens.catalog import Catalog
from aidlens.finder.documents import CALLED, TYPES, Document, all_of, words_of
from aidlens.measures import search
from aidlens.single_flight_cache import once

MOST_WORDS, LONGEST_WORD, LONGEST = 8, 40, 400  # of a query that is read: what lies beyond is left aside
LIKE, SURE = 0.9, 86.0  # how close a synonym is; from when on a near spelling stands for its word's synonyms too
FAR = 0.85
ENOUGH, BESIDE = 0.55, 0.72  # how much of a query an answer answers at least, of the whole and of what the best one does
FAINT = 0.3  # an answer that is so much fainter than the best one is none
FULL_NAME, IN_ONE_RUN = 1.6, 1.6
FIRST = 200  # so many of the best are looked at for words that stand in one run
PREFIXES, SPELLINGS = 40, 12
_Posting = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Hit:
    """A document with how well it answers."""

    document: Document
    score: float


@dataclass(frozen=True)
class Group:
    """The answers of one type, the best first, and how many there are in all."""

    type: str
    hits: tuple[Hit, ...]
    total: int


class Index:
    """The words of a record's documents."""

    def __init__(self, catalog: Catalog) -> None:
        documents: list[Document] = []
        held: dict[str, dict[int, float]] = {}
        lengths: list[int] = []
        for number, (document, by_weight) in enumerate(all_of(catalog)):
            documents.append(document)
            lengths.append(max(1, min(len(words_of(name)) for name in {*document.names})))
            for weight, words in by_weight:
                for word in words:
                    held.setdefault(word, {}).setdefault(number, weight)
        self.documents = tuple(documents)
        self.vocabulary = sorted(held)
        self._postings: dict[str, _Posting] = {
            word: (np.fromiter(rows, np.int32, len(rows)), np.fromiter(rows.values(), np.float32, len(rows))) for word, rows in held.items()
        }
        self._synonyms = search.synonyms(catalog)
        self._lengths = np.array(lengths, np.float32)
        self._weights = np.array([item.weight for item in documents], np.float32)
        self._types = np.array([TYPES.index(item.type) for item in documents], np.int8)

    def meant(self, word: str) -> dict[str, float]:
        """The known words that a typed one may mean, each with how close it is (at most 1)."""
        known = word in self._postings
        found: dict[str, float] = {word: 1.0} if known else {}
        self._add(found, self._synonyms.get(word, ()), LIKE)
        if word.isdigit() or (known and len(word) <= search.SHORT):
            return found
        for longer in self._longer(word):
            found.setdefault(longer, max(0.5, 0.95 * len(word) / len(longer)))
        if len(word) > search.SHORT:
            least = search.CLOSE_TO_KNOWN if known else search.CLOSE
            for near, ratio, _ in process.extract(word, self.vocabulary, scorer=fuzz.ratio, score_cutoff=least, limit=SPELLINGS):
                if not near.isdigit():
                    found[near] = max(found.get(near, 0.0), FAR * ratio / 100)
                if ratio >= SURE:
                    self._add(found, self._synonyms.get(near, ()), FAR * LIKE * ratio / 100)
        return found

    def _add(self, found: dict[str, float], words: frozenset[str] | tuple[()], close: float) -> None:
        for other in words:
            if other in self._postings:
                found[other] = max(found.get(other, 0.0), close)

    def _longer(self, word: str) -> Iterator[str]:
        start = bisect_left(self.vocabulary, word)
        return takewhile(lambda other: other.startswith(word), self.vocabulary[start : start + PREFIXES])

    def groups(self, query: str, each: int) -> tuple[Group, ...]:
        """The answers to a query by type, the group of the best answer first, at most ``each`` of a type; empty for no answer."""
        typed = read(query)
        count = len(self.documents)
        score, covered, named = (np.zeros(count, np.float32) for _ in range(3))
        total = 0.0
        for word in typed:
            best, called = self._heard(word)
            rare = log(1 + count / (1 + int(np.count_nonzero(best))))
            total += rare
            score += rare * best
            covered += rare * (best > 0)
            named += called
        if not total:
            return ()
        covered /= total
        best_covered = float(covered.max(initial=0.0))
        # The share of a name that was typed lifts what is called so, and no more than it answers of the query.
        full = np.minimum(named / self._lengths, 1.0)
        score = (score / total + FULL_NAME * full) * covered**4 * self._weights
        kept = np.flatnonzero(covered >= max(ENOUGH, BESIDE * best_covered))
        for row in kept[np.argsort(-score[kept])][:FIRST].tolist() if len(typed) > 1 else ():
            if any(_run(typed, words_of(name)) for name in self.documents[row].names):
                score[row] *= IN_ONE_RUN
        kept = kept[score[kept] >= FAINT * score[kept].max(initial=0.0)]
        return self._grouped(kept[np.lexsort((kept, -score[kept]))], score, each)

    def _heard(self, word: str) -> tuple[np.ndarray, np.ndarray]:
        """How well each document holds a typed word, and how well its names do."""
        best, called = (np.zeros(len(self.documents), np.float32) for _ in range(2))
        for known, close in self.meant(word).items():
            rows, weights = self._postings[known]
            best[rows] = np.maximum(best[rows], close * weights)
            in_name = rows[weights >= CALLED]
            called[in_name] = np.maximum(called[in_name], close)
        return best, called

    def _grouped(self, order: np.ndarray, score: np.ndarray, each: int) -> tuple[Group, ...]:
        types = self._types[order]
        found = []
        for number in dict.fromkeys(types.tolist()):
            rows = order[types == number]
            hits = tuple(Hit(self.documents[row], float(score[row])) for row in rows[:each].tolist())
            found.append(Group(TYPES[number], hits, len(rows)))
        return tuple(found)

    def nearest(self, query: str, most: int = 4) -> tuple[Document, ...]:
        """Names of places, claims and words that look most like a query that found nothing."""
        typed = " ".join(read(query))
        if not typed:
            return ()
        choices = {number: " ".join(words_of(item.names[0])) for number, item in enumerate(self.documents) if item.type in _NAMES}
        near = process.extract(typed, choices, scorer=fuzz.WRatio, score_cutoff=48.0, limit=3 * most)
        alike = {choices[number]: self.documents[number] for _, _, number in reversed(near)}
        return tuple(reversed(alike.values()))[:most]


def _run(typed: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether some words stand in one run among others."""
    return f" {' '.join(typed)} " in f" {' '.join(words)} "


_NAMES = ("place", "claim", "term", "page")


def read(query: str) -> tuple[str, ...]:
    """The words of a query that are looked for."""
    return tuple(word[:LONGEST_WORD] for word in words_of(query[:LONGEST]))[:MOST_WORDS]


@once(4)
def of(catalog: Catalog) -> Index:
    """The index of a record, made once."""
    made = Index(catalog)
    words_of.cache_clear()
    return made
