# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The example rows of the template: together a small case, correct by itself."""

from collections.abc import Mapping
from typing import Any

from koppelkans.case import Case, Row, build_case
from koppelkans.language import N_, translate

SQUARE = "POLYGON ((124000 489000, 124400 489000, 124400 489400, 124000 489400, 124000 489000))"
LINE = "LINESTRING (124050 489200, 124150 489200)"
OTHER_LINE = "LINESTRING (124150 489200, 124250 489200)"
PLACE, OTHER_PLACE = N_("market-street-1"), N_("market-street-2")
CITY, WATER, RESIDENTS = N_("municipality"), N_("water-company"), N_("residents")
SEWER, STREET = N_("sewer-market-street"), N_("market-street-anew")
PIPES, TREES = N_("new-pipe"), N_("with-trees")
TREE_VALUE, CALM, HOME = N_("tree-value"), N_("calm"), N_("at-home")
MANAGER, CURVE = N_("project-manager"), N_("curve-1")
BUDGET = N_("municipal-budget")
STRUGGLE, CONDITION = N_("struggle-1"), N_("condition-1")
DECISION = N_("decision-1")
EXAMPLE_SOURCE = N_("example, to be replaced")

ROWS: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "areas": ({
        "id": N_("our-neighbourhood"), "name": N_("Our neighbourhood"), "geometry": SQUARE,
        "description": N_("The sewer is due, and the residents want more green."),
        "first_year": 2027, "last_year": 2040, "price_level": 2025,
    },),
    "figures": ({
        "id": N_("inhabitants"), "name": N_("Inhabitants"), "value": 2400.0,
        "unit": N_("people"), "year": 2024, "source": N_("Statistics Netherlands"),
    },),
    "places": (
        {
            "id": PLACE, "name": N_("Market Street, north"), "street": N_("Market Street"),
            "geometry": LINE, "length_m": 100.0, "width_m": 12.0, "pavement": "clinkers",
            "pavement_year": 1994, "addresses": 38, "businesses": 3,
            "traffic_class": "residential",
        },
        {
            "id": OTHER_PLACE, "name": N_("Market Street, south"), "street": N_("Market Street"),
            "geometry": OTHER_LINE, "length_m": 100.0, "width_m": 12.0, "pavement": "clinkers",
            "pavement_year": 1994, "addresses": 42, "traffic_class": "residential",
            "reachable_via": (PLACE,),
        },
    ),
    "partners": (
        {"id": CITY, "name": N_("The municipality"), "short_name": N_("Municipality"),
         "kind": "municipality", "interest": N_("A street that lasts forty years.")},
        {"id": WATER, "name": N_("The water company"), "short_name": N_("Water company"),
         "kind": "water"},
        {"id": RESIDENTS, "name": N_("The residents"), "short_name": N_("Residents"),
         "kind": "residents", "core": False, "has_budget": False},
    ),
    "people": ({
        "id": MANAGER, "partner_id": CITY, "name": N_("Name of the person"),
        "role": N_("Project manager"),
    },),
    "tasks": (
        {
            "id": SEWER, "partner_id": WATER, "theme": "sewer",
            "title": N_("Replace the sewer in Market Street"),
            "reason": N_("Cracks were found during the inspection."),
            "place_ids": (PLACE, OTHER_PLACE), "preferred_start": "2029-Q2",
            "earliest_start": "2028-Q1", "latest_start": "2031-Q4", "stretch_after": 4,
            "stretch_eur_per_quarter": 5000.0, "failure_rate": 0.02, "failure_growth": 0.08,
            "failure_eur": 60000.0,
        },
        {
            "id": STREET, "partner_id": CITY, "theme": "street",
            "title": N_("Lay out Market Street anew"), "place_ids": (PLACE, OTHER_PLACE),
            "preferred_start": "2028-Q3", "earliest_start": "2028-Q1",
            "latest_start": "2032-Q4", "optional": True, "homes": 80, "people": 170,
        },
    ),
    "variants": (
        {
            "id": PIPES, "task_id": SEWER, "name": N_("New pipe in the same place"),
            "is_baseline": True, "duration_quarters": 2, "closed_weeks": 14.0,
            "investment_eur": 180000.0, "opening_eur_per_m": 240.0, "life_years": 60.0,
        },
        {
            "id": TREES, "task_id": STREET, "name": N_("Clinkers and fourteen trees"),
            "is_baseline": True, "duration_quarters": 1, "closed_weeks": 8.0,
            "investment_eur": 140000.0, "operation_eur_per_year": 1500.0,
            "opening_eur_per_m": 120.0, "life_years": 40.0, "repaves": True,
            "tags": (N_("greening"),),
        },
    ),
    "relations": ({
        "id": N_("sewer-first"), "kind": "before", "task_id": SEWER, "other_task_id": STREET,
        "reason": N_("First the pipe, then the pavement."),
    },),
    "boundaries": ({
        "id": BUDGET, "kind": "budget", "name": N_("Budget for streets"), "partner_id": CITY,
        "limit": 400000.0, "carries_over": True, "stretch": 100000.0, "stretch_eur": 0.05,
        "reason": N_("Multi-year budget of the municipality"),
    },),
    "key_figures": ({
        "id": TREE_VALUE, "name": N_("A street tree"), "value": 65.0, "unit": N_("EUR/tree/year"),
        "low": 30.0, "high": 110.0, "price_year": 2025, "confidence": "low",
        "source": EXAMPLE_SOURCE,
    },),
    "effects": ({
        "id": N_("fourteen-trees"), "variant_id": TREES, "name": N_("Shade and clean air"),
        "key_figure_id": TREE_VALUE, "quantity": 14.0, "years": 30, "delay_quarters": 4,
        "partner_id": RESIDENTS, "beneficiary": "residents",
    },),
    "opportunity_rules": ({
        "id": N_("sewer-and-green"), "name": N_("Rain water to the trees"), "first": "sewer",
        "second": N_("greening"), "within_quarters": 2, "key_figure_id": TREE_VALUE,
        "basis": "place", "quantity_per_basis": 4.0, "partner_id": RESIDENTS,
        "beneficiary": "residents", "source": EXAMPLE_SOURCE,
    },),
    "criteria": (
        {"id": CALM, "name": N_("Calm in the street"), "measure": "closed_weeks",
         "description": N_("How long we can not pass by.")},
        {"id": HOME, "name": N_("Feeling at home"), "measure": "scored",
         "description": N_("Whether it becomes our street.")},
    ),
    "weights": ({
        "id": N_("weight-1"), "partner_id": RESIDENTS, "criterion_id": CALM, "weight": 60.0,
    },),
    "preference_curves": ({
        "id": CURVE, "criterion_id": CALM, "worst": 200.0, "best": 20.0, "red_line": 300.0,
        "kind": "piecewise",
    },),
    "curve_points": ({
        "id": N_("point-1"), "curve_id": CURVE, "figure": 100.0, "value": 40.0,
    },),
    "judgements": ({
        "id": N_("judgement-1"), "person_id": MANAGER, "criterion_id": HOME,
        "alternative": "programme", "round": 1, "score": 7.0,
        "reason": N_("People who know each other greet each other."),
    },),
    "votes": ({
        "id": N_("vote-1"), "person_id": MANAGER, "alternative": "programme",
        "choice": "in_favour_if", "worry": N_("That it takes longer than promised."),
        "reservation": N_("The school stays reachable."),
        "wished_change": N_("Begin with the square."),
    },),
    "struggles": ({
        "id": STRUGGLE, "partner_id": WATER, "task_ids": (SEWER,),
        "text": N_("We only have the money in 2029."),
        "interest": N_("Not to stand in the same street twice."),
    },),
    "conditions": ({
        "id": CONDITION, "partner_id": CITY, "task_ids": (STREET,),
        "text": N_("We move if the street stays closed for a year at most."),
    },),
    "commitments": ({
        "id": N_("commitment-1"), "partner_id": CITY, "stance": "behind_it",
        "text": N_("We are in, and keep our budget free for it."),
        "mandate": N_("Alderman, council letter"), "day": "2026-06-01",
    },),
    "offers": ({
        "id": N_("offer-1"), "partner_id": CITY, "struggle_id": STRUGGLE,
        "for_partner_ids": (WATER,), "task_id": STREET,
        "text": N_("The street can wait until your money is there."),
    },),
    "worths": ({
        "id": N_("worth-1"), "partner_id": WATER, "condition_id": CONDITION, "eur": -12000.0,
    },),
    "voices": ({
        "id": N_("voice-1"), "decision_id": DECISION, "partner_id": RESIDENTS,
        "choice": "in_favour_if", "text": N_("If the school stays reachable."),
    },),
    "decisions": ({
        "id": DECISION, "text": N_("Adopt the joint plan"),
        "decided_by": N_("Steering group"),
    },),
}  # fmt: skip

MACHINE_FIELDS = {
    "geometry", "kind", "theme", "pavement", "traffic_class", "confidence", "beneficiary", "basis",
    "measure", "stance", "first", "choice", "alternative",
}  # fmt: skip


def example_case(language: str) -> Case:
    """Return the case of the example rows, with its texts and ids in ``language``."""
    return build_case(
        {
            name: [
                Row(number, {key: _say(key, value, language) for key, value in row.items()})
                for number, row in enumerate(rows, start=1)
            ]
            for name, rows in ROWS.items()
        }
    )


def _say(field: str, value: Any, language: str) -> Any:
    if field in MACHINE_FIELDS:
        return value
    if isinstance(value, tuple):
        return tuple(translate(part, language) for part in value)
    return translate(value, language) if isinstance(value, str) else value
