# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the detection of opportunities yields."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from koppelkans.case import Beneficiary, Confidence, Quarter


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
    CHAIN = "chain"
    JOINT_EFFECT = "joint_effect"


class Opportunity(BaseModel):
    """Tasks that gain from being done together, and what they gain in physical terms.

    In a shared occupation all tasks meet at each of the places. In a chain each meets one of them,
    the link, at some of the places.

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
    traffic_weeks_saved
        Those of the closed weeks that are on places with a bus route or more than residential
        traffic.
    confidence
        That of the least sure of the tasks.
    link_id
        The task that links a chain.
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
    traffic_weeks_saved: float = 0
    confidence: Confidence = Confidence.MEDIUM
    link_id: str | None = None


class ConflictKind(StrEnum):
    """How tasks get in each other's way."""

    REST = "rest"
    NEW_PAVEMENT = "new_pavement"
    CUT_OFF = "cut_off"


class Certainty(StrEnum):
    """Whether a conflict is there whatever one does, as everybody prefers, or only could be."""

    UNAVOIDABLE = "unavoidable"
    PREFERRED = "preferred"
    POSSIBLE = "possible"


class Give(BaseModel):
    """One task that can give way, alone, the others starting as they would.

    Attributes
    ----------
    moved
        Quarters later (negative: earlier) than it would start otherwise.
    stretch
        Quarters that its window must stretch for that.
    price_eur
        Price of that stretch, undiscounted.
    """

    model_config = ConfigDict(frozen=True)

    task_id: str
    start: Quarter
    moved: int
    stretch: int
    price_eur: float


class Conflict(BaseModel):
    """Tasks that get in each other's way at places.

    Attributes
    ----------
    place_ids
        Where; of a street cut off: the street that cannot be reached.
    task_ids
        Those involved; of new pavement: first the one that paves, then the one that opens.
    when
        First quarter of the trouble at the preferred moments, or in which it could occur.
    gives
        What can give way to solve it, least stretch first. Empty when no task alone can, and when
        the conflict is only possible: then nothing has to move, but not everything may.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: ConflictKind
    certainty: Certainty
    place_ids: tuple[str, ...]
    task_ids: tuple[str, ...]
    partner_ids: tuple[str, ...]
    when: Quarter
    gives: tuple[Give, ...] = ()
    boundary_id: str | None = None
