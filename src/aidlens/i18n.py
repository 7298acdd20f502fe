"""Languages: the message catalogue and the numbers and dates of each language.

What belongs here: everything that turns a message, number or date into words of one language, by Babel and gettext. English texts are
the message ids; ``locale/it.po`` holds the Italian. A message ending in a parenthesised context (``"… (context)"`` in ``CONTEXTS``) is
kept apart from its twin and shown without it.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

CODES = ("en", "it")
DEFAULT = "en"
LOCALE_DIR = Path(__file__).parent / "locale"
# Our own words for a thousand thousands and more: Babel's have changed from one version to the next ("6M", "6m").
_SHORT = {"en": ("M", "B"), "it": ("\u00a0Mln", "\u00a0Mld")}
_LONG = {"en": (" million", " billion"), "it": (" milioni", " miliardi")}
_LONG_ONE = {"it": (" milione", " miliardo")}
_CONTEXT = re.compile(r" \((millions|verb|noun|short|column)\)$")


@dataclass(frozen=True)
class Lang:
    """One language of the site: messages, numbers, dates, lists."""

    code: str
    locale: Locale = field(repr=False, compare=False)
    messages: NullTranslations = field(repr=False, compare=False)

    def t(self, message: str, /, **params: object) -> str:
        """The message in this language, with its parameters filled in."""
        text = self.messages.gettext(message)
        text = _CONTEXT.sub("", text)
        return text.format(**params) if params else text

    def n(self, one: str, many: str, count: int, /, **params: object) -> str:
        """The singular or plural message for ``count``; ``{n}`` is the count in the language's digits."""
        text = self.messages.ngettext(one, many, count)
        return text.format(n=self.number(count), **params)

    def pick(self, row: object, name: str) -> str:
        """The field ``name_<code>`` of a row or mapping; an empty string where the record holds none."""
        key = f"{name}_{self.code}"
        value = row.get(key) if hasattr(row, "get") else getattr(row, key)
        return "" if value is None or value != value else str(value)

    def number(self, value: float | int | Decimal | None) -> str:
        """A number in the language's digits, with at most three decimals."""
        assert value is not None
        return _number(str(value), self.code)

    def percent(self, value: float | int | Decimal, digits: int = 1) -> str:
        """A percentage given in percent (27 → "27%")."""
        return f"{format_decimal(value, '#,##0.' + '#' * digits, locale=self.locale)}%"

    def compact(self, value: float | int | Decimal | None) -> str:
        """Short compact number ("58M", "58 Mln")."""
        return self._in_words(value, 2, _SHORT)

    def compact_long(self, value: float | int | Decimal | None, digits: int = 1) -> str:
        """Long compact number ("58 million", "58 milioni")."""
        return self._in_words(value, digits, _LONG, _LONG_ONE)

    def _in_words(
        self,
        value: float | int | Decimal | None,
        digits: int,
        names: Mapping[str, tuple[str, str]],
        one: Mapping[str, tuple[str, str]] = MappingProxyType({}),
    ) -> str:
        """A number of at least a million in millions or billions; a smaller one in full."""
        assert value is not None
        exact = Decimal(str(value))
        if abs(exact) < 1_000_000:
            return self.number(value)
        millions = round(exact / 1_000_000, digits)
        size = int(abs(millions) >= 1000)
        amount = round(exact / 1_000_000_000, digits) if size else millions
        found = one if amount == 1 and self.code in one else names
        return f"{format_decimal(amount, '#,##0.' + '#' * digits, locale=self.locale)}{found[self.code][size]}"

    def date(self, value: str, short: bool = False) -> str:
        """A date written as YYYY, YYYY-MM or YYYY-MM-DD, in words and no finer than it is; text of another shape is returned as it is."""
        parts = value.split("-") if value else []
        try:
            if len(parts) == 3:
                day = dt.date(int(parts[0]), int(parts[1]), int(parts[2]))
                return str(format_date(day, "d MMM y" if short else "d MMMM y", locale=self.locale))
            if len(parts) == 2:
                month = dt.date(int(parts[0]), int(parts[1]), 1)
                return str(format_skeleton("yMMM" if short else "yMMMM", month, locale=self.locale))
        except (ValueError, TypeError):
            return value
        return value

    def join(self, items: Iterable[str]) -> str:
        """A list in words ("a, b and c")."""
        return str(format_list(list(items), locale=self.locale))


@lru_cache(maxsize=8192)
def _number(value: str, code: str) -> str:
    # A page has hundreds of small numbers, and Babel reads its pattern for each of them. By their digits: numbers of two libraries may not
    # be comparable.
    return str(format_decimal(Decimal(value), "#,##0.###", locale=lang(code).locale))


@cache
def lang(code: str) -> Lang:
    """The language for a code of ``CODES``. Raises KeyError for another code."""
    if code not in CODES:
        raise KeyError(code)
    locale = Locale.parse("en_GB" if code == "en" else code)
    return Lang(code, locale, _messages(code))


@cache
def _messages(code: str) -> NullTranslations:
    path = LOCALE_DIR / f"{code}.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as handle:
        catalogue = read_po(handle, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def guess(accept: Iterable[str]) -> str:
    """The site's language for a reader's preferred languages ("it-IT" → "it"), English when none fits."""
    for tag in accept:
        code = tag.split("-")[0].split(";")[0].strip().lower()
        if code in CODES:
            return code
    return DEFAULT
