# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a number came about: its formula, the numbers in it, and where each of these comes from.

A `Step` is one number. It is given (by a record of the case, with its source), or computed by its
formula from its inputs, which are steps again. So anybody can follow an entry of a valuation down
to what people filled in, with a pocket calculator.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from koppelkans.value.discount import Floats, Integers
from koppelkans.value.types import Entry

Amount = float | Floats | Integers
"""One number; within the room also one for each of a number of starts."""


@dataclass(frozen=True)
class Reference:
    """A field of a record of the case: where a given number can be looked up and changed."""

    table: str
    id: str
    field: str


@dataclass(frozen=True)
class Step:
    """One number, and how it came about.

    Attributes
    ----------
    symbol
        Short name, by which the formula of the step above refers to it.
    name
        What it is: an English text to be translated, or what a record is called.
    value
        The number, in ``unit``.
    formula
        Arithmetic over the symbols of ``inputs`` with ``+ - * / ^ ( )`` and ``min``, as a
        spreadsheet reads it; empty when the number is given.
    inputs
        The numbers in the formula; their symbols differ.
    source
        Where a given number comes from, as the one who filled it in says; may be empty.
    reference
        The field of the case in which a given number stands.
    """

    symbol: str
    name: str
    value: Amount
    unit: str = ""
    formula: str = ""
    inputs: tuple["Step", ...] = ()
    source: str = ""
    reference: Reference | None = None

    def at(self, position: int) -> "Step":
        """Return the step for one of the starts; single numbers stay as they are."""
        value = self.value
        return replace(
            self,
            value=float(value[position]) if isinstance(value, np.ndarray) else float(value),
            inputs=tuple(step.at(position) for step in self.inputs),
        )

    @property
    def number(self) -> float:
        """The value as one number; TypeError while it still holds many starts."""
        return float(self.value)

    def walk(self, depth: int = 0) -> Iterator[tuple[int, "Step"]]:
        """Yield this step and all below it, each with its depth: the rows of a table."""
        yield depth, self
        for step in self.inputs:
            yield from step.walk(depth + 1)


@dataclass(frozen=True)
class Trace:
    """An entry with how it came about: ``step.value`` is ``entry.eur``."""

    entry: Entry
    step: Step


def multiply(
    symbol: str, name: str, *factors: Step, unit: str = "EUR", minus: bool = False
) -> Step:
    """Return the product of steps as a step (with ``minus`` its opposite).

    >>> multiply("E", "Effect", Step("q", "Quantity", 3.0), Step("p", "Price", 2.0)).formula
    'q * p'
    """
    value: Amount = math.prod((factor.value for factor in factors), start=-1.0 if minus else 1.0)
    formula = ("-" if minus else "") + " * ".join(factor.symbol for factor in factors)
    return Step(symbol, name, value, unit, formula, factors)


def add(symbol: str, name: str, *terms: Step, unit: str = "EUR") -> Step:
    """Return the sum of steps as a step."""
    value: Amount = sum((term.value for term in terms), start=0.0)
    return Step(symbol, name, value, unit, " + ".join(term.symbol for term in terms), terms)
