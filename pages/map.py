"""Map: where the works are, as precisely as the sources allow and no finer; the list in step with it."""

import streamlit as st

from aidlens.exhibits import registry, works
from aidlens.ui import filters, map, shell, show
from aidlens.ui.app import current
from aidlens.ui.html import anchor, opening

context = current()
lang, view, catalog = context.lang, context.view, context.catalog

st.html(opening(catalog, view, lang))
filters.bar(context, years=False)
st.html(f'<p class="al-chips">{anchor(lang.t("Count the same works on the page of works"), view.closed.having(page="works").href())}</p>')
if not filters.nothing_left(context):
    narrow = context.canvas.narrow
    if not narrow:
        map.years(context)
    shown = registry.build("map", catalog, view, lang)
    map.frame(shown, context)
    map.legend(shown, context)
    if narrow:  # in a narrow column the map comes first: its years take as much room as half of it
        map.years(context)
    show.exhibit(registry.build("works", catalog, view, lang), context, accent=False)
    filters.pager(context, works.sheets(catalog, view))
shell.next_pages(context)
