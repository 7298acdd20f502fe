"""Readings of a run and what is made of them: medians, spreads, ratios. No measuring here.

A reading is a number under a part of the run ("cold, 10 Mbit/s"), a subject ("aidlens/overview") and a measure ("chart, ms").
"""

from __future__ import annotations

import json
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


class Key(NamedTuple):
    """What a reading is of."""

    part: str
    subject: str
    measure: str


@dataclass
class Readings:
    """All readings, in the order taken; ``facts`` says when and on what each part was run."""

    values: dict[Key, list[float]] = field(default_factory=dict)
    facts: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, part: str, subject: str, measure: str, value: float) -> None:
        """Keep one reading."""
        self.values.setdefault(Key(part, subject, measure), []).append(value)

    def clear(self, part: str) -> None:
        """Forget a part, before it is run anew: readings of two runs are never mixed."""
        self.values = {key: value for key, value in self.values.items() if key.part != part}

    def has(self, key: Key) -> bool:
        """Whether there is a reading."""
        return bool(self.values.get(key))

    def median(self, key: Key) -> float | None:
        """The median; None where nothing was read."""
        return statistics.median(self.values[key]) if self.has(key) else None

    def spread(self, key: Key) -> float | None:
        """The interquartile range; None for fewer than three readings."""
        values = self.values.get(key, [])
        if len(values) < 3:
            return None
        low, _, high = statistics.quantiles(values, n=4, method="inclusive")
        return high - low

    def ratio(self, top: Key, bottom: Key) -> float | None:
        """How many times ``bottom`` ``top`` is, by medians; None where one is missing or nothing."""
        over, under = self.median(top), self.median(bottom)
        return over / under if over is not None and under else None

    def subjects(self, part: str) -> list[str]:
        """The subjects of a part, in the order first read."""
        return list(dict.fromkeys(key.subject for key in self.values if key.part == part))

    def save(self, path: Path) -> None:
        """Write everything to a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = [[*key, values] for key, values in self.values.items()]
        part = path.with_suffix(".part")
        part.write_text(json.dumps({"facts": self.facts, "readings": rows}, indent=0), encoding="utf-8")
        part.replace(path)

    @classmethod
    def load(cls, path: Path) -> Readings:
        """Read them back; none where the file is missing."""
        if not path.exists():
            return cls()
        found = json.loads(path.read_text(encoding="utf-8"))
        return cls({Key(*row[:3]): row[3] for row in found["readings"]}, found["facts"])
