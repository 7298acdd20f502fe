"""What a reader takes along: files, pictures, citations and the embed of an exhibit, of the evidence, of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.embed import snippet
from aidlens.exhibits.evidence import Evidence
from aidlens.i18n import Lang
from aidlens.templates import Markup
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


def buttons(item: Exhibit, context: Context, *, picture: bool) -> Markup:
    """Copy the link, and save the exhibit as a picture where it is drawn in the page."""
    lang = context.lang
    link = html.button(lang.t("Copy link"), copy=f"{item.href}#{item.anchor}") + html.piece("print", lang.t("Print"), html.plain(item))
    if not picture:
        return link + html.anchor(lang.t("PNG and SVG of the plain outline"), item.view.having(map="outline").href() + f"#{item.anchor}")
    if html.is_long(item):
        return link
    if item.draw is not None:
        name = lang.t("Full screen")
        link = html.button(name, f"{name}: {item.title}", full=item.id, leave=lang.t("Leave full screen")) + link
    credit = lang.t("AidLens, edition {edition}. CC BY 4.0.", edition=context.catalog.edition) + f" {context.base}{item.href}"
    shots = Markup()
    for kind in ("png", "svg"):
        told = lang.t("{format}, picture of: {title}", format=kind.upper(), title=item.title)
        shots += html.button(kind.upper(), told, picture=kind, exhibit=item.id, credit=credit)
    return shots + link


def cite_exhibit(item: Exhibit, context: Context) -> Markup:
    """How to cite the exhibit, and the snippet that shows it in another site."""
    from aidlens.export import citation

    found = citation.of_exhibit(context.catalog, item, context.lang, context.base)
    return html.piece("folded", context.lang.t("Cite and embed"), _forms(found, context.lang) + _embed(item, context))


def cite_evidence(item: Evidence, context: Context) -> Markup:
    """How to cite the open evidence; for a page the record rests on, also that page itself."""
    from aidlens.export import citation

    lang, catalog = context.lang, context.catalog
    own = _forms(citation.of_page(catalog, item.view, item.title, lang, context.base), lang)
    if item.view.source and not item.view.work:
        own = _forms(citation.of_source(catalog, item.view.source, lang), lang) + html.paragraph("", lang.t("This page of AidLens:")) + own
    return html.piece("folded", lang.t("Cite"), own)


def cite_record(context: Context) -> Markup:
    """How to cite the whole record."""
    from aidlens.export import citation

    return _forms(citation.of_record(context.catalog, context.lang, context.base), context.lang)


def cite_page(title: str, context: Context) -> Markup:
    """How to cite the page in its view."""
    from aidlens.export import citation

    found = citation.of_page(context.catalog, context.view.without_evidence, title, context.lang, context.base)
    return html.piece("folded", context.lang.t("Cite this page"), _forms(found, context.lang))


def _forms(found: object, lang: Lang) -> Markup:
    from aidlens.export.citation import FORMATS, Citation

    assert isinstance(found, Citation)
    forms = found.forms(lang)
    text = forms["text"].strip()
    rows = html.button(lang.t("Copy"), copy=text)
    for code, name in (("bibtex", "BibTeX"), ("ris", "RIS"), ("csl", "CSL-JSON")):
        rows += html.button(name, save=f"{found.key}.{FORMATS[code][0]}", copy=forms[code])
    return html.piece("citation", text, rows)


def _embed(item: Exhibit, context: Context) -> Markup:
    code = snippet(item, context.lang, context.base, context.base + html.plain(item))
    return html.piece("citation", html.piece("code", code), html.button(context.lang.t("Copy the embed snippet"), copy=code))
