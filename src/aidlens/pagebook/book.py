"""The book: every page in reading order, found in ``pages``, and checked as a whole when it is first read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.i18n import Lang, lang
from aidlens.pagebook import blocks, pages
from aidlens.pagebook.blocks import Block
from aidlens.pagebook.page import Page, PageError
from aidlens.view import HOME, View

OBEYED = ("", "works", "years")


def _described() -> Iterator[Page]:
    for found in iter_modules(pages.__path__):
        page = getattr(import_module(f"{pages.__name__}.{found.name}"), "PAGE", None)
        if not isinstance(page, Page):
            raise PageError(_line(found.name, "it holds no PAGE", "write PAGE = Page(…)"))
        yield replace(page, path=found.name)


def checked(found: Iterable[Page]) -> dict[str, Page]:
    """Pages by path, in reading order. Raises PageError with a line for each thing that is wrong."""
    listed = sorted(found, key=lambda page: (page.place, page.path))
    faults = [fault for page in listed for fault in _faults(page)]
    if faults:
        raise PageError("\n".join(faults))
    return {page.path: page for page in listed}


def _faults(page: Page) -> Iterator[str]:
    if not re.fullmatch(r"[a-z]+", page.path):
        yield _line(page.path, "its name is its address", "name the module in small letters alone")
    for name in ("title", "purpose"):
        said: Callable[[Lang], str] | None = getattr(page, name)
        if said is None or not said(lang("en")):
            yield _line(page.path, f"it has no {name}", f'give it {name}=lambda lang: lang.t("…")')
    if not page.blocks:
        yield _line(page.path, "it has no blocks", "give it blocks=(Opening(), …)")
    for key in page.exhibits:
        if key not in registry.BUILDERS:
            yield _line(page.path, f"there is no exhibit «{key}»", f"take one of {', '.join(registry.BUILDERS)}")
    if page.obeys not in OBEYED:
        yield _line(page.path, f"nothing obeys «{page.obeys}»", "take works, years, or leave it out")


def _line(path: str, wrong: str, cure: str) -> str:
    return f"src/aidlens/pagebook/pages/{path}.py: {wrong}; {cure}."


PAGES = checked(_described())
# The exhibits of each page that shows any.
SHOWN = {path: page.exhibits for path, page in PAGES.items() if page.exhibits}

# What stands in menus; the others are linked from the foot.
MENU = {path: page for path, page in PAGES.items() if not page.foot}


def foot(view: View, words: Lang) -> list[tuple[str, str]]:
    """What the foot of a page leads to: names and addresses."""
    return [(page.name(words), href(view, path)) for path, page in PAGES.items() if page.foot]


def home(exhibit: str) -> str:
    """The page an exhibit stands on, the first where there are several."""
    return next((path for path, shown in SHOWN.items() if exhibit in shown), HOME)


def href(view: View, path: str) -> str:
    """The address of another page, keeping language, theme and the filters that both pages obey."""
    obeys = PAGES[view.page].obeys if PAGES[view.page].obeys == PAGES[path].obeys and path != view.page else ""
    kept = {"": (), "works": ("done", "funding", *view.filters), "years": ("first", "last")}[obeys]
    return view.only(*kept).having(page=path).href()


def opening(catalog: Catalog, view: View, words: Lang) -> tuple[str, str]:
    """Heading and lead of a view's page."""
    return PAGES[view.page].head(catalog, view, words)


def drawn(where: str, ways: Mapping[type[Block], Any]) -> None:
    """Raises PageError where a kind of block has no way of drawing among those of a module."""
    lacking = sorted(kind.__name__ for kind in blocks.kinds() - ways.keys())
    if lacking:
        raise PageError(f"{where}: it cannot draw {', '.join(lacking)}; add a way to its table, None for what it leaves out.")


def entries(site: Path) -> None:
    """Raises PageError where a page has no entry among the site's pages/, or an entry no page."""
    have = {path.stem for path in (site / "pages").glob("*.py")}
    faults = [
        f'pages/{path}.py: there is none; write: from aidlens.ui import page / page.display("{path}").'
        for path in sorted(PAGES.keys() - have)
    ]
    faults += [
        f"pages/{path}.py: it shows no page; describe it in src/aidlens/pagebook/pages/{path}.py." for path in sorted(have - PAGES.keys())
    ]
    if faults:
        raise PageError("\n".join(faults))
