"""The parts of a run in a real Chromium: cold loads on three lines, filter round trips, which chunks a page fetches."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Error, Page, async_playwright

from tests.bench.readings import Readings
from tests.bench.servers import KINDS, MEASURED_AGAINST, Fleet
from tests.bench.targets import CHUNKS, FAST, FILTER, MIDDLE, SLOW
from tests.browser.conftest import ARGUMENTS
from tests.browser.find_chromium import find

PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
# Latency in ms and bytes a second, each way.
LINES: dict[str, tuple[int, float] | None] = {FAST: None, MIDDLE: (40, 10e6 / 8), SLOW: (150, 1.6e6 / 8)}
PATIENCE = 180_000
NOT_DRAWN = Path(".bench/not-drawn.png")
TRIP_SECONDS = 40
TOGETHER = 6  # loads on the slow line wait for the line, not for the processor: six share the time
# A click on a link of the page, wherever its panel is folded.
CLICK = "href => { const link = document.createElement('a'); link.href = href; document.body.append(link); link.click(); link.remove() }"
CHUNK_NAMES = {"chart": "PlotlyChart", "map": "/live/map."}


@dataclass(frozen=True)
class Visit:
    """What is opened and when it counts as drawn: so many marks of a chart, a draw call of a map, words to be read."""

    subject: str
    server: str
    path: str
    marks: int = 10
    map: bool = False
    words: str = "all: 500"
    deep: bool = False

    def script(self) -> str:
        """The probe for this visit."""
        return PROBE.replace("WANTED", json.dumps({"marks": self.marks, "map": self.map, "words": self.words, "deep": self.deep}), 1)


ROD_VISITS = [
    Visit(key, key, kind.page, marks=0 if key == "empty" else 10, map=key == "chart_map", deep=key == "panel")
    for key, kind in MEASURED_AGAINST.items()
]
OUR_PAGES = ("overview", "spending", "works", "map")


def address(page: str) -> str:
    """The path of one of our pages."""
    return "/" if page == "overview" else f"/{page}"


@dataclass
class Traffic:
    """What a page has fetched."""

    bytes: float = 0
    pushed: float = 0
    urls: list[str] = field(default_factory=list)


@dataclass
class Opened:
    """A page just opened, with its traffic."""

    page: Page
    traffic: Traffic


async def launched(playwright: Any) -> Browser:
    """One Chromium that knows no host but this machine."""
    rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    browser: Browser = await playwright.chromium.launch(executable_path=find(), args=[*ARGUMENTS, rules])
    return browser


async def opened(browser: Browser, base: str, visit: Visit, line: tuple[int, float] | None = None) -> Opened:
    """A page in a new context: nothing in its cache, the probe in place, the line as slow as asked."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    await context.add_init_script(visit.script())
    page = await context.new_page()
    cdp, traffic = await context.new_cdp_session(page), Traffic()
    cdp.on("Network.requestWillBeSent", lambda event: traffic.urls.append(event["request"]["url"]))
    cdp.on("Network.loadingFinished", lambda event: setattr(traffic, "bytes", traffic.bytes + event["encodedDataLength"]))
    cdp.on("Network.webSocketFrameReceived", lambda event: setattr(traffic, "pushed", traffic.pushed + _size(event["response"])))
    await cdp.send("Network.enable")
    if line is not None:
        speed = {"downloadThroughput": line[1], "uploadThroughput": line[1]}
        await cdp.send("Network.emulateNetworkConditions", {"offline": False, "latency": line[0], **speed})
    await page.goto(base + visit.path, wait_until="commit")
    return Opened(page, traffic)


def _size(frame: dict[str, Any]) -> float:
    return len(frame["payloadData"]) * (0.75 if frame["opcode"] == 2 else 1)


async def drawn(page: Page, visit: Visit) -> dict[str, float]:
    """Milliseconds since navigation until readable and until all the page's live parts were drawn."""
    parts = ["readable", *(["chart"] if visit.marks else []), *(["map"] if visit.map else [])]
    # Playwright's own waiting builds a function from text, which our policy forbids; the probe keeps its own time.
    end = time.monotonic() + PATIENCE / 1000
    while not await page.evaluate("parts => parts.every(part => (window.__probe || {})[part])", parts):
        if time.monotonic() > end:
            found = await page.evaluate("window.__probe || {}")
            missing = [part for part in parts if not found.get(part)]
            with contextlib.suppress(Error):  # a page that draws nothing at all has no picture either
                await page.screenshot(path=NOT_DRAWN, timeout=10_000)
            raise TimeoutError(f"{visit.subject} ({page.url}): not drawn in time: {', '.join(missing)}; look at {NOT_DRAWN}")
        await page.wait_for_timeout(40)
    found: dict[str, float] = await page.evaluate("({...window.__probe, armed: null})")
    return {f"{part}, ms": found[part] for part in parts}


