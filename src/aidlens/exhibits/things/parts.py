"""What the page of a thing is made of: lists of works by kind, with who says so; places with their numbers; the thing itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.exhibits.base import Column, sources_apart
from aidlens.exhibits.beyond import done_names
from aidlens.exhibits.evidence import Evidence, Fact, Section, place_words, source_ref
from aidlens.exhibits.small_map import SmallMap
from aidlens.i18n import Lang
from aidlens.measures import in_place, outcomes, stated, works
from aidlens.view import View

WHO = 2  # sources named beside a work: all of them stand on its own page
UNDATED = "9999"
KINDS = {"country": "Country", "province": "AdministrativeArea", "district": "AdministrativeArea", "village": "Place"}
Row = Mapping[str, Any]
Cell = tuple[str, str]  # words, and where they lead ("" for nowhere)


@dataclass(frozen=True)
class Item:
    """A work in a list: when, what, what more is said of it, and the sources named with how many more there are."""

    when: str
    name: str
    href: str
    more: str = ""
    said: tuple[Cell, ...] = ()
    rest: str = ""


@dataclass(frozen=True)
class Kind:
    """The works of one kind in a list, and the family whose sign they have."""

    family: str
    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Listed:
    """A titled list of works by kind; ``note`` says what they are, ``more`` leads to what is not listed."""

    title: str
    kinds: tuple[Kind, ...]
    note: str = ""
    more: Cell = ("", "")


@dataclass(frozen=True)
class Numbers:
    """A table of numbers with its title; ``note`` is how they are to be read."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Thing:
    """All that stands on the page of a thing. ``evidence`` holds its facts and sources; ``picture`` is the view of the exhibit that
    pictures it, None for none; ``first`` stands before the sections of the evidence, ``near`` after its sources.
    ``about`` describes it to other programs (schema.org), ``where`` are the ways to the places it lies in.
    """

    table: str
    key: str
    title: str
    evidence: Evidence
    about: dict[str, Any]
    map: SmallMap | None = None
    where: tuple[Cell, ...] = ()
    picture: View | None = None
    first: tuple[Listed | Numbers, ...] = ()
    near: tuple[Listed | Numbers, ...] = ()


def group_names(lang: Lang) -> dict[str, str]:
    """What public aid built, supplied and announced, and what stands apart, by ``in_place.GROUPS``."""
    done = done_names(lang)
    return {
        "built": done["built"],
        "supplied": done["supplied"],
        "announced": done["announced"],
        "private": lang.t("of private aid"),
        "other": lang.t("of neither public nor private aid"),
    }


def listed(
    catalog: Catalog,
    frame: pd.DataFrame,
    view: View,
    lang: Lang,
    title: str,
    *,
    note: str = "",
    more: Cell = ("", ""),
    who: bool = False,
    where: bool = False,
    status: bool = False,
) -> Listed:
    """Works (rows of ``works.table``) as a list by kind, each kind by date, the undated last; ``who``, ``where`` and ``status`` as for
    ``item``.
    """
    kinds = []
    held: dict[str, list[Row]] = {}
    for row in (works.row(catalog, key) for key in frame["id"]):
        held.setdefault(row["kind"], []).append(row)
    for kind in catalog.rows("kinds"):
        rows = held.get(kind["id"], [])
        rows.sort(key=lambda row: (row["date"] or UNDATED, lang.pick(row, "name").casefold(), row["id"]))
        if rows:
            items = tuple(item(catalog, row, view, lang, who=who, where=where, status=status) for row in rows)
            kinds.append(Kind(kind["family"], lang.pick(kind, "name"), items))
    return Listed(title, tuple(kinds), note, more)


