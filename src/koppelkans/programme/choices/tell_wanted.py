# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was wanted of a programme besides the largest value, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from koppelkans.case import Case
from koppelkans.language import N_, Euros, Message
from koppelkans.programme.choices.fair import Fairness
from koppelkans.programme.choices.objectives import Objective
from koppelkans.programme.choices.replan import Agreement, Slip
from koppelkans.programme.choices.wanted import Wanted

FAIR = {
    Fairness.NOBODY_WORSE: N_("Nobody is worse off than alone, without any payment"),
    Fairness.COMPENSATED: N_(
        "Nobody is worse off than alone, after partners with a budget pay each other"
    ),
    Fairness.WORST_FIRST: N_("First the most for the partner that gains least"),
    Fairness.IN_ORDER: N_("The most for the partner that gains least, then for the next, and on"),
}
OBJECTIVES = {
    Objective.VALUE: N_("Net value"),
    Objective.COST: N_("Cost"),
    Objective.NUISANCE: N_("Nuisance"),
    Objective.EARLY: N_("Waiting for benefit"),
    Objective.WORST_OFF: N_("Gain of the partner that gains least"),
}
"""What people call the objectives; cost, nuisance and waiting as amounts: less is better."""


@dataclass(frozen=True)
class Wish:
    """One thing that was wanted: the field of `Wanted` and its number there, and in words."""

    kind: str
    number: int
    message: Message


def tell_wanted(wanted: Wanted, case: Case) -> Iterator[Wish]:
    """Yield what was wanted, as phrases without a full stop; nothing for the largest net value."""
    if wanted.fairness is not None:
        yield Wish("fairness", 0, Message(FAIR[wanted.fairness]))
    if wanted.weighed_by is not None:
        yield Wish("weighed_by", 0, _weighed(case, wanted.weighed_by))
    for number, reach in enumerate(wanted.reach):
        # Without the amount: it may hold costs that somebody keeps to itself.
        text = N_("{objective} at least as good as was set beforehand")
        values = {"objective": Message(OBJECTIVES[reach.objective])}
        yield Wish("reach", number, Message(text, values))
    if wanted.agreed is not None:
        yield Wish("agreed", 0, _agreed(wanted.agreed))
        for number, slip in enumerate(wanted.agreed.slips):
            yield Wish("slips", number, _late(case, slip))


def _weighed(case: Case, partner_id: str) -> Message:
    if partner_id not in case.partner:
        return Message(N_("Judged by the framework, by the average weights of all partners"))
    name = case.partner[partner_id].name
    return Message(N_("Judged by the framework, by the weights of {partner}"), {"partner": name})


def _agreed(agreed: Agreement) -> Message:
    values: dict[str, object] = {
        "task": Euros(agreed.price.per_task),
        "quarter": Euros(agreed.price.per_quarter),
    }
    if agreed.now is None:
        text = N_(
            "As much as possible as agreed: a change counts for {task} per task and {quarter} per"
            " quarter"
        )
        return Message(text, values)
    text = N_(
        "As much as possible as agreed: a change counts for {task} per task and {quarter} per"
        " quarter; work that has begun before {now} stays as it is"
    )
    return Message(text, values | {"now": agreed.now.shown})


def _late(case: Case, slip: Slip) -> Message:
    task = case.task.get(slip.task_id)
    title = task.title if task else Message(N_("A task that its owner keeps to itself"))
    text = N_("“{task}” is {quarters} quarters late")
    if slip.quarters == 1:
        text = N_("“{task}” is a quarter late")
    return Message(text, {"task": title, "quarters": slip.quarters})
