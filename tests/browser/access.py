"""What the tests of access share: the pages on disk, axe, the accessibility tree, and what a finger or a key finds on a page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

from aidlens.catalog import site_dir
from aidlens.view import PAGES
from tests.browser.conftest import until

BUILT = tuple(name for name in PAGES if (site_dir() / "pages" / f"{name}.py").is_file())
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Waived:
    """A finding that is let pass: axe's rule, a part of the element's selector or markup, why, and the thread in the upstream project."""

    rule: str
    where: str
    reason: str
    thread: str


# The one table of exceptions. Empty: nothing serious or critical is let pass today.
WAIVED: tuple[Waived, ...] = ()


def passed(rule: str, text: str, waived: tuple[Waived, ...] = WAIVED) -> bool:
    """Whether a finding stands in the table of exceptions."""
    return any(item.rule == rule and item.where in text for item in waived)


def faults(page: Page) -> list[str]:
    """Serious and critical findings of axe-core on a whole page, one line each."""
    # The page scrolls inside an element, and axe passes over what is scrolled out of it: the window grows to hold everything.
    size = page.viewport_size or {"width": 1440, "height": 900}
    whole = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], min(int(whole) + 50, 30_000))})
    # axe takes what is fixed over a page that must not scroll for unseen: the drawer is laid into the page to be measured.
    page.evaluate("document.querySelectorAll('[data-testid=\"stDialog\"]').forEach(item => item.style.position = 'static')")
    until(page, "document.getAnimations().every(item => item.playState !== 'running')")
    page.evaluate(AXE)
    # Of what passes nothing: a long page has thousands of nodes, and to name each takes as long as to try them. That contrast is measured
    # at all is asked of a few.
    result: dict[str, Any] = page.evaluate("axe.run({ resultTypes: ['violations'] }).then(({violations}) => ({violations}))")
    few = "{ include: [['h1'], ['h2'], ['.al-footer'], ['.al-ev'], ['details[open]']] }, { runOnly: ['color-contrast'] }"
    measured = page.evaluate(f"axe.run({few}).then(({{passes}}) => passes.flatMap(({{nodes}}) => nodes).length)")
    page.set_viewport_size(size)
    lines = ["color-contrast: hardly any text was measured"] if measured <= 4 else []
    for rule in result["violations"]:
        if rule["impact"] not in ("serious", "critical"):
            continue
        for node in rule["nodes"]:
            text = f"{node['target']} {node['html']}"
            if not passed(rule["id"], text):
                lines.append(f"{rule['id']} ({rule['impact']}): {text[:200]}")
    return lines


def tree(page: Page) -> list[dict[str, Any]]:
    """The accessibility tree as assistive software gets it: role, name and level of every node that is not ignored, in order."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    found: list[dict[str, Any]] = []

    def walk(key: str) -> None:
        node = by_id[key]
        if not node.get("ignored"):
            level = next((item["value"]["value"] for item in node.get("properties", []) if item["name"] == "level"), 0)
            found.append({"role": node["role"]["value"], "name": node.get("name", {}).get("value", "").strip(), "level": level})
        for child in node.get("childIds", []):
            if child in by_id:
                walk(child)

    walk(nodes[0]["nodeId"])
    return found


# A link inside a line of text is as high as the line (WCAG 2.5.8, "inline"): what holds it (a quotation in its turn) has words beside it.
# A mark of a drawing has its equal in the table below it ("equivalent"), and a finger that misses it by a little opens it all the same.
_TARGETS = """least => [...document.querySelectorAll('a[href], button, summary, input, [role=button], [role=tab], [role=radio]')]
  .filter(item => {
    let line = item.parentElement;
    while (getComputedStyle(line).display === 'inline') line = line.parentElement;
    const inline = [...line.childNodes].some(node => node.nodeType === 3 && /[\\w]/.test(node.textContent));
    const style = getComputedStyle(item);
    const box = item.getBoundingClientRect();
    const shown = item.checkVisibility({ visibilityProperty: true }) && style.pointerEvents !== 'none';
    if (item.closest('.al-d')) return false;
    const hidden = box.right < 0 || box.width < 2 || box.height < 2 || item.closest('[aria-hidden=true]');
    return shown && !hidden && !(inline && item.tagName === 'A');
  })
  .map(item => [item.textContent.trim().slice(0, 40) || item.getAttribute('aria-label') || item.className, item.getBoundingClientRect()])
  .filter(([, box]) => box.width < least - 0.5 || box.height < least - 0.5)
  .map(([name, box]) => `${name} ${Math.round(box.width)}×${Math.round(box.height)}`)"""


def small_targets(page: Page, least: int = 44) -> list[str]:
    """Everything to be pressed, outside running text, that is smaller than a finger needs."""
    found: list[str] = page.evaluate(_TARGETS, least)
    return found


_TOO_WIDE = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const over = Math.max(main.scrollWidth, document.scrollingElement.scrollWidth) - window.innerWidth;
  if (over <= 1) return '';
  const worst = [...main.querySelectorAll('*')].filter(item => !item.closest('.al-scroll') && !item.closest('svg'))
    .sort((a, b) => b.getBoundingClientRect().right - a.getBoundingClientRect().right)[0];
  return `${over} px too wide: ${worst.outerHTML.slice(0, 160)}`;
}"""


def too_wide(page: Page) -> str:
    """What runs off to the side; "" where nothing does."""
    found: str = page.evaluate(_TOO_WIDE)
    return found


_MEETING = """() => [...document.querySelectorAll('.al-d[data-for], .al-map-around > .al-d')].flatMap(svg => {
  const home = svg.getBoundingClientRect(), lines = [];
  const words = [...svg.querySelectorAll('text')].map(item => [item.textContent, item.getBoundingClientRect()])
    .filter(([, box]) => box.width);
  words.forEach(([text, box], at) => {
    if (box.right > home.right + 1 || box.left < home.left - 1) lines.push(`${text} is cut`);
    for (const [other, its] of words.slice(at + 1)) {
      const wide = Math.min(box.right, its.right) - Math.max(box.left, its.left);
      const high = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
      if (wide > 1 && high > 4) lines.push(`${text} × ${other}`);
    }
  });
  return lines;
})"""


def meeting(page: Page) -> list[str]:
    """Words of pictures that lie on others, or beyond the picture."""
    found: list[str] = page.evaluate(_MEETING)
    return found


_FOCUS = """() => {
  const item = document.activeElement;
  const style = getComputedStyle(item);
  const box = item.getBoundingClientRect();
  return JSON.stringify({
    tag: item.tagName, text: item.textContent.trim().slice(0, 60), name: item.getAttribute('aria-label') || '',
    ring: style.outlineStyle !== 'none' ? parseFloat(style.outlineWidth) : 0, colour: style.outlineColor,
    x: box.x, y: box.y + document.querySelector('[data-testid="stMain"]').scrollTop, width: box.width, height: box.height,
    main: item.matches('[data-testid="stMain"]'), drawer: item.closest('[role=dialog], dialog') !== null,
    head: item.closest('.al-head') !== null, foot: item.closest('.al-footer') !== null,
  });
}"""


def focus(page: Page) -> dict[str, Any]:
    """What has the focus: its tag, text, ring (px), place on the page."""
    found: dict[str, Any] = json.loads(page.evaluate(_FOCUS))
    return found
