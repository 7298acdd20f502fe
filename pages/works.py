"""Works: what was built, when, where, paid by whom; how the counts grew; every work with its evidence."""

import streamlit as st

from aidlens.exhibits import registry, works
from aidlens.ui import filters, shell, show
from aidlens.ui.app import current
from aidlens.ui.html import anchor, opening, switch
from aidlens.view import GROUPINGS, SORTS

context = current()
lang, view, catalog = context.lang, context.view, context.catalog

st.html(opening(catalog, view, lang))
filters.bar(context)
st.html(f'<p class="al-chips">{anchor(lang.t("Show the same works on the map"), view.closed.having(page="map").href())}</p>')
if not filters.nothing_left(context):
    groupings = [(works.group_name(by, lang), view.closed.having(by=by).href(), by == view.by) for by in GROUPINGS]
    st.html(switch(lang.t("Count by"), groupings))
    show.exhibit(registry.build("counts", catalog, view, lang), context)
    sheets = works.sheets(catalog, view)
    names = dict(
        zip(SORTS, (lang.t("name"), lang.t("place"), lang.t("date"), lang.t("status"), lang.t("cost"), lang.t("origins")), strict=True)
    )
    sorts = [(names[sort], view.closed.having(sort=sort, sheet=1).href(), sort == view.sort) for sort in SORTS]
    st.html(f'<div class="al-section">{switch(lang.t("Sort by"), sorts)}</div>')
    show.exhibit(registry.build("works", catalog, view, lang), context, accent=False)
    filters.pager(context, sheets)
chosen = next((item for item in view.measure if item in works.GROWTH), "schools")
measures = [(catalog.name("measures", key, lang.code), view.closed.having(measure=(key,)).href(), key == chosen) for key in works.GROWTH]
st.html(f'<div class="al-section">{switch(lang.t("How the counts grew"), measures)}</div>')
show.exhibit(registry.build("growth", catalog, view, lang), context, accent=False)
shell.next_pages(context)
