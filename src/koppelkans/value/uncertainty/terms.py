# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an alternative is worth as a sum of products of inputs.

A valuation is linear in every single input: an amount is a price times a quantity times what does
not move. So after two valuations by the engine itself 10,000 more cost a product of matrices.
What is not linear stays as it is at the values of the case: the price of stretching a budget.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koppelkans.case import Case
from koppelkans.value.figures import find_key_figure
from koppelkans.value.types import Entry, EntryKind, Valuation
from koppelkans.value.uncertainty.types import Input, InputKind

Floats = NDArray[np.float64]
Product = tuple[int, ...]
"""Positions of the inputs that are multiplied; none is a constant, at most two."""

Revalue = Callable[[Case], Valuation]


@dataclass(frozen=True)
class Terms:
    """The value of alternatives, by partner, as coefficients of products of inputs.

    Attributes
    ----------
    products
        The products, shape (P,).
    coefficients
        EUR per unit of the product, shape (P, columns).
    """

    products: tuple[Product, ...]
    coefficients: Floats

    def values(self, inputs: Floats) -> Floats:
        """Return EUR for rows of inputs, shape (draws, columns)."""
        factors = np.ones((len(inputs), len(self.products)))
        for column, product in enumerate(self.products):
            for position in product:
                factors[:, column] *= inputs[:, position]
        return factors @ self.coefficients


def find_terms(
    case: Case,
    inputs: Sequence[Input],
    unknown: Sequence[str],
    revalues: Sequence[Revalue],
) -> tuple[Terms, Mapping[str, int]]:
    """Return the terms of alternatives, one column for each alternative and partner.

    Parameters
    ----------
    inputs
        From `find_inputs`; positions count along these and then along ``unknown``.
    unknown
        Ids of key figures without a value; as inputs they are 0.
    revalues
        How each alternative is valued with another case.

    Returns
    -------
    terms
        Columns: the partners within the alternatives.
    columns
        Where the columns of a partner start within those of an alternative.
    """
    probe = _Probe(case, inputs, unknown)
    partners = {partner.id: number for number, partner in enumerate(case.partners)}
    columns = len(partners) * len(revalues)
    found: dict[Product, Floats] = {}
    for number, revalue in enumerate(revalues):
        offset = number * len(partners)
        for entry in revalue(probe.case).entries:
            product, size = probe.product(entry)
            row = found.setdefault(product, np.zeros(columns))
            row[offset + partners[entry.partner_id]] += entry.eur / size
        for position, partner_id, per_eur, fixed in probe.investments(revalue):
            column = offset + partners[partner_id]
            found.setdefault((position,), np.zeros(columns))[column] += per_eur
            found.setdefault((), np.zeros(columns))[column] -= fixed
    products = tuple(sorted(found))
    return Terms(products, np.array([found[product] for product in products])), partners


class _Probe:
    """A case in which no input is zero, so that amounts can be divided by it."""

    def __init__(self, case: Case, inputs: Sequence[Input], unknown: Sequence[str]) -> None:
        self.inputs = inputs
        zero = {
            kind: {i.id for i in inputs if i.kind is kind and not i.value} for kind in InputKind
        }
        figures = zero[InputKind.KEY_FIGURE] | set(unknown)
        self.case = case.model_copy(
            update={
                "key_figures": tuple(
                    f.model_copy(update={"value": 1.0, "low": None, "high": None})
                    if f.id in figures
                    else f
                    for f in case.key_figures
                ),
                "effects": tuple(
                    e.model_copy(update={"quantity": 1.0})
                    if e.id in zero[InputKind.QUANTITY]
                    else e
                    for e in case.effects
                ),
            }
        )
        numbers = enumerate([*((i.kind, i.id) for i in inputs),
                             *((InputKind.KEY_FIGURE, id_) for id_ in unknown)])  # fmt: skip
        self.position = {key: number for number, key in numbers}
        self.prices = {
            id_: find_key_figure(self.case, id_).value or 1.0
            for kind, id_ in self.position
            if kind is InputKind.KEY_FIGURE
        }
        self.quantities = {effect.id: effect.quantity for effect in self.case.effects}

    def product(self, entry: Entry) -> tuple[Product, float]:
        """Return which inputs an amount is a product of, and their product in this case."""
        found, size = [], 1.0
        if entry.key_figure_id is not None:
            found.append(self.position[InputKind.KEY_FIGURE, entry.key_figure_id])
            size *= self.prices[entry.key_figure_id]
        quantity = self.position.get((InputKind.QUANTITY, entry.source_id or ""))
        if quantity is not None and entry.kind is EntryKind.EFFECT:
            found.append(quantity)
            size *= self.quantities[entry.source_id or ""]
        return tuple(sorted(found)), size

    def investments(self, revalue: Revalue) -> list[tuple[int, str, float, float]]:
        """Return position, owner, EUR per euro of investment, and EUR that this already counts.

        One euro more for every uncertain investment: what changes in the amounts of a task is due
        to its own.
        """
        ranged = {i.id: i for i in self.inputs if i.kind is InputKind.INVESTMENT}
        if not ranged:
            return []
        raised = self.case.model_copy(
            update={
                "variants": tuple(
                    v.model_copy(
                        update={"investment_eur": v.investment_eur + _step(v.investment_eur)}
                    )
                    if v.id in ranged
                    else v
                    for v in self.case.variants
                )
            }
        )
        before, after = (_own_totals(revalue(case)) for case in (self.case, raised))
        found = []
        for id_, input_ in ranged.items():
            key = (input_.task_id or "", input_.partner_id or "")
            change = after.get(key, 0.0) - before.get(key, 0.0)
            per_eur = change / _step(input_.value)
            position = self.position[InputKind.INVESTMENT, id_]
            found.append((position, input_.partner_id or "", per_eur, per_eur * input_.value))
        return found


def _step(investment: float) -> float:
    return max(1.0, investment)


OWN_COSTS = frozenset({EntryKind.INVESTMENT, EntryKind.RESIDUAL, EntryKind.TIMING})


def _own_totals(valuation: Valuation) -> dict[tuple[str, str], float]:
    """Return what follows from the investments of tasks, by task and partner."""
    totals: dict[tuple[str, str], float] = {}
    for entry in valuation.entries:
        if entry.kind in OWN_COSTS and entry.task_id is not None:
            key = (entry.task_id, entry.partner_id)
            totals[key] = totals.get(key, 0.0) + entry.eur
    return totals
