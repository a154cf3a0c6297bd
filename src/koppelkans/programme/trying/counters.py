# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What limits count over the whole area: crews, closed places, and money by year."""

from koppelkans.case import QUARTERS_PER_YEAR, Boundary, BoundaryKind, Work, yearly_spending
from koppelkans.case.limits import TOLERANCE, applies_in
from koppelkans.programme.model.problem import Option, Problem
from koppelkans.programme.model.street import Change

NOTHING = (0.0, 0.0)
LEAST_BROKEN = 0.25
"""A budget that is broken counts as much at the least, or nobody would mind the last euros."""


class _Counter:
    """How much of one boundary is used in each quarter."""

    def __init__(self, problem: Problem, boundary: Boundary, limit: float) -> None:
        self.limit, self.stretch = limit, boundary.stretch
        stretch_eur = problem.stretch_eur(boundary)
        self.price = [stretch_eur * factor for factor in problem.factor.tolist()]
        self.used = [0.0] * problem.quarters
        self.applies = [
            applies_in(boundary, problem.quarter(quarter).year)
            for quarter in range(problem.quarters)
        ]

    def add(self, quarter: int, amount: float) -> Change:
        before = self.used[quarter] - self.limit
        self.used[quarter] += amount
        after = before + amount
        if (before <= TOLERANCE and after <= TOLERANCE) or not self.applies[quarter]:
            return NOTHING
        eur = self.price[quarter] * (_over(after) - _over(before))
        return eur, _broken(after, self.stretch) - _broken(before, self.stretch)


def _over(over: float) -> float:
    return over if over > TOLERANCE else 0.0


def _broken(over: float, stretch: float) -> float:
    return over - stretch if over > stretch + TOLERANCE * max(1.0, stretch) else 0.0


class Counters:
    """Crews at work, places closed and places cut off."""

    def __init__(self, problem: Problem, options: list[Option]) -> None:
        self.options = options
        self.crews: dict[str, list[_Counter]] = {}
        self.closures: list[list[_Counter]] = [[] for _ in problem.case.places]
        self.around: list[list[tuple[list[int], int, float, _Counter]]] = [
            [] for _ in problem.case.places
        ]
        for boundary in problem.case.boundaries:
            self._add_boundary(problem, boundary)

    def _add_boundary(self, problem: Problem, boundary: Boundary) -> None:
        places = problem.case.places
        match boundary.kind:
            case BoundaryKind.CREWS:
                counter = _Counter(problem, boundary, boundary.limit)
                self.crews.setdefault(boundary.partner_id or "", []).append(counter)
            case BoundaryKind.CLOSURES:
                counter = _Counter(problem, boundary, boundary.limit)
                for number, place in enumerate(places):
                    named = not boundary.place_ids or place.id in boundary.place_ids
                    if named and boundary.district in ("", place.district):
                        self.closures[number].append(counter)
            case BoundaryKind.CLOSED_SEASON:
                counter = _Counter(problem, boundary, 0.0)
                for quarter in range(problem.quarters):
                    in_season = problem.quarter(quarter).number in boundary.quarters
                    counter.applies[quarter] &= in_season
                for number, place in enumerate(places):
                    if not boundary.place_ids or place.id in boundary.place_ids:
                        self.closures[number].append(counter)
            case BoundaryKind.REACHABILITY:
                self._add_reachability(problem, boundary)
            case _:
                pass

    def _add_reachability(self, problem: Problem, boundary: Boundary) -> None:
        number = {place.id: n for n, place in enumerate(problem.case.places)}
        counter = _Counter(problem, boundary, 0.0)
        groups: dict[frozenset[str], int] = {}
        for place in problem.case.places:
            if place.reachable_via and (not boundary.place_ids or place.id in boundary.place_ids):
                around = frozenset(place.reachable_via)
                groups[around] = groups.get(around, 0) + 1
        for around, count in groups.items():
            closed = [0] * problem.quarters
            for place_id in around:
                self.around[number[place_id]].append((closed, len(around), float(count), counter))

    def change_crews(self, number: int, start: int, sign: int) -> Change:
        """Put a work in (1) or take it out (-1)."""
        option = self.options[number]
        counters = self.crews.get(option.partner_id)
        if not counters or not option.crews:
            return NOTHING
        eur = broken = 0.0
        for counter in counters:
            for quarter in range(start, start + option.duration):
                change = counter.add(quarter, sign * option.crews)
                eur += change[0]
                broken += change[1]
        return eur, broken

    def switch(self, place: int, quarter: int, sign: int) -> Change:
        """Close a place in a quarter (1) or open it (-1)."""
        eur = broken = 0.0
        for counter in self.closures[place]:
            change = counter.add(quarter, sign)
            eur += change[0]
            broken += change[1]
        for closed, size, count, counter in self.around[place]:
            closed[quarter] += sign
            if closed[quarter] == size - (sign < 0):
                change = counter.add(quarter, sign * count)
                eur += change[0]
                broken += change[1]
        return eur, broken


class BudgetLedger:
    """What each partner spends by year, with what is carried over."""

    def __init__(self, problem: Problem, options: list[Option]) -> None:
        case = problem.case
        self.boundaries = [b for b in case.boundaries if b.kind is BoundaryKind.BUDGET]
        years = range(case.area.first_year, case.area.last_year + 1)
        self.years = [[n for n, y in enumerate(years) if applies_in(b, y)] for b in self.boundaries]
        self.factor = problem.factor[::QUARTERS_PER_YEAR].tolist()
        self.stretch_eur = [problem.stretch_eur(b) for b in self.boundaries]
        self.spent = [[0.0] * len(years) for _ in self.boundaries]
        self.now: list[Change] = [NOTHING] * len(self.boundaries)
        self.of_partner: dict[str, list[int]] = {}
        for number, boundary in enumerate(self.boundaries):
            self.of_partner.setdefault(boundary.partner_id or "", []).append(number)
        self.spending = [
            [
                [
                    (year - years.start, eur)
                    for year, eur in yearly_spending(
                        case,
                        Work(
                            case.task[o.task_id], case.variant[o.variant_id], problem.quarter(start)
                        ),
                    ).items()
                ]
                for start in range(o.first, o.stop)
            ]
            if o.partner_id in self.of_partner
            else []
            for o in options
        ]
        self.options = options

    def change(self, number: int, start: int, sign: int) -> Change:
        """Put a work in (1) or take it out (-1)."""
        option = self.options[number]
        eur = broken = 0.0
        for budget in self.of_partner.get(option.partner_id, ()):
            spent = self.spent[budget]
            for year, amount in self.spending[number][start - option.first]:
                spent[year] += sign * amount
            before = self.now[budget]
            after = self.now[budget] = self._price(budget)
            eur += after[0] - before[0]
            broken += after[1] - before[1]
        return eur, broken

    def _price(self, budget: int) -> Change:
        boundary, spent = self.boundaries[budget], self.spent[budget]
        limit, stretch, carries_over = boundary.limit, boundary.stretch, boundary.carries_over
        tolerance = TOLERANCE * max(1.0, limit)
        eur = broken = reserve = 0.0
        for year in self.years[budget]:
            over = spent[year] - limit - reserve
            reserve = -over if carries_over and over < 0 else 0.0
            if over > tolerance:
                eur += over * self.stretch_eur[budget] * self.factor[year]
                beyond = _broken(over, stretch)
                if beyond:
                    broken += LEAST_BROKEN + beyond / max(1.0, limit) * QUARTERS_PER_YEAR
        return eur, broken
