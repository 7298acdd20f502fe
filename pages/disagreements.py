"""Where sources differ: every measure with more than one published value, the chain of the sentence, what may safely be said."""

import streamlit as st

from aidlens.exhibits import disagreements, registry, safe_words
from aidlens.measures import disagreements as measures
from aidlens.ui import shell, show
from aidlens.ui.app import current
from aidlens.ui.html import opening, periods, safe_cards, scopes, switch

context = current()
lang, view, catalog = context.lang, context.view, context.catalog

st.html(opening(catalog, view, lang))
show.exhibit(registry.build("chain", catalog, view, lang), context)

measure = disagreements.chosen(catalog, view)
choices = [
    (f"{catalog.name('measures', row.id, lang.code)} ({row.values})", view.closed.href(measure=(row.id,), scope=()), row.id == measure)
    for row in measures.measures(catalog).itertuples(name="Measure")
]
programmes = dict.fromkeys(measures.lines(catalog, measure)["programme"])
names = {key: catalog.name("programmes", key, lang.code) for key in programmes if key}
st.html(
    f'<div class="al-section">{switch(lang.t("Measure"), choices)}{scopes(view, names, lang) if len(names) > 1 else ""}'
    f"{periods(view, lang)}</div>"
)
show.exhibit(registry.build("values", catalog, view, lang), context, accent=False)
st.html(safe_cards(lang.t("What you may safely say"), safe_words.build(catalog, view, lang, ""), lang))
shell.next_pages(context)
