# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Accepted conditions in an alternative: they hold, until somebody tries without."""

from django.utils.translation import gettext as _

from koppelkans.case import Case, Condition, State
from koppelkans.programme.conditions import Rule, is_held, read_rule
from koppelkans.programme.wishes import Wishes
from koppelkans.web.alternatives.asked import Asked
from koppelkans.web.alternatives.present import Item
from koppelkans.web.models import Programme
from koppelkans.web.store import load_programme_case


def accepted_of(case: Case) -> list[Condition]:
    """Return the accepted conditions that can be computed with."""
    return [
        condition
        for condition in case.conditions
        if condition.state is State.ACCEPTED and isinstance(read_rule(case, condition), Rule)
    ]


def list_accepted(whole: Case, seen: Case, asked: Asked) -> list[Item]:
    """Return which accepted conditions hold in an alternative, and which it leaves out.

    Those that the reader sees, with their place among all of them.
    """
    items, known = [], {condition.id for condition in seen.conditions}
    for number, condition in enumerate(accepted_of(whole)):
        if condition.id not in known:
            continue
        left_out = condition.id in asked.leaves_out
        text = _("Left out: the accepted condition of %(partner)s, “%(text)s”") if left_out else \
            _("Accepted, so it holds: the condition of %(partner)s, “%(text)s”")  # fmt: skip
        values = {
            "partner": whole.partner[condition.partner_id].short_name, "text": condition.text,
        }  # fmt: skip
        items.append(Item("left_out" if left_out else "accepted", number, text % values))
    return items


def toggle_accepted(case: Case, asked: Asked, number: int) -> Asked:
    """Return the same with an accepted condition left out, or held to again."""
    accepted = accepted_of(case)
    if not 0 <= number < len(accepted):
        return asked
    id_ = accepted[number].id
    left = [x for x in asked.leaves_out if x != id_]
    return asked.model_copy(
        update={"leaves_out": tuple(left if id_ in asked.leaves_out else [*left, id_])}
    )


def held_in(programme: Programme, whole: Case) -> dict[str, bool]:
    """Return of every accepted condition with a rule whether a programme was made with it."""
    wishes, case = Wishes.model_validate(programme.wishes), load_programme_case(programme)
    found = {}
    for condition in accepted_of(whole):
        rule = read_rule(whole, condition)
        found[condition.id] = isinstance(rule, Rule) and is_held(rule, case, wishes)
    return found
