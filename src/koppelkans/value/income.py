# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same value, also weighed by income: side by side with the euros, never instead of them.

A euro means more to who has little. With an elasticity of marginal utility ``e`` a euro of a group
with income ``y`` weighs ``(mean / y) ** e``. Source: HM Treasury, Green Book, annex on
distributional appraisal, which uses 1.3. Nothing of this is in `value_schedule`, nor in what the
optimiser maximises.
"""

from dataclasses import dataclass

from koppelkans.case import Beneficiary, Case, IncomeGroup
from koppelkans.language import N_, Message
from koppelkans.value.types import Entry, Valuation, ValuationError


def welfare_weight(mean_income_eur: float, income_eur: float, elasticity: float) -> float:
    """Return what a euro of a group weighs: 1 at the mean, more below it.

    Parameters
    ----------
    mean_income_eur, income_eur
        Of the whole country and of the group, measured alike; more than zero.
    elasticity
        0: every euro weighs the same.

    Examples
    --------
    >>> welfare_weight(30_000, 15_000, 1), round(welfare_weight(30_000, 15_000, 1.3), 3)
    (2.0, 2.462)
    """
    return float((mean_income_eur / income_eur) ** elasticity)


@dataclass(frozen=True)
class GroupWorth:
    """What an income group gains or pays: in euros, and weighed.

    ``group`` is None for everything that belongs to no group; it weighs 1.
    """

    group: IncomeGroup | None
    weight: float
    eur: float

    @property
    def weighed_eur(self) -> float:
        """Weighed EUR: what the same would be worth to somebody with the mean income."""
        return self.weight * self.eur


def weigh_by_income(case: Case, valuation: Valuation) -> tuple[GroupWorth, ...]:
    """Return what each income group gains, and all that belongs to none, in euros and weighed.

    Raises
    ------
    ValuationError
        When the area has no mean income.
    """
    mean = case.area.mean_income_eur
    if mean is None:
        raise ValuationError(
            Message(N_("to weigh by income, the table areas needs a mean income (mean_income_eur)"))
        )
    groups = {group.id: group for group in case.income_groups}
    sums: dict[str | None, float] = dict.fromkeys([*groups, None], 0.0)
    of_effect = {effect.id: effect.income_group_id for effect in case.effects}
    of_beneficiary = {g.beneficiary: g.id for g in reversed(case.income_groups) if g.beneficiary}
    for entry in valuation.entries:
        sums[_group_of(entry, of_effect, of_beneficiary)] += entry.eur
    elasticity = case.area.income_elasticity
    return tuple(
        GroupWorth(
            groups[group_id] if group_id else None,
            welfare_weight(mean, groups[group_id].income_eur, elasticity) if group_id else 1.0,
            eur,
        )
        for group_id, eur in sums.items()
    )


def _group_of(
    entry: Entry, of_effect: dict[str, str | None], of_beneficiary: dict[Beneficiary, str]
) -> str | None:
    own = of_effect.get(entry.source_id) if entry.source_id else None
    return own or of_beneficiary.get(entry.beneficiary)
