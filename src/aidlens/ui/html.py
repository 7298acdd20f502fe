"""Small pieces of HTML for the pages, as the templates write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aidlens.catalog import Catalog
from aidlens.exhibits.base import Exhibit, sources_named
from aidlens.exhibits.contact import Told
from aidlens.exhibits.evidence import Evidence, rights
from aidlens.i18n import Lang
from aidlens.templates import Markup, macros, render
from aidlens.view import HOME

LONGEST_TABLE = 60


@dataclass(frozen=True)
class Frame:
    """What macros shared with the plain pages need to know; links here lead where they say, and say where they open."""

    lang: Lang | None = None
    k: str = "al-"
    targets: bool = True

    def to(self, href: str) -> str:
        """Where a link leads."""
        return href


def piece(name: str, *values: object, **named: object) -> Markup:
    """A piece of a live page, as its macro writes it."""
    found: Markup = getattr(macros("live"), name)(*values, **named)
    return found


def anchor(text: str, href: str, kind: str = "", **data: str) -> Markup:
    """A link (out of the site in a new tab); the bare text where there is no address. ``data`` is for scripts."""
    found: Markup = macros("parts").link(Frame(), text, href, kind, data={f"data-{name}": value for name, value in data.items()})
    return found


def paragraph(kind: str, text: str, href: str = "", role: str = "") -> Markup:
    """A paragraph of a class, its words a link where they lead somewhere."""
    found: Markup = macros("blocks").paragraph(Frame(), kind, text, href, role)
    return found


# What Streamlit makes of a text after its Markdown is read, whatever is escaped in it: icons and emoji, addresses, arrows.
_LIVE = re.compile(r"(?<=:)(?=//|[\w+/-]+:)|(?<=@)(?=\w)|(?<=www)(?=\.)|(?<=[<~>=-])(?=[->=])", re.IGNORECASE)
_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")


def label(text: str) -> str:
    """A text for the few places where Streamlit reads Markdown (a dialog's title), so that it is shown as the text it is."""
    return _SIGNS.sub(r"\\\1", _LIVE.sub("\u2060", " ".join(text.split())))


def plain(item: Exhibit) -> str:
    """The address of an exhibit's plain page: without scripts, for print, with the snippet for other sites."""
    return item.view.without_evidence.having(page=HOME, sheet=1).href().replace("/", f"/plain/exhibits/{item.id}", 1)


def under(item: Exhibit, catalog: Catalog, lang: Lang) -> Markup:
    """What is said under an exhibit: its sources, how many more there are as the way to the list of all, what to mind."""
    listed = plain(item).replace(f"/{item.id}", f"/{item.id}/sources", 1)
    return piece("under", Frame(lang), item, *sources_named(catalog, item.sources, lang), listed)


def button(text: str, told: str = "", **data: str) -> Markup:
    """A button for scripts: ``data`` says what it does, ``told`` what readers of the screen hear of it where it is not its text."""
    return piece("button", text, {f"data-{name}": value for name, value in data.items()} | ({"aria-label": told} if told else {}))


def is_long(exhibit: Exhibit) -> bool:
    """Whether an exhibit is a table too long to stand open in the page, or to be a picture."""
    return exhibit.draw is None and len(exhibit.data) > LONGEST_TABLE


def table(exhibit: Exhibit) -> Markup:
    """An exhibit's table as readers see it, numbers flush right, cells linked to their evidence; written once an exhibit."""
    return exhibit.kept("html", lambda: piece("whole_table", Frame(), exhibit))


def evidence(item: Evidence, lang: Lang, cite: str = "", report: Told | None = None) -> str:
    """The body of the evidence drawer; ``cite`` is the panel that cites it, ``report`` says whom to write to of it."""
    page = item.view.row_href(*item.view.thing) if item.view.thing else ""
    return render("drawer", frame=Frame(lang), item=item, lang=lang, rights=rights(lang), cite=Markup(cite), report=report, page=page)


def switch(label: str, choices: list[tuple[str, str, bool]]) -> Markup:
    """A segmented control made of links: (text, in-site address, whether it is the current one)."""
    return piece("switch", label, choices)


@dataclass(frozen=True)
class Choice:
    """A link of a panel: what it chooses, how many works that leaves, its address, whether it is chosen."""

    text: str
    count: str
    href: str
    current: bool


@dataclass(frozen=True)
class Years:
    """A line of a panel with a link a year: (year, its address, whether it is chosen)."""

    text: str
    links: list[tuple[int, str, bool]]


def panel(label: str, choices: list[tuple[str, str, bool]]) -> Markup:
    """A choice of many links, (text, in-site address, whether it is the current one), folded into a panel that says which is taken."""
    now = next((text for text, _, current in choices if current), choices[0][0])
    return piece("panels", label, [(f"{label}: {now}", [Choice(text, "", href, current) for text, href, current in choices])])
