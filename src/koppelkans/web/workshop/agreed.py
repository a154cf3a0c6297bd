# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weights that a group agreed on, as rows of a partner."""

from collections.abc import Iterator, Mapping

from koppelkans.case import Criterion
from koppelkans.framework import place_agreed
from koppelkans.web.records.state import Tables
from koppelkans.web.records.values import Values


def weight_rows(
    partner_id: str, agreed: Mapping[str, float], tables: Tables
) -> Iterator[tuple[str, Values]]:
    """Yield the weights of a partner with those that were agreed on, as rows to write."""
    former = {
        str(values["criterion_id"]): (key, float(values["weight"]))
        for key, values in tables["weights"].items()
        if values["partner_id"] == partner_id
    }
    criteria = [
        Criterion.model_validate({k: v for k, v in values.items() if v is not None})
        for values in tables["criteria"].values()
    ]
    points = {name: weight for name, (_, weight) in former.items()}
    for name, weight in place_agreed(criteria, points, agreed).items():
        key = former[name][0] if name in former else f"workshop-{partner_id}-{name}"[:100]
        yield "weights", {"id": key, "partner_id": partner_id, "criterion_id": name,
                          "weight": round(weight, 1)}  # fmt: skip
