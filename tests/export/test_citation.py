"""Citations are read by those who read such things: BibTeX, RIS and CSL-JSON parse, and say what the page says."""

from __future__ import annotations

import json

import bibtexparser
import pytest
import rispy

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.export import citation
from aidlens.i18n import Lang
from aidlens.view import View
from tests import tables

BASE = "https://example.org"


def found(catalog: Catalog, lang: Lang) -> list[citation.Citation]:
    view = View(page="works", work="school-siawushan-2010", kind=("school",))
    exhibits = [registry.build(key, catalog, View(lang=lang.code), lang) for key in registry.BUILDERS]
    return [
        citation.of_record(catalog, lang, BASE),
        citation.of_page(catalog, view, "A {school} & 100% \\ of_it, #1", lang, BASE),
        *(citation.of_exhibit(catalog, item, lang, BASE) for item in exhibits),
        *(citation.of_source(catalog, key, lang) for key in catalog.sources["id"][:200]),
    ]


def test_every_form_parses_and_says_the_same(catalog: Catalog, either: Lang) -> None:
    items = found(catalog, either)
    every = [item.forms(either) for item in items]
    entries = bibtexparser.loads("\n".join(forms["bibtex"] for forms in every)).entries
    for item, forms, entry in zip(items, every, entries, strict=True):
        assert set(forms) == set(citation.FORMATS)
        assert item.author in forms["text"] and item.title in forms["text"] and item.url in forms["text"]
        assert entry["ENTRYTYPE"] == "misc" and entry["ID"] == item.key
        assert entry.get("url", "") == item.url and entry.get("year", "") == item.date[:4]
        record = rispy.loads(forms["ris"])[0]
        assert record.get("title", "") == " ".join(item.title.split()) and record.get("publisher", "") == item.publisher
        assert record.get("urls", [""])[0] == item.url
        work = json.loads(forms["csl"])[0]
        assert work.get("title", "") == item.title
        assert work.get("author", []) == ([{"literal": item.author}] if item.author else [])
        assert work.get("publisher", "") == item.publisher and item.publisher in forms["text"]
        assert work["type"] in ("dataset", "webpage") and work.get("URL", "") == item.url
        if item.date:
            assert work["issued"]["date-parts"][0][0] == int(item.date[:4])


def test_our_own_carry_edition_and_the_address_of_the_view(catalog: Catalog, either: Lang) -> None:
    view = View(page="works", kind=("school",), first=2008)
    item = citation.of_exhibit(catalog, registry.build("counts", catalog, view, either), either, BASE)
    assert catalog.edition in item.text(either)
    assert f"{BASE}/works?lang={either.code}&kind=school&from=2008#counts" in item.text(either)


@pytest.mark.parametrize("edition", ["2026.11", "x", "1.0.0"])
def test_an_edition_of_another_shape_gives_no_false_date(edition: str, catalog: Catalog, en: Lang) -> None:
    other = Catalog(catalog.root, {**catalog.descriptor, "version": edition}, catalog.tables, "f")
    assert citation.of_record(other, en, "").date == ("2026-11" if edition == "2026.11" else "")


def test_a_page_is_cited_by_its_title_and_publisher_and_how_it_was_read(catalog: Catalog, either: Lang) -> None:
    rows = [row for row in tables.read(catalog.root, "sources") if row["sensitivity"] != "withheld"]
    every = [citation.of_source(catalog, row["id"], either).forms(either) for row in rows]
    # One file of all, as a reader of many pages has it: the parsers take their time to begin.
    entries = bibtexparser.loads("\n".join(forms["bibtex"] for forms in every)).entries
    records = rispy.loads("\n".join(forms["ris"] for forms in every))
    for row, forms, entry, record in zip(rows, every, entries, records, strict=True):
        work = json.loads(forms["csl"])[0]
        assert "author" not in entry and "author" not in work and "authors" not in record, "a publisher is no author"
        assert work["container-title"] == catalog.publisher(row["id"], either.code) and work.get("title", "") == row["title"], (
            "nor is it a title"
        )
        assert "accessed" not in work and "urldate" not in entry and "access_date" not in record, "none is known to have been read live"
        stored = row["read_as"] in ("whole_copy", "excerpt_copy")
        note = catalog.code("read_as", row["read_as"], either.code) if stored else ""
        for said in (work.get("note", ""), entry.get("note", ""), " ".join(record.get("notes", ()))):
            assert said.startswith(note) and bool(said) == stored
        assert not stored or {"en": "Nov 2026", "it": "nov 2026"}[either.code] in forms["text"]
