"""How the published counts of one thing grew, and how far the works that can be traced follow them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.exhibits.base import Column, Exhibit, drawable, exhibit, source_line
from aidlens.exhibits.growth_figure import growth as draw
from aidlens.i18n import Lang
from aidlens.measures import claims, disagreements, observations, stated, works
from aidlens.quantity import Quantity
from aidlens.view import View

# Sites begun are not schools built: the count of 2005 stands before the others as a hollow mark of its own.
STARTED = {"schools": "schools-started-prt-herat-2005-09-29-nato"}
GROWTH = {"schools": "schools", "clinics": "hospitals", "wells": "wells"}  # measure → claim


def grown(view: View) -> str:
    """The measure whose growth a view looks at; the first where it names none that can be followed."""
    return next((item for item in view.measure if item in GROWTH), next(iter(GROWTH)))


@exhibit("growth", place=12, limited=True)
def growth(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """Published running counts by date as marks, and beneath them the works that can be traced, stepping."""
    measure = grown(view)
    claim = GROWTH[measure]
    lines = disagreements.lines(catalog, measure)
    lines = lines[(lines["programme"] == "prt-herat") & (lines["when"] != "")].sort_values(["when", "value"])
    traced = works.cumulative(catalog, claim)
    ladder = claims.ladder(catalog, claim, View())
    rows = [_published_row(catalog, row, view, lang) for row in lines.to_dict("records")]
    if measure in STARTED and catalog.has("observations", STARTED[measure]):
        begun = dict(catalog.row("observations", STARTED[measure]))
        begun |= {"when": observations.date_of(catalog, begun), "kind": "plan"}
        rows.insert(0, _published_row(catalog, begun, view, lang) | {"what": lang.t("sites started")})
    rows += [_traced_row(catalog, row, view, lang) for row in traced.to_dict("records")]
    data = pd.DataFrame(rows)
    sources = tuple(dict.fromkeys(row["source"] for row in rows))
    name = catalog.name("measures", measure, lang.code)
    undated = ladder.steps["traced"].units.value or 0
    undated = int(undated) - int(traced["total"].max() if len(traced) else 0)
    return Exhibit(
        title=growth_title(lines, traced, name, lang),
        subtitle=lang.t(
            "{measure}, PRT Herat, by date: published counts as points; as steps the works we can trace, which measure our search of "
            "public pages, not what was built",
            measure=name,
        ),
        alt=" ".join(f"{row['date_text']}: {row['text']} ({row['name']})." for row in rows),
        data=data,
        columns=(
            Column("date_text", lang.t("Date")),
            Column("what", lang.t("what kind")),
            Column("text", lang.t("count"), value="value", href="href"),
            Column("name", lang.t("publisher, or work")),
        ),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.without_evidence.having(page="works"),
        caveats=tuple(
            filter(
                None,
                (
                    lang.n("{n} traced unit is undated and not drawn.", "{n} traced units are undated and not drawn.", undated)
                    if undated
                    else "",
                    lang.t("The points follow no single rule: some count buildings opened, some projects, one is a forecast."),
                ),
            )
        ),
        draw=lambda canvas: draw(drawable(data), canvas, _listed(catalog, measure, view)),
        slide="climb",
    )


def _listed(catalog: Catalog, measure: str, view: View) -> Callable[[Sequence[dict[str, Any]]], str]:
    """Where rows of one series stand as a list: works on their page, published counts where sources differ; "" where they are on none."""

    def href(rows: Sequence[dict[str, Any]]) -> str:
        years = [int(row["date"][:4]) for row in rows]
        found = View(lang=view.lang, theme=view.theme, first=min(years), last=max(years))
        if rows[0]["series"] == "traced":
            return found.having(page="works", counted=f"{GROWTH[measure]}.traced").href()
        return (
            found.having(page="disagreements", measure=(measure,)).href() if measure in set(disagreements.measures(catalog)["id"]) else ""
        )

    return href


def growth_title(lines: pd.DataFrame, traced: pd.DataFrame, name: str, lang: Lang) -> str:
    """First and last published count, and how far the traced works reach."""
    first, last = lines.iloc[0], lines.iloc[-1]
    counted = lines[lines["kind"] == "count"]
    last = counted.iloc[-1] if len(counted) else last
    top = int(traced["total"].max()) if len(traced) else 0
    return lang.t(
        "{measure}: the published count goes from {first} to {last}; dated works reach {traced}",
        measure=name,
        first=observations.quantity(first.to_dict()).words(lang),
        last=observations.quantity(last.to_dict()).words(lang),
        traced=lang.number(top),
    )


def _published_row(catalog: Catalog, row: dict[str, Any], view: View, lang: Lang) -> dict[str, Any]:
    found = observations.quantity(row)
    return {
        "series": "published",
        "what": lang.t("forecast") if row["kind"] == "plan" else lang.t("published count"),
        "kind": row["kind"],
        "date": row["when"],
        "date_text": lang.date(row["when"], short=True),
        "value": float(row["value"]),
        "bound": str(found.bound),
        "text": found.words(lang),
        "short": found.short(lang),
        "name": catalog.publisher(row["source"], lang.code),
        "source": row["source"],
        "stated": "",
        "id": row["id"],
        "href": view.without_evidence.href(obs=row["id"]),
    }


def _traced_row(catalog: Catalog, row: dict[str, Any], view: View, lang: Lang) -> dict[str, Any]:
    total = Quantity.of(int(row["total"]), "exact")
    source = stated.of_work(catalog, row["id"])[0]["source"]
    return {
        "series": "traced",
        "what": lang.t("traced work"),
        "kind": "count",
        "date": row["date"],
        "date_text": lang.date(row["date"], short=True),
        "value": float(row["total"]),
        "bound": "exact",
        "text": total.words(lang),
        "short": total.short(lang),
        "name": lang.pick(catalog.row("works", row["id"]), "name"),
        "source": source,
        "stated": source_line(catalog, (source,), lang),
        "id": row["id"],
        "href": view.without_evidence.href(work=row["id"]),
    }
