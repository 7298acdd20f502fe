"""Works as an exhibit: how many by kind, status, year, district or funder. Marks and totals count works.

How the counts grew stands in ``growth``, the works one by one in ``works_list``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Drawing, Link
from aidlens.exhibits import works_figure as figures
from aidlens.exhibits.base import Column, Exhibit, drawable, exhibit, source_line
from aidlens.exhibits.beyond import beyond
from aidlens.exhibits.counted_figure import Work, draw
from aidlens.exhibits.evidence import work_words
from aidlens.exhibits.pen import MOST
from aidlens.exhibits.style import LIGHT, Canvas
from aidlens.i18n import Lang
from aidlens.measures import batches, mapped, works
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
        subtitle=subtitle(len(shown), lang),
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
        draw=_drawing(catalog, data, shown, view, lang) if len(data) else None,
        bars="works",
        slide="drawing",
    )


def subtitle(count: int, lang: Lang) -> str:
    """What a mark is, or that there are too many for marks."""
    if count > MOST:
        return lang.t(
            "Works in the record, not all that was built; too many for marks: each bar split by how precisely its works are placed"
        )
    return lang.t("Works in the record, not all that was built: one mark is one work, solid where exactly one district is known")


def _drawing(catalog: Catalog, data: pd.DataFrame, shown: pd.DataFrame, view: View, lang: Lang) -> Callable[[Canvas], go.Figure | Drawing]:
    """Marks, one a work; where there are too many to be told apart, bars of the same colours."""
    if len(shown) > MOST:
        return lambda canvas: figures.counts(drawable(data), canvas)

    @cache  # a table or a file asks for no mark
    def marks() -> tuple[dict[str, tuple[Work, ...]], dict[str, str]]:
        return _marks(catalog, data, shown, view, lang), {} if view.by == "kind" else _families(catalog, lang)

    return lambda canvas: draw(data.to_dict("records"), *marks(), canvas, years=view.by == "year")


def _marks(catalog: Catalog, data: pd.DataFrame, shown: pd.DataFrame, view: View, lang: Lang) -> dict[str, tuple[Work, ...]]:
    """The marks of each group: by kind, those with a district first, then by date, the undated last."""
    order = {family: place for place, family in enumerate(LIGHT.kinds)}
    here, families = view.without_evidence, dict(zip(catalog.kinds["id"], catalog.kinds["family"], strict=True))
    rows = sorted(
        shown.to_dict("records"),
        key=lambda row: (order[families[row["kind"]]], not row["placed"], row["date"] or batches.UNDATED, row["id"]),
    )
    found: dict[str, list[Work]] = {group: [] for group in data["group"]}
    for row in rows:
        link = Link(f"work:{row['id']}", here.href(work=row["id"]), work_words(catalog, row, lang))
        found[str(row[f"by_{view.by}"])].append(Work(families[row["kind"]], bool(row["placed"]), link))
    return {group: tuple(works) for group, works in found.items()}


def _families(catalog: Catalog, lang: Lang) -> dict[str, str]:
    """The names of the kinds of each family, for the key; where each row is one kind, its name stands beside its marks."""
    names: dict[str, list[str]] = {family: [] for family in LIGHT.kinds}
    for kind in catalog.rows("kinds"):
        names[kind["family"]].append(lang.pick(kind, "name"))
    return {family: ", ".join(found) for family, found in names.items() if found}


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
