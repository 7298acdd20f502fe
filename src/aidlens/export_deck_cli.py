"""Commands that take a deck home: ``aidlens export pptx``, ``handout``, ``deck-sheet``, ``pictures``, and ``aidlens pack``.

What belongs here: reading their arguments and saying what went wrong. ``add_deck_commands`` is called once by ``cli``; the command
``export`` is shared with other files to take home.
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from aidlens.catalog import Catalog, default_dir
from aidlens.checks.record import check
from aidlens.export.place import Refusal, destination, is_pdf, site_address, told, write
from aidlens.export.place import folder as place_folder
from aidlens.i18n import CODES, Lang, lang

# Decks bring the drawing libraries with them: loaded when a command needs them, not when the command line starts.
if TYPE_CHECKING:
    from aidlens.deck import Deck

OK, FAULTS, MISUSE = 0, 1, 2
# The file's bytes, and in words how much it holds.
Builder = Callable[[Catalog, "Deck", Lang, str], tuple[bytes, str]]


def add_deck_commands(commands: argparse._SubParsersAction, export: argparse._SubParsersAction) -> None:
    """Add the commands; ``export`` are the subcommands of ``export``."""
    _deck_command(export, "pptx", "a deck as PowerPoint: native charts and tables, notes, sources", "pptx", _pptx)
    words = "a deck as a page to print: pictures, tables, sources, codes; as PDF where FILE ends in .pdf and a browser is found"
    _deck_command(export, "handout", words, "html", _handout)
    _deck_command(export, "deck-sheet", "a deck's numbers as a workbook (XLSX)", "xlsx", _sheet)
    shots = _parser(export, "pictures", "every slide of a deck as a picture (PNG, 1920 × 1080), the cover with them; needs a browser")
    shots.add_argument("--output", metavar="DIR", required=True, help="the folder to write them to")
    shots.set_defaults(run=_pictures)

    words = "make one folder that installs and starts AidLens without a network"
    parser = commands.add_parser(
        "pack", help=words, description=f"{words[0].upper()}{words[1:]}. Packing itself needs the package index once."
    )
    parser.add_argument("--output", metavar="DIR", help="the folder to make (aidlens-EDITION-SYSTEM)")
    parser.add_argument("--python", metavar="3.X", action="append", help="a version of Python to serve beside this one (3.11 to 3.14)")
    parser.add_argument("--lang", choices=CODES, default="en", help="language of the messages (en)")
    parser.add_argument("--data", metavar="DIR", help="the folder of the record (default: data/ beside the app)")
    parser.set_defaults(run=_pack)


def _deck_command(export: argparse._SubParsersAction, name: str, words: str, kind: str, build: Builder) -> None:
    parser = _parser(export, name, words)
    parser.add_argument("--output", metavar="FILE", required=True, help="the file to write; - is standard output")
    parser.add_argument("--base", metavar="URL", default="", help="the site's address, for links and QR codes; without it there are none")
    parser.set_defaults(run=lambda arguments: _write(arguments, kind, build))


def _parser(export: argparse._SubParsersAction, name: str, words: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = export.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
    parser.add_argument(
        "--deck",
        metavar="ADDRESS|FILE",
        default="five",
        help="a ready deck (five, fifteen, class), the address of a deck, or a file saved with “Save the deck” (five)",
    )
    parser.add_argument("--lang", choices=CODES, default="en", help="language of the file (en)")
    parser.add_argument("--data", metavar="DIR", help="the folder of the record (default: data/ beside the app)")
    return parser


def _pptx(catalog: Catalog, deck: Deck, words: Lang, base: str) -> tuple[bytes, str]:
    from aidlens.export import pptx

    raw = pptx.build(catalog, deck, words, base, lambda slides: told(slides, words))
    count = _parts(raw, "ppt/slides/")
    if count == len(deck.slides) + 1:
        return raw, words.n("{n} slide with the title slide", "{n} slides with the title slide", count)
    return raw, words.n(
        "{n} slide with the title slide and what did not fit on one", "{n} slides with the title slide and what did not fit on one", count
    )


def _handout(catalog: Catalog, deck: Deck, words: Lang, base: str) -> tuple[bytes, str]:
    from aidlens.export import handout

    page = handout.build(catalog, deck, words, base, lambda slides: told(slides, words))
    return page.encode("utf-8"), words.n("{n} exhibit", "{n} exhibits", len(deck.slides))


def _sheet(catalog: Catalog, deck: Deck, words: Lang, _base: str) -> tuple[bytes, str]:
    from aidlens.export import deck_sheet

    raw = deck_sheet.build(catalog, deck, words)
    return raw, words.n("{n} sheet", "{n} sheets", _parts(raw, "xl/worksheets/"))


def _parts(raw: bytes, folder: str) -> int:
    """How many slides or sheets an office file holds: what is said is counted in what was made."""
    with zipfile.ZipFile(io.BytesIO(raw)) as office:
        return sum(name.startswith(folder) and name.count("/") == folder.count("/") for name in office.namelist())


def _write(arguments: argparse.Namespace, kind: str, build: Builder) -> int:
    words = lang(arguments.lang)
    destination(arguments.output, kind, words)
    base = site_address(arguments.base, words)
    catalog, code = _record(words)
    if catalog is None:
        return code
    deck = _deck(arguments, catalog, words)
    raw, count = build(catalog, deck, words, base)
    if build is _handout and is_pdf(arguments.output):
        from aidlens.export import chromium

        raw = chromium.pdf(raw.decode("utf-8"), words)
    write(arguments.output, raw, words)
    _lost(deck, words)
    if arguments.output != "-":
        _say_on(words.t("Written: {file} ({slides}, edition {edition})", file=arguments.output, slides=count, edition=catalog.edition))
    return OK


def _deck(arguments: argparse.Namespace, catalog: Catalog, words: Lang) -> Deck:
    from aidlens.deck import DeckError

    try:
        return wanted(arguments.deck, catalog, words)
    except DeckError as error:
        raise Refusal(str(error)) from error


def _lost(deck: Deck, words: Lang) -> None:
    if deck.lost:
        _say(words.t("Parts of the deck were not understood and left out: {parts}", parts=words.join(deck.lost[:8])), OK)


def _pictures(arguments: argparse.Namespace) -> int:
    from aidlens.export import chromium, pictures

    words = lang(arguments.lang)
    browser = chromium.needed(words, words.t("Show the deck full screen and take pictures of the screen, or export it as PowerPoint."))
    catalog, code = _record(words)
    if catalog is None:
        return code
    deck = _deck(arguments, catalog, words)
    folder = place_folder(arguments.output, words)
    with chromium.Pictures(browser, pictures.build(catalog, deck, words, *stage_look()), words) as taken:
        names = pictures.names(deck)
        for place, name in told(list(enumerate(names)), words):
            write(str(folder / name), taken.png(pictures.part(place), pictures.SIZE), words)
    _lost(deck, words)
    count = words.n("{n} picture", "{n} pictures", len(names))
    _say_on(words.t("Written: {file} ({slides}, edition {edition})", file=arguments.output, slides=count, edition=catalog.edition))
    return OK


def stage_look() -> tuple[str, str]:
    """The stage's own styles, and its script that lets a table show the rows that fit, to be run once the letters are there."""
    from aidlens.templates import styles
    from aidlens.ui.assets import asset

    script = f"{asset('fit.js')}\ndocument.fonts.ready.then(() => fitTables());"
    return "".join((styles("colours"), asset("page.css"), asset("stage.css"))), script


