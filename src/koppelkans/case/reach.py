# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many homes a schedule reaches and how many people it helps."""

from collections import defaultdict

from koppelkans.case.schedule import Schedule
from koppelkans.case.task import Theme


def homes_reached(schedule: Schedule) -> dict[str, int]:
    """Return the homes that the tasks that are done reach, by theme.

    A task reaches its homes evenly over the addresses of its places (of all places, when it names
    none). A place where several tasks of one theme together reach more homes than it has counts
    with the homes it has, so no home counts twice within a theme.

    Returns
    -------
    dict
        Homes by the name of the theme; themes that reach none are left out.
    """
    places = schedule.case.place
    part: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for work in schedule.works.values():
        of_task = work.task.place_ids or tuple(places)
        addresses = sum(places[place_id].addresses for place_id in of_task)
        if work.task.homes and addresses:
            for place_id in of_task:
                part[work.task.theme.value][place_id] += work.task.homes / addresses
    return {
        theme: round(sum(places[p].addresses * min(1.0, covered) for p, covered in parts.items()))
        for theme, parts in sorted(part.items())
    }


def people_helped(schedule: Schedule) -> int:
    """Return how many people the social tasks that are done help.

    Somebody who takes part in two of them counts twice: a case does not know who is who.
    """
    return sum(
        work.task.people for work in schedule.works.values() if work.task.theme is Theme.SOCIAL
    )
