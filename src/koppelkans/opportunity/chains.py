# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Chains: one task that links others which do not meet each other (A touches B touches C)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from koppelkans.case import Case, Relation, RelationKind
from koppelkans.opportunity.bundles import Bundles, closing_variant
from koppelkans.opportunity.meet import Meeting, Part, can_stand, find_part

LinkedTasks = dict[str, dict[str, None]]
"""By task id: the places at which it can share an occupation with the link."""


@dataclass(frozen=True)
class Chain:
    """Tasks that each share an occupation with the link, at one place or another."""

    link_id: str
    meeting: Meeting
    place_ids: tuple[str, ...]


def find_chains(case: Case, bundles: Bundles) -> list[Chain]:
    """Return what can be done along with one task, where no bundle has all of it.

    For every task that is in several bundles: all tasks that it can share an occupation with, at
    any of its places, as many as can do so with the same start of the link, with as little
    stretch as possible. Chains within a larger chain are left out.
    """
    relations = [r for r in case.relations if r.kind is not RelationKind.PREPARES]
    groups = {frozenset(task_ids) for task_ids in bundles}
    found: dict[frozenset[str], Chain] = {}
    for link_id, linked in _links(bundles).items():
        if any({link_id, *linked} <= group for group in groups):
            continue
        link = _part(case, link_id)
        others = [_part(case, task.id) for task in case.tasks if task.id in linked]
        meeting = _meet_link(link, others, relations)
        ids = frozenset(meeting.starts) if meeting else frozenset()
        if meeting and len(ids) > 2 and not any(ids <= group for group in groups):
            place_ids = dict.fromkeys(
                place for task_id in ids - {link_id} for place in linked[task_id]
            )
            order = tuple(place for place in link.task.place_ids if place in place_ids)
            found.setdefault(ids, Chain(link_id, meeting, order))
    return [chain for ids, chain in found.items() if not any(ids < larger for larger in found)]


def _links(bundles: Bundles) -> dict[str, LinkedTasks]:
    links: dict[str, LinkedTasks] = {}
    for task_ids, (_, place_ids) in bundles.items():
        for link_id in task_ids:
            for task_id in task_ids:
                if task_id != link_id:
                    places = links.setdefault(link_id, {}).setdefault(task_id, {})
                    places.update(dict.fromkeys(place_ids))
    return links


def _part(case: Case, task_id: str) -> Part:
    task = case.task[task_id]
    return find_part(case, task, closing_variant(case, task) or case.baseline_variant(task_id))


def _meet_link(link: Part, others: Sequence[Part], relations: Sequence[Relation]) -> Meeting | None:
    """Return the start of the link with which most others can touch it, with least stretch."""
    best: list[dict[str, int]] = []
    score = (0, 0)
    parts = {part.task.id: part for part in (link, *others)}
    for start in link.starts:
        starts = _join(link, start, others, relations)
        stretch = sum(parts[task_id].stretch(at) for task_id, at in starts.items())
        if (len(starts), -stretch) > score:
            best, score = [], (len(starts), -stretch)
        if (len(starts), -stretch) == score and (not best or starts.keys() == best[0].keys()):
            best.append(starts)
    if not best:
        return None
    ends = [max(starts.values()) for starts in best]
    return Meeting(min(ends), max(ends), best[ends.index(min(ends))])


def _join(
    link: Part, start: int, others: Sequence[Part], relations: Sequence[Relation]
) -> dict[str, int]:
    """Return starts of the others whose work touches that of the link, as far as they can."""
    chosen: list[tuple[Part, int]] = [(link, start)]
    for part in others:
        for at in _touching(part, start, start + link.variant.duration_quarters):
            if can_stand([*chosen, (part, at)], relations):
                chosen.append((part, at))
                break
    return {part.task.id: at for part, at in chosen}


def _touching(part: Part, start: int, end: int) -> Iterator[int]:
    """Yield starts whose work touches that from start to end: least stretch, most overlap first."""
    first = max(part.starts.start, start - part.variant.duration_quarters)
    last = min(part.starts.stop - 1, end)
    yield from sorted(
        range(first, last + 1), key=lambda at: (part.stretch(at), abs(at - start), at)
    )
