# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Charts draw without complaint, in both languages, and show the figures of the result."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import vl_convert

from koppelkans.case import Case
from koppelkans.plan import Chart, charts
from koppelkans.plan.pictures import VEGA_LITE, to_svg
from koppelkans.result import Result
from tests.factories import small_case, small_tables
from tests.plan.results import small_result

Draw = Callable[[Case, Result, str], Chart]


def _gantt(case: Case, result: Result, language: str) -> Chart:
    return charts.gantt(case, result, language, "water")


DRAWN: list[Draw] = [
    *(getattr(charts, name) for name in charts.__all__ if name != "gantt"),
    _gantt,
]


@pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: draw.__name__)
def test_chart_compiles_and_has_words(draw: Draw, case: Case, result: Result) -> None:
    for language in ("nl", "en"):
        chart = draw(case, result, language)
        json.dumps(chart.spec, allow_nan=False)
        assert vl_convert.vegalite_to_vega(chart.spec, vl_version=VEGA_LITE)["marks"]
        assert chart.title
        assert chart.description in chart.spec["description"]


def test_dutch_charts_use_dutch_notation(case: Case, result: Result) -> None:
    chart = charts.spending_per_year(case, result, "nl")
    assert chart.spec["config"]["locale"]["number"]["decimal"] == ","
    assert ">0,5<" in to_svg(chart).replace(" ", "") or ">0,2<" in to_svg(chart).replace(" ", "")


def _values(chart: Chart) -> list[dict[str, Any]]:
    values: list[dict[str, Any]] = chart.spec["data"]["values"]
    return values


def test_waterfall_ends_at_the_difference(case: Case, result: Result) -> None:
    rows = _values(charts.value_waterfall(case, result, "en"))
    difference = result.programme.net_value_eur - result.baseline.net_value_eur
    assert rows[-1]["to"] * 1e6 == pytest.approx(difference)
    assert rows[-2]["to"] == pytest.approx(rows[-1]["to"])


def test_gains_add_up_before_and_after_payments(case: Case, result: Result) -> None:
    rows = _values(charts.gain_per_partner(case, result, "en"))
    difference = result.programme.net_value_eur - result.baseline.net_value_eur
    for series in {row["series"] for row in rows}:
        total = sum(row["gain"] for row in rows if row["series"] == series)
        assert total * 1e6 == pytest.approx(difference)


def test_closed_weeks_by_year_add_up(case: Case, result: Result) -> None:
    rows = _values(charts.closed_weeks_per_year(case, result, "en"))
    together = sum(row["weeks"] for row in rows if row["series"] == "Together")
    alone = sum(row["weeks"] for row in rows if row["series"] != "Together")
    assert together == pytest.approx(result.programme.closed_weeks)
    assert alone == pytest.approx(result.baseline.closed_weeks)


def test_gantt_shows_tasks_with_the_same_title_each_on_its_own_line() -> None:
    tasks = [{**task, "title": 'Same "title" \' \\ </script>'} for task in small_tables()["tasks"]]
    same = small_case(tasks=tasks)
    chart = charts.gantt(same, small_result(same), "en", "city")
    assert len({row["row"] for row in _values(chart)}) == 3
    assert to_svg(chart).count("title") >= 3
