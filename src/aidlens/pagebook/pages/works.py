"""Works: what was built, when, where, paid by whom; how the counts grew; every work with its evidence."""

from __future__ import annotations

from aidlens.catalog import Catalog
from aidlens.exhibits import growth, works
from aidlens.i18n import Lang
from aidlens.pagebook.blocks import Filters, Link, Next, Opening, Selection, Sheets, Show, Switch, Switches
from aidlens.pagebook.page import Page
from aidlens.pagebook.switches import Choice
from aidlens.view import GROUPINGS, SORTS, View


def _opening(_catalog: Catalog, _view: View, lang: Lang) -> tuple[str, str]:
    return lang.t("What was built, and who says so"), lang.t(
        "Every work that a public page lets us name or describe, with who says so. Works are counted, not money; a work without a date or "
        "a place is counted all the same."
    )


def _groupings(_catalog: Catalog, view: View, lang: Lang) -> list[Choice]:
    return [(works.group_name(by, lang), view.without_evidence.having(by=by).href(), by == view.by) for by in GROUPINGS]


def _sorts(_catalog: Catalog, view: View, lang: Lang) -> list[Choice]:
    names = (lang.t("name"), lang.t("place"), lang.t("date"), lang.t("status"), lang.t("cost"), lang.t("origins"))
    named = zip(SORTS, names, strict=True)
    return [(name, view.without_evidence.having(sort=sort, sheet=1).href(), sort == view.sort) for sort, name in named]


def _measures(catalog: Catalog, view: View, lang: Lang) -> list[Choice]:
    chosen = growth.grown(view)
    return [
        (catalog.name("measures", key, lang.code), view.without_evidence.having(measure=(key,)).href(), key == chosen)
        for key in growth.GROWTH
    ]


PAGE = Page(
    title=lambda lang: lang.t("Works"),
    purpose=lambda lang: lang.t("What was built, when, and who says so: every work with its evidence."),
    place=3,
    opening=_opening,
    obeys="works",
    blocks=(
        Opening(),
        Filters(),
        Link(lambda lang: lang.t("Show the same works on the map"), "map"),
        Selection(
            Switches(Switch(lambda lang: lang.t("Count by"), _groupings), apart=False),
            Show("counts", accent=True),
            Switches(Switch(lambda lang: lang.t("Sort by"), _sorts)),
            Show("works"),
            Sheets(),
        ),
        Switches(Switch(lambda lang: lang.t("How the counts grew"), _measures)),
        Show("growth"),
        Next(),
    ),
)
