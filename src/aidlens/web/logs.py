"""Logs of the server: plain lines, or one JSON object a line. Neither holds a visitor's address, nor what a visitor searched for."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
import traceback

KINDS = ("plain", "json")
_FIELDS = ("route", "status", "ms")
_OURS = ("aidlens", "aidlens.access", "streamlit", "uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "websockets")


class NoVisitors(logging.Filter):
    """Drops the lines in which uvicorn names who connected and with which address and query."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record may be written."""
        return not (isinstance(record.msg, str) and '"WebSocket %s"' in record.msg)


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and the class of route, status and milliseconds of a request."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as JSON."""
        line: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0] is not None:
            line["trace"] = "".join(traceback.format_exception(*record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def set_up(kind: str) -> None:
    """Send every logger of the server through one handler; requests are written in JSON only, plain logs keep to what went wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(NoVisitors())
    handler.setFormatter(JsonLines() if kind == "json" else logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
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
