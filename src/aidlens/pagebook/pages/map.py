"""Map: where the works are, as precisely as the sources allow and no finer; the list in step with it."""

from __future__ import annotations

from aidlens.catalog import Catalog
from aidlens.i18n import Lang
from aidlens.pagebook.blocks import Beside, Filters, Focused, Link, Mapped, Next, Opening, Remaining, Selection, Sheets, Show, Titled
from aidlens.pagebook.page import Page
from aidlens.view import View


def _opening(_catalog: Catalog, _view: View, lang: Lang) -> tuple[str, str]:
    return lang.t("Where the works are, as far as anybody says"), lang.t(
        "Each work stands beside the seat of its district, never at a building: the sources seldom say more, and a pin can put people at "
        "risk."
    )


PAGE = Page(
    title=lambda lang: lang.t("Map"),
    purpose=lambda lang: lang.t("Where the works are, as precisely as the sources allow and no finer."),
    place=4,
    opening=_opening,
    obeys="works",
    blocks=(
        Beside(
            (Opening(), Titled("map")),
            (Filters(years=False), Focused(), Link(lambda lang: lang.t("See these works on the Works page"), "works")),
            Selection(Mapped("map", accent=True)),
        ),
        Remaining(Show("works"), Sheets()),
        Next(),
    ),
)
