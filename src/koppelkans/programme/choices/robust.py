# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programmes over scenarios: what each is worth when things go otherwise, and its regret."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pydantic import BaseModel, ConfigDict

from koppelkans.case import Case, Choice, Schedule, find_excesses
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme.choices.scenarios import Scenario, apply_scenario, average_scenario
from koppelkans.programme.errors import NoProgrammeFound
from koppelkans.programme.search import find_programme
from koppelkans.programme.types import SearchSettings, Solution, Status
from koppelkans.value import value_schedule


class Outcome(BaseModel):
    """A programme in a scenario: EUR, and how many limits it breaks when kept as it is.

    Attributes
    ----------
    regret_eur
        What the best programme found for that scenario is worth more, and ``regret_at_most_eur``
        what any programme could be worth more: proven. Empty when nothing fits in the scenario.
    """

    model_config = ConfigDict(frozen=True)

    scenario: str
    net_value_eur: float
    broken_limits: int
    regret_eur: float | None
    regret_at_most_eur: float | None


class Candidate(BaseModel):
    """A programme over all scenarios.

    Attributes
    ----------
    mean_eur
        Average net value by weight of the scenarios.
    largest_regret_eur
        None for a programme that breaks limits somewhere: what it is worth there it cannot have,
        so that no regret can be put beside that of others. Nor when nothing fits in any scenario.
    keeps_all_limits
        Whether it fits in every scenario as it is.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    tasks: tuple[Choice, ...]
    mean_eur: float
    worst_eur: float
    largest_regret_eur: float | None
    keeps_all_limits: bool
    outcomes: tuple[Outcome, ...]


class Robustness(BaseModel):
    """Candidates side by side, the best on average first.

    Attributes
    ----------
    bound_eur
        No programme is worth more on average over these scenarios: proven, when only prices
        differ between them; None otherwise, then candidates are only compared.
    """

    model_config = ConfigDict(frozen=True)

    candidates: tuple[Candidate, ...]
    bound_eur: float | None
    proven: bool


def compare_scenarios(
    case: Case,
    scenarios: Sequence[Scenario],
    programme: Schedule,
    settings: SearchSettings | None = None,
    report: Callable[[int, int], bool | None] | None = None,
    others: Mapping[str, Schedule] | None = None,
) -> Robustness:
    """Compare the programme, the best for average prices and the best of each scenario.

    Parameters
    ----------
    settings
        ``seconds`` is for all searches together.
    report
        Called before each search with how many are done, of how many; False ends them.
    others
        More programmes of this case to evaluate along, by name.

    Notes
    -----
    Where only prices differ the sample average is optimised exactly: see `average_scenario`.
    Limits are those at average prices then, budgets too. With other durations, or without a
    partner, the candidates are evaluated as they are: which is best of them is certain, whether
    another programme is better is not.
    """
    if not scenarios:
        raise ValueError("expected at least one scenario")
    settings = settings or SearchSettings()
    deadline = time.monotonic() + settings.seconds
    cases = [apply_scenario(case, scenario) for scenario in scenarios]
    prices = [scenario for scenario in scenarios if scenario.is_prices]
    if prices:
        cases.append(apply_scenario(case, average_scenario(case, prices)))
    found: list[Solution | None] = []
    for done, one in enumerate(cases):
        if report is not None and report(done, len(cases)) is False:
            break
        left = max(0.1, deadline - time.monotonic()) / (len(cases) - done)
        found.append(_solve(one, programme, replace(settings, seconds=left)))
    found += [None] * (len(cases) - len(found))
    average = found[-1] if prices else None
    schedules = {"programme": programme, **(others or {})}
    if average is not None:
        schedules["average"] = average.schedule
    for scenario, solution in zip(scenarios, found, strict=False):
        if solution is not None and scenario.without is None:
            schedules[f"best in {scenario.name}"] = solution.schedule
    candidates = [
        _candidate(name, case, schedule, list(zip(scenarios, cases, found, strict=False)))
        for name, schedule in schedules.items()
    ]
    exact = average is not None and len(prices) == len(scenarios)
    return Robustness(
        candidates=tuple(sorted(candidates, key=lambda c: (not c.keeps_all_limits, -c.mean_eur))),
        bound_eur=average.bound_eur if average is not None and exact else None,
        proven=average is not None and exact and average.status is Status.OPTIMAL,
    )


def _solve(case: Case, programme: Schedule, settings: SearchSettings) -> Solution | None:
    try:
        return find_programme(
            case, find_joint_effects(case), settings, start=_move(programme, case)
        )
    except NoProgrammeFound:
        return None


def _move(programme: Schedule, case: Case) -> Schedule:
    """Return a programme on another case, with the tasks that are in it."""
    return Schedule(case, {c.task_id: c for c in programme if c.task_id in case.task})


def _candidate(
    name: str,
    case: Case,
    schedule: Schedule,
    scenarios: list[tuple[Scenario, Case, Solution | None]],
) -> Candidate:
    outcomes = [_outcome(scenario, one, best, schedule) for scenario, one, best in scenarios]
    total = sum(scenario.weight for scenario, _, _ in scenarios)
    weighed = zip(scenarios, outcomes, strict=True)
    mean = sum(scenario.weight * o.net_value_eur for (scenario, _, _), o in weighed) / total
    keeps_all = not any(o.broken_limits for o in outcomes)
    regrets = [o.regret_eur for o in outcomes if o.regret_eur is not None and keeps_all]
    return Candidate(
        name=name,
        tasks=_move(schedule, case).choices,
        mean_eur=mean,
        worst_eur=min(o.net_value_eur for o in outcomes),
        largest_regret_eur=max(regrets, default=None),
        keeps_all_limits=keeps_all,
        outcomes=tuple(outcomes),
    )


def _outcome(scenario: Scenario, case: Case, best: Solution | None, schedule: Schedule) -> Outcome:
    moved = _move(schedule, case)
    net = value_schedule(moved, find_joint_effects(case)).total()
    return Outcome(
        scenario=scenario.name,
        net_value_eur=net,
        broken_limits=sum(excess.broken for excess in find_excesses(moved)),
        regret_eur=None if best is None else best.objective_eur - net,
        regret_at_most_eur=None if best is None else best.bound_eur - net,
    )
