# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole line in one call: from everybody's own tasks to a joint plan, valued and shared."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Any

from koppelkans.case import (
    Case,
    Schedule,
    find_excesses,
    find_occupations,
    homes_reached,
    people_helped,
)
from koppelkans.framework import check_framework, weigh
from koppelkans.language import N_, Message
from koppelkans.opportunity import detect_opportunities, find_joint_effects
from koppelkans.opportunity.taken import is_taken
from koppelkans.opportunity.types import JointEffect, Opportunity
from koppelkans.programme import StretchSettings, find_yields, plan_alone
from koppelkans.programme.answers import StretchTable
from koppelkans.programme.choices import Reached, Wanted, find_wanted
from koppelkans.programme.questions.stretch import take_better
from koppelkans.programme.types import Progress, SearchSettings, Solution
from koppelkans.programme.wishes import NOTHING, Wishes
from koppelkans.result import (
    AlternativeResult,
    CaseReference,
    ExcessResult,
    OccupationResult,
    OpportunityResult,
    ProgrammeResult,
    Result,
    Settings,
)
from koppelkans.sharing import (
    Accounts,
    Situation,
    compare_rules,
    compensate,
    default_rule,
    pay_by_year,
    share_by,
    situation,
)
from koppelkans.sharing.types import Share
from koppelkans.value import value_opportunities, value_schedule
from koppelkans.value.types import Category, Valuation
from koppelkans.value.uncertainty import Alternative, Uncertainty, find_uncertainty

__all__ = ["Step", "run", "situation_of"]


NOTHING_WANTED = Wanted()


@dataclass(frozen=True)
class Step:
    """What the line is doing now, and how far the search for a programme is."""

    message: Message
    search: Progress | None = None


Report = Callable[[Step], bool | None]
"""Called at every step and during the search; returning False stops the search."""


def run(  # noqa: PLR0913  # one for each thing that can be asked
    case: Case,
    *,
    seconds: float = 60.0,
    seed: int = 1,
    gap: float = 0.001,
    report: Report | None = None,
    wishes: Wishes = NOTHING,
    start: Schedule | None = None,
    stretch: StretchSettings | None = None,
    wanted: Wanted = NOTHING_WANTED,
) -> Result:
    """Go down the whole line: opportunities, value, programme, weighing and shares.

    Parameters
    ----------
    seconds, seed, gap
        Limits of the search: clock time at the most, seed of everything that draws at random,
        and the gap at which it stops when it is proven, relative to cost and nuisance at stake.
    report
        Called at every step; returning False during the search stops it with the best so far.
    wishes, start
        What is asked of the programme besides the case, and a programme to begin with.
    stretch
        How long to look afterwards at what each limit would yield if it gave; None: not at all.
    wanted
        What is looked for instead of the largest net value; limits are then not asked.

    Returns
    -------
    Result
        Present values in EUR at the price level of the case.

    Raises
    ------
    koppelkans.programme.ProgrammeError
        When no programme exists within the limits; it says which limits are in each other's way.
    """
    begun = time.monotonic()
    check_framework(case)  # now, not after a minute
    asked = _Asked(SearchSettings(seconds, gap, seed), wishes, start, stretch, wanted)
    found = _go_down(case, asked, report or _say_nothing)
    table = compare_rules(found.to_share, seed=seed)
    rule = default_rule(table)
    sharing = share_by(found.to_share, rule)
    return Result(
        case=_reference(case),
        settings=_settings(asked),
        baseline=_baseline(found),
        programme=_programme(found.solution, found.programme_value, found.reached),
        opportunities=_opportunities(case, found),
        partners=sharing.shares,
        sharing_rule=sharing.rule, sharing=table,
        compensation=compensate(found.to_share),
        payments=pay_by_year(found.to_share, rule) if rule else None,
        weighing=weigh(case, found.alternatives, seed=seed),
        stretch=found.stretch,
        uncertainty=_uncertainty(case, found, seed),
        seconds=time.monotonic() - begun,
    )  # fmt: skip


