# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weights on a tree of criteria: what a heading gets is spread over what stands under it.

And the way back: weights that a group agreed on, wherever their criteria stand in the tree, as
points under each heading.
"""

from collections.abc import Iterator, Mapping, Sequence

from koppelkans.case import Criterion
from koppelkans.framework.types import FrameworkError
from koppelkans.framework.weights import normalise
from koppelkans.language import N_, Message

Children = Mapping[str | None, list[Criterion]]
FULL = 100.0
"""Points of a whole tree, when it has to be given points anew."""


def spread_weights(
    criteria: Sequence[Criterion], points: Mapping[str, float], counted: Sequence[str]
) -> dict[str, float]:
    """Return the weights of the criteria that count, adding up to 1.

    Points compare criteria under the same heading. A heading without points counts for the sum of
    what stands under it; when it has points and nothing under it has, those are spread equally.

    Parameters
    ----------
    criteria
        The whole tree.
    points
        By criterion id, of headings or of what stands under them.
    counted
        Ids of the criteria that have a figure, in the order of the result.

    Raises
    ------
    FrameworkError
        When points are negative, all zero, or given to a heading with nothing under it.

    Examples
    --------
    >>> tree = [Criterion(id="living", name="Living"), Criterion(id="calm", name="Calm",
    ...     parent_id="living", measure="closed_weeks"), Criterion(id="homes", name="Homes",
    ...     parent_id="living", measure="homes"), Criterion(id="cost", name="Cost",
    ...     measure="cost_eur")]
    >>> spread_weights(tree, {"living": 60, "calm": 2, "homes": 1, "cost": 40},
    ...                ["calm", "homes", "cost"])
    {'calm': 0.4, 'homes': 0.2, 'cost': 0.4}
    """
    children = _children(criteria, set(counted))
    by_id = {criterion.id: criterion for criterion in criteria}
    for id_, value in points.items():
        if value > 0 and not _measured(by_id[id_], criteria):
            text = N_("“{name}” has a weight, but nothing under it that can be measured or scored")
            raise FrameworkError(Message(text, {"name": by_id[id_].name}))
    found = dict.fromkeys(counted, 0.0)
    for criterion in children.get(None, []):
        _spread(criterion, _own(criterion, children, points), children, points, found)
    return normalise(found)


def place_agreed(
    criteria: Sequence[Criterion], points: Mapping[str, float], agreed: Mapping[str, float]
) -> dict[str, float]:
    """Return the points that change when weights that were agreed on are put into a tree.

    Together the agreed criteria count as much as they did before, among each other as agreed; all
    others count as before. People weigh jumps against each other wherever these stand, and points
    compare what stands under one heading only: so when headings have points, the points of the
    whole tree are worked out anew.

    Parameters
    ----------
    criteria
        The whole tree.
    points
        As they were, by criterion id. When these cannot be weighed with, what was agreed is all
        there is.
    agreed
        By criterion id, adding up to 1; criteria that are measured.

    Examples
    --------
    >>> tree = [Criterion(id="living", name="Living"), Criterion(id="calm", name="Calm",
    ...     parent_id="living", measure="closed_weeks"), Criterion(id="homes", name="Homes",
    ...     parent_id="living", measure="homes"), Criterion(id="cost", name="Cost",
    ...     measure="cost_eur")]
    >>> place_agreed(tree, {"living": 60, "calm": 2, "homes": 1, "cost": 40},
    ...              {"calm": 0.5, "cost": 0.5})
    {'calm': 40.0, 'homes': 20.0, 'cost': 40.0, 'living': 60.0}
    """
    parent = {criterion.id: criterion.parent_id for criterion in criteria}
    if not set(parent.values()) & set(points):
        together = sum(points.get(name, 0.0) for name in agreed) or FULL
        return {name: together * weight for name, weight in agreed.items()}
    counted = [criterion.id for criterion in criteria if criterion.measure is not None]
    try:
        before = spread_weights(criteria, points, counted)
    except FrameworkError:
        before = dict.fromkeys(counted, 0.0)
    together = sum(before[name] for name in agreed) or 1.0
    found = {name: FULL * weight for name, weight in before.items() if weight or name in points}
    found |= {name: FULL * together * weight for name, weight in agreed.items()}
    return found | {
        heading: sum(value for name, value in found.items()
                     if heading in _headings_above(name, parent))
        for heading in points
        if heading not in counted
    }  # fmt: skip


def _headings_above(name: str, parent: Mapping[str, str | None]) -> Iterator[str]:
    seen: set[str] = set()
    above = parent.get(name)
    while above is not None and above not in seen:
        yield above
        seen.add(above)
        above = parent.get(above)


def _children(criteria: Sequence[Criterion], counted: set[str]) -> Children:
    """Return the branches to criteria that count; one under another that counts, beside it."""
    parent = {criterion.id: criterion.parent_id for criterion in criteria}
    by_id = {criterion.id: criterion for criterion in criteria}
    children: dict[str | None, list[Criterion]] = {}
    placed = set()
    waiting = [criterion.id for criterion in criteria if criterion.id in counted]
    while waiting:
        id_ = waiting.pop(0)
        if id_ in placed:
            continue
        placed.add(id_)
        above = parent[id_]
        while above in counted:
            above = parent[above]
        children.setdefault(above, []).append(by_id[id_])
        if above is not None:
            waiting.append(above)
    return children


def _measured(criterion: Criterion, criteria: Sequence[Criterion]) -> bool:
    return criterion.measure is not None or any(
        _measured(child, criteria) for child in criteria if child.parent_id == criterion.id
    )


def _own(criterion: Criterion, children: Children, points: Mapping[str, float]) -> float:
    """Return the points of a criterion, or else of all that stands under it."""
    if criterion.id in points:
        return points[criterion.id]
    return sum(_own(child, children, points) for child in children.get(criterion.id, []))


def _spread(
    criterion: Criterion,
    share: float,
    children: Children,
    points: Mapping[str, float],
    found: dict[str, float],
) -> None:
    """Give a share to a criterion, or divide it over what stands under it."""
    below = children.get(criterion.id, [])
    if not below:
        found[criterion.id] += share
        return
    owns = [_own(child, children, points) for child in below]
    whole = sum(owns)
    for child, own in zip(below, owns, strict=True):
        part = share * own / whole if whole > 0 else share / len(below)
        _spread(child, part, children, points, found)
