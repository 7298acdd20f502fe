"""A published number with its bound: value, bound, unit, and the words for it.

What belongs here: the arithmetic that keeps bounds honest and the wording of one number in both languages. Tables of numbers live in
``measures``; sentences about them in ``exhibits``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from aidlens.i18n import Lang


class Bound(StrEnum):
    """How a source bounds a value."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    RANGE = "range"
    UNKNOWN = "unknown"

    @property
    def is_lower(self) -> bool:
        """Whether the value bounds the truth from below."""
        return self in (Bound.OVER, Bound.AT_LEAST)


class MixedBoundsError(ValueError):
    """Raised when two quantities cannot be combined without losing a bound."""


_ROUNDING = {Bound.OVER: ROUND_FLOOR, Bound.AT_LEAST: ROUND_FLOOR, Bound.UP_TO: ROUND_CEILING}
_SIGN = {
    Bound.EXACT: "",
    Bound.ABOUT: "≈",
    Bound.OVER: ">",
    Bound.AT_LEAST: "≥",
    Bound.UP_TO: "≤",
    Bound.RANGE: "",
    Bound.UNKNOWN: "",
}
_FINEST = Decimal("0.001")  # the finest digit shown of a number, and of a share in percent
_FINEST_SHARE = Decimal("0.1")
_CURRENCIES = ("EUR", "USD", "AFN", "ITL")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as published: ``value`` (None when unknown), ``bound``, ``unit`` code, and ``low``/``high`` for a range.

    ``derived`` is true when the number is a division, product or sum of ours; ``parts`` are the words, by language, of what a sum of
    ours adds, and go wherever its words go. Raises ValueError when value and bound do not agree.
    """

    value: Decimal | None
    bound: Bound = Bound.EXACT
    unit: str = "count"
    low: Decimal | None = None
    high: Decimal | None = None
    derived: bool = False
    parts: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if (self.bound is Bound.UNKNOWN) != (self.value is None and self.bound is not Bound.RANGE):
            raise ValueError("a quantity without a value is unknown, and only that")
        if self.bound is Bound.RANGE and (self.low is None or self.high is None or self.low > self.high):
            raise ValueError("a range needs a low end and a high end, in that order")

    @classmethod
    def of(cls, value: float | int | str | Decimal | None, bound: str = "exact", unit: str = "count") -> Quantity:
        """Quantity from a plain number; ``None`` gives the unknown quantity, never zero."""
        if value is None or value != value:
            return cls(None, Bound.UNKNOWN, unit)
        return cls(Decimal(str(value)), Bound(bound), unit)

    @classmethod
    def between(cls, low: float | Decimal, high: float | Decimal, unit: str = "count") -> Quantity:
        """Quantity published as a range."""
        return cls(None, Bound.RANGE, unit, Decimal(str(low)), Decimal(str(high)))

    # ── arithmetic ────────────────────────────────────────────────────────────────────────────────────────────

    def __add__(self, other: Quantity) -> Quantity:
        """Sum of two disjoint quantities of one unit.

        Exact stays exact; a lower bound (or an unknown part) makes the sum a lower bound. Raises MixedBoundsError where no honest
        bound is left: about with over, lower with upper, unlike units.
        """
        if self.unit != other.unit:
            raise MixedBoundsError(f"{self.unit} and {other.unit} are not added")
        bounds = {self.bound, other.bound}
        if Bound.RANGE in bounds:
            raise MixedBoundsError("a range is not added")
        if self.value is None or other.value is None:
            known = self if other.value is None else other
            if known.value is None:
                return replace(self, derived=True)
            if known.bound not in (Bound.EXACT, Bound.OVER, Bound.AT_LEAST):
                raise MixedBoundsError(f"{known.bound} and unknown are not added")
            return Quantity(known.value, Bound.AT_LEAST, self.unit, derived=True)
        return Quantity(self.value + other.value, _joint_bound(bounds), self.unit, derived=True)

    def share_of(self, total: Quantity, rounded_to: Decimal = Decimal(1)) -> Quantity:
        """The part of ``total`` that this percentage stands for, in the total's unit.

        A percentage published to the nearest ``rounded_to`` may stand for half a step less, so a share of a lower bound starts from
        the lower end (27% of over 58M is over 15.3M: 26.5% of 58M), and a share of an exact total is "about". A bounded percentage
        keeps its bound where the total does not pull the other way. Raises MixedBoundsError where no honest bound is left: a range,
        an unknown, "up to" of "over", "about" of "over".
        """
        if self.unit != "percent" or self.value is None or total.value is None:
            raise MixedBoundsError("a share needs a percentage and a known total")
        half = rounded_to / 2
        known = (Bound.EXACT, Bound.ABOUT)
        if self.bound in known and total.bound in known:
            return Quantity(total.value * self.value / 100, Bound.ABOUT, total.unit, derived=True)
        bounds = {self.bound, total.bound} - {Bound.EXACT}
        if all(bound.is_lower for bound in bounds):
            percent = self.value if self.bound.is_lower else max(self.value - half, Decimal(0))
            bound = Bound.OVER if Bound.OVER in bounds and percent else Bound.AT_LEAST
            return Quantity(total.value * percent / 100, bound, total.unit, derived=True)
        if bounds == {Bound.UP_TO}:
            percent = self.value if self.bound is Bound.UP_TO else self.value + half
            return Quantity(total.value * percent / 100, Bound.UP_TO, total.unit, derived=True)
        raise MixedBoundsError(f"{self.bound} percent of {total.bound} has no honest bound")

    def rounded(self, step: Decimal) -> Quantity:
        """Rounded to a multiple of ``step``: lower bounds down, upper bounds up, others to the nearest."""
        if self.value is None:
            return self
        mode = _ROUNDING.get(self.bound, ROUND_HALF_EVEN)
        return replace(self, value=(self.value / step).to_integral_value(mode) * step)

    # ── words ─────────────────────────────────────────────────────────────────────────────────────────────────

    def number(self, lang: Lang) -> str:
        """The bare number in the language's digits, without bound or unit; a long dash when unknown."""
        if self.bound is Bound.RANGE:
            return f"{lang.number(self.low)}–{lang.number(self.high)}"
        return "–" if self.value is None else lang.number(self._at(_FINEST))

    def short(self, lang: Lang) -> str:
        """Compact form for charts: sign of the bound, compact number, unit sign ("≥ 28", "> €58M")."""
        if self.bound is Bound.RANGE:
            return "–".join(end.short(lang) for end in self._ends)
        if self.value is None:
            return self.number(lang)
        sign = _SIGN[self.bound]
        text = self._compact(lang)
        if self.unit == "percent":
            text = lang.percent(self._at(_FINEST_SHARE))
        elif self.unit == "EUR":
            text = lang.t("€{amount}", amount=text)
        elif self.unit == "USD":
            text = lang.t("US${amount}", amount=text)
        return f"{sign} {text}".strip() if sign else text

    def words(self, lang: Lang) -> str:
        """Form for running text, bound in words ("over 58 million euros", "oltre 58 milioni di euro"), a sum of ours with its parts."""
        if self.bound is Bound.RANGE:
            low, high = (end.words(lang) for end in self._ends)
            return lang.t("between {low} and {high}", low=low, high=high)
        if self.value is None:
            return lang.t("an unknown number")
        return self.with_parts(_bounded(lang, self.bound, self._amount(lang)), lang)

    def with_parts(self, text: str, lang: Lang) -> str:
        """A form of the number with the parts of a sum of ours behind it ("46 (44 outpatient clinics and 2 hospitals)")."""
        parts = dict(self.parts).get(lang.code, "")
        return f"{text} ({parts})" if parts else text

    @property
    def _ends(self) -> tuple[Quantity, Quantity]:
        return Quantity.of(self.low, unit=self.unit), Quantity.of(self.high, unit=self.unit)

    def _at(self, step: Decimal) -> Decimal:
        # Digits shown are rounded the way the bound allows, never to the nearest: over 12.96% must not read "over 13%".
        value = self.rounded(step).value
        assert value is not None
        return value

    def _compact(self, lang: Lang) -> str:
        assert self.value is not None
        if abs(self.value) < 1_000_000:
            return lang.number(self._at(_FINEST))
        step = Decimal(10) ** (len(str(int(abs(self.value)))) - 3)
        return lang.compact(self.rounded(step).value)

    def _amount(self, lang: Lang) -> str:
        assert self.value is not None
        if self.unit == "percent":
            return lang.percent(self._at(_FINEST_SHARE))
        if self.unit not in _CURRENCIES:
            return lang.number(self._at(_FINEST))
        million = abs(self.value) >= 1_000_000
        if million:
            digits = 3 if self.bound is Bound.EXACT and not self.derived else 1
            scale = Decimal(1_000_000_000) if abs(self.value) >= 1_000_000_000 else Decimal(1_000_000)
            rounded = self.rounded(scale / 10**digits).value
            if rounded != self.value and self.bound is Bound.EXACT:
                return _money(lang, lang.number(self.value), self.unit, millions=False)
            return _money(lang, lang.compact_long(rounded, digits), self.unit, millions=True)
        return _money(lang, lang.number(self._at(_FINEST)), self.unit, millions=False)


