"""Overview: is it true, what the article says? The claim ladder, its limits, what may safely be said, where to look next."""

from __future__ import annotations

from aidlens.exhibits import evidence, ladder
from aidlens.exhibits.article import ARTICLE
from aidlens.pagebook.blocks import Cards, Door, Doors, Next, Opening, Show, Switches, Words
from aidlens.pagebook.page import Page
from aidlens.pagebook.switches import known

PAGE = Page(
    title=lambda lang: lang.t("Overview"),
    purpose=lambda lang: lang.t("Is it true, what the article says? Each claim beside the evidence."),
    place=1,
    opening=lambda catalog, view, lang: (ladder.headline(catalog, view, lang), ladder.lead(catalog, lang)),
    kind="Dataset",
    blocks=(
        Opening(link=lambda lang: (lang.t("“Ahmad Massoud, where are you?”"), ARTICLE)),
        Show("ladder", accent=True),
        Switches(known(), apart=False),
        Doors(
            Door("map", "map", lambda lang: lang.t("Where: all works on the map")),
            Door("counts", "works", lambda lang: lang.t("When: all works by year"), {"by": "year"}),
            Door("split", "spending", lambda lang: lang.t("How much: the money")),
        ),
        Words(lambda lang: f"{evidence.limits(lang)} {ladder.gap(lang)}"),
        Cards("full", folded=True),
        Show("short-ladder"),
        Next(),
    ),
)
