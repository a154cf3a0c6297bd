# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.case import Quarter, Schedule
from koppelkans.framework import FrameworkError, check_framework, weigh
from koppelkans.opportunity import find_joint_effects
from koppelkans.value import value_schedule
from tests.factories import small_case, small_tables

PLAN = {
    "sewer-2": ("sewer-2-v", Quarter.of(2030, 1)),
    "street-2": ("street-2-plain", Quarter.of(2030, 1)),
    "heat-1": ("heat-1-lt", Quarter.of(2031, 1)),
    "coaches": ("coaches-v", Quarter.of(2031, 1)),
}


def alternatives(case, names=("baseline", "programme")):
    schedule, effects = Schedule.of(case, PLAN), find_joint_effects(case)
    return {
        name: (schedule, value_schedule(schedule, effects, shared=name != "baseline"))
        for name in names
    }


def case_measuring(measure, **more):
    """Return a case with one criterion; its curve runs from 0 to 1,000."""
    return small_case(
        criteria=[{"id": "c", "name": "Criterium", "measure": measure, **more}],
        weights=[{"id": "w", "partner_id": "city", "criterion_id": "c", "weight": 3}],
        preference_curves=[{"id": "k", "criterion_id": "c", "worst": 0, "best": 1000}],
    )


def figures(case):
    weighing = weigh(case, alternatives(case), draws=10)
    return {score.alternative: score.figure for score in weighing.scores}


def changed(table, **by_id):
    """Return the small case with fields changed in rows of a table; ids with _."""
    tables = small_tables()
    for row in tables[table]:
        row.update(by_id.get(row["id"], {}))
    return small_case(**tables)


@pytest.mark.parametrize(
    ("measure", "sign", "part"),
    [("net_value_eur", 1, None), ("benefit_eur", 1, "benefit"), ("cost_eur", -1, "cost"),
     ("nuisance_eur", -1, "nuisance")],
)  # fmt: skip
def test_euros_are_those_of_the_valuation(measure, sign, part):
    case = case_measuring(measure)
    valuation = alternatives(case)["programme"][1]
    euros = sum(e.eur for e in valuation.entries if part in (None, e.category.value))
    assert figures(case)["programme"] == pytest.approx(sign * euros)


@pytest.mark.parametrize(
    ("measure", "baseline", "programme"),
    [
        # Heat at three places, sewer at 3 and 4, street at 3; together sewer and street are one.
        ("occupations", 6, 5),
        # 3 x 16 heat, 2 x 14 sewer and 10 street; together 7 of those 10 weeks fall away.
        ("closed_weeks", 86, 79),
        ("homes", 60, 60),
        ("people", 120, 120),
    ],
)
def test_counts_are_those_of_the_schedule(measure, baseline, programme):
    assert figures(case_measuring(measure)) == {"baseline": baseline, "programme": programme}


def test_benefit_of_residents_is_that_of_residents_and_tenants():
    case = case_measuring("resident_benefit_eur")
    valuation = alternatives(case)["programme"][1]
    expected = sum(e.eur for e in valuation.entries if e.name in ("coaching", RULE_NAME))
    assert figures(case)["programme"] == pytest.approx(expected)


RULE_NAME = "Coach en aansluiting samen"


def test_key_figure_is_counted_in_its_own_unit_over_the_years():
    assert figures(case_measuring("key_figure", key_figure_id="co2"))["programme"] == 30 * 110_000


def test_worst_partner_is_the_smallest_gain_compared_with_the_baseline():
    case = case_measuring("worst_partner_eur")
    found = figures(case)
    baseline, programme = (v.by(lambda e: e.partner_id) for _, v in alternatives(case).values())
    assert found["baseline"] == 0
    assert found["programme"] == pytest.approx(min(programme[p] - baseline[p] for p in programme))


def test_worst_partner_needs_a_baseline():
    case = case_measuring("worst_partner_eur")
    with pytest.raises(FrameworkError, match="baseline"):
        weigh(case, alternatives(case, names=("a", "b")))


