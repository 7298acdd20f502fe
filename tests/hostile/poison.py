"""A sound record whose every free text carries markup: what a careless or malicious hand could put into a cell."""

from __future__ import annotations

import json
from itertools import cycle
from pathlib import Path

from tests import tables

# Each is seen as the text it is, or something is wrong. None closes a quotation of CSV or names a number, so the record passes its checks.
MARKUP = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)' x='",
    "<b>fat</b>",
    '<a href="javascript:alert(1)">here</a>',
    "&lt;i&gt; &amp; <i>",
    "%{customdata} {{x}} ${x} {0} {n}",
    "</td></tr></table></script><svg onload=alert(1)>",
    "<br>broken",
    "`code` [link](javascript:alert(1)) **bold** :red[x]",
    "US$5 to US$6 :material/home: :smile: www.example.org/a b@example.org https://example.org ~~gone~~ a -> b -- c",
)
# A scene's caption may hold no number of its own, and braces are its tokens.
CALM = tuple(item for item in MARKUP if not any(sign.isdigit() or sign in "{}" for sign in item))
# Texts that code reads and does not show, and lists of ids.
NOT_FREE = {
    "id", "url", "archived_url", "note", "origin", "party", "dac_code", "vocabulary", "code", "unit", "derived_from", "formula", "sources",
    "observations", "official", "rivals", "first_said", "facility", "capacity_unit", "funders", "implementers", "part_of", "possible_twins",
    "supports", "scope", "kind", "iso_3166_2", "geonames_id", "passage", "address", "parent", "second_source", "alternative_spellings",
    "funder_is", "measure", "programme", "source", "work", "place", "sector", "province", "row", "facts", "before", "after", "edition",
    "lit", "works", "to", "picture",
}  # fmt: skip


def free(root: Path) -> dict[str, list[str]]:
    """The columns of free text by table."""
    found = {}
    for resource in json.loads((root / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        keys = {name for key in resource["schema"].get("foreignKeys", []) for name in key["fields"]}
        fields = [spec for spec in resource["schema"]["fields"] if not {"enum", "pattern"} & set(spec.get("constraints", {}))]
        names = [str(spec["name"]) for spec in fields if spec["type"] == "string" and spec["name"] not in NOT_FREE | keys]
        if names:
            found[str(resource["name"])] = names
    return found


def poison(root: Path) -> int:
    """Put markup behind every free text of a record; how many cells."""
    count = 0
    more, calm = cycle(MARKUP), cycle(CALM)
    for table, names in free(root).items():
        rows = tables.read(root, table)
        for row in rows:
            # What a withheld row may say is fixed.
            for name in names if row.get("sensitivity") != "withheld" else ():
                if row[name]:
                    # A quotation is short and names no place finer than its row's, whose names are poisoned too: it is all markup.
                    # The wording of a number is short too.
                    kept = f"word {count}" if table == "quotes" or name == "wording" else row[name]
                    row[name] = f"{kept} {next(calm if table == 'scenes' else more)}"
                    count += 1
        if table == "observations":
            _sums_name_their_parts(rows)
        tables.write(root, table, rows)
    return count


def _sums_name_their_parts(rows: list[tables.Row]) -> None:
    """The label of a sum names what it adds, markup and all: else the record would not pass its checks."""
    known = {row["id"]: row for row in rows}
    for row in rows:
        if "+" in row["formula"]:
            parts = [known[key] for key in row["derived_from"].split(";")]
            for name in ("label_en", "label_it"):
                row[name] = " + ".join(f"{part['value']} {part[name].lower()}" for part in parts)
