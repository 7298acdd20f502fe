"""The API as a program meets it: lists and parts, refusals, caching, reading from other sites."""

from __future__ import annotations

import csv
import io
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidlens.catalog import Catalog, split_list
from aidlens.exhibits import registry
from aidlens.i18n import Lang
from aidlens.measures import claims, works
from aidlens.quantity import Bound
from aidlens.view import View, vocabulary
from aidlens.web.api_query import DESCRIPTION
from tests.web.asking import Client, error

LISTS = ("claims", "observations", "works", "sources", "exhibits")


def test_the_index_leads_everywhere(client: Client, catalog: Catalog) -> None:
    index = client.get("/api/v1/").json()
    assert index == client.get("/api/v1").json()
    assert index["edition"] == catalog.edition
    assert set(index["lists"]) == set(LISTS)
    for address in (*index["lists"].values(), index["description"], index["page"]):
        assert client.get(address).status_code == 200
    assert client.get("/api").headers["location"] == "/api/"
    assert "costruito" in client.get("/api/v1/?lang=it").json()["title"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("limit", [7, 250, 1000])
def test_the_parts_of_a_list_hold_every_row_once(name: str, limit: int, client: Client) -> None:
    extra = "&funding=all&sort=cost" if name == "works" else ""
    if name in ("observations", "sources", "works") and limit == 7:
        limit = 83
    address, ids, total = f"/api/v1/{name}?limit={limit}{extra}", [], None
    while address:
        part = client.get(address).json()
        assert len(part["items"]) <= limit == part["limit"]
        assert part["offset"] == len(ids)
        total = part["total"]
        ids += [item["id"] for item in part["items"]]
        address = part["next"]
    assert len(ids) == len(set(ids)) == total > 0


@pytest.mark.parametrize("name", LISTS)
def test_an_item_is_its_list_s(name: str, client: Client) -> None:
    for item in client.get(f"/api/v1/{name}?limit=4&offset=3").json()["items"]:
        one = client.get(item["self"]).json()
        assert {key: one[key] for key in item} == item
        assert client.get(f"/api/v1/{name}/{item['id']}").json() == one


def test_a_part_beyond_the_end_is_empty(client: Client) -> None:
    part = client.get("/api/v1/claims?offset=900000").json()
    assert part["items"] == [] and part["next"] is None and part["total"] == 13


# ── filters ──


@st.composite
def queries(draw: st.DrawFn, codes: dict[str, tuple[str, ...]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("sector", "kind", "status", "province", "district"):
        if chosen := draw(st.lists(st.sampled_from(codes[name]), max_size=3)):
            found[name] = ",".join(chosen)
    found["funding"] = draw(st.sampled_from(codes["funding"]))
    years = sorted(draw(st.lists(st.integers(2001, 2026), max_size=2)))
    found |= {key: str(year) for key, year in zip(("from", "to"), years, strict=False)}
    if draw(st.booleans()):
        found["q"] = draw(st.sampled_from(["herat", "shindand", "school", "pozzo", "clinc", "zz"]))
    if draw(st.integers(0, 5)) == 0:
        found["confirmed"] = "true"
    dropped = draw(st.sets(st.sampled_from(sorted(found)), max_size=len(found)))
    return {key: value for key, value in found.items() if key not in dropped}


def test_a_query_selects_what_the_page_selects(client: Client, catalog: Catalog) -> None:
    codes = vocabulary(catalog)

    @settings(max_examples=60)
    @given(queries(codes), st.sampled_from(codes["sort"]))
    def same(query: dict[str, str], sort: str) -> None:
        view, notices = View.from_query(query, catalog, "works")
        shown = works.select(catalog, view)
        answer = client.get(f"/api/v1/works?{urlencode({**query, 'sort': sort, 'limit': 1000})}")
        body = answer.json()
        assert answer.status_code == 200 and not notices
        assert {item["id"] for item in body["items"]} == set(shown["id"])
        assert body["total"] == len(body["items"])
        flat = client.get(f"/api/v1/works.csv?{urlencode(query | {'sort': sort})}").text
        assert [row["id"] for row in csv.DictReader(io.StringIO(flat))] == [item["id"] for item in body["items"]]

    same()


def test_observations_are_filtered_by_measure_scope_and_year(client: Client, catalog: Catalog) -> None:
    found = client.get("/api/v1/observations?measure=schools,wells&scope=prt-herat&from=2010&to=2012&limit=1000").json()
    assert 0 < found["total"] < len(catalog.observations)
    for item in found["items"]:
        assert item["measure"] in ("schools", "wells") and item["programme"] == "prt-herat" and "2010" <= item["date"][:4] <= "2012"


@pytest.mark.parametrize(
    ("query", "parameter", "value"),
    [
        ("works?kind=castle", "kind", "castle"),
        ("works?kind=school,castle", "kind", "castle"),
        ("works?kind=", "kind", ""),
        ("works?kind=<script>alert(1)</script>", "kind", "<script>alert(1)</script>"),
        ("works?province=atlantis", "province", "atlantis"),
        ("works?funding=public,private", "funding", "public,private"),
        ("works?from=1998", "from", "1998"),
        ("works?from=soon", "from", "soon"),
        ("works?from=2014&to=2010", "from", "2014"),
        ("works?confirmed=yes", "confirmed", "yes"),
        ("works?limit=0", "limit", "0"),
        ("works?limit=1001", "limit", "1001"),
        ("works?limit=ten", "limit", "ten"),
        ("works?limit=1e2", "limit", "1e2"),
        ("works?limit=%D9%A1", "limit", "١"),
        ("works?offset=-1", "offset", "-1"),
        ("works?q=" + "a" * 121, "q", "a" * 60),
        ("claims?lang=fr", "lang", "fr"),
        ("exhibits/counts?by=colour", "by", "colour"),
        ("observations?measure=castles", "measure", "castles"),
    ],
)
def test_what_a_page_puts_aside_is_refused(query: str, parameter: str, value: str, client: Client) -> None:
    answer = client.get(f"/api/v1/{query}")
    found = error(answer)
    assert answer.status_code == 400
    assert (found["parameter"], found["value"]) == (parameter, value)
    assert found["see"] == DESCRIPTION
    if parameter == "funding":
        assert found["allowed"] == ["public", "private", "all"]


def test_unknown_and_doubled_parameters_are_refused(client: Client) -> None:
    found = error(client.get("/api/v1/works?colour=red"))
    assert found["code"] == "unknown-parameter" and "kind" in found["allowed"]
    assert error(client.get("/api/v1/works?theme=dark"))["parameter"] == "theme"
    assert error(client.get("/api/v1/works?limit=1&limit=2"))["code"] == "given-twice"
    several = client.get("/api/v1/works?kind=school&kind=health&limit=1")
    assert several.json()["total"] == client.get("/api/v1/works?kind=school,health").json()["total"]
    assert "kind=health,school" in several.json()["next"]
    assert "Non esiste" in error(client.get("/api/v1/works?lang=it&colour=red"))["message"]


@pytest.mark.parametrize(
    "path",
    [
        *(f"{name}/no-such-row" for name in LISTS),
        "castles",
        "works/",
        "exhibits/no-such.csv",
        "works/a/b",
        "%00",
        "%2e%2e",
        "works/%0A",
        "%0Aworks",
    ],
)
def test_what_is_not_there_is_404(path: str, client: Client) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert client.get(error(answer)["see"]).status_code == 200
    assert client.get("/api/v2/works").status_code == 404


# ── rows ──


def test_a_claim_carries_its_ladder(client: Client, catalog: Catalog) -> None:
    for row in client.get("/api/v1/claims").json()["items"]:
        ladder = claims.ladder(catalog, row["id"], View())
        assert row["claimed"]["value"] == (None if ladder.claimed.value is None else float(ladder.claimed.value))
        assert row["claimed"]["bound"] == str(ladder.claimed.bound)
        assert all(row[f"{name}_{code}"] for name in ("safe", "avoid", "avoid_reason") for code in ("en", "it"))
        assert bool(row["steps"]) == ladder.full
        for name, step in ladder.steps.items():
            told = row["steps"][name]
            assert (told["units"]["value"], told["units"]["bound"]) == (float(step.units.value or 0), str(step.units.bound))
            assert told["works"] == list(step.works) and told["works_without_number"] == step.unknown
            assert row["scope"]["period_end"]


def test_a_number_keeps_its_bound_and_formula(client: Client, catalog: Catalog) -> None:
    spend = client.get("/api/v1/claims/spend").json()["claimed"]
    assert (spend["value"], spend["bound"], spend["unit"]) == (58_000_000, "over", "EUR")
    assert spend["words_it"] == "oltre 58 milioni di euro"
    ours = catalog.observations[catalog.observations["formula"] != ""].iloc[0]
    told = client.get(f"/api/v1/observations/{ours['id']}").json()
    assert told["quantity"]["derived"] and told["quantity"]["formula"] == ours["formula"]
    assert told["derived_from"] == split_list(ours["derived_from"])


def test_a_page_that_may_not_be_linked_is_not(client: Client, catalog: Catalog) -> None:
    row = catalog.observations[~catalog.observations["citable"]].iloc[0]
    assert client.get(f"/api/v1/observations/{row['id']}").json()["source_url"] is None


def test_a_work_says_what_its_sources_support_and_where_it_lies(client: Client, catalog: Catalog) -> None:
    unknown = 0
    for row in client.get("/api/v1/works?funding=all&limit=1000").json()["items"]:
        lines = catalog.work_sources[catalog.work_sources["work"] == row["id"]]
        assert {(item["id"], *item["supports"]) for item in row["sources"]} == {
            (line.source, *split_list(line.supports)) for line in lines.itertuples()
        }
        assert row["plain"] == f"/plain/works/{row['id']}" and f"work={row['id']}" in row["href"]
        assert all(place["district"] for place in row["places"] if place["point"])
        unknown += row["units"]["bound"] == Bound.UNKNOWN
        assert (row["units"]["value"] is None) == (row["units"]["bound"] == "unknown")
        assert row["sensitivity"] != "coarse" or not any(place["village"] for place in row["places"])
    assert unknown > 0


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_an_exhibit_is_the_site_s(key: str, client: Client, catalog: Catalog, either: Lang) -> None:
    told = client.get(f"/api/v1/exhibits/{key}?lang={either.code}").json()
    exhibit = registry.build(key, catalog, View(page=told["page"], lang=either.code), either)
    if key not in ("counts", "works", "map"):  # these count works, and those withheld are left out
        assert (told["title"], told["alt"], told["subtitle"]) == (exhibit.title, exhibit.alt, exhibit.subtitle)
    assert set(told["rows"][0]) == set(exhibit.raw().columns)
    assert all(column["key"] in told["rows"][0] for column in told["columns"])
    assert told["sources"] and told["source_line"]
    flat = client.get(told["csv"])
    assert flat.headers["content-type"].startswith("text/csv") and "attachment" in flat.headers["content-disposition"]
    assert len(list(csv.reader(io.StringIO(flat.text)))) == len(told["rows"]) + 1


def test_geojson_places_works_at_the_seats_of_their_districts(client: Client) -> None:
    answer = client.get("/api/v1/works.geojson?funding=all")
    assert answer.headers["content-type"] == "application/geo+json"
    features = answer.json()["features"]
    assert len(features) == client.get("/api/v1/works?funding=all&limit=1").json()["total"]
    assert any(item["geometry"] is None for item in features)
    for item in features:
        for lon, lat in (item["geometry"] or {"coordinates": []})["coordinates"]:
            assert 60 < lon < 75 and 29 < lat < 39
