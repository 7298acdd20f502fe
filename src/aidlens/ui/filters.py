"""The filters of works: panels of links with counts, chips to clear one by one, and what to loosen when nothing is left.

Every choice is a link to the view it leads to, so the address is the only state and the keyboard needs nothing special.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from aidlens.exhibits import beyond, search_words
from aidlens.exhibits.evidence import counted_words
from aidlens.measures import works
from aidlens.single_flight_cache import once
from aidlens.ui.context import Context
from aidlens.ui.html import anchor, switch
from aidlens.view import BESIDE, DONE, FIRST_YEAR, View


def bar(context: Context, *, years: bool = True) -> None:
    """Search field, filter panels, chips of what is chosen."""
    search(context, context.lang.t("Search works and places, then press Enter"), context.lang.t("Name, place, kind: spelling is forgiven"))
    st.html(panels(replace(context, view=context.view.without_evidence, notices=(), base=""), years=years))


@once(128)
def panels(context: Context, *, years: bool = True) -> str:
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
    nav = f'<nav class="al-filters" aria-label="{escape(lang.t("Filters"))}">{"".join(found)}</nav>'
    said = search_words.of_works(context.catalog, context.view, lang)
    return (_sheet(context, nav) if context.canvas.narrow else nav) + _chips(context) + _more(context) + told(said)


def _more(context: Context) -> str:
    """How many more works there are than were built, with the address that adds them."""
    words, href = beyond.beyond(context.catalog, context.view, context.lang)
    return f'<p class="al-chips">{anchor(words, href)}</p>' if words else ""


def told(said: tuple[search_words.Said, ...]) -> str:
    """What is said beside a search, each line a link where it leads somewhere."""
    return "".join(f'<p class="al-notice" role="status">{anchor(item.text, item.href)}</p>' for item in said)


def _sheet(context: Context, nav: str) -> str:
    """The panels in a sheet as high as the screen, for a narrow column; it stays open from choice to choice."""
    lang, view = context.lang, context.view
    chosen = len(view.filters) + int(view.funding != "public") + int(bool(view.done))
    name = lang.t("Filters") + (f" ({lang.number(chosen)})" if chosen else "")
    count = len(works.select(context.catalog, view))
    show = lang.n("Show {n} work", "Show {n} works", count)
    clear = anchor(lang.t("clear all"), view.without_filters.href()) if chosen else ""
    go = f'<button type="button" class="al-go" data-sheet-close="true">{escape(show)}</button>'
    return (
        f'<button type="button" class="al-open" data-sheet="filters" aria-haspopup="dialog">{escape(name)}</button>'
        f'<dialog class="al-sheet" aria-label="{escape(lang.t("Filters"))}"><div class="al-sheet-head"><h2>{escape(name)}</h2>'
        f'<button type="button" class="al-link" data-sheet-close="true">{escape(lang.t("Close"))}</button></div>{nav}'
        f'<div class="al-sheet-foot">{clear}{go}</div></dialog>'
    )


def search(context: Context, label: str, placeholder: str) -> None:
    """The search field: what is typed becomes ``q`` in the address."""

    def look() -> None:
        text = " ".join(str(st.session_state.get(key, "")).split())
        query = context.view.without_evidence.having(q=text[:120], sheet=1).to_query()
        st.query_params.from_dict(query)

    key = f"search-{context.view.page}-{context.view.table}"  # one field whatever is looked for: the focus stays in it
    st.session_state[key] = context.view.q
    st.text_input(label, key=key, on_change=look, placeholder=placeholder, max_chars=120)


def _panel(name: str, choices: str, chosen: int) -> str:
    count = f" ({chosen})" if chosen else ""
    return f'<details class="al-panel" name="al-panels"><summary>{escape(name)}{count}</summary><ul>{choices}</ul></details>'


def _choice(text: str, count: str, href: str, current: bool) -> str:
    mark = ' aria-current="true"' if current else ""
    return f'<li><a href="{escape(href)}" target="_self"{mark}><span>{escape(text)}</span><span class="num">{escape(count)}</span></a></li>'


def _choices(context: Context, name: str) -> str:
    counts: pd.Series = works.facet(context.catalog, context.view, name)
    chosen = getattr(context.view, name)
    for code in chosen:
        if code not in counts:
            counts[code] = 0
    items = []
    for code, count in counts.items():
        wanted = tuple(sorted(set(chosen) ^ {str(code)}))
        href = context.view.without_evidence.having(sheet=1, **{name: wanted}, **({"done": ""} if name == "status" else {})).href()
        items.append(_choice(label(context, name, str(code)), context.lang.number(int(count)), href, code in chosen))
    return "".join(items)


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


def _funding(context: Context) -> str:
    counts = works.facet(context.catalog, context.view, "funding")
    return "".join(
        _choice(
            label(context, "funding", code),
            context.lang.number(int(counts[code])),
            context.view.without_evidence.having(funding=code, sheet=1).href(),
            context.view.funding == code,
        )
        for code in ("public", "private", "all")
    )


def _done(context: Context) -> str:
    counts, names = works.facet(context.catalog, context.view, "done"), beyond.done_names(context.lang)
    usual = context.view.having(done="").doing
    return "".join(
        _choice(
            names[code],
            context.lang.number(int(counts[code])),
            context.view.without_evidence.having(done="" if code == usual else code, sheet=1).href(),
            context.view.doing == code,
        )
        for code in DONE
    )


def _confirmed(context: Context) -> str:
    lang, view = context.lang, context.view
    counts = works.facet(context.catalog, view, "confirmed")
    with_two, without = int(counts["true"]), int(counts["false"])
    return _choice(
        lang.t("any"), lang.number(without), view.without_evidence.having(confirmed=False, sheet=1).href(), not view.confirmed
    ) + _choice(lang.t("two origins"), lang.number(with_two), view.without_evidence.having(confirmed=True, sheet=1).href(), view.confirmed)


def _years(context: Context) -> str:
    lang, view = context.lang, context.view
    counts = works.facet(context.catalog, view, "years")
    everything = view.without_evidence.having(first=None, last=None).href()
    items = [_choice(lang.t("all years and undated"), lang.number(int(counts.sum())), everything, not (view.first or view.last))]
    counts = counts.drop("", errors="ignore")
    items += [_range(context, name, words, counts.index) for name, words in (("first", lang.t("From")), ("last", lang.t("To")))]
    for year, count in counts.items():
        current = view.first == view.last == int(year)
        href = view.without_evidence.having(first=int(year), last=int(year), sheet=1).href()
        items.append(_choice(str(year), lang.number(int(count)), href, current))
    return "".join(items)


def _range(context: Context, name: str, words: str, years: Iterable[Any]) -> str:
    """The first or the last year, to be chosen by itself."""
    view, links = context.view, []
    for year in map(int, years):
        mark = ' aria-current="true"' if getattr(view, name) == year else ""
        href = view.without_evidence.year_to(name, year).href()
        links.append(f'<a href="{escape(href)}" target="_self"{mark} aria-label="{escape(words)} {year}">{year}</a>')
    return f'<li class="al-range"><span>{escape(words)}</span>{"".join(links)}</li>'


def _chips(context: Context) -> str:
    lang, view = context.lang, context.view
    chips = []
    for name in ("sector", "kind", "status", "province", "district"):
        for code in getattr(view, name):
            left = tuple(item for item in getattr(view, name) if item != code)
            chips.append(_chip(label(context, name, code), view.without_evidence.having(sheet=1, **{name: left}), context))
    if view.at:
        chips.append(_chip(_at(context), view.without_evidence.having(at="", sheet=1), context))
    if view.first or view.last:
        words = f"{view.first or FIRST_YEAR}–{view.last or ''}".rstrip("–") if view.first != view.last else str(view.first)
        chips.append(_chip(words, view.without_evidence.having(first=None, last=None, sheet=1), context))
    if view.done:
        chips.append(_chip(beyond.done_names(lang)[view.done], view.without_evidence.having(done="", sheet=1), context))
    if view.counted:
        chips.append(_chip(counted_words(context.catalog, view.counted, lang), view.without_evidence.having(counted="", sheet=1), context))
    if view.funding != "public":
        chips.append(_chip(label(context, "funding", view.funding), view.without_evidence.having(funding="public", sheet=1), context))
    if view.confirmed:
        chips.append(_chip(lang.t("two origins"), view.without_evidence.having(confirmed=False, sheet=1), context))
    if view.q:
        chips.append(_chip(lang.t("“{query}”", query=view.q), view.without_evidence.having(q="", sheet=1), context))
    if not chips:
        return ""
    clear = anchor(lang.t("clear all"), view.without_filters.href()) if len(chips) > 1 else ""
    return f'<p class="al-chips">{"".join(chips)}{clear}</p>'


def _chip(text: str, view: View, context: Context) -> str:
    name = context.lang.t("Remove filter: {filter}", filter=text)
    return f'<a class="al-chip" href="{escape(view.href())}" target="_self" aria-label="{escape(name)}">{escape(text)} ×</a>'


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
        lines.append(f"<li>{anchor(words, free.without_evidence.href())}</li>")
    hint = (
        lang.t("No works match. Remove a filter:")
        if lines
        else lang.t("No works match, and removing a single filter does not bring any back.")
    )
    clear = anchor(lang.t("clear all filters"), view.without_filters.href())
    st.html(f'<div class="al-notice" role="status"><p>{escape(hint)}</p><ul>{"".join(lines)}<li>{clear}</li></ul></div>')
    return True


def pager(context: Context, sheets: int) -> None:
    """Links to the sheets of a list; nothing for a single sheet."""
    view, lang = context.view, context.lang
    if sheets < 2:
        return
    here = min(view.sheet, sheets)
    near = sorted({1, sheets, *range(max(1, here - 2), min(sheets, here + 2) + 1)})
    choices = [(str(number), view.without_evidence.having(sheet=number).href(), number == here) for number in near]
    st.html(switch(lang.t("Sheet of the list"), choices))
