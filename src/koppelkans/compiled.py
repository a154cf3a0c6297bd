# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search and the proof compiled, side by side and once: no first programme waits for it.

`make setup` runs this as a program, an upgrade of an installation calls it. Numba keeps what it
compiled beside the modules or, where it may not write there, with the user who ran it.
"""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from koppelkans.example import example_path
from koppelkans.exchange import read_case
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme.goal import LARGEST_VALUE
from koppelkans.programme.large.anneal import FastAnnealer
from koppelkans.programme.model.problem import make_aimed, simple_bound
from koppelkans.programme.proof.by_prices import ProofByPrices
from koppelkans.programme.trying.incumbent import Incumbent


def _compile_part(path: Path, part: str) -> None:
    """Run a part of the search for a case just long enough to have it compiled."""
    case = read_case(path)
    effects = find_joint_effects(case)
    problem = make_aimed(case, effects, LARGEST_VALUE)
    if part == "search":
        FastAnnealer(problem, seed=1).compile()
    else:
        proof = ProofByPrices(problem, Incumbent(effects, simple_bound(problem), 0.0))
        next(proof.steps())


def compile_everything() -> None:
    """Compile what is not compiled yet; half a minute when nothing is."""
    with ProcessPoolExecutor(2) as pool:
        for done in [
            pool.submit(_compile_part, example_path(), part) for part in ("search", "proof")
        ]:
            done.result()


if __name__ == "__main__":
    compile_everything()
