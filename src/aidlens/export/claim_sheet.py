"""One claim of the article on one side of A4, for whoever has to speak of it: what it says, what was counted and found, what can safely be
said and what not, who says so.

Sources and their words fill what the side leaves: how much that is, is reckoned with room for wider letters than ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from aidlens.catalog import Catalog, split_list
from aidlens.deck import Slide
from aidlens.exhibits import contact, evidence
from aidlens.exhibits.article import fragment
from aidlens.exhibits.base import Column, Exhibit
from aidlens.exhibits.evidence.parts import SourceRef, value_fact
from aidlens.exhibits.style import WALL, Canvas
from aidlens.export import deck_text, handout, text_metrics
from aidlens.i18n import Lang
from aidlens.measures import claims, observations
from aidlens.pagebook import book, decks
from aidlens.templates import Markup, render, styles
from aidlens.view import View

# The side inside its margins, and the picture on it, in points; the picture's own canvas is 1760 px wide.
WIDE, HIGH, PICTURE = 527.0, 773.0, 168.0
SPARE = 92.0  # what caution reckons too much, on any machine tried
CODE = 74.0  # taken by the QR code beside the head
MOST_FIRST, MOST_OTHERS, MOST_SOURCES = 2, 3, 8
MOST_URL = 110
ROOMY = 1.5  # a side filled no more than this often over is set larger (as its style says)
GAP = 7.0  # above a paragraph with a heading


@dataclass(frozen=True)
class _Fact:
    """Labelled lines of words; ``label`` stands above them."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _Source:
    """A page as cited, with as many of its words as there is room for."""

    ref: SourceRef
    url: str
    quotes: tuple[evidence.Said, ...] = ()


@dataclass(frozen=True)
class _Number:
    """A number in large type, and whose it is."""

    number: str
    whose: str


def build(catalog: Catalog, claim: str, lang: Lang, base: str = "") -> str:
    """The page's HTML, whole and without anything from elsewhere; ``base`` is the site's address for links and the code.

    Raises KeyError for an unknown claim, ``deck_text.BaseError`` where ``base`` is no web address.
    """
    base = deck_text.base_of(base, lang)
    row: Any = catalog.row("claims", claim)
    passage: Any = catalog.row("passages", row["passage"])
    view = View(lang=lang.code, claim=claim)
    found, item = evidence.of_claim(catalog, view, lang), claims.ladder(catalog, claim, view)
    shown = Slide(decks.ALONE, View(page=book.home(decks.ALONE), claim=claim)).shown(catalog, lang) if item.full else None
    cited = evidence.source_ref(catalog, row["source"], view, lang)
    link = base + view.href() if base else ""
    facts = tuple(_facts(catalog, row, item, view, lang))
    told = contact.told(catalog, lang)
    rights = evidence.rights(lang) if any(ref.quotes for ref in found.sources) else ""
    foot = [deck_text.edition_line(catalog, lang), rights, told.text if told.address else ""]
    texts = {
        "kicker": f"{found.kicker}: {found.title}",
        "words": lang.pick(row, "article_words"),
        "cited": _name(cited),
        "passage": str(passage["passage"]),
        "verdict": lang.pick(row, "verdict"),
        "said": lang.pick(row, "safe"),
        "avoid": lang.pick(row, "avoid"),
        "reason": lang.pick(row, "avoid_reason"),
        "limit": evidence.limits(lang) if item.full else "",
    }
    numbers = () if item.full else tuple(_numbers(catalog, row, item, lang))
    left = HIGH + SPARE - _head(texts, bool(link)) - _body(texts, facts, shown, numbers) - _foot([*foot, link])
    sources, more, free = _sources(_ordered(catalog, found.sources, item), left, lang)
    return (
        render(
            "claim_sheet",
            lang=lang,
            styles=styles("colours", "base", "handout", "sheet"),
            title=f"{found.title}: {texts['words']}",
            article=fragment(passage["address"], passage["passage"]),
            roomy=ROOMY * (HIGH - free) < HIGH,
            picture=handout.picture(shown, Canvas(WALL, lang, high=round(PICTURE / WIDE * 1760)), "picture", base) if shown else Markup(""),
            caption=shown.title if shown else "",
            subtitle=shown.subtitle if shown else "",
            columns=_columns(shown) if shown else (),
            cells=_cells(shown) if shown else [],
            numbers=numbers,
            facts=facts,
            sources=sources,
            more=more,
            foot=[line for line in foot if line],
            link=link,
            code=handout.code(link),
            **(texts | {"cited": cited}),
        )
        + "\n"
    )


def _columns(shown: Exhibit) -> tuple[Column, ...]:
    """The columns of the claim's row, without its name."""
    return shown.columns[1:]


def _cells(shown: Exhibit) -> list[str]:
    return [str(shown.data.iloc[0][column.key]) for column in _columns(shown)]


def _numbers(catalog: Catalog, row: Any, item: claims.Ladder, lang: Lang) -> Iterator[_Number]:
    """What the article, Italy and who wrote it first say, large, where there is no picture."""
    if item.claimed.value is not None:
        yield _Number(_short(evidence.with_unit(catalog, item.claimed, lang)), lang.t("says the article"))
    if item.official:
        official: Any = catalog.row("observations", item.official[0])
        number = evidence.with_unit(catalog, observations.quantity(official), lang)
        yield _Number(_short(number), f"{lang.t('Official count')}: {lang.pick(official, 'label')}")


