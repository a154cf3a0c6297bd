# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every number opens to its formula: whoever computes it by hand finds the same."""

import pytest
from hypothesis import given, settings

from examples.bloemenbuurt.build import build_bloemenbuurt
from koppelkans.case import TABLES
from koppelkans.opportunity import find_joint_effects
from koppelkans.value import EntryKind, Line, find_lines, trace_entries, value_schedule
from tests.factories import small_case, small_tables
from tests.value.schedules import preferred_schedule, schedules

CASE = small_case()
EFFECTS = find_joint_effects(CASE)


def compute(step):
    """Return the value of a step by its formula, from what is given at the leaves of its tree."""
    if not step.formula:
        assert not step.inputs, step
        return step.value
    symbols = {given.symbol: compute(given) for given in step.inputs}
    assert len(symbols) == len(step.inputs), step
    formula = step.formula.replace("^", "**")
    return eval(formula, {"__builtins__": {"min": min}}, symbols)  # noqa: S307


def assert_follows(traces):
    for trace in traces:
        for _, step in trace.step.walk():
            assert isinstance(step.value, float), step
            assert compute(step) == pytest.approx(step.value, rel=1e-9, abs=1e-12), step
        assert compute(trace.step) == pytest.approx(trace.entry.eur, rel=1e-9)


def assert_referred_to(case, traces):
    """Numbers that refer to the case are those of the case."""
    records = {(name, r.id): r for name in TABLES for r in getattr(case, name)}
    for trace in traces:
        for _, step in trace.step.walk():
            if step.reference and not step.reference.field.endswith("_start"):
                record = records[step.reference.table, step.reference.id]
                found = getattr(record, step.reference.field)
                assert found is None or float(found) == step.value, step


@settings(deadline=None, max_examples=25)
@given(schedules(CASE))
def test_every_entry_follows_from_its_formula_and_the_case(schedule):
    traces = trace_entries(schedule, EFFECTS)
    assert tuple(trace.entry for trace in traces) == value_schedule(schedule, EFFECTS).entries
    assert_follows(traces)
    assert_referred_to(CASE, traces)


def test_every_entry_of_the_example_follows_from_its_formula():
    case = build_bloemenbuurt()
    effects = find_joint_effects(case)
    for shared in (True, False):
        traces = trace_entries(preferred_schedule(case), effects, shared=shared)
        assert_follows(traces)
        assert_referred_to(case, traces)
        kinds = {trace.entry.kind for trace in traces}
        assert kinds >= {EntryKind.EFFECT, EntryKind.OPENING, EntryKind.NUISANCE, EntryKind.FAILURE}


AREAS = {
    "VAT on top": {"vat": "excluded"},
    "VAT for those who reclaim": {"vat": "included"},
    "own rate for costs": {"cost_discount_rate": 0.016},
    "nothing discounted": {"discount_rate": 0},
    "rate below zero": {"discount_rate": -0.02},
    "older prices": {"price_level": 2020},
    "newer prices": {"price_level": 2025},
    "short period": {"evaluation_years": 7},
}


@pytest.mark.parametrize("changes", AREAS.values(), ids=AREAS)
def test_formulas_hold_for_every_setting(changes):
    tables = small_tables()
    tables["areas"][0].update(changes)
    tables["partners"][1]["reclaims_vat"] = True
    tables["key_figures"][3]["price_year"] = 2021
    tables["variants"][5]["life_years"] = 12.5
    tables["effects"][0]["overlap_factor"] = 0.5
    case = small_case(**tables)
    effects = find_joint_effects(case)
    schedule = preferred_schedule(case)
    traces = trace_entries(schedule, effects)
    assert_follows(traces)


@settings(deadline=None, max_examples=10)
@given(schedules(CASE))
def test_every_amount_is_a_coefficient_times_a_figure(schedule):
    lines = [x for x in find_lines(schedule, EFFECTS) if isinstance(x, Line)]
    amounts = [line.coefficient * line.figure.value for line in lines]
    assert amounts == pytest.approx([line.entry.eur for line in lines])
