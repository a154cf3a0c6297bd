# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A plain CP-SAT model: a Boolean per start, a street that is closed per quarter, as one writes it.

Everything of the case is in it; only a joint effect counts for its worth at the middle of the
years, and rest that is cut short within its stretch costs nothing. Money in units of 100 EUR.
"""

from collections import defaultdict

from ortools.sat.python import cp_model

from bench.others.budget import Budget
from koppelkans.case import BoundaryKind, RelationKind, Schedule, Work, yearly_spending
from koppelkans.programme.model.problem import Problem

UNIT = 100.0
TENTH = 10
"""Weeks are counted in tenths."""


class _Model:
    def __init__(self, problem: Problem) -> None:
        self.problem, self.case = problem, problem.case
        self.m = cp_model.CpModel()
        self.cost: list = []
        self.x: dict = {}
        self.done: dict = {}
        self.start: dict = {}
        self.closed: defaultdict = defaultdict(dict)

    def build(self) -> None:
        """Write the whole model."""
        for number in range(len(self.case.tasks)):
            self._task(number)
        for place_id, tasks in self.problem.visits.items():
            if tasks:
                self._place(place_id, tasks)
        for relation in self.case.relations:
            self._relation(relation)
        for effect, eur in zip(self.problem.joint_effects, self.problem.joint_eur, strict=True):
            self._joint(effect, float(eur[len(eur) // 2]))
        for boundary in self.case.boundaries:
            self._boundary(boundary)
        self.m.minimize(sum(self.cost))

    def _pay(self, variable: object, eur: float) -> None:
        amount = round(eur / UNIT)
        if amount:
            self.cost.append(amount * variable)

    def _task(self, number: int) -> None:
        task, literals = self.case.tasks[number], []
        for option in self.problem.options[number]:
            for offset in range(len(option.columns)):
                x = self.m.new_bool_var("")
                self.x[option.columns[offset]] = x
                self._pay(x, -float(option.values[offset]) + self.problem.not_done[number])
                literals.append((x, option, option.first + offset))
        done = self.m.new_bool_var("")
        self.done[number] = done
        self.m.add(sum(x for x, _, _ in literals) == done)
        if not task.optional:
            self.m.add(done == 1)
        start = self.m.new_int_var(0, self.problem.quarters, "")
        self.start[number] = start
        self.m.add(start == sum(q * x for x, _, q in literals)).only_enforce_if(done)

    def _literals(self, columns: range) -> list:
        return [self.x[c] for c in columns]

    def _place(self, place_id: str, tasks: list) -> None:
        m, p = self.m, self.problem
        options = [o for row in tasks for o in row]
        highest = max(round(p.opening_eur(o, place_id) / UNIT) for o in options)
        before, level_before = None, None
        for q in range(min(o.first for o in options), max(o.end for o in options)):
            at_work = [(o, self._literals(o.active(q))) for o in options]
            active = [x for _, xs in at_work for x in xs]
            if not active:
                before = level_before = None
                continue
            closed = m.new_bool_var("")
            m.add_max_equality(closed, active)
            self.closed[place_id][q] = closed
            weeks = m.new_int_var(0, 13 * TENTH, "")
            for o, xs in at_work:
                if xs:
                    m.add(weeks >= round(TENTH * o.weeks) * sum(xs))
            self._pay(weeks, float(p.week_eur[place_id][q]) / TENTH)
            level, paid = m.new_int_var(0, highest, ""), m.new_int_var(0, highest, "")
            for o in options:
                for x in self._literals(o.starting(q, q)):
                    m.add(level >= round(p.opening_eur(o, place_id) / UNIT)).only_enforce_if(x)
            if before is None:
                m.add(paid >= level)
            else:
                m.add(level >= level_before).only_enforce_if([before, closed])
                m.add(paid >= level - level_before)
                m.add(paid >= level).only_enforce_if(~before)
            self._pay(paid, UNIT * float(p.factor[q]))
            before, level_before = closed, level

    def _has(self, task_id: str, variant_ids: object) -> object:
        """Return a literal: the task is done in one of these variants (None: any)."""
        options = self.problem.options_of(task_id, variant_ids)
        literals = [x for o in options for x in self._literals(o.columns)]
        chosen = self.m.new_bool_var("")
        self.m.add(sum(literals) == chosen)
        return chosen

    def _relation(self, r: object) -> None:
        m, number = self.m, self.problem.task_number
        one = self._has(r.task_id, None if r.variant_id is None else (r.variant_id,))
        two = self._has(
            r.other_task_id, None if r.other_variant_id is None else (r.other_variant_id,)
        )
        first, second = number[r.task_id], number[r.other_task_id]
        s1, s2 = self.start[first], self.start[second]

        def quarters(task: int) -> object:
            return sum(
                o.duration * x
                for o in self.problem.options[task]
                for x in self._literals(o.columns)
            )

        match r.kind:
            case RelationKind.BEFORE:
                m.add(s1 + quarters(first) + r.lag_quarters <= s2).only_enforce_if([one, two])
            case RelationKind.REQUIRES:
                m.add_implication(one, two)
                m.add(s2 + quarters(second) + r.lag_quarters <= s1).only_enforce_if([one, two])
            case RelationKind.EXCLUDES:
                m.add_bool_or([~one, ~two])
            case RelationKind.TOGETHER:
                m.add(one == two)
                m.add(s1 == s2).only_enforce_if([one, two])
            case RelationKind.PREPARES:
                saved = m.new_bool_var("")
                m.add_implication(saved, one)
                m.add_implication(saved, two)
                m.add(s1 + quarters(first) <= s2).only_enforce_if(saved)
                middle = float(self.problem.factor[len(self.problem.factor) // 2])
                self._pay(saved, -r.saving_eur * middle)

    def _joint(self, effect: object, eur: float) -> None:
        if eur <= 0:
            return
        m, number = self.m, self.problem.task_number
        met = m.new_bool_var("")
        m.add_implication(met, self._has(effect.task_id, effect.variant_ids))
        m.add_implication(met, self._has(effect.other_task_id, effect.other_variant_ids))
        apart = self.start[number[effect.task_id]] - self.start[number[effect.other_task_id]]
        m.add_linear_constraint(
            apart, -effect.within_quarters, effect.within_quarters
        ).only_enforce_if(met)
        self._pay(met, -eur)

    def _limit(self, boundary: object, q: int, terms: list, limit: float) -> None:
        over = self.m.new_int_var(0, int(boundary.stretch + 1e-6), "")
        self._pay(over, boundary.stretch_eur * float(self.problem.factor[q]))
        self.m.add(sum(terms) <= int(limit + 1e-6) + over)

    def _boundary(self, b: object) -> None:
        if b.kind is BoundaryKind.BUDGET:
            self._budget(b)
            return
        if b.kind is BoundaryKind.REST:
            self._rest(b)
            return
        for q in range(self.problem.quarters):
            self._in_quarter(b, q)

    def _in_quarter(self, b: object, q: int) -> None:
        case = self.case
        shut = {p.id: self.closed[p.id][q] for p in case.places if q in self.closed[p.id]}
        match b.kind:
            case BoundaryKind.CREWS:
                terms = [
                    int(o.crews) * x
                    for row in self.problem.options for o in row if o.partner_id == b.partner_id
                    for x in self._literals(o.active(q))
                ]  # fmt: skip
                self._limit(b, q, terms, b.limit)
            case BoundaryKind.CLOSURES:
                inside = [x for p, x in shut.items() if b.district in ("", case.place[p].district)]
                self._limit(b, q, inside, b.limit)
            case BoundaryKind.CLOSED_SEASON:
                if q % 4 + 1 in b.quarters:
                    self._limit(
                        b, q, [x for p, x in shut.items() if not b.place_ids or p in b.place_ids], 0
                    )
            case BoundaryKind.REACHABILITY:
                for place in case.places:
                    if place.reachable_via and all(p in shut for p in place.reachable_via):
                        self.m.add_bool_or([~shut[p] for p in place.reachable_via])

    def _budget(self, b: object) -> None:
        spent: defaultdict = defaultdict(list)
        for row in self.problem.options:
            for o in row:
                if o.partner_id != b.partner_id:
                    continue
                task, variant = self.case.task[o.task_id], self.case.variant[o.variant_id]
                for offset, column in enumerate(o.columns):
                    work = Work(task, variant, self.problem.quarter(o.first + offset))
                    for year, eur in yearly_spending(self.case, work).items():
                        spent[year].append(-(-int(eur) // int(UNIT)) * self.x[column])
        saved: object = 0
        area, limit = self.case.area, int(b.limit / UNIT)
        for n, year in enumerate(range(area.first_year, area.last_year + 1)):
            over = self.m.new_int_var(0, int(b.stretch / UNIT), "")
            self._pay(over, UNIT * b.stretch_eur * float(self.problem.factor[4 * n]))
            keep = self.m.new_int_var(0, limit * (n + 1) if b.carries_over else 0, "")
            self.m.add(sum(spent[year]) + keep <= limit + saved + over)
            saves = self.m.new_bool_var("")
            self.m.add(keep == 0).only_enforce_if(~saves)
            self.m.add(over == 0).only_enforce_if(saves)
            saved = keep

    def _rest(self, b: object) -> None:
        hard = round(4 * b.limit) - int(b.stretch + 1e-6)
        pairs = {
            (paver.task, other.task)
            for tasks in self.problem.visits.values()
            for row in tasks for paver in row if paver.repaves
            for others in tasks for other in others if other.task != paver.task
        }  # fmt: skip
        for paver, other in sorted(pairs):
            pavers = [o for o in self.problem.options[paver] if o.repaves and o.weeks > 0]
            others = [o for o in self.problem.options[other] if o.weeks > 0]
            for q in range(min(o.first for o in others), max(o.stop for o in others)):
                fresh = [
                    x for o in pavers
                    for x in self._literals(o.starting(q - o.duration - hard + 1, q - o.duration))
                ]  # fmt: skip
                starts = [x for o in others for x in self._literals(o.starting(q, q))]
                if fresh and starts:
                    self.m.add(sum(fresh) + sum(starts) <= 1)


def solve(problem: Problem, budget: Budget, seed: int) -> Schedule | None:
    """Write the model and let CP-SAT search with two workers."""
    model = _Model(problem)
    model.build()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = seed
    with budget.stop_with(solver.stop_search):
        status = solver.solve(model.m)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    chosen = {}
    for row in problem.options:
        for o in row:
            for offset, column in enumerate(o.columns):
                if solver.value(model.x[column]):
                    chosen[o.task_id] = (o.variant_id, problem.quarter(o.first + offset))
    return Schedule.of(problem.case, chosen)
