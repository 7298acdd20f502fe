"""The whole record as a Data Package: one zip with its description, tables, geography, story, readme and licence.

What belongs here: the zip and its readme. Which rows may leave is decided in ``measures.public``.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping

import pandas as pd

from aidlens.catalog import DESCRIPTOR, Catalog
from aidlens.exhibits import contact, evidence
from aidlens.i18n import CODES, Lang, lang
from aidlens.measures import public

# The earliest moment a zip can hold: a real one would change the bytes from day to day.
EPOCH = (1980, 1, 1, 0, 0, 0)


def csv(frame: pd.DataFrame) -> bytes:
    """A table of texts as CSV: UTF-8, LF, one header row."""
    return str(frame.to_csv(index=False, lineterminator="\n")).encode("utf-8")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of files by name, in order of name, with a fixed date: the same files give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            target.writestr(entry, files[name])
    return made.getvalue()


def table(catalog: Catalog, name: str) -> bytes:
    """One table of the public record as CSV. Raises KeyError for an unknown table."""
    return csv(public.text(public.table(catalog, name), public.schemas(catalog)[name]))


def package(catalog: Catalog) -> bytes:
    """The public record as a zipped Data Package, valid by frictionless."""
    files = {item["path"]: table(catalog, item["name"]) for item in catalog.descriptor["resources"]}
    descriptor, schemas = dict(catalog.descriptor), public.schemas(catalog)
    descriptor["resources"] = [
        {
            **item,
            "schema": schemas[item["name"]],
            "bytes": len(files[item["path"]]),
            "hash": f"sha256:{hashlib.sha256(files[item['path']]).hexdigest()}",
        }
        for item in catalog.descriptor["resources"]
    ]
    descriptor.pop("contact", None)
    if contact.named(catalog):
        descriptor["contact"] = contact.named(catalog)
    files[DESCRIPTOR] = (json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    for code, name in zip(CODES, ("README.md", "LEGGIMI.md"), strict=True):
        files[name] = readme(catalog, lang(code)).encode("utf-8")
    for folder, pattern in ((".", "*.md"), ("geo", "*"), ("story", "*.md")):
        for path in sorted((catalog.root / folder).glob(pattern)):
            if path.is_file():
                files.setdefault(path.relative_to(catalog.root).as_posix(), path.read_bytes())
    files["LICENSE.txt"] = _LICENCE.encode("utf-8")
    return zipped(files)


def readme(catalog: Catalog, words: Lang) -> str:
    """What the package holds, how to read it, its limits, how to cite it: Markdown in one language."""
    tables = catalog.tables
    lines = [f"# {words.t('AidLens: what Italy built in Afghanistan')}", "", f"{words.t('Edition')} {catalog.edition}", ""]
    lines += [*limits(words), "", f"## {words.t('Tables')}", ""]
    for item in catalog.descriptor["resources"]:
        title, about = (item[name if words.code == "en" else f"{name}_{words.code}"] for name in ("title", "description"))
        lines.append(f"- `{item['path']}`: {title} ({words.number(len(tables[item['name']]))}). {about}")
    lines += ["", words.t("Fields, types, units and codes are described in datapackage.json (Table Schema), in English and Italian.")]
    lines += ["", f"## {words.t('Cite')}", "", words.t("AidLens, edition {edition}. CC BY 4.0.", edition=catalog.edition), ""]
    lines += [f"## {words.t('Errors, corrections, removals')}", "", contact.told(catalog, words).text, ""]
    return "\n".join(lines)


def limits(words: Lang) -> tuple[str, ...]:
    """The sentences that go with every file of works: limits, empty cells, places."""
    return (
        evidence.limits(words),
        words.t("An empty cell means that no source says; it is neither zero nor one. Bounds (over, about, at least) stand in a column."),
        words.t("Places are no finer than a village by name, points no finer than a district seat, because a pin can put people at risk."),
        evidence.rights(words),
        words.t("Never add public and private money, planned and built, whole costs and programme costs, amounts of different basis."),
    )


_LICENCE = """The record (tables and story): Creative Commons Attribution 4.0 International (CC BY 4.0)
https://creativecommons.org/licenses/by/4.0/
Name as author: AidLens, with the edition.

geo/: province and country outlines, relief (by Tom Patterson): Natural Earth, public domain.
geo/rivers.geojson: GSHHG, GNU Lesser General Public License 3 or later (geo/LICENCE-rivers.txt); the licences above do not cover it.
Points of district seats in places.csv: GeoNames, CC BY 4.0.
The passages of the article in passages.csv are short quotations; their rights remain with their author.
The quotes in quotes.csv are the publishers' words, quoted; this licence does not cover them.
"""