def test_total_is_the_weighted_sum_by_hand():
    """Weeks on a curve from 200 to 20; euros on one from -4 million to 0."""
    case = small_case()
    weighing = weigh(case, alternatives(case))
    net = alternatives(case)["programme"][1].total()
    worth, calm = 1 + net / 4_000_000, (200 - 79) / 180
    city, people = weighing.rankings
    assert city.weights == {"worth": 0.6, "calm": 0.4}
    assert city.totals["programme"] == pytest.approx(0.6 * worth + 0.4 * calm)
    assert people.totals["programme"] == pytest.approx(0.2 * worth + 0.8 * calm)


def test_partners_stand_side_by_side_in_their_own_order():
    case = small_case()
    assert [r.partner_id for r in weigh(case, alternatives(case)).rankings] == ["city", "people"]


def test_own_curve_goes_before_that_of_everybody_and_for_its_owner_only():
    curves = [
        *small_tables()["preference_curves"],
        {"id": "c3", "criterion_id": "calm", "partner_id": "people", "worst": 80, "best": 79,
         "red_line": 85},
    ]  # fmt: skip
    case = small_case(preference_curves=curves)
    city, people = weigh(case, alternatives(case)).rankings
    net = alternatives(case)["baseline"][1].total()
    assert people.totals["baseline"] == pytest.approx(0.2 * (1 + net / 4_000_000))
    assert city.totals["baseline"] > people.totals["baseline"]
    assert people.red_lines_crossed == {"baseline": ("calm",), "programme": ()}
    assert city.red_lines_crossed == {"baseline": (), "programme": ()}


def test_alternative_that_is_better_on_everything_comes_first_for_all_weights():
    case = small_case()
    assert weigh(case, alternatives(case)).acceptability == {"baseline": 0, "programme": 1}


def test_case_without_criteria_weighs_nothing():
    case = small_case(criteria=[], weights=[], preference_curves=[])
    weighing = weigh(case, alternatives(case))
    assert (weighing.scores, weighing.rankings, weighing.acceptability) == ((), (), {})


def test_headings_are_not_scored():
    criteria = [{"id": "top", "name": "Leefbaarheid"}, *small_tables()["criteria"]]
    case = small_case(criteria=criteria)
    assert {s.criterion_id for s in weigh(case, alternatives(case)).scores} == {"worth", "calm"}


def test_criterion_without_curve_is_named():
    case = small_case(preference_curves=small_tables()["preference_curves"][:1])
    with pytest.raises(FrameworkError, match="Rust in de straat"):
        weigh(case, alternatives(case))


def test_two_curves_for_the_same_are_refused():
    curves = small_tables()["preference_curves"]
    case = small_case(preference_curves=[*curves, {**curves[0], "id": "again"}])
    with pytest.raises(FrameworkError, match="more than one"):
        weigh(case, alternatives(case))


def test_flat_curve_is_refused():
    case = changed("preference_curves", c2={"worst": 20})
    with pytest.raises(FrameworkError, match="differs"):
        weigh(case, alternatives(case))


def test_partner_with_only_zero_weights_is_named():
    case = changed("weights", w3={"weight": 0}, w4={"weight": 0})
    with pytest.raises(FrameworkError, match="Bewoners"):
        weigh(case, alternatives(case))
    with pytest.raises(FrameworkError, match="Bewoners"):
        check_framework(case)


def test_framework_is_checked_before_there_are_alternatives():
    check_framework(small_case())
    curves = small_tables()["preference_curves"][:1]
    with pytest.raises(FrameworkError, match="Rust in de straat"):
        check_framework(small_case(preference_curves=curves))


def test_nothing_to_weigh_is_refused():
    with pytest.raises(FrameworkError, match="no alternative"):
        weigh(small_case(), {})


def test_weight_on_a_heading_is_refused():
    tables = small_tables()
    tables["criteria"].append({"id": "top", "name": "Leefbaarheid"})
    tables["weights"].append({"id": "w5", "partner_id": "city", "criterion_id": "top", "weight": 1})
    case = small_case(**tables)
    with pytest.raises(FrameworkError, match="Leefbaarheid"):
        weigh(case, alternatives(case))
