"""Things made once: one maker however many ask, errors not kept, old answers dropped."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from aidlens.single_flight_cache import Keeping, once


def test_many_who_ask_at_once_wait_for_one_maker() -> None:
    made, gate = [], threading.Event()

    @once(4)
    def slow(name: str) -> list[str]:
        made.append(name)
        gate.wait(5)
        return [name]

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(slow, "a") for _ in range(8)]
        gate.set()
        answers = [item.result(10) for item in asked]
    assert made == ["a"]
    assert all(answer is answers[0] for answer in answers)


def test_an_error_reaches_the_caller_and_is_not_kept() -> None:
    calls = []

    @once(4)
    def sometimes(name: str) -> str:
        calls.append(name)
        if len(calls) == 1:
            raise ValueError(name)
        return name

    with pytest.raises(ValueError, match="a"):
        sometimes("a")
    assert sometimes("a") == "a"


def test_the_answer_longest_unused_is_dropped() -> None:
    calls = []

    @once(2)
    def length(name: str, more: int = 0) -> int:
        calls.append(name)
        return len(name) + more

    assert [length(name) for name in ("a", "bb", "a", "ccc", "a", "bb")] == [1, 2, 1, 3, 1, 2]
    assert calls == ["a", "bb", "ccc", "bb"]
    assert length("a", more=2) == 3


class Record:
    def __init__(self) -> None:
        self.keeping = Keeping()


def test_what_is_made_of_a_record_goes_with_it() -> None:
    made: list[int] = []

    @once(1)
    def make(key: int, record: Record) -> int:
        made.append(key)
        return key

    first, second = Record(), Record()
    for record in (first, second, first, second):
        make(1, record=record)
    assert made == [1, 1], "each record keeps its own, as many as the function says"
    first.keeping.end()
    for record in (first, first, second):
        assert make(1, record=record) == 1
    assert made == [1, 1, 1, 1], "a record that has gone keeps nothing any longer"


def test_a_record_that_has_gone_is_held_by_nothing_it_made() -> None:
    @once(4)
    def make(record: Record) -> list[Record]:
        return [record]

    record = Record()
    make(record)
    record.keeping.end()
    gone = weakref.ref(record)
    gc.disable()
    try:
        del record
        assert gone() is None, "no collector is needed: at the start everything is left out of its collections"
    finally:
        gc.enable()
