"""Headers of every answer: no outside origin, only scripts we know, no sniffing, no referrer, framing only for the embed.

An inline script runs only if its text was made known here, as a constant of the code: whatever else comes to stand in a page stays text.
"""

from __future__ import annotations

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Streamlit's own needs: styles that its parts write as they are drawn; workers and the code of components as blob: modules; WebAssembly.
_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' blob:{scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; worker-src 'self' blob:; media-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-src 'self'; frame-ancestors {ancestors}"
)
_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_INLINE = re.compile(r"<script(?![^>]*\ssrc\s*=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_KNOWN: set[str] = set()


def allow_inline_script(html: str) -> None:
    """Let the inline scripts of a piece of HTML run; for constants only, never for a page with data in it."""
    for script in _INLINE.findall(html):
        allow_script(script)


def allow_script(text: str) -> None:
    """Let the inline script with this text run, a constant of ours."""
    _KNOWN.add(base64.b64encode(hashlib.sha256(text.encode()).digest()).decode())


def policy(embedded: bool) -> str:
    """The content security policy of an answer."""
    scripts = "".join(f" 'sha256-{digest}'" for digest in sorted(_KNOWN))
    return _POLICY.format(scripts=scripts, ancestors="*" if embedded else "'none'")


def is_embedded(scope: Scope) -> bool:
    """Whether an address is one that other sites may frame."""
    return str(scope["path"]).startswith("/embed/")


class HeadersMiddleware:
    """Adds the policy and the fixed headers to every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        embedded = is_embedded(scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", policy(embedded))
                for name, value in _FIXED.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)
