"""The API's description as a page: light HTML with its own few styles, no script."""

from __future__ import annotations

from typing import Any

from aidlens.exhibits.contact import Told
from aidlens.i18n import Lang
from aidlens.templates import styles
from aidlens.web import api_query as query
from aidlens.web.plain_page import page as document

STYLE = styles("colours", "themes", "site", "base", "api")
_FEW = 16


def page(description: dict[str, Any], lang: Lang, report: Told) -> str:
    """The whole page for a description in its language, and whom to write to."""
    headings = {
        "index": lang.t("The index"),
        "claims": lang.t("Claims"),
        "observations": lang.t("Published numbers"),
        "works": lang.t("Works"),
        "sources": lang.t("Sources"),
        "exhibits": lang.t("Exhibits"),
    }
    return document(
        "api",
        lang,
        styles=STYLE,
        info=description["info"],
        tags=description["tags"],
        operations=[(path, item["get"]) for path, item in description["paths"].items()],
        headings=headings,
        address=query.DESCRIPTION,
        tongues={"en": "English", "it": "Italiano"},
        report=report,
        few=_FEW,
    )
