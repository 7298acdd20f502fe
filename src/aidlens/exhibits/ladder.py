"""The claim ladder as an exhibit: the figure, its table, its words.

Titles are functions of the table: with the whole record in view they state the finding, under filters they stay neutral.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from aidlens.catalog import WORK_STEPS, Catalog, split_list
from aidlens.exhibits import ladder_alone
from aidlens.exhibits.base import Column, Exhibit, exhibit, plain, source_line
from aidlens.exhibits.ladder_figure import draw
from aidlens.exhibits.ladder_marks import Marked, counted_words, marked_of, shown_rivals
from aidlens.i18n import Lang
from aidlens.measures import claims, observations
from aidlens.measures.claims import Ladder, Step
from aidlens.quantity import Bound
from aidlens.view import View


@exhibit("ladder", place=1, obeys="works")
def build(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The full ladders: schools, clinics and hospitals, wells, security buildings."""
    every = claims.ladders(catalog, view)
    found = [item for item in every if item.full]
    data = pd.DataFrame([_row(catalog, item, view, lang) for item in found])
    sources = _sources(catalog, found)
    marked = {item.claim: marked_of(catalog, item, view, lang) for item in found}
    others = [_other(catalog, item, view, lang) for item in every if not item.full]
    return Exhibit(
        title=title(found, view, lang),
        subtitle=lang.t(
            "One mark is one school, clinic, well or building that Italy's team ({scope}, {start}–{end}) counted as built or renovated "
            "with Italian public aid. Solid: found on public pages too, which measures our search of public pages, not what was built.",
            **_scope(catalog, found[0], lang),
        ),
        alt=alt(found, data, lang),
        data=data,
        columns=_columns(lang),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.without_evidence.having(page="overview"),
        coverage=_coverage(found, lang),
        caveats=(
            lang.t("Marks that are joined are one work of several units; they share one card."),
            lang.t("Two origins: existence and completion stated by two different parties, one of them neither funder nor builder."),
        ),
        draw=lambda canvas: draw(data.to_dict("records"), marked, canvas, others),
        bars="traced",
        slide="drawing",
        front=lambda item, claim: _alone(catalog, item, marked, next(one for one in found if one.claim == claim), lang),
    )


def _alone(catalog: Catalog, item: Exhibit, marked: dict[str, Marked], shown: Ladder, lang: Lang) -> Exhibit:
    """The ladder of one claim by itself."""
    rows: pd.DataFrame = item.data[item.data["claim"] == shown.claim].reset_index(drop=True)
    row = rows.iloc[0].to_dict()
    if item.view.filters or not shown.official:
        title = lang.t(
            "{name}: the article says {claimed}, the official count is {official}",
            name=row["name"],
            claimed=row["claimed_text"],
            official=row["official_said"],
        )
    else:
        title = lang.t(
            "{name}: Italy's own count is {official}, public pages let us find {traced}",
            name=row["name"],
            official=row["official_said"],
            traced=shown.steps["traced"].units.words(lang),
        )
    sources = tuple(split_list(str(row["sources"])))
    cells = "; ".join(f"{column.label}: {row[column.key]}" for column in item.columns)
    return replace(
        item,
        title=title,
        asked=lang.t("{name}: {words}", name=row["name"], words=row["words"]),
        subtitle=lang.t(
            "One mark is one that Italy's team ({scope}, {start}–{end}) counted as built or renovated with Italian public aid. "
            "Solid: found on public pages too, which measures our search, not what was built.",
            **_scope(catalog, shown, lang),
        ),
        alt=f"{title}. {cells}.",
        data=rows,
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        coverage="",  # counts the works of all claims together
        draw=lambda canvas: ladder_alone.draw(row, marked[shown.claim], canvas) if canvas.large else draw([row], marked, canvas),
        _made={},
    )


def title(found: list[Ladder], view: View, lang: Lang) -> str:
    """The finding: how the official counts compare with the claims and how much can be traced; neutral under filters."""
    if view.filters:
        return lang.t("Claims, official counts and the works traced, in this selection")
    close = [item for item in found if near(item)]
    # Claim by claim: units of different facility types are not added, not even for a title.
    rare = sum((item.steps["traced"].units.value or 0) * 2 < (item.official_units.value or 0) for item in found)
    few = rare * 2 >= len(found)
    if len(close) == len(found) and few:
        return lang.t("The article's numbers are close to Italy's own counts; few of the works can be found")
    if few:
        return lang.t(
            "{n} of {total} numbers of the article are close to Italy's own counts; few of the works can be found",
            n=len(close),
            total=len(found),
        )
    return lang.t("Most of the works that were counted can be found, one by one")


