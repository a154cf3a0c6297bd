# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A case is complete and correct, or it does not exist; every problem is named at once."""

from collections.abc import Callable
from typing import Any

import pytest
from shapely.geometry import LineString, Polygon

from koppelkans.case import CaseError, Problem
from tests.factories import X, Y, case_of, small_case, small_tables

Tables = dict[str, list[dict[str, Any]]]


def problems_of(tables: Tables, crs: str = "EPSG:28992") -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as caught:
        case_of(tables, crs)
    return caught.value.problems


def change(table: str, number: int, **values: Any) -> Callable[[Tables], None]:
    return lambda tables: tables[table][number].update(values)


WRONG = {
    "dangling reference": (change("tasks", 0, partner_id="nobody"), "tasks", 2, "partner_id"),
    "dangling place": (change("tasks", 1, place_ids="place-1; elders"), "tasks", 3, "place_ids"),
    "reversed window": (change("tasks", 0, latest_start="2026-Q1"), "tasks", 2, "latest_start"),
    "preferred outside": (
        change("tasks", 0, preferred_start="2033-Q1"), "tasks", 2, "preferred_start",
    ),
    "outside the years": (change("tasks", 2, latest_start="2050-Q1"), "tasks", 4, "latest_start"),
    "negative cost": (change("variants", 1, investment_eur=-1), "variants", 3, "investment_eur"),
    "missing unit": (change("key_figures", 2, unit=None), "key_figures", 4, "unit"),
    "date as text": (change("tasks", 3, preferred_start="ooit"), "tasks", 5, "preferred_start"),
    "unknown kind": (change("boundaries", 0, kind="geld"), "boundaries", 2, "kind"),
    "budget without partner": (
        change("boundaries", 0, partner_id=None), "boundaries", 2, "partner_id",
    ),
    "self-crossing line": (
        change("places", 0, geometry=LineString([(X, Y), (X + 9, Y + 9), (X, Y + 9), (X + 9, Y)])),
        "places", 2, "geometry",
    ),
    "self-crossing area": (
        change("areas", 0, geometry=Polygon([(X, Y), (X + 9, Y + 9), (X, Y + 9), (X + 9, Y)])),
        "areas", 2, "geometry",
    ),
    "NaN": (
        change("places", 0, geometry=f"LINESTRING ({X} {Y}, nan {Y})"),
        "places", 2, "geometry",
    ),
    "double id": (change("places", 1, id="place-1"), "places", 3, "id"),
    "too long closed": (change("variants", 0, closed_weeks=27), "variants", 2, "closed_weeks"),
    "closed without place": (change("variants", 7, closed_weeks=3), "variants", 9, "closed_weeks"),
    "range upside down": (change("key_figures", 3, low=900), "key_figures", 5, "value"),
    "variant of another": (
        change("relations", 0, variant_id="sewer-2-v"), "relations", 2, "variant_id",
    ),
    "unknown field": (change("partners", 0, colour="red"), "partners", 2, "colour"),
    "infinite": (change("places", 0, length_m=float("inf")), "places", 2, "length_m"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_each_mistake_is_found_where_it_is(name: str) -> None:
    spoil, table, row, field = WRONG[name]
    tables = small_tables()
    spoil(tables)
    found = problems_of(tables)
    assert (table, row, field) in {(p.table, p.row, p.field) for p in found}


def test_all_mistakes_are_named_in_one_go() -> None:
    tables = small_tables()
    for name in ("negative cost", "missing unit", "date as text", "unknown kind"):
        WRONG[name][0](tables)
    tables["tasks"][4]["partner_id"] = "nobody"
    fields = {p.field for p in problems_of(tables)}
    assert {"investment_eur", "unit", "preferred_start", "kind", "partner_id"} <= fields


def test_circular_relations_are_named_as_a_circle() -> None:
    tables = small_tables()
    tables["relations"].append(
        {"id": "back", "kind": "before", "task_id": "street-1", "other_task_id": "sewer-1"}
    )
    (problem,) = problems_of(tables)
    assert problem.table == "relations"
    assert "sewer-1 → street-1" in problem.in_language("en")


@pytest.mark.parametrize("table", ["areas", "places", "partners", "tasks", "variants"])
def test_an_empty_table_is_a_problem(table: str) -> None:
    found = problems_of({**small_tables(), table: []})
    assert table in {problem.table for problem in found}


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:0", "RD"])
def test_only_a_projected_system_is_taken(crs: str) -> None:
    assert ("meta", "crs") in {(p.table, p.field) for p in problems_of(small_tables(), crs)}


def test_degrees_in_a_case_in_metres_are_noticed() -> None:
    tables = small_tables()
    tables["areas"][0]["geometry"] = Polygon([(4.9, 52.39), (4.92, 52.39), (4.92, 52.4)])
    assert ("areas", "geometry") in {(p.table, p.field) for p in problems_of(tables)}


def test_problem_reads_as_a_sentence_with_place_value_and_expectation() -> None:
    tables = small_tables()
    tables["variants"][0]["investment_eur"] = -5
    (problem,) = problems_of(tables)
    assert problem.in_language("en") == (
        "variants, row 2, “sewer-1-v”, field investment_eur: found -5; expected 0 or more"
    )


def test_correct_case_knows_its_own() -> None:
    case = small_case()
    assert case.area.name == "Testbuurt"
    assert case.baseline_variant("heat-1").id == "heat-1-mt"
    assert [v.id for v in case.variants_of["street-1"]] == ["street-1-plain", "street-1-green"]
    window, stretched = (
        case.starts("sewer-2", "sewer-2-v", stretched=flag) for flag in (False, True)
    )
    assert len(stretched) == len(window) + 4
