"""Queries to the API: which parameters each address takes, and reading one strictly.

What belongs here: the parameters, made from the fields of View, and the refusal of what a page would put aside with a notice. Which rows
a query selects is decided in ``measures``; the parameters' description for readers in ``openapi``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import urlencode

from aidlens.catalog import Catalog
from aidlens.i18n import Lang, lang
from aidlens.single_flight_cache import once
from aidlens.view import FIRST_YEAR, LAST_YEAR, LONGEST_SEARCH, View, vocabulary

WORKS = ("sector", "kind", "status", "done", "counted", "funding", "first", "last", "province", "district", "confirmed", "q")
LISTED_WORKS = (*WORKS, "sort", "lang")
OBSERVATIONS = ("measure", "scope", "first", "last", "lang")
EXHIBIT = (*WORKS, "measure", "scope", "basis", "by", "sort", "sheet", "lang")
PLAIN = ("lang",)
SEARCH = ("q", "lang")
LIMIT, MOST = 100, 1000
FARTHEST = 1_000_000
DESCRIPTION = "/api/v1/openapi.json"
# A refusal names all the values that would do, unless they would bury the answer.
TOO_MANY = 60
_WHOLE = re.compile(r"0|[1-9][0-9]{0,6}")
_KINDS = {"first": "year", "last": "year", "confirmed": "flag", "q": "text", "sheet": "number"}


class RefusedError(Exception):
    """A request that is not answered: the status, a code for machines, a sentence, and what would have done."""

    def __init__(self, status: int, code: str, message: str, **details: Any) -> None:
        super().__init__(message)
        self.body = {"status": status, "code": code, "message": message, **details}
        self.status = status


@dataclass(frozen=True)
class Parameter:
    """One parameter of a query: its key, what its value looks like, the codes or bounds that hold, and what it is when left out."""

    key: str
    name: str
    kind: str
    allowed: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    default: Any = None

    @property
    def many(self) -> bool:
        """Whether it takes several codes."""
        return self.kind == "codes"

    def bad(self, value: str) -> str | None:
        """The part of a value that does not hold; None where all of it does."""
        if self.kind == "text":
            return value if len(value) > self.high else None
        if self.kind == "flag":
            return None if value in ("true", "false") else value
        if self.kind in ("year", "number"):
            return None if _WHOLE.fullmatch(value) and self.low <= int(value) <= self.high else value
        items = value.split(",") if self.many else [value]
        return next((item for item in items if item not in self.allowed), None)


@dataclass(frozen=True)
class Asked:
    """A query that was understood: the view, and which part of a list."""

    view: View
    limit: int = LIMIT
    offset: int = 0
    lang: Lang = field(default_factory=lambda: lang("en"))

    def query(self, offset: int | None = None) -> str:
        """The query written the one way it is written, for another part of the list where one is given."""
        found = self.view.to_query()
        if self.limit != LIMIT:
            found["limit"] = str(self.limit)
        start = self.offset if offset is None else offset
        if start:
            found["offset"] = str(start)
        return "?" + urlencode(found, safe=",") if found else ""


@once(32)
def parameters(catalog: Catalog, names: tuple[str, ...], paged: bool) -> tuple[Parameter, ...]:
    """The parameters for some fields of View, and those of a paged list."""
    specs, codes = {spec.name: spec for spec in fields(View)}, vocabulary(catalog)
    found = []
    for name in names:
        default = specs[name].default
        key, kind = specs[name].metadata.get("key", name), _KINDS.get(name, "codes" if default == () else "code")
        low, high = {"year": (FIRST_YEAR, LAST_YEAR), "text": (0, LONGEST_SEARCH), "number": (1, 99_999)}.get(kind, (0, 0))
        found.append(Parameter(key, name, kind, codes.get(name, ()), low, high, default))
    if paged:
        found.append(Parameter("limit", "limit", "number", low=1, high=MOST, default=LIMIT))
        found.append(Parameter("offset", "offset", "number", low=0, high=FARTHEST, default=0))
    return tuple(found)


def read(pairs: Iterable[tuple[str, str]], known: tuple[Parameter, ...], catalog: Catalog, page: str) -> Asked:
    """The query as asked. Raises RefusedError for an unknown parameter or a value a page would put aside."""
    pairs = list(pairs)
    words = _language(pairs)
    by_key = {item.key: item for item in known}
    given: dict[str, str] = {}
    for key, value in pairs:
        if key not in by_key:
            raise RefusedError(
                400,
                "unknown-parameter",
                words.t("There is no parameter “{parameter}” here.", parameter=key[:60]),
                parameter=key[:60],
                allowed=sorted(by_key),
                see=DESCRIPTION,
            )
        if (bad := by_key[key].bad(value)) is not None:
            raise _refused(by_key[key], bad, words)
        if key in given and not by_key[key].many:
            raise RefusedError(
                400,
                "given-twice",
                words.t("The parameter “{parameter}” is given twice.", parameter=key),
                parameter=key,
                value=value[:60],
                see=DESCRIPTION,
            )
        given[key] = f"{given[key]},{value}" if key in given else value
    limit, offset = int(given.pop("limit", LIMIT)), int(given.pop("offset", 0))
    view, notices = View.from_query(given, catalog, page)
    for notice in notices:
        raise _refused(by_key[notice.parameter], notice.value, words)
    return Asked(view, limit, offset, words)


def _language(pairs: list[tuple[str, str]]) -> Lang:
    asked = next((value for key, value in pairs if key == "lang"), "en")
    return lang(asked if asked in ("en", "it") else "en")


def _refused(parameter: Parameter, value: str, words: Lang) -> RefusedError:
    """A refusal that names parameter and value, and says what would have done."""
    key, value = parameter.key, value[:60]
    details: dict[str, Any] = {"parameter": key, "value": value}
    if parameter.kind == "flag":
        message, details["allowed"] = words.t("“{value}” is not true or false.", value=value), ["true", "false"]
    elif parameter.kind == "text":
        message = words.t("The search is longer than {high} letters.", high=parameter.high)
    elif parameter.kind in ("year", "number") and parameter.bad(value) is None:
        message = words.t("The first year, {value}, lies after the last.", value=value)
    elif parameter.kind in ("year", "number"):
        message = words.t("“{value}” is not a whole number from {low} to {high}.", value=value, low=parameter.low, high=parameter.high)
        details["allowed"] = [f"{parameter.low}–{parameter.high}"]
    else:
        message = words.t("“{value}” is not a code of “{parameter}”.", value=value, parameter=key)
        if len(parameter.allowed) <= TOO_MANY:
            details["allowed"] = list(parameter.allowed)
    return RefusedError(400, "bad-value", message, **details, see=DESCRIPTION)
