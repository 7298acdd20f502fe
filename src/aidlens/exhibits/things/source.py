"""The page of a source: who published it, what it is cited for, what else the same publisher says."""

from __future__ import annotations

from typing import Any

from aidlens.catalog import Catalog
from aidlens.exhibits import evidence
from aidlens.exhibits.things import ground
from aidlens.exhibits.things.parts import Item, Kind, Listed, Thing
from aidlens.exhibits.things.titles import titles
from aidlens.i18n import Lang
from aidlens.measures import works
from aidlens.view import View

MOST = 12


def of_source(catalog: Catalog, key: str, view: View, lang: Lang) -> Thing:
    """A source's own page. Raises KeyError for an unknown one."""
    row: Any = catalog.row("sources", key)
    frame, lines = works.table(catalog), catalog.work_sources
    supported = frame[frame["id"].isin(lines.loc[lines["source"] == key, "work"])]
    return Thing(
        "sources",
        key,
        titles(catalog, lang.code)["sources", key],
        evidence.of_source(catalog, view.only().having(page="data", source=key), lang),
        {"about": cited(row)},
        map=ground.of_many(catalog, supported, view, lang),
        near=_near(catalog, row, view, lang),
    )


def cited(row: Any) -> dict[str, Any]:
    """A page of others for other programs (schema.org): as its publisher's, without any licence of ours."""
    found = {
        "@type": "CreativeWork",
        "name": row["title"] or row["publisher"],
        "publisher": {"@type": "Organization", "name": row["publisher"]},
        "url": row["url"],
        "datePublished": row["date"],
        "inLanguage": row["language"],
    }
    return {name: value for name, value in found.items() if value}


def _near(catalog: Catalog, row: Any, view: View, lang: Lang) -> tuple[Listed, ...]:
    """Other pages of the same publisher, the nearest in time first."""
    others = [item for item in catalog.rows("sources") if item["publisher"] == row["publisher"] and item["id"] != row["id"]]
    if not others:
        return ()
    year = int(row["date"][:4] or 0)
    others.sort(key=lambda item: (abs(int(item["date"][:4] or 0) - year), item["date"], item["id"]))
    own = titles(catalog, lang.code)
    items = tuple(
        Item(
            lang.date(item["date"], short=True) or lang.t("undated"),
            item["title"] or own["sources", item["id"]],
            view.row_href("sources", item["id"]),
        )
        for item in sorted(others[:MOST], key=lambda item: (item["date"] or "9", item["id"]))
    )
    title = lang.n(
        "{n} more page of {publisher}", "{n} more pages of {publisher}", len(others), publisher=catalog.publisher(row["id"], lang.code)
    )
    return (Listed(title, (Kind("", "", items),)),)
