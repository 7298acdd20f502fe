"""The app's one entry: check the record, find the page, show head, page, foot and the open evidence."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from aidlens import streamlit_seam
from aidlens.checks.faults import Fault
from aidlens.i18n import lang
from aidlens.pagebook import book
from aidlens.ui import context as contexts
from aidlens.ui import decks, html, shell, show
from aidlens.ui.run_limiter import Turns
from aidlens.view import HOME

LOG = logging.getLogger("aidlens")
STATE = "aidlens-context"
_TURNS = Turns()


def main(site: Path) -> None:
    """Run the app whose pages stand in ``site``/pages."""
    with _TURNS.turn():
        _run(site)


def _run(site: Path) -> None:
    catalog, faults = contexts.record()
    if catalog is None or faults:
        _refuse(faults)
        return
    book.entries(site)
    words = lang(_title_language())
    pages = {
        path: st.Page(
            site / "pages" / f"{path}.py",
            title=f"{page.name(words)} · AidLens",
            default=path == HOME,
            url_path=None if path == HOME else path,
        )
        for path, page in book.PAGES.items()
    }
    chosen = st.navigation(list(pages.values()), position="hidden")
    page = next(path for path, item in pages.items() if item.url_path == chosen.url_path)
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed", page_icon=shell.MARK)
    context = contexts.read(catalog, page)
    target = contexts.asked()
    if target:
        contexts.go(decks.onto(context, target), page, pages)
        context = contexts.read(catalog, page)
    st.session_state[STATE] = context
    late = shell.listen(context)
    if late and not target:
        contexts.go(decks.onto(context, late), "", pages)
    shell.head(context)
    shell.notices(context)
    shell.waiting(context, contexts.waiting())
    try:
        with st.container(key="page"):
            st.html(html.piece("main"))
            chosen.run()
        show.drawer(context)
    except Exception:  # a reader gets one sentence, the log the rest
        LOG.exception("the page %s failed", page)
        shell.apology(context)
    shell.foot(context)


def current() -> contexts.Context:
    """The context of this run, for pages."""
    if STATE not in st.session_state:
        # A process just started by plain `streamlit run` takes pages/ for pages of its own kind until app.py has run once.
        streamlit_seam.pages_are_those_of_the_app()
        st.html(html.piece("reload"), unsafe_allow_javascript=True)
        st.stop()
    found: contexts.Context = st.session_state[STATE]
    return found


def _title_language() -> str:
    asked = st.query_params.get("lang", "")
    return asked if asked in ("en", "it") else contexts.preferred_language()


def _refuse(faults: list[Fault]) -> None:
    st.set_page_config(page_title="AidLens", layout="wide", page_icon=shell.MARK)
    mine = lang(_title_language())
    other = lang("it" if mine.code == "en" else "en")
    shell.faults_page([fault.line(mine) for fault in faults] + [fault.line(other) for fault in faults], mine, other)
