# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which uncertain figures go up and down together, and whether that can be true at once."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, cast

import numpy as np
from numpy.typing import NDArray

from koppelkans.case.problems import Problem
from koppelkans.case.record import Identifier, Record, Text, about
from koppelkans.case.task import Variant
from koppelkans.case.worth import KeyFigure
from koppelkans.language import N_, Message

Floats = NDArray[np.float64]

INVESTMENTS = "investments"
"""The group of all investments that are given as a range."""

ROUNDING = 1e-9
COEFFICIENTS = tuple(step / 100 for step in range(-100, 101))


class Correlation(Record):
    """How far two uncertain figures, or two groups of them, go up and down together.

    ``first`` and ``second`` are ids of key figures, words of their groups, or ``investments``.
    The same group twice is about each two of its members. The coefficient is the rank correlation
    of Spearman.
    """

    table: ClassVar[str] = "correlations"

    first: Identifier = about("First", "Key figure, group of figures, or investments")
    second: Identifier = about("Second", "Key figure, group of figures, or investments")
    coefficient: float = about(
        "Coefficient", "1: always together, 0: independent, -1: always against each other",
        ge=-1, le=1,
    )  # fmt: skip
    reason: Text = about("Reason", "Why this is so", default="")


Members = Mapping[str, tuple[str, ...]]
"""The ids of the uncertain figures behind each word that a correlation may use."""


def find_members(key_figures: Sequence[KeyFigure], variants: Sequence[Variant]) -> Members:
    """Return which figures each id and each word stands for.

    A figure without a range stands for nothing: it does not move.
    """
    groups: dict[str, list[str]] = {INVESTMENTS: []}
    for figure in key_figures:
        ranged = [figure.id] if has_range(figure.low, figure.value, figure.high) else []
        groups.setdefault(figure.id, []).extend(ranged)
        if figure.moves_with is not None:
            groups.setdefault(figure.moves_with, []).extend(ranged)
    for variant in variants:
        ends = variant.investment_low_eur, variant.investment_high_eur
        if has_range(ends[0], variant.investment_eur, ends[1]):
            groups[INVESTMENTS].append(variant.id)
    return {word: tuple(dict.fromkeys(ids)) for word, ids in groups.items()}


def has_range(low: float | None, value: float | None, high: float | None) -> bool:
    """Whether a figure is known and can be something else than its value."""
    return value is not None and any(end is not None and end != value for end in (low, high))


def correlation_matrix(
    ids: Sequence[str], correlations: Sequence[Correlation], members: Members
) -> Floats:
    r"""Return the correlations of the normal draws behind a number of figures.

    A rank correlation :math:`\rho` is that of two normal variables with an ordinary correlation
    of :math:`2 \sin(\pi \rho / 6)`. Source: Pearson (1907), On further methods of determining
    correlation; Iman and Conover (1982). A later correlation goes before an earlier one, so that
    a pair can differ from its group.

    Parameters
    ----------
    ids
        Figures, in the order of rows and columns; those that are not here are left out.
    members
        From `find_members`.
    """
    position = {id_: number for number, id_ in enumerate(ids)}
    matrix = np.eye(len(ids))
    for correlation in correlations:
        rows, columns = (
            np.array([position[id_] for id_ in members[word] if id_ in position], dtype=np.intp)
            for word in (correlation.first, correlation.second)
        )
        both = 2.0 * math.sin(math.pi * correlation.coefficient / 6.0)
        matrix[np.ix_(rows, columns)] = both
        matrix[np.ix_(columns, rows)] = both
    np.fill_diagonal(matrix, 1.0)
    return matrix


def is_possible(matrix: Floats) -> bool:
    """Whether correlations can be true at once: no mixture of the figures varies less than none."""
    try:
        np.linalg.cholesky(matrix + ROUNDING * np.eye(len(matrix)))
    except np.linalg.LinAlgError:
        return False
    return True


def check_correlations(tables: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """Find correlations between unknown figures, and those that cannot hold together."""
    correlations = cast(Sequence[Correlation], tables.get("correlations", ()))
    if not correlations:
        return
    members = find_members(
        cast(Sequence[KeyFigure], tables.get("key_figures", ())),
        cast(Sequence[Variant], tables.get("variants", ())),
    )
    problems = [_unknown(correlation, members) for correlation in correlations]
    yield from (problem for problem in problems if problem)
    yield from _contradiction(
        [c for c, problem in zip(correlations, problems, strict=True) if problem is None], members
    )


def _problem(correlation: Correlation, field: str, text: str, **values: object) -> Problem:
    return Problem(
        Message(text, values),
        table=Correlation.table,
        id=correlation.id,
        field=field,
        found=str(getattr(correlation, field)),
    )


def _unknown(correlation: Correlation, members: Members) -> Problem | None:
    for field in ("first", "second"):
        if getattr(correlation, field) not in members:
            return _problem(
                correlation,
                field,
                N_("expected the id of a key figure, a group of key figures, or {word}"),
                word=INVESTMENTS,
            )
    if correlation.first == correlation.second and members[correlation.first] == (
        correlation.first,
    ):
        return _problem(correlation, "second", N_("expected another figure, or a group"))
    return None


def _contradiction(correlations: Sequence[Correlation], members: Members) -> Iterator[Problem]:
    """Find one correlation by which all could hold together after all, the last one first."""
    words = (word for c in correlations for word in (c.first, c.second))
    ids = list(dict.fromkeys(id_ for word in words for id_ in members[word]))

    def possible(changed: Sequence[Correlation]) -> bool:
        return is_possible(correlation_matrix(ids, changed, members))

    if possible(correlations):
        return
    for number in reversed(range(len(correlations))):
        wrong = correlations[number]
        # The nearest first, in hundredths.
        for coefficient in sorted(COEFFICIENTS, key=lambda c: abs(c - wrong.coefficient)):
            other = wrong.model_copy(update={"coefficient": coefficient})
            if possible([*correlations[:number], other, *correlations[number + 1 :]]):
                yield _problem(
                    wrong,
                    "coefficient",
                    N_(
                        "cannot hold together with the other correlations, where a pair that is"
                        " not named counts as independent; expected {nearest}, or another"
                        " coefficient for one of them"
                    ),
                    nearest=coefficient,
                )
                return
    yield _problem(
        correlations[-1],
        "coefficient",
        N_("expected correlations that can hold together; these contradict each other"),
    )
