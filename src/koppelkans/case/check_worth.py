# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks of key figures and effects: ranges, the library, price changes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, cast

from koppelkans.case.library import LIBRARY
from koppelkans.case.problems import Problem
from koppelkans.case.record import Record
from koppelkans.case.worth import Distribution, Effect, KeyFigure, PriceChange
from koppelkans.language import N_, Message

Tables = Mapping[str, Sequence[Record]]


def check_worth(tables: Tables) -> Iterator[Problem]:
    """Yield what is wrong with key figures, effects and price changes."""
    for figure in cast(Sequence[KeyFigure], tables.get("key_figures", ())):
        if not _in_order(figure.low, figure.value, figure.high):
            yield _problem(
                figure, "value", figure.value, N_("expected low, value and high in this order")
            )
        known = [x for x in (figure.low, figure.value, figure.high) if x is not None]
        if figure.distribution is Distribution.LOGNORMAL and len(set(known)) > 1 and known[0] <= 0:
            yield _problem(
                figure, "distribution", figure.distribution,
                N_("a lognormal distribution needs a range above zero"),
            )  # fmt: skip
        yield from _library_figure(figure)
    for effect in cast(Sequence[Effect], tables.get("effects", ())):
        if not _in_order(effect.quantity_low, effect.quantity, effect.quantity_high):
            yield _problem(
                effect, "quantity", effect.quantity,
                N_("expected the quantity between at least and at most"),
            )  # fmt: skip
    years = Counter(c.year for c in cast(Sequence[PriceChange], tables.get("price_changes", ())))
    for change in cast(Sequence[PriceChange], tables.get("price_changes", ())):
        if years[change.year] > 1:
            yield _problem(change, "year", change.year, N_("expected every year only once"))


def _library_figure(figure: KeyFigure) -> Iterator[Problem]:
    if figure.library_id is None:
        return
    if figure.library_id not in LIBRARY:
        near = get_close_matches(figure.library_id, LIBRARY, n=3) or sorted(LIBRARY)
        yield _problem(
            figure, "library_id", figure.library_id,
            N_("expected a key figure of the library, such as {names}"), names=", ".join(near),
        )  # fmt: skip
    if figure.value is not None and not figure.reason:
        yield _problem(
            figure, "reason", "", N_("a value that replaces that of the library needs a reason")
        )
    if figure.value is None and not (figure.low is None and figure.high is None):
        yield _problem(
            figure, "value", "", N_("a range without a value; the library has its own range")
        )


def _in_order(*range_of: float | None) -> bool:
    known = [x for x in range_of if x is not None]
    return known == sorted(known)


def _problem(record: Record, field: str, found: object, text: str, **values: Any) -> Problem:
    return Problem(
        Message(text, values), table=record.table, id=record.id, field=field, found=str(found)
    )
