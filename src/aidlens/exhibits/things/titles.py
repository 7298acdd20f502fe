"""Titles of things: each names its own and no other, in either language."""

from __future__ import annotations

from collections import Counter
from typing import Any

from aidlens.catalog import Catalog
from aidlens.exhibits.evidence import place_words
from aidlens.i18n import Lang, lang
from aidlens.measures import in_place, works
from aidlens.single_flight_cache import once

Key = tuple[str, str]


def place_name(catalog: Catalog, key: str, words: Lang, *, within: bool = False) -> str:
    """A place with its kind ("Herat province", "Shindand district"); a village as it is, with ``within`` in its district or province."""
    row: Any = catalog.row("places", key)
    name = words.pick(row, "name")
    if row["kind"] == "province":
        return words.t("{place} province", place=name)
    if row["kind"] == "district":
        return words.t("{place} district", place=name)
    if row["kind"] == "village" and within:
        return f"{name} ({place_name(catalog, row['parent'], words)})"
    return name


def capital(text: str) -> str:
    """Words with a capital, as they stand in a heading."""
    return text[:1].upper() + text[1:]


@once(4)
def titles(catalog: Catalog, code: str) -> dict[Key, str]:
    """The title of every thing by its table and id: as short as it can be told apart by, at last by its id."""
    forms = _forms(catalog, lang(code))
    found = {key: given[0] for key, given in forms.items()}
    for length in range(1, max(map(len, forms.values()))):
        many = Counter(title.casefold() for title in found.values())
        found |= {key: forms[key][min(length, len(forms[key]) - 1)] for key, title in found.items() if many[title.casefold()] > 1}
    return found


def _forms(catalog: Catalog, words: Lang) -> dict[Key, tuple[str, ...]]:
    """Ever longer titles of each thing."""
    found: dict[Key, tuple[str, ...]] = {}
    for row in works.table(catalog).to_dict("records"):
        name, where = words.pick(row, "name"), place_words(catalog, row, words)
        found["works", row["id"]] = (name, f"{name}, {where}", f"{name}, {where} ({row['id']})")
    for row in catalog.rows("sources"):
        date = words.date(row["date"])
        short = f"{row['publisher']}: {row['title']}" if row["title"] else f"{row['publisher']}, {date or words.t('undated')}"
        longer = f"{short}, {date}" if row["title"] and date else short
        found["sources", row["id"]] = (short, longer, f"{longer} ({row['id']})")
    for key in in_place.named(catalog):
        name = capital(place_name(catalog, key, words, within=True))
        found["places", key] = (name, f"{name} ({key})")
    for row in catalog.rows("claims"):
        said = words.t("the article says {words}", words=words.pick(row, "article_words"))
        found["claims", row["id"]] = (f"{words.pick(row, 'title')}: {said}",)
    return found
