"""Sources and data on the page: downloads, the tables with their fields, how the record was made."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from aidlens.exhibits import contact, method, search_words
from aidlens.i18n import Lang
from aidlens.measures import tables as measures
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

    st.html(f'<section class="al-exhibit" id="downloads"><h2 class="al-h2">{escape(lang.t("Take the record with you"))}</h2></section>')
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
        st.html(f'<div class="al-take"><h3>{escape(title)}</h3><p>{escape(about)}</p></div>')
        with st.container(horizontal=True, key=f"actions-take-{files[0][1]}"):
            for label, name, make, media in files:
                st.download_button(label, make, name, media, type="tertiary", on_click="ignore", key=f"take-{name}")
    words = lang.t("For machines: the API answers in JSON, with a description; every page also has a plain form without scripts.")
    links = (
        f"{html.anchor(lang.t('The API'), f'/api/?lang={lang.code}')} · {html.anchor(lang.t('Plain pages'), f'/plain/?lang={lang.code}')}"
    )
    st.html(
        f'<div class="al-take"><h3>{escape(lang.t("For developers and slow connections"))}</h3><p>{escape(words)} {links}</p>'
        f"<h3>{escape(lang.t('How to cite the record'))}</h3>{downloads.cite_record(context)}</div>"
    )


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
    title = lang.t("Every table of the record")
    st.html(
        f'<section class="al-exhibit al-plain" id="tables"><h2 class="al-h2">{escape(title)}</h2>'
        f'<p class="al-sub">{escape(_in(resource, "description", lang))}</p></section>{html.switch(lang.t("Table"), choices)}'
    )
    filters.search(context, lang.t("Search this table, then press Enter"), lang.t("Words, an id, a part of an address"))
    found = lang.n("{n} row", "{n} rows", count)
    where = lang.t("sheet {sheet} of {sheets}", sheet=here, sheets=sheets)
    said = filters.told(search_words.of_table(catalog, view, lang))
    sheet = _rows(rows.to_dict("records"), resource, context)
    st.html(f'{said}<p class="al-sub" role="status">{escape(found)}, {escape(where)}</p>{sheet}')
    filters.pager(context, sheets)

    def csv() -> bytes:
        from aidlens.export import archive

        return archive.csv(measures.found(catalog, view))

    with st.container(horizontal=True, key="actions-table"):
        name = f"{view.table}.csv"
        st.download_button(lang.t("These rows as CSV"), csv, name, "text/csv", type="tertiary", on_click="ignore", key=f"table-{name}")
    summary = lang.n("{n} field of this table", "{n} fields of this table", len(resource["schema"]["fields"]))
    fields = "".join(_field(item, context) for item in resource["schema"]["fields"])
    st.html(f'<details class="al-data"><summary>{escape(summary)}</summary><dl class="al-fields">{fields}</dl></details>')


def _table_href(view: View, table: str) -> str:
    return View(page="data", lang=view.lang, theme=view.theme, table=table).href()


def _in(item: Mapping[str, Any], name: str, lang: Lang) -> str:
    return str(item[name if lang.code == "en" else f"{name}_{lang.code}"])


def _rows(rows: list[dict[str, str]], resource: Mapping[str, Any], context: Context) -> str:
    """The rows as a table of the columns that say anything on this sheet."""
    fields = [item for item in resource["schema"]["fields"] if any(row[item["name"]] for row in rows)]
    heads = "".join(
        f'<th scope="col" title="{escape(_in(item, "description", context.lang))}">{escape(_in(item, "title", context.lang))}</th>'
        for item in fields
    )
    body = "".join(f"<tr>{''.join(_cell(row, item, resource['name'], context) for item in fields)}</tr>" for row in rows)
    return (
        f'<div class="al-scroll" tabindex="0" role="region" aria-label="{escape(_in(resource, "title", context.lang))}">'
        f'<table class="al-table al-wide-table al-stack"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cell(row: dict[str, str], item: Mapping[str, Any], table: str, context: Context) -> str:
    name, value = item["name"], row[item["name"]]
    opens = OPENS.get((table, name)) or OPENS.get(("*", name))
    shown = value if len(value) <= LONG else value[: LONG - 1].rsplit(" ", 1)[0] + " …"
    if opens and value:
        text = html.anchor(value, context.view.without_evidence.having(**{opens: value}).href())
    elif value.startswith(("http://", "https://")):
        text = html.outside(_short(value), value)
    else:
        text = f'<span title="{escape(value)}">{escape(shown)}</span>' if shown != value else escape(value)
    kind = " ".join(filter(None, ("num" if item["type"] in ("number", "integer") else "", "" if value else "none")))
    mark = f' class="{kind}"' if kind else ""
    return f'<td data-label="{escape(_in(item, "title", context.lang))}"{mark}>{text}</td>'


def _short(url: str) -> str:
    """An address without its scheme, its end cut where it is long: the link holds the whole."""
    bare = url.split("://", 1)[-1].rstrip("/")
    return bare if len(bare) <= 58 else bare[:57] + "…"


def _field(item: Mapping[str, Any], context: Context) -> str:
    lang = context.lang
    more = [item["type"]]
    if item.get("constraints", {}).get("required"):
        more.append(lang.t("always given"))
    codes = item.get("constraints", {}).get("enum", [])
    listed = f" <small>{escape(', '.join(map(str, codes)))}</small>" if codes else ""
    return (
        f"<div><dt><code>{escape(item['name'])}</code> {escape(_in(item, 'title', lang))} <small>{escape(', '.join(more))}</small></dt>"
        f"<dd>{escape(_in(item, 'description', lang))}{listed}</dd></div>"
    )


# ── how the record was made ───────────────────────────────────────────────────────────────────────────────────────


def made(context: Context) -> str:
    """How the record was made, and whom to write to."""
    lang, catalog = context.lang, context.catalog
    named = {lang.t("Places and harm"): ' id="harm"'}  # where every page's foot leads
    cards = "".join(
        f"<div{named.get(title, '')}><h3>{escape(title)}</h3><p>{escape(text)}</p></div>" for title, text in method.chapters(catalog, lang)
    )
    report = lang.t(
        "Error report for AidLens, edition {edition}: which row, what is wrong, and which page says so:", edition=catalog.edition
    )
    line = contact.told(catalog, lang, report).html(html.anchor)
    # Not "method": Streamlit drops ids that are names of a form's own properties.
    return (
        f'<section class="al-section" id="made"><h2 class="al-h2">{escape(lang.t("How the record was made"))}</h2>'
        f'<div class="al-cols">{cards}</div><p class="al-limits">{line}</p></section>'
    )
