# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Uncertainty: how long draws over the whole example take, counted in processor seconds.

Prints a table in Markdown; fails when 10,000 draws take more than 2 seconds.
"""

import sys
import time
from pathlib import Path

from koppelkans.case import Case, KeyFigure, Variant
from koppelkans.exchange import read_case
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import plan_alone
from koppelkans.value import value_schedule
from koppelkans.value.uncertainty import Alternative, Uncertainty, find_uncertainty

EXAMPLE = Path(__file__).parent.parent / "examples" / "bloemenbuurt" / "bloemenbuurt.gpkg"
MOST_SECONDS = 2.0


def widened(case: Case) -> Case:
    """Return the case with a PERT range for every figure and a range for every investment."""

    def figure(f: KeyFigure) -> KeyFigure:
        return f.model_copy(update={"distribution": "pert"})

    def variant(v: Variant) -> Variant:
        ends = {"investment_low_eur": 0.8 * v.investment_eur,
                "investment_high_eur": 1.5 * v.investment_eur}  # fmt: skip
        return v.model_copy(update=ends)

    return case.model_copy(
        update={
            "key_figures": tuple(figure(f) for f in case.key_figures),
            "variants": tuple(variant(v) for v in case.variants),
        }
    )


def measure(case: Case, draws: int) -> tuple[float, Uncertainty]:
    """Return processor seconds and what was found; the schedule stands for both alternatives."""
    effects, schedule = find_joint_effects(case), plan_alone(case)
    alternatives = [
        Alternative(name, schedule, value_schedule(schedule, effects, shared=shared), shared)
        for name, shared in (("baseline", False), ("programme", True))
    ]
    start = time.process_time()
    found = find_uncertainty(case, alternatives, effects, draws=draws)
    return time.process_time() - start, found


def main() -> int:
    """Print the table; return 1 when it takes too long."""
    example = read_case(EXAMPLE)
    cases = {"as it is": example, "a range on everything, PERT": widened(example)}
    slowest = 0.0
    print("| case | draws | inputs that move | processor seconds |\n|---|---|---|---|")
    for name, case in cases.items():
        for draws in (1_000, 10_000, 100_000):
            seconds, found = measure(case, draws)
            moving = sum(input_.moves for input_ in found.inputs)
            print(f"| {name} | {draws:,} | {moving} | {seconds:.2f} |")
            slowest = max(slowest, seconds if draws == 10_000 else 0.0)
    return int(slowest > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
