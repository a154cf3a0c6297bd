# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How sure the costs and quantities are: ranges, and what goes up and down together.

All of it is illustrative. The widths are assumptions of the project: estimates of unknown work
in the ground run over more often than under, and what people will do is less sure than what a
pipe will do.
"""

from .costs import whole
from .tables import Record, Tables

INVESTMENT_RANGE = {"sewer": (0.85, 1.30), "heat": (0.85, 1.40), "homes": (0.90, 1.25)}
"""By theme: low and high end as a part of the estimate. The other partners give one amount."""

QUANTITY_RANGE = {
    # Gas and CO2 saved: after works people heat more than on paper
    "gas_price": (0.80, 1.10),
    "co2": (0.75, 1.10),
    "healthy_home": (0.60, 1.00),
    # Who takes part, and for whom it works
    "energy_coach": (0.50, 1.10),
    "debt_help": (0.50, 1.20),
    "placement": (0.50, 1.25),
    "meeting_place": (0.60, 1.30),
    "youth": (0.50, 1.20),
    "school_child": (0.70, 1.10),
    "damp": (0.70, 1.10),
    # What a street does for who lives and moves there
    "street_quality": (0.80, 1.00),
    "road_safety": (0.60, 1.30),
    "stormwater": (0.80, 1.10),
    "tree": (0.80, 1.00),
}
"""By key figure. Bills that one pays to another have none: both sides would not stay equal."""

CORRELATIONS: tuple[tuple[str, str, float, str], ...] = (
    ("investments", "investments", 0.4,
     "Aanname: dezelfde aannemersmarkt, dezelfde bodem, dezelfde prijs van staal en beton."),
    ("gas_price", "power_price", 0.6,
     "Aanname: gascentrales bepalen vaak de stroomprijs."),
    ("gas_price", "heat_source_mt", 0.4,
     "Aanname: de piekketel achter de warmte van 70 °C stookt gas."),
)  # fmt: skip


def with_ranges(tables: Tables) -> Tables:
    """Return tasks, variants and effects with a range where one is given."""
    themes = {task["id"]: task["theme"] for task in tables["tasks"]}
    return {
        **tables,
        "variants": [_cost(variant, themes[variant["task_id"]]) for variant in tables["variants"]],
        "effects": [_quantity(effect) for effect in tables["effects"]],
    }


def _cost(variant: Record, theme: str) -> Record:
    if theme not in INVESTMENT_RANGE:
        return variant
    low, high = INVESTMENT_RANGE[theme]
    eur = variant["investment_eur"]
    return variant | {
        "investment_low_eur": whole(low * eur), "investment_high_eur": whole(high * eur),
    }  # fmt: skip


def _quantity(effect: Record) -> Record:
    if effect["key_figure_id"] not in QUANTITY_RANGE:
        return effect
    quantity = effect["quantity"]
    ends = (round(part * quantity, 2) for part in QUANTITY_RANGE[effect["key_figure_id"]])
    # Of a cost, which is a negative quantity, the larger part is the low end.
    low, high = sorted(ends)
    return effect | {"quantity_low": low, "quantity_high": high}


def list_correlations() -> list[Record]:
    """Return one record per correlation."""
    return [
        {
            "id": f"samen-{first}-{second}",
            "first": first,
            "second": second,
            "coefficient": coefficient,
            "reason": reason,
        }
        for first, second, coefficient, reason in CORRELATIONS
    ]
