"""Who states what: the pages that carry a claimed number, and the pages behind a work, those first that state what is said of it."""

from __future__ import annotations

from typing import Any

from aidlens.catalog import Catalog, split_list
from aidlens.measures import claims, observations
from aidlens.single_flight_cache import once
from aidlens.view import View

FINISHED = ("completed", "in_service")


def of_claim(catalog: Catalog, claim: str) -> list[str]:
    """The observations that carry a claim's number: those that first published it and those that repeat it, bound and all; then the
    official count, which the claim stands beside. A rival that says another number is none of them.
    """
    item, row = claims.ladder(catalog, claim, View()), catalog.row("claims", claim)

    def same(key: str) -> bool:
        found = observations.quantity(catalog.row("observations", key))
        return found.value is not None and (found.value, found.bound, found.unit) == (
            item.claimed.value,
            item.claimed.bound,
            item.claimed.unit,
        )

    return list(dict.fromkeys([*split_list(row["first_said"]), *filter(same, item.rivals), *item.official]))


@once(4)
def first(catalog: Catalog) -> dict[str, str]:
    """By work the source that states what is said of it, of a finished work that it was finished."""
    finished = set(catalog.works.loc[catalog.works["status"].isin(FINISHED), "id"])
    found: dict[str, tuple[bool, str]] = {}
    for line in catalog.work_sources[["work", "source", "supports"]].itertuples(index=False):
        states = ("completion" if line.work in finished else "existence") in split_list(line.supports)
        if line.work not in found or (states and not found[line.work][0]):
            found[line.work] = (states, line.source)
    return {work: source for work, (_, source) in found.items()}


def of_work(catalog: Catalog, work: str) -> list[dict[str, Any]]:
    """The lines of work_sources of a work: those that state what is said of it first (of a finished work, that it was finished)."""
    fact = "completion" if catalog.row("works", work)["status"] in FINISHED else "existence"
    lines = catalog.work_sources[catalog.work_sources["work"] == work].to_dict("records")
    return sorted(lines, key=lambda line: fact not in split_list(line["supports"]))
