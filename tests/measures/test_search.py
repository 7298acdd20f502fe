"""What a search reads: words of any script the record holds; what it cannot read matches nothing."""

from __future__ import annotations

import pytest

from aidlens.catalog import Catalog
from aidlens.measures import search, tables, works
from aidlens.view import View

UNREADABLE = ["!!!", "Херат", "喀布尔", "…", "« »", "\u200b", "Херат !"]


@pytest.mark.parametrize("query", UNREADABLE)
def test_a_query_without_a_word_we_can_read_matches_nothing(catalog: Catalog, query: str) -> None:
    view, _ = View.from_query({"q": query, "funding": "all"}, catalog, "works")
    assert view.q == query
    assert works.select(catalog, view).empty
    assert search.unread(catalog, query)
    if query == "!!!":
        for name in catalog.tables:
            assert tables.found(catalog, View(page="data", table=name, q=query)).empty
            assert tables.unread(catalog, View(page="data", table=name, q=query))


@pytest.mark.parametrize("typed", ["", "   ", "\t\n"])
def test_a_cleared_box_is_no_filter(catalog: Catalog, typed: str) -> None:
    view, _ = View.from_query({"q": typed}, catalog, "works")
    assert len(works.select(catalog, view)) == len(works.select(catalog, View(page="works")))
    assert not search.unread(catalog, view.q)
    assert not tables.unread(catalog, view)


@pytest.mark.parametrize("query", ["zzzz", "herat", "Scìndand!", "2012", "herat هرات"])
def test_a_word_that_can_be_read_and_is_not_found_is_another_thing(catalog: Catalog, query: str) -> None:
    assert not search.unread(catalog, query)


def test_places_and_everyday_words_are_found_in_dari_and_in_the_other_language(catalog: Catalog) -> None:
    def found(query: str) -> set[str]:
        return set(works.select(catalog, View(page="works", q=query, funding="all", done="all"))["id"])

    assert found("شیندند") == found("Shindand") != set()
    assert "school-showz-2011" in found("مکتب شیندند")
    assert "health-herat-paediatric-hospital" in found("herat children's hospital") & found("ospedale dei bambini")
    assert found("pozzo") == found("well") == found("چاه")


def test_a_word_the_record_holds_is_not_taken_for_one_that_looks_like_it(catalog: Catalog) -> None:
    def found(query: str) -> set[str]:
        return set(works.select(catalog, View(page="works", q=query, funding="all", done="all"))["id"])

    assert "school-resalat-2010" in found("Shahidan"), "in Bamyan"
    assert "school-resalat-2010" not in found("Shindand")
    assert found("Shindand") == found("scìndand")
    assert found("pozzo") == found("pozzi")


@pytest.mark.parametrize("query", ["هرات", "طالبان", "فرودگاه طالبان", "داخلي", "خارجی", "٢٠٢١ طالبان", "۲۰۲۱ هرات"])
def test_letters_of_other_scripts_are_found_where_the_record_has_them(catalog: Catalog, query: str) -> None:
    found = tables.found(catalog, View(page="data", table="sources", q=query))
    assert "young-journalists-club-iran-2021-09-25" in set(found["id"])
    assert not tables.unread(catalog, View(page="data", table="sources", q=query))


def test_words_of_every_script_lose_marks_and_shapes() -> None:
    assert search.words("Kùshk-i Kóhna, È!") == ["kushk", "i", "kohna", "e"]
    assert search.words("dell’ospedale—Herat") == ["dell", "ospedale", "herat"]
    assert search.words("كَابُل، آب ـ ۱۲") == ["کابل", "اب", "12"]
    assert search.words("Straße İzmir co\u00adop") == ["strasse", "izmir", "coop"]
    assert search.words("!!! — …") == []
