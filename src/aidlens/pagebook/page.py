"""A page as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from aidlens.catalog import Catalog
from aidlens.i18n import Lang
from aidlens.pagebook.blocks import Block, Group, Live, Sheets
from aidlens.view import View

Said = Callable[[Lang], str]
Opening = Callable[[Catalog, View, Lang], tuple[str, str]]


class PageError(ValueError):
    """A page that cannot be shown as it is described; the text names its module, what is wrong and what to do."""


@dataclass(frozen=True)
class Page:
    """A page: ``title`` in menus, ``purpose`` (what it answers, in one sentence), its ``blocks`` from the top down.

    ``path`` is its module's name. ``place`` is its place in the menu; ``opening`` gives heading and lead where they are not title and
    purpose. ``obeys`` names the filters it understands ("works" or "years"): links between pages that obey the same ones keep them.
    ``kind`` is its type in structured data. A page that is ``indexed`` is worth finding by a search engine and stands in the menu of
    plain pages; one for the ``foot`` is linked from the foot of every page instead, and stands in no menu.
    """

    title: Said | None = None
    purpose: Said | None = None
    blocks: tuple[Block, ...] = ()
    place: int = 1000
    opening: Opening | None = None
    obeys: str = ""
    kind: str = "CreativeWork"
    indexed: bool = True
    foot: bool = False
    path: str = field(default="", compare=False)

    def name(self, lang: Lang) -> str:
        """Its title."""
        assert self.title is not None, "the book holds no page without a title"
        return self.title(lang)

    def answers(self, lang: Lang) -> str:
        """What it answers, in one sentence."""
        assert self.purpose is not None, "the book holds no page without a purpose"
        return self.purpose(lang)

    def head(self, catalog: Catalog, view: View, lang: Lang) -> tuple[str, str]:
        """Heading and lead."""
        return self.opening(catalog, view, lang) if self.opening else (self.name(lang), self.answers(lang))

    @property
    def exhibits(self) -> tuple[str, ...]:
        """The exhibits it shows, in order."""
        return tuple(dict.fromkeys(key for block in _flat(self.blocks) for key in block.exhibits))

    @property
    def in_sheets(self) -> bool:
        """Whether the sheet of its address is one of a list in it, also without scripts."""
        return any(isinstance(block, Sheets) for block in _flat(self.blocks, live=False))

    def has(self, kind: type[Block]) -> bool:
        """Whether it holds a block of a kind."""
        return any(isinstance(block, kind) for block in _flat(self.blocks))


def _flat(blocks: tuple[Block, ...], *, live: bool = True) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Group):
            if live or not isinstance(block, Live):
                yield from _flat(block.blocks, live=live)
        else:
            yield block
