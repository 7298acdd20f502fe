"""Evidence of one published number."""

from __future__ import annotations

from aidlens.catalog import Catalog, split_list
from aidlens.exhibits.evidence.parts import Evidence, Row, Section, fact, kept, labelled, notes_of, source_ref, value_fact, with_unit
from aidlens.i18n import Lang
from aidlens.measures import observations
from aidlens.view import View


def of_observation(catalog: Catalog, view: View, lang: Lang) -> Evidence:
    """What was published: wording or paraphrase, value, bound, scope, date, origin, the other values of its measure."""
    row = catalog.row("observations", view.obs)
    found = observations.quantity(row)
    facts = [
        fact(lang.t("Scope"), lang.pick(row, "scope")),
        fact(lang.t("Programme"), catalog.name("programmes", row["programme"], lang.code)),
        fact(lang.t("Period"), period(row, lang)),
        fact(lang.t("As of"), lang.date(observations.date_of(catalog, row)) or lang.t("undated")),
        fact(lang.t("Bound"), catalog.code("qualifier", row["qualifier"], lang.code)),
        fact(lang.t("What kind of number"), catalog.code("kind_of_number", row["kind"], lang.code)),
        fact(lang.t("Formula"), row["formula"]),
    ]
    if row["wording"]:
        facts.insert(0, fact(lang.t("The page's words"), f"«{row['wording']}»"))
    else:
        facts.insert(0, fact(lang.t("In our words, not the page's"), labelled(row, lang)))
    doubts = [lang.pick(row, "why")]
    if row["do_not_add"]:
        doubts.append(lang.t("This number is part of another one, or a plan: it must not be added to other values."))
    if not row["citable"]:
        doubts.append(lang.t("The number stands in a book; the address at hand is a text copy and is not linked."))
    parts = [catalog.row("observations", key) for key in split_list(row["derived_from"])]
    sections = []
    if parts:
        sections.append(Section(lang.t("Derived from"), tuple(value_fact(catalog, part, view, lang) for part in parts)))
    own = (("observations", row["id"]),)
    rivals = observations.siblings(catalog, view.obs).to_dict("records")
    if rivals:
        title = lang.t("Other published values of this measure") if row["measure"] else lang.t("Other values with this label")
        sections.append(Section(title, tuple(value_fact(catalog, rival, view, lang) for rival in _newest(catalog, rivals))))
    return Evidence(
        kicker=catalog.name("measures", row["measure"], lang.code) or lang.t("A published number"),
        title=lang.pick(row, "label"),
        lead=with_unit(catalog, found, lang),
        view=view,
        facts=kept(facts),
        sections=tuple(sections),
        sources=(source_ref(catalog, row["source"], view, lang, origin=row["origin"], cite=bool(row["citable"]), rows=own),),
        doubts=tuple(filter(None, doubts)),
        notes=notes_of(row["note"]),
    )


def period(row: Row, lang: Lang) -> str:
    """The period a number covers, in words; "" if the page gives none."""
    start, end = lang.date(row["period_start"]), lang.date(row["period_end"])
    if start and end:
        return start if start == end else f"{start} – {end}"
    return lang.t("from {date}", date=start) if start else lang.t("to {date}", date=end) if end else ""


def _newest(catalog: Catalog, rows: list[Row], limit: int = 14) -> list[Row]:
    return sorted(rows, key=lambda row: observations.date_of(catalog, row), reverse=True)[:limit]
