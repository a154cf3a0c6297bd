# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Key figures come from the library or replace it, and stand at the price level of the case."""

import pytest

from koppelkans.case import LIBRARY, CaseError, TrafficClass
from koppelkans.opportunity import find_joint_effects
from koppelkans.value import (
    Origin,
    ValuationError,
    WeekPart,
    find_key_figure,
    list_figures,
    price_figure,
    review_figures,
    value_schedule,
)
from koppelkans.value.nuisance import derive_week_figures
from koppelkans.value.review import missing_figures
from tests.factories import small_case, small_tables
from tests.value.schedules import preferred_schedule


def with_figure(key_figure_id, *, area=None, more=None, **changes):
    tables = small_tables()
    tables["areas"][0].update(area or {})
    for figure in tables["key_figures"]:
        if figure["id"] == key_figure_id:
            figure.update(changes)
    return small_case(**{**tables, **(more or {})})


EMPTY = {"value": None, "low": None, "high": None, "price_year": None}


@pytest.mark.parametrize("figure", LIBRARY.values(), ids=LIBRARY)
def test_library_is_whole(figure):
    ends = [x for x in (figure.low, figure.value, figure.high) if x is not None]
    assert ends == sorted(ends)
    assert figure.source
    assert figure.called("nl")
    assert bool(figure.changes) == bool(figure.changes_nl) == (figure.value is None)


def test_library_holds_what_was_looked_for_and_not_found():
    missing = {figure.id for figure in LIBRARY.values() if figure.value is None}
    assert missing >= {"qaly", "travel_time", "noise", "nox", "pm", "water_main", "heat_stress"}


def test_value_comes_from_the_library_with_its_range_and_year():
    case = with_figure("co2", library_id="co2", **EMPTY)
    priced = price_figure(case, "co2")
    assert (priced.original.value, priced.original.price_year) == (0.13, 2021)
    rise = 1.10 * 1.038 * 1.033 * 1.033
    assert priced.figure.value == pytest.approx(0.13 * rise)
    assert (priced.figure.low, priced.figure.high) == pytest.approx((0.05 * rise, 0.16 * rise))


def test_other_value_than_the_library_needs_a_reason():
    with pytest.raises(CaseError, match="reason"):
        with_figure("co2", library_id="co2")
    case = with_figure("co2", library_id="co2", reason="Afspraak in de stad.")
    uses = {use.id: use for use in list_figures(case)}
    assert (uses["co2"].origin, uses["co2"].reason) == (Origin.OVERRIDDEN, "Afspraak in de stad.")
    assert uses["co2"].library.value == 0.13
    assert uses["indoor_saving"].origin is Origin.OWN


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"library_id": "co22"} | EMPTY, "such as co2"),
        ({"library_id": "co2", "value": None}, "a range without a value"),
        ({"low": 0.2}, "low, value and high in this order"),
    ],
)
def test_wrong_figures_are_named(changes, said):
    with pytest.raises(CaseError, match=said):
        with_figure("co2", **changes)


def test_prices_go_down_as_well_as_up():
    case = with_figure("co2", area={"price_level": 2021}, price_year=2023)
    assert find_key_figure(case, "co2").value == pytest.approx(0.13 / (1.10 * 1.038))


def test_own_price_change_goes_before_the_index():
    own = [{"id": "2024", "year": 2024, "change": 0.5, "source": "eigen index"}]
    case = with_figure("co2", price_year=2023, more={"price_changes": own})
    assert find_key_figure(case, "co2").value == pytest.approx(0.13 * 1.5 * 1.033)


def test_unknown_year_is_an_error_that_names_it():
    case = with_figure("co2", area={"price_level": 2030})
    with pytest.raises(ValuationError, match="2026"):
        find_key_figure(case, "co2")
    assert any("2026" in str(remark) for remark in review_figures(case))


def test_check_names_figures_that_the_engine_needs():
    tables = small_tables()
    figures = [f for f in tables["key_figures"] if f["id"] != "traffic_collector"]
    case = small_case(key_figures=figures)
    assert list(missing_figures(case)) == ["traffic_collector"]
    remarks = [str(remark) for remark in review_figures(case)]
    assert any("traffic_collector" in r and "library has it" in r for r in remarks)


def test_every_figure_that_the_engine_can_need_is_in_the_library():
    for part in WeekPart:
        by_class = part in (WeekPart.TRAFFIC, WeekPart.THROUGH)
        for figure_id in [f"{part}_{c}" for c in TrafficClass] if by_class else [part.value]:
            assert LIBRARY[figure_id].value is not None


def test_nuisance_in_the_library_is_what_the_method_derives():
    for figure_id, eur in derive_week_figures().items():
        assert LIBRARY[figure_id].value == pytest.approx(eur, rel=0.07), figure_id


def test_unpriced_effects_are_never_lost():
    """Each effect of a task that is done is an entry or stands beside the euros."""
    case = with_figure("energy_poverty", **EMPTY)
    schedule = preferred_schedule(case)
    valuation = value_schedule(schedule, find_joint_effects(case))
    found = {e.source_id for e in (*valuation.entries, *valuation.unpriced)}
    chosen = {work.variant.id for work in schedule.works.values()}
    assert found >= {effect.id for effect in case.effects if effect.variant_id in chosen}