def situation_of(case: Case, result: Result, accounts: Accounts = Accounts.MONEY) -> Situation:
    """Return what there is to share of a result: to try out rules, or somebody stepping out.

    Parameters
    ----------
    case
        The case that the result is about.
    accounts
        Whose gains count.
    """
    both = (result.baseline, result.programme)
    alone, together = (Schedule(case, {c.task_id: c for c in found.tasks}) for found in both)
    baseline, programme = (
        Valuation(entries=found.entries, unpriced=found.unpriced) for found in both
    )
    effects = find_joint_effects(case)
    return situation(alone, together, baseline, programme, effects, accounts)


@dataclass(frozen=True)
class Again:
    """What an earlier result says when it is computed again from its schedules."""

    baseline: Valuation
    programme: Valuation
    shares: tuple[Share, ...]


def revalue(case: Case, result: Result) -> Again:
    """Value the schedules of an earlier result again and share by its rule; nothing is searched.

    Parameters
    ----------
    case
        The case that the result is about.
    """
    effects = find_joint_effects(case)
    alone, together = (
        Schedule(case, {choice.task_id: choice for choice in part.tasks})
        for part in (result.baseline, result.programme)
    )
    baseline = value_schedule(alone, effects, shared=False)
    programme = value_schedule(together, effects)
    found = situation(alone, together, baseline, programme, effects)
    rule = default_rule(compare_rules(found, seed=result.settings.seed))
    return Again(baseline, programme, share_by(found, rule).shares)


@dataclass(frozen=True)
class _Asked:
    settings: SearchSettings
    wishes: Wishes
    start: Schedule | None
    stretch: StretchSettings | None
    wanted: Wanted


@dataclass(frozen=True)
class _Found:
    joint_effects: tuple[JointEffect, ...]
    opportunities: tuple[Opportunity, ...]
    baseline: Schedule
    baseline_value: Valuation
    solution: Solution
    programme_value: Valuation
    stretch: StretchTable | None
    reached: Reached | None

    @property
    def alternatives(self) -> dict[str, tuple[Schedule, Valuation]]:
        return {
            "baseline": (self.baseline, self.baseline_value),
            "programme": (self.solution.schedule, self.programme_value),
        }

    @cached_property
    def to_share(self) -> Situation:
        return situation(
            self.baseline,
            self.solution.schedule,
            self.baseline_value,
            self.programme_value,
            self.joint_effects,
        )


def _go_down(case: Case, asked: _Asked, report: Report) -> _Found:
    report(Step(Message(N_("Looking where tasks meet"))))
    joint_effects = find_joint_effects(case)
    opportunities = detect_opportunities(case, joint_effects)
    report(Step(Message(N_("Planning what everybody would do alone"))))
    baseline = plan_alone(case)
    searching = Message(N_("Fitting: looking for the best joint programme"))
    report(Step(searching))
    found = find_wanted(
        case,
        joint_effects,
        asked.wanted,
        asked.settings,
        lambda progress: report(Step(searching, progress)),
        start=asked.start,
        wishes=asked.wishes,
    )
    solution, stretch = found.solution, None
    if asked.stretch is not None and asked.wanted == NOTHING_WANTED:
        asking = Message(N_("Asking every limit what it would yield if it gave"))
        stretch = find_yields(
            case, joint_effects, solution, asked.stretch,
            lambda _done, _of: report(Step(asking)), asked.wishes,
        )  # fmt: skip
        solution = take_better(solution, stretch, joint_effects)
    report(Step(Message(N_("Weighing and sharing"))))
    return _Found(
        joint_effects,
        opportunities,
        baseline,
        value_schedule(baseline, joint_effects, shared=False),
        solution,
        value_schedule(solution.schedule, joint_effects),
        stretch,
        found.reached,
    )


def _uncertainty(case: Case, found: _Found, seed: int) -> Uncertainty:
    alternatives = (
        Alternative("baseline", found.baseline, found.baseline_value, shared=False),
        Alternative("programme", found.solution.schedule, found.programme_value),
    )
    return find_uncertainty(case, alternatives, found.joint_effects, seed=seed)


