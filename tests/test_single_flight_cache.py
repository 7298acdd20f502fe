"""Things made once: one maker however many ask, errors not kept, old answers dropped."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from aidlens.single_flight_cache import once


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


def test_what_was_kept_can_be_dropped() -> None:
    made = []

    @once(4)
    def make(key: int) -> int:
        made.append(key)
        return key

    make(1), make(1)
    make.cache_clear()  # type: ignore[attr-defined]
    make(1)
    assert made == [1, 1]
