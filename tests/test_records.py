"""The record in use: a change that passes is taken up, one with faults waits, and no more than two records are ever held."""

from __future__ import annotations

import gc
import time
import weakref
from pathlib import Path

import pytest

from aidlens import records
from aidlens.exhibits import registry
from aidlens.i18n import lang
from aidlens.records import Keeper
from aidlens.view import View
from tests import tables

NAME = "A school with another name"


def rename(root: Path, name: str = NAME) -> None:
    tables.change(root, "works", lambda row: row["kind"] == "school", name_en=name)


def settle(keeper: Keeper) -> bool:
    """Two looks: the first sees the change, the second finds it at rest."""
    return [keeper.look(), keeper.look()][1]


def test_a_change_that_passes_is_taken_up(excerpt: Path) -> None:
    keeper = Keeper.of(excerpt)
    first = keeper.state.catalog
    rename(excerpt)
    assert settle(keeper)
    assert keeper.state.serves
    assert keeper.state.taken_up == 1
    assert keeper.state.catalog is not None and first is not None
    assert NAME in set(keeper.state.catalog.works["name_en"])
    assert NAME not in set(first.works["name_en"]), "a run that has begun keeps the record it began with"


def test_a_change_with_faults_waits_and_the_old_one_stays(excerpt: Path) -> None:
    keeper = Keeper.of(excerpt)
    first = keeper.state.catalog
    rename(excerpt)
    tables.change(excerpt, "works", lambda row: row["kind"] == "school", status="imagined")
    assert settle(keeper)
    assert keeper.state.catalog is first
    assert keeper.state.serves
    assert "imagined" in {fault.value for fault in keeper.state.waiting}
    tables.change(excerpt, "works", lambda row: row["status"] == "imagined", status="completed")
    assert settle(keeper)
    assert keeper.state.waiting == ()
    assert keeper.state.catalog is not first


def test_an_edit_taken_back_leaves_nothing_waiting(excerpt: Path) -> None:
    keeper = Keeper.of(excerpt)
    file = excerpt / "works.csv"
    before = file.read_bytes()
    file.write_bytes(before + b"half a line")
    assert settle(keeper)
    assert keeper.state.waiting
    file.write_bytes(before)
    assert settle(keeper)
    assert (keeper.state.waiting, keeper.state.taken_up) == ((), 0)


def test_nothing_is_read_half_written(excerpt: Path) -> None:
    keeper = Keeper.of(excerpt)
    file = excerpt / "works.csv"
    whole = file.read_bytes()
    for size in (100, 200, 300):
        file.write_bytes(whole[:size])
        assert not keeper.look()
    file.write_bytes(whole)
    assert not keeper.look()
    assert not keeper.look(), "the same bytes need no check"
    assert keeper.state.waiting == ()


def test_a_record_that_began_with_faults_is_served_once_mended(excerpt: Path) -> None:
    file = excerpt / "works.csv"
    whole = file.read_bytes()
    file.unlink()
    keeper = Keeper.of(excerpt)
    assert not keeper.state.serves
    file.write_bytes(whole)
    assert settle(keeper)
    assert keeper.state.serves


def test_the_story_in_use_does_not_follow_its_file(excerpt: Path) -> None:
    from aidlens import story

    keeper = Keeper.of(excerpt)
    (excerpt / "story" / "en.md").write_text("# Nothing {obs:nowhere}\n", encoding="utf-8")
    assert keeper.state.catalog is not None
    told = story.read(keeper.state.catalog, View(page="story"), lang("en"))
    assert told is not None
    assert told.title != "Nothing"


def test_no_more_than_two_records_are_held(excerpt: Path) -> None:
    keeper = Keeper.of(excerpt)
    seen = []
    for number in range(3):
        catalog = keeper.state.catalog
        assert catalog is not None
        seen.append(weakref.ref(catalog))
        for exhibit in ("counts", "works", "growth"):
            registry.build(exhibit, catalog, View(page="works", q="school"), lang("en"))
        del catalog
        rename(excerpt, f"School {number}")
        assert settle(keeper)
        gc.collect()
        assert sum(item() is not None for item in seen) <= 1, "the record in use is one more"


def test_a_look_happens_by_itself_and_never_twice_at_once(excerpt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "LOOK_EVERY", 0.05)
    catalog, faults = records.current(excerpt)
    assert faults == []
    rename(excerpt)
    end = time.monotonic() + 20
    while records.current(excerpt)[0] is catalog and time.monotonic() < end:
        time.sleep(0.05)
    found = records.current(excerpt)[0]
    assert found is not None
    assert NAME in set(found.works["name_en"])
