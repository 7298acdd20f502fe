"""Rooms: only this machine opens them, only a code enters them, and they end; nothing a stranger sends breaks them."""

from __future__ import annotations

import asyncio
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from json import dumps
from typing import Any

import pytest
from starlette.applications import Starlette

from aidlens.i18n import Lang
from aidlens.web import remote_control
from aidlens.web.remote_sessions import BURST, LIFE, MOST_BYTES, MOST_ROOMS, Rooms

FIRST = {"title": "One", "say": "S", "note": "N", "question": "", "presses": 2}
STATE = {"slides": [{**FIRST, "more": 1}, {"title": "Two"}], "at": 0, "built": 1, "blank": False}


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Rooms:
    fresh = Rooms()
    monkeypatch.setattr(remote_control, "ROOMS", fresh)
    monkeypatch.setattr(remote_control, "WAIT", 0.05)
    return fresh


@dataclass
class Answer:
    status_code: int
    text: str

    def json(self) -> Any:
        return json.loads(self.text)


class Client:
    """A caller at an address of its own, straight at the application: no socket, no server."""

    def __init__(self, loop: asyncio.AbstractEventLoop, host: str) -> None:
        self.loop, self.host, self.app = loop, host, Starlette(routes=remote_control.routes())

    def get(self, path: str, **more: Any) -> Answer:
        return self.ask("GET", path, **more)

    def post(self, path: str, **more: Any) -> Answer:
        return self.ask("POST", path, **more)

    def put(self, path: str, **more: Any) -> Answer:
        return self.ask("PUT", path, **more)

    def ask(self, method: str, path: str, json: Any = None, content: bytes | str = b"", headers: dict[str, str] | None = None) -> Answer:
        body = dumps(json).encode() if json is not None else content.encode() if isinstance(content, str) else content
        told = {"host": "127.0.0.1:8501"} | ({"content-type": "application/json"} if json is not None else {}) | (headers or {})
        route, _, query = path.partition("?")
        scope = {
            "type": "http", "method": method, "path": route, "raw_path": route.encode(), "query_string": query.encode(), "root_path": "",
            "scheme": "http", "http_version": "1.1", "client": (self.host, 5000), "server": ("127.0.0.1", 8501),
            "headers": [(name.encode(), value.encode()) for name, value in told.items()],
        }  # fmt: skip
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run_coroutine_threadsafe(self.app(scope, receive, send), self.loop).result()
        return Answer(sent[0]["status"], b"".join(item.get("body", b"") for item in sent[1:]).decode())


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop in a thread of its own: the browser's driver may keep one in this."""
    found = asyncio.new_event_loop()
    thread = threading.Thread(target=found.run_forever, daemon=True)
    thread.start()
    yield found
    found.call_soon_threadsafe(found.stop)
    thread.join()
    found.close()


@pytest.fixture
def here(rooms: Rooms, loop: asyncio.AbstractEventLoop) -> Client:
    return Client(loop, "127.0.0.1")


@pytest.fixture
def phone(rooms: Rooms, loop: asyncio.AbstractEventLoop) -> Client:
    return Client(loop, "192.168.1.7")


@pytest.fixture
def lan() -> None:
    os.environ["AIDLENS_LAN"] = "http://192.168.1.5:8501"


def opened(here: Client) -> str:
    answer = here.post("/room", json={"lang": "it"})
    assert answer.status_code == 200
    body = answer.json()
    assert len(body["code"]) >= 20 and body["address"] == f"http://192.168.1.5:8501/room/{body['code']}?lang=it"
    assert body["picture"].startswith("data:image/svg+xml")
    return str(body["code"])


def test_a_phone_follows_and_turns_the_slides(here: Client, phone: Client, lan: None) -> None:
    code = opened(here)
    assert phone.get(f"/room/{code}/state").json() == {"version": 0, "state": {}}
    assert here.put(f"/room/{code}/state", json=STATE).json() == {"version": 1}
    seen = phone.get(f"/room/{code}/state").json()["state"]
    assert seen["slides"][0] == FIRST
    assert seen["built"] == 1, "the step of a slide that is built up"
    assert phone.post(f"/room/{code}/move", json={"step": 1}).status_code == 200
    assert here.get(f"/room/{code}/moves").json() == {"count": 1, "moves": [1]}
    assert here.get(f"/room/{code}/moves?after=1").json() == {"count": 1, "moves": []}


