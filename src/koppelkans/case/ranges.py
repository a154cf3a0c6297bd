# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks of ranges: the low end, the figure itself and the high end, in this order."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from koppelkans.case.correlation import has_range
from koppelkans.case.problems import Problem
from koppelkans.case.record import Record
from koppelkans.case.worth import Distribution, KeyFigure
from koppelkans.language import N_, Message

RANGES = {
    "key_figures": ("low", "value", "high"),
    "effects": ("quantity_low", "quantity", "quantity_high"),
}
"""The fields of a range, by table; those of variants stand with what is agreed on money."""


def check_ranges(tables: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """Find ranges that are the wrong way round, or do not fit their distribution."""
    for table, (low, value, high) in RANGES.items():
        for record in tables.get(table, ()):
            ends = [getattr(record, name) for name in (low, value, high)]
            known = [end for end in ends if end is not None]
            if known != sorted(known):
                yield _problem(record, value, N_("expected low, value and high in this order"))
    for figure in cast(Sequence[KeyFigure], tables.get("key_figures", ())):
        if figure.distribution is Distribution.LOGNORMAL and has_range(
            figure.low, figure.value, figure.high
        ):
            lowest = figure.value if figure.low is None else figure.low
            if lowest is not None and lowest <= 0:
                yield _problem(
                    figure, "distribution",
                    N_("a lognormal distribution needs a range above zero"),
                )  # fmt: skip


def _problem(record: Record, field: str, text: str) -> Problem:
    return Problem(
        Message(text), table=record.table, id=record.id, field=field,
        found=str(getattr(record, field)),
    )  # fmt: skip
