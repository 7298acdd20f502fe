"""Things with a page of their own: works, sources, places, claims. What stands on such a page besides the evidence: a title that no other
page has, lists of works, a small map, what is near it.

What belongs here: which rows and words. How a page looks is written in the templates, its address and head in ``web``.
"""

from __future__ import annotations

from aidlens.catalog import Catalog
from aidlens.exhibits.things import claim, place, source, work
from aidlens.exhibits.things.parts import Item, Kind, Listed, Numbers, Thing
from aidlens.exhibits.things.source import cited
from aidlens.exhibits.things.titles import place_name, titles
from aidlens.i18n import Lang
from aidlens.measures import in_place
from aidlens.view import View

TABLES = ("works", "sources", "places", "claims")
MAKERS = {"works": work.of_work, "sources": source.of_source, "places": place.of_place, "claims": claim.of_claim}

__all__ = ["TABLES", "Item", "Kind", "Listed", "Numbers", "Thing", "cited", "has", "keys", "of_row", "place_name", "titles"]


def of_row(catalog: Catalog, table: str, key: str, view: View, lang: Lang) -> Thing:
    """What stands on the page of a row; ``view`` gives language and theme of its links. Raises KeyError for an unknown row."""
    return MAKERS[table](catalog, key, view, lang)


def has(catalog: Catalog, table: str, key: str) -> bool:
    """Whether a row has a page."""
    return table in TABLES and catalog.has(table, key) and (table != "places" or in_place.is_named(catalog, key))


def keys(catalog: Catalog, table: str) -> tuple[str, ...]:
    """The rows of a table that have a page, in the record's order."""
    return in_place.named(catalog) if table == "places" else tuple(catalog.tables[table]["id"])
