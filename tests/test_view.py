"""The view and its address: what is written reads back the same, what is mangled gives the nearest view and a notice."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as some

from aidlens.catalog import Catalog
from aidlens.pagebook import book
from aidlens.view import BASIS, FIRST_YEAR, FUNDING, LAST_YEAR, PAGES, STEPS, THEMES, View
from tests import shipped
from tests.addresses import read

CATALOG = shipped.catalog()

KEYS = [spec.metadata.get("key", spec.name) for spec in fields(View) if spec.name != "page"]


def _ids(frame: Any, size: int = 4) -> some.SearchStrategy[tuple[str, ...]]:
    return some.lists(some.sampled_from(sorted(frame)), max_size=size, unique=True).map(lambda items: tuple(sorted(items)))


def _one(frame: Any) -> some.SearchStrategy[str]:
    return some.sampled_from(["", *sorted(frame)])


def _places(kind: str) -> Any:
    places = CATALOG.places
    return places.loc[places["kind"] == kind, "id"]


VIEWS = some.builds(
    View,
    page=some.sampled_from(PAGES),
    lang=some.sampled_from([None, "en", "it"]),
    sector=_ids(CATALOG.sectors["id"]),
    kind=_ids(CATALOG.kinds["id"]),
    status=_ids(["completed", "planned", "in_progress"]),
    funding=some.sampled_from(FUNDING),
    first=some.none() | some.integers(FIRST_YEAR, 2013),
    last=some.none() | some.integers(2013, LAST_YEAR),
    province=_ids(_places("province")),
    district=_ids(_places("district")),
    confirmed=some.booleans(),
    basis=some.sampled_from(BASIS),
    q=some.text(max_size=150).map(lambda text: " ".join(text.split())[:120].rstrip()),
    measure=_ids(CATALOG.measures["id"]),
    scope=_ids(CATALOG.programmes["id"]),
    work=_one(CATALOG.works["id"]),
    source=_one(CATALOG.sources["id"]),
    claim=_one(CATALOG.claims["id"]),
    step=some.sampled_from(["", *STEPS]),
    obs=_one(CATALOG.observations["id"]),
    theme=some.sampled_from(["", *THEMES]),
)
MANGLED = some.dictionaries(
    some.sampled_from([*KEYS, "utm_source", "", "page", "first"]),
    some.one_of(
        some.text(max_size=60),
        some.lists(some.text(max_size=20), max_size=4),
        some.sampled_from(
            ["school,,school", "999999999999", "-1", "2010.5", "٢٠١٠", "None", "it,en", "<script>alert(1)</script>", "\x00", "%"]
        ),
        some.integers(),
        some.none(),
    ),
    max_size=8,
)


@given(VIEWS)
def test_a_view_reads_back_from_its_query(view: View) -> None:
    assert View.from_query(view.to_query(), CATALOG, view.page) == (view, ())


@given(VIEWS)
def test_a_view_reads_back_from_its_address(view: View) -> None:
    assert read(view.href(), CATALOG) == (view, ())
    assert view.href().startswith("/")
    assert "//" not in view.href().split("?")[0]


@given(MANGLED, some.sampled_from([*PAGES, "nowhere", ""]))
def test_a_mangled_query_gives_the_nearest_view_and_never_an_error(query: dict[str, Any], page: str) -> None:
    view, notices = View.from_query(query, CATALOG, page)
    assert view.page in PAGES
    assert View.from_query(view.to_query(), CATALOG, view.page) == (view, ()), "the nearest view is a valid one"
    assert all(notice.parameter in KEYS and len(notice.value) <= 60 for notice in notices)


@given(VIEWS)
def test_defaults_are_omitted(view: View) -> None:
    query = view.to_query()
    for spec in fields(View):
        if spec.name != "page" and getattr(view, spec.name) == spec.default:
            assert spec.metadata.get("key", spec.name) not in query


def test_the_plain_view_has_a_plain_address() -> None:
    assert View().to_query() == {}
    assert View().href() == "/"
    assert View(page="works").href() == "/works"


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ({"lang": "it"}, "/?lang=it"),
        ({"kind": "well,school"}, "/?kind=school,well"),
        ({"kind": "school,school, well ,"}, "/?kind=school,well"),
        ({"kind": ["well", "school"]}, "/?kind=school,well"),
        ({"from": "2005", "to": "2014"}, "/?from=2005&to=2014"),
        ({"funding": "public"}, "/"),
        ({"funding": "all", "basis": "euros"}, "/?funding=all&basis=euros"),
        ({"confirmed": "true"}, "/?confirmed=true"),
        ({"confirmed": "1"}, "/?confirmed=true"),
        ({"confirmed": "false"}, "/"),
        ({"claim": "schools", "step": "traced"}, "/?claim=schools&step=traced"),
        ({"theme": "projector"}, "/?theme=projector"),
        ({"q": "  girls'   school "}, "/?q=girls%27+school"),
    ],
)
def test_addresses(query: dict[str, Any], address: str) -> None:
    view, notices = View.from_query(query, CATALOG)
    assert view.href() == address
    assert notices == ()


@pytest.mark.parametrize(
    ("query", "notices", "address"),
    [
        ({"sector": "nope"}, [("sector", "nope")], "/"),
        ({"kind": "school,nope,Scuole"}, [("kind", "nope"), ("kind", "Scuole")], "/?kind=school"),
        ({"lang": "de"}, [("lang", "de")], "/"),
        ({"from": "soon"}, [("from", "soon")], "/"),
        ({"from": "1789"}, [("from", "1789")], f"/?from={FIRST_YEAR}"),
        ({"to": "3000"}, [("to", "3000")], f"/?to={LAST_YEAR}"),
        ({"from": "2014", "to": "2005"}, [("from", "2014")], "/?from=2005&to=2014"),
        ({"confirmed": "perhaps"}, [("confirmed", "perhaps")], "/"),
        ({"work": "no-such-work"}, [("work", "no-such-work")], "/"),
        ({"obs": "x" * 500}, [("obs", "x" * 60)], "/"),
        ({"funding": "All"}, [("funding", "All")], "/"),
        ({"embed": "<b>"}, [("embed", "<b>")], "/"),
    ],
)
def test_what_is_put_aside_is_said(query: dict[str, str], notices: list[tuple[str, str]], address: str) -> None:
    view, found = View.from_query(query, CATALOG)
    assert [(notice.parameter, notice.value) for notice in found] == notices
    assert view.href() == address


def test_parameters_of_others_are_left_alone() -> None:
    assert View.from_query({"utm_source": "x", "fbclid": "y", "page": "works", "first": "2005"}, CATALOG) == (View(), ())


def test_codes_of_the_address_are_codes_never_labels(catalog: Catalog) -> None:
    """A label in either language is not understood, so links made in English open in Italian."""
    for name in ("name_en", "name_it"):
        view, notices = View.from_query({"kind": catalog.kinds[name].iloc[0]}, catalog)
        assert view.kind == ()
        assert notices


@given(VIEWS, some.sampled_from(PAGES))
def test_another_page_keeps_language_theme_and_the_filters_both_show(view: View, page: str) -> None:
    found, notices = read(book.href(view, page), CATALOG)
    assert notices == ()
    kept: tuple[str, ...] = ()
    if {view.page, page} == {"works", "map"}:
        kept = ("funding", *view.filters)
    elif {view.page, page} == {"spending", "disagreements"}:
        kept = ("first", "last")
    assert found == view.only(*kept).having(page=page)
    if "works" in (view.page, page) and kept:
        assert found.shown == view.shown


@given(VIEWS, VIEWS)
def test_a_step_leads_where_the_whole_address_leads(view: View, wanted: View) -> None:
    step = view.step_to(wanted.href())
    if wanted.page != view.page:
        assert step == wanted.href()
        return
    query = view.to_query()
    for key, value in parse_qs(step.removeprefix("?"), keep_blank_values=True).items():
        query[key] = ",".join(value)
    kept = {key: value for key, value in query.items() if value}
    assert View.from_query(kept, CATALOG, view.page) == (wanted, ())


def test_a_step_is_the_same_whatever_else_the_view_holds() -> None:
    """Why figures carry steps: a switch that leaves their marks alone leaves their content alone."""
    steps = {View(page="spending", basis=basis).step_to(View(page="spending", basis=basis, obs="x").href()) for basis in BASIS}
    assert steps == {"?obs=x"}


@given(VIEWS)
def test_closing_the_evidence_changes_nothing_else(view: View) -> None:
    closed = view.without_evidence
    assert not (closed.work or closed.source or closed.claim or closed.step or closed.obs)
    assert replace(closed, **{name: getattr(view, name) for name in ("work", "source", "claim", "step", "obs")}) == view


@pytest.mark.parametrize(
    ("view", "filters"),
    [
        (View(), ()),
        (View(lang="it", theme="dark", claim="schools", step="traced", basis="euros", funding="all"), ()),
        (View(kind=("school",), first=2005, confirmed=True, q="x"), ("kind", "first", "confirmed", "q")),
        (View(province=("herat",), district=("injil",), last=2010), ("last", "province", "district")),
    ],
)
def test_filters_are_the_fields_that_narrow_the_works(view: View, filters: tuple[str, ...]) -> None:
    assert view.filters == filters


def test_every_field_of_a_view_has_a_reader() -> None:
    """A field without one would raise for everyone who opens an address that holds it."""
    for key in KEYS:
        View.from_query({key: "anything"}, CATALOG)


@pytest.mark.parametrize(
    ("view", "name", "year", "query"),
    [
        (View(page="works"), "first", 2007, {"from": "2007"}),
        (View(page="works", first=2007), "last", 2012, {"from": "2007", "to": "2012"}),
        (View(page="works", first=2007, last=2012), "first", 2013, {"from": "2013"}),
        (View(page="works", first=2007, last=2012), "last", 2005, {"to": "2005"}),
        (View(page="works", first=2007, last=2012, sheet=3), "first", None, {"to": "2012"}),
    ],
)
def test_each_bound_of_the_years_is_chosen_by_itself(view: View, name: str, year: int | None, query: dict[str, str]) -> None:
    assert view.year_to(name, year).to_query() == query
