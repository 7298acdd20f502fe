"""All exhibits by id, as their modules declare them: for the outputs that take any exhibit (downloads, API, plain pages, decks)."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from aidlens import exhibits
from aidlens.catalog import Catalog
from aidlens.exhibits.base import DECLARED, Builder, Exhibit
from aidlens.i18n import Lang
from aidlens.single_flight_cache import once
from aidlens.view import View

for _found in iter_modules(exhibits.__path__):
    import_module(f"{exhibits.__name__}.{_found.name}")

_LISTED = dict(sorted(DECLARED.items(), key=lambda item: (item[1].place, item[0])))
BUILDERS: dict[str, Builder] = {key: item.build for key, item in _LISTED.items()}
# What filters change each: "" for an exhibit of the whole record.
OBEYS: dict[str, str] = {key: item.obeys for key, item in _LISTED.items()}


def build(exhibit: str, catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The exhibit with this id in this view, made once for all readers of one view. Raises KeyError for an unknown id."""
    # Filters do not touch an exhibit of the whole record: it is made once whatever else is chosen.
    own = view.without_evidence if OBEYS[exhibit] else view.without_filters.having(measure=view.measure)
    return _built(exhibit, catalog, own, lang)


@once(256)
def _built(exhibit: str, catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    return BUILDERS[exhibit](catalog, view, lang)
