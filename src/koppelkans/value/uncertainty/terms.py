# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an alternative is worth as a sum of products of inputs.

Every line of a valuation is a coefficient times one figure, and an effect times its quantity as
well. So after one valuation by the engine itself 10,000 more cost a product of matrices. What is
not linear stays as it is at the values of the case: the price of stretching a budget.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koppelkans.case import Effect, KeyFigure, Variant
from koppelkans.value.lines import Line
from koppelkans.value.types import EntryKind, Unpriced
from koppelkans.value.uncertainty.types import Input, InputKind

Floats = NDArray[np.float64]
Product = tuple[int, ...]
"""Positions of the inputs that are multiplied; none is a constant, at most two."""

Lines = Iterable[Line | Unpriced]
KINDS = {KeyFigure.table: InputKind.KEY_FIGURE, Variant.table: InputKind.INVESTMENT}
FIELDS = frozenset({"value", "investment_eur"})


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
    partner_ids: Sequence[str],
    inputs: Sequence[Input],
    unknown: Sequence[str],
    alternatives: Sequence[Lines],
) -> Terms:
    """Return the terms of alternatives, one column for each partner within each alternative.

    Parameters
    ----------
    inputs
        From `find_inputs`; positions count along these and then along ``unknown``.
    unknown
        Ids of key figures without a value; as inputs they are 0.
    alternatives
        The lines of each, from `koppelkans.value.find_lines`, in a case in which no quantity
        with a range is 0: see `without_zeros`.
    """
    keys = [(i.kind, i.id) for i in inputs] + [(InputKind.KEY_FIGURE, id_) for id_ in unknown]
    position = {key: number for number, key in enumerate(keys)}
    quantities = {i.id: i.value or 1.0 for i in inputs if i.kind is InputKind.QUANTITY}
    columns = {partner_id: number for number, partner_id in enumerate(partner_ids)}
    found: dict[Product, Floats] = {}
    for number, lines in enumerate(alternatives):
        for line in lines:
            partner_id, key, source_id, coefficient, constant = _parts(line)
            product = [position[key]] if key in position else []
            eur = coefficient if product else constant
            if source_id in quantities:
                product.append(position[InputKind.QUANTITY, source_id])
                eur /= quantities[source_id]
            row = found.setdefault(
                tuple(sorted(product)), np.zeros(len(columns) * len(alternatives))
            )
            row[number * len(columns) + columns[partner_id]] += eur
    products = tuple(sorted(found))
    return Terms(products, np.array([found[product] for product in products]))


def _parts(line: Line | Unpriced) -> tuple[str, tuple[InputKind, str] | None, str, float, float]:
    """Return account, input, effect, EUR per unit of the input, and EUR as it is."""
    if isinstance(line, Unpriced):
        unknown = (InputKind.KEY_FIGURE, line.key_figure_id)
        return line.partner_id, unknown, line.source_id or "", line.eur_per_price, 0.0
    entry, reference = line.entry, line.figure.reference
    kind = KINDS.get(reference.table) if reference.field in FIELDS else None
    effect_id = (entry.source_id or "") if entry.kind is EntryKind.EFFECT else ""
    key = None if kind is None else (kind, reference.id)
    return entry.partner_id, key, effect_id, line.coefficient, entry.eur


def without_zeros(effects: Iterable[Effect], inputs: Iterable[Input]) -> tuple[Effect, ...]:
    """Return effects with 1 for a quantity of 0 that has a range, so that it can be divided by."""
    zeros = {i.id for i in inputs if i.kind is InputKind.QUANTITY and not i.value}
    return tuple(e.model_copy(update={"quantity": 1.0}) if e.id in zeros else e for e in effects)