def test_the_phone_page_speaks_the_language_of_the_deck(here: Client, phone: Client, lan: None, either: Lang) -> None:
    code = opened(here)
    page = phone.get(f"/room/{code}?lang={either.code}")
    assert f'<html lang="{either.code}">' in page.text and either.t("Forward") in page.text
    gone = phone.get(f"/room/nothing?lang={either.code}")
    words = either.t("This session has ended or does not exist. The deck itself stays where it is.")
    assert gone.status_code == 404 and words in unescape(gone.text)


def test_without_lan_no_room_opens_and_nobody_outside_enters(here: Client, phone: Client, rooms: Rooms) -> None:
    assert here.post("/room", json={}).status_code == 403
    made = rooms.open()
    assert made is not None
    for answer in (
        phone.get(f"/room/{made.code}"),
        phone.get(f"/room/{made.code}/state"),
        phone.post(f"/room/{made.code}/move", json={"step": 1}),
    ):
        assert answer.status_code == 404
    assert made.moves == []


def test_only_this_machine_and_only_our_own_page_may_open_or_tell(here: Client, phone: Client, lan: None) -> None:
    code = opened(here)
    assert phone.post("/room", json={}).status_code == 403
    assert phone.put(f"/room/{code}/state", json=STATE).status_code == 403
    assert phone.get(f"/room/{code}/moves").status_code == 403
    assert here.post("/room", json={}, headers={"origin": "http://evil.example"}).status_code == 403
    assert here.post("/room", content="{}", headers={"content-type": "text/plain"}).status_code == 403
    assert here.post("/room", json={}, headers={"x-forwarded-for": "10.0.0.9"}).status_code == 403
    assert phone.post(f"/room/{code}/move", json={"step": 1}, headers={"origin": "http://evil.example"}).status_code == 400


@pytest.mark.parametrize("body", [b"[]", b"{", b'{"slides": 3, "at": 0}', b'{"slides": [], "at": "x"}', b"[" * 5000])
def test_a_state_of_another_shape_is_refused(body: bytes, here: Client, lan: None) -> None:
    code = opened(here)
    assert here.put(f"/room/{code}/state", content=body, headers={"content-type": "application/json"}).status_code == 400


def test_a_state_too_large_and_a_move_too_far_are_refused(here: Client, lan: None) -> None:
    code = opened(here)
    large = json.dumps(STATE | {"more": "x" * MOST_BYTES})
    assert here.put(f"/room/{code}/state", content=large, headers={"content-type": "application/json"}).status_code == 413
    assert here.post(f"/room/{code}/move", json={"step": 5}).status_code == 400


def test_a_flood_is_slowed_down(here: Client, phone: Client, lan: None) -> None:
    code = opened(here)
    answers = [phone.post(f"/room/{code}/move", json={"step": 1}).status_code for _ in range(int(BURST) * 3)]
    assert answers[0] == 200 and 429 in answers
    guesses = [phone.get(f"/room/guess{number}/state").status_code for number in range(int(BURST) * 3)]
    assert guesses[0] == 404 and 429 in guesses


def test_rooms_are_few_and_end() -> None:
    now = [0.0]
    house = Rooms(clock=lambda: now[0])
    made = [house.open() for _ in range(MOST_ROOMS + 1)]
    assert made[-1] is None and made[0] is not None and house.find(made[0].code) is made[0]
    now[0] = LIFE + 1
    assert house.find(made[0].code) is None
    assert house.open() is not None


def test_old_moves_are_forgotten_but_counted() -> None:
    made = Rooms().open()
    assert made is not None
    for _ in range(500):
        made.move(1)
    assert made.count == 500 and len(made.since(0)) == 200 and made.since(499) == [1] and made.since(500) == []
