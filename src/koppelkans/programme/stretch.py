# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What it yields when a limit gives: for each limit, for the best pairs, for whom, from whom.

Small cases are solved to the end for every limit, so that the yield is exact. In larger ones the
present programme is improved with the limit out of the way: that much is certain, for the
programme is there. What no programme can exceed follows from the prices of the proof.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from koppelkans.case import Case, Schedule, find_excesses
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.answers import Stretch, StretchTable, Yield
from koppelkans.programme.compare import compare_programmes
from koppelkans.programme.polish import FORCED, Polish, find_near
from koppelkans.programme.problem import Problem, make_problem
from koppelkans.programme.proof import SMALL
from koppelkans.programme.search import find_programme
from koppelkans.programme.stretch_bounds import Bounds, find_bounds
from koppelkans.programme.stretches import apply_stretch, asked_of, find_stretches
from koppelkans.programme.types import SearchSettings, Solution, Status
from koppelkans.programme.wishes import NOTHING, Wishes
from koppelkans.value import Category, value_schedule

NOISE_EUR = 1.0
"""A yield of less than this is none."""
TOP = 8
"""Limits of which the pairs are looked at."""
POLISHING = 0.2
"""Part of the time for improving the present programme first."""
BOUNDING = 0.35
"""Part of the time after which no more bounds are computed."""
PAIRING = 0.85
"""Part of the time after which pairs are looked at, also when not every limit has had its turn."""

Report = Callable[[int, int], bool | None]
"""Called with how many limits are done, of how many; returning False ends it with what is known."""


@dataclass(frozen=True)
class StretchSettings:
    """Limits of the study: clock time at the most, pairs to tell, and the seed."""

    seconds: float = 120.0
    pairs: int = 5
    seed: int = 1


def find_yields(
    case: Case,
    joint_effects: Sequence[JointEffect],
    present: Solution,
    settings: StretchSettings | None = None,
    report: Report | None = None,
    wishes: Wishes = NOTHING,
    stretches: Sequence[Stretch] | None = None,
) -> StretchTable:
    """Return what each limit would yield if it gave, ranked.

    Parameters
    ----------
    present
        The programme as it is, from `find_programme` with the same case and wishes.
    stretches
        What to ask; without it everything that `find_stretches` returns.

    Returns
    -------
    StretchTable
        Present values in EUR at the price level of the case.
    """
    settings = settings or StretchSettings()
    asked = find_stretches(case, wishes) if stretches is None else tuple(stretches)
    study = _Study(case, wishes, tuple(joint_effects), present, settings, report)
    return study.run(asked)


def take_better(
    present: Solution, table: StretchTable, joint_effects: Sequence[JointEffect]
) -> Solution:
    """Return the better programme within the present limits that a study came across, if any."""
    if table.found_better is None:
        return present
    choices = {choice.task_id: choice for choice in table.found_better}
    schedule = Schedule(present.schedule.case, choices)
    valuation = value_schedule(schedule, joint_effects)
    net = valuation.total()
    bound = max(present.bound_eur, net)
    gap = (bound - net) / max(1.0, valuation.total(Category.BENEFIT) - net)
    return replace(present, schedule=schedule, objective_eur=net, bound_eur=bound, gap=gap)


@dataclass(frozen=True)
class _Found:
    """The best programme found with something out of the way, and what is proven of it."""

    stretches: tuple[Stretch, ...]
    case: Case
    schedule: Schedule
    eur: float
    bound_eur: float | None
    optimal: bool = False
    searched: bool = True


