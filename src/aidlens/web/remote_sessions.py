"""Rooms: what a presenter's phone sees of a deck on the stage, kept in the memory of this one process and nowhere else.

What belongs here: the rooms themselves, their limits and their end. How they are reached is decided in ``room``.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

MOST_ROOMS, MOST_BYTES, MOST_MOVES = 50, 64_000, 200
LIFE = 12 * 3600.0
RATE, BURST = 20.0, 60.0  # requests a second, and at once


@dataclass
class Bucket:
    """A measure of requests that fills up again with time."""

    left: float = BURST
    at: float = 0.0

    def take(self, now: float) -> bool:
        """Whether one more request is fine."""
        self.left = min(BURST, self.left + (now - self.at) * RATE)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


@dataclass
class Room:
    """One room: the latest state of the stage, and the moves asked for by phones, counted from the first."""

    code: str
    born: float
    state: dict[str, Any] = field(default_factory=dict)
    version: int = 0
    moves: list[int] = field(default_factory=list)
    first: int = 0  # moves forgotten before moves[0]
    bucket: Bucket = field(default_factory=Bucket)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, state: dict[str, Any]) -> None:
        """Take over a new state of the stage."""
        self.state, self.version = state, self.version + 1
        self._ring()

    def move(self, step: int) -> None:
        """A phone asks for a step forward or back."""
        self.moves.append(step)
        if len(self.moves) > MOST_MOVES:
            self.first += len(self.moves) - MOST_MOVES
            del self.moves[:-MOST_MOVES]
        self._ring()

    @property
    def count(self) -> int:
        """How many moves were asked for in all."""
        return self.first + len(self.moves)

    def since(self, after: int) -> list[int]:
        """The moves after the first ``after``."""
        return self.moves[max(0, after - self.first) :]

    def _ring(self) -> None:
        self.news.set()
        self.news = asyncio.Event()


class Rooms:
    """All rooms of this process, by code; at most so many, each for half a day."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._rooms: dict[str, Room] = {}
        self._strangers: dict[str, Bucket] = {}

    def open(self) -> Room | None:
        """A new room with a code nobody can guess; None where the house is full."""
        self._sweep()
        if len(self._rooms) >= MOST_ROOMS:
            return None
        room = Room(secrets.token_urlsafe(16), self.clock())
        self._rooms[room.code] = room
        return room

    def find(self, code: str) -> Room | None:
        """The room of a code; None where there is none any more."""
        self._sweep()
        return self._rooms.get(code)

    def may(self, room: Room | None, who: str) -> bool:
        """Whether one more request is fine: measured by room, and by caller for codes that open none."""
        if room is not None:
            return room.bucket.take(self.clock())
        if len(self._strangers) > 1000:
            self._strangers.clear()
        return self._strangers.setdefault(who, Bucket(at=self.clock())).take(self.clock())

    def _sweep(self) -> None:
        now = self.clock()
        for code in [code for code, room in self._rooms.items() if now - room.born > LIFE]:
            del self._rooms[code]
