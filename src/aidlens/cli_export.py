"""The command line's ``aidlens export``: the files that the site offers, made from the shell."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from aidlens.catalog import Catalog, default_dir
from aidlens.checks.record import check
from aidlens.export.place import Refusal, destination, is_pdf, site_address, write
from aidlens.i18n import CODES, lang
from aidlens.view import HOME, PAGES, View

# Exhibits and files bring the drawing libraries with them: loaded when a command needs them, not when the command line starts.

OK, FAULTS, MISUSE = 0, 1, 2


def add(commands: argparse._SubParsersAction) -> argparse._SubParsersAction:
    """Add ``export`` to the commands; returns its own subcommands for others to join."""
    parser = commands.add_parser("export", help="write a file: record, works, exhibit, citation, deck", description="Write a file.")
    kinds: argparse._SubParsersAction = parser.add_subparsers(metavar="WHAT", required=True)
    _kind(kinds, "package", "the whole record as a Data Package (zip)", "aidlens-{edition}.zip", _package)
    _kind(kinds, "xlsx", "the whole record as a workbook", "aidlens-{edition}.xlsx", _record)
    table = _kind(kinds, "table", "one table of the record as CSV", "{name}.csv", _table)
    table.add_argument("name", help="a table of datapackage.json: works, sources, …")
    shown = _kind(kinds, "works", "the works of a view", "aidlens-works.{format}", _works)
    shown.add_argument("--format", choices=("csv", "xlsx", "geojson"), default="csv")
    one = _kind(kinds, "exhibit", "one exhibit of a view", "aidlens-{name}.{format}", _exhibit)
    one.add_argument("name", help="an exhibit: ladder, split, counts, map, …; an unknown name lists them all")
    one.add_argument("--format", choices=("csv", "xlsx"), default="csv")
    one.epilog = "Pictures (PNG, SVG) are drawn by a reader's browser: open the view on the site and choose them under the exhibit."
    cite = _kind(kinds, "citation", "how to cite the record, a page, an exhibit, a work or a source", "-", _citation)
    cite.add_argument("name", nargs="?", default="record", help="record (default), page, or the id of an exhibit, a work or a source")
    cite.add_argument("--format", choices=("text", "bibtex", "ris", "csl"), default="text")
    cite.add_argument("--base", default="", help="the site's address, written before the view (https://…)")
    words = "one claim of the article on one side of A4, to print; as PDF where FILE ends in .pdf and a browser is found"
    sheet = _kind(kinds, "sheet", words, "aidlens-{claim}.html", _sheet)
    sheet.add_argument("--claim", required=True, help="a claim: schools, hospitals, wells, …; an unknown one lists them all")
    sheet.add_argument("--base", default="", help="the site's address, for links and the QR code (https://…)")
    for parser in (shown, one, cite):
        parser.add_argument("--view", default="", metavar="ADDRESS", help="the address of the view: '/works?kind=school&province=herat'")
    return kinds


def _kind(
    kinds: argparse._SubParsersAction, name: str, words: str, output: str, make: Callable[[Catalog, argparse.Namespace], bytes]
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = kinds.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
    parser.add_argument("--data", metavar="DIR", help="the folder of the record (default: data/ beside the app)")
    shown = output.format(edition="EDITION", name="NAME", format="FORMAT", claim="CLAIM")
    parser.add_argument("--output", metavar="FILE", help=f"where to write ({shown}); - is standard output")
    parser.add_argument("--lang", choices=CODES, default="en", help="language of the words in the file")
    parser.set_defaults(run=lambda arguments: run(arguments, make, output))
    return parser


def run(arguments: argparse.Namespace, make: Callable[[Catalog, argparse.Namespace], bytes], output: str) -> int:
    """Make the file of one subcommand and write it, to ``output`` where no file is named; returns the exit code."""
    words = lang(arguments.lang)
    kind = arguments.format if output == "-" else output.format(edition="", **vars(arguments)).rpartition(".")[2]
    destination(arguments.output, kind, words)
    if getattr(arguments, "base", ""):
        arguments.base = site_address(arguments.base, words)
    catalog, faults = check(default_dir())
    if catalog is None or faults:
        print("The record has faults: mend them first (aidlens check).", file=sys.stderr)
        return FAULTS
    body = make(catalog, arguments)
    target = arguments.output or output.format(edition=catalog.edition, **vars(arguments))
    write(target, body, words)
    if target != "-":
        print(f"{target}: {len(body):,} bytes")
    return OK


def view_of(catalog: Catalog, address: str, page: str, language: str) -> View:
    """The view of an address given on the command line. Raises Refusal for a part that is not understood."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise Refusal(f"This is no address of a view: {address[:80]}") from error
    named = parts.path.strip("/")
    if named and named not in PAGES:
        raise Refusal(f"There is no page «{named}». Pages: {', '.join(PAGES)}.")
    view, notices = View.from_query(dict(parse_qsl(parts.query)), catalog, named or page)
    if notices:
        raise Refusal(f"Not understood in the view: {', '.join(f'{item.parameter}={item.value}' for item in notices)}.")
    return view.having(lang=view.lang or language)


