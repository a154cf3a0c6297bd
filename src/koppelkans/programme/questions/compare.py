# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two programmes side by side: what moved, who gains and who loses."""

from collections.abc import Iterable, Sequence

from koppelkans.case import Case, Choice, Schedule, find_excesses
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.answers import Comparison, Moved, PartnerChange
from koppelkans.programme.wishes import NOTHING, Wishes, wished_case
from koppelkans.value import EntryKind, value_schedule

NOISE_EUR = 0.005
"""Changes smaller than this are none."""


def compare_programmes(
    before: Schedule,
    after: Schedule,
    joint_effects: Sequence[JointEffect],
    bound_eur: float | None = None,
    wishes: Wishes = NOTHING,
) -> Comparison:
    """Compare two programmes of the same tasks, perhaps within other limits.

    Parameters
    ----------
    bound_eur
        Proven upper bound on what ``after`` could have been worth; without it the comparison is
        about these two only.
    wishes
        Those that ``before`` had to grant.
    """
    old, new = (value_schedule(schedule, joint_effects) for schedule in (before, after))
    changes: dict[tuple[str, EntryKind], float] = new.by(lambda e: (e.partner_id, e.kind))
    for key, eur in old.by(lambda e: (e.partner_id, e.kind)).items():
        changes[key] = changes.get(key, 0.0) - eur
    before_eur, after_eur = old.total(), new.total()
    best_eur = after_eur if bound_eur is None else max(bound_eur, after_eur)
    return Comparison(
        before_eur=before_eur,
        after_eur=after_eur,
        eur=after_eur - before_eur,
        at_most_eur=best_eur - before_eur,
        anyway=after_eur > before_eur + 1.0 and keeps_to(before.case, after.choices, wishes),
        moved=find_moved(before, after),
        partners=_partners(before, changes),
        kinds=_noticed(_sum(changes)),
    )


def keeps_to(case: Case, choices: Iterable[Choice], wishes: Wishes = NOTHING) -> bool:
    """Whether a programme, perhaps found with something else asked, keeps every limit and wish.

    Raises
    ------
    WishError
        When a wish cannot be granted by itself.
    """
    kept = [c for c in choices if c.task_id in case.task and c.variant_id in (None, *case.variant)]
    schedule = Schedule(wished_case(case, wishes), {choice.task_id: choice for choice in kept})
    if any(excess.broken for excess in find_excesses(schedule)):
        return False
    return all(
        work.start.index
        in wishes.narrow(task_id, work.variant.id, case.starts(task_id, work.variant.id))
        for task_id, work in schedule.works.items()
    )


def find_moved(before: Schedule, after: Schedule) -> tuple[Moved, ...]:
    """Return the tasks that start at another moment, in another variant, or are not in both."""
    old = {choice.task_id: choice for choice in before}
    return tuple(
        Moved(task_id=choice.task_id, before=old[choice.task_id], after=choice)
        for choice in after
        if choice.task_id in old and choice != old[choice.task_id]
    )


def _sum(changes: dict[tuple[str, EntryKind], float]) -> dict[EntryKind, float]:
    sums: dict[EntryKind, float] = {}
    for (_, kind), eur in changes.items():
        sums[kind] = sums.get(kind, 0.0) + eur
    return sums


def _noticed(amounts: dict[EntryKind, float]) -> dict[EntryKind, float]:
    order = list(EntryKind)
    kept = {kind: eur for kind, eur in amounts.items() if abs(eur) > NOISE_EUR}
    return dict(sorted(kept.items(), key=lambda item: order.index(item[0])))


def _partners(
    schedule: Schedule, changes: dict[tuple[str, EntryKind], float]
) -> tuple[PartnerChange, ...]:
    found = []
    for partner in schedule.case.partners:
        kinds = _noticed({kind: eur for (p, kind), eur in changes.items() if p == partner.id})
        if kinds:
            found.append(PartnerChange(partner_id=partner.id, eur=sum(kinds.values()), kinds=kinds))
    return tuple(sorted(found, key=lambda change: -change.eur))
