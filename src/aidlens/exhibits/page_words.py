"""The words a page begins with: its name, what it answers, heading and lead. One place, so that every form of a page opens alike."""

from __future__ import annotations

from aidlens.catalog import Catalog
from aidlens.exhibits import ladder
from aidlens.i18n import Lang
from aidlens.view import View

ARTICLE = "https://thejournal.blog/2021/12/03/ahmad-massoud-where-are-you/"


def page_names(lang: Lang) -> dict[str, str]:
    """Names of the pages in reading order."""
    return {
        "overview": lang.t("Overview"),
        "spending": lang.t("Spending"),
        "works": lang.t("Works"),
        "map": lang.t("Map"),
        "story": lang.t("Story"),
        "disagreements": lang.t("Where sources differ"),
        "present": lang.t("Present"),
        "data": lang.t("Sources and data"),
    }


def page_purposes(lang: Lang) -> dict[str, str]:
    """What each page answers, in one sentence."""
    return {
        "overview": lang.t("Is it true, what the article says? Each claim beside the evidence."),
        "spending": lang.t("How much money, for what, and what no page found itemises."),
        "works": lang.t("What was built, when, and who says so: every work with its evidence."),
        "map": lang.t("Where the works are, as precisely as the sources allow and no finer."),
        "story": lang.t("The whole story, told for a reader who knows nothing of it."),
        "disagreements": lang.t("Where published numbers differ, who said them first, and why."),
        "present": lang.t("Show it in a room, without a network, and take the slides home."),
        "data": lang.t("Every table and source, how the record was made, and downloads."),
    }


def opening(catalog: Catalog, view: View, lang: Lang) -> tuple[str, str]:
    """Heading and lead of a page; the story has its own, in the record."""
    if view.page == "overview":
        return ladder.headline(catalog, view, lang), ladder.lead(catalog, lang)
    return _OPENINGS[view.page](lang) if view.page in _OPENINGS else (page_names(lang)[view.page], page_purposes(lang)[view.page])


def _spending(lang: Lang) -> tuple[str, str]:
    return lang.t("Where the money went, as far as anybody has said"), lang.t(
        "The article gives education 27% and health 11% of over 58 million euros, and names five more sectors without a number. "
        "No page found splits the rest; one account of a smaller sum is itemised, and only by half."
    )


def _works(lang: Lang) -> tuple[str, str]:
    return lang.t("What was built, and who says so"), lang.t(
        "Every work that a public page lets us name or describe, with who says so. Works are counted, not money; a work without a date or "
        "a place is counted all the same."
    )


def _map(lang: Lang) -> tuple[str, str]:
    return lang.t("Where the works are, as far as anybody says"), lang.t(
        "Each mark stands at the seat of a district, never at a building: the sources seldom say more, and a pin can put people at risk. "
        "What is known only to a province stands hollow at its edge."
    )


def _disagreements(lang: Lang) -> tuple[str, str]:
    return lang.t("Where sources differ"), lang.t(
        "Published numbers for the same thing seldom agree: they count at different dates, in different scopes, in different words. "
        "Both sides are shown, with who said it first."
    )


def _data(lang: Lang) -> tuple[str, str]:
    return lang.t("Sources and data"), lang.t(
        "Take the record with you, look into every table, and see how it was made: what was read, what was left out, "
        "and what it can never tell."
    )


_OPENINGS = {"spending": _spending, "works": _works, "map": _map, "disagreements": _disagreements, "data": _data}
