"""Sources and data: every table and source, how the record was made and what it leaves out, downloads, citation, words used."""

import streamlit as st

from aidlens.exhibits import registry
from aidlens.ui import data, shell, show, story
from aidlens.ui.app import current
from aidlens.ui.html import opening

context = current()
lang, view, catalog = context.lang, context.view, context.catalog

st.html(opening(catalog, view, lang))
data.downloads(context)
data.tables(context)
*before, changes = registry.PAGES["data"]
for name in before:
    show.exhibit(registry.build(name, catalog, view, lang), context, accent=False)
st.html(data.made(context))
show.exhibit(registry.build(changes, catalog, view, lang), context, accent=False)
st.html(story.glossary(catalog, lang))
shell.next_pages(context)
