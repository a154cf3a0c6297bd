# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Koppelkans and what one would use instead, on the same cases, judged by the same evaluator.

Each method runs in a process of its own, which gives its peak of memory, and stops after so many
processor seconds (two threads: 120 are a minute of two free cores). Prints tables in Markdown;
with --out each result is also kept as a line of JSON, and what is there already is not run again.
"""

import argparse
import json
import math
import os
import platform
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bench.city import generate_case
from bench.evaluator import Evaluator
from bench.others.budget import Budget
from koppelkans.case import Case, Schedule
from koppelkans.exchange import read_case
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import Progress, SearchSettings, find_programme, plan_alone
from koppelkans.programme.problem import make_problem
from koppelkans.value import Category, value_schedule

EXAMPLE = Path(__file__).parents[1] / "examples" / "bloemenbuurt" / "bloemenbuurt.gpkg"
ALONE, OURS = "alone", "koppelkans"
OTHERS = {"greedy": "greedy", "genetic": "pymoo", "pyjobshop": "pyjobshop", "cp_sat": "ortools"}
METHODS = (ALONE, *OTHERS, OURS)
GOALS = {"200": 0.005, "500": 0.01, "2000": 0.02, "50000": 0.02, "example": 0.02}
CLOCK_SECONDS = 7200.0
Row = dict[str, Any]


def read(size: str, seed: int) -> Case:
    """Return the example, or a generated city."""
    return read_case(EXAMPLE) if size == "example" else generate_case(int(size), seed).case


def measure(method: str, size: str, seed: int, seconds: float) -> Row:
    """Run one method on one case in this process."""
    case = read(size, seed)
    joint_effects = find_joint_effects(case)
    other = import_module(f"bench.others.{method}") if method in OTHERS else None
    clock, budget = time.monotonic(), Budget(seconds)
    more: Row = {}
    if method == ALONE:
        schedule: Schedule | None = plan_alone(case)
    elif other is None:
        schedule, more = _ours(case, joint_effects, seed, budget)
    else:
        problem = make_problem(case, joint_effects)
        schedule = other.solve(problem, budget, seed)
    row: Row = {
        "method": method, "size": size, "seed": seed, "budget": seconds,
        "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M}", "load": os.getloadavg()[0],
        "clock": time.monotonic() - clock, "processor": time.process_time() - budget.begun,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, **more,
    }  # fmt: skip
    if schedule is not None:
        verdict = Evaluator(case, joint_effects).judge(schedule)
        row |= {"net_eur": verdict.net_eur, "broken": len(verdict.broken)}
        valuation = value_schedule(schedule, joint_effects)
        row["stake_eur"] = valuation.total(Category.BENEFIT) - valuation.total()
    return row


def _ours(
    case: Case, joint_effects: tuple[Any, ...], seed: int, budget: Budget
) -> tuple[Schedule, Row]:
    moments: list[tuple[float, float, float]] = []

    def report(progress: Progress) -> bool:
        used = budget.processor_seconds - budget.left()
        moments.append((used, progress.best_eur, progress.bound_eur))
        return not budget.is_over()

    settings = SearchSettings(seconds=CLOCK_SECONDS, gap=0.0, seed=seed)
    solution = find_programme(case, joint_effects, settings, report)
    tenth = [best for used, best, _ in moments if used <= budget.processor_seconds / 10]
    return solution.schedule, {
        "bound_eur": solution.bound_eur,
        "gap": solution.gap,
        "tenth_eur": tenth[-1] if tenth else None,
    }


def run(method: str, size: str, seed: int, seconds: float) -> Row:
    """Run one method in a process of its own."""
    order = json.dumps([method, size, seed, seconds])
    done = subprocess.run(  # noqa: S603  # this very script
        [sys.executable, "-m", "bench.side_by_side", "--measure", order],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["killed"])[-1]
        return {"method": method, "size": size, "seed": seed, "budget": seconds, "failed": why}
    row: Row = json.loads(done.stdout.splitlines()[-1])
    return row


def _euros(value: float | None) -> str:
    return "–" if value is None else f"{value / 1000:,.0f}"


def print_table(rows: list[Row]) -> None:
    """Print the rows of one case."""
    best = max((r["net_eur"] for r in rows if r.get("broken") == 0), default=None)
    print("| method | net value, kEUR | limits broken | behind the best | bound, kEUR | gap "
          "| processor s | clock s | MB |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|")  # fmt: skip
    for r in rows:
        if "failed" in r:
            print(f"| {r['method']} | {r['failed'][:80]} | | | | | | | |")
            continue
        net, stake = r.get("net_eur"), r.get("stake_eur")
        behind = "–" if None in (net, best, stake) else f"{(best - net) / stake:.2%}"
        gap = f"{r['gap']:.2%}" if r.get("gap") is not None else "–"
        print(f"| {r['method']} | {_euros(net)} | {r.get('broken', '–')} | {behind} | "
              f"{_euros(r.get('bound_eur'))} | {gap} | {r['processor']:.0f} | {r['clock']:.0f} | "
              f"{r['memory_mb']:.0f} |")  # fmt: skip
    print()


def print_summary(rows: list[Row]) -> None:
    """Print our gaps by size beside the goals, and whether a tenth of the time was enough."""
    print("| tasks | seeds | gap: median | worst | goal | better than all others in a tenth |\n"
          "|--:|--:|--:|--:|--:|--:|")  # fmt: skip
    for size in dict.fromkeys(r["size"] for r in rows):
        ours = [r for r in rows if r["size"] == size and r["method"] == OURS and "gap" in r]
        if not ours:
            continue
        gaps = sorted(r["gap"] for r in ours)
        goal = GOALS.get(size, math.inf)
        wins = [_beats_in_a_tenth(r, rows) for r in ours]
        print(f"| {size} | {len(ours)} | {gaps[len(gaps) // 2]:.2%} | {gaps[-1]:.2%} | "
              f"{goal:.1%} | {sum(wins)} of {len(wins)} |")  # fmt: skip


def _beats_in_a_tenth(ours: Row, rows: list[Row]) -> bool:
    others = [
        r["net_eur"] for r in rows
        if r["size"] == ours["size"] and r["seed"] == ours["seed"] and r["method"] != OURS
        and r.get("broken") == 0
    ]  # fmt: skip
    return ours.get("tenth_eur") is not None and ours["tenth_eur"] >= max(others, default=-1e300)


def describe() -> str:
    """Return when and with what this was measured."""
    names = ("highspy", "numba", "ortools", "pyjobshop", "pymoo")
    found = []
    for name in names:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} missing")
    return (
        f"{datetime.now(UTC):%d %B %Y %H:%M} UTC, {platform.machine()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}; Python {platform.python_version()}, {', '.join(found)}"
    )


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.side_by_side", description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=["example", "50", "200", "500"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3, 4, 5])
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    parser.add_argument("--processor-seconds", type=float, default=120.0)
    parser.add_argument("--out", type=Path, help="file of JSON lines to keep results in")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(*json.loads(arguments.measure))))
        return
    print(f"{describe()}\n\nBudget {arguments.processor_seconds:g} processor seconds.\n")
    rows = compare(arguments)
    print("### Gaps\n")
    print_summary(rows)
    print(f"\nEnded {datetime.now(UTC):%H:%M} UTC, load {os.getloadavg()[0]:.1f}.")


def compare(arguments: argparse.Namespace) -> list[Row]:
    """Run every method on every case and print a table for each."""
    known: list[Row] = []
    if arguments.out and arguments.out.exists():
        known = [json.loads(line) for line in arguments.out.read_text().splitlines()]
    rows: list[Row] = []
    for size in arguments.sizes:
        for seed in arguments.seeds if size != "example" else arguments.seeds[:1]:
            of_case = []
            for method in arguments.methods:
                key = (method, size, seed, arguments.processor_seconds)
                row = next((r for r in known if _key(r) == key and "failed" not in r), None)
                if row is None:
                    row = run(*key)
                    if arguments.out:
                        with arguments.out.open("a") as file:
                            file.write(json.dumps(row) + "\n")
                of_case.append(row)
            print(f"### {size} tasks, seed {seed}\n" if size != "example" else "### Example\n")
            print_table(of_case)
            sys.stdout.flush()
            rows += of_case
    return rows


def _key(row: Row) -> tuple[str, str, int, float]:
    return row["method"], row["size"], row["seed"], row["budget"]


if __name__ == "__main__":
    main()
