"""Where sources differ, as exhibits: the values of one measure by scope, and the chain of the article's sentence."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.exhibits.base import Column, Exhibit, drawable, exhibit, source_line, sources_of
from aidlens.exhibits.disagreements_figure import draw
from aidlens.exhibits.evidence import with_unit
from aidlens.i18n import Lang
from aidlens.measures import disagreements, observations
from aidlens.view import View

DEFAULT_MEASURE = "schools"


def chosen(catalog: Catalog, view: View) -> str:
    """The measure a view looks at; schools when it names none that differs."""
    known = set(disagreements.measures(catalog)["id"])
    return next((measure for measure in view.measure if measure in known), DEFAULT_MEASURE)


@exhibit("values", place=10, obeys="years")
def values(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """Every published value of the chosen measure, one panel a scope."""
    measure = chosen(catalog, view)
    spec = catalog.row("measures", measure)
    frame = disagreements.lines(catalog, measure)
    if view.scope:
        frame = frame[frame["programme"].isin(view.scope)]
    frame = frame[[_in_years(date, view) for date in frame["when"]]]
    data = pd.DataFrame([_row(catalog, row, view, lang) for row in frame.to_dict("records")], columns=list(_COLUMNS))
    sources = tuple(dict.fromkeys(data["source"]))
    return Exhibit(
        title=title(frame, lang.pick(spec, "name"), view, lang),
        subtitle=lang.pick(spec, "definition"),
        alt=" ".join(f"{row['scope_name']}, {row['date_text']}: {row['text']} ({row['publisher']})." for row in data.to_dict("records")),
        data=data,
        columns=(
            Column("scope_name", lang.t("Scope")),
            Column("date_text", lang.t("Date")),
            Column("text", lang.t("value"), value="value", href="href"),
            Column("name", lang.t("what is counted")),
            Column("publisher", lang.t("publisher")),
            Column("origin", lang.t("origin (column)")),
        ),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.without_evidence.having(page="disagreements"),
        coverage=_coverage(data, lang),
        caveats=tuple(
            filter(
                None,
                (
                    lang.pick(spec, "why_differ"),
                    lang.t("Each scope has an axis of its own, from zero to its largest value: bars of two scopes are not compared."),
                ),
            )
        ),
        draw=(lambda canvas: draw(drawable(data), canvas)) if len(data) else None,
        slide="panels",
        wall_columns=("scope_name", "date_text", "text", "name", "publisher"),
    )


def _in_years(date: str, view: View) -> bool:
    if not (view.first or view.last):
        return True
    return bool(date) and (view.first or 0) <= int(date[:4]) <= (view.last or 9999)


def title(frame: pd.DataFrame, name: str, view: View, lang: Lang) -> str:
    """How many different values the largest scope has; neutral under filters."""
    if view.filters or view.scope or frame.empty:
        return lang.t("{measure}: the published values, in this selection", measure=name)
    panel = frame[frame["panel"] == frame.iloc[0]["panel"]]
    different = panel["value"].nunique()
    low, high = panel["value"].min(), panel["value"].max()
    if different == 1:
        return lang.n("{measure}: one value in {n} statement", "{measure}: one value in {n} statements", len(panel), measure=name)
    return lang.t(
        "{measure}: {n} different values in one scope, from {low} to {high}",
        measure=name,
        n=different,
        low=lang.number(low) if high < 1e6 else lang.compact(low),
        high=lang.number(high) if high < 1e6 else lang.compact(high),
    )


_COLUMNS = (
    *("id", "panel", "programme", "scope_name", "date", "date_text", "value", "bound", "unit", "text", "short", "name"),
    *("publisher", "origin", "reprints", "first", "who", "source", "href"),
)


def _row(catalog: Catalog, row: dict[str, Any], view: View, lang: Lang) -> dict[str, Any]:
    found = observations.quantity(row)
    who = catalog.publisher(row["source"], lang.code)
    date = lang.date(row["when"], short=True) or lang.t("undated")
    origin = lang.pick(catalog.row("origins", row["origin"]), "name") if row["origin"] else lang.t("not assessed")
    parts = dict(found.parts).get(lang.code, "")
    more = lang.n("and {n} reprint", "and {n} reprints", row["reprints"]) if row["reprints"] else ""
    return {
        "id": row["id"],
        "panel": row["panel"],
        "programme": row["programme"],
        "scope_name": catalog.name("programmes", row["programme"], lang.code) or lang.t("other scope"),
        "date": row["when"],
        "date_text": date,
        "value": float(row["value"]),
        "bound": str(found.bound),
        "unit": row["unit"],
        "text": with_unit(catalog, found, lang),
        "short": found.short(lang),
        "name": lang.pick(row, "label"),
        "publisher": who,
        "origin": origin,
        "reprints": row["reprints"],
        "first": bool(row["first"]),
        # What a sum of ours adds comes first: where there is little room, the rest is cut.
        "who": " ".join(part for part in (f"{parts} · " * bool(parts) + f"{date} · {who}", more) if part),
        "source": row["source"],
        "href": view.without_evidence.href(obs=row["id"]),
    }


def _coverage(data: pd.DataFrame, lang: Lang) -> str:
    folded = int(data["reprints"].sum())
    return (
        lang.n("{n} statement", "{n} statements", len(data))
        + " · "
        + lang.n("{n} reprint folded into its origin", "{n} reprints folded into their origin", folded)
    )


@exhibit("chain", place=9)
def chain(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The chain of the article's sentence: who published what, in which words, and what changed on the way."""
    frame = disagreements.chain(catalog)
    rows = [_chain_row(catalog, row, view, lang) for row in frame.to_dict("records")]
    rows.append(_article_row(catalog, view, lang))
    _mark_changes(rows)
    data = pd.DataFrame(rows)
    drawn = [key for claim in disagreements.CHAIN_CLAIMS for cell in frame[claim] for key in split_list(cell)]
    sources = tuple(dict.fromkeys([*data["source"], *sources_of(catalog, drawn)]))
    claims = [
        Column(f"{claim}_text", lang.pick(catalog.row("claims", claim), "title"), href=f"{claim}_href")
        for claim in disagreements.CHAIN_CLAIMS
    ]
    return Exhibit(
        title=chain_title(rows, lang),
        subtitle=lang.t("Pages that carry the numbers of the article's sentence, oldest first; ≠ marks words or a number that changed"),
        alt=" ".join(f"{row['when_text']}, {row['publisher']}: {row['hospitals_text']}." for row in rows if row["hospitals_text"] != "–"),
        data=data,
        columns=(Column("when_text", lang.t("Date")), Column("publisher", lang.t("publisher"), href="source_href"), *claims),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.without_evidence.having(page="disagreements"),
        caveats=(lang.t("Il Sole 24 Ore, which the pages of August 2021 quote, was not among the pages read."),),
        wall_columns=("when_text", "hospitals_text", "publisher", "schools_text", "spend_text"),
    )