def _package(catalog: Catalog, _arguments: argparse.Namespace) -> bytes:
    from aidlens.export import archive

    return archive.package(catalog)


def _record(catalog: Catalog, arguments: argparse.Namespace) -> bytes:
    from aidlens.export import sheets

    return sheets.record(catalog, lang(arguments.lang))


def _table(catalog: Catalog, arguments: argparse.Namespace) -> bytes:
    from aidlens.export import archive

    if arguments.name not in catalog.tables:
        raise Refusal(f"There is no table «{arguments.name}». Tables: {', '.join(catalog.tables)}.")
    return archive.table(catalog, arguments.name)


def _works(catalog: Catalog, arguments: argparse.Namespace) -> bytes:
    from aidlens.export import sheets, works

    view = view_of(catalog, arguments.view, "works", arguments.lang)
    make = {"csv": works.works_csv, "xlsx": sheets.works, "geojson": works.works_geojson}[arguments.format]
    return make(catalog, view, lang(arguments.lang))


def _exhibit(catalog: Catalog, arguments: argparse.Namespace) -> bytes:
    from aidlens.exhibits import registry
    from aidlens.export import sheets
    from aidlens.pagebook import book

    if arguments.name not in registry.BUILDERS:
        raise Refusal(f"There is no exhibit «{arguments.name}». Exhibits: {', '.join(registry.BUILDERS)}.")
    view = view_of(catalog, arguments.view, book.home(arguments.name), arguments.lang)
    item = registry.build(arguments.name, catalog, view, lang(arguments.lang))
    return item.csv() if arguments.format == "csv" else sheets.exhibit(catalog, item, lang(arguments.lang))


def _citation(catalog: Catalog, arguments: argparse.Namespace) -> bytes:
    from aidlens.exhibits import evidence, registry
    from aidlens.export import citation
    from aidlens.pagebook import book

    words, name = lang(arguments.lang), arguments.name
    view = view_of(catalog, arguments.view, HOME, arguments.lang)
    if name == "record":
        found = citation.of_record(catalog, words, arguments.base)
    elif name == "page":
        found = citation.of_page(catalog, view, "AidLens", words, arguments.base)
    elif name in registry.BUILDERS:
        page = book.home(name) if not arguments.view else view.page
        found = citation.of_exhibit(catalog, registry.build(name, catalog, view.having(page=page), words), words, arguments.base)
    elif catalog.has("works", name):
        opened = evidence.of_work(catalog, View(page="works", work=name), words)
        found = citation.of_page(catalog, opened.view, opened.title, words, arguments.base)
    elif catalog.has("sources", name):
        found = citation.of_source(catalog, name, words)
    else:
        raise Refusal(f"Nothing here is called «{name}»: say record, page, or the id of an exhibit, a work or a source.")
    return found.forms(words)[arguments.format].encode("utf-8")


def _sheet(catalog: Catalog, arguments: argparse.Namespace) -> bytes:
    from aidlens.export import chromium, claim_sheet

    words = lang(arguments.lang)
    if not catalog.has("claims", arguments.claim):
        known = ", ".join(catalog.claims["id"])
        raise Refusal(words.t("There is no claim «{claim}». Claims: {known}.", claim=arguments.claim[:80], known=known))
    page = claim_sheet.build(catalog, arguments.claim, words, arguments.base)
    return chromium.pdf(page, words) if is_pdf(arguments.output) else page.encode("utf-8")
