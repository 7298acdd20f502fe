"""The table of works as an exhibit: what readers see of each, and in its files the one public row of a work (``measures.work_row``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.exhibits.base import Column, Exhibit, exhibit, source_line
from aidlens.exhibits.beyond import beyond
from aidlens.exhibits.evidence import capacity_words, place_words
from aidlens.i18n import Lang
from aidlens.measures import work_row, works
from aidlens.measures.public import number
from aidlens.view import View

PAGE_SIZE = 25
_READERS = (
    *("name", "kind_text", "place", "date_text", "status_text", "capacity", "cost", "currency", "cost_text", "parties", "origins_text"),
    "open_href",
)


@exhibit("works", place=13, obeys="works")
def table(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """One page of the works shown, sorted; every row opens its evidence."""
    shown = work_row.select(catalog, view, lang)
    pages = max(1, -(-len(shown) // PAGE_SIZE))
    sheet = min(view.sheet, pages)
    part = shown.iloc[(sheet - 1) * PAGE_SIZE : sheet * PAGE_SIZE]
    data = pd.DataFrame(_rows(catalog, part, view, lang), columns=[*work_row.names(catalog), *_READERS], dtype=object)
    sources = tuple(dict.fromkeys(key for keys in part["sources"] for key in keys))
    return Exhibit(
        title=lang.n("{n} work", "{n} works", len(shown)),
        subtitle=lang.t(
            "Works in the record, what is known of each; sheet {sheet} of {sheets}; a name opens the evidence", sheet=sheet, sheets=pages
        )
        + (". " + lang.t("Costs are sorted within each currency, never across.") if view.sort == "cost" else ""),
        alt=lang.t("A table of works with place, date, status, capacity, cost and origins."),
        data=data,
        columns=(
            Column("name", lang.t("Work"), href="open_href"),
            Column("kind_text", lang.t("Kind")),
            Column("place", lang.t("Place")),
            Column("date_text", lang.t("Date")),
            Column("status_text", lang.t("Status")),
            Column("capacity", lang.t("Capacity")),
            Column("cost_text", lang.t("Cost"), value="cost"),
            Column("origins_text", lang.t("Origins"), value="origins"),
        ),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.without_evidence,
        more=beyond(catalog, view, lang),
        sheets=pages,
        wall_columns=("name", "kind_text", "place", "date_text", "status_text"),
    )


def sheets(catalog: Catalog, view: View) -> int:
    """How many sheets the table of a view has."""
    return max(1, -(-len(works.select(catalog, view)) // PAGE_SIZE))


def _rows(catalog: Catalog, part: pd.DataFrame, view: View, lang: Lang) -> list[dict[str, Any]]:
    """The rows of one sheet: the public row of each work, then what readers see of it."""
    carried = work_row.table(catalog).loc[list(part["id"])].to_dict("records")
    return [_carried(public) | _readers(catalog, row, view, lang) for public, row in zip(carried, part.to_dict("records"), strict=True)]


def _carried(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: number(value) if isinstance(value, float) else value for name, value in row.items()}


def _readers(catalog: Catalog, row: dict[str, Any], view: View, lang: Lang) -> dict[str, Any]:
    what = catalog.code("date_is", row["date_is"], lang.code)
    cost = works.cost(row)
    assessed = len(row["parties"])
    return {
        "name": lang.pick(row, "name"),
        "kind_text": catalog.name("kinds", row["kind"], lang.code),
        "place": place_words(catalog, row, lang),
        "date_text": f"{lang.date(row['date'], short=True)} ({what})" if row["date"] else lang.t("undated"),
        "status_text": catalog.code("status", row["status"], lang.code),
        "capacity": capacity_words(catalog, row, lang) or "–",
        "cost": number(cost.value),
        "currency": row["cost_currency"],
        "cost_text": cost.short(lang) if row["cost_currency"] in ("EUR", "USD") else cost.words(lang) if cost.value is not None else "–",
        # Readers of this table's files know ``origins`` as how many there are; which they are has a name of its own.
        "origins": assessed,
        "parties": ";".join(row["parties"]),
        "origins_text": lang.number(assessed) if assessed else lang.t("not assessed"),
        "open_href": view.without_evidence.href(work=row["id"]),
    }
