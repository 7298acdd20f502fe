"""What changed, as an exhibit: the rows of the record that moved in its latest edition, each with before, after and why."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.checks.changes import AMOUNTS, CODES, IDS, amount
from aidlens.exhibits.base import Column, Exhibit, exhibit, source_line
from aidlens.exhibits.evidence import with_unit
from aidlens.i18n import Lang
from aidlens.measures import changes as measures
from aidlens.view import View

NOTHING = "–"
OPENS = {"works": "work", "observations": "obs"}
ID = "changes"  # as it is declared


@exhibit("changes", place=21)
def build(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The rows that moved in the latest edition that moved any, weightiest changes first."""
    edition, found = measures.latest(catalog)
    rows = told(catalog, found, view, lang)
    columns = (
        Column("name", lang.t("Row of the record"), href="href"),
        Column("what_text", lang.t("What changed")),
        Column("before_text", lang.t("Before")),
        Column("after_text", lang.t("After")),
        Column("why", lang.t("Why")),
    )
    keys = [*_KEPT, *(column.key for column in columns), "href"]
    sources = tuple(dict.fromkeys(key for row in rows for key in split_list(row["sources"])))
    moved = len({(row["table"], row["row"]) for row in rows})
    return Exhibit(
        title=lang.n("{n} row moved in edition {edition}", "{n} rows moved in edition {edition}", moved, edition=edition),
        subtitle=lang.t("Rows whose number, class, count, place, status or the like is no longer what it was, each with the reason"),
        alt=" ".join(f"{row['name']}: {row['what_text']}, {row['before_text']} → {row['after_text']}." for row in rows),
        data=pd.DataFrame(rows, columns=keys),
        columns=columns,
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.without_evidence.having(page="data"),
        coverage=lang.t(
            "Not listed: new works outside the ladders, titles, doubts, quotations, payers of works outside the ladders, dates that became "
            "more precise within their year. Older editions: table “What changed”."
        ),
    )


_KEPT = ("edition", "table", "row", "what", "before", "after", "sources")


def told(catalog: Catalog, found: pd.DataFrame, view: View, lang: Lang) -> list[dict[str, Any]]:
    """Rows of the table of changes as readers see them."""
    return [_row(catalog, row, view, lang) for row in found.to_dict("records")]


def _row(catalog: Catalog, row: dict[str, Any], view: View, lang: Lang) -> dict[str, Any]:
    held = catalog.row(row["table"], row["row"])
    sources = measures.sources_of(catalog, row["table"], row["row"])
    field = OPENS.get(row["table"], "source")
    return {
        **{name: row[name] for name in ("edition", "table", "row", "what", "before", "after")},
        "sources": ";".join(sources),
        "name": _name(held, row["table"], lang),
        "href": view.without_evidence.href(**{field: sources[0] if field == "source" else row["row"]}),
        "what_text": catalog.code("what", row["what"], lang.code),
        "before_text": _words(catalog, row["what"], row["before"], lang),
        "after_text": _words(catalog, row["what"], row["after"], lang),
        "why": lang.pick(row, "why"),
    }


def _name(held: Any, table: str, lang: Lang) -> str:
    if table == "observations":
        return ", ".join(filter(None, (lang.pick(held, "label"), lang.pick(held, "scope"))))
    return lang.pick(held, "name" if table == "works" else "statement")


def _words(catalog: Catalog, what: str, cell: str, lang: Lang) -> str:
    """A value as its row's card would say it; "–" where the row said nothing."""
    if not cell:
        return NOTHING
    if what in CODES:
        return catalog.code(CODES[what], cell, lang.code)
    if what == "place":  # a district and its main town often share a name
        return lang.join(_place(catalog, key, lang) for key in split_list(cell))
    if what in IDS:
        return lang.join(catalog.name(IDS[what], key, lang.code) for key in split_list(cell))
    if what in AMOUNTS:
        found = amount(cell)
        unit = catalog.code("capacity_unit", found.unit, lang.code) if what == "capacity" else ""
        return f"{found.words(lang)} {unit}".strip() if unit else with_unit(catalog, found, lang)
    if what in ("date", "period"):
        return lang.date(cell, short=True)
    claims = catalog.claims
    named = claims[claims["counts_for"] == cell].to_dict("records") if what == "counts" else []
    return lang.pick(named[0], "title") if named else cell


def _place(catalog: Catalog, key: str, lang: Lang) -> str:
    levels = {"village": lang.t("village or town"), "district": lang.t("district"), "province": lang.t("province")}
    name, level = catalog.name("places", key, lang.code), levels.get(catalog.row("places", key)["kind"], "")
    return f"{name} ({level})" if level else name
