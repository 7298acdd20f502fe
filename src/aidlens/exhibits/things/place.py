"""The page of a place: what the record knows of it by kind and year and who says so, public aid apart from all other, as precisely as pages
place it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.exhibits.base import Column
from aidlens.exhibits.evidence import Evidence, Fact, limits
from aidlens.exhibits.evidence.parts import fact, kept
from aidlens.exhibits.things import ground
from aidlens.exhibits.things.parts import Item, Kind, Listed, Numbers, Thing, area, became, group_names, groups, silent
from aidlens.exhibits.things.titles import capital, place_name, titles
from aidlens.i18n import Lang
from aidlens.measures import in_place
from aidlens.measures.in_place import GROUPS, Known
from aidlens.view import BESIDE, View

FEWEST = 3  # works that a picture of years is worth


def of_place(catalog: Catalog, key: str, view: View, lang: Lang) -> Thing:
    """The own page of the country, a province, a district or a village. Raises KeyError for an unknown one."""
    row: Any = catalog.row("places", key)
    known = in_place.of(catalog, key)
    is_wide = known.kind in ("country", "province")
    listed_works = known.coarse if is_wide else known.works
    wide, villages = ([*_below(catalog, known, kinds, view, lang)] for kinds in (("province", "district"), ("village",)))
    works = groups(catalog, listed_works, view, lang, note=_without(known.kind, lang) if is_wide else "")
    first: list[Listed | Numbers] = [*wide, *_kinds(catalog, known, lang), *works, *villages]
    return Thing(
        "places",
        key,
        titles(catalog, lang.code)["places", key],
        _evidence(catalog, row, known, view, lang),
        {"about": area(catalog, key, lang)},
        map=ground.of_place(catalog, known, view, lang),
        where=_above(catalog, row, view, lang),
        picture=_picture(known, view),
        first=tuple(first),
        near=_near(catalog, row, view, lang),
    )


def _evidence(catalog: Catalog, row: Any, known: Known, view: View, lang: Lang) -> Evidence:
    counts, names = in_place.counts_of(catalog, known.place), group_names(lang)
    built = known.works[in_place.group(known.works) == "built"]
    told = became(catalog, known.works["id"], view, lang)

    def words(keys: Iterable[str]) -> str:
        return "; ".join(f"{lang.number(counts[key])} {names[key]}" for key in keys if counts[key])

    facts = [
        fact(lang.t("Public aid"), words(GROUPS[:3])),
        fact(lang.t("Apart from it"), words(GROUPS[3:])),
        fact(lang.t("When"), _years(built, lang)),
        fact(lang.t("How precisely"), _precision(known, lang)),
        fact(lang.t("What became of them"), silent(catalog, built["id"], lang)),
        *(Fact(lang.t("Part of"), words, href) for words, href in _above(catalog, row, view, lang)),
        fact(lang.t("Also spelled"), ", ".join(split_list(row["alternative_spellings"]))),
    ]
    lead = lang.n(
        "{n} work built or renovated here with Italian public aid is known from public pages.",
        "{n} works built or renovated here with Italian public aid are known from public pages.",
        counts["built"],
    )
    if not counts["built"]:
        lead = lang.t("No page that we read tells of a finished work of Italian public aid here.")
    return Evidence(
        kicker=_kicker(row, lang),
        title=capital(place_name(catalog, known.place, lang)),
        lead=lead,
        view=live(catalog, known.place, view),
        facts=kept(facts),
        sections=(told,) if told.facts else (),
        doubts=(limits(lang),),
    )


def live(catalog: Catalog, place: str, view: View) -> View:
    """The live view of a place: the map with its works listed beside it, for a village those of what holds it."""
    while catalog.row("places", place)["kind"] == "village":
        place = str(catalog.row("places", place)["parent"])
    beside = place if catalog.row("places", place)["kind"] != "country" else BESIDE
    return view.only().having(page="map", place=(beside,))


def _kicker(row: Any, lang: Lang) -> str:
    return {
        "country": lang.t("The country"),
        "province": lang.t("A province"),
        "district": lang.t("A district"),
        "village": lang.t("A village or town"),
    }[row["kind"]]


def _above(catalog: Catalog, row: Any, view: View, lang: Lang) -> tuple[tuple[str, str], ...]:
    """The way to what holds a place."""
    parent = str(row["parent"])
    return ((capital(place_name(catalog, parent, lang)), view.row_href("places", parent)),) if parent else ()


def _without(kind: str, lang: Lang) -> str:
    return lang.t("No page names the district.") if kind == "province" else lang.t("No page names the province.")


def _years(frame: pd.DataFrame, lang: Lang) -> str:
    """From when to when works were finished, and how many have no date."""
    years = frame["year"].dropna()
    undated = len(frame) - len(years)
    span = sorted({int(years.min()), int(years.max())}) if len(years) else []
    said = lang.n("{n} undated", "{n} undated", undated) if undated else ""
    return "; ".join(filter(None, ("–".join(map(str, span)), said)))


def _precision(known: Known, lang: Lang) -> str:
    parts = []
    # Of what the page counts first: private aid and what is only announced are never among it.
    coarse = in_place.counts(known.coarse)["built"]
    if known.kind == "province" and coarse:
        parts.append(lang.n("of {n} of them no page names the district", "of {n} of them no page names the district", coarse))
    if known.kind == "country" and coarse:
        parts.append(lang.n("of {n} of them no page names the province", "of {n} of them no page names the province", coarse))
    if known.kind == "district" and known.several:
        parts.append(lang.n("{n} work lies in other districts too", "{n} works lie in other districts too", known.several))
    return "; ".join(parts)


# ── numbers ──


def _columns(head: str, lang: Lang) -> tuple[Column, ...]:
    names = {
        "built": lang.t("built (column)"),
        "supplied": lang.t("supplied (column)"),
        "announced": lang.t("announced (column)"),
        "private": lang.t("private (column)"),
        "other": lang.t("other (column)"),
    }
    return (Column("name", head), *(Column(key, names[key], value=key) for key in GROUPS))


def _cells(counts: dict[str, int], lang: Lang) -> tuple[tuple[str, str], ...]:
    return tuple((lang.number(counts[key]) if counts[key] else "–", "") for key in GROUPS)


def _kinds(catalog: Catalog, known: Known, lang: Lang) -> Iterator[Numbers]:
    """The works by kind, public aid by what was done, and apart from it what is private and what is neither."""
    held: dict[str, list[str]] = {}
    for kind, group in zip(known.works["kind"], in_place.group(known.works), strict=True):
        held.setdefault(kind, []).append(group)
    rows = []
    for kind in catalog.rows("kinds"):
        if found := held.get(kind["id"]):
            rows.append(((lang.pick(kind, "name"), ""), *_cells({name: found.count(name) for name in GROUPS}, lang)))
    if len(rows) > 1:
        note = _apart(lang)
        yield Numbers(lang.t("By kind"), _columns(lang.t("Kind"), lang), tuple(rows), note)


def _below(catalog: Catalog, known: Known, kinds: Iterable[str], view: View, lang: Lang) -> Iterator[Numbers]:
    """The places of some kinds that a place holds, with their numbers; in a province, at last, what has no district."""
    heads = {
        "province": (lang.t("Province by province"), lang.t("Province")),
        "district": (lang.t("District by district"), lang.t("District")),
        "village": (lang.t("Villages and towns that pages name"), lang.t("Village or town")),
    }
    notes = {
        "province": lang.t("A work in several provinces counts in each of them: the numbers are not to be added up."),
        "district": lang.t("A work in several districts counts in each of them: the numbers are not to be added up."),
        "village": lang.t("A village is a name here, never a point."),
    }
    for kind in kinds:
        title, head = heads[kind]
        held = (catalog.row("places", key) for key in known.below)
        names = {str(row["id"]): lang.pick(row, "name") for row in held if row["kind"] == kind}
        keys = sorted(names, key=lambda key, names=names: (*(-known.below[key][name] for name in GROUPS), names[key].casefold()))  # type: ignore[misc]
        rows = [((names[key], view.row_href("places", key)), *_cells(known.below[key], lang)) for key in keys]
        if rows and in_place.BELOW.get(known.kind) == kind and kind != "village" and len(known.coarse):
            unsaid = lang.t("district not said") if kind == "district" else lang.t("province not said")
            rows.append(((unsaid, ""), *_cells(in_place.counts(known.coarse), lang)))
        if rows:
            yield Numbers(title, _columns(head, lang), tuple(rows), f"{_apart(lang)} {notes[kind]}")


def _apart(lang: Lang) -> str:
    """How a table of numbers is to be read."""
    return lang.t(
        "Public aid: built or renovated and finished; supplied; announced or in progress. Private aid, and what is neither of the two, "
        "stand apart and are never added to it."
    )


def _picture(known: Known, view: View) -> View | None:
    """The works built by year, where there are enough of them."""
    built = int((in_place.group(known.works) == "built").sum())
    if built < FEWEST or known.kind not in ("province", "district"):
        return None
    return view.only().having(page="works", by="year", **{known.kind: (known.place,)})


def _near(catalog: Catalog, row: Any, view: View, lang: Lang) -> tuple[Listed, ...]:
    """What lies beside a place: the other provinces, districts or villages of what holds it, with the works built in each."""
    parent = str(row["parent"])
    if not parent:
        return ()
    items = []
    for other in (catalog.row("places", key) for key in in_place.named(catalog) if key != row["id"]):
        if other["parent"] == parent and other["kind"] == row["kind"]:
            built = in_place.counts_of(catalog, other["id"])["built"]
            told = lang.n("{n} work built or renovated", "{n} works built or renovated", built) if built else lang.t("none found")
            items.append((-built, Item("", lang.pick(other, "name"), view.row_href("places", other["id"]), told)))
    items.sort(key=lambda item: (item[0], item[1].name.casefold()))
    name = place_name(catalog, parent, lang)
    title = {
        "province": lang.t("Other provinces"),
        "district": lang.t("Other districts of {place}", place=name),
        "village": lang.t("Other villages and towns: {place}", place=name),
    }[row["kind"]]
    return (Listed(title, (Kind("", "", tuple(item for _, item in items)),)),) if items else ()