class _Study:
    def __init__(
        self,
        case: Case,
        wishes: Wishes,
        joint_effects: tuple[JointEffect, ...],
        present: Solution,
        settings: StretchSettings,
        report: Report | None,
    ) -> None:
        self.case, self.wishes, self.joint_effects = case, wishes, joint_effects
        self.present, self.settings, self.report = present, settings, report
        self.begun = time.monotonic()
        self.problem = make_problem(case, joint_effects, wishes)
        self.near = find_near(self.problem)
        self.best = present.schedule
        self.best_eur = present.objective_eur
        self.bound_eur = present.bound_eur
        self.stopped = False
        self.exact = self.problem.starts_columns < SMALL and present.status is Status.OPTIMAL

    def run(self, asked: Sequence[Stretch]) -> StretchTable:
        """Look at every limit by itself, then at pairs of the best."""
        if not self.exact:
            self._polish_present()
        changes = [self._change((stretch,)) for stretch in asked]
        bounds = self._bounds(asked)
        self.bound_eur, changed = bounds.present_eur, bounds.changed_eur
        order = sorted(range(len(asked)), key=lambda n: -bounds.promise_eur[n])
        found: dict[int, _Found] = {}
        for done, number in enumerate(order):
            most = FORCED if bounds.promise_eur[number] > NOISE_EUR else 1
            found[number] = self._look(changes[number], changed[number], most)
            if self.report is not None and self.report(done + 1, len(asked)) is False:
                self.stopped = True
        singles = [found[number] for number in range(len(asked))]
        pairs = self._find_pairs(singles)
        return self._table(singles, pairs)

    def _seconds_left(self, part: float = 1.0) -> float:
        if self.stopped:
            return 0.0
        return part * self.settings.seconds - (time.monotonic() - self.begun)

    def _change(self, stretches: tuple[Stretch, ...]) -> "_Change":
        case, wishes = self.case, self.wishes
        for stretch in stretches:
            case, wishes = apply_stretch(case, wishes, stretch)
        return _Change(stretches, case, wishes)

    def _bounds(self, asked: Sequence[Stretch]) -> Bounds:
        certificate = self.present.certificate
        if self.exact or certificate is None:
            nothing = (None,) * len(asked)
            return Bounds(self.present.bound_eur, nothing, (0.0,) * len(asked))
        return find_bounds(
            self.case, self.wishes, self.joint_effects, asked, certificate,
            lambda: self._seconds_left(BOUNDING) <= 0,
        )  # fmt: skip

    def _polish_present(self) -> None:
        """Improve the present programme first: what can be had without asking is no yield."""
        polish = Polish(self.problem, self.best, self.near)
        polish.descend(range(len(self.near)), lambda: self._seconds_left(POLISHING) <= 0)
        self._take_if_allowed(polish.schedule())

    def _take_if_allowed(self, schedule: Schedule) -> bool:
        """Take over a better programme that keeps the present limits; say whether it does."""
        here = Schedule(self.problem.case, {choice.task_id: choice for choice in schedule})
        if any(excess.broken for excess in find_excesses(here)) or not self._grants(here):
            return False
        eur = value_schedule(here, self.joint_effects).total()
        if eur > self.best_eur + NOISE_EUR:
            self.best, self.best_eur = here, eur
        return True

    def _grants(self, schedule: Schedule) -> bool:
        """Whether every work lies within what the pins leave."""
        numbers = {
            (option.task_id, option.variant_id): option
            for options in self.problem.options
            for option in options
        }
        first = self.case.first_quarter
        return all(
            (option := numbers[task_id, work.variant.id]).first <= work.start - first < option.stop
            for task_id, work in schedule.works.items()
        )

    def _look(self, change: "_Change", bound_eur: float | None, most: int) -> _Found:
        """Look for a better programme; with little promise at one new start only."""
        if self._seconds_left(PAIRING) <= 0:
            present = change.of(self.best)
            return _Found(
                change.stretches, change.case, present, self.best_eur, bound_eur, searched=False
            )
        if self.exact:
            return self._solve(change)
        schedule = self._improve(change, self.best, PAIRING, most)
        eur = value_schedule(schedule, self.joint_effects).total()
        if self._take_if_allowed(schedule):
            schedule, eur = change.of(self.best), self.best_eur
        return _Found(change.stretches, change.case, schedule, eur, bound_eur)

    def _solve(self, change: "_Change") -> _Found:
        """Solve a small case anew, to the end if time allows."""
        settings = SearchSettings(
            seconds=max(0.5, self._seconds_left() / 4), gap=0.0, seed=self.settings.seed
        )
        solution = find_programme(
            change.case, self.joint_effects, settings, start=self.best, wishes=change.wishes
        )
        return _Found(
            change.stretches, change.case, solution.schedule, solution.objective_eur,
            solution.bound_eur, optimal=solution.status is Status.OPTIMAL,
        )  # fmt: skip

    def _improve(
        self, change: "_Change", begin: Schedule, part: float, most: int = FORCED
    ) -> Schedule:
        """Return the programme improved with a limit out of the way."""

        def stop() -> bool:
            return self._seconds_left(part) <= 0

        problem = make_problem(change.case, self.joint_effects, change.wishes)
        polish = Polish(problem, begin, self.near)
        for stretch in change.stretches:
            concerned = _concerned(self.problem, stretch, self.wishes)
            if stretch.limit.table in ("tasks", "pins", "exclusions"):
                for task in concerned:
                    polish.force(task, self._new_starts(polish, task), stop, most)
            polish.descend(concerned, stop)
        return polish.schedule() if polish.is_allowed() else change.of(begin)

    def _new_starts(self, polish: Polish, task: int) -> list[tuple[int, int]]:
        """Return the starts that a task did not have before."""
        known = {
            (option.variant_id, start)
            for option in self.problem.options[task]
            for start in range(option.first, option.stop)
        }
        options = polish.fit.options
        return [
            placed
            for placed in polish.fit.choices[task]
            if (options[placed[0]].variant_id, placed[1]) not in known
        ]

    def _find_pairs(self, singles: Sequence[_Found]) -> list[_Found]:
        """Return what the best limits yield two by two, more than both apart or not."""
        good = sorted(
            (one for one in singles if one.eur > self.best_eur + NOISE_EUR),
            key=lambda one: -one.eur,
        )[:TOP]
        pairs = []
        for one, other in combinations(good, 2):
            if self._seconds_left() <= 0 or one.stretches[0].limit == other.stretches[0].limit:
                continue
            change = self._change((*one.stretches, *other.stretches))
            if self.exact:
                pairs.append(self._solve(change))
                continue
            begin = max(
                (self._improve(change, found.schedule, 1.0) for found in (one, other)),
                key=lambda schedule: value_schedule(schedule, self.joint_effects).total(),
            )
            eur = value_schedule(begin, self.joint_effects).total()
            pairs.append(_Found(change.stretches, change.case, begin, eur, None))
        return sorted(pairs, key=lambda pair: -pair.eur)[: self.settings.pairs]

    def _table(self, singles: Iterable[_Found], pairs: Iterable[_Found]) -> StretchTable:
        yields = [self._yield(found) for found in singles]
        better = self.best_eur > self.present.objective_eur + NOISE_EUR
        return StretchTable(
            present_eur=self.present.objective_eur,
            bound_eur=self.present.bound_eur,
            found_better=self.best.choices if better else None,
            yields=tuple(sorted(yields, key=_rank)),
            pairs=tuple(self._yield(found) for found in pairs),
            seconds=time.monotonic() - self.begun,
        )

    def _yield(self, found: _Found) -> Yield:
        gained = found.eur > self.best_eur + NOISE_EUR
        comparison = compare_programmes(
            self.best, found.schedule if gained else self.best, self.joint_effects
        )
        most = None if found.bound_eur is None else max(0.0, found.bound_eur - self.best_eur)
        risen = None if found.bound_eur is None else found.bound_eur - self.bound_eur
        asked = (asked_of(self.case, self.wishes, stretch) for stretch in found.stretches)
        return Yield(
            stretches=found.stretches,
            at_least_eur=comparison.eur if gained else 0.0,
            at_most_eur=most,
            estimate_eur=None if risen is None else max(0.0, risen),
            exact=found.optimal,
            searched=found.searched,
            asked_of=tuple(dict.fromkeys(p for partners in asked for p in partners)),
            moved=comparison.moved,
            partners=comparison.partners,
        )


@dataclass(frozen=True)
class _Change:
    stretches: tuple[Stretch, ...]
    case: Case
    wishes: Wishes

    def of(self, schedule: Schedule) -> Schedule:
        """Return a schedule as one of the changed case."""
        return Schedule(self.case, {choice.task_id: choice for choice in schedule})


def _rank(found: Yield) -> tuple[float, float]:
    return -found.at_least_eur, -(found.estimate_eur or 0.0)


def _concerned(problem: Problem, stretch: Stretch, wishes: Wishes) -> list[int]:
    """Return the tasks that have something to gain directly when a limit gives."""
    number, limit, case = problem.task_number, stretch.limit, problem.case
    match limit.table:
        case "tasks":
            return [number[limit.id]]
        case "relations":
            relation = next(r for r in (*case.relations, *wishes.relations) if r.id == limit.id)
            return [number[relation.task_id], number[relation.other_task_id]]
        case "boundaries":
            partners = {b.id: b.partner_id for b in case.boundaries}
            partner = partners.get(limit.id)
            tasks = [t for t in case.tasks if partner in (None, t.partner_id)]
            return [number[task.id] for task in tasks]
        case _:
            return [number[getattr(wishes, limit.table)[int(limit.id)].task_id]]
