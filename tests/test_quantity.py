"""Quantities: bounds stay honest through sums, shares, rounding and words; the words are right in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from aidlens.i18n import Lang, lang
from aidlens.quantity import Bound, MixedBoundsError, Quantity

EN = lang("en")
VALUES = some.decimals(min_value=0, max_value=10**12, places=4)
WHOLE = some.integers(min_value=0, max_value=10**7).map(Decimal)
ROUNDED_OFF = some.decimals("-0.5", "0.4999", places=4)  # what a whole percentage may hide
PLAIN = (Bound.EXACT, Bound.ABOUT, Bound.OVER, Bound.AT_LEAST, Bound.UP_TO)
STEPS = some.sampled_from([Decimal("0.001"), Decimal("0.1"), Decimal(1), Decimal(5), Decimal(1000), Decimal(100_000)])


def quantities(unit: str = "count", values: some.SearchStrategy[Decimal] = VALUES) -> some.SearchStrategy[Quantity]:
    """Any quantity but a range, now and then an unknown one."""
    known = some.builds(lambda value, bound: Quantity(value, bound, unit), values, some.sampled_from(PLAIN))
    return some.one_of(known, some.just(Quantity.of(None, unit=unit)))


def possible(quantity: Quantity, truth: Decimal) -> bool:
    """Whether a true value agrees with what a quantity says; "about" excludes nothing."""
    if quantity.value is None:
        return truth >= 0
    return {
        Bound.EXACT: truth == quantity.value,
        Bound.OVER: truth > quantity.value,
        Bound.AT_LEAST: truth >= quantity.value,
        Bound.UP_TO: truth <= quantity.value,
    }.get(quantity.bound, True)


@some.composite
def known_truths(draw: some.DrawFn, unit: str = "count") -> tuple[Quantity, Decimal]:
    """A quantity and a true value it agrees with."""
    quantity = draw(quantities(unit, WHOLE))
    gap = draw(WHOLE)
    value = quantity.value if quantity.value is not None else Decimal(0)
    if quantity.bound is Bound.OVER:
        return quantity, value + gap + 1
    if quantity.bound is Bound.UP_TO:
        return quantity, max(Decimal(0), value - gap)
    return quantity, value + gap if quantity.bound in (Bound.AT_LEAST, Bound.UNKNOWN) else value


# ── what a quantity may be ──


@pytest.mark.parametrize(
    "made",
    [
        lambda: Quantity(None, Bound.EXACT),
        lambda: Quantity(Decimal(3), Bound.UNKNOWN),
        lambda: Quantity(None, Bound.RANGE),
        lambda: Quantity.between(9, 3),
        lambda: Quantity.of(3, "perhaps"),
    ],
)
def test_a_quantity_that_contradicts_itself_is_refused(made: object) -> None:
    with pytest.raises(ValueError):
        made()  # type: ignore[operator]


@pytest.mark.parametrize("value", [None, float("nan")])
def test_no_number_is_unknown_and_never_zero(value: float | None) -> None:
    found = Quantity.of(value)
    assert found.bound is Bound.UNKNOWN
    assert found.value is None
    assert found != Quantity.of(0)
    assert Quantity.of(0).words(EN) == "0"


# ── sums ──


@given(known_truths(), known_truths())
def test_a_sum_agrees_with_the_sum_of_any_possible_truths(one: tuple[Quantity, Decimal], two: tuple[Quantity, Decimal]) -> None:
    try:
        total = one[0] + two[0]
    except MixedBoundsError:
        return
    assert possible(total, one[1] + two[1])
    assert total.derived


@given(quantities(), quantities())
def test_a_sum_does_not_depend_on_the_order(one: Quantity, two: Quantity) -> None:
    try:
        total = one + two
    except MixedBoundsError:
        with pytest.raises(MixedBoundsError):
            two + one
        return
    assert total == two + one


@given(quantities(), quantities(), quantities())
def test_a_sum_of_lower_bounds_never_becomes_exact(one: Quantity, two: Quantity, three: Quantity) -> None:
    assume({one.bound, two.bound, three.bound} <= {Bound.EXACT, Bound.OVER, Bound.AT_LEAST, Bound.UNKNOWN})
    total = one + two + three
    assert (total.bound is Bound.EXACT) == ({one.bound, two.bound, three.bound} == {Bound.EXACT})


@pytest.mark.parametrize(
    ("one", "two", "value", "bound"),
    [
        (Quantity.of(3), Quantity.of(4), 7, Bound.EXACT),
        (Quantity.of(3, "over"), Quantity.of(4), 7, Bound.OVER),
        (Quantity.of(3, "at_least"), Quantity.of(4), 7, Bound.AT_LEAST),
        (Quantity.of(3, "at_least"), Quantity.of(4, "over"), 7, Bound.OVER),
        (Quantity.of(28), Quantity.of(None), 28, Bound.AT_LEAST),
        (Quantity.of(3, "about"), Quantity.of(4), 7, Bound.ABOUT),
        (Quantity.of(3, "up_to"), Quantity.of(4), 7, Bound.UP_TO),
        (Quantity.of(None), Quantity.of(None), None, Bound.UNKNOWN),
    ],
)
def test_sums(one: Quantity, two: Quantity, value: int | None, bound: Bound) -> None:
    total = one + two
    assert (total.value, total.bound) == (value, bound)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (Quantity.of(3, "about"), Quantity.of(4, "over")),
        (Quantity.of(3, "up_to"), Quantity.of(4, "over")),
        (Quantity.of(3, "up_to"), Quantity.of(None)),
        (Quantity.of(3, "about"), Quantity.of(None)),
        (Quantity.of(3, unit="EUR"), Quantity.of(4, unit="USD")),
        (Quantity.between(3, 4), Quantity.of(4)),
    ],
)
def test_sums_without_an_honest_bound_are_refused(one: Quantity, two: Quantity) -> None:
    with pytest.raises(MixedBoundsError):
        one + two


# ── shares ──


@given(some.integers(0, 100), WHOLE, ROUNDED_OFF, WHOLE)
def test_a_share_of_a_lower_bound_is_below_any_possible_part(percent: int, total: Decimal, off: Decimal, more: Decimal) -> None:
    part = Quantity.of(percent, unit="percent").share_of(Quantity(total, Bound.OVER, "EUR"))
    true_percent, true_total = max(percent + off, Decimal(0)), total + more + 1
    assert possible(part, true_total * true_percent / 100)
    assert part.bound.is_lower
    assert part.unit == "EUR"
    assert part.derived


@given(some.integers(0, 100), WHOLE, ROUNDED_OFF, WHOLE)
def test_a_share_of_an_upper_bound_is_above_any_possible_part(percent: int, total: Decimal, off: Decimal, less: Decimal) -> None:
    part = Quantity.of(percent, unit="percent").share_of(Quantity(total, Bound.UP_TO, "EUR"))
    assert possible(part, max(total - less, Decimal(0)) * (percent + off) / 100)


@given(quantities("percent", some.integers(0, 100).map(Decimal)), quantities("EUR", WHOLE))
def test_a_share_is_exact_never_and_refused_where_bounds_pull_apart(percent: Quantity, total: Quantity) -> None:
    try:
        part = percent.share_of(total)
    except MixedBoundsError:
        return
    assert part.bound is not Bound.EXACT
    assert (part.bound.is_lower) <= (Bound.UP_TO not in (percent.bound, total.bound))


def test_27_percent_of_over_58_million(en: Lang, it: Lang) -> None:
    part = Quantity.of(27, unit="percent").share_of(Quantity.of(58_000_000, "over", "EUR"))
    assert part.rounded(Decimal(100_000)).value == 15_300_000
    assert part.words(en) == "over 15.3 million euros"
    assert part.words(it) == "oltre 15,3 milioni di euro"


def test_11_percent_of_over_58_million(en: Lang) -> None:
    part = Quantity.of(11, unit="percent").share_of(Quantity.of(58_000_000, "over", "EUR"))
    assert part.rounded(Decimal(100_000)).value == 6_000_000
    assert part.words(en) == "over 6 million euros"


def test_a_share_of_an_exact_total_is_about(en: Lang) -> None:
    part = Quantity.of(27, unit="percent").share_of(Quantity.of(58_423_735, unit="EUR"))
    assert part.bound is Bound.ABOUT
    assert part.derived
    assert part.words(en) == "about 15.8 million euros"


@pytest.mark.parametrize(
    ("percent", "total"),
    [
        (Quantity.of(27, "up_to", "percent"), Quantity.of(58, "over", "EUR")),
        (Quantity.of(27, "over", "percent"), Quantity.of(58, "up_to", "EUR")),
        (Quantity.of(27, "about", "percent"), Quantity.of(58, "over", "EUR")),
        (Quantity.of(27), Quantity.of(58, unit="EUR")),
        (Quantity.of(None, unit="percent"), Quantity.of(58, unit="EUR")),
        (Quantity.of(27, unit="percent"), Quantity.of(None, unit="EUR")),
        (Quantity.of(27, unit="percent"), Quantity.between(5, 6, "EUR")),
    ],
)
def test_shares_without_an_honest_bound_are_refused(percent: Quantity, total: Quantity) -> None:
    with pytest.raises(MixedBoundsError):
        percent.share_of(total)


# ── rounding ──


@given(quantities(), STEPS)
def test_rounding_moves_a_bound_only_to_the_honest_side(quantity: Quantity, step: Decimal) -> None:
    found = quantity.rounded(step)
    assert found.bound is quantity.bound
    if quantity.value is None or found.value is None:
        assert found == quantity
        return
    assert found.value % step == 0
    assert abs(found.value - quantity.value) < step
    if quantity.bound.is_lower:
        assert found.value <= quantity.value
    elif quantity.bound is Bound.UP_TO:
        assert found.value >= quantity.value
    assert found.rounded(step) == found


def shown(text: str) -> Decimal:
    """The number an English text shows, in full."""
    scale = Decimal(1)
    for word, size in (
        ("billion", 10**9),
        ("million", 10**6),
        ("B", 10**9),
        ("M", 10**6),
        ("K", 10**3),
        ("T", 10**12),
        ("trillion", 10**12),
    ):
        if text.rstrip("%").endswith(word) or f" {word} " in text:
            scale = Decimal(size)
            break
    return Decimal("".join(letter for letter in text if letter.isdigit() or letter == ".")) * scale


@given(some.sampled_from(["count", "percent", "EUR", "USD"]), VALUES, some.sampled_from(PLAIN))
def test_the_number_shown_never_says_more_than_the_bound_allows(unit: str, value: Decimal, bound: Bound) -> None:
    quantity = Quantity(value, bound, unit)
    for text in (quantity.short(EN), quantity.words(EN), quantity.number(EN)):
        number = shown(text)
        if bound.is_lower:
            assert number <= value, text
        elif bound is Bound.UP_TO:
            assert number >= value, text
        else:
            assert abs(number - value) <= max(value / 90, Decimal("0.1")), text


# ── words ──


@pytest.mark.parametrize(
    ("quantity", "english", "italian"),
    [
        (Quantity.of(58_000_000, "over", "EUR"), "over 58 million euros", "oltre 58 milioni di euro"),
        (Quantity.of(1_250_000_000, "exact", "EUR"), "1.25 billion euros", "1,25 miliardi di euro"),
        (Quantity.of(1_000_000, "about", "EUR"), "about 1 million euros", "circa 1 milione di euro"),
        (Quantity.of(58_423_735, "exact", "EUR"), "58,423,735 euros", "58.423.735 euro"),
        (Quantity.of(46_500_000, "about", "EUR"), "about 46.5 million euros", "circa 46,5 milioni di euro"),
        (Quantity.of(2290), "2,290", "2.290"),
        (Quantity.of(100, "about"), "about 100", "circa 100"),
        (Quantity.of(40, "over"), "over 40", "oltre 40"),
        (Quantity.of(28, "at_least"), "at least 28", "almeno 28"),
        (Quantity.of(15, "up_to"), "up to 15", "fino a 15"),
        (Quantity.of("12.9", "exact", "percent"), "12.9%", "12,9%"),
    ],
)
def test_words(quantity: Quantity, english: str, italian: str, en: Lang, it: Lang) -> None:
    assert quantity.words(en) == english
    assert quantity.words(it) == italian


def test_words_for_what_has_no_single_number(en: Lang, it: Lang) -> None:
    assert Quantity.of(None).words(en) == "an unknown number"
    assert Quantity.between(10, 12).words(en) == "between 10 and 12"
    assert Quantity.of(None).words(it) not in ("", Quantity.of(None).words(en))
    assert {"10", "e", "12"} <= set(Quantity.between(10, 12).words(it).split())


def test_a_range_of_money_names_its_currency(en: Lang) -> None:
    found = Quantity.between(1_500_000, 2_500_000, "EUR")
    assert found.words(en) == "between 1.5 million euros and 2.5 million euros"
    assert found.short(en) == "€1.5M–€2.5M"


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity.of(58_000_000, "over", "EUR"), "> €58M"),
        (Quantity.of(28, "at_least"), "≥ 28"),
        (Quantity.of(800, "about"), "≈ 800"),
        (Quantity.of(1_099_900, "over"), "> 1.09M"),
        (Quantity.of(1_090_100, "up_to"), "≤ 1.1M"),
        (Quantity.of(27, "exact", "percent"), "27%"),
        (Quantity.of("12.96", "over", "percent"), "> 12.9%"),
        (Quantity.of(None), "–"),
        (Quantity.between(10, 12), "10–12"),
    ],
)
def test_the_short_form_keeps_the_sign_of_the_bound(quantity: Quantity, text: str, en: Lang) -> None:
    assert quantity.short(en) == text


@given(some.sampled_from(["count", "percent", "EUR", "USD", "AFN"]).flatmap(quantities))
def test_words_never_fail(quantity: Quantity) -> None:
    for code in ("en", "it"):
        for text in (quantity.words(lang(code)), quantity.short(lang(code)), quantity.number(lang(code))):
            assert text.strip()
            assert "{" not in text
