# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koppelkans.case import VoteChoice
from koppelkans.framework import (
    FrameworkError,
    compare_rounds,
    count_votes,
    hide_small,
    summarise_round,
    weigh,
)
from tests.factories import small_case, small_tables
from tests.framework.test_weigh import alternatives

SIX = [("city", n) for n in range(3)] + [("people", n) for n in range(3)]


def talked_over(first, second=(), alternative="programme", **more):
    """Return a case in which as many people as there are scores judged "home"."""
    people = [
        {"id": f"p{n}", "partner_id": SIX[n % 6][0], "name": f"Persoon {n}"} for n in range(9)
    ]
    judgements = [
        {"id": f"j{number}-{n}", "person_id": f"p{n}", "criterion_id": "home",
         "alternative": alternative, "round": number, "score": score, "reason": f"reden {n}"}
        for number, scores in ((1, first), (2, second)) for n, score in enumerate(scores)
    ]  # fmt: skip
    criteria = [
        *small_tables()["criteria"],
        {"id": "home", "name": "Je hier thuis voelen", "measure": "scored"},
    ]
    return small_case(people=people, judgements=judgements, criteria=criteria, **more)


def test_spread_of_a_round_by_hand():
    """Quartiles of 2, 4, 6, 8, 10, straight between scores: 4, 6, 8."""
    [spread] = summarise_round(talked_over([10, 2, 6, 8, 4]), 1)
    assert (spread.lower_quartile, spread.median, spread.upper_quartile) == (4, 6, 8)
    assert spread.people == 5
    assert spread.reasons == tuple(f"reden {n}" for n in range(5))


def test_nothing_is_shown_of_three_people():
    [spread] = summarise_round(talked_over([10, 2, 6]), 1)
    assert (spread.people, spread.median, spread.reasons) == (None, None, ())


def test_talking_it_over_brings_scores_closer():
    [shift] = compare_rounds(talked_over([1, 3, 7, 9, 5, 5, 5, 5], [4, 4, 6, 6, 5, 5, 5, 5]))
    before, after = np.quantile([1, 3, 7, 9, 5, 5, 5, 5], (0.25, 0.75)), (4.75, 5.25)
    assert shift.closer == pytest.approx(before[1] - before[0] - (after[1] - after[0]))
    assert shift.changed == 4


def test_how_many_changed_is_not_told_of_single_people():
    [shift] = compare_rounds(talked_over([5, 5, 5, 5, 5], [5, 5, 5, 5, 6]))
    assert shift.changed is None


def test_one_round_has_no_shift():
    assert compare_rounds(talked_over([1, 2, 3, 4])) == ()


def test_second_score_in_the_same_round_is_refused():
    case = talked_over([1, 2, 3, 4])
    twice = [*(j.model_dump() for j in case.judgements)]
    twice.append({**twice[0], "id": "again"})
    with pytest.raises(FrameworkError, match="Persoon 0"):
        summarise_round(case.model_copy(update={"judgements": small_judgements(twice)}), 1)


def small_judgements(rows):
    from koppelkans.case import Judgement  # noqa: PLC0415

    return tuple(Judgement(**row) for row in rows)


def votes(*choices):
    return [
        {"id": f"v{n}", "person_id": f"p{n}", "alternative": "programme", "choice": choice,
         "worry": f"zorg {n % 2}", "wished_change": "eerst het plein"}
        for n, choice in enumerate(choices)
    ]  # fmt: skip


def test_votes_are_counted_with_what_comes_with_them():
    case = talked_over([], votes=votes(*["in_favour"] * 5, *["in_favour_if"] * 4))
    tally = count_votes(case, "programme")
    assert tally.people == 9
    assert tally.counts == {
        VoteChoice.IN_FAVOUR: 5, VoteChoice.IN_FAVOUR_IF: 4, VoteChoice.AGAINST: 0,
        VoteChoice.NO_OPINION: 0,
    }  # fmt: skip
    assert tally.worries == ("zorg 0", "zorg 1")
    assert tally.wished_changes == ("eerst het plein",)


def test_single_vote_against_cannot_be_worked_out():
    tally = count_votes(talked_over([], votes=votes(*["in_favour"] * 8, "against")), "programme")
    hidden = [choice for choice, count in tally.counts.items() if count is None]
    assert VoteChoice.AGAINST in hidden
    assert len(hidden) > 1


def test_three_votes_are_not_shown():
    tally = count_votes(talked_over([], votes=votes(*["against"] * 3)), "programme")
    assert tally.people is None
    assert set(tally.counts.values()) == {None}
    assert tally.worries == ()


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12), min_size=2))
def test_no_count_of_one_to_three_can_be_seen_or_worked_out(counts):
    shown = hide_small(counts)
    assert all(count is None or count == 0 or count >= 4 for count in shown.values())
    hidden = [name for name, count in shown.items() if count is None]
    if hidden and sum(counts.values()) >= 4:
        assert len(hidden) > 1
        assert sum(counts[name] for name in hidden) >= 4


def test_scores_count_when_every_alternative_has_one():
    case = talked_over([6, 6, 8, 2, 2, 3])
    assert weigh(case, alternatives(case), draws=10).unscored == ("home",)
    judgements = [j.model_dump() for j in case.judgements]
    for_both = [
        *judgements,
        *({**j, "id": f"b{j['id']}", "alternative": "baseline", "score": 1} for j in judgements),
    ]
    both = case.model_copy(update={"judgements": small_judgements(for_both)})
    weighing = weigh(both, alternatives(both), draws=10)
    assert weighing.unscored == ()
    [home] = [
        s for s in weighing.scores if (s.criterion_id, s.alternative) == ("home", "programme")
    ]
    assert (home.figure, home.value) == (4.5, 0.45)
    # The people of the city gave 6, 6, 8; those of the residents 2, 2, 3.
    values = {r.partner_id: r.values["programme"]["home"] for r in weighing.rankings}
    assert values == {"city": 0.6, "people": 0.2}


def test_partner_that_weighs_only_what_waits_for_scores_has_no_ranking():
    weights = [{"id": "w", "partner_id": "city", "criterion_id": "home", "weight": 1}]
    case = talked_over([], weights=weights)
    assert weigh(case, alternatives(case), draws=10).rankings == ()


def test_last_score_of_each_person_counts():
    case = talked_over([2, 2, 2, 2], [8, 8, 8], alternative="baseline")
    both = [j.model_dump() for j in case.judgements]
    both += [{**j, "id": f"x{j['id']}", "alternative": "programme"} for j in both]
    case = case.model_copy(update={"judgements": small_judgements(both)})
    weighing = weigh(case, alternatives(case), draws=10)
    assert {s.figure for s in weighing.scores if s.criterion_id == "home"} == {8}
