"""The command line: ``aidlens serve``, ``check``, ``new``, ``inbox``, ``ids``, ``withhold``, and ``export`` (see ``cli_export``)."""

from __future__ import annotations

import argparse
import errno
import ipaddress
import json
import os
import socket
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from threading import Timer
from typing import NoReturn

from aidlens import __version__, cli_export
from aidlens.catalog import Catalog, default_dir, site_dir
from aidlens.checks import contact
from aidlens.checks.faults import RecordError
from aidlens.checks.record import check
from aidlens.export.place import Refusal
from aidlens.export_deck_cli import add_deck_commands
from aidlens.i18n import CODES, Lang, lang
from aidlens.pagebook.page import PageError

OK, FAULTS, MISUSE = 0, 1, 2
LAST_PORT = 65_535


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code (0 fine, 1 faults, 2 misuse). Misuse of an option leaves by SystemExit(2)."""
    arguments = _parser().parse_args(argv)
    if arguments.data:
        os.environ["AIDLENS_DATA"] = str(Path(arguments.data).resolve())
    if arguments.data == "" or not _is_folder(default_dir()):
        named = "«»" if arguments.data == "" else str(default_dir())
        return _refuse(f"There is no folder {named}. Name the record's folder with --data DIR.")
    try:
        return int(arguments.run(arguments))
    except (Refusal, PageError) as refusal:
        return _refuse(str(refusal))
    except BrokenPipeError:  # whoever read our output has gone: there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no disk takes
        return False


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        self.exit(MISUSE, f"{self.prog}: {message}. What there is: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="aidlens",
        description="AidLens: the open, sourced and mapped record of what Italy built in Afghanistan.",
        epilog="Every command takes --help. The record is the folder data/ beside the app, or --data DIR, or AIDLENS_DATA. "
        "Whom readers may write to: AIDLENS_CONTACT, a mail address or a web address.",
    )
    parser.add_argument("--version", action="version", version=f"aidlens {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    serve = _command(commands, "serve", "start the app in this process and say where it is", _serve)
    where = serve.add_mutually_exclusive_group()
    where.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)")
    serve.add_argument("--port", type=_port, default=8501, help="port to listen on (8501)")
    where.add_argument("--lan", action="store_true", help="also answer to other devices in the same network (says what that opens)")
    serve.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    serve.add_argument("--log", choices=("plain", "json"), default="plain", help="json: one JSON object a line, requests too")

    checker = _command(commands, "check", "check the record: every fault with its file, row, column and remedy", _check)
    checker.add_argument("--lang", choices=CODES, default="en", help="language of the messages")
    either = checker.add_mutually_exclusive_group()
    either.add_argument("--json", action="store_true", help="print faults as JSON")
    either.add_argument("--links", action="store_true", help="also ask every address whether it still answers (needs a network)")

    new = _command(commands, "new", "prepare new rows for the record", _new)
    new.add_argument("what", choices=["work"], help="what to add")
    _command(commands, "ids", "list the ids of new rows in ids.txt, so that none of them disappears unnoticed", _ids)
    withhold = _command(commands, "withhold", "take a work, an outcome or a source out of sight, with all that could lead to it", _withhold)
    withhold.add_argument("id", help="the id of the row, as in its address (or table/id)")
    inbox = commands.add_parser("inbox", help="take up what a reader has told", description="Take up what a reader has told.")
    taking = inbox.add_subparsers(metavar="COMMAND", required=True)
    accept = _command(taking, "accept", "show a message and its twins, ask what must be judged, print rows that pass the check", _accept)
    accept.add_argument("files", metavar="FILE", nargs="+", help="contribution-….json, one at a time")
    add_deck_commands(commands, cli_export.add(commands))
    return parser


def _command(commands: argparse._SubParsersAction, name: str, words: str, run: object) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
    parser.add_argument("--data", metavar="DIR", help="the folder of the record (default: data/ beside the app)")
    parser.set_defaults(run=run)
    return parser


# ── serve ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _serve(arguments: argparse.Namespace) -> int:
    if wrong := contact.misuse():
        return _refuse(wrong)
    os.environ.pop("AIDLENS_LAN", None)
    if arguments.lan:
        arguments.host = "0.0.0.0"
    if reason := _unusable(arguments.host, arguments.port):
        return _refuse(reason)
    from aidlens.pagebook import book
    from aidlens.records import current
    from aidlens.web import logs, site

    book.entries(site_dir())
    logs.set_up(arguments.log)
    catalog, faults = current(default_dir())
    for fault in faults:
        logs.say(arguments.log, fault.line(lang("en")))
    logs.say(arguments.log, _summary(catalog, len(faults), lang("en")))
    host = "127.0.0.1" if arguments.host == "0.0.0.0" else f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    address = f"http://{host}:{arguments.port}"
    if arguments.lan:
        logs.say(arguments.log, _open_to_the_network(arguments.port))
    if catalog is not None and not _only_here(arguments.host) and (warning := contact.warning(catalog, lang("en"))):
        logs.say(arguments.log, warning)
    logs.say(arguments.log, f"AidLens is starting at {address}  (Ctrl-C stops it)")
    if not arguments.no_browser and sys.stdout.isatty():
        Timer(2.0, webbrowser.open, [address]).start()
    site.serve(site_dir(), arguments.host, arguments.port, browser=False, log=arguments.log)
    return OK


def _open_to_the_network(port: int) -> str:
    """Note the address for phones, and say plainly what is open now."""
    os.environ["AIDLENS_LAN"] = base = f"http://{own_address()}:{port}"
    return (
        f"--lan: this machine now answers to every device in its network, at {base}\n"
        "Anybody in the network can read the public pages. Your decks and notes stay in your browser. If you open a room from the\n"
        "presenter's window (key N), whoever has its code sees your notes and can turn your slides, until you stop the program."
    )


def own_address() -> str:
    """The address of this machine in its network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def _only_here(host: str) -> bool:
    """Whether an address to listen on is reached from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= LAST_PORT):
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to {LAST_PORT}, not {text[:20]!r}")
    return int(text)


def _unusable(host: str, port: int) -> str:
    """Why nothing can be served at an address; "" where it can."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host or " ", port, type=socket.SOCK_STREAM)[0]
    except (OSError, ValueError):
        return f"There is no host «{host[:80]}». This machine alone: --host 127.0.0.1; every address it has: --host 0.0.0.0"
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"Port {port} is taken. Stop the other program, or choose another: --port {port + 1 if port < LAST_PORT else 8501}"
            return f"Nothing can be served at {host[:80]}, port {port}: {error.strerror or error}. Choose others with --host and --port"
    return ""


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return MISUSE


