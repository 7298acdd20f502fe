"""What changed: each change agrees with the record, and the old address of a row made one with another opens the one that stays."""

from __future__ import annotations

from functools import cache

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.exhibits import registry
from aidlens.i18n import Lang
from aidlens.measures import changes, public
from aidlens.ui import html
from aidlens.view import View

# Which cells of a row a change is about, by what changed.
CELLS = {
    **{"counts": ("counts_for",), "class": ("class",), "status": ("status",), "done": ("action",), "date": ("date",)},
    **{"payer": ("funders",), "payer_is": ("funder_is",), "kind": ("kind",), "period": ("period_start",), "about": ("work",)},
    **{"state": ("state",), "capacity": ("capacity_qualifier", "capacity_value", "capacity_unit")},
    "cost": ("cost_qualifier", "cost_value", "cost_currency"),
}


@cache
def written(catalog: Catalog, table: str) -> pd.DataFrame:
    """A table as it is given away, each row under its id."""
    return public.text(public.table(catalog, table), public.schemas(catalog)[table]).set_index(catalog.tables[table]["id"])


def now(catalog: Catalog, table: str, row: str, what: str) -> str:
    """What a row says today, written as the table of changes writes it."""
    held = written(catalog, table).loc[row]
    if what == "place":
        lines = catalog.work_places
        return ";".join(sorted(lines.loc[lines["work"] == row, "place"]))
    if table == "observations" and what == "number":
        return " ".join(cell for cell in (held["qualifier"], held["value"], held["unit"]) if cell not in ("exact", "count"))
    if table == "observations" and what == "date":
        return str(held["as_of"])
    if what in ("number", "added"):
        return str(held["units" if table == "works" else "value"])
    dated = table == "observations" and what == "date"
    named = ("as_of",) if dated else CELLS[what]
    cells = [held[name] for name in named if not (name.endswith("_qualifier") and held[name] == "exact")]
    return " ".join(filter(None, cells)) if what != "capacity" or held["capacity_value"] else ""


def test_each_change_agrees_with_the_record(catalog: Catalog) -> None:
    latest = catalog.changes.drop_duplicates(["table", "row", "what"], keep="last").to_dict("records")
    told = {(row["table"], row["row"], row["what"]): row["after"] for row in latest if row["what"] != "folded"}
    assert told == {key: now(catalog, *key) for key in told}
    assert len(told) > 100


def test_nothing_is_said_to_change_into_itself(catalog: Catalog) -> None:
    assert catalog.changes[catalog.changes["before"] == catalog.changes["after"]].empty


def test_every_kind_of_change_has_its_place_in_the_list(catalog: Catalog) -> None:
    spec = next(item for item in public.schemas(catalog)["changes"]["fields"] if item["name"] == "what")
    assert set(changes.ORDER) == set(spec["constraints"]["enum"])


def test_the_title_counts_the_rows_of_the_edition(catalog: Catalog, either: Lang) -> None:
    shown = registry.build("changes", catalog, View(lang=either.code), either)
    moved = catalog.changes[catalog.changes["edition"] == catalog.edition]
    assert shown.title.startswith(f"{len(moved[['table', 'row']].drop_duplicates())} ") and catalog.edition in shown.title
    assert len(shown.data) == len(moved)
    assert (shown.data["before_text"] != shown.data["after_text"]).all(), "a reader sees what is different"


def test_a_record_in_which_nothing_moved_says_so(catalog: Catalog, en: Lang) -> None:
    still = Catalog(catalog.root, catalog.descriptor, {**catalog.tables, "changes": catalog.changes.iloc[:0]}, "still")
    assert registry.build("changes", still, View(), en).title == f"0 rows moved in edition {catalog.edition}"


def test_rows_made_one_with_another_are_those_that_old_ids_lead_to(catalog: Catalog) -> None:
    gone = catalog.changes[catalog.changes["what"] == "folded"]
    folded = {f"{row['table']}/{row['before']}": f"{row['table']}/{row['row']}" for row in gone.to_dict("records")}
    assert folded.items() <= catalog.moved.items()


def test_a_long_table_is_no_picture_and_stands_closed(catalog: Catalog, en: Lang) -> None:
    assert html.is_long(registry.build("changes", catalog, View(), en))
    assert not any(html.is_long(registry.build(key, catalog, View(), en)) for key in ("works", "verdicts", "references", "map"))
