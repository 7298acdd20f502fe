"""What became of it: completed public works by the last state a page reports of each; the largest part has no report."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.exhibits.base import Column, Exhibit, drawable, exhibit, source_line
from aidlens.exhibits.outcomes_figure import draw
from aidlens.i18n import Lang
from aidlens.measures import outcomes
from aidlens.view import View


@exhibit("became", place=15, limited=True)
def became(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """One row a work with a later report, and one row for all the works of which none was found."""
    reports = outcomes.last_reports(catalog)
    known = reports[reports["state"] != ""].sort_values(["as_of", "work"])
    rows = [_silent(len(reports) - len(known), view, lang)]
    rows += [_row(catalog, row, view, lang) for row in known.to_dict("records")]
    data = pd.DataFrame(rows)
    sources = tuple(dict.fromkeys(known["source"]))
    return Exhibit(
        title=title(data, lang),
        subtitle=lang.t(
            "Works built or renovated with Italian public aid, by the last state a page reports: it measures our search, not what stands"
        ),
        alt=alt(data, lang),
        data=data,
        columns=(
            Column("name", lang.t("Work"), href="href"),
            Column("state_name", lang.t("Last reported state")),
            Column("when", lang.t("As of")),
            Column("statement", lang.t("What the page says")),
            Column("works_text", lang.t("Works (column)"), value="works"),
        ),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=View(page="story", lang=view.lang, theme=view.theme),
        coverage=lang.t("“No report found” says how far our search went, not that a work is lost."),
        caveats=(
            lang.t("A report counts only where it speaks of that very work; what is said of a town or of the country is not carried over."),
        ),
        draw=lambda canvas: draw(drawable(data), canvas),
        bars="works",
        slide="drawing",
    )


def _silent(count: int, view: View, lang: Lang) -> dict[str, Any]:
    return {
        "work": "",
        "name": lang.t("All the others"),
        "family": "",
        "state": "",
        "state_name": lang.t("no report found"),
        "as_of": "",
        "when": "–",
        "statement": lang.t("We found no later page on them."),
        "works": count,
        "works_text": lang.number(count),
        "source": "",
        "href": View(page="works", lang=view.lang, theme=view.theme).href(),
    }


def _row(catalog: Catalog, row: dict[str, Any], view: View, lang: Lang) -> dict[str, Any]:
    work = catalog.row("works", row["work"])
    return {
        "work": row["work"],
        "name": lang.pick(work, "name"),
        "family": catalog.row("kinds", work["kind"])["family"],
        "state": row["state"],
        "state_name": catalog.code("state", row["state"], lang.code),
        "as_of": row["as_of"],
        "when": lang.date(row["as_of"], short=True) or lang.t("undated"),
        "statement": lang.pick(catalog.row("outcomes", row["outcome"]), "statement"),
        "works": 1,
        "works_text": lang.number(1),
        "source": row["source"],
        "href": view.without_evidence.href(work=row["work"]),
    }


def title(data: pd.DataFrame, lang: Lang) -> str:
    """The finding: on how many of the works no later page was found; whether anybody wrote one, we do not know."""
    total, silent = int(data["works"].sum()), int(data.loc[data["state"] == "", "works"].sum())
    return lang.t("Of {n} finished works we found no later page on {k}", n=lang.number(total), k=lang.number(silent))


def alt(data: pd.DataFrame, lang: Lang) -> str:
    """The exhibit read aloud."""
    silent = data[data["state"] == ""].iloc[0]
    parts = [lang.n("No report found: {n} work.", "No report found: {n} works.", int(silent["works"]))]
    parts += [f"{row['name']}: {row['state_name']}, {row['when']}." for row in data[data["state"] != ""].to_dict("records")]
    return " ".join(parts)
