# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a task is where it is: what it costs elsewhere, and which tasks and limits hold it there.

Everything is valued exactly with all other tasks where they are. What pinning it elsewhere costs
when the others may move too is a question for `koppelkans.programme.questions.what_if`.
"""

from collections.abc import Sequence

from koppelkans.case import Case, Choice, Quarter, Schedule
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.answers import Explanation, Hold, MoveAlone, Start
from koppelkans.programme.errors import unknown_task
from koppelkans.programme.model.problem import Problem, make_problem
from koppelkans.programme.questions.compare import NOISE_EUR, compare_programmes
from koppelkans.programme.questions.conflict import gives_of
from koppelkans.programme.trying.fit import Fit, Placed, write_fit
from koppelkans.programme.trying.polish import KEPT, find_near
from koppelkans.programme.wishes import NOTHING, Wishes


def explain_task(
    case: Case,
    schedule: Schedule,
    joint_effects: Sequence[JointEffect],
    task_id: str,
    wishes: Wishes = NOTHING,
) -> Explanation:
    """Return why a task is where it is in a programme.

    Parameters
    ----------
    schedule
        The programme, of this case with these wishes.

    Raises
    ------
    WishError
        When there is no such task.
    """
    if task_id not in case.task:
        raise unknown_task(task_id)
    problem = make_problem(case, joint_effects, wishes)
    trial = Trial(problem, schedule)
    task, number = case.task[task_id], problem.task_number[task_id]
    choice = next(choice for choice in schedule if choice.task_id == task_id)
    variant_id = choice.variant_id or case.baseline_variant(task_id).id
    preferred = (variant_id, task.preferred_start)
    here = (choice.variant_id, choice.start)
    elsewhere = [preferred] if here != preferred else []
    moves = [
        move_alone(case, schedule, joint_effects, Choice(task_id=task_id, variant_id=v, start=s))
        for v, s in elsewhere
    ]
    return Explanation(
        task_id=task_id,
        choice=choice,
        preferred_start=task.preferred_start,
        to_preferred=moves[0] if moves else None,
        holds=trial.holds(number, trial.placed_at(number, *preferred)) if moves else (),
        starts=trial.starts(number),
    )


def move_alone(
    case: Case, schedule: Schedule, joint_effects: Sequence[JointEffect], choice: Choice
) -> MoveAlone:
    """Return what it means when one task goes elsewhere and nothing else moves."""
    here = Schedule(case, {c.task_id: c for c in schedule})
    there = Schedule(case, {c.task_id: c for c in schedule} | {choice.task_id: choice})
    comparison = compare_programmes(here, there, joint_effects)
    known = {(give.limit, give.when) for give in gives_of(here)}
    return MoveAlone(
        choice=choice,
        eur=comparison.eur,
        kinds=comparison.kinds,
        partners=comparison.partners,
        gives=tuple(give for give in gives_of(there) if (give.limit, give.when) not in known),
    )


class Trial:
    """A programme in which tasks can be put elsewhere for a moment."""

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self.problem, self.near = problem, find_near(problem)
        self.fit = Fit(problem)
        write_fit(self.fit, schedule)
        self.eur, self.broken = self.fit.eur, self.fit.broken

    def placed_at(self, task: int, variant_id: str, start: Quarter) -> Placed | None:
        """Return how a fit says where a task starts; None when it cannot start there."""
        number = start - self.problem.case.first_quarter
        for placed in self.fit.choices[task]:
            if self.fit.options[placed[0]].variant_id == variant_id and placed[1] == number:
                return placed
        return None

    def cost_at(self, moves: dict[int, Placed | None]) -> tuple[float, float]:
        """Return cost in EUR and how far limits are broken, with some tasks elsewhere."""
        back = {task: self.fit.take(task) for task in moves}
        for task, placed in moves.items():
            if placed is not None:
                self.fit.put(task, placed)
        found = self.fit.eur, self.fit.broken
        for task in moves:
            self.fit.take(task)
        for task, placed in back.items():
            if placed is not None:
                self.fit.put(task, placed)
        return found

    def starts(self, task: int) -> tuple[Start, ...]:
        """Return what each start of a task is worth, alone, compared with where it is."""
        found = []
        for placed in self.fit.choices[task]:
            eur, broken = self.cost_at({task: placed})
            found.append(
                Start(
                    variant_id=self.fit.options[placed[0]].variant_id,
                    start=self.problem.quarter(placed[1]),
                    eur=self.eur - eur,
                    fits=broken < max(KEPT, self.broken + KEPT),
                )
            )
        return tuple(found)

    def holds(self, task: int, there: Placed | None) -> tuple[Hold, ...]:
        """Return which other tasks make it dearer to go there, most first.

        By how much: what going there costs with the other, minus what it costs without it.
        """
        if there is None:
            return ()
        cost, _ = self.cost_at({task: there})
        found = []
        for other in self.near[task]:
            if self.fit.placed[other] is None:
                continue
            without, _ = self.cost_at({other: None})
            moved, _ = self.cost_at({other: None, task: there})
            eur = (cost - self.eur) - (moved - without)
            if eur > NOISE_EUR:
                found.append(Hold(task_id=self.problem.case.tasks[other].id, eur=eur))
        return tuple(sorted(found, key=lambda hold: -hold.eur))
