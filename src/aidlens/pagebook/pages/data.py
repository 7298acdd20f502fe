"""Sources and data: every table and source, how the record was made and what it leaves out, downloads, citation, words used."""

from __future__ import annotations

from aidlens.catalog import Catalog
from aidlens.i18n import Lang
from aidlens.pagebook.blocks import AllSources, Downloads, Facts, Glossary, Made, Next, Opening, Show, Tables
from aidlens.pagebook.page import Page
from aidlens.view import View


def _opening(_catalog: Catalog, _view: View, lang: Lang) -> tuple[str, str]:
    return lang.t("Sources and data"), lang.t(
        "Take the record with you, look into every table, and see how it was made: what was read, what was left out, "
        "and what it can never tell."
    )


PAGE = Page(
    title=lambda lang: lang.t("Sources and data"),
    purpose=lambda lang: lang.t("Every table and source, how the record was made, and downloads."),
    place=8,
    opening=_opening,
    kind="Dataset",
    blocks=(
        Opening(),
        Facts(),
        Downloads(),
        Tables(),
        Show("rests-on"),
        Show("read-again"),
        Made(),
        Show("changes"),
        AllSources(),
        Glossary(),
        Next(),
    ),
)
