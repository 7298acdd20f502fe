"""What the form asks the server: an answer of the public record, in its language, to a page of this site alone; and nothing is kept."""

from __future__ import annotations

import gc
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from aidlens.catalog import Catalog, site_dir
from aidlens.contribution import ask
from aidlens.contribution.message import SCHEMA, read
from aidlens.i18n import Lang
from aidlens.pagebook import book
from aidlens.view import View
from aidlens.web import contribution, logs, plain, response_cache
from aidlens.web.limits import LimitsMiddleware
from aidlens.web.metrics import MetricsMiddleware, route_class
from aidlens.web.remote_sessions import BURST, Bucket
from tests.contribution.conftest import GOOD, written
from tests.contribution.test_message import HOSTILE
from tests.web.asking import Answer, Client

SECRET = "zzsecretwordzz"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(contribution, "_ALL", Bucket())
    return Client(MetricsMiddleware(LimitsMiddleware(Starlette(routes=[*contribution.routes(), *plain.routes()]))))


def checked(client: Client, content: bytes = b"", code: str = "en", **headers: str) -> Answer:
    sent = JSON | {name.replace("_", "-"): value for name, value in headers.items()}
    return client.request("POST", f"{contribution.CHECK}?lang={code}", sent, content or written())


def test_a_message_is_answered_in_the_language_of_its_page(client: Client, either: Lang) -> None:
    found = checked(client, written(replace(GOOD, what="Bridge, +39 06 1234567", source="")), either.code)
    assert found.status_code == 200 and found.headers["cache-control"] == "no-store"
    told = found.json()
    assert told["refused"] and "text" not in told, "what is refused is no file"
    (number,) = [item for item in told["findings"] if item["field"] == "what" and item["level"] == "refused"]
    assert {"en": "telephone number", "it": "numero di telefono"}[either.code] in number["text"]
    good = checked(client, code=either.code).json()
    assert read(good["text"].encode()) == GOOD and good["name"] == GOOD.file
    assert not good["refused"]


def test_what_still_works_leaves_as_its_province(client: Client) -> None:
    said = replace(GOOD, message="outcome", what="The school still works", where="Azizabad, Shindand", work="school-abu-walid-2014")
    found = checked(client, written(said)).json()
    taken = read(found["text"].encode())
    assert found["judged"] and (taken.where, taken.work) == ("Herat", "")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_get_one_line(name: str, client: Client, either: Lang) -> None:
    found = checked(client, HOSTILE[name][0] or b" ", either.code)
    assert found.status_code in (413, 422)
    if found.headers["content-type"] == "application/json":
        (said,) = found.json()["findings"]
        assert said["level"] == "refused" and "\n" not in said["text"]
    assert len(found.content) < 600


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", JSON, 405),
        ("PUT", JSON, 405),
        ("OPTIONS", JSON, 405),
        ("POST", {"Content-Type": "text/plain"}, 403),
        ("POST", {"Content-Type": "application/x-www-form-urlencoded"}, 403),
        ("POST", JSON | {"Origin": "https://other.example"}, 403),
        ("POST", JSON | {"Origin": "null"}, 403),
        ("POST", JSON | {"Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", JSON | {"Origin": "http://aidlens.test", "Sec-Fetch-Site": "same-origin"}, 200),
        ("POST", JSON, 200),
    ],
)
def test_only_a_page_of_this_site_is_answered(method: str, headers: dict[str, str], status: int, client: Client) -> None:
    found = client.request(method, contribution.CHECK, headers, written())
    assert found.status_code == status
    assert "access-control-allow-origin" not in found.headers


def test_a_thousand_at_once_are_answered_or_told_to_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contribution.time, "monotonic", lambda: 1.0)  # all in one moment
    small = written(replace(GOOD, what="", consent=False))
    found = [checked(client, small) for _ in range(1000)]
    assert [answer.status_code for answer in found] == [200] * int(BURST) + [429] * (1000 - int(BURST))
    assert found[-1].headers["retry-after"] == "5"


# ── nothing is kept ──


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """All that any logger of the process would write while a test runs, in both forms of the log."""
    lines: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.extend((logs.PlainLines().format(record), logs.JsonLines().format(record)))

    ear, root = Ear(), logging.getLogger()
    level = root.level
    root.addHandler(ear)
    root.setLevel(logging.DEBUG)
    access = logging.getLogger("aidlens.access")
    before, access.disabled = access.disabled, False
    yield lines
    access.disabled = before
    root.removeHandler(ear)
    root.setLevel(level)


