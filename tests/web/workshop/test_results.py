# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a session leaves behind: weights, scores and votes as a proposal, and minutes."""

from collections.abc import Callable

import pytest
from django.conf import settings

from koppelkans.case import Criterion
from koppelkans.framework.tree import spread_weights
from koppelkans.plan.formats import Format, set_as
from koppelkans.web.records.models import Proposal
from koppelkans.web.records.state import state_of
from koppelkans.web.store import load_case
from koppelkans.web.workshop.agreed import weight_rows
from koppelkans.web.workshop.minutes import build_minutes
from koppelkans.web.workshop.models import Kind, Question
from koppelkans.web.workshop.outcome import find_outcome
from koppelkans.web.workshop.propose import propose_rows
from koppelkans.web.workshop.swings import tell_swing
from tests.web.workshop.conftest import Lead, Phone


def to(lead: Lead, kind: str, number: int = 1) -> Question:
    """Ask everything up to a question, and show what comes before it."""
    while True:
        session = lead.do("ask")
        question = session.current
        if (question.kind, question.round) == (kind, number):
            return question
        lead.do("show")


def weigh(phone: Phone, *points: int) -> None:
    assert phone.answer(**{f"points-{n}": p for n, p in enumerate(points)}).status_code == 200


def test_sliders_speak_of_the_alternatives_of_this_case(lead: Lead) -> None:
    question = to(lead, Kind.WEIGHTS)
    scores = load_result_scores(lead)
    for swing in question.subject["criteria"]:
        figures = sorted(scores[swing["id"]])
        assert sorted((swing["worst"], swing["best"])) == pytest.approx(figures)
        assert 0 < swing["span"] <= 1
    calm = next(s for s in question.subject["criteria"] if s["id"] == "calm")
    assert tell_swing(calm).startswith("van ")
    assert tell_swing(calm).endswith(" weken een straat dicht")


def load_result_scores(lead: Lead) -> dict[str, list[float]]:
    from koppelkans.web.store import (  # noqa: PLC0415  # what the pages start from
        latest_programme,
        load_result,
        shown_alternative,
    )

    result = load_result(latest_programme(shown_alternative(lead.area)))
    found: dict[str, list[float]] = {}
    for score in result.weighing.scores:
        found.setdefault(score.criterion_id, []).append(score.figure)
    return found


def test_weights_of_an_anonymous_group_become_those_of_the_chosen_partners(lead: Lead) -> None:
    question = to(lead, Kind.WEIGHTS)
    for points in ((100, 0), (100, 50), (100, 100), (50, 100), (0, 100)):
        weigh(lead.phone(), *points)
    lead.do("show")
    question.refresh_from_db()
    rows = propose_rows(question, state_of(lead.area).tables, ["city", "water"])
    found = {(r["values"]["partner_id"], r["values"]["criterion_id"]): r for r in rows}
    assert set(found) == {(p, c) for p in ("city", "water") for c in ("worth", "calm")}
    # The city had weights: these are the records that change, and together they count the same.
    assert {found["city", c]["key"] for c in ("worth", "calm")} == {"w1", "w2"}
    assert sum(found["city", c]["values"]["weight"] for c in ("worth", "calm")) == pytest.approx(
        100
    )
    spans = {s["id"]: s["span"] for s in question.subject["criteria"]}
    # Somebody who finds both jumps worth as much gives the whole curves weight by their spans.
    ratio = (1 / spans["worth"]) / (1 / spans["worth"] + 1 / spans["calm"])
    assert found["water", "worth"]["values"]["weight"] == pytest.approx(100 * ratio, abs=0.1)


def test_weights_go_into_a_tree_with_points_for_its_headings() -> None:
    """What was agreed across headings counts so, and what nobody spoke of counts as before."""
    tree = {"living": (None, None), "calm": ("living", "closed_weeks"),
            "homes": ("living", "homes"), "money": (None, None), "cost": ("money", "cost_eur"),
            "worth": ("money", "net_value_eur")}  # fmt: skip
    points = {"living": 60, "calm": 2, "homes": 1, "money": 40, "cost": 3, "worth": 1}
    tables = {
        "criteria": {
            key: {"id": key, "name": key, "parent_id": parent, "measure": measure}
            for key, (parent, measure) in tree.items()
        },
        "weights": {
            f"w-{key}": {"id": f"w-{key}", "partner_id": "city", "criterion_id": key, "weight": w}
            for key, w in points.items()
        },
    }
    rows = {v["criterion_id"]: v for _, v in weight_rows("city", {"calm": 0.25, "cost": 0.75},
                                                         tables)}  # fmt: skip
    assert {v["id"] for v in rows.values()} == set(tables["weights"])
    criteria = [Criterion(id=key, name=key, parent_id=p, measure=m) for key, (p, m) in tree.items()]
    counted = ["calm", "homes", "cost", "worth"]
    before = spread_weights(criteria, points, counted)
    after = spread_weights(criteria, {k: v["weight"] for k, v in rows.items()}, counted)
    assert (after["homes"], after["worth"]) == pytest.approx(
        (before["homes"], before["worth"]), abs=0.001
    )
    together = before["calm"] + before["cost"]
    assert (after["calm"], after["cost"]) == pytest.approx(
        (0.25 * together, 0.75 * together), abs=0.001
    )


