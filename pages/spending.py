"""Spending: how much money, for what, and what nobody itemised."""

import streamlit as st

from aidlens.exhibits import registry
from aidlens.measures import spending
from aidlens.ui import shell, show
from aidlens.ui.app import current
from aidlens.ui.html import opening, periods, scopes, switch

context = current()
lang, view, catalog = context.lang, context.view, context.catalog

st.html(opening(catalog, view, lang))
bases = (
    ("share", lang.t("Shares")),
    ("euros", lang.t("Euros, of “over 58 million”")),
    ("derived", lang.t("Euros, derived from 58,423,735")),
)
st.html(switch(lang.t("Show as"), [(name, view.closed.href(basis=code), code == view.basis) for code, name in bases]))
for exhibit in registry.PAGES["spending"]:
    if exhibit == "over-time":
        names = {key: catalog.name("programmes", key, lang.code) for key in dict.fromkeys(spending.dated_amounts(catalog)["programme"])}
        st.html(f'<div class="al-section">{scopes(view, names, lang)}{periods(view, lang)}</div>')
    show.exhibit(registry.build(exhibit, catalog, view, lang), context, accent=exhibit == "split")
shell.next_pages(context)
