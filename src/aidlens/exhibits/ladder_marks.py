"""The marks of the ladder: what each stands for, where it leads, what it says at the pointer."""

from __future__ import annotations

from dataclasses import dataclass

from aidlens.catalog import Catalog, split_list
from aidlens.drawing.drawing import Link
from aidlens.exhibits.base import cited
from aidlens.exhibits.contribute import contribute_href, missing_words
from aidlens.exhibits.evidence import work_words
from aidlens.i18n import Lang
from aidlens.measures import batches, claims, observations
from aidlens.measures.claims import Ladder
from aidlens.view import View


@dataclass(frozen=True)
class Batch:
    """The marks of one work: how many, how well it is known, where they lead, what they say."""

    units: int
    known: str
    link: Link


@dataclass(frozen=True)
class Tick:
    """Another published count, beside the marks."""

    value: float
    link: Link


@dataclass(frozen=True)
class Marked:
    """A claim's marks: its batches in their order, those only counted, other counts; ``well`` shows how well each is known. ``safe`` is
    what can safely be said of it.
    """

    batches: tuple[Batch, ...]
    counted: Link
    all: Link
    ticks: tuple[Tick, ...]
    safe: str
    well: bool = False


def marked_of(catalog: Catalog, item: Ladder, view: View, lang: Lang) -> Marked:
    """The marks of a claim: where each leads, what it says at the pointer."""
    view = view.without_evidence
    every = view.href(claim=item.claim, step="traced")
    claim = catalog.row("claims", item.claim)
    name = lang.pick(claim, "title")

    def tick(value: float, keys: list[str]) -> Tick:
        # Those of one value stand on each other: they answer as one, and the claim's card has each of them.
        rows = [catalog.row("observations", key) for key in keys]
        said = ((observations.quantity(row).words(lang), cited(catalog, row["source"], lang)) for row in rows)
        words = dict.fromkeys(word for pair in said for word in pair)
        return Tick(value, Link(f"obs:{keys[0]}", view.href(obs=keys[0]) if len(keys) == 1 else view.href(claim=item.claim), tuple(words)))

    def marks(batch: batches.Batch) -> Batch:
        key = batch.work["id"]
        return Batch(batch.units, batch.known, Link(f"work:{key}", view.href(work=key), work_words(catalog, batch.work, lang, batch.units)))

    at: dict[float, list[str]] = {}
    for key in shown_rivals(catalog, item):
        at.setdefault(float(catalog.row("observations", key)["value"]), []).append(key)
    return Marked(
        batches=tuple(map(marks, batches.batches(catalog, item, lang))),
        counted=Link(
            f"counted:{item.claim}", contribute_href(view, claim=item.claim), (name, counted_words(item, view, lang), missing_words(lang))
        ),
        all=Link(f"all:{item.claim}", every, (lang.t("{name}: those found, as a list", name=name),)),
        ticks=tuple(tick(value, keys) for value, keys in at.items()),
        safe=lang.pick(claim, "safe"),
        well=view.known,
    )


def counted_words(item: Ladder, view: View, lang: Lang) -> str:
    """What the marks that were only counted are; under filters nobody knows which of them were found elsewhere."""
    count = claims.not_found(item).words(lang)
    if view.filters:
        return lang.t("{n} more of the count", n=count)
    return lang.t("{n} counted, not found yet", n=count)


def shown_rivals(catalog: Catalog, item: Ladder) -> list[str]:
    """Rivals that share the official count's unit and are no parts of it, so that a tick on its axis is fair."""
    parts = {part for key in item.official for part in split_list(str(catalog.row("observations", key)["derived_from"]))}
    unit = str(item.official_units.unit)
    return [key for key in item.rivals if key not in parts and catalog.row("observations", key)["unit"] == unit]
