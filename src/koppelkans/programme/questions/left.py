# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opportunities that a programme leaves, and why: a limit is in the way, or it loses."""

from collections.abc import Iterator, Sequence

from koppelkans.case import Case, Choice, Schedule, find_occupations
from koppelkans.opportunity.taken import is_taken
from koppelkans.opportunity.types import JointEffect, Opportunity
from koppelkans.programme.answers import Left, WhyLeft
from koppelkans.programme.model.problem import make_problem
from koppelkans.programme.questions.compare import compare_programmes
from koppelkans.programme.questions.conflict import gives_of
from koppelkans.programme.questions.explain import Trial
from koppelkans.programme.trying.fit import Placed
from koppelkans.programme.trying.polish import KEPT
from koppelkans.programme.wishes import NOTHING, Wishes

Moves = dict[int, Placed | None]


def explain_left(
    case: Case,
    schedule: Schedule,
    joint_effects: Sequence[JointEffect],
    opportunities: Sequence[Opportunity],
    wishes: Wishes = NOTHING,
) -> tuple[Left, ...]:
    """Return of every opportunity that a programme leaves why it does.

    Its tasks are put together in every quarter in which they can meet, all other tasks staying
    where they are, and what costs least is valued exactly.

    Parameters
    ----------
    schedule
        The programme, of this case with these wishes.
    """
    trial = Trial(make_problem(case, joint_effects, wishes), schedule)
    occupations = find_occupations(schedule)
    return tuple(
        _why_left(trial, schedule, joint_effects, opportunity)
        for opportunity in opportunities
        if not is_taken(opportunity, schedule, occupations, joint_effects)
    )


def _why_left(
    trial: Trial,
    schedule: Schedule,
    joint_effects: Sequence[JointEffect],
    opportunity: Opportunity,
) -> Left:
    tried = [(*trial.cost_at(moves), moves) for moves in _ways(trial, opportunity)]
    within = [way for way in tried if way[1] < trial.broken + KEPT]
    if not tried:
        return Left(opportunity_id=opportunity.id, why=WhyLeft.TOO_FAR)
    _cost, _broken, moves = min(
        within or tried, key=lambda way: (way[1] if not within else 0, way[0])
    )
    together = _moved(trial, schedule, moves)
    comparison = compare_programmes(_moved(trial, schedule, {}), together, joint_effects)
    why = WhyLeft.LIMIT
    if within:
        why = WhyLeft.LOSES if comparison.eur <= 0 else WhyLeft.NOT_LOOKED_AT
    return Left(
        opportunity_id=opportunity.id,
        why=why,
        eur=comparison.eur,
        kinds=comparison.kinds,
        moved=comparison.moved,
        gives=() if within else gives_of(together),
    )


def _ways(trial: Trial, opportunity: Opportunity) -> Iterator[Moves]:
    """Yield ways to bring the tasks together: all in one quarter, or those that move to one."""
    number = trial.problem.task_number
    tasks = [number[task_id] for task_id in opportunity.task_ids]
    first, last = (
        q - trial.problem.case.first_quarter for q in (opportunity.first, opportunity.last)
    )
    for quarter in range(first, last + 1):
        moves: Moves = {}
        for task, task_id in zip(tasks, opportunity.task_ids, strict=True):
            placed = _nearest(trial, task, opportunity.variant_ids[task_id], quarter)
            if placed is None:
                break
            moves[task] = placed
        else:
            yield moves


def _nearest(trial: Trial, task: int, variant_id: str, quarter: int) -> Placed | None:
    """Return the start in a variant at a quarter, or before it as late as it can be."""
    starts = [
        placed
        for placed in trial.fit.choices[task]
        if trial.fit.options[placed[0]].variant_id == variant_id and placed[1] <= quarter
    ]
    return max(starts, key=lambda placed: placed[1], default=None)


def _moved(trial: Trial, schedule: Schedule, moves: Moves) -> Schedule:
    case = trial.problem.case
    choices = {choice.task_id: choice for choice in schedule}
    for task, placed in moves.items():
        task_id = case.tasks[task].id
        if placed is not None:
            option = trial.fit.options[placed[0]]
            choices[task_id] = Choice(
                task_id=task_id,
                variant_id=option.variant_id,
                start=trial.problem.quarter(placed[1]),
            )
    return Schedule(case, choices)
