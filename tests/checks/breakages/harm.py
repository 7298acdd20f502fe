"""Breakages that could do harm, and those of the pages' own words."""

from __future__ import annotations

import re
from pathlib import Path

from tests import tables
from tests.checks.breakages.means import Break, Breakage, any_row, cells, changed, has, public


def _withheld(root: Path) -> str:
    return next(row["id"] for row in tables.read(root, "works") if row["sensitivity"] == "withheld")


def _withheld_work(**values: str) -> Break:
    return lambda root: tables.change(root, "works", has(sensitivity="withheld"), **values)


def _part_of_withheld(root: Path) -> int:
    return tables.change(root, "works", has(sensitivity="public", part_of=""), part_of=_withheld(root))


def _outcome_of_withheld(root: Path) -> int:
    return tables.change(root, "outcomes", has(sensitivity="public"), work=_withheld(root))


def _line_of_withheld(root: Path) -> int:
    return tables.change(root, "work_sources", has(work=_withheld(root)), note="the village is")


def _changed_withheld(root: Path) -> int | None:
    return changed(row=_withheld(root))(root)


def _changed_about_withheld(root: Path) -> int | None:
    return changed(table="outcomes", row=tables.read(root, "outcomes")[-1]["id"], what="about", before=_withheld(root), after="")(root)


def _withheld_in_province(root: Path) -> int:
    return tables.change(root, "work_places", has(work=_withheld(root)), place="herat")


def _coarse_in_village(root: Path) -> int:
    works = {row["id"] for row in tables.read(root, "works") if row["sensitivity"] == "coarse"}
    village = next(row["id"] for row in tables.read(root, "places") if row["kind"] == "village")
    return tables.change(root, "work_places", lambda row: row["work"] in works, place=village)


def _quote_of(sensitivity: str, field: str = "quote", of_own: bool = True) -> Break:
    """A quote on a work that names a village: its own, where the record lets it have one, or one of others."""

    def do(root: Path) -> int:
        lines = tables.read(root, "work_places")
        village = next(row for row in tables.read(root, "places") if row["kind"] == "village" and len(row["name_en"]) > 6)
        inside = {line["work"] for line in lines if line["place"] == village["id"]}
        works = [row["id"] for row in tables.read(root, "works") if row["sensitivity"] == sensitivity]
        work = next(key for key in works if of_own or key not in inside)
        words = {"quote": "una scuola", "en": "a school"}
        words[field] += f" ({village['name_en'].upper()})" if sensitivity != "withheld" else ""
        about = {"facts": "existence", "lang": "it", "translation_is": "ours", "source": tables.read(root, "sources")[0]["id"]}
        return tables.append(root, "quotes", table="works", row=work, **about, **words)

    return do


def _quote_of_number(root: Path) -> int:
    number = tables.read(root, "observations")[0]
    about = {"facts": "value;outcome", "lang": "en", "quote": "ten", "it": "dieci", "translation_is": "ours"}
    return tables.append(root, "quotes", table="observations", row=number["id"], source=number["source"], **about)


def _quote_of_page(read_as: str) -> Break:
    def breaks(root: Path) -> int:
        source = tables.read(root, "quotes")[0]["source"]
        tables.change(root, "sources", has(id=source), read_as=read_as)
        return 2

    return breaks


def _not_found(queries: str) -> Break:
    """A page behind a work of a ladder that was not found; none of its words are kept."""

    def breaks(root: Path) -> int:
        works = [row["id"] for row in tables.read(root, "works") if row["counts_for"] == "schools" and row["status"] == "completed"]
        source = next(line["source"] for line in tables.read(root, "work_sources") if line["work"] == works[0])
        tables.drop(root, "quotes", has(source=source))
        return tables.change(root, "sources", has(id=source), read_as="not_found", queries=queries)

    return breaks


def _fact_without_words(root: Path) -> int:
    quotes = [row for row in tables.read(root, "quotes") if row["table"] == "works"]
    costs = [(row["row"], row["source"]) for row in quotes if "cost" in row["facts"]]
    quote = next(row for row in quotes if row["facts"] == "cost" and costs.count((row["row"], row["source"])) == 1)
    tables.change(root, "quotes", lambda row: row == quote, facts="existence")
    return tables.change(root, "work_sources", has(work=quote["row"], source=quote["source"]))


def _note(note: str) -> Break:
    return cells("events", any_row, note=note)


def _lost_bound(root: Path) -> int:
    whole = re.compile(r"\d{2,}")
    number = next(row for row in tables.read(root, "observations") if row["qualifier"] == "exact" and whole.fullmatch(row["value"]))
    words = f"circa {int(number['value']):,}".replace(",", ".")
    about = {"facts": "value", "lang": "it", "quote": words, "en": "x", "translation_is": "ours"}
    tables.append(root, "quotes", table="observations", row=number["id"], source=number["source"], **about)
    return tables.change(root, "observations", has(id=number["id"]))


def _lost_bound_of_cost(root: Path) -> int:
    work = next(row["id"] for row in tables.read(root, "works") if public(row) and row["cost_value"])
    about = {"facts": "cost", "lang": "it", "quote": "oltre 1,2 milioni", "en": "x", "translation_is": "ours"}
    tables.append(root, "quotes", table="works", row=work, source=tables.read(root, "sources")[0]["id"], **about)
    return tables.change(root, "works", has(id=work), cost_value="1200000", cost_qualifier="exact")


