# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The case: everything that is on the table, complete and checked, or it does not exist."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from koppelkans.case.agreement import AgreedPayment, AgreedShare, PaymentLimit
from koppelkans.case.area import Area, Figure, Place, VatSetting
from koppelkans.case.boundary import Boundary
from koppelkans.case.check import check_tables
from koppelkans.case.conversation import (
    Commitment,
    Condition,
    Decision,
    Offer,
    Struggle,
    Voice,
    Worth,
)
from koppelkans.case.correlation import Correlation
from koppelkans.case.library import resolve
from koppelkans.case.party import Partner, Person
from koppelkans.case.problems import CaseError
from koppelkans.case.quarter import Quarter
from koppelkans.case.record import Record
from koppelkans.case.task import Relation, Task, Variant
from koppelkans.case.weighing import (
    Criterion,
    CurvePoint,
    Judgement,
    PreferenceCurve,
    Vote,
    Weight,
)
from koppelkans.case.worth import Effect, IncomeGroup, KeyFigure, OpportunityRule, PriceChange

RECORDS: tuple[type[Record], ...] = (
    Area, Figure, Place, Partner, Person, Task, Variant, Relation, Boundary, KeyFigure,
    Correlation, PriceChange, IncomeGroup, Effect, OpportunityRule, Criterion, Weight,
    PreferenceCurve, CurvePoint,
    Judgement, Vote, Struggle, Condition, Offer, Worth, Commitment, Decision, Voice,
    AgreedPayment, AgreedShare, PaymentLimit,
)  # fmt: skip
"""Every kind of record, in the order in which a reader meets them."""

TABLES: dict[str, type[Record]] = {record.table: record for record in RECORDS}

DUTCH_CRS = "EPSG:28992"


class Case(BaseModel):
    """Everything that is on the table for one area.

    A case that exists is correct: ids are unique, references meet, windows lie within the planned
    years, geometries are valid and in ``crs``. Otherwise `CaseError` names all problems.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    crs: str = DUTCH_CRS
    areas: tuple[Area]
    figures: tuple[Figure, ...] = ()
    places: tuple[Place, ...]
    partners: tuple[Partner, ...]
    people: tuple[Person, ...] = ()
    tasks: tuple[Task, ...]
    variants: tuple[Variant, ...]
    relations: tuple[Relation, ...] = ()
    boundaries: tuple[Boundary, ...] = ()
    key_figures: tuple[KeyFigure, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    price_changes: tuple[PriceChange, ...] = ()
    income_groups: tuple[IncomeGroup, ...] = ()
    effects: tuple[Effect, ...] = ()
    opportunity_rules: tuple[OpportunityRule, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    weights: tuple[Weight, ...] = ()
    preference_curves: tuple[PreferenceCurve, ...] = ()
    curve_points: tuple[CurvePoint, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    votes: tuple[Vote, ...] = ()
    struggles: tuple[Struggle, ...] = ()
    conditions: tuple[Condition, ...] = ()
    offers: tuple[Offer, ...] = ()
    worths: tuple[Worth, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    decisions: tuple[Decision, ...] = ()
    voices: tuple[Voice, ...] = ()
    agreed_payments: tuple[AgreedPayment, ...] = ()
    agreed_shares: tuple[AgreedShare, ...] = ()
    payment_limits: tuple[PaymentLimit, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> "Case":
        problems = check_tables({name: getattr(self, name) for name in TABLES}, self.crs)
        if problems:
            raise CaseError(problems)
        return self

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> "Case":
        """Return a copy with other tables, not checked; what follows from them is found anew."""
        copy = super().model_copy(update=update, deep=deep)
        for derived in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[derived]
        return copy

    @property
    def area(self) -> Area:
        return self.areas[0]

    @property
    def first_quarter(self) -> Quarter:
        return Quarter.of(self.area.first_year, 1)

    @property
    def last_quarter(self) -> Quarter:
        return Quarter.of(self.area.last_year, 4)

    @cached_property
    def place(self) -> dict[str, Place]:
        """Places by id."""
        return {place.id: place for place in self.places}

    @cached_property
    def partner(self) -> dict[str, Partner]:
        """Partners by id."""
        return {partner.id: partner for partner in self.partners}

    @cached_property
    def task(self) -> dict[str, Task]:
        """Tasks by id."""
        return {task.id: task for task in self.tasks}

    @cached_property
    def variant(self) -> dict[str, Variant]:
        """Variants by id."""
        return {variant.id: variant for variant in self.variants}

    @cached_property
    def key_figure(self) -> dict[str, KeyFigure]:
        """Key figures by id, with what they take from the library, in prices of their own year."""
        return {figure.id: resolve(figure) for figure in self.key_figures}

    @cached_property
    def variants_of(self) -> dict[str, tuple[Variant, ...]]:
        """Variants by the id of their task, in the order of the table."""
        found: dict[str, list[Variant]] = {task.id: [] for task in self.tasks}
        for variant in self.variants:
            found[variant.task_id].append(variant)
        return {task_id: tuple(variants) for task_id, variants in found.items()}

    @cached_property
    def effects_of(self) -> dict[str, tuple[Effect, ...]]:
        """Effects by the id of their variant."""
        found: dict[str, list[Effect]] = {variant.id: [] for variant in self.variants}
        for effect in self.effects:
            found[effect.variant_id].append(effect)
        return {variant_id: tuple(effects) for variant_id, effects in found.items()}

    def vat_factor(self, partner_id: str) -> float:
        """Return by what a cost in the case is multiplied to get what a partner pays."""
        area, reclaims = self.area, self.partner[partner_id].reclaims_vat
        if area.vat is VatSetting.EXCLUDED and not reclaims:
            return 1 + area.vat_rate
        if area.vat is VatSetting.INCLUDED and reclaims:
            return 1 / (1 + area.vat_rate)
        return 1.0

    def baseline_variant(self, task_id: str) -> Variant:
        """Return the variant that the owner takes when it goes alone."""
        variants = self.variants_of[task_id]
        return next((variant for variant in variants if variant.is_baseline), variants[0])

    def starts(self, task_id: str, variant_id: str, *, stretched: bool = True) -> range:
        """Return the indices of the quarters in which a variant may start.

        Window of the task, with its stretch if ``stretched``, as far as the work ends within
        the planned years.
        """
        task, variant = self.task[task_id], self.variant[variant_id]
        first = task.earliest_start.index - (task.stretch_before if stretched else 0)
        last = task.latest_start.index + (task.stretch_after if stretched else 0)
        end = self.last_quarter.index - variant.duration_quarters + 1
        return range(max(first, self.first_quarter.index), min(last, end) + 1)

    def to_tables(self) -> dict[str, list[dict[str, Any]]]:
        """Return every table as rows of plain values: the form in which a case is stored."""
        return {name: [record.model_dump() for record in getattr(self, name)] for name in TABLES}
