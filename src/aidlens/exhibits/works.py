"""Works as exhibits: how many by kind, status, year, district or funder; how the counts grew; the table of works.

Marks and totals count works. Units are added only inside one facility type, with "at least".
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.exhibits import works_figure as figures
from aidlens.exhibits.base import Column, Exhibit, drawable, exhibit, source_line
from aidlens.exhibits.beyond import beyond
from aidlens.exhibits.evidence import place_words
from aidlens.i18n import Lang
from aidlens.measures import claims, disagreements, mapped, observations, stated, works
from aidlens.quantity import Quantity
from aidlens.view import BESIDE, View

PAGE_SIZE = 25
CURRENCIES = {"EUR": 0, "USD": 1, "AFN": 2, "ITL": 3}  # the order of the groups of a list by cost; works without a cost come last
# Sites begun are not schools built: the count of 2005 stands before the others as a hollow mark of its own.
STARTED = {"schools": "schools-started-prt-herat-2005-09-29-nato"}
GROWTH = {"schools": "schools", "clinics": "hospitals", "wells": "wells"}  # measure → claim


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


# ── how the counts grew ───────────────────────────────────────────────────────────────────────────────────────────


def grown(view: View) -> str:
    """The measure whose growth a view looks at; the first where it names none that can be followed."""
    return next((item for item in view.measure if item in GROWTH), next(iter(GROWTH)))


@exhibit("growth", place=12)
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
        subtitle=lang.t("{measure}, PRT Herat, by date: published counts as points, the works we can trace as steps", measure=name),
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
        draw=lambda canvas: figures.growth(drawable(data), canvas),
        slide="climb",
    )


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
        "name": catalog.row("sources", row["source"])["publisher"],
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


# ── the table of works ────────────────────────────────────────────────────────────────────────────────────────────


@exhibit("works", place=13, obeys="works")
def table(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """One page of the works shown, sorted; every row opens its evidence."""
    shown = sorted_works(works.select(catalog, view), view.sort, lang)
    pages = max(1, -(-len(shown) // PAGE_SIZE))
    sheet = min(view.sheet, pages)
    part = shown.iloc[(sheet - 1) * PAGE_SIZE : sheet * PAGE_SIZE]
    data = pd.DataFrame([_work_row(catalog, row, view, lang) for row in part.to_dict("records")], columns=list(_WORK_COLUMNS))
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
            Column("name", lang.t("Work"), href="href"),
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


def sorted_works(frame: pd.DataFrame, sort: str, lang: Lang) -> pd.DataFrame:
    """Works in the order asked for; within it by name, so that the order is always the same. Costs: one currency after the other."""
    name = frame[f"name_{lang.code}"].str.lower()
    keys = {
        "name": name,
        "place": frame["provinces"].map(lambda ids: ids[0] if ids else "~") + frame["districts"].map(lambda ids: ids[0] if ids else "~"),
        "date": frame["date"].replace("", None),
        "status": frame["status"],
        "cost": frame["cost_value"],
        "origins": frame["parties"].map(len),
    }
    down = sort in ("date", "cost", "origins")
    # Amounts of two currencies have no order among them: each currency stands by itself.
    group = frame["cost_currency"].map(CURRENCIES.get) if sort == "cost" else 0
    ordered = frame.assign(_group=group, _key=keys[sort], _name=name).sort_values(
        ["_group", "_key", "_name", "id"], ascending=[True, not down, True, True], na_position="last"
    )
    return ordered.drop(columns=["_group", "_key", "_name"])


_WORK_COLUMNS = (
    *("id", "name", "kind", "kind_text", "place", "date", "date_is", "date_text", "status", "status_text", "capacity"),
    *("cost", "currency", "cost_text", "origins", "origins_text", "href"),
)


def _work_row(catalog: Catalog, row: dict[str, Any], view: View, lang: Lang) -> dict[str, Any]:
    what = catalog.code("date_is", row["date_is"], lang.code)
    cost, size = works.cost(row), Quantity.of(row["capacity_value"])
    unit = catalog.code("capacity_unit", row["capacity_unit"], lang.code)
    assessed = len(row["parties"])
    return {
        "id": row["id"],
        "name": lang.pick(row, "name"),
        "kind": row["kind"],
        "kind_text": catalog.name("kinds", row["kind"], lang.code),
        "place": place_words(catalog, row, lang),
        "date": row["date"],
        "date_is": row["date_is"],
        "date_text": f"{lang.date(row['date'], short=True)} ({what})" if row["date"] else lang.t("undated"),
        "status": row["status"],
        "status_text": catalog.code("status", row["status"], lang.code),
        "capacity": f"{size.words(lang)} {unit}".strip() if size.value is not None else "–",
        "cost": None if cost.value is None else float(cost.value),
        "currency": row["cost_currency"],
        "cost_text": cost.short(lang) if row["cost_currency"] in ("EUR", "USD") else cost.words(lang) if cost.value is not None else "–",
        "origins": assessed,
        "origins_text": lang.number(assessed) if assessed else lang.t("not assessed"),
        "href": view.without_evidence.href(work=row["id"]),
    }
