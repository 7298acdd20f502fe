"""The check in a process of its own says what the check says, and keeps what it loads to itself."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aidlens.checks import record, subprocess_check


def _nothing(_: Path) -> None:
    pass


def _one_faulty_cell(root: Path) -> None:
    path = root / "works.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",school,", ",castle,", 1), encoding="utf-8")


def _half_a_table(root: Path) -> None:
    path = root / "works.csv"
    path.write_bytes(path.read_bytes()[:-40])


def _no_description(root: Path) -> None:
    (root / "datapackage.json").unlink()


@pytest.mark.parametrize("change", [_nothing, _one_faulty_cell, _half_a_table, _no_description])
def test_it_finds_what_the_check_finds(excerpt: Path, change: Callable[[Path], None]) -> None:
    change(excerpt)
    catalog, faults = subprocess_check.check(excerpt)
    own, wanted = record.check(excerpt)
    assert faults == wanted
    assert (catalog is None) == (own is None)
    if catalog is not None and own is not None:
        assert catalog.fingerprint == own.fingerprint
        assert all(catalog.tables[name].equals(own.tables[name]) for name in own.tables)


@pytest.mark.parametrize("program", ["/bin/true", "/bin/no-such-program"])
def test_where_no_other_process_answers_the_check_is_made_here(
    program: str, excerpt: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    _one_faulty_cell(excerpt)
    with caplog.at_level(logging.WARNING, "aidlens"):
        assert subprocess_check.check(excerpt)[1] == record.check(excerpt)[1] != []
    assert "own process" in caplog.text


def test_a_server_never_loads_what_only_the_check_needs() -> None:
    code = (
        "import sys; from aidlens.catalog import default_dir; from aidlens.records import current; from aidlens.web import site;"
        "assert current(default_dir())[1] == []; print('frictionless' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"
