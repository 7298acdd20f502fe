"""All exhibits by id, and which page shows which: for the outputs that take any exhibit (downloads, API, plain pages, decks)."""

from __future__ import annotations

from collections.abc import Callable

from aidlens.catalog import Catalog
from aidlens.exhibits import (
    amounts,
    article,
    changes,
    disagreements,
    ladder,
    ledgers,
    mapped,
    outcomes,
    read_again,
    sources,
    spending,
    timeline,
    works,
)
from aidlens.exhibits.base import Exhibit
from aidlens.i18n import Lang
from aidlens.once import once
from aidlens.view import View

Builder = Callable[[Catalog, View, Lang], Exhibit]

BUILDERS: dict[str, Builder] = {
    "ladder": ladder.build,
    "short-ladder": ladder.short,
    "split": spending.split,
    "account": spending.account,
    "over-time": amounts.over_time,
    "in-scale": amounts.in_scale,
    "oda": ledgers.oda,
    "programmes": ledgers.programmes,
    "chain": disagreements.chain,
    "values": disagreements.values,
    "counts": works.counts,
    "growth": works.growth,
    "works": works.table,
    "map": mapped.build,
    "became": outcomes.became,
    "timeline": timeline.build,
    "verdicts": article.verdicts,
    "references": article.references,
    "rests-on": sources.rests_on,
    "read-again": read_again.build,
    "changes": changes.build,
}

PAGES: dict[str, tuple[str, ...]] = {
    "overview": ("ladder", "short-ladder"),
    "spending": ("split", "account", "over-time", "in-scale", "oda", "programmes"),
    "disagreements": ("chain", "values"),
    "works": ("counts", "works", "growth"),
    "map": ("map", "works"),
    "data": ("rests-on", "read-again", "changes"),
    "story": ("became", "timeline", "verdicts", "references"),
}


def home(exhibit: str) -> str:
    """The page an exhibit stands on, the first where there are several."""
    return next((page for page, shown in PAGES.items() if exhibit in shown), "overview")


# Exhibits of the whole record: filters do not touch them, so they are made once whatever else is chosen.
WHOLE = frozenset({"short-ladder", "account", "in-scale", "oda", "programmes", "chain", "growth", "rests-on", "read-again", "changes"})


def build(exhibit: str, catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The exhibit with this id in this view, made once for all readers of one view. Raises KeyError for an unknown id."""
    own = view.bare.having(measure=view.measure) if exhibit in WHOLE else view.closed
    return _built(exhibit, catalog, own, lang)


@once(256)
def _built(exhibit: str, catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    return BUILDERS[exhibit](catalog, view, lang)
