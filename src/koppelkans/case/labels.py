# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What tables and choices are called for people: said once, in English, for every room.

Choices of later rooms stand here too, by the name of their class, so that screen, workbook and
document use the same words.
"""

from collections.abc import Mapping
from enum import StrEnum

from koppelkans.language import N_

TABLE_LABELS: Mapping[str, str] = {
    "areas": N_("Area"),
    "figures": N_("Figures"),
    "places": N_("Places"),
    "partners": N_("Partners"),
    "people": N_("People"),
    "tasks": N_("Tasks"),
    "variants": N_("Variants"),
    "relations": N_("Relations"),
    "boundaries": N_("Limits"),
    "key_figures": N_("Key figures"),
    "correlations": N_("Correlations"),
    "price_changes": N_("Price changes"),
    "income_groups": N_("Income groups"),
    "effects": N_("Effects"),
    "opportunity_rules": N_("Opportunity rules"),
    "criteria": N_("Criteria"),
    "weights": N_("Weights"),
    "preference_curves": N_("Preference curves"),
    "curve_points": N_("Points of curves"),
    "judgements": N_("Judgements"),
    "votes": N_("Votes"),
    "struggles": N_("Struggles"),
    "conditions": N_("Conditions"),
    "offers": N_("Offers"),
    "worths": N_("What was agreed is worth"),
    "commitments": N_("Commitments"),
    "decisions": N_("Decisions"),
    "voices": N_("Voices on decisions"),
    "agreed_payments": N_("Agreed payments"),
    "agreed_shares": N_("Own sharing rule"),
    "payment_limits": N_("Limits on payments"),
}

LABELS: Mapping[str, Mapping[str, str]] = {
    "Distribution": {
        "triangular": N_("Triangular"),
        "pert": N_("PERT"),
        "uniform": N_("All equally likely"),
        "normal": N_("Normal"),
        "lognormal": N_("Lognormal"),
    },
    "Pavement": {
        "clinkers": N_("Clinkers"),
        "tiles": N_("Tiles"),
        "asphalt": N_("Asphalt"),
    },
    "TrafficClass": {
        "residential": N_("Residential street"),
        "collector": N_("Collector road"),
        "main": N_("Main road"),
    },
    "CaseLanguage": {
        "nl": N_("Dutch"),
        "en": N_("English"),
    },
    "VatSetting": {
        "as_given": N_("As given"),
        "excluded": N_("Costs are without VAT"),
        "included": N_("Costs are with VAT"),
    },
    "PartnerKind": {
        "municipality": N_("Municipality"),
        "social_domain": N_("Social domain"),
        "water": N_("Water company"),
        "heat": N_("Heat company"),
        "grid": N_("Grid operator"),
        "housing": N_("Housing corporation"),
        "residents": N_("Residents"),
        "other": N_("Other"),
    },
    "Theme": {
        "sewer": N_("Sewer"),
        "drinking_water": N_("Drinking water"),
        "heat": N_("Heat network"),
        "electricity": N_("Electricity"),
        "street": N_("Street"),
        "green": N_("Greening"),
        "homes": N_("Homes"),
        "school": N_("School"),
        "social": N_("Social"),
        "other": N_("Other"),
    },
    "Confidence": {
        "low": N_("Low confidence"),
        "medium": N_("Medium confidence"),
        "high": N_("High confidence"),
    },
    "Visibility": {
        "own": N_("Own organisation only"),
        "partners": N_("All partners"),
        "public": N_("Everybody"),
    },
    "RelationKind": {
        "before": N_("Before"),
        "requires": N_("Requires"),
        "excludes": N_("Excludes"),
        "together": N_("Together with"),
        "prepares": N_("Prepares"),
    },
    "BoundaryKind": {
        "budget": N_("Budget per year"),
        "crews": N_("Crews at work"),
        "closures": N_("Closures at the same time"),
        "reachability": N_("Reachability"),
        "rest": N_("Rest after repaving"),
        "closed_season": N_("Closed season"),
    },
    "Beneficiary": {
        "partner": N_("The partner itself"),
        "residents": N_("Residents"),
        "tenants": N_("Tenants"),
        "businesses": N_("Businesses"),
        "city": N_("The city"),
        "state": N_("The state"),
        "later_generations": N_("Later generations"),
    },
    "Origin": {
        "own": N_("Own figure"),
        "library": N_("From the library"),
        "overridden": N_("Replaces the library"),
    },
    "Outcome": {
        "energy_poverty": N_("Energy poverty"),
        "debts": N_("Debts"),
        "work": N_("Work"),
        "loneliness": N_("Loneliness"),
        "health": N_("Health"),
        "children": N_("Children"),
    },
    "Basis": {
        "task": N_("Per pair of tasks"),
        "place": N_("Per common place"),
        "metre": N_("Per metre of common place"),
        "home": N_("Per home that both reach"),
    },
    "Measure": {
        "net_value_eur": N_("Net value in euros"),
        "benefit_eur": N_("Benefits in euros"),
        "cost_eur": N_("Costs in euros"),
        "nuisance_eur": N_("Nuisance in euros"),
        "resident_benefit_eur": N_("Benefits for residents in euros"),
        "occupations": N_("How often streets are opened"),
        "closed_weeks": N_("Weeks closed"),
        "homes": N_("Homes reached"),
        "people": N_("People reached"),
        "worst_partner_eur": N_("The partner that gains least, in euros"),
        "key_figure": N_("Effects with one key figure"),
        "scored": N_("Scored by people"),
    },
    "CurveKind": {
        "linear": N_("Straight line"),
        "piecewise": N_("In pieces"),
        "threshold": N_("All or nothing"),
    },
    "VoteChoice": {
        "in_favour": N_("For"),
        "in_favour_if": N_("For, if ..."),
        "against": N_("Against"),
        "no_opinion": N_("No opinion"),
    },
    "State": {
        "open": N_("Open"),
        "discussed": N_("Discussed"),
        "accepted": N_("Accepted"),
        "closed": N_("Settled"),
    },
    "Circle": {
        "own": N_("Own organisation only"),
        "facilitator": N_("The facilitator only, for now"),
        "chosen": N_("Partners that we choose"),
        "partners": N_("All partners"),
        "public": N_("Everybody"),
    },
    "ConditionKind": {
        "words": N_("In words only"),
        "window": N_("Starts between two moments"),
        "budget": N_("Spends at most so much a year"),
        "together": N_("Tasks start together"),
        "before": N_("One task before another"),
        "variant": N_("In this variant"),
        "share": N_("Bears at most this part of all costs"),
    },
    "Stance": {
        "behind_it": N_("Behind it"),
        "behind_it_if": N_("Behind it, if ..."),
        "not_yet": N_("Not yet"),
    },
    "PaymentReason": {
        "degeneration": N_("Pavement degradation charge"),
        "relocation": N_("Compensation for moving pipes"),
        "contribution": N_("Contribution agreed earlier"),
        "subsidy": N_("Subsidy"),
        "other": N_("Other"),
    },
    "SharedItem": {
        "investment": N_("Investment"),
        "operation": N_("Operation and upkeep"),
        "opening": N_("Opening and closing streets"),
        "traffic": N_("Traffic measures"),
        "nuisance": N_("Nuisance in the street"),
        "timing": N_("Renewing earlier or later"),
        "joint_effect": N_("Effects of doing tasks together"),
        "saving": N_("Saved by preparing"),
    },
    "ConflictKind": {
        "rest": N_("New pavement must rest"),
        "new_pavement": N_("New pavement opened again"),
        "cut_off": N_("Street cut off"),
    },
    "Certainty": {
        "unavoidable": N_("Cannot be avoided within the windows"),
        "preferred": N_("At the preferred moments"),
        "possible": N_("Possible within the windows"),
    },
    "OpportunityKind": {
        "shared_occupation": N_("One occupation together"),
        "chain": N_("Chain of tasks"),
        "joint_effect": N_("Effect that exists only together"),
    },
    "Category": {
        "benefit": N_("Benefits"),
        "cost": N_("Costs"),
        "nuisance": N_("Nuisance"),
    },
    "EntryKind": {
        "investment": N_("Investment"),
        "operation": N_("Operation and upkeep"),
        "opening": N_("Opening and closing streets"),
        "traffic": N_("Traffic measures"),
        "nuisance": N_("Nuisance in the street"),
        "residual": N_("Residual value"),
        "timing": N_("Renewing earlier or later"),
        "failure": N_("Risk of failure"),
        "stretch": N_("Stretched limits"),
        "effect": N_("Effects of tasks"),
        "joint_effect": N_("Effects of doing tasks together"),
        "saving": N_("Saved by preparing"),
    },
    "Alternative": {
        "baseline": N_("Everybody alone"),
        "programme": N_("Together"),
    },
    "Status": {
        "optimal": N_("Proven best"),
        "feasible": N_("Good, with a proven gap"),
    },
}


def table_label(table: str) -> str:
    """Return what a table is called, in English, to be translated where it is shown.

    >>> table_label("boundaries")
    'Limits'
    """
    return TABLE_LABELS[table]


def label(choice: StrEnum) -> str:
    """Return what a choice is called, in English, to be translated where it is shown.

    >>> from koppelkans.case.area import Pavement
    >>> label(Pavement.CLINKERS)
    'Clinkers'
    """
    return LABELS[type(choice).__name__][choice.value]
