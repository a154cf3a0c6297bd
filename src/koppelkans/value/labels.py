# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How people call the kinds of entries of a valuation."""

from koppelkans.language import N_
from koppelkans.value.types import Category, EntryKind

CATEGORIES = {
    Category.BENEFIT: N_("Benefit"),
    Category.COST: N_("Cost"),
    Category.NUISANCE: N_("Nuisance"),
}

KINDS = {
    EntryKind.INVESTMENT: N_("Own work"),
    EntryKind.OPERATION: N_("Operation and upkeep"),
    EntryKind.OPENING: N_("Opening and closing the street"),
    EntryKind.TRAFFIC: N_("Traffic measures"),
    EntryKind.NUISANCE: N_("Nuisance in the street"),
    EntryKind.TIMING: N_("Later renewals moved in time"),
    EntryKind.FAILURE: N_("Risk of failure before the work"),
    EntryKind.STRETCH: N_("Limits stretched"),
    EntryKind.EFFECT: N_("Effects"),
    EntryKind.JOINT_EFFECT: N_("Gained only together"),
    EntryKind.SAVING: N_("Saved because it was prepared"),
}


def label(member: Category | EntryKind) -> str:
    """Return the English label, to be translated where it is shown."""
    # Two tables: as text, the nuisance category equals the nuisance kind.
    return CATEGORIES[member] if isinstance(member, Category) else KINDS[member]
