# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The weights that partners gave, before there is anything to weigh."""

from koppelkans.case import Case, Criterion
from koppelkans.framework.tree import spread_weights
from koppelkans.framework.types import FrameworkError
from koppelkans.language import N_, Message


def weights_of(case: Case, partner_id: str | None = None) -> dict[str, float]:
    """Return weights by criterion, adding up to 1: of one partner, or the average of all.

    Criteria that people score count too, though only afterwards. Partners that gave no weights
    are not in the average.

    Raises
    ------
    FrameworkError
        When nobody, or not this partner, gave any weight.
    """
    ids = [partner_id] if partner_id else [partner.id for partner in case.partners]
    criteria = [c for c in case.criteria if c.measure is not None]
    given = [found for id_ in ids if (found := _given(case, id_, criteria))]
    if not given:
        raise FrameworkError(Message(N_("nobody gave weights yet: fill in the framework first")))
    return {c.id: sum(found[c.id] for found in given) / len(given) for c in criteria}


def _given(case: Case, partner_id: str, criteria: list[Criterion]) -> dict[str, float]:
    points: dict[str, float] = {}
    for weight in case.weights:
        if weight.partner_id == partner_id:
            points[weight.criterion_id] = points.get(weight.criterion_id, 0.0) + weight.weight
    if not any(points.values()):
        return {}
    return spread_weights(case.criteria, points, [criterion.id for criterion in criteria])
