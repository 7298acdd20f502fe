"""What a reader takes along: files, pictures, citations and the embed of an exhibit, of the evidence, of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.embed import snippet
from aidlens.exhibits.evidence import Evidence
from aidlens.i18n import Lang
from aidlens.ui import html
from aidlens.ui.context import Context
from aidlens.view import View

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
File = tuple[str, str, Callable[[], bytes], str]


def files(item: Exhibit, context: Context) -> Iterator[File]:
    """Label, file name, maker and media type of each download of an exhibit; makers run on the click."""
    # The makers of workbooks and zips are imported on the click: a page that nobody takes along need not carry them.
    if item.sheets:
        yield from works_files(context.view, context)
        return

    def sheet() -> bytes:
        from aidlens.export import sheets

        return sheets.exhibit(context.catalog, item, context.lang)

    yield context.lang.t("CSV"), f"aidlens-{item.id}.csv", item.csv, "text/csv"
    yield context.lang.t("XLSX"), f"aidlens-{item.id}.xlsx", sheet, XLSX


def works_files(view: View, context: Context) -> Iterator[File]:
    """The works of a view, all sheets of the list together."""
    catalog, lang = context.catalog, context.lang

    def csv() -> bytes:
        from aidlens.export import works

        return works.works_csv(catalog, view, lang)

    def geojson() -> bytes:
        from aidlens.export import works

        return works.works_geojson(catalog, view, lang)

    def sheet() -> bytes:
        from aidlens.export import sheets

        return sheets.works(catalog, view, lang)

    yield lang.t("CSV"), "aidlens-works.csv", csv, "text/csv"
    yield lang.t("XLSX"), "aidlens-works.xlsx", sheet, XLSX
    yield lang.t("GeoJSON"), "aidlens-works.geojson", geojson, "application/geo+json"


def buttons(item: Exhibit, context: Context, *, picture: bool) -> str:
    """Copy the link, and save the exhibit as a picture where it is drawn in the page."""
    lang = context.lang
    link = html.copy_button(lang.t("Copy link"), f"{item.href}#{item.anchor}")
    link += f'<a class="al-link" href="{escape(html.plain(item))}">{escape(lang.t("Print"))}</a>'
    if not picture:
        return link + html.anchor(lang.t("PNG and SVG of the plain outline"), item.view.having(map="outline").href() + f"#{item.anchor}")
    if html.is_long(item):
        return link
    if item.draw is not None:
        leave, name = lang.t("Leave full screen"), lang.t("Full screen")
        full = f'data-full="{escape(item.id)}" data-leave="{escape(leave)}" aria-label="{escape(f"{name}: {item.title}")}"'
        link = f'<button type="button" class="al-link" {full}>{escape(name)}</button>' + link
    credit = lang.t("AidLens, edition {edition}. CC BY 4.0.", edition=context.catalog.edition) + f" {context.base}{item.href}"
    shots = "".join(
        f'<button type="button" class="al-link" data-picture="{kind}" data-exhibit="{escape(item.id)}" data-credit="{escape(credit)}" '
        f'aria-label="{escape(lang.t("{format}, picture of: {title}", format=kind.upper(), title=item.title))}">{kind.upper()}</button>'
        for kind in ("png", "svg")
    )
    return shots + link


def cite_exhibit(item: Exhibit, context: Context) -> str:
    """How to cite the exhibit, and the snippet that shows it in another site."""
    from aidlens.export import citation

    found = citation.of_exhibit(context.catalog, item, context.lang, context.base)
    return _panel(context.lang.t("Cite and embed"), _forms(found, context.lang) + _embed(item, context))


def cite_evidence(item: Evidence, context: Context) -> str:
    """How to cite the open evidence; for a page the record rests on, also that page itself."""
    from aidlens.export import citation

    lang, catalog = context.lang, context.catalog
    own = _forms(citation.of_page(catalog, item.view, item.title, lang, context.base), lang)
    if item.view.source and not item.view.work:
        own = _forms(citation.of_source(catalog, item.view.source, lang), lang) + f"<p>{escape(lang.t('This page of AidLens:'))}</p>" + own
    return _panel(lang.t("Cite"), own)


def cite_record(context: Context) -> str:
    """How to cite the whole record."""
    from aidlens.export import citation

    return _forms(citation.of_record(context.catalog, context.lang, context.base), context.lang)


def cite_page(title: str, context: Context) -> str:
    """How to cite the page in its view."""
    from aidlens.export import citation

    found = citation.of_page(context.catalog, context.view.without_evidence, title, context.lang, context.base)
    return _panel(context.lang.t("Cite this page"), _forms(found, context.lang))


def _forms(found: object, lang: Lang) -> str:
    from aidlens.export.citation import FORMATS, Citation

    assert isinstance(found, Citation)
    forms = found.forms(lang)
    names = {"text": lang.t("Copy"), "bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON"}
    rows = [html.copy_button(names["text"], forms["text"].strip())]
    for code, name in names.items():
        if code != "text":
            file = f"{found.key}.{FORMATS[code][0]}"
            data = f'data-save="{escape(file)}" data-copy="{escape(forms[code])}"'
            rows.append(f'<button type="button" class="al-link" {data}>{escape(name)}</button>')
    return f'<p class="al-cite">{escape(forms["text"].strip())}</p><p class="al-actions">{"".join(rows)}</p>'


def _embed(item: Exhibit, context: Context) -> str:
    code = snippet(item, context.lang, context.base, context.base + html.plain(item))
    button = html.copy_button(context.lang.t("Copy the embed snippet"), code)
    return f'<p class="al-cite"><code>{escape(code)}</code></p><p class="al-actions">{button}</p>'


def _panel(title: str, body: str) -> str:
    return f'<details class="al-data"><summary>{escape(title)}</summary>{body}</details>'
