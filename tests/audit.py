"""Known advisories about the pinned packages, asked of the public list of Open Source Vulnerabilities (``make audit``).

Exit code 0: asked, nothing known. 1: something is known. 2: the list could not be reached, so nothing was checked.
"""

from __future__ import annotations

import argparse
import json
import sys
import urllib.request

from tests.licences import pins

LIST = "https://api.osv.dev/v1/querybatch"


def known(address: str, packages: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Ids of advisories by package. Raises OSError or ValueError where the list gives no answer."""
    asked = {"queries": [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in packages]}
    request = urllib.request.Request(address, json.dumps(asked).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        results = json.load(answer)["results"]
    if len(results) != len(packages):
        raise ValueError("the list answered for other packages")
    found = {
        f"{name} {version}": [str(item["id"]) for item in one.get("vulns", [])]
        for (name, version), one in zip(packages, results, strict=True)
    }
    return {name: ids for name, ids in found.items() if ids}


def main(argv: list[str] | None = None) -> int:
    """Ask and say what is known."""
    parser = argparse.ArgumentParser(prog="make audit", description=__doc__)
    parser.add_argument("--list", default=LIST, help="address of the list")
    address = parser.parse_args(argv).list
    packages = pins()
    try:
        found = known(address, packages)
    except (OSError, ValueError, KeyError) as error:
        print(f"NOT CHECKED: the list of advisories could not be reached ({error}). Nothing is known about {len(packages)} packages.")
        return 2
    for name, ids in found.items():
        print(f"{name}: {', '.join(ids)}")
    print(f"{len(packages)} packages asked about, {len(found)} with known advisories.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
