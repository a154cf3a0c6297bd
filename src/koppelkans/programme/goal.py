# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a programme is chosen for: how much each euro of its valuation counts, and what besides.

A goal is a sum over the entries of a valuation, over occupations and over starts. Net value, cost
alone, nuisance alone, the account of one partner and the weights of a framework are all goals.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from koppelkans.case import Beneficiary, Case, Schedule, find_occupations
from koppelkans.language import N_, Message
from koppelkans.programme.errors import ProgrammeError
from koppelkans.value.key_figures import WeekPart
from koppelkans.value.occupations import nuisance_partner
from koppelkans.value.types import Category, Entry, EntryKind, Valuation, Valued


class Rule(BaseModel):
    """So much for each euro of the entries that fit; None fits all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    factor: float = 1.0
    kinds: frozenset[EntryKind] | None = None
    categories: frozenset[Category] | None = None
    partner_ids: frozenset[str] | None = None
    beneficiaries: frozenset[Beneficiary] | None = None

    def fits(self, entry: Valued) -> bool:
        """Whether it is about an entry (or a stream of entries)."""
        return (
            (self.kinds is None or entry.kind in self.kinds)
            and (self.categories is None or entry.category in self.categories)
            and (self.partner_ids is None or entry.partner_id in self.partner_ids)
            and (self.beneficiaries is None or entry.beneficiary in self.beneficiaries)
        )


class Goal(BaseModel):
    """What is made as large as possible.

    Attributes
    ----------
    rules
        An entry counts for the sum of the factors of the rules that fit it.
    per_occupation, per_closed_week
        Added for each occupation, and for each week that a place is closed; not positive.
    starts
        By variant: added for each start in ``case.starts``; a variant that is not here adds 0.
    not_done
        By task: added when it is not done.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rules: tuple[Rule, ...] = (Rule(),)
    per_occupation: float = 0.0
    per_closed_week: float = 0.0
    starts: Mapping[str, tuple[float, ...]] = {}
    not_done: Mapping[str, float] = {}

    def weigh(self, entry: Valued) -> float:
        """Return how much a euro of an entry counts."""
        return sum(rule.factor for rule in self.rules if rule.fits(entry))

    def value(self, schedule: Schedule, valuation: Valuation) -> float:
        """Return what a joint programme reaches."""
        euros = sum(self.weigh(entry) * entry.eur for entry in valuation.entries)
        return euros + self.beside(schedule)

    def beside(self, schedule: Schedule) -> float:
        """Return the part that is no euro: occupations, weeks, starts and what is not done."""
        case, added = schedule.case, 0.0
        if self.per_occupation or self.per_closed_week:
            for occupation in find_occupations(schedule):
                added += self.per_occupation + self.per_closed_week * occupation.closed_weeks
        for task in case.tasks:
            work = schedule.works.get(task.id)
            if work is None:
                added += self.not_done.get(task.id, 0.0)
            elif work.variant.id in self.starts:
                place = work.start.index - case.starts(task.id, work.variant.id).start
                added += self.starts[work.variant.id][place]
        return added

    def stake(self, schedule: Schedule, valuation: Valuation) -> float:
        """Return what is at stake: cost and nuisance as they count; without any, all entries."""
        weighed = [(e.category, abs(self.weigh(e) * e.eur)) for e in valuation.entries]
        costs = sum(eur for category, eur in weighed if category is not Category.BENEFIT)
        if self != NET_VALUE:
            costs += abs(self.beside(schedule))
        return costs or sum(eur for _, eur in weighed)


NET_VALUE = Goal()


class AtLeast(BaseModel):
    """A limit: what a programme reaches of a goal is at least so much."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    goal: Goal
    amount: float


class Ranked(BaseModel):
    """What those who come off worst reach: the sum over the ``count`` smallest amounts.

    Attributes
    ----------
    goals, less
        Each amount is what a programme reaches of a goal, less a figure to compare it with.
    count
        How many of the smallest are added up; 1: only the worst.
    floors
        At least so much for the sum of the smallest, of the two smallest, and so on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    goals: tuple[Goal, ...]
    less: tuple[float, ...]
    count: int = 1
    floors: tuple[float, ...] = ()

    def amounts(self, schedule: Schedule, valuation: Valuation) -> list[float]:
        """Return the amount of each goal."""
        reached = (goal.value(schedule, valuation) for goal in self.goals)
        return [amount - less for amount, less in zip(reached, self.less, strict=True)]


