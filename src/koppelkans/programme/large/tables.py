# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A problem as flat arrays, for compiled code.

Lists of lists are two arrays: what belongs to ``n`` stands from ``ptr[n]`` to ``ptr[n + 1]``.
Options are numbered through; the option of a task with place ``b`` in its row is bit ``b`` of a
mask. A start has the number of its column in the model.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from koppelkans.case import QUARTERS_PER_YEAR, Boundary, BoundaryKind
from koppelkans.case.limits import applies_in
from koppelkans.programme.large.arrays import (
    Arrays,
    Flags,
    Floats,
    Integers,
    as_rows,
    flags,
    floats,
    integers,
)
from koppelkans.programme.large.pair_tables import meetings, relations
from koppelkans.programme.model.problem import Option, Problem


class Tables(NamedTuple):
    """Everything that does not change while a programme is searched.

    Prefixes: ``o`` option, ``t`` task, ``p`` place, ``v`` visit of a task to a place, ``c``
    counter of a limit per quarter, ``g`` group of places around one that must stay reachable,
    ``b`` budget, ``r`` rest, ``m`` meeting that gains, ``l`` relation.
    """

    o_task: Integers
    o_first: Integers
    o_count: Integers
    o_column: Integers
    o_quarters: Integers
    o_weeks: Floats
    o_crews: Floats
    o_repaves: Flags
    o_bit: Integers
    o_per_quarter_eur: Floats
    o_at_start_eur: Floats
    o_opening: Integers
    opening_eur: Floats
    cost: Floats
    t_option: Integers
    t_optional: Flags
    t_not_done: Floats
    t_partner: Integers
    t_visit: Integers
    v_place: Integers
    p_visitor: Integers
    visitor_task: Integers
    visitor_visit: Integers
    week_eur: Floats
    factor: Floats
    c_limit: Floats
    c_stretch: Floats
    c_price: Floats
    c_applies: Flags
    crew_ptr: Integers
    crew_counter: Integers
    closure_ptr: Integers
    closure_counter: Integers
    g_size: Integers
    g_count: Floats
    g_counter: Integers
    around_ptr: Integers
    around_group: Integers
    b_limit: Floats
    b_stretch: Floats
    b_price: Floats
    b_carries: Flags
    b_applies: Flags
    budget_ptr: Integers
    budget: Integers
    r_rest: Integers
    r_stretch: Floats
    r_price: Floats
    r_applies: Flags
    rest_ptr: Integers
    rest: Integers
    m_ptr: Integers
    m_other: Integers
    m_mine: Integers
    m_others: Integers
    m_within: Integers
    m_worth: Integers
    worth: Floats
    l_kind: Integers
    l_first: Integers
    l_second: Integers
    l_mine: Integers
    l_others: Integers
    l_lag: Integers
    l_saving: Floats
    l_ptr: Integers
    related: Integers
    near_ptr: Integers
    near: Integers


def make_tables(problem: Problem) -> Tables:
    """Return a problem as arrays: all euros as they count for its goal.

    What owners pay more than others for what is shared, and what each occupation counts, is left
    out: a problem without either `counts_alike`.
    """
    options = [option for of_task in problem.options for option in of_task]
    place_number = {place.id: n for n, place in enumerate(problem.case.places)}
    partner_number = {partner.id: n for n, partner in enumerate(problem.case.partners)}
    arrays = {
        **_options(problem, options),
        **_tasks(problem, partner_number),
        **_streets(problem, options, place_number),
        **_counters(problem, place_number, partner_number),
        **_budgets(problem, partner_number),
        **_rests(problem, place_number),
        **meetings(problem),
        **relations(problem),
    }
    return Tables(**arrays, **_near(arrays, len(problem.options)))


def _options(problem: Problem, options: Sequence[Option]) -> Arrays:
    case = problem.case
    first_of_task = np.cumsum([0, *(len(of_task) for of_task in problem.options)])
    opening = [
        sum(problem.opening_eur(o, p) for p in o.place_ids) if o.weeks > 0 else 0.0 for o in options
    ]
    investment = [
        case.variant[o.variant_id].investment_eur * case.vat_factor(o.partner_id) for o in options
    ]
    return {
        "o_task": integers(o.task for o in options),
        "o_first": integers(o.first for o in options),
        "o_count": integers(len(o.columns) for o in options),
        "o_column": integers(o.columns.start for o in options),
        "o_quarters": integers(o.duration for o in options),
        "o_weeks": floats(o.weeks for o in options),
        "o_crews": floats(o.crews for o in options),
        "o_repaves": flags(o.repaves for o in options),
        "o_bit": integers(1 << int(n - first_of_task[o.task]) for n, o in enumerate(options)),
        "o_per_quarter_eur": floats(
            eur / o.duration for eur, o in zip(investment, options, strict=True)
        ),
        "o_at_start_eur": floats(opening),
        "cost": -np.concatenate([np.zeros(0), *(o.values for o in options)]),
        "factor": np.asarray(problem.factor, dtype=np.float64),
    }


