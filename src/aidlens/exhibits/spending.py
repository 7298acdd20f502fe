"""Spending as exhibits: the split of the article's sum by sector, and Defence's account.

Titles are functions of their tables. Amounts keep currency, basis and bound; no exhibit adds across ledgers.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.exhibits import spending_figure as figures
from aidlens.exhibits.base import Column, Exhibit, drawable, exhibit, plain, source_line, sources_of
from aidlens.i18n import Lang
from aidlens.measures import observations, spending
from aidlens.view import View

SECTOR_FAMILY = {"education": "school", "health": "health", "transport": "transport", "": ""}


@exhibit("split", place=3, obeys="basis")
def split(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The article's sum by sector: 27%, 11%, and what nobody broke down."""
    parts = spending.split(catalog, view.basis)
    named = lang.join(lang.pick(catalog.row("claims", key), "title").split(":")[0].lower() for key in spending.UNPRICED_CLAIMS)
    rows = [_part_row(catalog, part, view, lang) for part in parts]
    rows[-1]["inside"] = lang.t("named without a number: {sectors}", sectors=named)
    data = pd.DataFrame(rows)
    sources = _split_sources(catalog, view.basis)
    basis = {
        "share": lang.t("Share of the investment, as published in August 2021; 2005–2021"),
        "euros": lang.t("Euros: the published shares of “over 58 million”; lower bounds, rounded down; 2005–2021"),
        "derived": lang.t("Euros, derived: the published shares of 58,423,735 euros (June 2021); about; 2005–2021"),
    }[view.basis]
    return Exhibit(
        title=split_title(parts, lang),
        subtitle=basis,
        alt=" ".join(f"{row['name']}: {row['text']}." for row in rows) + " " + rows[-1]["inside"],
        data=data,
        columns=(
            Column("name", lang.t("Sector"), href="href"),
            Column("share_text", lang.t("share"), value="share"),
            Column("text", lang.t("amount in this basis"), value="value"),
        ),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.without_evidence.having(page="spending"),
        caveats=(
            lang.t("A published 27% may stand for anything from 26.5 to 27.5, so a share of a lower bound starts from the lower end."),
            lang.t("No account behind the two shares was found; the article and the press of August 2021 give them without one."),
        ),
        draw=lambda canvas: figures.split(drawable(data), canvas),
        bars="share",
        slide="parts",
    )


def _split_sources(catalog: Catalog, basis: str) -> tuple[str, ...]:
    """The pages that carry the two shares, and that of the sum they are taken of, where there is one."""
    shares = [key for claim in spending.SPLIT_CLAIMS for key in split_list(catalog.row("claims", claim)["first_said"])]
    found = sources_of(catalog, [*shares, *([spending.TOTAL_EXACT] if basis == "derived" else [])])
    return (*found, str(catalog.row("claims", "spend")["source"])) if basis == "euros" else found


def split_title(parts: list[spending.Part], lang: Lang) -> str:
    """How much of the sum nobody broke down."""
    rest = parts[-1].share
    return lang.t("{rest} of the money is not broken down by any source found", rest=rest.words(lang))


def _part_row(catalog: Catalog, part: spending.Part, view: View, lang: Lang) -> dict[str, Any]:
    row = catalog.row("observations", part.observation)
    amount = part.amount
    return {
        "sector": part.sector,
        "family": SECTOR_FAMILY[part.sector],
        "name": _sector_name(catalog, part.sector, lang),
        "share": plain(part.share),
        "share_text": part.share.words(lang),
        "value": plain(amount),
        "bound": str(amount.bound),
        "unit": amount.unit,
        "text": amount.words(lang) if amount.value is not None else lang.t("no amount: the total is a lower bound"),
        "observation": part.observation,
        "derived": bool(row["formula"]),
        "source": row["source"],
        "href": view.without_evidence.href(obs=part.observation),
        "inside": "",
    }


def _sector_name(catalog: Catalog, sector: str, lang: Lang) -> str:
    if not sector:
        return lang.t("Not broken down")
    return lang.t("Roads and transport") if sector == "transport" else catalog.name("sectors", sector, lang.code)


@exhibit("account", place=4)
def account(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The one itemised account: Ministry of Defence, PRT Herat, 2005-2013."""
    parts = spending.account(catalog)
    data = pd.DataFrame([_part_row(catalog, part, view, lang) for part in parts])
    whole = observations.quantity(catalog.row("observations", spending.ACCOUNT_TOTAL))
    tick = observations.quantity(catalog.row("observations", spending.ACCOUNT_TICK))
    assert whole.value is not None and tick.value is not None
    marks = {
        "total": float(whole.value),
        "total_text": whole.words(lang),
        "tick": float(whole.value * tick.value / 100),
        "tick_text": lang.t("{share} for education, said in November 2012", share=tick.words(lang)),
        "tick_href": view.without_evidence.href(obs=spending.ACCOUNT_TICK),
    }
    sources = sources_of(catalog, [part.observation for part in parts] + [spending.ACCOUNT_TICK])
    return Exhibit(
        title=account_title(parts, lang),
        subtitle=lang.t("Ministry of Defence, PRT Herat, 2005–2013, in euros as published in February 2014; its own axis"),
        alt=" ".join(f"{row['name']}: {row['text']}." for row in data.to_dict("records")),
        data=data,
        columns=(
            Column("name", lang.t("Sector"), href="href"),
            Column("text", lang.t("as published"), value="value"),
            Column("share_text", lang.t("share, derived"), value="share"),
        ),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.without_evidence.having(page="spending"),
        caveats=(
            lang.t("The shares are ours: each amount divided by 46.4 million euros. The ministry published euros, not shares."),
            lang.t("Another scope than the article's sum: PRT Herat alone, Defence money alone. The two bars are not compared."),
        ),
        draw=lambda canvas: figures.account(drawable(data), marks, canvas),
        bars="value",
        slide="parts",
    )


def account_title(parts: list[spending.Part], lang: Lang) -> str:
    """How much of the account is itemised."""
    rest = parts[-1].share.value
    assert rest is not None
    if rest >= 45:
        return lang.t("The one itemised account leaves half of its money open")
    return lang.t("The one itemised account leaves {share} of its money open", share=parts[-1].share.words(lang))
