# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why an opportunity is left, in a few words."""

from collections.abc import Sequence

from koppelkans.case import Visibility
from koppelkans.language import N_
from koppelkans.opportunity import find_joint_effects
from koppelkans.plan.reading import Reading
from koppelkans.plan.words import amount, listing, quarter, quarters, within
from koppelkans.programme import explain_left
from koppelkans.programme.answers import Left, WhyLeft
from koppelkans.programme.questions.tell import tell_limit
from koppelkans.result import OpportunityResult

MOST_LIMITS = 1
MOST_KINDS = 2
MOST_TRIED = 8
"""Each trial values the whole programme twice: seconds for hundreds of tasks."""


def reasons(reading: Reading, left: Sequence[OpportunityResult]) -> dict[str, str]:
    """Return by opportunity why the programme leaves it.

    Whoever may see everything gets what comes of trying to take the first few. For others a
    trial would count without what is kept from them: they get what the programme itself shows.
    """
    if not left:
        return {}
    if _keeps_something(reading):
        return {o.id: _at_first_sight(reading, o) for o in left}
    case = reading.case
    found = explain_left(
        case, reading.programme, find_joint_effects(case), left[:MOST_TRIED],
        reading.result.settings.wishes,
    )  # fmt: skip
    told = {answer.opportunity_id: _tell(reading, answer) for answer in found}
    return {o.id: told.get(o.id) or _at_first_sight(reading, o) for o in left}


def _keeps_something(reading: Reading) -> bool:
    return any(task.visibility is Visibility.OWN for task in reading.case.tasks) or any(
        partner.costs_visible is Visibility.OWN for partner in reading.case.partners
    )


def _tell(reading: Reading, left: Left) -> str:
    match left.why:
        case WhyLeft.TOO_FAR:
            return reading.say(N_("Its tasks cannot be brought together."))
        case WhyLeft.LIMIT:
            return _limits(reading, left)
        case WhyLeft.LOSES:
            return _loses(reading, left)
        case WhyLeft.NOT_LOOKED_AT:
            return reading.say(
                N_("Worth {amount} more as far as can be seen; the search has not come to it yet."),
                amount=amount(left.eur or 0.0, reading.language),
            )


def _limits(reading: Reading, left: Left) -> str:
    wishes = reading.result.settings.wishes
    limits = list(
        dict.fromkeys(
            tell_limit(reading.case, give.limit, wishes).in_language(reading.language)
            for give in left.gives
        )
    )
    if not limits:
        return reading.say(N_("A limit is in the way."))
    shown = "; ".join(limits[:MOST_LIMITS])
    if len(limits) <= MOST_LIMITS:
        return reading.say(N_("In the way: {limits}."), limits=shown)
    return reading.count(
        len(limits) - MOST_LIMITS,
        N_("In the way: {limits}; and one more limit."),
        N_("In the way: {limits}; and {number} more limits."),
        limits=shown,
    )


def _loses(reading: Reading, left: Left) -> str:
    losses = sorted((eur, kind) for kind, eur in left.kinds.items() if eur < 0)[:MOST_KINDS]
    text = reading.say(
        N_("Taking it would cost {amount}"), amount=amount(left.eur or 0.0, reading.language)
    )
    if not losses:
        return f"{text}."
    parts = [f"{within(kind, reading.language)}" for _, kind in losses]
    most = reading.say(
        N_("What would suffer most: {parts}."), parts=listing(parts, reading.language)
    )
    return f"{text}. {most}"


def _at_first_sight(reading: Reading, opportunity: OpportunityResult) -> str:
    undone = [t for t in opportunity.task_ids if t not in reading.programme.works]
    if undone:
        return reading.say(
            N_("Not in the programme: {tasks}."),
            tasks=listing([reading.title(t) for t in undone], reading.language),
        )
    stretch = max(opportunity.stretch_quarters.values(), default=0)
    if stretch:
        return reading.say(
            N_("A window would have to stretch by {quarters}."),
            quarters=quarters(stretch, reading.language),
        )
    if opportunity.gain_eur <= 0:
        return reading.say(N_("Doing it together costs more than it yields."))
    starts = sorted({reading.programme.works[task_id].start for task_id in opportunity.task_ids})
    if len(starts) == 1:
        return reading.say(N_("In another variant the joint effect does not come about."))
    return reading.say(
        N_(
            "They start at different times, in {starts}: worth more that way, or held back by a "
            "limit."
        ),
        starts=listing([quarter(start) for start in starts], reading.language),
    )
