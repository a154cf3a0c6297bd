# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compile the search and the proof side by side, once, so that no first programme waits for it.

Usage: python tools/compile.py CASE
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from koppelkans.exchange import read_case
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme.goal import LARGEST_VALUE
from koppelkans.programme.large.anneal import FastAnnealer
from koppelkans.programme.model.problem import make_aimed, simple_bound
from koppelkans.programme.proof.by_prices import ProofByPrices
from koppelkans.programme.trying.incumbent import Incumbent


def compile_part(path: Path, part: str) -> None:
    """Run a part of the search for a case just long enough to have it compiled."""
    case = read_case(path)
    effects = find_joint_effects(case)
    problem = make_aimed(case, effects, LARGEST_VALUE)
    if part == "search":
        FastAnnealer(problem, seed=1).compile()
    else:
        proof = ProofByPrices(problem, Incumbent(effects, simple_bound(problem), 0.0))
        next(proof.steps())


def main() -> None:
    """Compile everything; numba keeps it beside the modules."""
    case = Path(sys.argv[1])
    with ProcessPoolExecutor(2) as pool:
        for done in [pool.submit(compile_part, case, part) for part in ("search", "proof")]:
            done.result()


if __name__ == "__main__":
    main()
