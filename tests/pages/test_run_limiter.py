"""Runs take turns: never too many at once, none waits for ever, a run that fails gives its turn back."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from aidlens.ui.run_limiter import Turns


def test_never_more_at_once_than_allowed_and_everyone_gets_a_turn() -> None:
    turns, lock = Turns(at_once=2, patience=30), threading.Lock()
    now = most = 0

    def run(_: int) -> None:
        nonlocal now, most
        with turns.turn():
            with lock:
                now += 1
                most = max(most, now)
            time.sleep(0.01)
            with lock:
                now -= 1

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(run, range(24)))
    assert (now, most) == (0, 2)


def test_a_run_that_fails_gives_its_turn_back() -> None:
    turns = Turns(at_once=1, patience=0.05)
    for _ in range(3):
        with pytest.raises(ValueError, match="no page"), turns.turn():
            raise ValueError("no page")
    start = time.monotonic()
    with turns.turn():
        assert time.monotonic() - start < 0.05


def test_a_run_that_hangs_keeps_the_others_only_for_a_while() -> None:
    turns = Turns(at_once=1, patience=0.05)
    with turns.turn():
        with turns.turn():
            pass
        # Who went without a turn has none to give back.
        start = time.monotonic()
        with turns.turn():
            assert time.monotonic() - start >= 0.05
