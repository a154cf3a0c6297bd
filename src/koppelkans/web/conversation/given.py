# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What already gives in a programme: the limits that it stretches, whose they are, what it costs.

Nobody had to accept these: their owners said beforehand how far they may stretch. They belong in
the ledger all the same, because somebody gives them.
"""

from dataclasses import dataclass

from koppelkans.case import Partner
from koppelkans.plan.content.limits import how_far, limit_moment, limit_name
from koppelkans.web.scene import Scene


@dataclass(frozen=True)
class Given:
    """A limit that a programme stretches; ``giver`` is None when it is everybody's."""

    giver: Partner | None
    name: str
    moments: tuple[tuple[str, str], ...]
    """When, and how far."""
    eur: float
    """The price that its owner put on it, undiscounted."""
    table: str
    id: str


def list_given(scene: Scene | None) -> list[Given]:
    """Return the limits that the programme in view stretches, in the order of the case."""
    if scene is None:
        return []
    reading, found = scene.reading, {}
    for excess in scene.result.programme.excesses:
        if not excess.broken:
            found.setdefault((excess.table, excess.id), []).append(excess)
    case = scene.case
    owners = {b.id: b.partner_id for b in case.boundaries}
    rows = []
    for (table, id_), excesses in found.items():
        owner = case.task[id_].partner_id if table == "tasks" else owners.get(id_)
        rows.append(
            Given(
                case.partner[owner] if owner else None,
                limit_name(reading, excesses[0]),
                tuple((limit_moment(reading, e), how_far(reading, e)) for e in excesses),
                sum(e.eur for e in excesses),
                table, id_,
            )
        )  # fmt: skip
    return rows
