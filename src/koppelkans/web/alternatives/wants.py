# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is wanted of a programme besides the largest value, for the page: and what came of it."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koppelkans.case import Case
from koppelkans.framework import objective_weights, weights_of
from koppelkans.language import show_number, translate
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme.choices import Objective, check_red_lines, tell_wanted
from koppelkans.programme.choices.replan import explain_changes
from koppelkans.programme.choices.tell import tell_change
from koppelkans.programme.choices.tell_wanted import FAIR
from koppelkans.programme.choices.wanted import weighed_aim
from koppelkans.seen.hidden import find_hidden
from koppelkans.value.types import Valuation
from koppelkans.web.alternatives.asked import Asked
from koppelkans.web.alternatives.present import Item, Move, show_move
from koppelkans.web.scene import Scene
from koppelkans.web.store import load_programme_case

LESS_IS_BETTER = frozenset((Objective.COST, Objective.NUISANCE, Objective.EARLY))


def list_wanted(case: Case, asked: Asked) -> list[Item]:
    """Return what is wanted, in words, for somebody who sees this much of the case."""
    items = [
        Item("without", n, _("%(partner)s does nothing here") % {"partner": case.partner[id_].name})
        for n, id_ in enumerate(asked.without)
        if id_ in case.partner
    ]
    language = get_language() or "nl"
    return items + [
        Item(wish.kind, wish.number, wish.message.in_language(language))
        for wish in tell_wanted(asked.wanted, case)
    ]


def fair_choices(language: str) -> list[tuple[str, str]]:
    """Return the ways in which a programme can be asked to be fair, with what they are called."""
    return [(fairness.value, translate(text, language)) for fairness, text in FAIR.items()]


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
