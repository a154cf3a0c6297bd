# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Conditions tried out: met when they fit, with a price; explained when they do not."""

import pytest

from koppelkans.agree import try_conditions
from koppelkans.case import Case, Condition, Quarter, Schedule, State, find_excesses
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import SearchSettings, plan_alone
from koppelkans.programme.answers import Limit
from koppelkans.programme.conditions import (
    Rule,
    Trial,
    Trouble,
    TrySettings,
    add_rules,
    hold_accepted,
    is_held,
    name_of_limit,
    price_giving,
    read_rule,
    try_out,
)
from koppelkans.programme.conditions.rules import is_met
from koppelkans.programme.conditions.worth import hold_fast
from koppelkans.programme.vary import change_case
from koppelkans.programme.wishes import NOTHING
from tests.factories import small_case

SETTINGS = TrySettings(SearchSettings(seconds=1), seconds_of_clash=10)


@pytest.fixture(scope="module")
def case() -> Case:
    return small_case()


def ask(id_: str, kind: str, **fields: object) -> Condition:
    given = {"partner_id": "water", "text": f"Als {id_}.", **fields}
    return Condition.model_validate({"id": id_, "kind": kind, **given})


LATE = ask("late", "window", task_ids="sewer-1", first="2030-Q1")
EARLY = ask("early", "window", task_ids="sewer-1", last="2029-Q1")
GREEN = ask("green", "variant", partner_id="city", variant_id="street-1-green")
SAME = ask("same", "together", task_ids="sewer-2; street-2")
NOTHING_TO_SPEND = ask("nothing", "budget", partner_id="city", amount=0)


def run(case: Case, *conditions: Condition) -> Trial:
    return try_out(case, conditions, find_joint_effects(case), SETTINGS)


@pytest.fixture(scope="module")
def fitting(case: Case) -> Trial:
    return run(case, LATE, GREEN)


def test_conditions_that_fit_are_met_by_a_programme_that_keeps_every_limit(
    case: Case, fitting: Trial
) -> None:
    assert fitting.fits
    programme = Schedule(case, {choice.task_id: choice for choice in fitting.tasks})
    assert programme.works["sewer-1"].start >= Quarter.parse("2030-Q1")
    assert programme.works["street-1"].variant.id == "street-1-green"
    assert not [excess for excess in find_excesses(programme) if excess.broken]


def test_what_a_condition_costs_lies_between_what_is_proven(fitting: Trial) -> None:
    assert fitting.whole is not None
    assert {cost.condition_ids for cost in fitting.costs} == {("late",), ("green",)}
    for cost in (*fitting.costs, fitting.whole):
        assert 0 <= cost.at_least_eur <= cost.at_most_eur + 0.01
        assert cost.at_least_eur - 0.01 <= cost.eur <= cost.at_most_eur + 0.01
        # Who gains and who loses adds up to the whole.
        assert -sum(change.eur for change in cost.partners) == pytest.approx(cost.eur, abs=1)


def test_condition_that_the_best_programme_meets_anyway_costs_nothing(
    case: Case, fitting: Trial
) -> None:
    starts = {choice.task_id: choice.start for choice in fitting.tasks}
    met = ask("met", "window", task_ids="sewer-1", last=str(starts["sewer-1"]))
    (cost, _late) = run(case, met, LATE).costs
    assert cost.eur == 0
    assert cost.at_least_eur == 0


def test_programme_is_judged_by_what_is_asked(case: Case, fitting: Trial) -> None:
    programme = Schedule(case, {choice.task_id: choice for choice in fitting.tasks})
    for condition, is_so in ((LATE, True), (GREEN, True), (EARLY, False)):
        rule = read_rule(case, condition)
        assert isinstance(rule, Rule)
        assert is_met(add_rules(case, [rule]), programme) is is_so


def test_what_was_accepted_holds_unless_it_is_left_out(case: Case) -> None:
    dear = ask("dear", "budget", partner_id="city", amount=1_000_000, state="accepted")
    late, words = (
        LATE.model_copy(update={"state": State.ACCEPTED}), ask("w", "words", state="accepted"),
    )  # fmt: skip
    agreed = change_case(case, conditions=(*case.conditions, late, words, dear, EARLY))
    held = hold_accepted(agreed)
    rules = [read_rule(agreed, one) for one in (late, dear, EARLY)]
    assert [is_held(r, held.case, held.wishes) for r in rules if isinstance(r, Rule)] == [
        True, True, False,
    ]  # fmt: skip
    # Who goes alone asked nobody anything: its own limits are as they were.
    assert plan_alone(held.case).choices == plan_alone(agreed).choices
    left = hold_accepted(agreed, without=("late", "dear"))
    assert left.wishes == NOTHING
    assert left.case.boundaries == agreed.boundaries


