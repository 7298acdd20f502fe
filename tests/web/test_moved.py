"""Old addresses of rows that were folded into others lead on, on every channel."""

from __future__ import annotations

from aidlens.catalog import Catalog
from aidlens.view import View
from tests.web.asking import Client
from tests.web.reading import get

FIELDS = {"works": "work", "sources": "source"}


def moved(catalog: Catalog) -> list[tuple[str, str, str]]:
    """Table, old id and new id of each."""
    return [(*old.split("/"), new.partition("/")[2]) for old, new in catalog.moved.items()]  # type: ignore[misc]


def test_some_rows_were_folded_into_others_that_are_shown(catalog: Catalog) -> None:
    assert {table for table, _, _ in moved(catalog)} == set(FIELDS)
    for table, old, new in moved(catalog):
        assert not catalog.has(table, old)
        assert catalog.has(table, new)


def test_a_live_address_opens_the_row_that_took_its_place(catalog: Catalog) -> None:
    for table, old, new in moved(catalog):
        view, notices = View.from_query({FIELDS[table]: old}, catalog, "works")
        assert getattr(view, FIELDS[table]) == new
        assert notices == ()


def test_the_api_leads_on(client: Client, catalog: Catalog) -> None:
    for table, old, new in moved(catalog):
        answer = client.get(f"/api/v1/{table}/{old}?lang=it")
        assert answer.status_code == 308
        assert answer.headers["location"] == f"/api/v1/{table}/{new}?lang=it"
        assert client.get(answer.headers["location"]).status_code == 200


def test_a_plain_page_leads_on(catalog: Catalog) -> None:
    for table, old, new in moved(catalog):
        answer = get(f"/plain/{table}/{old}?lang=it")
        assert answer.status_code == 308
        assert answer.headers["location"] == f"/plain/{table}/{new}?lang=it"
        assert get(answer.headers["location"]).status_code == 200


def test_a_picture_of_an_old_address_is_that_of_the_new_one(catalog: Catalog) -> None:
    for table, old, new in moved(catalog):
        if table == "works":
            found = get(f"/card/works/{old}.png?lang=en")
            assert found.status_code == 200 and found.raw == get(f"/card/works/{new}.png?lang=en").raw
