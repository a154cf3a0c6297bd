# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Try out a set of conditions: whether they fit together, and what each costs the whole.

What a condition costs is the value of the best programme without it, less that of the best with
it. Both are known between what was found and what is proven, so the cost is between
``found without - bound with`` and ``bound without - found with``.

Every search helps the others. A programme that meets some of the conditions is one for any of
these; a bound on programmes that meet some of them holds for those that meet more. So what each
costs is read off after all searches, from the best that any of them found and proved.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from koppelkans.case import Case, Condition, Schedule
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.conditions.fit import Fitting
from koppelkans.programme.conditions.rules import Rule, add_rules, is_met, read_rule
from koppelkans.programme.conditions.types import Cost, Trial
from koppelkans.programme.errors import NoProgrammeFound, WishError
from koppelkans.programme.questions.compare import compare_programmes
from koppelkans.programme.questions.conflict import find_conflict
from koppelkans.programme.search import find_programme
from koppelkans.programme.types import Progress, SearchSettings, Solution
from koppelkans.programme.wishes import NOTHING, Wishes

Report = Callable[[int, int], bool]
"""Told how many of how many searches are done; returns whether to go on."""


@dataclass(frozen=True)
class TrySettings:
    """Limits of a trial: the settings of one search, and clock time for what does not fit."""

    search: SearchSettings = field(default_factory=lambda: SearchSettings(seconds=20.0))
    seconds_of_clash: float = 60.0


def try_out(  # what is asked, and how it is looked for
    case: Case,
    conditions: Sequence[Condition],
    joint_effects: Sequence[JointEffect],
    settings: TrySettings | None = None,
    *,
    start: Schedule | None = None,
    wishes: Wishes = NOTHING,
    report: Report = lambda _done, _of: True,
) -> Trial:
    """Try out conditions on a case.

    Parameters
    ----------
    conditions
        Those to try; the ones that nothing can be computed with are told apart.
    start
        A programme to begin with.
    wishes
        What is asked besides.

    Raises
    ------
    NoProgrammeFound
        When nothing fits even without the conditions.
    """
    read = {c.id: read_rule(case, c, wishes) for c in conditions}
    rules = [rule for rule in read.values() if isinstance(rule, Rule)]
    troubles = {id_: found for id_, found in read.items() if not isinstance(found, Rule)}
    trying = Searches(case, joint_effects, settings or TrySettings(), wishes, report, len(rules))
    without = trying.search((), start)
    ids = tuple(read)
    if not rules:
        return Trial(condition_ids=ids, troubles=troubles, fits=True,
                     tasks=without.schedule.choices)  # fmt: skip
    try:
        together = trying.search(rules, without.schedule, without)
    except WishError:
        proven = True
    except NoProgrammeFound as error:
        proven = error.proven
    else:
        trying.search_beside(rules, without, together)
        pairs = [([r], [other for other in rules if other != r]) for r in rules]
        return Trial(
            condition_ids=ids, troubles=troubles, fits=True, whole=trying.cost(rules, ()),
            costs=tuple(trying.cost(one, others) for one, others in pairs
                        if trying.was_searched(others)),
            tasks=trying.known(rules).schedule.choices,
        )  # fmt: skip
    return trying.explain(
        rules, without, Trial(condition_ids=ids, troubles=troubles, fits=None), proven=proven
    )


