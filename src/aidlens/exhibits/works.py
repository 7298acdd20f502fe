"""Works as an exhibit: how many by kind, status, year, district or funder. Marks and totals count works.

How the counts grew stands in ``growth``, the works one by one in ``works_list``.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.exhibits import works_figure as figures
from aidlens.exhibits.base import Column, Exhibit, drawable, exhibit, source_line
from aidlens.exhibits.beyond import beyond
from aidlens.i18n import Lang
from aidlens.measures import mapped, works
from aidlens.view import BESIDE, View


@exhibit("counts", place=11, obeys="works")
def counts(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The works shown, by the view's grouping, each bar split by how precisely the works are placed."""
    frame = works.grouped(catalog, view)
    frame = _ordered(frame, view.by)
    data = pd.DataFrame([_count_row(catalog, row, view, lang) for row in frame.to_dict("records")], columns=list(_COUNT_COLUMNS))
    shown = works.select(catalog, view)
    sources = tuple(dict.fromkeys(key for keys in shown["sources"] for key in keys))
    total = int(data["works"].sum())
    return Exhibit(
        title=counts_title(data, total, view, lang),
        subtitle=lang.t("Works in the record, not all that was built; each bar split by how precisely its works are placed"),
        alt=" ".join(f"{row['name']}: {row['works_text']}." for row in data.to_dict("records")),
        data=data,
        columns=(
            Column("name", group_name(view.by, lang), href="href"),
            Column("works_text", lang.t("works"), value="works", href="href"),
            Column("district_text", lang.t("one known district"), value="district"),
            Column("province_text", lang.t("one province only"), value="province"),
            Column("country_text", lang.t("several or no place"), value="country"),
        ),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.without_evidence.having(page="works"),
        coverage=coverage(shown, lang),
        more=beyond(catalog, view.having(page="works"), lang),
        caveats=(lang.t("What could be found measures our search of public pages, not what was built."),),
        draw=(lambda canvas: figures.counts(drawable(data), canvas)) if len(data) else None,
        bars="works",
        empty="group",
        slide="stacked",
    )


def coverage(shown: pd.DataFrame, lang: Lang) -> str:
    """How the works shown are placed and dated, in one line."""
    counts = mapped.precisions(shown)
    return lang.n(
        "{n} work: {district} with exactly one known district, {province} known to one province only, {beside} in several or without a "
        "known place; {undated} undated",
        "{n} works: {district} with exactly one known district, {province} known to one province only, {beside} in several or without a "
        "known place; {undated} undated",
        len(shown),
        **{level: lang.number(count) for level, count in counts.items()},
        undated=lang.number(int(shown["year"].isna().sum())),
    )


def group_name(by: str, lang: Lang) -> str:
    """The name of a grouping."""
    return {
        "kind": lang.t("Kind"),
        "status": lang.t("Status"),
        "year": lang.t("Year"),
        "district": lang.t("District"),
        "funder": lang.t("Funder"),
    }[by]


def counts_title(data: pd.DataFrame, total: int, view: View, lang: Lang) -> str:
    """The largest group of the works shown; neutral under filters."""
    if data.empty:
        return lang.t("No work in this selection")
    if view.filters or view.funding != "public" or view.done:
        return lang.n("{n} work in this selection", "{n} works in this selection", total)
    top = data.loc[data["works"].idxmax()]
    n, name = int(top["works"]), str(top["name"])
    sentences = {
        "kind": lang.t("Most of the {total} finished public works found are {name}", total=total, name=name.lower())
        if top["works"] * 2 > total
        else lang.t("Of {total} finished public works found, {n} are {name}", total=total, n=n, name=name.lower()),
        "status": lang.t("Of {total} public works found, {n} have the status “{name}”", total=total, n=n, name=name),
        "year": lang.t("Of {total} finished public works found, the most, {n}, date from {name}", total=total, n=n, name=name),
        "district": lang.t("Of {total} finished public works found, {n} lie only in {name}", total=total, n=n, name=name),
        "funder": lang.t("Of {total} finished public works found, {n} name or suggest as payer: {name}", total=total, n=n, name=name),
    }
    return sentences[view.by]


def _ordered(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Largest first, the rest and the unknown last; years in order of time."""
    rank = frame["group"].map({"": 2, "several": 1}).fillna(0)
    if by == "year":
        return frame.assign(rank=rank).sort_values(["rank", "group"]).drop(columns="rank")
    return frame.assign(rank=rank, size=-frame["works"]).sort_values(["rank", "size", "group"]).drop(columns=["rank", "size"])


_COUNT_COLUMNS = (
    *("group", "name", "family", "works", "works_text", "district", "district_text", "province", "province_text"),
    *("country", "country_text", "href"),
)


def _count_row(catalog: Catalog, row: dict[str, Any], view: View, lang: Lang) -> dict[str, Any]:
    group = row["group"]
    counts = {"works": row["works"], "district": row["district"], "province": row["province"], "country": row[BESIDE]}
    family = str(catalog.row("kinds", group)["family"]) if view.by == "kind" else ""
    return {
        "group": group,
        "name": _group_words(catalog, group, view.by, lang),
        "family": family,
        "href": _group_view(view, group).href(),
        **counts,
        **{f"{name}_text": lang.number(count) for name, count in counts.items()},
    }


def _group_words(catalog: Catalog, group: str, by: str, lang: Lang) -> str:
    if group == "several":
        return lang.t("several districts") if by == "district" else lang.t("several payers")
    if not group:
        return {"year": lang.t("undated"), "district": lang.t("no district known"), "funder": lang.t("payer not stated")}[by]
    if by == "kind":
        return catalog.name("kinds", group, lang.code)
    if by == "status":
        return catalog.code("status", group, lang.code)
    table = {"district": "places", "funder": "organisations"}.get(by)
    return catalog.name(table, group, lang.code) if table else group


def _group_view(view: View, group: str) -> View:
    if view.by == "district" and group not in ("", "several"):
        return view.without_evidence.having(sheet=1, at=group)
    if view.by in ("kind", "status") and group:
        return view.without_evidence.having(sheet=1, **{view.by: (group,)})
    if view.by == "year" and group:
        return view.without_evidence.having(sheet=1, first=int(group), last=int(group))
    return view.without_evidence
