"""What the process counts about itself: requests by class of route and status, times, open sessions, the record (``/metrics``), and the
same as one line a request for logs. No address of a visitor, no query, no search word is counted or written: only classes of routes.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aidlens import streamlit_seam
from aidlens.catalog import default_dir
from aidlens.records import in_use
from aidlens.view import PAGES

ACCESS = logging.getLogger("aidlens.access")
ROUTES = ("api", "app", "card", "component", "contribution", "embed", "healthz", "media", "metrics", "plain", "readyz", "room", "static")
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

REGISTRY = CollectorRegistry()
REQUESTS = Counter("aidlens_requests", "Requests by class of route and status", ["route", "status"], registry=REGISTRY)
SECONDS = Histogram("aidlens_request_seconds", "Time to answer by class of route", ["route"], buckets=_BUCKETS, registry=REGISTRY)
SESSIONS = Gauge("aidlens_sessions", "Sessions open now", registry=REGISTRY)
MESSAGES = Counter("aidlens_session_messages", "Messages from sessions, nearly all of them asking for a run of the page", registry=REGISTRY)
ERRORS = Counter("aidlens_errors", "Errors written to the log", registry=REGISTRY)


class _Record(Collector):
    """The record in use, read when asked for."""

    def collect(self) -> Iterable[Metric]:
        """The gauges of the record."""
        found = in_use(default_dir())
        info = GaugeMetricFamily("aidlens_record", "The record in use", labels=["edition", "fingerprint"])
        if found.serves and found.catalog is not None:
            info.add_metric([found.catalog.edition, found.catalog.fingerprint[:12]], 1)
        yield info
        yield GaugeMetricFamily("aidlens_record_faults", "Faults of the record; nothing is shown unless 0", len(found.faults))
        yield GaugeMetricFamily("aidlens_record_waiting_faults", "Faults of a newer record that waits", len(found.waiting))
        yield GaugeMetricFamily("aidlens_record_taken_up", "Changed records taken up since start", found.taken_up)


class _Errors(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        """Count one error."""
        ERRORS.inc()


REGISTRY.register(_Record())
ProcessCollector(registry=REGISTRY)
logging.getLogger("aidlens").addHandler(_Errors(logging.ERROR))


def routes() -> list[BaseRoute]:
    """The routes of this module."""
    return [Route("/metrics", _metrics)]


def _metrics(_request: Request) -> Response:
    return Response(generate_latest(REGISTRY), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4, "Cache-Control": "no-store"})


def route_class(path: str) -> str:
    """The class of a path: one of a short list, whatever a visitor asks for."""
    parts = path.strip("/").split("/")
    if streamlit_seam.INNER in parts[:2]:  # below a page's path too: where nobody has told it, Streamlit's client asks there first
        return "session" if parts[-1] == streamlit_seam.SESSION else "streamlit"
    first = parts[0]
    if first in ("", *PAGES):
        return "page"
    return first if first in ROUTES else "other"


class MetricsMiddleware:
    """Counts, times and logs every request and session. Stands outermost, so it sees what visitors get."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._session(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun, route, status = time.perf_counter(), route_class(scope["path"]), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            spent = time.perf_counter() - begun
            REQUESTS.labels(route, str(status)).inc()
            SECONDS.labels(route).observe(spent)
            ACCESS.info("request", extra={"route": route, "status": status, "ms": round(spent * 1000, 1)})

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun, is_open = time.perf_counter(), False

        async def heard() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive":
                MESSAGES.inc()
            return message

        async def watched(message: Message) -> None:
            nonlocal is_open
            if message["type"] == "websocket.accept":
                is_open = True
                SESSIONS.inc()
            await send(message)

        try:
            await self.app(scope, heard, watched)
        finally:
            if is_open:
                SESSIONS.dec()
            ACCESS.info("session", extra={"route": "session", "ms": round((time.perf_counter() - begun) * 1000, 1)})
