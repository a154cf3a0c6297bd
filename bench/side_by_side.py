# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Koppelkans and what one would use instead, on the same cases, judged by the same evaluator.

Each method runs in a process of its own, which gives its peak of memory, and stops after so many
processor seconds (two threads: 120 are a minute of two free cores). Each result is kept as a line
of JSON in bench/results; what is there already is not run again. Prints tables in Markdown.
"""

import argparse
import json
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
from koppelkans.programme.model.problem import make_problem
from koppelkans.value import Category, value_schedule

EXAMPLE = Path(__file__).parents[1] / "examples" / "bloemenbuurt" / "bloemenbuurt.gpkg"
ALONE, OURS = "alone", "koppelkans"
OTHERS = {"greedy": "greedy", "genetic": "pymoo", "pyjobshop": "pyjobshop", "cp_sat": "ortools"}
METHODS = (ALONE, *OTHERS, OURS)
GOALS = {"200": 0.005, "500": 0.01, "2000": 0.02, "50000": 0.02, "example": 0.02}
GOAL_SECONDS = {"50000": 3600.0}
"""Processor seconds: half an hour on two threads; for all other sizes ``A_MINUTE``."""
A_MINUTE = 120.0
CLOCK_SECONDS = 7200.0
SHOWN_EACH = 20
"""Of so many reports of a search, one is printed when a single measurement is run by hand."""
SIZES = ("example", "50", "200", "500", "2000", "10000", "50000")
RESULTS = Path(__file__).parent / "results" / "side_by_side.jsonl"
NAMES = {
    ALONE: "everybody alone", "greedy": "greedy", "pyjobshop": "PyJobShop", "cp_sat": "CP-SAT",
    "genetic": "genetic algorithm", OURS: "Koppelkans",
}  # fmt: skip
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
        if len(moments) % SHOWN_EACH == 1:
            print(f"{used:.0f} s: best {progress.best_eur:,.0f}, bound {progress.bound_eur:,.0f}, "
                  f"gap {progress.gap:.2%}", file=sys.stderr, flush=True)  # fmt: skip
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
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607  # the git of whoever measures
        capture_output=True,
        text=True,
        check=False,
    )
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
    return json.loads(done.stdout.splitlines()[-1]) | {"commit": commit.stdout.strip()}


def _euros(value: float | None) -> str:
    return "–" if value is None else f"{value / 1000:,.0f}"


def print_case(rows: list[Row]) -> None:
    """Print the rows of one size: every method and seed with what was found."""
    print("| method | seed | processor s given | net value, kEUR | limits broken | behind the best "
          "| bound, kEUR | gap | processor s used | clock s | MB |\n"
          "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")  # fmt: skip
    for r in sorted(rows, key=lambda r: (r["seed"], METHODS.index(r["method"]), r["budget"])):
        start = f"| {NAMES[r['method']]} | {r['seed']} | {r['budget']:g} | "
        if "failed" in r:
            print(f"{start}failed: {r['failed'][:60]} | | | | | | | |")
            continue
        net, stake = r.get("net_eur"), r.get("stake_eur")
        best = best_of(rows, r["seed"])
        kept = r.get("broken") == 0
        behind = "–" if not kept or None in (net, best, stake) else f"{(best - net) / stake:.2%}"
        gap = f"{r['gap']:.2%}" if r.get("gap") is not None else "–"
        print(f"{start}{_euros(net)} | {r.get('broken', '–')} | {behind} | "
              f"{_euros(r.get('bound_eur'))} | {gap} | {r['processor']:.0f} | {r['clock']:.0f} | "
              f"{r['memory_mb']:.0f} |")  # fmt: skip
    print()


def best_of(rows: list[Row], seed: int) -> float | None:
    """Return the best net value on a case of the programmes that keep all limits."""
    kept = (r["net_eur"] for r in rows if r["seed"] == seed and r.get("broken") == 0)
    return max(kept, default=None)


def print_summary(rows: list[Row]) -> None:
    """Print our gaps by size beside the goals, and whether a tenth of the time was enough."""
    print("| tasks | processor s | seeds | gap: median | worst | goal | verdict | MB, most "
          "| better than all others |\n|--:|--:|--:|--:|--:|--:|---|--:|--:|")  # fmt: skip
    sizes = dict.fromkeys(r["size"] for r in rows)
    for size, budget in sorted(
        {(r["size"], r["budget"]) for r in rows if r["method"] == OURS and "gap" in r},
        key=lambda found: (list(sizes).index(found[0]), found[1]),
    ):
        ours = [r for r in rows if (r["size"], r["budget"], r["method"]) == (size, budget, OURS)]
        ours = [r for r in ours if "gap" in r]
        gaps = sorted(r["gap"] for r in ours)
        goal = GOALS.get(size)
        told = "" if goal is None else "reached" if gaps[-1] <= goal else "missed"
        if told == "missed" and budget < GOAL_SECONDS.get(size, A_MINUTE):
            told = "not yet"
        wins = [won for r in ours if (won := _beats_all(r, rows)) is not None]
        print(f"| {int(size):,} | {budget:g} | {len(ours)} | {gaps[len(gaps) // 2]:.2%} | "
              f"{gaps[-1]:.2%} | {'–' if goal is None else f'{goal:.1%}'} | {told} | "
              f"{max(r['memory_mb'] for r in ours):.0f} | {sum(wins)} of {len(wins)} |"
              if size.isdigit() else "")  # fmt: skip
    print()


def _beats_all(ours: Row, rows: list[Row]) -> bool | None:
    """Whether a programme is worth more than all others that keep the limits; None: no others."""
    others = [
        r for r in rows
        if (r["size"], r["seed"]) == (ours["size"], ours["seed"]) and r["method"] in OTHERS
    ]  # fmt: skip
    best = best_of(others, ours["seed"])
    if not others or ours["broken"]:
        return None if not others else False
    return best is None or ours["net_eur"] > best


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
    """Run what is asked for, or print what was found before."""
    parser = argparse.ArgumentParser(prog="python -m bench.side_by_side", description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=["example", "50", "200", "500"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3, 4, 5])
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    parser.add_argument("--processor-seconds", type=float, default=A_MINUTE)
    parser.add_argument("--out", type=Path, default=RESULTS, help="file of JSON lines")
    parser.add_argument("--table", action="store_true", help="print what is in the file only")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(*json.loads(arguments.measure))))
        return
    if not arguments.table:
        compare(arguments)
    print_tables(_read_results(arguments.out))


def print_tables(rows: list[Row]) -> None:
    """Print all that was found, as docs/benchmarks/programme.md has it."""
    moments = sorted(r["at"] for r in rows if "at" in r)
    loads = sorted(r["load"] for r in rows if "load" in r)
    print(f"{len(rows)} runs between {moments[0]} and {moments[-1]} UTC; {describe()}; load at the "
          f"start of a run {loads[0]:.1f} to {loads[-1]:.1f}, median "
          f"{loads[len(loads) // 2]:.1f}.\n")  # fmt: skip
    print(
        "Every method, ours too, stops when its process has used the processor seconds it was "
        "given, on all its threads together: 120 are a minute on two free cores. So how busy "
        "the machine was is unfair to none; everybody alone and greedy end by themselves.\n"
    )
    order = {size: number for number, size in enumerate(SIZES)}
    rows = sorted(rows, key=lambda r: order[r["size"]])
    print_summary(rows)
    for size in dict.fromkeys(r["size"] for r in rows):
        print(f"### {'The example' if size == 'example' else f'{int(size):,} tasks'}\n")
        print_case([r for r in rows if r["size"] == size])


def compare(arguments: argparse.Namespace) -> None:
    """Run every method on every case and keep each result at once."""
    known = {_key(row) for row in _read_results(arguments.out) if "failed" not in row}
    for seed in arguments.seeds:
        for size in arguments.sizes:
            for method in arguments.methods:
                key = (method, size, seed, arguments.processor_seconds)
                if key in known or (size == "example" and seed != arguments.seeds[0]):
                    continue
                row = run(*key)
                with arguments.out.open("a") as file:
                    file.write(json.dumps(row) + "\n")


def _read_results(path: Path) -> list[Row]:
    """Return the last row of each run."""
    lines = path.read_text().splitlines() if path.exists() else []
    return list({_key(row): row for row in map(json.loads, lines)}.values())


def _key(row: Row) -> tuple[str, str, int, float]:
    return row["method"], row["size"], row["seed"], row["budget"]


if __name__ == "__main__":
    main()
