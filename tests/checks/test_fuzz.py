"""Whatever a hand or a program does to a file, the check answers with faults or with a record, never with an error of its own."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from aidlens.checks.record import check
from aidlens.i18n import lang
from tests import tables

ODD = [
    "",
    " ",
    "NaN",
    "INF",
    "-1",
    "0",
    "1e9",
    "127",
    "true",
    "TRUE",
    "2099",
    "2010-02-31",
    "a;b",
    '"',
    "«»",
    "x" * 70_000,
    "nowhere",
    "\t",
    "<b>",
]


def _cells(root: Path, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 6)):
        path = dice.choice(sorted(root.glob("*.csv")))
        rows = tables.read(root, path.stem)
        if rows:
            row = dice.choice(rows)
            row[dice.choice(list(row))] = dice.choice(ODD)
            tables.write(root, path.stem, rows)


def _bytes(root: Path, dice: random.Random) -> None:
    path = dice.choice(sorted(item for item in root.rglob("*") if item.is_file()))
    raw = bytearray(path.read_bytes())
    for _ in range(dice.randint(1, 20)):
        at = dice.randrange(len(raw))
        raw[at : at + dice.randint(0, 3)] = dice.choice([b"", b",", b'"', b"\n", b";", b"\xff", b"\x00", b"{", b"9"])
    path.write_bytes(bytes(raw))


def _cut(root: Path, dice: random.Random) -> None:
    path = dice.choice(sorted(item for item in root.rglob("*") if item.is_file()))
    path.write_bytes(path.read_bytes()[: dice.randrange(path.stat().st_size + 1)])


def _shuffle(root: Path, dice: random.Random) -> None:
    path = dice.choice(sorted(root.glob("*.csv")))
    rows = tables.read(root, path.stem)
    dice.shuffle(rows)
    tables.write(root, path.stem, rows[: dice.randint(0, len(rows))])


@pytest.mark.long
@pytest.mark.parametrize("seed", range(120))
def test_no_damage_is_an_error(excerpt: Path, seed: int) -> None:
    dice = random.Random(seed)
    dice.choice([_cells, _bytes, _cut, _shuffle])(excerpt, dice)
    found, faults = check(excerpt)
    assert found is not None or faults
    for fault in faults:
        for code in ("en", "it"):
            assert "\n" not in fault.line(lang(code))
            assert len(fault.line(lang(code))) < 3000
