"""How the record was made, in words with its own counts: for the page of data, the plain pages and whatever else tells it."""

from __future__ import annotations

from aidlens.catalog import Catalog
from aidlens.exhibits import contact
from aidlens.exhibits.evidence import limits, rights
from aidlens.i18n import Lang
from aidlens.measures import sources


def chapters(catalog: Catalog, lang: Lang) -> tuple[tuple[str, str], ...]:
    """Title and text of each chapter: read, made, left out, limits, places and harm, edition."""
    kept = catalog.tables
    number = {name: lang.number(len(kept[name])) for name in ("sources", "works", "observations", "outcomes")}
    read = lang.t(
        "Public pages and documents, most of them in Italian and English: releases of the armed forces and of the contingent, pages of "
        "the Foreign Ministry and of the cooperation agency, papers of Parliament, the press, non-governmental organisations, books, "
        "data sets. {sources} of them stand in the record, read up to {when}.",
        sources=number["sources"],
        when=lang.date(sources.last_seen(catalog)),
    )
    made = lang.t(
        "Each statement became a row with its source: {works} works, {observations} published numbers, {outcomes} statements of what "
        "became of them. The same work told by several pages is one row; where pages disagree both sides are kept. Every row read has "
        "one recorded fate.",
        **{name: number[name] for name in ("works", "observations", "outcomes")},
    )
    left = lang.t(
        "Rows that do not hold up, each with its reason in CHANGES.md: no Italian money shown, no work behind the words, a page quoted at "
        "second hand. Archives, classified papers and pages that have vanished were not seen."
    )
    silent = lang.t("A work nobody wrote about on a page we found is not here; that says nothing about whether it was built.")
    edition = lang.t(
        "Edition {edition}. Ids stay the same from edition to edition, because links point at them. The rows that moved, each with the "
        "reason, are listed under “What changed”; how the record was made and read again is in CHANGES.md inside the package.",
        edition=catalog.edition,
    )
    return (
        (lang.t("What was read"), read),
        (lang.t("What was made of it"), f"{made} {rights(lang)}"),
        (lang.t("What was left out"), left),
        (lang.t("What it cannot tell"), f"{limits(lang)} {silent}"),
        (lang.t("Places and harm"), harm(catalog, lang)),
        (lang.t("Edition and changes"), edition),
    )


def harm(catalog: Catalog, lang: Lang) -> str:
    """The rule on places and people at risk, with the number of works withheld, and how to ask for a removal."""
    return " ".join(
        (
            lang.t(
                "No place is finer than a village by name, no point finer than a district seat; security works stand at district level."
            ),
            lang.n(
                "{n} work whose place or operator could put people at risk is withheld: it stands in no count, list, page or file of "
                "AidLens.",
                "{n} works whose place or operator could put people at risk are withheld: they stand in no count, list, page or file of "
                "AidLens.",
                catalog.withheld,
            ),
            # A copy that names nobody to write to promises nothing: the line below says so.
            lang.t(
                "Whoever sees a risk in a row may ask for its removal with the line below; the row is withheld first and discussed "
                "afterwards."
            )
            if contact.named(catalog)
            else "",
        )
    ).strip()
