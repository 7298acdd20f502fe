"""Spending: how much money, for what, and what nobody itemised."""

from __future__ import annotations

from aidlens.catalog import Catalog
from aidlens.i18n import Lang
from aidlens.measures import spending
from aidlens.pagebook.blocks import Next, Opening, Show, Switch, Switches
from aidlens.pagebook.page import Page
from aidlens.pagebook.switches import Choice, bounds, periods, scopes
from aidlens.view import View


def _opening(_catalog: Catalog, _view: View, lang: Lang) -> tuple[str, str]:
    return lang.t("Where the money went, as far as anybody has said"), lang.t(
        "The article gives education 27% and health 11% of over 58 million euros, and names five more sectors without a number. "
        "No page found splits the rest; one account of a smaller sum is itemised, and only by half."
    )


def _bases(_catalog: Catalog, view: View, lang: Lang) -> list[Choice]:
    names = {
        "share": lang.t("Shares"),
        "euros": lang.t("Euros, of “over 58 million”"),
        "derived": lang.t("Euros, derived from 58,423,735"),
    }
    return [(name, view.without_evidence.href(basis=code), code == view.basis) for code, name in names.items()]


PAGE = Page(
    title=lambda lang: lang.t("Spending"),
    purpose=lambda lang: lang.t("How much money, for what, and what no page found itemises."),
    place=2,
    opening=_opening,
    obeys="years",
    blocks=(
        Opening(),
        Switches(Switch(lambda lang: lang.t("Show as"), _bases), apart=False),
        Show("split", accent=True),
        Show("account"),
        Switches(scopes(lambda catalog, _view: spending.dated_amounts(catalog)["programme"]), periods(), *bounds()),
        Show("over-time"),
        Show("in-scale"),
        Show("oda"),
        Show("programmes"),
        Next(),
    ),
)
