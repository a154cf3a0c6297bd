# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What opportunities are worth: openings, traffic and nuisance saved, and joint effects."""

from collections.abc import Iterable, Mapping

from koppelkans.case import Case, Schedule, find_occupations
from koppelkans.opportunity.types import JointEffect, Opportunity
from koppelkans.value.joint import joint_effect_values
from koppelkans.value.key_figures import WeekCost, place_week_costs
from koppelkans.value.lines import Line
from koppelkans.value.occupations import occupation_lines


def value_opportunities(
    case: Case, opportunities: Iterable[Opportunity], joint_effects: Iterable[JointEffect]
) -> dict[str, float]:
    """Return what each opportunity gains when its tasks meet in its first quarter.

    What opening, traffic and nuisance cost with the starts of the opportunity when every task has
    the street to itself, minus what they cost together, plus its joint effects.

    Returns
    -------
    dict of opportunity id to float
        Present values in EUR at the price level of the case.
    """
    week_costs = place_week_costs(case)
    effects = {effect.id: effect for effect in joint_effects}
    return {
        opportunity.id: _shared_gain(case, opportunity, week_costs)
        + _joint_gain(case, opportunity, effects)
        for opportunity in opportunities
    }


def _shared_gain(case: Case, opportunity: Opportunity, week_costs: Mapping[str, WeekCost]) -> float:
    if not opportunity.opening_saved_eur and not opportunity.weeks_saved:
        return 0.0
    together = Schedule.of(
        case, {t: (opportunity.variant_ids[t], opportunity.starts[t]) for t in opportunity.task_ids}
    )
    apart = sum(
        _street_value(together.only({task_id}), opportunity, week_costs)
        for task_id in opportunity.task_ids
    )
    return _street_value(together, opportunity, week_costs) - apart


def _street_value(
    schedule: Schedule, opportunity: Opportunity, week_costs: Mapping[str, WeekCost]
) -> float:
    return sum(
        line.entry.eur
        for occupation in find_occupations(schedule)
        if occupation.place_id in opportunity.place_ids
        for line in occupation_lines(schedule, occupation, week_costs)
        if isinstance(line, Line)
    )


def _joint_gain(case: Case, opportunity: Opportunity, effects: Mapping[str, JointEffect]) -> float:
    gain = 0.0
    for effect_id in opportunity.joint_effect_ids:
        effect = effects[effect_id]
        starts = (opportunity.starts[t] for t in (effect.task_id, effect.other_task_id))
        gain += float(joint_effect_values(case, effect)[max(starts) - case.first_quarter])
    return gain
