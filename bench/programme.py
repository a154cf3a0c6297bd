# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How fast the gap closes on the example: best programme, bound and gap over time.

Prints a table in Markdown, with the load of the machine beside it: a search on two busy cores
comes as far as its processor seconds, not its clock.
"""

import argparse
import os
import platform
import resource
import time
from importlib.metadata import version
from pathlib import Path

from koppelkans.case import find_excesses
from koppelkans.exchange import read_case
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import Progress, SearchSettings, find_programme, plan_alone
from koppelkans.value import value_schedule

EXAMPLE = Path(__file__).parents[1] / "examples" / "bloemenbuurt" / "bloemenbuurt.gpkg"
MOMENTS = (2, 5, 10, 20, 30, 45, 60, 120, 300, 600)
GOAL = 0.02
GOAL_SECONDS = 60.0


class Log:
    """Prints a row when a moment has passed."""

    def __init__(self) -> None:
        self.moments = list(MOMENTS)
        self.processor = time.process_time()

    def tell(self, progress: Progress) -> None:
        """Print a row for the first report after each moment."""
        if self.moments and progress.seconds >= self.moments[0]:
            while self.moments and progress.seconds >= self.moments[0]:
                self.moments.pop(0)
            self.row(progress.seconds, progress.best_eur, progress.bound_eur, progress.gap)

    def row(self, seconds: float, best: float, bound: float, gap: float) -> None:
        """Print one row."""
        processor = time.process_time() - self.processor
        print(f"| {seconds:.0f} | {processor:.0f} | {best:,.0f} | {bound:,.0f} | {gap:.2%} |")


def main() -> None:
    """Solve a case and print how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    case = read_case(arguments.case)
    joint_effects = find_joint_effects(case)
    alone = plan_alone(case)
    net = value_schedule(alone, joint_effects, shared=False).total()
    broken = sum(excess.broken for excess in find_excesses(alone))
    load = os.getloadavg()[0]
    print(f"{arguments.case.name}: {len(case.tasks)} tasks, {len(case.places)} places, ", end="")
    print(f"{len(joint_effects)} joint effects; HiGHS {version('highspy')}, ", end="")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} before\n")
    print(f"Everybody alone: {net:,.0f} EUR, {broken} limits broken\n")
    print("| seconds | processor seconds | best, EUR | bound, EUR | gap |\n|--:|--:|--:|--:|--:|")
    log = Log()
    settings = SearchSettings(seconds=arguments.seconds, gap=0.0, seed=arguments.seed)
    solution = find_programme(case, joint_effects, settings, log.tell)
    log.row(solution.seconds, solution.objective_eur, solution.bound_eur, solution.gap)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nPeak memory {memory:.0f} MB; {_judge(arguments.seconds, solution.gap)}")


def _judge(seconds: float, gap: float) -> str:
    goal = f"goal {GOAL:.0%} in {GOAL_SECONDS:.0f} s of clock on two free cores"
    if seconds > GOAL_SECONDS:
        return f"{goal}: not judged, this run was longer"
    return f"{goal}: {'reached' if gap <= GOAL else 'missed'}"


if __name__ == "__main__":
    main()
