# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether conditions fit together at all; if not, which collide and what is the least to drop."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from koppelkans.case import Case
from koppelkans.programme.conditions.rules import Rule, add_rules
from koppelkans.programme.errors import WishError
from koppelkans.programme.questions.feasibility import Impossible, Limits
from koppelkans.programme.wishes import NOTHING, Wishes, find_troubles

MOST_DROPPED = 3
SECONDS_OF_ONE = 10.0


def is_possible(case: Case, wishes: Wishes, *, seconds: float, seed: int = 1) -> bool | None:
    """Whether something keeps all limits and grants all wishes; None when time was too short."""
    if any(find_troubles(case, wishes)):
        return False
    try:
        limits = Limits(case, wishes, seed)
        found = limits.solve(limits.all, (), seconds)
    except (Impossible, WishError):
        return False
    return None if found is None else True


@dataclass
class Fitting:
    """Answers whether sets of rules fit, each asked once, until time is up."""

    case: Case
    wishes: Wishes = NOTHING
    deadline: float = float("inf")
    seed: int = 1
    go_on: Callable[[], bool] = lambda: True
    _known: dict[frozenset[str], bool | None] = field(default_factory=dict)

    def fits(self, rules: Sequence[Rule]) -> bool | None:
        """Whether rules fit together; None when that is not known in time."""
        key = frozenset(rule.condition_id for rule in rules)
        if key not in self._known:
            seconds = min(SECONDS_OF_ONE, self.deadline - time.monotonic())
            if seconds <= 0 or not self.go_on():
                return None
            asked = add_rules(self.case, rules, self.wishes)
            self._known[key] = is_possible(
                asked.case, asked.wishes, seconds=seconds, seed=self.seed
            )
        return self._known[key]

    def find_impossible(self, rules: Sequence[Rule]) -> tuple[Rule, ...]:
        """Return the rules that cannot be met, each by itself."""
        return tuple(rule for rule in rules if self.fits([rule]) is False)

    def find_clashes(self, rules: Sequence[Rule]) -> tuple[tuple[Rule, Rule], ...]:
        """Return the pairs that cannot both be met."""
        return tuple(pair for pair in combinations(rules, 2) if self.fits(pair) is False)

    def find_drop(self, rules: Sequence[Rule]) -> tuple[Rule, ...]:
        """Return the fewest rules without which the others fit; none when that is not found."""
        for size in range(1, min(MOST_DROPPED, len(rules)) + 1):
            for dropped in combinations(rules, size):
                kept = [rule for rule in rules if rule not in dropped]
                if self.fits(kept):
                    return dropped
        return ()
