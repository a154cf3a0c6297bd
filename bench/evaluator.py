# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A second opinion on a programme: what it is worth and which limits it breaks.

Written from the records' own descriptions and docs/method alone. It shares no code with the
value room, with `find_occupations`, `find_excesses` or with any model: it reads records, and
walks through time quarter by quarter. It is slow and plain on purpose.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from koppelkans.case import Boundary, Case, Relation, Schedule, Task, Variant
from koppelkans.opportunity.types import JointEffect

SLACK = 1e-6


@dataclass
class Verdict:
    """What a programme is worth, in EUR, and the limits that it breaks, in words."""

    net_eur: float = 0.0
    broken: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Job:
    """A task that is done, in quarters from the first planned one; ``stop`` is not worked."""

    task: Task
    variant: Variant
    start: int

    @property
    def stop(self) -> int:
        return self.start + self.variant.duration_quarters

    @property
    def weeks(self) -> float:
        return self.variant.closed_weeks / self.variant.duration_quarters


class Evaluator:
    """Judges programmes of one case."""

    def __init__(self, case: Case, joint_effects: Iterable[JointEffect]) -> None:
        self.case, self.joint_effects = case, tuple(joint_effects)
        self.first = 4 * case.area.first_year
        self.quarters = 4 * (case.area.last_year - case.area.first_year + 1)
        self.price = {figure.id: figure for figure in case.key_figures}
        self.effects: defaultdict[str, list] = defaultdict(list)
        for effect in case.effects:
            self.effects[effect.variant_id].append(effect)

    def now(self, quarters: float, rate: float | None = None, growth: float = 0.0) -> float:
        """Return what one euro after so many quarters is worth now."""
        rate = self.case.area.cost_rate if rate is None else rate
        return ((1 + growth) / (1 + rate)) ** (quarters / 4)

    def worth(self, figure_id: str, quantity: float, when: float, years: int | None) -> float:
        """Return what so many units of a key figure are worth, once or in each of ``years``."""
        figure = self.price[figure_id]
        if figure.value is None:
            return 0.0
        terms = range(1 if years is None else years)
        own = figure.discount_rate
        rate = self.case.area.discount_rate if own is None else own
        factors = (self.now(when + 4 * n, rate, figure.growth) for n in terms)
        return quantity * figure.value * sum(factors)

    def judge(self, schedule: Schedule) -> Verdict:
        """Return the verdict on a programme."""
        jobs = {
            choice.task_id: Job(
                next(t for t in [self.case.task[choice.task_id]]),
                self.case.variant[choice.variant_id],
                choice.start.index - self.first,
            )
            for choice in schedule
            if choice.variant_id is not None and choice.start is not None
        }
        verdict = Verdict()
        for task in self.case.tasks:
            self._task(task, jobs.get(task.id), verdict)
        for relation in self.case.relations:
            self._relation(relation, jobs, verdict)
        for effect in self.joint_effects:
            self._joint(effect, jobs, verdict)
        closed = self._streets(jobs, verdict)
        for boundary in self.case.boundaries:
            JUDGES[boundary.kind.value](self, boundary, jobs, closed, verdict)
        return verdict

    def _tax(self, task: Task) -> float:
        """Return by what the owner of a task multiplies a cost, for VAT."""
        area, reclaims = self.case.area, self.case.partner[task.partner_id].reclaims_vat
        if area.vat.value == "excluded" and not reclaims:
            return 1 + area.vat_rate
        return 1 / (1 + area.vat_rate) if area.vat.value == "included" and reclaims else 1.0

    # One task

    def _failures(self, task: Task, until: int) -> float:
        """Return the expected cost of failure in the quarters before ``until``."""
        total = 0.0
        for quarter in range(min(until, self.quarters)):
            year = self.case.area.first_year + quarter // 4
            late = year - task.preferred_start.index // 4
            chance = min(1.0, task.failure_rate * (1 + task.failure_growth) ** late)
            total += chance / 4 * task.failure_eur * self.now(quarter)
        return total

    def _task(self, task: Task, job: Job | None, verdict: Verdict) -> None:
        if job is None:
            if not task.optional:
                verdict.broken.append(f"{task.id} is not done")
            verdict.net_eur -= self._failures(task, self.quarters)
            return
        variant, start = job.variant, job.start
        spread = [self.now(start + n) for n in range(variant.duration_quarters)]
        tax = self._tax(task)
        investment = tax * variant.investment_eur * sum(spread) / len(spread)
        verdict.net_eur -= investment + self._failures(task, start)
        if task.failure_rate > 0:
            verdict.net_eur -= self._moved(task, job)
        elif self.case.area.residual_value:
            beyond = self.case.area.evaluation_years
            left = max(0.0, variant.life_years - beyond) / variant.life_years
            later = self.now(job.stop + 4 * beyond)
            verdict.net_eur += tax * variant.investment_eur * left * later
        life = min(variant.life_years, self.case.area.evaluation_years)
        upkeep = sum(
            self.now(job.stop + 4 * n) * min(1.0, life - n) for n in range(int(-(-life // 1)))
        )
        verdict.net_eur -= tax * variant.operation_eur_per_year * upkeep
        for effect in self.effects[variant.id]:
            when = job.stop + effect.delay_quarters
            quantity = effect.quantity * effect.overlap_factor
            verdict.net_eur += self.worth(effect.key_figure_id, quantity, when, effect.years)
        early = task.earliest_start.index - self.first - start
        late = start - (task.latest_start.index - self.first)
        for over, stretch in ((early, task.stretch_before), (late, task.stretch_after)):
            if over > 0:
                verdict.net_eur -= over * task.stretch_eur_per_quarter * self.now(start)
            if over > stretch:
                verdict.broken.append(f"{task.id} starts outside its window")
        if start < 0 or job.stop > self.quarters:
            verdict.broken.append(f"{task.id} lies outside the planned years")

    def _moved(self, task: Task, job: Job) -> float:
        """Return what all later renewals cost more because this one is not at its moment."""
        rate, life = self.case.area.cost_rate, job.variant.life_years
        preferred = task.preferred_start.index - self.first
        spread = sum(self.now(n) for n in range(job.variant.duration_quarters))
        eur = self._tax(task) * job.variant.investment_eur * spread / job.variant.duration_quarters
        if rate == 0:
            return eur * (preferred - job.start) / 4 / life
        cycle = self.now(4 * life)
        return eur * (self.now(job.start) - self.now(preferred)) * cycle / (1 - cycle)

    # Pairs of tasks

    def _relation(self, relation: Relation, jobs: dict[str, Job], verdict: Verdict) -> None:
        one, two = jobs.get(relation.task_id), jobs.get(relation.other_task_id)
        if one and relation.variant_id not in (None, one.variant.id):
            one = None
        if two and relation.other_variant_id not in (None, two.variant.id):
            two = None
        kind, lag = relation.kind.value, relation.lag_quarters
        wrong = False
        if kind == "before":
            wrong = bool(one and two) and two.start < one.stop + lag
        elif kind == "requires":
            wrong = one is not None and (two is None or one.start < two.stop + lag)
        elif kind == "excludes":
            wrong = bool(one and two)
        elif kind == "together":
            wrong = (one is None) != (two is None) or bool(one and two and one.start != two.start)
        elif one and two and one.stop <= two.start:
            verdict.net_eur += relation.saving_eur * self.now(two.start)
        if wrong:
            verdict.broken.append(f"relation {relation.id}")

    def _joint(self, effect: JointEffect, jobs: dict[str, Job], verdict: Verdict) -> None:
        one, two = jobs.get(effect.task_id), jobs.get(effect.other_task_id)
        if one is None or two is None:
            return
        if one.variant.id in effect.variant_ids and two.variant.id in effect.other_variant_ids:
            when = max(one.start, two.start)
            if when - min(one.start, two.start) <= effect.within_quarters:
                verdict.net_eur += self.worth(effect.key_figure_id, effect.quantity, when, None)

    # Streets

    def _streets(self, jobs: dict[str, Job], verdict: Verdict) -> list[set[str]]:
        """Walk through time at every place; return which places are closed by quarter."""
        at_place: defaultdict[str, list[Job]] = defaultdict(list)
        for job in jobs.values():
            if job.variant.closed_weeks > 0:
                for place_id in dict.fromkeys(job.task.place_ids):
                    at_place[place_id].append(job)
        closed: list[set[str]] = [set() for _ in range(self.quarters + 80)]
        for place_id, here in at_place.items():
            place = self.case.place[place_id]
            paid = 0.0
            for quarter in range(min(j.start for j in here), max(j.stop for j in here)):
                busy = [j for j in here if j.start <= quarter < j.stop]
                if not busy:
                    paid = 0.0
                    continue
                closed[quarter].add(place_id)
                weeks = max(j.weeks for j in busy)
                verdict.net_eur -= weeks * self._week(place_id, quarter)
                begun = [j for j in busy if j.start == quarter]
                need = (
                    max(
                        (self._tax(j.task) * j.variant.opening_eur_per_m for j in begun),
                        default=0.0,
                    )
                    * place.length_m
                )
                if need > paid:
                    verdict.net_eur -= (need - paid) * self.now(quarter)
                    paid = need
        return closed

    def _week(self, place_id: str, quarter: int) -> float:
        place = self.case.place[place_id]
        of_class = place.traffic_class.value
        counts = {
            f"traffic_{of_class}": 1, f"nuisance_through_{of_class}": 1,
            "nuisance_household": place.addresses, "nuisance_business": place.businesses,
            "nuisance_bus": int(place.bus_route),
        }  # fmt: skip
        return sum(self.worth(id_, count, quarter, None) for id_, count in counts.items() if count)

    # Limits

    def _over(self, boundary: Boundary, quarter: int, over: float, verdict: Verdict) -> None:
        verdict.net_eur -= over * boundary.stretch_eur * self.now(quarter)
        if over > boundary.stretch + SLACK * max(1.0, boundary.stretch):
            verdict.broken.append(f"{boundary.id} in quarter {quarter}: {over:g} over")

    def _holds(self, boundary: Boundary, quarter: int) -> bool:
        year = self.case.area.first_year + quarter // 4
        first, last = boundary.first_year, boundary.last_year
        return (first is None or year >= first) and (last is None or year <= last)

    def _count(
        self, boundary: Boundary, counts: list[float], limit: float, verdict: Verdict
    ) -> None:
        for quarter, count in enumerate(counts):
            if count > limit + SLACK and self._holds(boundary, quarter):
                self._over(boundary, quarter, count - limit, verdict)


Jobs = dict[str, Job]
Closed = list[set[str]]


def _budget(e: Evaluator, b: Boundary, jobs: Jobs, _closed: Closed, verdict: Verdict) -> None:
    spent: defaultdict[int, float] = defaultdict(float)
    for job in jobs.values():
        if job.task.partner_id != b.partner_id:
            continue
        for quarter in range(job.start, job.stop):
            paid = e._tax(job.task) * job.variant.investment_eur
            spent[quarter // 4] += paid / job.variant.duration_quarters
        if job.variant.closed_weeks > 0:
            metres = sum(e.case.place[p].length_m for p in job.task.place_ids)
            spent[job.start // 4] += e._tax(job.task) * job.variant.opening_eur_per_m * metres
    saved = 0.0
    for year in range(e.quarters // 4):
        if e._holds(b, 4 * year):
            left = b.limit + saved - spent[year]
            saved = left if b.carries_over and left > 0 else 0.0
            if -left > SLACK * max(1.0, b.limit):
                e._over(b, 4 * year, -left, verdict)


def _crews(e: Evaluator, b: Boundary, jobs: Jobs, _closed: Closed, verdict: Verdict) -> None:
    counts = [0.0] * (e.quarters + 80)
    for job in jobs.values():
        if job.task.partner_id == b.partner_id:
            for quarter in range(job.start, job.stop):
                counts[quarter] += job.variant.crews
    e._count(b, counts, b.limit, verdict)


def _closures(e: Evaluator, b: Boundary, _jobs: Jobs, closed: Closed, verdict: Verdict) -> None:
    only = set(b.place_ids)

    def inside(place_id: str) -> bool:
        if only and place_id not in only:
            return False
        return not b.district or e.case.place[place_id].district == b.district

    e._count(b, [float(sum(map(inside, places))) for places in closed], b.limit, verdict)


def _reach(e: Evaluator, b: Boundary, _jobs: Jobs, closed: Closed, verdict: Verdict) -> None:
    only = set(b.place_ids)
    counts = [0.0] * len(closed)
    for place in e.case.places:
        if place.reachable_via and (not only or place.id in only):
            for quarter, shut in enumerate(closed):
                if shut and all(p in shut for p in place.reachable_via):
                    counts[quarter] += 1
    e._count(b, counts, 0.0, verdict)


def _season(e: Evaluator, b: Boundary, _jobs: Jobs, closed: Closed, verdict: Verdict) -> None:
    only = set(b.place_ids)
    counts = [
        float(sum(p in only or not only for p in shut)) if quarter % 4 + 1 in b.quarters else 0.0
        for quarter, shut in enumerate(closed)
    ]
    e._count(b, counts, 0.0, verdict)


def _rest(e: Evaluator, b: Boundary, jobs: Jobs, _closed: Closed, verdict: Verdict) -> None:
    breaking: defaultdict[str, list[Job]] = defaultdict(list)
    for job in jobs.values():
        if job.variant.closed_weeks > 0:
            for place_id in job.task.place_ids:
                breaking[place_id].append(job)
    for place_id in b.place_ids or tuple(breaking):
        for paving in breaking[place_id]:
            if paving.variant.repaves:
                until = paving.stop + round(4 * b.limit)
                for job in breaking[place_id]:
                    if paving.stop <= job.start < until and e._holds(b, job.start):
                        e._over(b, job.start, until - job.start, verdict)


JUDGES = {
    "budget": _budget,
    "crews": _crews,
    "closures": _closures,
    "reachability": _reach,
    "closed_season": _season,
    "rest": _rest,
}
