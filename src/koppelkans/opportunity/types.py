# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the detection of opportunities yields."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from koppelkans.case import Beneficiary, Quarter


class JointEffect(BaseModel):
    """A gain that exists only when two tasks start close enough together.

    It counts when both tasks are done in one of the named variants and their starts lie at most
    ``within_quarters`` apart. Worth ``quantity`` times the key figure, once, at the later start.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    rule_id: str
    task_id: str
    variant_ids: tuple[str, ...]
    other_task_id: str
    other_variant_ids: tuple[str, ...]
    place_ids: tuple[str, ...]
    within_quarters: int
    key_figure_id: str
    quantity: float
    partner_id: str
    beneficiary: Beneficiary


class OpportunityKind(StrEnum):
    """Why tasks gain from being done together."""

    SHARED_OCCUPATION = "shared_occupation"
    JOINT_EFFECT = "joint_effect"


class Opportunity(BaseModel):
    """Tasks that gain from being done together, and what they gain in physical terms.

    They meet in a quarter when the last of them starts in it, and the others in it as well or as
    late before it as their windows and relations let them. Windows stretch as little as possible.

    Attributes
    ----------
    first, last
        First and last quarter in which they can meet with that stretch.
    stretch_quarters
        By task id: how far its window must stretch for the tasks to meet (0: not at all).
    starts, variant_ids
        By task id: when it starts, and in which variant, when they meet in ``first``.
    opening_saved_eur
        Openings apart minus the shared one, undiscounted, over all places.
    weeks_saved
        Closed weeks apart minus together, over all places, with these starts.
    joint_effect_ids
        Joint effects between these tasks, with these variants and starts.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: OpportunityKind
    place_ids: tuple[str, ...]
    task_ids: tuple[str, ...]
    partner_ids: tuple[str, ...]
    first: Quarter
    last: Quarter
    stretch_quarters: dict[str, int]
    starts: dict[str, Quarter]
    variant_ids: dict[str, str]
    opening_saved_eur: float = 0
    weeks_saved: float = 0
    joint_effect_ids: tuple[str, ...] = ()
