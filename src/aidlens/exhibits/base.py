"""What an exhibit is: everything needed to show, read aloud, tabulate, print, export and cite one answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, TypeVar

import pandas as pd
import plotly.graph_objects as go

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Drawing
from aidlens.drawing.of_figure import drawing_of
from aidlens.drawing.svg import svg
from aidlens.exhibits.style import DARK, INKS, LIGHT, Canvas
from aidlens.i18n import Lang
from aidlens.quantity import Quantity
from aidlens.view import View

T = TypeVar("T")
STRETCHED = 1.3  # how far the lines of a figure may be moved apart


@dataclass(frozen=True)
class Column:
    """A column of an exhibit's table as readers see it.

    ``key`` names the text column in ``Exhibit.data``; ``value`` the plain number behind it, where there is one (for sorting, bars and
    native charts); ``href`` the column of in-site addresses the text links to; ``lang`` the language of its texts where it is always one.
    """

    key: str
    label: str
    value: str = ""
    href: str = ""
    lang: str = ""

    @property
    def head(self) -> str:
        """The label as it stands over a column: with a capital."""
        return self.label[:1].upper() + self.label[1:]

    @property
    def is_number(self) -> bool:
        """Whether the column is set flush right."""
        return bool(self.value)


@dataclass(frozen=True)
class Exhibit:
    """One answer, ready to show. ``data`` has one row a mark, with raw values, bounds and source ids beside the readers' texts.

    ``draw`` makes the picture for a canvas, a figure where it has axes, else a drawing (None for an exhibit that is its table);
    ``small`` one for a door to its page, where that is another; ``wall`` makes of its table a picture for a hall, where it has no
    other; ``view`` gives its own address; ``sources`` are source ids, from which the source line is computed. ``more`` says what the
    view leaves out, and the address that adds it. What it can do besides: ``bars`` is the column by which simple bars (slides) are
    drawn. ``print_first`` sorts what is printed where not all fits. ``slide`` is the kind of drawing on a slide (bars or a table where
    it names none), ``wall_columns`` the columns that say the most in a hall, by weight. ``front`` puts one claim in front. ``zoom`` is a
    switch of periods that belongs above it, ``sheets`` the number of sheets of the list it is one sheet of, ``at`` the id of its place on a
    page where that is not its own. ``asked`` is what a presenter's picture says before it is built up. ``id``, ``obeys``, ``limited`` are
    set where it is declared (see ``exhibit``).
    """

    title: str
    subtitle: str
    alt: str
    data: pd.DataFrame
    columns: tuple[Column, ...]
    sources: tuple[str, ...]
    source_line: str
    view: View
    coverage: str = ""
    more: tuple[str, str] = ("", "")
    caveats: tuple[str, ...] = ()
    draw: Callable[[Canvas], go.Figure | Drawing] | None = field(default=None, repr=False)
    small: Callable[[Canvas], Drawing] | None = field(default=None, repr=False)
    wall: Callable[[pd.DataFrame, Canvas], Drawing] | None = field(default=None, repr=False)
    bars: str = ""
    print_first: str = ""
    slide: str = ""
    wall_columns: tuple[str, ...] = ()
    front: Callable[[Exhibit, str], Exhibit] | None = field(default=None, repr=False)
    zoom: tuple[tuple[str, str, bool], ...] = ()
    sheets: int = 0
    at: str = ""
    asked: str = ""
    id: str = ""
    obeys: str = ""
    limited: bool = False
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def drawn(self, canvas: Canvas) -> go.Figure | Drawing:
        """The picture as it was made for a canvas, once an exhibit. Raises TypeError for an exhibit that is its table."""
        if self.draw is None:
            raise TypeError(f"{self.id} has no picture")
        draw = self.draw
        return self.kept(canvas, lambda: draw(canvas))

    def drawing(self, canvas: Canvas) -> Drawing:
        """Its marks, laid out for the canvas's usual width. Raises TypeError for an exhibit that is its table."""
        made = self.drawn(canvas)
        return made if isinstance(made, Drawing) else self.kept(("drawing", canvas), lambda: self._of(made, canvas.width))

    def smaller(self, canvas: Canvas) -> Drawing:
        """Its marks where it is shown small, as the way to its page."""
        draw = self.small
        if draw is None:
            return self.drawing(canvas)
        return self.kept(("small", canvas), lambda: draw(canvas))

    def legible(self, canvas: Canvas, width: float, room: float, *, pressed: float = 0.0) -> Drawing:
        """Its marks for a room ``width`` × ``room`` px, no words smaller than the canvas's type. A figure with axes may be stretched, or
        pressed together down to the share ``pressed`` of its own height, for lines of words stand well apart; a drawing without axes fills
        the room by its own rules. Either may turn out higher than the room.
        """
        hall = replace(canvas, high=int(room))
        if self.draw is None and self.wall is not None:
            return self.wall(self.data, hall)
        made = self.drawn(hall)
        if isinstance(made, Drawing):
            return made
        figure, least = go.Figure(made), canvas.theme.size
        for note in figure.layout.annotations:
            if note.text and note.font.size and note.font.size < least:
                note.font.size = least
        for trace in figure.data:
            if trace.type == "scatter" and trace.textfont.size and trace.textfont.size < least:
                trace.textfont.size = least
        own = figure.layout.height
        return self._of(figure.update_layout(height=int(min(max(room, pressed * own), STRETCHED * own))), width)

    def _of(self, figure: go.Figure, width: float) -> Drawing:
        return drawing_of(figure, width, self.view.without_evidence.step_to)

    def picture(self, lang: Lang, *, narrow: bool = False, **how: Any) -> str:
        """The figure as SVG for light and dark pages; ``how`` are options of ``svg``: name, link, target, lasting, inside."""
        light, dark = (self.drawing(Canvas(theme, lang, narrow)) for theme in (LIGHT, DARK))
        return svg(light, dark=dark, title=self.title, description=self.alt, **{"name": self.id, **how})

    def live(self, canvas: Canvas, *, inside: bool = False) -> str:
        """The figure as SVG for a live page: in the page's colours on a screen, in light ones on paper. ``inside`` as for ``svg``."""
        return self.kept(("live", canvas, inside), lambda: self.alive(canvas, self.drawing, self.id, inside=inside))

    def live_small(self, canvas: Canvas, *, inside: bool = False) -> str:
        """``smaller`` as SVG for a live page."""
        return self.kept(("live small", canvas, inside), lambda: self.alive(canvas, self.smaller, f"door-{self.id}", inside=inside))

    def alive(self, canvas: Canvas, draw: Callable[[Canvas], Drawing], name: str, *, inside: bool = False) -> str:
        """What is drawn as SVG for a live page; ``name`` heads its ids."""
        how: dict[str, Any] = {"name": name, "title": self.title, "description": self.alt, "lasting": True, "inside": inside}
        if canvas.theme in (LIGHT, DARK):
            light, dark = (draw(replace(canvas, theme=theme)) for theme in (LIGHT, DARK))
            return svg(light, dark=dark, **how)
        paper = replace(canvas.theme, **{name: getattr(LIGHT, name) for name in INKS})
        return svg(draw(replace(canvas, theme=paper)), dark=draw(canvas), dark_only=True, **how)

    def kept(self, name: Hashable, make: Callable[[], T]) -> T:
        """Something made of this exhibit, made once and kept with it."""
        if name not in self._made:
            self._made[name] = make()
        found: T = self._made[name]
        return found

    @property
    def lines(self) -> tuple[str, ...]:
        """What is said under the exhibit: what it covers, what the view leaves out, what to mind."""
        return tuple(line for line in (self.coverage, self.more[0], *self.caveats) if line)

    def table(self) -> pd.DataFrame:
        """The table as readers see it: text cells under translated headings."""
        return self.data[[column.key for column in self.columns]].set_axis([column.label for column in self.columns], axis=1)

    def cells(self) -> list[tuple[tuple[str, str], ...]]:
        """The rows of its table: each cell with the address it links to ("" for none)."""
        data = self.data
        hrefs = (data[column.href].tolist() if column.href else [""] * len(data) for column in self.columns)
        cells = (zip(data[column.key].tolist(), found, strict=True) for column, found in zip(self.columns, hrefs, strict=True))
        return list(zip(*cells, strict=True))

    def raw(self) -> pd.DataFrame:
        """The table for machines: every column but the readers' texts and in-site links."""
        shown = {column.key for column in self.columns if column.value} | {column.href for column in self.columns}
        data = self.data
        return data[[name for name in data.columns if name not in shown]]

    def csv(self) -> bytes:
        """The machine table as CSV: UTF-8, LF, one header row; the same bytes for the same record and view."""
        raw = self.raw()
        flags = {name: [_flag(cell) for cell in raw[name]] for name in raw.columns if raw[name].map(pd.api.types.is_bool).any()}
        return str(raw.assign(**flags).to_csv(index=False, lineterminator="\n")).encode("utf-8")

    @property
    def anchor(self) -> str:
        """The id of its place on a page."""
        return self.at or self.id

    @property
    def href(self) -> str:
        """The address of exactly this view."""
        return self.view.href()