def _holds(word: str) -> list[str]:
    """The texts and bytes alive in this process that hold a word, but this test's own."""
    gc.collect()
    found = []
    for item in gc.get_objects():
        if isinstance(item, dict):
            for value in list(item.values()):
                if (isinstance(value, str) and word in value) or (isinstance(value, bytes) and word.encode() in value):
                    found.append(str(value)[:80])
    return [text for text in found if text != word]


def test_an_answer_leaves_nothing_behind(client: Client, heard: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    """No log, no cache, no state: what was typed is nowhere once it is answered."""
    said = written(replace(GOOD, what=f"Bridge {SECRET}", where=f"{SECRET}bad", when=SECRET, source=f"https://example.org/{SECRET}"))
    found = checked(client, said)
    assert SECRET in found.text, "the answer itself repeats it"
    del said, found
    kept = [value for cache in (plain.KEPT,) for value in cache._values.values()]
    assert not [made for made in kept if SECRET.encode() in made.body]
    assert isinstance(plain.KEPT, response_cache.Kept)
    assert heard and not [line for line in heard if SECRET in line]
    assert SECRET not in "".join(capfd.readouterr())
    assert _holds(SECRET) == []


def test_an_error_tells_the_log_nothing_of_what_was_typed(client: Client, heard: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_catalog: Catalog, said: Any, _lang: Lang) -> None:
        raise ValueError(said.what)

    monkeypatch.setattr(contribution, "answer", broken)
    with pytest.raises(ValueError) as failed:
        checked(client, written(replace(GOOD, what=SECRET)))
    logging.getLogger("aidlens.tested").error("Exception in ASGI application", exc_info=failed.value)  # as the server writes it
    assert any("ValueError" in line for line in heard)
    assert not [line for line in heard if SECRET in line]


def test_the_route_is_counted_by_its_class_alone() -> None:
    assert route_class(contribution.CHECK) == route_class("/contribution/schema.json") == "contribution"


def test_the_schema_is_served(client: Client) -> None:
    found = client.request("GET", "/contribution/schema.json")
    assert found.json() == json.loads(SCHEMA.read_text(encoding="utf-8"))


# ── the page ──


def run(code: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(site_dir() / "app.py"), default_timeout=90)
    app.query_params["lang"] = code
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    return app.switch_page("pages/contribute.py").run()


def forms(app: AppTest) -> list[dict[str, Any]]:
    found = [element.proto for element in app.get("bidi_component") if element.proto.component_name == "aidlens_contribute"]
    return [json.loads(proto.json) for proto in found]


def words(app: AppTest) -> str:
    return unescape(" ".join(element.proto.body for element in app.get("html")))


def test_the_live_page_has_the_form_and_no_field_of_a_session(either: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIDLENS_SITE", "1")
    app = run(either.code, about="claim.schools")
    assert not app.exception
    (sent,) = forms(app)
    html = unescape(sent["html"])
    assert html.index(ask.warning(either)) < html.index("<form") < html.index('name="what"'), "the warning stands before the first field"
    assert ask.still(either) in html and ask.keeps(either) in html
    assert 'data-claim="schools"' in html
    assert not [*app.text_input, *app.text_area, *app.checkbox, *app.radio], "what is typed never enters the session"
    assert dict(app.session_state["contribute"]) == {}


def test_without_our_own_addresses_the_page_says_what_is_asked(either: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AIDLENS_SITE", raising=False)
    app = run(either.code)
    assert not app.exception and forms(app) == []
    told = words(app)
    for text in (ask.warning(either), ask.still(either), *(item.label for item in ask.questions(either))):
        assert text in told


@pytest.mark.parametrize("about", ["", "claim.schools", "claim.spend", "place.shindand", "work.school-abu-walid-2014"])
def test_the_plain_page_has_questions_and_warning_and_no_form(about: str, client: Client, either: Lang) -> None:
    found = client.request("GET", f"/plain/contribute?lang={either.code}&about={about}")
    assert found.status_code == 200
    assert "<form" not in found.text and "<input" not in found.text
    for text in (ask.warning(either), ask.still(either), *(item.label for item in ask.questions(either))):
        assert text in unescape(found.text)


def test_the_form_knows_what_it_is_about(catalog: Catalog, either: Lang) -> None:
    found = ask.about(catalog, View(page="contribute", lang=either.code, about="place.shindand"), either)
    assert found.where == "Shindand, Herat"
    work = ask.about(catalog, View(page="contribute", lang=either.code, about="work.school-abu-walid-2014"), either)
    assert work.work == "school-abu-walid-2014" and "work=school-abu-walid-2014" in work.href
    assert book.PAGES["contribute"].indexed
