"""A deck's numbers as a workbook: a sheet of contents, then one a slide, every cell typed; the same deck gives the same bytes."""

from __future__ import annotations

import io
import re
from typing import Any

from xlsxwriter import Workbook

from aidlens.catalog import Catalog
from aidlens.deck import Deck, Slide, say
from aidlens.exhibits import quoted_rows
from aidlens.exhibits.base import Column, Exhibit
from aidlens.export import deck_text
from aidlens.export.pptx_charts import number
from aidlens.i18n import Lang

MOST_WIDE = 60
CREATED = deck_text.CREATED


def build(catalog: Catalog, deck: Deck, lang: Lang) -> bytes:
    """The workbook's bytes."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": CREATED, "author": "AidLens", "title": deck_text.deck_title(deck, lang)})
    styles = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"num_format": "#,##0.###", "valign": "top"}),
    }
    names = _names(deck, lang)
    _contents(book, catalog, deck, lang, names, styles)
    for slide, name in zip(deck.slides, names, strict=True):
        shown = slide.shown(catalog, lang)
        _sheet(book.add_worksheet(name), catalog, shown, lang, styles)
    _quotes(book, catalog, deck, lang, styles)
    book.close()
    return out.getvalue()


def _quotes(book: Any, catalog: Catalog, deck: Deck, lang: Lang, styles: dict[str, Any]) -> None:
    """The pages' own words for what the slides show, each once, with the page's address; no sheet where there are none."""
    said = dict.fromkeys(quote for slide in deck.slides for quote in quoted_rows.of_exhibit(catalog, slide.shown(catalog, lang)))
    if not said:
        return
    sheet = book.add_worksheet(lang.t("Quotes"))
    heads = ((lang.t("Quotes"), 60), (lang.t("Translation"), 60), (lang.t("Publisher"), 30), (lang.t("Date"), 14), (lang.t("Address"), 60))
    for place, (head, wide) in enumerate(heads):
        sheet.write_string(0, place, head, styles["head"])
        sheet.set_column(place, place, wide)
    for line, quote in enumerate(said, 1):
        page = catalog.row("sources", quote.source)
        translated = quote.it if lang.code == "it" else quote.en
        if translated:
            translated += f" ({catalog.code('translation_is', quote.translation_is, lang.code)})"
        for place, text in enumerate((quote.quote, translated, page["publisher"], lang.date(page["date"]), page["url"])):
            sheet.write_string(line, place, deck_text.clean(str(text)), styles["text"])
    sheet.freeze_panes(1, 0)


def _names(deck: Deck, lang: Lang) -> list[str]:
    # A sheet's name holds at most 31 letters and none of []:*?/\\.
    return [f"{place} {re.sub(r'[^a-z0-9-]', '', slide.exhibit)}"[:31] for place, slide in enumerate(deck.slides, 1)]


def _contents(book: Any, catalog: Catalog, deck: Deck, lang: Lang, names: list[str], styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(lang.t("Contents"))
    heads = (
        lang.t("Slide"),
        lang.t("Sheet"),
        lang.t("Title"),
        lang.t("What can safely be said"),
        lang.t("Coverage"),
        lang.t("Sources"),
        lang.t("Path"),
    )
    sheet.write_string(0, 0, deck_text.deck_title(deck, lang), styles["title"])
    sheet.write_string(1, 0, deck_text.edition_line(catalog, lang))
    for place, (head, wide) in enumerate(zip(heads, (8, 16, 50, 60, 40, 40, 30), strict=True)):
        sheet.write_string(3, place, head, styles["head"])
        sheet.set_column(place, place, wide)
    sheet.freeze_panes(4, 0)
    for line, (slide, name) in enumerate(zip(deck.slides, names, strict=True), 4):
        shown = slide.shown(catalog, lang)
        sheet.write_number(line, 0, line - 3)
        sheet.write_url(line, 1, f"internal:'{name}'!A1", string=name)
        for place, text in enumerate(_said(catalog, slide, shown, lang), 2):
            sheet.write_string(line, place, deck_text.clean(text), styles["text"])


def _said(catalog: Catalog, slide: Slide, shown: Exhibit, lang: Lang) -> tuple[str, ...]:
    return deck_text.title_of(slide, shown), say(catalog, slide, lang), shown.coverage, shown.source_line, deck_text.path_of(slide, lang)


def _sheet(sheet: Any, catalog: Catalog, shown: Exhibit, lang: Lang, styles: dict[str, Any]) -> None:
    """One exhibit's table: readers' words, and behind them the plain number where there is one."""
    data = shown.data
    columns: list[tuple[str, Column, bool]] = []
    for column in shown.columns:
        columns.append((column.label, column, False))
        if column.value:
            columns.append((lang.t("{column} (number)", column=column.label), column, True))
    for place, (head, column, plain) in enumerate(columns):
        sheet.write_string(0, place, head, styles["head"])
        cells = [str(text) for text in data[column.key]]
        sheet.set_column(place, place, 18 if plain else min(MOST_WIDE, max(10, *(len(text) + 2 for text in [head, *cells]))))
        for line, row in enumerate(data.to_dict("records"), 1):
            value = number(row[column.value]) if plain else None
            if plain and value is not None:
                sheet.write_number(line, place, value, styles["number"])
            elif not plain:
                sheet.write_string(line, place, deck_text.clean(str(row[column.key]))[:32_000], styles["text"])
    sheet.freeze_panes(1, 1)
    if len(data):
        sheet.autofilter(0, 0, len(data), len(columns) - 1)
