# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How fast the gap closes on the example: best programme, bound and gap over time.

Prints a table in Markdown, by processor seconds: a search on two busy cores comes as far as its
processor seconds, not its clock. A minute on two free cores is 120 of them.
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
MOMENTS = (5, 10, 20, 40, 60, 90, 120, 240, 600, 1200)
GOAL = 0.005
GOAL_SECONDS = 120.0
CLOCK = 3600.0
"""Clock seconds at the most, however busy the machine is."""


class Log:
    """Prints a row when a moment has passed; ends the search after so many processor seconds."""

    def __init__(self, seconds: float) -> None:
        self.moments = [moment for moment in MOMENTS if moment < seconds]
        self.seconds, self.processor = seconds, time.process_time()

    def tell(self, progress: Progress) -> bool:
        """Print a row for the first report after each moment; return whether to go on."""
        used = time.process_time() - self.processor
        if self.moments and used >= self.moments[0]:
            while self.moments and used >= self.moments[0]:
                self.moments.pop(0)
            self.row(progress.seconds, progress.best_eur, progress.bound_eur, progress.gap)
        return used < self.seconds

    def row(self, seconds: float, best: float, bound: float, gap: float) -> None:
        """Print one row."""
        processor = time.process_time() - self.processor
        numbers = f"| {processor:.0f} | {seconds:.0f} | {best:,.0f} | {bound:,.0f} | {gap:.2%} |"
        print(numbers, flush=True)


def main() -> None:
    """Solve a case and print how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--seconds", type=float, default=GOAL_SECONDS)
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
    print("| processor seconds | seconds | best, EUR | bound, EUR | gap |\n|--:|--:|--:|--:|--:|")
    log = Log(arguments.seconds)
    settings = SearchSettings(seconds=CLOCK, gap=0.0, seed=arguments.seed)
    solution = find_programme(case, joint_effects, settings, log.tell)
    log.row(solution.seconds, solution.objective_eur, solution.bound_eur, solution.gap)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nPeak memory {memory:.0f} MB; {_judge(arguments.seconds, solution.gap)}")


def _judge(seconds: float, gap: float) -> str:
    goal = f"goal {GOAL:.1%} in {GOAL_SECONDS:.0f} processor seconds"
    if seconds > GOAL_SECONDS:
        return f"{goal}: not judged, this run was longer"
    return f"{goal}: {'reached' if gap <= GOAL else 'missed'}"


if __name__ == "__main__":
    main()