def _tasks(problem: Problem, partner_number: dict[str, int]) -> Arrays:
    tasks = problem.case.tasks
    return {
        "t_option": np.cumsum([0, *(len(of_task) for of_task in problem.options)]),
        "t_optional": flags(task.optional for task in tasks),
        "t_not_done": floats(problem.not_done),
        "t_partner": integers(partner_number[task.partner_id] for task in tasks),
    }


def _streets(problem: Problem, options: Sequence[Option], place_number: dict[str, int]) -> Arrays:
    """Return which tasks close which places, and what opening and a week cost there."""
    of_task = [
        tuple(dict.fromkeys(row[0].place_ids)) if any(o.weeks > 0 for o in row) else ()
        for row in problem.options
    ]
    t_visit, v_place = as_rows([[place_number[p] for p in ids] for ids in of_task])
    visitors: list[list[tuple[int, int]]] = [[] for _ in place_number]
    for task, ids in enumerate(of_task):
        for offset, place_id in enumerate(ids):
            visitors[place_number[place_id]].append((task, offset))
    p_visitor, visitor_task = as_rows([[task for task, _ in row] for row in visitors])
    _, visitor_visit = as_rows([[offset for _, offset in row] for row in visitors])
    o_opening = np.zeros(len(options), dtype=np.int64)
    opening: list[float] = []
    for number, option in enumerate(options):
        o_opening[number] = len(opening)
        if option.weeks > 0:
            weight = problem.opening_weight
            opening += [weight * problem.opening_eur(option, p) for p in of_task[option.task]]
        else:
            opening += [0.0] * len(of_task[option.task])
    none = np.zeros(problem.quarters)
    week_eur = [problem.week_eur.get(place_id, none) for place_id in place_number]
    return {
        "t_visit": t_visit,
        "v_place": v_place,
        "p_visitor": p_visitor,
        "visitor_task": visitor_task,
        "visitor_visit": visitor_visit,
        "o_opening": o_opening,
        "opening_eur": floats(opening),
        "week_eur": np.array(week_eur, dtype=np.float64).reshape(-1, problem.quarters),
    }


def _applies(problem: Problem, boundary: Boundary) -> Flags:
    return flags(applies_in(boundary, problem.quarter(q).year) for q in range(problem.quarters))


def _counters(
    problem: Problem, place_number: dict[str, int], partner_number: dict[str, int]
) -> Arrays:
    crews: list[list[int]] = [[] for _ in partner_number]
    closures: list[list[int]] = [[] for _ in place_number]
    around: list[list[int]] = [[] for _ in place_number]
    groups: list[tuple[int, float, int]] = []
    counted = (BoundaryKind.CREWS, BoundaryKind.CLOSURES, BoundaryKind.CLOSED_SEASON,
               BoundaryKind.REACHABILITY)  # fmt: skip
    boundaries = [b for b in problem.case.boundaries if b.kind in counted]
    applies = np.zeros((len(boundaries), problem.quarters), dtype=np.bool_)
    in_district: dict[str, list[int]] = {"": list(range(len(place_number)))}
    for number, place in enumerate(problem.case.places):
        if place.district:
            in_district.setdefault(place.district, []).append(number)
    for counter, boundary in enumerate(boundaries):
        applies[counter] = _applies(problem, boundary)
        places = [place_number[p] for p in dict.fromkeys(boundary.place_ids)]
        match boundary.kind:
            case BoundaryKind.CREWS:
                crews[partner_number[boundary.partner_id or ""]].append(counter)
            case BoundaryKind.CLOSURES:
                inside = set(in_district.get(boundary.district, []))
                for number in inside.intersection(places or inside):
                    closures[number].append(counter)
            case BoundaryKind.CLOSED_SEASON:
                applies[counter] &= flags(
                    problem.quarter(q).number in boundary.quarters for q in range(problem.quarters)
                )
                for number in places or range(len(place_number)):
                    closures[number].append(counter)
            case _:
                only = set(boundary.place_ids)
                _add_groups(problem, place_number, only, counter, groups, around)
    crew_ptr, crew_counter = as_rows(crews)
    closure_ptr, closure_counter = as_rows(closures)
    around_ptr, around_group = as_rows(around)
    return {
        "c_limit": floats(
            b.limit if b.kind in (BoundaryKind.CREWS, BoundaryKind.CLOSURES) else 0.0
            for b in boundaries
        ),
        "c_stretch": floats(b.stretch for b in boundaries),
        "c_price": np.outer([problem.stretch_eur(b) for b in boundaries], problem.factor).reshape(
            -1, problem.quarters
        ),
        "c_applies": applies,
        "crew_ptr": crew_ptr,
        "crew_counter": crew_counter,
        "closure_ptr": closure_ptr,
        "closure_counter": closure_counter,
        "around_ptr": around_ptr,
        "around_group": around_group,
        "g_size": integers(size for size, _, _ in groups),
        "g_count": floats(count for _, count, _ in groups),
        "g_counter": integers(counter for _, _, counter in groups),
    }