def test_proposal_is_looked_at_and_kept_as_any_change(lead: Lead) -> None:
    question = to(lead, Kind.WEIGHTS)
    for _ in range(4):
        weigh(lead.phone(), 100, 25)
    lead.do("show")
    response = lead.client.post(
        lead.address + "afwegingskader/", {"question": question.pk, "partner": ["water"]}
    )
    proposal = Proposal.objects.get()
    assert response["Location"].endswith(f"/{proposal.pk}/")
    before = load_case(lead.area).weights
    lead.client.post(response["Location"], {"take": ["0", "1"]})
    lead.area.refresh_from_db()
    added = set(load_case(lead.area).weights) - set(before)
    assert {w.partner_id for w in added} == {"water"}


def test_by_name_scores_become_judgements_of_people(opened: Callable[..., Lead]) -> None:
    lead = opened(by_name=True)
    phones = [lead.phone("Projectmanager", "city"), lead.phone("Omar", "heat"), lead.phone("Gast")]
    question = to(lead, Kind.SCORES)
    question.subject["criteria"] = [{"id": "calm", "name": "Rust", "text": ""}]
    question.save()
    for phone in phones:
        phone.answer(**{"score-0-0": "4", "reason-0-0": "druk", "score-0-1": "8"})
    lead.do("show")
    rows = propose_rows(question, state_of(lead.area).tables, [])
    people = [row["values"] for row in rows if row["table"] == "people"]
    assert [person["name"] for person in people] == ["Omar"]
    judgements = [row["values"] for row in rows if row["table"] == "judgements"]
    assert {j["person_id"] for j in judgements} == {"pm", people[0]["id"]}
    assert {(j["alternative"], j["score"]) for j in judgements} == {
        ("baseline", 4), ("programme", 8),
    }  # fmt: skip


def test_second_round_stands_beside_the_first(lead: Lead) -> None:
    to(lead, Kind.SCORES)
    phones = [lead.phone() for _ in range(4)]
    for number, phone in enumerate(phones):
        phone.answer(**{"score-0-0": str(2 * number)})
    lead.do("show", "ask")
    for phone in phones:
        phone.answer(**{"score-0-0": "5"})
    question = lead.do("show").current
    row = find_outcome(question).scores[0]
    assert (row.before.median, row.spread.median) == (3, 5)
    assert row.spread.lower_quartile == row.spread.upper_quartile == 5


def test_votes_of_few_are_not_told_and_cannot_be_worked_out(lead: Lead) -> None:
    to(lead, Kind.VOTE)
    for choice in ("in_favour",) * 7 + ("against",):
        lead.phone().answer(**{"choice-0": choice, "worry-0": "te druk"})
    question = lead.do("show").current
    tally = find_outcome(question).votes[0].tally
    hidden = [choice for choice, count in tally.counts.items() if count is None]
    assert len(hidden) > 1
    assert tally.worries == ("te druk",)
    assert find_outcome(question).votes[0].worries == (("", "te druk"),)


@pytest.mark.parametrize(
    ("language", "back"), [("nl", "(ongedaan gemaakt)"), ("en", "(taken back)")]
)
def test_minutes_tell_what_was_asked_and_taken_back(lead: Lead, language: str, back: str) -> None:
    to(lead, Kind.VOTE)
    for number in range(4):
        lead.phone().answer(**{"choice-1": "in_favour_if", "reservation-1": f"mits {number}"})
    lead.do("show", "undo", "show", "close")
    plan = build_minutes(lead.session, language)
    html = set_as(plan, Format.HTML).decode()
    assert "Waar zit u mee?" in html
    assert "mits 3" in html
    assert back in html


def test_minutes_by_name_name_who_was_there(opened: Callable[..., Lead]) -> None:
    lead = opened(by_name=True)
    lead.do("ask")
    lead.phone("Omar", "heat").answer(text="Zekerheid over aansluitingen")
    lead.do("show")
    html = set_as(build_minutes(lead.session, "nl"), Format.HTML).decode()
    assert "Omar (Warmtebedrijf)" in html
    assert "Omar: Zekerheid over aansluitingen" in html


def test_by_name_a_worry_has_a_name(opened: Callable[..., Lead]) -> None:
    lead = opened(by_name=True)
    to(lead, Kind.VOTE)
    lead.phone("Omar", "heat").answer(**{"choice-0": "against", "worry-0": "te druk"})
    question = lead.do("show").current
    assert find_outcome(question).votes[0].worries == (("Omar", "te druk"),)
    html = set_as(build_minutes(lead.session, "nl"), Format.HTML).decode()
    assert "Omar: te druk" in html


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html"])
def test_minutes_are_sent_in_every_form(lead: Lead, suffix: str) -> None:
    response = lead.client.get(f"{lead.address}verslag/nl/{suffix}/")
    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'werksessie-nl.{suffix}"')
    assert lead.client.get(f"{lead.address}verslag/nl/exe/").status_code == 404
    assert settings.LANGUAGE_CODE == "nl"
