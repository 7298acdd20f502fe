"""Spending as exhibits: the split, Defence's account, money over time, in scale, civil aid by year, programmes inside programmes.

Titles are functions of their tables. Amounts keep currency, basis and bound; no exhibit adds across ledgers.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.exhibits import spending_figure as figures
from aidlens.exhibits.base import Column, Exhibit, drawable, source_line
from aidlens.i18n import Lang
from aidlens.measures import observations, spending
from aidlens.quantity import Quantity
from aidlens.view import View

SECTOR_FAMILY = {"education": "school", "health": "health", "transport": "transport", "": ""}


def split(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The article's sum by sector: 27%, 11%, and what nobody broke down."""
    parts = spending.split(catalog, view.basis)
    named = lang.join(lang.pick(catalog.row("claims", key), "title").split(":")[0].lower() for key in spending.UNPRICED_CLAIMS)
    rows = [_part_row(catalog, part, view, lang) for part in parts]
    rows[-1]["inside"] = lang.t("named without a number: {sectors}", sectors=named)
    data = pd.DataFrame(rows)
    sources = _sources(catalog, [part.observation for part in parts] + [spending.TOTAL_EXACT])
    basis = {
        "share": lang.t("Share of the investment, as published in August 2021; 2005–2021"),
        "euros": lang.t("Euros: the published shares of “over 58 million”; lower bounds, rounded down; 2005–2021"),
        "derived": lang.t("Euros, derived: the published shares of 58,423,735 euros (June 2021); about; 2005–2021"),
    }[view.basis]
    return Exhibit(
        id="split",
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
        view=view.closed.having(page="spending"),
        caveats=(
            lang.t("A published 27% may stand for anything from 26.5 to 27.5, so a share of a lower bound starts from the lower end."),
            lang.t("No account behind the two shares was found; the article and the press of August 2021 give them without one."),
        ),
        draw=lambda canvas: figures.split(drawable(data), canvas),
        bars="share",
    )


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
        "share": _plain(part.share),
        "share_text": part.share.words(lang),
        "value": _plain(amount),
        "bound": str(amount.bound),
        "unit": amount.unit,
        "text": amount.words(lang) if amount.value is not None else lang.t("no amount: the total is a lower bound"),
        "observation": part.observation,
        "derived": bool(row["formula"]),
        "source": row["source"],
        "href": view.closed.href(obs=part.observation),
        "inside": "",
    }


def _sector_name(catalog: Catalog, sector: str, lang: Lang) -> str:
    if not sector:
        return lang.t("Not broken down")
    return lang.t("Roads and transport") if sector == "transport" else catalog.name("sectors", sector, lang.code)


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
        "tick_href": view.closed.href(obs=spending.ACCOUNT_TICK),
    }
    sources = _sources(catalog, [part.observation for part in parts] + [spending.ACCOUNT_TICK])
    return Exhibit(
        id="account",
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
        view=view.closed.having(page="spending"),
        caveats=(
            lang.t("The shares are ours: each amount divided by 46.4 million euros. The ministry published euros, not shares."),
            lang.t("Another scope than the article's sum: PRT Herat alone, Defence money alone. The two bars are not compared."),
        ),
        draw=lambda canvas: figures.account(drawable(data), marks, canvas),
        bars="value",
    )


def account_title(parts: list[spending.Part], lang: Lang) -> str:
    """How much of the account is itemised."""
    rest = parts[-1].share.value
    assert rest is not None
    if rest >= 45:
        return lang.t("The one itemised account leaves half of its money open")
    return lang.t("The one itemised account leaves {share} of its money open", share=parts[-1].share.words(lang))


