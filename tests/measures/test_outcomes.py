"""What became of the works: only what was said after a work was finished counts."""

from __future__ import annotations

from pathlib import Path

from aidlens.catalog import Catalog
from aidlens.measures import outcomes
from tests import tables


def test_what_was_said_before_a_work_was_finished_is_no_later_page(catalog: Catalog) -> None:
    dates = dict(zip(catalog.works["id"], catalog.works["date"], strict=True))
    for row in outcomes.last_reports(catalog).to_dict("records"):
        told, finished = row["as_of"], dates[row["work"]]
        size = min(len(told), len(finished))
        assert told[:size] >= finished[:size], row


def test_a_page_of_the_year_before_is_left_out_and_one_of_the_same_month_stays(excerpt: Path) -> None:
    frame = outcomes.last_reports(Catalog.read(excerpt))
    work = frame.loc[frame["outcome"] == "", "work"].iloc[0]
    tables.change(excerpt, "works", lambda row: row["id"] == work, date="2010-05-14", date_is="inauguration")
    line = {
        "work": work,
        "scope": "work",
        "kind": "school",
        "statement_en": "x",
        "statement_it": "y",
        "source": tables.read(excerpt, "sources")[0]["id"],
    }
    for name, state, when in (("early", "damaged", "2009"), ("late", "in_use", "2010-05")):
        tables.append(excerpt, "outcomes", id=f"outcome-{name}", state=state, as_of=when, sensitivity="public", **line)
        found = outcomes.last_reports(Catalog.read(excerpt)).set_index("work").loc[work]
        assert found["state"] == ("" if name == "early" else "in_use")
