"""Whom to write to: shown wherever an error or a removal can be told, promised by no copy that names nobody, never a public place."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from starlette.applications import Starlette

from aidlens import cli
from aidlens.catalog import Catalog, site_dir
from aidlens.checks import contact
from aidlens.deck import ready
from aidlens.export import archive, handout, pack, sheets
from aidlens.i18n import Lang, lang
from aidlens.view import View
from aidlens.web import api, plain
from aidlens.web.response_cache import Kept
from tests.pages.test_overview import html_of, run, text_of
from tests.pages.test_pages import run as run_page
from tests.web.asking import Client
from tests.web.reading import get, links, told

MAIL, LINK = "errors@example.org", "https://example.org/write-to-us"
NOBODY = {"en": "This copy names nobody to write to.", "it": "Questa copia non indica nessuno a cui scrivere."}
NOT_PUBLIC = {"en": "Do not write of a person at risk in a public issue", "it": "Non scrivere di una persona a rischio in una segnalazione"}
PROMISE = {"en": "may ask for its removal", "it": "può chiederne la rimozione"}
WORK = "health-herat-paediatric-hospital"


@pytest.fixture(params=[(MAIL, "en"), (LINK, "it"), ("", "en"), ("", "it")], ids=str)
def case(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Lang]:
    """The contact set in the environment, "" for none, and a language."""
    named, code = request.param
    monkeypatch.setenv(contact.ENV, named)
    monkeypatch.setattr(plain, "KEPT", Kept(256))  # a process never changes its contact: pages are kept without it
    return named, lang(code)


def is_told(words: str, named: str, code: str) -> None:
    """A place where an error can be told names the contact and warns of public places; without a contact it says that, and no more."""
    if named:
        assert named in words
        assert NOT_PUBLIC[code] in words
        assert NOBODY[code] not in words
    else:
        assert NOBODY[code] in words
        assert PROMISE[code] not in words
        assert NOT_PUBLIC[code] not in words


def is_linked(found: set[str], named: str) -> None:
    wanted = named if named.startswith("http") else f"mailto:{named}"
    assert [link for link in found if link.startswith(wanted)] if named else not [link for link in found if link.startswith("mailto:")]


@pytest.mark.parametrize("address", [f"/plain/works/{WORK}", "/plain/?claim=schools", "/plain/data"])
def test_plain_pages(address: str, case: tuple[str, Lang]) -> None:
    named, either = case
    text = get(f"{address}{'&' if '?' in address else '?'}lang={either.code}").text
    is_told(told(text, "main"), named, either.code)
    is_linked(links(text), named)
    if address == "/plain/data":
        assert (PROMISE[either.code] in told(text, "main")) == bool(named)


def test_the_foot_of_a_plain_page_names_the_contact(case: tuple[str, Lang]) -> None:
    named, either = case
    assert (named in told(get(f"/plain/works?lang={either.code}").text, "footer")) if named else True


def test_every_foot_leads_to_the_word_for_somebody_at_risk(case: tuple[str, Lang]) -> None:
    _, either = case
    foot = html_of(run(lang=either.code)).split("<footer")[-1]
    words = {"en": "If a page here could put somebody at risk", "it": "Se una pagina di questo sito può mettere qualcuno in pericolo"}
    assert '<div id="harm">' in html_of(run_page("data", lang=either.code))
    assert re.search(rf'<a href="/data\?lang={either.code}#harm"[^>]*>{words[either.code]}</a>', foot)


def test_the_evidence_card(case: tuple[str, Lang]) -> None:
    named, either = case
    app = run(lang=either.code, claim="schools")
    is_told(text_of(app), named, either.code)
    is_linked(links(html_of(app)), named)


def test_the_method(case: tuple[str, Lang]) -> None:
    named, either = case
    app = run_page("data", lang=either.code)
    words = text_of(app)
    is_told(words, named, either.code)
    assert (PROMISE[either.code] in words) == bool(named)
    assert not re.search(r'data-copy="[^"]*(Error report|Segnalazione)', html_of(app)), "no text is copied for nobody"


def test_the_api(case: tuple[str, Lang]) -> None:
    named, either = case
    client = Client(Starlette(routes=api.routes()))
    tags = {client.get("/api/v1/").headers["etag"]}
    assert client.get("/api/v1/").json()["contact"] == (named or None)
    info = client.get(f"/api/v1/openapi.json?lang={either.code}").json()["info"]
    assert info.get("contact") == ({"email" if "@" in named else "url": named} if named else None)
    text = client.get(f"/api/?lang={either.code}").text
    is_told(told(text, "main"), named, either.code)
    is_linked(links(text), named)
    os.environ[contact.ENV] = "another@example.org"
    assert client.get("/api/v1/").headers["etag"] not in tags, "an answer kept by a reader is not taken for the new one"


def test_files_to_take_away(case: tuple[str, Lang], catalog: Catalog) -> None:
    named, either = case
    with zipfile.ZipFile(io.BytesIO(archive.package(catalog))) as package:
        is_told(" ".join(package.read({"en": "README.md", "it": "LEGGIMI.md"}[either.code]).decode().split()), named, either.code)
        assert json.loads(package.read("datapackage.json")).get("contact", "") == named
    for book in (sheets.works(catalog, View(page="works", kind=("prison",)), either),):
        rows = openpyxl.load_workbook(io.BytesIO(book), read_only=True).worksheets[0].iter_rows(values_only=True)
        is_told(" ".join(str(row[0]) for row in rows), named, either.code)
    page = handout.build(catalog, ready(either)["five"], either)
    assert (named in page) if named else (NOBODY[either.code] not in page)


@pytest.mark.parametrize("named", [MAIL, ""])
def test_a_packed_folder_takes_the_contact_along(named: str, small_record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(contact.ENV, named)
    path = tmp_path / "datapackage.json"
    path.write_bytes((small_record / "datapackage.json").read_bytes())
    pack._keep_contact(path)
    assert json.loads(path.read_text(encoding="utf-8"))["contact"] == named


# ── which contact ──


@pytest.mark.parametrize(
    ("environment", "descriptor", "wanted"),
    [
        ("", {}, ""),
        ("", {"contact": MAIL}, MAIL),
        (LINK, {"contact": MAIL}, LINK),
        (" errors@example.org ", {}, MAIL),
        ("", {"contributors": [{"title": "A"}, {"title": "B", "email": MAIL}]}, MAIL),
        ("", {"contributors": [{"title": "B", "role": "contact", "path": LINK}]}, LINK),
        ("", {"contributors": [{"title": "B", "role": "publisher", "path": LINK}]}, ""),
        ("", {"contributors": "nobody"}, ""),
        ("write to us", {"contact": MAIL}, ""),
    ],
)
def test_the_environment_goes_before_the_record(
    environment: str, descriptor: dict[str, object], wanted: str, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(contact.ENV, environment)
    bare = {key: value for key, value in catalog.descriptor.items() if key not in ("contact", "contributors")}
    assert contact.of(replace(catalog, descriptor=bare | descriptor)) == wanted


BAD = (
    "us", "@", "a@b", "a@b@c.org", "javascript:alert(1)", "ftp://example.org", "https://", "http://user@example.org/", "//example.org",
    "a@example.org, b@example.org", "mailto:a@example.org", "https://example.org/ x", "https://example.org/\nX", "<a@example.org>",
    "https://code.example/people/project/issues", "https://code.example/people/project/issues/new", "https://example.org:99999/",
    "a@example.org?cc=b@example.org", "\u202ea@example.org", "https://example.org/" + "a" * 300,
)  # fmt: skip


@pytest.mark.parametrize("address", BAD)
def test_what_reaches_nobody_is_refused_in_one_line(
    address: str, excerpt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not contact.serves(address)
    monkeypatch.setenv(contact.ENV, address)
    for arguments in (["check", "--data", str(excerpt)], ["serve", "--no-browser"]):
        assert cli.main(arguments) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert contact.ENV in err


@pytest.mark.parametrize(
    "address", [MAIL, LINK, "first.last+aid@mail.example.org", "http://[::1]:8080/form", "https://example.org/form?a=1"]
)
def test_what_reaches_somebody_is_taken(address: str) -> None:
    assert contact.serves(address)


# ── the command line ──


def test_check_warns_and_passes(
    excerpt: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", "--data", str(excerpt)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == contact.warning(catalog, lang("en"))
    assert cli.main(["check", "--data", str(excerpt), "--json", "--lang", "it"]) == 0
    assert json.loads(capsys.readouterr().out) == {"faults": [], "warnings": [contact.warning(catalog, lang("it"))]}
    for code, begins in (("en", "Warning: "), ("it", "Attenzione: ")):
        assert contact.warning(catalog, lang(code)).startswith(begins)
        assert contact.ENV in contact.warning(catalog, lang(code))
    monkeypatch.setenv(contact.ENV, MAIL)
    assert contact.warning(catalog, lang("en")) == ""


@pytest.mark.parametrize(
    ("options", "own", "warned"),
    [
        ([], "", False),
        (["--host", "localhost"], "", False),
        (["--host", "127.0.0.2"], "", False),
        (["--host", "0.0.0.0"], "", True),
        (["--lan"], "", True),
        (["--lan"], MAIL, False),
    ],
)
def test_serve_warns_where_others_can_read(
    options: list[str], own: str, warned: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from aidlens.web import logs, site

    monkeypatch.setenv(contact.ENV, own)
    monkeypatch.setattr(logs, "set_up", lambda kind: None)
    monkeypatch.setattr(site, "serve", lambda *parts, **more: None)
    monkeypatch.setattr(cli, "_unusable", lambda _host, _port: "")
    assert cli.main(["serve", "--no-browser", *options]) == 0
    assert ("names nobody to write to" in capsys.readouterr().out) == warned


# ── texts ──


def test_no_text_sends_a_removal_to_a_public_place() -> None:
    """Every committed text in words (not code): whatever speaks of an issue says that it is not for people at risk."""
    listed = subprocess.run(["git", "ls-files", "*.md", "*.po"], cwd=site_dir(), capture_output=True, text=True, check=True).stdout.split()
    assert "data/README.md" in listed
    for name in listed:
        for line in (site_dir() / name).read_text(encoding="utf-8").splitlines():
            if re.search(r"\b(open|file|create) an issue|apri una segnalazione", line, re.IGNORECASE):
                raise AssertionError(f"{name}: {line}")
    assert "Do not write of a person at risk in a public issue" in (site_dir() / "data" / "README.md").read_text(encoding="utf-8")


def test_the_two_languages_are_told_apart() -> None:
    assert lang("it").t(NOBODY["en"]) == NOBODY["it"]
