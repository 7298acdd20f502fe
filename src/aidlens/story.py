"""The story: Markdown with fact tokens, resolved against the record into paragraphs, margin notes and places for exhibits.

What belongs here: reading ``story/<language>.md`` and giving each token its words, its bound and the address of its evidence. The
grammar and its checks are in ``checks.story``; how it looks is decided in ``ui`` and wherever else the story is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from aidlens.catalog import Catalog, split_list
from aidlens.checks.scenes import MARKER
from aidlens.checks.story import HEADING, TOKEN
from aidlens.exhibits.article import fragment
from aidlens.exhibits.scenes import Scene, scenes_of
from aidlens.i18n import Lang
from aidlens.single_flight_cache import once
from aidlens.story_facts import VALUES, Span
from aidlens.view import View

WORDS_A_MINUTE = 190


@dataclass(frozen=True)
class Note:
    """A margin note: the article's sentence, the verdict on it, why, and who says so. ``sources`` are (name, in-site address)."""

    id: str
    sentence: str
    link: str
    verdict: str
    verdict_name: str
    text: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or one item of a list, with the notes that stand beside it. ``scene`` is the picture that stands with it ("" for none);
    ``opens`` where it is the first of that picture.
    """

    spans: tuple[Span, ...]
    notes: tuple[Note, ...] = ()
    bullet: bool = False
    scene: str = ""
    opens: bool = False

    @property
    def words(self) -> int:
        """How many words it has."""
        return len("".join(span.text for span in self.spans).split())


@dataclass(frozen=True)
class Placed:
    """The place of an exhibit in the story."""

    exhibit: str


@dataclass(frozen=True)
class Section:
    """A section with its own address (``slug``)."""

    slug: str
    title: str
    blocks: tuple[Paragraph | Placed, ...]


@dataclass(frozen=True)
class Story:
    """The whole story in one language."""

    title: str
    lead: tuple[Paragraph, ...]
    sections: tuple[Section, ...]

    @property
    def words(self) -> int:
        """How many words a reader reads, without notes and exhibits."""
        blocks = [block for section in self.sections for block in section.blocks if isinstance(block, Paragraph)]
        return sum(block.words for block in [*self.lead, *blocks])

    @property
    def minutes(self) -> int:
        """Reading time in minutes, rounded up."""
        return -(-self.words // WORDS_A_MINUTE)


def read(catalog: Catalog, view: View, lang: Lang) -> Story | None:
    """The story in a language with every token resolved; None where the record holds no story."""
    return _read(catalog, view.having(scene="").without_evidence, lang)


@once(64)
def _read(catalog: Catalog, view: View, lang: Lang) -> Story | None:
    text = catalog.story.get(lang.code)
    if text is None:
        return None
    teller = _Teller(catalog, view, lang)
    title, lead = "", tuple[Paragraph, ...]()
    sections: list[Section] = []
    for slug, heading, body in _pieces(text):
        blocks = tuple(teller.blocks(body))
        if slug:
            sections.append(Section(slug, heading, blocks))
        else:
            title, lead = heading, tuple(block for block in blocks if isinstance(block, Paragraph))
    return Story(title, lead, tuple(sections))


def captions(catalog: Catalog, view: View, lang: Lang) -> dict[str, tuple[Span, ...]]:
    """The captions of the scenes in a language, every token resolved, by the id of the scene."""
    teller = _Teller(catalog, view.without_evidence, lang)
    return {scene.id: teller.caption(scene) for scene in scenes_of(catalog)}


def plain_words(spans: tuple[Span, ...]) -> str:
    """The words of a text alone."""
    return "".join(span.text for span in spans)


def _pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """(slug, heading, Markdown) of the head (no slug) and of each section."""
    slug, heading = "", ""
    body: list[str] = []
    for line in text.splitlines():
        found = HEADING.match(line)
        if found:
            if heading:
                yield slug, heading, "\n".join(body)
            slug, heading, body = found[3] or "", found[2], []
        else:
            body.append(line)
    yield slug, heading, "\n".join(body)


class _Teller:
    """Turns Markdown into blocks for one record, view and language."""

    def __init__(self, catalog: Catalog, view: View, lang: Lang) -> None:
        self.catalog, self.view, self.lang = catalog, view, lang
        self.notes: list[str] = []
        self.told: set[str] = set()
        self.scene, self.opens = "", False
        self.lit = 0

    def caption(self, scene: Scene) -> tuple[Span, ...]:
        """The caption of a scene."""
        self.lit = len(scene.lit)
        return tuple(self._tokens(self.lang.pick(self.catalog.row("scenes", scene.id), "caption"), "text", ""))

    def blocks(self, text: str) -> Iterator[Paragraph | Placed]:
        """The blocks of a piece of Markdown, in order."""
        bullet = False
        for token in MarkdownIt("commonmark", {"html": False}).parse(text):
            if token.type.startswith("list_item"):
                bullet = token.type == "list_item_open"
            if token.type != "inline":
                continue
            alone = TOKEN.fullmatch(token.content.strip())
            if alone and alone[1] == "exhibit":
                yield Placed(alone[2])
                continue
            if alone and alone[1] == MARKER:
                self.scene, self.opens = alone[2], True
                continue
            self.notes = []
            spans = tuple(self._spans(token.children or []))
            yield Paragraph(spans, tuple(self._note(key) for key in self.notes), bullet, self.scene, self.opens)
            self.opens = False

    def _spans(self, children: list[Token]) -> Iterator[Span]:
        kind, href = "text", ""
        for child in children:
            if child.type in ("em_open", "strong_open"):
                kind = child.type.removesuffix("_open")
            elif child.type == "link_open":
                kind, href = "outside", str(child.attrs["href"])
            elif child.type in ("em_close", "strong_close", "link_close"):
                kind, href = "text", ""
            elif child.type in ("softbreak", "hardbreak"):
                yield Span("text", " ")
            elif child.content:
                yield from self._tokens(child.content, kind, href)

    def _tokens(self, text: str, kind: str, href: str) -> Iterator[Span]:
        at = 0
        for token in TOKEN.finditer(text):
            if token.start() > at:
                yield Span(kind, text[at : token.start()], href)
            yield self._span(token[1], token[2], token[3] or "")
            at = token.end()
        if at < len(text):
            yield Span(kind, text[at:], href)

    def _span(self, kind: str, key: str, words: str) -> Span:
        if kind == "lit":
            return Span("text", self.lang.number(self.lit))
        if kind in VALUES:
            return VALUES[kind](self.catalog, key, self.view, self.lang)
        if kind in ("work", "source"):
            return Span("link", words, self.view.href(**{kind: key}))
        row = self.catalog.row("glossary" if kind == "term" else "passages", key)
        if kind == "term":
            return Span("term", words, f"#term-{key}", self.lang.pick(row, "definition"))
        # A note stands once, beside the first words that need it.
        if key not in self.told:
            self.told.add(key)
            self.notes.append(key)
        if kind == "quote":
            return Span("quote", words, fragment(row["address"], row["passage"]), str(row["passage"]))
        return Span("note", words, f"#note-{key}")

    def _note(self, key: str) -> Note:
        row = self.catalog.row("passages", key)
        return Note(
            id=key,
            sentence=row["passage"],
            link=fragment(row["address"], row["passage"]),
            verdict=row["verdict"],
            verdict_name=self.catalog.code("verdict", row["verdict"], self.lang.code),
            text=self.lang.pick(row, "verdict"),
            sources=tuple(
                (self.catalog.publisher(item, self.lang.code), self.view.href(source=item)) for item in split_list(row["sources"])
            ),
        )
