# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.line import run
from koppelkans.plan.reading import Reading
from koppelkans.web.present.firmness import find_firmness
from tests.factories import small_case, small_tables

pytestmark = pytest.mark.elsewhere


@pytest.fixture(scope="module")
def firmness():
    """Return the firmness of a case with a partner that only minds who gains least."""
    tables = small_tables()
    tables["criteria"] += [
        {"id": "cost", "name": "Kosten", "measure": "worst_partner_eur"},
        {"id": "home", "name": "Je thuis voelen", "measure": "scored"},
    ]
    tables["preference_curves"].append({"id": "c3", "criterion_id": "cost", "worst": 1, "best": 0})
    tables["weights"].append(
        {"id": "w5", "partner_id": "heat", "criterion_id": "cost", "weight": 1}
    )
    case = small_case(**tables)
    return find_firmness(Reading(case, run(case, seconds=2), "en"))


def test_page_tells_what_waits_for_scores(firmness):
    assert firmness.unscored == ("Je thuis voelen",)


def test_only_weights_that_matter_are_told(firmness):
    for row in firmness.rows:
        assert all(turn.at_least is not None or turn.at_most is not None for turn in row.turns)


def test_central_weights_stand_by_criterion(firmness):
    assert [name for name, _ in firmness.central] == [
        "Maatschappelijke waarde", "Rust in de straat", "Kosten",
    ]  # fmt: skip


def test_every_alternative_says_whether_partners_can_meet(firmness):
    assert [row.alternative for row in firmness.meetings] == list(firmness.alternatives)
    for row in firmness.meetings:
        assert not row.weights or sum(weight for _, weight in row.weights) <= 1 + 1e-9
