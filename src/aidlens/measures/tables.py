"""The record's tables as a reader leafs through them: the rows of one table that hold every word of a search."""

from __future__ import annotations

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.measures import public, search
from aidlens.single_flight_cache import once
from aidlens.view import View

PAGE_SIZE = 15


@once(48)
def _texts(catalog: Catalog, table: str) -> tuple[pd.DataFrame, pd.Series]:
    frame = public.text(public.table(catalog, table), public.schemas(catalog)[table]).reset_index(drop=True)
    # What follows from other tables is carried along, not searched: a reader sees the table's own columns.
    joined = [" ".join(row) for row in frame[list(catalog.tables[table].columns)].itertuples(index=False, name=None)]
    return frame, pd.Series([" ".join(search.words(text)) for text in joined], index=frame.index, dtype=object)


@once(48)
def _letters(catalog: Catalog, table: str) -> frozenset[str]:
    return frozenset("".join(_texts(catalog, table)[1])) - {" "}


def unread(catalog: Catalog, view: View) -> bool:
    """Whether the view's search was typed and holds no word in letters that its table is written in."""
    return search.illegible(view.q, _letters(catalog, view.table))


def found(catalog: Catalog, view: View) -> pd.DataFrame:
    """The rows of the view's table, as texts, that hold every word of its search (accents, capitals and punctuation aside), none for
    a search without a word.
    """
    frame, texts = _texts(catalog, view.table)
    typed = search.words(view.q)
    keep = pd.Series(bool(typed) or not view.q, index=frame.index)
    for word in typed:
        keep &= texts.str.contains(word, regex=False)
    return frame[keep]


def sheet(catalog: Catalog, view: View) -> tuple[pd.DataFrame, int, int, int]:
    """One sheet of the rows found: rows, how many were found, number of this sheet, number of sheets."""
    rows = found(catalog, view)
    sheets = max(1, -(-len(rows) // PAGE_SIZE))
    here = min(view.sheet, sheets)
    return rows.iloc[(here - 1) * PAGE_SIZE : here * PAGE_SIZE], len(rows), here, sheets
