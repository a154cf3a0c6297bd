# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The framework as an aim: criteria and weights become the goal, red lines become limits."""

from collections.abc import Mapping
from dataclasses import dataclass

from koppelkans.case import Case, Measure, Schedule
from koppelkans.framework.measures import Alternative, measure
from koppelkans.framework.objective import EUROS, UNITS, RedLine, objective_weights
from koppelkans.framework.objective import Objective as Weighing
from koppelkans.language import N_, Message
from koppelkans.programme.choices.objectives import own_account
from koppelkans.programme.goal import Aim, AtLeast, Goal, Rule
from koppelkans.value import Valuation


@dataclass(frozen=True)
class WeighedAim:
    """What a framework asks of the optimiser.

    Attributes
    ----------
    aim
        The goal counts in EUR: ``points_per_eur`` times it, and ``constant``, are the points.
    left_out
        By criterion: why its weight or red line is not in it. Red lines that are left out are
        for `check_red_lines`.
    """

    aim: Aim
    points_per_eur: float
    constant: float
    left_out: Mapping[str, Message]
    unchecked: tuple[RedLine, ...]


def aim_of(
    case: Case,
    weights: Mapping[str, float],
    alone: Mapping[str, float],
    partner_id: str | None = None,
) -> WeighedAim:
    """Return the aim of a set of weights, with the curves and red lines of a partner.

    Parameters
    ----------
    weights
        By criterion id, adding up to 1.
    alone
        By partner: what it has when everybody goes alone, EUR.
    partner_id
        Whose curves and red lines; None for everybody's.
    """
    asked = objective_weights(case, weights, partner_id)
    unit = max([abs(term.points_per_eur) for term in asked.euro_terms], default=0.0) or 1e-6
    left_out = dict(asked.left_out)
    limits, unchecked = list[AtLeast](), list[RedLine]()
    for line in asked.red_lines:
        found = _limits(case, line, alone)
        limits += found
        if not found:
            unchecked.append(line)
            name = next(c.name for c in case.criteria if c.id == line.criterion_id)
            text = N_("the red line of “{name}” is checked afterwards: it is no sum over tasks")
            left_out.setdefault(line.criterion_id, Message(text, {"name": name}))
    aim = Aim(goal=_goal(case, asked, unit), limits=tuple(limits))
    return WeighedAim(aim, unit, asked.constant, left_out, tuple(unchecked))


def _goal(case: Case, asked: Weighing, unit: float) -> Goal:
    rules = tuple(
        Rule(
            factor=term.points_per_eur / unit,
            categories=term.categories,
            beneficiaries=term.beneficiaries,
        )
        for term in asked.euro_terms
    )
    points: dict[str, float] = {}
    for variant in asked.variant_terms:
        points[variant.variant_id] = points.get(variant.variant_id, 0.0) + variant.points / unit
    each = {Measure.OCCUPATIONS: 0.0, Measure.CLOSED_WEEKS: 0.0}
    for street in asked.street_terms:
        each[street.measure] += street.points_per_unit / unit
    return Goal(
        rules=rules,
        per_occupation=each[Measure.OCCUPATIONS],
        per_closed_week=each[Measure.CLOSED_WEEKS],
        starts=_by_start(case, points),
    )


def _by_start(case: Case, points: Mapping[str, float]) -> dict[str, tuple[float, ...]]:
    task = {variant.id: variant.task_id for variant in case.variants}
    return {id_: (p,) * len(case.starts(task[id_], id_)) for id_, p in points.items()}


def _limits(case: Case, line: RedLine, alone: Mapping[str, float]) -> list[AtLeast]:
    """Return a red line as limits; none when its figure is no sum, or only better is more cost."""
    amount = line.at_least if line.at_least is not None else line.at_most
    if amount is None:
        return []
    sign = 1.0 if line.at_least is not None else -1.0
    if line.measure in EUROS:
        categories, whom, of_figure = EUROS[line.measure]
        rule = Rule(factor=sign * of_figure, categories=categories, beneficiaries=whom)
        goal = Goal(rules=(rule,))
    elif line.measure in (Measure.OCCUPATIONS, Measure.CLOSED_WEEKS) and sign < 0:
        weeks = line.measure is Measure.CLOSED_WEEKS
        goal = Goal(rules=(), per_closed_week=-1.0) if weeks else Goal(rules=(), per_occupation=-1)
    elif line.measure in UNITS:
        criterion = next(c for c in case.criteria if c.id == line.criterion_id)
        units = UNITS[line.measure](case, criterion)
        points = {variant_id: sign * number for variant_id, number in units.items()}
        goal = Goal(rules=(), starts=_by_start(case, points))
    elif line.measure is Measure.WORST_PARTNER_EUR and sign > 0:
        return [AtLeast(goal=own_account(p.id), amount=alone[p.id] + amount) for p in case.partners]
    else:
        return []
    return [AtLeast(goal=goal, amount=sign * amount)]


def check_red_lines(
    case: Case,
    lines: tuple[RedLine, ...],
    schedule: Schedule,
    valuation: Valuation,
    baseline: Valuation,
) -> tuple[RedLine, ...]:
    """Return the red lines that a programme crosses: of those that the optimiser does not see."""
    found = Alternative("programme", schedule, valuation, baseline)
    criteria = {criterion.id: criterion for criterion in case.criteria}
    crossed = []
    for line in lines:
        figure = measure(criteria[line.criterion_id], found)
        below = line.at_least is not None and figure < line.at_least
        above = line.at_most is not None and figure > line.at_most
        if below or above:
            crossed.append(line)
    return tuple(crossed)
