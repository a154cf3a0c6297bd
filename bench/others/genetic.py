# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The genetic algorithm of pymoo: a gene per task, crossover and mutation of whole numbers.

It is given our own compiled valuation, far faster than what its user would write, and the greedy
programme among the first hundred. It repairs nothing: broken limits are a constraint, as pymoo
wants them.
"""

import numpy as np
from pymoo.algorithms.soo.nonconvex.ga import GA
from pymoo.core.problem import ElementwiseProblem
from pymoo.core.termination import Termination
from pymoo.operators.crossover.sbx import SBX
from pymoo.operators.mutation.pm import PM
from pymoo.operators.repair.rounding import RoundingRepair
from pymoo.operators.sampling.rnd import IntegerRandomSampling
from pymoo.optimize import minimize

from bench.others import greedy
from bench.others.budget import Budget
from koppelkans.case import Schedule
from koppelkans.programme.large.anneal import FastAnnealer, read_schedule
from koppelkans.programme.large.moves import go
from koppelkans.programme.large.state import forget, settle
from koppelkans.programme.model.problem import Problem


class _Choices(ElementwiseProblem):
    def __init__(self, problem: Problem) -> None:
        self.annealer = FastAnnealer(problem, 1)
        arrays = self.annealer.arrays
        self.choices = []
        for task, optional in enumerate(arrays.t_optional.tolist()):
            options = range(int(arrays.t_option[task]), int(arrays.t_option[task + 1]))
            of_task = [
                (o, int(arrays.o_first[o]) + n) for o in options for n in range(arrays.o_count[o])
            ]
            self.choices.append([*of_task, (-1, 0)] if optional else of_task)
        highest = np.array([len(of_task) - 1 for of_task in self.choices])
        super().__init__(n_var=len(highest), n_obj=1, n_ieq_constr=1, xl=0 * highest, xu=highest,
                         vtype=int)  # fmt: skip

    def place(self, genes: np.ndarray) -> None:
        """Put every task where its gene says."""
        a = self.annealer
        for task, gene in enumerate(genes.tolist()):
            option, start = self.choices[task][gene]
            if a.option[task] != option or (option >= 0 and a.start[task] != start):
                go(a.tables, a.state, task, option, start)
        settle(a.tables, a.state)
        forget(a.state)

    def genes(self, schedule: Schedule) -> list[int]:
        """Return the genes of a programme."""
        case, found = self.annealer.problem.case, []
        columns = self.annealer.problem.options
        for number, task in enumerate(case.tasks):
            work = schedule.works.get(task.id)
            if work is None:
                found.append(len(self.choices[number]) - 1)
                continue
            before = 0
            for option in columns[number]:
                if option.variant_id == work.variant.id:
                    start = work.start - case.first_quarter
                    found.append(before + start - option.first)
                    break
                before += len(option.columns)
        return found

    def _evaluate(self, x: np.ndarray, out: dict, *_args: object, **_more: object) -> None:
        self.place(x)
        eur, broken = self.annealer.total()
        out["F"], out["G"] = eur, broken - 1e-6


class _BudgetIsOver(Termination):
    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.budget = budget

    def _update(self, _algorithm: object) -> float:
        return 1 - max(0.0, self.budget.left() / self.budget.processor_seconds)


def solve(problem: Problem, budget: Budget, seed: int) -> Schedule | None:
    """Evolve a population of 100 until the budget is over; return its best, broken or not."""
    choices = _Choices(problem)
    first = IntegerRandomSampling().do(choices, 100, random_state=np.random.default_rng(seed))
    population = first.get("X")
    population[0] = choices.genes(greedy.solve(problem, budget, seed))
    algorithm = GA(
        pop_size=100,
        sampling=population,
        crossover=SBX(prob=1.0, eta=3.0, vtype=float, repair=RoundingRepair()),
        mutation=PM(prob=1.0, eta=3.0, vtype=float, repair=RoundingRepair()),
        eliminate_duplicates=True,
    )
    result = minimize(choices, algorithm, _BudgetIsOver(budget), seed=seed)
    best = result.X if result.X is not None else result.pop[np.argmin(result.pop.get("CV"))].X
    choices.place(np.asarray(best).astype(int))
    return read_schedule(problem, choices.annealer.option, choices.annealer.start)
