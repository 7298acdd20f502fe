"""What a fault of the record is, and its words in both languages.

A fault is a value: file, row, field, cell, what is wrong, how to mend it. Rows are numbered as a spreadsheet shows them: the header is
row 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from dataclasses import field as attribute

from aidlens.i18n import Lang

# code → (what is wrong, how to mend it); both are messages of the catalogue.
MESSAGES: Mapping[str, tuple[str, str]] = {
    "missing-file": (
        "the file is missing",
        "put {file} back into the record's folder, or name another record with --data",
    ),
    "unreadable-file": ("the file cannot be read ({detail})", "give the file read permission, or copy it again"),
    "empty-file": ("the file is empty", "restore the file with its header row"),
    "nul-byte": (
        "the file holds NUL bytes, so it is not plain text",
        "save it again as CSV UTF-8 from the program it came from",
    ),
    "encoding": ("the file is not UTF-8", "in the spreadsheet choose File, Save as, CSV UTF-8 (comma delimited)"),
    "semicolons": (
        "the cells are separated by semicolons",
        "in the spreadsheet choose File, Save as, CSV, and set the field separator to a comma (LibreOffice: tick «Edit filter settings»)",
    ),
    "long-cell": ("the cell is larger than 64 kB", "shorten the text; a cell of the record holds one fact"),
    "half-line": (
        "the last line stops in the middle",
        "finish the last line, or remove it, and end the file with a line break",
    ),
    "quotes": (
        "the quotation marks of this row do not match",
        "write a quotation mark inside a cell twice, and put that whole cell in quotation marks",
    ),
    "bad-package": ("the description of the record cannot be read ({detail})", "restore datapackage.json"),
    "missing-table": ("the table «{value}» is not described", "restore its part of datapackage.json"),
    "missing-column": (
        "the column «{field}» is missing",
        "add the column; datapackage.json lists the columns in order",
    ),
    "extra-column": ("the column «{value}» is not described", "remove the column, or describe it in datapackage.json"),
    "renamed-column": ("the column «{field}» is called «{value}» here", "name it {field} again"),
    "column-order": ("the columns stand in another order", "put them in this order: {detail}"),
    "extra-cell": (
        "the row has more cells than the header",
        "quote the text that holds a comma, or remove the extra cell",
    ),
    "missing-cell": (
        "the row has fewer cells than the header",
        "add the missing commas: an empty cell still needs its comma",
    ),
    "blank-row": ("the row is blank", "remove the row"),
    "type": (
        "the cell holds something else than: {detail}",
        "write what the column holds, or leave the cell empty if the source does not say",
    ),
    "required": ("a required cell is blank", "fill in {field}; a row without it cannot be shown"),
    "duplicate": (
        "this id stands in the table already",
        "choose another id; ids are stable for ever, so keep the older one",
    ),
    "unknown-code": ("this code is not known", "use one of: {detail}"),
    "pattern": ("this is not written as it must be", "{detail}"),
    "range": ("the number is out of range", "write a number that is {detail}, or correct the column it stands in"),
    "formula": (
        "the text begins with a sign that a spreadsheet takes for a formula",
        "begin it with a letter, a digit or a quotation mark (not with = + - @, a tab or a line break)",
    ),
    "dangling-key": ("nothing in {detail} has this id", "add the row to {detail} first, or correct the id"),
    "schema": ("the cell does not fit the description ({detail})", "see datapackage.json for what the column holds"),
    "one-language": ("the text stands in one language only", "write {field} too, with the same content"),
    "future-date": ("the date lies in the future", "correct the date; the record holds what a source has said"),
    "no-such-day": ("the calendar has no such day", "correct the date, or write it no finer than the source does"),
    "named-row": (
        "no row has this id, which pages ask for",
        "put the row back, or give the id to the row that took its place; ids are stable for ever",
    ),
    "parent-loop": ("the chain of parents comes back to this row", "correct the parent"),
    "date-order": ("the period ends before it starts", "swap or correct the two dates"),
    "contact": (
        "nobody can be reached here: it is neither a mail address nor a web address, or it is a public place",
        "give an address that only those who answer can read, such as name@example.org, or leave it empty",
    ),
    "share-over-100": ("a share cannot exceed 100%", "correct the value, or its kind if it is a rate"),
    "planned-as-built": (
        "a work with status «{value}» carries the date of an opening",
        "set the status to completed if a page says so, or correct date_is",
    ),
    "no-source": ("no page supports this row", "add a line to work_sources.csv"),
    "source-address": (
        "the source has no address",
        "give the address, or set kind to book or print, or sensitivity to withheld",
    ),
    "address-held": (
        "this source must carry no address",
        "remove the address: the source is printed or must not be shown",
    ),
    "told-place": ("what was told without a source names a place in a province", "write the province, or leave the cell empty"),
    "address-form": ("this is not a web address", "start it with http:// or https://"),
    "point-on-village": (
        "only districts carry a point",
        "remove lat and lon; a pin finer than a district seat can put people at risk",
    ),
    "half-point": ("a point needs both lat and lon", "give both, or neither"),
    "point-off-province": (
        "the point lies {detail} km outside {value}",
        "correct the point, or the parent of the place",
    ),
    "withheld-place": (
        "a withheld work has a place finer than the country",
        "point it at the country in work_places.csv",
    ),
    "withheld-detail": ("a withheld row carries «{field}»", "empty the cell: it could point at people at risk"),
    "withheld-name": ("a withheld row has a «{field}» of its own", "write «{value}»: a name could point at people at risk"),
    "withheld-link": ("this row points at a withheld work", "remove the id from the list"),
    "coarse-place": (
        "a security work has a place finer than its district",
        "point it at the district in work_places.csv",
    ),
    "sum-without-parts": (
        "the label of a sum does not name each number it adds",
        "write value and label of every number in derived_from, as in “44 outpatient clinics and 2 hospitals”; they add up to the value",
    ),
    "twins-counted": (
        "this work and «{value}», which may be the same, are both counted",
        "decide by reading: let one of them not count, or say in a doubt that it is “taken as another” work, and why",
    ),
    "plan-added": ("a plan may be added to what was done", "write true in do_not_add, or correct the kind"),
    "doubt-denied": (
        "the doubt says «{value}», and the column «{field}» says otherwise",
        "correct the column, or rewrite doubt_en and doubt_it",
    ),
    "supports-empty": (
        "the page is said to support «{value}», of which the record holds nothing",
        "fill in what the page says, or take the word out of supports",
    ),
    "payer-not-stated": (
        "the page is called the payer's own, and no payer is stated",
        "fill in funders and funder_is if a page says who paid, or correct the relation",
    ),
    "report-date": (
        "the date of a report is that of none of the work's pages",
        "write the page's own date, or correct date_is; if the date is deduced, a doubt says so",
    ),
    "outcome-without-work": ("an outcome of one work names no work", "name the work, or correct the scope"),
    "outcome-of-more": (
        "what is said of more than one work hangs on «{value}» alone",
        "empty the cell, or write the scope work if the page speaks of that work",
    ),
    "research-words": (
        "the text says «{value}»: words of the files that the record was made from",
        "say it of the page or the work, or empty the cell",
    ),
    "id-gone": (
        "the id «{value}» stands no longer in the record, and links point at it",
        "put the row back, or write « = » and the id of the row it was folded into behind it; "
        "a work, an outcome or a source that must not be shown goes by «aidlens withhold»",
    ),
    "id-unlisted": ("the id «{value}» is not listed in ids.txt", "run «aidlens ids», which adds it"),
    "half-derived": ("a derived number needs both formula and derived_from", "fill in both, or neither"),
    "works-without-place": (
        "the work has no line in work_places.csv",
        "add one; where nothing is known, the place is the country",
    ),
    "quote-long": ("the quote has {detail} words", "keep at most 15, what carries the fact; write […] for what is cut"),
    "quote-unread": ("the page «{value}» does not count as read", "write in sources.csv how it was read, or remove its words"),
    "queries-few": (
        "a page behind a ladder counts as not found, and fewer than {detail} queries are told",
        "look for it by {detail} different queries, and write them in {field} with a semicolon between them",
    ),
    "supports-unquoted": ("no words kept of this page carry «{value}»", "keep its words in quotes.csv, or take «{value}» out of {field}"),
    "bound-lost": ("the page says «{detail}» of this number", "write the bound that the page gives in {field}"),
    "quote-withheld": ("the words stand on a withheld row", "remove this line: words can point at people at risk"),
    "quote-own-language": ("this is the language of the quote itself", "empty {field}, or correct lang"),
    "quote-untranslated": ("the translation into this language is missing", "write {field}, and in translation_is whose it is"),
    "quote-place": ("the words name «{value}», a village that their row does not show", "cut the name with […], in the translations too"),
    "scene-line": (
        "the scene «{value}» stands before no paragraph, or in the middle of a line",
        "put its reference on a line of its own, before the paragraph that it belongs to",
    ),
    "scene-order": ("the scene «{value}» stands twice, or out of its order", "put the scenes into the order of scenes.csv: {detail}"),
    "scene-missing": (
        "no line of {detail} gives the scene «{value}» its place",
        "write its reference before a paragraph in both languages, or remove the row",
    ),
    "token": ("the text names «{value}», which the record does not hold", "correct the reference"),
    "loose-number": (
        "the text holds the number «{value}» without a reference",
        "replace it with a reference to the record",
    ),
}

# Details that are words (others are names, numbers or codes): messages of the catalogue too.
DETAILS = (
    "number",
    "whole number",
    "true or false",
    "use small letters, digits and hyphens only",
    "write the date as YYYY, YYYY-MM or YYYY-MM-DD",
    "correct the text",
)


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with the record. ``row`` 0 means the file as a whole."""

    file: str
    row: int
    field: str
    value: str
    code: str
    detail: str = attribute(default="", compare=False)

    def what(self, lang: Lang) -> str:
        """What is wrong, in words."""
        return lang.t(MESSAGES[self.code][0], **self._params(lang))

    def remedy(self, lang: Lang) -> str:
        """How to mend it, in words."""
        return lang.t(MESSAGES[self.code][1], **self._params(lang))

    def line(self, lang: Lang) -> str:
        """The fault in one line: where, what, how to mend it."""
        where = [self.file]
        if self.row:
            where.append(lang.t("row {row}", row=self.row))
        if self.field:
            where.append(self.field)
        cell = f" «{self._cell}»" if self.value and "{value}" not in MESSAGES[self.code][0] else ""
        return f"{', '.join(where)}:{cell} {self.what(lang)}. {lang.t('How to fix it')}: {self.remedy(lang)}."

    def to_dict(self, lang: Lang) -> dict[str, object]:
        """The fault as plain data for ``aidlens check --json``."""
        data = {key: value for key, value in asdict(self).items() if key != "detail"}
        return data | {"what": self.what(lang), "remedy": self.remedy(lang)}

    def _params(self, lang: Lang) -> dict[str, str]:
        detail = lang.t(self.detail) if self.detail in DETAILS else self.detail
        return {"file": self.file, "field": self.field, "value": self._cell, "detail": detail}

    @property
    def _cell(self) -> str:
        # A cell may hold line breaks; a fault is one line.
        return " ⏎ ".join(self.value.splitlines())[:60]


class RecordError(Exception):
    """The record does not pass its checks; ``faults`` says why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults in the record")
        self.faults = faults
