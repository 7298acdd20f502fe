"""All misuse of the command line ends in one clear line on standard error and exit code 2: every command with every option it has."""

from __future__ import annotations

import argparse
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from aidlens import cli


def leaves(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Every command that does something, with its parser."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield path, parser
    for action in below:
        for name, child in action.choices.items():
            yield from leaves(child, (*path, name))


COMMANDS = dict(leaves(cli._parser()))
# What an argument without a name must be for the rest of the command to be understood.
GIVEN = {"table": ["works"], "exhibit": ["ladder"], "sheet": ["--claim", "wells"], "new": ["work"], "check": [], "accept": ["FILE"]}
# option → wrong values; "FILE" is a file, "FOLDER" a folder, "NOWHERE" neither.
WRONG = {
    "--data": ["NOWHERE", "FILE", "x" * 300, ""],
    "--output": ["FOLDER", "NOWHERE/x", "FILE/x", "FOLDER/" + "x" * 300],
    "--view": ["castle", "/castle", "/works?kind=castle", "http://[x", "/works?from=12"],
    "--deck": ["NOWHERE", "NOWHERE.json", "FOLDER", "FILE", "castle", "", "http://[x?deck=y", "x\0y", "/present?deck=castle", "w" * 5000],
    "--base": ["ftp://x", "x", "http://", "http://[x", "https://x/?y=1", "http://x:99999"],
    "--claim": ["castle", "", "x\0y", "w" * 5000],
    "--port": ["0", "-1", "65536", "80000000000", "many", "8501.5", "٣", ""],
    "--host": ["no.such.host.invalid", "999.1.1.1", "192.0.2.7", "x y", "a" * 300, ".", ""],
    "--python": ["2.7", "four", ""],
    "--format": ["castle", "png", "svg", ""],
    "--lang": ["de", "IT", ""],
    "--log": ["loud"],
}


def options(parser: argparse.ArgumentParser) -> list[str]:
    return [name for action in parser._actions for name in action.option_strings if name.startswith("--") and action.nargs != 0]


CASES = [
    (*path, *GIVEN.get(path[-1], []), option, value)
    for path, parser in COMMANDS.items()
    for option in options(parser)
    if option != "--help"
    for value in WRONG[option]
    # A folder to be made may be made anywhere; where it stands already is told below.
    if not (path in (("pack",), ("export", "pictures")) and option == "--output")
]
CASES += [
    ("pack", "--output", "FILE"),
    ("pack", "--output", "FULL"),
    ("pack", "--output", "FILE/x"),
    *(("export", "pictures", "--output", value) for value in ("FILE", "FILE/x", "FOLDER/" + "x" * 300)),
    *((*path[:-1], path[-1] + "s") for path in COMMANDS),
    *((*path, "--colour") for path in COMMANDS),
    *((*path, *GIVEN.get(path[-1], []), "castle", "keep") for path in COMMANDS),
    (),
    ("export",),
    ("new",),
    ("new", "castle"),
    ("export", "table"),
    ("export", "table", "castle"),
    ("export", "exhibit", "castle"),
    ("export", "citation", "castle"),
    ("export", "pptx"),
    ("check", "--json", "--links"),
    ("serve", "--lan", "--host", "127.0.0.1"),
]


pytestmark = pytest.mark.usefixtures("checked_once")


def run(words: tuple[str, ...]) -> int:
    try:
        return cli.main(list(words))
    except SystemExit as left:
        return int(left.code or 0)


def test_every_option_is_tried() -> None:
    assert {option for parser in COMMANDS.values() for option in options(parser)} - {"--help"} == set(WRONG)


@pytest.mark.parametrize("words", CASES, ids=lambda words: " ".join(word[:24] for word in words).replace("\0", "0") or "nothing")
def test_misuse_is_one_line_and_2(words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("{}", encoding="utf-8")
    places = {"FOLDER": tmp_path / "folder", "FILE": tmp_path / "file", "FULL": tmp_path, "NOWHERE": tmp_path / "nowhere"}
    for name, place in places.items():
        words = tuple(word.replace(name, str(place)) for word in words)
    if "export" in words and "--output" not in words and len(words) > 2:
        words = (*words, "--output", str(tmp_path / "made"))
    assert run(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert len(err) > 20
    assert not (tmp_path / "made").exists()


def test_a_taken_port_is_said_with_its_cure(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert run(("serve", "--port", str(port))) == 2
        assert run(("serve", "--port", str(port), "--host", "0.0.0.0")) == 2
    err = capsys.readouterr().err
    assert err.count(f"Port {port} is taken") == 2
    assert "--port " in err


def test_what_is_wrong_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = {
        ("serve", "--host", "no.such.host.invalid"): "There is no host «no.such.host.invalid»",
        ("serve", "--port", "70000"): "from 1 to 65535",
        ("export", "table", "works", "--output", str(tmp_path)): "it is a folder",
        ("export", "handout", "--output", str(tmp_path), "--lang", "it"): "è una cartella",
        ("export", "pptx", "--output", str(tmp_path / "x"), "--deck", "gone.json"): "There is no file gone.json",
        ("check", "--data", str(tmp_path / "gone")): "--data DIR",
    }
    for words, said in cases.items():
        assert run(words) == 2
        assert said in capsys.readouterr().err, words


def test_a_name_is_taken_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "{edition} {0} {"
    assert run(("export", "table", "glossary", "--output", str(target))) == 0
    assert target.is_file()


@pytest.mark.parametrize(("command", "begins"), [(("table", "glossary"), b"id,"), (("handout", "--deck", "split"), b"<!DOCTYPE")])
def test_a_dash_is_standard_output(command: tuple[str, ...], begins: bytes, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(("export", *command, "--output", "-")) == 0
    assert capfdbinary.readouterr().out.startswith(begins)
