"""Evidence: what stands behind one number, claim, work or source, ready for any output.

What belongs here: gathering the facts of one row with their sources into an ``Evidence``. The drawer in ``ui`` and other outputs render
it and add nothing.
"""

from __future__ import annotations

from aidlens.catalog import WORK_STEPS, Catalog
from aidlens.exhibits.evidence.claim import counted_words, of_claim, of_step, sheets, step_names
from aidlens.exhibits.evidence.number import of_observation
from aidlens.exhibits.evidence.parts import (
    Evidence,
    Fact,
    Section,
    SourceRef,
    capacity_words,
    limits,
    place_words,
    source_ref,
    with_unit,
    work_line,
    work_words,
)
from aidlens.exhibits.evidence.quoted import Said, archive_search, rights, said, stored_copy
from aidlens.exhibits.evidence.source import of_source
from aidlens.exhibits.evidence.work import of_work
from aidlens.i18n import Lang
from aidlens.view import View

__all__ = [
    "Evidence",
    "Fact",
    "Said",
    "Section",
    "SourceRef",
    "archive_search",
    "capacity_words",
    "counted_words",
    "limits",
    "of_claim",
    "of_observation",
    "of_source",
    "of_step",
    "of_view",
    "of_work",
    "place_words",
    "rights",
    "said",
    "sheets",
    "source_ref",
    "step_names",
    "stored_copy",
    "with_unit",
    "work_line",
    "work_words",
]


def of_view(catalog: Catalog, view: View, lang: Lang) -> Evidence | None:
    """The evidence a view has open; None when it has none."""
    if view.obs:
        return of_observation(catalog, view, lang)
    if view.work:
        return of_work(catalog, view, lang)
    if view.claim and view.step in WORK_STEPS:
        return of_step(catalog, view, lang)
    if view.claim:
        return of_claim(catalog, view, lang)
    if view.source:
        return of_source(catalog, view, lang)
    return None
