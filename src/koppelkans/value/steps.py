# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The steps that many entries have in common: discount factors, yearly terms, prices, VAT."""

from koppelkans.case import QUARTERS_PER_YEAR, Area, Case, Record
from koppelkans.language import N_
from koppelkans.value.discount import Integers, annuity, price_factor
from koppelkans.value.figures import PricedFigure
from koppelkans.value.trace import Amount, Reference, Step, multiply

RATE_FIELDS = {"r": "discount_rate", "rc": "cost_discount_rate"}


def given(
    symbol: str, name: str, record: Record, field: str, unit: str = "", source: str = ""
) -> Step:
    """Return a number that stands in a field of a record."""
    value = float(getattr(record, field))
    reference = Reference(record.table, record.id, field)
    return Step(symbol, name, value, unit, source=source, reference=reference)


def rate_step(area: Area, rate: float, field: str = "discount_rate") -> Step:
    """Return the rate of the area as a step."""
    reference = Reference(area.table, area.id, field)
    return Step("r", N_("Discount rate"), rate, "1/year", reference=reference)


def cost_rate_step(area: Area) -> Step:
    """Return the rate for costs: its own, or the discount rate of the area."""
    own = area.cost_discount_rate is not None
    return rate_step(area, area.cost_rate, "cost_discount_rate" if own else "discount_rate")


def figure_rate_step(case: Case, priced: PricedFigure) -> Step:
    """Return the rate for a key figure: its own, or that of the area."""
    figure = priced.figure
    if figure.discount_rate is None:
        return rate_step(case.area, case.area.discount_rate)
    reference = Reference(figure.table, figure.id, "discount_rate")
    return Step("r", N_("Discount rate"), figure.discount_rate, "1/year", reference=reference)


def discount_step(rate: Step, quarters: Integers | float, symbol: str = "d") -> Step:
    """Return the discount factor of a moment, in quarters from the first planned one."""
    return Step(
        symbol,
        N_("Discount factor"),
        price_factor(rate.number, 0.0, quarters),
        formula=f"(1 + r) ^ (-n / {QUARTERS_PER_YEAR})",
        inputs=(rate, _moment(quarters)),
    )


def price_step(
    rate: Step, priced: PricedFigure, quarters: Integers | float, symbol: str = "d"
) -> Step:
    """Return the discount factor times the relative price change of a key figure."""
    if not priced.figure.growth:
        return discount_step(rate, quarters, symbol)
    growth = _growth_step(priced)
    return Step(
        symbol,
        N_("Discount factor with relative price change"),
        price_factor(rate.number, growth.number, quarters),
        formula=f"((1 + g) / (1 + r)) ^ (n / {QUARTERS_PER_YEAR})",
        inputs=(growth, rate, _moment(quarters)),
    )


def _moment(quarters: Integers | float) -> Step:
    return Step("n", N_("Quarters after the first planned one"), quarters, "quarters")


def _growth_step(priced: PricedFigure) -> Step:
    return given("g", N_("Relative price change"), priced.figure, "growth", "1/year")


def terms_step(rate: Step, years: Step, growth: Step | None = None) -> Step:
    """Return the present value of so many yearly terms of one euro, at the first of them.

    The formula is that of `annuity`: a part of a year is that part of one more term.
    """
    g = 0.0 if growth is None else growth.number
    value = annuity(rate.number, years.number, g)
    name = N_("Yearly terms, at the moment of the first")
    whole = int(years.number)
    inputs = (rate, years) if growth is None else (growth, rate, years)
    if abs((1.0 + g) / (1.0 + rate.number) - 1.0) < 1e-12:
        return Step("a", name, value, "year", "Y", inputs)
    ratio = "1 / (1 + r)" if growth is None else "(1 + g) / (1 + r)"
    parts = "" if whole == years.number else f" + (Y - {whole}) * x ^ {whole}"
    terms = "Y" if whole == years.number else str(whole)
    x = Step("x", N_("From one year to the next"), (1.0 + g) / (1.0 + rate.number), "", ratio,
             tuple(step for step in inputs if step is not years))  # fmt: skip
    return Step("a", name, value, "year", f"(1 - x ^ {terms}) / (1 - x){parts}", (x, years))


def growth_of(priced: PricedFigure) -> Step | None:
    """Return the relative price change of a key figure as a step; None when there is none."""
    return _growth_step(priced) if priced.figure.growth else None


def figure_step(priced: PricedFigure) -> Step:
    """Return the unit value of a key figure at the price level of the case."""
    figure = priced.figure
    reference = Reference(figure.table, figure.id, "value")
    if priced.index == 1.0:
        return Step("p", figure.name, figure.value or 0.0, figure.unit, source=figure.source,
                    reference=reference)  # fmt: skip
    raw = Step("k", figure.name, priced.original.value or 0.0, figure.unit,
               source=figure.source, reference=reference)  # fmt: skip
    index = Step(
        "i",
        N_("Prices from the price year to the price level"),
        priced.index,
        formula=" * ".join(f"(1 + y{year})" for year, _, _ in priced.changes),
        inputs=tuple(
            Step(f"y{year}", str(year), change, "1/year", source=source)
            for year, change, source in priced.changes
        ),
    )
    if not priced.forward:
        index = Step(
            index.symbol, index.name, priced.index, "", f"1 / ({index.formula})", index.inputs
        )
    return multiply("p", figure.name, raw, index, unit=figure.unit)


def vat_steps(case: Case, partner_id: str) -> tuple[Step, ...]:
    """Return the VAT that a partner pays on top, or gets off; nothing when costs count as given."""
    factor: Amount = case.vat_factor(partner_id)
    if factor == 1.0:
        return ()
    rate = given("t", N_("VAT rate"), case.area, "vat_rate", "share")
    formula = "1 + t" if factor > 1.0 else "1 / (1 + t)"
    return (Step("v", N_("VAT"), factor, "", formula, (rate,)),)
