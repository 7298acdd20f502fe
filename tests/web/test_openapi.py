"""The API's description: valid, true of every row, and followed by the page that readers see."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

import html5lib
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.measures import public
from aidlens.view import View, vocabulary
from aidlens.web import api_page
from aidlens.web.api_answers import OPERATIONS
from aidlens.web.api_rows import FOLDED
from aidlens.web.openapi import EXAMPLES
from tests.web.asking import Client

EXAMPLE_ADDRESSES = [address for found in EXAMPLES.values() for address in found]


def against(description: dict[str, Any], name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": description["components"]})


@pytest.mark.parametrize("code", ["en", "it"])
def test_the_description_is_valid(code: str, client: Client) -> None:
    found = client.get(f"/api/v1/openapi.json?lang={code}").json()
    OpenAPIV31SpecValidator(found).validate()
    assert found["openapi"] == "3.1.0"


def test_both_languages_describe_the_same(client: Client) -> None:
    def bare(node: Any) -> Any:
        if isinstance(node, dict):
            words = ("title", "description", "summary")
            return {key: bare(value) for key, value in node.items() if not (key in words and isinstance(value, str))}
        return [bare(item) for item in node] if isinstance(node, list) else node

    english, italian = (client.get(f"/api/v1/openapi.json?lang={code}").json() for code in ("en", "it"))
    assert bare(english) == bare(italian) and english != italian


def test_every_operation_is_described_and_shown(description: dict[str, Any]) -> None:
    assert list(description["paths"]) == [item.path for item in OPERATIONS]
    assert set(EXAMPLES) == {item.id for item in OPERATIONS}
    for item in OPERATIONS:
        found = description["paths"][item.path]["get"]
        assert found["operationId"] == item.id and found["summary"]
        assert all(parameter["description"] for parameter in found["parameters"])


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Index", "/api/v1/"),
        ("ClaimList", "/api/v1/claims?limit=1000"),
        ("ObservationList", "/api/v1/observations?limit=1000"),
        ("WorkList", "/api/v1/works?funding=all&limit=1000"),
        ("SourceList", "/api/v1/sources?limit=1000"),
        ("ExhibitSummaryList", "/api/v1/exhibits?lang=it"),
        ("Error", "/api/v1/works?kind=castle"),
        ("Error", "/api/v1/works/none"),
    ],
)
def test_every_row_keeps_to_its_schema(name: str, address: str, client: Client, description: dict[str, Any]) -> None:
    body = client.get(address).json()
    assert not body.get("next")
    assert [item.message for item in against(description, name).iter_errors(body)] == []


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_every_exhibit_keeps_to_its_schema(key: str, client: Client, description: dict[str, Any]) -> None:
    body = client.get(f"/api/v1/exhibits/{key}?funding=all&lang=it").json()
    assert [item.message for item in against(description, "Exhibit").iter_errors(body)] == []


def test_the_schema_would_notice(client: Client, description: dict[str, Any]) -> None:
    work = client.get("/api/v1/works?limit=1").json()["items"][0]
    for change in ({"kind": None}, {"units": 3}, {"secret": 1}, {"status": "built"}, {"date": "last spring"}):
        assert list(against(description, "Work").iter_errors({**work, **change})), change
    del work["places"]
    assert list(against(description, "Work").iter_errors(work))


@pytest.mark.parametrize(
    ("table", "name"), [("works", "Work"), ("observations", "Observation"), ("claims", "Claim"), ("sources", "Source")]
)
def test_fields_are_those_of_the_data_package(table: str, name: str, catalog: Catalog, description: dict[str, Any]) -> None:
    schema = public.schemas(catalog)[table]
    told = description["components"]["schemas"][name]["properties"]
    for field in schema["fields"]:
        if field["name"] in told and field["name"] not in FOLDED[table]:
            assert told[field["name"]]["description"] == field["description"]
        else:
            assert field["name"] in FOLDED[table]
    assert set(FOLDED[table]) <= {field["name"] for field in schema["fields"]}


def test_parameters_are_those_of_the_view(catalog: Catalog, description: dict[str, Any]) -> None:
    codes = vocabulary(catalog)
    specs = {spec.metadata.get("key", spec.name): spec for spec in fields(View)}
    seen = set()
    for path in description["paths"].values():
        for parameter in path["get"]["parameters"]:
            key = parameter["name"]
            if key in ("id", "limit", "offset"):
                continue
            seen.add(key)
            schema = parameter["schema"].get("items", parameter["schema"])
            assert tuple(schema.get("enum", ())) == codes.get(specs[key].name, ())
            assert (parameter["schema"].get("type") == "array") == (specs[key].default == ())
    assert {specs[key].name for key in seen} >= {"sector", "kind", "status", "funding", "first", "last", "province", "district", "q"}


@pytest.mark.parametrize("address", EXAMPLE_ADDRESSES)
def test_every_example_answers_with_something(address: str, client: Client) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    if answer.headers["content-type"].startswith("text/csv"):
        assert answer.text.count("\n") > 1
    else:
        body = answer.json()
        assert body.get("items", body.get("features", body.get("rows", ["one row"])))


# ── the page ──


@pytest.mark.parametrize("code", ["en", "it"])
def test_the_page_follows_the_description(code: str, client: Client, description: dict[str, Any]) -> None:
    answer = client.get(f"/api/?lang={code}")
    assert answer.headers["content-type"] == "text/html; charset=utf-8" and answer.headers["content-language"] == code
    html = answer.text
    assert f'<html lang="{code}">' in html and "<script" not in html
    assert all(f"GET {path}" in html for path in description["paths"])
    linked = {item.replace("&amp;", "&") for item in re.findall(r'href="(/api/v1/[^"]*)"', html)}
    assert linked == {*EXAMPLE_ADDRESSES, f"/api/v1/openapi.json?lang={code}"}
    html5lib.HTMLParser(strict=True).parse(html)
    assert len(html.encode()) < 60_000 and len(api_page.STYLE.encode()) <= 6 * 1024
    assert not re.search(r'(?:src|href)=["\']?https?://(?!creativecommons)', html)


def test_the_page_speaks_the_language_a_reader_prefers(client: Client) -> None:
    italian = client.get("/api/", headers={"Accept-Language": "it-IT,it;q=0.9"})
    assert '<html lang="it">' in italian.text and "Accept-Language" in italian.headers["vary"]
    assert '<html lang="en">' in client.get("/api/?lang=en", headers={"Accept-Language": "it"}).text
    assert '<html lang="en">' in client.get("/api/?lang=xx").text


@pytest.mark.parametrize(
    ("code", "all_seats"), [("en", r"the seats? of|district's seat"), ("it", r"[Ii]l capoluogo d|nei capoluoghi|del capoluogo")]
)
def test_no_description_says_that_every_point_is_a_seat(code: str, all_seats: str, client: Client, catalog: Catalog) -> None:
    """Some districts have no known seat: their point is one inside them, as ``precision`` and ``point_is`` say."""
    assert {"seat", "centroid"} <= {*catalog.places["precision"]}
    places = next(item for item in catalog.descriptor["resources"] if item["name"] == "places")
    name = "description" if code == "en" else f"description_{code}"
    told = re.findall(r'"description": ?"([^"]*)"|"summary": ?"([^"]*)"', client.get(f"/api/v1/openapi.json?lang={code}").text)
    told += [(item[name], "") for item in places["schema"]["fields"] if item["name"] in ("lat", "lon")]
    wrong = [text for pair in told for text in pair if re.search(all_seats, text) and "district_centroid" not in text]
    assert wrong == []
