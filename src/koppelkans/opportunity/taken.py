# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which opportunities a schedule takes."""

from collections.abc import Iterable, Sequence

from koppelkans.case import Occupation, Schedule
from koppelkans.opportunity.types import JointEffect, Opportunity, OpportunityKind


def is_taken(
    opportunity: Opportunity,
    schedule: Schedule,
    occupations: Iterable[Occupation],
    joint_effects: Sequence[JointEffect],
) -> bool:
    """Whether a schedule takes an opportunity, at least in part.

    A shared occupation is taken when at least two of its tasks share an occupation of one of its
    places; a chain when its link shares occupations with at least two of its tasks; a joint effect
    when the effect exists in the schedule.
    """
    shared = [
        set(occupation.task_ids) & set(opportunity.task_ids)
        for occupation in occupations
        if occupation.place_id in opportunity.place_ids
    ]
    if opportunity.kind is OpportunityKind.SHARED_OCCUPATION:
        return any(len(task_ids) > 1 for task_ids in shared)
    if opportunity.kind is OpportunityKind.CHAIN:
        return len(set().union(*(t for t in shared if opportunity.link_id in t))) > 2
    return any(
        exists(effect, schedule)
        for effect in joint_effects
        if effect.id in opportunity.joint_effect_ids
    )


def exists(effect: JointEffect, schedule: Schedule) -> bool:
    """Whether a schedule has both tasks of a joint effect, in fitting variants, close enough."""
    work = schedule.works.get(effect.task_id)
    other = schedule.works.get(effect.other_task_id)
    return (
        work is not None
        and other is not None
        and work.variant.id in effect.variant_ids
        and other.variant.id in effect.other_variant_ids
        and abs(work.start - other.start) <= effect.within_quarters
    )
