"""Bundles, Streamlit's and ours, compressed once: brotli and gzip bytes kept beside the originals' names, sent to be kept for ever.

Streamlit sends ``/static/`` and ``/app/static/`` uncompressed. Here a thread compresses each file after start, quickly, then once more as
small as it gets (half a minute of one core for all); until a file is ready it goes out as Streamlit sends it. The smallest bytes are kept
in a cache folder, so the next start has them at once; a folder that cannot be written is done without.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import brotli
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".json": "application/json"}
_IMMUTABLE = "public, immutable, max-age=31536000"
_MIN_BYTES = 1400
_QUICK, _SMALLEST = 9, 11  # qualities of brotli: the second takes twenty times as long for a tenth less


def cache_dir() -> Path:
    """Where compressed bytes are kept: AIDLENS_CACHE, else the user's cache folder."""
    own = os.environ.get("AIDLENS_CACHE")
    return (Path(own) if own else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "aidlens") / "bundles"


@dataclass
class Bundles:
    """Compressed bytes by path and encoding, filled by ``fill`` in a thread; ``prefix`` is where the files of ``root`` are asked for."""

    root: Path
    store: Path
    prefix: str = "/static/"
    ready: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def start(self) -> None:
        """Begin to fill in the background."""
        threading.Thread(target=self._fill_politely, name="aidlens-bundles", daemon=True).start()

    def _fill_politely(self) -> None:
        # On Linux a thread has a niceness of its own: readers who are already here come first.
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 15)
        self.fill()

    def fill(self) -> None:
        """Compress every file worth it, largest first; a file that cannot be read or kept is passed over."""
        files = sorted((path for path in self.root.rglob("*") if path.suffix in _TYPES), key=lambda path: -path.stat().st_size)
        for path in [path for path in files if not self._quickly(path)]:
            with suppress(OSError):
                raw = path.read_bytes()
                # Another server of this machine may have kept it in the meantime.
                smallest = self._kept(raw, "br") or self._keep(raw, "br", brotli.compress(raw, quality=_SMALLEST))
                self.ready[self._name(path), "br"] = smallest

    def _quickly(self, path: Path) -> bool:
        """Make a file ready at once; whether it is as small as it gets."""
        try:
            raw = path.read_bytes()
        except OSError:
            return True
        if len(raw) < _MIN_BYTES:
            return True
        smallest = self._kept(raw, "br")
        self.ready[self._name(path), "br"] = smallest or brotli.compress(raw, quality=_QUICK)
        self.ready[self._name(path), "gzip"] = self._kept(raw, "gzip") or self._keep(raw, "gzip", gzip.compress(raw, 6, mtime=0))
        return smallest is not None

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _file(self, raw: bytes, encoding: str) -> Path:
        quality = _SMALLEST if encoding == "br" else ""
        return self.store / f"{hashlib.sha256(raw).hexdigest()[:32]}.{encoding}{quality}"

    def _kept(self, raw: bytes, encoding: str) -> bytes | None:
        try:
            return self._file(raw, encoding).read_bytes()
        except OSError:
            return None

    def _keep(self, raw: bytes, encoding: str, made: bytes) -> bytes:
        target = self._file(raw, encoding)
        part = target.with_name(f"{target.name}.{os.getpid()}.part")
        try:
            self.store.mkdir(parents=True, exist_ok=True)
            part.write_bytes(made)
            part.replace(target)
        except OSError:
            # A full or read-only disk costs the next start some seconds, nothing else; no half file stays behind.
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return made


class BundlesMiddleware:
    """Serves files from the compressed bytes where the browser takes them and they are ready."""

    def __init__(self, app: ASGIApp, *bundles: Bundles) -> None:
        self.app, self.bundles = app, bundles

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        response = self._answer(scope) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        await (response or self.app)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        path = scope["path"]
        bundles = next((item for item in self.bundles if path.startswith(item.prefix)), None)
        if bundles is None:
            return None
        accepted = Headers(scope=scope).get("accept-encoding", "")
        for encoding in ("br", "gzip"):
            # Only names that ``fill`` found can be looked up, so no path leads out of the folder.
            body = bundles.ready.get((path.removeprefix(bundles.prefix), encoding)) if encoding in accepted else None
            if body is not None:
                headers = {"Content-Encoding": encoding, "Vary": "Accept-Encoding", "Cache-Control": _IMMUTABLE}
                return Response(body, media_type=_TYPES[Path(path).suffix], headers=headers)
        return None
