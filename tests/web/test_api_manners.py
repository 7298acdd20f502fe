"""The manners of the API: tags, methods, compression, limits, records that change or fail, markup that stays data."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest

from aidlens import records
from aidlens.web import api
from tests.web.asking import Client, error


def test_an_unchanged_answer_costs_nothing(client: Client) -> None:
    for address in ("/api/v1/", "/api/v1/works?kind=school", "/api/v1/exhibits/ladder.csv", "/api/v1/openapi.json", "/api/"):
        first = client.get(address)
        tag = first.headers["etag"]
        assert "max-age" in first.headers["cache-control"] and "Accept-Encoding" in first.headers["vary"]
        for held in (tag, f'"x", {tag}', "*", tag.removeprefix("W/")):
            again = client.get(address, headers={"If-None-Match": held})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert client.get(address, headers={"If-None-Match": 'W/"other"'}).content == first.content


def test_tags_follow_the_query_not_its_spelling(client: Client) -> None:
    def tag(query: str) -> str:
        return client.get(f"/api/v1/works?{query}").headers["etag"]

    assert tag("kind=school,health&limit=5") == tag("limit=5&kind=health&kind=school")
    assert len({tag("kind=school"), tag("kind=health"), tag("kind=school&offset=1"), tag("kind=school&limit=5"), tag("lang=it")}) == 5
    assert client.get("/api/v1/works?kind=castle", headers={"If-None-Match": "*"}).status_code == 400


def test_the_tag_changes_with_the_record(client: Client, excerpt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = client.get("/api/v1/claims")
    monkeypatch.setenv("AIDLENS_DATA", str(excerpt))
    after = client.get("/api/v1/claims", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200 and after.headers["etag"] != before.headers["etag"]


def test_a_record_with_faults_is_not_served(client: Client, excerpt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (excerpt / "works.csv").write_text("id\nnone\n", encoding="utf-8")
    monkeypatch.setenv("AIDLENS_DATA", str(excerpt))
    answer = client.get("/api/v1/works")
    assert answer.status_code == 503 and "retry-after" in answer.headers
    assert str(excerpt) not in answer.text and error(answer)["code"] == "no-record"


def test_any_site_may_read(client: Client) -> None:
    for address, status in (("/api/v1/works?limit=1", 200), ("/api/v1/works?limit=x", 400), ("/api/v1/works/none", 404)):
        answer = client.get(address, headers={"Origin": "https://example.org"})
        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (status, "*")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-credentials" not in answer.headers
    ask = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    preflight = client.options("/api/v1/works", headers=ask)
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-methods"] == preflight.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_only_reading_is_offered(method: str, client: Client) -> None:
    answer = client.request(method, "/api/v1/works")
    assert answer.status_code == 405 and answer.headers["allow"] == "GET, HEAD, OPTIONS"
    error(answer)


def test_head_is_get_without_the_body(client: Client) -> None:
    for address in ("/api/v1/works?kind=school", "/api/v1/claims/schools", "/api/v1/works.csv", "/api/", "/api/v1/works?limit=x"):
        get, head = client.get(address), client.head(address)
        assert head.content == b"" and head.status_code == get.status_code
        assert dict(head.headers) == dict(get.headers)


def test_large_answers_are_compressed_where_that_is_accepted(client: Client) -> None:
    address = "/api/v1/works?limit=200"
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    packed = client.get(address, headers={"Accept-Encoding": "br;q=1, gzip;q=0.5"})
    assert packed.headers["content-encoding"] == "gzip" and packed.json() == plain.json()
    assert int(packed.headers["content-length"]) * 4 < len(plain.content)
    assert "content-encoding" not in client.get(address, headers={"Accept-Encoding": "gzip;q=0"}).headers
    assert "content-encoding" not in client.get("/api/v1/works/none", headers={"Accept-Encoding": "gzip"}).headers


def test_long_targets_and_bodies_are_refused(client: Client) -> None:
    assert error(client.get("/api/v1/works?q=" + "a" * 8200))["code"] == "too-long"
    assert client.get("/api/v1/" + "a" * 8200).status_code == 414
    assert client.get("/api/v1/works?q=" + "%41" * 2600).status_code == 400
    assert client.request("GET", "/api/v1/works", content=b"x").status_code == 413
    assert client.request("GET", "/api/v1/works", headers={"Transfer-Encoding": "chunked"}).status_code == 413
    assert client.request("GET", "/api/v1/works", headers={"Content-Length": "0"}).status_code == 200


def test_markup_in_a_cell_stays_data(client: Client, excerpt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    markup = "<script>alert('x')</script><img src=x onerror=alert(1)>\u2028{{7*7}}"
    path = excerpt / "works.csv"
    table = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    row = next(item for item in table if item["sensitivity"] == "public")
    row["name_en"] = markup
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    assert records.current(excerpt)[1] == []
    monkeypatch.setenv("AIDLENS_DATA", str(excerpt))
    for address in (
        f"/api/v1/works/{row['id']}",
        "/api/v1/works.geojson?funding=all&done=all",
        "/api/v1/exhibits/works?funding=all&sort=name",
    ):
        answer = client.get(address)
        assert answer.headers["content-type"] in ("application/json", "application/geo+json")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert json.loads(answer.text) == answer.json()
    assert client.get(f"/api/v1/works/{row['id']}").json()["name_en"] == markup
    flat = csv.DictReader(io.StringIO(client.get("/api/v1/works.csv?funding=all&done=all").text))
    assert markup in [item["name_en"] for item in flat]


def test_compressed_bytes_are_the_same_each_time(client: Client) -> None:
    first, again = (client.get("/api/v1/works", headers={"Accept-Encoding": "gzip"}).raw for _ in range(2))
    assert first == again
    assert gzip.decompress(first)


def test_the_api_answers_in_threads_of_its_own() -> None:
    assert api._POOL._max_workers == 2
