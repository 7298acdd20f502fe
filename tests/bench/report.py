"""docs/benchmarks.md, written from readings: targets first, met or not, then every table. English, and nothing but what was read."""

from __future__ import annotations

from collections.abc import Iterable

from tests.bench import targets
from tests.bench.readings import Key, Readings
from tests.bench.targets import CHART, CHUNKS, FAST, FILTER, LOAD, MAP, MEMORY, MIDDLE, READ, SLOW, START, Verdict, judge

INTRODUCTION = """# Benchmarks

Written by `make bench`; nothing here is written by hand. Servers, browser and clients share the cores of one machine, so the ratios
count, not the seconds; unthrottled differences under 15% are noise. Each ratio is of two medians of the same run. The spread (±) is the
interquartile range.

The pages AidLens is held against are built in `tests/bench/baselines`, one chart of ten bars over 500 rows with one filter (the map adds
500 points), served as their makers ship them. AidLens is what `aidlens serve` serves, its whole pages, with its own record and with every
work 10 and 100 times in it."""

HOW = """## How it was measured

- Cold load: one Chromium, a new context each time, 1440 × 900, all other hosts unresolvable, the order of pages shuffled in each round
  (seeded). A script in the page looks at every frame: readable is the first frame after the first paint in which the page's finding
  stands visible (of the other pages: their title); the chart is there with ten drawn marks (empty page: never), the map with its first
  instanced draw call. The line is made slow by `Network.emulateNetworkConditions`; on the slowest, six pages load at the same time,
  each on its own line. A load that is not drawn in three minutes is said in the run's output and done once more. Bytes and requests are
  counted over HTTP until the network rests; "pushed" is what came over the websocket, unpacked.
- Filter: from the click in the page to the first frame after title and chart (or map) have changed.
- Crowd: clients without a browser, on the same machine, open so many sessions at the same moment; the time is that of the last to have
  its first full run. Streamlit by its websocket, Dash by its four requests, Panel by page and Bokeh's websocket.
- Memory: resident, of the process and its children, of a fresh server with 25, then 50 sessions open that have had one run each.
- Start: from the start of the process to its first good answer: of AidLens `/readyz`, so with the record read and checked; of Streamlit
  `/_stcore/health`, before it has imported a page."""


CHUNK_MEASURES = ("chart shown", "chart fetched", "map shown", "map fetched")


def number(value: float) -> str:
    """Three digits that matter, without an exponent."""
    if value == 0:
        return "0"
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return f"{value:,.{places}f}"


