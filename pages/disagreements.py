"""Where sources differ: every measure with more than one published value, the chain of the sentence, what may safely be said."""

from html import escape

import streamlit as st

from aidlens.exhibits import disagreements, registry, safe_words
from aidlens.measures import disagreements as measures
from aidlens.ui import shell, show
from aidlens.ui.app import current
from aidlens.ui.html import periods, safe_cards, scopes, switch

context = current()
lang, view, catalog = context.lang, context.view, context.catalog

lead = lang.t(
    "Published numbers for the same thing seldom agree: they count at different dates, in different scopes, in different words. "
    "Both sides are shown, with who said it first."
)
st.html(f'<h1 class="al-h1">{escape(lang.t("Where sources differ"))}</h1><p class="al-lead">{escape(lead)}</p>')
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
