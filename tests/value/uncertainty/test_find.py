# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of uncertainty is what the engine itself says with other figures."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koppelkans.case import Case, Quarter, Schedule
from koppelkans.opportunity import find_joint_effects
from koppelkans.value import find_lines, value_schedule
from koppelkans.value.uncertainty import Alternative, InputKind, Uncertainty, find_uncertainty
from koppelkans.value.uncertainty.inputs import find_inputs
from koppelkans.value.uncertainty.terms import find_terms, without_zeros
from tests.factories import small_case, small_tables
from tests.value.schedules import preferred_schedule, schedules

Changes = dict[tuple[InputKind, str], float]


def ranged_case() -> Case:
    """Return the small case with ranges of every kind; one figure is zero, one unknown."""
    tables = small_tables()
    ranges: dict[str, dict[str, dict[str, Any]]] = {
        "key_figures": {
            "nuisance_bus": {"low": 1_000, "high": 5_000, "distribution": "lognormal"},
            "nuisance_through_residential": {"value": 0, "low": -50, "high": 300},
            "energy_poverty": {"low": 100, "high": 900, "distribution": "pert"},
        },
        "variants": {
            "sewer-1-v": {"investment_low_eur": 250_000, "investment_high_eur": 500_000},
            "coaches-v": {"investment_high_eur": 120_000},
            "heat-1-mt": {"investment_low_eur": 700_000},
        },
        "effects": {
            "coaching": {"quantity_low": 20, "quantity_high": 80},
            "co2-mt": {"quantity": 0, "quantity_low": 0, "quantity_high": 90_000},
        },
    }
    for table, changed in ranges.items():
        tables[table] = [row | changed.get(row["id"], {}) for row in tables[table]]
    return small_case(
        **tables,
        correlations=[{"id": "c", "first": "investments", "second": "investments",
                       "coefficient": 0.5}],
    )  # fmt: skip


CASE = ranged_case()
EFFECTS = find_joint_effects(CASE)


def alternative(name: str, schedule: Schedule, *, shared: bool) -> Alternative:
    valuation = value_schedule(schedule, EFFECTS, shared=shared)
    return Alternative(name, schedule, valuation, shared)


def together() -> Schedule:
    """Return everything done, the street and the heat in a green and a low variant."""
    choices = {c.task_id: (c.variant_id, c.start) for c in preferred_schedule(CASE)}
    choices |= {
        "street-1": ("street-1-green", Quarter.of(2029, 3)),
        "sewer-1": ("sewer-1-v", Quarter.of(2029, 1)),
        "street-2": ("street-2-plain", Quarter.of(2031, 1)),
        "coaches": ("coaches-v", Quarter.of(2031, 1)),
    }
    return Schedule.of(CASE, choices)  # type: ignore[arg-type]


def both() -> list[Alternative]:
    alone = alternative("baseline", preferred_schedule(CASE), shared=False)
    return [alone, alternative("programme", together(), shared=True)]


def found(draws: int = 2_000, seed: int = 1) -> Uncertainty:
    return find_uncertainty(CASE, both(), EFFECTS, draws=draws, seed=seed)


def changed(case: Case, changes: Changes) -> Case:
    """Return the case with other values of inputs."""
    fields = {
        InputKind.KEY_FIGURE: ("key_figures", "value"),
        InputKind.INVESTMENT: ("variants", "investment_eur"),
        InputKind.QUANTITY: ("effects", "quantity"),
    }
    tables = {}
    for kind, (table, field) in fields.items():
        tables[table] = tuple(
            record.model_copy(update={field: changes[kind, record.id]})
            if (kind, record.id) in changes
            else record
            for record in getattr(case, table)
        )
    return case.model_copy(update=tables)


def difference(case: Case, pair: list[Alternative]) -> float:
    first, second = (a.revalue(case, EFFECTS).total() for a in pair)
    return second - first


@given(schedule=schedules(CASE), shared=st.booleans(), data=st.data())
def test_the_terms_give_what_the_engine_gives_with_other_figures(
    schedule: Schedule, shared: bool, data: st.DataObject
) -> None:
    one = alternative("one", schedule, shared=shared)
    inputs = find_inputs(CASE, [one.schedule], [one.valuation])
    probe = CASE.model_copy(update={"effects": without_zeros(CASE.effects, inputs)})
    lines = find_lines(one.within(probe), EFFECTS, shared=shared)
    terms = find_terms([p.id for p in CASE.partners], inputs, ["heat_stress"], [lines])
    base = [*(input_.value for input_ in inputs), 0.0]
    values = [
        data.draw(st.floats(i.low, i.high)) if i.low is not None and i.high is not None else i.value
        for i in inputs
    ]
    at_base, at_values = terms.values(np.array([base, [*values, 3.0]])).sum(axis=1)
    changes = {(i.kind, i.id): v for i, v in zip(inputs, values, strict=True)}
    engine = one.revalue(
        changed(CASE, changes | {(InputKind.KEY_FIGURE, "heat_stress"): 3.0}), EFFECTS
    )
    # Limits on budgets stretch with other costs; the draws leave that as it is, and say so.
    stretch = sum(e.eur for e in engine.entries if e.kind == "stretch")
    before = sum(e.eur for e in one.valuation.entries if e.kind == "stretch")
    assert at_base == pytest.approx(one.valuation.total(), abs=0.005)
    assert at_values == pytest.approx(engine.total() - stretch + before, abs=0.005)


