"""Records with many works, made for the benchmark only: the shipped works repeated under new ids, places and sources shared."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

KEYS = {"works.csv": "id", "work_places.csv": "work", "work_sources.csv": "work"}


def works_in(data: Path) -> int:
    """How many works a record has."""
    return len(pd.read_csv(data / "works.csv", usecols=["id"]))


def enlarged(data: Path, target: Path, works: int) -> Path:
    """A copy of the record in ``target`` with about so many works."""
    shutil.copytree(data, target)
    times = max(1, round(works / works_in(data)))
    for name, key in KEYS.items():
        frame = pd.read_csv(data / name, dtype=str, keep_default_na=False)
        copies = [frame] + [frame.assign(**{key: frame[key] + f"-copy-{number}"}) for number in range(1, times)]
        pd.concat(copies).to_csv(target / name, index=False, lineterminator="\n")
    return target
