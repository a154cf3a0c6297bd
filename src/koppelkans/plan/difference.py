# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed between two versions of a plan: tasks, euros, limits, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from koppelkans.case import Choice
from koppelkans.plan.reading import Reading, sum_by
from koppelkans.programme.wishes import Wishes
from koppelkans.result import ExcessResult
from koppelkans.value.types import EntryKind

NOISE_EUR = 0.005
"""Changes smaller than this are none."""


@dataclass(frozen=True)
class TaskChange:
    """A task that is done otherwise: at another moment or in another variant, added or gone.

    ``before`` is None when the task was not on the table then, ``after`` when it no longer is.
    """

    task_id: str
    before: Choice | None
    after: Choice | None


@dataclass(frozen=True)
class PartnerEuros:
    """What a partner has more (or less) than in the former version; present values in EUR."""

    partner_id: str
    kinds: Mapping[EntryKind, float]
    """By kind of entry; their sum is the change before payments."""
    payment_eur: float
    """Received positive."""

    @property
    def eur(self) -> float:
        """The change after payments."""
        return sum(self.kinds.values()) + self.payment_eur


@dataclass(frozen=True)
class LimitChange:
    """A limit that is stretched or broken otherwise; None: it was not, or is not any more."""

    before: ExcessResult | None
    after: ExcessResult | None


@dataclass(frozen=True)
class Difference:
    """Everything that differs between the outcomes of two versions of a plan."""

    tasks: tuple[TaskChange, ...]
    partners: tuple[PartnerEuros, ...]
    limits: tuple[LimitChange, ...]
    net_eur: tuple[float, float]
    """Net value before and after."""
    rules: tuple[str, str]
    wishes: tuple[Wishes, Wishes]

    @property
    def is_nothing(self) -> bool:
        """Whether people would call the two the same."""
        return not (self.tasks or self.partners or self.limits) and self.rules[0] == self.rules[1]


def find_difference(before: Reading, after: Reading) -> Difference:
    """Compare two versions of a plan, each with its own case.

    Parameters
    ----------
    before, after
        As the same viewer sees them: what is hidden from it is in neither.
    """
    old, new = before.result, after.result
    return Difference(
        tasks=_tasks(before, after),
        partners=_partners(before, after),
        limits=_limits(old.programme.excesses, new.programme.excesses),
        net_eur=(old.programme.net_value_eur, new.programme.net_value_eur),
        rules=(old.sharing_rule, new.sharing_rule),
        wishes=(old.settings.wishes, new.settings.wishes),
    )


def _tasks(before: Reading, after: Reading) -> tuple[TaskChange, ...]:
    old = {choice.task_id: choice for choice in before.result.programme.tasks}
    new = {choice.task_id: choice for choice in after.result.programme.tasks}
    found = [
        TaskChange(task_id, old.get(task_id), new.get(task_id))
        for task_id in dict.fromkeys((*new, *old))
        if old.get(task_id) != new.get(task_id)
    ]
    return tuple(sorted(found, key=_moment))


def _moment(change: TaskChange) -> tuple[str, str]:
    starts = [choice.start for choice in (change.after, change.before) if choice and choice.start]
    return (str(starts[0]) if starts else "", change.task_id)


def _partners(before: Reading, after: Reading) -> tuple[PartnerEuros, ...]:
    old, new = (
        sum_by(reading.result.programme.entries, lambda e: (e.partner_id, e.kind))
        for reading in (before, after)
    )
    paid, pays = (
        {share.partner_id: share.payment_eur for share in reading.result.partners}
        for reading in (before, after)
    )
    found = []
    for partner_id in dict.fromkeys((*after.case.partner, *before.case.partner)):
        kinds = {
            kind: eur
            for kind in EntryKind
            if abs(eur := new.get((partner_id, kind), 0) - old.get((partner_id, kind), 0))
            > NOISE_EUR
        }
        payment = pays.get(partner_id, 0.0) - paid.get(partner_id, 0.0)
        if kinds or abs(payment) > NOISE_EUR:
            found.append(PartnerEuros(partner_id, kinds, payment))
    return tuple(found)


def _limits(
    before: tuple[ExcessResult, ...], after: tuple[ExcessResult, ...]
) -> tuple[LimitChange, ...]:
    old, new = (
        {(e.table, e.id, e.when, e.place_id): e for e in excesses} for excesses in (before, after)
    )
    keys = sorted({*old, *new}, key=lambda key: (key[2], *key[:2], key[3]))
    return tuple(
        LimitChange(old.get(key), new.get(key))
        for key in keys
        if _size(old.get(key)) != _size(new.get(key))
    )


def _size(excess: ExcessResult | None) -> tuple[float, bool] | None:
    return None if excess is None else (round(excess.over, 6), excess.broken)