def _flag(cell: Any) -> Any:
    """True and false as the record writes them."""
    return str(cell).lower() if pd.api.types.is_bool(cell) else cell


Builder = Callable[[Catalog, View, Lang], Exhibit]
OBEYED = ("", "works", "years", "basis")
LAST = 1000


@dataclass(frozen=True)
class Declared:
    """What is known of an exhibit before it is built."""

    build: Builder
    place: int
    obeys: str


DECLARED: dict[str, Declared] = {}


def exhibit(key: str, *, place: int = LAST, obeys: str = "", limited: bool = False) -> Callable[[Builder], Builder]:
    """Declares a function as the one that builds the exhibit with the id ``key``.

    ``obeys`` names the filters that change it ("works", "years", "basis"; "" for an exhibit of the whole record); ``place`` is its place
    in lists of all exhibits. ``limited`` where it counts works found without obeying their filters: the limit of the search stands beside
    every count of works. Raises ValueError for an id given twice and for filters that do not exist.
    """

    def declare(build: Builder) -> Builder:
        @wraps(build)
        def made(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
            return replace(build(catalog, view, lang), id=key, obeys=obeys, limited=limited or obeys == "works")

        if obeys not in OBEYED:
            raise ValueError(f"{build.__module__}: the exhibit {key} obeys «{obeys}»; it may obey {', '.join(filter(None, OBEYED))}.")
        if key in DECLARED:
            raise ValueError(f"{build.__module__}: the id {key} is taken by {DECLARED[key].build.__module__}; give this exhibit another.")
        DECLARED[key] = Declared(made, place, obeys)
        return made

    return declare


_MARKUP = re.compile(r"<(?=[/!?a-zA-Z])|&(?=#?\w+;)|(?<=%)\{")
_AS_TEXT = {"<": "&lt;", "&": "&amp;", "{": "&#123;"}


def as_text(cell: str) -> str:
    """A cell as a figure may carry it: Plotly reads a little HTML and its own %{names} in texts, so what looks like them is spelt out."""
    return _MARKUP.sub(lambda found: _AS_TEXT[found[0]], cell)


def drawable(data: pd.DataFrame) -> pd.DataFrame:
    """A table for a figure to draw, every cell but addresses ``as_text``."""
    out = {}
    for name in data.columns:
        if not str(name).endswith("href"):
            cells = [as_text(cell) if isinstance(cell, str) else cell for cell in data[name]]
            if any(new is not old and new != old for new, old in zip(cells, data[name], strict=True)):
                out[name] = cells
    return data.assign(**out) if out else data


def source_line(catalog: Catalog, sources: tuple[str, ...], lang: Lang, limit: int = 3) -> str:
    """Publisher and date of the first ``limit`` sources, and how many more there are ("A, 25 Mar 2014; B; 12 more")."""
    named, more = sources_named(catalog, sources, lang, limit)
    return "; ".join(filter(None, (named, more)))


def sources_named(catalog: Catalog, sources: tuple[str, ...], lang: Lang, limit: int = 3) -> tuple[str, str]:
    """The two parts of a source line: those named, and how many more there are ("" for none)."""
    named, rest = sources_apart(catalog, sources, lang, limit)
    return "; ".join(name for name, _ in named), lang.n("{n} more", "{n} more", rest) if rest > 0 else ""


def sources_apart(catalog: Catalog, sources: tuple[str, ...], lang: Lang, limit: int) -> tuple[list[tuple[str, str]], int]:
    """The first ``limit`` sources that publisher and date tell apart, with the names a line gives them and their ids, and how many more."""
    rows: dict[tuple[str, str], Any] = {}
    for key in dict.fromkeys(sources):
        row: Any = catalog.row("sources", key)
        rows.setdefault((row["publisher"], row["date"]), row)
    first = [*rows.values()][:limit]
    return [(cited(catalog, row["id"], lang), row["id"]) for row in first], len(rows) - len(first)


def cited(catalog: Catalog, source: str, lang: Lang) -> str:
    """A source in a few words: its publisher and, where known, its date."""
    date = lang.date(str(catalog.row("sources", source)["date"]), short=True)
    return ", ".join(filter(None, (catalog.publisher(source, lang.code), date)))


def sources_of(catalog: Catalog, observations: list[str]) -> tuple[str, ...]:
    """The sources of some published numbers, each once, in order."""
    return tuple(dict.fromkeys(catalog.row("observations", key)["source"] for key in observations))


def plain(quantity: Quantity) -> float | None:
    """The value of a quantity as a table holds it; None where there is none. Its bound stands in a column of its own."""
    return None if quantity.value is None else float(quantity.value)
