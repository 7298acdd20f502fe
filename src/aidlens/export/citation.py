"""Citations of page, exhibit, work, source and record: in words, BibTeX, RIS and CSL-JSON, with the edition and the address of the view.

No day of access is written, so the same view gives the same bytes: the edition says which state of the record was seen. Nor is one
written of a page the record rests on: of none is it known that it was read live, and the note says how it was read again.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from aidlens.catalog import PRINTED, Catalog
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.evidence import stored_copy
from aidlens.i18n import Lang
from aidlens.view import View

FORMATS = {"text": ("txt", "text/plain"), "bibtex": ("bib", "application/x-bibtex"), "ris": ("ris", "application/x-research-info-systems")}
FORMATS |= {"csl": ("json", "application/vnd.citationstyles.csl+json")}
# What each kind of citation is called: the record, a page, a book, another thing on paper.
_RIS = {"dataset": "DATA", "page": "ELEC", "book": "BOOK", "print": "GEN"}
_CSL = {"dataset": "dataset", "page": "webpage", "book": "book", "print": "document"}
_TEX = {"\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}"}
_TEX |= {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True)
class Citation:
    """What is cited. ``author`` is an organisation, "" where none is known: ``publisher`` is not the author; ``date`` as precise as it is
    known (YYYY, YYYY-MM, YYYY-MM-DD), "" if undated; ``note`` says how the page was read, and that it is in print. ``kind``: see ``_RIS``.
    """

    key: str
    kind: str
    title: str
    author: str
    date: str
    edition: str
    url: str
    language: str
    publisher: str = ""
    note: str = ""

    def text(self, words: Lang) -> str:
        """One line for a note or a bibliography."""
        when = words.date(self.date) if self.kind != "dataset" and self.date else ""
        title = f"“{self.title}”" if words.code == "en" else f"«{self.title}»"
        parts = [self.author, title if self.title else "", self.publisher]
        if self.edition:
            parts.append(words.t("edition {edition}", edition=self.edition))
        if not self.edition:
            parts.append(when or words.t("undated"))
        return ", ".join(filter(None, [*parts, self.url, self.note])) + "."

    def bibtex(self) -> str:
        """A BibTeX entry: a book, else of type misc."""
        pairs = {
            "author": f"{{{_tex(self.author)}}}" if self.author else "",
            "title": f"{{{_tex(self.title)}}}" if self.title else "",
            ("publisher" if self.kind == "book" else "howpublished"): f"{{{_tex(self.publisher)}}}" if self.publisher else "",
            "year": self.date[:4],
            "edition": _tex(self.edition),
            # Escapes would break the address; braces and line ends could break the entry.
            "url": re.sub(r"[{}\s\\]", "", self.url),
            "language": {"en": "english", "it": "italian"}.get(self.language, self.language),
            "note": _tex(self.note),
        }
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in pairs.items() if value)
        return f"@{'book' if self.kind == 'book' else 'misc'}{{{self.key},\n{body}\n}}\n"

    def ris(self) -> str:
        """A RIS record: DATA for the record, ELEC for pages, BOOK and GEN for what is printed."""
        date = "/".join([*self.date.split("-"), "", ""][:3]) + "/" if self.date else ""
        pairs = [
            ("TY", _RIS[self.kind]),
            ("AU", self.author),
            ("TI", self.title),
            ("PB", self.publisher),
            ("PY", self.date[:4]),
            ("DA", date),
            ("ET", self.edition),
            ("LA", self.language),
            ("UR", self.url),
            ("N1", self.note),
        ]
        lines = [f"{name}  - {' '.join(value.split())}" for name, value in pairs if value]
        return "\n".join([*lines, "ER  - ", ""])

    def csl(self) -> str:
        """A list of one CSL-JSON item."""
        item: dict[str, object] = {
            "id": self.key,
            "type": _CSL[self.kind],
            "title": self.title,
            "author": [{"literal": self.author}] if self.author else [],
            "container-title": self.publisher,
            "publisher": self.publisher,
            "language": self.language,
            "URL": self.url,
            "note": self.note,
        }
        if self.date:
            item["issued"] = {"date-parts": [[int(part) for part in self.date.split("-")]]}
        if self.edition:
            item["version"] = self.edition
        return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1) + "\n"

    def forms(self, words: Lang) -> dict[str, str]:
        """Every form by its code in ``FORMATS``."""
        return {"text": self.text(words) + "\n", "bibtex": self.bibtex(), "ris": self.ris(), "csl": self.csl()}


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in " ".join(text.split()))


def of_record(catalog: Catalog, words: Lang, base: str) -> Citation:
    """The record itself; ``base`` is the site's address ("https://…"), "" where it is not known."""
    title = catalog.descriptor["title" if words.code == "en" else "title_it"].removeprefix("AidLens: ")
    title = title[:1].upper() + title[1:]
    return _own(catalog, "record", "dataset", title, f"{base}{View(page='data', lang=words.code).href()}", words)


def of_exhibit(catalog: Catalog, item: Exhibit, words: Lang, base: str) -> Citation:
    """An exhibit in its view."""
    return _own(catalog, item.id, "page", item.title, f"{base}{item.view.having(lang=words.code).href()}#{item.anchor}", words)


def of_page(catalog: Catalog, view: View, title: str, words: Lang, base: str) -> Citation:
    """A page, or the evidence a view has open, by its title."""
    return _own(
        catalog, view.work or view.claim or view.obs or view.page, "page", title, f"{base}{view.having(lang=words.code).href()}", words
    )


def of_thing(catalog: Catalog, key: str, title: str, url: str, words: Lang) -> Citation:
    """The own page of a work, a source, a place or a claim, by its title and whole address."""
    return _own(catalog, key, "page", title, url, words)


def of_source(catalog: Catalog, key: str, words: Lang) -> Citation:
    """A page the record rests on, as itself: its title where one was recorded, its publisher, how it was read. Raises KeyError for an
    unknown id.
    """
    row = catalog.row("sources", key)
    printed = row["kind"] in PRINTED
    said = words.t("in print") if printed else ""
    note = ", ".join(filter(None, (stored_copy(catalog, row, words), said)))
    kind, who = row["kind"] if printed else "page", catalog.publisher(key, words.code)
    return Citation(key, kind, row["title"], "", row["date"], "", row["url"], row["language"], who, note)


def _own(catalog: Catalog, key: str, kind: str, title: str, url: str, words: Lang) -> Citation:
    date = catalog.edition.replace(".", "-")[:7]
    date = date if re.fullmatch(r"\d{4}(-\d{2})?", date) else ""
    return Citation(f"aidlens-{catalog.edition}-{key}", kind, title, "AidLens", date, catalog.edition, url, words.code)
