"""The pages' own words for the rows that an exhibit shows: those its marks and cells lead to."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from aidlens.catalog import Catalog
from aidlens.exhibits.base import Exhibit
from aidlens.measures import quotes
from aidlens.measures.quotes import Quote


def of_exhibit(catalog: Catalog, item: Exhibit) -> tuple[Quote, ...]:
    """The quotes of an exhibit's rows, in their order, each once."""
    return item.kept("quotes", lambda: _of_exhibit(catalog, item))


def _of_exhibit(catalog: Catalog, item: Exhibit) -> tuple[Quote, ...]:
    addresses = [name for name in item.data.columns if str(name).endswith("href")]
    found: dict[Quote, None] = {}
    for cells in item.data[addresses].itertuples(index=False):
        for cell in cells:
            asked = parse_qs(urlsplit(str(cell)).query)
            for key in asked.get("work", ()):
                found.update(dict.fromkeys(quotes.of_work(catalog, key)))
            for key in asked.get("obs", ()):
                found.update(dict.fromkeys(quotes.of_row(catalog, "observations", key)))
    return tuple(found)
