"""The words of a page as a reader meets them: with what they carry, our translation and whose it is; how the page was read; where an
archived copy may be looked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from aidlens.catalog import Catalog
from aidlens.i18n import Lang
from aidlens.measures.quotes import READ, Quote

ARCHIVE = "https://web.archive.org/web"
RIGHT_TO_LEFT = ("fa",)


@dataclass(frozen=True)
class Said:
    """Words of a page in their own language; ``translation`` is "" where the reader's is the same."""

    words: str
    lang: str
    facts: str
    translation: str
    whose: str

    @property
    def direction(self) -> str:
        """The direction the words are read in, as HTML names it."""
        return "rtl" if self.lang in RIGHT_TO_LEFT else "ltr"

    def told(self, lang: Lang) -> str:
        """The translation and what the words carry, in one line."""
        carried = lang.t("carries: {facts}", facts=self.facts)
        return f"“{self.translation}” ({self.whose}) · {carried}" if self.translation else carried

    def line(self, lang: Lang) -> str:
        """All of it in one line of text."""
        return f"«{self.words}» · {self.told(lang)}"


def said(catalog: Catalog, quotes: Iterable[Quote], lang: Lang) -> tuple[Said, ...]:
    """Quotes as a reader of a language meets them, the same words once."""
    found: dict[tuple[str, tuple[str, ...]], Said] = {}
    for quote in quotes:
        found[quote.quote, quote.facts] = Said(
            quote.quote,
            quote.lang,
            lang.join(catalog.code("facts", fact, lang.code) for fact in quote.facts),
            "" if quote.lang == lang.code else str(getattr(quote, lang.code)),
            catalog.code("translation_is", quote.translation_is, lang.code),
        )
    return tuple(found.values())


def read_words(catalog: Catalog, source: Any, lang: Lang) -> str:
    """How and when a page was read again ("read in a stored copy, Nov 2026"); "" where it was not looked for."""
    how = catalog.code("read_as", source["read_as"], lang.code)
    return ", ".join(filter(None, (how, lang.date(source["last_seen"], short=True)))) if how else ""


def stored_copy(catalog: Catalog, source: Any, lang: Lang) -> str:
    """How a page was read, for a citation: "" unless in a stored copy."""
    return read_words(catalog, source, lang) if source["read_as"] in READ else ""


def archive_search(source: Any) -> str:
    """The address that looks for an archived copy of a page near its date; "" for a page without address or with a copy named.

    It is a link to follow and no more: nothing is asked of the archive before.
    """
    if not source["url"] or source["archived_url"] or source["url"].startswith(ARCHIVE):
        return ""
    return f"{ARCHIVE}/{source['date'].replace('-', '') or '2*'}/{source['url']}"


def rights(lang: Lang) -> str:
    """Whose the quoted words are."""
    return lang.t("Quotes are the publishers' words: the record's licence does not cover them.")
