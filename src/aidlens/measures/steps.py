"""The steps of a claim's ladder: which works answer a claim, and how far each of them can be followed.

One definition for all who ask: the ladder, the filter ``counted``, the growth of the traced. Works count inside a claim's scope only: its
programme, public money, completed, dated no later than the programme's end or undated. Works of the same kind outside it stand apart.
"""

from __future__ import annotations

import pandas as pd

from aidlens.catalog import Catalog


def parts(catalog: Catalog, claim: str, works: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of ``works`` (as from ``measures.works.table``) on each of ``catalog.WORK_STEPS``; none for a claim works cannot answer.

    Raises KeyError for an unknown claim.
    """
    row = catalog.row("claims", claim)
    if row["ladder"] != "full":
        return {}
    answers = (works["counts_for"] == row["counts_for"]) & (works["class"] == "public_aid_built") & (works["status"] == "completed")
    works = works[answers]
    inside = in_scope(catalog, works, str(row["programme"]))
    scoped = works[inside]
    traced = scoped[scoped["traced"]]
    return {
        "bulk": scoped[~scoped["traced"]],
        "traced": traced,
        "placed": traced[traced["placed"]],
        "confirmed": traced[traced["confirmed"]],
        "elsewhere": works[~inside],
    }


def in_scope(catalog: Catalog, works: pd.DataFrame, programme: str) -> pd.Series:
    """Which works lie inside a programme's count: its own works, dated no later than its end (at the coarser precision) or undated."""
    end = str(catalog.row("programmes", programme)["period_end"])
    early = works["date"].map(lambda date: date[: len(end)] <= end[: len(date)])
    return (works["programme"] == programme) & early
