"""Headers of every answer: no outside origin, only scripts we know, no sniffing, no referrer, framing only for the embed.

An inline script runs only if it stands in the page as the server sent it: its hash is in the policy of that page.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from urllib.parse import parse_qs

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Streamlit's own needs: styles that its parts write as they are drawn; workers and the code of components as blob: modules.
_POLICY = (
    "default-src 'self'; script-src 'self' blob:{scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; worker-src 'self' blob:; media-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-src 'self'; frame-ancestors {ancestors}"
)
_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_INLINE = re.compile(rb"<script(?![^>]*\ssrc\s*=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_UNPACK = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


def policy(body: bytes, embedded: bool) -> str:
    """The content security policy of a page with this HTML."""
    return _POLICY.format(scripts=hashes(body), ancestors="*" if embedded else "'none'")


def hashes(body: bytes) -> str:
    """The hashes of a page's inline scripts, as a policy writes them."""
    found = {base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE.findall(body)}
    return "".join(f" 'sha256-{digest}'" for digest in sorted(found))


def is_embedded(scope: Scope) -> bool:
    """Whether an address is one that other sites may frame."""
    return scope["path"].startswith("/embed/") or "embed" in parse_qs(scope["query_string"].decode("latin-1"))


class HeadersMiddleware:
    """Adds the policy and the fixed headers to every HTTP answer; a page of HTML is held back until its scripts are known."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        embedded = is_embedded(scope)
        start: Message | None = None
        chunks: list[bytes] = []

        async def with_headers(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _FIXED.items():
                    headers.setdefault(name, value)
                if headers.get("content-type", "").startswith("text/html") and "content-security-policy" not in headers:
                    start = message
                    return
                headers.setdefault("Content-Security-Policy", policy(b"", embedded))
            elif start is not None:
                chunks.append(message.get("body", b""))
                if message.get("more_body"):
                    return
                body = b"".join(chunks)
                MutableHeaders(scope=start)["Content-Security-Policy"] = policy(_unpacked(start, body), embedded)
                await send(start)
                start, message = None, {"type": "http.response.body", "body": body}
            await send(message)

        await self.app(scope, receive, with_headers)


def _unpacked(start: Message, body: bytes) -> bytes:
    unpack = _UNPACK.get(Headers(raw=start["headers"]).get("content-encoding", ""))
    return unpack(body) if unpack and body else b""
