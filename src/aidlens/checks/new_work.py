"""``aidlens new work``: ask for what is needed, print valid rows and the likely twins already in the record."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from rapidfuzz import fuzz, process, utils

from aidlens.catalog import PRINTED, Catalog
from aidlens.checks.quotes import READ

TWIN_SCORE = 72.0
# Which claim a whole facility counts for; a part, wing or supply is for the contributor to judge.
COUNTS_FOR = {
    "school": "schools",
    "nursery": "schools",
    "clinic": "health",
    "hospital": "health",
    "well": "wells",
    "barracks": "security",
    "police_station": "security",
    "checkpoint": "security",
    "military_building": "security",
}
# What the date of a status is; of a plan or a service it is none of an event, and no page's date unless somebody reads so.
DATE_IS = {"completed": "completion", "in_progress": "start", "foundation_stone": "foundation_stone"}
_NOTHING: Mapping[str, str] = MappingProxyType({})
DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


def ask(
    catalog: Catalog, read: Callable[[str], str] = input, write: Callable[[str], None] = print, *, given: Mapping[str, str] = _NOTHING
) -> dict[str, str]:
    """Ask on the terminal and print the rows for works.csv, work_places.csv and work_sources.csv, for a new page also for sources.csv,
    for one that was read for quotes.csv; the rows, by file. ``given`` is what an empty answer means, by field.
    """
    write("A new work. An empty answer means: the source does not say. Ctrl-C leaves without writing anything.")

    def reader(name: str) -> Callable[[str], str]:
        return with_default(read, given.get(name, ""))

    answers = {
        "kind": _choose("Kind", list(catalog.kinds["id"]), reader("kind"), write),
        "name_en": _needed("Name in English", reader("name_en"), write),
        "name_it": _needed("Name in Italian", reader("name_it"), write),
        "facility": _choose("Facility", _codes(catalog, "facility"), reader("facility"), write),
        "status": _choose("Status, as the page says", _codes(catalog, "status"), reader("status"), write),
        "date": _date("Date of that status (YYYY, YYYY-MM or YYYY-MM-DD)", reader("date"), write),
        "place": _place(catalog, reader("place"), write),
        "units": _count("How many (empty if the page gives no number)", read, write),
        "class": _choose("Whose money", _codes(catalog, "class"), reader("class"), write),
        **page(catalog, read, write, given),
    }
    for line in twins(catalog, answers["name_en"], answers["name_it"]):
        write(line)
    made = rows(catalog, answers)
    show(made, write)
    return made


def page(catalog: Catalog, read: Callable[[str], str], write: Callable[[str], None], given: Mapping[str, str] = _NOTHING) -> dict[str, str]:
    """Ask for the page that says so, or for what is printed."""
    url = "" if given.get("title") else _address("Address of the page", with_default(read, given.get("url", "")), write)
    return {
        "url": url,
        **({} if url else {"title": _needed("Title of what is printed, with its page", with_default(read, given["title"]), write)}),
        **_words(catalog, url, read, write),
        "publisher": _needed("Publisher of the page", with_default(read, given.get("publisher", "")), write),
        "source_date": _date("Date of the page", with_default(read, given.get("source_date", "")), write),
    }


def show(made: Mapping[str, str], write: Callable[[str], None]) -> None:
    """Print rows to add, by file."""
    for file, text in made.items():
        write(f"\nAdd to data/{file}:\n{text}")
    write("Then run: aidlens check")


def with_default(read: Callable[[str], str], value: str) -> Callable[[str], str]:
    """A reader for which an empty answer means this value, and says so."""
    return (lambda label: read(f"{label.rstrip(': ')} (Enter: {value}): ").strip() or value) if value else read


def twins(catalog: Catalog, *names: str) -> list[str]:
    """Works whose name is close to one of ``names`` in either language, best first, one line each."""
    found = alike(catalog, *names)
    ranked = sorted(found, key=lambda key: -found[key])[:6]
    return [f"Likely twin: {key} ({catalog.row('works', key)['name_en']}, {found[key]:.0f}% alike)" for key in ranked]


def alike(catalog: Catalog, *names: str) -> dict[str, float]:
    """Works whose name is close to one of ``names`` in either language, with how close it is in percent."""
    found: dict[str, float] = {}
    for name in names:
        for column in ("name_en", "name_it"):
            choices = dict(zip(catalog.works["id"], catalog.works[column], strict=True))
            best = process.extract(name, choices, scorer=fuzz.token_set_ratio, processor=utils.default_process, limit=6)
            for _, score, key in best:
                if score >= TWIN_SCORE:
                    found[key] = max(score, found.get(key, 0.0))
    return found


def rows(catalog: Catalog, answers: Mapping[str, str]) -> dict[str, str]:
    """The CSV lines to add, by file, in the column order of the record."""
    source, added = source_row(catalog, answers)
    work = free(catalog, "works", f"{answers['kind']} {answers['name_en']} {answers['date'][:4]}")
    single = answers["units"] in ("", "1")
    coarse = answers["kind"] == "security"
    place = answers["place"]
    if coarse and catalog.row("places", place)["kind"] == "village":
        place = str(catalog.row("places", place)["parent"])  # a security work stands no finer than its district
    made = {
        "works.csv": line(
            catalog,
            "works",
            {
                **answers,
                "id": work,
                "extent": "whole",
                "counts_for": COUNTS_FOR.get(answers["facility"], ""),
                "granularity": "single" if single else "small_batch",
                "action": "built",
                "date_is": DATE_IS.get(answers["status"], "") if answers["date"] else "",
                "funder_is": "not_stated",
                "sensitivity": "coarse" if coarse else "public",
                "review_confidence": "possible",
            },
        ),
        "work_places.csv": line(catalog, "work_places", {"work": work, "place": place, "place_is": "stated"}),
        "work_sources.csv": line(catalog, "work_sources", {"work": work, "source": source, "supports": "existence", "relation": "unknown"}),
    }
    if answers.get("quote"):
        words = {name: answers[name] for name in ("quote", "lang", "en", "it", "translation_is")}
        of = {"table": "works", "row": work, "source": source, "facts": "existence"}
        made["quotes.csv"] = line(catalog, "quotes", of | words)
    return added | made


def source_row(catalog: Catalog, answers: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The id of the page that says so, and its row for sources.csv, none where the record holds it."""
    printed = catalog.sources["kind"].isin(PRINTED) & (catalog.sources["title"] == answers.get("title"))
    known = catalog.sources.loc[catalog.sources["url"] == answers["url"] if answers["url"] else printed, "id"]
    if len(known):
        return str(known.iloc[0]), {}
    source = free(catalog, "sources", f"{answers['publisher']} {answers['source_date']}")
    held = {"id": source, "publisher": answers["publisher"], "title": answers.get("title", ""), "date": answers["source_date"]}
    kind = "press" if answers["url"] else "print"
    return source, {"sources.csv": line(catalog, "sources", {**held, "url": answers["url"], "kind": kind, "sensitivity": "public"})}


