# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Maps: what they show, names that do not lie over one another, whatever the names hold."""

import defusedxml.ElementTree
from shapely.geometry import LineString, box

from koppelkans.case import Case
from koppelkans.plan.flows import payment_flows
from koppelkans.plan.map_labels import _outline, place_labels
from koppelkans.plan.maps import area_map, opportunity_map, phase_map
from koppelkans.plan.palette import UNKNOWN
from koppelkans.plan.reading import Reading
from koppelkans.result import Result
from tests.factories import small_case, small_tables


def test_map_has_scale_north_legend_and_names(case: Case) -> None:
    drawn = area_map(case, "nl")
    texts = [node.text for node in defusedxml.ElementTree.fromstring(drawn.svg).iter() if node.text]
    assert {"Dwarsstraat", "Langstraat", "N"} <= set(texts)
    assert "100 m" in texts
    assert "Langstraat" in drawn.description


def test_street_of_which_only_the_name_is_known_is_not_drawn_as_if_it_lay_there() -> None:
    known = area_map(small_case(), "nl")
    assert UNKNOWN.dash not in known.svg
    places = [{**p, "located": n > 0} for n, p in enumerate(small_tables()["places"])]
    drawn = area_map(small_case(places=places), "nl")
    texts = {node.text for node in defusedxml.ElementTree.fromstring(drawn.svg).iter()}
    assert drawn.svg.count(f'stroke-dasharray="{UNKNOWN.dash}"') == 2, "the street, the legend"
    assert "Alleen de naam is bekend: verzonnen plek" in texts
    assert f"Alleen de naam is bekend van {places[0]['name']}" in drawn.description


def test_phase_map_names_streets_by_year(case: Case, result: Result) -> None:
    first, second = Reading(case, result, "en").phases
    assert phase_map(case, result, "en", first).description == (
        "2029: Dwarsstraat; 2030: Langstraat."
    )
    assert phase_map(case, result, "en", second).description == (
        "No street is closed in these years."
    )


def test_opportunity_map_says_how_many(case: Case, result: Result) -> None:
    assert "3 street sections" in opportunity_map(case, result, "en").description


def test_names_with_markup_stay_text() -> None:
    places = [{**p, "street": "<b>&\"'</b>"} for p in small_tables()["places"]]
    svg = area_map(small_case(places=places), "en").svg
    texts = [node.text for node in defusedxml.ElementTree.fromstring(svg).iter()]
    assert "<b>&\"'</b>" in texts


def test_names_do_not_lie_over_one_another() -> None:
    streets = [(f"Straat {n}", [LineString([(0, 10 * n), (300, 10 * n)])]) for n in range(20)]
    labels = place_labels(streets, 17, box(-50, -50, 400, 300), offset=17)
    outlines = [_outline(label) for label in labels]
    assert len(labels) > 5
    assert not any(
        a.intersects(b) for n, a in enumerate(outlines) for b in outlines[n + 1 :]
    )  # fmt: skip


def test_bands_are_as_wide_as_the_payments_and_all_are_named(case: Case, result: Result) -> None:
    drawn = payment_flows(case, result, "en")
    assert drawn is not None
    assert result.payments is not None
    root = defusedxml.ElementTree.fromstring(drawn.svg)
    bands = [node for node in root.iter() if node.tag.endswith("path")]
    assert len(bands) == len(result.payments.transfers)
    for transfer in result.payments.transfers:
        payer, receiver = transfer.from_partner_id, transfer.to_partner_id
        names = [case.partner[payer].short_name, case.partner[receiver].short_name]
        assert " pays ".join(names) in drawn.description
        assert set(names) <= {node.text for node in root.iter()}
    bars = [float(n.attrib["height"]) for n in root.iter() if n.tag.endswith("rect")]
    assert sum(bars) >= 2 * 300 - 1


def test_without_payments_there_is_nothing_to_draw(case: Case, result: Result) -> None:
    assert payment_flows(case, result.model_copy(update={"payments": None}), "nl") is None
