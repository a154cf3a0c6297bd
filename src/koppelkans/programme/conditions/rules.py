# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a condition asks, as wishes and limits that the search understands."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from koppelkans.case import (
    Boundary,
    BoundaryKind,
    Case,
    Condition,
    ConditionKind,
    Relation,
    RelationKind,
    Schedule,
    State,
    find_excesses,
)
from koppelkans.programme.questions.what_if import WhatIf
from koppelkans.programme.vary import change_case
from koppelkans.programme.wishes import (
    NOTHING,
    OF_CONDITION,
    Pin,
    Wishes,
    find_troubles,
    wished_case,
)


class Trouble(StrEnum):
    """Why nothing can be computed with a condition."""

    WORDS = "words"
    """It is in words only."""
    INCOMPLETE = "incomplete"
    """Something that its rule needs is not filled in, or the task or variant has gone since."""
    EMPTY = "empty"
    """By itself it leaves a task that must be done no moment at all."""
    SHARING = "sharing"
    """It is about who bears what, and not about what is done when."""


@dataclass(frozen=True)
class Rule:
    """A condition as the search understands it: wishes, and limits besides those of the case."""

    condition_id: str
    wishes: Wishes = NOTHING
    boundaries: tuple[Boundary, ...] = ()


def read_rule(case: Case, condition: Condition, wishes: Wishes = NOTHING) -> Rule | Trouble:
    """Return what a condition asks, or why nothing can be computed with it.

    Parameters
    ----------
    wishes
        What is asked of the programme already.
    """
    rule = _READ[condition.kind](case, condition)
    if isinstance(rule, Rule) and any(find_troubles(case, wishes.also(rule.wishes))):
        return Trouble.EMPTY
    return rule


def add_rules(case: Case, rules: Iterable[Rule], wishes: Wishes = NOTHING) -> WhatIf:
    """Return the case and wishes in which rules hold as well; they only take away."""
    rules = tuple(rules)
    boundaries = tuple(boundary for rule in rules for boundary in rule.boundaries)
    for rule in rules:
        wishes = wishes.also(rule.wishes)
    if boundaries:
        case = change_case(case, boundaries=case.boundaries + boundaries)
    return WhatIf(case, wishes, narrows=True)


def name_of_rule(condition_id: str) -> str:
    """Return the id under which the limits of a condition stand in the changed case."""
    return f"{OF_CONDITION}{condition_id}"


def hold_accepted(
    case: Case, wishes: Wishes = NOTHING, without: Container[str] = frozenset()
) -> WhatIf:
    """Return the case and wishes in which what was accepted holds.

    Words only, and rules that miss something, hold nobody; a condition that collides with what
    else is asked does hold: `koppelkans.programme.wishes.find_troubles` tells of that.

    Parameters
    ----------
    without
        Ids of accepted conditions that are left out all the same.
    """
    accepted = (c for c in case.conditions if c.state is State.ACCEPTED and c.id not in without)
    read = (read_rule(case, condition) for condition in accepted)
    return add_rules(case, [_untold(rule) for rule in read if isinstance(rule, Rule)], wishes)


def _untold(rule: Rule) -> Rule:
    """Return a rule without what was said: the wishes of a result are for everybody."""
    relations = tuple(r.model_copy(update={"reason": ""}) for r in rule.wishes.relations)
    return replace(rule, wishes=rule.wishes.model_copy(update={"relations": relations}))


def is_met(asked: WhatIf, schedule: Schedule) -> bool:
    """Whether a schedule keeps every limit, and grants every wish, of something that is asked.

    Limits may stretch as far as they can.
    """
    case, wishes = wished_case(asked.case, asked.wishes), asked.wishes
    for task in case.tasks:
        work = schedule.works.get(task.id)
        if work is None:
            if not task.optional:
                return False
            continue
        starts = case.starts(task.id, work.variant.id)
        if work.start.index not in wishes.narrow(task.id, work.variant.id, starts):
            return False
    placed = Schedule(case, {choice.task_id: choice for choice in schedule.choices})
    return not any(excess.broken for excess in find_excesses(placed))


def is_held(rule: Rule, case: Case, wishes: Wishes) -> bool:
    """Whether a rule is among what was asked of a programme."""
    limits = {boundary.id for boundary in case.boundaries}
    return (
        set(rule.wishes.pins) <= set(wishes.pins)
        and {r.id for r in rule.wishes.relations} <= {r.id for r in wishes.relations}
        and all(boundary.id in limits for boundary in rule.boundaries)
    )


def _words(case: Case, condition: Condition) -> Trouble:
    del case, condition
    return Trouble.WORDS


def _share(case: Case, condition: Condition) -> Trouble:
    del case
    return Trouble.INCOMPLETE if condition.amount is None else Trouble.SHARING


def _window(case: Case, condition: Condition) -> Rule | Trouble:
    if not condition.task_ids or (condition.first is None and condition.last is None):
        return Trouble.INCOMPLETE
    pins = tuple(
        Pin(
            task_id=task_id, first=condition.first, last=condition.last,
            if_done=case.task[task_id].optional,
        )
        for task_id in condition.task_ids
    )  # fmt: skip
    return Rule(condition.id, Wishes(pins=pins))


def _budget(case: Case, condition: Condition) -> Rule | Trouble:
    del case
    if condition.amount is None:
        return Trouble.INCOMPLETE
    boundary = Boundary(
        id=name_of_rule(condition.id), kind=BoundaryKind.BUDGET, name=condition.text,
        partner_id=condition.partner_id, limit=condition.amount,
        first_year=condition.first.year if condition.first else None,
        last_year=condition.last.year if condition.last else None,
    )  # fmt: skip
    return Rule(condition.id, boundaries=(boundary,))


def _relations(kind: RelationKind, condition: Condition) -> Rule | Trouble:
    if len(condition.task_ids) < 2:
        return Trouble.INCOMPLETE
    relations = tuple(
        Relation(
            id=f"{name_of_rule(condition.id)}-{number}", kind=kind, task_id=task_id,
            other_task_id=other_id, reason=condition.text,
        )
        for number, (task_id, other_id) in enumerate(pairwise(condition.task_ids), start=1)
    )  # fmt: skip
    return Rule(condition.id, Wishes(relations=relations))


def _variant(case: Case, condition: Condition) -> Rule | Trouble:
    if condition.variant_id is None:
        return Trouble.INCOMPLETE
    task_id = case.variant[condition.variant_id].task_id
    return Rule(condition.id, Wishes(pins=(Pin(task_id=task_id, variant_id=condition.variant_id),)))


_READ = {
    ConditionKind.WORDS: _words,
    ConditionKind.WINDOW: _window,
    ConditionKind.BUDGET: _budget,
    ConditionKind.TOGETHER: lambda _case, c: _relations(RelationKind.TOGETHER, c),
    ConditionKind.BEFORE: lambda _case, c: _relations(RelationKind.BEFORE, c),
    ConditionKind.VARIANT: _variant,
    ConditionKind.SHARE: _share,
}
