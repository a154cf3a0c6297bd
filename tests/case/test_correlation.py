# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Correlations between uncertain figures: found where they cannot be true."""

from typing import Any

import numpy as np
import pytest

from koppelkans.case import CaseError, Distribution, correlation_matrix, find_members
from tests.factories import small_case, small_tables


def ranged(*ids: str, **more: Any) -> list[dict[str, Any]]:
    figures = small_tables()["key_figures"]
    return [
        f | ({"low": 0.5 * f["value"], "high": 2 * f["value"], **more} if f["id"] in ids else {})
        for f in figures
    ]


def tie(id_: str, first: str, second: str, coefficient: float) -> dict[str, Any]:
    return {"id": id_, "first": first, "second": second, "coefficient": coefficient}


TRAFFIC = ("traffic_residential", "traffic_collector", "traffic_main")


def test_a_group_ties_each_two_of_its_members_and_a_later_pair_goes_first() -> None:
    case = small_case(
        key_figures=ranged(*TRAFFIC, moves_with="traffic"),
        correlations=[tie("a", "traffic", "traffic", 0.6), tie("b", TRAFFIC[0], TRAFFIC[1], 0.2)],
    )
    members = find_members(case.key_figures, case.variants)
    assert members["traffic"] == TRAFFIC
    matrix = correlation_matrix(TRAFFIC, case.correlations, members)
    both, pair = 2 * np.sin(np.pi * 0.6 / 6), 2 * np.sin(np.pi * 0.2 / 6)
    assert matrix == pytest.approx(np.array([[1, pair, both], [pair, 1, both], [both, both, 1]]))


def test_a_figure_without_a_range_does_not_move_with_others() -> None:
    case = small_case(correlations=[tie("a", "co2", "traffic_main", 0.9)])
    assert find_members(case.key_figures, case.variants)["traffic_main"] == ()


def test_correlations_that_contradict_each_other_are_refused_with_the_nearest_that_can_be() -> None:
    ties = [
        tie("a", TRAFFIC[0], TRAFFIC[1], 0.9),
        tie("b", TRAFFIC[1], TRAFFIC[2], 0.9),
        tie("c", TRAFFIC[0], TRAFFIC[2], -0.5),
    ]
    with pytest.raises(CaseError) as refused:
        small_case(key_figures=ranged(*TRAFFIC), correlations=ties)
    [problem] = refused.value.problems
    assert (problem.table, problem.id, problem.found) == ("correlations", "c", "-0.5")
    text = problem.in_language("en")
    assert "expected" in text
    nearest = problem.expected.values["nearest"]
    # What the message says can be, can be; a hundredth less cannot.
    ties[2]["coefficient"] = nearest
    small_case(key_figures=ranged(*TRAFFIC), correlations=ties)
    ties[2]["coefficient"] = nearest - 0.01
    with pytest.raises(CaseError):
        small_case(key_figures=ranged(*TRAFFIC), correlations=ties)


def test_contradictions_that_no_single_change_mends_are_refused() -> None:
    ids = (*TRAFFIC, "nuisance_household", "nuisance_bus")
    against = [tie(f"{a}-{b}", a, b, -1.0) for a in ids for b in ids if a < b]
    with pytest.raises(CaseError) as refused:
        small_case(key_figures=ranged(*ids), correlations=against)
    [problem] = refused.value.problems
    assert "contradict each other" in problem.in_language("en")


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [("co3", "co2", "first"), ("co2", "roads", "second"), ("co2", "co2", "second")],
)
def test_what_is_no_figure_or_group_is_named(first: str, second: str, field: str) -> None:
    with pytest.raises(CaseError) as refused:
        small_case(correlations=[tie("a", first, second, 0.5)])
    [problem] = refused.value.problems
    assert (problem.table, problem.id, problem.field) == ("correlations", "a", field)


@pytest.mark.parametrize(
    ("table", "id_", "changes", "field"),
    [
        ("key_figures", "co2", {"low": 0.2}, "value"),
        ("key_figures", "co2", {"low": 0.0, "distribution": "lognormal"}, "distribution"),
        ("variants", "sewer-1-v", {"investment_low_eur": 400_000}, "investment_low_eur"),
        ("variants", "sewer-1-v", {"investment_high_eur": 4}, "investment_high_eur"),
        ("effects", "coaching", {"quantity_low": 61}, "quantity"),
    ],
)
def test_ranges_the_wrong_way_round_are_refused(
    table: str, id_: str, changes: dict[str, Any], field: str
) -> None:
    rows = [row | (changes if row["id"] == id_ else {}) for row in small_tables()[table]]
    with pytest.raises(CaseError) as refused:
        small_case(**{table: rows})
    [problem] = refused.value.problems
    assert (problem.table, problem.id, problem.field) == (table, id_, field)


def test_a_case_with_other_tables_finds_anew_what_follows_from_them() -> None:
    case = small_case()
    assert case.key_figure["co2"].distribution is Distribution.TRIANGULAR
    assert case.model_copy(update={"key_figures": ()}).key_figure == {}
    assert "co2" in case.key_figure
