"""Records with many works, made for the benchmark only: the shipped works repeated under new ids, places and sources shared."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from aidlens.checks import ids

# The columns of a file that name a work, or a row that belongs to one.
KEYS = {
    "works.csv": ("id",),
    "work_places.csv": ("work",),
    "work_sources.csv": ("work",),
    "outcomes.csv": ("id", "work"),
    "quotes.csv": ("row",),
}


def works_in(data: Path) -> int:
    """How many works a record shows."""
    return int((pd.read_csv(data / "works.csv", usecols=["sensitivity"])["sensitivity"] != "withheld").sum())


def enlarged(data: Path, target: Path, works: int) -> Path:
    """A copy of the record in ``target`` with about so many works, which the record's check has nothing against."""
    shutil.copytree(data, target)
    times = max(1, round(works / works_in(data)))
    tables = {name: pd.read_csv(data / name, dtype=str, keep_default_na=False) for name in KEYS}
    outcomes = tables["outcomes.csv"]
    # What is withheld has no id of its own to repeat.
    shown = {
        "works": set(tables["works.csv"].query("sensitivity != 'withheld'")["id"]),
        "outcomes": set(outcomes[(outcomes["work"] != "") & (outcomes["sensitivity"] != "withheld")]["id"]),
    }
    for name, frame in tables.items():
        of = frame["table"] if name == "quotes.csv" else ["outcomes" if name == "outcomes.csv" else "works"] * len(frame)
        own = frame[[row in shown.get(table, ()) for table, row in zip(of, frame[KEYS[name][0]], strict=True)]]
        copies = [own.assign(**{key: own[key] + f"-copy-{number}" for key in KEYS[name]}) for number in range(1, times)]
        pd.concat([frame, *copies]).to_csv(target / name, index=False, lineterminator="\n")
    ids.add(target)
    return target
