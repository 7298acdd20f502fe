"""The marks that play in the story's scenes: one a work that is shown, in as many units as its ladder counts, and those only counted.

What belongs here: which marks there are, what each says and leads to, and which of them a scene lights. Where they stand in a picture is
the business of ``scenes_fields``, ``scenes_map`` and ``scenes_lists``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from aidlens.catalog import Catalog, split_list
from aidlens.checks import scenes
from aidlens.drawing.drawing import Link
from aidlens.exhibits.contribute import contribute_href, missing_words
from aidlens.exhibits.evidence import work_words
from aidlens.exhibits.style import LIGHT
from aidlens.i18n import Lang
from aidlens.measures import batches, claims, works
from aidlens.single_flight_cache import once
from aidlens.view import View


@dataclass(frozen=True)
class Player:
    """A work: its units stand for themselves while claims are counted, elsewhere they close into one mark. ``claim`` is the count it stands
    in, told of as a group where ``bulk``; a ``guest`` is none of the works shown and appears only where a scene lights it.
    """

    work: str
    family: str
    link: Link
    units: int = 1
    claim: str = ""
    bulk: bool = False
    guest: bool = False
    row: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Count:
    """A claim that was counted: its family, how many in all, how many were only counted; ``about`` where the number is only about right."""

    claim: str
    family: str
    name: str
    total: int
    only: int
    about: bool
    words: str
    link: Link


@dataclass(frozen=True)
class Cast:
    """All marks, in the order of kinds and dates; the counts in the record's order."""

    players: tuple[Player, ...]
    counts: tuple[Count, ...]

    def of(self, claim: str) -> tuple[Player, ...]:
        """The works of a count, best known first ("" for those in none)."""
        return tuple(player for player in self.players if player.claim == claim and not player.guest)


@dataclass(frozen=True)
class Scene:
    """A row of ``scenes.csv``: how the marks stand, which are lit (ids of works; all where ``lit`` is empty), where a click leads."""

    id: str
    picture: str
    lit: frozenset[str]
    works: tuple[str, ...]
    to: View

    def lights(self, work: str) -> bool:
        """Whether a work is lit."""
        return not self.lit or work in self.lit

    def href(self, view: View) -> str:
        """Where a click leads, in the language and colours of a view."""
        return self.to.having(lang=view.lang, theme=view.theme).href()


@once(4)
def scenes_of(catalog: Catalog) -> tuple[Scene, ...]:
    """The scenes in the order of the story."""
    return tuple(_scene(catalog, row) for row in scenes.in_order(catalog))


def _scene(catalog: Catalog, row: Mapping[str, Any]) -> Scene:
    query = dict(parse_qsl(row["lit"]))
    view, _ = View.from_query(query, catalog)
    named = tuple(key for key in split_list(row["works"]) if catalog.has("works", key))
    lit = frozenset([*named, *(works.select(catalog, view)["id"] if query else ())])
    places = {works.table(catalog).set_index("id").loc[key, "at"] for key in named}
    page, _, asked = str(row["to"]).partition("?")
    to, _ = View.from_query(dict(parse_qsl(asked)), catalog, page)
    if not page:
        to = view.having(page="map", work=named[0] if len(named) == 1 else "", at=places.pop() if len(places) == 1 else "")
    return Scene(row["id"], row["picture"], lit, named, to)


@once(16)
def cast_of(catalog: Catalog, view: View, lang: Lang) -> Cast:
    """The marks of all scenes; ``view`` is what their links go on from."""
    counts, inside = [], dict[str, tuple[str, batches.Batch]]()
    for row in sorted(catalog.rows("claims"), key=lambda row: row["order"]):
        if row["ladder"] != "full":
            continue
        ladder = claims.ladder(catalog, row["id"], View())
        held = batches.batches(catalog, ladder, lang)
        inside |= {batch.work["id"]: (row["id"], batch) for batch in held}
        total = int(ladder.official_units.value or 0)
        only = max(0, total - sum(batch.units for batch in held))
        name, about = lang.pick(row, "title"), ladder.official_units.bound.value == "about"
        link = Link(f"counted:{row['id']}", contribute_href(view, claim=row["id"]), (name, missing_words(lang)))
        # A sum of ours never stands without its parts, which say what it counts.
        words = ladder.official_units.words(lang)
        counts.append(Count(row["id"], ladder.family, "" if ladder.official_units.parts else name, total, only, about, words, link))
    order = {family: place for place, family in enumerate(LIGHT.kinds)}
    lit = frozenset(key for scene in scenes_of(catalog) for key in scene.works)
    shown = set(works.select(catalog, View())["id"])
    frame = works.table(catalog)
    rows = frame[frame["id"].isin(shown | lit)].to_dict("records")
    rows.sort(key=lambda row: (order[row["family"]], row["date"] or batches.UNDATED, row["id"]))
    known = {work: place for place, work in enumerate(inside)}
    players = []
    for row in rows:
        claim, batch = inside.get(row["id"], ("", None))
        units = batch.units if batch else 1
        link = Link(f"work:{row['id']}", view.href(work=row["id"]), work_words(catalog, row, lang, units))
        bulk = batch is not None and batch.known == "bulk"
        players.append(Player(row["id"], row["family"], link, units, claim, bulk, row["id"] not in shown, row))
    # Works of a count first, in the order in which its ladder has them.
    players.sort(key=lambda player: known.get(player.work, len(known)))
    return Cast(tuple(players), tuple(counts))
