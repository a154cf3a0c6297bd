# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whose part of a shared occupation counts more: exact, for the works at one place.

The parts are those of the valuation: each slice of an opening, and of the weeks in a quarter, is
split equally among the works that need it. That is no sum over starts, so the model knows it only
by a bound: see `koppelkans.programme.model.shares`.
"""

from collections.abc import Iterator, Sequence

from koppelkans.programme.model.problem import Option, Problem
from koppelkans.value.attribute import find_levels, split_maximum

Works = tuple[tuple[int, int], ...]
"""Starts and numbers of the options at a place, sorted."""


class PartsByOwner:
    """Prices what owners' parts count more than the least of all owners."""

    def __init__(self, problem: Problem, options: Sequence[Option]) -> None:
        self.options = options
        self.factor = problem.factor.tolist()
        self.opening = {owner: excess.opening for owner, excess in problem.excess.items()}
        self.week_eur = [
            {
                owner: excess.week_eur[place.id].tolist()
                for owner, excess in problem.excess.items()
                if place.id in excess.week_eur
            }
            for place in problem.case.places
        ]

    def price(self, place: int, works: Works, opening: Sequence[dict[int, float]]) -> float:
        """Return what the parts in all occupations of a place count more.

        Parameters
        ----------
        opening
            By number of the option and place: what it alone would pay to open it, in EUR.
        """
        eur = 0.0
        for run in self._runs(works):
            needs = sorted((opening[number][place], start, number) for start, number in run)
            for height, first in find_levels([need for need, _, _ in needs]):
                sharing = needs[first:]
                start = min(start for _, start, _ in sharing)
                weights = [self.opening.get(self.options[n].partner_id, 0.0) for *_, n in sharing]
                eur += height * self.factor[start] * sum(weights) / len(sharing)
        return eur + self._weeks(place, works)

    def _runs(self, works: Works) -> Iterator[Works]:
        run: list[tuple[int, int]] = []
        end = -1
        for start, number in works:
            if run and start > end:
                yield tuple(run)
                run = []
            run.append((start, number))
            end = max(end, start + self.options[number].duration)
        if run:
            yield tuple(run)

    def _weeks(self, place: int, works: Works) -> float:
        prices = self.week_eur[place]
        if not prices:
            return 0.0
        needs: dict[int, dict[int, float]] = {}
        for start, number in works:
            option = self.options[number]
            for quarter in range(start, start + option.duration):
                needs.setdefault(quarter, {})[number] = option.weeks
        eur = 0.0
        for quarter, of_quarter in needs.items():
            for number, part in split_maximum(of_quarter).items():
                price = prices.get(self.options[number].partner_id)
                if price is not None:
                    eur += price[quarter] * part
        return eur
