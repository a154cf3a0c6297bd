# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens when a partner steps out: what is lost, and who carries what then."""

from collections import defaultdict

from pydantic import BaseModel, ConfigDict

from koppelkans.sharing.game import Floats
from koppelkans.sharing.rules import Rule, divide
from koppelkans.sharing.table import Situation, written_out
from koppelkans.value.types import EntryKind


class TakenOver(BaseModel):
    """What a partner that stays carries more (negative) or less because another left; EUR."""

    model_config = ConfigDict(frozen=True)

    partner_id: str
    kind: EntryKind
    eur: float


class Leaving(BaseModel):
    """A partner steps out and goes alone; the others go on with whoever still gains by it.

    Attributes
    ----------
    lost_eur
        What the partners with a budget gain less, all together.
    staying
        Who goes on with the programme.
    gains_before, gains_after
        What each of the others gains beyond going alone, with the leaver and without, under the
        same rule; in the order of ``others``.
    taken_over
        What each that stays carries instead of the leaver, by kind, before any payment.
    """

    model_config = ConfigDict(frozen=True)

    partner_id: str
    rule: Rule
    lost_eur: float
    leaver_loses_eur: float
    others: tuple[str, ...]
    staying: tuple[str, ...]
    gains_before: tuple[float, ...]
    gains_after: tuple[float, ...]
    taken_over: tuple[TakenOver, ...]


def step_out(
    found: Situation, partner_id: str, rule: Rule = Rule.STAND_ALONE_COST, *, seed: int = 1
) -> Leaving:
    """Return what happens when one partner leaves a programme.

    Parameters
    ----------
    found
        The programme as it is shared now.
    partner_id
        A partner with a budget.
    rule
        Any rule but the partners' own.

    Raises
    ------
    KeyError
        When the partner is not among those that share.
    """
    if partner_id not in found.players:
        raise KeyError(partner_id)
    player = found.players.index(partner_id)
    game = found.game
    rest = game.leave(player)
    weights = found.weights()
    before = divide(rule, written_out(game), weights, seed=seed).gains
    after = divide(rule, written_out(rest), weights.leave(player), seed=seed).gains
    takers = rest.takers(frozenset(range(len(rest.players))))
    others = rest.players
    return Leaving(
        partner_id=partner_id,
        rule=rule,
        lost_eur=game.total - rest.total - max(0.0, float(game.alone[player])),
        leaver_loses_eur=float(before[player]) - max(0.0, float(game.alone[player])),
        others=others,
        staying=tuple(others[taker] for taker in sorted(takers)),
        gains_before=tuple(_without(before, player)),
        gains_after=tuple(after.tolist()),
        taken_over=_taken_over(found, {others[taker] for taker in takers}),
    )


def _without(gains: Floats, player: int) -> list[float]:
    return [float(gain) for number, gain in enumerate(gains) if number != player]


def _taken_over(found: Situation, staying: set[str]) -> tuple[TakenOver, ...]:
    """Return who takes over which part of what the leaver and those who follow it carried."""
    owner = {task.id: task.partner_id for task in found.case.tasks}
    changes: defaultdict[tuple[str, EntryKind], float] = defaultdict(float)
    for common in found.occupation.common:
        owners = [owner[task_id] for task_id in common.task_ids]
        left = [o for o in owners if o in staying or o not in found.players]
        if len(left) == len(owners):
            continue
        if common.once:
            for who in left:
                more = common.eur / len(left) - common.eur / len(owners)
                changes[who, common.kind] += more
        elif common.partner_id in staying:
            changes[common.partner_id, common.kind] -= common.eur
    return tuple(
        TakenOver(partner_id=who, kind=kind, eur=eur)
        for (who, kind), eur in sorted(changes.items(), key=lambda item: item[1])
        if eur and who in staying
    )
