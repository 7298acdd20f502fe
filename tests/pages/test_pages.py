"""Every page, run without a browser in both languages: no exception, its exhibits' titles, no word left in the other language."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from aidlens.catalog import Catalog, site_dir
from aidlens.exhibits import registry
from aidlens.i18n import Lang
from aidlens.pagebook import book
from aidlens.view import View
from tests.pages.test_overview import text_of

PAGES = sorted(path.stem for path in (site_dir() / "pages").glob("*.py") if path.stem in book.SHOWN)


def run(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(site_dir() / "app.py"), default_timeout=90)
    for key, value in query.items():
        app.query_params[key.rstrip("_")] = value
    app.run()
    if page != "overview":
        app.switch_page(f"pages/{page}.py").run()
    return app


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_its_exhibits(page: str, catalog: Catalog, either: Lang) -> None:
    app = run(page, lang=either.code)
    assert not app.exception
    words = text_of(app)
    for key in book.SHOWN[page]:
        title = registry.build(key, catalog, View(page=page, lang=either.code), either).title
        assert " ".join(title.split()) in words, key
