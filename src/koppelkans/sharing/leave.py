# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens when partners step out: what is lost, and who carries what then."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from pydantic import BaseModel, ConfigDict

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
    """Partners step out and go alone, each for itself; the others go on while they gain by it.

    Attributes
    ----------
    lost_eur
        What the partners with a budget gain less, all together.
    leavers_lose_eur
        What each leaver gains less, in the order of ``partner_ids``.
    staying
        Who goes on with the programme.
    gains_before, gains_after
        What each of the others gains beyond going alone, with the leavers and without, under the
        same rule; in the order of ``others``.
    taken_over
        What each that stays carries instead of the leavers, by kind, before any payment.
    """

    model_config = ConfigDict(frozen=True)

    partner_ids: tuple[str, ...]
    rule: Rule
    lost_eur: float
    leavers_lose_eur: tuple[float, ...]
    others: tuple[str, ...]
    staying: tuple[str, ...]
    gains_before: tuple[float, ...]
    gains_after: tuple[float, ...]
    taken_over: tuple[TakenOver, ...]


def step_out(
    found: Situation,
    partner_ids: Sequence[str],
    rule: Rule = Rule.STAND_ALONE_COST,
    *,
    seed: int = 1,
) -> Leaving:
    """Return what happens when partners leave a programme.

    Parameters
    ----------
    found
        The programme as it is shared now.
    partner_ids
        Partners with a budget, one or more.
    rule
        Any rule but the partners' own.

    Raises
    ------
    KeyError
        When one of them is not among those that share.
    """
    leavers = [_position(found, partner_id) for partner_id in partner_ids]
    game, weights = found.game, found.weights()
    before = divide(rule, written_out(game), weights, seed=seed).gains
    rest, rest_weights = game, weights
    for player in sorted(leavers, reverse=True):
        rest, rest_weights = rest.leave(player), rest_weights.leave(player)
    after = np.zeros(0)
    if rest.players:
        after = divide(rule, written_out(rest), rest_weights, seed=seed).gains
    takers = rest.takers(frozenset(range(len(rest.players))))
    others = rest.players
    alone = np.maximum(0.0, game.alone)
    return Leaving(
        partner_ids=tuple(found.players[player] for player in leavers),
        rule=rule,
        lost_eur=game.total - (rest.total if others else 0.0) - float(alone[leavers].sum()),
        leavers_lose_eur=tuple((before - alone)[leavers].tolist()),
        others=others,
        staying=tuple(others[taker] for taker in sorted(takers)),
        gains_before=tuple(np.delete(before, leavers).tolist()),
        gains_after=tuple(after.tolist()),
        taken_over=_taken_over(found, {others[taker] for taker in takers}),
    )


def _position(found: Situation, partner_id: str) -> int:
    if partner_id not in found.players:
        raise KeyError(partner_id)
    return found.players.index(partner_id)


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
