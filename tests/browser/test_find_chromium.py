"""Finding a browser, and saying plainly why there is none; the server that dies and says why."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.browser import conftest, find_chromium


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine without a browser and without a way to get one."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(find_chromium.shutil, "which", lambda name: None)
    monkeypatch.setattr(find_chromium, "_downloaded", lambda: None)
    monkeypatch.setattr(find_chromium, "MAC", ())
    return monkeypatch


def test_a_browser_on_the_path_is_found(bare: pytest.MonkeyPatch) -> None:
    bare.setattr(find_chromium.shutil, "which", lambda name: "/opt/google-chrome" if name == "google-chrome" else None)
    assert find_chromium.find() == "/opt/google-chrome"


def test_the_browser_named_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "my-chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(program))
    assert find_chromium.find() == str(program)


def test_a_wrong_name_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    assert find_chromium.main(["--install"]) == 1
    assert f"CHROMIUM is {tmp_path / 'none'}" in capsys.readouterr().err


def test_without_a_browser_the_cure_is_named(bare: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert find_chromium.main([]) == 1
    err = capsys.readouterr().err
    for words in ("No browser was found", "apt-get install chromium", "CHROMIUM="):
        assert words in err


def test_both_ways_are_tried_and_both_causes_named(bare: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    bare.setattr(find_chromium, "_run", lambda command, env=None: "the download host cannot be reached")
    assert find_chromium.main(["--install"]) == 1
    err = capsys.readouterr().err
    assert "this system has no apt-get" in err
    assert "the download host cannot be reached" in err


def test_without_root_the_package_is_not_tried(bare: pytest.MonkeyPatch) -> None:
    bare.setattr(find_chromium.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    bare.setattr(find_chromium.os, "geteuid", lambda: 1000, raising=False)
    assert "needs root" in find_chromium._apt()


def test_the_distributions_package_comes_first(bare: pytest.MonkeyPatch) -> None:
    here = {"apt-get": "/usr/bin/apt-get"}
    ran: list[list[str]] = []

    def run(command: list[str], env: dict[str, str] | None = None) -> str:
        ran.append(command)
        if "install" in command:
            here["chromium"] = "/usr/bin/chromium"
        return ""

    bare.setattr(find_chromium.shutil, "which", here.get)
    bare.setattr(find_chromium.os, "geteuid", lambda: 0, raising=False)
    bare.setattr(find_chromium, "_run", run)
    assert find_chromium.main(["--install"]) == 0
    assert ran == [["/usr/bin/apt-get", "install", "--yes", "--no-install-recommends", "chromium"]]


def test_an_installed_browser_installs_nothing(bare: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    bare.setattr(find_chromium.shutil, "which", lambda name: "/usr/bin/chromium" if name == "chromium" else None)
    bare.setattr(find_chromium, "_run", lambda *_: pytest.fail("nothing is to be run"))
    assert find_chromium.main(["--install"]) == 0
    assert "/usr/bin/chromium" in capsys.readouterr().out


def test_a_server_that_dies_shows_what_it_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind((conftest.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setattr(conftest, "free_port", lambda: port)
        with pytest.raises(RuntimeError, match=rf"exit code 2:\nPort {port} is taken"), conftest.serving():
            pass
