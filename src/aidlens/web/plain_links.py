"""Addresses of the plain pages: which stands for which view, and how an in-site link of the live site reads there."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

from aidlens.catalog import Catalog
from aidlens.pagebook import book
from aidlens.view import HOME, PAGES, View


def plain_href(view: View) -> str:
    """The plain address of a view: a page, or the own page of what it has open ("/plain/works/…", "/plain/claims/…")."""
    found = thing_of(view)
    if found is not None:
        # A list's sheet is not the thing's.
        return thing_href(*found, view.having(sheet=1))
    return _with("/plain/" if view.page == HOME else f"/plain/{view.page}", view)


def thing_of(view: View) -> tuple[str, str] | None:
    """The table and id of the work, claim or source that a view has open and that has a page of its own; None for none, for a published
    number and for a step of a ladder. A place is no evidence of a view: it has its page alone.
    """
    if view.obs:
        return None
    if view.work:
        return "works", view.work
    if view.claim:
        return None if view.step else ("claims", view.claim)
    return ("sources", view.source) if view.source else None


def thing_href(table: str, key: str, view: View) -> str:
    """The address of the page of a work, source, place or claim, in a view's language and theme, at its sheet."""
    return _with(f"/plain/{table}/{key}", view.only("sheet"))


def place_href(place: str, view: View) -> str:
    """The address of the page of a province, a district or a village."""
    return view.row_href("places", place)


def claim_href(claim: str, view: View) -> str:
    """The address of the page of a claim of the article."""
    return view.row_href("claims", claim)


def exhibit_href(exhibit: str, view: View, folder: str = "/plain/exhibits") -> str:
    """The plain address of one exhibit in a view (or its embed)."""
    return _with(f"{folder}/{exhibit}", view.without_evidence.having(page=HOME))


def list_href(own: str) -> str:
    """The address that opens the list of an exhibit's sources, from that of the exhibit's own page."""
    path, mark, query = own.partition("?")
    return f"{path}/sources{mark}{query}"


def _with(path: str, view: View) -> str:
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
