"""Dated amounts as exhibits: money over time, and the article's sum beside civil aid, pledges and the cost of the mission.

No exhibit adds across ledgers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.exhibits import spending_figure as figures
from aidlens.exhibits.base import Column, Exhibit, drawable, exhibit, plain, source_line, sources_of
from aidlens.i18n import Lang
from aidlens.measures import disagreements, observations, spending
from aidlens.view import View


@exhibit("over-time", place=5, obeys="years")
def over_time(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """Every dated amount of the military ledger as a typed mark."""
    frame = spending.dated_amounts(catalog)
    frame = _within_years(frame, view)
    if view.scope:
        frame = frame[frame["programme"].isin(view.scope)]
    data = pd.DataFrame([_amount_row(catalog, row, view, lang) for row in frame.to_dict("records")], columns=list(_AMOUNT_COLUMNS))
    sources = sources_of(catalog, list(frame["id"]))
    return Exhibit(
        title=over_time_title(frame, view, lang),
        subtitle=lang.t("Euros as published, by date of publication; running totals of one series are joined by steps, nothing else is"),
        alt=" ".join(f"{row['date_text']}: {row['text']}, {row['role_text']} ({row['scope']})." for row in data.to_dict("records")),
        data=data,
        columns=_amount_columns(lang),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.without_evidence.having(page="spending"),
        coverage=lang.n("{n} amount, reprints folded into their origin", "{n} amounts, reprints folded into their origin", len(data)),
        caveats=(lang.t("Plans, allocations and one contingent's balance are never added to the running totals."),),
        draw=lambda canvas: figures.over_time(drawable(data), canvas, _listed(catalog, view)),
        slide="amounts",
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
        "value": plain(found),
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
        "publisher": catalog.publisher(row["source"], lang.code),
        "reprints": row["reprints"],
        "href": view.without_evidence.href(obs=row["id"]),
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


def _listed(catalog: Catalog, view: View) -> Callable[[Sequence[dict[str, Any]]], str]:
    """Where some amounts stand as a list: those of one measure on the page of what sources differ about, others among their years' amounts;
    "" where neither has them.
    """
    known = set(disagreements.measures(catalog)["id"])

    def href(rows: Sequence[dict[str, Any]]) -> str:
        measures = tuple(dict.fromkeys(str(row["measure"]) for row in rows))
        dates = [str(row["date"]) for row in rows]
        found = View(page="spending", lang=view.lang, theme=view.theme)
        if len(measures) == 1 and known.issuperset(measures):
            found = found.having(page="disagreements", measure=measures)
        elif not all(dates):
            return ""
        return found.having(first=int(min(dates)[:4]), last=int(max(dates)[:4])).href() if all(dates) else found.href()

    return href


@exhibit("in-scale", place=6)
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
    sources = sources_of(catalog, list(frame["id"]))
    return Exhibit(
        title=in_scale_title(data, lang),
        subtitle=lang.t("Euros, all years; each line to the right is ten times more, so small sums stay visible. Never added."),
        alt=" ".join(f"{row['group_text']}: {row['text']}, {row['date_text']}." for row in data.to_dict("records")),
        data=data,
        columns=(Column("group_text", lang.t("ledger")), *_amount_columns(lang)),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.without_evidence.having(page="spending"),
        caveats=(
            lang.t("Approved, allocated and paid are different things: points of one row are not steps of one series."),
            lang.t("Civil and military money are separate ledgers; a pledge is a promise, not a payment. Amounts in dollars are left out."),
        ),
        draw=lambda canvas: figures.in_scale(drawable(data), list(groups), canvas, _listed(catalog, view)),
        slide="scale",
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
