# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What it yields when a limit gives: for each limit, for the best pairs, for whom, from whom.

Small cases are solved to the end for every limit, so that the yield is exact. In larger ones the
present programme is improved with the limit out of the way: that much is certain, for the
programme is there. What no programme can exceed follows from the prices of the proof.

What can be had without asking is no yield. So the present programme is improved first; and what
is found with a limit out of the way is improved once more with that limit back in place.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from koppelkans.case import Case, Schedule, find_excesses
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.answers import Comparison, Stretch, StretchTable, Yield
from koppelkans.programme.model.matrix import INFINITY
from koppelkans.programme.model.problem import SMALL, make_problem
from koppelkans.programme.questions.compare import compare_programmes
from koppelkans.programme.questions.stretch_bounds import Bounds
from koppelkans.programme.questions.stretch_found import Change, Found
from koppelkans.programme.questions.stretches import (
    apply_stretch,
    asked_of,
    find_concerned,
    find_stretches,
)
from koppelkans.programme.search import find_programme
from koppelkans.programme.trying.better import anneal_on, can_anneal
from koppelkans.programme.trying.polish import Polish, find_near
from koppelkans.programme.types import SearchSettings, Solution, Status
from koppelkans.programme.wishes import NOTHING, Wishes
from koppelkans.value import Category, value_schedule

