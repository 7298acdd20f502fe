"""Sources and data on the page: downloads, the tables with their fields, how the record was made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from aidlens.exhibits import contact, method, search_words
from aidlens.i18n import Lang
from aidlens.measures import tables as measures
from aidlens.templates import Markup, macros
from aidlens.ui import downloads, filters, html
from aidlens.ui.context import Context
from aidlens.view import View

# Cells of these columns open evidence: the view's field that takes their value.
OPENS = {
    **{("works", "id"): "work", ("sources", "id"): "source", ("observations", "id"): "obs", ("claims", "id"): "claim"},
    **{("*", "work"): "work", ("*", "source"): "source", ("*", "second_source"): "source"},
}
LONG = 180


def record_files(context: Context) -> None:
    """The whole record in two forms, the works in three, the API, and how to cite."""
    lang, catalog = context.lang, context.catalog

    def package() -> bytes:
        from aidlens.export import archive

        return archive.package(catalog)

    def workbook() -> bytes:
        from aidlens.export import sheets

        return sheets.record(catalog, lang)

    st.html(html.piece("section", lang.t("Take the record with you"), kind="al-exhibit", id="downloads"))
    for title, about, files in (
        (
            lang.t("The whole record"),
            lang.t("Every table with its description, the outlines, the story, readme and licence."),
            (
                (lang.t("Data Package (zip)"), f"aidlens-{catalog.edition}.zip", package, "application/zip"),
                (lang.t("Workbook (XLSX)"), f"aidlens-{catalog.edition}.xlsx", workbook, downloads.XLSX),
            ),
        ),
        (
            lang.t("The works"),
            lang.t(
                "One row a work, public, private and other, with places, sources and bounds; choose on the page of works to narrow them."
            ),
            tuple(downloads.works_files(View(funding="all"), context)),
        ),
    ):
        st.html(html.piece("files", title, about))
        with st.container(horizontal=True, key=f"actions-take-{files[0][1]}"):
            for label, name, make, media in files:
                st.download_button(label, make, name, media, type="tertiary", on_click="ignore", key=f"take-{name}")
    st.html(html.piece("developers", html.Frame(lang), downloads.cite_record(context)))


# ── the tables ────────────────────────────────────────────────────────────────────────────────────────────────────


def tables(context: Context) -> None:
    """A switch of tables, a search, one sheet of rows, and the description of every field."""
    lang, view, catalog = context.lang, context.view, context.catalog
    resource = next(item for item in catalog.descriptor["resources"] if item["name"] == view.table)
    kept = catalog.tables
    choices = [
        (
            f"{_in(item, 'title', lang)} ({lang.number(len(kept[item['name']]))})",
            _table_href(view, item["name"]),
            item["name"] == view.table,
        )
        for item in catalog.descriptor["resources"]
    ]
    rows, count, here, sheets = measures.sheet(catalog, view)
    head = html.piece("section", lang.t("Every table of the record"), _in(resource, "description", lang), "al-exhibit al-plain", "tables")
    st.html(head + html.switch(lang.t("Table"), choices))
    filters.search(context, lang.t("Search this table, then press Enter"), lang.t("Words, an id, a part of an address"))
    found = lang.n("{n} row", "{n} rows", count)
    where = lang.t("sheet {sheet} of {sheets}", sheet=here, sheets=sheets)
    said = filters.told(search_words.of_table(catalog, view, lang))
    sheet = _rows(rows.to_dict("records"), resource, context)
    st.html(said + html.paragraph("al-sub", f"{found}, {where}", role="status") + sheet)
    filters.pager(context, sheets)

    def csv() -> bytes:
        from aidlens.export import archive

        return archive.csv(measures.found(catalog, view))

    with st.container(horizontal=True, key="actions-table"):
        name = f"{view.table}.csv"
        st.download_button(lang.t("These rows as CSV"), csv, name, "text/csv", type="tertiary", on_click="ignore", key=f"table-{name}")
    summary = lang.n("{n} field of this table", "{n} fields of this table", len(resource["schema"]["fields"]))
    fields = [_field(item, lang) for item in resource["schema"]["fields"]]
    st.html(html.piece("folded", summary, html.piece("fields", fields)))


def _table_href(view: View, table: str) -> str:
    return View(page="data", lang=view.lang, theme=view.theme, table=table).href()


def _in(item: Mapping[str, Any], name: str, lang: Lang) -> str:
    return str(item[name if lang.code == "en" else f"{name}_{lang.code}"])


def _rows(rows: list[dict[str, str]], resource: Mapping[str, Any], context: Context) -> Markup:
    """The rows as a table of the columns that say anything on this sheet."""
    lang, table = context.lang, resource["name"]
    fields = [item for item in resource["schema"]["fields"] if any(row[item["name"]] for row in rows)]
    heads = [(_in(item, "title", lang), _in(item, "description", lang), _kind(item)) for item in fields]
    opens = [OPENS.get((table, item["name"])) or OPENS.get(("*", item["name"]), "") for item in fields]
    here = context.view.without_evidence
    cells = [[_cell(row[item["name"]], key, here) for item, key in zip(fields, opens, strict=True)] for row in rows]
    return html.piece("record_table", html.Frame(lang), _in(resource, "title", lang), heads, cells)


def _kind(field: Mapping[str, Any]) -> str:
    return "num" if field["type"] in ("number", "integer") else ""


def _cell(value: str, opens: str, here: View) -> tuple[str, str, str]:
    """What a cell says, where it leads, and the whole of it where it is cut."""
    if opens and value:
        return value, here.having(**{opens: value}).href(), ""
    if value.startswith(("http://", "https://")):
        return _short(value), value, ""
    return (value, "", "") if len(value) <= LONG else (value[: LONG - 1].rsplit(" ", 1)[0] + " …", "", value)


def _short(url: str) -> str:
    """An address without its scheme, its end cut where it is long: the link holds the whole."""
    bare = url.split("://", 1)[-1].rstrip("/")
    return bare if len(bare) <= 58 else bare[:57] + "…"


def _field(item: Mapping[str, Any], lang: Lang) -> tuple[str, ...]:
    """What is told of a field: name, title, type, description, codes."""
    given = item.get("constraints", {})
    more = [item["type"], *([lang.t("always given")] if given.get("required") else [])]
    return (
        item["name"],
        _in(item, "title", lang),
        ", ".join(more),
        _in(item, "description", lang),
        ", ".join(map(str, given.get("enum", []))),
    )


# ── how the record was made ───────────────────────────────────────────────────────────────────────────────────────


def made(context: Context) -> Markup:
    """How the record was made, and whom to write to."""
    lang, catalog = context.lang, context.catalog
    report = lang.t(
        "Error report for AidLens, edition {edition}: which row, what is wrong, and which page says so:", edition=catalog.edition
    )
    found: Markup = macros("blocks").made(html.Frame(lang), method.chapters(catalog, lang), contact.told(catalog, lang, report))
    return found