def cell(readings: Readings, key: Key, base: Key | None = None, scale: float = 1.0) -> str:
    """Median, spread and, with a base, the ratio to it: "2.31 ± 0.12 (1.04)"; "–" where nothing was read."""
    median = readings.median(key)
    if median is None:
        return "–"
    spread = readings.spread(key)
    text = number(median / scale) + (f" ± {number(spread / scale)}" if spread is not None else "")
    ratio = readings.ratio(key, base) if base is not None else None
    return text + (f" ({ratio:.2f})" if ratio is not None else "")


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown; the first column flush left, the others right."""
    names = list(heads)
    lines = ["| " + " | ".join(names) + " |", "|" + "|".join(["---", *["---:"] * (len(names) - 1)]) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def verdicts(readings: Readings) -> list[Verdict]:
    """All targets, judged."""
    return [judge(target, readings) for target in targets.TARGETS]


def _verdict(item: Verdict) -> list[str]:
    target = item.target
    unit = f" {target.unit}" if target.unit not in ("×", "") else target.unit
    came = "–" if item.value is None else f"{item.value:.2f}{unit}"
    words = {True: "met", False: "**not met**", None: "not measured"}[item.met]
    return [target.journey, target.words, f"≤ {target.limit:g}{unit}", came, words]


def name(subject: str, names: dict[str, str]) -> str:
    """A subject as readers see it ("aidlens ×10/works" → "AidLens, ×10 works: Works")."""
    server, _, page = subject.partition("/")
    return names.get(server, server) + (f": {page.capitalize()}" if page else "")


def _ordered(readings: Readings, part: str, names: dict[str, str]) -> list[str]:
    rank = list(names)
    return sorted(readings.subjects(part), key=lambda subject: (rank.index(subject.split("/")[0]), subject))


def _cold(readings: Readings, part: str, names: dict[str, str], title: str) -> str:
    base, with_bytes = Key(part, "chart", CHART), part == FAST
    heads = ["page", "readable, s", "chart, s (to Streamlit + chart)", "map, s (to chart + map)"]
    rows = []
    for subject in _ordered(readings, part, names):
        row = [name(subject, names)]
        row += [cell(readings, Key(part, subject, READ), scale=1000), cell(readings, Key(part, subject, CHART), base, 1000)]
        row.append(cell(readings, Key(part, subject, MAP), Key(part, "chart_map", MAP), 1000))
        if with_bytes:
            plain = [readings.median(Key(part, subject, measure)) for measure in ("MB", "requests", "pushed MB")]
            row += [number(value) if value is not None else "–" for value in plain]
        rows.append(row)
    return f"## {title}\n\n{_facts(readings, part)}{table(heads + ['MB', 'requests', 'pushed, MB'] * with_bytes, rows)}"


def _plain(readings: Readings, part: str, names: dict[str, str], title: str, columns: dict[str, tuple[str, str | None]]) -> str:
    """A table of one measure a column: heading → (measure, subject of the ratio)."""
    rows = [
        [name(subject, names)]
        + [cell(readings, Key(part, subject, measure), Key(part, base, measure) if base else None) for measure, base in columns.values()]
        for subject in _ordered(readings, part, names)
    ]
    return f"## {title}\n\n{_facts(readings, part)}{table(['page', *columns], rows)}"


def _facts(readings: Readings, part: str) -> str:
    facts = readings.facts.get(part, {})
    return f"{facts['date']}, rounds: {facts['rounds']}.\n\n" if facts else ""


def _chunks(readings: Readings) -> str:
    rows = []
    for subject in readings.subjects(CHUNKS):
        if "/" in subject:
            found = {
                measure: readings.median(Key(CHUNKS, subject, measure))
                for measure in ("chart shown", "chart fetched", "map shown", "map fetched")
            }
            rows.append([subject.split("/")[1].capitalize(), *("yes" if value else "no" for value in found.values())])
    return (
        f"## Code fetched by each page\n\n{table(['page', 'shows a chart', 'fetches its code', 'shows a map', 'fetches its code'], rows)}"
    )


def text(readings: Readings, names: dict[str, str], machine: str) -> str:
    """The whole document."""
    results = verdicts(readings)
    met, judged = sum(item.met is True for item in results), sum(item.met is not None for item in results)
    crowd = {
        f"{count} at once, {unit}": (f"{count} at once, {unit}", base) for count in (1, 10, 25, 50) for unit, base in (("runs/s", None),)
    }
    crowd["25 at once, ms (to Streamlit + chart)"] = ("25 at once, ms", "chart")
    weights = ("ready, MB", "25 sessions, MB", "a further session, MB", "100th to 500th rerun, MB")
    memory: dict[str, tuple[str, str | None]] = {item: (item, None) for item in weights}
    trips = {"ms (to Streamlit + chart)": ("ms", "chart"), "ms (to chart + map)": ("ms", "chart_map")}
    parts = [
        f"{INTRODUCTION}\n\n{machine}",
        f"## Targets: {met} of {judged} measured are met\n\n"
        + table(["journey", "what", "target", "came to", ""], [_verdict(item) for item in results]),
        _cold(readings, FAST, names, "Cold load, unthrottled"),
        _cold(readings, MIDDLE, names, "Cold load at 10 Mbit/s, 40 ms"),
        _cold(readings, SLOW, names, "Cold load at 1.6 Mbit/s, 150 ms"),
        _plain(readings, FILTER, names, "Filter to drawn", trips),
        _plain(readings, LOAD, names, "Many at once: first full runs", crowd),
        _plain(readings, MEMORY, names, "Memory", memory),
        _plain(readings, START, names, "Start to ready", {"s": ("s", None)}),
        _chunks(readings),
        HOW,
    ]
    return "\n\n".join(part for part in parts) + "\n"
