"""Evidence of one source: who published it, and every row of the record that rests on it."""

from __future__ import annotations

from dataclasses import replace

from aidlens.catalog import Catalog, split_list
from aidlens.exhibits.evidence.parts import Evidence, Fact, Section, fact, kept, notes_of, source_ref, value_fact
from aidlens.exhibits.evidence.quoted import Said, said
from aidlens.i18n import Lang
from aidlens.measures import quotes
from aidlens.view import View


def of_source(catalog: Catalog, view: View, lang: Lang) -> Evidence:
    """A page: who published it, what it repeats, and every row of the record that rests on it."""
    row = catalog.row("sources", view.source)
    numbers = catalog.observations[catalog.observations["source"] == view.source].to_dict("records")
    lines = catalog.work_sources[catalog.work_sources["source"] == view.source]
    named = tuple(
        Fact(
            lang.join(catalog.code("supports", item, lang.code) for item in split_list(line["supports"])),
            lang.pick(catalog.row("works", line["work"]), "name"),
            view.without_evidence.href(work=line["work"]),
            quotes=_own_words(catalog, "works", line["work"], view.source, lang),
        )
        for line in lines.to_dict("records")
    )
    facts = (
        fact(lang.t("Published"), lang.date(row["date"]) or lang.t("undated")),
        fact(lang.t("Kind of publisher"), catalog.code("source_kind", row["kind"], lang.code)),
        fact(lang.t("Language"), catalog.code("language", row["language"], lang.code)),
        fact(lang.t("Last seen"), lang.date(row["last_seen"])),
    )
    sections = (
        Section(
            lang.t("Numbers read on it"),
            tuple(
                replace(
                    value_fact(catalog, number, view, lang, by=False),
                    quotes=_own_words(catalog, "observations", number["id"], view.source, lang),
                )
                for number in numbers
            ),
        ),
        Section(lang.t("Works it supports"), named),
        Section(lang.t("What it says of what became of them"), _said(catalog, view, lang)),
        Section(lang.t("Events it dates"), _dated_events(catalog, view, lang)),
    )
    return Evidence(
        kicker=lang.t("A source"),
        title=catalog.publisher(view.source, lang.code),
        lead=row["title"],
        view=view,
        facts=kept(facts),
        sections=tuple(section for section in sections if section.facts),
        # The card itself is everything from this page.
        sources=(replace(source_ref(catalog, view.source, view, lang, origin=row["origin"]), href=""),),
        notes=notes_of(row["note"]),
    )


def _own_words(catalog: Catalog, table: str, key: str, source: str, lang: Lang) -> tuple[Said, ...]:
    """The words of a page for a row that rests on it."""
    return said(catalog, (quote for quote in quotes.of_row(catalog, table, key) if quote.source == source), lang)


def _said(catalog: Catalog, view: View, lang: Lang) -> tuple[Fact, ...]:
    frame = catalog.outcomes
    rows = frame[frame["source"] == view.source].sort_values("as_of").to_dict("records")
    return tuple(
        Fact(
            "",
            lang.pick(row, "statement"),
            view.without_evidence.href(work=row["work"]) if row["work"] else "",
            quotes=said(catalog, quotes.of_row(catalog, "outcomes", row["id"]), lang),
        )
        for row in rows
    )


def _dated_events(catalog: Catalog, view: View, lang: Lang) -> tuple[Fact, ...]:
    """The events that rest on a page, with what they mean for the article's words."""
    frame = catalog.events
    rows = frame[(frame["source"] == view.source) | (frame["second_source"] == view.source)].sort_values("date").to_dict("records")
    facts = []
    for row in rows:
        verdict = catalog.code("verdict", row["verdict"], lang.code)
        checked = f" {lang.t('The article’s words: {verdict}.', verdict=verdict)} {lang.pick(row, 'correction')}" if verdict else ""
        facts.append(Fact("", f"{lang.date(row['date'], short=True)}: {lang.pick(row, 'title')}.{checked}".rstrip()))
    return tuple(facts)
