"""All exhibits by id, and which page shows which: for the outputs that take any exhibit (downloads, API, plain pages, decks)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from aidlens.catalog import Catalog
from aidlens.exhibits import article, ladder, outcomes, timeline
from aidlens.exhibits.base import Exhibit
from aidlens.i18n import Lang
from aidlens.view import View

Builder = Callable[[Catalog, View, Lang], Exhibit]

BUILDERS: dict[str, Builder] = {
    "ladder": ladder.build,
    "short-ladder": ladder.short,
    "became": outcomes.became,
    "timeline": timeline.build,
    "verdicts": article.verdicts,
    "references": article.references,
}

PAGES: dict[str, tuple[str, ...]] = {
    "overview": ("ladder", "short-ladder"),
    "story": ("ladder", "became", "timeline", "verdicts", "references"),
}


def build(exhibit: str, catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The exhibit with this id in this view, made once for all readers of one view. Raises KeyError for an unknown id."""
    return _built(exhibit, catalog, view.closed, lang)


@lru_cache(maxsize=256)
def _built(exhibit: str, catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    return BUILDERS[exhibit](catalog, view, lang)
