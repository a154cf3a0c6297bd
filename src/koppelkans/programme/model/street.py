# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes on at each place, and what its occupations and broken rests cost."""

from koppelkans.case import QUARTERS_PER_YEAR, Boundary, BoundaryKind
from koppelkans.case.limits import applies_in
from koppelkans.programme.model.parts import PartsByOwner, Works
from koppelkans.programme.model.problem import Option, Problem

Change = tuple[float, float]
"""Change in cost in EUR, and in how far limits are broken."""

REMEMBERED = 400_000


class Streets:
    """Works at each place; costs of a set of works are remembered.

    Attributes
    ----------
    switched
        After `change`: (number of the place, quarter) that became closed or open by it.
    """

    def __init__(self, problem: Problem, options: list[Option]) -> None:
        self.problem, self.options = problem, options
        ids = [place.id for place in problem.case.places]
        number = {place_id: n for n, place_id in enumerate(ids)}
        self.places = [
            tuple(dict.fromkeys(number[p] for p in o.place_ids)) if o.weeks > 0 else ()
            for o in options
        ]
        self.opening = [
            {p: problem.opening_eur(o, ids[p]) for p in places}
            for o, places in zip(options, self.places, strict=True)
        ]
        none = [0.0] * problem.quarters
        self.week_eur = [
            problem.week_eur[p].tolist() if p in problem.week_eur else none for p in ids
        ]
        self.factor = problem.factor.tolist()
        self.opening_price = (problem.opening_weight * problem.factor).tolist()
        self.each = -problem.goal.per_occupation
        self.parts = PartsByOwner(problem, options) if problem.excess else None
        self.rests = self._rests(number)
        self.here: list[set[tuple[int, int]]] = [set() for _ in ids]
        self.at_work = [[0] * problem.quarters for _ in ids]
        self.now: list[Change] = [(0.0, 0.0)] * len(ids)
        self.known: list[dict[Works, Change]] = [{} for _ in ids]
        self.remembered = 0
        self.switched: list[tuple[int, int]] = []

    def _rests(self, number: dict[str, int]) -> list[list[Boundary]]:
        rests: list[list[Boundary]] = [[] for _ in number]
        for boundary in self.problem.case.boundaries:
            if boundary.kind is BoundaryKind.REST:
                for place_id in boundary.place_ids or tuple(number):
                    rests[number[place_id]].append(boundary)
        return rests

    def change(self, number: int, start: int, sign: int) -> Change:
        """Put a work in (1) or take it out (-1)."""
        switched = self.switched = []
        eur = broken = 0.0
        duration, edge = self.options[number].duration, int(sign > 0)
        for place in self.places[number]:
            here, at_work = self.here[place], self.at_work[place]
            (here.add if sign > 0 else here.discard)((start, number))
            for quarter in range(start, start + duration):
                at_work[quarter] += sign
                if at_work[quarter] == edge:
                    switched.append((place, quarter))
            before = self.now[place]
            after = self.now[place] = self._price(place)
            eur += after[0] - before[0]
            broken += after[1] - before[1]
        return eur, broken

    def _price(self, place: int) -> Change:
        works = tuple(sorted(self.here[place]))
        known = self.known[place]
        found = known.get(works)
        if found is None:
            if self.remembered > REMEMBERED:
                self.remembered = 0
                for memory in self.known:
                    memory.clear()
            found = known[works] = self._calculate(place, works)
            self.remembered += 1
        return found

    def _calculate(self, place: int, works: Works) -> Change:
        options, opening, factor = self.options, self.opening, self.opening_price
        eur, end, opened = 0.0, -1, 0.0
        weeks: dict[int, float] = {}
        for start, number in works:
            if start > end:
                opened = 0.0
                eur += self.each
            end = max(end, start + options[number].duration)
            needed = opening[number][place]
            if needed > opened:
                eur += (needed - opened) * factor[start]
                opened = needed
            per_quarter = options[number].weeks
            for quarter in range(start, start + options[number].duration):
                if per_quarter > weeks.get(quarter, 0.0):
                    weeks[quarter] = per_quarter
        price = self.week_eur[place]
        eur += sum(price[quarter] * amount for quarter, amount in weeks.items())
        if self.parts is not None:
            eur += self.parts.price(place, works, opening)
        broken = 0.0
        for boundary in self.rests[place]:
            extra = self._rest(boundary, works)
            eur += extra[0]
            broken += extra[1]
        return eur, broken

    def _rest(self, boundary: Boundary, works: Works) -> Change:
        rest = round(boundary.limit * QUARTERS_PER_YEAR)
        eur = broken = 0.0
        for paved, paver in works:
            if not self.options[paver].repaves:
                continue
            ready = paved + self.options[paver].duration
            for start, _ in works:
                over = ready + rest - start
                if ready > start or over <= 0:
                    continue
                if applies_in(boundary, self.problem.quarter(start).year):
                    eur += over * self.problem.stretch_eur(boundary) * self.factor[start]
                    broken += max(0.0, over - boundary.stretch)
        return eur, broken
