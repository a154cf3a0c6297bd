# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a risk of failure came about, year by year."""

from koppelkans.case import QUARTERS_PER_YEAR, Case, Task
from koppelkans.case.labels import label
from koppelkans.language import N_
from koppelkans.value.discount import Integers, discount_factor
from koppelkans.value.steps import cost_rate_step, given
from koppelkans.value.trace import Step, add, multiply
from koppelkans.value.types import EntryKind


def explain_failure(case: Case, task: Task, quarters: Integers, position: int) -> Step:
    """Return the risk of failure until one of these starts, with the chance of every year."""
    start = int(quarters[position])
    years = [
        _year_step(case, task, first, min(first + QUARTERS_PER_YEAR, start))
        for first in range(0, start, QUARTERS_PER_YEAR)
    ]
    failures = add("x", N_("Expected failures, discounted"), *years, unit="")
    if not years:
        failures = Step("x", failures.name, 0.0, formula="0")
    cost = given("F", N_("Cost of a failure"), task, "failure_eur", "EUR")
    return multiply("E", label(EntryKind.FAILURE), cost, failures, minus=True)


def _year_step(case: Case, task: Task, first: int, end: int) -> Step:
    """Return the discounted chance of failure in one year, as far as it lies before the start."""
    year = case.area.first_year + first // QUARTERS_PER_YEAR
    rate = cost_rate_step(case.area)
    waiting = sum(discount_factor(rate.number, quarter) for quarter in range(first, end))
    moments = Step(
        "w",
        N_("Quarters of waiting, discounted"),
        waiting,
        "quarters",
        " + ".join(f"(1 + r) ^ (-{quarter} / 4)" for quarter in range(first, end)),
        (rate,),
    )
    return Step(
        f"x{year}", str(year), _chance(task, year) / QUARTERS_PER_YEAR * waiting, "",
        "q / 4 * w", (_chance_step(task, year), moments),
    )  # fmt: skip


def _chance(task: Task, year: int) -> float:
    try:
        grown = task.failure_rate * (1.0 + task.failure_growth) ** (
            year - task.preferred_start.year
        )
    except OverflowError:
        return 1.0
    return min(1.0, grown)


def _chance_step(task: Task, year: int) -> Step:
    late = year - task.preferred_start.year
    return Step(
        "q",
        N_("Chance of failure in this year"),
        _chance(task, year),
        "1/year",
        "min(1, f * (1 + g) ^ y)",
        (
            given("f", N_("Chance of failure in the preferred year"), task, "failure_rate",
                  "1/year"),
            given("g", N_("Growth of the chance"), task, "failure_growth", "1/year"),
            Step("y", N_("Years after the preferred one"), float(late), "year"),
        ),
    )  # fmt: skip
