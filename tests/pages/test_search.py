"""A search on the live pages, run without a browser: what could not be read and what is left out is said, and how it is sent off."""

from __future__ import annotations

import re

import pytest

from aidlens.catalog import Catalog
from aidlens.i18n import Lang
from aidlens.measures import tables, works
from aidlens.view import View
from tests.pages.test_overview import html_of, text_of
from tests.pages.test_pages import run


@pytest.mark.parametrize("page", ["works", "map"])
def test_private_aid_is_told_and_added(page: str, catalog: Catalog, either: Lang) -> None:
    app = run(page, lang=either.code, q="emergency")
    count = len(works.select(catalog, View(q="emergency", funding="private")))
    words = either.n("{n} more in private aid", "{n} more in private aid", count)
    # Run without a browser, every page takes itself for the first one: only the query of its links is its own.
    assert re.search(rf'href="[^"]*\?lang={either.code}&amp;funding=all&amp;q=emergency" target="_self">{words}</a>', html_of(app))
    assert {"en": "press Enter", "it": "premi Invio"}[either.code] in app.text_input[0].label
    assert {"en": "“emergency”", "it": "«emergency»"}[either.code] in text_of(app)


def test_what_cannot_be_read_shows_nothing_and_says_so(either: Lang) -> None:
    app = run("works", lang=either.code, q="Герат")
    words = text_of(app)
    assert either.t("“{query}” holds no word that can be read here, so nothing matches.", query="Герат") in words
    assert either.t("Names of works are written in Latin letters, those of places in Dari too.") in words
    assert either.n("without {filter}: {n} work", "without {filter}: {n} works", 372, filter=either.t("the search words"))[:12] in words


def test_a_table_says_so_too(catalog: Catalog, either: Lang) -> None:
    app = run("data", lang=either.code, q="!!!", table="sources")
    words = text_of(app)
    assert either.t("“{query}” holds no word that can be read here, so nothing matches.", query="!!!") in words
    assert either.n("{n} row", "{n} rows", 0) in words
    assert {"en": "press Enter", "it": "premi Invio"}[either.code] in app.text_input[0].label
    found = len(tables.found(catalog, View(page="data", table="sources", q="هرات")))
    assert found and either.n("{n} row", "{n} rows", found) in text_of(run("data", lang=either.code, q="هرات", table="sources"))
