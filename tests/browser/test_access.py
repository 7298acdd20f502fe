"""Equal access, page by page: axe-core finds nothing serious, everything has a name, headings and landmarks are in order.

A page of each kind is tried in ``make test``, in alternating themes, languages and sizes; the whole matrix is long.
"""

from __future__ import annotations

import itertools

import pytest
from playwright.sync_api import Page, expect

from aidlens.exhibits.style import THEMES
from aidlens.view import View
from tests.browser import access
from tests.browser.access import BUILT, Waived
from tests.browser.conftest import Opener, Walk

pytestmark = pytest.mark.browser

DESKTOP, PHONE = (1440, 900), (390, 844)
MATRIX = [(page, theme, code, size) for page in BUILT for theme in THEMES for code in ("en", "it") for size in (DESKTOP, PHONE)]
WORK = "school-abu-walid-2014"


def _lean() -> list[tuple[str, str, str, tuple[int, int]]]:
    turns = zip(itertools.cycle(THEMES), itertools.cycle(("it", "en")), itertools.cycle((PHONE, PHONE, DESKTOP, DESKTOP)), strict=False)
    return [(page, theme, code, size) for page, (theme, code, size) in zip(BUILT, turns, strict=False)]


LEAN = _lean()


def _name(case: object) -> str | None:
    return f"{case[0]}x{case[1]}" if isinstance(case, tuple) else None


def sound(page: Page) -> list[str]:
    """Every fault of names, headings, landmarks and figures in the accessibility tree."""
    nodes = access.tree(page)
    lines = [
        f"{node['role']} without a name" for node in nodes if node["role"] in ("link", "button", "textbox", "figure") and not node["name"]
    ]
    roles = [node["role"] for node in nodes]
    for role, count in (("banner", 1), ("main", 1), ("contentinfo", 1)):
        if roles.count(role) != count:
            lines.append(f"{roles.count(role)} × {role}")
    levels = [node["level"] for node in nodes if node["role"] == "heading" and node["name"]]
    if levels.count(1) != 1:
        lines.append(f"{levels.count(1)} headings of the first level")
    figures = [node["name"] for node in nodes if node["role"] == "figure"]
    lines += [f"a figure without its summary: {name}" for name in figures if len(name) < 20]
    if page.locator("table.al-table").count() < len(figures):
        lines.append("a figure without its table")
    lines += [f"heading {after} after {before}" for before, after in itertools.pairwise(levels) if after > before + 1]
    return lines


@pytest.mark.parametrize(("name", "theme", "code", "size"), LEAN, ids=_name)
def test_no_serious_fault(walk: Walk, name: str, theme: str, code: str, size: tuple[int, int]) -> None:
    page = walk(View(page=name, theme=theme, lang=code).href(), *size)
    assert access.faults(page) == []
    assert sound(page) == []


@pytest.mark.long
@pytest.mark.parametrize(("name", "theme", "code", "size"), [case for case in MATRIX if case not in LEAN], ids=_name)
def test_no_serious_fault_anywhere(walk: Walk, name: str, theme: str, code: str, size: tuple[int, int]) -> None:
    page = walk(View(page=name, theme=theme, lang=code).href(), *size)
    assert access.faults(page) == []
    assert sound(page) == []


@pytest.mark.parametrize(
    ("theme", "size"),
    [("light", PHONE), *(pytest.param(theme, DESKTOP, marks=pytest.mark.long) for theme in THEMES)],
    ids=_name,
)
def test_no_serious_fault_in_the_drawer(walk: Walk, theme: str, size: tuple[int, int]) -> None:
    page = walk(View(page="works", theme=theme, lang="it", work=WORK).href(), *size)
    expect(page.locator('[role="dialog"] .al-ev')).to_be_visible()
    expect(page.locator('[role="dialog"] button[aria-label="Chiudi"]')).to_be_visible()
    assert access.faults(page) == []
    assert [node for node in access.tree(page) if node["role"] in ("link", "button", "dialog") and not node["name"]] == []


@pytest.mark.parametrize(
    ("theme", "size"),
    [("dark", PHONE), *(pytest.param(theme, DESKTOP, marks=pytest.mark.long) for theme in THEMES)],
    ids=_name,
)
def test_no_serious_fault_with_filters_open(walk: Walk, theme: str, size: tuple[int, int]) -> None:
    page = walk(View(page="works", theme=theme, lang="en", kind=("school",)).href(), *size)
    if size == PHONE:
        page.locator("[data-sheet]").click()
    page.locator(".al-panel summary").first.click()
    expect(page.locator(".al-panel li a").first).to_be_visible()
    assert access.faults(page) == []
    assert [node for node in access.tree(page) if node["role"] in ("link", "button", "dialog") and not node["name"]] == []


def test_the_audit_notices_faults(open_page: Opener) -> None:
    """A picture without a text, a link and a button without a name, pale words, a skipped heading."""
    page = open_page("/disagreements")
    page.evaluate(
        """document.querySelector('.al-lead').insertAdjacentHTML('afterend', '<img src="/app/static/mark.svg"><a href="/works"></a>' +
        '<button></button><p style="color:#ccc;background:#fff">pale</p><h5>deep</h5>')"""
    )
    rules = {line.split(" ")[0] for line in access.faults(page)}
    assert {"image-alt", "link-name", "button-name", "color-contrast"} <= rules
    assert {"link without a name", "button without a name", "heading 5 after 1"} <= set(sound(page))
    waived = (Waived("image-alt", "mark.svg", "tried here", "https://github.com/"),)
    assert access.passed("image-alt", "['img'] <img src=mark.svg>", waived)
    assert not access.passed("link-name", "['img'] <img src=mark.svg>", waived)


def test_every_exception_has_a_reason_and_a_thread() -> None:
    for item in access.WAIVED:
        assert item.reason and item.thread.startswith("https://github.com/"), item.rule
