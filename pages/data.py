"""Sources and data: every table and source, how the record was made and what it leaves out, downloads, citation, words used."""

from html import escape

import streamlit as st

from aidlens.exhibits import registry
from aidlens.ui import data, shell, show, story
from aidlens.ui.app import current

context = current()
lang, view, catalog = context.lang, context.view, context.catalog

lead = lang.t(
    "Take the record with you, look into every table, and see how it was made: what was read, what was left out, "
    "and what it can never tell."
)
st.html(f'<h1 class="al-h1">{escape(lang.t("Sources and data"))}</h1><p class="al-lead">{escape(lead)}</p>')
data.downloads(context)
data.tables(context)
show.exhibit(registry.build("rests-on", catalog, view, lang), context, accent=False)
st.html(data.made(context))
st.html(story.glossary(catalog, lang))
shell.next_pages(context)
