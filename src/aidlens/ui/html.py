"""Small pieces of HTML for the pages: every value is escaped here, so no cell of the record can bring markup along."""

from __future__ import annotations

from html import escape
from typing import Any

from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.evidence import Evidence, Fact, SourceRef
from aidlens.i18n import Lang


def anchor(text: str, href: str, **attributes: str) -> str:
    """A link (out of the site in a new tab); the bare text where there is no address."""
    if not href:
        return escape(text)
    if href.startswith(("http://", "https://")):
        return outside(text, href)
    extra = "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in attributes.items())
    return f'<a href="{escape(href)}" target="_self"{extra}>{escape(text)}</a>'


def outside(text: str, url: str) -> str:
    """A link out of the site, in a new tab and without referrer."""
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>' if url else escape(text)


def copy_button(label: str, value: str) -> str:
    """A button that copies an address or a text."""
    return f'<button type="button" class="al-link" data-copy="{escape(value)}">{escape(label)}</button>'


def table(exhibit: Exhibit) -> str:
    """An exhibit's table as readers see it, numbers flush right, cells linked to their evidence."""
    heads = "".join(f'<th scope="col"{_num(column.is_number)}>{escape(column.label)}</th>' for column in exhibit.columns)
    body = "".join(f"<tr>{_cells(exhibit, row)}</tr>" for row in exhibit.data.to_dict("records"))
    return (
        f'<div class="al-scroll"><table class="al-table al-stack"><caption>{escape(exhibit.title)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(exhibit: Exhibit, row: dict[str, Any]) -> str:
    cells = []
    for column in exhibit.columns:
        text = anchor(str(row[column.key]), str(row[column.href]) if column.href else "")
        cells.append(f'<td data-label="{escape(column.label)}"{_num(column.is_number)}>{text}</td>')
    return "".join(cells)


def _num(is_number: bool) -> str:
    return ' class="num"' if is_number else ""


def evidence(item: Evidence, lang: Lang) -> str:
    """The body of the evidence drawer."""
    parts = [f'<p class="kicker">{escape(item.kicker)}</p>']
    if item.lead:
        parts.append(f'<p class="lead">{escape(item.lead)}</p>')
    parts += [f'<p class="doubt">{escape(doubt)}</p>' for doubt in item.doubts]
    parts.append(_facts(item.facts))
    for section in item.sections:
        parts.append(f"<h3>{escape(section.title)}</h3>{_facts(section.facts)}")
    if item.sources:
        parts.append(f"<h3>{escape(lang.n('{n} source', '{n} sources', len(item.sources)))}</h3>")
        parts.append("<ol>" + "".join(f"<li>{_source(ref, lang)}</li>" for ref in item.sources) + "</ol>")
    if item.notes:
        parts.append(f"<h3>{escape(lang.t('Research note (in English)'))}</h3>")
        parts += [f'<p class="note" lang="en">{escape(note)}</p>' for note in item.notes]
    cite = lang.t("AidLens, “{title}”, {href}", title=item.title, href=item.href)
    report = lang.t(
        "Error report for AidLens: {title} ({href}). What is wrong, and which page says so:",
        title=item.title,
        href=item.href,
    )
    parts.append(
        '<div class="al-actions">'
        + copy_button(lang.t("Copy link"), item.href)
        + copy_button(lang.t("Cite"), cite)
        + copy_button(lang.t("Report an error"), report)
        + "</div>"
    )
    return f'<div class="al-ev">{"".join(parts)}</div>'


def _facts(facts: tuple[Fact, ...]) -> str:
    if not facts:
        return ""
    rows = []
    for fact in facts:
        text = anchor(fact.text, fact.href)
        rows.append(f"<dt>{escape(fact.label)}</dt><dd>{text}</dd>" if fact.label else f'<dd class="wide">{text}</dd>')
    return f"<dl>{''.join(rows)}</dl>" if any(fact.label for fact in facts) else _list(facts)


def _list(facts: tuple[Fact, ...]) -> str:
    return "<ol>" + "".join(f"<li>{anchor(fact.text, fact.href)}</li>" for fact in facts) + "</ol>"


def _source(ref: SourceRef, lang: Lang) -> str:
    name = outside(ref.publisher, ref.url)
    title = f" · {escape(ref.title)}" if ref.title else ""
    date = f", {escape(ref.date)}" if ref.date else f", {escape(lang.t('undated'))}"
    lines = [f"{name}{title}{date}", f"<small>{escape(ref.origin)}</small>"]
    if ref.supports:
        lines.append(f"<small>{escape(lang.t('supports: {facts}', facts=ref.supports))}</small>")
    more = [anchor(lang.t("everything from this page"), ref.href)]
    if ref.archived_url:
        more.append(outside(lang.t("archived copy"), ref.archived_url))
    return "".join(lines) + f"<small>{' · '.join(more)}</small>"


def switch(label: str, choices: list[tuple[str, str, bool]]) -> str:
    """A segmented control made of links: (text, in-site address, whether it is the current one)."""
    links = "".join(
        f'<a href="{escape(href)}" target="_self"{" aria-current=true" if current else ""}>{escape(text)}</a>'
        for text, href, current in choices
    )
    return f'<nav class="al-switch" aria-label="{escape(label)}"><span>{escape(label)}</span>{links}</nav>'