def uncertainty_of(case: Case, result: Result, *, draws: int, seed: int) -> Uncertainty:
    """Return how sure an earlier result is, with as many draws as asked."""
    alternatives = [
        Alternative(
            name,
            Schedule(case, {choice.task_id: choice for choice in part.tasks}),
            Valuation(entries=part.entries, unpriced=part.unpriced),
            shared=name != "baseline",
        )
        for name, part in (("baseline", result.baseline), ("programme", result.programme))
    ]
    return find_uncertainty(case, alternatives, find_joint_effects(case), draws=draws, seed=seed)


def _say_nothing(_step: Step) -> None:
    """Report to nobody."""


def case_digest(case: Case) -> str:
    """Return the digest of the records of a case, by which a result knows its case."""
    canonical = json.dumps(case.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _settings(asked: _Asked) -> Settings:
    return Settings(
        **asdict(asked.settings),
        version=version("koppelkans"),
        wishes=asked.wishes,
        wanted=asked.wanted,
    )


def _reference(case: Case) -> CaseReference:
    return CaseReference(
        id=case.area.id,
        name=case.area.name,
        notice=case.area.notice,
        price_level=case.area.price_level,
        discount_rate=case.area.discount_rate,
        sha256=case_digest(case),
    )


def _baseline(found: _Found) -> AlternativeResult:
    return AlternativeResult(**_alternative(found.baseline, found.baseline_value, shared=False))


def _programme(
    solution: Solution, valuation: Valuation, reached: Reached | None
) -> ProgrammeResult:
    return ProgrammeResult(
        **_alternative(solution.schedule, valuation, shared=True),
        bound_eur=solution.bound_eur,
        gap=solution.gap,
        status=solution.status,
        seconds=solution.seconds,
        reached=reached,
    )


def _alternative(schedule: Schedule, valuation: Valuation, *, shared: bool) -> dict[str, Any]:
    occupations = _occupations(schedule, shared=shared)
    return {
        "net_value_eur": valuation.total(),
        "benefit_eur": valuation.total(Category.BENEFIT),
        "cost_eur": -valuation.total(Category.COST),
        "nuisance_eur": -valuation.total(Category.NUISANCE),
        "occupations": len(occupations),
        "closed_weeks": sum(occupation.closed_weeks for occupation in occupations),
        "tasks": schedule.choices,
        "homes": homes_reached(schedule),
        "people": people_helped(schedule),
        "entries": valuation.entries,
        "unpriced": valuation.unpriced,
        "occupation_list": occupations,
        "excesses": tuple(
            ExcessResult(
                table=excess.table,
                id=excess.id,
                when=excess.when,
                over=excess.over,
                broken=excess.broken,
                eur=excess.eur,
                place_id=excess.place_id,
            )
            for excess in find_excesses(schedule)
        ),
    }


def _occupations(schedule: Schedule, *, shared: bool) -> tuple[OccupationResult, ...]:
    owner = {task.id: task.partner_id for task in schedule.case.tasks}
    return tuple(
        OccupationResult(
            place_id=occupation.place_id,
            first=occupation.first,
            last=occupation.last,
            task_ids=occupation.task_ids,
            partner_ids=tuple(dict.fromkeys(owner[task_id] for task_id in occupation.task_ids)),
            closed_weeks=occupation.closed_weeks,
            weeks_saved=occupation.closed_weeks_apart - occupation.closed_weeks,
            opening_eur=occupation.opening_eur,
            opening_saved_eur=occupation.opening_apart_eur - occupation.opening_eur,
        )
        for occupation in find_occupations(schedule, shared=shared)
    )


def _opportunities(case: Case, found: _Found) -> tuple[OpportunityResult, ...]:
    gains = value_opportunities(case, found.opportunities, found.joint_effects)
    programme = found.solution.schedule
    occupations = find_occupations(programme)
    results = [
        OpportunityResult(
            **opportunity.model_dump(),
            gain_eur=gains[opportunity.id],
            taken=is_taken(opportunity, programme, occupations, found.joint_effects),
        )
        for opportunity in found.opportunities
    ]
    return tuple(sorted(results, key=lambda result: (-result.gain_eur, result.id)))
