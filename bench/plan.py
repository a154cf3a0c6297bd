# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The documents: processor seconds and memory for the full plan of small and large cases.

`python -m bench.plan [TASKS ...]` prints a table in Markdown; it fails when the full plan of 500
tasks takes more than 30 seconds or 1 GB. Programme and baseline are both the schedule that a
generated city comes with: planning is not what is measured, and a document is no smaller for it.
"""

import multiprocessing
import resource
import sys
import time
from multiprocessing.connection import Connection
from typing import Any
from unittest.mock import patch

from bench.city.build import generate_case
from koppelkans import line
from koppelkans.plan import build_plan
from koppelkans.plan.formats import Format, set_as
from koppelkans.programme.choices import wanted
from koppelkans.programme.types import Solution, Status
from koppelkans.value import value_schedule

SIZES = (5, 100, 500)
MOST_SECONDS, MOST_GB = 30.0, 1.0
LARGEST = 500


def measure(tasks: int, file_format: Format, answer: Connection) -> None:
    """Send processor seconds, peak memory in GB and size in MB of one document."""
    city = generate_case(tasks)

    def solve(_case: Any, joint_effects: Any, *_rest: Any, **_more: Any) -> Solution:
        net = value_schedule(city.fits, joint_effects).total()
        return Solution(city.fits, net, net, 0.0, Status.OPTIMAL, 0.0)

    alone = patch.object(line, "plan_alone", lambda _case: city.fits)
    with alone, patch.object(wanted, "find_programme", solve):
        result = line.run(city.case)
    start = time.process_time()
    document = set_as(build_plan(city.case, result, "nl"), file_format)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    answer.send((len(city.case.tasks), seconds, peak, len(document) / 1e6))


def main(sizes: tuple[int, ...]) -> int:
    """Print the table; return 1 when a full plan takes too long or too much."""
    print(
        "| tasks | format | processor seconds | peak memory, GB | file, MB |\n|---|---|---|---|---|"
    )
    failed = False
    for size in sizes:
        for file_format in Format:
            here, there = multiprocessing.Pipe()
            work = (size, file_format, there)
            # A process for each: memory that an earlier one took would count otherwise.
            process = multiprocessing.get_context("spawn").Process(target=measure, args=work)
            process.start()
            there.close()  # so that a process that fails ends this one too
            tasks, seconds, peak, megabytes = here.recv()
            process.join()
            print(f"| {tasks} | {file_format} | {seconds:.1f} | {peak:.2f} | {megabytes:.1f} |")
            failed |= tasks <= LARGEST and (seconds > MOST_SECONDS or peak > MOST_GB)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(tuple(map(int, sys.argv[1:])) or SIZES))
