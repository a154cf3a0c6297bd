# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How fast a pinned task is answered, from the solution before and its certificate.

Prints a table in Markdown with processor seconds, which a busy machine does not change much.
"""

import argparse
import time
from pathlib import Path

from koppelkans.exchange import read_case
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import (
    Pin,
    SearchSettings,
    Wishes,
    bound_after,
    find_programme,
)

EXAMPLE = Path(__file__).parents[1] / "examples" / "bloemenbuurt" / "bloemenbuurt.gpkg"


def main() -> None:
    """Solve a case in turns, then pin tasks a year later, each by itself."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--turns", type=int, default=6)
    parser.add_argument("--pins", type=int, default=3)
    arguments = parser.parse_args()
    case = read_case(arguments.case)
    effects = find_joint_effects(case)
    begun = time.process_time()
    before = find_programme(
        case, effects, SearchSettings(seconds=3600, gap=0.0, turns=arguments.turns)
    )
    if before.certificate is None:
        raise SystemExit("no relaxation was solved: nothing to begin from")
    print(f"Before: gap {before.gap:.2%} in {time.process_time() - begun:.0f} s\n")
    print("| pinned | bound after, s | programme and bound, s | gap |\n|---|--:|--:|--:|")
    movable = [
        (task, before.schedule.works[task.id])
        for task in case.tasks
        if task.id in before.schedule.works
    ]
    for task, work in movable[:: max(1, len(movable) // arguments.pins)][: arguments.pins]:
        starts = case.starts(task.id, work.variant.id)
        start = work.start + min(4, starts[-1] - work.start.index)
        wishes = Wishes(pins=(Pin.at(task.id, start, work.variant.id),))
        begun = time.process_time()
        bound_after(case, effects, before.certificate, wishes)
        bounded = time.process_time() - begun
        begun = time.process_time()
        after = find_programme(
            case, effects, SearchSettings(seconds=3600, gap=0.0, turns=1),
            start=before.schedule, wishes=wishes, certificate=before.certificate,
        )  # fmt: skip
        seconds = time.process_time() - begun
        print(f"| {task.title} | {bounded:.1f} | {seconds:.1f} | {after.gap:.2%} |", flush=True)


if __name__ == "__main__":
    main()