def near(item: Ladder) -> bool:
    """Whether the official count is no further from the claim than three twentieths of it."""
    if item.official_units.value is None or not item.claimed.value:
        return False
    return abs(item.official_units.value - item.claimed.value) <= item.claimed.value * 3 / 20


def _scope(catalog: Catalog, item: Ladder, lang: Lang) -> dict[str, str]:
    programme = catalog.row("programmes", str(catalog.row("claims", item.claim)["programme"]))
    return {
        "scope": lang.pick(programme, "name"),
        "start": str(programme["period_start"])[:4],
        "end": str(programme["period_end"])[:4],
    }


def _row(catalog: Catalog, item: Ladder, view: View, lang: Lang) -> dict[str, Any]:
    claim = catalog.row("claims", item.claim)
    row: dict[str, Any] = {
        "claim": item.claim,
        "family": item.family,
        "name": lang.pick(claim, "title"),
        "quote": lang.pick(claim, "article_words"),
        "words": lang.t("the article says {words}", words=lang.pick(claim, "article_words")),
        "note": _official_words(catalog, item, lang),
        "wall_note": item.official_units.with_parts(_origin(catalog, item, lang), lang),
        "verdict": _verdict(item, claim, lang),
        "counted_words": counted_words(item, view, lang),
        "claim_href": view.without_evidence.href(claim=item.claim),
        "claimed": plain(item.claimed),
        "claimed_bound": str(item.claimed.bound),
        "claimed_text": item.claimed.words(lang),
        "official": plain(item.official_units),
        "official_bound": str(item.official_units.bound),
        "official_text": item.official_units.short(lang),
        "official_said": item.official_units.with_parts(item.official_units.short(lang), lang),
        "official_sum": _sum(catalog, item, lang),
        "official_href": view.without_evidence.href(obs=item.official[0]) if item.official else "",
        "rivals": ";".join(f"{catalog.row('observations', key)['value']:g}" for key in shown_rivals(catalog, item)),
        "sources": ";".join(_sources(catalog, [item])),
    }
    for name in WORK_STEPS:
        step = item.steps[name]
        row |= {
            name: plain(step.units),
            f"{name}_bound": str(step.units.bound),
            f"{name}_works": len(step.works),
            f"{name}_text": step_text(step, lang),
            f"{name}_href": view.without_evidence.href(claim=item.claim, step=name),
        }
    return row


def _other(catalog: Catalog, item: Ladder, view: View, lang: Lang) -> dict[str, str]:
    """A claim that works cannot check, as its line below the fields has it."""
    claim = catalog.row("claims", item.claim)
    href = view.without_evidence.href(claim=item.claim)
    return {"name": lang.pick(claim, "title"), "verdict": lang.pick(claim, "verdict"), "claim_href": href}


def _verdict(item: Ladder, claim: Any, lang: Lang) -> str:
    """How the claim stands to the official count, as the record judges it; with the parts of a sum of ours."""
    said, parts = lang.pick(claim, "verdict"), dict(item.official_units.parts).get(lang.code, "")
    return lang.t("{verdict}: {parts}.", verdict=said.rstrip("."), parts=parts) if parts else said


def _sum(catalog: Catalog, item: Ladder, lang: Lang) -> str:
    """The official count; a sum of ours as what it is the sum of ("44 + 2")."""
    if not item.official:
        return "–"
    parts = split_list(str(catalog.row("observations", item.official[0])["derived_from"]))
    if not parts:
        return item.official_units.short(lang)
    return " + ".join(observations.quantity(catalog.row("observations", key)).short(lang) for key in parts)


def step_text(step: Step, lang: Lang) -> str:
    """The number of a step: 0 where there is no work, "≥" where some works say no number."""
    return step.units.short(lang)


def _origin(catalog: Catalog, item: Ladder, lang: Lang) -> str:
    origin = catalog.row("observations", item.official[0])["origin"] if item.official else ""
    return lang.pick(catalog.row("origins", origin), "name") if origin else ""


