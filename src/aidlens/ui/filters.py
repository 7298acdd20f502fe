"""The filters of works: panels of links with counts, chips to clear one by one, and what to loosen when nothing is left.

Every choice is a link to the view it leads to, so the address is the only state and the keyboard needs nothing special.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from aidlens.exhibits import beyond, search_words
from aidlens.exhibits.evidence import counted_words
from aidlens.measures import works
from aidlens.single_flight_cache import once
from aidlens.templates import Markup
from aidlens.ui import html
from aidlens.ui.context import Context
from aidlens.ui.html import Choice, Years
from aidlens.view import BESIDE, DONE, FIRST_YEAR, View


def bar(context: Context, *, years: bool = True) -> None:
    """Search field, filter panels, chips of what is chosen."""
    search(context, context.lang.t("Search works and places, then press Enter"), context.lang.t("Name, place, kind: spelling is forgiven"))
    st.html(panels(replace(context, view=context.view.without_evidence, notices=(), base=""), years=years))


@once(128)
def panels(context: Context, *, years: bool = True) -> Markup:
    """The filter panels with their counts, and chips of what is chosen; written once a view."""
    lang, view = context.lang, context.view
    found = [
        _panel(lang.t("Kind"), _choices(context, "kind"), len(view.kind)),
        _panel(lang.t("What was done"), _done(context), int(bool(view.done))),
        _panel(lang.t("Status"), _choices(context, "status"), len(view.status)),
        _panel(lang.t("Province"), _choices(context, "province"), len(view.province)),
        _panel(lang.t("District"), _choices(context, "district"), len(view.district)),
        _panel(lang.t("Money"), _funding(context), int(view.funding != "public")),
        _panel(lang.t("Origins"), _confirmed(context), int(view.confirmed)),
    ]
    if years:
        found.insert(3, _panel(lang.t("Years"), _years(context), int(bool(view.first or view.last))))
    nav = html.piece("panels", lang.t("Filters"), found)
    more, href = beyond.beyond(context.catalog, context.view, lang)
    said = told(search_words.of_works(context.catalog, context.view, lang))
    return (
        (_sheet(context, nav) if context.canvas.narrow else nav)
        + _chips(context)
        + (more and html.paragraph("al-chips", more, href))
        + said
    )


def told(said: tuple[search_words.Said, ...]) -> Markup:
    """What is said beside a search, each line a link where it leads somewhere."""
    return Markup().join(html.paragraph("al-notice", item.text, item.href, "status") for item in said)


def _sheet(context: Context, nav: Markup) -> Markup:
    """The panels in a sheet as high as the screen, for a narrow column."""
    lang, view = context.lang, context.view
    chosen = len(view.filters) + int(view.funding != "public") + int(bool(view.done))
    name = lang.t("Filters") + (f" ({lang.number(chosen)})" if chosen else "")
    show = lang.n("Show {n} work", "Show {n} works", len(works.select(context.catalog, view)))
    return html.piece("sheet", html.Frame(lang), nav, name, show, view.without_filters.href() if chosen else "")


def search(context: Context, label: str, placeholder: str) -> None:
    """The search field: what is typed becomes ``q`` in the address."""

    def look() -> None:
        text = " ".join(str(st.session_state.get(key, "")).split())
        query = context.view.without_evidence.having(q=text[:120], sheet=1).to_query()
        st.query_params.from_dict(query)

    key = f"search-{context.view.page}-{context.view.table}"  # one field whatever is looked for: the focus stays in it
    st.session_state[key] = context.view.q
    st.text_input(label, key=key, on_change=look, placeholder=placeholder, max_chars=120)


def _panel(name: str, choices: list[Choice | Years], chosen: int) -> tuple[str, list[Choice | Years]]:
    return name + (f" ({chosen})" if chosen else ""), choices


def _choices(context: Context, name: str) -> list[Choice | Years]:
    counts: pd.Series = works.facet(context.catalog, context.view, name)
    chosen = getattr(context.view, name)
    for code in chosen:
        if code not in counts:
            counts[code] = 0
    items: list[Choice | Years] = []
    for code, count in counts.items():
        wanted = tuple(sorted(set(chosen) ^ {str(code)}))
        href = context.view.without_evidence.having(sheet=1, **{name: wanted}, **({"done": ""} if name == "status" else {})).href()
        items.append(Choice(label(context, name, str(code)), context.lang.number(int(count)), href, code in chosen))
    return items


def label(context: Context, name: str, code: str) -> str:
    """The name of a filter's value in the page's language."""
    lang, catalog = context.lang, context.catalog
    if name in ("province", "district"):
        return catalog.name("places", code, lang.code)
    if name == "kind":
        return catalog.name("kinds", code, lang.code)
    if name == "sector":
        return catalog.name("sectors", code, lang.code)
    if name == "funding":
        return {"public": lang.t("public money"), "private": lang.t("private money"), "all": lang.t("all money, side by side")}[code]
    return catalog.code(name, code, lang.code) if name == "status" else code


def _at(context: Context) -> str:
    """The one place works count at, in words."""
    lang, place = context.lang, context.view.at
    if place == BESIDE:
        return lang.t("in several provinces, or no place known")
    name = context.catalog.name("places", place, lang.code)
    if context.catalog.row("places", place)["kind"] == "province":
        return lang.t("{province}, no district known", province=name)
    return lang.t("only in {district}", district=name)


def _funding(context: Context) -> list[Choice | Years]:
    counts = works.facet(context.catalog, context.view, "funding")
    return [
        Choice(
            label(context, "funding", code),
            context.lang.number(int(counts[code])),
            context.view.without_evidence.having(funding=code, sheet=1).href(),
            context.view.funding == code,
        )
        for code in ("public", "private", "all")
    ]


def _done(context: Context) -> list[Choice | Years]:
    counts, names = works.facet(context.catalog, context.view, "done"), beyond.done_names(context.lang)
    usual = context.view.having(done="").doing
    return [
        Choice(
            names[code],
            context.lang.number(int(counts[code])),
            context.view.without_evidence.having(done="" if code == usual else code, sheet=1).href(),
            context.view.doing == code,
        )
        for code in DONE
    ]


def _confirmed(context: Context) -> list[Choice | Years]:
    lang, view = context.lang, context.view
    counts = works.facet(context.catalog, view, "confirmed")
    return [
        Choice(
            name,
            lang.number(int(counts[key])),
            view.without_evidence.having(confirmed=wanted, sheet=1).href(),
            view.confirmed is wanted,
        )
        for name, key, wanted in ((lang.t("any"), "false", False), (lang.t("two origins"), "true", True))
    ]


def _years(context: Context) -> list[Choice | Years]:
    lang, view = context.lang, context.view
    counts = works.facet(context.catalog, view, "years")
    everything = view.without_evidence.having(first=None, last=None).href()
    items: list[Choice | Years] = [
        Choice(lang.t("all years and undated"), lang.number(int(counts.sum())), everything, not (view.first or view.last))
    ]
    counts = counts.drop("", errors="ignore")
    for name, words in (("first", lang.t("From")), ("last", lang.t("To"))):
        links = [(year, view.without_evidence.year_to(name, year).href(), getattr(view, name) == year) for year in map(int, counts.index)]
        items.append(Years(words, links))
    for year, count in counts.items():
        current = view.first == view.last == int(year)
        href = view.without_evidence.having(first=int(year), last=int(year), sheet=1).href()
        items.append(Choice(str(year), lang.number(int(count)), href, current))
    return items


def _chips(context: Context) -> Markup:
    lang, view = context.lang, context.view
    free = view.without_evidence.having(sheet=1)
    chips: list[tuple[str, View]] = []
    for name in ("sector", "kind", "status", "province", "district"):
        for code in getattr(view, name):
            left = tuple(item for item in getattr(view, name) if item != code)
            chips.append((label(context, name, code), free.having(**{name: left})))
    if view.at:
        chips.append((_at(context), free.having(at="")))
    if view.first or view.last:
        words = f"{view.first or FIRST_YEAR}–{view.last or ''}".rstrip("–") if view.first != view.last else str(view.first)
        chips.append((words, free.having(first=None, last=None)))
    if view.done:
        chips.append((beyond.done_names(lang)[view.done], free.having(done="")))
    if view.counted:
        chips.append((counted_words(context.catalog, view.counted, lang), free.having(counted="")))
    if view.funding != "public":
        chips.append((label(context, "funding", view.funding), free.having(funding="public")))
    if view.confirmed:
        chips.append((lang.t("two origins"), free.having(confirmed=False)))
    if view.q:
        chips.append((lang.t("“{query}”", query=view.q), free.having(q="")))
    if not chips:
        return Markup()
    return html.piece("chips", html.Frame(lang), [(text, left.href()) for text, left in chips], view.without_filters.href())


def nothing_left(context: Context) -> bool:
    """Say which filter to loosen when no work is left; whether that was so."""
    lang, view = context.lang, context.view
    if len(works.select(context.catalog, view)):
        return False
    names = {
        "sector": lang.t("the sector"),
        "kind": lang.t("the kind"),
        "status": lang.t("the status"),
        "first": lang.t("the first year"),
        "last": lang.t("the last year"),
        "province": lang.t("the province"),
        "district": lang.t("the district"),
        "at": lang.t("the place on the map"),
        "confirmed": lang.t("two origins"),
        "q": lang.t("the search words"),
        "counted": lang.t("the step of the ladder"),
        "funding": lang.t("public money only"),
        "done": lang.t("what was done"),
    }
    lines = []
    for name, count in works.loosening(context.catalog, view):
        free = view.having(**{name: "all"}) if name in ("funding", "done") else view.without(name)
        words = lang.n("without {filter}: {n} work", "without {filter}: {n} works", count, filter=names[name])
        lines.append((words, free.without_evidence.href()))
    hint = (
        lang.t("No works match. Remove a filter:")
        if lines
        else lang.t("No works match, and removing a single filter does not bring any back.")
    )
    st.html(html.piece("loosen", html.Frame(lang), hint, lines, view.without_filters.href()))
    return True


def pager(context: Context, sheets: int) -> None:
    """Links to the sheets of a list; nothing for a single sheet."""
    view, lang = context.view, context.lang
    if sheets < 2:
        return
    here = min(view.sheet, sheets)
    near = sorted({1, sheets, *range(max(1, here - 2), min(sheets, here + 2) + 1)})
    choices = [(str(number), view.without_evidence.having(sheet=number).href(), number == here) for number in near]
    st.html(html.switch(lang.t("Sheet of the list"), choices))