def over_time(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """Every dated amount of the military ledger as a typed mark."""
    frame = spending.dated_amounts(catalog)
    frame = _within_years(frame, view)
    if view.scope:
        frame = frame[frame["programme"].isin(view.scope)]
    data = pd.DataFrame([_amount_row(catalog, row, view, lang) for row in frame.to_dict("records")], columns=list(_AMOUNT_COLUMNS))
    sources = _sources(catalog, list(frame["id"]))
    return Exhibit(
        id="over-time",
        title=over_time_title(frame, view, lang),
        subtitle=lang.t("Euros as published, by date of publication; running totals of one series are joined by steps, nothing else is"),
        alt=" ".join(f"{row['date_text']}: {row['text']}, {row['role_text']} ({row['scope']})." for row in data.to_dict("records")),
        data=data,
        columns=_amount_columns(lang),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.closed.having(page="spending"),
        coverage=lang.n("{n} amount, reprints folded into their origin", "{n} amounts, reprints folded into their origin", len(data)),
        caveats=(lang.t("Plans, allocations and one contingent's balance are never added to the running totals."),),
        draw=lambda canvas: figures.over_time(drawable(data), canvas),
    )


def over_time_title(frame: pd.DataFrame, view: View, lang: Lang) -> str:
    """How far the published running totals of PRT Herat go; neutral under filters."""
    if view.filters or view.scope:
        return lang.t("Published amounts over time, in this selection")
    own = frame[(frame["role"] == "cumulative") & (frame["programme"] == "prt-herat")]
    last = observations.quantity(own.iloc[-1].to_dict())
    return lang.t("PRT Herat's running total stopped at {amount}; the larger sum appears only in 2021", amount=last.words(lang))


def _within_years(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    years = frame["when"].str[:4].astype(int)
    return frame[(years >= (view.first or 0)) & (years <= (view.last or 9999))]


_AMOUNT_COLUMNS = (
    *("id", "date", "date_text", "value", "bound", "unit", "text", "short", "role", "role_text"),
    *("measure", "scope", "programme", "source", "publisher", "reprints", "href", "name"),
)


def _amount_row(catalog: Catalog, row: dict[str, Any], view: View, lang: Lang) -> dict[str, Any]:
    found = observations.quantity(row)
    roles = {
        "cumulative": lang.t("running total"),
        "part": lang.t("part of a total"),
        "plan": lang.t("planned or allocated"),
        "period": lang.t("one contingent or year"),
    }
    role = row.get("role", "")
    return {
        "id": row["id"],
        "date": row["when"],
        "date_text": lang.date(row["when"], short=True) or lang.t("undated"),
        "value": _plain(found),
        "bound": str(found.bound),
        "unit": found.unit,
        "text": found.words(lang),
        "short": found.short(lang),
        "role": role,
        "role_text": roles.get(role, catalog.code("kind_of_number", row["kind"], lang.code)),
        "measure": row["measure"],
        "scope": lang.pick(row, "scope"),
        "programme": row["programme"],
        "source": row["source"],
        "publisher": catalog.row("sources", row["source"])["publisher"],
        "reprints": row["reprints"],
        "href": view.closed.href(obs=row["id"]),
        "name": lang.pick(row, "label"),
    }


def _amount_columns(lang: Lang) -> tuple[Column, ...]:
    return (
        Column("date_text", lang.t("Date")),
        Column("text", lang.t("amount"), value="value", href="href"),
        Column("role_text", lang.t("what kind")),
        Column("scope", lang.t("Scope")),
        Column("publisher", lang.t("publisher")),
    )


def in_scale(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The article's sum beside civil aid, pledges and the cost of the mission, on an axis of tens."""
    frame = spending.in_scale(catalog)
    data = pd.DataFrame([_amount_row(catalog, row, view, lang) for row in frame.to_dict("records")])
    data["group"] = [row.measure if row.measure != "spend" else "spend" for row in data.itertuples()]
    groups = {
        "spend": lang.t("Projects of the military"),
        "pledge": lang.t("Pledges of Italy"),
        "civil-aid": lang.t("Civil aid, running totals"),
        "mission-cost": lang.t("Cost of the military mission"),
    }
    data["group_text"] = data["group"].map(groups)
    sources = _sources(catalog, list(frame["id"]))
    return Exhibit(
        id="in-scale",
        title=in_scale_title(data, lang),
        subtitle=lang.t("Euros, all years; each line to the right is ten times more, so small sums stay visible. Never added."),
        alt=" ".join(f"{row['group_text']}: {row['text']}, {row['date_text']}." for row in data.to_dict("records")),
        data=data,
        columns=(Column("group_text", lang.t("ledger")), *_amount_columns(lang)),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.closed.having(page="spending"),
        caveats=(
            lang.t("Approved, allocated and paid are different things: points of one row are not steps of one series."),
            lang.t("Civil and military money are separate ledgers; a pledge is a promise, not a payment. Amounts in dollars are left out."),
        ),
        draw=lambda canvas: figures.in_scale(drawable(data), list(groups), canvas),
    )


def in_scale_title(data: pd.DataFrame, lang: Lang) -> str:
    """How the article's sum compares in order of size with civil aid and mission cost."""
    own = data.loc[data["id"] == spending.TOTAL_EXACT, "value"].iloc[0]
    civil, mission = (data.loc[data["group"] == name, "value"].max() for name in ("civil-aid", "mission-cost"))
    return lang.t(
        "Civil aid is put at about {civil} times the article's sum, the mission at about {mission} times",
        civil=lang.number(round(civil / own)),
        mission=lang.number(round(mission / own / 10) * 10),
    )


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
            "href": view.closed.href(obs=row["id"]),
        }
        for row in frame.to_dict("records")
    )
    sources = _sources(catalog, list(frame["id"]))
    top = data.loc[data["value"].idxmax()]
    return Exhibit(
        id="oda",
        title=lang.t("Italian official aid peaked in {year} at {amount}", year=top["year_text"], amount=top["text"]),
        subtitle=lang.t("Net bilateral official development assistance of Italy to Afghanistan, current US dollars, by year (OECD)"),
        alt=" ".join(f"{row['year_text']}: {row['text']}." for row in data.to_dict("records")),
        data=data,
        columns=(Column("year_text", lang.t("year"), href="href"), Column("text", lang.t("amount, rounded"), value="value")),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.closed.having(page="spending"),
        caveats=(lang.t("Another basis and another currency than the rest of the page: not converted, not added."),),
        draw=lambda canvas: figures.years(drawable(data), canvas),
        bars="value",
    )


def programmes(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """Who paid through whom: programmes under their parent, with every published amount."""
    tree = spending.programme_tree(catalog)
    rows = []
    for row in tree.to_dict("records"):
        found = [catalog.row("observations", key) for key in split_list(str(row["observations"]))]
        shown = [item for item in found if item["measure"] not in ("oda-all-year", "oda-italy-year")][:4]
        rows.append(
            {
                "id": row["id"],
                "parent": row["parent"],
                "depth": row["depth"],
                "name": "\u2003" * int(row["depth"]) + ("└ " if row["depth"] else "") + lang.pick(row, "name"),
                "funder": lang.pick(row, "funder"),
                "amounts": " · ".join(_amount_words(item, lang) for item in shown) or lang.t("no amount published"),
                "observations": row["observations"],
                "href": view.closed.href(obs=shown[0]["id"]) if shown else "",
                "source": row["source"] or (shown[0]["source"] if shown else ""),
            }
        )
    data = pd.DataFrame(rows)
    sources = tuple(dict.fromkeys(key for key in data["source"] if key))
    inside = int((data["depth"] > 0).sum())
    return Exhibit(
        id="programmes",
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
        view=view.closed.having(page="spending"),
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
        "expenditure": lang.t("said spent"),
        "pledge": lang.t("pledged"),
    }
    return f"{words} ({', '.join(part for part in (names.get(kind, ''), when) if part)})" if kind in names or when else words


def _plain(quantity: Quantity) -> float | None:
    return None if quantity.value is None else float(quantity.value)


def _sources(catalog: Catalog, keys: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(catalog.row("observations", key)["source"] for key in keys))