def _add_groups(
    problem: Problem,
    place_number: dict[str, int],
    only: set[str],
    counter: int,
    groups: list[tuple[int, float, int]],
    around: list[list[int]],
) -> None:
    """Add the sets of places of which one must stay open, and how many places need that."""
    counts: dict[frozenset[str], int] = {}
    for place in problem.case.places:
        if place.reachable_via and (not only or place.id in only):
            via = frozenset(place.reachable_via)
            counts[via] = counts.get(via, 0) + 1
    for via, count in counts.items():
        for place_id in via:
            around[place_number[place_id]].append(len(groups))
        groups.append((len(via), float(count), counter))


def _budgets(problem: Problem, partner_number: dict[str, int]) -> Arrays:
    area = problem.case.area
    boundaries = [b for b in problem.case.boundaries if b.kind is BoundaryKind.BUDGET]
    years = range(area.first_year, area.last_year + 1)
    rows: list[list[int]] = [[] for _ in partner_number]
    for number, boundary in enumerate(boundaries):
        rows[partner_number[boundary.partner_id or ""]].append(number)
    budget_ptr, budget = as_rows(rows)
    return {
        "b_limit": floats(b.limit for b in boundaries),
        "b_stretch": floats(b.stretch for b in boundaries),
        "b_price": floats(problem.stretch_eur(b) for b in boundaries),
        "b_carries": flags(b.carries_over for b in boundaries),
        "b_applies": np.array(
            [[applies_in(b, year) for year in years] for b in boundaries], dtype=np.bool_
        ).reshape(-1, len(years)),
        "budget_ptr": budget_ptr,
        "budget": budget,
    }


def _rests(problem: Problem, place_number: dict[str, int]) -> Arrays:
    boundaries = [b for b in problem.case.boundaries if b.kind is BoundaryKind.REST]
    rows: list[list[int]] = [[] for _ in place_number]
    for number, boundary in enumerate(boundaries):
        # As often as it is named: an excess each time.
        for place_id in boundary.place_ids or place_number:
            rows[place_number[place_id]].append(number)
    rest_ptr, rest = as_rows(rows)
    return {
        "r_rest": integers(round(b.limit * QUARTERS_PER_YEAR) for b in boundaries),
        "r_stretch": floats(b.stretch for b in boundaries),
        "r_price": floats(problem.stretch_eur(b) for b in boundaries),
        "r_applies": np.array([_applies(problem, b) for b in boundaries], dtype=np.bool_).reshape(
            -1, problem.quarters
        ),
        "rest_ptr": rest_ptr,
        "rest": rest,
    }


def _near(arrays: Arrays, tasks: int) -> Arrays:
    """Return for each task those that it shares a place, a gain or a relation with."""
    near: list[set[int]] = [set() for _ in range(tasks)]
    visitors = np.split(arrays["visitor_task"], arrays["p_visitor"][1:-1].astype(int))
    for row in visitors:
        at_place = set(row.tolist())
        for task in at_place:
            near[task] |= at_place
    meetings = np.split(arrays["m_other"], arrays["m_ptr"][1:-1].astype(int))
    for task, others in enumerate(meetings):
        near[task].update(others.tolist())
    for first, second in zip(arrays["l_first"].tolist(), arrays["l_second"].tolist(), strict=True):
        near[first].add(second)
        near[second].add(first)
    near_ptr, flat = as_rows([sorted(others - {task}) for task, others in enumerate(near)])
    return {"near_ptr": near_ptr, "near": flat}
