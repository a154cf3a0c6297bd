# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weights that a group agreed on, put into the tree of criteria of a partner.

People weigh jumps against each other wherever these stand in the tree. Points in a tree compare
what stands under one heading only; so when headings have points, those are worked out anew.
"""

from collections.abc import Iterator, Mapping

from koppelkans.case import Criterion
from koppelkans.framework import FrameworkError
from koppelkans.framework.tree import spread_weights
from koppelkans.web.records.state import Tables
from koppelkans.web.records.values import Values

FULL = 100.0


def weight_rows(
    partner_id: str, agreed: Mapping[str, float], tables: Tables
) -> Iterator[tuple[str, Values]]:
    """Yield the weights of a partner with those that were agreed on.

    Together these count as much as they did before; among each other as agreed; all others count
    as before.
    """
    former = {
        str(values["criterion_id"]): (key, float(values["weight"]))
        for key, values in tables["weights"].items()
        if values["partner_id"] == partner_id
    }
    points = {name: weight for name, (_, weight) in former.items()}
    for name, weight in _points(agreed, points, tables).items():
        key = former[name][0] if name in former else f"workshop-{partner_id}-{name}"[:100]
        yield "weights", {"id": key, "partner_id": partner_id, "criterion_id": name,
                          "weight": round(weight, 1)}  # fmt: skip


def _points(
    agreed: Mapping[str, float], points: Mapping[str, float], tables: Tables
) -> dict[str, float]:
    """Return the points that change."""
    parent = {key: str(v.get("parent_id") or "") for key, v in tables["criteria"].items()}
    if not set(parent.values()) & set(points):
        together = sum(points.get(name, 0.0) for name in agreed) or FULL
        return {name: together * weight for name, weight in agreed.items()}
    criteria = [
        Criterion.model_validate({k: v for k, v in values.items() if v is not None})
        for values in tables["criteria"].values()
    ]
    counted = [c.id for c in criteria if c.measure is not None]
    try:
        before = spread_weights(criteria, points, counted)
    except FrameworkError:
        # What there was cannot be weighed with: then what was agreed is all there is.
        before = dict.fromkeys(counted, 0.0)
    together = sum(before[name] for name in agreed) or 1.0
    found = {name: FULL * weight for name, weight in before.items() if weight or name in points}
    found |= {name: FULL * together * weight for name, weight in agreed.items()}
    return found | {
        heading: sum(w for name, w in found.items() if heading in _above(name, parent))
        for heading in points
        if heading not in counted
    }


def _above(name: str, parent: Mapping[str, str]) -> Iterator[str]:
    seen: set[str] = set()
    while (name := parent.get(name, "")) and name not in seen:
        seen.add(name)
        yield name
