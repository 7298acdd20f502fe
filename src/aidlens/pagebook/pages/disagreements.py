"""Where sources differ: every measure with more than one published value, the chain of the sentence, what may safely be said."""

from __future__ import annotations

from aidlens.catalog import Catalog
from aidlens.exhibits import disagreements
from aidlens.i18n import Lang
from aidlens.measures import disagreements as measures
from aidlens.pagebook.blocks import Cards, Next, Opening, Show, Switch, Switches
from aidlens.pagebook.page import Page
from aidlens.pagebook.switches import Choice, bounds, periods, scopes
from aidlens.view import View


def _opening(_catalog: Catalog, _view: View, lang: Lang) -> tuple[str, str]:
    return lang.t("Where sources differ"), lang.t(
        "Published numbers for the same thing seldom agree: they count at different dates, in different scopes, in different words. "
        "Both sides are shown, with who said it first."
    )


def _measures(catalog: Catalog, view: View, lang: Lang) -> list[Choice]:
    chosen = disagreements.chosen(catalog, view)
    return [
        (
            f"{catalog.name('measures', row.id, lang.code)} ({row.values})",
            view.without_evidence.href(measure=(row.id,), scope=()),
            row.id == chosen,
        )
        for row in measures.measures(catalog).itertuples(name="Measure")
    ]


PAGE = Page(
    title=lambda lang: lang.t("Where sources differ"),
    purpose=lambda lang: lang.t("Where published numbers differ, who said them first, and why."),
    place=6,
    opening=_opening,
    obeys="years",
    blocks=(
        Opening(),
        Show("chain", accent=True),
        Switches(
            Switch(lambda lang: lang.t("Measure"), _measures),
            scopes(lambda catalog, view: measures.lines(catalog, disagreements.chosen(catalog, view))["programme"]),
            periods(),
            *bounds(),
        ),
        Show("values"),
        Cards(),
        Next(),
    ),
)
