# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Conditions tried out with everything they are about: what is done when, and who bears what."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from koppelkans.case import Case, Condition, ConditionKind, Schedule
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import plan_alone
from koppelkans.programme.conditions import Trial, TrySettings, try_out
from koppelkans.programme.conditions.try_out import Report
from koppelkans.programme.wishes import NOTHING, Wishes
from koppelkans.sharing import compare_rules, default_rule, share_by, situation
from koppelkans.value import value_schedule
from koppelkans.value.types import Category

__all__ = ["ShareCheck", "Tried", "try_conditions"]


class ShareCheck(BaseModel):
    """Whether a partner bears no more of all costs than it asks, after payments.

    Attributes
    ----------
    part
        Which part of all costs it bears: what it pays itself and to others, less what it gets.
    asked
        Which part at most it asks.
    short_eur
        What others would have to take over for it to be met; 0 when it is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    condition_id: str
    part: float
    asked: float
    short_eur: float

    @property
    def is_met(self) -> bool:
        return self.short_eur <= 0


class Tried(BaseModel):
    """A set of conditions, tried out; shares are those of the programme that meets the others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    trial: Trial
    shares: tuple[ShareCheck, ...] = ()
    sharing_rule: str = ""


def try_conditions(
    case: Case,
    conditions: Sequence[Condition],
    settings: TrySettings | None = None,
    *,
    start: Schedule | None = None,
    wishes: Wishes = NOTHING,
    report: Report = lambda _done, _of: True,
) -> Tried:
    """Try out conditions, also those about who bears how much; as `try_out` does.

    Raises
    ------
    koppelkans.programme.NoProgrammeFound
        When nothing fits even without the conditions.
    """
    trial = try_out(
        case, conditions, find_joint_effects(case), settings, start=start, wishes=wishes,
        report=report,
    )  # fmt: skip
    about_shares = [c for c in conditions if c.kind is ConditionKind.SHARE and c.amount is not None]
    if not about_shares or not trial.fits:
        return Tried(trial=trial)
    programme = Schedule(case, {choice.task_id: choice for choice in trial.tasks})
    rule, costs = _costs_after_payments(case, programme)
    total = sum(costs.values())
    checks = tuple(
        _check(condition, costs.get(condition.partner_id, 0.0), total) for condition in about_shares
    )
    return Tried(trial=trial, shares=checks, sharing_rule=rule)


def _check(condition: Condition, eur: float, total: float) -> ShareCheck:
    asked = condition.amount or 0.0
    return ShareCheck(
        condition_id=condition.id, part=eur / total if total else 0.0, asked=asked,
        short_eur=max(0.0, eur - asked * total),
    )  # fmt: skip


def _costs_after_payments(case: Case, programme: Schedule) -> tuple[str, dict[str, float]]:
    """Return the rule by which is shared, and what each partner bears by it, EUR."""
    effects, alone = find_joint_effects(case), plan_alone(case)
    together = value_schedule(programme, effects)
    found = situation(
        alone, programme, value_schedule(alone, effects, shared=False), together, effects
    )
    shared = share_by(found, default_rule(compare_rules(found)))
    costs = {partner.id: 0.0 for partner in case.partners}
    for entry in together.entries:
        if entry.category is Category.COST:
            costs[entry.partner_id] -= entry.eur
    for share in shared.shares:
        costs[share.partner_id] -= share.payment_eur
    return shared.rule, costs
