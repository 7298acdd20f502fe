"""Facts of the story: each kind of token that stands for a number, with its words and the address of its evidence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from aidlens.catalog import Catalog
from aidlens.exhibits import evidence
from aidlens.i18n import Lang
from aidlens.measures import claims, mapped, observations, outcomes, works
from aidlens.quantity import Quantity
from aidlens.view import View

# The unit of an outcome states the bound in brackets: "families (at least)".
_BOUNDS = {"about": "about", "around": "about", "nearly": "about", "average": "about", "over": "over", "more than": "over"}
_BOUNDS |= {"at least": "at_least", "up to": "up_to", "under": "up_to"}
_BOUND = re.compile(rf"\(({'|'.join(_BOUNDS)})\)")
BARE_UNITS = ("count", "people", "families")  # the text itself says of what


@dataclass(frozen=True)
class Span:
    """A piece of a paragraph. ``kind``: text, em, strong, fact, link, outside, term, quote, note. ``hint`` is one line more about it."""

    kind: str
    text: str
    href: str = ""
    hint: str = ""


def _observation(catalog: Catalog, key: str, view: View, lang: Lang) -> Span:
    row = catalog.row("observations", key)
    found = observations.quantity(row)
    text = found.words(lang) if found.unit in BARE_UNITS else evidence.with_unit(catalog, found, lang)
    when = lang.date(observations.date_of(catalog, row), short=True) or lang.t("undated")
    hint = " · ".join(filter(None, (lang.pick(row, "label"), lang.pick(row, "scope"), when)))
    return Span("fact", text, view.href(obs=key), hint)


def _claim(catalog: Catalog, key: str, view: View, lang: Lang) -> Span:
    row = catalog.row("claims", key)
    found = Quantity.of(row["value"], row["qualifier"] or "exact", row["unit"] or "count")
    return Span("fact", found.words(lang), view.href(claim=key), lang.pick(row, "title"))


def _step(catalog: Catalog, key: str, view: View, lang: Lang) -> Span:
    claim, _, name = key.partition("/")
    found = claims.ladder(catalog, claim, View()).steps[name]
    hint = f"{lang.pick(catalog.row('claims', claim), 'title')} · {evidence.step_names(lang)[name]}"
    return Span("fact", found.units.words(lang), view.href(claim=claim, step=name), hint)


def _entries(catalog: Catalog, key: str, view: View, lang: Lang) -> Span:
    claim, _, name = key.partition("/")
    found = claims.ladder(catalog, claim, View()).steps[name]
    hint = f"{lang.pick(catalog.row('claims', claim), 'title')} · {evidence.step_names(lang)[name]}"
    return Span("fact", lang.number(len(found.works)), view.href(claim=claim, step=name), hint)


def _rest(catalog: Catalog, key: str, view: View, lang: Lang) -> Span:
    rest = claims.not_found(claims.ladder(catalog, key, View()))
    return Span("fact", rest.words(lang), view.href(claim=key), lang.pick(catalog.row("claims", key), "title"))


def _shown(catalog: Catalog, key: str, view: View, lang: Lang) -> Span:
    shown = works.select(catalog, View())
    counts = {"works": len(shown), "undated": int((shown["date"] == "").sum()), **mapped.precisions(shown)}
    there = View(page="map" if key in ("district", "province") else "works", lang=view.lang, theme=view.theme)
    return Span("link", lang.number(counts[key]), there.href())


def _later(catalog: Catalog, key: str, view: View, lang: Lang) -> Span:
    reports = outcomes.last_reports(catalog)
    told = reports[reports["state"] != ""]
    latest = max(told["as_of"], default="")[:4] or lang.t("undated")
    values = {"works": lang.number(len(reports)), "found": lang.number(len(told)), "latest": latest}
    return Span("text", values[key])


def _capacity(catalog: Catalog, key: str, view: View, lang: Lang) -> Span:
    row = catalog.row("works", key)
    return Span("fact", evidence.capacity_words(catalog, row, lang), view.href(work=key), lang.pick(row, "name"))


def _cost(catalog: Catalog, key: str, view: View, lang: Lang) -> Span:
    row = catalog.row("works", key)
    scope = catalog.code("cost_scope", row["cost_scope"], lang.code)
    return Span("fact", works.cost(row).words(lang), view.href(work=key), " · ".join(filter(None, (lang.pick(row, "name"), scope))))


def _outcome(catalog: Catalog, key: str, view: View, lang: Lang) -> Span:
    row = catalog.row("outcomes", key)
    unit = "percent" if str(row["unit"]).startswith("%") else "count"
    stated = _BOUND.search(str(row["unit"]))
    text = Quantity.of(row["value"], _BOUNDS[stated[1]] if stated else "exact", unit).words(lang)
    href = view.href(work=row["work"]) if row["work"] else view.href(source=row["source"])
    return Span("fact", text, href, lang.pick(row, "statement"))


VALUES: dict[str, Callable[[Catalog, str, View, Lang], Span]] = {
    "obs": _observation,
    "claim": _claim,
    "step": _step,
    "entries": _entries,
    "rest": _rest,
    "shown": _shown,
    "later": _later,
    "capacity": _capacity,
    "cost": _cost,
    "outcome": _outcome,
}
