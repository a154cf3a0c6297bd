# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What occupations cost: opening, traffic and nuisance, each task its part."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np

from koppelkans.case import Beneficiary, Case, Occupation, PartnerKind
from koppelkans.case.labels import label
from koppelkans.value.attribute import find_levels, split_maximum
from koppelkans.value.discount import discount_factor
from koppelkans.value.key_figures import WeekCost, WeekItem
from koppelkans.value.types import Category, Entry, EntryKind, Unpriced


def occupation_entries(
    case: Case, occupation: Occupation, week_costs: Mapping[str, WeekCost]
) -> Iterator[Entry | Unpriced]:
    """Yield what one occupation costs, attributed to the tasks in it.

    Opening and closing once, for the most demanding task, each level at the start of the first
    task that needs it. Traffic and nuisance by closed week. Both are split as in
    `split_maximum`; opening and traffic are for the owner of the task, nuisance for the residents
    (for the owner, when they are not at the table).

    Parameters
    ----------
    week_costs
        From `place_week_costs`.
    """
    first = occupation.first - case.first_quarter
    for task_id, eur in _split_opening(case, occupation).items():
        yield Entry(
            kind=EntryKind.OPENING,
            category=Category.COST,
            name=label(EntryKind.OPENING),
            partner_id=case.task[task_id].partner_id,
            beneficiary=Beneficiary.PARTNER,
            task_id=task_id,
            place_id=occupation.place_id,
            eur=-eur,
        )
    weeks: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for offset, needs in enumerate(occupation.weeks):
        for task_id, part in split_maximum(needs).items():
            weeks[task_id].append((first + offset, part))
    items = week_costs[occupation.place_id].items
    quarters = np.arange(first, first + len(occupation.weeks))
    prices = [item.present_values(quarters).tolist() for item in items]
    for task_id, parts in weeks.items():
        for item, price in zip(items, prices, strict=True):
            eur = sum(price[quarter - first] * part for quarter, part in parts)
            quantity = sum(part for _, part in parts)
            yield _week_entry(case, occupation.place_id, task_id, item, eur, quantity)


def _split_opening(case: Case, occupation: Occupation) -> dict[str, float]:
    """Split the opening level by level, each discounted at the first start that needs it."""
    openings = sorted(occupation.openings, key=lambda opening: opening[2])
    parts: dict[str, float] = {}
    for height, position in find_levels([eur for _, _, eur in openings]):
        sharing = openings[position:]
        start = min(start for start, _, _ in sharing)
        factor = discount_factor(case.area.discount_rate, start - case.first_quarter)
        for _, task_id, _ in sharing:
            parts[task_id] = parts.get(task_id, 0.0) + height * factor / len(sharing)
    return parts


def _week_entry(
    case: Case, place_id: str, task_id: str, item: WeekItem, eur: float, weeks: float
) -> Entry | Unpriced:
    owner = case.task[task_id].partner_id
    nuisance = item.part.kind is EntryKind.NUISANCE
    partner_id = nuisance_partner(case, owner) if nuisance else owner
    if item.eur is None:
        return Unpriced(
            name=item.key_figure.name,
            key_figure_id=item.key_figure.id,
            unit=item.key_figure.unit,
            quantity=item.quantity * weeks,
            partner_id=partner_id,
            beneficiary=item.part.beneficiary,
            task_id=task_id,
        )
    return Entry(
        kind=item.part.kind,
        category=Category.NUISANCE if nuisance else Category.COST,
        name=item.key_figure.name,
        partner_id=partner_id,
        beneficiary=item.part.beneficiary,
        task_id=task_id,
        place_id=place_id,
        key_figure_id=item.key_figure.id,
        eur=-eur,
    )


def nuisance_partner(case: Case, owner_id: str) -> str:
    """Return on whose account nuisance counts: the residents, or else the one who causes it."""
    residents = (p.id for p in case.partners if p.kind is PartnerKind.RESIDENTS)
    return next(residents, owner_id)
