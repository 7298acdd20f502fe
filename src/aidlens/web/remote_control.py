"""The presenter's window and the phone: one light page without Streamlit, and the few requests behind a room.

Everything here answers only to this machine, unless the site was started with ``--lan``: then a room answers to who knows its code. Rooms
are opened, and told what the stage shows, from this machine alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import segno
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from aidlens.i18n import CODES, DEFAULT, Lang, guess, lang
from aidlens.templates import Markup, styles
from aidlens.web.address import is_own_page
from aidlens.web.headers import allow_script
from aidlens.web.plain_page import page as document
from aidlens.web.remote_sessions import MOST_BYTES, Room, Rooms

ASSETS = Path(__file__).parent / "assets"
WAIT = 20.0  # seconds a request may wait for news
ROOMS = Rooms()
_QUIET = {"Cache-Control": "no-store"}


def routes() -> list[BaseRoute]:
    """The routes of this module."""
    return [
        Route("/room", _open, methods=["POST"]),
        Route("/room/here", _here),
        Route("/room/{code}", _page),
        Route("/room/{code}/state", _state),
        Route("/room/{code}/state", _tell, methods=["PUT"]),
        Route("/room/{code}/moves", _moves),
        Route("/room/{code}/move", _move, methods=["POST"]),
    ]


# ── who may come in ───────────────────────────────────────────────────────────────────────────────────────────────


def is_here(request: Request) -> bool:
    """Whether a request comes from this machine itself, not through a proxy on it."""
    if any(name in request.headers for name in ("forwarded", "x-forwarded-for", "x-real-ip")):
        return False
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _welcome(request: Request) -> bool:
    return is_here(request) or bool(os.environ.get("AIDLENS_LAN"))


def _refusal(status: int) -> JSONResponse:
    words = {403: "only from this machine", 404: "the room is gone", 413: "too large", 429: "too many requests", 503: "the house is full"}
    return JSONResponse({"error": words.get(status, "not understood")}, status_code=status, headers=_QUIET)


def _entered(request: Request) -> Room | Response:
    """The room of a request, or the answer that refuses it."""
    if not _welcome(request):
        return _refusal(404)
    room = ROOMS.find(request.path_params["code"])
    if not ROOMS.may(room, request.client.host if request.client else ""):
        return _refusal(429)
    return room or _refusal(404)


# ── requests ──────────────────────────────────────────────────────────────────────────────────────────────────────


async def _open(request: Request) -> Response:
    if not is_here(request) or not is_own_page(request):
        return _refusal(403)
    base = os.environ.get("AIDLENS_LAN", "")
    if not base:
        return _refusal(403)
    room = ROOMS.open()
    if room is None:
        return _refusal(503)
    body = await _body(request)
    code = body.get("lang") if isinstance(body, dict) and body.get("lang") in CODES else DEFAULT
    address = f"{base}/room/{room.code}?lang={code}"
    picture = segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2, light="white", dark="black")
    return JSONResponse({"code": room.code, "address": address, "picture": picture}, headers=_QUIET)


async def _tell(request: Request) -> Response:
    if not is_here(request) or not is_own_page(request):
        return _refusal(403)
    room = _entered(request)
    if isinstance(room, Response):
        return room
    body = await _body(request)
    if body is None:
        return _refusal(413)
    state = clean(body)
    if state is None:
        return _refusal(400)
    room.tell(state)
    return JSONResponse({"version": room.version}, headers=_QUIET)


def clean(body: Any) -> dict[str, Any] | None:
    """A state of the stage, with nothing in it but what a phone shows; None for another shape."""
    if not isinstance(body, dict) or not isinstance(body.get("slides"), list) or not isinstance(body.get("at"), int):
        return None
    names = ("title", "say", "note", "question")
    rows = [row for row in body["slides"][:60] if isinstance(row, dict)]
    slides = [{name: str(row.get(name) or "")[:4000] for name in names} | {"presses": _few(row.get("presses"))} for row in rows]
    at = max(0, min(body["at"], len(slides) - 1))
    return {"slides": slides, "at": at, "built": _few(body.get("built")), "blank": body.get("blank") is True}


def _few(count: Any) -> int:
    """A number of key presses; 0 for anything else."""
    return max(0, min(count, 99)) if isinstance(count, int) else 0


async def _body(request: Request) -> Any:
    """The JSON of a request, {} where it is none, None where it is too large."""
    raw = b""
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MOST_BYTES:
            return None
    try:
        return json.loads(raw or b"{}")
    except (ValueError, RecursionError):
        return {}


async def _state(request: Request) -> Response:
    room = _entered(request)
    if isinstance(room, Response):
        return room
    if _after(request) >= room.version:
        await _news(room)
    return JSONResponse({"version": room.version, "state": room.state}, headers=_QUIET)


async def _moves(request: Request) -> Response:
    if not is_here(request):
        return _refusal(403)
    room = _entered(request)
    if isinstance(room, Response):
        return room
    if _after(request) >= room.count:
        await _news(room)
    return JSONResponse({"count": room.count, "moves": room.since(_after(request))}, headers=_QUIET)


async def _move(request: Request) -> Response:
    room = _entered(request)
    if isinstance(room, Response):
        return room
    body = await _body(request) if is_own_page(request) else None
    step = body.get("step") if isinstance(body, dict) else None
    if step not in (-1, 1):
        return _refusal(400)
    room.move(step)
    return JSONResponse({"count": room.count}, headers=_QUIET)


def _after(request: Request) -> int:
    text = request.query_params.get("after", "0")[:9]
    return int(text) if text.isascii() and text.isdigit() else 0


async def _news(room: Room) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(room.news.wait(), WAIT)


# ── the page ──────────────────────────────────────────────────────────────────────────────────────────────────────


async def _here(request: Request) -> Response:
    # Behind a public address the window still works: it speaks only with the stage in the same browser.
    return HTMLResponse(page(_language(request), ""), headers=_QUIET)


async def _page(request: Request) -> Response:
    room = _entered(request)
    if isinstance(room, Response):
        return HTMLResponse(_gone(_language(request)), room.status_code, headers=_QUIET)
    return HTMLResponse(page(_language(request), room.code), headers=_QUIET)


def _language(request: Request) -> Lang:
    return lang(guess([request.query_params.get("lang", ""), *request.headers.get("accept-language", "").split(",")]))


def page(language: Lang, code: str) -> str:
    """The page of notes: for a second window (no code: it listens to the stage in the same browser) or for a phone."""
    words = {
        "wait": language.t("Waiting for the stage: open the deck in this browser and present it."),
        "gone": language.t("The room is gone; the deck stays. Go on at the stage itself, or open a new room there."),
        "lost": language.t("The stage does not answer at the moment; this page keeps trying."),
        "end": language.t("This is the last slide."),
        "step": language.t("step {n} of {total}", n="@", total="#"),
        "start": language.t("Start"),
        "pause": language.t("Pause"),
    }
    data = json.dumps({"code": code, "lang": language.code, "words": words}, ensure_ascii=False)
    return _notes(language, told=words, second=not code, data=data, script=Markup(_asset("notes.js")))


def _gone(language: Lang) -> str:
    return _notes(language, told=None)


def _notes(language: Lang, **values: Any) -> str:
    title = f"{language.t('Notes')} · AidLens"
    return document("notes", language, title=title, styles=styles("colours", "themes", "site", "base", "notes"), **values)


@cache
def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


# The policy lets only known scripts run: this one is a constant.
allow_script(_asset("notes.js"))