def _joint_bound(bounds: set[Bound]) -> Bound:
    if bounds == {Bound.EXACT}:
        return Bound.EXACT
    if bounds <= {Bound.EXACT, Bound.OVER, Bound.AT_LEAST}:
        return Bound.OVER if Bound.OVER in bounds else Bound.AT_LEAST
    if bounds <= {Bound.EXACT, Bound.ABOUT}:
        return Bound.ABOUT
    if bounds <= {Bound.EXACT, Bound.UP_TO}:
        return Bound.UP_TO
    raise MixedBoundsError(" and ".join(sorted(bounds)) + " are not added")


def _bounded(lang: Lang, bound: Bound, amount: str) -> str:
    match bound:
        case Bound.ABOUT:
            return lang.t("about {amount}", amount=amount)
        case Bound.OVER:
            return lang.t("over {amount}", amount=amount)
        case Bound.AT_LEAST:
            return lang.t("at least {amount}", amount=amount)
        case Bound.UP_TO:
            return lang.t("up to {amount}", amount=amount)
        case _:
            return amount


def _money(lang: Lang, amount: str, currency: str, *, millions: bool) -> str:
    # Italian needs "di" after milioni and miliardi, so the two cases are two messages.
    if currency == "EUR":
        return lang.t("{amount} euros (millions)", amount=amount) if millions else lang.t("{amount} euros", amount=amount)
    if currency == "USD":
        return lang.t("{amount} US dollars (millions)", amount=amount) if millions else lang.t("{amount} US dollars", amount=amount)
    return f"{amount} {currency}"
