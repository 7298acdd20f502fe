"""Works: the same totals everywhere under any view, a search that forgives, filters that add up."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidlens.catalog import Catalog
from aidlens.exhibits import mapped as mapped_exhibit
from aidlens.exhibits import registry, works_list
from aidlens.exhibits import works as works_exhibit
from aidlens.i18n import Lang, lang
from aidlens.measures import claims, mapped, works
from aidlens.view import DONE, FIRST_YEAR, GROUPINGS, LAST_YEAR, View
from tests import shipped

CATALOG = shipped.catalog()
KINDS = list(CATALOG.kinds["id"])
PROVINCES = list(CATALOG.places.loc[CATALOG.places["kind"] == "province", "id"])
STATUSES = list(CATALOG.codes.loc[CATALOG.codes["vocabulary"] == "status", "code"])


@st.composite
def views(draw: st.DrawFn) -> View:
    """Random views of the works page."""

    def some(items: list[str]) -> tuple[str, ...]:
        return tuple(sorted(draw(st.sets(st.sampled_from(items), max_size=3))))

    first = draw(st.none() | st.integers(2002, 2021))
    return View(
        page="works",
        kind=some(KINDS),
        status=some(STATUSES),
        province=some(PROVINCES),
        done=draw(st.sampled_from(["", "", *DONE])),
        counted=draw(st.sampled_from(["", "", "", "schools.traced", "wells.elsewhere"])),
        funding=draw(st.sampled_from(["public", "private", "all"])),
        first=first,
        last=draw(st.none() | st.integers(first or 2002, 2022)),
        confirmed=draw(st.booleans()) and draw(st.booleans()),
        q=draw(st.sampled_from(["", "", "herat", "scuola", "shindand", "zzzz"])),
        by=draw(st.sampled_from(GROUPINGS)),
    )


@settings(max_examples=60)
@given(views())
def test_every_output_counts_the_same_works(view: View) -> None:
    shown = works.select(CATALOG, view)
    total = len(shown)
    en = lang("en")
    assert shown["id"].is_unique
    assert works.grouped(CATALOG, view)["works"].sum() == total
    assert works_exhibit.counts(CATALOG, view, en).data["works"].sum() == total
    marks = mapped.marks(CATALOG, view)
    assert marks["works"].sum() == total
    assert sum(mapped.precisions(shown).values()) == total
    assert mapped_exhibit.build(CATALOG, view, en).data["works"].sum() == total
    sheets = works_list.sheets(CATALOG, view)
    listed = [key for sheet in range(1, sheets + 1) for key in works_list.table(CATALOG, view.having(sheet=sheet), en).data["id"]]
    assert sorted(listed) == sorted(shown["id"])


@settings(max_examples=30)
@given(views())
def test_the_ladder_counts_no_work_that_the_view_hides(view: View) -> None:
    shown = set(works.select(CATALOG, view.having(funding="public"))["id"])
    for ladder in claims.ladders(CATALOG, view):
        for step in ladder.steps.values():
            assert set(step.works) <= shown


@settings(max_examples=30)
@given(views())
def test_a_filter_never_adds_works(view: View) -> None:
    view = view.having(done=view.doing)
    shown = set(works.select(CATALOG, view)["id"])
    for name in view.filters:
        assert shown <= set(works.select(CATALOG, view.without(name))["id"])


def test_facets_count_what_the_choice_would_show(catalog: Catalog) -> None:
    view = View(page="works", province=("herat",))
    for kind, count in works.facet(catalog, view, "kind").items():
        assert len(works.select(catalog, view.having(kind=(kind,)))) == count


@pytest.mark.parametrize(
    ("query", "place"),
    [("Scindand", "shindand"), ("Gozara", "guzara"), ("Karokh", "karukh"), ("Enjil", "injil"), ("Pashtun Zargun", "pashtun-zarghun")],
)
def test_search_forgives_the_spelling_of_places(catalog: Catalog, query: str, place: str) -> None:
    found = works.select(catalog, View(q=query, funding="all", done="all"))
    there = works.table(catalog)
    there = there[there["districts"].map(lambda ids: place in ids)]
    assert len(there)
    assert set(there["id"]) <= set(found["id"])


def test_search_speaks_both_languages(catalog: Catalog) -> None:
    italian, english = (set(works.select(catalog, View(q=word, funding="all", done="all"))["id"]) for word in ("scuola", "school"))
    schools = set(catalog.works.loc[catalog.works["kind"] == "school", "id"])
    assert schools <= italian & english
    clinics = catalog.works.loc[(catalog.works["facility"] == "clinic"), "id"]
    assert set(clinics) <= set(works.select(catalog, View(q="poliambulatorio", funding="all", done="all"))["id"])


def test_the_view_of_what_was_built_is_what_the_ladder_counts(catalog: Catalog) -> None:
    """Finished buildings of public aid: not one announced, supplied or taught, not one of them missing."""
    shown, whole = works.select(catalog, View()), works.table(catalog)
    assert set(shown["status"]) == {"completed"} and set(shown["extent"]) <= {"whole", "part", "wing"}
    assert set(shown["id"]) == set(whole.loc[(whole["class"] == "public_aid_built") & (whole["status"] == "completed"), "id"])


def test_what_was_done_parts_the_works(catalog: Catalog) -> None:
    counts = works.facet(catalog, View(), "done")
    assert counts["built"] + counts["supplied"] + counts["announced"] == counts["all"] == len(works.select(catalog, View(done="all")))
    assert works.more(catalog, View()) == counts["supplied"] + counts["announced"] > 0
    assert works.more(catalog, View(done="all")) == works.more(catalog, View(status=("planned",))) == 0


def test_an_old_link_with_a_status_is_not_emptied(catalog: Catalog) -> None:
    for status, count in works.facet(catalog, View(), "status").items():
        view, _ = View.from_query({"status": str(status)}, catalog, "works")
        assert len(works.select(catalog, view)) == count > 0
        assert view.to_query() == {"status": status}


@pytest.mark.parametrize("claim", ["schools", "hospitals", "wells", "security-buildings"])
def test_a_step_of_the_ladder_is_a_filter(catalog: Catalog, claim: str) -> None:
    for step, found in claims.ladder(catalog, claim, View()).steps.items():
        view, notices = View.from_query({"counted": f"{claim}.{step}"}, catalog, "works")
        assert not notices
        assert set(works.select(catalog, view)["id"]) == set(found.works)
        assert mapped.marks(catalog, view.having(page="map"))["works"].sum() == len(found.works)


def test_an_empty_view_says_what_to_loosen(catalog: Catalog) -> None:
    view = View(kind=("school",), q="zzzz")
    assert works.select(catalog, view).empty
    hints = dict(works.loosening(catalog, view))
    assert hints == {"q": len(works.select(catalog, View(kind=("school",))))}


def test_unknown_units_make_a_lower_bound() -> None:
    frame = pd.DataFrame({"units": [3.0, None, 4.0]})
    assert (works.units(frame).value, works.units(frame).bound) == (7, "at_least")
    assert works.unknown_units(frame) == 1


def test_no_mark_is_finer_than_a_seat(catalog: Catalog) -> None:
    marks = mapped.marks(catalog, View(funding="all"))
    kinds = {catalog.row("places", place)["kind"] for place in marks["place"] if place}
    assert kinds <= {"district", "province"}


def test_the_running_number_of_traced_schools_ends_at_the_dated_units(catalog: Catalog) -> None:
    frame = works.cumulative(catalog, "schools")
    assert frame["total"].is_monotonic_increasing
    ladder = claims.ladder(catalog, "schools", View())
    undated = works.table(catalog).set_index("id").loc[list(ladder.steps["traced"].works)]
    undated = undated[undated["date"] == ""]["units"].sum()
    assert frame["total"].iloc[-1] + undated == ladder.steps["traced"].units.value


def test_a_mark_opens_exactly_the_works_it_counts(catalog: Catalog, en: Lang) -> None:
    for key, view in (("map", View(page="map", funding="all")), ("counts", View(page="works", by="district"))):
        data = registry.build(key, catalog, view, en).data
        assert len(data) > 20
        for row in data.to_dict("records"):
            query = {name: values[0] for name, values in parse_qs(urlsplit(row["href"]).query).items()}
            there, notices = View.from_query(query, catalog)
            if not there.filters:
                continue  # a remainder ("several districts") opens the whole list, and says so
            assert not notices and len(works.select(catalog, there)) == row["works"], row["href"]


def test_every_year_of_a_work_can_be_asked_for(catalog: Catalog) -> None:
    years = works.table(catalog)["year"].dropna()
    assert years.min() >= FIRST_YEAR and years.max() <= LAST_YEAR
