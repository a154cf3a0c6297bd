# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Prices between parts, in words of the case."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from koppelkans.programme.model.matrix import Floats, Key
from koppelkans.programme.streets.plan import KnownPlans


@dataclass(frozen=True)
class Said:
    """What a part says of a task: in EUR, of not doing it, and by variant of each start.

    With the starts of a variant stands the quarter of the first.
    """

    none: float
    starts: Mapping[str, tuple[int, Floats]]


@dataclass(frozen=True)
class PartPrices:
    """Prices between parts that are solved by themselves, see `koppelkans.programme.large.bound`.

    Attributes
    ----------
    counters, budgets
        By limit: its price in each quarter or year.
    said
        By part and task.
    step
        How fast the prices of limits moved at last.
    plans
        Of the streets, so that a like case need not make again those that are the same.
    """

    counters: Mapping[str, Floats]
    budgets: Mapping[str, Floats]
    said: Mapping[Key, Said]
    step: float
    plans: KnownPlans = field(default_factory=dict)