class Aim(BaseModel):
    """What the best programme is: the largest value of a goal, or of the worst off, within limits.

    Attributes
    ----------
    goal
        What is made as large as possible; when ``ranked`` is given only what euros are at stake.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    goal: Goal = NET_VALUE
    limits: tuple[AtLeast, ...] = ()
    ranked: Ranked | None = None

    @property
    def has_limits(self) -> bool:
        """Whether a programme must reach something of other goals."""
        return bool(self.limits or (self.ranked and self.ranked.floors))

    def goals(self) -> tuple[Goal, ...]:
        """Return every goal that it takes."""
        ranked = self.ranked.goals if self.ranked else ()
        return (self.goal, *(limit.goal for limit in self.limits), *ranked)

    def value(self, schedule: Schedule, valuation: Valuation) -> float:
        """Return what a joint programme reaches."""
        if self.ranked is None:
            return self.goal.value(schedule, valuation)
        return sum(sorted(self.ranked.amounts(schedule, valuation))[: self.ranked.count])

    def shortfall(self, schedule: Schedule, valuation: Valuation) -> float:
        """Return how far the limits are from being kept, in all; 0 when they are."""
        short = sum(
            _short(limit.goal.value(schedule, valuation), limit.amount) for limit in self.limits
        )
        if self.ranked is not None and self.ranked.floors:
            amounts = sorted(self.ranked.amounts(schedule, valuation))
            for count, floor in enumerate(self.ranked.floors, start=1):
                short += _short(sum(amounts[:count]), floor)
        return short


LARGEST_VALUE = Aim()

PRECISION = 1e-6
"""A limit is kept when it is by this part of it: so far two computations may differ."""


def slack(amount: float) -> float:
    """Return by how little a limit may be missed."""
    return 0.01 + PRECISION * abs(amount)


def _short(reached: float, amount: float) -> float:
    short = amount - reached
    return short if short > slack(amount) else 0.0


def of_categories(*categories: Category) -> Goal:
    """Return the goal in which only entries of these categories count."""
    return Goal(rules=(Rule(categories=frozenset(categories)),))


def mix_goals(goals: Sequence[Goal], weights: Sequence[float]) -> Goal:
    """Return the goal that counts so much of each goal.

    >>> half = mix_goals([NET_VALUE, of_categories(Category.COST)], [0.5, 2.0])
    >>> [rule.factor for rule in half.rules]
    [0.5, 2.0]
    """
    pairs = [(goal, weight) for goal, weight in zip(goals, weights, strict=True) if weight]
    starts: dict[str, NDArray[np.float64]] = {}
    not_done: dict[str, float] = {}
    for goal, weight in pairs:
        for variant_id, added in goal.starts.items():
            more = weight * np.array(added, dtype=np.float64)
            starts[variant_id] = starts[variant_id] + more if variant_id in starts else more
        for task_id, amount in goal.not_done.items():
            not_done[task_id] = not_done.get(task_id, 0.0) + weight * amount
    return Goal(
        rules=tuple(
            rule.model_copy(update={"factor": weight * rule.factor})
            for goal, weight in pairs
            for rule in goal.rules
        ),
        per_occupation=sum(weight * goal.per_occupation for goal, weight in pairs),
        per_closed_week=sum(weight * goal.per_closed_week for goal, weight in pairs),
        starts={variant_id: tuple(row.tolist()) for variant_id, row in starts.items()},
        not_done=not_done,
    )


def example(
    kind: EntryKind,
    category: Category,
    partner_id: str,
    beneficiary: Beneficiary = Beneficiary.PARTNER,
) -> Entry:
    """Return an entry of one euro, to weigh."""
    return Entry(
        kind=kind,
        category=category,
        name="",
        partner_id=partner_id,
        beneficiary=beneficiary,
        eur=1.0 if category is Category.BENEFIT else -1.0,
    )


def opening_entry(owner_id: str) -> Entry:
    """Return an example of what an owner pays to open a place."""
    return example(EntryKind.OPENING, Category.COST, owner_id)


def week_entry(case: Case, owner_id: str, part: WeekPart) -> Entry:
    """Return an example of what a week that an owner closes a place costs."""
    if part.kind is EntryKind.TRAFFIC:
        return example(part.kind, Category.COST, owner_id, part.beneficiary)
    payer = nuisance_partner(case, owner_id)
    return example(part.kind, Category.NUISANCE, payer, part.beneficiary)


def check_goal(case: Case, goal: Goal) -> None:
    """Check that a goal never wants more of what is shared: openings, closed weeks, stretch.

    Raises
    ------
    ProgrammeError
        When it does: then the model of what must be paid does not hold.
    """
    shared = [opening_entry(partner.id) for partner in case.partners]
    shared += [week_entry(case, partner.id, part) for partner in case.partners for part in WeekPart]
    shared += [example(EntryKind.STRETCH, Category.COST, partner.id) for partner in case.partners]
    weights = [goal.weigh(entry) for entry in shared]
    if min(weights) < 0 or max(goal.per_occupation, goal.per_closed_week) > 0:
        raise ProgrammeError(
            Message(
                N_(
                    "This weighing asks for more broken-up streets, cost or nuisance."
                    " Turn the curve around, or leave the criterion out."
                )
            )
        )
