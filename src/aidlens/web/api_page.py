"""The API's description as a page: light HTML with its own few styles, no script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aidlens.exhibits.contact import Told
from aidlens.i18n import Lang
from aidlens.templates import Markup, render
from aidlens.web import api_query as query

# The look of the site in little: paper, one serif for headings, one sans for text, hairlines.
STYLE = (Path(__file__).parent / "assets" / "api.css").read_text(encoding="utf-8")
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
    return render(
        "api",
        lang=lang,
        style=Markup(STYLE),
        info=description["info"],
        tags=description["tags"],
        operations=[(path, item["get"]) for path, item in description["paths"].items()],
        headings=headings,
        address=query.DESCRIPTION,
        tongues={"en": "English", "it": "Italiano"},
        report=report,
        few=_FEW,
    )