LONG, SHORT = 3000, 500
"""Moves per task: for the present programme, for one limit that gives."""
NOISE_EUR = 1.0
"""A yield of less than this is none."""
TOP = 8
"""Limits of which the pairs are looked at."""
POLISHING = 0.2
"""Part of the time for improving the present programme first."""
LOOKING = 0.75
"""Part of the time after which no more limits are looked at, and their bounds are computed."""
PAIRING = 0.85
"""Part of the time after which pairs are looked at."""
THREADS = 2
"""Limits that are looked at side by side."""

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
        self.bounds: dict[Stretch, float] = {}
        self.maker: Bounds | None = None
        self.stopped = False
        self.can_anneal = can_anneal(self.problem)
        self.exact = self.problem.starts_columns < SMALL and present.status is Status.OPTIMAL

    def run(self, asked: Sequence[Stretch]) -> StretchTable:
        """Look at every limit by itself, then at pairs of the best."""
        if not self.exact:
            self._improve_present()
        self._find_bounds(asked)
        order = sorted(asked, key=lambda one: -self.bounds.get(one, INFINITY))
        looked = self._look_at([self._change((stretch,)) for stretch in order])
        found = self._with_bounds(sorted(looked, key=lambda one: -one.eur))
        pairs = self._find_pairs(found)
        return self._table(found, pairs)

    def _look_at(self, changes: Sequence[Change]) -> list[Found]:
        """Look at each limit by itself, all from the same programme; then take what is better."""
        found: list[Found] = []
        # Annealing runs outside the interpreter; solving anew uses several threads by itself.
        with ThreadPoolExecutor(THREADS if self.can_anneal else 1) as pool:
            for one in pool.map(self._look, changes):
                found.append(one)
                if self.report is not None and self.report(len(found), len(changes)) is False:
                    self.stopped = True
        for kept in [one.kept for one in found if one.kept is not None]:
            self._take_if_allowed(kept)
        return found

    def _seconds_left(self, part: float = 1.0) -> float:
        if self.stopped:
            return 0.0
        return part * self.settings.seconds - (time.monotonic() - self.begun)

    def _change(self, stretches: tuple[Stretch, ...]) -> Change:
        case, wishes = self.case, self.wishes
        for stretch in stretches:
            case, wishes = apply_stretch(case, wishes, stretch)
        return Change(stretches, case, wishes)

    def _find_bounds(self, asked: Sequence[Stretch]) -> None:
        """Find what no programme exceeds for each limit of which that takes no time."""
        certificate = self.present.certificate
        if self.exact or certificate is None:
            return
        self.maker = Bounds(self.problem, self.wishes, self.joint_effects, asked, certificate)
        for stretch in asked:
            if self._seconds_left(LOOKING) <= 0:
                return
            quick = self.maker.find_quick(stretch)
            if quick is not None:
                self.bounds[stretch] = quick

    def _with_bounds(self, found: Sequence[Found]) -> list[Found]:
        """Return what was found with what no programme exceeds, as far as there is time."""
        if self.maker is None:
            return list(found)
        # A window is bounded in fewer rounds than the present case: the difference tells little.
        alike = {stretch for stretch in self.bounds if stretch.limit.table == "boundaries"}
        for stretch in (one.stretches[0] for one in found):
            if stretch not in self.bounds and self._seconds_left(PAIRING) > 0:
                changed = self._change((stretch,))
                self.bounds[stretch] = self.maker.make_anew(changed.case, changed.wishes)
        return [
            replace(one, bound_eur=self.bounds.get(stretch), is_like_present=stretch in alike)
            for one in found
            for stretch in one.stretches[:1]
        ]

    def _improve_present(self) -> None:
        """Improve the present programme first: what can be had without asking is no yield."""

        def stop() -> bool:
            return self._seconds_left(POLISHING) <= 0

        polish = Polish(self.problem, self.best, self.near)
        polish.descend(range(len(self.near)), stop)
        self._take_if_allowed(polish.schedule())
        while self.can_anneal and not stop():
            before = self.best_eur
            found = anneal_on(self.problem, self.best, LONG, stop, self.settings.seed)
            if found is None or not self._take_if_allowed(found) or self.best_eur == before:
                return

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

    def _look(self, change: Change) -> Found:
        """Look for a better programme with a limit out of the way."""
        if self._seconds_left(LOOKING) <= 0:
            present = change.of(self.best)
            return Found(change.stretches, change.case, present, self.best_eur, searched=False)
        if self.exact:
            return self._solve(change)
        schedule = self._improve(change, self.best, LOOKING)
        if schedule.choices == self.best.choices:
            return Found(change.stretches, change.case, schedule, self.best_eur)
        eur = value_schedule(schedule, self.joint_effects).total()
        kept = self._put_back(schedule) if eur > self.best_eur + NOISE_EUR else None
        return Found(change.stretches, change.case, schedule, eur, kept=kept)

    def _put_back(self, schedule: Schedule) -> Schedule | None:
        """Return what is left of a better programme when the limit is back in place."""
        if not self.can_anneal:
            return schedule

        def stop() -> bool:
            return self._seconds_left(LOOKING) <= 0

        return anneal_on(self.problem, schedule, SHORT, stop, self.settings.seed)

    def _solve(self, change: Change) -> Found:
        """Solve a small case anew, to the end if time allows."""
        settings = SearchSettings(
            seconds=max(0.5, self._seconds_left() / 4), gap=0.0, seed=self.settings.seed
        )
        solution = find_programme(
            change.case, self.joint_effects, settings, start=self.best, wishes=change.wishes
        )
        return Found(
            change.stretches, change.case, solution.schedule, solution.objective_eur,
            solution.bound_eur, optimal=solution.status is Status.OPTIMAL,
        )  # fmt: skip

    def _improve(self, change: Change, begin: Schedule, part: float) -> Schedule:
        """Return the programme improved with a limit out of the way."""

        def stop() -> bool:
            return self._seconds_left(part) <= 0

        problem = make_problem(change.case, self.joint_effects, change.wishes)
        if self.can_anneal:
            found = anneal_on(problem, begin, SHORT, stop, self.settings.seed)
            return change.of(begin) if found is None else found
        polish = Polish(problem, begin, self.near)
        for stretch in change.stretches:
            concerned = find_concerned(self.problem, stretch, self.wishes)
            if stretch.limit.table in ("tasks", "pins", "exclusions"):
                for task in concerned:
                    polish.force(task, self._new_starts(polish, task), stop)
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

    def _find_pairs(self, singles: Sequence[Found]) -> list[Found]:
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
            pairs.append(Found(change.stretches, change.case, begin, eur))
        return sorted(pairs, key=lambda pair: -pair.eur)[: self.settings.pairs]

    def _table(self, singles: Iterable[Found], pairs: Iterable[Found]) -> StretchTable:
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

    @property
    def _present_bound(self) -> float:
        """The bound of the present case, found as that of a limit that gives."""
        return self.present.bound_eur if self.maker is None else self.maker.present_eur

    @cached_property
    def _unchanged(self) -> Comparison:
        return compare_programmes(self.best, self.best, self.joint_effects)

    def _yield(self, found: Found) -> Yield:
        gained = found.eur > self.best_eur + NOISE_EUR
        comparison = self._unchanged
        if gained:
            comparison = compare_programmes(self.best, found.schedule, self.joint_effects)
        least = comparison.eur if gained else 0.0
        most = None if found.bound_eur is None else max(0.0, found.bound_eur - self.best_eur)
        risen = None
        if found.bound_eur is not None and found.is_like_present:
            risen = max(least, found.bound_eur - self._present_bound)
        asked = (asked_of(self.case, self.wishes, stretch) for stretch in found.stretches)
        return Yield(
            stretches=found.stretches,
            at_least_eur=least,
            at_most_eur=most,
            estimate_eur=risen,
            exact=found.optimal,
            searched=found.searched,
            asked_of=tuple(dict.fromkeys(p for partners in asked for p in partners)),
            moved=comparison.moved,
            partners=comparison.partners,
        )


def _rank(found: Yield) -> tuple[float, float]:
    return -found.at_least_eur, -(found.estimate_eur or 0.0)
