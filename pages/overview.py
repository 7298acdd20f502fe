"""Overview: is it true, what the article says? The claim ladder, its limits, what may safely be said, where to look next."""

from html import escape

import streamlit as st

from aidlens.exhibits import evidence, ladder, registry, safe_words
from aidlens.ui import shell, show
from aidlens.ui.app import current
from aidlens.ui.html import opening, safe_cards

context = current()
lang, view, catalog = context.lang, context.view, context.catalog

st.html(opening(catalog, view, lang))
show.exhibit(registry.build("ladder", catalog, view, lang), context)
st.html(f'<p class="al-limits">{escape(evidence.limits(lang))} {escape(ladder.gap(lang))}</p>')

st.html(safe_cards(lang.t("What you may safely say"), safe_words.build(catalog, view, lang), lang))
show.exhibit(registry.build("short-ladder", catalog, view, lang), context, accent=False)
shell.next_pages(context)