def _short(words: str) -> str:
    return deck_text.cut(words, 40)


def _facts(catalog: Catalog, row: Any, item: claims.Ladder, view: View, lang: Lang) -> Iterator[_Fact]:
    """What is known of the claim's numbers, the few that matter to a speaker."""

    def values(keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(value_fact(catalog, catalog.row("observations", key), view, lang).text for key in keys)

    first = split_list(str(row["first_said"]))
    others = [key for key in item.rivals if key not in first]
    if row["unchecked_en"]:
        yield _Fact(lang.t("Why works cannot check it"), (lang.pick(row, "unchecked"),))
    if item.official:
        why = lang.t("The last count the builder itself published over its whole life.")
        yield _Fact(lang.t("Official count"), (f"{values(item.official[:1])[0]}. {why}",))
    if first:
        yield _Fact(lang.t("First published"), values(first[:MOST_FIRST]))
    if others:
        rest = len(others) - MOST_OTHERS
        left = (lang.n("{n} more value on the page", "{n} more values on the page", rest),) if rest > 0 else ()
        yield _Fact(lang.t("Other published values"), values(others[:MOST_OTHERS]) + left)


# ── what fits ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _tall(text: str, size: float, room: float = WIDE, kind: str = "sans") -> float:
    """The height in points of a paragraph."""
    return text_metrics.lines(text, size, room, kind) * size * 1.3 if text else 0.0


def _head(texts: dict[str, str], code: bool) -> float:
    room = WIDE - CODE if code else WIDE
    high = 12 + _tall(texts["words"], 26, room, "serif") + _tall(texts["verdict"], 13, room, "serif")
    high += _tall(f"{texts['passage']} {texts['cited']}", 8.5, room) + 3 * GAP
    return max(high, CODE if code else 0.0)


def _body(texts: dict[str, str], facts: tuple[_Fact, ...], shown: Exhibit | None, numbers: tuple[_Number, ...]) -> float:
    high = 0.0
    if shown is not None:
        columns = _columns(shown)
        cell = WIDE / max(1, len(columns)) - 6
        rows = ([column.head for column in columns], _cells(shown))
        high += PICTURE + _tall(shown.subtitle, 8.5) + sum(max(_tall(text, 8.5, cell) for text in row) for row in rows) + 4 * GAP
    if numbers:
        room = WIDE / len(numbers) - 12
        high += max(_tall(item.number, 24, room, "serif") + _tall(item.whose, 9, room) for item in numbers) + 2 * GAP
    high += 12 + _tall(texts["said"], 14, WIDE - 14, "serif") + 2 * GAP
    high += 12 + _tall(f"«{texts['avoid']}» {texts['reason']}", 10) + _tall(texts["limit"], 10) + 2 * GAP
    for fact in facts:
        high += 11 + sum(_tall(line, 8.5, WIDE - 10) for line in fact.lines) + GAP
    return high


def _foot(lines: list[str]) -> float:
    return sum(_tall(line, 7.5) for line in lines) + 2 * GAP


def _ordered(catalog: Catalog, refs: tuple[SourceRef, ...], item: claims.Ladder) -> list[SourceRef]:
    """The page of the official count, then those of the number, then the article, which the head names too."""
    official = {catalog.row("observations", key)["source"] for key in item.official}
    article = {catalog.row("claims", item.claim)["source"]}
    return sorted(refs, key=lambda ref: (ref.id in article, ref.id not in official))


def _sources(refs: list[SourceRef], room: float, lang: Lang) -> tuple[list[_Source], str, float]:
    """As many pages as there is room for, each with the first of its words, then more of them; how many pages more there are; the room
    that is left.
    """
    room -= 11 + GAP + 11  # the heading, and the line that tells of the rest
    kept: list[_Source] = []
    for ref in refs[:MOST_SOURCES]:
        item = _Source(ref, deck_text.cut(ref.url, MOST_URL))
        high = _tall(_name(ref), 8) + _tall(item.url, 7.5) + 2
        if kept and high > room:
            break
        item, room = _quoting(item, ref.quotes[:1], room - high)
        kept.append(item)
    for place, item in enumerate(kept):
        kept[place], room = _quoting(item, item.ref.quotes[len(item.quotes) :], room)
    rest = len(refs) - len(kept)
    return kept, lang.n("{n} more source on the page", "{n} more sources on the page", rest) if rest > 0 else "", room


def _quoting(item: _Source, quotes: tuple[evidence.Said, ...], room: float) -> tuple[_Source, float]:
    """A page with those of these words that there is room for, and the room that is left."""
    for said in quotes:
        high = _tall(f"«{said.words}» “{said.translation}” ({said.whose})", 8.5, WIDE - 20) + 2
        if said not in item.quotes and high <= room:
            item, room = replace(item, quotes=(*item.quotes, said)), room - high
    return item, room


def _name(ref: SourceRef) -> str:
    return ", ".join(filter(None, (ref.publisher, ref.title, ref.date, ref.supports)))
