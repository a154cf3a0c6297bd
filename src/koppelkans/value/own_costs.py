# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a task costs its owner: investment, what is left of it, renewing early, upkeep, failure."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from koppelkans.case import QUARTERS_PER_YEAR, Beneficiary, Case, Task, Variant
from koppelkans.case.labels import label
from koppelkans.language import N_
from koppelkans.value.discount import Integers, discount_factor
from koppelkans.value.lines import Figure
from koppelkans.value.risk import explain_failure
from koppelkans.value.steps import cost_rate_step, discount_step, given, terms_step, vat_steps
from koppelkans.value.streams import Stream, cost_stream
from koppelkans.value.timing import failure_costs, is_renewal, timing_cost
from koppelkans.value.trace import Reference, Step
from koppelkans.value.types import Category, EntryKind


def cost_streams(case: Case, task: Task, variant: Variant, quarters: Integers) -> Iterator[Stream]:
    """Yield the costs of a task itself, for starts in these quarters."""
    if variant.investment_eur:
        yield from _investment_streams(case, task, variant, quarters)
    if variant.operation_eur_per_year:
        yield _operation_stream(case, task, variant, quarters)
    if task.failure_rate and task.failure_eur:
        yield failure_stream(case, task, quarters)


def _investment_streams(
    case: Case, task: Task, variant: Variant, quarters: Integers
) -> Iterator[Stream]:
    rate = cost_rate_step(case.area)
    figure = Figure.of_investment(variant, task.title)
    own = given("C", N_("Investment"), variant, "investment_eur", "EUR")
    invested = (own, *vat_steps(case, task.partner_id))
    spread = _spread_step(rate, variant)
    start = discount_step(rate, quarters)
    yield cost_stream(EntryKind.INVESTMENT, task, figure, *invested, spread, start)
    if is_renewal(task):
        moved = _timing_step(case, task, variant, quarters, rate)
        yield cost_stream(EntryKind.TIMING, task, figure, *invested, spread, moved)
    elif case.area.residual_value and variant.life_years > case.area.evaluation_years:
        evaluation = _evaluation_step(case)
        life = given("L", N_("Technical life"), variant, "life_years", "year")
        left = (life.number - evaluation.number) / life.number
        share = Step("w", N_("Part of its life that is left"), left, "", "(L - T) / L",
                     (life, evaluation))  # fmt: skip
        after = variant.duration_quarters + QUARTERS_PER_YEAR * case.area.evaluation_years
        end = discount_step(rate, quarters + after)
        yield cost_stream(EntryKind.RESIDUAL, task, figure, *invested, share, end, minus=False)


def _spread_step(rate: Step, variant: Variant) -> Step:
    """Return the mean discount factor over the quarters of the work, seen from its start."""
    duration = given("D", N_("Quarters of work"), variant, "duration_quarters", "quarters")
    factors = discount_factor(rate.number, np.arange(variant.duration_quarters))
    name = N_("Evenly over the quarters of the work")
    if rate.number == 0.0 or variant.duration_quarters == 1:
        return Step("s", name, float(np.mean(factors)), "", "D / D", (duration,))
    ratio = Step("z", N_("From one quarter to the next"), float(factors[1]),
                 formula=f"(1 + r) ^ (-1 / {QUARTERS_PER_YEAR})", inputs=(rate,))  # fmt: skip
    formula = "(1 - z ^ D) / (1 - z) / D"
    return Step("s", name, float(np.mean(factors)), "", formula, (ratio, duration))


def _timing_step(case: Case, task: Task, variant: Variant, quarters: Integers, rate: Step) -> Step:
    """Return by which part of the investment all later renewals change: see `timing_cost`."""
    preferred = task.preferred_start - case.first_quarter
    reference = Reference(task.table, task.id, "preferred_start")
    moments = (
        Step("p", N_("Preferred start"), preferred, "quarters", reference=reference),
        Step("c", N_("Chosen start"), quarters, "quarters"),
    )
    life = given("L", N_("Technical life"), variant, "life_years", "year")
    value = timing_cost(rate.number, preferred, quarters, variant.life_years)
    name = N_("Part of the investment that is moved in all later renewals")
    if abs(np.log1p(rate.number)) < 1e-12:
        return Step("m", name, value, "", "(p - c) / 4 / L", (*moments, life))
    per_quarter = Step(
        "z", N_("From one quarter to the next"), discount_factor(rate.number, 1), "",
        "(1 + r) ^ (-1 / 4)", (rate,),
    )  # fmt: skip
    formula = "(z ^ c - z ^ p) / (1 / z ^ (4 * L) - 1)"
    return Step("m", name, value, "", formula, (*moments, per_quarter, life))


def _evaluation_step(case: Case) -> Step:
    return given("T", N_("Evaluation period"), case.area, "evaluation_years", "year")


def _operation_stream(case: Case, task: Task, variant: Variant, quarters: Integers) -> Stream:
    rate = cost_rate_step(case.area)
    life = given("L", N_("Technical life"), variant, "life_years", "year")
    evaluation = _evaluation_step(case)
    years = Step("Y", N_("Years that count"), min(life.number, evaluation.number), "year",
                 "min(L, T)", (life, evaluation))  # fmt: skip
    name = N_("Operation and upkeep after the work")
    figure = Figure(
        Reference(variant.table, variant.id, "operation_eur_per_year"),
        task.title, variant.operation_eur_per_year, "EUR/year",
    )  # fmt: skip
    return cost_stream(
        EntryKind.OPERATION,
        task,
        figure,
        given("O", name, variant, "operation_eur_per_year", "EUR/year"),
        *vat_steps(case, task.partner_id),
        terms_step(rate, years),
        discount_step(rate, quarters + variant.duration_quarters),
    )


def failure_stream(case: Case, task: Task, quarters: Integers) -> Stream:
    """Return the risk of failure until these starts; beyond the planned years: of never starting.

    The owner carries it.
    """
    failures = failure_costs(case, task) / task.failure_eur
    expected = failures[np.clip(quarters, 0, len(failures) - 1)]
    figure = Figure(
        Reference(task.table, task.id, "failure_eur"), task.title, task.failure_eur, "EUR"
    )
    kind = EntryKind.FAILURE
    return Stream(
        kind, Category.COST, label(kind), task.partner_id, Beneficiary.PARTNER, figure, -expected,
        partial(explain_failure, case, task, np.clip(quarters, 0, len(failures) - 1)),
    )  # fmt: skip