# ── check ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _check(arguments: argparse.Namespace) -> int:
    if wrong := contact.misuse():
        return _refuse(wrong)
    language = lang(arguments.lang)
    catalog, faults = check(default_dir())
    warnings = [] if catalog is None or faults else list(filter(None, [contact.warning(catalog, language)]))
    if arguments.json:
        found = {"faults": [fault.to_dict(language) for fault in faults], "warnings": warnings}
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for fault in faults:
            print(fault.line(language))
        print(_summary(catalog, len(faults), language), *_read_again(catalog, faults, language), *warnings, sep="\n")
    if arguments.links and catalog is not None and not faults:
        from aidlens.checks import links

        for line in links.report(catalog):
            print(line)
    return FAULTS if faults else OK


def _read_again(catalog: Catalog | None, faults: Sequence[object], language: Lang) -> list[str]:
    """How much of what the record rests on was read again; nothing where there is no sound record."""
    if catalog is None or faults:
        return []
    from aidlens.exhibits import read_again

    return [f"{read_again.line(catalog, language)}."]


def _summary(catalog: Catalog | None, faults: int, language: Lang) -> str:
    if faults or catalog is None:
        return language.n(
            "{n} fault. The record is not served until it is mended.",
            "{n} faults. The record is not served until they are mended.",
            faults,
        )
    sizes = {name: len(frame) for name, frame in catalog.tables.items()}
    return language.t(
        "The record passes (edition {edition}): {claims} claims, {observations} published numbers, {works} works, "
        "{sources} sources, {places} places.",
        edition=catalog.edition,
        **{name: language.number(sizes[name]) for name in ("claims", "observations", "works", "sources", "places")},
    )


# ── new ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _new(arguments: argparse.Namespace) -> int:
    from aidlens.checks import new_work

    catalog, faults = check(default_dir())
    if catalog is None or faults:
        return _refuse("The record has faults: mend them first (aidlens check).")
    try:
        new_work.ask(catalog)
    except (EOFError, KeyboardInterrupt):
        return _refuse("Nothing was written.")
    return OK


# ── inbox ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _accept(arguments: argparse.Namespace) -> int:
    from aidlens.contribution import inbox, message

    if len(arguments.files) > 1:
        return _refuse(
            f"{len(arguments.files)} files were named: take up one message at a time, each is judged by itself. Nothing was read."
        )
    name = "".join(sign if sign.isprintable() else " " for sign in arguments.files[0])[:80]
    try:
        said = inbox.opened(Path(arguments.files[0]))
    except message.UnreadableError as error:
        return _refuse(f"«{name}» is no message: {error.words(lang('en'))} Nothing was taken of it.")
    catalog, faults = check(default_dir())
    if catalog is None or faults:
        return _refuse("The record has faults: mend them first (aidlens check).")
    try:
        found = inbox.accept(catalog, said)
    except (EOFError, KeyboardInterrupt):
        return _refuse("Nothing was written.")
    return FAULTS if found is None or found else OK


# ── ids, withhold ─────────────────────────────────────────────────────────────────────────────────────────────────


def _ids(_arguments: argparse.Namespace) -> int:
    from aidlens.checks import ids

    try:
        print(f"Ids added to ids.txt: {ids.add(default_dir())}.")
    except (OSError, ValueError, KeyError) as error:
        return _refuse(f"The list was not written ({error}). See aidlens check.")
    return OK


def _withhold(arguments: argparse.Namespace) -> int:
    from aidlens.checks import withhold

    try:
        done = withhold.withhold(default_dir(), arguments.id)
    except RecordError as error:
        print(*(fault.line(lang("en")) for fault in error.faults), sep="\n")
        print("Nothing was written: the record would have these faults. Mend them first.")
        return FAULTS
    except withhold.UnwithheldError as error:
        return _refuse(f"{error} Nothing was written.")
    except (OSError, ValueError, KeyError) as error:
        return _refuse(f"The record cannot be read or written ({error}). See aidlens check.")
    print(f"Withheld: it is {done.now} now. Gone from the record: {', '.join(sorted(done.gone))}.")
    if done.look:
        print("Look at these yourself, for no program can judge a text:", *done.look, sep="\n  ")
    return OK


if __name__ == "__main__":
    sys.exit(main())
