"""The way to the form that asks for what somebody knows: its address for a claim, a work or a place, and the words that lead there."""

from __future__ import annotations

from aidlens.i18n import Lang
from aidlens.view import View

PAGE = "contribute"


def contribute_href(view: View, *, claim: str = "", work: str = "", place: str = "") -> str:
    """The address of the form, for a row of the record or for anything, in a view's language and theme."""
    rows = {"claim": claim, "work": work, "place": place}
    about = next((f"{name}.{key}" for name, key in rows.items() if key), "")
    return view.only().having(page=PAGE, about=about).href()


def missing_words(lang: Lang) -> str:
    """What leads to the form from a count, a claim or a place: a work that is not here."""
    return lang.t("Do you know one that is missing? Tell us")


def known_words(lang: Lang) -> str:
    """What leads to the form from a work that is here."""
    return lang.t("Correct this, or say what became of it")