@dataclass
class Searches:
    """Searches with some rules in force each, and what follows from all of them together."""

    case: Case
    joint_effects: Sequence[JointEffect]
    settings: TrySettings
    wishes: Wishes
    report: Report
    rules: int
    done: int = 0
    stopped: bool = False
    searched: list[tuple[frozenset[str], Solution]] = field(default_factory=list)
    """For each search which conditions held in it, and what it found and proved."""

    def _go_on(self) -> bool:
        if not self.stopped:
            self.stopped = not self.report(self.done, self.rules + 2)
        return not self.stopped

    def _watch(self, _progress: Progress) -> bool:
        return self._go_on()

    def search(
        self, rules: Sequence[Rule], start: Schedule | None, like: Solution | None = None
    ) -> Solution:
        """Return the best programme in which rules hold; ``like`` is one of a case like it."""
        asked = add_rules(self.case, rules, self.wishes)
        self._go_on()
        known = self._found(rules)
        found = find_programme(
            asked.case, self.joint_effects, self.settings.search, self._watch,
            known.schedule if known else start, asked.wishes,
            certificate=like.certificate if like else None,
        )  # fmt: skip
        self.searched.append((_ids(rules), found))
        self.done += 1
        return found

    def was_searched(self, rules: Sequence[Rule]) -> bool:
        """Whether there was a search in which just these rules held."""
        return any(ids == _ids(rules) for ids, _ in self.searched)

    def _found(self, rules: Sequence[Rule]) -> Solution | None:
        """Return the best that any search found and in which rules hold."""
        asked, wanted = add_rules(self.case, rules, self.wishes), _ids(rules)
        better_first = sorted(self.searched, key=lambda search: -search[1].objective_eur)
        return next(
            (f for ids, f in better_first if wanted <= ids or is_met(asked, f.schedule)), None
        )

    def known(self, rules: Sequence[Rule]) -> Solution:
        """Return the best programme in which rules hold, with the lowest bound on all such."""
        found = self._found(rules)
        if found is None:
            raise LookupError("these rules were not searched with")
        bound = min(s.bound_eur for ids, s in self.searched if ids <= _ids(rules))
        return replace(found, bound_eur=max(bound, found.objective_eur))

    def cost(self, rules: Sequence[Rule], others: Sequence[Rule]) -> Cost:
        """Return what rules cost when others hold already."""
        without, with_ = self.known(others), self.known([*others, *rules])
        compared = compare_programmes(without.schedule, with_.schedule, self.joint_effects)
        return Cost(
            condition_ids=tuple(rule.condition_id for rule in rules),
            eur=without.objective_eur - with_.objective_eur,
            at_least_eur=max(0.0, without.objective_eur - with_.bound_eur),
            at_most_eur=max(0.0, without.bound_eur - with_.objective_eur),
            partners=compared.partners,
        )

    def search_beside(self, rules: Sequence[Rule], without: Solution, together: Solution) -> None:
        """Look for the best programme without each rule when the others hold already."""
        for rule in rules:
            others = [other for other in rules if other != rule]
            if others and self._go_on():
                self.search(others, together.schedule, without)

    def explain(
        self, rules: Sequence[Rule], without: Solution, trial: Trial, *, proven: bool
    ) -> Trial:
        """Return why rules do not fit together, and what each would cost by itself."""
        deadline = time.monotonic() + self.settings.seconds_of_clash
        fitting = Fitting(self.case, self.wishes, deadline, self.settings.search.seed, self._go_on)
        impossible = fitting.find_impossible(rules)
        others = [rule for rule in rules if rule not in impossible]
        clashes = fitting.find_clashes(others)
        proven = proven or bool(impossible or clashes) or fitting.fits(rules) is False
        asked = add_rules(self.case, rules, self.wishes)
        left = max(1.0, deadline - time.monotonic())
        return trial.model_copy(
            update={
                "fits": False if proven else None,
                "impossible": tuple(rule.condition_id for rule in impossible),
                "clashes": tuple((a.condition_id, b.condition_id) for a, b in clashes),
                "drop": tuple(r.condition_id for r in fitting.find_drop(rules)) if proven else (),
                "conflict": find_conflict(asked.case, asked.wishes, seconds=left)
                if proven
                else None,
                "conflict_wishes": asked.wishes,
                "costs": self.costs_alone(others, without),
            }
        )

    def costs_alone(self, rules: Sequence[Rule], without: Solution) -> tuple[Cost, ...]:
        """Return what each rule costs by itself."""
        for rule in rules:
            if not self._go_on():
                break
            with suppress(NoProgrammeFound):
                self.search([rule], without.schedule, without)
        return tuple(self.cost([rule], ()) for rule in rules if self.was_searched([rule]))


def _ids(rules: Sequence[Rule]) -> frozenset[str]:
    return frozenset(rule.condition_id for rule in rules)
