"""Addresses of the plain pages: which stands for which view, and how an in-site link of the live site reads there."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

from aidlens.catalog import Catalog
from aidlens.finder.answers import Answer
from aidlens.pagebook import book
from aidlens.view import HOME, PAGES, View

SEARCH = "/plain/search"
OPEN = ("work", "source", "claim", "step", "obs")


def plain_href(view: View) -> str:
    """The plain address of a view: a page, or the evidence it has open ("/plain/works/…", "/plain/sources/…")."""
    if view.work and not view.obs:
        return with_query("/plain/works/" + view.work, view.only())
    if view.source and not (view.obs or view.claim):
        return with_query("/plain/sources/" + view.source, view.only("sheet"))
    return with_query("/plain/" if view.page == HOME else f"/plain/{view.page}", view)


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


def found_href(answer: Answer, catalog: Catalog) -> str:
    """The plain address that an answer of the search leads to: the one place to change when a kind of row gets a page of its own."""
    if answer.type == "place":
        # A village leads to the works of its district, or of its province where that is all that is known.
        listed = {catalog.row("places", at)["kind"]: (at,) for at in answer.view.place}
        return plain_href(answer.view.only().having(page="works", funding="all", done="all", **listed))
    return plain_href(answer.view)


def with_query(path: str, view: View) -> str:
    """A path with the query of a view."""
    query = view.to_query()
    return path + ("?" + urlencode(query, safe=",") if query else "")


def to_plain(href: str, catalog: Catalog) -> str:
    """A link of the live site as a link of the plain one."""
    if not href.startswith("/"):
        return href
    parts = urlsplit(href)
    page = parts.path.strip("/") or HOME
    if page not in PAGES:
        return href
    view, _ = View.from_query({key: items[0] for key, items in parse_qs(parts.query).items()}, catalog, page)
    return plain_href(view)


def sitemap_paths(catalog: Catalog, exhibits: tuple[str, ...]) -> list[str]:
    """Every plain address worth finding, without language: pages, exhibits, works and sources."""
    paths = ["/plain/" if path == HOME else f"/plain/{path}" for path, page in book.PAGES.items() if page.indexed]
    paths += [f"/plain/exhibits/{key}" for key in exhibits]
    for table in ("works", "sources"):
        paths += [f"/plain/{table}/{key}" for key in catalog.tables[table]["id"]]
    return paths
