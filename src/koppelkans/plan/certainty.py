# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How sure a result is, in words: for pages, documents and the shell alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from koppelkans.language import N_, show_euros
from koppelkans.plan.words import figure, percent, say, signed
from koppelkans.value.uncertainty import (
    Comparison,
    Input,
    InputKind,
    KindSwitch,
    Spread,
    Swing,
    Uncertainty,
    Unknown,
)


@dataclass(frozen=True)
class SwingRow:
    """One input beside what it does to the difference."""

    input: Input
    swing: Swing


def swing_rows(uncertainty: Uncertainty, comparison: Comparison) -> list[SwingRow]:
    """Return the inputs with what they do, the widest swing first."""
    inputs = {(i.kind, i.id): i for i in uncertainty.inputs}
    return [SwingRow(inputs[s.kind, s.id], s) for s in comparison.swings]


def tell_order(uncertainty: Uncertainty, comparison: Comparison, language: str) -> Iterator[str]:
    """Yield how sure it is that the second alternative is worth more, and how much more."""
    chance = comparison.probability
    certain = N_(
        "Everything was computed {draws} times, each time with different figures within their "
        "ranges. Every time, working together is worth more than everybody alone."
    )
    usual = N_(
        "Everything was computed {draws} times, each time with different figures within their "
        "ranges. In {percent} of these, working together is worth more than everybody alone."
    )
    yield say(
        certain if chance == 1 else usual,
        language,
        percent=percent(chance, language)
        if 0 < chance < 1
        else figure(100 * chance, language) + "\N{NO-BREAK SPACE}%",
        draws=figure(uncertainty.draws, language),
    )
    difference = comparison.difference
    yield say(
        N_("Nine times out of ten the difference lies between {low} and {high}."),
        language,
        low=signed(difference.p5_eur, language), high=signed(difference.p95_eur, language),
    )  # fmt: skip


def tell_switch(row: SwingRow, language: str) -> str:
    """Return at which value of an input both are worth the same."""
    switch = row.swing.switch
    if switch is None:
        return say(N_("makes no difference between the two"), language)
    shown = f"{rounded(switch, language)} {row.input.unit}".strip()
    if row.input.low is None or row.input.high is None:
        return say(N_("at {value}; no range to compare with"), language, value=shown)
    if not row.swing.in_range:
        return say(N_("nowhere in its range; only at {value}"), language, value=shown)
    place = (switch - row.input.low) / (row.input.high - row.input.low)
    return say(
        N_("at {value}, {percent} of the way from low to high"), language,
        value=shown, percent=f"{figure(round(100 * place), language)}\N{NO-BREAK SPACE}%",
    )  # fmt: skip


def tell_kind(switch: KindSwitch, language: str) -> str:
    """Return by how much all amounts of a kind would have to change."""
    if switch.factor is None:
        return say(N_("makes no difference between the two"), language)
    if switch.factor < 0:
        return say(N_("nothing: not even without it"), language)
    times = f"{rounded(switch.factor, language)}"
    return say(N_("{times} times as much of it, in both"), language, times=times)


def tell_unknown(unknown: Unknown, comparison: Comparison, language: str) -> str:
    """Return what a key figure without a value could change."""
    if unknown.break_even is None:
        return say(
            N_("Whatever its value, it does not turn the order: both have as much."), language
        )
    value = rounded(unknown.break_even, language)
    if comparison.difference.value_eur >= 0:
        text = N_("Alone would be better only if one {unit} were worth {value} or more.")
        if unknown.break_even < 0:
            text = N_(
                "Together is better at any positive value; alone would be better only if one "
                "{unit} were worth {value} or less."
            )
    else:
        text = N_("Together is worth more when one {unit} is worth {value} or more.")
        if unknown.break_even < 0:
            text = N_("Together is worth more when one {unit} is worth {value} or less.")
    unit, sign = per_unit(unknown.unit, language), "−" if unknown.break_even < 0 else ""
    return say(
        text, language, unit=unit, value=f"{sign}€\N{NO-BREAK SPACE}{value.removeprefix('−')}"
    )


def per_unit(unit: str, language: str) -> str:
    """Return what a unit value is per, as people say it.

    >>> per_unit("EUR/m2/year", "en")
    'm² per year'
    """
    per = say(N_(" per "), language)
    return unit.removeprefix("EUR/").replace("/", per).replace("m2", "m²").replace("m3", "m³")


def rounded(value: float, language: str) -> str:
    """Return a number in three digits.

    >>> rounded(0.13456, "nl"), rounded(-389.2, "en"), rounded(1234567.8, "en")
    ('0,135', '−389', '1,230,000')
    """
    size = abs(value)
    whole = -max(0, len(str(int(size))) - 3)
    decimals = whole if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3
    return figure(round(value, decimals), language)


def rate(found: float, language: str) -> str:
    r"""Return a discount rate with all its decimals.

    >>> rate(0.0225, "nl")
    '2,25\xa0%'
    """
    return f"{figure(round(100 * found, 4), language)}\N{NO-BREAK SPACE}%"


def tell_certain(uncertainty: Uncertainty, language: str) -> str:
    """Return which figures have no range, so that nobody takes them for certain."""
    still = [i.name for i in uncertainty.inputs if not i.moves and i.kind is InputKind.KEY_FIGURE]
    if not still:
        return ""
    return say(
        N_("No range is known of these, so they did not move: {names}."),
        language, names=", ".join(still),
    )  # fmt: skip


def percentiles(found: Spread) -> tuple[tuple[str, float], ...]:
    """Return the figures of a spread in the order in which people read them."""
    return (
        (N_("as computed"), found.value_eur),
        (N_("mean of the draws"), found.mean_eur),
        (N_("5 % lower than"), found.p5_eur),
        (N_("a quarter lower than"), found.p25_eur),
        (N_("half lower than"), found.p50_eur),
        (N_("three quarters lower than"), found.p75_eur),
        (N_("95 % lower than"), found.p95_eur),
    )


def span(row: SwingRow, language: str) -> str:
    """Return both ends of what an input does to the difference, in rough amounts."""
    if row.swing.at_low_eur is None or row.swing.at_high_eur is None:
        return "–"
    return f"{signed(row.swing.at_low_eur, language)} … {signed(row.swing.at_high_eur, language)}"


def tell_in_words(comparison: Comparison, rows: list[SwingRow], language: str) -> str:
    """Return the tornado in words: the five widest swings."""
    parts = [
        say(N_("{name}: {low} at its low end, {high} at its high end"), language, name=r.input.name,
            low=signed(r.swing.at_low_eur or 0.0, language),
            high=signed(r.swing.at_high_eur or 0.0, language))
        for r in rows[:5] if r.input.moves
    ]  # fmt: skip
    return say(
        N_("Better together than alone: {value}. {parts}."), language,
        value=show_euros(comparison.difference.value_eur, language), parts="; ".join(parts) or "–",
    )  # fmt: skip


__all__ = [
    "SwingRow", "per_unit", "percentiles", "rate", "rounded", "span", "swing_rows", "tell_certain",
    "tell_in_words", "tell_kind", "tell_order", "tell_switch", "tell_unknown",
]  # fmt: skip