async def our_visits(browser: Browser, fleet: Fleet, server: str, pages: tuple[str, ...]) -> list[Visit]:
    """Visits of our pages; their finding is read from the page itself, once, which also fills the caches a running site has filled."""
    visits = []
    for name in pages:
        seen = await opened(browser, fleet.get(server).base, Visit(f"{server}/{name}", server, address(name)))
        await seen.page.wait_for_selector(".al-footer", state="attached")
        # Not the inner text: that of a title still hidden behind the first paint is empty.
        words = " ".join((await seen.page.locator(".al-exhibit .al-h2").first.text_content() or "").split())
        await seen.page.context.close()
        is_map = name == "map"
        visits.append(Visit(f"{server}/{name}", server, address(name), marks=0 if is_map else 10, map=is_map, words=words))
    return visits


# ── cold loads ────────────────────────────────────────────────────────────────────────────────────────────────────


async def cold(browser: Browser, fleet: Fleet, readings: Readings, rounds: int, chance: random.Random) -> None:
    """Every page on every line, in an order shuffled each round; the slow line in fewer rounds, and for ×10 and ×100 none."""
    shipped = ROD_VISITS + await our_visits(browser, fleet, "aidlens", OUR_PAGES)
    large = [visit for key in ("aidlens ×10", "aidlens ×100") for visit in await our_visits(browser, fleet, key, OUR_PAGES)]
    for visit in ROD_VISITS:
        await _cold(browser, fleet, Readings(), visit, FAST)
    for number in range(rounds):
        for visit in chance.sample(shipped + large, len(shipped + large)):
            await _cold(browser, fleet, readings, visit, FAST)
        for visit in chance.sample(shipped, len(shipped)):
            await _cold(browser, fleet, readings, visit, MIDDLE)
        if number % 2 == 0 and number < 4:
            order = chance.sample(shipped, len(shipped))
            for first in range(0, len(order), TOGETHER):
                await asyncio.gather(*(_cold(browser, fleet, readings, visit, SLOW) for visit in order[first : first + TOGETHER]))


async def _cold(browser: Browser, fleet: Fleet, readings: Readings, visit: Visit, line: str) -> None:
    try:
        seen, found = await _loaded(browser, fleet, visit, line)
    except TimeoutError as error:  # now and then a page of many in one Chromium gets no frames at all
        print(f"  {error}; loaded once more", flush=True)
        seen, found = await _loaded(browser, fleet, visit, line)
    for measure, value in found.items():
        readings.add(line, visit.subject, measure, value)
    if line == FAST:
        await seen.page.wait_for_load_state("networkidle")
        await seen.page.wait_for_timeout(300)
        readings.add(line, visit.subject, "MB", seen.traffic.bytes / 1e6)
        readings.add(line, visit.subject, "pushed MB", seen.traffic.pushed / 1e6)
        readings.add(line, visit.subject, "requests", len([url for url in seen.traffic.urls if not url.startswith(("data:", "blob:"))]))
    await seen.page.context.close()


async def _loaded(browser: Browser, fleet: Fleet, visit: Visit, line: str) -> tuple[Opened, dict[str, float]]:
    seen = await opened(browser, fleet.get(visit.server).base, visit, LINES[line])
    try:
        return seen, await drawn(seen.page, visit)
    except TimeoutError:
        await seen.page.context.close()
        raise


# ── filters ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Filter:
    """A filter a reader changes: the visit, the title that changes with it, and what changes under it."""

    visit: Visit
    title: str = "h2"
    kind: str = "chart"
    queries: tuple[str, str] = ("", "")


def our_filters(visits: list[Visit]) -> list[Filter]:
    """The filters of our pages: Spending's switch, kinds of works on Works and Map."""
    made = {
        "spending": ("#split .al-sub", "chart", ("basis=euros", "basis=derived")),
        "works": ("#counts h2", "chart", ("kind=health", "kind=school")),
        "map": ("#map h2", "map", ("kind=health", "kind=school")),
    }
    return [Filter(visit, *made[name]) for visit in visits if (name := visit.subject.split("/")[1]) in made]


