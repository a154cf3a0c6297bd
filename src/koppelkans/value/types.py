# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a valuation consists of: entries, each one amount for one partner."""

from collections.abc import Callable, Hashable
from enum import StrEnum
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from koppelkans.case import Beneficiary
from koppelkans.language import Message

Key = TypeVar("Key", bound=Hashable)


class ValuationError(Exception):
    """The case does not hold what is needed to value it; ``message`` says what."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))

    def in_language(self, language: str) -> str:
        """Return what is wrong for a reader of ``language``."""
        return self.message.in_language(language)


class Category(StrEnum):
    """On which side of the balance an entry stands."""

    BENEFIT = "benefit"
    COST = "cost"
    NUISANCE = "nuisance"


class EntryKind(StrEnum):
    """What an entry is about."""

    INVESTMENT = "investment"
    RESIDUAL = "residual"
    OPERATION = "operation"
    OPENING = "opening"
    TRAFFIC = "traffic"
    NUISANCE = "nuisance"
    TIMING = "timing"
    FAILURE = "failure"
    STRETCH = "stretch"
    EFFECT = "effect"
    JOINT_EFFECT = "joint_effect"
    SAVING = "saving"


class Valued(Protocol):
    """What an entry and a stream of entries have in common: what it is about and for whom."""

    @property
    def kind(self) -> EntryKind: ...
    @property
    def category(self) -> Category: ...
    @property
    def partner_id(self) -> str: ...
    @property
    def beneficiary(self) -> Beneficiary: ...


class Entry(BaseModel):
    """One amount: present value in euros at the price level of the case.

    ``eur`` is positive for a gain and negative for a cost or nuisance.
    """

    model_config = ConfigDict(frozen=True)

    kind: EntryKind
    category: Category
    name: str
    partner_id: str
    beneficiary: Beneficiary
    task_id: str | None = None
    place_id: str | None = None
    key_figure_id: str | None = None
    source_id: str | None = None
    """Effect, opportunity rule, relation or limit that it comes from; empty: the task itself."""
    eur: float


class Unpriced(BaseModel):
    """An effect without a price: it stays beside the euros, in its own unit."""

    model_config = ConfigDict(frozen=True)

    name: str
    key_figure_id: str
    unit: str
    quantity: float
    partner_id: str
    beneficiary: Beneficiary
    task_id: str
    source_id: str | None = None
    """Effect or opportunity rule that it comes from; empty: the closed weeks of the task."""
    eur_per_price: float = 0.0
    """Present value in EUR if the unit value were 1; negative when it is a nuisance."""


class Valuation(BaseModel):
    """All entries of one schedule; every total is a sum over them."""

    model_config = ConfigDict(frozen=True)

    entries: tuple[Entry, ...]
    unpriced: tuple[Unpriced, ...] = ()

    def total(self, category: Category | None = None) -> float:
        """Return the sum of the entries of a category (all: the net value), signed, in EUR."""
        return sum(e.eur for e in self.entries if category in (None, e.category))

    def by(self, key: Callable[[Entry], Key]) -> dict[Key, float]:
        """Return sums in EUR by whatever ``key`` returns, for example ``lambda e: e.kind``."""
        sums: dict[Key, float] = {}
        for entry in self.entries:
            sums[key(entry)] = sums.get(key(entry), 0.0) + entry.eur
        return sums
