# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What one viewer may know: nothing hidden is left, and what is left still adds up."""

import pytest

from koppelkans.case import Case
from koppelkans.line import run
from koppelkans.result import AlternativeResult, ProgrammeResult, Result
from koppelkans.seen import KEPT_PARTNER, Sight, Viewer, see, works_per_street
from koppelkans.seen.eyes import Eyes
from koppelkans.seen.hidden import find_hidden
from koppelkans.seen.owners import rows_of
from koppelkans.sharing.hide import two_digits
from koppelkans.value.types import Category
from tests.factories import small_case, small_tables

MARK = "ZEER-GEHEIM"
FACILITATOR, WATER = Viewer(Sight.ALL), Viewer(Sight.TABLE, "water")
SPECIALIST, PUBLIC = Viewer(Sight.TABLE), Viewer(Sight.PUBLIC)
SECRET_EUR = 912_345


@pytest.fixture(scope="module")
def case() -> Case:
    tables = small_tables()
    tables["tasks"][0] |= {
        "title": MARK, "reason": MARK, "interest": MARK, "visibility": "own",
    }  # fmt: skip
    for variant in tables["variants"]:
        if variant["id"] == "sewer-1-v":
            variant |= {"name": MARK, "tags": MARK, "investment_high_eur": 400_000}
        if variant["id"].startswith("heat-1"):
            variant |= {"investment_eur": SECRET_EUR, "investment_low_eur": 800_000}
    tables["relations"][0]["reason"] = MARK
    tables["struggles"] = [
        {"id": "s1", "partner_id": "water", "text": MARK, "interest": MARK, "visibility": "own"}
    ]
    heat = next(partner for partner in tables["partners"] if partner["id"] == "heat")
    heat["costs_visible"] = "own"
    return small_case(**tables)


@pytest.fixture(scope="module")
def result(case: Case) -> Result:
    return run(case, seconds=1)


@pytest.mark.parametrize("viewer", [SPECIALIST, PUBLIC, Viewer(Sight.TABLE, "city")])
def test_nothing_that_is_hidden_is_left_in_case_or_result(
    case: Case, result: Result, viewer: Viewer
) -> None:
    seen_case, seen = see(case, result, viewer, "nl")
    text = seen_case.model_dump_json(exclude={"areas": {0: {"geometry"}}, "places": True})
    for found in (text, seen.to_json()):
        assert MARK not in found
        assert str(SECRET_EUR) not in found
        assert '"sewer-1"' not in found
        assert "sewer-1-v" not in found


def test_how_sure_it_is_tells_no_hidden_range_and_is_right_to_two_digits(
    case: Case, result: Result
) -> None:
    seen = see(case, result, SPECIALIST, "nl")[1].uncertainty
    assert result.uncertainty is not None
    assert seen is not None
    hidden = {"sewer-1-v", "heat-1-mt", "heat-1-lt"}
    assert hidden & {i.id for i in result.uncertainty.inputs}
    [comparison] = seen.comparisons
    assert not hidden & {found.id for found in (*seen.inputs, *comparison.swings)}
    assert comparison.kinds == ()
    assert not {"water", "heat"} & {row.partner_id for row in comparison.partners}
    for found in (*seen.alternatives.values(), comparison.difference):
        assert all(eur == two_digits(eur) for eur in found.model_dump().values())


def test_owner_sees_its_own_and_the_facilitator_all_but_its_struggles(
    case: Case, result: Result
) -> None:
    own, _ = see(case, result, WATER, "nl")
    assert own.task["sewer-1"].title == MARK
    assert own.struggles[0].text == MARK
    everything, same = see(case, result, FACILITATOR, "nl")
    assert everything.task["sewer-1"].title == MARK
    assert everything.variant["heat-1-mt"].investment_eur == SECRET_EUR
    assert not everything.struggles
    assert same is result


def test_totals_still_add_up_and_are_right_to_two_digits(case: Case, result: Result) -> None:
    _, seen = see(case, result, SPECIALIST, "en")
    for real, shown in ((result.baseline, seen.baseline), (result.programme, seen.programme)):
        assert shown.net_value_eur == pytest.approx(sum(e.eur for e in shown.entries))
        assert shown.cost_eur == pytest.approx(two_digits(real.cost_eur))
        kept = [e for e in shown.entries if e.partner_id == KEPT_PARTNER]
        assert kept
        assert shown.net_value_eur == pytest.approx(
            shown.benefit_eur - shown.cost_eur - shown.nuisance_eur
        )
    by_partner = {share.partner_id: share for share in seen.partners}
    assert sum(s.together_net_eur for s in seen.partners) == pytest.approx(
        seen.programme.net_value_eur
    )
    assert by_partner["heat"].payment_eur == pytest.approx(
        next(s.payment_eur for s in result.partners if s.partner_id == "heat")
    )


