"""``aidlens pack``: the folder it makes installs and starts with the network cut; what it cannot do it says."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from aidlens.catalog import Catalog, fingerprint
from aidlens.cli import main
from aidlens.export import pack, pack_texts
from tests.browser.find_chromium import find

pytestmark = pytest.mark.usefixtures("checked_once")

ROOT = Path(__file__).resolve().parents[2]


def test_a_folder_in_use_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    assert main(["pack", "--output", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_unknown_python_is_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "--output", str(tmp_path / "x"), "--python", "2.7"]) == 2
    assert "2.7" in capsys.readouterr().err


def test_without_an_index_it_says_so_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "none"
    empty.mkdir()
    for name, value in {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(empty), "PIP_CONFIG_FILE": os.devnull}.items():
        monkeypatch.setenv(name, value)
    assert main(["pack", "--output", str(tmp_path / "x"), "--python", pack.OWN, "--lang", "en"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("The packages could not be fetched. Packing needs the package index")
    assert "Traceback" not in err
    assert not (tmp_path / "x").exists()


def test_the_scripts_and_the_readme_name_what_the_folder_serves() -> None:
    made = pack_texts.scripts(["3.12", "3.11"])
    assert set(made) == {"start.sh", "start.command", "start.bat"}
    assert "python3.12 python3.11" in made["start.sh"]
    assert made["start.bat"].count("\r\n") == made["start.bat"].count("\n")
    for text in made.values():
        assert "--no-index" in text and "--find-links wheels" in text and "--data record" in text
    readme = pack_texts.readme("2026.11", ["3.12", "3.11"], "Linux x86_64")
    assert "ENGLISH" in readme and "ITALIANO" in readme and readme.count("3.11 / 3.12") == 2
    assert subprocess.run(["sh", "-n"], input=made["start.sh"], text=True, check=False).returncode == 0


def test_another_python_is_refused_in_one_sentence(tmp_path: Path) -> None:
    script = tmp_path / "start.sh"
    script.write_text(pack_texts.scripts(["3.99"])["start.sh"])
    done = subprocess.run(["sh", str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Python 3.99" in done.stdout
    assert not (tmp_path / ".venv").exists()


def test_an_installation_gives_its_wheel_again(tmp_path: Path) -> None:
    installed = metadata.distribution("segno")
    target = tmp_path / f"segno-{installed.version}-py3-none-any.whl"
    pack._rebuilt(target, installed)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert "segno/__init__.py" in names
    assert len([name for name in names if name.endswith(".dist-info/RECORD")]) == 1
    assert not [name for name in names if name.startswith("..") or name.endswith(("INSTALLER", ".pyc"))]
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--target",
        str(tmp_path / "site"),
        str(target),
    ]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert (tmp_path / "site" / "segno" / "__init__.py").is_file()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cut_off() -> list[str]:
    """The command that runs another without any network but the loopback; empty where this machine does not allow it."""
    command = ["unshare", "--net", "--map-root-user"]
    if (
        shutil.which("unshare")
        and shutil.which("ip")
        and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    ):
        return command
    return []


@pytest.mark.long
@pytest.mark.browser
def test_a_packed_folder_starts_with_the_network_cut(tmp_path: Path, catalog: Catalog, data_dir: Path) -> None:
    made, moved = tmp_path / "made", tmp_path / "another place" / "aidlens"
    done = subprocess.run(
        [sys.executable, "-m", "aidlens.cli", "pack", "--output", str(made), "--python", pack.OWN],
        capture_output=True,
        text=True,
        check=False,
    )
    if "could not be fetched" in done.stderr:
        pytest.skip("no package index can be reached from here")
    assert done.returncode == 0, done.stderr
    assert fingerprint(made / "record") == fingerprint(data_dir)
    moved.parent.mkdir()
    made.rename(moved)
    chromium = find()
    assert chromium is not None
    # Where a namespace is not allowed, proxies that refuse and pip's --no-index have to do.
    refused = "http://127.0.0.1:9"
    around = {"http_proxy": refused, "https_proxy": refused, "no_proxy": "127.0.0.1", "PIP_CONFIG_FILE": os.devnull}
    keep = {name: value for name, value in os.environ.items() if not re.match(r"PIP_|AIDLENS_|PYTHON|.*_proxy$", name, re.IGNORECASE)}
    command = [*cut_off(), sys.executable, str(ROOT / "tests" / "export" / "cut_off.py"), str(moved), str(free_port()), chromium]
    seen = subprocess.run(command, capture_output=True, text=True, env=keep | around, timeout=1200, check=False)
    assert seen.returncode == 0, seen.stderr[-2000:]
    said = json.loads(seen.stdout.splitlines()[-1])
    if cut_off():
        assert said["devices"] == ["lo"]
    expected = {"code": 200, "status": "ready", "faults": 0, "edition": catalog.edition}
    assert {name: said["ready"][name] for name in expected} == expected
    assert said["heading"].strip()
