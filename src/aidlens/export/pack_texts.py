"""The texts of the packed folder: start scripts for three systems, and a readme in both languages."""

from __future__ import annotations

_SHELL = """#!/bin/sh
# Installs AidLens into this folder the first time, then starts it. No network is needed.
cd "$(dirname "$0")" || exit 1
for python in {pythons} python3; do
  if command -v "$python" >/dev/null 2>&1 && "$python" -c 'import sys; sys.exit(sys.version_info[:2] not in {{{tuples}}})' 2>/dev/null; then
    found=$python
    break
  fi
done
if [ -z "$found" ]; then
  echo "This folder needs Python {words}, and none was found. / Serve Python {words}: non è stato trovato."
  exit 1
fi
if [ ! -f .venv/ready ]; then
  echo "Installing into this folder, about a minute the first time. / Installazione in questa cartella, circa un minuto la prima volta."
  rm -rf .venv
  "$found" -m venv .venv || {{ echo "Python's venv is missing (Debian: apt-get install python3-venv). / Manca venv."; exit 1; }}
  .venv/bin/python -m pip install --isolated --disable-pip-version-check --quiet --no-index --find-links wheels aidlens || exit 1
  touch .venv/ready
fi
exec .venv/bin/aidlens serve --data record "$@"
"""

_BATCH = """@echo off
rem Installs AidLens into this folder the first time, then starts it. No network is needed.
cd /d "%~dp0"
set FOUND=
for %%v in ({versions}) do if not defined FOUND (py -%%v -c "" >nul 2>nul && set FOUND=py -%%v)
if not defined FOUND (
  python -c "import sys; sys.exit(sys.version_info[:2] not in {{{tuples}}})" >nul 2>nul && set FOUND=python
)
if not defined FOUND (
  echo This folder needs Python {words}, and none was found. / Serve Python {words}: non e' stato trovato.
  pause
  exit /b 1
)
if not exist .venv\\ready (
  echo Installing into this folder, about a minute the first time. / Installazione in questa cartella, circa un minuto.
  if exist .venv rmdir /s /q .venv
  %FOUND% -m venv .venv || exit /b 1
  .venv\\Scripts\\python -m pip install --isolated --disable-pip-version-check --quiet --no-index --find-links wheels aidlens || exit /b 1
  type nul > .venv\\ready
)
.venv\\Scripts\\aidlens serve --data record %*
"""

_README = """AidLens, edition {edition}
The open, sourced and mapped record of what Italy built in Afghanistan.

ENGLISH
This folder installs and starts AidLens without a network, on {system} with Python {words}.
  Linux     ./start.sh
  macOS     open start.command
  Windows   start.bat
Then open http://127.0.0.1:8501 in a browser. Ctrl-C stops it. Another port: ./start.sh --port 8600
The first start installs into the folder .venv beside this file and takes about a minute; nothing else on the machine is touched.
  record/   the record (CC BY 4.0; rivers LGPL 3: geo/LICENCE-rivers.txt); after a change: .venv/bin/aidlens check --data record
  wheels/   AidLens (MIT) and the packages it needs, as their authors publish them
Slides: .venv/bin/aidlens export pptx --output deck.pptx

ITALIANO
Questa cartella installa e avvia AidLens senza rete, su {system} con Python {words}.
  Linux     ./start.sh
  macOS     aprire start.command
  Windows   start.bat
Poi aprite http://127.0.0.1:8501 in un browser. Ctrl-C lo ferma. Un'altra porta: ./start.sh --port 8600
Il primo avvio installa nella cartella .venv accanto a questo file e dura circa un minuto; nient'altro sul computer viene toccato.
  record/   il registro (CC BY 4.0; i fiumi LGPL 3: geo/LICENCE-rivers.txt); dopo una modifica: .venv/bin/aidlens check --data record
  wheels/   AidLens (MIT) e i pacchetti che gli servono, come li pubblicano i loro autori
Diapositive: .venv/bin/aidlens export pptx --lang it --output presentazione.pptx
"""


def scripts(versions: list[str]) -> dict[str, str]:
    """The start scripts by file name, for the versions of Python whose packages the folder holds."""
    order = sorted(versions, key=_number, reverse=True)
    parts = {
        "pythons": " ".join(f"python{version}" for version in order),
        "tuples": ", ".join(f"({version.replace('.', ', ')})" for version in order),
        "versions": " ".join(order),
        "words": _listed(versions),
    }
    shell = _SHELL.format(**parts)
    return {"start.sh": shell, "start.command": shell, "start.bat": _BATCH.format(**parts).replace("\n", "\r\n")}


def readme(edition: str, versions: list[str], system: str) -> str:
    """The readme, English then Italian."""
    return _README.format(edition=edition, words=_listed(versions), system=system)


def _listed(versions: list[str]) -> str:
    return " / ".join(sorted(versions, key=_number))


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
