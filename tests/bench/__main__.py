"""``make bench``: AidLens against other makes of page, in one run; writes docs/benchmarks.md itself.

    make bench                                   all parts, 5 rounds
    make bench BENCH_ROUNDS=9
    make bench BENCH="--quick"                   2 rounds, for trying: written to .bench/quick.md only
    make bench BENCH="--only filter,load"        some parts anew, the rest from the last run
    make bench BENCH="--report"                  write the document again from the last run's readings

Readings are kept in .bench/ after each part, so a run broken off goes on with ``--resume``.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import os
import platform
import random
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import psutil

from aidlens.catalog import site_dir
from aidlens.web.site import BUNDLES
from tests.bench import chromium, crowd, report, targets
from tests.bench.readings import Readings
from tests.bench.servers import KINDS, Fleet

SEED = 20260821
# Which parts of the readings a part of the run fills.
PARTS = {
    "start": (targets.START,),
    "memory": (targets.MEMORY,),
    "load": (targets.LOAD,),
    "filter": (targets.FILTER,),
    "chunks": (targets.CHUNKS,),
    "cold": (targets.FAST, targets.MIDDLE, targets.SLOW),
}
BROWSER = {"filter": chromium.filters, "chunks": chromium.chunks, "cold": chromium.cold}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("BENCH_ROUNDS") or 5), help="rounds (5, or BENCH_ROUNDS)")
    parser.add_argument("--quick", action="store_true", help="2 rounds, for trying; docs/benchmarks.md stays as it is")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts, separated by commas: {', '.join(PARTS)}")
    parser.add_argument("--resume", action="store_true", help="leave out the parts that the last run finished")
    parser.add_argument("--report", action="store_true", help="measure nothing, write the document again")
    found = parser.parse_args()
    if unknown := set(found.only.split(",")) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    return found


def _machine() -> str:
    cpu = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), platform.processor())
    memory = psutil.virtual_memory().total / 2**30
    packages = ("streamlit", "plotly", "pydeck", "pandas", "dash", "panel")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"Machine: {platform.system()} {platform.machine()}, {os.cpu_count()} cores ({cpu}), {memory:.0f} GB. "
        f"Python {platform.python_version()}, {versions}, {_chromium()}."
    )


def _chromium() -> str:
    import subprocess

    from tests.browser.find_chromium import find

    return subprocess.run([str(find()), "--version"], capture_output=True, text=True, check=False).stdout.strip() or "Chromium"


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def _measure(part: str, fleet: Fleet, readings: Readings, rounds: int) -> None:
    chance = random.Random(SEED)
    if part in BROWSER:
        asyncio.run(chromium.run(BROWSER[part], fleet, readings, rounds, chance))
    else:
        {"start": crowd.start, "memory": crowd.memory, "load": crowd.load}[part](fleet, readings, rounds, chance)


def main() -> int:
    """Run the parts asked for; exit code 1 where a target is not met."""
    asked = _arguments()
    rounds, kept = (2, "quick.json") if asked.quick else (asked.rounds, "readings.json")
    store = site_dir() / ".bench" / kept
    readings = Readings.load(store)
    parts = [] if asked.report else [part for part in PARTS if part in asked.only.split(",")]
    if asked.resume:
        parts = [part for part in parts if not all(name in readings.facts for name in PARTS[part])]
    elif parts == list(PARTS):
        readings = Readings()
    with tempfile.TemporaryDirectory(prefix="aidlens-bench-") as folder:
        for bundles in BUNDLES:
            bundles.fill()  # the first start on a machine compresses them: not while others are measured
        fleet = Fleet(Path(folder))
        try:
            for part in parts:
                begin = time.monotonic()
                print(f"· {part} …", flush=True)
                for name in PARTS[part]:
                    readings.clear(name)
                _measure(part, fleet, readings, rounds)
                for name in PARTS[part]:
                    readings.facts[name] = {"date": f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d %H:%M} UTC", "rounds": str(rounds)}
                readings.save(store)
                print(f"  {time.monotonic() - begin:.0f} s", flush=True)
        finally:
            fleet.stop()
    return _write(readings, asked.quick)


def _write(readings: Readings, quick: bool) -> int:
    target = site_dir() / (".bench/quick.md" if quick else "docs/benchmarks.md")
    target.write_text(report.text(readings, {key: kind.name for key, kind in KINDS.items()}, _machine()), encoding="utf-8")
    results = report.verdicts(readings)
    for item in results:
        value = "      –" if item.value is None else f"{item.value:7.2f}"
        word = {True: "met", False: "NOT MET", None: "not measured"}[item.met]
        print(f"{value} ≤ {item.target.limit:<5g} {word:13}{item.target.journey}: {item.target.words}")
    print(f"Written: {target.relative_to(site_dir())}")
    return int(any(item.met is False for item in results))


if __name__ == "__main__":
    sys.exit(main())
