# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What everybody may know: what comes when in which street."""

from dataclasses import dataclass

from koppelkans.case import Case, Quarter, Theme, Visibility
from koppelkans.result import AlternativeResult


@dataclass(frozen=True)
class StreetWork:
    """Work that is for everybody to know: what, from when to when, and weeks the street is shut."""

    title: str
    theme: Theme
    partner: str
    first: Quarter
    last: Quarter
    closed_weeks: float


def works_per_street(case: Case, programme: AlternativeResult) -> dict[str, tuple[StreetWork, ...]]:
    """Return by street what is planned there, in order of time, of public tasks only.

    A task without a place (somebody who helps in the whole neighbourhood) stands under "".
    """
    found: dict[str, list[StreetWork]] = {place.street: [] for place in case.places}
    for choice in programme.tasks:
        task = case.task[choice.task_id]
        if not choice.variant_id or not choice.start or task.visibility is not Visibility.PUBLIC:
            continue
        variant = case.variant[choice.variant_id]
        last = choice.start + (variant.duration_quarters - 1)
        owner = case.partner[task.partner_id].name
        work = StreetWork(task.title, task.theme, owner, choice.start, last, variant.closed_weeks)
        for street in dict.fromkeys(case.place[p].street for p in task.place_ids) or ("",):
            found.setdefault(street, []).append(work)
    return {
        street: tuple(sorted(works, key=lambda w: (w.first, w.title)))
        for street, works in sorted(found.items())
    }
