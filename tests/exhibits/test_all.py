"""Every exhibit of the registry: complete in both languages, drawable on every canvas, its links valid, its CSV the same each time."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.exhibits.style import THEMES, Canvas
from aidlens.i18n import Lang
from aidlens.measures import works
from aidlens.view import View


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_an_exhibit_is_complete(key: str, catalog: Catalog, either: Lang) -> None:
    exhibit = registry.build(key, catalog, View(lang=either.code), either)
    assert exhibit.id == key, "links, decks and the embed name an exhibit by its id"
    assert exhibit.title and exhibit.subtitle and exhibit.alt and exhibit.source_line
    assert exhibit.sources and all(catalog.has("sources", source) for source in exhibit.sources)
    assert len(exhibit.table()) == len(exhibit.data) > 0
    assert all(exhibit.table().columns)
    assert exhibit.csv() == registry.BUILDERS[key](catalog, View(lang=either.code), either).csv()


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_every_link_of_an_exhibit_is_a_valid_view(key: str, catalog: Catalog, en: Lang) -> None:
    exhibit = registry.build(key, catalog, View(), en)
    for column in {column.href for column in exhibit.columns if column.href}:
        for href in exhibit.data[column]:
            if href:
                query = {name: ",".join(values) for name, values in parse_qs(urlsplit(href).query).items()}
                _, notices = View.from_query(query, catalog)
                assert not notices, href


@pytest.mark.parametrize("key", list(registry.BUILDERS))
@pytest.mark.parametrize("theme", list(THEMES))
@pytest.mark.parametrize("narrow", [False, True])
def test_a_figure_can_be_drawn_everywhere_and_its_marks_lead_somewhere(
    key: str, theme: str, narrow: bool, catalog: Catalog, it: Lang
) -> None:
    exhibit = registry.build(key, catalog, View(lang="it"), it)
    if exhibit.draw is None:
        return
    drawing = exhibit.drawing(Canvas(THEMES[theme], it, narrow))
    assert drawing.height > 50
    assert any(link.href.startswith("/") for link in drawing.links)


@pytest.mark.parametrize("basis", ["share", "euros", "derived"])
def test_the_split_says_its_basis(basis: str, catalog: Catalog, either: Lang) -> None:
    exhibit = registry.build("split", catalog, View(page="spending", basis=basis), either)
    assert "62" in exhibit.title
    texts = list(exhibit.data["text"])
    expected = {"share": "27%", "euros": "15", "derived": "15"}[basis]
    assert expected in texts[0]
    if basis == "euros":
        assert texts[0].startswith(either.t("over {amount}", amount="")), texts[0]


def test_titles_are_neutral_under_filters(catalog: Catalog, en: Lang) -> None:
    filtered = View(page="works", kind=("school",))
    assert registry.build("counts", catalog, filtered, en).title == f"{len(works.select(catalog, filtered))} works in this selection"
    assert "selection" in registry.build("values", catalog, View(first=2012, last=2014), en).title
    assert "selection" in registry.build("over-time", catalog, View(scope=("prt-herat",)), en).title


def test_the_chain_marks_where_clinics_became_hospitals(catalog: Catalog, en: Lang) -> None:
    exhibit = registry.build("chain", catalog, View(), en)
    cells = list(exhibit.data["hospitals_text"])
    assert "44" in cells[0] and "≠" not in cells[0]
    assert any(cell.startswith("≠") and "hospital" in cell for cell in cells[1:])
    assert list(exhibit.data["projects_changed"])[-1] in (False, None)
