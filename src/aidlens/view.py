"""View: what a reader is looking at, and its one form in an address.

What belongs here: reading a query into the nearest valid view, and writing a view back. What a view selects from the record is decided
in ``measures``; how it is shown in ``ui``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

from aidlens.catalog import WORK_STEPS, Catalog
from aidlens.i18n import CODES
from aidlens.single_flight_cache import once

HOME = "overview"  # the page that lives at "/"
# A page is a module above this layer: only the names of the modules are read here.
PAGES = tuple(sorted(path.stem for path in (Path(__file__).parent / "pagebook" / "pages").glob("[!_]*.py")))
DONE = ("built", "supplied", "announced", "all")
FUNDING = ("public", "private", "all")
BASIS = ("share", "euros", "derived")
THEMES = ("light", "dark", "projector")
GROUPINGS = ("kind", "status", "year", "district", "funder")
SORTS = ("name", "place", "date", "status", "cost", "origins")
MAPS = ("drawn", "outline")
EXTENTS = ("west", "country")
STEPS = ("claimed", "official", *WORK_STEPS)
BESIDE = "beside"  # the value of ``at`` for works that stand at no mark of the map
FIRST_YEAR, LAST_YEAR = 1999, 2026  # the works of the record lie between them; a test holds it
LONGEST_SEARCH = 120


@dataclass(frozen=True)
class Notice:
    """One part of an address that was not understood: the parameter and the value put aside."""

    parameter: str
    value: str


@dataclass(frozen=True)
class View:
    """What a reader is looking at. Every field but ``page`` is a query parameter; lists are tuples of codes; defaults are omitted.

    ``lang`` None means "as the browser prefers". ``first``/``last`` are the parameters ``from``/``to`` (years).
    ``done`` is what of the works' state counts: "" means built, or all where the view asks for a status (see ``doing``). ``counted`` is a
    step of a claim's ladder ("schools.traced"). ``at`` is the one place a work counts at: its only district, else its only province, else
    beside the map. ``known`` parts the marks of the ladder by how well each is known. ``place`` is what is listed beside the map, several
    where districts share a field; it is no filter. ``scene`` is the picture of the story in view. ``about`` is the row that
    a reader wants to tell something of ("claim.schools", "work.…", "place.…").
    """

    page: str = HOME
    lang: str | None = None
    sector: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    done: str = ""
    funding: str = "public"
    first: int | None = field(default=None, metadata={"key": "from"})
    last: int | None = field(default=None, metadata={"key": "to"})
    province: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    at: str = ""
    confirmed: bool = False
    counted: str = ""
    basis: str = "share"
    q: str = ""
    measure: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    work: str = ""
    source: str = ""
    claim: str = ""
    step: str = ""
    obs: str = ""
    by: str = "kind"
    sort: str = "date"
    sheet: int = 1
    map: str = "drawn"
    extent: str = "west"
    theme: str = ""
    embed: str = ""
    deck: str = ""
    slide: int = 1
    table: str = "sources"
    stage: bool = False
    known: bool = False
    scene: str = ""
    place: tuple[str, ...] = ()
    about: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, object], catalog: Catalog, page: str = HOME) -> tuple[View, tuple[Notice, ...]]:
        """The nearest valid view of a query, and a notice for each value put aside; never raises on text."""
        read: dict[str, Any] = {"page": page if page in PAGES else HOME}
        notices: list[Notice] = []
        readers = _readers(catalog)
        for spec in fields(cls):
            key = spec.metadata.get("key", spec.name)
            if spec.name == "page" or key not in query:
                continue
            raw = query[key]
            text = ",".join(str(item) for item in raw) if isinstance(raw, (list, tuple)) else str(raw)
            # Half a character cannot be written to any page or address.
            value, bad = readers[spec.name](text.encode("utf-8", "replace").decode("utf-8"))
            notices += [Notice(key, item[:60]) for item in bad]
            if value is not None:
                read[spec.name] = value
        view = cls(**read)
        if view.done == view.having(done="").doing:
            view = replace(view, done="")
        if view.first and view.last and view.first > view.last:
            notices.append(Notice("from", str(view.first)))
            view = replace(view, first=view.last, last=view.first)
        return view, tuple(notices)

    def having(self, **changes: Any) -> View:
        """This view with some fields changed."""
        return replace(self, **changes)

    def year_to(self, name: str, year: int | None) -> View:
        """This view with its ``first`` or ``last`` year set; the other bound goes where it would stand on the wrong side of it."""
        other = "last" if name == "first" else "first"
        bound = getattr(self, other)
        wrong = year is not None and bound is not None and (bound < year if name == "first" else bound > year)
        return self.having(sheet=1, **{name: year}, **({other: None} if wrong else {}))

    def only(self, *names: str) -> View:
        """A view of the same page, language and theme that keeps just the named fields."""
        kept = {name: getattr(self, name) for name in ("page", "lang", "theme", *names)}
        return View(**kept)

    def to_query(self) -> dict[str, str]:
        """The query of this view: codes only, lists comma-separated, defaults omitted, always in the same order."""
        query: dict[str, str] = {}
        for spec in fields(self):
            value = getattr(self, spec.name)
            if spec.name == "page" or value == spec.default or value in ("", ()):
                continue
            key = spec.metadata.get("key", spec.name)
            query[key] = ",".join(value) if isinstance(value, tuple) else "true" if value is True else str(value)
        return query

    def href(self, **changes: object) -> str:
        """The address of this view with ``changes`` made, relative to the site ("/works?kind=school")."""
        view = self.having(**changes)
        path = "/" if view.page == HOME else f"/{view.page}"
        query = view.to_query()
        return path + ("?" + urlencode(query, safe=",") if query else "")

    def row_href(self, table: str, key: str) -> str:
        """The address of the own page of a row of the record (work, source, place, claim), in this view's language and theme."""
        query = self.only().to_query()
        return f"/plain/{table}/{key}" + ("?" + urlencode(query, safe=",") if query else "")

    @property
    def thing(self) -> tuple[str, str] | None:
        """The table and id of the work, claim or source that is open and has a page of its own; None for none, for a published number and
        for a step of a ladder. A place is no evidence of a view: it has its page alone.
        """
        if self.obs:
            return None
        if self.work:
            return "works", self.work
        if self.claim:
            return None if self.step else ("claims", self.claim)
        return ("sources", self.source) if self.source else None

    def step_to(self, href: str) -> str:
        """What an address of this same page changes of this view ("?obs=x&kind=", empty: taken off); of another page, the whole address."""
        path, _, query = href.partition("?")
        if path != self.href().partition("?")[0]:
            return href
        own, wanted = self.to_query(), {key: ",".join(values) for key, values in parse_qs(query).items()}
        changed = {key: value for key, value in wanted.items() if own.get(key) != value}
        return "?" + urlencode({**changed, **{key: "" for key in own if key not in wanted}}, safe=",")

    @property
    def doing(self) -> str:
        """What of the works' state counts: as chosen; else all where a status is asked for, so that no old link is emptied; else built."""
        return self.done or ("all" if self.status or self.by == "status" else "built")

    @property
    def filters(self) -> tuple[str, ...]:
        """Names of the fields that narrow the works shown."""
        names = ("sector", "kind", "status", "first", "last", "province", "district", "at", "confirmed", "counted", "q")
        return tuple(name for name in names if getattr(self, name) not in ((), None, False, ""))

    def without(self, name: str) -> View:
        """This view with one filter taken off."""
        default: Any = next(spec.default for spec in fields(self) if spec.name == name)
        return self.having(sheet=1, **{name: default})

    @property
    def without_filters(self) -> View:
        """This page without filters, evidence or position in a list."""
        return View(page=self.page, lang=self.lang, theme=self.theme, by=self.by, map=self.map, extent=self.extent)

    @property
    def shown(self) -> View:
        """What of this view decides which works are shown: the filters and the money, nothing else."""
        return View(done=self.doing, **{name: getattr(self, name) for name in ("funding", *self.filters)})

    @property
    def without_evidence(self) -> View:
        """This view with no evidence open, and no place listed."""
        return replace(self, work="", source="", claim="", step="", obs="", place=())


