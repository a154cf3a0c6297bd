# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""One entry of a valuation for each of a number of starts, and how each came about."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from koppelkans.case import Beneficiary, Task
from koppelkans.case.labels import label
from koppelkans.value.discount import Floats
from koppelkans.value.lines import Figure, Line
from koppelkans.value.trace import Step, multiply
from koppelkans.value.types import Category, Entry, EntryKind, Unpriced


@dataclass(frozen=True)
class Stream:
    """One entry of a valuation for each of a number of starts.

    Attributes
    ----------
    figure
        The figure that the entry is proportional to.
    coefficient
        Present value in EUR per unit of the figure, one for each start; positive for a gain.
    explain
        Takes the position of a start and returns how the entry came about.
    is_priced
        Whether the figure has a value; without one the stream stays beside the euros.
    """

    kind: EntryKind
    category: Category
    name: str
    partner_id: str
    beneficiary: Beneficiary
    figure: Figure
    coefficient: Floats
    explain: Callable[[int], Step]
    key_figure_id: str | None = None
    source_id: str | None = None
    is_priced: bool = True

    @property
    def eur(self) -> Floats:
        """Present values in EUR, positive for a gain, one per start."""
        return self.coefficient * self.figure.value

    def line(self, task_id: str, quantity: float = 0.0) -> Line | Unpriced:
        """Return the entry for the first start, with ``quantity`` units beside the euros."""
        coefficient = float(self.coefficient[0])
        if not self.is_priced:
            return Unpriced(
                name=self.name,
                key_figure_id=self.figure.reference.id,
                unit=self.figure.unit,
                quantity=quantity,
                partner_id=self.partner_id,
                beneficiary=self.beneficiary,
                task_id=task_id,
                source_id=self.source_id,
                eur_per_price=coefficient,
            )
        entry = Entry(
            kind=self.kind,
            category=self.category,
            name=self.name,
            partner_id=self.partner_id,
            beneficiary=self.beneficiary,
            task_id=task_id,
            key_figure_id=self.key_figure_id,
            source_id=self.source_id,
            eur=coefficient * self.figure.value,
        )
        return Line(entry, self.figure, coefficient, partial(self.explain, 0))


def cost_stream(
    kind: EntryKind, task: Task, figure: Figure, *factors: Step, minus: bool = True
) -> Stream:
    """Return a cost of the owner: the product of a figure and factors.

    Parameters
    ----------
    factors
        The first is the figure itself; the others may hold one number for each start.
    """
    sign = -1.0 if minus else 1.0
    coefficient = math.prod((factor.value for factor in factors[1:]), start=sign)
    name = label(kind)
    step = multiply("E", name, *factors, minus=minus)
    return Stream(
        kind=kind,
        category=Category.COST,
        name=name,
        partner_id=task.partner_id,
        beneficiary=Beneficiary.PARTNER,
        figure=figure,
        coefficient=np.asarray(coefficient),
        explain=step.at,
    )