def _record(words: Lang) -> tuple[Catalog | None, int]:
    catalog, faults = check(default_dir())
    if catalog is None or faults:
        return None, _say(words.t("The record has faults: nothing is written until they are mended (aidlens check)."), FAULTS)
    return catalog, OK


def _pack(arguments: argparse.Namespace) -> int:
    from aidlens.export import pack

    words = lang(arguments.lang)
    versions = arguments.python or list(pack.VERSIONS)
    if unknown := [version for version in versions if version not in pack.VERSIONS]:
        return _say(words.t("Not a version of Python that AidLens runs on: {versions}", versions=words.join(unknown)), MISUSE)
    catalog, code = _record(words)
    if catalog is None:
        return code
    folder = Path(arguments.output or pack.folder_name(catalog.edition))
    try:
        pack.pack(folder, default_dir(), catalog.edition, versions, words, _say_on)
    except pack.TakenError as error:
        raise Refusal(str(error)) from error
    except pack.PackError as error:
        return _say(str(error), FAULTS)
    except OSError as error:
        raise Refusal(words.t("{file} could not be written: {reason}", file=folder, reason=error.strerror or error)) from error
    _say_on(words.t("Packed: {folder}. Take the whole folder along and run start.sh, start.command or start.bat in it.", folder=folder))
    return OK


def _say_on(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def wanted(text: str, catalog: Catalog, words: Lang) -> Deck:
    """The deck a text names: a ready one, a file, an address of the site, or a bare deck address. Raises DeckError."""
    from aidlens.deck import DeckError, from_address, from_file, ready

    if text in ready(words):
        return ready(words)[text]
    path = Path(text) if len(text) < 1000 and "\0" not in text else None
    try:
        if path is not None and path.is_file():
            return _kept(from_file(path.read_bytes(), catalog, words), words)
    except OSError as error:
        raise DeckError(words.t("{file} could not be read: {reason}", file=cut(text), reason=error.strerror or error)) from error
    if path is not None and path.is_dir():
        raise DeckError(words.t("{file} could not be read: {reason}", file=cut(text), reason=words.t("it is a folder")))
    if text.endswith(".json") or ("/" in text and "?" not in text):
        raise DeckError(words.t("There is no file {file}.", file=cut(text)))
    try:
        query = parse_qs(urlsplit(text).query) if "?" in text else {}
    except ValueError:
        query = {}  # then it is no address, and holds no slide
    return _kept(from_address(query.get("deck", [text])[0], catalog, words), words)


def _kept(deck: Deck, words: Lang) -> Deck:
    from aidlens.deck import DeckError

    if not deck.slides:
        raise DeckError(words.t("This deck has no slide. Name a ready deck (five, fifteen, class), a deck's address, or a deck's file."))
    return deck


def cut(text: str) -> str:
    """Text short enough for a message."""
    return text if len(text) <= 80 else text[:79] + "…"


def _say(message: str, code: int) -> int:
    sys.stderr.write(message + "\n")
    return code
