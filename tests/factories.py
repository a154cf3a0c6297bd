# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small cases to test with: one street crossing another, three partners, a handful of tasks."""

from typing import Any

from shapely.geometry import LineString, Polygon

from koppelkans.case import Case, Row, build_case

X, Y = 123_000, 490_000


def small_tables() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a complete, correct case that uses most of what a case can hold."""
    return {
        "areas": [
            {
                "id": "testbuurt", "name": "Testbuurt", "notice": "Verzonnen opgaven.",
                "geometry": Polygon([(X, Y), (X + 500, Y), (X + 500, Y + 500), (X, Y + 500)]),
                "first_year": 2027, "last_year": 2034, "price_level": 2025,
            }
        ],
        "figures": [
            {"id": "inhabitants", "name": "Inwoners", "value": 800, "unit": "personen",
             "year": 2024, "source": "verzonnen"},
        ],
        "places": [
            _place(1, [(0, 250), (125, 250)], "Dwarsstraat"),
            _place(2, [(125, 250), (250, 250)], "Dwarsstraat"),
            _place(3, [(250, 250), (500, 250)], "Dwarsstraat"),
            _place(4, [(250, 0), (250, 250)], "Langstraat", traffic_class="collector",
                   bus_route=True, businesses=4),
        ],
        "partners": [
            {"id": "city", "name": "Gemeente", "short_name": "Gemeente", "kind": "municipality"},
            {"id": "water", "name": "Waterbedrijf", "short_name": "Water", "kind": "water"},
            {"id": "heat", "name": "Warmtebedrijf", "short_name": "Warmte", "kind": "heat"},
            {"id": "people", "name": "Bewoners", "short_name": "Bewoners", "kind": "residents",
             "has_budget": False},
        ],
        "people": [{"id": "pm", "partner_id": "city", "name": "Projectmanager", "role": "trekker"}],
        "tasks": [
            _task("sewer-1", "water", "sewer", "place-1; place-2", ("2029-Q1", "2027-Q1",
                  "2031-Q4"),
                  failure_rate=0.02, failure_growth=0.1, failure_eur=80_000),
            _task("sewer-2", "water", "sewer", "place-3; place-4", ("2030-Q2", "2028-Q1",
                  "2032-Q4"),
                  stretch_after=4, stretch_eur_per_quarter=5_000),
            _task("street-1", "city", "street", "place-1; place-2", ("2028-Q2", "2027-Q2",
                  "2032-Q4")),
            _task("street-2", "city", "street", "place-3", ("2032-Q1", "2029-Q1", "2034-Q1")),
            _task("heat-1", "heat", "heat", "place-1; place-2; place-3",
                  ("2031-Q1", "2028-Q1", "2033-Q1"), homes=60, optional=True),
            _task("coaches", "city", "social", "", ("2028-Q1", "2027-Q1", "2033-Q4"),
                  optional=True, people=120),
        ],
        "variants": [
            _variant("sewer-1-v", "sewer-1", 2, 12, 300_000, opening_eur_per_m=250, life_years=60),
            _variant("sewer-2-v", "sewer-2", 2, 14, 400_000, opening_eur_per_m=250, life_years=60),
            _variant("street-1-plain", "street-1", 1, 8, 150_000, opening_eur_per_m=120,
                     repaves=True, is_baseline=True),
            _variant("street-1-green", "street-1", 1, 9, 190_000, opening_eur_per_m=120,
                     repaves=True, tags="greening"),
            _variant("street-2-plain", "street-2", 1, 10, 160_000, opening_eur_per_m=120,
                     repaves=True),
            _variant("heat-1-mt", "heat-1", 2, 16, 900_000, opening_eur_per_m=180, life_years=40,
                     operation_eur_per_year=9_000, is_baseline=True, tags="mt"),
            _variant("heat-1-lt", "heat-1", 2, 16, 1_000_000, opening_eur_per_m=180, life_years=40,
                     operation_eur_per_year=7_000, tags="lt"),
            _variant("coaches-v", "coaches", 4, 0, 90_000, life_years=10),
        ],
        "relations": [
            {"id": "sewer-before-street", "kind": "before", "task_id": "sewer-1",
             "other_task_id": "street-1", "reason": "Eerst het riool, dan de straat."},
            {"id": "duct", "kind": "prepares", "task_id": "street-2", "other_task_id": "heat-1",
             "saving_eur": 12_000, "reason": "Lege mantelbuis."},
        ],
        "boundaries": [
            {"id": "budget-city", "kind": "budget", "name": "Budget gemeente", "partner_id": "city",
             "limit": 220_000, "carries_over": True, "stretch": 100_000, "stretch_eur": 0.05},
            {"id": "crews-water", "kind": "crews", "name": "Ploegen water", "partner_id": "water",
             "limit": 1},
            {"id": "closures", "kind": "closures", "name": "Afsluitingen", "limit": 3,
             "stretch": 1, "stretch_eur": 20_000},
            {"id": "reach", "kind": "reachability", "name": "Bereikbaarheid"},
            {"id": "rest", "kind": "rest", "name": "Graafrust", "limit": 3},
            {"id": "season", "kind": "closed_season", "name": "Markt", "place_ids": "place-4",
             "quarters": "4"},
        ],
        "key_figures": [
            _figure("traffic_residential", 900, "EUR/week"),
            _figure("traffic_collector", 2_500, "EUR/week"),
            _figure("traffic_main", 6_000, "EUR/week"),
            _figure("nuisance_household", 15, "EUR/adres/week", low=5, high=30),
            _figure("nuisance_business", 300, "EUR/bedrijf/week"),
            _figure("nuisance_bus", 2_000, "EUR/week"),
            _figure("nuisance_through_residential", 200, "EUR/week"),
            _figure("nuisance_through_collector", 2_000, "EUR/week"),
            _figure("nuisance_through_main", 8_000, "EUR/week"),
            _figure("co2", 0.13, "EUR/kg", low=0.05, high=0.16, growth=0.02),
            _figure("indoor_saving", 800, "EUR/woning"),
            _figure("energy_poverty", 450, "EUR/huishouden/jaar"),
            {"id": "heat_stress", "name": "Hittestress", "unit": "m2 koele plek",
             "source": "geen bedrag gevonden"},
        ],
        "effects": [
            _effect("co2-mt", "heat-1-mt", "co2", 90_000, years=30,
                    beneficiary="later_generations"),
            _effect("co2-lt", "heat-1-lt", "co2", 110_000, years=30,
                    beneficiary="later_generations"),
            _effect("coaching", "coaches-v", "energy_poverty", 60, years=5),
            _effect("cool", "street-1-green", "heat_stress", 400),
        ],
        "opportunity_rules": [
            {"id": "coach-heat", "name": "Coach en aansluiting samen", "first": "social",
             "second": "heat", "distance_m": 1000, "within_quarters": 4,
             "key_figure_id": "energy_poverty", "basis": "task", "quantity_per_basis": 20,
             "partner_id": "people", "beneficiary": "tenants", "source": "verzonnen"},
            {"id": "green-sewer", "name": "Afkoppelen bij rioolvervanging", "first": "sewer",
             "second": "greening", "within_quarters": 2, "key_figure_id": "indoor_saving",
             "basis": "place", "quantity_per_basis": 10, "source": "verzonnen"},
        ],
        "criteria": [
            {"id": "worth", "name": "Maatschappelijke waarde", "measure": "net_value_eur"},
            {"id": "calm", "name": "Rust in de straat", "measure": "closed_weeks"},
        ],
        "weights": [
            {"id": "w1", "partner_id": "city", "criterion_id": "worth", "weight": 60},
            {"id": "w2", "partner_id": "city", "criterion_id": "calm", "weight": 40},
            {"id": "w3", "partner_id": "people", "criterion_id": "worth", "weight": 20},
            {"id": "w4", "partner_id": "people", "criterion_id": "calm", "weight": 80},
        ],
        "preference_curves": [
            {"id": "c1", "criterion_id": "worth", "worst": -4_000_000, "best": 0},
            {"id": "c2", "criterion_id": "calm", "worst": 200, "best": 20, "red_line": 300},
        ],
        "struggles": [
            {"id": "s1", "partner_id": "heat", "text": "Wij weten pas laat of er animo is.",
             "interest": "Zekerheid over aansluitingen."},
        ],
        "conditions": [
            {"id": "k1", "partner_id": "water", "text": "Mits de gemeente in 2029 mee kan.",
             "task_ids": "sewer-1"},
        ],
        "commitments": [
            {"id": "m1", "partner_id": "city", "stance": "behind_it", "text": "Wij doen mee.",
             "day": "2026-06-01"},
        ],
        "decisions": [{"id": "d1", "text": "Plan vaststellen", "decided_by": "stuurgroep"}],
    }  # fmt: skip


def small_case(**changes: list[dict[str, Any]]) -> Case:
    """Return the small case, with whole tables replaced by ``changes``."""
    return case_of({**small_tables(), **changes})


def case_of(tables: dict[str, list[dict[str, Any]]], crs: str = "EPSG:28992") -> Case:
    """Build a case of plain rows."""
    return build_case(
        {
            name: [Row(number, values) for number, values in enumerate(rows, start=2)]
            for name, rows in tables.items()
        },
        crs,
    )


def _place(number: int, points: list[tuple[int, int]], street: str, **more: Any) -> dict[str, Any]:
    line = LineString([(X + x, Y + y) for x, y in points])
    # Places 1 and 4 reach the world outside by themselves.
    neighbours = {2: "place-1; place-3; place-4", 3: "place-2; place-4"}
    return {
        "id": f"place-{number}", "name": f"{street} {number}", "street": street,
        "district": "Oost" if number > 2 else "West", "geometry": line, "length_m": line.length,
        "width_m": 14, "pavement": "clinkers", "pavement_year": 1995, "addresses": 40,
        "traffic_class": "residential", "reachable_via": neighbours.get(number), **more,
    }  # fmt: skip


def _task(
    id_: str, partner: str, theme: str, places: str, window: tuple[str, str, str], **more: Any
) -> dict[str, Any]:
    preferred, earliest, latest = window
    return {
        "id": id_, "partner_id": partner, "theme": theme, "title": id_.capitalize(),
        "place_ids": places, "preferred_start": preferred, "earliest_start": earliest,
        "latest_start": latest, **more,
    }  # fmt: skip


def _variant(
    id_: str, task: str, quarters: int, weeks: float, investment: float, **more: Any
) -> dict[str, Any]:
    return {
        "id": id_, "task_id": task, "name": id_, "duration_quarters": quarters,
        "closed_weeks": weeks, "investment_eur": investment, "life_years": 35, **more,
    }  # fmt: skip


def _figure(id_: str, value: float, unit: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "name": id_.replace("_", " "), "value": value, "unit": unit,
            "price_year": 2025, "source": "verzonnen", **more}  # fmt: skip


def _effect(id_: str, variant: str, figure: str, quantity: float, **more: Any) -> dict[str, Any]:
    return {"id": id_, "variant_id": variant, "name": id_, "key_figure_id": figure,
            "quantity": quantity, "partner_id": "people", "beneficiary": "residents",
            **more}  # fmt: skip
