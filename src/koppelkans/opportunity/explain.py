# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why tasks gain together or get in each other's way, and what must give, said for people."""

from collections.abc import Iterator
from dataclasses import dataclass

from koppelkans.case import Case
from koppelkans.language import N_, Euros, Message
from koppelkans.opportunity.types import (
    Certainty,
    Conflict,
    ConflictKind,
    Give,
    Opportunity,
    OpportunityKind,
)

LEAST_EUR = 500
LEAST_WEEKS = 0.5


@dataclass(frozen=True)
class Explanation:
    """Sentences: why something is there, and what must give for it."""

    why: tuple[Message, ...]
    gives: tuple[Message, ...]


def explain_opportunity(case: Case, opportunity: Opportunity) -> Explanation:
    """Return why tasks gain together, and whose window must stretch how far for it."""
    gives = tuple(
        _stretch(case, task_id, quarters)
        for task_id, quarters in opportunity.stretch_quarters.items()
        if quarters
    )
    return Explanation(tuple(_why(case, opportunity)), gives)


def explain_conflict(case: Case, conflict: Conflict) -> Explanation:
    """Return why tasks get in each other's way, and which of them can give way."""
    values = {
        "first": case.task[conflict.task_ids[0]].title,
        "second": case.task[conflict.task_ids[-1]].title,
        "tasks": ", ".join(f"“{case.task[t].title}”" for t in conflict.task_ids),
        "count": len(conflict.task_ids),
        "place": case.place[conflict.place_ids[0]].name,
        "when": conflict.when.shown,
    }
    certainty = conflict.certainty
    texts = WHY_POSSIBLE if certainty is Certainty.POSSIBLE else WHY
    gives = [_give(case, give) for give in conflict.gives]
    if certainty is not Certainty.POSSIBLE and not gives:
        gives = [Message(N_("None of them can solve this alone: at least two must move."))]
    return Explanation((Message(texts[conflict.kind], values),), tuple(gives))


WHY = {
    ConflictKind.REST: N_(
        "“{second}” opens the street in {when}, while the new pavement of “{first}” must rest."
    ),
    ConflictKind.NEW_PAVEMENT: N_(
        "“{second}” opens in {when} what “{first}” has paved, long before it is worn."
    ),
    ConflictKind.CUT_OFF: N_("{place} cannot be reached in {when}: {tasks} close every way out."),
}

WHY_POSSIBLE = {
    ConflictKind.REST: N_(
        "“{second}” can fall in the rest of the new pavement of “{first}”, from {when} on."
    ),
    ConflictKind.NEW_PAVEMENT: N_(
        "“{second}” can come after “{first}” and open its new pavement, from {when} on."
    ),
    ConflictKind.CUT_OFF: N_(
        "{count} tasks can close every way out of {place} at once, from {when} on."
    ),
}


def _why(case: Case, opportunity: Opportunity) -> Iterator[Message]:
    if opportunity.kind is OpportunityKind.CHAIN and opportunity.link_id:
        yield Message(
            N_("“{link}” links {count} other tasks in {places} places."),
            {
                "link": case.task[opportunity.link_id].title,
                "count": len(opportunity.task_ids) - 1,
                "places": len(opportunity.place_ids),
            },
        )
    if opportunity.opening_saved_eur >= LEAST_EUR:
        yield Message(
            N_("Opening and closing costs {amount} less."),
            {"amount": Euros(opportunity.opening_saved_eur)},
        )
    if opportunity.weeks_saved >= LEAST_WEEKS:
        yield Message(
            N_("Streets are closed {weeks} weeks less, {traffic} of them with traffic or a bus."),
            {
                "weeks": round(opportunity.weeks_saved),
                "traffic": round(opportunity.traffic_weeks_saved),
            },
        )
    yield from _together(case, opportunity)


def _together(case: Case, opportunity: Opportunity) -> Iterator[Message]:
    """Yield the rules by which the tasks gain, and whether a price is known."""
    for rule in case.opportunity_rules:
        if any(effect_id.startswith(f"{rule.id}:") for effect_id in opportunity.joint_effect_ids):
            priced = case.key_figure[rule.key_figure_id].value is not None
            text = N_("{rule}.") if priced else N_("{rule}; its price is not known yet.")
            yield Message(text, {"rule": rule.name.rstrip(".")})


def _stretch(case: Case, task_id: str, quarters: int) -> Message:
    task = case.task[task_id]
    return Message(
        N_("The window of “{task}” ({partner}) stretches {quarters}, for {price}."),
        {
            "task": task.title,
            "partner": case.partner[task.partner_id].short_name,
            "quarters": _quarters(quarters),
            "price": Euros(quarters * task.stretch_eur_per_quarter),
        },
    )


def _quarters(count: int) -> Message:
    return Message(N_("1 quarter") if count == 1 else N_("{count} quarters"), {"count": count})


def _give(case: Case, give: Give) -> Message:
    task = case.task[give.task_id]
    texts = (
        (N_("“{task}” ({partner}) {quarters} earlier."), EARLIER_STRETCHED)
        if give.moved < 0
        else (N_("“{task}” ({partner}) {quarters} later."), LATER_STRETCHED)
    )
    return Message(
        texts[give.stretch > 0],
        {
            "task": task.title,
            "partner": case.partner[task.partner_id].short_name,
            "quarters": _quarters(abs(give.moved)),
            "stretch": give.stretch,
            "price": Euros(give.price_eur),
        },
    )


EARLIER_STRETCHED = N_(
    "“{task}” ({partner}) {quarters} earlier: {stretch} outside its window, for {price}."
)
LATER_STRETCHED = N_(
    "“{task}” ({partner}) {quarters} later: {stretch} outside its window, for {price}."
)
