# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How alike two situations are: in themes, kinds of partners, kinds of conflict and size."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from math import log10
from typing import Any

WEIGHTS = {"themes": 4.0, "partner_kinds": 3.0, "conflicts": 2.0, "size": 1.0}
"""What counts how much. A choice of ours: what one works on and with whom comes before how big."""

FIGURE = tuple[str, float | None, float]
"""What is counted, alone (None: unknown) and together."""


@dataclass(frozen=True)
class Situation:
    """What can be told of an area without naming it.

    Attributes
    ----------
    themes, partner_kinds
        Values of `koppelkans.case.Theme` and `PartnerKind`.
    conflicts
        Kinds of limits that had to give: values of `BoundaryKind`, or "window"; None: unknown.
    tasks
        How many tasks there are, in round figures.
    figures
        What is counted (a key of `koppelkans.web.way.words.FIGURES`), alone and together.
    """

    themes: frozenset[str]
    partner_kinds: frozenset[str]
    conflicts: frozenset[str] | None
    tasks: int
    figures: tuple[FIGURE, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        sets = {
            name: None if found is None else sorted(found)
            for name, found in (("themes", self.themes), ("partner_kinds", self.partner_kinds),
                                ("conflicts", self.conflicts))
        }  # fmt: skip
        return asdict(self) | sets

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Situation":
        """Return what was kept."""
        conflicts = kept["conflicts"]
        return cls(
            frozenset(kept["themes"]), frozenset(kept["partner_kinds"]),
            None if conflicts is None else frozenset(conflicts), kept["tasks"],
            tuple((name, alone, together) for name, alone, together in kept["figures"]),
        )  # fmt: skip


def compare(one: Situation, other: Situation) -> float:
    """Return how alike two situations are, from 0 to 1; what is unknown does not count.

    Sets are compared by Jaccard: what they share as part of all that either has. Sizes are as
    alike as their ratio is near 1; ten times as many tasks is not alike at all.

    >>> street = Situation(frozenset({"sewer", "street"}), frozenset({"water"}), None, 10)
    >>> heat = Situation(frozenset({"heat", "street"}), frozenset({"heat"}), None, 100)
    >>> compare(street, street), round(compare(street, heat), 2)
    (1.0, 0.17)
    """
    parts = {
        "themes": _jaccard(one.themes, other.themes),
        "partner_kinds": _jaccard(one.partner_kinds, other.partner_kinds),
        "size": _size(one.tasks, other.tasks),
    }
    if one.conflicts is not None and other.conflicts is not None:
        parts["conflicts"] = _jaccard(one.conflicts, other.conflicts)
    return sum(WEIGHTS[name] * part for name, part in parts.items()) / sum(
        WEIGHTS[name] for name in parts
    )


def _jaccard(one: Iterable[str], other: Iterable[str]) -> float:
    first, second = frozenset(one), frozenset(other)
    return len(first & second) / len(first | second) if first | second else 1.0


def _size(one: int, other: int) -> float:
    if min(one, other) <= 0:
        return float(one == other)
    return max(0.0, 1.0 - abs(log10(one / other)))
