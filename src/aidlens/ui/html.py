"""Small pieces of HTML for the pages: every value is escaped here, so no cell of the record can bring markup along."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from aidlens.catalog import Catalog
from aidlens.exhibits.base import Exhibit, sources_named
from aidlens.exhibits.evidence import Evidence, rights
from aidlens.i18n import Lang
from aidlens.templates import Markup, macros, render
from aidlens.view import HOME

LONGEST_TABLE = 60


def anchor(text: str, href: str, **attributes: str) -> str:
    """A link (out of the site in a new tab); the bare text where there is no address."""
    if not href:
        return escape(text)
    if href.startswith(("http://", "https://")):
        return outside(text, href)
    if href.startswith("mailto:"):
        return f'<a href="{escape(href)}">{escape(text)}</a>'
    extra = "".join(f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"' for name, value in attributes.items())
    return f'<a href="{escape(href)}" target="_self"{extra}>{escape(text)}</a>'


def outside(text: str, url: str) -> str:
    """A link out of the site, in a new tab and without referrer."""
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>' if url else escape(text)


# What Streamlit makes of a text after its Markdown is read, whatever is escaped in it: icons and emoji, addresses, arrows.
_LIVE = re.compile(r"(?<=:)(?=//|[\w+/-]+:)|(?<=@)(?=\w)|(?<=www)(?=\.)|(?<=[<~>=-])(?=[->=])", re.IGNORECASE)
_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")


def label(text: str) -> str:
    """A text for the few places where Streamlit reads Markdown (a dialog's title), so that it is shown as the text it is."""
    return _SIGNS.sub(r"\\\1", _LIVE.sub("\u2060", " ".join(text.split())))


def plain(item: Exhibit) -> str:
    """The address of an exhibit's plain page: without scripts, for print, with the snippet for other sites."""
    return item.view.without_evidence.having(page=HOME, sheet=1).href().replace("/", f"/plain/exhibits/{item.id}", 1)


def sources(item: Exhibit, catalog: Catalog, lang: Lang) -> str:
    """The line of sources; how many more there are opens the list of all."""
    named, more = sources_named(catalog, item.sources, lang)
    address = plain(item).replace(f"/{item.id}", f"/{item.id}/sources", 1)
    parts = [escape(named), f'<a href="{escape(address)}">{escape(more)}</a>' if more else ""]
    return lang.t("Sources: {sources}", sources="; ".join(filter(None, parts)))


def copy_button(label: str, value: str) -> str:
    """A button that copies an address or a text."""
    return f'<button type="button" class="al-link" data-copy="{escape(value)}">{escape(label)}</button>'


def is_long(exhibit: Exhibit) -> bool:
    """Whether an exhibit is a table too long to stand open in the page, or to be a picture."""
    return exhibit.draw is None and len(exhibit.data) > LONGEST_TABLE


@dataclass(frozen=True)
class Frame:
    """What macros shared with the plain pages need to know; links here lead where they say, and say where they open."""

    lang: Lang | None = None
    k: str = "al-"
    targets: bool = True

    def to(self, href: str) -> str:
        """Where a link leads."""
        return href


def table(exhibit: Exhibit) -> str:
    """An exhibit's table as readers see it, numbers flush right, cells linked to their evidence; written once an exhibit."""

    def made() -> str:
        rows = macros("parts").table(Frame(), exhibit.columns, exhibit.cells(), "al-table al-stack", exhibit.title)
        return f'<div class="al-scroll" data-table="{escape(exhibit.id)}">{rows}</div>'

    return exhibit.kept("html", made)


def evidence(item: Evidence, lang: Lang, cite: str = "", report: str = "") -> str:
    """The body of the evidence drawer; ``cite`` is the panel that cites it, ``report`` says whom to write to of it."""
    copy = copy_button(lang.t("Copy link"), item.href)
    own = {"rights": rights(lang), "copy": Markup(copy), "cite": Markup(cite), "report": Markup(report)}
    return render("drawer", frame=Frame(lang), item=item, lang=lang, **own)


def switch(label: str, choices: list[tuple[str, str, bool]]) -> str:
    """A segmented control made of links: (text, in-site address, whether it is the current one)."""
    links = "".join(
        f'<a href="{escape(href)}" target="_self"{" aria-current=true" if current else ""}>{escape(text)}</a>'
        for text, href, current in choices
    )
    return f'<nav class="al-switch" aria-label="{escape(label)}"><span>{escape(label)}</span>{links}</nav>'


def panel(label: str, choices: list[tuple[str, str, bool]]) -> str:
    """A choice of many links, (text, in-site address, whether it is the current one), folded into a panel that says which is taken."""
    rows = "".join(
        f'<li><a href="{escape(href)}" target="_self"{" aria-current=true" if current else ""}><span>{escape(text)}</span></a></li>'
        for text, href, current in choices
    )
    now = escape(next((text for text, _, current in choices if current), choices[0][0]))
    panel = f'<details class="al-panel" name="al-panels"><summary>{escape(label)}: {now}</summary><ul>{rows}</ul></details>'
    return f'<nav class="al-filters" aria-label="{escape(label)}">{panel}</nav>'
