"""The pages' own words: the quotes that carry the facts of a row, and how much of what the record rests on was read again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.measures import claims
from aidlens.single_flight_cache import once
from aidlens.view import View

READ = ("whole_copy", "excerpt_copy")
HOW = (*READ, "not_found", "")  # as in sources.read_as; "" was not looked for


@dataclass(frozen=True)
class Quote:
    """Words of a page: the row whose ``facts`` they carry, their language, our translations ("" in their own language)."""

    table: str
    row: str
    source: str
    facts: tuple[str, ...]
    quote: str
    lang: str
    en: str
    it: str
    translation_is: str


def of_row(catalog: Catalog, table: str, key: str) -> tuple[Quote, ...]:
    """The quotes of a row, in the record's order."""
    return _by_row(catalog).get((table, key), ())


def of_work(catalog: Catalog, work: str) -> tuple[Quote, ...]:
    """The quotes of a work, then those of what became of it."""
    said = catalog.outcomes.loc[catalog.outcomes["work"] == work, "id"]
    return of_row(catalog, "works", work) + tuple(quote for key in said for quote in of_row(catalog, "outcomes", key))


def by_source(quotes: Iterable[Quote]) -> dict[str, tuple[Quote, ...]]:
    """Quotes by the page they stand on."""
    found: dict[str, tuple[Quote, ...]] = {}
    for quote in quotes:
        found[quote.source] = (*found.get(quote.source, ()), quote)
    return found


@once(4)
def _by_row(catalog: Catalog) -> dict[tuple[str, str], tuple[Quote, ...]]:
    found: dict[tuple[str, str], tuple[Quote, ...]] = {}
    for row in catalog.rows("quotes"):
        quote = Quote(**{**row, "facts": tuple(split_list(row["facts"]))})
        found[quote.table, quote.row] = (*found.get((quote.table, quote.row), ()), quote)
    return found


# ── how much was read ─────────────────────────────────────────────────────────────────────────────────────────────


@once(4)
def reading(catalog: Catalog) -> pd.DataFrame:
    """How the pages were read again, one row a group of what rests on them: ``group`` (ladders, charted, outcomes, works), ``sources``,
    a count each of ``whole_copy``, ``excerpt_copy``, ``not_found`` and ``not_looked_for``, and ``ids`` (tuple).

    A page behind several groups counts in each; "works" are those behind no ladder, "charted" numbers those of a coded measure and those
    a claim names. The last row, ``all``, is every page of the record, each once.
    """
    how = dict(zip(catalog.sources["id"], catalog.sources["read_as"], strict=True))
    rows = []
    for group, keys in _groups(catalog).items():
        ids = tuple(key for key in how if key in keys)
        counts = {name or "not_looked_for": sum(how[key] == name for key in ids) for name in HOW}
        rows.append({"group": group, "sources": len(ids), **counts, "ids": ids})
    return pd.DataFrame(rows)


def _groups(catalog: Catalog) -> dict[str, set[str]]:
    lines, numbers, asked = catalog.work_sources, catalog.observations, catalog.claims
    rungs = [step for ladder in claims.ladders(catalog, View()) for step in ladder.steps.values()]
    in_ladders = {work for step in rungs for work in step.works}
    ladders = set(lines.loc[lines["work"].isin(in_ladders), "source"])
    named = {key for name in ("first_said", "official", "rivals") for cell in asked[name] for key in split_list(cell)}
    charted = (numbers["measure"] != "") | numbers["id"].isin(named)
    return {
        "ladders": ladders,
        "charted": set(numbers.loc[charted, "source"]),
        "outcomes": set(catalog.outcomes["source"]),
        "works": set(lines["source"]) - ladders,
        "all": set(catalog.sources["id"]),
    }
