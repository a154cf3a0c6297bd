# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may turn out otherwise: prices, durations, somebody who leaves."""

from collections.abc import Mapping, Sequence

import numpy as np
from pydantic import BaseModel, ConfigDict

from koppelkans.case import Case
from koppelkans.programme.choices.without import without_partner
from koppelkans.programme.vary import change_case


class Scenario(BaseModel):
    """One way in which things may go.

    Attributes
    ----------
    investments, key_figures
        By variant, and by key figure: the value in this scenario.
    longer
        By variant: quarters that it takes longer.
    without
        A partner that withdraws with all its tasks.
    weight
        How likely it is, compared with the others.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    investments: Mapping[str, float] = {}
    key_figures: Mapping[str, float] = {}
    longer: Mapping[str, int] = {}
    without: str | None = None
    weight: float = 1.0

    @property
    def is_prices(self) -> bool:
        """Whether only prices differ: then net value is a sum of them, whatever is planned."""
        return not self.longer and self.without is None


def apply_scenario(case: Case, scenario: Scenario) -> Case:
    """Return the case as it is in a scenario, without ranges; the planned years stay."""
    variants = tuple(
        variant.model_copy(
            update={
                "investment_eur": scenario.investments.get(variant.id, variant.investment_eur),
                "investment_low_eur": None,
                "investment_high_eur": None,
                "duration_quarters": variant.duration_quarters + scenario.longer.get(variant.id, 0),
            }
        )
        for variant in case.variants
    )
    figures = tuple(
        figure.model_copy(
            update={
                "value": scenario.key_figures.get(figure.id, figure.value),
                "low": None,
                "high": None,
            }
        )
        for figure in case.key_figures
    )
    changed = change_case(case, variants=variants, key_figures=figures)
    return changed if scenario.without is None else without_partner(changed, scenario.without)


def draw_scenarios(case: Case, count: int, seed: int = 1) -> tuple[Scenario, ...]:
    """Return scenarios drawn from the ranges of investments and key figures.

    Each from a triangle from low over its value to high, independent of the others; what has no
    range stays. The same seed gives the same scenarios, so that programmes are compared on the
    same chances (common random numbers).
    """
    random = np.random.default_rng(seed)
    investments = {
        v.id: _draw(random, (v.investment_low_eur, v.investment_eur, v.investment_high_eur), count)
        for v in case.variants
    }
    figures = {
        f.id: _draw(random, (f.low, f.value, f.high), count)
        for f in case.key_figures
        if f.value is not None
    }
    return tuple(
        Scenario(
            name=str(number + 1),
            investments={id_: drawn[number] for id_, drawn in investments.items() if drawn},
            key_figures={id_: drawn[number] for id_, drawn in figures.items() if drawn},
        )
        for number in range(count)
    )


def _draw(
    random: np.random.Generator, levels: tuple[float | None, float | None, float | None], count: int
) -> list[float]:
    low, mode, high = levels
    if mode is None:
        return []
    left, right = min(mode if low is None else low, mode), max(mode if high is None else high, mode)
    if left == right:
        return []
    return [float(value) for value in random.triangular(left, mode, right, count)]


def average_scenario(case: Case, scenarios: Sequence[Scenario]) -> Scenario:
    """Return the scenario of average prices, by weight: scenarios in which only prices differ.

    Net value is a constant and a sum of investments and unit values, each times what is planned.
    So what a programme is worth on average is what it is worth at average prices, exactly.
    """
    total = sum(scenario.weight for scenario in scenarios)

    def mean(values: Sequence[float]) -> float:
        pairs = zip(scenarios, values, strict=True)
        return sum(scenario.weight * value for scenario, value in pairs) / total

    investments = {
        v.id: mean([s.investments.get(v.id, v.investment_eur) for s in scenarios])
        for v in case.variants
    }
    figures = {
        f.id: mean([s.key_figures.get(f.id, f.value) for s in scenarios])
        for f in case.key_figures
        if f.value is not None
    }
    return Scenario(name="average", investments=investments, key_figures=figures)