def _lost_bound_of_capacity(root: Path) -> int:
    work = next(row["id"] for row in tables.read(root, "works") if public(row) and row["capacity_value"])
    about = {"facts": "capacity", "lang": "it", "quote": "circa 1.200 alunni", "en": "x", "translation_is": "ours"}
    tables.append(root, "quotes", table="works", row=work, source=tables.read(root, "sources")[0]["id"], **about)
    return tables.change(root, "works", has(id=work), capacity_value="1200", capacity_qualifier="exact")


HARM = [
    # ── harm ──
    Breakage("a change of a withheld work", "withheld-link", "changes.csv", "row", _changed_withheld),
    Breakage("a change that names a withheld work", "withheld-link", "changes.csv", "before", _changed_about_withheld),
    Breakage("a withheld work in a province", "withheld-place", "work_places.csv", "place", _withheld_in_province),
    Breakage("a withheld work with a note", "withheld-detail", "works.csv", "note", _withheld_work(note="it stands in")),
    Breakage("a withheld work with a doubt", "withheld-detail", "works.csv", "doubt_en", _withheld_work(doubt_en="x", doubt_it="y")),
    Breakage("a withheld work with a date", "withheld-detail", "works.csv", "date", _withheld_work(date="2011")),
    Breakage("a withheld work with a number of units", "withheld-detail", "works.csv", "units", _withheld_work(units="1")),
    Breakage("a withheld work with a cost", "withheld-detail", "works.csv", "cost_value", _withheld_work(cost_value="1000")),
    Breakage("a withheld work with a kind of its own", "withheld-name", "works.csv", "kind", _withheld_work(kind="school")),
    Breakage("a withheld work with a facility of its own", "withheld-name", "works.csv", "facility", _withheld_work(facility="clinic")),
    Breakage("a withheld work with a name of its own", "withheld-name", "works.csv", "name_en", _withheld_work(name_en="A school")),
    Breakage("a work that is part of a withheld one", "withheld-link", "works.csv", "part_of", _part_of_withheld),
    Breakage("a public outcome of a withheld work", "withheld-link", "outcomes.csv", "work", _outcome_of_withheld),
    Breakage("a told line of a withheld work", "withheld-link", "work_sources.csv", "source", _line_of_withheld),
    Breakage("a security work in a village", "coarse-place", "work_places.csv", "place", _coarse_in_village),
    # ── the pages' own words ──
    Breakage("a quote of sixteen words", "quote-long", "quotes.csv", "quote", cells("quotes", any_row, quote="a b […] " * 8)),
    Breakage("a wording of sixteen words", "quote-long", "observations.csv", "wording", cells("observations", any_row, wording="a b " * 8)),
    Breakage("a note that quotes sixteen words", "quote-long", "events.csv", "note", _note("It says «" + "a b " * 8 + "».")),
    Breakage("a quote of a page not found again", "quote-unread", "quotes.csv", "source", _quote_of_page("not_found")),
    Breakage("a quote of a page not looked for", "quote-unread", "quotes.csv", "source", _quote_of_page("")),
    Breakage("a page not found, never looked for", "queries-few", "sources.csv", "queries", _not_found("")),
    Breakage("a page not found after two queries, one of them twice", "queries-few", "sources.csv", "queries", _not_found("a;b;a")),
    Breakage("a cost that no words kept of its page carry", "supports-unquoted", "work_sources.csv", "supports", _fact_without_words),
    Breakage("a number that is exact where its page says about", "bound-lost", "observations.csv", "qualifier", _lost_bound),
    Breakage("a cost that is exact where its page says over", "bound-lost", "works.csv", "cost_qualifier", _lost_bound_of_cost),
    Breakage("an exact capacity where its page says about", "bound-lost", "works.csv", "capacity_qualifier", _lost_bound_of_capacity),
    Breakage("a quote of no work", "dangling-key", "quotes.csv", "row", cells("quotes", any_row, row="nowhere"), ("supports-unquoted",)),
    Breakage("a quote of a place", "unknown-code", "quotes.csv", "table", cells("quotes", any_row, table_="places")),
    Breakage("a quote of no table", "unknown-code", "quotes.csv", "table", cells("quotes", any_row, table_="nowhere")),
    Breakage("a quote that carries an outcome of a number", "unknown-code", "quotes.csv", "facts", _quote_of_number),
    Breakage("a quote of a withheld work", "quote-withheld", "quotes.csv", "row", _quote_of("withheld")),
    Breakage("Italian put into Italian", "quote-own-language", "quotes.csv", "it", cells("quotes", has(lang="it"), it="una scuola")),
    Breakage("Italian not put into English", "quote-untranslated", "quotes.csv", "en", cells("quotes", has(lang="it"), en="")),
    Breakage("English not put into Italian", "quote-untranslated", "quotes.csv", "it", cells("quotes", has(lang="en"), it="")),
    Breakage("a translation that is nobody's", "required", "quotes.csv", "translation_is", cells("quotes", any_row, translation_is="")),
    Breakage("a quote that names another village", "quote-place", "quotes.csv", "quote", _quote_of("public", of_own=False)),
    Breakage("a translation that names another village", "quote-place", "quotes.csv", "en", _quote_of("public", "en", of_own=False)),
    Breakage("a quote of a security work that names a village", "quote-place", "quotes.csv", "quote", _quote_of("coarse")),
]  # fmt: skip
