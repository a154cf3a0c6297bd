# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""All tables of the Bloemenbuurt, put together into one case."""

from koppelkans.case import Case, Row, build_case

from . import (
    conversation,
    framework,
    grid,
    heat,
    homes,
    key_figures,
    limits,
    neighbourhood,
    partners,
    pipes,
    public_space,
    social,
    streets,
    together,
    uncertain,
)
from .tables import Tables, merge


def list_tables() -> Tables:
    """Return the records of every table of the case."""
    tasks = merge(
        pipes.list_tasks(),
        heat.list_tasks(),
        grid.list_tasks(),
        public_space.list_tasks(),
        homes.list_tasks(),
        social.list_tasks(),
    )
    return {
        "areas": [neighbourhood.AREA],
        "figures": neighbourhood.list_figures(),
        "places": streets.list_places(),
        "partners": list(partners.PARTNERS),
        "people": partners.list_people(),
        **uncertain.with_ranges(tasks),
        "income_groups": list(neighbourhood.INCOME_GROUPS),
        "relations": together.list_relations(),
        "boundaries": limits.list_boundaries(),
        "key_figures": key_figures.list_key_figures(),
        "correlations": uncertain.list_correlations(),
        "opportunity_rules": together.list_rules(),
        "criteria": framework.list_criteria(),
        "weights": framework.list_weights(),
        "preference_curves": framework.list_curves(),
        "struggles": list(conversation.STRUGGLES),
        "conditions": list(conversation.CONDITIONS),
        "offers": list(conversation.OFFERS),
        "commitments": list(conversation.COMMITMENTS),
        "decisions": conversation.list_decisions(),
        "voices": list(conversation.VOICES),
    }


def build_bloemenbuurt() -> Case:
    """Return the example case, built from its tables of facts."""
    return build_case(
        {
            name: [Row(number, record) for number, record in enumerate(records, start=2)]
            for name, records in list_tables().items()
        }
    )
