"""Nothing withheld leaves by the API: the whole of what it says is searched for it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from aidlens.catalog import Catalog, split_list
from aidlens.exhibits import registry
from aidlens.public_copy import public_copy as public
from tests.web.asking import Client


def addresses(client: Client) -> Iterator[str]:
    """Everything the API can be asked for, widest view first."""
    for name in ("claims", "observations", "works", "sources", "exhibits"):
        wide = "&funding=all&done=all" if name == "works" else ""
        for code in ("en", "it"):
            yield f"/api/v1/{name}?limit=1000&lang={code}{wide}"
    yield "/api/v1/works.csv?funding=all&done=all"
    yield "/api/v1/works.geojson?funding=all&done=all"
    for key in registry.BUILDERS:
        for code in ("en", "it"):
            yield f"/api/v1/exhibits/{key}?funding=all&lang={code}"
        yield f"/api/v1/exhibits/{key}.csv?funding=all"
    for sheet in range(1, 26):
        yield f"/api/v1/exhibits/works?funding=all&done=all&sheet={sheet}"
    yield from ("/api/v1/", "/api/v1/openapi.json", "/api/")


def secrets(catalog: Catalog) -> set[str]:
    """What must not be found: ids and names of withheld works, what is said of them, pages withheld."""
    found: set[str] = set()
    for row in catalog.works[catalog.works["sensitivity"] == "withheld"].to_dict("records"):
        found |= {row["id"], row["name_en"], row["name_it"]}
    for row in catalog.outcomes[catalog.outcomes["sensitivity"] == "withheld"].to_dict("records"):
        found |= {row["id"], row["statement_en"], row["statement_it"]}
    return found | set(catalog.sources.loc[catalog.sources["sensitivity"] == "withheld", "id"])


def leaks(client: Client, hidden: set[str]) -> list[tuple[str, str]]:
    found = []
    for address in addresses(client):
        answer = client.get(address)
        assert answer.status_code == 200, address
        text = answer.text if "csv" in address or address == "/api/" else str(answer.json())
        found += [(address, secret) for secret in hidden if secret in text]
    return found


def test_nothing_withheld_leaves(client: Client, whole: Catalog) -> None:
    hidden = secrets(whole)
    assert len(hidden) > 25
    assert leaks(client, hidden) == []
    for secret in hidden:
        if " " not in secret:
            for table in ("works", "sources"):
                assert client.get(f"/api/v1/{table}/{secret}").status_code == 404


def test_the_search_would_notice(client: Client, catalog: Catalog) -> None:
    shown = catalog.works[(catalog.works["sensitivity"] == "public") & (catalog.works["class"] == "private_aid")].iloc[0]
    assert {address.split("?")[0] for address, _ in leaks(client, {shown["id"]})} >= {
        "/api/v1/works",
        "/api/v1/works.csv",
        "/api/v1/works.geojson",
        "/api/v1/sources",
        "/api/v1/exhibits/works",
    }


def test_a_search_does_not_tell_that_something_is_withheld(client: Client, whole: Catalog) -> None:
    for name in whole.works.loc[whole.works["sensitivity"] == "withheld", "name_en"].unique():
        body = client.get(f"/api/v1/works?funding=all&limit=1000&q={name[:100]}").json()
        assert all(item["sensitivity"] != "withheld" for item in body["items"]) and body["total"] == len(body["items"])


def rewrite(path: Path, change: dict[str, dict[str, str]]) -> None:
    """Change cells of a table by id."""
    table = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    for row in table:
        row |= change.get(row["id"], {})
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def test_what_hangs_on_withheld_rows_goes_with_them(whole: Catalog, record: Path) -> None:
    """A page that becomes withheld takes along the numbers, outcomes and events read on it, and what pointed at them."""
    source = str(whole.observations["source"].value_counts().index[0])
    numbers = set(whole.observations.loc[whole.observations["source"] == source, "id"])
    rewrite(record / "sources.csv", {source: {"sensitivity": "withheld", "url": "", "archived_url": ""}})
    shown = public(Catalog.read(record))
    assert numbers and not numbers & set(shown.observations["id"])
    for table, column in (("claims", "official"), ("claims", "rivals"), ("programmes", "observations"), ("observations", "derived_from")):
        assert not {key for cell in shown.tables[table][column] for key in split_list(cell)} & numbers
    for table in ("observations", "outcomes", "events", "work_sources"):
        assert source not in set(shown.tables[table]["source"])
    assert not {key for cell in shown.passages["sources"] for key in split_list(cell)} & {source}


def test_a_page_only_withheld_works_rest_on_goes_with_them(whole: Catalog, record: Path) -> None:
    lines = whole.work_sources
    elsewhere = {*whole.observations["source"], *whole.outcomes["source"], *whole.events["source"], *whole.events["second_source"]}
    elsewhere |= {*whole.programmes["source"], *whole.claims["source"]}
    elsewhere |= {key for cell in whole.passages["sources"] for key in split_list(cell)}
    once = lines["source"].value_counts()
    line = lines[lines["source"].isin(once.index[once == 1]) & ~lines["source"].isin(elsewhere)].iloc[0]
    rewrite(record / "works.csv", {line["work"]: {"sensitivity": "withheld"}})
    shown = public(Catalog.read(record))
    assert line["source"] in set(public(whole).sources["id"])
    assert line["source"] not in set(shown.sources["id"])
    assert len(shown.sources) < len(public(whole).sources)


def test_the_record_itself_is_untouched(whole: Catalog) -> None:
    before = {name: len(frame) for name, frame in whole.tables.items()}
    public(whole)
    assert {name: len(frame) for name, frame in whole.tables.items()} == before
