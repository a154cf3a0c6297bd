# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What pages show agrees with the result, and adds up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koppelkans.case import Case
from koppelkans.plan.reading import Reading
from koppelkans.plan.rounding import round_half_up
from koppelkans.web.present.conflicts import list_hindrances
from koppelkans.web.present.framework import list_curves, list_weights
from koppelkans.web.present.maps import ground, occupations, phases
from koppelkans.web.present.moments import moments
from koppelkans.web.present.opportunities import gains_by_place, list_chances, list_meetings
from koppelkans.web.present.outcome import gainers, outcomes, payments
from koppelkans.web.present.silhouette import SIZE, silhouette
from koppelkans.web.present.strips import STEP, window_strip
from koppelkans.web.present.tables import share_rows, sum_unpriced, task_amounts, value_matrix
from koppelkans.web.present.tasks import Filter, find_tasks, list_relations, list_tasks
from koppelkans.web.present.timeline import timeline

pytestmark = pytest.mark.elsewhere


@pytest.mark.parametrize("alternative", ["baseline", "programme"])
def test_matrix_adds_up_both_ways_to_the_net_value(reading: Reading, alternative: str) -> None:
    valued = getattr(reading.result, alternative)
    matrix = value_matrix(reading, valued)
    for _kind, cells, total in matrix.rows:
        assert sum(eur for eur, _partner in cells) == total
    totals = dict.fromkeys((partner.id for partner in matrix.partners), 0)
    for _kind, cells, _total in matrix.rows:
        for eur, partner_id in cells:
            totals[partner_id] += eur
    assert [(eur, partner_id) for partner_id, eur in totals.items()] == list(matrix.column_totals)
    assert sum(totals.values()) == matrix.total == round_half_up(valued.net_value_eur)


def test_shares_add_up_both_ways_and_payments_to_nothing(reading: Reading) -> None:
    rows, totals = share_rows(reading)
    assert totals["payment"] == 0
    assert totals["alone"] == round_half_up(reading.result.baseline.net_value_eur)
    assert totals["net"] == round_half_up(reading.result.programme.net_value_eur)
    assert all(row.together + row.payment == row.net for row in rows)
    assert all(row.net - row.alone == row.gain for row in rows)


def test_amounts_of_a_task_are_its_entries(reading: Reading) -> None:
    amounts = task_amounts(reading, "sewer-1")
    entries = [e.eur for e in reading.result.programme.entries if e.task_id == "sewer-1"]
    assert sum(amount.together for amount in amounts) == pytest.approx(sum(entries))


def test_unpriced_effects_keep_their_quantity(reading: Reading) -> None:
    unpriced = reading.result.baseline.unpriced + reading.result.programme.unpriced
    assert sum(line.quantity for line in sum_unpriced(unpriced)) == pytest.approx(
        sum(item.quantity for item in unpriced)
    )


def test_slider_ends_at_the_totals_of_the_result(reading: Reading) -> None:
    compared = moments(reading)
    for name in ("baseline", "programme"):
        valued, shown = getattr(reading.result, name), compared[name]
        assert shown["opened"][-1] == valued.occupations
        assert shown["weeks"][-1] == round(valued.closed_weeks)
        assert len(shown["open"]) == valued.occupations
    assert len(compared["quarters"]) == 32


def test_map_lies_in_the_netherlands_with_the_streets_named(case: Case, reading: Reading) -> None:
    drawn = ground(case)
    west, south, east, north = drawn["bounds"]
    assert 4.8 < west < east < 5.0
    assert 52.3 < south < north < 52.5
    assert len(drawn["places"]["features"]) == len(case.places)
    assert {label["properties"]["street"] for label in drawn["labels"]["features"]} == {
        "Dwarsstraat", "Langstraat",
    }  # fmt: skip
    assert len(occupations(reading, reading.result.programme)) == (
        reading.result.programme.occupations
    )


def test_phases_count_every_opening_once(reading: Reading) -> None:
    counted = phases(reading)
    assert sum(phase["together"] for phase in counted) == reading.result.programme.occupations
    assert sum(phase["alone"] for phase in counted) == reading.result.baseline.occupations


