"""The page of a claim of the article: its card, its marks, and the works on each step of its ladder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.exhibits import evidence
from aidlens.exhibits.article import ARTICLE
from aidlens.exhibits.things import ground
from aidlens.exhibits.things.parts import Item, Kind, Listed, Thing, became, listed, silent
from aidlens.exhibits.things.titles import titles
from aidlens.i18n import Lang
from aidlens.measures import claims, works
from aidlens.view import View

LISTED = ("traced", "bulk", "elsewhere")  # placed and confirmed works are traced ones


def of_claim(catalog: Catalog, key: str, view: View, lang: Lang) -> Thing:
    """A claim's own page. Raises KeyError for an unknown one."""
    own = view.only().having(page="overview", claim=key)
    row: Any = catalog.row("claims", key)
    ladder = claims.ladder(catalog, key, View())
    frame = works.table(catalog)
    found = evidence.of_claim(catalog, own, lang)
    traced = frame[frame["id"].isin(ladder.steps["traced"].works)] if ladder.full else frame.iloc[:0]
    told = became(catalog, [*traced["id"]], view, lang)
    if ladder.full:
        fact = evidence.Fact(lang.t("What became of them"), silent(catalog, [*traced["id"]], lang))
        sections = (*found.sections, told) if told.facts else found.sections
        found = replace(found, facts=(*found.facts, fact) if fact.text else found.facts, sections=sections)
    publisher = {"@type": "Organization", "name": catalog.row("sources", row["source"])["publisher"]}
    appears = {"@type": "CreativeWork", "url": ARTICLE, "publisher": publisher}
    return Thing(
        "claims",
        key,
        titles(catalog, lang.code)["claims", key],
        found,
        {"about": {"@type": "Claim", "name": lang.pick(row, "article_words"), "appearance": appears}},
        map=ground.of_many(catalog, traced, view, lang),
        picture=own if ladder.full else None,
        first=tuple(_steps(catalog, ladder, frame, view, lang)),
        near=(_others(catalog, key, view, lang),),
    )


def _others(catalog: Catalog, key: str, view: View, lang: Lang) -> Listed:
    """The other claims of the article, each with its verdict."""
    rows = [row for row in catalog.claims.sort_values("order").to_dict("records") if row["id"] != key]
    items = (Item("", lang.pick(row, "title"), view.row_href("claims", row["id"]), lang.pick(row, "verdict")) for row in rows)
    return Listed(lang.t("Other claims of the article"), (Kind("", "", tuple(items)),))


def _steps(catalog: Catalog, ladder: claims.Ladder, frame: pd.DataFrame, view: View, lang: Lang) -> Iterator[Listed]:
    """The works on each step: those traced, of which some are placed and confirmed; those told of as a group; those outside the scope."""
    names = evidence.step_names(lang)
    notes = {
        "traced": _well(ladder, lang) if ladder.full else "",
        "bulk": lang.t("Works a page reports only as a sum: it gives a number, and neither places nor names its parts."),
        "elsewhere": lang.t("Completed works of Italian public aid outside the official count's scope: never compared with that count."),
    }
    for step in LISTED if ladder.full else ():
        found = ladder.steps[step]
        if found.works:
            title = f"{names[step][:1].upper()}{names[step][1:]}: {lang.n('{n} work', '{n} works', len(found.works))}"
            rows = frame[frame["id"].isin(found.works)]
            yield listed(catalog, rows, view, lang, title, note=notes[step], who=True, where=True)


def _well(ladder: claims.Ladder, lang: Lang) -> str:
    """How many of the traced works are placed and confirmed."""
    placed, confirmed = (len(ladder.steps[step].works) for step in ("placed", "confirmed"))
    return lang.t(
        "Of these, {placed} with exactly one known district, {confirmed} with two independent origins.",
        placed=lang.number(placed),
        confirmed=lang.number(confirmed),
    )
