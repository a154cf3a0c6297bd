# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.case import Criterion, CurveKind
from koppelkans.framework import FrameworkError, draw_curve, find_curve, spread_weights
from tests.factories import small_case, small_tables


def calm(curve, points=(), **case):
    """Return the curve of "calm" in a case where it is changed."""
    curves = small_tables()["preference_curves"]
    curves[1] = {**curves[1], **curve}
    rows = [{"id": f"p{n}", "curve_id": "c2", "figure": f, "value": v}
            for n, (f, v) in enumerate(points)]  # fmt: skip
    changed = small_case(preference_curves=curves, curve_points=rows, **case)
    return find_curve(changed, changed.criteria[1])


def test_curve_in_pieces_goes_through_its_points():
    """From 200 weeks worth nothing, by 100 worth 80 of 100, to 20 worth all."""
    curve = calm({"kind": "piecewise"}, [(100, 80)])
    figures = (250, 200, 150, 100, 60, 20, 0)
    assert [curve.value(figure) for figure in figures] == pytest.approx([0, 0, 0.4, 0.8, 0.9, 1, 1])


def test_points_may_stand_in_any_order():
    curve = calm({"kind": "piecewise"}, [(50, 90), (150, 10)])
    assert curve.value(100) == pytest.approx(0.5)


def test_threshold_is_all_or_nothing():
    curve = calm({"kind": "threshold"})
    assert [curve.value(figure) for figure in (21, 20, 19)] == [0, 1, 1]


@pytest.mark.parametrize("kind", list(CurveKind))
def test_drawn_corners_lie_on_the_curve(kind):
    points = [(150, 30), (100, 80)] if kind is CurveKind.PIECEWISE else []
    curve = calm({"kind": kind}, points)
    corners = draw_curve(curve, 0, 250)
    figures = [figure for figure, _ in corners]
    assert figures == sorted(figures)
    assert (corners[0], corners[-1]) == ((0, 1.0), (250, 0.0))
    for figure, value in corners:
        assert value == pytest.approx(curve.value(figure)) or kind is CurveKind.THRESHOLD


@pytest.mark.parametrize(
    ("curve", "points", "text"),
    [
        ({"kind": "piecewise"}, [], "in pieces"),
        ({"kind": "piecewise"}, [(300, 50)], "between worst and best"),
        ({"kind": "piecewise"}, [(150, 60), (100, 40)], "at least as much"),
        ({"kind": "piecewise"}, [(100, 40), (100, 60)], "at least as much"),
        ({"kind": "linear"}, [(100, 40)], "has points"),
        ({"red_line": 10}, [], "forbids even the best"),
    ],
)
def test_curves_that_make_no_sense_are_refused(curve, points, text):
    with pytest.raises(FrameworkError, match=text):
        calm(curve, points)


def tree(*rows):
    return [
        Criterion(id=id_, name=id_, parent_id=parent, measure=measure)
        for id_, parent, measure in rows
    ]


TREE = tree(("top", None, None), ("a", "top", "homes"), ("inner", "top", None),
            ("b", "inner", "people"), ("c", "inner", "people"), ("d", None, "cost_eur"),
            )  # fmt: skip


def test_flat_points_stay_as_they_are():
    points = {"a": 10, "b": 20, "c": 30, "d": 40}
    assert spread_weights(TREE, points, "abcd") == pytest.approx(
        {"a": 0.1, "b": 0.2, "c": 0.3, "d": 0.4}
    )


def test_heading_without_points_under_it_is_spread_equally():
    """60 over a and inner, the half of inner over b and c."""
    assert spread_weights(TREE, {"top": 60, "d": 40}, "abcd") == pytest.approx(
        {"a": 0.3, "b": 0.15, "c": 0.15, "d": 0.4}
    )


def test_points_under_a_heading_divide_what_the_heading_has():
    points = {"top": 60, "a": 1, "inner": 2, "b": 3, "c": 1, "d": 40}
    assert spread_weights(TREE, points, "abcd") == pytest.approx(
        {"a": 0.2, "b": 0.3, "c": 0.1, "d": 0.4}
    )


def test_what_is_not_counted_leaves_its_share_to_the_others():
    assert spread_weights(TREE, {"top": 60, "d": 40}, "acd") == pytest.approx(
        {"a": 0.3, "c": 0.3, "d": 0.4}
    )


def test_criterion_under_a_measured_one_stands_beside_it():
    nested = tree(("a", None, "homes"), ("b", "a", "people"))
    assert spread_weights(nested, {"a": 3, "b": 1}, "ab") == {"a": 0.75, "b": 0.25}


def test_heading_with_nothing_under_it_is_named():
    with pytest.raises(FrameworkError, match="alone"):
        spread_weights([*TREE, *tree(("alone", None, None))], {"alone": 1, "a": 1}, "abcd")