def test_what_giving_is_worth_is_what_holding_fast_costs(case: Case) -> None:
    """A window that must stretch, as what comes before it is late, is worth what that saves."""
    tasks = tuple(
        task.model_copy(
            update={"earliest_start": Quarter.parse("2031-Q1"), "stretch_before": 8,
                    "preferred_start": Quarter.parse("2031-Q1"), "stretch_eur_per_quarter": 100.0}
        ) if task.id == "sewer-1" else task
        for task in case.tasks
    )  # fmt: skip
    giving = change_case(case, tasks=tasks)
    limit = Limit(table="tasks", id="sewer-1")
    (found,) = price_giving(giving, [limit], find_joint_effects(giving), SETTINGS)
    assert found.condition_ids == (name_of_limit(limit),)
    assert 0 <= found.at_least_eur <= found.eur + 0.01 <= found.at_most_eur + 0.02
    assert -sum(change.eur for change in found.partners) == pytest.approx(found.eur, abs=1)
    rule = hold_fast(giving, limit)
    assert rule.wishes.pins[0].first == Quarter.parse("2031-Q1")
    crews = next(b for b in case.boundaries if b.id == "crews-water")
    (firm,) = hold_fast(case, Limit(table="boundaries", id="crews-water")).boundaries
    assert (firm.stretch, firm.limit) == (0.0, crews.limit)


def test_two_that_cannot_both_be_are_named_and_one_less_is_enough(case: Case) -> None:
    found = run(case, LATE, EARLY, GREEN)
    assert found.fits is False
    assert found.clashes == (("late", "early"),)
    assert found.drop in {("late",), ("early",)}
    assert found.impossible == ()
    assert found.conflict is not None
    assert found.conflict.limits
    # Each by itself still has a price.
    assert {cost.condition_ids[0] for cost in found.costs} == {"late", "early", "green"}


def test_condition_that_can_never_be_met_is_told_apart(case: Case) -> None:
    found = run(case, NOTHING_TO_SPEND, LATE)
    assert found.fits is False
    assert found.impossible == ("nothing",)
    assert found.drop == ("nothing",)


@pytest.mark.parametrize(
    ("condition", "trouble"),
    [
        (ask("w", "words"), Trouble.WORDS),
        (ask("none", "window", first="2030-Q1"), Trouble.INCOMPLETE),
        (ask("when", "window", task_ids="sewer-1"), Trouble.INCOMPLETE),
        (ask("one", "together", task_ids="sewer-1"), Trouble.INCOMPLETE),
        (ask("gone", "variant"), Trouble.INCOMPLETE),
        (ask("much", "budget"), Trouble.INCOMPLETE),
        (ask("never", "window", task_ids="sewer-1", first="2034-Q1"), Trouble.EMPTY),
        (ask("part", "share", amount=0.2), Trouble.SHARING),
    ],
)
def test_why_nothing_is_computed(case: Case, condition: Condition, trouble: Trouble) -> None:
    assert read_rule(case, condition) is trouble


def test_together_and_before_hold_in_the_changed_case(case: Case) -> None:
    first = ask("first", "before", task_ids="street-2; sewer-2")
    rules = [read_rule(case, one) for one in (SAME, first)]
    asked = add_rules(case, rules)  # type: ignore[arg-type]
    assert [r.kind.value for r in asked.wishes.relations] == ["together", "before"]
    assert run(case, SAME, first).clashes == (("same", "first"),)


def test_share_is_judged_after_payments(case: Case) -> None:
    little, much = (ask(name, "share", amount=part) for name, part in (("l", 0.01), ("m", 0.99)))
    tried = try_conditions(case, [little, much, GREEN], SETTINGS)
    assert tried.trial.troubles == {"l": Trouble.SHARING, "m": Trouble.SHARING}
    not_met, met = tried.shares
    assert not not_met.is_met
    assert met.is_met
    assert not_met.part == met.part
    assert not_met.short_eur > 0
