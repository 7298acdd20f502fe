"""How much was read again, counted over from the plain tables."""

from __future__ import annotations

import pytest

from aidlens.catalog import WORK_STEPS, Catalog
from aidlens.exhibits import registry
from aidlens.i18n import Lang
from aidlens.view import View
from aidlens.web.api_rows import rows
from tests import tables

HOW = {"whole_copy": "whole_copy", "excerpt_copy": "excerpt_copy", "not_found": "not_found", "": "not_looked_for"}


@pytest.fixture(scope="module")
def behind(catalog: Catalog) -> dict[str, set[str]]:
    """The pages of each group, from the files and what the API says of the ladders."""
    lines, claims = tables.read(catalog.root, "work_sources"), tables.read(catalog.root, "claims")
    steps = [claim["steps"] or {} for claim in rows(catalog, "claims").values()]
    on_ladders = {work for found in steps for name in WORK_STEPS for work in (found[name]["works"] if found else ())}
    named = {key for row in claims for name in ("first_said", "official", "rivals") for key in row[name].split(";")}
    ladders = {line["source"] for line in lines if line["work"] in on_ladders}
    return {
        "ladders": ladders,
        "charted": {row["source"] for row in tables.read(catalog.root, "observations") if row["measure"] or row["id"] in named},
        "outcomes": {row["source"] for row in tables.read(catalog.root, "outcomes") if row["sensitivity"] != "withheld"},
        "works": {line["source"] for line in lines} - ladders,
    }


def test_the_exhibit_counts_the_pages_of_each_group(catalog: Catalog, behind: dict[str, set[str]], either: Lang) -> None:
    pages = {row["id"]: row["read_as"] for row in tables.read(catalog.root, "sources") if row["sensitivity"] != "withheld"}
    data = registry.build("read-again", catalog, View(lang=either.code), either).data.set_index("group")
    assert list(data.index) == list(behind)
    for group, keys in behind.items():
        found = [pages[key] for key in keys if key in pages]
        assert data.loc[group, "sources"] == len(found)
        for code, name in HOW.items():
            assert data.loc[group, name] == found.count(code), (group, name)
