"""Story: the whole of it, told for a reader who knows nothing; the timeline; and the way back to the article."""

import streamlit as st

from aidlens import story
from aidlens.ui import story as pages
from aidlens.ui.app import current

context = current()
lang, view, catalog = context.lang, context.view, context.catalog

told = story.read(catalog, view, lang)
if told is None:
    st.html(f'<h1 class="al-h1">{lang.t("This record comes without a story")}</h1>')
else:
    st.html(pages.head(told, lang))
    pages.tell(told, context)
st.html(pages.glossary(catalog, lang))
