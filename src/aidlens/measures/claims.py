"""The claim ladder: what was claimed, what the builder counted, what can be traced, placed, confirmed, within one scope.

The official count is the last count the building body published over its own life (for PRT Herat its closing note of 25 March 2014),
chosen in ``claims.csv``; other values are rivals. Works count inside its scope only: its programme, public money, completed, dated no
later than the programme's end or undated. Works of the same kind outside it are counted apart as ``elsewhere``.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.measures import observations, steps, works
from aidlens.quantity import Bound, Quantity
from aidlens.single_flight_cache import once
from aidlens.view import View


@dataclass(frozen=True)
class Step:
    """One step of a ladder: units (a Quantity), how many works say no number, and the works themselves (ids)."""

    units: Quantity
    unknown: int
    works: tuple[str, ...]


@dataclass(frozen=True)
class Ladder:
    """One claim's ladder. ``official`` and ``rivals`` are observation ids; ``steps`` has every name of ``WORK_STEPS`` for a full ladder."""

    claim: str
    family: str
    claimed: Quantity
    official: tuple[str, ...]
    official_units: Quantity
    rivals: tuple[str, ...]
    steps: dict[str, Step]

    @property
    def full(self) -> bool:
        """Whether works answer this claim."""
        return bool(self.steps)

    @property
    def sources(self) -> tuple[str, ...]:
        """Observation ids behind the ladder."""
        return self.official + self.rivals


def ladders(catalog: Catalog, view: View) -> list[Ladder]:
    """The ladders of all claims in the record's order, works narrowed by the view's filters (always public money)."""
    return [ladder(catalog, str(key), view) for key in catalog.claims.sort_values("order")["id"]]


def ladder(catalog: Catalog, claim: str, view: View) -> Ladder:
    """The ladder of one claim. Raises KeyError for an unknown claim."""
    return _known(catalog, claim, view.shown)


@once(64)
def _known(catalog: Catalog, claim: str, view: View) -> Ladder:
    return _ladder(catalog, dict(catalog.row("claims", claim)), view)


def step_works(catalog: Catalog, claim: str, step: str, view: View) -> pd.DataFrame:
    """The works behind one step of a claim's ladder."""
    found = ladder(catalog, claim, view).steps.get(step)
    frame = works.table(catalog)
    return frame[frame["id"].isin(found.works if found else ())]


def not_found(ladder: Ladder) -> Quantity:
    """What was counted and is neither found on a public page nor told of as a group; about right where the count is."""
    known = sum(int(ladder.steps[name].units.value or 0) for name in ("traced", "bulk"))
    bound = ladder.official_units.bound
    return Quantity.of(max(0, int(ladder.official_units.value or 0) - known), bound if bound is Bound.ABOUT else "exact")


def _ladder(catalog: Catalog, row: dict[str, object], view: View) -> Ladder:
    official = tuple(split_list(str(row["official"])))
    family = str(catalog.row("kinds", str(row["kind"]))["family"]) if row["kind"] else ""
    return Ladder(
        claim=str(row["id"]),
        family=family,
        claimed=Quantity.of(row["value"], str(row["qualifier"]) or "exact", str(row["unit"]) or "count"),  # type: ignore[arg-type]
        official=official,
        official_units=_official_units(catalog, official),
        rivals=tuple(split_list(str(row["rivals"]))),
        steps=_steps(catalog, str(row["id"]), view),
    )


def _official_units(catalog: Catalog, official: tuple[str, ...]) -> Quantity:
    if not official:
        return Quantity.of(None)
    return observations.quantity(catalog.row("observations", official[0]))


def _steps(catalog: Catalog, claim: str, view: View) -> dict[str, Step]:
    return _found(catalog, claim, view.having(funding="public", done="all").shown)


@once(256)
def _found(catalog: Catalog, claim: str, view: View) -> dict[str, Step]:
    frame = works.select(catalog, view)
    return {name: _step(part) for name, part in steps.parts(catalog, claim, frame).items()}


def _step(frame: pd.DataFrame) -> Step:
    return Step(works.units(frame), works.unknown_units(frame), tuple(frame["id"]))