def test_timeline_has_a_group_for_every_partner_with_tasks_and_every_task(reading: Reading) -> None:
    drawn = timeline(reading)
    partners = [group for group in drawn["groups"] if "tasks" in group]
    assert [group["id"] for group in partners] == ["city", "water", "heat"]
    works = [item for item in drawn["items"] if item["what"] == "work"]
    assert len(works) == len(reading.programme.works)
    stretches = [item for item in drawn["items"] if item["what"] == "stretch"]
    assert [item["group"] for item in stretches] == ["task:sewer-2"]
    assert all(drawn["start"] <= item["start"] < item["end"] <= drawn["end"] for item in works)


def test_strip_shows_window_stretch_and_work(case: Case, reading: Reading) -> None:
    strip = window_strip(reading, case.task["sewer-2"])
    assert strip.width == 32 * STEP
    assert strip.window.x == 4 * STEP
    assert strip.stretched.width - strip.window.width == 4 * STEP
    assert strip.planned is not None
    assert "Q1 2028" in strip.words.replace("\N{NO-BREAK SPACE}", " ")


def test_filter_finds_by_every_field(reading: Reading) -> None:
    rows = list_tasks(reading)

    def found(**asked: str) -> set[str]:
        return {row.task.id for row in find_tasks(reading, rows, Filter(**asked))}

    assert len(found()) == 6
    assert found(partner="water") == {"sewer-1", "sewer-2"}
    assert found(theme="social") == {"coaches"}
    assert found(street="Langstraat") == {"sewer-2"}
    assert found(text="WATERBEDRIJF sewer-1") == {"sewer-1"}
    assert found(text="nergens") == set()


@given(text=st.text(max_size=40))
def test_any_text_can_be_looked_for(reading: Reading, text: str) -> None:
    rows = list_tasks(reading)
    assert len(find_tasks(reading, rows, Filter(text=text))) <= len(rows)


def test_relation_is_said_from_both_sides(case: Case, reading: Reading) -> None:
    before = list_relations(reading, case.task["sewer-1"])
    after = list_relations(reading, case.task["street-1"])
    assert [link.task_id for link in before] == ["street-1"]
    assert [link.task_id for link in after] == ["sewer-1"]
    assert before[0].words != after[0].words


def test_every_opportunity_is_listed_with_a_reason(reading: Reading) -> None:
    chances = list_chances(reading)
    assert [c.opportunity.id for c in chances] == [o.id for o in reading.result.opportunities]
    assert all(chance.why.strip(".") for chance in chances)
    gains = gains_by_place(reading)
    total = sum(o.gain_eur for o in reading.result.opportunities if o.place_ids and not o.link_id)
    assert sum(gain["eur"] for gain in gains.values()) == pytest.approx(total, abs=len(gains))


def test_outcome_names_every_partner_that_gains(reading: Reading) -> None:
    sentence = gainers(reading)
    names = reading.case.partner
    for share in reading.result.partners:
        if share.gain_eur >= 500:
            assert names[share.partner_id].short_name in sentence
    assert len(outcomes(reading)) == 4
    paying = {share.partner_id for share in reading.result.partners if share.payment_eur <= -500}
    assert paying <= {partner.id for partner, _words in payments(reading)}


def test_weights_and_curves_are_those_of_the_case(reading: Reading) -> None:
    partners, rows = list_weights(reading)
    assert len(rows) == 2
    for number in range(len(partners)):
        assert sum(row.weights[number][0] for row in rows) == pytest.approx(1)
    curves = list_curves(reading)
    assert [row.criterion.id for row in curves] == ["worth", "calm"]
    assert curves[1].red_line is not None
    assert len(curves[0].marks) == 2


def test_silhouette_stays_within_its_square(case: Case) -> None:
    shape = silhouette(case)
    numbers = [
        int(n) for n in (shape.boundary + shape.streets).replace("M", " ").replace("L", " ").split()
    ]
    assert min(numbers) >= 0
    assert max(numbers) <= SIZE


def test_partners_meet_each_other_as_often_both_ways(reading: Reading) -> None:
    cells = [meeting.cells for meeting in list_meetings(reading)]
    assert [list(column) for column in zip(*cells, strict=True)] == [list(row) for row in cells]
    assert all(
        (cell is None) == (i == j) for i, row in enumerate(cells) for j, cell in enumerate(row)
    )


def test_conflicts_are_explained_and_keep_private_tasks_out(reading: Reading) -> None:
    shown = [one for found in list_hindrances(reading).values() for one in found]
    assert shown
    assert all(one.why for one in shown)
    assert not any(reading.is_private(t) for one in shown for t in one.conflict.task_ids)
