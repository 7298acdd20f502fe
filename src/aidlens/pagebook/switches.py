"""Switches that several pages have."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from aidlens.catalog import Catalog
from aidlens.i18n import Lang
from aidlens.pagebook.blocks import Switch
from aidlens.view import FIRST_YEAR, LAST_YEAR, View

Choice = tuple[str, str, bool]


def periods() -> Switch:
    """Spans of published numbers: all years, the years of the PRT, the years after it."""

    def choices(_catalog: Catalog, view: View, lang: Lang) -> list[Choice]:
        spans = ((lang.t("all years"), None, None), (lang.t("to 2014"), None, 2014), (lang.t("from 2015"), 2015, None))
        return [
            (name, view.without_evidence.href(first=first, last=last), (view.first, view.last) == (first, last))
            for name, first, last in spans
        ]

    return Switch(lambda lang: lang.t("Period"), choices)


def bounds() -> tuple[Switch, Switch]:
    """The first and the last year of what is shown, each to be chosen by itself; the other follows where it would stand before it."""

    def of(name: str) -> Callable[[Catalog, View, Lang], list[Choice]]:
        def choices(_catalog: Catalog, view: View, lang: Lang) -> list[Choice]:
            years = ((None, lang.t("any year")), *((year, str(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)))
            return [(words, view.without_evidence.year_to(name, year).href(), getattr(view, name) == year) for year, words in years]

        return choices

    return Switch(lambda lang: lang.t("From"), of("first"), folded=True), Switch(lambda lang: lang.t("To"), of("last"), folded=True)


def known() -> Switch:
    """Whether the marks of the works found are parted by how well each is known."""

    def choices(_catalog: Catalog, view: View, lang: Lang) -> list[Choice]:
        names = ((False, lang.t("Found or only counted")), (True, lang.t("How well is each known?")))
        return [(name, view.without_evidence.href(known=well), view.known is well) for well, name in names]

    return Switch(lambda lang: lang.t("Marks"), choices)


def scopes(programmes: Callable[[Catalog, View], Iterable[str]]) -> Switch:
    """The programmes that numbers were published of, with all of them first; nothing where there is but one."""

    def choices(catalog: Catalog, view: View, lang: Lang) -> list[Choice]:
        keys = [key for key in dict.fromkeys(programmes(catalog, view)) if key]
        found = [
            (catalog.name("programmes", key, lang.code), view.without_evidence.href(scope=(key,)), view.scope == (key,)) for key in keys
        ]
        return [(lang.t("all scopes"), view.without_evidence.href(scope=()), not view.scope), *found] if len(keys) > 1 else []

    return Switch(lambda lang: lang.t("Scope"), choices)
