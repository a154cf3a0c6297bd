# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where tasks get in each other's way, for those who may see all of them."""

from dataclasses import dataclass

from koppelkans.case import Partner
from koppelkans.opportunity import Certainty, Conflict, explain_conflict, find_conflicts
from koppelkans.plan.reading import Reading


@dataclass(frozen=True)
class Hindrance:
    """A conflict as the page shows it."""

    conflict: Conflict
    partners: tuple[Partner, ...]
    why: str
    gives: tuple[str, ...]


def list_hindrances(reading: Reading) -> dict[Certainty, list[Hindrance]]:
    """Return the conflicts by how sure they are.

    Those with a task that its owner keeps to itself are left out: when it is planned, and what it
    gets in the way of, would be known.
    """
    found: dict[Certainty, list[Hindrance]] = {certainty: [] for certainty in Certainty}
    for conflict in find_conflicts(reading.case):
        if any(reading.is_private(task_id) for task_id in conflict.task_ids):
            continue
        explanation = explain_conflict(reading.case, conflict)
        found[conflict.certainty].append(
            Hindrance(
                conflict,
                tuple(reading.case.partner[p] for p in conflict.partner_ids),
                " ".join(why.in_language(reading.language) for why in explanation.why),
                tuple(give.in_language(reading.language) for give in explanation.gives),
            )
        )
    return found
