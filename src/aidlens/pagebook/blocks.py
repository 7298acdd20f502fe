"""What pages are made of. A block says what stands there; how it is drawn is decided by the live page and by the plain one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from aidlens.catalog import Catalog
from aidlens.i18n import Lang
from aidlens.view import View

Choices = Callable[[Catalog, View, Lang], list[tuple[str, str, bool]]]


@dataclass(frozen=True)
class Block:
    """A part of a page."""

    @property
    def exhibits(self) -> tuple[str, ...]:
        """The exhibits it shows."""
        return ()


@dataclass(frozen=True)
class Opening(Block):
    """Heading and lead of the page; ``link`` is the page elsewhere that the lead speaks of (text, address)."""

    link: Callable[[Lang], tuple[str, str]] | None = None


@dataclass(frozen=True)
class Show(Block):
    """An exhibit; ``accent`` for the one the page stands for."""

    exhibit: str
    accent: bool = False

    @property
    def exhibits(self) -> tuple[str, ...]:
        """The exhibit."""
        return (self.exhibit,)


@dataclass(frozen=True)
class Door:
    """An exhibit of another page shown small, and the words that lead there; ``changes`` are made to the view."""

    exhibit: str
    page: str
    label: Callable[[Lang], str]
    changes: dict[str, str] = field(default_factory=dict)

    def view(self, view: View) -> View:
        """What it shows of a view."""
        return view.without_evidence.having(page=self.page, **self.changes)


@dataclass(frozen=True, init=False)
class Doors(Block):
    """Small exhibits side by side, each a way to its page."""

    each: tuple[Door, ...]

    def __init__(self, *each: Door) -> None:
        object.__setattr__(self, "each", each)


@dataclass(frozen=True)
class Titled(Show):
    """Title and subtitle of an exhibit that is shown beside them."""


@dataclass(frozen=True)
class Mapped(Show):
    """The exhibit that is the map, with its years; its title is shown elsewhere."""


@dataclass(frozen=True)
class Focused(Block):
    """The works of the place a reader has chosen on the map."""


@dataclass(frozen=True)
class Words(Block):
    """A paragraph: limits, remarks."""

    text: Callable[[Lang], str]


@dataclass(frozen=True)
class Chapter:
    """A heading and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Chapters(Block):
    """Text under headings."""

    text: Callable[[Lang], tuple[Chapter, ...]]


@dataclass(frozen=True)
class Link(Block):
    """A way to the same works on another page."""

    text: Callable[[Lang], str]
    page: str


@dataclass(frozen=True)
class Switch:
    """A choice of one thing: its label and (text, address, whether it is the current one); of fewer than two it is not shown. ``folded``:
    its choices stand in a panel that opens.
    """

    label: Callable[[Lang], str]
    choices: Choices
    folded: bool = False


@dataclass(frozen=True, init=False)
class Switches(Block):
    """Switches that stand together; ``apart`` from what stands above them, of which they say nothing."""

    each: tuple[Switch, ...]
    apart: bool

    def __init__(self, *each: Switch, apart: bool = True) -> None:
        object.__setattr__(self, "each", each)
        object.__setattr__(self, "apart", apart)


@dataclass(frozen=True)
class Filters(Block):
    """The filters of the works; ``years`` False where the years are chosen elsewhere on the page."""

    years: bool = True


@dataclass(frozen=True, init=False)
class Group(Block):
    """Blocks held together."""

    blocks: tuple[Block, ...]

    def __init__(self, *blocks: Block) -> None:
        object.__setattr__(self, "blocks", blocks)


@dataclass(frozen=True, init=False)
class Beside(Group):
    """Blocks beside others: where there is room ``head`` and ``panel`` stand left of the rest; else the head above, the panel below it."""

    head: tuple[Block, ...]
    panel: tuple[Block, ...]
    rest: tuple[Block, ...]

    def __init__(self, head: tuple[Block, ...], panel: tuple[Block, ...], *rest: Block) -> None:
        object.__setattr__(self, "head", head)
        object.__setattr__(self, "panel", panel)
        object.__setattr__(self, "rest", rest)
        object.__setattr__(self, "blocks", (*head, *panel, *rest))


@dataclass(frozen=True, init=False)
class Selection(Group):
    """What is shown as long as the filters leave a work; where they leave none, which of them to take off."""


@dataclass(frozen=True, init=False)
class Live(Group):
    """What stands on the live page alone."""


@dataclass(frozen=True, init=False)
class Remaining(Live):
    """What stands on the live page as long as the filters leave a work; that they leave none is said elsewhere."""


@dataclass(frozen=True)
class Sheets(Block):
    """The way to the other sheets of the list of works."""


@dataclass(frozen=True)
class Cards(Block):
    """What may be said of each claim, and what is better not said: of those with a ladder of this kind, "" for all. ``folded`` where each
    claim leads there by itself.
    """

    ladder: str = ""
    folded: bool = False


@dataclass(frozen=True, init=False)
class Told(Block):
    """The story of the record with the exhibits that stand in it."""

    placed: tuple[str, ...]

    def __init__(self, *placed: str) -> None:
        object.__setattr__(self, "placed", placed)

    @property
    def exhibits(self) -> tuple[str, ...]:
        """The exhibits that have no other page."""
        return self.placed


@dataclass(frozen=True)
class Glossary(Block):
    """The words used here."""


@dataclass(frozen=True)
class Deck(Block):
    """The deck, or the stage that shows it."""


@dataclass(frozen=True)
class Facts(Block):
    """What the record is and holds, in figures."""


@dataclass(frozen=True)
class Downloads(Block):
    """The record to take along."""


@dataclass(frozen=True)
class Tables(Block):
    """Every table of the record, to look into."""


@dataclass(frozen=True)
class Made(Block):
    """How the record was made, and whom to write to."""


@dataclass(frozen=True)
class AllSources(Block):
    """The list of all sources."""


@dataclass(frozen=True)
class Asked(Block):
    """What is asked of somebody who knows a work: a form where it can be answered, else the same in words."""


@dataclass(frozen=True)
class Next(Block):
    """The other pages with what each answers, and the article itself."""


def kinds() -> frozenset[type[Block]]:
    """Every kind of block, but those that only hold others."""
    found, left = set(), [Block]
    while left:
        below = left.pop().__subclasses__()
        found |= set(below)
        left += below
    return frozenset(found - {Group})
