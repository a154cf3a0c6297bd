# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Draws of uncertain inputs, with their distributions and correlations."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtr, ndtri

from koppelkans.case import Case, Distribution, correlation_matrix, find_members
from koppelkans.value.uncertainty.types import Input

Floats = NDArray[np.float64]

NUMBERS_AT_ONCE = 4_000_000
"""Draws times inputs that are held in memory together."""
Z95 = float(ndtri(0.95))
"""How many standard deviations the 95th percentile of a normal distribution lies off its mean."""


def draw_inputs(case: Case, inputs: Sequence[Input], draws: int, seed: int) -> Iterator[Floats]:
    r"""Yield draws of all inputs, some thousands of rows at a time.

    Normal variables with the correlations of the case give, by their own distribution function,
    chances between 0 and 1; the inverse distribution function of each input turns these into
    values (a Gaussian copula). Inputs without a range stay at their value.

    Returns
    -------
    iterator of array
        Shape (rows, inputs); the rows add up to ``draws``.
    """
    rng = np.random.default_rng(seed)
    moving = [number for number, input_ in enumerate(inputs) if input_.moves]
    tied, mix = _correlated(case, [inputs[number].id for number in moving])
    rows = max(1, min(draws, NUMBERS_AT_ONCE // max(1, len(inputs))))
    for start in range(0, draws, rows):
        values = np.tile([input_.value for input_ in inputs], (min(rows, draws - start), 1))
        normal = rng.standard_normal((len(values), len(moving)))
        if len(tied):
            normal[:, tied] = normal[:, tied] @ mix.T
        chances = ndtr(normal)
        for column, number in enumerate(moving):
            values[:, number] = quantile(inputs[number], chances[:, column])
        yield values


def _correlated(case: Case, ids: list[str]) -> tuple[NDArray[np.intp], Floats]:
    """Return which inputs are tied to others, and the matrix that ties independent draws."""
    members = find_members(case.key_figures, case.variants)
    words = {word for c in case.correlations for word in (c.first, c.second)}
    named = {id_ for word in words for id_ in members[word]}
    tied = np.array([number for number, id_ in enumerate(ids) if id_ in named], dtype=np.intp)
    matrix = correlation_matrix([ids[number] for number in tied], case.correlations, members)
    values, vectors = np.linalg.eigh(matrix) if len(tied) else (np.zeros(0), matrix)
    return tied, vectors * np.sqrt(np.maximum(values, 0.0))


def quantile(input_: Input, chances: Floats) -> Floats:
    r"""Return the values of an input that it stays below with these chances.

    With :math:`a` the low end, :math:`m` the value and :math:`b` the high end:

    - triangular: :math:`a + \sqrt{u (b-a)(m-a)}` up to :math:`u = (m-a)/(b-a)`, from there
      :math:`b - \sqrt{(1-u)(b-a)(b-m)}`.
    - PERT: a beta distribution on :math:`[a, b]` with :math:`\alpha = 1 + 4 (m-a)/(b-a)` and
      :math:`\beta = 1 + 4 (b-m)/(b-a)`; its mean is :math:`(a + 4m + b)/6`.
    - uniform: :math:`a + u (b-a)`.
    - normal: mean :math:`m`, standard deviation :math:`(b-a) / (2 \cdot 1.645)`.
    - lognormal: median :math:`m`, standard deviation of the logarithm
      :math:`\ln(b/a) / (2 \cdot 1.645)`.

    Sources: Johnson (1997), The triangular distribution as a proxy for the beta distribution in
    risk analysis, The Statistician 46(3); Malcolm et al. (1959), Application of a technique for
    research and development program evaluation, Operations Research 7(5), for PERT.

    Examples
    --------
    >>> from koppelkans.value.uncertainty.types import InputKind
    >>> co2 = Input(kind=InputKind.KEY_FIGURE, id="co2", name="CO2", unit="EUR/kg", value=0.13,
    ...             low=0.05, high=0.16, distribution=Distribution.TRIANGULAR)
    >>> quantile(co2, np.array([0.0, 8 / 11, 1.0])).round(4)
    array([0.05, 0.13, 0.16])
    """
    low, value, high = input_.low, input_.value, input_.high
    if low is None or high is None:
        return np.full_like(chances, value)
    width = high - low
    match input_.distribution:
        case Distribution.UNIFORM:
            return low + chances * width
        case Distribution.NORMAL:
            return value + ndtri(chances) * (width / (2.0 * Z95))
        case Distribution.LOGNORMAL:
            spread = math.log(high / low) / (2.0 * Z95)
            return value * np.exp(spread * np.asarray(ndtri(chances), dtype=np.float64))
        case Distribution.PERT:
            before, after = 1.0 + 4.0 * (value - low) / width, 1.0 + 4.0 * (high - value) / width
            share: Floats = betaincinv(before, after, chances)
            return low + width * share
    rising = low + np.sqrt(chances * width * (value - low))
    falling = high - np.sqrt((1.0 - chances) * width * (high - value))
    return np.where(chances < (value - low) / width, rising, falling)
