"""Reading in-site addresses as the site does, and finding them in markup and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Drawing
from aidlens.exhibits import registry
from aidlens.view import PAGES, Notice, View

BESIDE = ("/plain/", "/api/")  # what stands beside the app on the same port and speaks View too
_HREF = re.compile(r'(?:href|data-copy)="(/[^"]*)"')


def read(address: str, catalog: Catalog) -> tuple[View, tuple[Notice, ...]]:
    """The view of an in-site address, as a browser would ask for it, and what was put aside."""
    parts = urlsplit(address)
    query = {key: ",".join(items) for key, items in parse_qs(parts.query).items()}
    return View.from_query(query, catalog, parts.path.strip("/") or "overview")


def fault(address: str, catalog: Catalog) -> str:
    """Why an address is not a view written the one way views are written; "" if it is."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not address.startswith("/"):
        return f"{address} is no in-site address"
    beside = parts.path.startswith(BESIDE)
    if parts.path.startswith("/plain/exhibits/"):
        if parts.path.removeprefix("/plain/exhibits/").removesuffix("/sources") not in registry.BUILDERS:
            return f"{address} leads to no exhibit"
    elif parts.path.strip("/") and parts.path.strip("/") not in PAGES and not beside:
        return f"{address} leads to no page"
    view, notices = read(address, catalog)
    if notices:
        return f"{address} is not understood: {notices}"
    if beside:
        return ""
    return "" if view.href() == address.split("#")[0] else f"{address} is written otherwise: {view.href()}"


def in_markup(html: str) -> list[str]:
    """The in-site addresses of links and copy buttons in some HTML; addresses of assets are left out."""
    return [unescape(found) for found in _HREF.findall(html) if not found.startswith(("/app/", "/geo/"))]


def in_figure(figure: Any) -> Iterator[str]:
    """The addresses the marks of a figure or of a drawing carry."""
    if isinstance(figure, Drawing):
        yield from (link.href for link in figure.links)
        return
    for trace in figure.data:
        for item in trace.customdata if trace.customdata is not None else ():
            yield str(item if isinstance(item, str) else item[0])
