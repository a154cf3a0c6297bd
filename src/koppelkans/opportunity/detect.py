# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where tasks gain from being done together: the ranked table starts here."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from koppelkans.case import (
    Case,
    Confidence,
    Place,
    Quarter,
    RelationKind,
    Schedule,
    TrafficClass,
    Variant,
    find_occupations,
)
from koppelkans.opportunity.bundles import Bundles, closing_variant, find_bundles
from koppelkans.opportunity.chains import find_chains
from koppelkans.opportunity.meet import Meeting, Starts, find_meeting, find_part
from koppelkans.opportunity.types import JointEffect, Opportunity, OpportunityKind


def detect_opportunities(
    case: Case, joint_effects: Iterable[JointEffect]
) -> tuple[Opportunity, ...]:
    """Return all groups of tasks that can meet and gain by it.

    Shared occupations first: at each place the largest groups that can be in one occupation, the
    same group at several places once. Then chains: what one task links without a place or moment
    where all meet. Then pairs with a joint effect that none of these has. They overlap: what they
    gain may not be added up.

    Parameters
    ----------
    joint_effects
        From `find_joint_effects`.

    Returns
    -------
    tuple of Opportunity
        In order of kind, first quarter and tasks; the same case gives the same ids.
    """
    effects = tuple(joint_effects)
    bundles = find_bundles(case)
    shared = [
        *_shared_occupations(case, bundles, effects),
        *_chains(case, bundles, effects),
    ]
    covered = {effect_id for opportunity in shared for effect_id in opportunity.joint_effect_ids}
    pairs = _joint_pairs(case, [effect for effect in effects if effect.id not in covered])
    order = {task.id: number for number, task in enumerate(case.tasks)}

    def position(opportunity: Opportunity) -> tuple[int, Quarter, list[int]]:
        kind = list(OpportunityKind).index(opportunity.kind)
        return kind, opportunity.first, [order[task_id] for task_id in opportunity.task_ids]

    return tuple(sorted([*shared, *pairs], key=position))


def _shared_occupations(
    case: Case, bundles: Bundles, effects: Sequence[JointEffect]
) -> Iterator[Opportunity]:
    for task_ids, (meeting, place_ids) in bundles.items():
        variants, joint = _together(case, task_ids, meeting, effects)
        opportunity = _opportunity(
            case, OpportunityKind.SHARED_OCCUPATION, meeting, variants, place_ids, joint
        )
        if opportunity.opening_saved_eur > 0 or opportunity.weeks_saved > 0 or joint:
            yield opportunity


def _chains(case: Case, bundles: Bundles, effects: Sequence[JointEffect]) -> Iterator[Opportunity]:
    for chain in find_chains(case, bundles):
        task_ids = [task.id for task in case.tasks if task.id in chain.meeting.starts]
        variants, joint = _together(case, task_ids, chain.meeting, effects)
        opportunity = _opportunity(
            case, OpportunityKind.CHAIN, chain.meeting, variants, chain.place_ids, joint
        )
        if opportunity.opening_saved_eur > 0 or opportunity.weeks_saved > 0 or joint:
            yield opportunity.model_copy(update={"link_id": chain.link_id})


def _together(
    case: Case, task_ids: Iterable[str], meeting: Meeting, effects: Iterable[JointEffect]
) -> tuple[dict[str, Variant], tuple[str, ...]]:
    """Return the variants that close the street, and the joint effects with them."""
    found = {task_id: closing_variant(case, case.task[task_id]) for task_id in task_ids}
    variants = {task_id: variant for task_id, variant in found.items() if variant is not None}
    joint = tuple(
        effect.id
        for effect in effects
        if _fits(effect, variants) and _starts_close(effect, meeting.starts)
    )
    return variants, joint


def _fits(effect: JointEffect, variants: Mapping[str, Variant]) -> bool:
    first, second = variants.get(effect.task_id), variants.get(effect.other_task_id)
    return (
        first is not None
        and second is not None
        and first.id in effect.variant_ids
        and second.id in effect.other_variant_ids
    )


def _starts_close(effect: JointEffect, starts: Starts) -> bool:
    apart = abs(starts[effect.task_id] - starts[effect.other_task_id])
    return apart <= effect.within_quarters


def _joint_pairs(case: Case, effects: Sequence[JointEffect]) -> Iterator[Opportunity]:
    relations = [r for r in case.relations if r.kind is not RelationKind.PREPARES]
    pairs: dict[tuple[str, str, str, str], list[JointEffect]] = {}
    for effect in effects:
        first = _fitting_variant(case, effect.task_id, effect.variant_ids)
        second = _fitting_variant(case, effect.other_task_id, effect.other_variant_ids)
        key = (effect.task_id, first.id, effect.other_task_id, second.id)
        pairs.setdefault(key, []).append(effect)
    for (task_id, variant_id, other_id, other_variant_id), together in pairs.items():
        variants = {task_id: case.variant[variant_id], other_id: case.variant[other_variant_id]}
        parts = [find_part(case, case.task[t], variant) for t, variant in variants.items()]
        tightest = min(together, key=lambda effect: effect.within_quarters)
        meeting = find_meeting(parts, relations, partial(_starts_close, tightest))
        if meeting is not None:
            place_ids = dict.fromkeys(p for effect in together for p in effect.place_ids)
            effect_ids = tuple(effect.id for effect in together)
            yield _opportunity(
                case, OpportunityKind.JOINT_EFFECT, meeting, variants, list(place_ids), effect_ids
            )


def _fitting_variant(case: Case, task_id: str, variant_ids: Sequence[str]) -> Variant:
    baseline = case.baseline_variant(task_id)
    return baseline if baseline.id in variant_ids else case.variant[variant_ids[0]]


def _opportunity(
    case: Case,
    kind: OpportunityKind,
    meeting: Meeting,
    variants: Mapping[str, Variant],
    place_ids: Sequence[str],
    effect_ids: tuple[str, ...],
) -> Opportunity:
    task_ids = tuple(variants)
    parts = {t: find_part(case, case.task[t], variant) for t, variant in variants.items()}
    named = " ".join([kind.value, *(f"{t}/{variant.id}" for t, variant in variants.items())])
    starts = {t: Quarter(meeting.starts[t]) for t in task_ids}
    schedule = Schedule.of(case, {t: (variants[t].id, starts[t]) for t in task_ids})
    occupations = [o for o in find_occupations(schedule) if o.place_id in place_ids]
    return Opportunity(
        id=f"{kind.value}-{hashlib.sha256(named.encode()).hexdigest()[:12]}",
        kind=kind,
        place_ids=tuple(place_ids),
        task_ids=task_ids,
        partner_ids=tuple(dict.fromkeys(case.task[t].partner_id for t in task_ids)),
        first=Quarter(meeting.first),
        last=Quarter(meeting.last),
        stretch_quarters={t: part.stretch(meeting.starts[t]) for t, part in parts.items()},
        starts=starts,
        variant_ids={t: variant.id for t, variant in variants.items()},
        opening_saved_eur=sum(o.opening_apart_eur - o.opening_eur for o in occupations),
        weeks_saved=sum(o.closed_weeks_apart - o.closed_weeks for o in occupations),
        joint_effect_ids=effect_ids,
        traffic_weeks_saved=sum(
            o.closed_weeks_apart - o.closed_weeks
            for o in occupations
            if _has_traffic(case.place[o.place_id])
        ),
        confidence=min((case.task[t].confidence for t in task_ids), key=list(Confidence).index),
    )


def _has_traffic(place: Place) -> bool:
    return place.bus_route or place.traffic_class is not TrafficClass.RESIDENTIAL
