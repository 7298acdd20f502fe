"""What is said beside a search: that it could not be read, or how many more works the same search finds where it does not look."""

from __future__ import annotations

from dataclasses import dataclass

from aidlens.catalog import Catalog
from aidlens.i18n import Lang
from aidlens.measures import search, tables, works
from aidlens.view import View


@dataclass(frozen=True)
class Said:
    """One line; ``href`` leads to the view that shows what it speaks of, "" for none."""

    text: str
    href: str = ""

    @property
    def whole(self) -> str:
        """The line with its address, for what has no links."""
        return f"{self.text}: {self.href}" if self.href else self.text


def of_works(catalog: Catalog, view: View, lang: Lang) -> tuple[Said, ...]:
    """What goes with a search among works; nothing where nothing was searched for."""
    if not view.q:
        return ()
    if search.unread(catalog, view.q):
        return (Said(f"{_unread(view, lang)} {lang.t('Names of works are written in Latin letters, those of places in Dari too.')}"),)
    if view.funding != "public":
        return ()
    counts = works.facet(catalog, view, "funding")
    private = int(counts["private"])
    others = int(counts["all"] - counts["public"] - private)
    if not private:
        return ()
    text = lang.n("{n} more in private aid", "{n} more in private aid", private)
    if others:
        text = f"{text}, {lang.n('{n} neither public nor private aid', '{n} neither public nor private aid', others)}"
    return (Said(text, view.without_evidence.having(funding="all", sheet=1).href()),)


def of_table(catalog: Catalog, view: View, lang: Lang) -> tuple[Said, ...]:
    """What goes with a search in a table of the record."""
    return (Said(_unread(view, lang)),) if tables.unread(catalog, view) else ()


def _unread(view: View, lang: Lang) -> str:
    return lang.t("“{query}” holds no word that can be read here, so nothing matches.", query=view.q)
