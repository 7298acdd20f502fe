"""The site's own address as the reader sees it, from a request: for canonical links, previews and printed foots; and whether a page of
it asks.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope

_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?|\[[0-9A-Fa-f:]{2,45}\])(?::[0-9]{1,5})?")


def base(scope: Scope) -> str:
    """Scheme and host of a request ("https://example.org"); a host with any unsafe character is replaced by the server's own name."""
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if not _HOST.fullmatch(host):
        name, port = scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else str(name)
        host = host if _HOST.fullmatch(host) else "localhost"
    told = headers.get("x-forwarded-proto", "").split(",")[0].strip().lower()
    return f"{told if told in ('http', 'https') else _scheme(scope)}://{host}"


def _scheme(scope: Scope) -> str:
    return "https" if scope.get("scheme") in ("https", "wss") else "http"


def is_own_page(request: Request) -> bool:
    """Whether JSON is sent by a page of this site, or by no page at all: another site's page may not."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "same-origin")
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    own = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    return kind == "application/json" and own and site in ("same-origin", "none")
