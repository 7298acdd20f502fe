"""The whole of AidLens as one folder that installs and starts without a network: wheels, record, start scripts, a readme.

What belongs here: gathering what the folder needs. The packages come from wherever pip is set up to find them, checked against the pinned
hashes; that is the only step that needs a network.
"""

from __future__ import annotations

import base64
import hashlib
import json
import platform
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path

from aidlens import __version__
from aidlens.catalog import DESCRIPTOR, site_dir
from aidlens.checks import contact
from aidlens.export.pack_texts import readme, scripts
from aidlens.i18n import Lang

VERSIONS = ("3.11", "3.12", "3.13", "3.14")
OWN = f"{sys.version_info.major}.{sys.version_info.minor}"
# Left behind by an installation; they tell about this machine and belong in no wheel.
_LOCAL = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"}


class PackError(RuntimeError):
    """The folder cannot be made; the text says why and what to do."""


class TakenError(PackError):
    """The folder to be made is there already."""


def folder_name(edition: str) -> str:
    """What the folder is called where no name is given."""
    return f"aidlens-{edition}-{platform.system().lower()}-{platform.machine().lower()}"


def pack(folder: Path, record: Path, edition: str, versions: Iterable[str], words: Lang, say: Callable[[str], None]) -> None:
    """Make the folder. Raises PackError, and leaves no half-made folder behind."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TakenError(words.t("{folder} is there already and is not empty. Choose another name: --output DIR", folder=folder))
    wanted = [OWN, *(version for version in versions if version != OWN)]
    try:
        wheels = folder / "wheels"
        wheels.mkdir(parents=True, exist_ok=True)
        kept = [version for version in wanted if _fetch(wheels, version, words, say)]
        say(words.t("· building the wheel of AidLens"))
        _own_wheel(wheels, words)
        shutil.copytree(record, folder / "record", ignore=shutil.ignore_patterns(".*"))
        _keep_contact(folder / "record" / DESCRIPTOR)
        _write(folder, edition, kept)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _keep_contact(descriptor: Path) -> None:
    """Whom readers may write to goes along, also where only this machine's environment says it."""
    if contact.serves(contact.own()):
        found = json.loads(descriptor.read_text(encoding="utf-8")) | {"contact": contact.own()}
        descriptor.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _fetch(wheels: Path, version: str, words: Lang, say: Callable[[str], None]) -> bool:
    """Fetch the pinned packages for a version of Python. Raises PackError where it is this one's own."""
    say(words.t("· fetching the packages for Python {version}", version=version))
    command = ["download", "--quiet", "--require-hashes", "--only-binary", ":all:", "--retries", "1", "--dest", str(wheels)]
    if version != OWN:
        command += ["--python-version", version]
    done = _pip([*command, "-r", str(_requirements(words))], words)
    if done.returncode == 0:
        return True
    reason = next((line.strip() for line in reversed(done.stderr.splitlines()) if line.strip().startswith("ERROR")), "")
    if version == OWN:
        raise PackError(
            words.t(
                "The packages could not be fetched. Packing needs the package index, or a pip cache that holds them, once: "
                "connect this machine and run the same command again. {reason}",
                reason=reason,
            ).strip()
        )
    say(words.t("  not complete for Python {version}: the folder will not serve it", version=version))
    return False


def _requirements(words: Lang) -> Path:
    for path in (site_dir() / "requirements" / "run.txt", site_dir() / "requirements.txt"):
        if path.is_file():
            return path
    raise PackError(
        words.t("The list of pinned packages is missing from this installation. Install AidLens again, or pack from a checkout.")
    )


def _pip(arguments: list[str], words: Lang) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "No module named pip" in done.stderr:
        raise PackError(words.t("This Python has no pip. Run the command with a Python that has it (python -m ensurepip)."))
    return done


def _own_wheel(wheels: Path, words: Lang) -> None:
    site = site_dir()
    if (site / "pyproject.toml").is_file():
        done = _pip(["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(site)], words)
        if done.returncode:
            raise PackError(words.t("The wheel of AidLens could not be built: {reason}", reason=done.stderr.strip()[-300:]))
        return
    _rebuilt(wheels / f"aidlens-{__version__}-py3-none-any.whl", metadata.distribution("aidlens"))


def _rebuilt(target: Path, installed: metadata.Distribution) -> None:
    """The wheel an installation came from, made again from its files."""
    lines: list[str] = []
    info = ""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(installed.files or [], key=str):
            name = file.as_posix()
            if name.startswith("..") or "__pycache__" in name or (".dist-info/" in name and file.name in _LOCAL):
                continue
            info = name.split("/")[0] if ".dist-info/" in name else info
            raw = Path(str(file.locate())).read_bytes()
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), raw, zipfile.ZIP_DEFLATED)
            digest = base64.urlsafe_b64encode(hashlib.sha256(raw).digest()).rstrip(b"=").decode()
            lines.append(f"{name},sha256={digest},{len(raw)}")
        archive.writestr(f"{info}/RECORD", "\n".join([*lines, f"{info}/RECORD,,", ""]))


def _write(folder: Path, edition: str, versions: list[str]) -> None:
    for name, text in scripts(versions).items():
        path = folder / name
        path.write_bytes(text.encode("utf-8"))
        if not name.endswith(".bat"):
            path.chmod(0o755)
    (folder / "README.txt").write_text(readme(edition, versions, f"{platform.system()} {platform.machine()}"), encoding="utf-8")
