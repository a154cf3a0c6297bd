# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How people call the kinds of opportunities."""

from koppelkans.language import N_
from koppelkans.opportunity.types import OpportunityKind

LABELS = {
    OpportunityKind.SHARED_OCCUPATION: N_("Street open once"),
    OpportunityKind.JOINT_EFFECT: N_("Gain only together"),
}


def label(kind: OpportunityKind) -> str:
    """Return the English label, to be translated where it is shown."""
    return LABELS[kind]
