# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is on the table: the area, its places, everybody's tasks, limits and worries.

A `Case` is complete and checked, or it does not exist. A `Schedule` says what is done when;
`find_occupations` and `find_excesses` say what that does to the streets and to the limits.
"""

from koppelkans.case.agreement import (
    AgreedPayment,
    AgreedShare,
    PaymentLimit,
    PaymentReason,
    SharedItem,
)
from koppelkans.case.area import (
    Area,
    CaseLanguage,
    Figure,
    Pavement,
    Place,
    TrafficClass,
    VatSetting,
)
from koppelkans.case.boundary import Boundary, BoundaryKind
from koppelkans.case.case import RECORDS, TABLES, Case
from koppelkans.case.conversation import (
    Circle,
    Commitment,
    Condition,
    ConditionKind,
    Decision,
    Offer,
    Stance,
    State,
    Struggle,
    Voice,
    Worth,
)
from koppelkans.case.correlation import (
    INVESTMENTS,
    Correlation,
    correlation_matrix,
    find_members,
    has_range,
)
from koppelkans.case.draft import Draft, build_case, draft_case
from koppelkans.case.library import LIBRARY, LibraryFigure
from koppelkans.case.limits import Excess, find_excesses, yearly_spending
from koppelkans.case.occupation import Occupation, find_occupations, opening_eur
from koppelkans.case.party import Partner, PartnerKind, Person
from koppelkans.case.problems import CaseError, Problem
from koppelkans.case.quarter import QUARTERS_PER_YEAR, WEEKS_PER_QUARTER, Quarter
from koppelkans.case.reach import homes_reached, people_helped
from koppelkans.case.record import Record
from koppelkans.case.rows import Doubtful, Row
from koppelkans.case.schedule import Choice, Schedule, Work
from koppelkans.case.task import (
    Confidence,
    Relation,
    RelationKind,
    Task,
    Theme,
    Variant,
    Visibility,
)
from koppelkans.case.weighing import (
    Criterion,
    CurveKind,
    CurvePoint,
    Judgement,
    Measure,
    PreferenceCurve,
    Vote,
    VoteChoice,
    Weight,
)
from koppelkans.case.worth import (
    Basis,
    Beneficiary,
    Distribution,
    Effect,
    IncomeGroup,
    KeyFigure,
    OpportunityRule,
    Outcome,
    PriceChange,
)

__all__ = [
    "INVESTMENTS", "LIBRARY", "QUARTERS_PER_YEAR", "RECORDS", "TABLES", "WEEKS_PER_QUARTER",
    "AgreedPayment", "AgreedShare", "Area", "Basis", "Beneficiary", "Boundary", "BoundaryKind",
    "Case", "CaseError", "CaseLanguage", "Choice", "Circle", "Commitment", "Condition",
    "ConditionKind",
    "Confidence", "Correlation", "Criterion", "CurveKind", "CurvePoint", "Decision",
    "Distribution", "Doubtful", "Draft", "Effect", "Excess", "Figure", "IncomeGroup",
    "Judgement", "KeyFigure", "LibraryFigure", "Measure", "Occupation", "Offer",
    "OpportunityRule", "Outcome", "Partner", "PartnerKind", "Pavement", "PaymentLimit",
    "PaymentReason", "Person", "Place", "PreferenceCurve", "PriceChange", "Problem", "Quarter",
    "Record", "Relation", "RelationKind", "Row", "Schedule", "SharedItem", "Stance", "State",
    "Struggle", "Task", "Theme", "TrafficClass", "Variant", "VatSetting", "Visibility", "Voice",
    "Vote", "VoteChoice", "Weight", "Work", "Worth", "build_case", "correlation_matrix",
    "draft_case", "find_excesses", "find_members", "find_occupations", "has_range",
    "homes_reached", "opening_eur", "people_helped", "yearly_spending",
]  # fmt: skip
