"""The parts of a run without a browser: start to ready, memory of sessions, first full runs of many at once."""

from __future__ import annotations

import asyncio
import random

from tests.bench.drivers import StreamlitSession, at_once, leave
from tests.bench.readings import Readings
from tests.bench.servers import KINDS, SIZES, Fleet
from tests.bench.targets import LOAD, MEMORY, START

RERUNS = 500
# What one visitor does over and over: the overview, and Spending in its three ways. Few addresses, as in a crowd that follows one link.
WANDER = (("", ""), ("basis=share", "spending"), ("basis=euros", "spending"), ("basis=derived", "spending"))
TALKING = [key for key, kind in KINDS.items() if kind.speaks]


def start(fleet: Fleet, readings: Readings, rounds: int, chance: random.Random) -> None:
    """Seconds from starting the process to its first answer."""
    for turn in range(min(rounds, 3)):
        for key in chance.sample(list(KINDS), len(KINDS)):
            if turn and SIZES.get(key, 1) > 1:
                continue  # a large record takes its time: once is enough
            readings.add(START, key, "s", fleet.fresh(key).seconds)


def memory(fleet: Fleet, readings: Readings, rounds: int, chance: random.Random) -> None:
    """Megabytes of a fresh server: ready, with 25 and with 50 sessions open; of AidLens also over 500 reruns."""
    for _ in range(min(rounds, 2)):
        for key in chance.sample(TALKING, len(TALKING)):
            if not (SIZES.get(key, 1) > 1 and readings.subjects(MEMORY).count(key)):
                asyncio.run(_memory(fleet, readings, key))


async def _memory(fleet: Fleet, readings: Readings, key: str) -> None:
    server = fleet.fresh(key)
    readings.add(MEMORY, key, "ready, MB", server.memory())
    held, levels = [], []
    for _ in range(2):
        _, sessions = await at_once(server.kind.speaks, server.port, 25)
        held += sessions
        await asyncio.sleep(0.5)
        levels.append(server.memory())
    readings.add(MEMORY, key, "25 sessions, MB", levels[0])
    readings.add(MEMORY, key, "a further session, MB", (levels[1] - levels[0]) / 25)
    await leave(held)
    if key == "aidlens":
        await _reruns(readings, key, server.port, server.memory)


async def _reruns(readings: Readings, key: str, port: int, weigh: object) -> None:
    session = await StreamlitSession(port).open()
    levels = []
    for number in range(1, RERUNS + 1):
        query, page = WANDER[number % len(WANDER)]
        await session.run(query, page)
        if number in (100, RERUNS):
            levels.append(weigh())  # type: ignore[operator]
    readings.add(MEMORY, key, "100th to 500th rerun, MB", levels[1] - levels[0])
    await session.close()


def load(fleet: Fleet, readings: Readings, rounds: int, chance: random.Random, numbers: tuple[int, ...] = (1, 10, 25, 50)) -> None:
    """First full runs of many sessions at once: milliseconds until the last has it, and runs a second."""
    for key in TALKING:
        asyncio.run(_load(fleet, key, 2))  # not read: imports and caches
    for _ in range(rounds):
        for key in chance.sample(TALKING, len(TALKING)):
            for number in numbers:
                seconds = asyncio.run(_load(fleet, key, number))
                readings.add(LOAD, key, f"{number} at once, ms", seconds * 1000)
                readings.add(LOAD, key, f"{number} at once, runs/s", number / seconds)


async def _load(fleet: Fleet, key: str, number: int) -> float:
    server = fleet.get(key)
    seconds, sessions = await at_once(server.kind.speaks, server.port, number)
    await leave(sessions)
    return seconds
