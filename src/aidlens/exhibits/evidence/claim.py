"""Evidence of one claim of the article, and of one step of its ladder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.exhibits.contribute import contribute_href, missing_words
from aidlens.exhibits.evidence.parts import (
    Evidence,
    Fact,
    Section,
    fact,
    kept,
    labelled,
    limits,
    place_words,
    sheet_href,
    source_ref,
    value_fact,
    work_line,
)
from aidlens.i18n import Lang
from aidlens.measures import claims, stated
from aidlens.quantity import Quantity
from aidlens.view import View


def of_claim(catalog: Catalog, view: View, lang: Lang) -> Evidence:
    """What the article says, the official count chosen and why, the rivals, what may safely be said."""
    row = catalog.row("claims", view.claim)
    passage = catalog.row("passages", row["passage"])
    item = claims.ladder(catalog, view.claim, view)
    facts = [
        fact(lang.t("The article, word for word"), f"«{passage['passage']}»"),
        fact(lang.t("Why works cannot check it"), lang.pick(row, "unchecked")),
    ]
    if item.official:
        official = catalog.row("observations", item.official[0])
        facts.append(
            Fact(
                lang.t("Official count"),
                labelled(official, lang),
                view.without_evidence.href(obs=official["id"]),
            )
        )
        facts.append(fact(lang.t("Why this one"), lang.t("The last count the builder itself published over its whole life.")))
    said = (
        fact(lang.t("Can safely be said"), lang.pick(row, "safe")),
        fact(lang.t("Avoid saying"), f"«{lang.pick(row, 'avoid')}»"),
        fact(lang.t("Why not"), lang.pick(row, "avoid_reason")),
    )
    sections = [Section(lang.t("What you can safely say"), said, lang.pick(row, "safe"))]
    if item.full:
        sections.append(Section(lang.t("The ladder, step by step"), tuple(_step_facts(item, view, lang))))
    first_said = split_list(row["first_said"])
    first = [catalog.row("observations", key) for key in first_said]
    if first:
        sections.append(Section(lang.t("First published"), tuple(value_fact(catalog, found, view, lang) for found in first)))
    rivals = [catalog.row("observations", key) for key in item.rivals if key not in first_said]
    if rivals:
        sections.append(Section(lang.t("Other published values"), tuple(value_fact(catalog, rival, view, lang) for rival in rivals)))
    stating = [catalog.row("observations", key) for key in stated.of_claim(catalog, view.claim)]
    # A page is named once, with the first of its numbers; the article stands first, as the one that is checked.
    numbers = {str(found["source"]): labelled(found, lang) for found in reversed(stating)}
    rows = [("observations", str(found["id"])) for found in stating]
    if row["kind"]:
        sections.append(_unconfirmed(catalog, view, lang))
    keys = dict.fromkeys([str(row["source"]), *(str(found["source"]) for found in stating)])
    return Evidence(
        kicker=lang.t("A claim of the article"),
        title=lang.pick(row, "title"),
        lead=lang.t("the article says {words}", words=lang.pick(row, "article_words")),
        view=view,
        facts=kept(facts),
        sections=tuple(section for section in sections if section.facts),
        sources=tuple(replace(source_ref(catalog, key, view, lang, rows=rows), supports=numbers.get(key, "")) for key in keys),
        doubts=(limits(lang),) if item.full else (),
        sheet=sheet_href(view.claim, lang),
    )


def _unconfirmed(catalog: Catalog, view: View, lang: Lang) -> Section:
    """What somebody told without a source: apart from all that is counted, with kind, province and year alone; and the way to tell more."""
    rows = [row for row in (catalog.rows("told") if "told" in catalog.tables else ()) if row["claim"] == view.claim]
    facts = [
        Fact(
            "",
            ", ".join(
                filter(
                    None, (catalog.name("kinds", row["kind"], lang.code), catalog.name("places", row["province"], lang.code), row["year"])
                )
            ),
        )
        for row in rows
    ]
    if facts:
        apart = lang.t(
            "No page or print that we know says so. A person has judged that it may stand here; it enters no count, no step and no map."
        )
        facts.append(Fact("", apart))
    facts.append(Fact("", missing_words(lang), contribute_href(view, claim=view.claim)))
    return Section(lang.t("Told to AidLens, not yet confirmed") if rows else lang.t("What is missing"), tuple(facts))


def sheets(catalog: Catalog, lang: Lang) -> list[tuple[str, str]]:
    """Every claim by its name and the article's words, with the address of its sheet; first those that works answer."""
    rows = catalog.claims.assign(other=catalog.claims["ladder"] != "full").sort_values(["other", "order"], kind="stable")
    named = ((row, f"{lang.pick(row, 'title')}: {lang.pick(row, 'article_words')}") for row in rows.to_dict("records"))
    return [(words, sheet_href(row["id"], lang)) for row, words in named]


