"""The claims that works cannot check, as a table."""

from __future__ import annotations

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.exhibits import wall_tables
from aidlens.exhibits.base import Column, Exhibit, exhibit, plain, source_line
from aidlens.exhibits.evidence import with_unit
from aidlens.i18n import Lang
from aidlens.measures import claims, observations
from aidlens.view import View


@exhibit("short-ladder", place=2)
def build(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The claims that works cannot check: money, shares, projects, sectors without a number; with the reason."""
    rows = []
    for item in claims.ladders(catalog, view):
        if item.full:
            continue
        claim = catalog.row("claims", item.claim)
        first = split_list(str(claim["first_said"])) or list(item.official)
        rows.append(
            {
                "claim": item.claim,
                "name": lang.pick(claim, "title"),
                "claim_href": view.without_evidence.href(claim=item.claim),
                "claimed": plain(item.claimed),
                "claimed_bound": str(item.claimed.bound),
                "unit": item.claimed.unit,
                "claimed_text": item.claimed.words(lang) if item.claimed.value is not None else lang.t("no number"),
                "first": ";".join(first),
                "first_text": first_said(catalog, first, lang),
                "first_href": view.without_evidence.href(obs=first[0]) if first else "",
                "reason": lang.pick(claim, "unchecked"),
                "sources": ";".join(catalog.row("observations", key)["source"] for key in first),
            }
        )
    data = pd.DataFrame(rows)
    sources = tuple(dict.fromkeys(key for cell in data["sources"] for key in split_list(cell)))
    return Exhibit(
        title=lang.t("Money, shares and projects cannot be checked work by work"),
        subtitle=lang.t("The article's other claims, who first published the number, and why works do not answer it"),
        alt=" ".join(f"{row['name']}: {row['claimed_text']}. {row['reason']}" for row in rows),
        data=data,
        columns=(
            Column("name", lang.t("Claim"), href="claim_href"),
            Column("claimed_text", lang.t("the article")),
            Column("first_text", lang.t("first published, or counted by the builder"), href="first_href"),
            Column("reason", lang.t("why works cannot check it")),
        ),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        slide="drawing",
        wall=lambda shown, canvas: wall_tables.claims(shown.to_dict("records"), canvas),
        view=view.without_evidence.having(page="overview"),
    )


def first_said(catalog: Catalog, keys: list[str], lang: Lang) -> str:
    """Who first published a number and when ("Policy Maker, Aug 2021: 2,290"); words for none."""
    if not keys:
        return lang.t("no source found")
    row = catalog.row("observations", keys[0])
    source, who = catalog.row("sources", row["source"]), catalog.publisher(row["source"], lang.code)
    when = lang.date(str(source["date"]) or observations.date_of(catalog, row), short=True)
    return f"{who}{', ' + when if when else ''}: {with_unit(catalog, observations.quantity(row), lang)}"
