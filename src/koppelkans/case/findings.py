# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What checks found, kept with what they looked at: what is the same is not looked at again."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar, cast

from koppelkans.case.problems import Problem

Value = TypeVar("Value")
Found = tuple[tuple[object, ...], tuple[Problem, ...]]


class Findings:
    """What the checks of one state of a case found, so that those of the next find it sooner.

    A check is handed what it looks at and nothing else. When that is made of the very same
    (immutable) objects as before, its answer is the same by necessity.

    >>> first = Findings()
    >>> rows = (1, 2)
    >>> first.of("sum", (rows,), lambda: [])
    ()
    >>> Findings(first).of("sum", (rows,), lambda: 1 / 0)
    ()
    """

    def __init__(self, former: "Findings | None" = None) -> None:
        self._former: dict[Hashable, Found] = {} if former is None else former._found
        self._found: dict[Hashable, Found] = {}
        self._same_before: dict[Hashable, object] = {} if former is None else former._same
        self._same: dict[Hashable, object] = {}

    def of(
        self, check: Hashable, looks_at: tuple[object, ...], look: Callable[[], Iterable[Problem]]
    ) -> tuple[Problem, ...]:
        """Return what a check finds in what it looks at; from before when that is the same."""
        known = self._former.get(check)
        if known is None or not are_same(known[0], looks_at):
            known = (looks_at, tuple(look()))
        self._found[check] = known
        return known[1]

    def same(self, name: Hashable, value: Value) -> Value:
        """Return a value that checks look at: the very object from before when it is equal."""
        before = self._same_before.get(name)
        self._same[name] = before if before == value else value
        return cast(Value, self._same[name])

    def closed(self) -> "Findings":
        """Return the same without what was found before these: that is not needed any more."""
        self._former, self._same_before = {}, {}
        return self


def are_same(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    """Whether two tuples hold the very same objects."""
    return len(some) == len(others) and all(
        one is other for one, other in zip(some, others, strict=True)
    )
