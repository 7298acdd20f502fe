"""Workbooks (XLSX): typed cells, frozen and described headers, addresses to click, and no cell that could be taken for a formula."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import xlsxwriter

from aidlens.catalog import Catalog
from aidlens.exhibits import contact, quoted_rows, search_words
from aidlens.exhibits.base import Exhibit
from aidlens.export.archive import limits
from aidlens.i18n import Lang
from aidlens.measures import public, quotes, work_row
from aidlens.measures.quotes import Quote
from aidlens.view import View

# A fixed date of making: a real one would change the bytes from day to day.
CREATED = dt.datetime(2000, 1, 1)
LONGEST = 32_767
WIDEST = 60


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, headings with their descriptions, and rows of typed cells (None is empty)."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: list[list[Any]]


def workbook(sheets: Iterable[Sheet], title: str) -> bytes:
    """The bytes of a workbook; the same sheets give the same bytes."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": title, "author": "AidLens", "created": CREATED, "comments": "CC BY 4.0"})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        link = book.get_default_url_format()
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name[:31]), sheet, bold, link)
    return made.getvalue()


def _write(page: Any, sheet: Sheet, bold: Any, link: Any) -> None:
    page.freeze_panes(1, 1)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    for at, (name, about) in enumerate(sheet.columns):
        page.write_string(0, at, name, bold)
        if about:
            page.write_comment(0, at, about, {"author": "AidLens", "x_scale": 2})
        texts = [str(row[at]) for row in sheet.rows[:200] if row[at] is not None]
        page.set_column(at, at, min(WIDEST, max([len(name), *map(len, texts)]) + 2))
    for down, row in enumerate(sheet.rows, 1):
        for at, value in enumerate(row):
            _cell(page, down, at, value, link)


def _cell(page: Any, row: int, column: int, value: Any, link: Any) -> None:
    if value is None or value != value or value == "":
        return
    if type(value).__name__.startswith("bool"):
        page.write_boolean(row, column, bool(value))
    elif isinstance(value, (int, float)) or hasattr(value, "dtype"):
        page.write_number(row, column, float(value))
    elif str(value).startswith(("http://", "https://")) and " " not in str(value) and len(str(value)) < 2_000:
        page.write_url(row, column, str(value).replace('"', "%22"), link, str(value))
    else:
        page.write_string(row, column, str(value)[:LONGEST])


def _columns(schema: Mapping[str, Any], words: Lang) -> tuple[tuple[str, str], ...]:
    suffix = "" if words.code == "en" else f"_{words.code}"
    return tuple((item["name"], f"{item['title' + suffix]}. {item['description' + suffix]}") for item in schema["fields"])


def _rows(frame: pd.DataFrame) -> list[list[Any]]:
    return [list(row) for row in frame.itertuples(index=False, name=None)]


def record(catalog: Catalog, words: Lang) -> bytes:
    """The public record: a sheet of notes, then a sheet a table."""
    schemas = public.schemas(catalog)
    sheets = [_notes(catalog, words, catalog.descriptor["title" if words.code == "en" else "title_it"])]
    for name, schema in schemas.items():
        names = [item["name"] for item in schema["fields"]]
        sheets.append(Sheet(name, _columns(schema, words), _rows(public.table(catalog, name)[names])))
    return workbook(sheets, f"AidLens {catalog.edition}")


def works(catalog: Catalog, view: View, words: Lang) -> bytes:
    """The works of a view, and the notes that go with them."""
    frame = work_row.rows(catalog, view, words)
    more = [item.whole for item in search_words.of_works(catalog, view, words)]
    sheet = Sheet("works", _columns(public.schemas(catalog)["works"], words), _rows(frame))
    cited = (key for cell in frame["sources"] for key in cell.split(";") if key)
    said = [quote for key in frame["id"] for quote in quotes.of_work(catalog, key)]
    sheets = [_notes(catalog, words, view.href(), more), sheet, _sources(catalog, cited, words), *_quotes(catalog, said, words)]
    return workbook(sheets, f"AidLens {catalog.edition}: works")


def exhibit(catalog: Catalog, item: Exhibit, words: Lang) -> bytes:
    """An exhibit: the table as readers see it, the raw numbers, its sources with their addresses, its notes."""
    shown, raw = item.table(), item.raw()
    more = [item.title, item.subtitle, *item.lines]
    sheets = [
        _notes(catalog, words, item.href, [line for line in more if line]),
        Sheet(words.t("Table"), tuple((name, "") for name in shown.columns), _rows(shown)),
        Sheet(words.t("Numbers"), tuple((str(name), "") for name in raw.columns), _rows(raw)),
        _sources(catalog, item.sources, words),
        *_quotes(catalog, quoted_rows.of_exhibit(catalog, item), words),
    ]
    return workbook(sheets, f"AidLens {catalog.edition}: {item.title}")


def _sources(catalog: Catalog, cited: Iterable[str], words: Lang) -> Sheet:
    """The sources cited, each once, with addresses to click."""
    heads = (words.t("Source"), words.t("Publisher"), words.t("Title"), words.t("Date"), words.t("Address"), words.t("Archived copy"))
    found = [catalog.row("sources", key) for key in dict.fromkeys(cited)]
    lines = [[row[name] for name in ("id", "publisher", "title", "date", "url", "archived_url")] for row in found]
    return Sheet(words.t("Sources"), tuple((head, "") for head in heads), lines)


def _quotes(catalog: Catalog, said: Iterable[Quote], words: Lang) -> list[Sheet]:
    """The pages' own words for the rows shown, as the record has them; no sheet where there are none."""
    rows = [[";".join(value) if isinstance(value, tuple) else value for value in vars(quote).values()] for quote in said]
    return [Sheet(words.t("Quotes"), _columns(public.schemas(catalog)["quotes"], words), rows)] if rows else []


def _notes(catalog: Catalog, words: Lang, view: str, more: Iterable[str] = ()) -> Sheet:
    lines = [
        f"AidLens, {words.t('Edition').lower()} {catalog.edition}. CC BY 4.0.",
        view,
        *more,
        *limits(words),
        contact.told(catalog, words).text,
    ]
    return Sheet(words.t("Notes"), ((words.t("Read this first"), ""),), [[line] for line in lines])
