"""The form on its live page. It is not made of Streamlit's fields, which would send what is typed to the session: it stays in the browser
until the reader has it checked, at an address of ours that keeps nothing (``web/contribution.py``).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

from aidlens.checks import contact as contacts
from aidlens.contribution import ask
from aidlens.exhibits import contact
from aidlens.i18n import Lang
from aidlens.templates import Markup, macros
from aidlens.ui import html
from aidlens.ui.assets import asset
from aidlens.ui.context import Context, served


@cache
def _component() -> Any:
    return st.components.v2.component("aidlens_contribute", js=asset("contribute.js"), isolate_styles=False)


def show(context: Context) -> None:
    """The form; without our own addresses, under plain ``streamlit run``, what is asked in words."""
    lang, catalog = context.lang, context.catalog
    frame, written = html.Frame(lang), macros("contribute")
    if not served():
        st.html(written.told(frame, ask, contact.told(catalog, lang, context.view.href())))
        return
    form = written.form(frame, ask, ask.about(catalog, context.view, lang), Markup(asset("contribute.css")))
    address = contact.named(catalog)
    sent = {"html": form, "lang": lang.code, "words": _words(lang, address), "mail": address if contacts.is_mail(address) else ""}
    _component()(key="contribute", data=sent)


def _words(lang: Lang, address: str) -> dict[str, str]:
    """What the script says."""
    return {
        "wait": lang.t("Checking …"),
        "mend": lang.t("This cannot be taken as it is. What to mend is said beside each field."),
        "asked": lang.t("Read what is asked beside the fields. If it is right as it stands, press once more."),
        "fine": lang.t("Nothing stands against it."),
        "saved": lang.t("The file is saved: {file}. Nothing was kept here.", file="{file}"),
        "copied": lang.t("Copied, to be pasted into a letter. Nothing was kept here."),
        "gone": lang.t("The server does not answer. Nothing was sent or lost; try again in a moment."),
        "busy": lang.t("The server checks many at this moment. Nothing was lost; try again in a moment."),
        "emptied": lang.t("The form is empty. This browser has forgotten what was in it."),
        "to": lang.t("Then send it to {address}.", address=address)
        if address
        else lang.t("This copy names nobody to write to: keep the file."),
        "open": lang.t("Open it as a letter"),
        "subject": lang.t("AidLens: do you know this one?"),
        "letter": lang.t("What I know, as the form of AidLens has checked it:"),
    }
