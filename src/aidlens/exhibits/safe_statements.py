"""What can safely be said of each claim, and what is better not said, with the reason: sentences kept as data in claims.csv."""

from __future__ import annotations

from dataclasses import dataclass

from aidlens.catalog import Catalog
from aidlens.i18n import Lang
from aidlens.view import View


@dataclass(frozen=True)
class SafeWords:
    """One claim's quotable sentence, the one to avoid, and why; ``href`` opens the claim's evidence."""

    claim: str
    title: str
    safe: str
    avoid: str
    reason: str
    href: str


def build(catalog: Catalog, view: View, lang: Lang, ladder: str = "full") -> tuple[SafeWords, ...]:
    """The sentences of the claims with a ``ladder`` of this kind ("full", "short", or "" for all), in the record's order."""
    rows = catalog.claims.sort_values("order").to_dict("records")
    return tuple(
        SafeWords(
            claim=row["id"],
            title=lang.pick(row, "title"),
            safe=lang.pick(row, "safe"),
            avoid=lang.pick(row, "avoid"),
            reason=lang.pick(row, "avoid_reason"),
            href=view.without_evidence.href(claim=row["id"]),
        )
        for row in rows
        if ladder in ("", row["ladder"])
    )