async def filters(browser: Browser, fleet: Fleet, readings: Readings, rounds: int, chance: random.Random) -> None:
    """Each filter changed to and fro in every round, on pages that stay open."""
    chosen = [Filter(visit, kind="map" if visit.map else "chart") for visit in ROD_VISITS if visit.subject != "empty"]
    for server, pages in (("aidlens", OUR_PAGES[1:]), ("aidlens ×10", OUR_PAGES[2:]), ("aidlens ×100", OUR_PAGES[2:])):
        chosen += our_filters(await our_visits(browser, fleet, server, pages))
    pages = {}
    for item in chosen:
        seen = await opened(browser, fleet.get(item.visit.server).base, item.visit)
        await drawn(seen.page, item.visit)
        await seen.page.wait_for_load_state("networkidle")
        if item.queries[0]:
            await _live(seen.page)
        pages[item.visit.subject] = seen.page
        for turn in range(2):
            await _trip(pages[item.visit.subject], item, turn)  # not read: the first of each choice
    for _ in range(rounds):
        for item in chance.sample(chosen, len(chosen)):
            for turn in range(2):
                readings.add(FILTER, item.visit.subject, "ms", await _trip(pages[item.visit.subject], item, turn))
    for page in pages.values():
        await page.context.close()


async def _live(page: Page) -> None:
    """Wait until links of our page are taken by its scripts: before that a link is an ordinary one and loads anew."""
    ready = "Boolean(window.__aidlens && window.__aidlens.bound && !document.getElementById('first-paint'))"
    end = time.monotonic() + PATIENCE / 1000
    while not await page.evaluate(ready) and time.monotonic() < end:
        await page.wait_for_timeout(50)


async def _trip(page: Page, item: Filter, turn: int) -> float:
    await page.bring_to_front()
    await page.evaluate("([title, kind]) => window.__probe.arm(title, kind)", [item.title, item.kind])
    await _act(page, item, turn)
    try:
        milliseconds: float = await asyncio.wait_for(page.evaluate("window.__probe.trip()"), TRIP_SECONDS)
    except TimeoutError:
        raise TimeoutError(f"{item.visit.subject}: nothing was drawn {TRIP_SECONDS} s after its filter was changed") from None
    await page.wait_for_timeout(350)
    return milliseconds


async def _act(page: Page, item: Filter, turn: int) -> None:
    side, speaks = ("left", "right")[turn % 2], KINDS[item.visit.server].speaks
    if item.queries[0]:
        await page.evaluate(CLICK, f"{item.visit.path}?{item.queries[turn % 2]}")
    elif speaks == "streamlit":
        await page.get_by_role("combobox").click()
        await _rearmed(page, item)
        await page.get_by_role("option", name=side).click()
    elif speaks == "dash":
        await page.locator("#side").click()
        await _rearmed(page, item)
        await page.locator(".dash-dropdown-option, [role=option]").filter(has_text=side).first.click()
    else:
        await page.locator("select").select_option(side)


async def _rearmed(page: Page, item: Filter) -> None:
    """Opening a list of choices is not yet the choice: the clock starts at the next click."""
    await page.evaluate("([title, kind]) => window.__probe.arm(title, kind)", [item.title, item.kind])


# ── chunks ────────────────────────────────────────────────────────────────────────────────────────────────────────


async def chunks(browser: Browser, fleet: Fleet, readings: Readings, _rounds: int, _chance: random.Random) -> None:
    """Pages that fetch the code of charts or maps although they show none."""
    from aidlens.catalog import site_dir
    from aidlens.view import PAGES

    in_vain = 0
    for name in [page for page in PAGES if (site_dir() / "pages" / f"{page}.py").exists()]:
        seen = await opened(browser, fleet.get("aidlens").base, Visit(name, "aidlens", address(name)))
        await seen.page.wait_for_selector(".al-footer", state="attached")
        await seen.page.wait_for_load_state("networkidle")
        await seen.page.wait_for_timeout(2000)
        shown = {"chart": ".al-drawing", "map": ".al-map"}
        for kind, selector in shown.items():
            fetched = any(CHUNK_NAMES[kind] in url and url.split("?")[0].endswith(".js") for url in seen.traffic.urls)
            there = await seen.page.locator(selector).count() > 0
            in_vain += fetched and not there
            readings.add(CHUNKS, f"aidlens/{name}", f"{kind} shown", float(there))
            readings.add(CHUNKS, f"aidlens/{name}", f"{kind} fetched", float(fetched))
        await seen.page.context.close()
    readings.add(CHUNKS, "aidlens", "in vain", float(in_vain))


async def run(work: Any, fleet: Fleet, readings: Readings, rounds: int, chance: random.Random) -> None:
    """Run one of these parts in a Chromium of its own."""
    async with async_playwright() as playwright:
        browser = await launched(playwright)
        await work(browser, fleet, readings, rounds, chance)
        await browser.close()
