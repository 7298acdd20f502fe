"""Ledgers as exhibits: civil aid by year, and programmes inside programmes.

Amounts keep currency, basis and bound; rival statements are never added.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.exhibits import spending_figure as figures
from aidlens.exhibits.base import Column, Exhibit, drawable, exhibit, source_line, sources_of
from aidlens.i18n import Lang
from aidlens.measures import observations, spending
from aidlens.quantity import Quantity
from aidlens.view import View


@exhibit("oda", place=7)
def oda(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """Italian official aid to Afghanistan by year, as the OECD counts it."""
    frame = spending.oda_by_year(catalog)
    data = pd.DataFrame(
        {
            "id": row["id"],
            "year": row["year"],
            "year_text": str(row["year"]),
            "value": row["value"],
            "bound": row["qualifier"],
            "unit": row["unit"],
            "text": Quantity.of(round(row["value"], -5), "about", "USD").words(lang),
            "source": row["source"],
            "href": view.without_evidence.href(obs=row["id"]),
        }
        for row in frame.to_dict("records")
    )
    sources = sources_of(catalog, list(frame["id"]))
    top = data.loc[data["value"].idxmax()]
    return Exhibit(
        title=lang.t("Italian official aid peaked in {year} at {amount}", year=top["year_text"], amount=top["text"]),
        subtitle=lang.t("Net bilateral official development assistance of Italy to Afghanistan, current US dollars, by year (OECD)"),
        alt=" ".join(f"{row['year_text']}: {row['text']}." for row in data.to_dict("records")),
        data=data,
        columns=(Column("year_text", lang.t("year"), href="href"), Column("text", lang.t("amount, rounded"), value="value")),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.without_evidence.having(page="spending"),
        caveats=(lang.t("Another basis and another currency than the rest of the page: not converted, not added."),),
        draw=lambda canvas: figures.years(drawable(data), canvas),
        slide="columns",
        bars="value",
    )


@exhibit("programmes", place=8)
def programmes(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """Who paid through whom: programmes under their parent, with every published amount."""
    tree = spending.programme_tree(catalog)
    rows, drawn = [], list[str]()
    for row in tree.to_dict("records"):
        found = [catalog.row("observations", key) for key in split_list(str(row["observations"]))]
        shown = [item for item in found if item["measure"] not in ("oda-all-year", "oda-italy-year")][:4]
        drawn += [item["id"] for item in shown]
        rows.append(
            {
                "id": row["id"],
                "parent": row["parent"],
                "depth": row["depth"],
                "name": "\u2003" * int(row["depth"]) + ("└ " if row["depth"] else "") + lang.pick(row, "name"),
                "funder": lang.pick(row, "funder"),
                "amounts": " · ".join(_amount_words(item, lang) for item in shown) or lang.t("no amount published"),
                "observations": row["observations"],
                "href": view.without_evidence.href(obs=shown[0]["id"]) if shown else "",
                "source": row["source"] or (shown[0]["source"] if shown else ""),
            }
        )
    data = pd.DataFrame(rows)
    sources = tuple(dict.fromkeys([*(key for key in data["source"] if key), *sources_of(catalog, drawn)]))
    inside = int((data["depth"] > 0).sum())
    return Exhibit(
        title=lang.t("{n} of {total} programmes sit inside another: their money is not added to it", n=inside, total=len(data)),
        subtitle=lang.t("Who paid through whom, as published; an indented programme is part of the one above it"),
        alt=" ".join(f"{row['name'].strip()}: {row['amounts']}." for row in rows[:20]),
        data=data,
        columns=(
            Column("name", lang.t("Programme")),
            Column("funder", lang.t("who paid")),
            Column("amounts", lang.t("published amounts"), href="href"),
        ),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.without_evidence.having(page="spending"),
        caveats=(lang.t("Amounts of one programme are rival or successive statements, not parts: they are not added either."),),
    )


def _amount_words(row: Any, lang: Lang) -> str:
    kind = row["kind"]
    when = lang.date(str(row["as_of"] or row["period_end"]), short=True)
    words = observations.quantity(row).words(lang)
    names = {
        "plan": lang.t("planned"),
        "allocation": lang.t("allocated"),
        "commitment": lang.t("approved"),
        "disbursement": lang.t("paid"),
        "expenditure": lang.t("reported as spent"),
        "pledge": lang.t("pledged"),
    }
    return f"{words} ({', '.join(part for part in (names.get(kind, ''), when) if part)})" if kind in names or when else words
