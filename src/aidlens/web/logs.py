"""Logs of the server: plain lines, or one JSON object a line. Neither holds a visitor's address, nor what a visitor searched for, also
not where an error repeats it.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
import traceback
from collections.abc import Iterator

KINDS = ("plain", "json")
_FIELDS = ("route", "status", "ms")
_OURS = ("aidlens", "aidlens.access", "streamlit", "uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "websockets")


class NoVisitors(logging.Filter):
    """Drops the lines in which uvicorn names who connected and with which address and query."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record may be written."""
        return not (isinstance(record.msg, str) and '"WebSocket %s"' in record.msg)


class PlainLines(logging.Formatter):
    """Lines for people; an error with its kind and where it happened, without its words."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """A record as text."""
        line = super().format(without_words(record))
        return f"{line}\n{trace(record)}".rstrip()


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and the class of route, status and milliseconds of a request."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as JSON."""
        line: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_words(record).getMessage(),
        }
        line |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        if told := trace(record):
            line["trace"] = told
        return json.dumps(line, ensure_ascii=False)


def without_words(record: logging.LogRecord) -> logging.LogRecord:
    """A copy without the error. What libraries tell is kept as they put it ("… origin=%s"), without what they fill in, and no longer than
    a line: it may be a visitor's address, where they came from, or an error that repeats their words.
    """
    kept = logging.makeLogRecord({**record.__dict__, "exc_info": None, "exc_text": None})
    if record.name.partition(".")[0] != "aidlens":
        kept.msg, kept.args = str(record.msg).partition("\n")[0], ()
    return kept


def trace(record: logging.LogRecord) -> str:
    """Where the error of a record happened and of what kind it is, "" for none. Its words may be a visitor's: they are left out."""
    if not record.exc_info or record.exc_info[0] is None:
        return ""
    return "".join(_steps(traceback.TracebackException(*record.exc_info)))


def _steps(error: traceback.TracebackException) -> Iterator[str]:
    if before := error.__cause__ or (None if error.__suppress_context__ else error.__context__):
        yield from _steps(before)
        yield "\nand from that:\n\n"
    yield "Traceback (most recent call last):\n"
    yield from error.stack.format()
    yield f"{error.exc_type.__qualname__ if error.exc_type else 'an error'}\n"
    for part in error.exceptions or ():
        yield from _steps(part)


def set_up(kind: str) -> None:
    """Send every logger of the server through one handler; requests are written in JSON only, plain logs keep to what went wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(NoVisitors())
    handler.setFormatter(JsonLines() if kind == "json" else PlainLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO if kind == "json" else logging.WARNING)
    # Streamlit gives each of its loggers a handler of its own: all of them speak through ours.
    for name in {*_OURS, *(item for item in logging.root.manager.loggerDict if item.split(".")[0] in ("streamlit", "uvicorn", "aidlens"))}:
        logger = logging.getLogger(name)
        logger.handlers = [item for item in logger.handlers if not isinstance(item, logging.StreamHandler)]
        logger.propagate = True
        logger.setLevel(root.level)
    logging.getLogger("aidlens.access").disabled = kind != "json"


def say(kind: str, message: str) -> None:
    """A line of the command itself, in the same form as the log."""
    if kind == "json":
        logging.getLogger("aidlens").info(message)
    else:
        print(message, flush=True)  # noqa: T201 - the command speaks to whoever started it
