# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What effects are worth: quantity times unit value, once or for a number of years."""

import math
from collections.abc import Iterator

import numpy as np

from koppelkans.case import Beneficiary, Case, Effect, Variant
from koppelkans.language import N_
from koppelkans.value.discount import Integers
from koppelkans.value.figures import PricedFigure, price_figure
from koppelkans.value.lines import Figure
from koppelkans.value.steps import (
    figure_rate_step,
    figure_step,
    given,
    growth_of,
    price_step,
    terms_step,
)
from koppelkans.value.streams import Stream
from koppelkans.value.trace import Step, multiply
from koppelkans.value.types import Category, EntryKind


def effect_streams(case: Case, variant: Variant, ends: Integers) -> Iterator[Stream]:
    """Yield the effects of a variant, for works that end in these quarters."""
    for effect in case.effects_of[variant.id]:
        priced = price_figure(case, effect.key_figure_id)
        rate = figure_rate_step(case, priced)
        factors = [*_quantity_steps(effect)]
        if effect.years is not None:
            factors.append(terms_step(rate, counted_years(case, effect), growth_of(priced)))
        factors.append(price_step(rate, priced, ends + effect.delay_quarters))
        yield worth_stream(
            EntryKind.EFFECT, priced, factors, effect.name, effect.partner_id, effect.beneficiary,
            effect.id,
        )  # fmt: skip


def counted_years(case: Case, effect: Effect) -> Step:
    """Return for how many years an effect counts: its own, within the evaluation period."""
    own = given("J", N_("Years that it lasts"), effect, "years", "year")
    most = given("T", N_("Evaluation period"), case.area, "evaluation_years", "year")
    years = min(own.number, most.number)
    return Step("Y", N_("Years that count"), years, "year", "min(J, T)", (own, most))


def counted_quantity(case: Case, effect: Effect) -> float:
    """Return the quantity of an effect over all years that count, not discounted."""
    years = 1.0 if effect.years is None else counted_years(case, effect).number
    return effect.quantity * effect.overlap_factor * years


def _quantity_steps(effect: Effect) -> Iterator[Step]:
    yield given("q", N_("Quantity"), effect, "quantity")
    if effect.overlap_factor != 1.0:
        yield given("o", N_("Part that counts, against counting double"), effect, "overlap_factor")


def worth_stream(
    kind: EntryKind,
    priced: PricedFigure,
    factors: list[Step],
    name: str,
    partner_id: str,
    beneficiary: Beneficiary,
    source_id: str,
) -> Stream:
    """Return what so many units of a key figure are worth.

    Parameters
    ----------
    factors
        All besides the unit value; a benefit when their product is worth zero or more.
    """
    unit = figure_step(priced)
    coefficient = np.asarray(math.prod(factor.value for factor in factors))
    figure = Figure.of_key_figure(priced.figure)
    step = multiply("E", name, factors[0], unit, *factors[1:])
    gains = factors[0].number * figure.value >= 0
    return Stream(
        kind=kind,
        category=Category.BENEFIT if gains else Category.COST,
        name=name,
        partner_id=partner_id,
        beneficiary=beneficiary,
        figure=figure,
        coefficient=coefficient,
        explain=step.at,
        key_figure_id=priced.figure.id,
        source_id=source_id,
        is_priced=priced.figure.value is not None,
    )
