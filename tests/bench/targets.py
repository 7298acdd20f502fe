"""What AidLens has set itself, as data, and whether the readings of a run meet it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.bench.readings import Key, Readings

FAST, MIDDLE, SLOW = "cold", "cold, 10 Mbit/s 40 ms", "cold, 1.6 Mbit/s 150 ms"
FILTER, LOAD, MEMORY, START, CHUNKS = "filter", "load", "memory", "start", "chunks"
CHART, MAP, READ = "chart, ms", "map, ms", "readable, ms"


@dataclass(frozen=True)
class Target:
    """``top`` at most ``limit`` × ``bottom`` (or ``limit`` itself without one; or ``bottom`` + ``limit`` where ``more``)."""

    journey: str
    words: str
    top: Key
    limit: float
    bottom: Key | None = None
    more: bool = False
    unit: str = "×"


@dataclass(frozen=True)
class Verdict:
    """What a target came to. ``met`` is None where it was not measured."""

    target: Target
    value: float | None
    met: bool | None


def judge(target: Target, readings: Readings) -> Verdict:
    """Whether a target is met."""
    value = readings.median(target.top)
    if target.bottom is not None and value is not None:
        under = readings.median(target.bottom)
        value = None if not under else value - under if target.more else value / under
    return Verdict(target, value, None if value is None else value <= target.limit)


def _times(journey: str, words: str, part: str, top: tuple[str, str], limit: float, bottom: tuple[str, str]) -> Target:
    return Target(journey, words, Key(part, *top), limit, Key(part, *bottom))


_ALL25 = "25 at once, ms"
TARGETS = (
    _times("first readable answer, 10 Mbit/s 40 ms", "Overview ÷ first chart of the plain static page", MIDDLE,
           ("aidlens/overview", READ), 0.10, ("static", CHART)),
    _times("first live chart, 10 Mbit/s 40 ms", "Overview ÷ Streamlit + chart", MIDDLE,
           ("aidlens/overview", CHART), 0.45, ("chart", CHART)),
    _times("first live chart, 10 Mbit/s 40 ms", "Overview ÷ Dash (ahead of it)", MIDDLE, ("aidlens/overview", CHART), 1.0, ("dash", CHART)),
    _times("first live chart, 10 Mbit/s 40 ms", "Overview ÷ plain static page (ahead of it)", MIDDLE,
           ("aidlens/overview", CHART), 1.0, ("static", CHART)),
    _times("first live map, 10 Mbit/s 40 ms", "Map ÷ Streamlit + chart + map", MIDDLE, ("aidlens/map", MAP), 0.45, ("chart_map", MAP)),
    _times("cold load, unthrottled", "Overview ÷ Streamlit + chart", FAST, ("aidlens/overview", CHART), 1.15, ("chart", CHART)),
    _times("filter → drawn", "Spending's switch ÷ Streamlit + chart", FILTER, ("aidlens/spending", "ms"), 0.75, ("chart", "ms")),
    _times("filter → drawn", "Works ÷ Streamlit + chart + map", FILTER, ("aidlens/works", "ms"), 1.5, ("chart_map", "ms")),
    _times("filter → drawn", "Map ÷ Streamlit + chart + map", FILTER, ("aidlens/map", "ms"), 1.5, ("chart_map", "ms")),
    _times("filter → drawn, ×100 works", "Works ÷ Streamlit + chart + map", FILTER, ("aidlens ×100/works", "ms"), 4.0, ("chart_map", "ms")),
    _times("filter → drawn, ×100 works", "Map ÷ Streamlit + chart + map", FILTER, ("aidlens ×100/map", "ms"), 4.0, ("chart_map", "ms")),
    _times("25 sessions at once, first full run", "Overview ÷ Streamlit + chart", LOAD, ("aidlens", _ALL25), 0.35, ("chart", _ALL25)),
    _times("25 sessions at once, ×100 works", "Overview ÷ Streamlit + chart", LOAD, ("aidlens ×100", _ALL25), 0.7, ("chart", _ALL25)),
    Target("memory of 25 sessions", "AidLens over Streamlit + chart, MB", Key(MEMORY, "aidlens", "25 sessions, MB"), 60,
           Key(MEMORY, "chart", "25 sessions, MB"), more=True, unit="MB"),
    Target("memory of a further session", "from 25 to 50 sessions, MB each",
           Key(MEMORY, "aidlens", "a further session, MB"), 0.3, unit="MB"),
    Target("memory over 500 reruns", "growth from the 100th to the 500th, MB (flat: at most 5)",
           Key(MEMORY, "aidlens", "100th to 500th rerun, MB"), 5, unit="MB"),
    Target("pages without chart or map", "chunks of charts or maps fetched in vain, all pages",
           Key(CHUNKS, "aidlens", "in vain"), 0, unit=""),
    Target("start to ready", "seconds with the record's check", Key(START, "aidlens", "s"), 5, unit="s"),
)  # fmt: skip