def item(catalog: Catalog, row: Row, view: View, lang: Lang, *, who: bool = False, where: bool = False, status: bool = False) -> Item:
    """A work in a list: with who says so, where it is, and its status, each where it is asked for."""
    more = [place_words(catalog, row, lang) if where else "", catalog.code("status", row["status"], lang.code) if status else ""]
    named: list[tuple[str, str]] = []
    rest = 0
    if who:
        first = stated.first(catalog).get(row["id"], "")
        named, rest = sources_apart(catalog, tuple(sorted(row["sources"], key=lambda key: key != first)), lang, WHO)
    return Item(
        lang.date(row["date"], short=True) or lang.t("undated"),
        lang.pick(row, "name"),
        view.row_href("works", row["id"]),
        " · ".join(filter(None, more)),
        tuple((name, view.row_href("sources", key)) for name, key in named),
        lang.n("{n} more", "{n} more", rest) if rest > 0 else "",
    )


def groups(catalog: Catalog, frame: pd.DataFrame, view: View, lang: Lang, *, note: str = "") -> Iterable[Listed]:
    """Works apart by whose money and what was done, the public built first, each with who says so; what is private, and what is neither,
    says that it stands apart.
    """
    parts = in_place.group(frame) if len(frame) else pd.Series(dtype=object)
    for name in in_place.GROUPS:
        rows = frame[parts == name] if len(frame) else frame
        if len(rows):
            heads = {
                "built": lang.n("Built or renovated with public aid: {n} work", "Built or renovated with public aid: {n} works", len(rows)),
                "supplied": lang.n("Supplied with public aid: {n} work", "Supplied with public aid: {n} works", len(rows)),
                "announced": lang.n(
                    "Public aid, announced or in progress: {n} work", "Public aid, announced or in progress: {n} works", len(rows)
                ),
                "private": lang.n("Private aid: {n} work", "Private aid: {n} works", len(rows)),
                "other": lang.n("Neither public nor private aid: {n} work", "Neither public nor private aid: {n} works", len(rows)),
            }
            notes = {
                "private": lang.t("Told apart, in no number of public aid."),
                "other": lang.t("Other states' money, bases handed over, parts and totals of other works; in no number of public aid."),
            }
            told = " ".join(filter(None, (note, notes.get(name, ""))))
            yield listed(catalog, rows, view, lang, heads[name], note=told, who=True, status=name != "built")


def became(catalog: Catalog, ids: Iterable[str], view: View, lang: Lang) -> Section:
    """What pages say of what became of some works, one statement after the other, each with its page."""
    frame = catalog.outcomes
    rows = frame[frame["work"].isin(set(ids)) & (frame["work"] != "")].sort_values(["as_of", "id"]).to_dict("records")
    return Section(
        lang.t("What became of them"),
        tuple(
            Fact(
                f"{catalog.code('state', row['state'], lang.code)}, {lang.date(row['as_of'], short=True) or lang.t('undated')}",
                f"{lang.pick(catalog.row('works', row['work']), 'name')}: {lang.pick(row, 'statement')}",
                view.row_href("works", row["work"]),
                source=source_ref(catalog, row["source"], view, lang, rows=(("outcomes", row["id"]),)),
            )
            for row in rows
        ),
    )


def silent(catalog: Catalog, ids: Iterable[str], lang: Lang) -> str:
    """On how many of some works built with public aid and finished no later page was found; "" where none of them is one."""
    found = outcomes.last_reports(catalog)
    found = found[found["work"].isin(set(ids))]
    if found.empty:
        return ""
    left = int((found["state"] == "").sum())
    return lang.t("Of {n} finished works we found no later page on {k}", n=lang.number(len(found)), k=lang.number(left))


def areas(catalog: Catalog, places: Iterable[str], lang: Lang) -> list[dict[str, Any]]:
    """Places for other programs (schema.org), with what holds them."""
    return [area(catalog, key, lang) for key in places]


def area(catalog: Catalog, place: str, lang: Lang) -> dict[str, Any]:
    """A place for other programs (schema.org), with what holds it, without any point."""
    row: Any = catalog.row("places", place)
    found: dict[str, Any] = {"@type": KINDS[row["kind"]], "name": lang.pick(row, "name")}
    if row["parent"]:
        found["containedInPlace"] = area(catalog, row["parent"], lang)
    return found
