# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cases at the edge, from a shell too: a correct answer or a message one can act on."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from bench.city import generate_case
from bench.evaluator import Evaluator
from koppelkans.case import CaseError
from koppelkans.cli import main
from koppelkans.exchange import write_case
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import NoProgrammeFound, SearchSettings, Status, find_programme
from koppelkans.result import Result
from tests.factories import case_of, small_tables

EXACT = SearchSettings(seconds=60, gap=0.0)
QUARTER = {"preferred_start": "2027-Q1", "earliest_start": "2027-Q1", "latest_start": "2027-Q1",
           "stretch_before": 0, "stretch_after": 0}  # fmt: skip
Tables = dict[str, list[dict[str, Any]]]


def only(tables: Tables, *task_ids: str) -> Tables:
    """Keep these tasks and nothing that speaks of others."""
    tables["tasks"] = [task for task in tables["tasks"] if task["id"] in task_ids]
    tables["variants"] = [v for v in tables["variants"] if v["task_id"] in task_ids]
    kept = ("areas", "figures", "places", "partners", "people", "tasks", "variants",
            "key_figures", "opportunity_rules")  # fmt: skip
    tables |= {name: [] for name in tables if name not in kept}
    return tables


def in_one_quarter() -> Tables:
    tables = only(small_tables(), "sewer-1", "street-1")
    tables["areas"][0]["last_year"] = 2027
    tables["tasks"] = [task | QUARTER for task in tables["tasks"]]
    for variant in tables["variants"]:
        variant |= {"duration_quarters": 1, "closed_weeks": min(variant["closed_weeks"], 13)}
    return tables


def pinned_and_conflicting() -> Tables:
    tables = in_one_quarter()
    tables["boundaries"] = [{"id": "once", "kind": "crews", "name": "Eén ploeg",
                             "partner_id": "city", "limit": 1}]  # fmt: skip
    tables["relations"] = [{"id": "order", "kind": "before", "task_id": "sewer-1",
                            "other_task_id": "street-1"}]  # fmt: skip
    return tables


def without_money() -> Tables:
    tables = only(small_tables(), "sewer-1", "street-1")
    tables["boundaries"] = [
        {"id": f"money-{partner}", "kind": "budget", "name": f"Budget {partner}",
         "partner_id": partner, "limit": 0}
        for partner in ("city", "water")
    ]  # fmt: skip
    return tables


def large_and_small() -> Tables:
    tables = only(small_tables(), "sewer-1", "sewer-2", "street-1")
    tables["variants"][0]["investment_eur"] = 1e9
    for variant in tables["variants"][1:]:
        variant |= {"investment_eur": 1.0, "opening_eur_per_m": 0.01}
    return tables


def with_a_quiet_place() -> Tables:
    tables = only(small_tables(), "sewer-1")
    assert {"place-3", "place-4"} <= {place["id"] for place in tables["places"]}
    return tables


def shell(tables: Tables, folder: Path, *more: str):
    write_case(case_of(tables), folder / "case.gpkg")
    command = ["programme", str(folder / "case.gpkg"), "--lang", "en", "--out",
               str(folder / "result.json"), *more]  # fmt: skip
    return CliRunner().invoke(main, command)


@pytest.mark.parametrize("make", [in_one_quarter, large_and_small, with_a_quiet_place])
def test_the_best_is_found_and_a_second_opinion_agrees(make):
    case = case_of(make())
    joint_effects = find_joint_effects(case)
    solution = find_programme(case, joint_effects, EXACT)
    verdict = Evaluator(case, joint_effects).judge(solution.schedule)
    assert solution.status is Status.OPTIMAL
    assert verdict.broken == []
    # The billion must not swallow the cents of the rest.
    assert verdict.net_eur == pytest.approx(solution.objective_eur, rel=1e-12, abs=0.01)


@pytest.mark.parametrize("make", [in_one_quarter, large_and_small, with_a_quiet_place])
def test_the_same_from_a_shell(make, tmp_path):
    told = shell(make(), tmp_path, "--seconds", "20")
    assert told.exit_code == 0, told.output
    result = Result.model_validate_json((tmp_path / "result.json").read_bytes())
    assert len(result.programme.tasks) == len(make()["tasks"])


@pytest.mark.parametrize(
    ("make", "named"),
    [(pinned_and_conflicting, "Street-1"), (without_money, "Budget water")],
)
def test_what_cannot_be_is_told_with_the_limits_in_the_way(make, named, tmp_path):
    case = case_of(make())
    with pytest.raises(NoProgrammeFound) as failure:
        find_programme(case, find_joint_effects(case), EXACT)
    assert failure.value.proven
    told = shell(make(), tmp_path, "--seconds", "20")
    assert isinstance(told.exception, SystemExit), told.output
    assert told.exit_code == 1
    assert named in told.output
    assert not (tmp_path / "result.json").exists()


def test_a_case_without_a_task_is_no_case_and_says_so():
    with pytest.raises(CaseError) as failure:
        case_of(only(small_tables()))
    assert "tasks" in str(failure.value)


@pytest.mark.parametrize("tasks", [25, 65])
def test_a_tenth_of_a_second_for_a_city_says_what_is_missing_in_a_list_one_can_read(tasks):
    case = generate_case(tasks, 1).case
    try:
        solution = find_programme(case, find_joint_effects(case), SearchSettings(seconds=0.1))
    except NoProgrammeFound as failure:
        assert not failure.proven  # noqa: PT017
        assert 0 < len(failure.reasons) <= 21  # noqa: PT017
    else:
        assert solution.objective_eur <= solution.bound_eur


def test_no_task_from_a_shell(tmp_path):
    path = tmp_path / "case.xlsx"
    write_case(case_of(only(small_tables(), "sewer-1")), path)
    book = openpyxl.load_workbook(path)
    for name in ("Opgaven", "Varianten"):
        book[name].delete_rows(2, book[name].max_row)
    book.save(path)
    told = CliRunner().invoke(main, ["programme", str(path), "--lang", "en"])
    assert told.exit_code == 2, told.output
    assert "Opgaven" in told.output


def test_a_limit_that_is_exceeded_by_what_is_pinned_from_a_shell(tmp_path):
    tables = in_one_quarter()
    tables["tasks"] = [
        task | {"latest_start": "2027-Q4", "optional": True} for task in tables["tasks"]
    ]
    tables["boundaries"] = [{"id": "none", "kind": "closures", "name": "Niets dicht", "limit": 0}]
    told = shell(tables, tmp_path, "--seconds", "20", "--pin", "sewer-1=2027-Q2")
    assert told.exit_code == 1, told.output
    assert "Niets dicht" in told.output
    assert "2027" in told.output


def test_a_tenth_of_a_second_in_a_shell(tmp_path):
    told = shell(only(small_tables(), "sewer-1", "street-1"), tmp_path, "--seconds", "0.1")
    assert told.exception is None or isinstance(told.exception, SystemExit), told.output
    assert "Traceback" not in told.output
    if told.exit_code == 0:
        result = Result.model_validate_json((tmp_path / "result.json").read_bytes())
        assert len(result.programme.tasks) == 2
    else:
        assert "--seconds" in told.output or "time" in told.output
