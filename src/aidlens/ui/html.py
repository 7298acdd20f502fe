"""Small pieces of HTML for the pages: every value is escaped here, so no cell of the record can bring markup along."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from aidlens.catalog import Catalog
from aidlens.exhibits.base import Exhibit, sources_named
from aidlens.exhibits.evidence import Evidence, Fact, Said, SourceRef, rights
from aidlens.exhibits.safe_statements import SafeWords
from aidlens.i18n import Lang
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


def table(exhibit: Exhibit) -> str:
    """An exhibit's table as readers see it, numbers flush right, cells linked to their evidence; written once an exhibit."""
    return exhibit.kept("html", lambda: _table(exhibit))


def _table(exhibit: Exhibit) -> str:
    heads = "".join(f'<th scope="col"{_num(column.is_number)}>{escape(column.head)}</th>' for column in exhibit.columns)
    body = "".join(f"<tr>{_cells(exhibit, row)}</tr>" for row in exhibit.data.to_dict("records"))
    return (
        f'<div class="al-scroll" data-table="{escape(exhibit.id)}"><table class="al-table al-stack">'
        f'<caption class="al-only-read">{escape(exhibit.title)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(exhibit: Exhibit, row: dict[str, Any]) -> str:
    cells = []
    for column in exhibit.columns:
        text = anchor(str(row[column.key]), str(row[column.href]) if column.href else "")
        names = " ".join(name for name, holds in (("num", column.is_number), ("none", row[column.key] == "–")) if holds)
        mark = (f' class="{names}"' if names else "") + (f' lang="{column.lang}"' if column.lang else "")
        cells.append(f'<td data-label="{escape(column.head)}"{mark}>{text}</td>')
    return "".join(cells)


def _num(is_number: bool) -> str:
    return ' class="num"' if is_number else ""


def evidence(item: Evidence, lang: Lang, cite: str = "", report: str = "") -> str:
    """The body of the evidence drawer; ``cite`` is the panel that cites it, ``report`` says whom to write to of it."""
    parts = [f'<p class="kicker">{escape(item.kicker)}</p>']
    if item.lead:
        parts.append(f'<p class="lead">{escape(item.lead)}</p>')
    parts += [f'<p class="doubt">{escape(doubt)}</p>' for doubt in item.doubts]
    parts.append(_facts(item.facts, lang))
    for section in item.sections:
        parts.append(f"<h3>{escape(section.title)}</h3>{_facts(section.facts, lang)}{_take(section.say, item.href, lang)}")
    if item.sources:
        parts.append(f"<h3>{escape(lang.n('{n} source', '{n} sources', len(item.sources)))}</h3>")
        parts.append("<ol>" + "".join(f"<li>{_source(ref, lang)}</li>" for ref in item.sources) + "</ol>")
    if item.quoted:
        parts.append(f'<p class="note">{escape(rights(lang))}</p>')
    if item.notes:
        parts.append(f"<h3>{escape(lang.t('Research note (in English)'))}</h3>")
        parts += [f'<p class="note" lang="en">{escape(note)}</p>' for note in item.notes]
    parts.append(f'<div class="al-actions">{copy_button(lang.t("Copy link"), item.href)}</div>{cite}')
    parts.append(f'<p class="note">{report}</p>' if report else "")
    return f'<div class="al-ev">{"".join(parts)}</div>'


def _take(say: str, href: str, lang: Lang) -> str:
    """Buttons that copy a sentence with an address, and share it where the browser can (else copy it too)."""
    if not say:
        return ""
    data = f'type="button" class="al-link" data-copy="{escape(say)}" data-link="{escape(href)}"'
    return (
        f'<div class="al-actions"><button {data}>{escape(lang.t("Copy sentence and address"))}</button>'
        f"<button {data} data-share>{escape(lang.t('Share (verb)'))}</button></div>"
    )


def safe_cards(title: str, items: tuple[SafeWords, ...], lang: Lang, *, folded: bool) -> str:
    """What can safely be said of each claim, and what is better not said, as cards, ``folded`` until a reader asks for them."""
    cards = "".join(
        f'<div><h3>{anchor(item.title, item.href)}</h3><p class="al-say">{escape(item.safe)}</p>'
        f'<p class="al-avoid">{escape(lang.t("Avoid saying: “{sentence}”", sentence=item.avoid))} {escape(item.reason)}</p></div>'
        for item in items
    )
    outer, head = ("details", "summary") if folded else ("section", "h2")
    name = escape(title)
    return f'<{outer} class="al-section" id="safe"><{head} class="al-h2">{name}</{head}><div class="al-cols">{cards}</div></{outer}>'


def _facts(facts: tuple[Fact, ...], lang: Lang) -> str:
    if not facts:
        return ""
    rows = []
    for fact in facts:
        text = _told(fact, lang)
        rows.append(f"<dt>{escape(fact.label)}</dt><dd>{text}</dd>" if fact.label else f'<dd class="wide">{text}</dd>')
    return f"<dl>{''.join(rows)}</dl>" if any(fact.label for fact in facts) else _list(facts, lang)


def _list(facts: tuple[Fact, ...], lang: Lang) -> str:
    return "<ol>" + "".join(f"<li>{_told(fact, lang)}</li>" for fact in facts) + "</ol>"


def _told(fact: Fact, lang: Lang) -> str:
    source = f'<div class="al-by">{_source(fact.source, lang)}</div>' if fact.source else ""
    return anchor(fact.text, fact.href) + _quotes(fact.quotes, lang) + source


def _quotes(items: tuple[Said, ...], lang: Lang) -> str:
    """Words of a page in their own language, under each what they carry and our translation."""
    return "".join(
        f'<blockquote lang="{escape(item.lang)}" dir="{item.direction}">{escape(item.words)}</blockquote>'
        f'<small class="al-told">{escape(item.told(lang))}</small>'
        for item in items
    )


def _archive(ref: SourceRef, lang: Lang) -> str:
    """The archived copy of a page, else a search for one, which the reader's click alone begins; "" where there is neither."""
    if ref.archived_url:
        return outside(lang.t("archived copy"), ref.archived_url)
    found = outside(lang.t("look for an archived copy"), ref.search)
    return f"{found} {escape(lang.t('(a search: it may find nothing)'))}" if ref.search else ""


def _source(ref: SourceRef, lang: Lang) -> str:
    name = outside(ref.publisher, ref.url)
    spoken = f' lang="{escape(ref.language)}"' if ref.language else ""
    title = f" · <span{spoken}>{escape(ref.title)}</span>" if ref.title else ""
    date = f", {escape(ref.date)}" if ref.date else f", {escape(lang.t('undated'))}"
    lines = [f"{name}{title}{date}", f"<small>{escape(ref.origin)}</small>"]
    if ref.supports:
        lines.append(f"<small>{escape(lang.t('supports: {facts}', facts=ref.supports))}</small>")
    lines.append(_quotes(ref.quotes, lang))
    lines += [f"<small>{escape(text)}</small>" for text in (ref.read, ref.url) if text]
    more = [anchor(lang.t("everything from this page"), ref.href) if ref.href else "", _archive(ref, lang)]
    return "".join(lines) + f"<small>{' · '.join(filter(None, more))}</small>"


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