def test_exact_hidden_costs_follow_from_no_sum(case: Case, result: Result) -> None:
    """The costs of the one partner that keeps them are not the total less the others'."""
    _, seen = see(case, result, SPECIALIST, "en")

    def costs(found: Result, partner_ids: set[str]) -> float:
        return sum(
            e.eur for e in found.programme.entries
            if e.category is Category.COST and e.partner_id in partner_ids
        )  # fmt: skip

    real = costs(result, {"heat"})
    derived = -seen.programme.cost_eur - costs(seen, {"city", "water", "people"})
    assert abs(derived - real) > 1


def test_new_part_of_a_result_is_looked_at_before_anybody_sees_it() -> None:
    """What may be left out is left out; what is always there has to be thought of in `see`."""
    required = {
        kind.__name__: {name for name, field in kind.model_fields.items() if field.is_required()}
        for kind in (Result, AlternativeResult, ProgrammeResult)
    }
    alternative = {
        "net_value_eur", "benefit_eur", "cost_eur", "nuisance_eur", "occupations", "closed_weeks",
        "tasks", "homes", "people", "entries", "unpriced", "occupation_list", "excesses",
    }  # fmt: skip
    assert required == {
        "Result": {
            "case", "settings", "seconds", "baseline", "programme", "opportunities", "partners",
            "sharing_rule", "weighing",
        },
        "AlternativeResult": alternative,
        "ProgrammeResult": alternative | {"bound_eur", "gap", "status", "seconds"},
    }  # fmt: skip


def test_nothing_hidden_leaves_everything_as_it_is() -> None:
    plain = small_case()
    result = run(plain, seconds=1)
    case, seen = see(plain, result, SPECIALIST, "nl")
    assert seen is result
    assert case == plain


def test_streets_tell_of_public_tasks_only() -> None:
    tables = small_tables()
    tables["tasks"][0]["visibility"] = "public"
    tables["tasks"][1] |= {"title": MARK, "visibility": "partners"}
    case = small_case(**tables)
    streets = works_per_street(case, run(case, seconds=1).programme)
    assert set(streets) == {"Dwarsstraat", "Langstraat"}
    assert {work.title for work in streets["Dwarsstraat"]} == {case.task["sewer-1"].title}
    assert streets["Langstraat"] == ()


VIEWERS = [
    FACILITATOR,
    WATER,
    SPECIALIST,
    PUBLIC,
    *(Viewer(Sight.TABLE, p) for p in ("city", "heat")),
]
STANDS_IN = {"variants", "relations", "tasks"}
"""What is hidden of these is replaced in a case that is shown; in a form it is not there."""


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_form_shows_no_record_that_a_shown_case_hides(case: Case, viewer: Viewer) -> None:
    eyes = Eyes(viewer, rows_of(case))
    shown, _none = see(case, None, viewer, "nl")
    tables, seen = case.to_tables(), shown.to_tables()
    for table in set(tables) - STANDS_IN:
        there = {row["id"] for row in seen[table]}
        assert {row["id"] for row in tables[table] if eyes(table, row)} <= there or (
            viewer.sight is Sight.PUBLIC
        ), table
    for table, name in (("tasks", "title"), ("relations", "reason")):
        texts = {row[name] for row in seen[table]}
        assert {row[name] for row in tables[table] if eyes(table, row)} <= texts, table


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_form_shows_no_amount_that_a_shown_case_hides(case: Case, viewer: Viewer) -> None:
    eyes = Eyes(viewer, rows_of(case))
    shown, _none = see(case, None, viewer, "nl")
    relation = next(r for r in case.relations if r.id == "duct")
    seen = next(r for r in shown.relations if r.id == "duct")
    may = eyes.sees_field("relations", vars(relation), "saving_eur")
    assert seen.saving_eur == (relation.saving_eur if may else 0)
    # What it saves would tell of the costs that the heat company keeps.
    assert may == (viewer in (FACILITATOR, Viewer(Sight.TABLE, "heat")) or _is_owner(viewer))


def _is_owner(viewer: Viewer) -> bool:
    """Whether the relation is the viewer's own: it filled in itself what it saves."""
    return viewer == Viewer(Sight.TABLE, "city")


def test_viewers_share_a_sight_only_when_they_see_the_same(case: Case, result: Result) -> None:
    offers = (
        {"id": "o1", "partner_id": "city", "text": "a year later", "struggle_id": "s1"},
        {"id": "o2", "partner_id": "heat", "text": "pays a part"},
    )
    asked = Case.model_validate({"crs": case.crs, **case.to_tables(), "offers": offers})
    viewers = [
        Viewer(sight, partner)
        for sight in Sight
        for partner in ("", *(one.id for one in asked.partners))
        if partner == "" or sight is not Sight.PUBLIC
    ]
    by_key: dict[tuple[object, ...], list[tuple[Case, Result]]] = {}
    for viewer in viewers:
        seen = see(asked, result, viewer, "nl")
        by_key.setdefault(find_hidden(asked, viewer).key, []).append(seen)
    for alike in by_key.values():
        assert all(seen == alike[0] for seen in alike)
    firsts = [alike[0] for alike in by_key.values()]
    assert 1 < len(firsts) < len(viewers)
    assert all(a != b for number, a in enumerate(firsts) for b in firsts[:number])
