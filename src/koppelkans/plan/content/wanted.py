# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was wanted of the programme besides the largest value, in sentences."""

from collections.abc import Iterator

from koppelkans.language import N_, show_euros
from koppelkans.plan.reading import Reading
from koppelkans.plan.words import quarter
from koppelkans.programme.choices.fair import Fairness
from koppelkans.programme.choices.objectives import Objective
from koppelkans.programme.choices.replan import Agreement
from koppelkans.programme.choices.wanted import WORST_OFF

FAIR = {
    Fairness.NOBODY_WORSE: N_("Wanted: nobody worse off than alone, without any payment."),
    Fairness.COMPENSATED: N_(
        "Wanted: nobody worse off than alone once the partners with a budget have paid each other."
    ),
    Fairness.WORST_FIRST: N_("Wanted: first the most for the partner that gains least."),
    Fairness.IN_ORDER: N_(
        "Wanted: the most for the partner that gains least, then for the next, and so on."
    ),
}
REACH = {
    Objective.VALUE: N_("Wanted: at least a net value that was set beforehand."),
    Objective.COST: N_("Wanted: at most the costs that were set beforehand."),
    Objective.NUISANCE: N_("Wanted: at most the nuisance that was set beforehand."),
    Objective.EARLY: N_("Wanted: benefits at least as early as was set beforehand."),
    Objective.WORST_OFF: N_(
        "Wanted: for the partner that gains least at least what was set beforehand."
    ),
}
"""Without the amount: it may hold costs that somebody keeps to itself."""


def tell_wanted(reading: Reading) -> Iterator[str]:
    """Yield what was wanted; of the largest net value, that it was that."""
    wanted = reading.result.settings.wanted
    if wanted.fairness is not None:
        yield reading.say(FAIR[wanted.fairness])
    if wanted.weighed_by is not None:
        yield _weighed(reading, wanted.weighed_by)
    if wanted.agreed is not None:
        yield from _agreed(reading, wanted.agreed)
    has_other_goal = wanted.weighed_by is not None or wanted.agreed is not None
    if wanted.fairness not in WORST_OFF and not has_other_goal:
        yield reading.say(N_("Looked for: the programme with the largest net value."))
    for reach in wanted.reach:
        yield reading.say(REACH[reach.objective])


def _weighed(reading: Reading, partner_id: str) -> str:
    if partner_id not in reading.case.partner:
        text = N_("Wanted: the best by the framework, by the average weights of all partners.")
        return reading.say(text)
    return reading.say(
        N_("Wanted: the best by the framework, by the weights of {partner}."),
        partner=reading.case.partner[partner_id].short_name,
    )


def _agreed(reading: Reading, agreed: Agreement) -> Iterator[str]:
    yield reading.say(
        N_(
            "Wanted: as close as possible to what was agreed. A change counts for {task} per task "
            "and {quarter} per quarter."
        ),
        task=show_euros(agreed.price.per_task, reading.language),
        quarter=show_euros(agreed.price.per_quarter, reading.language),
    )
    if agreed.now is not None:
        text = N_("Work that has begun before {quarter} stays as it is.")
        yield reading.say(text, quarter=quarter(agreed.now))
    for slip in agreed.slips:
        if slip.task_id in reading.case.task:
            yield reading.count(
                slip.quarters,
                N_("“{task}” is {number} quarter late."),
                N_("“{task}” is {number} quarters late."),
                task=reading.title(slip.task_id),
            )
