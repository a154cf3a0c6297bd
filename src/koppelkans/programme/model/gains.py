# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Gains between two tasks in the model: joint effects, and savings by preparing."""

from collections import defaultdict
from dataclasses import dataclass
from typing import cast

import numpy as np

from koppelkans.case import Relation, RelationKind
from koppelkans.programme.model.matrix import Floats, Key, Matrix, Term, one
from koppelkans.programme.model.problem import Option, Problem

GAINS = "gains"


@dataclass(frozen=True)
class Meeting:
    """Two tasks that gain when they start close together.

    ``met[0]`` says for each bucket of quarters that they meet and that the first task is the
    later one (or both start then); ``met[1]`` that the second is.
    """

    within: int
    buckets: list[range]
    met: tuple[range, range]
    options: tuple[tuple[Option, ...], tuple[Option, ...]]
    key: Key


def add_gains(matrix: Matrix, problem: Problem, step: int) -> tuple[Meeting, ...]:
    """Add joint effects and savings; return the meetings, for cuts.

    With a step of one quarter this is exact; with longer steps they meet a little more easily.
    """
    for relation in problem.case.relations:
        if relation.kind is RelationKind.PREPARES and relation.saving_eur > 0:
            _add_saving(matrix, problem, relation)
    worth: defaultdict[tuple[str, tuple[str, ...], str, tuple[str, ...], int], Floats] = (
        defaultdict(lambda: np.zeros(problem.quarters))
    )
    for effect, eur, exists in zip(
        problem.joint_effects, problem.joint_eur, problem.joint_priced, strict=True
    ):
        if not exists:
            continue
        worth[
            effect.task_id, tuple(sorted(effect.variant_ids)),
            effect.other_task_id, tuple(sorted(effect.other_variant_ids)), effect.within_quarters,
        ] += eur  # fmt: skip
    meetings = []
    for (task, variants, other, other_variants, within), eur in worth.items():
        options = (
            tuple(problem.options_of(task, variants)),
            tuple(problem.options_of(other, other_variants)),
        )
        if eur.any() or not problem.is_plain:
            key = (task, variants, other, other_variants, within)
            meetings += _add_meeting(matrix, problem, options, key, eur, step)
    return tuple(meetings)


def starting(options: tuple[Option, ...], first: int, last: int, factor: float = 1.0) -> list[Term]:
    """Return terms that add up to ``factor`` when one of the options starts in these quarters."""
    return [(o.starting(first, last), factor) for o in options]


def _add_meeting(
    matrix: Matrix,
    problem: Problem,
    options: tuple[tuple[Option, ...], tuple[Option, ...]],
    key: Key,
    eur: Floats,
    step: int,
) -> list[Meeting]:
    within = cast("int", key[-1])
    possible = [[o for o in of_task if o.columns] for of_task in options]
    if not all(possible):
        return []
    first = max(min(o.first for o in of_task) for of_task in possible)
    last = [max(o.stop for o in of_task) for of_task in possible]
    stop = min(max(last), min(last) + within)
    buckets = [b for b in problem.buckets(step) if b.stop > first and b.start < stop]
    worth = np.array([eur[b.start : b.stop].max() for b in buckets])
    if not buckets or (step > 1 and worth.max() < 0 and problem.is_plain):
        return []
    met = (
        matrix.add_columns(len(buckets), cost=-worth),
        matrix.add_columns(len(buckets), cost=-worth),
    )
    meeting = Meeting(within, buckets, met, options, key)
    matrix.topic(GAINS, *key)
    if worth.min() >= 0 or not problem.is_plain:
        for task in (0, 1):
            matrix.at_most(meeting_cut(meeting, task, 0, len(buckets) - 1), 0)
    for number in range(len(buckets)):
        for later in (0, 1):
            if worth[number] >= 0 or not problem.is_plain:
                _add_gain(matrix, meeting, number, later)
            # With longer steps they may be said to meet when they do not: a loss is left out.
            if step == 1 and (worth[number] < 0 or not problem.is_plain):
                _add_loss(matrix, meeting, number, later)
    return [meeting]


def _add_gain(matrix: Matrix, meeting: Meeting, number: int, later: int) -> None:
    """Tie a gain in a bucket to the starts, for the task that starts later: only when they meet."""
    bucket = meeting.buckets[number]
    matrix.topic(GAINS, *meeting.key, bucket.start, later)
    here = one(meeting.met[later][number])
    starts = [(o.starting_in(bucket), -1.0) for o in meeting.options[later]]
    matrix.at_most([(here, 1.0), *starts], 0, lazy=True)
    matrix.at_most(meeting_cut(meeting, later, number, number), 0, lazy=True)


def _add_loss(matrix: Matrix, meeting: Meeting, number: int, later: int) -> None:
    """Add that a loss is suffered as soon as they meet; in the same quarter only once."""
    bucket = meeting.buckets[number]
    matrix.topic(GAINS, *meeting.key, bucket.start, later, "loss")
    here = one(meeting.met[later][number])
    starts = [(o.starting_in(bucket), 1.0) for o in meeting.options[later]]
    other = starting(
        meeting.options[1 - later], bucket.start - meeting.within, bucket.start - later
    )
    matrix.at_most([*starts, *other, (here, -1.0)], 1)


def meeting_cut(meeting: Meeting, task: int, first: int, last: int) -> list[Term]:
    """Return terms of a row ``<= 0``: meetings in these buckets need the task near them."""
    met = [columns[first : last + 1] for columns in meeting.met]
    earliest = meeting.buckets[first].start - meeting.within
    starts = starting(meeting.options[task], earliest, meeting.buckets[last][-1], -1.0)
    return [*((columns, 1.0) for columns in met), *starts]


def _add_saving(matrix: Matrix, problem: Problem, relation: Relation) -> None:
    ready = problem.options_in(relation.task_id, relation.variant_id)
    others = problem.options_in(relation.other_task_id, relation.other_variant_id)
    if not ready or not others:
        return
    first = min(o.first for o in others)
    stop = max(o.stop for o in others)
    saved = matrix.add_columns(
        max(stop - first, 0), cost=-problem.saving_eur(relation) * problem.factor[first:stop]
    )
    for number, quarter in enumerate(range(first, stop)):
        matrix.topic(GAINS, relation.id, quarter)
        matrix.at_most(
            [(one(saved[number]), 1.0), *starting(tuple(others), quarter, quarter, -1)], 0
        )
        # All savings so far need the preparing task to have ended by now.
        done = [(o.starting(o.first, quarter - o.duration), -1.0) for o in ready]
        matrix.at_most([(saved[: number + 1], 1.0), *done], 0)
