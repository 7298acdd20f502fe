"""Evidence of one work: its card."""

from __future__ import annotations

from aidlens.catalog import Catalog, split_list
from aidlens.exhibits.contribute import contribute_href, known_words
from aidlens.exhibits.evidence.parts import (
    Evidence,
    Fact,
    Row,
    Section,
    capacity_words,
    fact,
    kept,
    notes_of,
    place_words,
    source_ref,
    work_line,
)
from aidlens.i18n import Lang
from aidlens.measures import stated, works
from aidlens.quantity import Quantity
from aidlens.view import View


def of_work(catalog: Catalog, view: View, lang: Lang) -> Evidence:
    """A work's card: what, where, when, who paid, who built, what became of it, and what each page supports."""
    row = works.row(catalog, view.work)
    lines = stated.of_work(catalog, view.work)
    facts = [
        fact(lang.t("Where"), place_words(catalog, row, lang)),
        fact(lang.t("How precisely"), precision(row, lang)),
        fact(lang.t("Status"), catalog.code("status", row["status"], lang.code)),
        fact(lang.t("Date"), _dated(catalog, row, lang)),
        fact(lang.t("What was done"), _done(catalog, row, lang)),
        fact(lang.t("Units"), "" if row["granularity"] == "single" else _units(row, lang)),
        fact(lang.t("Capacity"), capacity_words(catalog, row, lang)),
        fact(lang.t("Cost"), _cost(catalog, row, lang)),
        fact(lang.t("Who paid"), _paid(catalog, row, lang)),
        fact(lang.t("Who built"), _names(catalog, "organisations", row["implementers"], lang)),
        fact(lang.t("Whose aid"), catalog.code("class", row["class"], lang.code)),
        fact(lang.t("Confidence"), catalog.code("review_confidence", row["review_confidence"], lang.code)),
    ]
    sections = [_outcomes(catalog, row, view, lang)]
    related = [("part_of", lang.t("Part of")), ("possible_twins", lang.t("May be the same work as"))]
    for name, title in related:
        keys = split_list(row[name])
        found = tuple(Fact("", lang.pick(catalog.row("works", key), "name"), view.without_evidence.href(work=key)) for key in keys)
        sections.append(Section(title, found))
    parties = [lang.pick(catalog.row("parties", key), "name") for key in row["parties"]]
    origins = lang.n("{n} origin assessed", "{n} origins assessed", len(parties)) + (f": {lang.join(parties)}" if parties else "")
    facts.append(fact(lang.t("Origins"), origins))
    sections.append(Section(lang.t("Do you know more?"), (Fact("", known_words(lang), contribute_href(view, work=view.work)),)))
    own = (("works", view.work),)
    refs = tuple(
        source_ref(catalog, line["source"], view, lang, origin=line["origin"], supports=line["supports"], rows=own) for line in lines
    )
    return Evidence(
        kicker=catalog.name("kinds", row["kind"], lang.code),
        title=lang.pick(row, "name"),
        lead=work_line(catalog, row, lang).removeprefix(lang.pick(row, "name")).removeprefix(" · "),
        view=view,
        facts=kept(facts),
        sections=tuple(section for section in sections if section.facts),
        sources=refs,
        doubts=tuple(filter(None, [lang.pick(row, "doubt")])),
        notes=notes_of(row["note"]),
    )


def precision(row: Row, lang: Lang) -> str:
    """How precisely a work is placed, in words."""
    if row["villages"]:
        return lang.t("a village or town is named; shown as text only, never as a point")
    if row["placed"]:
        return lang.t("the district is known")
    if row["districts"]:
        return lang.t("several districts")
    return lang.t("the province only") if row["provinces"] else lang.t("no finer than the country")


def _dated(catalog: Catalog, row: Row, lang: Lang) -> str:
    if not row["date"]:
        return lang.t("undated")
    what = catalog.code("date_is", row["date_is"], lang.code)
    return f"{lang.date(row['date'])}" + (f" ({what})" if what else "")


def _done(catalog: Catalog, row: Row, lang: Lang) -> str:
    names = (("action", row["action"]), ("facility", row["facility"]), ("extent", row["extent"]))
    found = (catalog.code(vocabulary, code, lang.code) for vocabulary, code in names)
    return " · ".join(dict.fromkeys(filter(None, found)))  # a service is both what was done and what it is


def _units(row: Row, lang: Lang) -> str:
    found = Quantity.of(row["units"])
    return found.words(lang) if found.value is not None else lang.t("the page gives no number")


def _cost(catalog: Catalog, row: Row, lang: Lang) -> str:
    found = works.cost(row)
    if found.value is None:
        return ""
    scope = catalog.code("cost_scope", row["cost_scope"], lang.code)
    return found.words(lang) + (f" ({scope})" if scope else "")


def _paid(catalog: Catalog, row: Row, lang: Lang) -> str:
    names = _names(catalog, "organisations", row["funders"], lang)
    how = catalog.code("funder_is", row["funder_is"], lang.code)
    return f"{names} ({how})" if names and how else names or how


def _names(catalog: Catalog, table: str, cell: str, lang: Lang) -> str:
    keys = split_list(cell)
    return lang.join(catalog.name(table, key, lang.code) for key in keys) if keys else ""


def _outcomes(catalog: Catalog, row: Row, view: View, lang: Lang) -> Section:
    frame = catalog.outcomes
    found = frame[(frame["work"] == row["id"]) & (frame["work"] != "")].sort_values("as_of").to_dict("records")
    facts = tuple(
        Fact(
            f"{catalog.code('state', item['state'], lang.code)}, {lang.date(item['as_of'], short=True) or lang.t('undated')}",
            lang.pick(item, "statement"),
            source=source_ref(catalog, item["source"], view, lang, rows=(("outcomes", item["id"]),)),
        )
        for item in found
    )
    return Section(lang.t("What became of it"), facts)