def _official_words(catalog: Catalog, item: Ladder, lang: Lang) -> str:
    if not item.official:
        return lang.t("no official count found")
    row = catalog.row("observations", item.official[0])
    date = lang.date(observations.date_of(catalog, row), short=True)
    origin = _origin(catalog, item, lang)
    said = origin if date[-4:] in origin else f"{origin}, {date}".lstrip(", ")
    return " · ".join(part for part in (lang.pick(row, "label"), said) if part)


def _sources(catalog: Catalog, found: list[Ladder]) -> tuple[str, ...]:
    keys = [catalog.row("observations", key)["source"] for item in found for key in item.sources]
    lines = catalog.work_sources
    traced = {work for item in found for work in item.steps["traced"].works + item.steps["bulk"].works}
    return tuple(dict.fromkeys([*keys, *lines.loc[lines["work"].isin(traced), "source"]]))


def _coverage(found: list[Ladder], lang: Lang) -> str:
    def works(name: str) -> int:
        return sum(len(item.steps[name].works) for item in found)

    return lang.n(
        "These numbers stand for {n} work traced one by one (a work can be several units) · {placed} placed in one district · "
        "{confirmed} with two origins · {elsewhere} more outside the scope",
        "These numbers stand for {n} works traced one by one (a work can be several units) · {placed} placed in one district · "
        "{confirmed} with two origins · {elsewhere} more outside the scope",
        works("traced"),
        placed=lang.number(works("placed")),
        confirmed=lang.number(works("confirmed")),
        elsewhere=lang.number(works("elsewhere")),
    )


def alt(found: list[Ladder], data: pd.DataFrame, lang: Lang) -> str:
    """The ladder read aloud, one sentence a claim."""
    sentences = []
    for item, row in zip(found, data.to_dict("records"), strict=True):
        sentences.append(
            lang.t(
                "{name}: the article says {claimed}; the official count is {official}; {traced} traced one by one, {placed} placed, "
                "{confirmed} with two origins.",
                name=row["name"],
                claimed=row["claimed_text"],
                official=item.official_units.words(lang),
                traced=item.steps["traced"].units.words(lang),
                placed=item.steps["placed"].units.words(lang),
                confirmed=item.steps["confirmed"].units.words(lang),
            )
        )
    return " ".join(sentences)


def _columns(lang: Lang) -> tuple[Column, ...]:
    return (
        Column("name", lang.t("Claim"), href="claim_href"),
        Column("claimed_text", lang.t("the article"), value="claimed"),
        Column("official_said", lang.t("official count"), value="official", href="official_href"),
        Column("bulk_text", lang.t("reported in bulk"), value="bulk", href="bulk_href"),
        Column("traced_text", lang.t("traced one by one"), value="traced", href="traced_href"),
        Column("placed_text", lang.t("placed"), value="placed", href="placed_href"),
        Column("confirmed_text", lang.t("two origins"), value="confirmed", href="confirmed_href"),
        Column("elsewhere_text", lang.t("outside the scope"), value="elsewhere", href="elsewhere_href"),
    )


def headline(catalog: Catalog, view: View, lang: Lang) -> str:
    """The sentence above the ladder: the official count of schools and how many can be traced."""
    item = claims.ladder(catalog, "schools", view)
    traced = item.steps["traced"].units
    if item.official_units.value is None or traced.value is None or view.filters:
        return lang.t("What Italy built in Afghanistan, claim beside evidence")
    if traced.bound is Bound.AT_LEAST:
        return lang.t(
            "Italy's team in Herat counted {official} schools built or renovated. Public pages let us find at least {traced} of them.",
            official=item.official_units.words(lang),
            traced=lang.number(traced.value),
        )
    return lang.t(
        "Italy's team in Herat counted {official} schools built or renovated. Public pages let us find {traced} of them.",
        official=item.official_units.words(lang),
        traced=lang.number(traced.value),
    )


def lead(catalog: Catalog, lang: Lang) -> str:
    """What this is, in two sentences, with the article's two largest numbers from the record."""
    projects, spend = (claims.ladder(catalog, key, View()).claimed for key in ("projects", "spend"))
    return lang.t(
        "An article of 2021 recalled {projects} Italian projects worth {money}. Each of its claims stands here beside Italy's own count "
        "and every work that we could find on a public page.",
        projects=projects.words(lang),
        money=spend.words(lang),
    )


def gap(lang: Lang) -> str:
    """How the gap between count and trace is to be read."""
    return lang.t(
        "The gap between the official count and the works traced is a finding about public sources, not a verdict on what was built. "
        "Works outside the scope of the official count stand beside it and are never compared with it."
    )
