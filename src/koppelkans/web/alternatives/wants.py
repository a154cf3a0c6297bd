# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is wanted of a programme besides the largest value, for the page: and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from koppelkans.case import Case
from koppelkans.framework import objective_weights, weights_of
from koppelkans.language import show_euros, show_number
from koppelkans.opportunity import find_joint_effects
from koppelkans.plan.words import quarter
from koppelkans.programme.choices import Agreement, Fairness, Objective, check_red_lines
from koppelkans.programme.choices.replan import explain_changes
from koppelkans.programme.choices.tell import tell_change
from koppelkans.programme.choices.wanted import weighed_aim
from koppelkans.seen.hidden import find_hidden
from koppelkans.value.types import Valuation
from koppelkans.web.alternatives.asked import Asked
from koppelkans.web.alternatives.present import Item, Move, show_move
from koppelkans.web.scene import Scene
from koppelkans.web.store import load_programme_case

FAIR = {
    Fairness.NOBODY_WORSE: gettext_noop("Nobody is worse off than alone, without any payment"),
    Fairness.COMPENSATED: gettext_noop(
        "Nobody is worse off than alone, after partners with a budget pay each other"
    ),
    Fairness.WORST_FIRST: gettext_noop("First the most for the partner that gains least"),
    Fairness.IN_ORDER: gettext_noop(
        "First the most for the partner that gains least, then for the next, and so on"
    ),
}
OBJECTIVES = {
    Objective.VALUE: gettext_noop("Net value"),
    Objective.COST: gettext_noop("Cost"),
    Objective.NUISANCE: gettext_noop("Nuisance"),
    Objective.EARLY: gettext_noop("Waiting for benefit"),
    Objective.WORST_OFF: gettext_noop("Gain of the partner that gains least"),
}
"""What people call the objectives; cost, nuisance and waiting as amounts: less is better."""
LESS_IS_BETTER = frozenset((Objective.COST, Objective.NUISANCE, Objective.EARLY))


def list_wanted(case: Case, asked: Asked) -> list[Item]:
    """Return what is wanted, in words, for somebody who sees this much of the case."""
    wanted, items = asked.wanted, []
    items += [
        Item("without", n, _("%(partner)s does nothing here") % {"partner": case.partner[id_].name})
        for n, id_ in enumerate(asked.without)
        if id_ in case.partner
    ]
    if wanted.fairness is not None:
        items.append(Item("fairness", 0, _(FAIR[wanted.fairness])))
    if wanted.weighed_by is not None:
        items.append(Item("weighed_by", 0, _weighed_by(case, wanted.weighed_by)))
    items += [Item("reach", n, _reach(one.objective)) for n, one in enumerate(wanted.reach)]
    if wanted.agreed is not None:
        items += _agreed(case, wanted.agreed)
    return items


def _weighed_by(case: Case, partner_id: str) -> str:
    if partner_id not in case.partner:
        return _("Judged by the framework, by the average weights of all partners")
    name = case.partner[partner_id].name
    return _("Judged by the framework, by the weights of %(partner)s") % {"partner": name}


def _reach(objective: Objective) -> str:
    # Not the amount: it may hold costs that somebody keeps.
    text = _("%(objective)s at least as good as in the programme that this one was made from")
    return text % {"objective": _(OBJECTIVES[objective])}


def _agreed(case: Case, agreed: Agreement) -> Iterator[Item]:
    price = agreed.price
    language = get_language() or "nl"
    values = {"task": show_euros(price.per_task, language),
              "quarter": show_euros(price.per_quarter, language)}  # fmt: skip
    text = _(
        "As much as possible as agreed: a change counts for %(task)s per task and"
        " %(quarter)s per quarter"
    )
    text %= values
    if agreed.now is not None:
        text += _("; it is %(quarter)s now") % {"quarter": quarter(agreed.now)}
    yield Item("agreed", 0, text)
    for number, slip in enumerate(agreed.slips):
        task = case.task.get(slip.task_id)
        title = task.title if task else _("A task that its owner keeps to itself")
        told = ngettext(
            "“%(task)s” is %(quarters)s quarter late",
            "“%(task)s” is %(quarters)s quarters late",
            slip.quarters,
        )
        yield Item("slips", number, told % {"task": title, "quarters": slip.quarters})


@dataclass(frozen=True)
class ChangeRow:
    """A task that is done otherwise than agreed, and why."""

    move: Move
    why: str


@lru_cache(maxsize=16)
def list_changes(scene: Scene) -> tuple[ChangeRow, ...]:
    """Return what is done otherwise than agreed, with the figures that the viewer knows."""
    agreed = Asked.model_validate(scene.programme.asked).wanted.agreed
    if agreed is None:
        return ()
    reading, case = scene.reading, scene.case
    found = explain_changes(reading.programme, agreed, find_joint_effects(case))
    rows = [
        ChangeRow(show_move(case, reading, c.moved), tell_change(c, scene.language)) for c in found
    ]
    return tuple(rows)


@dataclass(frozen=True)
class RedLineRow:
    """A red line, and what the search does with it; ``kept`` None: not known, or not to you."""

    criterion: str
    text: str
    is_limit: bool
    kept: bool | None


@lru_cache(maxsize=16)
def list_red_lines(scene: Scene) -> tuple[RedLineRow, ...]:
    """Return which red lines of the framework are limits, and which are only checked."""
    by = Asked.model_validate(scene.programme.asked).wanted.weighed_by
    if by is None:
        return ()
    case, result = scene.case, scene.result
    partner = by or None
    alone = {share.partner_id: share.alone_net_eur for share in result.partners}
    weighed = weighed_aim(case, by, {p.id: alone.get(p.id, 0.0) for p in case.partners})
    baseline, programme = (
        Valuation(entries=found.entries, unpriced=found.unpriced)
        for found in (result.baseline, result.programme)
    )
    known = not find_hidden(load_programme_case(scene.programme), scene.viewer)
    crossed = check_red_lines(case, weighed.unchecked, scene.reading.programme, programme, baseline)
    names = {criterion.id: criterion.name for criterion in case.criteria}
    rows = []
    for line in objective_weights(case, weights_of(case, partner), partner).red_lines:
        is_limit = line not in weighed.unchecked
        kept = True if is_limit else (line not in crossed if known else None)
        least, most = line.at_least, line.at_most
        text = _("at least %(figure)s") if least is not None else _("at most %(figure)s")
        figure = show_number(least if least is not None else most or 0.0, scene.language)
        rows.append(RedLineRow(names[line.criterion_id], text % {"figure": figure}, is_limit, kept))
    return tuple(rows)
