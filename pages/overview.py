"""Overview: is it true, what the article says? The claim ladder, its limits, what may safely be said, where to look next."""

from html import escape

import streamlit as st

from aidlens.exhibits import evidence, ladder, registry, safe_words
from aidlens.ui import shell, show
from aidlens.ui.app import current
from aidlens.ui.html import anchor

context = current()
lang, view, catalog = context.lang, context.view, context.catalog

st.html(f'<h1 class="al-h1">{escape(ladder.headline(catalog, view, lang))}</h1><p class="al-lead">{escape(ladder.lead(catalog, lang))}</p>')
show.exhibit(registry.build("ladder", catalog, view, lang), context)
st.html(f'<p class="al-limits">{escape(evidence.limits(lang))} {escape(ladder.gap(lang))}</p>')

cards = "".join(
    f'<div><h3>{anchor(item.title, item.href)}</h3><p class="al-say">{escape(item.safe)}</p>'
    f'<p class="al-avoid">{escape(lang.t("Better not: “{sentence}”", sentence=item.avoid))} {escape(item.reason)}</p></div>'
    for item in safe_words.build(catalog, view, lang)
)
st.html(
    f'<section class="al-section" id="safe"><h2 class="al-h2">{escape(lang.t("What you may safely say"))}</h2>'
    f'<div class="al-cols">{cards}</div></section>'
)
show.exhibit(registry.build("short-ladder", catalog, view, lang), context, accent=False)
shell.next_pages(context)
