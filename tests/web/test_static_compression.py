"""Streamlit's bundles, compressed once: small, kept for the next start, and whole whatever the cache folder is like."""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from aidlens.web.static_compression import Bundles, BundlesMiddleware
from tests.web.asking import Answer, Client

TEXT = Path(argparse.__file__).read_bytes()  # any long code will do


@pytest.fixture
def static(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "js").mkdir(parents=True)
    (folder / "js" / "a.js").write_bytes(TEXT)
    (folder / "js" / "small.js").write_bytes(b"let a = 1;")
    (folder / "picture.png").write_bytes(TEXT)
    return folder


def test_a_bundle_worth_it_is_compressed_as_small_as_it_gets(static: Path, tmp_path: Path) -> None:
    bundles = Bundles(static, tmp_path / "cache")
    bundles.fill()
    assert set(bundles.ready) == {("js/a.js", "br"), ("js/a.js", "gzip")}
    assert brotli.decompress(bundles.ready["js/a.js", "br"]) == gzip.decompress(bundles.ready["js/a.js", "gzip"]) == TEXT
    assert len(bundles.ready["js/a.js", "br"]) == len(brotli.compress(TEXT, quality=11)) < len(brotli.compress(TEXT, quality=9))


def test_the_next_start_has_them_at_once(static: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (Bundles(static, tmp_path / "cache") for _ in range(2))
    first.fill()
    monkeypatch.setattr(brotli, "compress", lambda *_, **__: pytest.fail("compressed again"))
    second.fill()
    assert second.ready == first.ready


def test_a_bundle_that_has_changed_is_compressed_again(static: Path, tmp_path: Path) -> None:
    Bundles(static, tmp_path / "cache").fill()
    (static / "js" / "a.js").write_bytes(TEXT + b"let more = 1;")
    bundles = Bundles(static, tmp_path / "cache")
    bundles.fill()
    assert brotli.decompress(bundles.ready["js/a.js", "br"]).endswith(b"let more = 1;")


def test_a_cache_that_cannot_be_written_is_done_without(static: Path, tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("")
    bundles = Bundles(static, tmp_path / "in-the-way" / "cache")
    bundles.fill()
    assert brotli.decompress(bundles.ready["js/a.js", "br"]) == TEXT


def test_each_bundle_is_sent_for_ever_where_it_is_asked_for(static: Path, tmp_path: Path) -> None:
    theirs, ours = Bundles(static, tmp_path / "cache"), Bundles(static / "js", tmp_path / "cache", "/app/static/live/")
    for bundles in (theirs, ours):
        bundles.fill()
    client = Client(Starlette(middleware=[Middleware(BundlesMiddleware, ours, theirs)]))

    def asked(path: str) -> Answer:
        return client.get(path, {"Accept-Encoding": "br"})

    for path in ("/static/js/a.js", "/app/static/live/a.js"):
        answer = asked(path)
        assert (answer.status_code, answer.headers["content-encoding"]) == (200, "br"), path
        assert brotli.decompress(answer.raw) == TEXT
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-type"].startswith("text/javascript")
    assert asked("/app/static/live/js/a.js").status_code == asked("/app/static/a.js").status_code == 404