_Reader = Callable[[str], tuple[object | None, list[str]]]


def vocabulary(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """The codes each field of a view may hold, by the field's name; fields that hold years, numbers, flags or free words are left out."""
    places, codes = catalog.places, catalog.codes
    full = catalog.claims.loc[catalog.claims["ladder"] == "full", "id"]
    found: dict[str, Iterable[str]] = {
        "lang": CODES,
        "sector": catalog.sectors["id"],
        "kind": catalog.kinds["id"],
        "status": codes.loc[codes["vocabulary"] == "status", "code"],
        "done": DONE,
        "funding": FUNDING,
        "province": places.loc[places["kind"] == "province", "id"],
        "district": places.loc[places["kind"] == "district", "id"],
        "at": [*places.loc[places["kind"].isin(["province", "district"]), "id"], BESIDE],
        "place": [*places.loc[places["kind"].isin(["province", "district"]), "id"], BESIDE],
        "counted": [f"{key}.{step}" for key in full for step in WORK_STEPS],
        "basis": BASIS,
        "measure": catalog.measures["id"],
        "scope": catalog.programmes["id"],
        "work": catalog.works["id"],
        "source": catalog.sources["id"],
        "claim": catalog.claims["id"],
        "step": STEPS,
        "obs": catalog.observations["id"],
        "by": GROUPINGS,
        "sort": SORTS,
        "map": MAPS,
        "extent": EXTENTS,
        "theme": THEMES,
        "table": catalog.tables,
        "scene": catalog.scenes["id"],
        "about": [f"{name}.{key}" for name, table in ABOUT.items() for key in catalog.tables[table]["id"]],
    }
    return {name: tuple(values) for name, values in found.items()}


ABOUT = {"claim": "claims", "work": "works", "place": "places"}
ROWS = {"work": "works", "source": "sources", "claim": "claims", "obs": "observations"}


@once(4)
def _readers(catalog: Catalog) -> dict[str, _Reader]:
    defaults = {spec.name: spec.default for spec in fields(View)}
    known = {name: _many_of(codes) if defaults[name] == () else _one_of(codes) for name, codes in vocabulary(catalog).items()}
    for name, table in ROWS.items():  # an old id leads to the row that its own was folded into
        known[name] = lambda text, read=known[name], table=table: read(catalog.now(table, text.strip()))  # type: ignore[misc]
    known["about"] = lambda text, read=known["about"]: read(_now(catalog, text.strip()))  # type: ignore[misc]
    return known | {
        "first": _year,
        "last": _year,
        "confirmed": _flag,
        "known": _flag,
        "q": lambda text: (" ".join(text.split())[:LONGEST_SEARCH].rstrip(), []),
        "sheet": _number,
        "embed": _slug,
        "deck": lambda text: (text.strip()[:6000], []),
        "slide": _place,
        "stage": _flag,
    }


def _now(catalog: Catalog, about: str) -> str:
    name, _, key = about.partition(".")
    return f"{name}.{catalog.now(ABOUT[name], key)}" if name in ABOUT else about


def _one_of(allowed: Iterable[str]) -> _Reader:
    known = frozenset(allowed)

    def read(text: str) -> tuple[object | None, list[str]]:
        text = text.strip()
        return (text, []) if text in known else (None, [text] if text else [])

    return read


def _many_of(allowed: Iterable[str]) -> _Reader:
    known = frozenset(allowed)

    def read(text: str) -> tuple[object | None, list[str]]:
        items = [item.strip() for item in text[:2000].split(",") if item.strip()]
        good = tuple(sorted({item for item in items if item in known}))
        return good, [item for item in items if item not in known]

    return read


def _year(text: str) -> tuple[object | None, list[str]]:
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) == 4:
        return min(max(int(text), FIRST_YEAR), LAST_YEAR), [] if FIRST_YEAR <= int(text) <= LAST_YEAR else [text]
    return None, [text] if text else []


def _slug(text: str) -> tuple[object | None, list[str]]:
    text = text.strip()[:80]
    return (text, []) if text.replace("-", "").replace("_", "").isalnum() else (None, [text] if text else [])


def _number(text: str) -> tuple[object | None, list[str]]:
    text = text.strip()
    good = text.isascii() and text.isdigit() and 0 < int(text[:6]) <= 99_999 and len(text) <= 5
    return (int(text), []) if good else (None, [text] if text else [])


def _place(text: str) -> tuple[object | None, list[str]]:
    """The number of a slide; 0 for a deck's cover."""
    return (0, []) if text.strip() == "0" else _number(text)


def _flag(text: str) -> tuple[object | None, list[str]]:
    word = text.strip().lower()
    if word in ("true", "1", "yes"):
        return True, []
    return (False, []) if word in ("false", "0", "no", "") else (None, [text])