def _words(catalog: Catalog, url: str, read: Callable[[str], str], write: Callable[[str], None]) -> dict[str, str]:
    """The words of a page that is in the record and was read: what it supports is said by some of them."""
    held = catalog.sources[(catalog.sources["url"] == url) & (url != "") & catalog.sources["read_as"].isin(READ)]
    if held.empty:
        return {}
    found = {"quote": _needed("Words of the page that say so, as they stand, at most 15", read, write)}
    found["lang"] = str(held.iloc[0]["language"]) or _choose("Their language", _languages(catalog), read, write)
    for code, name in (("en", "English"), ("it", "Italian")):
        found[code] = "" if code == found["lang"] else _needed(f"The same in {name}", read, write)
    return found | {"translation_is": "ours"}


def _languages(catalog: Catalog) -> list[str]:
    fields = next(item["schema"]["fields"] for item in catalog.descriptor["resources"] if item["name"] == "quotes")
    return list(next(item["constraints"]["enum"] for item in fields if item["name"] == "lang"))


def line(catalog: Catalog, table: str, values: Mapping[str, Any]) -> str:
    """A row of a table as CSV, in the column order of the record."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([values.get(name, "") for name in catalog.tables[table].columns])
    return out.getvalue().rstrip("\n")


def free(catalog: Catalog, table: str, words: str) -> str:
    """An id made of some words that no row of a table has."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or table
    key, count = slug, 2
    while catalog.has(table, key):
        key, count = f"{slug}-{count}", count + 1
    return key


def _codes(catalog: Catalog, vocabulary: str) -> list[str]:
    return list(catalog.codes.loc[catalog.codes["vocabulary"] == vocabulary, "code"])


def _needed(label: str, read: Callable[[str], str], write: Callable[[str], None]) -> str:
    while not (text := read(f"{label}: ").strip()):
        write("This one is needed.")
    return text


def _address(label: str, read: Callable[[str], str], write: Callable[[str], None]) -> str:
    while not (text := _needed(label, read, write)).startswith(("http://", "https://")):
        write("Write the whole address, with http:// or https://.")
    return text


def _count(label: str, read: Callable[[str], str], write: Callable[[str], None]) -> str:
    while (text := read(f"{label}: ").strip()) and not (text.isascii() and text.isdigit()):
        write("Write a whole number in digits, or leave it empty.")
    return text


def _choose(label: str, codes: list[str], read: Callable[[str], str], write: Callable[[str], None]) -> str:
    while (text := read(f"{label} [{', '.join(codes)}]: ").strip()) not in codes:
        write("Write one of the codes in brackets.")
    return text


def _date(label: str, read: Callable[[str], str], write: Callable[[str], None]) -> str:
    while (text := read(f"{label}: ").strip()) and not (DATE.match(text) and _is_past(text)):
        write("Write YYYY, YYYY-MM or YYYY-MM-DD, not in the future, or leave it empty.")
    return text


def _is_past(text: str) -> bool:
    try:
        dt.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return text <= dt.datetime.now(tz=dt.UTC).date().isoformat()[: len(text)]


def _place(catalog: Catalog, read: Callable[[str], str], write: Callable[[str], None]) -> str:
    places = catalog.places
    names = dict(zip(places["id"], places["name_en"] + " " + places["alternative_spellings"], strict=True))
    while True:
        text = read("Place (village, district or province; empty if unknown): ").strip()
        if not text:
            return "afghanistan"
        if text in names:
            return text
        best = process.extract(text, names, scorer=fuzz.partial_ratio, processor=utils.default_process, limit=5)
        write("Write one of these ids: " + ", ".join(key for _, _, key in best))
