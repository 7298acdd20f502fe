"""Addresses of the plain pages: which stands for which view, and how an in-site link of the live site reads there."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

from aidlens.catalog import Catalog
from aidlens.exhibits import things
from aidlens.finder.answers import Answer
from aidlens.measures import changes
from aidlens.pagebook import book
from aidlens.view import BESIDE, HOME, PAGES, View

SEARCH = "/plain/search"


def plain_href(view: View) -> str:
    """The plain address of a view: a page, or the own page of what it has open ("/plain/works/…", "/plain/claims/…")."""
    if view.thing is not None:  # a list's sheet is not the thing's
        return thing_href(*view.thing, view.having(sheet=1))
    return with_query("/plain/" if view.page == HOME else f"/plain/{view.page}", view)


def thing_href(table: str, key: str, view: View) -> str:
    """The address of the page of a work, source, place or claim, in a view's language and theme, at its sheet."""
    return with_query(f"/plain/{table}/{key}", view.only("sheet"))


def place_href(place: str, view: View) -> str:
    """The address of the page of a province, a district or a village."""
    return view.row_href("places", place)


def claim_href(claim: str, view: View) -> str:
    """The address of the page of a claim of the article."""
    return view.row_href("claims", claim)


def exhibit_href(exhibit: str, view: View, folder: str = "/plain/exhibits") -> str:
    """The plain address of one exhibit in a view (or its embed)."""
    return with_query(f"{folder}/{exhibit}", view.without_evidence.having(page=HOME))


def list_href(own: str) -> str:
    """The address that opens the list of an exhibit's sources, from that of the exhibit's own page."""
    path, mark, query = own.partition("?")
    return f"{path}/sources{mark}{query}"


def search_href(view: View) -> str:
    """The address of the plain search, for what a view searches for."""
    return with_query(SEARCH, view.only("q").having(page=HOME))


def found_href(answer: Answer) -> str:
    """The plain address that an answer of the search leads to."""
    return place_href(answer.id, answer.view) if answer.type == "place" else plain_href(answer.view)


def with_query(path: str, view: View) -> str:
    """A path with the query of a view."""
    query = view.to_query()
    return path + ("?" + urlencode(query, safe=",") if query else "")


def to_plain(href: str, catalog: Catalog) -> str:
    """A link of the live site as a link of the plain one. Where the map would show one place and no more, the place has its own page."""
    if not href.startswith("/"):
        return href
    parts = urlsplit(href)
    page = parts.path.strip("/") or HOME
    if page not in PAGES:
        return href
    view, _ = View.from_query({key: items[0] for key, items in parse_qs(parts.query).items()}, catalog, page)
    if view.at and view.at != BESIDE and view.having(at="") == View(page="map", lang=view.lang, theme=view.theme):
        return place_href(view.at, view)
    return plain_href(view)


def sitemap_paths(catalog: Catalog, exhibits: tuple[str, ...]) -> dict[str, str]:
    """Every plain address worth finding, without language, with the day or month in which what it tells last moved: pages, exhibits, and
    the own pages of works, sources, places and claims.
    """
    created, days = changes.created(catalog), changes.days(catalog)
    paths = {"/plain/" if path == HOME else f"/plain/{path}": created for path, page in book.PAGES.items() if page.indexed}
    paths |= {f"/plain/exhibits/{key}": created for key in exhibits}
    for table in things.TABLES:
        paths |= {f"/plain/{table}/{key}": days.get((table, key), created) for key in things.keys(catalog, table)}
    return paths