def step_names(lang: Lang) -> dict[str, str]:
    """Names of the ladder's steps."""
    return {
        "bulk": lang.t("reported in bulk"),
        "traced": lang.t("traced one by one"),
        "placed": lang.t("placed in one district"),
        "confirmed": lang.t("two origins"),
        "elsewhere": lang.t("outside the scope of the count"),
    }


def counted_words(catalog: Catalog, counted: str, lang: Lang) -> str:
    """The filter on one step of a ladder ("schools.traced") in words."""
    claim, _, step = counted.partition(".")
    return f"{lang.pick(catalog.row('claims', claim), 'title')}: {step_names(lang)[step]}"


def _step_facts(item: claims.Ladder, view: View, lang: Lang) -> Iterable[Fact]:
    for name, label in step_names(lang).items():
        step = item.steps[name]
        text = step.units.words(lang) if step.works else lang.t("none")
        if step.works and len(step.works) != step.units.value:
            text += " · " + lang.n("{n} work stands for them", "{n} works stand for them", len(step.works))
        if step.unknown:
            text += " " + lang.n("(and {n} work without a number)", "(and {n} works without a number)", step.unknown)
        yield Fact(label, text, view.without_evidence.href(claim=item.claim, step=name))


def of_step(catalog: Catalog, view: View, lang: Lang) -> Evidence:
    """The works behind one step of a claim's ladder."""
    item = claims.ladder(catalog, view.claim, view)
    step = item.steps.get(view.step, claims.Step(Quantity.of(0), 0, ()))
    rows = claims.step_works(catalog, view.claim, view.step, view).sort_values(["date", "id"])
    claim = catalog.row("claims", view.claim)
    facts = _works(catalog, rows, view, lang)
    sections = [Section(lang.n("{n} work", "{n} works", len(facts)), facts)] if facts else []
    bulk = item.steps.get("bulk")
    if view.step == "traced" and bulk is not None and bulk.works:
        # A finger on a field opens this list: it holds whatever stands there.
        rows = claims.step_works(catalog, view.claim, "bulk", view).sort_values(["date", "id"])
        sections.append(Section(lang.t("{n} told of only as a group", n=bulk.units.words(lang)), _works(catalog, rows, view, lang)))
    whole = Fact("", lang.t("To the claim: what was counted, what can safely be said"), view.without_evidence.href(claim=view.claim))
    explained = {
        "bulk": lang.t("Works a page reports only as a sum: it gives a number, and neither places nor names its parts."),
        "traced": lang.t("Single works, and batches whose parts a page places or describes."),
        "placed": lang.t("Traced works with exactly one district known."),
        "confirmed": lang.t(
            "Traced works whose existence and completion two different parties state, one of them neither funder nor builder."
        ),
        "elsewhere": lang.t("Completed works of Italian public aid outside the official count's scope: never compared with that count."),
    }
    return Evidence(
        kicker=lang.pick(claim, "title"),
        title=step_names(lang)[view.step],
        lead=_stands_for(step, lang),
        view=view,
        facts=kept((fact(lang.t("What this step counts"), explained[view.step]), _on_works(view, len(facts), lang), whole)),
        sections=tuple(sections),
        doubts=(limits(lang),),
    )


def _works(catalog: Catalog, rows: pd.DataFrame, view: View, lang: Lang) -> tuple[Fact, ...]:
    """Works, each with the way to its card."""
    return tuple(
        Fact(place_words(catalog, row, lang), work_line(catalog, row, lang), view.without_evidence.href(work=row["id"]))
        for row in rows.to_dict("records")
    )


def _stands_for(step: claims.Step, lang: Lang) -> str:
    """The units of a step, and how many works they are where that is another number."""
    if not step.works:
        return lang.t("none")
    units, count = step.units.words(lang), len(step.works)
    return (
        units
        if count == step.units.value
        else lang.n("{units}: {n} work stands for them", "{units}: {n} works stand for them", count, units=units)
    )


def _on_works(view: View, count: int, lang: Lang) -> Fact:
    """The way to the same works on the page of works."""
    href = View(page="works", lang=view.lang, theme=view.theme, counted=f"{view.claim}.{view.step}").href()
    return Fact("", lang.n("See this work on the Works page", "See these works on the Works page", count) if count else "", href)