def test_with_every_input_at_its_value_it_is_the_valuation_itself() -> None:
    uncertainty = found()
    for one in both():
        value = uncertainty.alternatives[one.name].value_eur
        assert value == pytest.approx(one.valuation.total(), abs=0.005)
    [comparison] = uncertainty.comparisons
    assert comparison.difference.value_eur == pytest.approx(difference(CASE, both()), abs=0.005)
    gains = sum(row.gain.value_eur for row in comparison.partners)
    assert gains == pytest.approx(comparison.difference.value_eur, abs=0.005)


def test_swings_are_what_the_engine_says_at_both_ends() -> None:
    uncertainty = found()
    ranges = {(i.kind, i.id): i for i in uncertainty.inputs}
    assert {i.kind for i in uncertainty.inputs if i.moves} == set(InputKind)
    for swing in uncertainty.comparisons[0].swings:
        input_ = ranges[swing.kind, swing.id]
        for end, eur in ((input_.low, swing.at_low_eur), (input_.high, swing.at_high_eur)):
            if end is None:
                assert eur is None
            else:
                case = changed(CASE, {(swing.kind, swing.id): end})
                assert eur == pytest.approx(difference(case, both()), abs=0.01)


def test_at_its_switching_value_an_input_makes_both_worth_the_same() -> None:
    swings = [s for s in found().comparisons[0].swings if s.switch is not None]
    assert swings
    for swing in swings:
        assert swing.switch is not None
        case = changed(CASE, {(swing.kind, swing.id): swing.switch})
        size = abs(swing.switch * swing.per_unit_eur)
        assert difference(case, both()) == pytest.approx(0.0, abs=1e-6 * max(size, 1e6))


def test_an_unknown_figure_turns_the_order_at_its_break_even_value() -> None:
    [unknown] = found().comparisons[0].unknown
    assert unknown.key_figure_id == "heat_stress"
    assert (unknown.first_units, unknown.second_units > 0) == (0.0, True)
    assert unknown.break_even is not None
    case = changed(CASE, {(InputKind.KEY_FIGURE, "heat_stress"): unknown.break_even})
    assert difference(case, both()) == pytest.approx(0.0, abs=0.01)


def test_what_alternatives_have_in_common_falls_away_between_them() -> None:
    alone = both()[0]
    same = Alternative("same", alone.schedule, alone.valuation, shared=False)
    uncertainty = find_uncertainty(CASE, [alone, same], EFFECTS, draws=500)
    [comparison] = uncertainty.comparisons
    assert uncertainty.alternatives["same"].deviation_eur > 0
    assert comparison.difference.deviation_eur == pytest.approx(0.0, abs=1e-6)
    assert comparison.probability == 0.0
    assert all(swing.switch is None for swing in comparison.swings)


def test_the_chance_is_the_share_of_draws_and_every_pair_is_compared() -> None:
    pair = both()
    alternatives = [*pair, alternative("third", preferred_schedule(CASE), shared=True)]
    uncertainty = find_uncertainty(CASE, alternatives, EFFECTS, draws=3_000)
    names = [(c.first, c.second) for c in uncertainty.comparisons]
    assert names == [("baseline", "programme"), ("baseline", "third"), ("programme", "third")]
    for comparison in uncertainty.comparisons:
        assert sum(b.share for b in comparison.bins) == pytest.approx(1.0)
        above = sum(b.share for b in comparison.bins if b.from_eur > 0)
        around = sum(b.share for b in comparison.bins if b.from_eur <= 0 < b.to_eur)
        assert above <= comparison.probability + 1e-9 <= above + around + 2e-9
    turned = find_uncertainty(CASE, pair[::-1], EFFECTS, draws=3_000).comparisons[0]
    assert turned.probability + uncertainty.comparisons[0].probability == pytest.approx(1.0)


def test_the_same_seed_gives_the_same_and_another_seed_nearly_the_same() -> None:
    assert found(500) == found(500)
    one, other = (found(20_000, seed).alternatives["programme"] for seed in (1, 2))
    assert one.mean_eur != other.mean_eur
    assert one.mean_eur == pytest.approx(other.mean_eur, abs=4 * one.deviation_eur / 100)


def test_figures_without_a_range_are_listed_and_do_not_move() -> None:
    uncertainty = found()
    still = {i.id for i in uncertainty.inputs if not i.moves}
    assert "nuisance_household" not in still
    assert {"nuisance_business", "traffic_residential"} <= still
    assert "heat_stress" not in {i.id for i in uncertainty.inputs}


def test_the_rate_of_the_case_stands_among_the_others() -> None:
    [comparison] = found().comparisons
    rows = {row.rate: row.difference_eur for row in comparison.rates}
    assert rows[0.0225] == pytest.approx(comparison.difference.value_eur, abs=0.005)
    assert len(set(rows.values())) > 1
