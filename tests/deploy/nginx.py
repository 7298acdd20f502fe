"""A real nginx that runs the shipped configuration, with its paths and ports moved into a test's folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from aidlens.catalog import site_dir

SHIPPED = site_dir() / "deploy" / "nginx.conf"
SERVER = "server app:8501 max_fails=1 fail_timeout=5s;"


def program() -> str | None:
    """Where nginx is, if it is anywhere."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def moved(folder: Path, port: int, replicas: list[int]) -> str:
    """The shipped configuration for replicas on ports of this machine. Raises AssertionError where it no longer says what is moved."""
    text = SHIPPED.read_text(encoding="utf-8")
    changes = {
        SERVER: "\n        ".join(SERVER.replace("app:8501", f"127.0.0.1:{replica}") for replica in replicas),
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "pid /run/nginx.pid;": f"pid {folder}/nginx.pid;\ndaemon off;",
        "access_log /dev/stdout": f"access_log {folder}/access.log",
        "error_log stderr": f"error_log {folder}/error.log",
        "/var/cache/nginx/": f"{folder}/",
        # Started by root, nginx would work as somebody who may not enter the test's folder.
        "worker_processes auto;": "worker_processes 1;" + ("\nuser root;" if os.geteuid() == 0 else ""),
    }
    for old, new in changes.items():
        assert old in text, f"{SHIPPED.name} no longer holds {old!r}"
        text = text.replace(old, new)
    return text if Path("/etc/nginx/mime.types").exists() else re.sub(r"include [^;]*mime.types;", "", text)


class Nginx:
    """nginx before some replicas. ``base`` is its address."""

    def __init__(self, folder: Path, port: int, replicas: list[int]) -> None:
        self.folder, self.base = folder, f"http://127.0.0.1:{port}"
        path = folder / "nginx.conf"
        path.write_text(moved(folder, port, replicas), encoding="utf-8")
        # Until it has read the configuration nginx writes to a file of its own: here, to what a container shows.
        command = [str(program()), "-p", str(folder), "-c", str(path), "-e", "stderr"]
        with (folder / "output.log").open("w") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)

    def wait(self) -> Nginx:
        """Wait until it answers."""
        for _ in range(100):
            try:
                urllib.request.urlopen(self.base + "/healthz", timeout=3)
            except urllib.error.HTTPError:
                return self
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise RuntimeError(self.everything())

    def log(self) -> str:
        """What it has written of requests."""
        return (self.folder / "access.log").read_text(encoding="utf-8")

    def everything(self) -> str:
        """Every line it has written anywhere, by file."""
        found = sorted(self.folder.glob("**/*.log"))
        return "\n".join(f"{path.name}: {line}" for path in found for line in path.read_text(encoding="utf-8").splitlines())

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(10)
