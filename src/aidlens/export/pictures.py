"""The slides of a deck as pictures for a screen of 1920 × 1080, as the stage shows them when they are whole.

One page holds them all and shows the one its address names; a browser takes a picture of each. Looks and the script that makes a table fit
are the stage's own and handed in by whoever stands above it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass

from aidlens.catalog import Catalog, site_dir
from aidlens.deck import Deck
from aidlens.drawing.drawing import Drawing
from aidlens.drawing.svg import svg
from aidlens.exhibits.base import Exhibit
from aidlens.export import deck_text, slides
from aidlens.i18n import Lang
from aidlens.templates import Markup, macros, render, styles

SIZE = (1920, 1080)
_FONT = re.compile(r'url\("/app/static/fonts/([\w.-]+)"\)')
_FILE = re.compile(r'url\("/app/[^"]*"\)')


@dataclass(frozen=True)
class _Frame:
    """What the table's macro needs to know: nothing is linked in a picture."""

    lang: Lang
    targets: bool = False

    def to(self, _href: str) -> str:
        """Where a link leads: nowhere."""
        return ""


@dataclass(frozen=True)
class _Part:
    """One slide: its picture or its table, and what stands round it; ``cover`` for the one in front."""

    title: str
    subtitle: str
    picture: Markup
    table: Markup
    columns: str
    said: str
    question: str
    foot: str
    cover: bool = False


def names(deck: Deck) -> list[str]:
    """The names of the files, the cover's first."""
    told = ["cover", *("-".join(filter(None, (slide.exhibit, slide.view.claim))) for slide in deck.slides)]
    return [f"{place:02d}-{name}.png" for place, name in enumerate(told, 1)]


def part(place: int) -> str:
    """What the page's address names for the slide with this number, 0 for the cover."""
    return f"s{place}"


def build(catalog: Catalog, deck: Deck, lang: Lang, look: str, script: str) -> str:
    """The page's HTML, whole and without anything from elsewhere; ``look`` and ``script`` are the stage's."""
    parts = [_cover(catalog, deck, lang), *(_part(catalog, deck, place, lang) for place in range(len(deck.slides)))]
    sheet = Markup("".join((_FILE.sub("none", _FONT.sub(_embedded, look)), styles("pictures"))))
    title = deck_text.deck_title(deck, lang)
    names = [part(place) for place in range(len(parts))]
    named = list(zip(names, parts, strict=True))
    return render("pictures", lang=lang, title=title, styles=sheet, parts=named, script=Markup(script)) + "\n"


def _embedded(found: re.Match[str]) -> str:
    """A font of ours as it stands in the page itself."""
    raw = (site_dir() / "static" / "fonts" / found[1]).read_bytes()
    return f'url("data:font/woff2;base64,{b64encode(raw).decode()}")'


def _cover(catalog: Catalog, deck: Deck, lang: Lang) -> _Part:
    title = deck_text.deck_title(deck, lang)
    about = lang.t("The open, sourced and mapped record of what Italy built in Afghanistan")
    drawing = slides.cover(catalog, deck, lang, dark=False, high=SIZE[1], title=title)
    picture = _picture(drawing, 0, title, about)
    return _Part(title, f"AidLens · {about}", picture, Markup(""), "", "", "", deck_text.edition_line(catalog, lang), cover=True)


def _part(catalog: Catalog, deck: Deck, place: int, lang: Lang) -> _Part:
    made = slides.shown(catalog, deck.slides[place], lang, dark=False, high=SIZE[1])
    item = made.exhibit
    drawn = made.drawing is not None
    left = made.columns_left
    return _Part(
        title=made.title,
        subtitle=made.subtitle,
        picture=_picture(made.drawing, place + 1, made.title, item.alt) if made.drawing is not None else Markup(""),
        table=Markup("") if drawn else _table(item, lang),
        columns=lang.n("{n} column more on the page", "{n} columns more on the page", left) if left else "",
        said=made.said,
        question=made.question,
        foot=made.foot,
    )


def _picture(drawing: Drawing, place: int, title: str, description: str) -> Markup:
    return Markup(svg(drawing, name=f"slide-{place}", title=title, description=description, link=lambda _href: "", inside=True))


def _table(item: Exhibit, lang: Lang) -> Markup:
    found: Markup = macros("parts").table(_Frame(lang), item.columns, item.cells(), "al-table", item.title)
    return found
