"""docs/dependencies.md names every library asked for by name, and no other."""

from __future__ import annotations

import json
import re
import tomllib

from aidlens.catalog import site_dir

ROW = re.compile(r"^\| ([@\w./-]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def test_the_table_names_what_is_asked_for() -> None:
    rows = {
        name: told
        for name, *told in ROW.findall((site_dir() / "docs" / "dependencies.md").read_text(encoding="utf-8"))
        if name != "library"
    }
    project = tomllib.loads((site_dir() / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = {re.split(r"[<>=!~]", item)[0].lower() for item in project["dependencies"]}
    browser = set(json.loads((site_dir() / "frontend" / "package.json").read_text(encoding="utf-8"))["devDependencies"])
    assert set(rows) - {"---"} == ours | browser
    assert all(len(told.strip()) > 2 for line in rows.values() for told in line)


def test_the_licences_are_those_of_the_list() -> None:
    listed = dict(
        re.findall(
            r"^\| ([\w.-]+) \| [^|]+ \| ([^|]+) \|$", (site_dir() / "docs" / "licences.md").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    rows = {name: licence for name, licence, *_ in ROW.findall((site_dir() / "docs" / "dependencies.md").read_text(encoding="utf-8"))}
    known = {name.lower(): licence.strip() for name, licence in listed.items()}
    assert {name: licence.strip() for name, licence in rows.items() if name in known and licence.strip() != known[name]} == {}