def _chain_row(catalog: Catalog, row: dict[str, Any], view: View, lang: Lang) -> dict[str, Any]:
    made: dict[str, Any] = {
        "source": row["source"],
        "source_href": view.without_evidence.href(source=row["source"]),
        "when": row["when"],
        "when_text": lang.date(row["when"], short=True),
        "publisher": catalog.publisher(row["source"], lang.code),
    }
    for claim in disagreements.CHAIN_CLAIMS:
        keys = split_list(row[claim])
        made[claim] = row[claim]
        made[f"{claim}_href"] = view.without_evidence.href(obs=keys[0]) if keys else ""
        made[f"{claim}_text"] = " + ".join(_said(catalog, key, claim, lang) for key in keys) or "–"
        found = [catalog.row("observations", key) for key in keys]
        made[f"{claim}_key"] = " ".join(f"{item['qualifier']} {item['value']:g} {item['measure']}" for item in found)
    return made


def _said(catalog: Catalog, key: str, claim: str, lang: Lang) -> str:
    row = catalog.row("observations", key)
    words = observations.quantity(row).words(lang)
    return f"{words} {lang.pick(row, 'label').lower()}" if claim in ("hospitals", "security-buildings") else words


def _article_row(catalog: Catalog, view: View, lang: Lang) -> dict[str, Any]:
    first = catalog.row("claims", "projects")
    source = catalog.row("sources", first["source"])
    made: dict[str, Any] = {
        "source": first["source"],
        "source_href": view.without_evidence.href(source=first["source"]),
        "when": source["date"],
        "when_text": lang.date(source["date"], short=True),
        "publisher": lang.t("the article ({publisher})", publisher=catalog.publisher(first["source"], lang.code)),
    }
    for claim in disagreements.CHAIN_CLAIMS:
        row = catalog.row("claims", claim)
        made |= {claim: claim, f"{claim}_href": view.without_evidence.href(claim=claim), f"{claim}_text": lang.pick(row, "article_words")}
        measure = catalog.row("observations", split_list(row["first_said"])[0])["measure"]
        made[f"{claim}_key"] = f"{row['qualifier']} {row['value']:g} {measure}"
    return made


def _mark_changes(rows: list[dict[str, Any]]) -> None:
    last: dict[str, str] = {}
    for row in rows:
        for claim in disagreements.CHAIN_CLAIMS:
            key = row[f"{claim}_key"]
            changed = bool(key) and last.get(claim, "") not in ("", key)
            row[f"{claim}_changed"] = changed
            if changed:
                row[f"{claim}_text"] = f"≠ {row[f'{claim}_text']}"
            last[claim] = key or last.get(claim, key)


def chain_title(rows: list[dict[str, Any]], lang: Lang) -> str:
    """Whether the clinics of the first page are hospitals in the last."""
    changes = sum(row["hospitals_changed"] for row in rows)
    if changes:
        return lang.t("From outpatient clinics to hospitals: the words changed before the article")
    return lang.t("The words of the sentence did not change on the way")
